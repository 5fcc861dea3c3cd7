"""The only place that knows the Kafka client: a producer that confirms, consumers, topics.

A send is done when the broker has acknowledged it. A fault of the broker is retried for ever, in place, with
a capped back-off; only a message that the broker will never take comes back, as `Refused`.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    KafkaError,
    MessageSizeTooLargeError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
    RecordListTooLargeError,
    TopicAlreadyExistsError,
)

from tinhso_shared.codec import Message
from tinhso_shared.metrics import RETRIES, Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import LARGEST_LETTER_BYTES, Topic

if TYPE_CHECKING:
    # A web server is behind it, which a command that only sends or asks does not need.
    from tinhso_shared.health import Health

__all__ = [
    "NO_COORDINATOR",
    "NO_POSITION",
    "ConsumerRebalanceListener",
    "KafkaError",
    "Producer",
    "Record",
    "Refused",
    "TopicPartition",
    "create_topics",
    "make_admin",
    "make_consumer",
]

log = structlog.get_logger()

METADATA_MAX_AGE_MS: Final = 10_000
"""Else a whole group can sit without partitions for five minutes after an outage at its start."""
BACKOFF_SECONDS: Final = (0.1, 0.3, 1.0, 3.0, 10.0)

# A consumer that does not know where to read: nobody has said, or what was said is not on the log.
NO_POSITION: Final = (NoOffsetForPartitionError, OffsetOutOfRangeError)
NO_COORDINATOR: Final = GroupCoordinatorNotAvailableError

# What no repeat can mend, for it is the message's own fault; not what an operator has still to allow.
REFUSALS: Final = (MessageSizeTooLargeError, RecordListTooLargeError)


class Refused(Exception):
    """The broker will never take this message."""


@dataclass(frozen=True)
class Record:
    """A message as it stands on the log."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, raw: Any) -> "Record":
        """From a record of the client, or of Faust, which hands the client's through.

        A header may be without a value on the log: it is an empty one here.
        """
        headers = tuple((name, value or b"") for name, value in raw.headers or ())
        return cls(raw.topic, raw.partition, raw.offset, raw.timestamp, raw.key, raw.value, headers)

    @property
    def event_id(self) -> str | None:
        """The `ce_id`, by which a recreated topic is told from the one that was read before.

        Any bytes come out as text that Postgres can keep, which takes no NUL.
        """
        raw = next((raw for name, raw in self.headers if name == "ce_id"), None)
        return None if raw is None else raw.decode("utf-8", "replace").replace("\0", "\ufffd")


class Producer:
    """An idempotent producer whose `publish` returns when everything is acknowledged by all replicas."""

    def __init__(self, settings: KafkaSettings, meter: Meter, health: "Health | None" = None) -> None:
        self._settings = settings
        self._retries = meter[RETRIES].labels(operation="produce")
        self._health = health
        self._client: AIOKafkaProducer | None = None

    async def __aenter__(self) -> "Producer":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._discard()

    async def publish(self, topic: Topic, messages: Sequence[Message]) -> None:
        """Raises Refused when the broker will never take one of them; otherwise retries until it has all."""
        _check_sizes(topic, messages)
        try:
            await self._insist(topic, messages)
        finally:
            # However it ended, refused too: nothing is being repeated any more.
            if self._health:
                self._health.clear("produce")

    async def _insist(self, topic: Topic, messages: Sequence[Message]) -> None:
        attempt = 0
        while True:
            try:
                await asyncio.wait_for(self._send(topic, messages), self._settings.produce_timeout_seconds)
            except REFUSALS as error:
                await self._discard()
                raise Refused(f"{topic.name}: {error!r}") from error
            except (KafkaError, TimeoutError, OSError) as error:
                await self._discard()
                await self._wait(attempt, error)
                attempt += 1
            else:
                return

    async def _send(self, topic: Topic, messages: Sequence[Message]) -> None:
        client = await self._started()
        acknowledgements = [
            await client.send(topic.name, message.value, key=message.key, headers=list(message.headers))
            for message in messages
        ]
        await asyncio.gather(*acknowledgements)

    async def _started(self) -> AIOKafkaProducer:
        if self._client is None:
            client = AIOKafkaProducer(
                bootstrap_servers=self._settings.kafka_bootstrap,
                acks="all",
                enable_idempotence=True,
                compression_type="zstd",
                # Out of the way: each topic has a limit of its own, and that was looked at before.
                max_request_size=2 * LARGEST_LETTER_BYTES,
                linger_ms=5,
                metadata_max_age_ms=METADATA_MAX_AGE_MS,
            )
            try:
                await client.start()
            except BaseException:
                await client.stop()
                raise
            self._client = client
        return self._client

    async def _discard(self) -> None:
        # A rejected batch leaves a gap in the sequence, so a producer that failed is never used again.
        # Its messages may still arrive: the ids make a repeat harmless.
        client, self._client = self._client, None
        if client is not None:
            try:
                await asyncio.wait_for(client.stop(), 10)
            except (KafkaError, TimeoutError, OSError) as error:
                log.warning("the producer did not stop cleanly", error=repr(error))

    async def _wait(self, attempt: int, error: BaseException) -> None:
        self._retries.inc()
        if self._health:
            self._health.hinder("produce", f"the broker does not acknowledge: {error!r}")
        await asyncio.sleep(BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS) - 1)])


