"""Dead letters: the bytes of a message that can never be handled, with where it stood and why.

Written and acknowledged before the offset moves. Past the limit the service pauses instead.
"""

from importlib.metadata import version
from typing import Final

import structlog

from tinhso_shared.codec import Message
from tinhso_shared.kafka import Producer, Record
from tinhso_shared.metrics import DEAD_LETTERS as DEAD_LETTERS_TOTAL
from tinhso_shared.metrics import MESSAGES, Meter
from tinhso_shared.outcomes import BadMessage, InvalidLimit, Outcome
from tinhso_shared.topics import DEAD_LETTERS

log = structlog.get_logger()

LONGEST_DETAIL: Final = 1000


class LimitExceeded(Exception):
    """So many messages are bad that a person should look before the next one is dead-lettered."""


class DeadLetters:
    """Where a service sends what it cannot handle; `service` is its distribution's name."""

    def __init__(self, producer: Producer, meter: Meter, service: str, limit: InvalidLimit) -> None:
        self._producer = producer
        self._meter = meter
        self._service = service
        self._limit = limit

    def record_good(self) -> None:
        self._limit.record(bad=False)

    async def send(self, record: Record, bad: BadMessage, attempt: int = 1) -> None:
        """Returns when it is acknowledged; past the limit raises LimitExceeded, and sends nothing.

        Raises Refused where even the topic of the dead letters takes no message so large.
        """
        self._limit.record(bad=True)
        if why := self._limit.exceeded:
            raise LimitExceeded(why)
        letter = letter_of(record, bad, self._service, attempt)
        await self._producer.publish(DEAD_LETTERS, [letter])
        self._meter[DEAD_LETTERS_TOTAL].labels(topic=record.topic, reason=bad.reason).inc()
        self._meter[MESSAGES].labels(topic=record.topic, outcome=Outcome.DEAD_LETTERED).inc()
        log.warning("dead letter", reason=bad.reason, detail=bad.detail, at=position_of(record))


def position_of(record: Record) -> str:
    return f"{record.topic}/{record.partition}@{record.offset}"


def letter_of(record: Record, bad: BadMessage, service: str, attempt: int) -> Message:
    facts = {
        "origin-topic": record.topic,
        "origin-partition": record.partition,
        "origin-offset": record.offset,
        "origin-timestamp": record.timestamp_ms,
        "reason": bad.reason,
        "message": bad.detail[:LONGEST_DETAIL],
        "service": service,
        "version": version(service),
        "attempt": attempt,
    }
    value = record.value
    if record.key is None and value is None:
        # The client sends nothing that has neither.
        value, facts["origin-value"] = b"", "null"
    # The origin's own headers come along unchanged, so that the letter can be sent back as it was.
    ours = tuple((f"dlq_{name}", str(value).encode()) for name, value in facts.items())
    return Message(record.key, value, record.headers + ours)
