"""`tinhso-extractor extract`: files in, what they claim out: JSON lines, a table, an explanation of all."""

import datetime as dt
import functools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinhso_extractor import GENERATION
from tinhso_extractor.core.article import Extraction, extract_article
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.explanation import (
    Became,
    Outcome,
    counts_of,
    indicator_of,
    outcomes_of,
    period_of,
    place_of,
    status_of,
    value_of,
)
from tinhso_extractor.explanation_page import explanation_page
from tinhso_shared.catalog import load_catalog
from tinhso_shared.events import ArticleFetched, Hints, HttpFacts, PageStatus
from tinhso_shared.identity import document_id_of, sha256_of
from tinhso_shared.outcomes import BadMessage
from tinhso_shared.page_files import CONTENT_TYPES, BrokenHints, Names, find_hints, hints_in, spelled

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""A file that is only shown was not fetched at any time."""
CONTEXT_CHARACTERS: Final = 40


def show_files(files: Sequence[Path], *, as_json: bool, explain: bool, html: Path | None = None) -> int:
    """Prints a result for each file, or writes one page of all; returns 1 when a file could not be read."""
    failed: list[Path] = []
    extractions = _read_each(files, failed)
    if html is not None:
        html.write_text(explanation_page(list(extractions)), encoding="utf-8")
        return int(bool(failed))
    show = _SHOWN[as_json, explain]
    # To the letter: what looks like markup is the text's own.
    console = Console(markup=False, emoji=False)
    for name, extraction in extractions:
        show(console, name, extraction)
    return int(bool(failed))


def _read_each(files: Sequence[Path], failed: list[Path]) -> Iterator[tuple[str, Extraction]]:
    reader = Reader.of(load_catalog())
    hints_of = functools.cache(hints_in)
    for file in files:
        try:
            article = _from_stdin() if str(file) == "-" else _from_file(file, hints_of(file.parent))
            yield str(file), extract_article(article, reader, GENERATION)
        except (OSError, BadMessage, BrokenHints) as error:
            sys.stderr.write(f"{file}: {error}\n")
            failed.append(file)


def _from_stdin() -> ArticleFetched:
    return _article("-", sys.stdin.buffer.read(), HttpFacts(), Hints())


def _from_file(file: Path, named: Names) -> ArticleFetched:
    """As the fetcher would publish it: by its ending, with what a `docs*.jsonl` beside it says of it."""
    facts = HttpFacts(content_type=CONTENT_TYPES.get(file.suffix.lower()))
    name = spelled(PurePosixPath(file.name))
    return _article(str(file), file.read_bytes(), facts, find_hints(name, {PurePosixPath(): named}))


def _article(name: str, body: bytes, http: HttpFacts, hints: Hints) -> ArticleFetched:
    return ArticleFetched(
        document_id=document_id_of(f"file:{name}"),
        url=f"file:{name}",
        requested_url=f"file:{name}",
        source_id="file",
        source_authority=0,
        fetched_at=EPOCH,
        body_sha256=sha256_of(body),
        status=PageStatus.OK,
        http=http,
        body=body,
        hints=hints,
    )


def as_object(document: str, extraction: Extraction) -> dict[str, Any]:
    event = extraction.event
    return {
        "document": document,
        "document_status": event.document_status,
        "title": event.title,
        "published_at": event.published_at.isoformat() if event.published_at else None,
        "text": event.text,
        "claims": [claim.model_dump(mode="json") for claim in event.claims],
    }


def explained(document: str, extraction: Extraction) -> dict[str, Any]:
    """As `as_object`, with the outcome of every numeral in place of the claims alone."""
    outcomes = outcomes_of(extraction)
    facts = as_object(document, extraction)
    del facts["claims"]
    return {**facts, "counts": counts_of(outcomes), "outcomes": [one.as_object() for one in outcomes]}


def _print_json(console: Console, name: str, extraction: Extraction) -> None:
    _print_line(as_object(name, extraction))


def _print_explained_json(console: Console, name: str, extraction: Extraction) -> None:
    _print_line(explained(name, extraction))


def _print_line(thing: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(thing, ensure_ascii=False) + "\n")


def _print_claims(console: Console, name: str, extraction: Extraction) -> None:
    event = extraction.event
    table = Table(title=f"{name}: {event.title or event.document_status}", title_justify="left")
    for column in ("indicator", "value", "place", "status", "as of", "sentence"):
        table.add_column(column)
    for claim in event.claims:
        said = (f(claim) for f in (indicator_of, value_of, place_of, status_of, period_of))
        table.add_row(*said, _on_one_line(claim.evidence.quote))
    console.print(table)


def _print_explanation(console: Console, name: str, extraction: Extraction) -> None:
    event, outcomes = extraction.event, outcomes_of(extraction)
    table = Table(title=f"{name}: {event.title or event.document_status}", title_justify="left")
    for column in ("figure, where it stands", "became", "what it counts, or why it is dropped"):
        table.add_column(column)
    for outcome in outcomes:
        table.add_row(_in_context(event.text, outcome), _STYLED[outcome.became], _said(outcome))
    console.print(table)
    console.print(
        f"published {event.published_at or 'on an unknown day'}; " + _summed_up(counts_of(outcomes))
    )


_STYLED: Final = {
    Became.CLAIM: Text("claim", "green"),
    Became.SUSPECT: Text("in doubt", "yellow"),
    Became.DROPPED: Text("dropped", "dim"),
}


def _in_context(text: str, outcome: Outcome) -> Text:
    before = _on_one_line(text[max(0, outcome.start - CONTEXT_CHARACTERS) : outcome.start])
    after = _on_one_line(text[outcome.end : outcome.end + CONTEXT_CHARACTERS])
    return Text.assemble(f"…{before}", (outcome.figure, "bold cyan"), f"{after}…")


def _said(outcome: Outcome) -> str:
    if outcome.claim is None:
        return f"{outcome.reason}: {outcome.why}"
    return " · ".join(f(outcome.claim) for f in (indicator_of, value_of, place_of, period_of, status_of))


def _summed_up(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "no figures"


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


_SHOWN: Final = {
    (False, False): _print_claims,
    (True, False): _print_json,
    (False, True): _print_explanation,
    (True, True): _print_explained_json,
}
"""By `--json` and `--explain`."""
