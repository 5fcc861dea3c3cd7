"""`make chaos`: seeds of chaos, until as many as asked for have counted."""

import itertools
import logging
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from support.chaos.outcome import Outcome, summary
from support.chaos.run import run_seed
from support.chaos.world import make_world
from tinhso_local.stack import ADDRESSES

FOLDER = Path(".local/chaos")
cli = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@cli.command()
def main(
    seeds: Annotated[int, typer.Option(min=1, help="how many have to count")] = 20,
    seconds: Annotated[float, typer.Option(min=15, help="how long faults come in each")] = 60,
    seed: Annotated[int | None, typer.Option(help="this one again, and no other")] = None,
) -> None:
    """Two aggregators on a real Kafka and Postgres while everything goes wrong; see CONTRIBUTING.md."""
    # Only ever on servers of its own.
    for variable in ADDRESSES.values():
        os.environ.pop(variable, None)
    # Every fault makes the clients complain; that is what faults are for.
    logging.disable(logging.CRITICAL)
    shutil.rmtree(FOLDER, ignore_errors=True)
    drawn = _draw() if seed is None else iter([seed])
    outcomes = list(_run(drawn, seeds, seconds))
    sys.stdout.write("\n" + summary(outcomes, seconds))
    if not all(one.is_right for one in outcomes):
        raise typer.Exit(1)


def _draw() -> Iterator[int]:
    """Even and odd in turn: the odd ones have a zombie."""
    for n in itertools.count():
        yield random.randrange(10**5) * 2 + n % 2


def _run(seeds: Iterator[int], wanted: int, seconds: float) -> Iterator[Outcome]:
    counted = 0
    with make_world(FOLDER / "stack") as world:
        for seed in seeds:
            outcome = run_seed(world, seed, seconds, FOLDER / f"seed-{seed}")
            sys.stdout.write("\n    ".join([outcome.line, *outcome.found]) + "\n")
            sys.stdout.flush()
            yield outcome
            counted += outcome.counts
            if counted == wanted:
                return


if __name__ == "__main__":
    cli()
