"""Reading ranges of a topic outside of any group: what a replay with an end does."""

import re
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tinhso_shared.kafka import Record, TopicPartition, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import Topic

POLL_MS: Final = 1_000
MOST_RECORDS: Final = 500
# `3:120-180`; not `3`, `3:-120` or `3:120`.
WRITTEN: Final = re.compile(
    r"""(?P<partition> [0-9]+ ) : (?P<start> [0-9]+ ) - (?P<stop> [0-9]+ )""", re.VERBOSE
)


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
        """Raises ValueError, with words for who wrote it."""
        if not (found := WRITTEN.fullmatch(written)):
            raise ValueError(f"{written!r} is not PARTITION:START-STOP, such as 3:120-180")
        one = cls(int(found["partition"]), int(found["start"]), int(found["stop"]))
        if one.start >= one.stop:
            raise ValueError(f"{one} is empty: the stop, which is not read itself, comes after the start")
        return one


class NotOnTheLog(ValueError):
    """A range is asked for that the topic does not hold."""


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same records, each in one range only, by partition and offset; without empty ranges."""
    found: list[Range] = []
    for one in sorted(ranges, key=lambda one: (one.partition, one.start)):
        if one.start >= one.stop:
            continue
        if found and found[-1].partition == one.partition and one.start <= found[-1].stop:
            before = found.pop()
            found.append(Range(one.partition, before.start, max(before.stop, one.stop)))
        else:
            found.append(one)
    return found


async def read_ranges(
    settings: KafkaSettings, topic: Topic, ranges: Iterable[Range]
) -> AsyncIterator[list[Record]]:
    """The records of the ranges, in batches of one partition each, in order within it.

    Raises NotOnTheLog before anything is read.
    """
    left: dict[TopicPartition, deque[Range]] = {}
    for one in merged(ranges):
        if one.partition >= topic.partitions:
            raise NotOnTheLog(f"{one}: {topic.name} has the partitions 0 to {topic.partitions - 1}")
        left.setdefault(TopicPartition(topic.name, one.partition), deque()).append(one)
    consumer = make_consumer(settings, max_partition_fetch_bytes=topic.max_message_bytes)
    try:
        await consumer.start()
        await _check_offsets(consumer, topic, left)
        consumer.assign(list(left))
        for partition, wanted in left.items():
            consumer.seek(partition, wanted[0].start)
        while left:
            polled = await consumer.getmany(*left, timeout_ms=POLL_MS, max_records=MOST_RECORDS)
            for partition, raw in polled.items():
                stop = left[partition][0].stop
                yield [Record.of(one) for one in raw if one.offset < stop]
                if raw[-1].offset + 1 >= stop:
                    _go_on(consumer, left, partition)
    finally:
        await consumer.stop()


def _go_on(consumer: Any, left: dict[TopicPartition, deque[Range]], partition: TopicPartition) -> None:
    """To the partition's next range."""
    left[partition].popleft()
    if left[partition]:
        consumer.seek(partition, left[partition][0].start)
    else:
        del left[partition]


async def _check_offsets(
    consumer: Any, topic: Topic, wanted: Mapping[TopicPartition, Iterable[Range]]
) -> None:
    begins, ends = await consumer.beginning_offsets(wanted), await consumer.end_offsets(wanted)
    for partition, ranges in wanted.items():
        held = f"{partition.partition}:{begins[partition]}-{ends[partition]}"
        for one in ranges:
            if one.start < begins[partition] or one.stop > ends[partition]:
                raise NotOnTheLog(
                    f"{one} is not all on {topic.name}, which holds {held}: ask for some of that"
                )
