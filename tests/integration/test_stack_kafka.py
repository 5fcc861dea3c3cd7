"""The shared Kafka plumbing on a real broker: topics as declared, sends that are confirmed or refused."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError, TopicAuthorizationFailedError

from support.waiting import eventually
from tinhso_shared.codec import Message
from tinhso_shared.health import Health
from tinhso_shared.kafka import Producer, Refused, TopicPartition, create_topics, make_consumer
from tinhso_shared.metrics import Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import ARTICLES, LARGEST_MESSAGE_BYTES, MEBIBYTE, TOPICS, Topic

SMALL = Topic("tinhso.test.small", carries="nothing", key="none", partitions=2, max_message_bytes=MEBIBYTE)


@pytest.fixture
def settings(kafka_bootstrap: str) -> KafkaSettings:
    return KafkaSettings(kafka_bootstrap=kafka_bootstrap)


async def read_one(settings: KafkaSettings, topic: Topic) -> bytes:
    """The value of the newest message of the topic's partitions."""
    partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    consumer = make_consumer(settings, max_partition_fetch_bytes=topic.max_message_bytes)
    await consumer.start()
    try:
        ends = await consumer.end_offsets(partitions)
        written = next(partition for partition, end in ends.items() if end)
        consumer.assign([written])
        consumer.seek(written, ends[written] - 1)
        return bytes((await asyncio.wait_for(consumer.getone(), 30)).value)
    finally:
        await consumer.stop()


async def test_topics_are_created_as_declared_and_a_second_time_nothing_changes(
    settings: KafkaSettings,
) -> None:
    assert await create_topics(settings, TOPICS) == [f"{topic.name}: exists as declared" for topic in TOPICS]


async def test_a_topic_that_differs_from_its_declaration_is_named_with_the_difference(
    settings: KafkaSettings,
) -> None:
    await create_topics(settings, [SMALL])
    other = Topic(
        SMALL.name, SMALL.carries, SMALL.key, partitions=3, retention_ms=5, max_message_bytes=MEBIBYTE
    )
    (line,) = await create_topics(settings, [other])
    assert line == f"{SMALL.name}: partitions is 2, declared 3, retention.ms is -1, declared 5"


async def test_a_message_of_nearly_the_limit_arrives_whole(settings: KafkaSettings) -> None:
    value = bytes(range(256)) * ((LARGEST_MESSAGE_BYTES - 10_000) // 256)
    async with Producer(settings, Meter()) as producer:
        await producer.publish(ARTICLES, [Message(b"large", value, (("ce_id", b"x"),))])
    assert await read_one(settings, ARTICLES) == value


async def test_a_message_over_our_own_limit_is_refused_and_the_next_one_goes_through(
    settings: KafkaSettings,
) -> None:
    large = Message(b"large", b"x" * (LARGEST_MESSAGE_BYTES + 1), ())
    async with Producer(settings, Meter()) as producer:
        with pytest.raises(Refused):
            await producer.publish(ARTICLES, [large])
        await producer.publish(ARTICLES, [Message(b"large", b"small", ())])
    assert await read_one(settings, ARTICLES) == b"small"


async def test_a_message_over_the_topics_limit_is_refused_by_the_broker(settings: KafkaSettings) -> None:
    await create_topics(settings, [SMALL])
    noise = b"".join(
        number.to_bytes(4, "big") for number in range(0, 2**32, 2**12)
    )  # hardly to be compressed
    async with Producer(settings, Meter()) as producer:
        with pytest.raises(Refused):
            await producer.publish(SMALL, [Message(b"k", noise, ())])
        await producer.publish(SMALL, [Message(b"k", b"small", ())])
    assert await read_one(settings, SMALL) == b"small"


async def test_what_is_refused_after_a_repeat_leaves_no_obstacle(
    settings: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [KafkaConnectionError(), MessageSizeTooLargeError()]

    async def fail(*_: object) -> None:
        raise faults.pop(0)

    monkeypatch.setattr(Producer, "_send", fail)
    health = Health(meter := Meter())
    health.started()
    async with Producer(settings, meter, health) as producer:
        with pytest.raises(Refused):
            await producer.publish(ARTICLES, [Message(b"k", b"x", ())])
    assert health.ready


async def test_a_topic_that_nobody_may_write_to_is_waited_for_and_no_message_s_fault(
    settings: KafkaSettings,
) -> None:
    internal = Topic("__consumer_offsets", carries="nothing", key="none", partitions=1)
    health = Health(meter := Meter())
    async with a_group(settings), Producer(settings, meter, health) as producer:
        sending = asyncio.create_task(producer.publish(internal, [Message(b"k", b"x", ())]))

        async def told() -> bool:
            return sending.done() or "InvalidTopic" in health.obstacles.get("produce", "")

        await eventually(told, "the service says what it waits for")
        assert not sending.done()
        sending.cancel()


@asynccontextmanager
async def a_group(settings: KafkaSettings) -> AsyncIterator[None]:
    """Whose offsets make the broker's own topic."""
    async with make_consumer(settings, ARTICLES, group_id="test", auto_offset_reset="earliest"):
        yield


async def test_what_an_operator_has_not_allowed_yet_is_sent_once_it_is(
    settings: KafkaSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbidden = [TopicAuthorizationFailedError(ARTICLES.name)]
    health = Health(meter := Meter())
    async with Producer(settings, meter, health) as producer:
        send = producer._send

        async def send_when_allowed(topic: Topic, messages: Sequence[Message]) -> None:
            if forbidden:
                raise forbidden.pop()
            await send(topic, messages)

        monkeypatch.setattr(producer, "_send", send_when_allowed)
        await producer.publish(ARTICLES, [Message(b"late", b"allowed", ())])
    assert await read_one(settings, ARTICLES) == b"allowed"
    assert "produce" not in health.obstacles
