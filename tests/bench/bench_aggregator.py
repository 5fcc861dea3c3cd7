"""How fast the aggregator is, beside the limit: the same claims into one table by COPY, in one connection.

Not a test: `make bench-aggregator` runs it, and prints what it measured. Without a broker: from the bytes
of the log to committed totals.
"""

import io
import json
import os
import random
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest
import pytest_asyncio

from support.claims import NOON, claim, prepare, snapshot
from tinhso_aggregator.catalogue import rebuild
from tinhso_aggregator.core.snapshot import snapshot_of
from tinhso_aggregator.store import Batch, run, store_batch
from tinhso_shared.catalog import Kind, load_catalog
from tinhso_shared.codec import Message, decode, encode
from tinhso_shared.database import Connection, connect, frozen, transaction
from tinhso_shared.events import IndicatorsExtracted

PAGES = int(os.environ.get("TINHSO_BENCH_PAGES", "4000"))
CLAIMS_OF_A_PAGE = 8
BATCH = 500

pytestmark = pytest.mark.timeout(1800)


@dataclass(frozen=True)
class Work:
    events: list[IndicatorsExtracted]
    messages: list[Message]

    @property
    def claims(self) -> int:
        return sum(len(event.claims) for event in self.events)


def make_work(pages_of_a_question: int) -> Work:
    """Pages that speak of questions chosen evenly, with three values that contradict each other."""
    draw = random.Random(1)
    catalog = load_catalog()
    stocks = [one.id for one in catalog.indicators.values() if one.kind is Kind.STOCK]
    dates = [f"{year}-{month:02}-15" for year in range(2015, 2025) for month in range(1, 13)]
    every = [
        (place, indicator, date)
        for date in dates
        for place in catalog.provinces
        if place.startswith("vn63/")
        for indicator in stocks
    ]
    questions = every[: PAGES * CLAIMS_OF_A_PAGE // pages_of_a_question]
    events = [_page(number, draw, questions) for number in range(PAGES)]
    return Work(events, [encode(event) for event in events])


def _page(number: int, draw: random.Random, questions: Sequence[tuple[str, str, str]]) -> IndicatorsExtracted:
    said = [
        claim(20_000 + draw.randrange(3), date, indicator, place=place)
        for place, indicator, date in draw.sample(questions, CLAIMS_OF_A_PAGE)
    ]
    return snapshot(*said, document=f"page{number}", authority=draw.randrange(4))


@pytest_asyncio.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Connection]:
    await prepare(database_url)
    async with connect(database_url) as connection:
        yield connection


@pytest.mark.parametrize("pages_of_a_question", [2, 14, 40])
async def test_claims_a_second(database: Connection, pages_of_a_question: int) -> None:
    work = make_work(pages_of_a_question)
    tables = "aggregator.documents, aggregator.revisions, aggregator.claims, aggregator.series"
    await database.execute(f"truncate {tables}, aggregator.observations, aggregator.totals")
    limit = await _rate(work, lambda: _copy(database, work))
    live = await _rate(work, lambda: _store(database, work))
    again = await _rate(work, lambda: _rebuild(database))
    answered = await _rate(work, lambda: _answer(database))
    sys.stdout.write(
        f"\n{work.claims} claims, {pages_of_a_question} pages a question, claims a second:\n"
        f"  limit, one COPY                     {limit:>9,.0f}\n"
        f"  live, from bytes to totals          {live:>9,.0f}   {live / limit:.2f} of the limit\n"
        f"  rebuild in place, with its locks    {again:>9,.0f}   {again / limit:.2f}\n"
        f"  answers into a temporary table      {answered:>9,.0f}   {answered / limit:.2f}\n"
    )


async def _rate(work: Work, action: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await action()
    return work.claims / (time.perf_counter() - begun)


async def _copy(database: Connection, work: Work) -> None:
    await database.execute("create table if not exists public.copied (document_id text, claim jsonb)")
    await database.execute("truncate public.copied")
    rows = io.BytesIO()
    for event in work.events:
        for one in event.claims:
            written = json.dumps(one.model_dump_json(), ensure_ascii=False)[1:-1]
            rows.write(f"{event.document_id}\t{written}\n".encode())
    rows.seek(0)
    await database.copy_to_table("copied", schema_name="public", source=rows)


async def _store(database: Connection, work: Work) -> None:
    catalog = load_catalog()
    for start in range(0, len(work.messages), BATCH):
        events = (_decoded(message) for message in work.messages[start : start + BATCH])
        batch = Batch(tuple(snapshot_of(event, catalog) for event in events))
        await store_batch(database, batch, catalog.digest, NOON)


def _decoded(message: Message) -> IndicatorsExtracted:
    event = decode(message.value, message.headers, (IndicatorsExtracted,))
    assert isinstance(event, IndicatorsExtracted)
    return event


async def _rebuild(database: Connection) -> None:
    async with transaction(database):
        await rebuild(database)


async def _answer(database: Connection) -> None:
    async with frozen(database):
        await run(database, "audit_rebuild")
