"""The law of the totals: a function of the set of events, whatever their order, number and batches.

The oracle is a fold in plain Python (`support.totals`); what is judged is the real database.
"""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from support.claims import (
    Event,
    claim,
    empty,
    everything,
    prepare,
    rows_of,
    snapshot,
    store,
)
from support.histories import EXAMPLES, LAW, PERIODS, histories, identity
from support.totals import Answer, answers, totals, windows
from tinhso_aggregator.audit import audit
from tinhso_aggregator.catalogue import rebuild
from tinhso_aggregator.core.copies import SLOTS
from tinhso_shared.catalog import load_catalog
from tinhso_shared.database import Connection, connect, transaction

pytestmark = pytest.mark.timeout(120 + EXAMPLES)
ANCHOR = dt.date(2024, 3, 1)


@st.composite
def reports(draw: st.DrawFn) -> Event:
    """Pages that speak of one flow in many periods."""
    number = st.sampled_from(["200000000", "300000000", "500000000"])
    said = [
        claim(draw(number), "2023-12-31", "dx_budget", period=draw(PERIODS))
        for _ in range(draw(st.integers(1, 3)))
    ]
    return snapshot(*said, document=draw(st.sampled_from("abcdefgh")))


ANCHORS = st.sampled_from(
    [dt.date(2023, 12, 31), dt.date(2024, 1, 14), dt.date(2024, 1, 15), dt.date(2023, 9, 30)]
)


@pytest_asyncio.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Connection]:
    await prepare(database_url)
    async with connect(database_url) as connection:
        yield connection


@LAW
@given(history=histories())
async def test_any_order_duplication_and_batching_gives_what_the_definition_says(
    database: Connection, history: tuple[list[Event], list[list[Event]]]
) -> None:
    events, arrived = history
    await empty(database)
    for part in arrived:
        await store(database, *part)
    assert await stored_answers(database) == expected_answers(events)
    query = "select * from api.totals_at($1)"
    assert brief(await rows_of(database, query, ANCHOR)) == totals(events, load_catalog(), ANCHOR)


@LAW
@given(history=histories())
async def test_the_way_of_arrival_leaves_no_trace(
    database: Connection, history: tuple[list[Event], list[list[Event]]]
) -> None:
    events, arrived = history
    await empty(database)
    await store(database, *events)
    at_once = await everything(database)
    await empty(database)
    for part in arrived:
        await store(database, *part)
    assert await everything(database) == at_once


@LAW
@given(history=histories())
async def test_live_equals_a_rebuild_and_the_read_at_any_known_time(
    database: Connection, history: tuple[list[Event], list[list[Event]]]
) -> None:
    _, arrived = history
    await empty(database)
    for part in arrived:
        await store(database, *part)
    live = await everything(database)
    stored = await rows_of(database, "select * from api.totals_at($1)", ANCHOR)
    computed = await rows_of(database, "select * from api.totals_at($1, '2100-01-01Z')", ANCHOR)
    assert computed == stored
    assert await audit(database) == []
    async with transaction(database):
        await rebuild(database)
    assert await everything(database) == live


@LAW
@given(history=histories())
async def test_the_view_of_today_equals_the_function_of_today(
    database: Connection, history: tuple[list[Event], list[list[Event]]]
) -> None:
    events, _ = history
    await empty(database)
    await store(database, *events)
    order = "order by place, indicator, facet::text"
    view = await rows_of(database, f"select * from api.province_totals {order}")
    function = await rows_of(database, f"select * from api.totals_at(aggregator.today()) {order}")
    assert view == function


@LAW
@given(events=st.lists(reports(), min_size=1, max_size=8, unique_by=identity), anchor=ANCHORS)
async def test_a_window_adds_up_what_the_best_choice_of_disjoint_periods_does(
    database: Connection, events: list[Event], anchor: dt.date
) -> None:
    await empty(database)
    await store(database, *events)
    rows = await rows_of(database, "select * from api.flow_windows_at($1)", anchor)
    expected = windows(events, load_catalog(), anchor)
    found = [{name: row[name] for name in expected[0]} for row in rows] if expected else rows
    assert sorted(found, key=str) == sorted(expected, key=str)


@LAW
@given(changed=st.sets(st.integers(0, 127), max_size=25))
async def test_texts_that_are_alike_have_a_band_in_common(database: Connection, changed: set[int]) -> None:
    one, other = (
        SLOTS.pack(*range(128)),
        SLOTS.pack(*(999 if slot in changed else slot for slot in range(128))),
    )
    assert await database.fetchval("select aggregator.alike($1, $2)", one, other)
    assert await database.fetchval("select aggregator.bands($1) && aggregator.bands($2)", one, other)


async def test_the_bands_of_a_text_are_made_of_all_its_slots(database: Connection) -> None:
    whole = SLOTS.pack(*range(128))
    bands = await database.fetchval("select aggregator.bands($1)", whole)
    assert len(set(bands)) == 26
    for slot in range(128):
        other = SLOTS.pack(*range(slot), 999, *range(slot + 1, 128))
        changed = await database.fetchval("select aggregator.bands($1)", other)
        assert sum(a != b for a, b in zip(bands, changed, strict=True)) == 1


def brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    fields = (
        "place",
        "indicator",
        "facet",
        "value",
        "qualifier",
        "claim_id",
        "conflict",
        "n_documents",
        "n_independent_sources",
    )
    return [{field: row[field] for field in fields} for row in rows]


async def stored_answers(database: Connection) -> set[Answer]:
    query = (
        "select o.*, s.place, s.indicator, s.facet, s.status from aggregator.observations as o"
        " join aggregator.series as s using (series_id)"
    )
    rows = await rows_of(database, query)
    return {Answer(**{**shared(row), "facet": tuple(sorted(row["facet"].items()))}) for row in rows}


def shared(row: dict[str, Any]) -> dict[str, Any]:
    found = {name: row[name] for name in Answer.__dataclass_fields__}
    return {**found, "losers": tuple(row["losers"])}


def expected_answers(events: list[Event]) -> set[Answer]:
    return set(answers(events, load_catalog()))


def test_the_oracle_itself_knows_the_example_of_the_documents() -> None:
    said = snapshot(claim(18_369, "2023-12-31"), claim(43_550))
    assert [str(row["value"]) for row in totals([said], load_catalog(), ANCHOR)] == ["43550"]
