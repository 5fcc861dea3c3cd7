"""The aggregator as a service, on a real Kafka and Postgres: what it does with the log, good and bad."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from typer.testing import CliRunner, Result

from support.claims import BINH_DUONG, Event, claim, day, empty, prepare, retraction, rows_of, snapshot, store
from support.proxy import Proxy
from support.waiting import eventually
from tinhso_aggregator.app import Aggregator
from tinhso_aggregator.cli import cli
from tinhso_aggregator.intake import MustPause
from tinhso_aggregator.settings import GROUP, AggregatorSettings
from tinhso_aggregator.store import Move
from tinhso_shared.clock import SystemClock
from tinhso_shared.codec import Message, encode
from tinhso_shared.database import (
    FAULTS_OF_THE_WORLD,
    Connection,
    Pool,
    borrowed,
    connect,
    make_pool,
    transaction,
)
from tinhso_shared.dead_letter import DeadLetters
from tinhso_shared.health import Health
from tinhso_shared.identity import event_id_of
from tinhso_shared.kafka import Producer, Record, TopicPartition, make_admin, make_consumer
from tinhso_shared.metrics import DEAD_LETTERS, FENCED, LAG_RECORDS, REDELIVERED, Meter
from tinhso_shared.outcomes import InvalidLimit
from tinhso_shared.topics import DEAD_LETTERS as DEAD_LETTER_TOPIC
from tinhso_shared.topics import INDICATORS


@dataclass(frozen=True)
class World:
    """Addresses, and a connection to look with."""

    settings: AggregatorSettings
    db: Connection

    async def publish(self, *events: Event) -> None:
        await self.send([encode(event) for event in events])

    async def send(self, messages: Sequence[Message]) -> None:
        async with Producer(self.settings, Meter()) as producer:
            await producer.publish(INDICATORS, messages)

    async def ends(self) -> dict[int, int]:
        """The log's end in every partition that has a record."""
        consumer = make_consumer(self.settings)
        await consumer.start()
        try:
            partitions = [TopicPartition(INDICATORS.name, n) for n in range(INDICATORS.partitions)]
            ends = await consumer.end_offsets(partitions)
        finally:
            await consumer.stop()
        return {one.partition: end for one, end in ends.items() if end}

    async def stored_offsets(self) -> dict[int, int]:
        rows = await rows_of(self.db, "select partition, next_offset from aggregator.consumer_offsets")
        return {row["partition"]: row["next_offset"] for row in rows}

    async def committed_offsets(self) -> dict[int, int]:
        admin = make_admin(self.settings)
        await admin.start()
        try:
            found = await admin.list_consumer_group_offsets(GROUP)
        finally:
            await admin.close()
        return {one.partition: where.offset for one, where in found.items() if where.offset > 0}

    async def drained(self) -> None:
        ends = await self.ends()

        async def at_the_end() -> bool:
            return await self.stored_offsets() == ends and await self.committed_offsets() == ends

        await eventually(at_the_end, "everything is stored, and the group knows")

    async def totals(self) -> list[dict[str, Any]]:
        return await rows_of(self.db, "select * from api.totals_at($1)", day("2030-01-01"))

    async def values(self) -> list[str]:
        return sorted(format(row["value"], "f") for row in await self.totals())


@dataclass
class Running:
    """A service, and what it says of itself."""

    task: "asyncio.Task[None]"
    meter: Meter
    health: Health


@asynccontextmanager
async def running(world: World, limit: InvalidLimit | None = None) -> AsyncIterator[Running]:
    """The service in this process; it ends with the block."""
    stop = asyncio.Event()
    async with made(world.settings, limit, stop) as (service, meter, health):
        task = asyncio.create_task(service.run())
        try:
            yield Running(task, meter, health)
        finally:
            stop.set()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def made(
    settings: AggregatorSettings, limit: InvalidLimit | None = None, stop: asyncio.Event | None = None
) -> AsyncIterator[tuple[Aggregator, Meter, Health]]:
    """The service, not running yet."""
    meter = Meter()
    health = Health(meter)
    async with Producer(settings, meter) as producer, make_pool(settings, "test", meter) as pool:
        letters = DeadLetters(producer, meter, "tinhso-aggregator", limit or InvalidLimit())
        clock = SystemClock()
        yield (
            Aggregator(settings, clock, meter, health, pool, letters, stop or asyncio.Event()),
            meter,
            health,
        )


