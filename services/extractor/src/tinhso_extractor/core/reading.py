"""What reading a text gives: claims, and for every other numeral the reason why it is none."""

from dataclasses import dataclass

from tinhso_shared.events import Claim


@dataclass(frozen=True)
class Dropped:
    """A numeral that is no claim."""

    start: int
    end: int
    reason: str
    """`links` tells why a quantity counts nothing known, `extract` why it is no level, or no quantity."""
    detail: str | None = None
    """Of what is not a quantity, what it is; of a quantity whose indicator is known, that."""


@dataclass(frozen=True)
class Reading:
    """Offsets are those of the original text; claims and drops are in the order of their figures."""

    title: str | None
    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
