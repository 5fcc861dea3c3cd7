"""Offsets are told to the group only between its rebalances."""

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from tinhso_aggregator.positions import ANSWER_SECONDS
from tinhso_shared.kafka import ConsumerRebalanceListener, TopicPartition


class Commits(ConsumerRebalanceListener):  # type: ignore[misc]  # the client ships no types
    """Holds them back while the group rebalances.

    A commit that is sent while the client waits to join carries the generation before. Its refusal makes the
    client forget its membership, and join anew, and that rebalances the group once more: without end, as long
    as there is something to commit.
    """

    def __init__(self) -> None:
        self._sending = asyncio.Lock()
        self._is_member = False

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """The client calls this before it joins, and waits: also for the commit that is on its way."""
        async with self._sending:
            self._is_member = False

    def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        self._is_member = True

    async def send(self, consumer: Any, offsets: Mapping[TopicPartition, int]) -> bool:
        """Whether they were sent. Raises KafkaError, or TimeoutError when no answer comes."""
        async with self._sending:
            if self._is_member:
                await asyncio.wait_for(consumer.commit(offsets), ANSWER_SECONDS)
            return self._is_member