@pytest_asyncio.fixture(scope="module")
async def prepared(kafka_bootstrap: str, database_url: str) -> AggregatorSettings:
    await prepare(database_url)
    return AggregatorSettings(
        kafka_bootstrap=kafka_bootstrap, database_url=database_url, poll_milliseconds=100, survey_seconds=0.1
    )


@pytest_asyncio.fixture
async def world(prepared: AggregatorSettings) -> AsyncIterator[World]:
    """Nothing stored, and all that earlier tests left on the log counts as read."""
    async with connect(prepared.database_url) as connection:
        await empty(connection)
        new = World(prepared, connection)
        for partition, end in (await new.ends()).items():
            query = "insert into aggregator.consumer_offsets values ($1, $2, $3, null)"
            await connection.execute(query, INDICATORS.name, partition, end)
        yield new


def news(number: int) -> list[Event]:
    """Pages that contradict, correct, copy and retract each other."""
    dates = ["2023-12-31", "2024-01-31", "2024-02-29", None]
    pages: list[Event] = []
    for n in range(number):
        said = claim(1000 + 7 * (n % 11), dates[n % 4])
        teams = claim(100 + n % 5, dates[(n + 1) % 4], "community_teams")
        pages.append(snapshot(said, teams, document=f"page{n % (number // 2)}", hour=n, authority=n % 4))
    return [*pages, retraction("page3", hour=number)]


def shuffled(events: Iterable[Event], seed: int) -> list[Event]:
    found = list(events)
    random.Random(seed).shuffle(found)
    return found


async def test_it_stores_what_is_on_the_log_and_tells_the_group(world: World) -> None:
    await world.publish(
        snapshot(claim(1000)), snapshot(claim(120, indicator="community_teams"), document="b")
    )
    async with running(world):
        await world.drained()
    assert await world.values() == ["1000", "120"]


async def test_shuffled_and_repeated_events_give_the_same_bytes(world: World) -> None:
    async with running(world):
        await world.publish(*news(60))
        await world.drained()
        clean = await world.totals()
    await empty_but_offsets(world)
    async with running(world) as service:
        await world.publish(*shuffled([*news(60), *news(60)[:40], *news(60)], seed=7))
        await world.drained()
        assert value_of(service.meter, REDELIVERED) >= 100
    assert clean
    assert await world.totals() == clean


async def empty_but_offsets(world: World) -> None:
    query = "select topic, partition, next_offset, last_event_id from aggregator.consumer_offsets"
    offsets = [tuple(row.values()) for row in await world.db.fetch(query)]
    await empty(world.db)
    await world.db.executemany("insert into aggregator.consumer_offsets values ($1, $2, $3, $4)", offsets)


def value_of(meter: Meter, declared: Any) -> float:
    return sum(
        float(sample.value)
        for metric in meter[declared].collect()
        for sample in metric.samples
        if not sample.name.endswith("_created")
    )


async def test_two_at_once_share_the_log_and_one_takes_over_from_the_other(world: World) -> None:
    async with running(world):
        async with running(world):
            await world.publish(*news(40)[:20])
            await world.drained()
        await world.publish(*news(40)[20:])
        await world.drained()
        together = await world.totals()
    await empty_but_offsets(world)
    async with running(world):
        await world.publish(*news(40))
        await world.drained()
    assert await world.totals() == together


async def test_a_zombie_that_was_overtaken_reads_the_truth_and_goes_on(world: World) -> None:
    async with running(world) as service:
        await world.publish(snapshot(claim(1000)))
        await world.drained()
        # Another aggregator was faster with the next record, and this one does not know.
        event = snapshot(claim(2000, "2024-02-29"), hour=1)
        query = (
            "select partition, next_offset from aggregator.consumer_offsets where last_event_id is not null"
        )
        partition, offset = (await world.db.fetchrow(query)).values()
        move = Move(INDICATORS.name, partition, offset, offset + 1, event_id_of(event))
        await store(world.db, event, moves=[move])
        await world.publish(event)
        await world.drained()
        assert value_of(service.meter, FENCED) == 1
    assert await world.values() == ["2000"]


