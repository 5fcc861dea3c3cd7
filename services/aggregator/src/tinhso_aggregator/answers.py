"""What readers ask for: totals at a date, and where one comes from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tinhso_aggregator.core.why import RULES, Told, why_not
from tinhso_aggregator.store import run
from tinhso_shared.catalog import Indicator
from tinhso_shared.database import Connection, frozen

Row = dict[str, Any]

FIELDS: Final = (
    "place",
    "province",
    "indicator",
    "facet",
    "kind",
    "value",
    "denominator",
    "unit",
    "qualifier",
    "as_of",
    "as_of_precision",
    "period_start",
    "period_end",
    "age_days",
    "stale",
    "conflict",
    "n_documents",
    "n_independent_sources",
    "claim_id",
    "quote",
    "url",
)

FRAME_FIELDS: Final = (
    "place",
    "province",
    "indicator",
    "facet",
    "kind",
    "basis",
    "completeness",
    "n_predecessors",
    "n_with_value",
    "missing",
    "value",
    "denominator",
    "unit",
    "qualifier",
    "as_of",
    "newest_as_of",
    "period_start",
    "period_end",
    "age_days",
    "stale",
    "conflict",
    "claim_ids",
)
COVERAGE_FIELDS: Final = (
    "place",
    "province",
    "pillar",
    "indicator",
    "indicator_name",
    "state",
    "newest_as_of",
    "n_series",
    "n_stale",
    "n_conflicting",
)


@dataclass(frozen=True)
class Moment:
    """Two clocks: when it was true, and what the captures fetched up to then say; None: today, and all."""

    anchor: dt.date | None = None
    known_at: dt.datetime | None = None


@dataclass(frozen=True)
class Explanation:
    """A total, the rule that chose it, and every other claim with the reason why it is not the answer."""

    total: Row
    winner: Told
    rule: str
    spread: Any
    source_gone: bool
    losers: tuple[tuple[Told, str], ...]
    others: tuple[tuple[Told, str], ...]

    @property
    def rule_in_words(self) -> str:
        return RULES[self.rule]


async def read_totals(
    connection: Connection, moment: Moment, places: Sequence[str] | None, indicator: str | None
) -> list[Row]:
    rows = await run(connection, "read_totals", moment.anchor, moment.known_at, places, indicator)
    return [{field: row[field] for field in FIELDS} for row in rows]


async def read_projected(
    connection: Connection, moment: Moment, places: Sequence[str] | None, indicator: str | None
) -> list[Row]:
    """The provinces of today: what is reported of them, and what their predecessors come to."""
    rows = await run(connection, "read_projected", moment.anchor, moment.known_at, places, indicator)
    return [{field: row[field] for field in FRAME_FIELDS} for row in rows]


async def read_coverage(
    connection: Connection, moment: Moment, places: Sequence[str] | None, indicator: str | None
) -> list[Row]:
    """Each province and indicator, also what nobody reports."""
    rows = await run(connection, "read_coverage", moment.anchor, moment.known_at, places, indicator)
    return [{field: row[field] for field in COVERAGE_FIELDS} for row in rows]


async def explain(
    connection: Connection,
    places: Sequence[str],
    indicator: Indicator,
    facet: Mapping[str, str],
    anchor: dt.date | None,
) -> list[Explanation]:
    """One for each series meant; none where there is no total."""
    async with frozen(connection):
        totals = _meant(await read_totals(connection, Moment(anchor), places, indicator.id), indicator, facet)
        rules = await run(connection, "read_rules", [total["claim_id"] for total in totals])
        by_claim = {row["claim_id"]: row for row in rules}
        return [await _explain(connection, total, by_claim[total["claim_id"]], anchor) for total in totals]


def _meant(totals: Sequence[Row], indicator: Indicator, facet: Mapping[str, str]) -> list[Row]:
    """The series with the catalogue's defaults where the facets leave something open; else all that fit."""
    wanted = {**indicator.facet_defaults, **facet}
    exact = [total for total in totals if total["facet"] == wanted]
    return exact or [total for total in totals if facet.items() <= total["facet"].items()]


async def _explain(connection: Connection, total: Row, rule: Any, anchor: dt.date | None) -> Explanation:
    told = await read_told(connection, total["place"], total["indicator"], anchor)
    current = {one.claim_id: one for one in told if one.is_current}
    winner = current[total["claim_id"]]
    losers = [current[claim_id] for claim_id in rule["losers"]]
    leading = losers[0] if rule["rule"] == "more_precise" else winner
    others = [one for one in told if one is not winner and one not in losers]

    def reasoned(some: Sequence[Told]) -> tuple[tuple[Told, str], ...]:
        return tuple((one, why_not(one, winner, leading)) for one in some)

    return Explanation(
        total, winner, rule["rule"], rule["spread"], rule["source_gone"], reasoned(losers), reasoned(others)
    )


async def read_told(connection: Connection, place: str, indicator: str, anchor: dt.date | None) -> list[Told]:
    return [Told(**row) for row in await run(connection, "read_told", place, indicator, anchor)]
