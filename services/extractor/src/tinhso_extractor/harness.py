"""Handles one message so that it has exactly one end, whatever happens: Faust itself would lose it.

Faust acknowledges an event whose handler raised. So nothing is raised: a fault of the world is retried in
place, a bad message is dead-lettered, too many of them, one that not even the dead letters take or a newer
schema pause the service, and what nobody foresaw ends the process hard, so that the message comes again.
"""

import asyncio
import os
from typing import Final, NoReturn

import structlog

from tinhso_extractor.attempts import Attempts
from tinhso_extractor.core.article import Extraction, extract_article
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.settings import ExtractorSettings
from tinhso_shared.codec import decode, encode
from tinhso_shared.dead_letter import DeadLetters, LimitExceeded, position_of
from tinhso_shared.events import ArticleFetched
from tinhso_shared.health import Health
from tinhso_shared.kafka import Producer, Record, Refused
from tinhso_shared.metrics import (
    CLAIMS,
    DOCUMENTS,
    FIGURES_DROPPED,
    MESSAGE_SECONDS,
    MESSAGES,
    Meter,
)
from tinhso_shared.outcomes import BadMessage, NewerSchema, Outcome, Reason
from tinhso_shared.topics import INDICATORS, LARGEST_MESSAGE_BYTES
from tinhso_shared.waiting import Waiting

log = structlog.get_logger()

SERVICE: Final = "tinhso-extractor"
CRASHED: Final = 70
"""The exit status of a process that gave up on a fault in itself."""
PAUSES: Final = (LimitExceeded, NewerSchema, Refused)
"""What a person has to look at: too many bad messages, a newer version, a dead letter that nobody takes."""


class Harness:
    def __init__(
        self,
        settings: ExtractorSettings,
        reader: Reader,
        producer: Producer,
        dead_letters: DeadLetters,
        attempts: Attempts,
        meter: Meter,
        health: Health,
    ) -> None:
        self._settings = settings
        self._reader = reader
        self._producer = producer
        self._dead_letters = dead_letters
        self._attempts = attempts
        self._meter = meter
        self._health = health
        self.handled = 0
        """Messages that came to their end; the watchdog looks whether it grows."""
        self.waiting = Waiting()
        self._in_hand: Record | None = None

    async def handle(self, record: Record) -> None:
        """Returns when the message has its end, or never (paused); never raises but to be cancelled."""
        try:
            with self._meter[MESSAGE_SECONDS].labels(topic=record.topic).time():
                await self.end(record)
            self.handled += 1
            self.waiting.handled(record.partition, record.timestamp_ms / 1000)
        except PAUSES as reason:
            self._health.pause(f"{position_of(record)}: {reason}")
            await asyncio.Event().wait()
        except Exception:
            log.exception("ending the process: an unforeseen fault", at=position_of(record))
            self._give_up()

    async def end(self, record: Record) -> None:
        """Brings the message to its end; raises one of PAUSES where it cannot."""
        begun = await self._attempts.begin(record)
        self._in_hand = record
        try:
            await self._end(record, begun)
        except (*PAUSES, asyncio.CancelledError):
            await self.let_go()
            raise
        self._in_hand = None
        await self._attempts.end(record)

    async def let_go(self) -> None:
        """A pause and a stop are no crashes of the message in hand, however often the service is started."""
        record, self._in_hand = self._in_hand, None
        if record is not None:
            await self._attempts.take_back(record)

    async def _end(self, record: Record, begun: int) -> None:
        try:
            if begun > self._settings.crashes_allowed:
                raise BadMessage(Reason.CRASHED, f"begun {begun - 1} times, and never ended")
            await self._publish(self._extract(record))
        except BadMessage as bad:
            await self._dead_letters.send(record, bad, attempt=begun)
        else:
            self._dead_letters.record_good()
            self._meter[MESSAGES].labels(topic=record.topic, outcome=Outcome.DONE).inc()

    def _extract(self, record: Record) -> Extraction:
        article = decode(record.value, record.headers, (ArticleFetched,))
        if record.key != article.document_id.encode():
            raise BadMessage(Reason.WRONG_KEY, "the key is not the document's id")
        return extract_article(article, self._reader, self._settings.generation)

    async def _publish(self, extraction: Extraction) -> None:
        message = encode(extraction.event)
        if len(message.value or b"") > LARGEST_MESSAGE_BYTES - 10_000:
            raise BadMessage(Reason.TOO_LARGE, f"the snapshot has {len(message.value or b'')} bytes")
        try:
            await self._producer.publish(INDICATORS, [message])
        except Refused as refused:
            raise BadMessage(Reason.TOO_LARGE, str(refused)) from refused
        self._count(extraction)

    def _count(self, extraction: Extraction) -> None:
        self._meter[DOCUMENTS].labels(status=extraction.event.document_status).inc()
        for claim in extraction.event.claims:
            eligible = str(not claim.checks.failed).lower()
            self._meter[CLAIMS].labels(indicator=claim.indicator, eligible=eligible).inc()
        for drop in extraction.dropped:
            self._meter[FIGURES_DROPPED].labels(reason=drop.reason).inc()

    def _give_up(self) -> NoReturn:
        # At once: a tidy shutdown would let Faust commit the message that was not handled.
        os._exit(CRASHED)
