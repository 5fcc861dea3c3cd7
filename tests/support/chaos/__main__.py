"""`make chaos`: seeds of chaos, until as many as asked for have counted and come out right."""

import itertools
import logging
import os
import random
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from support.chaos.run import Outcome, run_seed
from support.chaos.world import make_world
from tinhso_local.stack import ADDRESSES

FOLDER = Path(".local/chaos")


def main(
    seeds: Annotated[int, typer.Option(min=1, help="how many have to count")] = 20,
    seconds: Annotated[float, typer.Option(min=15, help="how long faults come in each")] = 60,
    seed: Annotated[int | None, typer.Option(help="this one again, and no other")] = None,
) -> None:
    """Two aggregators on a real Kafka and Postgres while everything goes wrong; see docs/operations.md."""
    for variable in ADDRESSES.values():
        os.environ.pop(variable, None)
    # Every fault makes the clients complain, and that is what faults are for.
    logging.disable(logging.WARNING)
    shutil.rmtree(FOLDER, ignore_errors=True)
    asked = _random_seeds() if seed is None else iter([seed])
    with make_world(FOLDER / "stack") as world:
        outcomes = [
            *_until_counted(
                seeds if seed is None else 1,
                (_said(run_seed(world, one, seconds, FOLDER / f"seed-{one}")) for one in asked),
            )
        ]
    _summarise(outcomes, seconds)
    if not all(one.is_right for one in outcomes):
        raise typer.Exit(1)


def _random_seeds() -> Iterator[int]:
    """Odd and even in turn: the odd ones have a zombie."""
    for n in itertools.count():
        yield random.randrange(10**5) * 2 + n % 2


def _until_counted(wanted: int, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    counted = 0
    for outcome in outcomes:
        yield outcome
        counted += outcome.why_not_counted is None
        if counted == wanted:
            return


def _said(outcome: Outcome) -> Outcome:
    lines = [outcome.line, *(f"    {one}" for one in outcome.found)]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return outcome


def _summarise(outcomes: list[Outcome], seconds: float) -> None:
    counted = [one for one in outcomes if one.why_not_counted is None]
    faults = sum((one.faults for one in counted), start=type(counted[0].faults)()) if counted else {}
    lines = [
        f"\n{len(counted)} seeds of {seconds:.0f} s counted, {len(outcomes) - len(counted)} did not; "
        f"{sum(one.is_right for one in counted)} of those that counted came out right",
        f"redelivered {sum(one.redelivered for one in counted)}, fenced {sum(one.fenced for one in counted)}",
        ", ".join(f"{fault} {number}" for fault, number in sorted(faults.items())),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    typer.run(main)
