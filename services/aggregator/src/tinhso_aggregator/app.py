"""The flow: records of the log → what the database takes → one transaction with the offsets → again.

Nothing in here is remembered that the database does not know better.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from tinhso_aggregator.audit import LONGEST_SECONDS, Auditor
from tinhso_aggregator.beside import beside
from tinhso_aggregator.catalogue import sync_catalogue
from tinhso_aggregator.core.snapshot import Snapshot
from tinhso_aggregator.intake import Intake, MustPause, Taken, batch_of, store_apart
from tinhso_aggregator.reading import Reader
from tinhso_aggregator.settings import GROUP, AggregatorSettings
from tinhso_aggregator.store import Fenced, OtherCatalogue, Stored, store_batch
from tinhso_aggregator.survey import Survey
from tinhso_shared.catalog import load_catalog
from tinhso_shared.clock import Clock
from tinhso_shared.database import Pool, borrowed, make_pool
from tinhso_shared.dead_letter import DeadLetters
from tinhso_shared.health import Health, serving
from tinhso_shared.kafka import Producer, Record
from tinhso_shared.metrics import FENCED, MESSAGE_SECONDS, MESSAGES, REDELIVERED, STORED_CLAIMS, Meter
from tinhso_shared.outcomes import InvalidLimit, Outcome
from tinhso_shared.patience import Patience, Stopped
from tinhso_shared.topics import INDICATORS

SERVICE: Final = "tinhso-aggregator"

log = structlog.get_logger()


async def run_aggregator(settings: AggregatorSettings, clock: Clock, stop: asyncio.Event) -> None:
    """Until `stop`; paused it stays up, not ready, and does nothing more."""
    meter = Meter()
    health = Health(meter)
    async with (
        serving(health, meter, settings),
        Producer(settings, meter, health) as producer,
        make_pool(settings, SERVICE, meter) as pool,
    ):
        dead_letters = DeadLetters(producer, meter, SERVICE, InvalidLimit())
        aggregator = Aggregator(settings, clock, meter, health, pool, dead_letters, stop)
        try:
            await aggregator.run()
        except Stopped as stopped:
            log.info("told to stop while waiting", operation=str(stopped))
        except (MustPause, OtherCatalogue) as why:
            health.pause(str(why))
            await stop.wait()


class Aggregator:
    """One consumer and its database."""

    def __init__(
        self,
        settings: AggregatorSettings,
        clock: Clock,
        meter: Meter,
        health: Health,
        pool: Pool,
        dead_letters: DeadLetters,
        stop: asyncio.Event,
    ) -> None:
        self._clock = clock
        self._answer_seconds = settings.answer_seconds
        self._meter = meter
        self._health = health
        self._pool = pool
        self._stop = stop
        self._catalog = load_catalog()
        self._intake = Intake(dead_letters, self._catalog)
        self._patience = Patience(health, meter, stop)
        self._reader = Reader(settings, pool, self._patience, GROUP)
        self._survey = Survey(settings, meter, health, clock, pool)
        self._auditor = Auditor(pool, meter, settings.audit_seconds)

    async def run(self) -> None:
        """Raises MustPause, OtherCatalogue or Stopped."""
        await self._patience.insist("catalogue", self._sync_catalogue)
        async with (
            self._reader,
            beside(self._survey.watch_lag(self._reader), self._survey.watch_counts(), self._auditor.repeat()),
        ):
            self._health.started()
            taken: Sequence[Taken] = ()
            while not self._stop.is_set():
                taken = await self._go_on(taken)
                await self._reader.commit()
            await self._store(taken)

    async def _sync_catalogue(self) -> None:
        async with borrowed(self._pool, LONGEST_SECONDS) as connection:
            await sync_catalogue(connection, self._catalog)

    async def _go_on(self, taken: Sequence[Taken]) -> Sequence[Taken]:
        """Takes the next batch while the one before it is stored: the database takes about as long as we do.

        What was not stored takes the next with it: nothing may be stored without what came before it.
        """
        storing = asyncio.create_task(self._store(taken))
        try:
            following, obstacle = await self._take(await self._reader.next_records())
        finally:
            is_stored = await storing
        if not is_stored or (obstacle and not await self._store(following)):
            self._reader.forget_positions()
            return ()
        if obstacle:
            raise obstacle
        return following

    async def _take(self, records: Sequence[Record]) -> tuple[list[Taken], MustPause | None]:
        """What comes before a record that makes us pause, and why we must; it is stored first."""
        if records:
            log.debug("took", records=len(records))
        taken: list[Taken] = []
        for record in records:
            try:
                taken.append(await self._intake.take(record))
            except MustPause as why:
                return taken, why
            await asyncio.sleep(0)  # the batch before this one may go on
        return taken, None

    async def _store(self, taken: Sequence[Taken]) -> bool:
        """Whether it is stored; else another aggregator was faster, and the offsets are read anew."""
        if not taken:
            return True
        try:
            await store_apart(taken, self._store_part, self._intake.drop)
        except Fenced as fenced:
            self._meter[FENCED].inc()
            log.warning("fenced: reading the offsets anew", why=str(fenced))
            return False
        return True

    async def _store_part(self, taken: Sequence[Taken]) -> None:
        with self._meter[MESSAGE_SECONDS].labels(topic=INDICATORS.name).time():
            stored = await self._patience.insist("store", lambda: self._store_batch(taken))
        self._reader.advance([one.record for one in taken])
        self._count(taken, stored)

    async def _store_batch(self, taken: Sequence[Taken]) -> Stored:
        async with borrowed(self._pool, self._answer_seconds) as connection:
            return await store_batch(connection, batch_of(taken), self._catalog.digest, self._clock.now())

    def _count(self, taken: Sequence[Taken], stored: Stored) -> None:
        snapshots = sum(isinstance(one.content, Snapshot) for one in taken)
        unchanged = snapshots - stored.revisions
        done = sum(one.content is not None for one in taken) - unchanged
        for outcome, number in ((Outcome.DONE, done), (Outcome.UNCHANGED, unchanged)):
            self._meter[MESSAGES].labels(topic=INDICATORS.name, outcome=outcome).inc(number)
        self._meter[REDELIVERED].labels(topic=INDICATORS.name).inc(unchanged)
        self._meter[STORED_CLAIMS].inc(stored.claims)
        log.info("stored", records=len(taken), revisions=stored.revisions, claims=stored.claims)
