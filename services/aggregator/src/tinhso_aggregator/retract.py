"""Takes a document out: by an event on the log, as durable and replayable as what it takes back."""

import asyncio
import re
import unicodedata
from typing import Any, Final

from tinhso_aggregator.asking import BrokerSilent
from tinhso_aggregator.store import run
from tinhso_shared.clock import Clock
from tinhso_shared.codec import encode
from tinhso_shared.database import Connection
from tinhso_shared.events import DocumentRetracted
from tinhso_shared.identity import document_id_of
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import INDICATORS
from tinhso_shared.urls import canonical_url

LONGEST_SECONDS: Final = 20.0
"""A service waits for a broker for ever; a person wants to be told."""


def retraction_of(document: str, reason: str, clock: Clock) -> DocumentRetracted:
    """`document`: its URL, or its id. Raises UnusableUrl."""
    return DocumentRetracted(document_id=_document_id_in(document), retracted_at=clock.now(), reason=reason)


def _document_id_in(written: str) -> str:
    """As the fetcher makes it, however the URL is written."""
    if re.fullmatch(r"[0-9a-f]{32}", written):
        return written
    if written.startswith("file:"):
        return document_id_of(unicodedata.normalize("NFC", written))
    return document_id_of(canonical_url(written))


async def find_document(connection: Connection, document_id: str) -> dict[str, Any] | None:
    """As it was seen last, and of how many questions it gives the answer; None where it is not stored."""
    found = await run(connection, "find_document", document_id)
    return dict(found[0]) if found else None


def retract(settings: KafkaSettings, event: DocumentRetracted) -> None:
    """Raises BrokerSilent."""
    asyncio.run(_publish(settings, event))


async def _publish(settings: KafkaSettings, event: DocumentRetracted) -> None:
    async with Producer(settings, Meter()) as producer:
        try:
            await asyncio.wait_for(producer.publish(INDICATORS, [encode(event)]), LONGEST_SECONDS)
        except TimeoutError:
            raise BrokerSilent(
                "whether the retraction has arrived is unknown, and a repeat is safe"
            ) from None
