"""The fetcher on a real Kafka, a real Postgres and a real web server: each revision on the log, once."""

import asyncio
import dataclasses
import datetime as dt
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from support.log import read_log
from support.pages import make_page
from support.proxy import Proxy
from support.site import Answer, Site, serving_site
from support.waiting import eventually
from tinhso_fetcher.app import fetching, run_fetcher
from tinhso_fetcher.core.page import Found
from tinhso_fetcher.core.plan import Revision
from tinhso_fetcher.core.result import Outcome, Result
from tinhso_fetcher.folder import read_press
from tinhso_fetcher.ledger import PACKAGE, SCHEMA, Ledger
from tinhso_fetcher.publisher import Publisher, Sends
from tinhso_fetcher.settings import FetcherSettings
from tinhso_fetcher.visit import Work, look_at
from tinhso_fetcher.web import browsing
from tinhso_local.ports import free_port
from tinhso_shared.codec import Message, decode
from tinhso_shared.database import FAULTS_OF_THE_WORLD, Connection, connect, make_pool, statement, transaction
from tinhso_shared.events import ArticleFetched, PageStatus
from tinhso_shared.health import Health
from tinhso_shared.kafka import Producer, Record
from tinhso_shared.metrics import Meter
from tinhso_shared.migrate import migrate
from tinhso_shared.patience import Patience
from tinhso_shared.topics import ARTICLES, LARGEST_PAGE_BYTES, Topic

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@dataclass
class Watch:
    """A clock that a test sets."""

    time: dt.datetime = NOON

    def now(self) -> dt.datetime:
        return self.time


class Cut(Exception):
    """The process ends here."""


@dataclass
class CutOff:
    """Sends, and is killed before it hears the acknowledgement; or is killed before it sends."""

    producer: Producer | None

    async def publish(self, topic: Topic, messages: Sequence[Message]) -> None:
        if self.producer:
            await self.producer.publish(topic, messages)
        raise Cut


@dataclass
class Bench:
    """What a test needs around the fetcher."""

    settings: FetcherSettings
    site: Site
    folder: Path
    known: frozenset[tuple[int, int]]
    """Where the records of earlier tests stand: a later site may get an earlier one's port."""
    clock: Watch = field(default_factory=Watch)

    async def publish(self, work: Work, cut: bool | None = None) -> list[Result]:
        """`cut` after (True) or before (False) the broker has the messages."""
        meter = Meter()
        press = read_press([])
        async with (
            make_pool(self.settings, "test", meter) as pool,
            Producer(self.settings, meter) as producer,
            browsing(self.settings, press, self.clock, meter) as web,
        ):
            ledger = Ledger(pool, self.settings.answer_seconds)
            log: Sends = producer if cut is None else CutOff(producer if cut else None)
            publisher = Publisher(ledger, log, self.clock)
            found = look_at(work, web, ledger, press, self.clock)
            return [result async for result in publisher.publish_all(found)]

    async def look(self, path: str = "/a", cut: bool | None = None) -> Result:
        (result,) = await self.publish(Work.of(lists=[self.list_of(path)]), cut)
        return result

    def list_of(self, *paths: str) -> Path:
        urls = self.folder / "urls.txt"
        urls.write_text("".join(f"{self.site.url}{path}\n" for path in paths), encoding="utf-8")
        return urls

    async def events(self) -> list[ArticleFetched]:
        return [_event(record) for record in await self._records()]

    async def event_ids(self) -> list[str | None]:
        return [record.event_id for record in await self._records()]

    async def _records(self) -> list[Record]:
        """Of this test alone: the broker is shared."""
        records = await read_log(self.settings, ARTICLES)
        new = [record for record in records if (record.partition, record.offset) not in self.known]
        return [record for record in new if self._is_ours(_event(record))]

    def _is_ours(self, event: ArticleFetched) -> bool:
        return event.url.startswith((self.site.url, f"file:{self.folder.name}"))

    async def row(self, url: str) -> dict[str, Any]:
        async with connect(self.settings.database_url) as connection:
            found = await connection.fetchrow("select * from fetcher.documents where url = $1", url)
            return dict(found)


def _event(record: Record) -> ArticleFetched:
    return decode(record.value, record.headers, (ArticleFetched,))


@pytest.fixture(scope="module")
async def ledger_url(database_url: str) -> str:
    await migrate(database_url, SCHEMA, PACKAGE)
    return database_url


