"""The commands for those who run it: migrate, replay, retract, audit."""

import asyncio
import sys
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from tinhso_aggregator import sheets, show, show_operations
from tinhso_aggregator.asking import (
    FAILED,
    WRONG_USE,
    AsCsv,
    AsJson,
    DryRun,
    ask,
    fail,
    faults_in_words,
    parse_time,
)
from tinhso_aggregator.audit import Difference, audit
from tinhso_aggregator.replay import CannotReplay, Mark, Plan, Service, apply_plan, make_plan
from tinhso_aggregator.retract import find_document, retract, retraction_of
from tinhso_aggregator.store import PACKAGE, OtherCatalogue
from tinhso_shared.clock import SystemClock
from tinhso_shared.events import DocumentRetracted
from tinhso_shared.settings import DatabaseSettings, KafkaSettings
from tinhso_shared.urls import UnusableUrl

SCHEMA: Final = "aggregator"

commands = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@commands.command()
def migrate() -> None:
    """Create or upgrade the tables and views; safe to repeat."""
    # Here, for Alembic takes a second to import, which no other command needs.
    from tinhso_shared.migrate import migrate_now

    with faults_in_words():
        migrate_now(DatabaseSettings().database_url, SCHEMA, PACKAGE)
    sys.stdout.write(f"schema {SCHEMA}: up to date\n")


@commands.command()
def replay(
    service: Annotated[Service, typer.Argument(help="whose reading is repeated")],
    start: Annotated[str, typer.Option("--from", metavar="TIME|P:OFFSET,…", help="where to begin")],
    end: Annotated[
        str | None,
        typer.Option("--to", metavar="TIME|P:OFFSET,…", help="where to end; read at once, as a slice"),
    ] = None,
    generation: Annotated[int, typer.Option(min=1, help="of the extractor, which names its group")] = 1,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Read a part of the log again; changes no total that was right."""
    kafka, database = KafkaSettings(), DatabaseSettings()
    first, last = parse_mark(start), parse_mark(end) if end else None
    try:
        with faults_in_words():
            plan = asyncio.run(make_plan(kafka, database, service, generation, first, last))
            if not as_json:
                _show_plan(plan)
            done = None if dry_run else asyncio.run(apply_plan(kafka, database, plan, SystemClock()))
    except CannotReplay as why:
        fail(str(why))
    except OtherCatalogue as other:
        fail(f"{other}: read the slice with the tinhso of the aggregator that runs, in its container")
    if as_json:
        sys.stdout.write(show.as_json(_plan_json(plan, done)))
    elif done:
        sys.stdout.write(f"{done}\n")


def _show_plan(plan: Plan) -> None:
    sys.stdout.write(f"{plan.what}\n")
    for step in plan.steps:
        sys.stdout.write(f"  {plan.topic.name}/{step.partition}: {step.in_words}\n")
    sys.stdout.write(f"{plan.records} records to read again\n")
    sys.stdout.flush()


def _plan_json(plan: Plan, done: str | None) -> dict[str, Any]:
    return {
        "what": plan.what,
        "topic": plan.topic.name,
        "steps": [asdict(step) for step in plan.steps],
        "records": plan.records,
        "done": done,
    }


@commands.command("retract")
def retract_command(
    document: Annotated[str, typer.Argument(help="its URL, or its document_id")],
    reason: Annotated[str, typer.Option(help="why, for the record")],
    dry_run: DryRun = False,
    unseen: Annotated[
        bool, typer.Option("--unseen", help="also when the database does not know it, or is away")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take a document out of all totals; what it said stays readable at an earlier --known-at."""
    try:
        event = retraction_of(document, reason, SystemClock())
    except UnusableUrl as why:
        fail(f"{document!r} is no document_id, no file: and no URL of a page: {why}", WRONG_USE)
    stored = None if unseen else _stored_document(document, event.document_id)
    if not dry_run:
        with faults_in_words():
            retract(KafkaSettings(), event)
    facts = {**event.model_dump(mode="json"), "sent": not dry_run, "document": stored}
    sys.stdout.write(
        show.as_json(facts) if as_json else _retraction_in_words(event, stored, sent=not dry_run)
    )


def _stored_document(document: str, document_id: str) -> dict[str, Any]:
    if (found := ask(lambda connection: find_document(connection, document_id))) is None:
        fail(
            f"no document {document!r} is stored: give the url or document_id that api.claims has for it;"
            " --unseen takes it out all the same, should it ever come"
        )
    return found


def _retraction_in_words(event: DocumentRetracted, stored: dict[str, Any] | None, *, sent: bool) -> str:
    said = "retracted" if sent else "would retract"
    lines = [f"{said} {event.document_id} from {event.retracted_at.isoformat()} on: {event.reason}"]
    if stored:
        lines.append(f"  {stored['url']}: the answer to {stored['answers']} questions")
    return "\n".join(lines) + "\n"


def parse_mark(written: str) -> Mark:
    """`2024-01-31T08:00`, or `0:120,3:55`."""
    pairs = [part.partition(":") for part in written.split(",")]
    if all(partition.isdecimal() and offset.isdecimal() for partition, _, offset in pairs):
        return Mark(offsets={int(partition): int(offset) for partition, _, offset in pairs})
    return Mark(time=parse_time(written))


@commands.command("audit")
def audit_command(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Make every answer anew from the claims, and compare; ends with 1 when anything differs."""
    found = ask(audit)
    _show_differences(found, as_json, as_csv)
    if found:
        raise typer.Exit(FAILED)


def _show_differences(found: list[Difference], as_json: bool, as_csv: bool) -> None:
    if as_json:
        sys.stdout.write(show.as_json(found))
    elif as_csv:
        show.write_csv(sheets.fields_of(found), sheets.DIFFERENCE_FIELDS, sys.stdout)
    elif found:
        show_operations.print_differences(found, show.make_console())
    else:
        sys.stdout.write("every observation and every total is what the claims give\n")
