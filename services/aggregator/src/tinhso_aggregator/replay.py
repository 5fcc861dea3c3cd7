"""Reading a part of the log again: a stopped service is set back, or a slice with an end is read at once.

Every step goes back or stays, never forward: to skip a record is not a replay.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from tinhso_aggregator.intake import Taken, batch_of, read, store_apart
from tinhso_aggregator.settings import GROUP
from tinhso_aggregator.store import check_catalogue, run, store_batch
from tinhso_shared.catalog import load_catalog
from tinhso_shared.clock import Clock
from tinhso_shared.database import Connection, connect, transaction
from tinhso_shared.dead_letter import position_of
from tinhso_shared.groups import Groups
from tinhso_shared.kafka import Record, TopicPartition, make_consumer
from tinhso_shared.outcomes import BadMessage, NewerSchema
from tinhso_shared.settings import DatabaseSettings, KafkaSettings
from tinhso_shared.slices import Range, read_ranges
from tinhso_shared.topics import ARTICLES, INDICATORS, Topic

EXTRACTOR: Final = "tinhso-extractor"


class CannotReplay(Exception):
    """The message says what stands in the way."""


class Service(StrEnum):
    EXTRACTOR = "extractor"
    AGGREGATOR = "aggregator"


@dataclass(frozen=True)
class Mark:
    """A place on the log: a time, or an offset for some of the partitions."""

    time: datetime | None = None
    offsets: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One partition: from `start` to `stop`; `now` is where its service stands, if anywhere."""

    partition: int
    now: int | None
    start: int
    stop: int

    @property
    def records(self) -> int:
        return max(self.stop - self.start, 0)

    @property
    def in_words(self) -> str:
        now = "unread" if self.now is None else f"now at {self.now}"
        return f"{now}, again from {self.start} to {self.stop}"


@dataclass(frozen=True)
class Plan:
    service: Service
    topic: Topic
    group: str
    generation: int
    is_slice: bool
    steps: tuple[Step, ...]

    @property
    def ranges(self) -> list[Range]:
        return [Range(step.partition, step.start, step.stop) for step in self.steps]

    @property
    def arguments(self) -> tuple[str, ...]:
        """Of the extractor, to read the slice."""
        return ("read-again", *map(str, self.ranges))

    @property
    def records(self) -> int:
        return sum(step.records for step in self.steps)

    @property
    def what(self) -> str:
        if self.is_slice:
            return f"reads a slice of {self.topic.name}, outside any group"
        where = "in Postgres" if self.service is Service.AGGREGATOR else f"of the group {self.group}"
        return f"sets the {self.service} back, by its offsets {where}"


async def make_plan(
    kafka: KafkaSettings,
    database: DatabaseSettings,
    service: Service,
    generation: int,
    first: Mark,
    last: Mark | None,
) -> Plan:
    """Raises CannotReplay: while the service runs, for a mark not on the log, and where nobody can read it.

    Raises OtherCatalogue where this is another version than the service that stores.
    """
    topic, group = (
        (INDICATORS, GROUP)
        if service is Service.AGGREGATOR
        else (ARTICLES, f"tinhso-extractor-g{generation}")
    )
    if last is None:
        await _refuse_while_running(kafka, group)
    elif service is Service.AGGREGATOR:
        await _refuse_another_catalogue(database)
    now = (
        await _positions_in(database)
        if service is Service.AGGREGATOR
        else await _positions_of(kafka, topic, group)
    )
    async with _consumer(kafka, topic) as consumer:
        steps = await _steps(consumer, topic, now, first, last)
    plan = Plan(service, topic, group, generation, last is not None, steps)
    if plan.is_slice and plan.steps and service is Service.EXTRACTOR:
        _extractor_for(plan)
    return plan


async def _refuse_while_running(kafka: KafkaSettings, group: str) -> None:
    async with Groups(kafka) as groups:
        members = await groups.members(group)
    if members:
        raise CannotReplay(f"{members} member(s) of the group {group} are running: stop the service first")


async def _refuse_another_catalogue(database: DatabaseSettings) -> None:
    async with connect(database.database_url, "tinhso") as connection:
        await check_catalogue(connection, load_catalog().digest)


async def _positions_in(database: DatabaseSettings) -> dict[int, int]:
    async with connect(database.database_url, "tinhso") as connection:
        rows = await run(connection, "read_offsets", INDICATORS.name)
    return {row["partition"]: row["next_offset"] for row in rows}


async def _positions_of(kafka: KafkaSettings, topic: Topic, group: str) -> dict[int, int]:
    async with Groups(kafka) as groups:
        return await groups.committed(topic, group)


async def _steps(
    consumer: Any, topic: Topic, now: Mapping[int, int], first: Mark, last: Mark | None
) -> tuple[Step, ...]:
    numbers = range(topic.partitions)
    if unknown := sorted({*first.offsets, *(last.offsets if last else ())} - set(numbers)):
        raise CannotReplay(f"{topic.name} has no partition {', '.join(map(str, unknown))}")
    partitions = [TopicPartition(topic.name, number) for number in numbers]
    begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    starts = await _offsets_at(consumer, partitions, first, ends)
    stops = await _offsets_at(consumer, partitions, last, ends) if last else ends
    steps = [
        _step(
            one,
            now.get(one.partition),
            starts.get(one),
            stops.get(one),
            begins[one],
            bounded=last is not None,
        )
        for one in partitions
    ]
    return tuple(step for step in steps if step is not None and step.records > 0)


