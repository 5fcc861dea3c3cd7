"""Which series and question a claim belongs to, and why it may not count: by the catalogue, and nothing else.

A series is (place, indicator, facets, status); a question is a series at a date, or over a period.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from tinhso_shared.catalog import Catalog, Indicator, Kind
from tinhso_shared.events import Claim, Scope, Status
from tinhso_shared.identity import digest_of, sha256_of


class Obstacle(StrEnum):
    """Why a claim cannot count."""

    UNKNOWN_INDICATOR = "unknown_indicator"
    NO_VALUE = "no_value"
    """The figure is malformed."""
    NOT_PROVINCE = "not_province"
    """It speaks of a district, a commune, the nation or something else."""
    NO_PLACE = "no_place"
    """Which province is uncertain, or it is none that the catalogue knows."""
    FAILED_CHECK = "failed_check"
    IMPLAUSIBLE = "implausible"
    """Outside the range that the catalogue gives."""


@dataclass(frozen=True, eq=False)
class Series:
    """Compared as an object, not by its parts: `_series` gives the same one again."""

    series_id: str
    place: str
    indicator: str
    facet: Mapping[str, str]
    status: Status

    @cached_property
    def facet_json(self) -> str:
        return json.dumps(dict(self.facet), ensure_ascii=False)


class Question(NamedTuple):
    """What a claim answers."""

    question_id: str
    series: Series
    reference_date: dt.date | None


def question_of(claim: Claim, catalog: Catalog) -> Question | None:
    """None for what has no series: an indicator without a kind, or no province."""
    indicator = catalog.indicators.get(claim.indicator)
    if indicator is None or claim.place is None or claim.place not in catalog.provinces:
        return None
    facet = {**indicator.facet_defaults, **claim.facet}
    series = _series(claim.place, claim.indicator, tuple(facet.items()), claim.status)
    start, end = (claim.period_start, claim.period_end) if indicator.kind is Kind.FLOW else (None, None)
    # A flow without a period ends at its date; a level has only the date.
    return _question(series, start, end or claim.as_of)


@lru_cache(maxsize=10_000)
def _series(place: str, indicator: str, facet: tuple[tuple[str, str], ...], status: Status) -> Series:
    """The provinces have a few thousand, and their claims come back to them for ever."""
    series_id = digest_of("series", place, indicator, dict(facet), status)
    return Series(series_id, place, indicator, dict(facet), status)


@lru_cache(maxsize=10_000)
def _question(series: Series, start: dt.date | None, reference_date: dt.date | None) -> Question:
    """What one page answers, others do within days."""
    question_id = sha256_of(f"question {series.series_id} {start} {reference_date}".encode())[:32]
    return Question(question_id, series, reference_date)


def obstacle_of(claim: Claim, catalog: Catalog) -> Obstacle | None:
    """Why the claim cannot count; None when it can."""
    indicator = catalog.indicators.get(claim.indicator)
    if indicator is None:
        return Obstacle.UNKNOWN_INDICATOR
    if claim.value is None:
        return Obstacle.NO_VALUE
    if claim.scope is not Scope.PROVINCE:
        return Obstacle.NOT_PROVINCE
    if claim.place not in catalog.provinces:
        return Obstacle.NO_PLACE
    if claim.checks.failed:
        return Obstacle.FAILED_CHECK
    return None if _is_plausible(claim, indicator) else Obstacle.IMPLAUSIBLE


def _is_plausible(claim: Claim, indicator: Indicator) -> bool:
    # The range is one of levels: a change may be small, or negative.
    if claim.value is None or claim.status is Status.CHANGE_DELTA:
        return True
    lowest, highest = indicator.plausible_min, indicator.plausible_max
    return (lowest is None or claim.value >= lowest) and (highest is None or claim.value <= highest)
