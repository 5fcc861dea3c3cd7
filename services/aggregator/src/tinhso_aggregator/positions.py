"""Where to read on in each partition: what the database says, checked against the log that is there now.

A log that lost what was not read yet, or another log under the same name, is never read on silently.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from tinhso_aggregator.intake import MustPause
from tinhso_aggregator.store import run
from tinhso_shared.database import Pool, borrowed
from tinhso_shared.kafka import Record, TopicPartition

ANSWER_SECONDS: Final = 5.0
"""The client itself would ask a broker that is away for longer, and not hear that it is told to end."""


@dataclass(frozen=True)
class Position:
    """The next offset to handle; `check` is the event id that the record before it must have, if known."""

    next_offset: int
    check: str | None = None

    @property
    def seek_to(self) -> int:
        """One earlier where that record is to be checked."""
        return self.next_offset - 1 if self.check is not None else self.next_offset


async def find_position(
    pool: Pool, answer_seconds: float, consumer: Any, partition: TopicPartition
) -> Position:
    """Raises MustPause when the log does not reach from where we stopped."""
    async with borrowed(pool, answer_seconds) as connection:
        stored = await run(connection, "read_offset", partition.topic, partition.partition)
    begin, end = await asyncio.wait_for(_bounds(consumer, partition), ANSWER_SECONDS)
    if not stored:
        return Position(begin)
    position = Position(stored[0]["next_offset"], stored[0]["last_event_id"])
    if not begin <= position.next_offset <= end:
        raise MustPause(
            f"{partition.topic}/{partition.partition}: we stopped at {position.next_offset}, "
            f"but the log has {begin} to {end}: records were lost, or the topic was recreated"
        )
    # The record before may be gone by retention: then there is nothing to compare with.
    return position if position.seek_to >= begin else Position(position.next_offset)


async def _bounds(consumer: Any, partition: TopicPartition) -> tuple[int, int]:
    """The first offset on the log, and the one after its last."""
    begins = await consumer.beginning_offsets([partition])
    ends = await consumer.end_offsets([partition])
    return begins[partition], ends[partition]


def check_record(record: Record, position: Position) -> None:
    """The record before the position is the one that was stored last. Raises MustPause."""
    if record.event_id != position.check:
        raise MustPause(
            f"{record.topic}/{record.partition}@{record.offset} is {record.event_id}, "
            f"but we stored {position.check}: the topic was recreated"
        )
