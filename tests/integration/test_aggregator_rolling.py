"""Sums of flows and changes of levels over windows: on the real database."""

from typing import Any

import pytest

from support.claims import claim, day, rows_of, snapshot, store
from tinhso_shared.database import Connection
from tinhso_shared.events import Claim, Qualifier, Status

BUDGET = "dx_budget"
MONTHS = [("01", "31"), ("02", "28"), ("03", "31"), ("04", "30"), ("05", "31"), ("06", "30")]
BILLION = 1_000_000_000


def spent(billions: int, start: str, end: str, qualifier: Qualifier = Qualifier.EXACT) -> Claim:
    return claim(billions * BILLION, end, BUDGET, period=(start, end), qualifier=qualifier)


def month(number: int, billions: int) -> Claim:
    name, last = MONTHS[number - 1]
    return spent(billions, f"2023-{name}-01", f"2023-{name}-{last}")


async def window(db: Connection, length: str, anchor: str | None = None) -> dict[str, Any]:
    query = "select * from api.flow_windows where window_length = $1"
    if anchor is None:
        (row,) = await rows_of(db, query, length)
    else:
        query = "select * from api.flow_windows_at($2) where window_length = $1"
        (row,) = await rows_of(db, query, length, day(anchor))
    return row


def billions(row: dict[str, Any]) -> int | None:
    return None if row["value"] is None else int(row["value"]) // BILLION


async def test_disjoint_periods_inside_a_window_are_added_once(db: Connection) -> None:
    await store(db, snapshot(*(month(n, n) for n in range(1, 7))))
    year = await window(db, "calendar_year")
    assert (billions(year), year["n_periods"], year["days_covered"]) == (21, 6, 181)
    assert str(year["share_covered"]) == "0.4959"
    assert billions(await window(db, "90_days")) == 11
    assert billions(await window(db, "30_days")) == 6


async def test_one_report_of_the_whole_window_beats_its_parts(db: Connection) -> None:
    halves = (spent(30, "2023-01-01", "2023-06-30"), spent(40, "2023-07-01", "2023-12-31"))
    await store(db, snapshot(*halves, spent(67, "2023-01-01", "2023-12-31")))
    year = await window(db, "calendar_year")
    assert (billions(year), year["n_periods"], str(year["share_covered"])) == (67, 1, "1.0000")


async def test_overlapping_periods_are_never_added(db: Connection) -> None:
    await store(db, snapshot(spent(30, "2023-01-01", "2023-06-30"), spent(20, "2023-06-01", "2023-08-31")))
    year = await window(db, "calendar_year")
    assert (billions(year), year["n_periods"]) == (30, 1)


async def test_what_reaches_out_of_the_window_is_not_in_its_sum(db: Connection) -> None:
    await store(db, snapshot(spent(117, "2021-01-01", "2023-12-31")))
    year = await window(db, "calendar_year")
    assert (year["value"], year["qualifier"], year["days_covered"], year["claim_ids"]) == (None, None, 0, [])


async def test_a_target_is_in_no_window(db: Connection) -> None:
    plan = spent(99, "2023-07-01", "2023-12-31").model_copy(update={"status": Status.TARGET})
    await store(db, snapshot(spent(30, "2023-01-01", "2023-06-30"), plan))
    assert billions(await window(db, "calendar_year", "2023-12-31")) == 30


@pytest.mark.parametrize(
    ("parts", "qualifier"),
    [
        ((Qualifier.EXACT, Qualifier.EXACT), "exact"),
        ((Qualifier.EXACT, Qualifier.AT_LEAST), "at_least"),
        ((Qualifier.NEARLY, Qualifier.NEARLY), "nearly"),
        ((Qualifier.AT_LEAST, Qualifier.AT_MOST), None),
    ],
)
async def test_a_sum_is_as_vague_as_its_parts(
    db: Connection, parts: tuple[Qualifier, Qualifier], qualifier: str | None
) -> None:
    first, second = parts
    await store(
        db,
        snapshot(spent(30, "2023-01-01", "2023-06-30", first), spent(40, "2023-07-01", "2023-12-31", second)),
    )
    year = await window(db, "calendar_year")
    assert (billions(year), year["qualifier"]) == (70, qualifier)


