"""`tinhso-extractor`: the service, its migration, and reading files without Kafka."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from tinhso_extractor.settings import ExtractorSettings

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads figures out of articles.",
)


@cli.command()
def run() -> None:
    """Follow the articles on the log, and publish what they claim."""
    from tinhso_extractor.app import run as run_service
    from tinhso_extractor.harness import SERVICE
    from tinhso_shared.logs import configure_logs

    settings = ExtractorSettings()
    configure_logs(SERVICE, settings)
    sys.exit(asyncio.run(run_service(settings)))


@cli.command()
def migrate() -> None:
    """Bring the extractor's schema in Postgres up to date."""
    from tinhso_shared.migrate import migrate_now

    migrate_now(ExtractorSettings().database_url, "extractor", "tinhso_extractor")


@cli.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="pages or texts; `-` reads standard input")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a file")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="every numeral and what became of it")] = False,
    html: Annotated[
        Path | None, typer.Option(help="write the explanation as a page: the text, its figures marked")
    ] = None,
) -> None:
    """Read files, without Kafka or a database."""
    from tinhso_extractor.files import show_files

    sys.exit(show_files(files, as_json=as_json, explain=explain, html=html))


@cli.command(name="read-again")
def read_again(
    ranges: Annotated[list[str], typer.Argument(metavar="PARTITION:START-STOP…")],
) -> None:
    """Read ranges of the articles again; `tinhso replay extractor --from … --to …` says which."""
    from tinhso_extractor.again import read_again as read
    from tinhso_extractor.harness import PAUSES
    from tinhso_shared.slices import NotOnTheLog, Range

    try:
        wanted = [Range.parse(one) for one in ranges]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    try:
        count = asyncio.run(read(ExtractorSettings(), wanted))
    except NotOnTheLog as error:
        raise typer.BadParameter(str(error)) from error
    except PAUSES as why:
        sys.exit(f"stopped, where the service would pause: {why}")
    sys.stdout.write(f"done: {count} articles read again\n")


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
