"""Takes a document out: by an event on the log, as durable and replayable as what it takes back."""

import asyncio
import re
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

LONGEST_SECONDS: Final = 20.0
"""A service waits for a broker for ever; a person wants to be told."""


def retraction_of(document: str, reason: str, clock: Clock) -> DocumentRetracted:
    """`document`: its canonical URL, or its id."""
    document_id = document if re.fullmatch(r"[0-9a-f]{32}", document) else document_id_of(document)
    return DocumentRetracted(document_id=document_id, retracted_at=clock.now(), reason=reason)


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
