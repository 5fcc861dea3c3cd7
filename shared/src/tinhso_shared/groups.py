"""What consumer groups have committed and how far they are behind, seen from outside of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from tinhso_shared.kafka import NO_COORDINATOR, TopicPartition, make_admin, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import Topic

COORDINATOR_TRIES: Final = 50
COORDINATOR_PAUSE_SECONDS: Final = 0.2


class Groups:
    """Use as a context manager; connects at the first question, and anew after one that failed."""

    def __init__(self, settings: KafkaSettings) -> None:
        self._settings = settings
        self._clients: tuple[Any, Any] | None = None

    async def __aenter__(self) -> "Groups":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def committed(self, topic: Topic, group: str) -> dict[int, int]:
        """Partition to next offset; without the partitions of which nothing was ever committed."""
        try:
            admin, _ = await self._opened()
            found = await _when_there_is_a_coordinator(lambda: admin.list_consumer_group_offsets(group))
        except BaseException:
            await self._close()
            raise
        return {
            one.partition: where.offset
            for one, where in found.items()
            if one.topic == topic.name and where.offset >= 0
        }

    async def members(self, group: str) -> int:
        """How many read in it now."""
        try:
            admin, _ = await self._opened()
            described = await _when_there_is_a_coordinator(lambda: admin.describe_consumer_groups([group]))
        except BaseException:
            await self._close()
            raise
        return len(described[0].groups[0][5])

    async def behind(self, topic: Topic, group: str) -> dict[int, int]:
        """Partition to records that the group has not committed."""
        return {one: end - upto for one, (upto, end) in (await self.positions(topic, group)).items()}

    async def positions(self, topic: Topic, group: str) -> dict[int, tuple[int, int]]:
        """Partition to the next offset of the group, and the end of the log."""
        committed = await self.committed(topic, group)
        try:
            _, consumer = await self._opened()
            partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
            begins = await consumer.beginning_offsets(partitions)
            ends = await consumer.end_offsets(partitions)
        except BaseException:
            await self._close()
            raise
        return {
            one.partition: (max(committed.get(one.partition, 0), begins[one]), ends[one])
            for one in partitions
        }

    async def _opened(self) -> tuple[Any, Any]:
        if self._clients is None:
            self._clients = make_admin(self._settings), make_consumer(self._settings)
            for client in self._clients:
                await client.start()
        return self._clients

    async def _close(self) -> None:
        clients, self._clients = self._clients, None
        if clients is not None:
            await clients[0].close()
            await clients[1].stop()


async def _when_there_is_a_coordinator(ask: Callable[[], Awaitable[Any]]) -> Any:
    """A new broker has none until it has made the topic that groups commit to; the question makes it."""
    for _ in range(COORDINATOR_TRIES):
        try:
            return await ask()
        except NO_COORDINATOR:
            await asyncio.sleep(COORDINATOR_PAUSE_SECONDS)
    return await ask()
