"""A Kafka, a Postgres, a proxy in front of each, and aggregators that come to them through the proxies."""

import asyncio
import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support.chaos.faults import Fault, Strike
from support.engines import empty_log, new_database
from support.proxy import Proxy
from tinhso_local.ports import LOOPBACK
from tinhso_local.services import BIN, Service
from tinhso_local.stack import Stack
from tinhso_shared.kafka import create_topics
from tinhso_shared.migrate import migrate
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import TOPICS

SESSION_SECONDS = 6
"""The shortest that the broker allows."""
ANSWER_SECONDS = 3
POLL_SECONDS = 0.05
AIM_SECONDS = 3
FREEZES = 5
LONGEST_BATCH_SECONDS = 0.05
"""About; so that a kill may come at any moment of a batch."""
LOG_TAIL_BYTES = 4000
TOOK, STORED, FENCED = "took", "stored", "fenced: reading the offsets anew"
"""What the aggregator's log says of a batch: between the first and one of the others it is in its hands."""
SETTINGS = {
    # Small batches: many transactions, so that a fault is likely to meet one.
    "TINHSO_BATCH_RECORDS": "40",
    "TINHSO_POLL_MILLISECONDS": "50",
    "TINHSO_SESSION_SECONDS": str(SESSION_SECONDS),
    "TINHSO_ANSWER_SECONDS": str(ANSWER_SECONDS),
    "TINHSO_SURVEY_SECONDS": "1",
    "TINHSO_AUDIT_SECONDS": "5",
    "TINHSO_LOG_LEVEL": "DEBUG",
}


@dataclass(frozen=True)
class World:
    """The servers, for as many runs as one likes."""

    stack: Stack
    database_door: Proxy
    kafka_door: Proxy

    @property
    def kafka(self) -> KafkaSettings:
        """By way of the proxy: the broker sends everyone there."""
        return KafkaSettings(kafka_bootstrap=f"{LOOPBACK}:{self.kafka_door.port}")

    def empty(self, name: str) -> str:
        """An empty log, and an empty database of that name; gives its address, past the proxy."""
        asyncio.run(empty_log(self.kafka.kafka_bootstrap))
        asyncio.run(create_topics(self.kafka, TOPICS))
        url = asyncio.run(new_database(self.stack.database_url, name))
        asyncio.run(migrate(url, "aggregator", "tinhso_aggregator"))
        return url

    def aggregators(self, number: int, database_url: str, folder: Path) -> "Aggregators":
        folder.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            **SETTINGS,
            "TINHSO_KAFKA_BOOTSTRAP": self.kafka.kafka_bootstrap,
            "TINHSO_DATABASE_URL": self.database_door.lead_to(database_url),
        }
        command = (str(BIN / "tinhso-aggregator"), "run")
        return Aggregators(
            [Service(f"{n}", command, environment, folder / f"aggregator-{n}.log") for n in range(number)]
        )


@contextmanager
def make_world(folder: Path) -> Iterator[World]:
    with (
        Proxy() as database_door,
        Proxy() as kafka_door,
        Stack(folder, fresh=True, kafka_door=kafka_door.port) as stack,
    ):
        kafka_door.target = int(stack.kafka_bootstrap.rpartition(":")[2])
        yield World(stack, database_door, kafka_door)


