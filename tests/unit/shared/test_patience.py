"""A fault of the world is waited for; anything else, and the word to stop, ends the waiting."""

import asyncio

import asyncpg
import pytest

from tinhso_shared.health import Health
from tinhso_shared.kafka import KafkaError
from tinhso_shared.metrics import RETRIES, Meter
from tinhso_shared.patience import Patience, Stopped


class World:
    """Fails as often as it was told to."""

    def __init__(self, *faults: Exception) -> None:
        self.meter = Meter()
        self.health = Health(self.meter)
        self.faults = list(faults)
        self.seen: list[bool] = []

    async def answer(self) -> str:
        self.seen.append("store" in self.health.obstacles)
        if self.faults:
            raise self.faults.pop(0)
        return "here"


async def test_an_absent_world_is_asked_again_and_nobody_is_told_that_we_are_ready() -> None:
    world = World(ConnectionRefusedError(), KafkaError(), asyncpg.InvalidPasswordError())
    assert await Patience(world.health, world.meter).insist("store", world.answer) == "here"
    assert world.seen == [False, True, True, True]
    assert "store" not in world.health.obstacles
    assert world.meter[RETRIES].labels(operation="store")._value.get() == 3


async def test_a_series_is_there_before_the_first_fault() -> None:
    world = World()
    await Patience(world.health, world.meter).insist("store", world.answer)
    (family,) = (one for one in world.meter.registry.collect() if one.name == "tinhso_retries")
    assert [
        (one.labels["operation"], one.value) for one in family.samples if one.name.endswith("_total")
    ] == [("store", 0)]


async def test_a_fault_of_ours_is_not_repeated() -> None:
    world = World(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await Patience(world.health, world.meter).insist("store", world.answer)


async def test_what_else_to_wait_for_is_the_callers_word() -> None:
    world = World(LookupError())
    assert await Patience(world.health, world.meter).insist("store", world.answer, LookupError) == "here"


async def test_the_word_to_stop_ends_the_waiting() -> None:
    world, stop = World(*[TimeoutError()] * 100), asyncio.Event()
    stop.set()
    with pytest.raises(Stopped, match="store"):
        await Patience(world.health, world.meter, stop).insist("store", world.answer)
    assert world.seen == [False]
