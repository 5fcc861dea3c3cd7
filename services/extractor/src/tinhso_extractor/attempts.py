"""Counts how often a message was begun without coming to its end: that survives a killed process.

A row in Postgres, not the group's commit metadata: Faust overwrites that with each of its own commits.
"""

from typing import Any

from tinhso_shared.database import borrowed, make_pool, statement
from tinhso_shared.health import Health
from tinhso_shared.kafka import Record
from tinhso_shared.metrics import Meter
from tinhso_shared.patience import Patience
from tinhso_shared.settings import DatabaseSettings

BEGIN = statement("tinhso_extractor", "begin_attempt")
END = statement("tinhso_extractor", "end_attempt")


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

    async def _run(self, query: str, record: Record) -> Any:
        async with borrowed(self._pool, self._answer_seconds) as connection:
            return await connection.fetchval(query, *self._key_of(record))

    def _key_of(self, record: Record) -> tuple[str, str, int, int]:
        return self._group, record.topic, record.partition, record.offset
