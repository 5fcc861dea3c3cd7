"""The extractor as a service, on a real Kafka and Postgres: every message has exactly one end."""

import asyncio
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from aiohttp import ClientConnectionError, ClientSession
from typer.testing import CliRunner

from support.articles import PROVINCES, Sample, samples
from support.engines import empty_log
from support.log import read_log
from support.proxy import Proxy
from support.waiting import eventually
from tinhso_aggregator.cli import cli as tinhso
from tinhso_extractor.__main__ import cli as extractor
from tinhso_extractor.again import read_again
from tinhso_extractor.attempts import Attempts
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.harness import Harness
from tinhso_extractor.settings import ExtractorSettings
from tinhso_local.ports import LOOPBACK
from tinhso_local.services import BIN, Service
from tinhso_shared.catalog import load_catalog
from tinhso_shared.codec import Message, decode, encode
from tinhso_shared.database import connect
from tinhso_shared.dead_letter import DeadLetters
from tinhso_shared.events import ArticleFetched, IndicatorsExtracted, PageStatus
from tinhso_shared.groups import Groups
from tinhso_shared.health import Health
from tinhso_shared.identity import document_id_of, event_id_of, sha256_of
from tinhso_shared.kafka import Producer, Record, make_admin
from tinhso_shared.metrics import Meter
from tinhso_shared.migrate import migrate
from tinhso_shared.outcomes import InvalidLimit
from tinhso_shared.slices import Range
from tinhso_shared.topics import (
    ARTICLES,
    DEAD_LETTERS,
    INDICATORS,
    LARGEST_LETTER_BYTES,
    LARGEST_MESSAGE_BYTES,
    MEBIBYTE,
)

ARTICLE = samples(days=1)[0]


def fetched(sample: Sample, **changes: object) -> ArticleFetched:
    body = sample.text.encode()
    url = f"file:{sample.name}"
    article = ArticleFetched(
        document_id=document_id_of(url),
        url=url,
        requested_url=url,
        source_id="file",
        source_authority=0,
        fetched_at="2024-06-01T00:00:00Z",
        body_sha256=sha256_of(body),
        status=PageStatus.OK,
        body=body,
    )
    return article.model_copy(update=changes)


@dataclass(frozen=True)
class World:
    settings: ExtractorSettings

    async def send(self, messages: Sequence[Message]) -> None:
        async with Producer(self.settings, Meter()) as producer:
            await producer.publish(ARTICLES, messages)

    async def snapshots(self) -> list[IndicatorsExtracted]:
        records = await read_log(self.settings, INDICATORS)
        return [decode(record.value, record.headers, (IndicatorsExtracted,)) for record in records]

    async def letters(self) -> list[dict[str, str]]:
        records = await read_log(self.settings, DEAD_LETTERS)
        return [{name: raw.decode() for name, raw in record.headers} for record in records]

    async def begun(self) -> int:
        async with connect(self.settings.database_url) as connection:
            return int(await connection.fetchval("select count(*) from extractor.attempts"))


@pytest_asyncio.fixture
async def world(servers_of_module: ExtractorSettings) -> World:
    await empty_log(servers_of_module.kafka_bootstrap)
    async with connect(servers_of_module.database_url) as connection:
        await connection.execute("truncate extractor.attempts")
    return World(servers_of_module)


@pytest_asyncio.fixture(scope="module")
async def servers_of_module(kafka_bootstrap: str, database_url: str) -> ExtractorSettings:
    await migrate(database_url, "extractor", "tinhso_extractor")
    return ExtractorSettings(kafka_bootstrap=kafka_bootstrap, database_url=database_url)


@asynccontextmanager
async def harness(world: World, limit: InvalidLimit | None = None) -> AsyncIterator[tuple[Harness, Health]]:
    meter = Meter()
    health = Health(meter)
    health.started()
    settings = world.settings
    async with (
        Producer(settings, meter, health) as producer,
        Attempts(settings, settings.group, meter, health) as attempts,
    ):
        letters = DeadLetters(producer, meter, "tinhso-extractor", limit or InvalidLimit())
        reader = Reader.of(load_catalog())
        yield Harness(settings, reader, producer, letters, attempts, meter, health), health


