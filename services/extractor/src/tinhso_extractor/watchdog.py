"""Ends a process that stands still: Faust skips its client's error check and can hang in silence."""

import asyncio
import os
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from tinhso_extractor.harness import CRASHED
from tinhso_shared.health import Health

log = structlog.get_logger()

LOOK_EVERY_SECONDS: Final = 2.0

Look = Callable[[], Awaitable[tuple[int, int]]]
"""Gives (records behind, records handled so far)."""


class Watchdog:
    """Stuck: behind, handling nothing, and not because it is paused or retrying. First it is not ready.

    A second look from a thread of its own sees an event loop that hangs.
    """

    def __init__(self, look: Look, health: Health, stuck_seconds: float) -> None:
        self._look = look
        self._health = health
        self._stuck_seconds = stuck_seconds
        self._moved_at = time.monotonic()
        self._beat_at = time.monotonic()
        self._handled = -1

    async def run(self) -> None:
        """For ever; cancel it to stop."""
        threading.Thread(target=self._watch_the_loop, daemon=True, name="watchdog").start()
        while True:
            self._beat_at = time.monotonic()
            await self._once()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _once(self) -> None:
        try:
            behind, handled = await asyncio.wait_for(self._look(), LOOK_EVERY_SECONDS * 5)
        except Exception as error:
            # The broker is away: then nobody moves, and ending the process would mend nothing.
            log.info("the watchdog cannot look", error=repr(error))
            self._moved_at = time.monotonic()
            return
        # A start excuses nothing: while Kafka is away there is no look, and once it is there it ends soon.
        excused = set(self._health.obstacles) - {"stuck", "start"}
        if handled != self._handled or behind == 0 or excused:
            self._handled = handled
            self._moved_at = time.monotonic()
            self._health.clear("stuck")
        elif self._still_seconds() > self._stuck_seconds:
            self._end(f"{behind} records behind, none handled for {self._still_seconds():.0f} s")
        elif self._still_seconds() > self._stuck_seconds / 2:
            self._health.hinder("stuck", f"{behind} records behind, none handled")

    def _still_seconds(self) -> float:
        return time.monotonic() - self._moved_at

    def _watch_the_loop(self) -> None:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            if time.monotonic() - self._beat_at > self._stuck_seconds:
                self._end("the event loop hangs")

    def _end(self, why: str) -> None:
        log.error("ending the process: it stands still", why=why)
        os._exit(CRASHED)
