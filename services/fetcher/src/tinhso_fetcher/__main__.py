"""`tinhso-fetcher`: publish files, folders and URLs once; run as a service; migrate the ledger."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import aclosing
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from tinhso_fetcher.app import SERVICE, fetching, run_fetcher
from tinhso_fetcher.ledger import PACKAGE, SCHEMA
from tinhso_fetcher.report import Report
from tinhso_fetcher.settings import FetcherSettings
from tinhso_fetcher.visit import Work
from tinhso_shared.clock import SystemClock
from tinhso_shared.database import FAULTS_OF_THE_WORLD, UNDEFINED
from tinhso_shared.events import Origin
from tinhso_shared.health import Health
from tinhso_shared.logs import configure_logs
from tinhso_shared.metrics import Meter
from tinhso_shared.page_files import BrokenHints
from tinhso_shared.settings import DatabaseSettings

FAILED: Final = 1
WRONG_USE: Final = 2

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Publishes pages, each revision once, as ArticleFetched."
)


@cli.command()
def publish(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH…", help="pages (.html .htm .txt), folders of them"),
    ] = None,
    urls: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="a file of URLs, one a line; repeat for several")
    ] = None,
    backfill: Annotated[bool, typer.Option("--backfill", help="mark them as coming from an archive")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what would be published, write nothing")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a page, then their sum")] = False,
) -> None:
    """Publish what is new in these files, folders and lists; ends with 1 if a page was refused or failed."""
    if not (paths or urls):
        fail("name a PATH, or a file of URLs with --urls", WRONG_USE)
    settings = FetcherSettings()
    configure_logs(SERVICE, settings)
    try:
        work = Work.of(paths or [], urls or [])
    except BrokenHints as broken:
        fail(f"nothing was published: {broken}", WRONG_USE)
    report = Report(work, as_json=as_json, dry_run=dry_run)
    origin = Origin.BACKFILL if backfill else Origin.LIVE
    with report.shown():
        _insist_on_database(_publish(settings, work, report, origin, dry_run=dry_run))
    report.sum_up()
    if not report.good:
        raise typer.Exit(FAILED)


async def _publish(
    settings: FetcherSettings, work: Work, report: Report, origin: Origin, *, dry_run: bool
) -> None:
    meter = Meter()
    async with (
        fetching(settings, SystemClock(), meter, Health(meter), origin, dry_run=dry_run) as fetcher,
        aclosing(fetcher.publish(work)) as results,
    ):
        async for result in results:
            report.take(result)


@cli.command()
def run() -> None:
    """Revisit the configured folders and lists until told to stop; see README.md for the settings."""
    settings = FetcherSettings()
    configure_logs(SERVICE, settings)
    asyncio.run(_until_told(settings))


async def _until_told(settings: FetcherSettings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run_fetcher(settings, SystemClock(), stop)


@cli.command()
def migrate() -> None:
    """Create or upgrade the ledger; safe to repeat."""
    from tinhso_shared.migrate import migrate_now  # only here, for it takes long to import

    try:
        migrate_now(DatabaseSettings().database_url, SCHEMA, PACKAGE)
    except FAULTS_OF_THE_WORLD as error:
        fail(f"the database cannot be reached: {error}")
    sys.stdout.write(f"schema {SCHEMA}: up to date\n")


def _insist_on_database(work: Coroutine[Any, Any, None]) -> None:
    """A sentence instead of a trace where the database is the reason; to call it again loses nothing."""
    try:
        asyncio.run(work)
    except UNDEFINED:
        fail("the ledger has no tables yet: run «tinhso-fetcher migrate»")
    except FAULTS_OF_THE_WORLD as error:
        fail(f"the database cannot be reached: {error}; what is missing is published by the next call")


def fail(why: str, code: int = FAILED) -> NoReturn:
    sys.stderr.write(f"{SERVICE}: {why}\n")
    raise typer.Exit(code)


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
