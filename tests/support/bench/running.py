"""A process that follows the log, and the world that it runs in, for measurements."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from support.bench.pages import Work
from tinhso_local.services import Service
from tinhso_local.stack import Stack
from tinhso_shared.database import Connection
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import INDICATORS

STORED = "select coalesce(sum(next_offset), 0) from aggregator.consumer_offsets"
"""Records that the aggregator has stored."""


@dataclass(frozen=True)
class World:
    stack: Stack
    folder: Path
    db: Connection
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "TINHSO_KAFKA_BOOTSTRAP": self.stack.kafka_bootstrap,
            "TINHSO_DATABASE_URL": self.database_url,
            "TINHSO_BENCH_FOLDER": str(self.folder),
            "PYTHONPATH": "tests",
        }


async def publish(world: World, work: Work) -> None:
    settings = KafkaSettings(kafka_bootstrap=world.stack.kafka_bootstrap)
    async with Producer(settings, Meter()) as producer:
        for start in range(0, len(work.messages), 500):
            await producer.publish(INDICATORS, work.messages[start : start + 500])


@contextmanager
def process(world: World, name: str, command: tuple[str, ...]) -> Iterator[Service]:
    service = Service(name, command, world.environment, world.folder / f"{name}.log")
    service.start()
    try:
        yield service
    finally:
        service.signal(signal.SIGTERM)
        service.stop()


def is_ready(service: Service) -> bool:
    try:
        with urlopen(f"{service.url}/readyz", timeout=1):
            return True
    except (URLError, OSError):
        return False


async def counted(db: Connection, count: str = STORED) -> int:
    """What a query counts; 0 while its table is not there."""
    there = await db.fetchval("select to_regclass($1) is not null", count.rpartition(" ")[2])
    return int(await db.fetchval(count)) if there else 0
