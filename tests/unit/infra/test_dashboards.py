"""Dashboards ask for what there is, say nothing where nothing is known, and stand where Grafana looks."""

import json
from pathlib import Path

import pytest
import yaml

from support.dashboards import FOLDER, Query, queries
from support.metric_names import ROOT, unknown_labels, unknown_names

BOARDS = sorted(FOLDER.glob("*.json"))
PROVISIONED = ROOT / "infra/grafana/provisioning"
each_promql = pytest.mark.parametrize("query", queries("prometheus"), ids=lambda one: one.panel)


def test_there_are_the_four() -> None:
    assert [path.stem for path in BOARDS] == ["pipeline", "quality", "sources", "totals"]


@each_promql
def test_a_panel_asks_for_metrics_and_labels_that_there_are(query: Query) -> None:
    assert not unknown_names(query.text)
    assert not unknown_labels(query.text)


@each_promql
def test_a_panel_invents_no_zero_where_nothing_is_known(query: Query) -> None:
    assert "vector(" not in query.text


@pytest.mark.parametrize("query", queries("postgres"), ids=lambda one: one.panel)
def test_a_table_reads_schema_api_only(query: Query) -> None:
    assert " from api." in query.text
    assert not {"fetcher.", "aggregator.", "extractor."} & set(query.text.split())


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_a_board_has_its_own_name_and_panels_side_by_side(path: Path) -> None:
    board = json.loads(path.read_text(encoding="utf-8"))
    assert board["uid"] == f"tinhso-{path.stem}"
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in board["panels"]}) == len(places)


def test_every_panel_asks_a_provisioned_source() -> None:
    sources = yaml.safe_load((PROVISIONED / "datasources/tinhso.yml").read_text(encoding="utf-8"))
    given = {one["uid"]: one["type"] for one in sources["datasources"]}
    asked = {
        target["datasource"]["uid"]: target["datasource"]["type"]
        for path in BOARDS
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]
        for target in panel["targets"]
    }
    assert asked == given
