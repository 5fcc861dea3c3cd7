"""`tinhso`: migrate, totals, explain, replay, retract. Reads its addresses from the environment."""

import asyncio
import datetime as dt
import sys
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final, NoReturn, TypeVar

import typer

from tinhso_aggregator import show
from tinhso_aggregator.answers import Explanation, Moment, Row, explain, read_totals
from tinhso_aggregator.core.names import UnknownName, indicator_of, places_of
from tinhso_aggregator.replay import CannotReplay, Mark, Plan, Service, apply_plan, make_plan
from tinhso_aggregator.retract import retract_document
from tinhso_aggregator.store import PACKAGE
from tinhso_shared.catalog import load_catalog
from tinhso_shared.clock import VIETNAM, SystemClock
from tinhso_shared.database import FAULTS_OF_THE_WORLD, UNDEFINED, Connection, connect
from tinhso_shared.kafka import KafkaError
from tinhso_shared.settings import DatabaseSettings, KafkaSettings

SCHEMA: Final = "aggregator"
FAILED: Final = 1
WRONG_USE: Final = 2

cli = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
    help="What the public record says about the digital transformation of the provinces, and which sentence.",
)

T = TypeVar("T")
Province = Annotated[str | None, typer.Option(help="vn63/binh_duong, binh_duong or «Bình Dương»")]
IndicatorId = Annotated[str | None, typer.Option(help="an id of the catalogue")]
Anchor = Annotated[str | None, typer.Option(metavar="DATE", help="as of this day; today when left out")]
KnownAt = Annotated[
    str | None, typer.Option(metavar="TIME", help="as the pages fetched up to then say; all when left out")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV instead of a table")]


@cli.command()
def migrate() -> None:
    """Create or upgrade the tables and views; safe to repeat."""
    # Here, for Alembic takes a second to import, which no other command needs.
    from tinhso_shared.migrate import migrate_now

    try:
        migrate_now(DatabaseSettings().database_url, SCHEMA, PACKAGE)
    except FAULTS_OF_THE_WORLD as error:
        fail(f"the database cannot be reached: {error}")
    sys.stdout.write(f"schema {SCHEMA}: up to date\n")


@cli.command()
def totals(
    province: Province = None,
    indicator: IndicatorId = None,
    anchor: Anchor = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """The value of every series at a date, each with the sentence behind it."""
    moment = Moment(parse_date(anchor), parse_time(known_at) if known_at else None)
    places = None if province is None else known(lambda: places_of(province, load_catalog()))
    wanted = None if indicator is None else known(lambda: indicator_of(indicator, load_catalog())).id
    rows = ask(lambda connection: read_totals(connection, moment, places, wanted))
    _show_totals(rows, as_json, as_csv)


def _show_totals(rows: list[Row], as_json: bool, as_csv: bool) -> None:
    if as_json:
        sys.stdout.write(show.as_json(rows))
    elif as_csv:
        show.write_csv(rows, sys.stdout)
    elif rows:
        show.print_totals(rows, show.make_console())
    else:
        sys.stdout.write(
            "no totals yet: publish articles with tinhso-fetcher, and see that the services run\n"
        )


@cli.command("explain")
def explain_command(
    province: Annotated[str, typer.Argument(help="vn63/binh_duong, binh_duong or «Bình Dương»")],
    indicator: Annotated[str, typer.Argument(help="an id of the catalogue")],
    facet: Annotated[
        list[str] | None, typer.Option(metavar="K=V", help="which part of the indicator; repeat for several")
    ] = None,
    anchor: Anchor = None,
    as_json: AsJson = False,
) -> None:
    """The sentence behind a total, the claims that lost, and the rule that decided."""
    places = known(lambda: places_of(province, load_catalog()))
    wanted = known(lambda: indicator_of(indicator, load_catalog()))
    facets, day = parse_facets(facet or []), parse_date(anchor)
    found = ask(lambda connection: explain(connection, places, wanted, facets, day))
    _show_explanations(found, as_json)
    if not found:
        sys.stderr.write(f"nothing is known about {indicator} of {province} at that date\n")
        raise typer.Exit(FAILED)


def _show_explanations(found: list[Explanation], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(show.as_json([show.explanation_json(one) for one in found]))
        return
    console = show.make_console()
    for one in found:
        show.print_explanation(one, console)
        console.print()


@cli.command()
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


@cli.command()
def retract(
    document: Annotated[str, typer.Argument(help="its URL as published, or its document_id")],
    reason: Annotated[str, typer.Option(help="why, for the record")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be sent, send nothing")] = False,
) -> None:
    """Take a document out of all totals; what it said stays readable at an earlier --known-at."""
    said = retract_document(KafkaSettings(), document, reason, SystemClock(), dry_run=dry_run)
    sys.stdout.write(said + "\n")


def ask(question: Callable[[Connection], Coroutine[Any, Any, T]]) -> T:
    """One question to the database; ends the command with a sentence where there is no answer."""

    async def asked() -> T:
        async with connect(DatabaseSettings().database_url, "tinhso") as connection:
            return await question(connection)

    try:
        return asyncio.run(asked())
    except UNDEFINED:
        fail("the database has no tables yet: run «tinhso migrate»")
    except FAULTS_OF_THE_WORLD as error:
        fail(f"the database cannot be reached: {error}")


def known(find: Callable[[], T]) -> T:
    try:
        return find()
    except UnknownName as unknown:
        fail(str(unknown), WRONG_USE)


def parse_facets(written: list[str]) -> dict[str, str]:
    facets = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            fail(f"--facet wants name=value, not {one!r}", WRONG_USE)
        facets[name.strip()] = value.strip()
    return facets


def parse_date(written: str | None) -> dt.date | None:
    try:
        return None if written is None else dt.date.fromisoformat(written)
    except ValueError:
        fail(f"{written!r} is no date such as 2024-01-31", WRONG_USE)


def parse_time(written: str) -> dt.datetime:
    """Without a zone it is Viet Nam's."""
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        fail(f"{written!r} is no time such as 2024-01-31 or 2024-01-31T08:00+07:00", WRONG_USE)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def parse_mark(written: str) -> Mark:
    """`2024-01-31T08:00`, or `0:120,3:55`."""
    pairs = [part.partition(":") for part in written.split(",")]
    if all(partition.isdecimal() and offset.isdecimal() for partition, _, offset in pairs):
        return Mark(offsets={int(partition): int(offset) for partition, _, offset in pairs})
    return Mark(time=parse_time(written))


def fail(why: str, code: int = FAILED) -> NoReturn:
    sys.stderr.write(f"tinhso: {why}\n")
    raise typer.Exit(code)


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