def record_of(message: Message, offset: int = 0) -> Record:
    return Record(ARTICLES.name, 0, offset, 0, message.key, message.value, message.headers)


@contextmanager
def service(world: World, folder: Path, **changes: str) -> Iterator[Service]:
    environment = addresses(world) | changes
    started = Service(
        "extractor", (str(BIN / "tinhso-extractor"), "run"), environment, folder / "extractor.log"
    )
    started.start()
    try:
        yield started
    finally:
        started.stop()


async def test_what_is_on_the_log_is_read_and_no_attempt_is_left(world: World, tmp_path: Path) -> None:
    await world.send([encode(fetched(sample)) for sample in samples(days=2)])
    with service(world, tmp_path) as running:

        async def all_read() -> bool:
            return len(await world.snapshots()) >= 2 * len(PROVINCES)

        await eventually(all_read, "every article is read", seconds=90)
        assert running.process is not None
        ports = {
            c.laddr.port
            for c in psutil.Process(running.process.pid).net_connections()
            if c.status == "LISTEN"
        }
        assert ports == {running.port}
    places = {claim.place for snapshot in await world.snapshots() for claim in snapshot.claims}
    assert places == set(PROVINCES)
    assert await world.begun() == 0
    assert await world.letters() == []


async def test_the_service_stops_when_it_is_told_to(world: World, tmp_path: Path) -> None:
    with service(world, tmp_path) as running:

        async def is_ready() -> bool:
            ask = [sys.executable, "-m", "tinhso_shared.health", f"{running.url}/readyz"]
            process = await asyncio.create_subprocess_exec(*ask, stdout=DEVNULL, stderr=DEVNULL)
            return await process.wait() == 0

        await eventually(is_ready, "it is ready", seconds=60)
        await asyncio.to_thread(running.stop)
        assert running.process is not None
        assert running.process.returncode == 0


async def test_a_broker_that_is_away_at_the_start_is_waited_for(world: World, tmp_path: Path) -> None:
    await world.send([encode(fetched(ARTICLE))])
    door = Proxy()
    door.target = int(world.settings.kafka_bootstrap.rpartition(":")[2])
    with service(world, tmp_path, TINHSO_KAFKA_BOOTSTRAP=f"{LOOPBACK}:{door.port}") as running:

        async def tried_twice() -> bool:
            said = await _text_at(f"{running.url}/metrics")
            return 'tinhso_retries_total{operation="start"} 2.0' in said

        async def is_read() -> bool:
            return len(await world.snapshots()) == 1

        await eventually(tried_twice, "it tries again to reach Kafka", seconds=60)
        assert "KafkaConnectionError" in await _text_at(f"{running.url}/readyz")
        with door:
            await eventually(is_read, "the article is read once there is a Kafka", seconds=90)
            assert '"ready": true' in await _text_at(f"{running.url}/readyz")
            await asyncio.to_thread(running.stop)
        assert running.process is not None
        assert running.process.returncode == 0


async def _text_at(url: str) -> str:
    """Empty while nobody listens there."""
    try:
        async with ClientSession() as session, session.get(url) as answer:
            return await answer.text()
    except ClientConnectionError:
        return ""


BAD = {
    "null_value": replace(encode(fetched(ARTICLE)), value=None),
    "invalid_json": replace(encode(fetched(ARTICLE)), value=b"{"),
    "not_a_cloudevent": replace(encode(fetched(ARTICLE)), headers=()),
    "wrong_key": replace(encode(fetched(ARTICLE)), key=b"another"),
    "null_value: no key": Message(None, None, ()),
    "invalid_json: large": replace(encode(fetched(ARTICLE)), value=b"{" * (LARGEST_MESSAGE_BYTES + MEBIBYTE)),
    "undecodable_body": encode(fetched(ARTICLE, body=bytes(range(128, 256)) * 20)),
}


