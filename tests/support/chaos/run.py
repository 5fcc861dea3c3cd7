"""One seed: a clean run, the same events in a run in which everything goes wrong, and the comparison."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from support.chaos.check import OnTheLog, faults_found, read_everything, stored_offsets
from support.chaos.events import TIMES, Sending, messages_of, sendings_of
from support.chaos.faults import Strike, strikes_of
from support.chaos.outcome import Outcome
from support.chaos.world import FENCED, POLL_SECONDS, TOOK, Aggregators, World, strike
from tinhso_shared.codec import Message
from tinhso_shared.database import connect
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import Meter
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import INDICATORS

RECORDS_A_SECOND = 500
DRAIN_SECONDS = 120
TICKS_A_SECOND = 4


def run_seed(world: World, seed: int, seconds: float, folder: Path) -> Outcome:
    messages = messages_of(seed, int(seconds * RECORDS_A_SECOND / TIMES))
    clean_url = _clean_run(world, messages, folder / "clean")
    database_url = world.empty("chaos")
    strikes = strikes_of(seed, seconds)
    with world.aggregators(2, database_url, folder / "chaos") as aggregators:
        sender = _Sender(world.kafka, sendings_of(seed, messages), seconds)
        _suffer(world, aggregators, strikes)
        sender.finish(aggregators)
        begun = time.monotonic()
        log = asyncio.run(read_everything(world.kafka))
        is_drained = _wait_until_drained(aggregators, log, database_url)
        drained_seconds = time.monotonic() - begun
    told = aggregators.told
    found = asyncio.run(faults_found(world.kafka, log, database_url, clean_url))
    if not is_drained:
        found.insert(0, f"not drained within {DRAIN_SECONDS} s")
    if differences := told["the audit found a difference"]:
        found.append(f"the audits beside the run found {differences} differences")
    return Outcome(
        seed=seed,
        faults=Counter(one.fault for one in strikes),
        events=len(log.events),
        records=log.records,
        redelivered=max(told[f"{TOOK}: records"] - log.records, 0),
        fenced=told[FENCED],
        exits=aggregators.exits,
        drained_seconds=drained_seconds,
        found=found,
    )


def _clean_run(world: World, messages: Sequence[Message], folder: Path) -> str:
    """Each event once, in order, one aggregator, and nothing goes wrong; gives the database."""
    url = world.empty("clean")
    asyncio.run(_send(world.kafka, messages))
    with world.aggregators(1, url, folder) as aggregators:
        log = asyncio.run(read_everything(world.kafka))
        if not _wait_until_drained(aggregators, log, url):
            raise TimeoutError(f"the clean run was not drained: see {folder}")
    return url


def _suffer(world: World, aggregators: Aggregators, strikes: Sequence[Strike]) -> None:
    begun = time.monotonic()
    for one in strikes:
        aggregators.rest(max(begun + one.at - time.monotonic(), 0))
        strike(world, aggregators, one)


def _wait_until_drained(aggregators: Aggregators, log: OnTheLog, url: str) -> bool:
    return asyncio.run(_drained(aggregators, log, url))


async def _drained(aggregators: Aggregators, log: OnTheLog, url: str) -> bool:
    deadline = time.monotonic() + DRAIN_SECONDS
    async with connect(url) as connection:
        while await stored_offsets(connection) != log.ends:
            if time.monotonic() > deadline:
                return False
            aggregators.rest(POLL_SECONDS)
    return True


async def _send(kafka: KafkaSettings, messages: Sequence[Message]) -> None:
    async with Producer(kafka, Meter()) as producer:
        await producer.publish(INDICATORS, messages)


class _Sender:
    """Sends beside the faults, at the moments that were drawn; a broker that is away is waited for."""

    def __init__(self, kafka: KafkaSettings, sendings: Sequence[Sending], seconds: float) -> None:
        self._kafka = kafka
        self._sendings = sendings
        self._seconds = seconds
        self._thread = threading.Thread(target=lambda: asyncio.run(self._send_all()), daemon=True)
        self._thread.start()

    def finish(self, aggregators: Aggregators) -> None:
        while self._thread.is_alive():
            aggregators.rest(POLL_SECONDS)

    async def _send_all(self) -> None:
        begun = time.monotonic()
        async with Producer(self._kafka, Meter()) as producer:
            for tick, due in groupby(self._sendings, key=self._tick_of):
                await asyncio.sleep(max(begun + tick / TICKS_A_SECOND - time.monotonic(), 0))
                await producer.publish(INDICATORS, [one.message for one in due])

    def _tick_of(self, sending: Sending) -> int:
        return int(sending.at * self._seconds * TICKS_A_SECOND)
