"""What the gauges say, looked up from time to time: lag, conflicts, revisions that nobody has read."""

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
    """Looks when it is due; a world that does not answer makes us not ready, and is asked again."""

    def __init__(
        self, settings: AggregatorSettings, meter: Meter, health: Health, clock: Clock, pool: Pool
    ) -> None:
        self._every_seconds = settings.survey_seconds
        self._answer_seconds = settings.answer_seconds
        self._meter = meter
        self._health = health
        self._clock = clock
        self._pool = pool
        self._due_at = clock.now().timestamp()

    async def look(self, reader: Reader) -> None:
        now = self._clock.now().timestamp()
        if now < self._due_at:
            return
        self._due_at = now + self._every_seconds
        try:
            await self._lag(reader, now)
            await self._counts()
        except (*FAULTS_OF_THE_WORLD, KafkaError) as error:
            self._health.hinder("survey", f"the broker or the database does not answer: {error!r}")
        else:
            self._health.clear("survey")

    async def _lag(self, reader: Reader, now: float) -> None:
        ends = await reader.ends()
        # A partition that went to another one is no lag of ours.
        self._meter[LAG_RECORDS].clear()
        for partition, (upto, end) in ends.items():
            self._meter[LAG_RECORDS].labels(topic=INDICATORS.name, partition=partition).set(end - upto)
        self._meter[LAG_SECONDS].labels(topic=INDICATORS.name).set(reader.waiting.look(now, ends))

    async def _counts(self) -> None:
        async with borrowed(self._pool, self._answer_seconds) as connection:
            found = (await run(connection, "survey"))[0]
        self._meter[CONFLICTS].set(found["conflicts"])
        self._meter[UNREAD_REVISIONS].set(found["unread"])
