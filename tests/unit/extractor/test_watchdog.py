"""The watchdog ends a process that stands still, and no other."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tinhso_extractor.harness import CRASHED
from tinhso_extractor.watchdog import Look, Watchdog
from tinhso_shared.health import Health
from tinhso_shared.kafka import KafkaError
from tinhso_shared.metrics import Meter

STUCK_SECONDS = 0.2


class Ended(BaseException):
    """Instead of the end of the test's own process."""


@pytest.fixture(autouse=True)
def survives(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(status: int) -> None:
        raise Ended(status)

    monkeypatch.setattr(os, "_exit", end)


@pytest.fixture
def health() -> Health:
    return Health(Meter())


async def stands_still() -> tuple[int, int]:
    return 5, 0


async def sees_the_end() -> tuple[int, int]:
    return 0, 0


async def cannot_look() -> tuple[int, int]:
    raise KafkaError("the broker is away")


async def watch(look: Look, health: Health) -> None:
    """Long enough for one that stands still to be ended; without the thread, which would outlast the test."""
    dog = Watchdog(look, health, STUCK_SECONDS)
    async with asyncio.timeout(STUCK_SECONDS * 3):
        while True:
            await dog._once()
            await asyncio.sleep(STUCK_SECONDS / 10)


async def test_who_is_behind_and_handles_nothing_is_not_ready_and_then_ended(health: Health) -> None:
    health.started()
    with pytest.raises(Ended, match=str(CRASHED)):
        await watch(stands_still, health)
    assert list(health.obstacles) == ["stuck"]


async def test_a_start_that_never_ends_is_ended_too(health: Health) -> None:
    with pytest.raises(Ended, match=str(CRASHED)):
        await watch(stands_still, health)


@pytest.mark.parametrize("excuse", [lambda it: it.pause("v2"), lambda it: it.hinder("produce", "away")])
async def test_who_is_paused_or_tries_again_is_left_alone(
    health: Health, excuse: Callable[[Health], None]
) -> None:
    health.started()
    excuse(health)
    with pytest.raises(TimeoutError):
        await watch(stands_still, health)
    assert "stuck" not in health.obstacles


@pytest.mark.parametrize("look", [sees_the_end, cannot_look])
async def test_who_has_nothing_to_do_or_no_broker_is_left_alone(look: Look, health: Health) -> None:
    health.started()
    with pytest.raises(TimeoutError):
        await watch(look, health)
    assert health.ready


HANGS = """
import asyncio, time
from tinhso_extractor import watchdog
from tinhso_shared.health import Health
from tinhso_shared.metrics import Meter

async def look():
    time.sleep(60)

watchdog.LOOK_EVERY_SECONDS = 0.02
asyncio.run(watchdog.Watchdog(look, Health(Meter()), 0.2).run())
"""


def test_a_loop_that_hangs_is_seen_from_beside_it() -> None:
    done = subprocess.run([sys.executable, "-c", HANGS], capture_output=True, timeout=30, check=False)
    assert done.returncode == CRASHED
