"""Laws that hold whatever the pages say: what never moves a total, and what moves it by exactly so much."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from support.claims import Event, claim, empty, everything, prepare, rows_of, snapshot, store
from support.histories import EXAMPLES, LAW, claims, events_of, histories
from tinhso_shared.database import Connection, connect
from tinhso_shared.events import Claim, DocumentStatus, IndicatorsExtracted, Scope, Status

pytestmark = pytest.mark.timeout(120 + EXAMPLES)
ANCHOR = dt.date(2024, 3, 1)
NOISE = st.sampled_from(
    [{"status": one} for one in Status if one is not Status.ACTUAL]
    + [{"scope": one} for one in Scope if one is not Scope.PROVINCE]
)


@dataclass(frozen=True)
class Database:
    """Two connections: for two writers."""

    one: Connection
    other: Connection


@pytest_asyncio.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    await prepare(database_url)
    async with connect(database_url) as one, connect(database_url) as other:
        yield Database(one, other)


async def answers_of(db: Connection, *events: Event) -> dict[str, list[dict[str, Any]]]:
    """What follows from these pages alone."""
    await empty(db)
    await store(db, *events)
    kept = await everything(db)
    return {"observations": kept["observations"], "totals": kept["totals"]}


async def seen_of(db: Connection, *events: Event) -> dict[str, list[dict[str, Any]]]:
    """What readers see of these pages alone."""
    await empty(db)
    await store(db, *events)
    functions = ("totals_at", "flow_windows_at", "level_changes_at", "projected_totals_at")
    return {name: await rows_of(db, f"select * from api.{name}($1)", ANCHOR) for name in functions}


@LAW
@given(events=events_of, before=st.lists(claims(), max_size=4))
async def test_what_was_corrected_is_as_if_it_had_never_been_said(
    database: Database, events: list[Event], before: list[Claim]
) -> None:
    articles = [one for one in events if getattr(one, "document_status", None) is DocumentStatus.ARTICLE]
    corrected = {one.url.rpartition("/")[2] for one in articles if isinstance(one, IndicatorsExtracted)}
    older = [snapshot(*before, document=name, hour=-1, authority=3) for name in sorted(corrected)]
    assert await answers_of(database.one, *older, *events) == await answers_of(database.one, *events)


@st.composite
def pages_with_noise(draw: st.DrawFn) -> tuple[list[Event], list[Event]]:
    """Pages, and the same with targets, plans, changes, and figures of districts and the country."""
    plain: list[Event] = []
    noisy: list[Event] = []
    for document in draw(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=4)):
        said = draw(st.lists(claims(), max_size=3))
        noise = [
            claim(draw(st.sampled_from([1200, 2500])), draw(st.sampled_from(["2024-01-31", None])), **kind)
            for kind in draw(st.lists(NOISE, min_size=1, max_size=3))
        ]
        authority = draw(st.sampled_from([1, 3]))
        plain.append(snapshot(*said, document=document, authority=authority))
        noisy.append(snapshot(*said, *noise, document=document, authority=authority))
    return plain, noisy


@LAW
@given(pages=pages_with_noise())
async def test_no_target_and_no_figure_of_another_scope_moves_a_total(
    database: Database, pages: tuple[list[Event], list[Event]]
) -> None:
    plain, noisy = pages
    assert await seen_of(database.one, *noisy) == await seen_of(database.one, *plain)


@LAW
@given(events=events_of)
async def test_a_total_is_the_word_of_one_claim_and_a_change_the_distance_of_two(
    database: Database, events: list[Event]
) -> None:
    seen = await seen_of(database.one, *events)
    said = await rows_of(database.one, "select * from api.claims where is_current and obstacle is null")
    by_id = {one["claim_id"]: one for one in said}
    for total in seen["totals_at"]:
        winner = by_id[total["claim_id"]]
        names = ("value", "denominator", "qualifier", "unit", "place", "indicator", "facet")
        assert {name: winner[name] for name in names} == {name: total[name] for name in names}
    for row in seen["level_changes_at"]:
        series = [
            one["value"] for one in said if one["indicator"] == row["indicator"] and one["status"] == "actual"
        ]
        changes = {row[name] for name in row if name.startswith("change")} - {None}
        assert changes <= {row["value"] - value for value in series}


@LAW
@given(events=events_of, factor=st.sampled_from([2, 10, 100]))
async def test_in_a_hundredth_of_the_unit_every_number_is_a_hundred_times_as_large_and_nothing_else_changes(
    database: Database, events: list[Event], factor: int
) -> None:
    counts = [without_percents(one) for one in events]
    expected = scaled(await seen_of(database.one, *counts), factor)
    assert await seen_of(database.one, *(times(one, factor) for one in counts)) == expected


def without_percents(event: Event) -> Event:
    """And without ranks: their digits mean something."""
    if not isinstance(event, IndicatorsExtracted):
        return event
    said = tuple(one for one in event.claims if one.unit not in ("percent", "rank"))
    return event.model_copy(update={"claims": said})


def times(event: Event, factor: int) -> Event:
    if not isinstance(event, IndicatorsExtracted):
        return event
    said = [one.model_copy(update={"value": (one.value or Decimal(0)) * factor}) for one in event.claims]
    return event.model_copy(update={"claims": tuple(said)})


def scaled(seen: dict[str, list[dict[str, Any]]], factor: int) -> dict[str, list[dict[str, Any]]]:
    def of(name: str, value: Any) -> Any:
        is_number = name == "value" or name.startswith("change")
        return value * factor if is_number and value is not None else value

    return {key: [{name: of(name, row[name]) for name in row} for row in rows] for key, rows in seen.items()}


@LAW
@given(history=histories(), turns=st.lists(st.booleans(), min_size=6, max_size=6))
async def test_two_writers_at_once_leave_what_one_would(
    database: Database, history: tuple[list[Event], list[list[Event]]], turns: list[bool]
) -> None:
    events, arrived = history
    await empty(database.one)
    await store(database.one, *events)
    alone = await everything(database.one)
    await empty(database.one)
    shares: dict[bool, list[list[Event]]] = {True: [], False: []}
    for turn, part in zip(turns, arrived, strict=False):
        shares[turn].append(part)
    await asyncio.gather(write(database.one, shares[True]), write(database.other, shares[False]))
    assert await everything(database.one) == alone


async def write(db: Connection, batches: list[list[Event]]) -> None:
    for one in batches:
        await store(db, *one)
