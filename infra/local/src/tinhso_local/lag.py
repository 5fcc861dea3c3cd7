"""How far consumer groups are behind the log, asked of the broker."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from tinhso_shared.kafka import TopicPartition, make_admin, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import Topic


async def unhandled(settings: KafkaSettings, groups: Mapping[Topic, str]) -> int:
    """Records that the groups have yet to acknowledge; of the first topic that has such.

    In the order of the flow: what one group still has to write is not on the next topic yet.
    Raises KafkaError while the broker is away.
    """
    async with _clients(settings) as (admin, consumer):
        for topic, group in groups.items():
            if behind := await _lag(admin, consumer, topic, group):
                return behind
    return 0


async def _lag(admin: Any, consumer: Any, topic: Topic, group: str) -> int:
    committed = await admin.list_consumer_group_offsets(group)
    ends = await consumer.end_offsets(
        [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    )
    return sum(end - _offset_in(committed, partition) for partition, end in ends.items())


def _offset_in(committed: Mapping[Any, Any], partition: Any) -> int:
    found = committed.get(partition)
    return max(found.offset, 0) if found is not None else 0


@asynccontextmanager
async def _clients(settings: KafkaSettings) -> AsyncIterator[tuple[Any, Any]]:
    admin, consumer = make_admin(settings), make_consumer(settings)
    try:
        await admin.start()
        await consumer.start()
        yield admin, consumer
    finally:
        await consumer.stop()
        await admin.close()
