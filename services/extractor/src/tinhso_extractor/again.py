"""Reading ranges of the articles again, outside of the service's group: a replay that has an end."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

from tinhso_extractor.attempts import Attempts
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.harness import SERVICE, Harness
from tinhso_extractor.settings import ExtractorSettings
from tinhso_shared.catalog import load_catalog
from tinhso_shared.dead_letter import DeadLetters
from tinhso_shared.health import Health
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import Meter
from tinhso_shared.outcomes import InvalidLimit
from tinhso_shared.slices import Range, read_ranges
from tinhso_shared.topics import ARTICLES


async def read_again(settings: ExtractorSettings, ranges: Sequence[Range]) -> int:
    """How many records were read. Raises NotOnTheLog, and one of PAUSES where the service would pause."""
    meter = Meter()
    health = Health(meter)
    async with AsyncExitStack() as stack:
        producer = await stack.enter_async_context(Producer(settings, meter))
        attempts = Attempts(settings, f"{settings.group}-again", meter, health)
        await stack.enter_async_context(attempts)
        dead_letters = DeadLetters(producer, meter, SERVICE, InvalidLimit())
        reader = Reader.of(load_catalog())
        harness = Harness(settings, reader, producer, dead_letters, attempts, meter, health)
        count = 0
        async for records in read_ranges(settings, ARTICLES, ranges):
            for record in records:
                await harness.end(record)
            count += len(records)
    return count
