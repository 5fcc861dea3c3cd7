"""Faults of the world: a broker or a database that is away is waited for, in place, and nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tinhso_shared.database import FAULTS_OF_THE_WORLD, UNSTORABLE
from tinhso_shared.health import Health
from tinhso_shared.kafka import BACKOFF_SECONDS, KafkaError
from tinhso_shared.metrics import RETRIES, Meter

T = TypeVar("T")


class Stopped(Exception):
    """The service was told to end while it waited for the world."""


class Patience:
    """Repeats until it works, not ready meanwhile; `stop` ends the waiting."""

    def __init__(self, health: Health, meter: Meter, stop: asyncio.Event | None = None) -> None:
        self._health = health
        self._meter = meter
        self._stop = stop or asyncio.Event()

    async def insist(self, operation: str, action: Callable[[], Awaitable[T]], *also: type[Exception]) -> T:
        """What the action gives. Raises Stopped, and whatever is no fault of the world, nor one of `also`."""
        # Named before anything fails: a rate sees the first repeat only in a series that was there at 0.
        retries = self._meter[RETRIES].labels(operation=operation)
        attempt = 0
        while True:
            try:
                result = await action()
            except UNSTORABLE:
                raise
            except (*FAULTS_OF_THE_WORLD, KafkaError, *also) as error:
                retries.inc()
                await self._wait(operation, attempt, error)
                attempt += 1
            else:
                self._health.clear(operation)
                return result

    async def _wait(self, operation: str, attempt: int, error: Exception) -> None:
        self._health.hinder(operation, f"waiting for the world: {error!r}")
        seconds = BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS) - 1)]
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
        raise Stopped(operation) from error
