"""The audit: it finds what was tampered with, and nothing else. On the real database."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from prometheus_client import Gauge
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from support.claims import claim, empty, retraction, snapshot, store
from support.waiting import eventually
from tinhso_aggregator.audit import Auditor, audit
from tinhso_aggregator.beside import beside
from tinhso_aggregator.cli import cli
from tinhso_shared.clock import SystemClock
from tinhso_shared.database import UNDEFINED, Connection, connect, make_pool
from tinhso_shared.events import DocumentStatus
from tinhso_shared.metrics import (
    AUDIT_DIFFERENCES,
    AUDIT_SUCCESS,
    GENERATION_DOCUMENTS,
    SUSPECTS,
    Declared,
    Meter,
)
from tinhso_shared.settings import DatabaseSettings


@dataclass(frozen=True)
class World:
    url: str
    db: Connection

    async def tinhso(self, *arguments: str) -> Result:
        environment = {"TINHSO_DATABASE_URL": self.url}
        return await asyncio.to_thread(CliRunner().invoke, cli, list(arguments), env=environment)


@pytest_asyncio.fixture
async def world(prepared: str) -> AsyncIterator[World]:
    """Two generations of pages that correct, contradict, vanish and are retracted."""
    async with connect(prepared) as connection:
        await empty(connection)
        for generation in (1, 2):
            await store(
                connection,
                snapshot(claim(1000), claim(900, "2023-12-31"), generation=generation),
                snapshot(claim(1100), document="b", authority=3, generation=generation),
                snapshot(claim(1200, "2024-02-29"), document="c", generation=generation),
                snapshot(hour=1, document="c", status=DocumentStatus.GONE, generation=generation),
                snapshot(claim(5000), document="d", generation=generation),
            )
        await store(connection, retraction("d", hour=2))
        yield World(prepared, connection)


async def test_what_the_service_keeps_is_what_the_claims_give(world: World) -> None:
    assert await audit(world.db) == []
    done = await world.tinhso("audit")
    assert (done.exit_code, done.stdout) == (
        0,
        "every observation and every total is what the claims give\n",
    )


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (
            "update aggregator.observations set value = value + 1 where generation = 2",
            {("observation", "different", "value")},
        ),
        ("update aggregator.totals set value = 1200.0", {("total", "different", "value")}),
        (
            "update aggregator.totals set change_30_days = 7",
            {("total", "different", "change_30_days")},
        ),
        ("delete from aggregator.totals where generation = 1", {("total", "missing", "value")}),
        (
            "delete from aggregator.revisions where document_status = 'gone'",
            {("observation", "different", "source_gone")},
        ),
        (
            "delete from aggregator.retractions",
            {("observation", "different", "losers")},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_every_harm_is_found(world: World, harm: str, found: set[tuple[str, str, str]]) -> None:
    await world.db.execute(harm)
    differences = await audit(world.db)
    named = {(one["what"], one["trouble"], name) for one in differences for name in one["fields"]}
    assert found <= named


async def test_an_answer_to_which_no_claim_leads_is_left_over(world: World) -> None:
    await world.db.execute("delete from aggregator.claims where reference_date = '2023-12-31'")
    differences = await audit(world.db)
    assert {(one["what"], one["trouble"]) for one in differences} == {("observation", "left over")}


async def test_the_command_ends_with_one_and_names_the_rows(world: World) -> None:
    await world.db.execute("update aggregator.totals set value = 1 where generation = 1")
    done = await world.tinhso("audit", "--json")
    (row,) = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (row["place"], row["what"], row["fields"]) == (
        "vn63/binh_duong",
        "total",
        {"value": ["1", "1200"]},
    )
    plain = await world.tinhso("audit")
    assert plain.exit_code == 1
    assert "value: kept 1, the claims give 1200" in plain.stdout


async def test_the_service_audits_itself_from_time_to_time(world: World) -> None:
    meter = Meter()
    settings = DatabaseSettings(database_url=world.url)
    async with make_pool(settings, "test", meter) as pool, beside(Auditor(pool, meter, 0.01).repeat()):
        await eventually(lambda: says(meter, AUDIT_DIFFERENCES, 0), "an audit without a difference")
        await world.db.execute("update aggregator.totals set value = 1 where generation = 1")
        await eventually(lambda: says(meter, AUDIT_DIFFERENCES, 1), "an audit with one")


async def test_an_audit_counts_what_readers_see_flagged_and_what_was_read(world: World) -> None:
    meter = Meter()
    settings = DatabaseSettings(database_url=world.url)
    async with make_pool(settings, "test", meter) as pool, beside(Auditor(pool, meter, 0.01).repeat()):
        await eventually(lambda: says(meter, SUSPECTS, 0), "an audit")
        for generation in ("1", "2"):
            assert await says(meter, GENERATION_DOCUMENTS, 4, generation=generation)
        await store(world.db, snapshot(claim(800, "2024-03-31"), document="e"))
        await eventually(lambda: says(meter, SUSPECTS, 1), "a smaller stock is seen")
        assert await says(meter, GENERATION_DOCUMENTS, 5, generation="1")


async def test_an_audit_that_came_to_its_end_says_when(world: World) -> None:
    meter, clock = Meter(), SystemClock()
    began = clock.now().timestamp()
    settings = DatabaseSettings(database_url=world.url)
    async with make_pool(settings, "test", meter) as pool, beside(Auditor(pool, meter, 0.01).repeat()):
        await eventually(lambda: says(meter, AUDIT_DIFFERENCES, 0), "an audit")
    ended = meter.registry.get_sample_value(AUDIT_SUCCESS.name)
    assert ended is not None
    assert began <= ended <= clock.now().timestamp()


async def test_a_database_that_does_not_answer_is_audited_the_next_time(world: World) -> None:
    meter = Meter()
    away = make_pool(DatabaseSettings(database_url="postgresql://tinhso@127.0.0.1:1/tinhso"), "test", meter)
    async with away as pool, beside(Auditor(pool, meter, 0.01).repeat()):
        with capture_logs() as said:
            await eventually(lambda: told_twice(said), "two audits are left out")
    assert meter.registry.get_sample_value(AUDIT_SUCCESS.name) is None


async def told_twice(said: Sequence[Mapping[str, Any]]) -> bool:
    return len([one for one in said if one["event"].startswith("no audit this time")]) >= 2


async def test_an_unforeseen_fault_of_an_audit_comes_out_of_the_service(world: World) -> None:
    """Here somebody took a table away."""
    meter = Meter()
    settings = DatabaseSettings(database_url=world.url)
    await world.db.execute("alter table aggregator.totals rename to hidden")
    try:
        with pytest.raises(UNDEFINED):
            async with (
                make_pool(settings, "test", meter) as pool,
                beside(Auditor(pool, meter, 0.01).repeat()),
            ):
                await asyncio.Event().wait()
    finally:
        await world.db.execute("alter table aggregator.hidden rename to totals")


async def test_what_ends_the_service_comes_out_of_it_as_it_is(world: World) -> None:
    meter = Meter()
    settings = DatabaseSettings(database_url=world.url)
    with pytest.raises(ZeroDivisionError):
        async with make_pool(settings, "test", meter) as pool, beside(Auditor(pool, meter, 0.01).repeat()):
            raise ZeroDivisionError


async def says(meter: Meter, metric: Declared[Gauge], number: int, **labels: str) -> bool:
    return meter.registry.get_sample_value(metric.name, labels) == number
