"""Takes a document out: by an event on the log, as durable and replayable as what it takes back."""

import asyncio
import re

from tinhso_shared.clock import Clock
from tinhso_shared.codec import encode
from tinhso_shared.events import DocumentRetracted
from tinhso_shared.identity import document_id_of
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import INDICATORS


def retract_document(
    settings: KafkaSettings, document: str, reason: str, clock: Clock, *, dry_run: bool
) -> str:
    """By its canonical URL or its id; says what was sent."""
    document_id = document if re.fullmatch(r"[0-9a-f]{32}", document) else document_id_of(document)
    event = DocumentRetracted(document_id=document_id, retracted_at=clock.now(), reason=reason)
    if dry_run:
        return f"would retract {document_id}: {reason}"
    asyncio.run(_publish(settings, event))
    return f"retracted {document_id} from {event.retracted_at.isoformat()} on: {reason}"


async def _publish(settings: KafkaSettings, event: DocumentRetracted) -> None:
    async with Producer(settings, Meter()) as producer:
        await producer.publish(INDICATORS, [encode(event)])
