"""Two aggregators at once: overlapping transactions, a zombie, repeats. On the real database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import permutations

import pytest
import pytest_asyncio

from support.claims import (
    NOON,
    Event,
    batch,
    claim,
    empty,
    everything,
    rows_of,
    snapshot,
    store,
    total_of,
)
from support.waiting import eventually
from tinhso_aggregator.audit import audit
from tinhso_aggregator.catalogue import sync_catalogue
from tinhso_aggregator.store import (
    ConflictingSnapshots,
    Fenced,
    Move,
    OtherCatalogue,
    Touched,
    recompute,
    store_batch,
)
from tinhso_shared.catalog import load_catalog
from tinhso_shared.database import Connection, connect, frozen, transaction
from tinhso_shared.events import Qualifier

OLDER = snapshot(claim(1000, "2024-01-31"), document="a")
NEWER = snapshot(claim(2000, "2024-02-29"), document="b")
VAGUE = snapshot(claim(1000, qualifier=Qualifier.AT_LEAST), document="a", authority=3)
EXACT = snapshot(claim(1234), document="b", authority=1)
# The series and the documents are there already: new rows would make two writers wait for each other's keys,
# and so hide whether they lock what exists.
EXISTING = (
    snapshot(claim(500, "2023-01-31"), document="z"),
    snapshot(document="a", hour=-1),
    snapshot(document="b", hour=-1),
)
RATE = "bank_account_rate"
PRESS = snapshot(claim("82", indicator=RATE), claim("80", "2023-12-31", RATE), document="a")
PORTAL = snapshot(claim("82.0", indicator=RATE), document="b", authority=3)
PORTAL_BEFORE = snapshot(claim("80.0", "2023-12-31", RATE), document="c", authority=3)
FIRST_REVISION = snapshot(claim(1000), document="a", hour=0)
SECOND_REVISION = snapshot(claim(2000), document="a", hour=1)
OTHER_SERIES = snapshot(claim(300, indicator="community_teams"), document="a", hour=1)


@pytest_asyncio.fixture
async def db(prepared: str) -> AsyncIterator[Connection]:
    async with connect(prepared) as connection:
        await empty(connection)
        yield connection


@asynccontextmanager
async def uncommitted(url: str, event: Event) -> AsyncIterator[Connection]:
    """A writer that has done everything but commit; it commits when the block ends."""
    async with connect(url) as connection, connection.transaction():
        await store(connection, event)
        yield connection


async def is_waiting(db: Connection, pid: int) -> bool:
    return bool(await db.fetchval("select cardinality(pg_blocking_pids($1)) > 0", pid))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(OLDER, NEWER, id="the newer date second"),
        pytest.param(NEWER, OLDER, id="the newer date first"),
        pytest.param(VAGUE, EXACT, id="one question, the exact claim second"),
        pytest.param(EXACT, VAGUE, id="one question, the exact claim first"),
        pytest.param(FIRST_REVISION, SECOND_REVISION, id="one document, in order"),
        pytest.param(SECOND_REVISION, FIRST_REVISION, id="one document, the older one late"),
        pytest.param(FIRST_REVISION, OTHER_SERIES, id="one document, no series in common, in order"),
        pytest.param(
            OTHER_SERIES, FIRST_REVISION, id="one document, no series in common, the older one late"
        ),
    ],
)
async def test_overlapping_transactions_give_the_totals_of_one_after_the_other(
    prepared: str, db: Connection, one: Event, other: Event
) -> None:
    await store(db, *EXISTING, one, other)
    expected = await everything(db)
    await empty(db)
    await store(db, *EXISTING)
    await store_overlapping(prepared, db, one, other)
    assert await everything(db) == expected


async def store_overlapping(url: str, db: Connection, one: Event, other: Event) -> None:
    """`other` begins after `one` has written everything, and before it commits."""
    async with connect(url) as second:
        async with uncommitted(url, one):
            task = asyncio.create_task(store(second, other))
            pid = second.get_server_pid()

            async def waits_or_is_done() -> bool:
                return task.done() or await is_waiting(db, pid)

            await eventually(waits_or_is_done, "the second writer waits for the first")
        await task


async def test_two_new_series_touched_in_any_order_end_without_a_deadlock(
    prepared: str, db: Connection
) -> None:
    places = [f"vn63/{name}" for name in ("an_giang", "ben_tre", "ca_mau", "dak_lak", "gia_lai", "ha_tinh")]
    said = [claim(1000 + n, place=place) for n, place in enumerate(places)]
    events = [snapshot(*said, document=f"p{n}") for n in range(4)]
    events += [snapshot(*reversed(said), document=f"q{n}") for n in range(4)]
    await asyncio.gather(*(store_alone(prepared, event) for event in events))
    assert await db.fetchval("select array_agg(distinct n_documents) from api.observations") == [8]


async def store_alone(url: str, event: Event) -> None:
    async with connect(url) as connection:
        await store(connection, event)


def move(start: int, end: int) -> Move:
    return Move("topic", 0, start, end, f"event {end - 1}")


async def test_the_offset_moves_with_what_it_stands_for(db: Connection) -> None:
    await store(db, OLDER, moves=[move(0, 1)])
    await store(db, NEWER, moves=[move(1, 2)])
    rows = await rows_of(db, "select next_offset, last_event_id from aggregator.consumer_offsets")
    assert rows == [{"next_offset": 2, "last_event_id": "event 1"}]


async def test_a_zombie_stores_nothing(db: Connection) -> None:
    await store(db, OLDER, moves=[move(0, 1)])
    before = await everything(db)
    with pytest.raises(Fenced):
        await store(db, NEWER, moves=[move(0, 2)])
    assert await everything(db) == before


async def test_of_two_that_read_the_same_records_at_once_one_is_fenced(prepared: str, db: Connection) -> None:
    async def attempt() -> bool:
        async with connect(prepared) as connection:
            try:
                await store(connection, OLDER, moves=[move(0, 1)])
            except Fenced:
                return False
            return True

    assert sorted(await asyncio.gather(attempt(), attempt(), attempt())) == [False, False, True]


async def test_a_repeat_stores_nothing(db: Connection) -> None:
    first = await store(db, OLDER, NEWER)
    before = await everything(db)
    again = await store(db, NEWER, OLDER, OLDER)
    assert (first.revisions, first.claims, again.revisions, again.claims) == (2, 2, 0, 0)
    assert await everything(db) == before


@pytest.mark.parametrize("arrived", list(permutations([PRESS, PORTAL, PORTAL_BEFORE])))
async def test_a_number_keeps_the_digits_of_the_claim_that_won_whenever_that_came(
    db: Connection, arrived: tuple[Event, ...]
) -> None:
    for event in arrived:
        await store(db, event)
    kept = await rows_of(db, "select value, change_30_days from aggregator.totals")
    assert [(str(row["value"]), str(row["change_30_days"])) for row in kept] == [("82.0", "2.0")]
    assert await audit(db) == []


async def test_answers_that_stay_as_they_are_are_not_written_again(db: Connection) -> None:
    await store(db, PRESS, PORTAL, PORTAL_BEFORE, snapshot(claim(70, indicator=RATE), document="d"))
    written = (
        "select ctid::text from aggregator.observations union all select ctid::text from aggregator.totals"
    )
    before = await rows_of(db, written)
    asked = (
        "select generation, array_agg(question_id), array_agg(distinct series_id)"
        " from aggregator.observations group by generation"
    )
    await recompute(db, [Touched(*row) for row in await db.fetch(asked)])
    assert await rows_of(db, written) == before


async def test_the_columns_of_a_claim_say_what_its_json_says(db: Connection) -> None:
    year = ("2023-01-01", "2023-12-31")
    said = [
        claim("82.10", denominator="1E+3", indicator="online_application_rate"),
        claim("-0.50", None, qualifier=Qualifier.NEARLY),
        claim(None, facet={"holder": "công \\dân\t«1»\n"}),
        claim(7, indicator="dx_budget", period=year),
        claim(7, indicator="nobody_knows", place=None, facet={"của": "ai"}),
    ]
    await store(db, snapshot(*said))
    columns = "value denominator as_of period_start period_end unit qualifier scope place status indicator"
    differing = " or ".join(
        f"c.{name}::text is distinct from c.claim ->> '{name}'" for name in columns.split()
    )
    query = f"select from aggregator.claims as c where {differing} or not c.facet @> (c.claim -> 'facet')"
    assert await db.fetchval("select count(*) from aggregator.claims") == len(said)
    assert await rows_of(db, query) == []


async def test_another_content_under_a_stored_identity_is_refused(db: Connection) -> None:
    await store(db, OLDER)
    other = snapshot(claim(9999, "2024-01-31"), document="a")
    with pytest.raises(ConflictingSnapshots):
        await store(db, NEWER, other)
    assert await db.fetchval("select array_agg(value) from aggregator.totals") == [1000]


async def test_two_contents_under_one_identity_in_one_batch_are_refused(db: Connection) -> None:
    with pytest.raises(ConflictingSnapshots):
        await store(db, OLDER, snapshot(claim(9999, "2024-01-31"), document="a"))
    assert await total_of(db) is None


async def test_who_judges_by_another_catalogue_stores_nothing(db: Connection) -> None:
    with pytest.raises(OtherCatalogue):
        await store_batch(db, batch([OLDER]), "of yesterday", NOON)
    assert await total_of(db) is None


async def test_another_catalogue_judges_every_claim_anew(db: Connection) -> None:
    await store(db, snapshot(claim(1000, "2024-01-31"), claim(3000, "2024-02-29")))
    catalog = load_catalog()
    narrow = catalog.indicators["digital_signatures_issued"].model_copy(update={"plausible_max": 2000})
    indicators = {**catalog.indicators, narrow.id: narrow}
    changed = catalog.model_copy(update={"digest": "changed", "indicators": indicators})
    before = await everything(db)
    assert await sync_catalogue(db, changed)
    total = await total_of(db)
    assert total is not None
    assert str(total["as_of"]) == "2024-01-31"
    assert await sync_catalogue(db, catalog)
    assert await everything(db) == before


async def test_who_reads_beside_a_change_of_the_catalogue_sees_all_as_it_was(
    prepared: str, db: Connection
) -> None:
    await store(db, OLDER, NEWER)
    totals = "select * from api.province_totals"
    before = await rows_of(db, totals)
    async with connect(prepared) as other, transaction(other):
        await sync_catalogue(other, load_catalog().model_copy(update={"digest": "changed"}))
        async with asyncio.timeout(10):
            assert await rows_of(db, totals) == before
    await sync_catalogue(db, load_catalog())


async def test_an_audit_during_which_the_catalogue_changes_finds_nothing(
    prepared: str, db: Connection
) -> None:
    await store(db, OLDER, NEWER)
    async with frozen(db), connect(prepared) as other:
        assert await db.fetchval("select count(*) from aggregator.catalogue") == 1
        await sync_catalogue(other, load_catalog().model_copy(update={"digest": "changed"}))
        await sync_catalogue(other, load_catalog())
        assert await audit(db) == []


async def test_a_reader_reads_the_api_and_nothing_below_it(db: Connection) -> None:
    await store(db, OLDER)
    async with db.transaction():
        await db.execute("set local role tinhso_reader")
        assert len(await db.fetch("select * from api.province_totals")) == 1
        assert len(await db.fetch("select * from api.totals_at($1, $2)", dt.date(2030, 1, 1), NOON)) == 1
        assert len(await db.fetch("select * from api.claims")) == 1
        assert len(await db.fetch("select * from api.observations")) == 1
        assert not await db.fetchval("select has_schema_privilege('aggregator', 'usage')")


async def test_every_column_for_readers_says_what_it_means(db: Connection) -> None:
    query = """
        select a.attrelid::regclass, a.attname from pg_attribute as a
        join pg_class as c on c.oid = a.attrelid and c.relnamespace = 'api'::regnamespace
        where a.attnum > 0 and col_description(a.attrelid, a.attnum) is null
    """
    assert await rows_of(db, query) == []


async def test_a_full_batch_of_many_pages_about_the_same_questions_is_answered_in_seconds(
    db: Connection,
) -> None:
    """The planner once took nested loops here, for minutes: 8 000 claims about 240 questions."""
    places = sorted(key for key in load_catalog().provinces if key.startswith("vn63"))[:20]
    pages = [
        snapshot(
            *(claim(1000, f"2023-{n % 12 + 1:02}-01", place=place) for place in places), document=f"p{n}"
        )
        for n in range(400)
    ]
    # Measured on two busy cores: 8 s, and 55 s with nested loops.
    await asyncio.wait_for(store(db, *pages), 30)
    assert await db.fetchval("select count(*) from api.observations") == 240
    assert await db.fetchval("select min(n_independent_sources) from api.observations") >= 33