def _check_sizes(topic: Topic, messages: Iterable[Message]) -> None:
    for message in messages:
        parts = (message.key, message.value, *(part for name, raw in message.headers for part in (name, raw)))
        size = sum(len(part or b"") for part in parts)
        if size > topic.largest_sent_bytes:
            raise Refused(f"{topic.name}: {size} bytes, of {topic.largest_sent_bytes} that we send")


def make_consumer(settings: KafkaSettings, *topics: Topic, **options: Any) -> Any:
    """An `AIOKafkaConsumer`, not yet started: commits nothing by itself, resets nothing silently."""
    defaults = {
        "bootstrap_servers": settings.kafka_bootstrap,
        "enable_auto_commit": False,
        "auto_offset_reset": "none",
        "metadata_max_age_ms": METADATA_MAX_AGE_MS,
        "max_partition_fetch_bytes": max((topic.max_message_bytes for topic in topics), default=1 << 20),
    }
    return AIOKafkaConsumer(*(topic.name for topic in topics), **{**defaults, **options})


def make_admin(settings: KafkaSettings) -> Any:
    """An `AIOKafkaAdminClient`, not yet started."""
    return AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap)


async def create_topics(settings: KafkaSettings, topics: Iterable[Topic]) -> list[str]:
    """Creates what is missing; one line a topic says what was done, or how the broker's differs from ours."""
    admin = make_admin(settings)
    await admin.start()
    try:
        return [await _create_topic(admin, topic) for topic in topics]
    finally:
        await admin.close()


async def _until_known(admin: Any, topic: Topic) -> None:
    """The controller creates a topic a moment before the brokers know it; who comes in between finds none."""
    for _ in range(100):
        if (await admin.describe_topics([topic.name]))[0]["partitions"]:
            return
        await asyncio.sleep(BACKOFF_SECONDS[0])
    raise KafkaError(f"{topic.name}: created, yet the broker does not know it")


async def _create_topic(admin: Any, topic: Topic) -> str:
    # -1: as many replicas as the broker is set to; the client takes it only beside an empty assignment.
    new = NewTopic(topic.name, topic.partitions, -1, replica_assignments={}, topic_configs=topic.config)
    answer = await admin.create_topics([new])
    code = answer.topic_errors[0][1]
    if code == 0:
        await _until_known(admin, topic)
        return f"{topic.name}: created, {topic.partitions} partitions"
    if code != TopicAlreadyExistsError.errno:
        raise KafkaError(f"{topic.name}: the broker refused to create it: {answer.topic_errors[0]}")
    return f"{topic.name}: {await _difference(admin, topic) or 'exists as declared'}"


async def _difference(admin: Any, topic: Topic) -> str:
    """How the topic on the broker differs from its declaration; empty where it does not."""
    described = (await admin.describe_topics([topic.name]))[0]
    found = {
        "partitions": str(len(described["partitions"])),
        **{row[0]: row[1] for row in await _configuration(admin, topic)},
    }
    declared = {"partitions": str(topic.partitions), **topic.config}
    return ", ".join(
        f"{name} is {found.get(name)}, declared {value}"
        for name, value in declared.items()
        if found.get(name) != value
    )


async def _configuration(admin: Any, topic: Topic) -> list[Any]:
    answers = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name)])
    return list(answers[0].resources[0][4])