async def test_a_window_of_any_day_knows_what_was_known_then(db: Connection) -> None:
    await store(db, snapshot(spent(30, "2023-01-01", "2023-06-30")))
    await store(db, snapshot(spent(35, "2023-01-01", "2023-06-30"), hour=2))
    query = (
        "select value from api.flow_windows_at('2023-07-15', '2024-03-01 13:00Z')"
        " where window_length = 'calendar_year'"
    )
    assert [billions(row) for row in await rows_of(db, query)] == [30]
    assert billions(await window(db, "calendar_year", "2023-07-15")) == 35


async def change(db: Connection, anchor: str) -> dict[str, Any]:
    """Those that there are."""
    (row,) = await rows_of(db, "select * from api.level_changes_at($1)", day(anchor))
    return {
        name.removeprefix("change_"): int(row[name])
        for name in row
        if name.startswith("change") and row[name] is not None
    }


async def test_the_change_up_to_a_day_looks_back_from_that_day(db: Connection) -> None:
    dates = {"2024-07-01": 500, "2024-06-15": 490, "2024-05-20": 450, "2024-03-01": 300, "2023-06-01": 100}
    await store(db, snapshot(*(claim(level, date) for date, level in dates.items())))
    assert await change(db, "2024-07-10") == {
        "30_days": 50,
        "90_days": 200,
        "365_days": 400,
        "calendar_year": 400,
    }


async def test_a_level_that_is_old_itself_tells_of_no_change(db: Connection) -> None:
    await store(db, snapshot(claim(450, "2024-05-20"), claim(400, "2024-05-01")))
    assert await change(db, "2024-07-01") == {}


async def test_the_changes_at_a_series_own_newest_date_are_those_that_are_stored(db: Connection) -> None:
    dates = {"2024-07-01": 500, "2024-05-20": 450, "2024-03-01": 300, "2023-06-01": 100}
    await store(db, snapshot(*(claim(level, date) for date, level in dates.items())))
    stored = await rows_of(db, "select * from api.level_changes")
    assert await rows_of(db, "select * from api.level_changes_at('2024-07-01')") == stored


AHEAD = "2031-12-31"
"""A day to come."""


async def test_a_level_of_a_day_to_come_is_no_level_of_today(db: Connection) -> None:
    """Nobody knows when its page was published: it is visible from its own day on."""
    dates = {"2024-01-31": 5000, "2023-12-20": 4000, "2022-12-31": 1000}
    await store(db, snapshot(*(claim(level, date) for date, level in dates.items())))
    before = await rows_of(db, "select * from api.level_changes")
    await store(db, snapshot(claim(9000, AHEAD), document="ahead", published=None))
    assert await rows_of(db, "select * from api.level_changes") == before
    (row,) = before
    assert (row["as_of"], row["value"], row["change_30_days"]) == (day("2024-01-31"), 5000, 1000)
    (total,) = await rows_of(db, "select value, as_of from api.province_totals")
    assert (total["as_of"], total["value"]) == (row["as_of"], row["value"])


async def test_a_series_that_is_told_of_days_to_come_alone_has_no_changes_yet(db: Connection) -> None:
    await store(db, snapshot(claim(9000, AHEAD), published=None))
    assert await rows_of(db, "select * from api.level_changes") == []


async def test_no_change_looks_back_to_a_level_of_a_day_to_come(db: Connection) -> None:
    """What is announced counts from its publication on, what is undated before it does not."""
    await store(db, snapshot(claim(9000, AHEAD)))
    await store(db, snapshot(claim(8000, "2031-11-30"), document="ahead", published=None))
    (row,) = await rows_of(db, "select * from api.level_changes")
    assert (row["value"], row["change_30_days"]) == (9000, None)


async def test_spending_in_a_year_to_come_ends_no_window_and_is_in_none(db: Connection) -> None:
    await store(db, snapshot(spent(30, "2023-01-01", "2023-06-30")))
    before = await rows_of(db, "select * from api.flow_windows")
    await store(db, snapshot(spent(90, "2031-01-01", AHEAD), document="ahead", published=None))
    assert await rows_of(db, "select * from api.flow_windows") == before
    assert billions(await window(db, "calendar_year")) == 30


async def test_a_window_adds_nothing_that_does_not_count_yet(db: Connection) -> None:
    await store(db, snapshot(spent(40, "2031-07-01", AHEAD)))
    await store(db, snapshot(spent(30, "2031-01-01", "2031-06-30"), document="ahead", published=None))
    assert billions(await window(db, "calendar_year")) == 40