@pytest.fixture
async def bench(kafka_bootstrap: str, ledger_url: str, tmp_path: Path) -> AsyncIterator[Bench]:
    settings = FetcherSettings(kafka_bootstrap=kafka_bootstrap, database_url=ledger_url, http_port=0)
    async with serving_site() as site:
        site.answers["/a"] = Answer("Toàn tỉnh có 1.600 chữ ký số.".encode())
        known = frozenset((one.partition, one.offset) for one in await read_log(settings, ARTICLES))
        async with connect(ledger_url) as connection:
            await connection.execute("truncate fetcher.documents")
        yield Bench(settings, site, tmp_path, known)


async def test_a_page_is_published_as_it_came(bench: Bench) -> None:
    body = b"<p>\xff\x00 not even text"
    bench.site.answers["/a"] = Answer(body, headers={"Content-Type": "text/html", "ETag": '"1"'})
    assert (await bench.look("/a?utm_source=x#top")).outcome is Outcome.PUBLISHED
    (event,) = await bench.events()
    assert event.body == body
    assert (event.url, event.requested_url) == (f"{bench.site.url}/a", f"{bench.site.url}/a?utm_source=x#top")
    assert (event.status, event.http.status, event.http.etag) == (PageStatus.OK, 200, '"1"')
    assert (event.source_id, event.source_authority) == ("127.0.0.1", 1)
    assert event.fetched_at == NOON


async def test_an_unchanged_page_is_not_published_twice(bench: Bench) -> None:
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    bench.clock.time += dt.timedelta(hours=1)
    assert (await bench.look()).outcome is Outcome.UNCHANGED
    assert len(await bench.events()) == 1
    assert [status for _, status in bench.site.asked] == [200, 200]


async def test_a_site_that_tells_by_etag_is_not_asked_for_the_body_again(bench: Bench) -> None:
    bench.site.answers["/a"].headers["ETag"] = '"1"'
    await bench.look()
    assert (await bench.look()).outcome is Outcome.UNCHANGED
    assert [status for _, status in bench.site.asked] == [200, 304]


async def test_an_etag_of_the_page_that_moved_says_nothing_of_where_it_moved_to(bench: Bench) -> None:
    bench.site.answers["/a"].headers["ETag"] = '"1"'
    await bench.look()
    bench.site.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    bench.site.answers["/b"] = Answer(b"other", headers={"Content-Type": "text/html", "ETag": '"1"'})
    assert await bench.look() == Result(f"{bench.site.url}/b", Outcome.PUBLISHED, size_bytes=5)


async def test_a_page_that_changed_is_published_again_and_later(bench: Bench) -> None:
    await bench.look()
    bench.site.answers["/a"].body = b"other"
    bench.clock.time -= dt.timedelta(days=1)
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    first, second = sorted(await bench.events(), key=lambda event: event.fetched_at)
    assert first.fetched_at == NOON
    assert second.fetched_at > NOON
    assert second.body == b"other"


@pytest.mark.parametrize("sent", [True, False], ids=["after the broker had it", "before it was sent"])
async def test_what_a_kill_cut_short_is_published_again_under_the_same_id(bench: Bench, sent: bool) -> None:
    bench.site.answers["/a"].headers["ETag"] = '"1"'
    with pytest.raises(Cut):
        await bench.look(cut=sent)
    assert (await bench.row(f"{bench.site.url}/a"))["state"] == "pending"
    bench.clock.time += dt.timedelta(hours=1)
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    ids = await bench.event_ids()
    assert len(ids) == (2 if sent else 1)
    assert len(set(ids)) == 1
    assert (await bench.events())[0].fetched_at == NOON
    assert (await bench.look()).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize("status", [404, 410])
async def test_a_page_that_is_gone_is_said_to_be_gone_once(bench: Bench, status: int) -> None:
    await bench.look()
    bench.site.answers["/a"] = Answer(b"no such page, at 12:01", status)
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    bench.site.answers["/a"].body = b"no such page, at 12:02"
    assert (await bench.look()).outcome is Outcome.UNCHANGED
    newest = max(await bench.events(), key=lambda event: event.fetched_at)
    assert (newest.status, newest.http.status, newest.body) == (PageStatus.GONE, status, b"")


async def test_gone_is_the_page_that_we_knew_not_the_one_that_says_so(bench: Bench) -> None:
    await bench.look()
    bench.site.answers["/a"] = Answer(status=302, headers={"Location": "/404.html"})
    await bench.look()
    newest = max(await bench.events(), key=lambda event: event.fetched_at)
    assert (newest.status, newest.url) == (PageStatus.GONE, f"{bench.site.url}/a")


