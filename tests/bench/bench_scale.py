"""What five million stored claims cost: an event, the service's memory, and those who read meanwhile.

Not a test: `make bench-scale` runs it, for about ten minutes, and prints what it measured. A database with a
hundredth of the claims stands beside the large one, and is measured in turns with it.
"""

import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

import psutil
import pytest
import pytest_asyncio

from support.bench.pages import CLAIMS_OF_A_PAGE, Asked, copied, make_work, questions
from support.bench.running import World, counted, process, publish
from support.claims import prepare, store
from support.engines import empty_log
from support.waiting import eventually
from tinhso_local.postgres import TUNING
from tinhso_local.services import BIN
from tinhso_local.stack import Stack
from tinhso_shared.catalog import load_catalog
from tinhso_shared.database import Connection, connect

CLAIMS = int(os.environ.get("TINHSO_BENCH_CLAIMS", "5000000"))
FEWER = 100
"""The small database has that part of the claims."""
CLAIMS_OF_A_QUESTION = 2
BATCH_PAGES = 250
ROUNDS = 5
BACKLOG_PAGES = int(os.environ.get("TINHSO_BENCH_PAGES", "16000"))
CLIENTS = 4
IDLE_SECONDS = 15.0

pytestmark = pytest.mark.timeout(3600)


@dataclass(frozen=True)
class Database:
    """With the questions that its claims are spread over."""

    url: str
    db: Connection
    asked: Sequence[Asked]


def say(text: str) -> None:
    sys.stdout.write(f"\n{text}\n")
    sys.stdout.flush()


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Its Postgres has memory as one has that holds so much, and few checkpoints while it is filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TUNING, "shared_buffers", "1GB")
        patch.setitem(TUNING, "max_wal_size", "16GB")
        with Stack(tmp_path_factory.mktemp("scale"), fresh=True) as started:
            yield started


@pytest_asyncio.fixture(scope="module")
async def databases(stack: Stack) -> AsyncIterator[tuple[Database, Database]]:
    """The small one filled by the live path, the large one by copies of it."""
    number = CLAIMS // FEWER // CLAIMS_OF_A_QUESTION
    few, many = questions(number), questions(number, days=FEWER)
    await fill(stack.database_url, few)
    large_url = await copy_database(stack.database_url, "large")
    async with AsyncExitStack() as opened:
        small = await opened.enter_async_context(connect(stack.database_url))
        large = await opened.enter_async_context(connect(large_url))
        begun = time.perf_counter()
        await large.execute(copied(FEWER - 1))
        for db in (small, large):
            await db.execute("vacuum analyze")
        seconds = time.perf_counter() - begun
        say(f"{await stored(large):,} claims stored in {seconds:.0f} s, {await stored(small):,} beside them")
        yield Database(stack.database_url, small, few), Database(large_url, large, many)


async def fill(url: str, asked: Sequence[Asked]) -> None:
    await prepare(url)
    work = make_work(CLAIMS // FEWER // CLAIMS_OF_A_PAGE, asked)
    async with connect(url) as db:
        for start in range(0, len(work.events), BATCH_PAGES):
            await store(db, *work.events[start : start + BATCH_PAGES])


async def copy_database(url: str, name: str) -> str:
    server, _, template = url.rpartition("/")
    async with connect(f"{server}/postgres") as db:
        await db.execute(f'create database "{name}" template "{template}"')
    return f"{server}/{name}"


async def stored(db: Connection) -> int:
    return int(await db.fetchval("select count(*) from aggregator.claims"))


async def test_the_cost_of_an_event(databases: tuple[Database, Database]) -> None:
    costs: dict[str, list[float]] = {"small": [], "large": []}
    for number in range(ROUNDS + 1):
        for name, database in zip(costs, databases, strict=True):
            costs[name].append(await cost_of_an_event(database, f"{name}{number}"))
    small, large = (statistics.median(found[1:]) * 1000 for found in costs.values())
    say(
        "the cost of an event, in milliseconds of the database and its client:\n"
        f"  with {CLAIMS // FEWER:>9,} claims stored   {small:.2f}\n"
        f"  with {CLAIMS:>9,} claims stored   {large:.2f}   {large / small:.2f} times"
    )


async def cost_of_an_event(database: Database, name: str) -> float:
    work = make_work(BATCH_PAGES, database.asked, name, seed=hash_of(name))
    begun = time.perf_counter()
    await store(database.db, *work.events)
    return (time.perf_counter() - begun) / BATCH_PAGES


def hash_of(name: str) -> int:
    return int.from_bytes(name.encode()) % (1 << 32)


async def test_readers_and_memory(stack: Stack, databases: tuple[Database, Database]) -> None:
    _, large = databases
    await empty_log(stack.kafka_bootstrap)
    world = World(stack, stack.folder, large.db, large.url)
    work = make_work(BACKLOG_PAGES, large.asked, "backlog", seed=2)
    await publish(world, work)
    idle = await reads(large.url, asyncio.create_task(asyncio.sleep(IDLE_SECONDS)))
    with process(world, "aggregator", (str(BIN / "tinhso-aggregator"), "run")) as service:
        assert service.process
        watched = asyncio.create_task(watch(world, psutil.Process(service.process.pid), len(work.events)))
        busy = await reads(large.url, watched)
        early, late = watched.result()
    say(
        f"api.province_totals of a province, {CLIENTS} clients, p99 in milliseconds:\n"
        f"  idle                      {idle:.1f}\n"
        f"  beside a backfill         {busy:.1f}   {busy / idle:.2f} times\n"
        "the service's resident memory in megabytes:\n"
        f"  at a fifth of the run     {early:.0f}\n"
        f"  at the end                {late:.0f}   {late / early:.2f} times"
    )


async def watch(world: World, process: psutil.Process, whole: int) -> tuple[float, float]:
    """Resident megabytes when a fifth was stored, and when all was."""

    found = []
    for part in (0.2, 1.0):
        await eventually(partial(has_stored, world, part * whole), f"{part} of the log is stored", 1200)
        found.append(process.memory_info().rss / 1e6)
    return found[0], found[1]


async def has_stored(world: World, records: float) -> bool:
    return await counted(world.db) >= records


async def reads(url: str, until: "asyncio.Task[object]") -> float:
    """The 99th percentile of the milliseconds of a read, while `until` runs."""
    taken = await asyncio.gather(*(read(url, until, number) for number in range(CLIENTS)))
    return statistics.quantiles([one for part in taken for one in part], n=100)[98] * 1000


async def read(url: str, until: "asyncio.Task[object]", seed: int) -> list[float]:
    draw, taken = random.Random(seed), []
    places = sorted(key for key in load_catalog().provinces if key.startswith("vn63/"))
    async with connect(url, "reader") as db:
        while not until.done():
            begun = time.perf_counter()
            assert await db.fetch("select * from api.province_totals where place = $1", draw.choice(places))
            taken.append(time.perf_counter() - begun)
    return taken
