"""What is on the log, for tests to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tinhso_shared.kafka import Record, TopicPartition, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import Topic


async def records_on(settings: KafkaSettings, topic: Topic) -> int:
    """How many, on all partitions."""
    async with _reading(settings, topic) as consumer:
        return sum((await _ends(consumer, topic)).values())


async def read_log(settings: KafkaSettings, topic: Topic) -> list[Record]:
    """All records, by partition and offset."""
    async with _reading(settings, topic) as consumer:
        ends = {partition: end for partition, end in (await _ends(consumer, topic)).items() if end}
        consumer.assign(list(ends))
        for partition in ends:
            consumer.seek(partition, 0)
        found: list[Record] = []
        while len(found) < sum(ends.values()):
            batches = await consumer.getmany(timeout_ms=1000)
            found += [Record.of(raw) for batch in batches.values() for raw in batch]
    return sorted(found, key=lambda record: (record.partition, record.offset))


@asynccontextmanager
async def _reading(settings: KafkaSettings, topic: Topic) -> AsyncIterator[Any]:
    consumer = make_consumer(settings, max_partition_fetch_bytes=topic.max_message_bytes)
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


async def _ends(consumer: Any, topic: Topic) -> dict[TopicPartition, int]:
    partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    return dict(await consumer.end_offsets(partitions))