@pytest.mark.parametrize("kind", BAD)
async def test_a_bad_message_becomes_a_dead_letter_and_the_next_one_is_read(world: World, kind: str) -> None:
    reason = kind.partition(":")[0]
    async with harness(world) as (handler, _):
        await handler.handle(record_of(BAD[kind], offset=7))
        await handler.handle(record_of(encode(fetched(ARTICLE)), offset=8))
    (letter,) = await world.letters()
    assert (letter["dlq_reason"], letter["dlq_origin-offset"]) == (reason, "7")
    assert len(await world.snapshots()) == 1


async def test_a_message_that_ends_the_process_again_and_again_becomes_a_dead_letter(world: World) -> None:
    record = record_of(encode(fetched(ARTICLE)))
    async with harness(world) as (handler, _):
        for _ in range(world.settings.crashes_allowed):
            await handler._attempts.begin(record)  # as if the process had been killed in the middle
        await handler.handle(record)
    (letter,) = await world.letters()
    assert letter["dlq_reason"] == "crashed"
    assert await world.begun() == 0


async def test_attempts_are_counted_again_when_the_way_to_their_database_is_lost(world: World) -> None:
    """Half open: nothing is told of it, and nothing would ever be answered."""
    record = record_of(encode(fetched(ARTICLE)))
    meter = Meter()
    with Proxy() as door:
        through = door.lead_to(world.settings.database_url)
        settings = world.settings.model_copy(update={"database_url": through, "answer_seconds": 0.5})
        async with Attempts(settings, settings.group, meter, Health(meter)) as attempts, asyncio.timeout(30):
            assert await attempts.begin(record) == 1
            door.strand()
            assert await attempts.begin(record) == 2


def of_a_newer_version(message: Message) -> Message:
    headers = tuple((n, v.replace(b".v1", b".v2") if n == "ce_type" else v) for n, v in message.headers)
    return replace(message, headers=headers)


async def test_a_message_of_a_newer_version_pauses_the_service_at_every_start_and_is_kept(
    world: World,
) -> None:
    record = record_of(of_a_newer_version(encode(fetched(ARTICLE))))
    for _ in range(world.settings.crashes_allowed + 1):
        async with harness(world) as (handler, health):
            task = asyncio.create_task(handler.handle(record))
            await _paused(health)
            assert not task.done()
            task.cancel()
    assert await world.letters() == []
    assert await world.begun() == 0


async def test_a_stop_while_a_send_is_repeated_is_no_crash(world: World, tmp_path: Path) -> None:
    await world.send([encode(fetched(ARTICLE))])
    admin = make_admin(world.settings)
    await admin.start()
    await admin.delete_topics([INDICATORS.name])
    await admin.close()
    with service(world, tmp_path, TINHSO_PRODUCE_TIMEOUT_SECONDS="1") as running:

        async def repeats() -> bool:
            return '"produce"' in await _text_at(f"{running.url}/readyz")

        await eventually(repeats, "the send is repeated", seconds=60)
        assert await world.begun() == 1
        await asyncio.to_thread(running.stop)
        assert running.process is not None
        assert running.process.returncode == 0
    assert await world.begun() == 0
    async with Groups(world.settings) as groups:
        committed = await groups.committed(ARTICLES, world.settings.group)
    assert not any(committed.values())


async def test_a_pause_forgets_no_crash_of_before(world: World) -> None:
    record = record_of(of_a_newer_version(encode(fetched(ARTICLE))))
    async with harness(world) as (handler, health):
        await handler._attempts.begin(record)  # as if the process had been killed in the middle
        task = asyncio.create_task(handler.handle(record))
        await _paused(health)
        task.cancel()
        assert await handler._attempts.begin(record) == 2


async def test_too_many_bad_messages_pause_the_service(world: World) -> None:
    async with harness(world, InvalidLimit(consecutive=3)) as (handler, health):
        for offset in range(2):
            await handler.handle(record_of(BAD["invalid_json"], offset))
        task = asyncio.create_task(handler.handle(record_of(BAD["invalid_json"], 2)))
        await _paused(health)
        task.cancel()
    assert len(await world.letters()) == 2


