"""How fast the aggregator is, in one run: beside the limit, and beside a plain Faust agent.

Not a test: `make bench-aggregator` runs it, and prints what it measured. The limit is the same claims into
one table without an index, by one COPY from memory. The aggregator and the Faust agent are processes that
follow the same log on a real Kafka into a real Postgres, which waits for the disk at each commit: from when
they are ready until all is committed. Other processes of the machine take their share: read the ratios.
"""

import io
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

import pytest
import pytest_asyncio

from support.bench.pages import CLAIMS_OF_A_PAGE, Work, make_work, questions
from support.bench.running import STORED, World, counted, is_ready, process, publish
from support.claims import prepare
from support.engines import empty_log
from support.waiting import eventually
from tinhso_aggregator.catalogue import rebuild
from tinhso_aggregator.store import run
from tinhso_local.postgres import TUNING
from tinhso_local.services import BIN, Service
from tinhso_local.stack import Stack
from tinhso_shared.database import Connection, connect, frozen, transaction

PAGES = int(os.environ.get("TINHSO_BENCH_PAGES", "12000"))
PAGES_OF_A_QUESTION = [2, 14]
FAUST_CLAIMS = min(20_000, PAGES * CLAIMS_OF_A_PAGE)
"""The Faust agent is stopped after so many: it would take minutes, and its speed does not change."""
PATIENCE_SECONDS = 600
TABLES = "documents revisions claims series observations totals consumer_offsets"
UPSERTED = "select coalesce(sum(told), 0) from public.plain_totals"

AGGREGATOR = (str(BIN / "tinhso-aggregator"), "run")
PLAIN_FAUST = (str(BIN / "faust"), "-A", "support.bench.plain_faust", "worker", "--without-web", "-lerror")

pytestmark = pytest.mark.timeout(3600)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Its Postgres waits for the disk at each commit, as one does that somebody relies on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TUNING, "fsync", "on")
        with Stack(tmp_path_factory.mktemp("bench"), fresh=True) as started:
            yield started


@pytest_asyncio.fixture(scope="module")
async def world(stack: Stack) -> AsyncIterator[World]:
    await prepare(stack.database_url)
    async with connect(stack.database_url) as connection:
        yield World(stack, stack.folder, connection, stack.database_url)


@pytest.mark.parametrize("pages_of_a_question", PAGES_OF_A_QUESTION)
async def test_claims_a_second(world: World, pages_of_a_question: int) -> None:
    work = make_work(PAGES, questions(PAGES * CLAIMS_OF_A_PAGE // pages_of_a_question))
    await empty(world)
    await publish(world, work)
    live = await follow(world, "aggregator", AGGREGATOR, STORED, PAGES, CLAIMS_OF_A_PAGE)
    rates = {
        "the limit: one COPY of rows in memory": await rate(work, await copying(world)),
        "one COPY of rows written from the events": await rate(work, lambda: write_and_copy(world.db, work)),
        "live, from the log to totals": live,
        "a rebuild in place, with its locks": await rate(work, lambda: rebuild_in_place(world.db)),
        "a rebuild into a temporary table": await rate(work, lambda: answer(world.db)),
        "a plain Faust agent, an upsert a claim": await follow(
            world, "faust", PLAIN_FAUST, UPSERTED, FAUST_CLAIMS, 1
        ),
    }
    sys.stdout.write(f"\n{work.claims} claims, {pages_of_a_question} pages a question\n{report(rates, live)}")


def report(rates: Mapping[str, float], live: float) -> str:
    limit = next(iter(rates.values()))
    head = f"{'':42}{'claims/s':>9}{'of the limit':>14}{'live to it':>12}\n"
    return head + "".join(
        f"{name:42}{found:>9,.0f}{found / limit:>14.2f}{live / found:>12.2f}\n"
        for name, found in rates.items()
    )


async def empty(world: World) -> None:
    await empty_log(world.stack.kafka_bootstrap)
    await world.db.execute(f"truncate {', '.join(f'aggregator.{name}' for name in TABLES.split())}")
    await world.db.execute("drop table if exists public.plain_totals")


async def rate(work: Work, action: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await action()
    return work.claims / (time.perf_counter() - begun)


async def copying(world: World) -> Callable[[], Awaitable[None]]:
    """The stored claims, as COPY takes them, into a table of the same columns; writing them counts not."""
    await world.db.execute("drop table if exists public.copied")
    await world.db.execute("create table public.copied as select * from aggregator.claims limit 0")
    rows = io.BytesIO()
    await world.db.copy_from_table("claims", schema_name="aggregator", output=rows)

    async def copy() -> None:
        rows.seek(0)
        await world.db.copy_to_table("copied", schema_name="public", source=rows)

    return copy


async def write_and_copy(db: Connection, work: Work) -> None:
    """With what Python takes to write the claims; nothing is read, judged or chosen."""
    await db.execute("drop table if exists public.written")
    await db.execute("create table public.written (document_id text, claim jsonb)")
    rows = io.BytesIO()
    for event in work.events:
        for claim in event.claims:
            escaped = claim.model_dump_json().replace("\\", "\\\\")
            rows.write(f"{event.document_id}\t{escaped}\n".encode())
    rows.seek(0)
    await db.copy_to_table("written", schema_name="public", source=rows)


async def rebuild_in_place(db: Connection) -> None:
    async with transaction(db):
        await rebuild(db)


async def answer(db: Connection) -> None:
    async with frozen(db):
        await run(db, "audit_rebuild")


async def follow(
    world: World, name: str, command: tuple[str, ...], count: str, whole: int, claims_of_each: int
) -> float:
    """Claims a second of a process that follows the log, from its first word until `whole` are committed."""
    with process(world, name, command) as service:
        begun, before = await first_word(world, service, count)
        await eventually(lambda: has_all(world.db, count, whole), f"{name} is done", PATIENCE_SECONDS)
        return claims_of_each * (whole - before) / (time.perf_counter() - begun)


async def first_word(world: World, service: Service, count: str) -> tuple[float, int]:
    """When it was ready, or, of one that does not say so, had begun; and how much was done by then."""

    async def spoke() -> tuple[float, int] | None:
        done = await counted(world.db, count)
        if done or is_ready(service):
            return time.perf_counter(), done
        return None

    found = await eventually(spoke, f"{service.name} begins", 60)
    assert found
    return found


async def has_all(db: Connection, count: str, whole: int) -> bool:
    return await counted(db, count) >= whole
