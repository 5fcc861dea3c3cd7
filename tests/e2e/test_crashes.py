"""`kill -9` of each service in the middle of a run changes no total."""

import json
from pathlib import Path

import pytest

from support.articles import expected_levels, samples, write_articles
from tinhso_local.pipeline import Pipeline
from tinhso_local.stack import Stack

ARTICLES = samples(days=12)


@pytest.fixture
def pipeline(tmp_path: Path, fresh_stack: Stack) -> Pipeline:
    return Pipeline(fresh_stack.kafka_bootstrap, fresh_stack.database_url, tmp_path / "logs")


def levels(pipeline: Pipeline) -> dict[tuple[str, str], tuple[str, str]]:
    rows = json.loads(pipeline.call("tinhso", "totals", "--json").stdout)
    return {(row["place"], row["indicator"]): (row["value"], row["as_of"]) for row in rows}


def test_all_articles_become_the_newest_levels(pipeline: Pipeline, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", ARTICLES)
    with pipeline:
        pipeline.start()
        pipeline.call("tinhso-fetcher", "publish", str(folder))
        pipeline.wait_until_drained()
        assert levels(pipeline) == expected_levels(ARTICLES)