async def test_a_bad_message_that_the_dead_letters_do_not_take_pauses_the_service(world: World) -> None:
    huge = replace(BAD["invalid_json"], value=b"{" * (LARGEST_LETTER_BYTES + 1))
    async with harness(world) as (handler, health):
        task = asyncio.create_task(handler.handle(record_of(huge)))
        await _paused(health)
        task.cancel()
    assert await world.letters() == []


async def _paused(health: Health) -> None:
    async def is_paused() -> bool:
        return "paused" in health.obstacles

    await eventually(is_paused, "the service pauses")


async def test_a_page_that_is_gone_and_an_empty_one_say_so(world: World) -> None:
    async with harness(world) as (handler, _):
        await handler.handle(record_of(encode(fetched(ARTICLE, status=PageStatus.GONE)), 0))
        await handler.handle(record_of(encode(fetched(ARTICLE, body=b"<html></html>")), 1))
    statuses = [snapshot.document_status.value for snapshot in await world.snapshots()]
    assert statuses == ["gone", "not_article"]


async def test_a_slice_is_read_again_with_the_same_identities(world: World) -> None:
    await world.send([encode(fetched(ARTICLE))])
    (record,) = await read_log(world.settings, ARTICLES)
    for _ in range(2):
        assert await read_again(world.settings, [Range(record.partition, 0, 1)]) == 1
    first, second = await world.snapshots()
    assert event_id_of(first) == event_id_of(second)
    assert first == second


async def test_several_slices_of_a_partition_are_read_each_record_once(world: World) -> None:
    article = fetched(ARTICLE)
    await world.send([encode(article)] * 12)
    (partition,) = {record.partition for record in await read_log(world.settings, ARTICLES)}
    slices = [(9, 11), (0, 2), (1, 4), (6, 7)]
    assert await read_again(world.settings, [Range(partition, *one) for one in slices]) == 4 + 1 + 2
    assert len(await world.snapshots()) == 7


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("0:0-999", "is not all on"),
        ("12:0-1", "has the partitions 0 to 11"),
        ("0:10-5", "is empty"),
        ("0", "is not PARTITION:START-STOP"),
        ("0:-5", "is not PARTITION:START-STOP"),
    ],
    ids=str,
)
async def test_a_slice_that_cannot_be_read_is_refused_with_the_reason(
    world: World, written: str, why: str
) -> None:
    asked = ["read-again", written]
    done = await asyncio.to_thread(CliRunner().invoke, extractor, asked, env=addresses(world))
    assert done.exit_code == 2
    assert why in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("options", [("--dry-run",), ()], ids=str)
async def test_replay_says_how_a_slice_is_read_where_no_extractor_is(
    world: World, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    await world.send([encode(fetched(ARTICLE))])
    (record,) = await read_log(world.settings, ARTICLES)
    marks = ("--from", f"{record.partition}:0", "--to", f"{record.partition}:1", "--generation", "2")
    asked = ["replay", "extractor", *marks, *options]
    done = await asyncio.to_thread(CliRunner().invoke, tinhso, asked, env=addresses(world))
    assert done.exit_code == 1
    again = f"-e TINHSO_GENERATION=2 extractor tinhso-extractor read-again {record.partition}:0-1"
    assert f"docker compose run --rm {again}" in done.stderr


def addresses(world: World) -> dict[str, str]:
    return {
        "TINHSO_KAFKA_BOOTSTRAP": world.settings.kafka_bootstrap,
        "TINHSO_DATABASE_URL": world.settings.database_url,
    }


async def test_replay_reads_a_slice_of_the_articles_through_the_extractors_own_command(world: World) -> None:
    await world.send([encode(fetched(ARTICLE))])
    (record,) = await read_log(world.settings, ARTICLES)
    marks = ("--from", f"{record.partition}:0", "--to", f"{record.partition}:1")
    process = await asyncio.create_subprocess_exec(
        str(BIN / "tinhso"), "replay", "extractor", *marks, env=addresses(world), stdout=PIPE, stderr=STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert "1 articles read again" in said.decode()
    assert len(await world.snapshots()) == 1
