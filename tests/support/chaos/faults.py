"""What goes wrong in a run, and when: all of it follows from the seed."""

import random
from dataclasses import dataclass
from enum import StrEnum

MEAN_SECONDS = 7
"""Between one fault and the next."""
CALM = 0.12
"""The part of a run before its first fault."""


class Fault(StrEnum):
    KILL = "kill -9"
    ZOMBIE = "zombie"
    """Stopped for longer than its session lasts, and woken."""
    RESTART = "told to end"
    POSTGRES = "Postgres killed"
    BROKER = "broker killed"
    DATABASE_CUT = "database cut off"
    DATABASE_SLOW = "database held up"
    DATABASE_STRANDED = "database half open"
    """Connections stay, and nothing comes over them any more."""
    ANSWERS_LOST = "database's answers lost"
    BROKER_CUT = "broker cut off"
    BROKER_SLOW = "broker held up"
    BROKER_STRANDED = "broker half open"


@dataclass(frozen=True)
class Strike:
    """A fault: when it comes, in seconds; to which aggregator; which part of its longest it lasts."""

    at: float
    fault: Fault
    victim: int
    length: float


def strikes_of(seed: int, seconds: float) -> list[Strike]:
    """A kill in every run, a zombie in every other one; for the rest the dice decide."""
    dice = random.Random(f"faults of {seed}")
    number = max(int(seconds // MEAN_SECONDS), 2)
    faults = [Fault.KILL, *([Fault.ZOMBIE] if seed % 2 else [])]
    faults += dice.choices([*Fault], k=number - len(faults))
    dice.shuffle(faults)
    times = sorted(dice.uniform(CALM, 1) * seconds for _ in faults)
    return [
        Strike(at, fault, dice.randrange(2), dice.random()) for at, fault in zip(times, faults, strict=True)
    ]
