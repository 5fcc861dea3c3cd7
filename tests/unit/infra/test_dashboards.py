"""Dashboards ask for what there is, say nothing where nothing is known, and stand where Grafana looks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

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


@pytest.fixture(scope="module", autouse=True)
def panels_and_sources_known() -> None:
    register_default_plugins()


def not_kept(written: object, kept: object, place: str = "") -> Iterator[str]:
    """What of a board Grafana's own model does not know, by its place."""
    match written, kept:
        case dict(), dict():
            for name, value in written.items():
                yield from not_kept(value, kept.get(name), f"{place}/{name}")
        case list(), list():
            for number, (value, other) in enumerate(zip(written, kept, strict=True)):
                yield from not_kept(value, other, f"{place}/{number}")
        case _:
            if written != kept:
                yield place


def through_grafana_s_model(board: dict[str, Any]) -> Any:
    return json.loads(JSONEncoder().encode(Dashboard.from_json(board)))


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_grafana_s_own_model_knows_every_field_of_a_board(path: Path) -> None:
    board = json.loads(path.read_text(encoding="utf-8"))
    assert list(not_kept(board, through_grafana_s_model(board))) == []


def test_a_misspelt_field_of_a_board_is_found() -> None:
    board = json.loads(BOARDS[0].read_text(encoding="utf-8"))
    board["panels"][0]["targets"][0]["legendFromat"] = "x"
    board["refersh"] = "30s"
    found = list(not_kept(board, through_grafana_s_model(board)))
    assert found == ["/panels/0/targets/0/legendFromat", "/refersh"]


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