async def test_a_connection_to_a_database_that_vanished_is_given_up(world: World) -> None:
    with Proxy() as door:
        through = door.lead_to(world.settings.database_url)
        settings = world.settings.model_copy(update={"database_url": through, "answer_seconds": 1.0})
        async with running(World(settings, world.db)):
            await world.publish(snapshot(claim(1000)))
            await world.drained()
            door.strand()
            await world.publish(snapshot(claim(2000), hour=1))
            await world.drained()
    assert await world.values() == ["2000"]


async def test_the_lag_grows_on_while_the_database_hangs(world: World) -> None:
    with Proxy() as door:
        through = door.lead_to(world.settings.database_url)
        settings = world.settings.model_copy(update={"database_url": through})
        async with running(World(settings, world.db)) as service:
            await world.publish(snapshot(claim(1000)))
            await world.drained()
            door.hold()
            await world.publish(snapshot(claim(2000), hour=1))
            for behind in (1, 2):
                await eventually(partial(is_behind_by, service, behind), f"{behind} records wait")
                await world.publish(snapshot(claim(3000), hour=behind + 1))
            door.let_go()
            await world.drained()
            await eventually(partial(is_behind_by, service, 0), "nothing waits")
    assert await world.values() == ["3000"]


async def is_behind_by(service: Running, records: int) -> bool:
    return value_of(service.meter, LAG_RECORDS) == records


async def fails_in_time(action: Coroutine[None, None, None]) -> None:
    """As a fault of the world, by its own end and not by ours."""
    async with asyncio.timeout(30) as ours:
        with pytest.raises(FAULTS_OF_THE_WORLD):
            await action
    assert not ours.expired()


async def test_a_connection_that_is_gone_when_it_is_given_back_holds_nobody_up(world: World) -> None:
    """The pool asks the server to forget what the session had, and that answer may never come."""
    with Proxy() as door:
        settings = world.settings.model_copy(
            update={"database_url": door.lead_to(world.settings.database_url)}
        )
        async with make_pool(settings, "test", Meter()) as pool:

            async def borrow() -> None:
                async with borrowed(pool, 1.0) as connection:
                    assert await connection.fetchval("select 1") == 1
                    door.strand()

            await fails_in_time(borrow())


async def test_what_does_not_notice_that_its_connection_is_closed_ends(world: World) -> None:
    async def borrow(pool: Pool) -> None:
        async with borrowed(pool, 0.2) as connection, transaction(connection):
            connection.terminate()
            await asyncio.Event().wait()

    async with make_pool(world.settings, "test", Meter(), size=1) as pool:
        await fails_in_time(borrow(pool))
        async with borrowed(pool, 5.0) as connection:
            assert await connection.fetchval("select 1") == 1


async def test_no_connection_of_a_pool_that_is_used_up_is_waited_for_for_ever(world: World) -> None:
    async with make_pool(world.settings, "test", Meter(), size=1) as pool, pool.acquire():
        with pytest.raises(TimeoutError):
            async with borrowed(pool, 0.2):
                pytest.fail("there is none")