def _step(
    partition: TopicPartition,
    now: int | None,
    start: int | None,
    stop: int | None,
    begin: int,
    *,
    bounded: bool,
) -> Step | None:
    """None for a partition that stays as it is."""
    if start is None or stop is None:
        return None
    if bounded:
        return Step(partition.partition, now, max(start, begin), stop)
    # A service that has yet to read a record cannot be set back to it; without a position it begins there.
    if now is None or start >= now:
        return None
    return Step(partition.partition, now, max(start, begin), stop)


async def _offsets_at(
    consumer: Any, partitions: list[TopicPartition], mark: Mark, ends: Mapping[TopicPartition, int]
) -> dict[TopicPartition, int]:
    if mark.time is None:
        return {
            one: min(mark.offsets[one.partition], ends[one])
            for one in partitions
            if one.partition in mark.offsets
        }
    moment_ms = int(mark.time.timestamp() * 1000)
    found = await consumer.offsets_for_times(dict.fromkeys(partitions, moment_ms))
    # No record that late: there is nothing to read from there on.
    return {one: ends[one] if found.get(one) is None else found[one].offset for one in partitions}


async def apply_plan(kafka: KafkaSettings, database: DatabaseSettings, plan: Plan, clock: Clock) -> str:
    """Does it; says what was done."""
    if not plan.steps:
        return "nothing to do"
    if plan.is_slice and plan.service is Service.EXTRACTOR:
        return await _let_extractor_read(kafka, database, plan)
    if plan.is_slice:
        return await _read_slice(kafka, database, plan, clock)
    if plan.service is Service.AGGREGATOR:
        await _move_in_postgres(database, plan)
    else:
        await _commit_for_group(kafka, plan)
    return f"done: start the {plan.service}, and it reads again"


async def _move_in_postgres(database: DatabaseSettings, plan: Plan) -> None:
    partitions = [step.partition for step in plan.steps]
    starts = [step.start for step in plan.steps]
    async with connect(database.database_url, "tinhso") as connection, transaction(connection):
        await run(connection, "rewind_offsets", plan.topic.name, partitions, starts)


async def _commit_for_group(kafka: KafkaSettings, plan: Plan) -> None:
    partitions = {TopicPartition(plan.topic.name, step.partition): step.start for step in plan.steps}
    async with _consumer(kafka, plan.topic, group_id=plan.group) as consumer:
        consumer.assign(list(partitions))
        await consumer.commit(partitions)


def _extractor_for(plan: Plan) -> str:
    """Raises CannotReplay where it is not installed, as in an image that has another service."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    if command := shutil.which(EXTRACTOR, path=path):
        return command
    again = " ".join((EXTRACTOR, *plan.arguments))
    raise CannotReplay(
        f"{EXTRACTOR} is not installed here; in its own container it reads the same slice by\n"
        f"docker compose run --rm -e TINHSO_GENERATION={plan.generation} extractor {again}"
    )


async def _let_extractor_read(kafka: KafkaSettings, database: DatabaseSettings, plan: Plan) -> str:
    """By its own command: services know each other's events, never each other's code."""
    addresses = {
        "TINHSO_KAFKA_BOOTSTRAP": kafka.kafka_bootstrap,
        "TINHSO_DATABASE_URL": database.database_url,
        "TINHSO_GENERATION": str(plan.generation),
    }
    process = await asyncio.create_subprocess_exec(
        _extractor_for(plan), *plan.arguments, env={**os.environ, **addresses}, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise CannotReplay(f"{EXTRACTOR} ended with {process.returncode}: its messages are above")
    return said.decode().strip()


async def _read_slice(kafka: KafkaSettings, database: DatabaseSettings, plan: Plan, clock: Clock) -> str:
    async with connect(database.database_url, "tinhso replay") as connection:
        slice_ = _Slice(connection, clock)
        async for records in read_ranges(kafka, plan.topic, plan.ranges):
            await slice_.store(records)
    return (
        f"done: {slice_.revisions} revisions were new, {slice_.left_out} records were left out:"
        " what cannot be read or stored, and is a dead letter of the service"
    )


@dataclass
class _Slice:
    """Stores records as the service does, but moves no offset; leaves out what is a dead letter already."""

    connection: Connection
    clock: Clock
    revisions: int = 0
    left_out: int = 0

    async def store(self, records: Sequence[Record]) -> None:
        """Raises CannotReplay."""
        await store_apart([_read(record) for record in records], self._store, self._leave_out)

    async def _store(self, taken: Sequence[Taken]) -> None:
        batch = replace(batch_of(taken), moves=())
        stored = await store_batch(self.connection, batch, load_catalog().digest, self.clock.now())
        self.revisions += stored.revisions
        self.left_out += sum(one.content is None for one in taken)

    async def _leave_out(self, one: Taken, _: Exception) -> Taken:
        return replace(one, content=None)


def _read(record: Record) -> Taken:
    try:
        return Taken(record, read(record, load_catalog()))
    except BadMessage:
        return Taken(record, None)
    except NewerSchema as newer:
        raise CannotReplay(f"{position_of(record)}: {newer}") from newer


@asynccontextmanager
async def _consumer(kafka: KafkaSettings, topic: Topic, **options: Any) -> AsyncIterator[Any]:
    """Asks the broker about the topic; a member of no group."""
    consumer = make_consumer(kafka, max_partition_fetch_bytes=topic.max_message_bytes, **options)
    try:
        await consumer.start()
        yield consumer
    finally:
        await consumer.stop()
