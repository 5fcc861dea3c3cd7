"""Why a claim is or is not the answer, in words for people; the choice itself was made by the database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from tinhso_aggregator.core.series import Obstacle
from tinhso_shared.events import Qualifier, Status

RULES: Final[Mapping[str, str]] = {
    "only_claim": "it is the only eligible claim about this date",
    "more_precise": "it agrees with the leading claim and is more precise",
    "finer_date": "its date is the most precise",
    "source_authority": "its source has the highest authority",
    "newest_published": "its page is the newest among sources of equal authority",
    "independent_sources": "more independent sources give this value",
    "smallest_claim_id": "all else is equal; the smallest id decides, so that the order of arrival cannot",
}
OBSTACLES: Final[Mapping[str, str]] = {
    Obstacle.UNKNOWN_INDICATOR: "the catalogue has no such indicator",
    Obstacle.NO_VALUE: "the figure is malformed",
    Obstacle.NOT_PROVINCE: "it does not speak of the whole province",
    Obstacle.NO_PLACE: "which province it means is uncertain",
    Obstacle.FAILED_CHECK: "it failed a check",
    Obstacle.IMPLAUSIBLE: "it is outside the plausible range",
}
EXACTNESS: Final[Mapping[str, int]] = {
    Qualifier.EXACT: 0,
    Qualifier.AT_LEAST: 1,
    Qualifier.AT_MOST: 1,
    Qualifier.NEARLY: 2,
    Qualifier.APPROX: 2,
}


@dataclass(frozen=True)
class Told:
    """A claim with what the choice looks at."""

    claim_id: str
    facet: Mapping[str, str]
    status: str
    question_id: str | None
    obstacle: str | None
    is_current: bool
    is_visible: bool
    reference_date: dt.date | None
    precision: str
    qualifier: str
    low: Decimal | None
    high: Decimal | None
    authority: int
    published_at: dt.date | None
    claim: Mapping[str, Any]
    url: str


def why_not(told: Told, winner: Told, leading: Told) -> str:
    """Why `told` is not the answer that `winner` is; `leading` ranks first, and the winner agrees with it."""
    if not told.is_current:
        return "replaced by a newer revision of its page, or retracted"
    if told.obstacle is not None:
        return OBSTACLES[told.obstacle]
    if told.status != winner.status:
        return (
            f"a {told.status.replace('_', ' ')}: it never moves a level"
            if winner.status == Status.ACTUAL
            else ""
        )
    if told.facet != winner.facet:
        return "another part of the indicator: a series of its own"
    if told.question_id != winner.question_id:
        return _other_date(told)
    return ("contradicts: " if _contradicts(told, winner) else "agrees: ") + _lost_by(told, winner, leading)


def _other_date(told: Told) -> str:
    if not told.is_visible:
        return "not yet visible at this date"
    return "has no date, so it ranks last" if told.reference_date is None else "about another date or period"


def _contradicts(one: Told, other: Told) -> bool:
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low > other.high or one.high < other.low


def _lost_by(told: Told, winner: Told, leading: Told) -> str:
    """The first thing, in the order of the rule, in which they differ."""
    if told.precision != winner.precision:
        return "its date is less precise"
    if _contradicts(told, leading):
        # Whatever its rank, unless the winner itself leads: then it is the rank that it lost by.
        if leading is not winner:
            return "it does not agree with the leading claim"
    elif EXACTNESS[told.qualifier] > EXACTNESS[winner.qualifier]:
        return "its figure is less precise"
    if told.authority < winner.authority:
        return "its source has less authority"
    if told.published_at != winner.published_at:
        return "its page is older, or without a date"
    return "fewer independent sources, or a greater id"
