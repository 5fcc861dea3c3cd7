"""What the gauges say, looked up from time to time: lag, conflicts, revisions that nobody has read."""

import asyncio
from collections.abc import Awaitable, Callable

from tinhso_aggregator.reading import Reader
from tinhso_aggregator.settings import AggregatorSettings
from tinhso_aggregator.store import run
from tinhso_shared.clock import Clock
from tinhso_shared.database import FAULTS_OF_THE_WORLD, Pool, borrowed
from tinhso_shared.health import Health
from tinhso_shared.kafka import KafkaError
from tinhso_shared.metrics import CONFLICTS, LAG_RECORDS, LAG_SECONDS, UNREAD_REVISIONS, Meter
from tinhso_shared.topics import INDICATORS


class Survey:
    """Two looks, each for ever: the lag grows on while the database hangs. Cancel them to stop.

    A world that does not answer makes us not ready, and is asked again.
    """

    def __init__(
        self, settings: AggregatorSettings, meter: Meter, health: Health, clock: Clock, pool: Pool
    ) -> None:
        self._every_seconds = settings.survey_seconds
        self._answer_seconds = settings.answer_seconds
        self._meter = meter
        self._health = health
        self._clock = clock
        self._pool = pool

    async def watch_lag(self, reader: Reader) -> None:
        await self._repeat("lag", lambda: self._lag(reader))

    async def watch_counts(self) -> None:
        await self._repeat("counts", self._counts)

    async def _repeat(self, name: str, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await look()
            except (*FAULTS_OF_THE_WORLD, KafkaError) as error:
                self._health.hinder(name, f"cannot be looked up: {error!r}")
            else:
                self._health.clear(name)
            await asyncio.sleep(self._every_seconds)

    async def _lag(self, reader: Reader) -> None:
        ends = await reader.ends()
        # A partition that went to another one is no lag of ours.
        self._meter[LAG_RECORDS].clear()
        for partition, (upto, end) in ends.items():
            self._meter[LAG_RECORDS].labels(topic=INDICATORS.name, partition=partition).set(end - upto)
        waited = reader.waiting.look(self._clock.now().timestamp(), ends)
        self._meter[LAG_SECONDS].labels(topic=INDICATORS.name).set(waited)

    async def _counts(self) -> None:
        async with borrowed(self._pool, self._answer_seconds) as connection:
            found = (await run(connection, "survey"))[0]
        self._meter[CONFLICTS].set(found["conflicts"])
        self._meter[UNREAD_REVISIONS].set(found["unread"])
