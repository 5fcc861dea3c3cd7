"""What a batch costs does not grow with what is stored: it reads the claims of its own questions.

Whatever the planner believes of tables that have just begun to grow.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from support.bench.pages import Work, make_work, questions
from support.claims import TABLES, empty, prepare, store
from support.engines import Servers, new_database
from tinhso_shared.database import Connection, connect, transaction

ASKED = questions(4000)
READ = """
select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_user_tables
where schemaname = 'aggregator' and relname in ('claims', 'revisions', 'series', 'observations', 'totals')
"""
Rows = dict[str, int]
"""By table."""


async def rows_read(db: Connection, work: Work) -> Rows:
    """By storing the pages of `work`."""
    before = await _read(db)
    await store(db, *work.events)
    return {table: rows - before[table] for table, rows in (await _read(db)).items()}


async def _read(db: Connection) -> Rows:
    await db.execute("select pg_stat_force_next_flush()")
    return {row["relname"]: row["rows"] for row in await db.fetch(READ)}


@pytest.mark.parametrize("table", ["claims", "revisions"])
async def test_a_batch_reads_the_rows_of_its_own_questions(prepared: str, table: str) -> None:
    async with connect(prepared) as db:
        await empty(db)
        few = (await rows_read(db, make_work(5, ASKED, "few")))[table]
        await store(db, *make_work(1500, ASKED, "many").events)
        await db.execute("vacuum analyze")
        many = (await rows_read(db, make_work(5, ASKED, "more")))[table]
        stored = await db.fetchval(f"select count(*) from aggregator.{table}")
    assert few <= many < stored / 2


@pytest_asyncio.fixture
async def growing(servers: Servers) -> AsyncIterator[str]:
    """A database whose tables nobody has looked at yet, and nobody will unless told to."""
    url = await new_database(servers.database_url, "growing")
    await prepare(url)
    async with connect(url) as db:
        for table in TABLES:
            await db.execute(f"alter table aggregator.{table} set (autovacuum_enabled = off)")
    yield url


async def analysed(url: str) -> Rows:
    """What a batch reads with statistics of what is stored, by a connection of its own."""
    async with connect(url) as db:
        await db.execute("analyze")
        return await rows_read(db, make_work(600, ASKED, "last", seed=3))


def assert_about(found: Rows, usual: Rows) -> None:
    assert {table: rows for table, rows in found.items() if rows > 3 * usual[table]} == {}


async def test_statistics_made_while_the_first_batch_is_open_mislead_nobody(growing: str) -> None:
    """They count its pages and none of its rows."""
    async with connect(growing) as db:
        async with connect(growing) as other, transaction(db):
            await store(db, *make_work(600, ASKED, "first").events)
            await other.execute("analyze")
        query = "select reltuples from pg_class where oid = 'aggregator.observations'::regclass"
        believed = await db.fetchval(query)
        found = await rows_read(db, make_work(600, ASKED, "next", seed=2))
    assert believed == 0
    assert_about(found, await analysed(growing))


async def test_no_plan_of_small_tables_is_kept(growing: str) -> None:
    """A connection that has stored often while there was little reads what a new one reads."""
    async with connect(growing) as db:
        for page in make_work(10, ASKED, "small").events:
            await store(db, page)
        await store(db, *make_work(600, ASKED, "first").events)
        found = await rows_read(db, make_work(600, ASKED, "next", seed=2))
    assert_about(found, await analysed(growing))
