"""Reading ranges of a topic outside of any group: what a replay with an end does."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Final

from tinhso_shared.kafka import Record, TopicPartition, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import Topic

POLL_MS: Final = 1_000
MOST_RECORDS: Final = 500


@dataclass(frozen=True)
class Range:
    """The records of one partition from `start` up to, and without, `stop`; written `3:120-180`."""

    partition: int
    start: int
    stop: int

    def __str__(self) -> str:
        return f"{self.partition}:{self.start}-{self.stop}"

    @classmethod
    def parse(cls, written: str) -> "Range":
        """Raises ValueError."""
        partition, _, offsets = written.partition(":")
        start, _, stop = offsets.partition("-")
        return cls(int(partition), int(start), int(stop))


async def read_ranges(
    settings: KafkaSettings, topic: Topic, ranges: Iterable[Range]
) -> AsyncIterator[list[Record]]:
    """The records of the ranges, in batches of one partition each, in order within it."""
    left = {TopicPartition(topic.name, one.partition): one for one in ranges if one.start < one.stop}
    consumer = make_consumer(settings, max_partition_fetch_bytes=topic.max_message_bytes)
    try:
        await consumer.start()
        consumer.assign(list(left))
        for partition, one in left.items():
            consumer.seek(partition, one.start)
        while left:
            polled = await consumer.getmany(*left, timeout_ms=POLL_MS, max_records=MOST_RECORDS)
            for partition, raw in polled.items():
                stop = left[partition].stop
                yield [Record.of(one) for one in raw if one.offset < stop]
                if raw[-1].offset + 1 >= stop:
                    del left[partition]
    finally:
        await consumer.stop()
