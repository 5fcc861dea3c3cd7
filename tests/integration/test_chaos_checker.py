"""The checker of the chaos itself: a run that lost something, or has it twice, is not called right."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from support.chaos.check import OnTheLog, faults_found, read_everything
from support.chaos.events import TIMES, messages_of, sendings_of
from support.chaos.faults import Fault, strikes_of
from support.chaos.outcome import Outcome
from support.claims import claim, prepare, retraction, snapshot, store
from support.engines import Servers, empty_log, new_database
from tinhso_aggregator.store import Move
from tinhso_shared.codec import encode
from tinhso_shared.database import Connection, connect
from tinhso_shared.dead_letter import letter_of
from tinhso_shared.kafka import Producer, Record
from tinhso_shared.metrics import Meter
from tinhso_shared.outcomes import BadMessage, Reason
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import DEAD_LETTERS, INDICATORS

EVENTS = (snapshot(claim(1000)), snapshot(claim(2000, "2024-02-29"), document="b"), retraction("b", hour=9))
BAD = replace(encode(EVENTS[0]), key=b"bad", value=b"{")
A_BAD_ONE = BadMessage(Reason.INVALID_JSON, "no JSON")


@dataclass(frozen=True)
class Run:
    """What a run of chaos leaves: a log, its database, and that of the clean run."""

    kafka: KafkaSettings
    log: OnTheLog
    url: str
    clean_url: str
    db: Connection

    async def found(self) -> list[str]:
        return await faults_found(self.kafka, self.log, self.url, self.clean_url)


@pytest_asyncio.fixture
async def run(servers: Servers) -> AsyncIterator[Run]:
    await empty_log(servers.kafka_bootstrap)
    kafka = KafkaSettings(kafka_bootstrap=servers.kafka_bootstrap)
    async with Producer(kafka, Meter()) as producer:
        await producer.publish(INDICATORS, [encode(one) for one in (*EVENTS, EVENTS[0])] + [BAD])
        log = await read_everything(kafka)
        for partition, offset in log.unreadable:
            bad = Record(INDICATORS.name, partition, offset, 0, BAD.key, BAD.value, BAD.headers)
            await producer.publish(DEAD_LETTERS, [letter_of(bad, A_BAD_ONE, "tinhso-aggregator", 1)])
    urls = [await new_database(servers.database_url, name) for name in ("chaos_run", "chaos_clean")]
    moves = [Move(INDICATORS.name, one, 0, end, None) for one, end in log.ends.items()]
    for url in urls:
        await prepare(url)
        async with connect(url) as connection:
            await store(connection, *EVENTS, moves=moves)
    async with connect(urls[0]) as db:
        yield Run(kafka, log, urls[0], urls[1], db)


async def test_a_run_without_a_fault_is_right(run: Run) -> None:
    assert (len(run.log.events), run.log.records, len(run.log.unreadable)) == (3, 5, 1)
    assert await run.found() == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("delete from aggregator.revisions where url like '%/a'", "events of the log that are not stored: 1"),
        ("delete from aggregator.retractions", "events of the log that are not stored: 1"),
        ("update aggregator.consumer_offsets set next_offset = next_offset - 1", "partitions: "),
        ("update aggregator.totals set value = value + 1", "rows of totals: 1"),
        ("update aggregator.observations set n_documents = 2", "rows of observations: 1"),
        ("update aggregator.observations set value = 1000.0", "rows of observations: 1"),
        ("update aggregator.totals set value = value + 1", "the audit finds total different"),
        ("delete from aggregator.claims where value = 2000", "rows of claims: 1 missing"),
    ],
)
async def test_every_harm_is_found(run: Run, harm: str, said: str) -> None:
    await run.db.execute(harm)
    found = await run.found()
    assert any(said in one for one in found), found


async def test_a_bad_message_without_a_dead_letter_is_found(run: Run) -> None:
    lost = replace(run, log=replace(run.log, unreadable=run.log.unreadable | {(11, 7)}))
    assert any("bad messages without a dead letter: 1 missing" in one for one in await lost.found())


OUTCOME = Outcome(
    seed=1,
    faults=Counter([Fault.KILL, Fault.ZOMBIE]),
    events=3,
    records=30,
    redelivered=4,
    fenced=1,
    exits=0,
    drained_seconds=1,
    found=[],
)


@pytest.mark.parametrize(
    ("outcome", "counts", "verdict"),
    [
        (OUTCOME, True, "right"),
        (replace(OUTCOME, redelivered=0), False, "does not count"),
        (replace(OUTCOME, fenced=0), False, "does not count"),
        (replace(OUTCOME, fenced=0, faults=Counter([Fault.KILL])), True, "right"),
        (replace(OUTCOME, found=["something"]), True, "WRONG"),
    ],
    ids=["all well", "nothing redelivered", "nothing fenced", "nothing fenced, without a zombie", "wrong"],
)
def test_a_seed_counts_when_its_faults_met_work(outcome: Outcome, counts: bool, verdict: str) -> None:
    assert (outcome.counts, outcome.verdict.partition(",")[0]) == (counts, verdict)
    assert f"redelivered {outcome.redelivered}, fenced {outcome.fenced}" in outcome.line


def test_a_seed_says_what_is_sent_and_what_goes_wrong() -> None:
    messages = messages_of(7, 300)
    assert messages == messages_of(7, 300)
    assert strikes_of(7, 60) == strikes_of(7, 60)
    sent = sendings_of(7, messages)
    assert sent == sendings_of(7, messages)
    assert set(Counter(one.message for one in sent).values()) == {TIMES}
    assert [one.message for one in sent[: len(messages)]] != messages


@pytest.mark.parametrize("seed", range(20))
def test_every_seed_kills_and_every_other_has_a_zombie(seed: int) -> None:
    faults = {one.fault for one in strikes_of(seed, 60)}
    assert Fault.KILL in faults
    assert Fault.ZOMBIE in faults or seed % 2 == 0
