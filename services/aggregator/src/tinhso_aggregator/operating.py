"""The commands for those who run it: migrate, replay, retract, audit."""

import asyncio
import sys
from typing import Annotated, Final

import typer

from tinhso_aggregator import show, show_operations
from tinhso_aggregator.asking import FAILED, AsJson, ask, fail, parse_time
from tinhso_aggregator.audit import Difference, audit
from tinhso_aggregator.replay import CannotReplay, Mark, Plan, Service, apply_plan, make_plan
from tinhso_aggregator.retract import retract_document
from tinhso_aggregator.store import PACKAGE
from tinhso_shared.clock import SystemClock
from tinhso_shared.database import FAULTS_OF_THE_WORLD
from tinhso_shared.kafka import KafkaError
from tinhso_shared.settings import DatabaseSettings, KafkaSettings

SCHEMA: Final = "aggregator"

commands = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@commands.command()
def migrate() -> None:
    """Create or upgrade the tables and views; safe to repeat."""
    # Here, for Alembic takes a second to import, which no other command needs.
    from tinhso_shared.migrate import migrate_now

    try:
        migrate_now(DatabaseSettings().database_url, SCHEMA, PACKAGE)
    except FAULTS_OF_THE_WORLD as error:
        fail(f"the database cannot be reached: {error}")
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="print the plan, move nothing")] = False,
) -> None:
    """Read a part of the log again; changes no total that was right."""
    kafka, database = KafkaSettings(), DatabaseSettings()
    first, last = parse_mark(start), parse_mark(end) if end else None
    try:
        plan = asyncio.run(make_plan(kafka, database, service, generation, first, last))
        _show_plan(plan)
        if not dry_run:
            sys.stdout.write(asyncio.run(apply_plan(kafka, database, plan, SystemClock())) + "\n")
    except CannotReplay as why:
        fail(str(why))
    except (*FAULTS_OF_THE_WORLD, KafkaError) as error:
        fail(f"the broker or the database cannot be reached: {error!r}")


def _show_plan(plan: Plan) -> None:
    sys.stdout.write(f"{plan.what}\n")
    for step in plan.steps:
        sys.stdout.write(f"  {plan.topic.name}/{step.partition}: {step.in_words}\n")
    sys.stdout.write(f"{plan.records} records to read again\n")


@commands.command()
def retract(
    document: Annotated[str, typer.Argument(help="its URL as published, or its document_id")],
    reason: Annotated[str, typer.Option(help="why, for the record")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be sent, send nothing")] = False,
) -> None:
    """Take a document out of all totals; what it said stays readable at an earlier --known-at."""
    said = retract_document(KafkaSettings(), document, reason, SystemClock(), dry_run=dry_run)
    sys.stdout.write(said + "\n")


def parse_mark(written: str) -> Mark:
    """`2024-01-31T08:00`, or `0:120,3:55`."""
    pairs = [part.partition(":") for part in written.split(",")]
    if all(partition.isdecimal() and offset.isdecimal() for partition, _, offset in pairs):
        return Mark(offsets={int(partition): int(offset) for partition, _, offset in pairs})
    return Mark(time=parse_time(written))


@commands.command("audit")
def audit_command(as_json: AsJson = False) -> None:
    """Make every answer anew from the claims, and compare; ends with 1 when anything differs."""
    found = ask(audit)
    _show_differences(found, as_json)
    if found:
        raise typer.Exit(FAILED)


def _show_differences(found: list[Difference], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(show.as_json(found))
    elif found:
        show_operations.print_differences(found, show.make_console())
    else:
        sys.stdout.write("every observation and every total is what the claims give\n")
