"""The reader's whole output on the sample articles, pinned for its generation.

Output that changes without a new generation fails. `make golden` takes the present output, and shows what
changed; with it `GENERATION` goes up, unless nothing of that generation was ever released.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from support.reading import reader
from tinhso_extractor import GENERATION
from tinhso_extractor.core.article import extract_article
from tinhso_shared.events import ArticleFetched, PageStatus
from tinhso_shared.identity import document_id_of, sha256_of

GOLDEN = Path(__file__).with_name(f"generation_{GENERATION}.json")
SITE = files("tinhso_local") / "demo_site"


def article(name: str) -> ArticleFetched:
    body = (SITE / name).read_bytes()
    url = f"https://example.vn/{name}"
    return ArticleFetched(
        document_id=document_id_of(url),
        url=url,
        requested_url=url,
        source_id="example.vn",
        source_authority=1,
        fetched_at="2025-09-01T00:00:00Z",
        body_sha256=sha256_of(body),
        status=PageStatus.OK,
        body=body,
    )


def output() -> dict[str, Any]:
    names = (SITE / "index.txt").read_text(encoding="utf-8").split()
    extractions = {name: extract_article(article(name), reader(), GENERATION) for name in names}
    return {
        name: {
            "published_at": str(extraction.event.published_at),
            "claims": [claim.model_dump(mode="json") for claim in extraction.event.claims],
            "dropped": [
                [extraction.event.text[d.start : d.end], d.reason, d.detail] for d in extraction.dropped
            ],
        }
        for name, extraction in extractions.items()
    }


def test_the_output_of_this_generation_is_as_it_was(update_golden: bool) -> None:
    found = json.dumps(output(), ensure_ascii=False, indent=1) + "\n"
    if update_golden:
        GOLDEN.write_text(found, encoding="utf-8")
    if not GOLDEN.exists():
        pytest.fail(f"{GOLDEN.name} is missing: `make golden` writes it")
    assert json.loads(found) == json.loads(GOLDEN.read_text(encoding="utf-8"))
