"""What a batch costs does not grow with what is stored: it reads the claims of its own questions."""

import pytest

from support.bench.pages import Work, make_work, questions
from support.claims import empty, store
from tinhso_shared.database import Connection, connect

ASKED = questions(4000)
READ = """
select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables
where schemaname = 'aggregator' and relname = $1
"""


async def rows_read(db: Connection, table: str, work: Work) -> int:
    """By storing the pages of `work`."""
    await db.execute("select pg_stat_force_next_flush()")
    before = await db.fetchval(READ, table)
    await store(db, *work.events)
    await db.execute("select pg_stat_force_next_flush()")
    return int(await db.fetchval(READ, table) - before)


@pytest.mark.parametrize("table", ["claims", "revisions"])
async def test_a_batch_reads_the_rows_of_its_own_questions(prepared: str, table: str) -> None:
    async with connect(prepared) as db:
        await empty(db)
        few = await rows_read(db, table, make_work(5, ASKED, "few"))
        await store(db, *make_work(1500, ASKED, "many").events)
        await db.execute("vacuum analyze")
        many = await rows_read(db, table, make_work(5, ASKED, "more"))
        stored = await db.fetchval(f"select count(*) from aggregator.{table}")
    assert few <= many < stored / 2
