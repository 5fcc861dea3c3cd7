"""The aggregator as one of a group, on a real Kafka: what it tells the group does not upset the group."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio

from support.waiting import eventually
from tinhso_aggregator.commits import Commits
from tinhso_shared.kafka import KafkaError, TopicPartition, create_topics, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import INDICATORS

GROUP = "test-commits"
QUICK_MS, SLOW_MS = 100, 2000
"""Between heartbeats."""
SETTLED = 100
"""Commits in a row: in a group that goes on rebalancing, one is soon refused."""


@dataclass
class Member:
    consumer: Any
    commits: Commits = field(default_factory=Commits)
    taken_in_a_row: int = 0

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        return frozenset(self.consumer.assignment())

    async def commit(self, offset: int) -> None:
        try:
            self.taken_in_a_row += await self.commits.send(
                self.consumer, dict.fromkeys(self.assigned, offset)
            )
        except (KafkaError, TimeoutError):
            self.taken_in_a_row = 0


@asynccontextmanager
async def joined(settings: KafkaSettings, heartbeat_ms: int = QUICK_MS) -> AsyncIterator[Member]:
    member = Member(
        make_consumer(
            settings, group_id=GROUP, session_timeout_ms=3 * SLOW_MS, heartbeat_interval_ms=heartbeat_ms
        )
    )
    member.consumer.subscribe([INDICATORS.name], listener=member.commits)
    await member.consumer.start()
    try:
        yield member
    finally:
        await member.consumer.stop()


@asynccontextmanager
async def committing(member: Member) -> AsyncIterator[None]:
    """Without a pause: as one that stores a small batch after the other."""

    async def go_on() -> None:
        for offset in range(1, 1_000_000):
            await member.commit(offset)
            await asyncio.sleep(0.001)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()


@pytest_asyncio.fixture
async def kafka(kafka_bootstrap: str) -> KafkaSettings:
    settings = KafkaSettings(kafka_bootstrap=kafka_bootstrap)
    await create_topics(settings, [INDICATORS])
    return settings


async def test_one_that_always_has_something_to_commit_lets_another_join(kafka: KafkaSettings) -> None:
    """The second hears late of the third, and the first waits so long to join: with a commit on its way."""
    everything = {TopicPartition(INDICATORS.name, n) for n in range(INDICATORS.partitions)}

    async with (
        joined(kafka) as first,
        joined(kafka, SLOW_MS) as second,
        committing(first),
        joined(kafka) as third,
    ):
        first.taken_in_a_row = 0

        async def is_settled() -> bool:
            parts = [first.assigned, second.assigned, third.assigned]
            is_shared_out = all(parts) and sorted(everything) == sorted(itertools.chain(*parts))
            return is_shared_out and first.taken_in_a_row > SETTLED

        await eventually(is_settled, "each has a part, and the group takes what the first commits")
