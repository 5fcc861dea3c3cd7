"""`tinhso-extractor extract`: files in, what they claim out, as JSON lines, a table, or an explanation."""

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinhso_extractor import GENERATION
from tinhso_extractor.core.article import Extraction, extract_article
from tinhso_extractor.core.extract import Reader
from tinhso_shared.catalog import load_catalog
from tinhso_shared.events import ArticleFetched, Claim, Hints, PageStatus
from tinhso_shared.identity import document_id_of, sha256_of
from tinhso_shared.outcomes import BadMessage

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""A file that is only shown was not fetched at any time."""
CONTEXT_CHARACTERS: Final = 60


def show_files(files: Sequence[Path], *, as_json: bool, explain: bool) -> int:
    """Prints one result a file; the exit status: 1 when a file could not be read."""
    reader = Reader.of(load_catalog())
    console = Console()
    failed = 0
    for file in files:
        try:
            extraction = _extract(file, reader)
        except (OSError, BadMessage) as error:
            sys.stderr.write(f"{file}: {error}\n")
            failed = 1
            continue
        if as_json:
            sys.stdout.write(json.dumps(as_object(str(file), extraction), ensure_ascii=False) + "\n")
        elif explain:
            _explain(console, file, extraction)
        else:
            _table(console, file, extraction)
    return failed


def _extract(file: Path, reader: Reader) -> Extraction:
    body = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    article = ArticleFetched(
        document_id=document_id_of(f"file:{file}"),
        url=f"file:{file}",
        requested_url=f"file:{file}",
        source_id="file",
        source_authority=0,
        fetched_at=EPOCH,
        body_sha256=sha256_of(body),
        status=PageStatus.OK,
        body=body,
        hints=_hints_for(file),
    )
    return extract_article(article, reader, GENERATION)


def _hints_for(file: Path) -> Hints:
    """What a `docs*.jsonl` beside the file says of it, as the fetcher would."""
    for listing in sorted(file.parent.glob("docs*.jsonl")):
        for line in listing.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if row.get("doc") == file.stem:
                return Hints(title=row.get("title"), host=row.get("host"), published=row.get("published"))
    return Hints()


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


def _table(console: Console, file: Path, extraction: Extraction) -> None:
    event = extraction.event
    table = Table(title=f"{file}: {event.title or event.document_status}", title_justify="left")
    for column in ("indicator", "value", "place", "status", "as of", "sentence"):
        table.add_column(column)
    for claim in event.claims:
        table.add_row(*_row(claim))
    console.print(table)


def _row(claim: Claim) -> tuple[str, ...]:
    facet = ", ".join(f"{name}={value}" for name, value in claim.facet.items())
    number = f"{claim.value:f}" if claim.value is not None else "malformed"
    of = f"/{claim.denominator:f}" if claim.denominator is not None else ""
    qualifier = "" if claim.qualifier == "exact" else f"{claim.qualifier} "
    status = str(claim.status) if not claim.checks.failed else f"suspect: {', '.join(claim.checks.failed)}"
    return (
        escape(f"{claim.indicator} {facet}".strip()),
        f"{qualifier}{number}{of} {claim.unit}",
        f"{claim.place or claim.scope}{f' ({claim.place_name})' if claim.place_name else ''}",
        status,
        f"{claim.as_of or '?'} ({claim.as_of_basis})",
        escape(claim.evidence.quote.replace("\n", " ")),
    )


def _explain(console: Console, file: Path, extraction: Extraction) -> None:
    event = extraction.event
    console.print(f"[bold]{escape(str(file))}[/bold] {event.document_status}, published {event.published_at}")
    for start, end, outcome in _outcomes(extraction):
        before = event.text[max(0, start - CONTEXT_CHARACTERS) : start].replace("\n", " ")
        after = event.text[end : end + CONTEXT_CHARACTERS].replace("\n", " ")
        figure = event.text[start:end]
        console.print(f"  …{escape(before)}[bold cyan]{escape(figure)}[/bold cyan]{escape(after)}…")
        console.print(f"      → {escape(outcome)}", highlight=False)


def _outcomes(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    """Every numeral in the order of the text, with what became of it."""
    found = [
        (claim.evidence.figure_start, claim.evidence.figure_end, " · ".join(_row(claim)[:5]))
        for claim in extraction.event.claims
    ]
    found += [
        (drop.start, drop.end, f"{drop.reason}{f': {drop.detail}' if drop.detail else ''}")
        for drop in extraction.dropped
    ]
    yield from sorted(found)
