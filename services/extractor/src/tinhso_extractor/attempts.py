"""Counts how often a message was begun without coming to its end: that survives a killed process.

A row in Postgres, not the group's commit metadata: Faust overwrites that with each of its own commits.
"""

import asyncio
from typing import Any, Final

import structlog

from tinhso_shared.database import borrowed, make_pool, statement
from tinhso_shared.health import Health
from tinhso_shared.kafka import Record
from tinhso_shared.metrics import Meter
from tinhso_shared.patience import Patience
from tinhso_shared.settings import DatabaseSettings

log = structlog.get_logger()

BEGIN = statement("tinhso_extractor", "begin_attempt")
END = statement("tinhso_extractor", "end_attempt")
TAKE_BACK = statement("tinhso_extractor", "take_back_attempt")
TAKE_BACK_SECONDS: Final = 3.0
"""A database that is away must not hold up the end of the service."""


class Attempts:
    """Use as a context manager; a database that is away is waited for."""

    def __init__(self, settings: DatabaseSettings, group: str, meter: Meter, health: Health) -> None:
        self._pool = make_pool(settings, "tinhso-extractor", meter, size=2)
        self._answer_seconds = settings.answer_seconds
        self._group = group
        self._patience = Patience(health, meter)

    async def __aenter__(self) -> "Attempts":
        await self._patience.insist("attempts", self._pool.__aenter__)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    async def begin(self, record: Record) -> int:
        """How often it was begun by now, this time included."""
        return int(await self._patience.insist("attempts", lambda: self._run(BEGIN, record)))

    async def end(self, record: Record) -> None:
        await self._patience.insist("attempts", lambda: self._run(END, record))

    async def take_back(self, record: Record) -> None:
        """What left it was no crash. It stays counted where the database does not answer in time."""
        try:
            async with asyncio.timeout(TAKE_BACK_SECONDS):
                await self._patience.insist("attempts", lambda: self._run(TAKE_BACK, record))
        except TimeoutError:
            log.warning("an attempt that was no crash stays counted", at=self._key_of(record))

    async def _run(self, query: str, record: Record) -> Any:
        async with borrowed(self._pool, self._answer_seconds) as connection:
            return await connection.fetchval(query, *self._key_of(record))

    def _key_of(self, record: Record) -> tuple[str, str, int, int]:
        return self._group, record.topic, record.partition, record.offset
