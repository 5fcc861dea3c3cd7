"""The consumer's side: polls records from where the database says, and tells the group for lag tools only.

The group's own committed offsets never decide anything: every batch must begin where the database ended.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from tinhso_aggregator.commits import Commits
from tinhso_aggregator.positions import ANSWER_SECONDS, Position, check_record, find_position
from tinhso_aggregator.settings import AggregatorSettings
from tinhso_shared.database import Pool
from tinhso_shared.kafka import NO_POSITION, KafkaError, Record, TopicPartition, make_consumer
from tinhso_shared.patience import Patience
from tinhso_shared.topics import INDICATORS
from tinhso_shared.waiting import Waiting

log = structlog.get_logger()


class Reader:
    """Use as a context manager; a member of the group between entry and exit."""

    def __init__(self, settings: AggregatorSettings, pool: Pool, patience: Patience, group: str) -> None:
        self._settings = settings
        self._pool = pool
        self._patience = patience
        self._group = group
        self._consumer: Any = None
        self._positions: dict[TopicPartition, Position] = {}
        self._stored: dict[TopicPartition, int] = {}
        self._uncommitted: dict[TopicPartition, int] = {}
        self._commits = Commits()
        self.waiting = Waiting()

    async def __aenter__(self) -> "Reader":
        await self._patience.insist("broker", self._start)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.commit()
        # What the client waits for is cancelled with it, or never comes: we end all the same.
        stopping = asyncio.gather(self._consumer.stop(), return_exceptions=True)
        await asyncio.wait({stopping}, timeout=ANSWER_SECONDS)

    async def _start(self) -> None:
        session_ms = int(self._settings.session_seconds * 1000)
        consumer = make_consumer(
            self._settings,
            INDICATORS,
            group_id=self._group,
            session_timeout_ms=session_ms,
            heartbeat_interval_ms=session_ms // 3,
        )
        consumer.subscribe([INDICATORS.name], listener=self._commits)
        try:
            await consumer.start()
        except BaseException:
            await consumer.stop()
            raise
        self._consumer = consumer

    async def next_records(self) -> Sequence[Record]:
        """Those of a partition in the order of the log; none when nothing came in time. Raises MustPause."""
        polled = await self._patience.insist("broker", self._poll)
        return [record for partition, raw in polled.items() for record in self._in_turn(partition, raw)]

    async def _poll(self) -> Mapping[TopicPartition, Sequence[Any]]:
        await self._take_positions()
        try:
            polled: Mapping[TopicPartition, Sequence[Any]] = await self._consumer.getmany(
                timeout_ms=self._settings.poll_milliseconds,
                max_records=self._settings.batch_records,
            )
        except NO_POSITION:
            self.forget_positions()
            return {}
        return polled

    async def _take_positions(self) -> None:
        assigned = self._consumer.assignment()
        self._positions = {one: where for one, where in self._positions.items() if one in assigned}
        for partition in sorted(assigned - self._positions.keys()):
            position = await find_position(
                self._pool, self._settings.answer_seconds, self._consumer, partition
            )
            self._consumer.seek(partition, position.seek_to)
            self._positions[partition] = position
            self._stored[partition] = self._uncommitted[partition] = position.next_offset

    def _in_turn(self, partition: TopicPartition, raw: Sequence[Any]) -> Sequence[Record]:
        """The records when they go on where we are; after a rebalance they may not: then we seek again."""
        position = self._positions.get(partition)
        records = [Record.of(one) for one in raw]
        if position is None or not records or records[0].offset != position.seek_to:
            self._positions.pop(partition, None)
            return []
        self._positions[partition] = Position(records[-1].offset + 1)
        if position.check is not None:
            check_record(records[0], position)
            return records[1:]
        return records

    def forget_positions(self) -> None:
        """What the database says is asked for again before the next record."""
        self._positions.clear()

    def advance(self, records: Sequence[Record]) -> None:
        """These are stored."""
        for record in records:
            partition = TopicPartition(record.topic, record.partition)
            self._stored[partition] = self._uncommitted[partition] = record.offset + 1
            self.waiting.handled(record.partition, record.timestamp_ms / 1000)

    async def commit(self) -> None:
        """Tells the group; when it is rebalancing, or the broker is away, the next time is early enough."""
        assigned = self._consumer.assignment()
        offsets = {one: offset for one, offset in self._uncommitted.items() if one in assigned}
        self._uncommitted = offsets
        if not offsets:
            return
        try:
            if await self._commits.send(self._consumer, offsets):
                self._uncommitted = {}
        except (KafkaError, TimeoutError) as error:
            log.info("offsets not committed to the group yet", error=repr(error))

    async def ends(self) -> dict[int, tuple[int, int]]:
        """Each partition of ours to its next offset and the log's end; asks the broker."""
        partitions = list(self._positions)
        ends = await asyncio.wait_for(self._consumer.end_offsets(partitions), ANSWER_SECONDS)
        return {one.partition: (self._stored[one], end) for one, end in ends.items()}
