"""What operators see: every query of every dashboard, and alerts that fire and fall silent, in a real run."""

import asyncio
import dataclasses
import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from support.articles import PROVINCES, samples, write_articles
from support.dashboards import Query, queries
from support.panels import CLAIMS, DAYS, DOUBTFUL, HINT, ROWS, SHOWS, Series
from support.prometheus import BINARY, RULES, WHY_NOT, Prometheus, hurried, watching
from support.waiting import wait_for
from tinhso_local.pipeline import Pipeline
from tinhso_local.services import BIN, Service
from tinhso_shared.codec import Message
from tinhso_shared.database import connect
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import Meter
from tinhso_shared.topics import ARTICLES

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(BINARY is None, reason=WHY_NOT),
]
QUICK = {"TINHSO_SURVEY_SECONDS": "1", "TINHSO_AUDIT_SECONDS": "1", "TINHSO_REVISIT_SECONDS": "1"}


@dataclasses.dataclass
class Watched:
    pipeline: Pipeline
    services: dict[str, Service]
    pages: Path

    @property
    def targets(self) -> dict[str, str]:
        return {name: service.url.removeprefix("http://") for name, service in self.services.items()}


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The files of a folder on loopback."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def watched(
    kafka_bootstrap: str, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watched", numbered=False)
    with ExitStack() as stack:
        pipeline = stack.enter_context(Pipeline(kafka_bootstrap, database_url, folder / "logs"))
        pages = write_articles(folder / "pages", [])
        (article,) = write_articles(folder / "site", samples(days=1)[:1]).iterdir()
        urls = folder / "urls.txt"
        urls.write_text(f"{stack.enter_context(site(article.parent))}/{article.name}\n", encoding="utf-8")
        sources = {"TINHSO_FOLDERS": str(pages), "TINHSO_URL_LISTS": str(urls)}
        commands = {
            "fetcher": (str(BIN / "tinhso-fetcher"), "run"),
            "disks": (sys.executable, "-m", "tinhso_shared.disks", str(folder)),
            **{name: service.command for name, service in pipeline.services.items()},
        }
        services = {
            name: Service(
                name, command, {**pipeline.environment, **QUICK, **sources}, folder / "logs" / f"{name}.log"
            )
            for name, command in commands.items()
        }
        for service in services.values():
            stack.callback(service.stop)
            service.start()
        yield Watched(pipeline, services, pages)


def feed_poison(watched: Watched) -> None:
    async def send() -> None:
        async with Producer(watched.pipeline.settings, Meter()) as producer:
            await producer.publish(ARTICLES, [Message(b"poison", b"{", ())])

    asyncio.run(send())


@pytest.fixture(scope="module")
def scraped(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A Prometheus that saw articles come in twice, so that there are rates too."""
    folder = tmp_path_factory.mktemp("prometheus") / "all"
    with watching(folder, watched.targets, RULES.read_text(encoding="utf-8")) as prometheus:
        for day in range(1, DAYS + 1):
            write_articles(watched.pages, samples(days=day))
            stored = f"sum(tinhso_stored_claims_total) >= {2 * day * len(PROVINCES)}"
            wait_for(partial(prometheus.ask, stored), "the claims are stored", 90)
        (watched.pages / "docs.jsonl").write_text(json.dumps(HINT), encoding="utf-8")
        (watched.pages / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
        all_stored = f"sum(tinhso_stored_claims_total) == {CLAIMS}"
        wait_for(partial(prometheus.ask, all_stored), "all claims are stored", 90)
        feed_poison(watched)
        wait_for(lambda: prometheus.ask("tinhso_dead_letters_total"), "the dead letter", 60)
        wait_for(lambda: prometheus.ask("tinhso_audit_differences"), "an audit", 60)
        wait_for(lambda: prometheus.ask("sum(tinhso:lag_records:sum) == 0"), "all is handled", 60)
        yield prometheus


def shown(prometheus: Prometheus, query: Query) -> Series:
    """What a panel shows, by the names in its legend."""
    return {query.label(one["metric"]): float(one["value"][1]) for one in prometheus.ask(query.text)}


@pytest.mark.parametrize("query", queries("prometheus"), ids=lambda one: one.panel)
def test_a_panel_shows_what_happened(scraped: Prometheus, query: Query) -> None:
    expected = SHOWS[query.panel]
    wait_for(lambda: expected(shown(scraped, query)), f"{query.panel}, not {shown(scraped, query)}")


def test_no_panel_is_known_that_is_not_there() -> None:
    assert SHOWS.keys() == {query.panel for query in queries("prometheus")}
    assert ROWS.keys() == {query.panel for query in queries("postgres")}


@pytest.mark.parametrize("service", ["aggregator", "extractor", "fetcher"])
def test_a_service_tells_of_all_that_it_measures(scraped: Prometheus, service: str) -> None:
    found = scraped.ask(
        f'count by (__name__) ({{service="{service}", __name__=~"tinhso_.+", __name__!~".+_created"}})'
    )
    names = {re.sub("_(bucket|sum|count)$", "", one["metric"]["__name__"]) for one in found}
    readme = (RULES.parents[2] / f"services/{service}/README.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in readme} == set()


@pytest.mark.parametrize("query", queries("postgres"), ids=lambda one: one.panel)
async def test_a_table_shows_readers_what_is_stored(
    scraped: Prometheus, database_url: str, query: Query
) -> None:
    async with connect(database_url) as connection:
        await connection.execute("set role tinhso_reader")
        rows = [tuple(row) for row in await connection.fetch(query.text)]
    assert ROWS[query.panel](rows), rows


def test_alerts_go_from_pending_to_firing_and_back(
    watched: Watched, scraped: Prometheus, tmp_path: Path
) -> None:
    """With every time of the rules a sixtieth: an extractor that is gone, a poison batch, a silent source."""
    rules = hurried(RULES.read_text(encoding="utf-8"))
    down, letters, silent = (
        ("ServiceDown", "extractor"),
        ("DeadLetters", "extractor"),
        ("SourceSilent", watched.pages.name),
    )
    with watching(tmp_path / "hurried", watched.targets, rules) as prometheus:
        state = prometheus.alerts

        wait_for(lambda: state().get(silent) == "pending", "a source says nothing", 60)
        wait_for(lambda: prometheus.ask('up{service="extractor"} == 1'), "all are scraped")
        assert down not in state()
        watched.services["extractor"].kill()
        wait_for(lambda: state().get(down) == "pending", "the extractor is missed")
        wait_for(lambda: state().get(down) == "firing", "someone is called")
        watched.services["extractor"].start()
        wait_for(lambda: down not in state(), "the extractor is back", 60)

        wait_for(lambda: letters not in state(), "the old letters are no news", 60)
        feed_poison(watched)
        wait_for(lambda: state().get(letters) == "pending", "a letter", 60)
        wait_for(lambda: state().get(letters) == "firing", "someone is told", 60)
        wait_for(lambda: letters not in state(), "the letter is no news any more", 60)

        wait_for(lambda: state().get(silent) == "firing", "the source is still silent", 90)
        write_articles(watched.pages, samples(days=DAYS + 1))
        wait_for(lambda: silent not in state(), "the source speaks", 60)