async def test_a_page_that_moved_is_the_document_that_it_moved_to(bench: Bench) -> None:
    bench.site.answers["/old"] = Answer(status=301, headers={"Location": "/a?fbclid=1"})
    assert (await bench.look("/old")).outcome is Outcome.PUBLISHED
    assert (await bench.look("/a")).outcome is Outcome.UNCHANGED
    (event,) = await bench.events()
    assert (event.url, event.requested_url) == (f"{bench.site.url}/a", f"{bench.site.url}/old")


async def test_one_page_by_two_names_in_one_list_is_published_once(bench: Bench) -> None:
    bench.site.answers["/old"] = Answer(status=301, headers={"Location": "/a"})
    results = await bench.publish(Work.of(lists=[bench.list_of("/a", "/old", "/a#x")]))
    assert [result.outcome for result in results] == [Outcome.PUBLISHED, Outcome.UNCHANGED]


async def test_a_page_is_refused_from_one_byte_too_many_on_and_the_ledger_says_why(bench: Bench) -> None:
    bench.site.answers["/fits"] = Answer(b"x" * LARGEST_PAGE_BYTES)
    bench.site.answers["/over"] = Answer(
        b"x" * (LARGEST_PAGE_BYTES + 1), headers={"ETag": '"1"', "Content-Type": "text/html"}
    )
    assert (await bench.look("/fits")).outcome is Outcome.PUBLISHED
    assert (await bench.look("/over")).outcome is Outcome.REFUSED
    assert (await bench.look("/over")).outcome is Outcome.REFUSED
    assert len(await bench.events()) == 1
    row = await bench.row(f"{bench.site.url}/over")
    assert (row["state"], row["size_bytes"]) == ("refused", LARGEST_PAGE_BYTES + 1)
    assert row["body_sha256"] == hashlib.sha256(b"x" * (LARGEST_PAGE_BYTES + 1)).hexdigest()
    assert row["reason"] == "5000001 bytes, and a page has 5000000 at most"


async def test_a_page_that_was_refused_and_is_mended_is_published(bench: Bench) -> None:
    await bench.look()
    good = bench.site.answers["/a"]
    bench.site.answers["/a"] = Answer(b"%PDF", headers={"Content-Type": "application/pdf"})
    assert (await bench.look()).reason == "application/pdf is no text"
    bench.site.answers["/a"] = good
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    assert (await bench.row(f"{bench.site.url}/a"))["reason"] is None


async def test_a_page_whose_refusal_is_no_more_is_published_though_its_etag_is_the_same(
    bench: Bench,
) -> None:
    bench.site.answers["/a"].headers = {"ETag": '"1"', "Content-Type": "application/pdf"}
    assert (await bench.look()).outcome is Outcome.REFUSED
    bench.site.answers["/a"].headers["Content-Type"] = "text/html"
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    assert (await bench.look()).outcome is Outcome.UNCHANGED
    assert [status for _, status in bench.site.asked] == [200, 200, 304]


@pytest.mark.parametrize("status", [403, 429, 500, 503])
async def test_a_site_that_errs_is_a_failure_and_publishes_nothing(bench: Bench, status: int) -> None:
    bench.site.answers["/a"].status = status
    result = await bench.look()
    assert (result.outcome, result.reason) == (Outcome.FAILED, f"the site answered {status}")
    assert await bench.events() == []


async def test_a_site_that_is_away_is_a_failure_and_the_others_go_on(bench: Bench) -> None:
    urls = bench.list_of("/a")
    urls.write_text(f"http://127.0.0.1:1/x\n{urls.read_text(encoding='utf-8')}", encoding="utf-8")
    results = await bench.publish(Work.of(lists=[urls]))
    assert {result.outcome for result in results} == {Outcome.FAILED, Outcome.PUBLISHED}


async def test_a_corrected_hint_is_another_revision_of_the_same_bytes(bench: Bench) -> None:
    folder = bench.folder / "pages"
    name = bench.folder.name
    folder.mkdir()
    (folder / f"{name}.txt").write_text("x", encoding="utf-8")
    (folder / "docs.jsonl").write_text(f'{{"doc": "{name}", "published": "2023-01-01"}}', encoding="utf-8")
    await bench.publish(Work.of([folder]))
    (folder / "docs.jsonl").write_text(f'{{"doc": "{name}", "host": "travinh.gov.vn"}}', encoding="utf-8")
    (result,) = await bench.publish(Work.of([folder]))
    assert result.outcome is Outcome.PUBLISHED
    newest = max(await bench.events(), key=lambda event: event.fetched_at)
    assert (newest.source_authority, newest.hints.published) == (3, None)