async def test_what_follows_a_fenced_batch_is_not_stored_without_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a partition that nobody has read yet nothing in the database says that its beginning is missing."""
    await world.db.execute("delete from aggregator.consumer_offsets")
    overtaken = "insert into aggregator.consumer_offsets values ($1, 0, 5, null)"
    await world.db.execute(overtaken, INDICATORS.name)
    polled = iter([[record_at(0, 0), record_at(1, 0)], [record_at(1, 1), record_at(1, 2)]])

    async def next_records() -> Sequence[Record]:
        return next(polled)

    async with made(world.settings) as (service, meter, _):
        monkeypatch.setattr(service._reader, "next_records", next_records)
        assert not await service._go_on(await service._go_on(()))
        assert value_of(meter, FENCED) == 1
    assert await world.stored_offsets() == {0: 5}
    assert await world.values() == []


def record_at(partition: int, offset: int) -> Record:
    message = encode(snapshot(claim(1000 + offset), document=f"{partition} {offset}"))
    place = (INDICATORS.name, partition, offset, 0)
    return Record(*place, message.key, message.value, message.headers)


BAD = encode(snapshot(claim(1)))
REFUSED = replace(BAD, value=(BAD.value or b"").replace(b'"generation":1', b'"generation":9999999999'))
"""By the database."""
WITHOUT_VALUES: Any = tuple((name, None) for name, _ in BAD.headers)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (replace(BAD, value=None), "null_value"),
        (replace(BAD, value=b"{not json"), "invalid_json"),
        (replace(BAD, value=b"\xff\xfe"), "invalid_json"),
        (replace(BAD, value=b"{}"), "invalid_schema"),
        (replace(BAD, headers=()), "not_a_cloudevent"),
        (replace(BAD, headers=WITHOUT_VALUES), "not_a_cloudevent"),
        (replace(BAD, key=b"someone else"), "wrong_key"),
        (REFUSED, "invalid_schema"),
    ],
    ids=[
        "null",
        "no json",
        "no utf-8",
        "no fields",
        "no headers",
        "null headers",
        "another key",
        "refused by the database",
    ],
)
async def test_a_bad_message_is_a_dead_letter_and_the_rest_goes_on(
    world: World, bad: Message, reason: str
) -> None:
    before, after = (
        snapshot(claim(1000), document="x"),
        snapshot(claim(120, indicator="community_teams"), document="y"),
    )
    await world.send([encode(before), bad, encode(after)])
    async with running(world) as service:
        await world.drained()
        labels = {"topic": INDICATORS.name, "reason": reason}
        assert service.meter.registry.get_sample_value("tinhso_dead_letters_total", labels) == 1
        assert service.health.ready
    assert await world.values() == ["1000", "120"]


async def test_a_conflicting_snapshot_is_a_dead_letter_and_changes_nothing(world: World) -> None:
    await world.publish(snapshot(claim(1000)), snapshot(claim(2000)))
    async with running(world) as service:
        await world.drained()
        assert value_of(service.meter, DEAD_LETTERS) == 1
    assert await world.values() == ["1000"]


async def test_of_records_that_the_database_refuses_each_is_a_dead_letter_once_and_the_rest_is_stored(
    world: World,
) -> None:
    good = [snapshot(claim(1000 + n, f"2024-01-{n + 10}"), document=f"p{n}") for n in range(6)]
    conflicting = snapshot(claim(7, "2024-01-20"), document="p5")
    await world.send([encode(good[0]), REFUSED, *map(encode, good[1:]), encode(conflicting), REFUSED])
    async with running(world) as service:
        await world.drained()
        assert letters_of(service.meter) == {"invalid_schema": 2, "conflicting_snapshot": 1}
    said = await rows_of(world.db, "select value from api.observations order by value")
    assert [row["value"] for row in said] == [1000, 1001, 1002, 1003, 1004, 1005]


def letters_of(meter: Meter) -> dict[str, float]:
    (counted,) = meter[DEAD_LETTERS].collect()
    return {
        sample.labels["reason"]: sample.value for sample in counted.samples if sample.name.endswith("_total")
    }


async def test_an_event_id_that_postgres_cannot_keep_stops_nothing(world: World) -> None:
    """It stands for its record in the offsets, whatever becomes of the record."""
    strange = tuple((name, b"a\0b" if name == "ce_id" else raw) for name, raw in BAD.headers)
    await world.send([replace(BAD, headers=strange, value=b"{}"), replace(BAD, headers=strange)])
    async with running(world) as service:
        await world.drained()
        assert letters_of(service.meter) == {"invalid_schema": 1}
    await world.publish(snapshot(claim(2000), hour=1))
    async with running(world):
        await world.drained()
    assert await world.values() == ["2000"]


async def test_a_newer_schema_pauses_it_after_all_that_came_before(world: World) -> None:
    good = encode(snapshot(claim(1000)))
    headers = tuple((k, v.replace(b".v1", b".v2") if k == "ce_type" else v) for k, v in good.headers)
    await world.send([good, replace(good, headers=headers)])
    async with running(world) as service:
        with pytest.raises(MustPause, match="newer"):
            await asyncio.wait_for(service.task, 30)
    assert await world.values() == ["1000"]
    (partition, end), *_ = [pair for pair in (await world.ends()).items() if await is_behind(world, *pair)]
    assert (await world.stored_offsets())[partition] == end - 1


async def is_behind(world: World, partition: int, end: int) -> bool:
    return (await world.stored_offsets()).get(partition, 0) < end


async def test_too_many_bad_messages_pause_it(world: World) -> None:
    bad = [replace(BAD, value=b"{}") for _ in range(10)]
    await world.send(bad)
    async with running(world, InvalidLimit(consecutive=5)) as service:
        with pytest.raises(MustPause, match="in a row"):
            await asyncio.wait_for(service.task, 30)
        assert value_of(service.meter, DEAD_LETTERS) == 4


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param("next_offset = next_offset + 1000", "records were lost", id="the log is shorter"),
        pytest.param("last_event_id = 'another'", "recreated", id="the record before is another"),
    ],
)
async def test_a_log_that_is_not_the_one_it_read_pauses_it(world: World, change: str, why: str) -> None:
    await world.publish(snapshot(claim(1000)))
    async with running(world):
        await world.drained()
    await world.db.execute(f"update aggregator.consumer_offsets set {change} where last_event_id is not null")
    await world.publish(snapshot(claim(2000), hour=1))
    async with running(world) as service:
        with pytest.raises(MustPause, match=why):
            await asyncio.wait_for(service.task, 30)
    assert await world.values() == ["1000"]


def tinhso(world: World, *arguments: str) -> Result:
    environment = {
        "TINHSO_KAFKA_BOOTSTRAP": world.settings.kafka_bootstrap,
        "TINHSO_DATABASE_URL": world.settings.database_url,
    }
    return CliRunner().invoke(cli, list(arguments), env=environment)


async def command(world: World, *arguments: str) -> Result:
    """In a thread, for a command brings its own event loop."""
    return await asyncio.to_thread(tinhso, world, *arguments)


async def test_a_replay_reads_everything_again_and_changes_nothing(world: World) -> None:
    async with running(world):
        await world.publish(*news(20))
        await world.drained()
    before, offsets = await world.totals(), await world.stored_offsets()
    begin = ",".join(f"{partition}:0" for partition in offsets)
    planned = await command(world, "replay", "aggregator", "--from", begin, "--dry-run", "--json")
    assert json.loads(planned.stdout)["records"] == sum(offsets.values())
    assert await world.stored_offsets() == offsets
    done = await command(world, "replay", "aggregator", "--from", begin)
    assert done.exit_code == 0
    assert set((await world.stored_offsets()).values()) == {0}
    assert f"{sum(offsets.values())} records" in done.stdout
    assert await world.totals() == before


async def test_a_replay_refuses_while_the_service_runs(world: World) -> None:
    async with running(world):
        await world.publish(snapshot(claim(1000)))
        await world.drained()
        refused = await command(world, "replay", "aggregator", "--from", "0:0")
    assert refused.exit_code == 1
    assert "stop the service first" in refused.stderr


async def test_a_slice_is_read_beside_a_running_service_and_moves_nothing(world: World) -> None:
    starts = await world.ends()
    async with running(world):
        await world.publish(*news(20))
        await world.drained()
        before, ends = await world.totals(), await world.ends()
        done = await slice_since(world, starts)
        assert done.exit_code == 0, done.output
        assert "done: 0 revisions were new" in done.stdout
    assert await world.totals() == before
    assert await world.stored_offsets() == ends


async def slice_since(world: World, starts: Mapping[int, int], *options: str) -> Result:
    """Replays, as a slice, what came to the log since then."""
    ends = await world.ends()
    first = ",".join(f"{partition}:{starts.get(partition, 0)}" for partition in ends)
    last = ",".join(f"{partition}:{end}" for partition, end in ends.items())
    return await command(world, "replay", "aggregator", "--from", first, "--to", last, *options)


async def test_what_the_service_dead_lettered_is_left_out_of_a_slice_too(world: World) -> None:
    starts = await world.ends()
    await world.publish(snapshot(claim(1000)), snapshot(claim(2000)))
    await world.send([replace(BAD, value=b"{}"), REFUSED])
    await world.publish(snapshot(claim(3000, "2024-02-29"), document="b"))
    async with running(world) as service:
        await world.drained()
        assert value_of(service.meter, DEAD_LETTERS) == 3
    await world.db.execute("delete from aggregator.claims")
    await world.db.execute("delete from aggregator.revisions")
    for revisions in (2, 0):
        done = await slice_since(world, starts)
        assert done.exit_code == 0, done.output
        assert f"done: {revisions} revisions were new, 3 records were left out" in done.stdout
    assert await world.values() == ["3000"]


@pytest_asyncio.fixture
async def judged_by_another(world: World) -> AsyncIterator[str]:
    """The digest of the catalogue that is in force meanwhile."""
    ours = await world.db.fetchval("select digest from aggregator.catalogue")
    await world.db.execute("update aggregator.catalogue set digest = 'of another version'")
    yield "of another version"
    await world.db.execute("update aggregator.catalogue set digest = $1", ours)


@pytest.mark.parametrize("options", [("--dry-run",), ()], ids=str)
async def test_a_slice_is_not_read_by_another_catalogue_than_the_services(
    world: World, judged_by_another: str, options: tuple[str, ...]
) -> None:
    await world.publish(snapshot(claim(1000)))
    refused = await slice_since(world, {}, *options)
    assert (refused.exit_code, "version" in refused.stderr) == (1, True), refused.output
    assert await world.db.fetchval("select digest from aggregator.catalogue") == judged_by_another
    assert await world.values() == []


async def test_the_extractor_is_set_back_by_its_group(world: World) -> None:
    done = await command(world, "replay", "extractor", "--from", "2020-01-01")
    assert done.exit_code == 0
    assert "nothing to do" in done.stdout


async def test_totals_as_json_have_the_fields_of_the_view(world: World) -> None:
    async with running(world):
        await world.publish(snapshot(claim("1600000", indicator="eid_accounts_activated")))
        await world.drained()
    for name in (BINH_DUONG, "binh_duong", "Bình Dương"):
        rows = json.loads((await command(world, "totals", "--province", name, "--json")).stdout)
        assert [(row["place"], row["value"], row["as_of"]) for row in rows] == [
            (BINH_DUONG, "1600000", "2024-01-31")
        ]
    columns = "select column_name from information_schema.columns where table_name = 'province_totals'"
    assert list(rows[0]) == [
        row["column_name"] for row in await rows_of(world.db, f"{columns} order by ordinal_position")
    ]


async def test_explain_shows_the_loser_and_why(world: World) -> None:
    async with running(world):
        await world.publish(
            snapshot(claim(1000), authority=3),
            snapshot(claim(2000), claim(500, None), document="b", authority=2),
        )
        await world.drained()
    shown = await command(world, "explain", "Bình Dương", "digital_signatures_issued", "--json")
    (found,) = json.loads(shown.stdout)
    assert (found["total"]["value"], found["rule"]) == ("1000", "source_authority")
    assert [one["why_not"] for one in found["losers"]] == ["contradicts: its source has less authority"]
    assert [one["why_not"] for one in found["others"]] == ["has no date, so it ranks last"]
    table = await command(world, "explain", "binh_duong", "digital_signatures_issued")
    assert "contradicts" in table.stdout


async def test_an_unknown_province_gets_a_suggestion(world: World) -> None:
    answer = await command(world, "totals", "--province", "Binh Duongg")
    assert answer.exit_code == 2
    assert "Bình Dương" in answer.stderr


async def test_a_retraction_travels_over_the_log(world: World) -> None:
    async with running(world):
        await world.publish(snapshot(claim(1000)))
        await world.drained()
        said = await command(world, "retract", "https://example.vn/a", "--reason", "a draft")
        assert said.exit_code == 0
        await world.drained()
    assert await world.values() == []


async def test_dead_letters_carry_the_bytes_and_where_they_stood(world: World) -> None:
    ends = await world.ends()
    await world.send([replace(BAD, value=b"{broken")])
    async with running(world):
        await world.drained()
    (partition,) = [one for one, end in (await world.ends()).items() if end != ends.get(one)]
    letter = await newest_letter(world)
    headers = dict(letter.headers)
    assert letter.value == b"{broken"
    assert headers["dlq_reason"] == b"invalid_json"
    assert (headers["dlq_origin-partition"], headers["dlq_origin-offset"]) == (
        str(partition).encode(),
        str(ends.get(partition, 0)).encode(),
    )


async def newest_letter(world: World) -> Any:
    consumer = make_consumer(world.settings, max_partition_fetch_bytes=DEAD_LETTER_TOPIC.max_message_bytes)
    await consumer.start()
    try:
        partitions = [TopicPartition(DEAD_LETTER_TOPIC.name, n) for n in range(DEAD_LETTER_TOPIC.partitions)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        for one, end in ends.items():
            consumer.seek(one, max(end - 1, 0))
        filled = [one for one, end in ends.items() if end]
        letters = [await consumer.getone(one) for one in filled]
    finally:
        await consumer.stop()
    return max(letters, key=lambda letter: letter.timestamp)
