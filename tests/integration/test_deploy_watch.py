"""What operators see: every query of every dashboard, and alerts that fire and fall silent, in a real run."""

import asyncio
import dataclasses
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from support.articles import PROVINCES, samples, write_articles
from support.dashboards import Query, queries
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
DAYS = 2
N = DAYS * len(PROVINCES)
QUICK = {"TINHSO_SURVEY_SECONDS": "1", "TINHSO_AUDIT_SECONDS": "1", "TINHSO_REVISIT_SECONDS": "1"}
Series = dict[str, float]

KNOWN: dict[str, Series] = {
    "Running": {"aggregator": 1, "disks": 1, "extractor": 1, "fetcher": 1},
    "Paused": {"aggregator": 0, "disks": 0, "extractor": 0, "fetcher": 0},
    "Messages since the start": {
        "aggregator done": N,
        "aggregator unchanged": 0,
        "extractor dead_lettered": 1,
        "extractor done": N,
    },
    "Records behind": {"aggregator": 0, "extractor": 0},
    "Age of the oldest record not stored": {"aggregator": 0},
    "Dead letters since the start": {"extractor not_a_cloudevent": 1},
    "Repeats after a fault of the world": {
        "aggregator produce": 0,
        "extractor attempts": 0,
        "extractor produce": 0,
        "fetcher produce": 0,
    },
    "Claims an article": {"extractor": 2},
    "Documents by status": {"article": N},
    "Share of claims that can count": {"eligible": 1},
    "Claims by indicator": {"community_teams": N, "digital_signatures_issued": N},
    "Claims stored since the start": {"aggregator": 2 * N},
    "Observations in conflict": {"conflicts": 0},
    "Rows that the audit finds different": {"differences": 0},
    "Current revisions not read": {"unread": 0},
    "Records seen again": {"tinhso.indicators.extracted.v1": 0},
}
"""Panels whose every series is known; the others have to show something that is a number."""
ROWS: dict[str, Callable[[list[tuple[object, ...]]], bool]] = {
    "Provinces with a total": lambda rows: rows == [(len(PROVINCES),)],
    "Totals": lambda rows: rows == [(2 * len(PROVINCES), 2 * len(PROVINCES), 0)],
    "Totals by indicator": lambda rows: (
        [row[:2] for row in rows]
        == [("community_teams", len(PROVINCES)), ("digital_signatures_issued", len(PROVINCES))]
    ),
    "Totals by province": lambda rows: {row[0] for row in rows} == set(PROVINCES.values()),
    "The newest totals": lambda rows: len(rows) == 2 * len(PROVINCES),
    "What each source has said": lambda rows: [row[:5] for row in rows] == [("file", 0, N, 2 * N, 2 * N)],
    "Documents by month of publication": lambda rows: rows == [],
    "Why claims do not count": lambda rows: rows == [],
    "Conflicts": lambda rows: rows == [],
}


@dataclasses.dataclass
class Watched:
    pipeline: Pipeline
    services: dict[str, Service]
    pages: Path

    @property
    def targets(self) -> dict[str, str]:
        return {name: service.url.removeprefix("http://") for name, service in self.services.items()}


@pytest.fixture(scope="module")
def watched(
    kafka_bootstrap: str, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watched")
    with ExitStack() as stack:
        pipeline = stack.enter_context(Pipeline(kafka_bootstrap, database_url, folder / "logs"))
        pages = folder / "pages"
        pages.mkdir()
        environment = {**pipeline.environment, **QUICK, "TINHSO_FOLDERS": str(pages)}
        commands = {
            "fetcher": (str(BIN / "tinhso-fetcher"), "run"),
            "disks": (sys.executable, "-m", "tinhso_shared.disks", str(folder)),
            **{name: service.command for name, service in pipeline.services.items()},
        }
        services = {
            name: Service(name, command, environment, folder / "logs" / f"{name}.log")
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
            stored = f"sum(tinhso_stored_claims_total) == {2 * day * len(PROVINCES)}"
            wait_for(partial(prometheus.ask, stored), "the claims are stored", 90)
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
    if query.panel in KNOWN:
        known = KNOWN[query.panel]
        wait_for(lambda: shown(scraped, query) == known, f"{query.panel} shows {known}")
    else:
        found = shown(scraped, query)
        assert found
        assert any(not math.isnan(value) for value in found.values())


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
        wait_for(lambda: state().get(letters) == "firing", "a letter", 60)
        wait_for(lambda: letters not in state(), "the letter is no news any more", 60)

        wait_for(lambda: state().get(silent) == "firing", "the source is still silent", 90)
        write_articles(watched.pages, samples(days=DAYS + 1))
        wait_for(lambda: silent not in state(), "the source speaks", 60)