@dataclass
class Aggregators:
    """The processes of one run; what ends by itself is started again, as a restart policy would."""

    services: list[Service]
    exits: int = 0
    _resting: set[str] = field(default_factory=set)

    def __enter__(self) -> "Aggregators":
        for service in self.services:
            service.start()
        return self

    def __exit__(self, *_: object) -> None:
        for service in self.services:
            service.signal(signal.SIGCONT)
            service.stop()

    def rest(self, seconds: float) -> None:
        """Lets time go by, and restarts what ended meanwhile."""
        until = time.monotonic() + seconds
        while True:
            self._restart_ended()
            if time.monotonic() >= until:
                return
            time.sleep(POLL_SECONDS)

    def _restart_ended(self) -> None:
        for service in self.services:
            if not service.runs and service.name not in self._resting:
                self.exits += 1
                service.start()

    def aim(self, service: Service) -> None:
        """Waits until it has records in its hands; not for long, for it may have nothing to do."""
        until = time.monotonic() + AIM_SECONDS
        while not _is_at_work(service) and time.monotonic() < until:
            time.sleep(0.001)

    def freeze(self, service: Service) -> None:
        """With records in its hands: on a busy machine a batch may be stored before the signal comes."""
        for _ in range(FREEZES):
            self.aim(service)
            service.signal(signal.SIGSTOP)
            if _is_at_work(service):
                return
            service.signal(signal.SIGCONT)
        service.signal(signal.SIGSTOP)

    @contextmanager
    def without(self, service: Service) -> Iterator[None]:
        """It stays down during the block, and is started at its end."""
        self._resting.add(service.name)
        yield
        self._resting.discard(service.name)
        service.start()

    @property
    def told(self) -> Counter[str]:
        """How often each event stands in their logs, and as `…: records` the sum of their records."""
        found: Counter[str] = Counter()
        for service in self.services:
            for line in service.log.read_text(encoding="utf-8", errors="replace").splitlines():
                found.update(_told(line))
        return found


def _is_at_work(service: Service) -> bool:
    with service.log.open("rb") as log:
        log.seek(max(log.seek(0, os.SEEK_END) - LOG_TAIL_BYTES, 0))
        told = Counter[str]()
        for line in log.read().decode("utf-8", "replace").splitlines():
            told = _told(line) & Counter([TOOK, STORED, FENCED]) or told
    return TOOK in told


def _told(line: str) -> Counter[str]:
    try:
        said = json.loads(line)
        return Counter({said["event"]: 1, f"{said['event']}: records": said.get("records", 0)})
    except (ValueError, KeyError, TypeError):
        # Other libraries' lines, or one that a kill has cut short.
        return Counter()


def strike(world: World, aggregators: Aggregators, one: Strike) -> None:
    """Does it, and makes it good again."""
    victim = aggregators.services[one.victim]
    match one.fault:
        case Fault.KILL:
            with aggregators.without(victim):
                aggregators.aim(victim)
                time.sleep(one.length * LONGEST_BATCH_SECONDS)
                victim.kill()
                aggregators.rest(one.length * 2)
        case Fault.ZOMBIE:
            aggregators.freeze(victim)
            aggregators.rest(SESSION_SECONDS + 1 + one.length * 3)
            victim.signal(signal.SIGCONT)
        case Fault.RESTART:
            with aggregators.without(victim):
                victim.stop()
        case Fault.POSTGRES:
            world.stack.kill_postgres()
            aggregators.rest(one.length * 2)
            world.stack.restart_postgres()
        case Fault.BROKER:
            world.stack.kill_kafka()
            aggregators.rest(one.length * 2)
            world.stack.restart_kafka()
        case _:
            _disturb(world, aggregators, one)


def _disturb(world: World, aggregators: Aggregators, one: Strike) -> None:
    """What happens on the way between them."""
    match one.fault:
        case Fault.DATABASE_CUT:
            world.database_door.cut()
        case Fault.BROKER_CUT:
            world.kafka_door.cut()
        case Fault.ANSWERS_LOST:
            world.database_door.lose_answers()
            aggregators.rest(one.length)
            world.database_door.cut()
        case Fault.DATABASE_STRANDED:
            _strand(world.database_door, aggregators, one.length)
        case Fault.BROKER_STRANDED:
            _strand(world.kafka_door, aggregators, one.length)
        case Fault.DATABASE_SLOW:
            _hold(world.database_door, aggregators, one.length * 4)
        case Fault.BROKER_SLOW:
            _hold(world.kafka_door, aggregators, one.length * 4)


def _hold(door: Proxy, aggregators: Aggregators, seconds: float) -> None:
    door.hold()
    aggregators.rest(seconds)
    door.let_go()


def _strand(door: Proxy, aggregators: Aggregators, length: float) -> None:
    """The far ends learn of it in the end: else they would keep their locks for a minute."""
    door.strand()
    aggregators.rest(2 * ANSWER_SECONDS + length * 4)
    door.cut()