async def test_many_fetchers_at_once_give_one_document_one_history(bench: Bench) -> None:
    work = Work.of(lists=[bench.list_of("/a")])
    results = await asyncio.gather(*(bench.publish(work) for _ in range(4)))
    assert Outcome.PUBLISHED in {result.outcome for one in results for result in one}
    assert len(set(await bench.event_ids())) == 1
    assert (await bench.row(f"{bench.site.url}/a"))["state"] == "published"


async def test_two_fetchers_that_meet_a_page_at_once_give_it_one_time(bench: Bench) -> None:
    page = make_page(url=f"{bench.site.url}/met")
    async with (
        make_pool(bench.settings, "test", Meter()) as pool,
        connect(bench.settings.database_url) as other,
    ):
        async with transaction(other):
            await other.execute(statement(PACKAGE, "lock_ledger"))
            pages = (page, dataclasses.replace(page, looked_at=page.looked_at + dt.timedelta(seconds=1)))
            ledger = Ledger(pool, bench.settings.answer_seconds)
            plans = [asyncio.create_task(ledger.intend([one], bench.clock.now())) for one in pages]
            await eventually(lambda: _waiting(other, 2), "both wait for their turn")
        (first,), (second,) = await asyncio.gather(*plans)
    assert isinstance(first, Revision)
    assert isinstance(second, Revision)
    assert first.fetched_at == second.fetched_at


NOT_A_PAGE = Answer(b"%PDF", headers={"Content-Type": "application/pdf"})


@pytest.mark.parametrize("seen", [Answer(b"1.600"), NOT_A_PAGE], ids=["a page", "not a page"])
async def test_what_was_seen_before_the_newest_revision_stays_older(bench: Bench, seen: Answer) -> None:
    """A list as long as a batch is settled long after its first page was seen."""
    bench.site.answers["/a"] = seen
    async with looked(bench) as settle:
        bench.clock.time += dt.timedelta(minutes=5)
        bench.site.answers["/a"] = Answer(b"1.700")
        assert (await bench.look()).outcome is Outcome.PUBLISHED
        bench.clock.time += dt.timedelta(minutes=15)
        assert (await settle()).outcome is Outcome.OVERTAKEN
    assert [(event.body, event.fetched_at) for event in await bench.events()] == [
        (b"1.700", NOON + dt.timedelta(minutes=5))
    ]
    row = await bench.row(f"{bench.site.url}/a")
    assert (row["state"], row["fetched_at"]) == ("published", NOON + dt.timedelta(minutes=5))
    assert (await bench.look()).outcome is Outcome.UNCHANGED


async def test_a_page_counts_from_when_it_was_seen_not_from_when_it_was_published(bench: Bench) -> None:
    first = bench.site.answers["/a"].body
    async with looked(bench) as settle:
        bench.clock.time += dt.timedelta(minutes=20)
        assert (await settle()).outcome is Outcome.PUBLISHED
    bench.site.answers["/a"].body = b"1.700"
    assert (await bench.look()).outcome is Outcome.PUBLISHED
    events = sorted(await bench.events(), key=lambda event: event.fetched_at)
    assert [(event.body, event.fetched_at) for event in events] == [
        (first, NOON),
        (b"1.700", NOON + dt.timedelta(minutes=20)),
    ]


async def test_a_file_counts_from_when_it_was_opened(bench: Bench) -> None:
    (bench.folder / f"{bench.folder.name}.txt").write_text("x", encoding="utf-8")
    async with looked(bench, Work.of([bench.folder])) as settle:
        bench.clock.time += dt.timedelta(minutes=20)
        assert (await settle()).outcome is Outcome.PUBLISHED
    (event,) = await bench.events()
    assert event.fetched_at == NOON


@asynccontextmanager
async def looked(bench: Bench, work: Work | None = None) -> AsyncIterator[Callable[[], Awaitable[Result]]]:
    """A fetcher that has looked at its one page, and will settle it when it is called."""
    meter = Meter()
    work = work or Work.of(lists=[bench.list_of("/a")])
    async with fetching(bench.settings, bench.clock, meter, Health(meter)) as fetcher:
        found = [one async for one in look_at(work, fetcher.web, fetcher.ledger, fetcher.press, bench.clock)]

        async def settle() -> Result:
            (result,) = [one async for one in fetcher.publisher.publish_all(_stream(found))]
            return result

        yield settle


async def _stream(found: Sequence[Found]) -> AsyncIterator[Found]:
    for one in found:
        yield one


async def _waiting(connection: Connection, number: int) -> bool:
    query = """
        select count(*) = $1 from pg_locks
        where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())
    """
    return bool(await connection.fetchval(query, number))


