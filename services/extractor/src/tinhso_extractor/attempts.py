"""Counts how often a message was begun without coming to its end: that survives a killed process.

A row in Postgres, not the group's commit metadata: Faust overwrites that with each of its own commits.
"""

import asyncio
from typing import Any

import structlog

from tinhso_shared.database import FAULTS_OF_THE_WORLD, make_pool, statement
from tinhso_shared.health import Health
from tinhso_shared.kafka import BACKOFF_SECONDS, Record
from tinhso_shared.metrics import RETRIES, Meter
from tinhso_shared.settings import DatabaseSettings

log = structlog.get_logger()

BEGIN = statement("tinhso_extractor", "begin_attempt")
END = statement("tinhso_extractor", "end_attempt")


class Attempts:
    """Use as a context manager; a database that is away is waited for."""

    def __init__(self, settings: DatabaseSettings, group: str, meter: Meter, health: Health) -> None:
        self._pool = make_pool(settings, "tinhso-extractor", meter, size=2)
        self._group = group
        self._retries = meter[RETRIES].labels(operation="attempts")
        self._health = health

    async def __aenter__(self) -> "Attempts":
        await self._patiently(self._pool.__aenter__)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    async def begin(self, record: Record) -> int:
        """How often it was begun by now, this time included."""
        return int(await self._patiently(lambda: self._pool.fetchval(BEGIN, *self._key_of(record))))

    async def end(self, record: Record) -> None:
        await self._patiently(lambda: self._pool.execute(END, *self._key_of(record)))

    def _key_of(self, record: Record) -> tuple[str, str, int, int]:
        return self._group, record.topic, record.partition, record.offset

    async def _patiently(self, operation: Any) -> Any:
        attempt = 0
        while True:
            try:
                result = await operation()
            except FAULTS_OF_THE_WORLD as error:
                self._retries.inc()
                self._health.hinder("database", f"Postgres does not answer: {error!r}")
                await asyncio.sleep(BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS) - 1)])
                attempt += 1
            else:
                self._health.clear("database")
                return result
