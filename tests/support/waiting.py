"""Waiting for a condition, never for a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
POLL_SECONDS = 0.05


def wait_for(condition: Callable[[], T], what: str, seconds: float = 30) -> T:
    """The condition's first true value; fails when it does not become true."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(POLL_SECONDS)
    return value


async def eventually(condition: Callable[[], Awaitable[T]], what: str, seconds: float = 30) -> T:
    """The same for a condition that is awaited."""
    deadline = time.monotonic() + seconds
    while not (value := await condition()):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        await asyncio.sleep(POLL_SECONDS)
    return value
