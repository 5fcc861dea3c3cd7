"""`tinhso-aggregator run`: the service."""

import asyncio
import gc
import signal

import typer

from tinhso_aggregator.app import SERVICE, run_aggregator
from tinhso_aggregator.settings import AggregatorSettings
from tinhso_shared.clock import SystemClock
from tinhso_shared.logs import configure_logs

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Keeps the totals in Postgres.",
)


@cli.callback()
def service() -> None:
    """So that `run` stays a command of its own."""


@cli.command()
def run() -> None:
    """Follow the log until told to stop; see README.md for the settings."""
    settings = AggregatorSettings()
    configure_logs(SERVICE, settings)
    _spare_the_collector()
    asyncio.run(_until_told(settings))


def _spare_the_collector() -> None:
    """A batch has some hundred thousand objects and no cycle: looking for one takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(500_000, 20, 20)


async def _until_told(settings: AggregatorSettings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run_aggregator(settings, SystemClock(), stop)


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
