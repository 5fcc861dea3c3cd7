"""How far behind a consumer group is, seen from outside of it, as a metric and for the watchdog."""

from typing import Any

from tinhso_shared.kafka import TopicPartition, make_admin, make_consumer
from tinhso_shared.metrics import LAG_RECORDS, Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import Topic


class Lag:
    """Use as a context manager; `measure` asks the broker."""

    def __init__(self, settings: KafkaSettings, group: str, topic: Topic, meter: Meter) -> None:
        self._settings = settings
        self._group = group
        self._topic = topic
        self._gauge = meter[LAG_RECORDS]
        self._clients: tuple[Any, Any] | None = None

    async def __aenter__(self) -> "Lag":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def measure(self) -> int:
        """Records of the topic that the group has not committed; raises what the client raises."""
        try:
            return await self._measured()
        except BaseException:
            await self._close()
            raise

    async def _measured(self) -> int:
        admin, consumer = await self._opened()
        partitions = [TopicPartition(self._topic.name, number) for number in range(self._topic.partitions)]
        starts = await consumer.beginning_offsets(partitions)
        ends = await consumer.end_offsets(partitions)
        committed = await admin.list_consumer_group_offsets(self._group)
        behind = 0
        for partition, end in ends.items():
            found = committed.get(partition)
            position = found.offset if found is not None and found.offset >= 0 else starts[partition]
            self._gauge.labels(topic=self._topic.name, partition=partition.partition).set(end - position)
            behind += end - position
        return behind

    async def _opened(self) -> tuple[Any, Any]:
        if self._clients is None:
            admin, consumer = make_admin(self._settings), make_consumer(self._settings)
            await admin.start()
            await consumer.start()
            self._clients = admin, consumer
        return self._clients

    async def _close(self) -> None:
        clients, self._clients = self._clients, None
        if clients is not None:
            await clients[0].close()
            await clients[1].stop()