async def test_a_ledger_behind_a_lost_way_fails_in_time_and_answers_again(bench: Bench) -> None:
    """Half open: nothing is told of it, and nothing would ever be answered. The round is begun again."""
    with Proxy() as door:
        through = door.lead_to(bench.settings.database_url)
        settings = bench.settings.model_copy(update={"database_url": through})
        async with make_pool(settings, "test", Meter()) as pool, asyncio.timeout(30) as ours:
            ledger = Ledger(pool, answer_seconds=0.5)
            await ledger.read([])
            door.strand()
            with pytest.raises(FAULTS_OF_THE_WORLD):
                await ledger.read([])
            assert await ledger.read([]) == {}
        assert not ours.expired()


async def test_a_dry_run_says_what_would_be_published_and_writes_nothing(bench: Bench) -> None:
    meter = Meter()
    work = Work.of(lists=[bench.list_of("/a", "/over")])
    bench.site.answers["/over"] = Answer(b"x" * (LARGEST_PAGE_BYTES + 1))
    async with fetching(bench.settings, bench.clock, meter, Health(meter), dry_run=True) as fetcher:
        results = [result async for result in fetcher.publish(work)]
    assert {result.outcome for result in results} == {Outcome.WOULD_PUBLISH, Outcome.REFUSED}
    assert await bench.events() == []
    async with connect(bench.settings.database_url) as connection:
        query = "select count(*) from fetcher.documents where url like $1"
        assert await connection.fetchval(query, f"{bench.site.url}%") == 0


async def test_the_service_publishes_what_changes_in_its_lists_until_told_to_stop(bench: Bench) -> None:
    settings = bench.settings.model_copy(
        update={"url_lists": (bench.list_of("/a"),), "revisit_seconds": 0.05}
    )
    stop = asyncio.Event()
    service = asyncio.create_task(run_fetcher(settings, bench.clock, stop))
    await eventually(lambda: _published(bench, 1), "the page is on the log")
    bench.site.answers["/a"].body = b"other"
    await eventually(lambda: _published(bench, 2), "the changed page is on the log")
    stop.set()
    await asyncio.wait_for(service, 20)


async def test_a_source_that_cannot_be_read_makes_the_service_not_ready_and_holds_up_no_other(
    bench: Bench,
) -> None:
    folder = bench.folder
    (folder / "hinted" / "docs.jsonl").mkdir(parents=True)
    (folder / "hinted" / "a.txt").write_text("x", encoding="utf-8")
    (folder / "list").mkdir()
    long = "x" * 300
    settings = bench.settings.model_copy(
        update={
            "folders": (folder / "nowhere", folder / long, folder / "hinted"),
            "url_lists": (folder / "nowhere.txt", folder / "list", bench.list_of("/a")),
            "http_port": free_port(),
        }
    )
    stop = asyncio.Event()
    service = asyncio.create_task(run_fetcher(settings, bench.clock, stop))
    await eventually(lambda: _published(bench, 1), "the page of the last list is on the log")
    async with (
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{settings.http_port}/readyz") as answer,
    ):
        assert answer.status == 503
        assert (await answer.json())["obstacles"] == {
            "source nowhere": f"{folder}/nowhere: no such file or folder",
            f"source {long}": f"{folder}/{long}: File name too long",
            "source hinted": f"{folder}/hinted/docs.jsonl: Is a directory",
            "source nowhere.txt": f"{folder}/nowhere.txt: No such file or directory",
            "source list": f"{folder}/list: Is a directory",
        }
    stop.set()
    await asyncio.wait_for(service, 20)


async def test_a_login_that_the_database_refuses_is_waited_for_and_named(bench: Bench) -> None:
    """As while passwords are renewed."""
    url = bench.settings.database_url.replace("//tinhso@", "//shut_out@")
    health = Health(meter := Meter())
    async with connect(bench.settings.database_url) as connection:
        await connection.execute("create role shut_out in role tinhso_fetcher nologin")
        async with make_pool(bench.settings.model_copy(update={"database_url": url}), "test", meter) as pool:
            ledger = Ledger(pool, bench.settings.answer_seconds)
            read = asyncio.create_task(Patience(health, meter).insist("ledger", lambda: ledger.read([])))
            await eventually(lambda: _told(health, read), "the service says what it waits for")
            assert "not permitted to log in" in health.obstacles["ledger"]
            await connection.execute("alter role shut_out login")
            assert await asyncio.wait_for(read, 20) == {}
        await connection.execute("drop role shut_out")
    assert "ledger" not in health.obstacles


async def _told(health: Health, task: asyncio.Task[Any]) -> bool:
    return "ledger" in health.obstacles or task.done()


async def _published(bench: Bench, number: int) -> bool:
    return len(await bench.events()) == number
