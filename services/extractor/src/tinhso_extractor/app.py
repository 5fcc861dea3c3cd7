"""The flow on one screen: ArticleFetched in, IndicatorsExtracted out, through Faust."""

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any, Final

import faust
import structlog

from tinhso_extractor.attempts import Attempts
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.harness import CRASHED, SERVICE, Harness
from tinhso_extractor.settings import ExtractorSettings
from tinhso_extractor.watchdog import Watchdog
from tinhso_shared.catalog import load_catalog
from tinhso_shared.clock import SystemClock
from tinhso_shared.dead_letter import DeadLetters
from tinhso_shared.groups import Groups
from tinhso_shared.health import Health, serving
from tinhso_shared.kafka import Producer, Record
from tinhso_shared.metrics import LAG_RECORDS, LAG_SECONDS, Meter
from tinhso_shared.outcomes import InvalidLimit
from tinhso_shared.patience import Patience
from tinhso_shared.topics import ARTICLES

log = structlog.get_logger()

STOP_SECONDS: Final = 10.0
"""For the message in hand to come to its end: well before whoever stops the service would kill it."""


async def run(settings: ExtractorSettings) -> int:
    """Runs until it is told to stop; the exit status."""
    stop = _told_to_stop()
    clock = SystemClock()
    meter = Meter()
    health = Health(meter)
    reader = Reader.of(load_catalog())
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serving(health, meter, settings))
        producer = await stack.enter_async_context(Producer(settings, meter, health))
        attempts = await stack.enter_async_context(Attempts(settings, settings.group, meter, health))
        groups = await stack.enter_async_context(Groups(settings))
        dead_letters = DeadLetters(producer, meter, SERVICE, InvalidLimit())
        harness = Harness(settings, reader, producer, dead_letters, attempts, meter, health)
        folder = settings.state_folder or stack.enter_context(tempfile.TemporaryDirectory())

        async def look() -> tuple[int, int]:
            positions = await groups.positions(ARTICLES, settings.group)
            for partition, (upto, end) in positions.items():
                meter[LAG_RECORDS].labels(topic=ARTICLES.name, partition=partition).set(end - upto)
            oldest = harness.waiting.look(clock.now().timestamp(), positions)
            meter[LAG_SECONDS].labels(topic=ARTICLES.name).set(oldest)
            return sum(end - upto for upto, end in positions.values()), harness.handled

        watchdog = asyncio.create_task(Watchdog(look, health, settings.stuck_seconds).run())
        try:
            return await _until_stopped(
                lambda: make_app(settings, harness, folder), Patience(health, meter), stop, harness
            )
        finally:
            watchdog.cancel()


def make_app(settings: ExtractorSettings, harness: Harness, folder: str) -> Any:
    """A Faust app with one agent; its settings are those under which no event was lost."""
    app = faust.App(
        settings.group,
        broker=f"kafka://{settings.kafka_bootstrap}",
        datadir=folder,
        store="memory://",
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        consumer_metadata_max_age_ms=10_000,
        consumer_max_fetch_size=ARTICLES.max_message_bytes,
        broker_commit_interval=1,
        broker_session_timeout=30,
        broker_max_poll_records=50,
        stream_buffer_maxsize=64,
        stream_wait_empty=True,
    )
    source = app.topic(
        ARTICLES.name, key_serializer="raw", value_serializer="raw", partitions=ARTICLES.partitions
    )

    async def read_articles(stream: Any) -> None:
        async for event in _events(stream):
            await harness.handle(_record_of(event.message))

    app.agent(source, concurrency=1, name=f"{settings.group}.read_articles")(read_articles)
    return app


def _events(stream: Any) -> AsyncIterator[Any]:
    events: AsyncIterator[Any] = stream.events()
    return events


def _record_of(message: Any) -> Record:
    # Faust has made seconds of the client's milliseconds; all else it hands through.
    return replace(Record.of(message), timestamp_ms=round(message.timestamp * 1000))


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _until_stopped(
    make: Callable[[], Any], patience: Patience, stop: asyncio.Event, harness: Harness
) -> int:
    """The exit status: CRASHED where Faust ended by itself."""
    following = asyncio.create_task(_follow(make, patience))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((following, stopping), return_when=asyncio.FIRST_COMPLETED)
    for task in (following, stopping):
        task.cancel()
    await asyncio.wait((following,), timeout=STOP_SECONDS)
    if not following.done():
        # Faust waits for the message in hand, which is paused or being repeated. To cancel it would
        # acknowledge it, so the process ends at once.
        await harness.let_go()
        os._exit(0)
    if stop.is_set():
        return 0
    (how,) = await asyncio.gather(following, return_exceptions=True)
    log.error("ending the process: Faust ended by itself", why=repr(how))
    return CRASHED


async def _follow(make: Callable[[], Any], patience: Patience) -> None:
    # With the first success the obstacle `start` is gone, so from then on the service is ready.
    app = await patience.insist("start", lambda: _started(make()))
    try:
        await app.wait_until_stopped()
    finally:
        await app.stop()


async def _started(app: Any) -> Any:
    """An app whose start failed cannot be started again: each try needs another one."""
    try:
        await app.start()
    except BaseException:
        await app.stop()
        raise
    return app
