"""The law of the totals: a function of the set of events, whatever their order, number and batches.

The oracle is a fold in plain Python (`support.totals`); what is judged is the real database.
"""

import datetime as dt
import itertools
import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.claims import (
    SIGNATURES,
    Event,
    claim,
    empty,
    everything,
    prepare,
    retraction,
    rows_of,
    snapshot,
    store,
)
from support.totals import Answer, answers, totals, windows
from tinhso_aggregator.audit import audit
from tinhso_aggregator.catalogue import rebuild
from tinhso_shared.catalog import load_catalog
from tinhso_shared.database import Connection, connect, transaction
from tinhso_shared.events import Claim, DocumentStatus, Precision, Qualifier, Scope, Status

# 10 000 in a nightly run: TINHSO_LAW_EXAMPLES=10000.
EXAMPLES = int(os.environ.get("TINHSO_LAW_EXAMPLES", "200"))
LAW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
pytestmark = pytest.mark.timeout(120 + EXAMPLES)
ANCHOR = dt.date(2024, 3, 1)
# «lần đầu» is a copy that several pages quote; its words are the same wherever they stand.
QUOTES = st.sampled_from([None, None, None, "«lần đầu»"])

DATES = st.sampled_from(["2023-12-31", "2024-01-31", "2024-02-29", "2024-04-30", None])
PERIODS = st.sampled_from(
    [
        None,
        ("2021-01-01", "2023-12-31"),
        ("2023-01-01", "2023-12-31"),
        ("2023-01-01", "2023-06-30"),
        ("2023-07-01", "2023-12-31"),
        ("2023-07-01", "2023-09-30"),
        ("2023-10-01", "2023-12-31"),
        ("2023-12-01", "2023-12-31"),
        ("2023-12-16", "2024-01-15"),
    ]
)
STATUSES = st.sampled_from([DocumentStatus.ARTICLE] * 4 + [DocumentStatus.GONE, DocumentStatus.NOT_ARTICLE])


@st.composite
def dated(draw: st.DrawFn) -> dict[str, Any]:
    as_of = draw(DATES)
    fineness = st.sampled_from([Precision.DAY, Precision.DAY, Precision.MONTH])
    return {"as_of": as_of, "precision": draw(fineness) if as_of else None, "quote": draw(QUOTES)}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    said = draw(dated())
    said["qualifier"] = draw(st.sampled_from([Qualifier.EXACT, Qualifier.EXACT, *Qualifier]))
    said["status"] = draw(st.sampled_from([Status.ACTUAL, Status.ACTUAL, Status.ACTUAL, Status.TARGET]))
    said["scope"] = draw(st.sampled_from([Scope.PROVINCE, Scope.PROVINCE, Scope.PROVINCE, Scope.DISTRICT]))
    indicator = draw(st.sampled_from([SIGNATURES, SIGNATURES, "bank_account_rate", "dx_budget"]))
    match indicator:
        case "bank_account_rate":
            number = draw(st.sampled_from(["81.5", "82", "82.4", "90"]))
        case "dx_budget":
            number = draw(st.sampled_from(["67766000000", "117000000000"]))
            said["period"] = draw(PERIODS)
        case _:
            number = draw(st.sampled_from(["1000", "1050", "1100", "2000"]))
    return claim(number, indicator=indicator, **said)


@st.composite
def snapshots(draw: st.DrawFn) -> Event:
    status = draw(STATUSES)
    document, hour = draw(st.sampled_from("abcd")), draw(st.integers(0, 3))
    said = draw(st.lists(claims(), max_size=4)) if status is DocumentStatus.ARTICLE else []
    return snapshot(
        *said,
        document=document,
        hour=hour,
        status=status,
        authority=draw(st.sampled_from([1, 2, 3])),
        published=draw(st.sampled_from(["2024-01-15", "2024-02-01", None])),
        text=draw(st.sampled_from([None, None, "cùng một bài viết được đăng lại nguyên văn ở nơi khác"])),
    )


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


def identity(event: Event) -> tuple[Any, ...]:
    return (event.document_id, getattr(event, "fetched_at", None), getattr(event, "body_sha256", None))


events_of = st.lists(
    st.one_of(snapshots(), snapshots(), snapshots(), st.just(retraction("d", hour=9))),
    min_size=1,
    max_size=10,
    unique_by=identity,
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Event], list[list[Event]]]:
    """A set of events, and one way in which it may arrive: shuffled, repeated, cut into batches."""
    events = draw(events_of)
    repeats = draw(st.lists(st.sampled_from(events), max_size=6))
    arrived = draw(st.permutations([*events, *repeats]))
    cuts = sorted(draw(st.sets(st.integers(1, len(arrived)), max_size=4)))
    bounds = [0, *cuts, len(arrived)]
    return events, [arrived[a:b] for a, b in itertools.pairwise(bounds) if a < b]


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
    one = list(range(128))
    other = [-1 - slot if slot in changed else slot for slot in one]
    assert await database.fetchval("select aggregator.alike($1, $2)", one, other)
    assert await database.fetchval("select aggregator.bands($1) && aggregator.bands($2)", one, other)


async def test_the_bands_of_a_text_are_made_of_all_its_slots(database: Connection) -> None:
    whole = list(range(128))
    bands = await database.fetchval("select aggregator.bands($1)", whole)
    assert len(set(bands)) == 26
    for slot in range(128):
        other = [*whole[:slot], -1, *whole[slot + 1 :]]
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
