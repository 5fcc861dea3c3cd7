"""An aggregator that is told to end does so, also while the world does not answer."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.claims import claim, prepare, rows_of, snapshot
from support.engines import Servers
from support.waiting import wait_for
from tinhso_local.services import BIN, Service
from tinhso_shared.codec import encode
from tinhso_shared.database import connect
from tinhso_shared.kafka import Producer, create_topics
from tinhso_shared.metrics import Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import INDICATORS, TOPICS

pytestmark = pytest.mark.slow
LONGEST_SECONDS = 25
"""Docker gives it thirty before it kills."""


@pytest.fixture
def aggregator(fresh_stack: Servers, tmp_path: Path) -> Iterator[Service]:
    """A process that has stored one event."""
    kafka = KafkaSettings(kafka_bootstrap=fresh_stack.kafka_bootstrap)
    asyncio.run(create_topics(kafka, TOPICS))
    asyncio.run(prepare(fresh_stack.database_url))
    addresses = {
        "TINHSO_KAFKA_BOOTSTRAP": fresh_stack.kafka_bootstrap,
        "TINHSO_DATABASE_URL": fresh_stack.database_url,
    }
    command = (str(BIN / "tinhso-aggregator"), "run")
    service = Service("aggregator", command, {**os.environ, **addresses}, tmp_path / "aggregator.log")
    asyncio.run(publish(kafka))
    service.start()
    try:
        wait_for(lambda: asyncio.run(stored(fresh_stack.database_url)), "the event is stored")
        yield service
    finally:
        service.kill()


async def publish(kafka: KafkaSettings) -> None:
    async with Producer(kafka, Meter()) as producer:
        await producer.publish(INDICATORS, [encode(snapshot(claim(1000)))])


async def stored(url: str) -> bool:
    async with connect(url) as connection:
        return bool(await rows_of(connection, "select * from aggregator.totals"))


@pytest.mark.parametrize("away", ["Kafka", "Postgres"])
def test_it_ends_when_it_is_told_to_while_a_server_is_away(
    fresh_stack: Servers, aggregator: Service, away: str
) -> None:
    if away == "Kafka":
        fresh_stack.kill_kafka()
    else:
        fresh_stack.kill_postgres()
    aggregator.signal(signal.SIGTERM)
    wait_for(lambda: not aggregator.runs, "it ends", seconds=LONGEST_SECONDS)
    assert aggregator.process
    assert aggregator.process.returncode == 0, aggregator.log.read_text(encoding="utf-8")[-2000:]
