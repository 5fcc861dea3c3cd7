"""What became of every numeral of a text: a claim, a claim in doubt, or the reason why it is none.

A view of the reader's outcomes, not a second reading.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tinhso_extractor.core.article import Extraction
from tinhso_extractor.core.reading import Dropped
from tinhso_shared.events import Claim


class Became(StrEnum):
    CLAIM = "claim"
    SUSPECT = "suspect"
    """a claim that failed a check, or whose value or place is uncertain: visible, never in a total"""
    DROPPED = "dropped"


REASONS: Final = {
    "no_indicator": "counts nothing that the catalogue knows",
    "ambiguous_indicator": "could count two things, and the text does not decide",
    "facet_unknown": "the text does not say of which part or level",
    "range": "is a range, not one value",
    "not_a_quantity": "is no quantity",
    "hypothetical": "is only supposed",
    "negated": "is said not to be so",
    "comparison": "is what something is compared with",
    "corrected": "is quoted in order to be corrected",
    "threshold": "is a bound that something is measured by",
    "some_services": "is of some services alone, and not of all",
    "base": "is what a share is of",
    "helped": "is of those whom somebody helped",
    "of_each": "is so many a unit, not in all",
    "part": "is a part of what was counted just before",
    "furniture": "does not belong to the article",
    "table": "stands in a table that could not be read",
}


@dataclass(frozen=True)
class Outcome:
    start: int
    end: int
    figure: str
    became: Became
    claim: Claim | None = None
    reason: str | None = None
    detail: str | None = None

    @property
    def why(self) -> str:
        """The reason in words; `is no quantity (date)`."""
        said = REASONS.get(self.reason or "", self.reason or "")
        return f"{said} ({self.detail})" if self.detail else said

    def as_object(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "figure": self.figure,
            "became": str(self.became),
            "claim": self.claim.model_dump(mode="json") if self.claim else None,
            "reason": self.reason,
            "detail": self.detail,
        }


def outcomes_of(extraction: Extraction) -> list[Outcome]:
    """Of every numeral, in the order of the text."""
    found = [*_claimed(extraction), *_dropped(extraction)]
    return sorted(found, key=lambda outcome: (outcome.start, outcome.end))


def _claimed(extraction: Extraction) -> Iterator[Outcome]:
    for claim in extraction.event.claims:
        e = claim.evidence
        became = Became.SUSPECT if claim.checks.failed or claim.value is None else Became.CLAIM
        yield Outcome(e.figure_start, e.figure_end, e.figure, became, claim)


def _dropped(extraction: Extraction) -> Iterator[Outcome]:
    text = extraction.event.text
    for drop in extraction.dropped:
        yield Outcome(drop.start, drop.end, text[drop.start : drop.end], Became.DROPPED, None, *_why(drop))


def _why(drop: Dropped) -> tuple[str, str | None]:
    return drop.reason, drop.detail


def counts_of(outcomes: list[Outcome]) -> dict[str, int]:
    """How many became what, and for the dropped which reason; those that are none are left out."""
    became = Counter(str(outcome.became) for outcome in outcomes)
    reasons = Counter(outcome.reason for outcome in outcomes if outcome.reason)
    return {name: count for name, count in (*became.items(), *reasons.most_common()) if name and count}


# -- a claim in words -----------------------------------------------------------------------------------


def value_of(claim: Claim) -> str:
    """`at least 1,600,000 account`; the digits as the text has them stand in the figure."""
    number = f"{claim.value:,f}" if claim.value is not None else "malformed"
    of = f" of {claim.denominator:,f}" if claim.denominator is not None else ""
    qualifier = "" if claim.qualifier == "exact" else f"{claim.qualifier.replace('_', ' ')} "
    return f"{qualifier}{number}{of} {claim.unit}"


def indicator_of(claim: Claim) -> str:
    facet = ", ".join(f"{name}={value}" for name, value in claim.facet.items())
    return f"{claim.indicator} {facet}".strip()


def place_of(claim: Claim) -> str:
    """`vn63/gia_lai`, `vn63/gia_lai (Chư Prông)`, `national`."""
    return f"{claim.place or claim.scope}{f' ({claim.place_name})' if claim.place_name else ''}"


def period_of(claim: Claim) -> str:
    """`2023-12-20 (clause)`, with the period's start where there is one."""
    since = f"{claim.period_start} to " if claim.period_start else ""
    return f"{since}{claim.as_of or 'no date'} ({claim.as_of_basis})"


def status_of(claim: Claim) -> str:
    failed = ", ".join(claim.checks.failed)
    return f"{claim.status}; in doubt: {failed}" if failed else str(claim.status)
