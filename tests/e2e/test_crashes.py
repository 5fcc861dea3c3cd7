"""`kill -9` of each service in the middle of a run changes no total.

The points are random; `TINHSO_TEST_SEED` repeats a run.
"""

import asyncio
import json
import os
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from support.articles import expected_levels, samples, write_articles
from support.engines import Servers, empty_log, new_database
from support.log import read_log, records_on
from support.waiting import wait_for
from tinhso_local.pipeline import Pipeline
from tinhso_local.services import BIN, Service
from tinhso_shared.topics import ARTICLES, DEAD_LETTERS, INDICATORS, Topic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
SAMPLES = samples(days=40)
KILLS = 2
"""Each of the extractor costs the half minute after which the broker gives its partitions to another."""
SEED = int(os.environ.get("TINHSO_TEST_SEED") or random.randrange(10**6))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("articles"), SAMPLES)


@pytest.fixture(scope="module")
def clean_totals(servers: Servers, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `tinhso totals --json` prints after a run in which nothing was killed."""
    with start_pipeline(servers, tmp_path_factory.mktemp("clean")) as pipeline:
        pipeline.start()
        pipeline.call("tinhso-fetcher", "publish", str(folder))
        return totals(pipeline)


@pytest.fixture
def pipeline(servers: Servers, tmp_path: Path, clean_totals: str) -> Iterator[Pipeline]:
    """On an empty log and database, after the clean run was made there."""
    with start_pipeline(servers, tmp_path / "logs") as started:
        yield started


@pytest.fixture
def points() -> list[int]:
    """After how many records something is killed."""
    dice = random.Random(SEED)
    return sorted(dice.sample(range(1, len(SAMPLES) * 3 // 4), KILLS))


def start_pipeline(servers: Servers, folder: Path) -> Pipeline:
    asyncio.run(empty_log(servers.kafka_bootstrap))
    database_url = asyncio.run(new_database(servers.database_url, "crashes"))
    return Pipeline(servers.kafka_bootstrap, database_url, folder)


def totals(pipeline: Pipeline) -> str:
    pipeline.wait_until_drained(300)
    return str(pipeline.call("tinhso", "totals", "--json").stdout)


def records(pipeline: Pipeline, topic: Topic) -> int:
    return asyncio.run(records_on(pipeline.settings, topic))


def kill_at(pipeline: Pipeline, service: Service, topic: Topic, point: int) -> None:
    """Once that many records are on the topic."""
    wait_for(lambda: records(pipeline, topic) >= point, f"{point} records (seed {SEED})", seconds=120)
    service.kill()


def has_begun(pipeline: Pipeline, fetcher: Service, before: int) -> bool:
    """It has published more than there was before, or has ended."""
    return records(pipeline, ARTICLES) > before or not fetcher.runs


def levels(printed: str) -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["place"], row["indicator"]): (row["value"], row["as_of"]) for row in json.loads(printed)}


def test_a_clean_run_gives_the_newest_level_of_every_province(clean_totals: str) -> None:
    assert levels(clean_totals) == expected_levels(SAMPLES)


@pytest.mark.parametrize("name", ["extractor", "aggregator"])
def test_a_killed_service_changes_no_total(
    pipeline: Pipeline, folder: Path, clean_totals: str, points: list[int], name: str
) -> None:
    pipeline.start()
    pipeline.call("tinhso-fetcher", "publish", str(folder))
    for point in points:
        kill_at(pipeline, pipeline.services[name], INDICATORS, point)
        pipeline.start()
    assert totals(pipeline) == clean_totals, f"seed {SEED}"
    assert pipeline.services[name].starts == KILLS + 1
    assert records(pipeline, DEAD_LETTERS) == 0


def test_a_killed_fetcher_that_is_called_again_publishes_the_rest(
    pipeline: Pipeline, folder: Path, clean_totals: str
) -> None:
    command = (str(BIN / "tinhso-fetcher"), "publish", str(folder))
    fetcher = Service("fetcher", command, pipeline.environment, pipeline.folder / "fetcher.log")
    for _ in range(KILLS):
        begun = partial(has_begun, pipeline, fetcher, records(pipeline, ARTICLES))
        fetcher.start()
        wait_for(begun, "the fetcher publishes")
        fetcher.kill()
    pipeline.call("tinhso-fetcher", "publish", str(folder))
    pipeline.start()
    assert totals(pipeline) == clean_totals
    published = asyncio.run(read_log(pipeline.settings, ARTICLES))
    assert len({record.event_id for record in published}) == len(SAMPLES)
    assert records(pipeline, DEAD_LETTERS) == 0
