"""Questions about what is known, and what is not."""

import pytest

from support.claims import claim, snapshot
from support.scenarios import Scenario, answer_to, scenario
from tinhso_shared.database import Connection
from tinhso_shared.events import Status

TEAMS, DATASETS = "community_teams", "open_datasets"


def cell(indicator: str, anchor: str = "2024-03-01") -> str:
    return (
        f"select state, newest_as_of, n_series from api.coverage_at('{anchor}')"
        f" where place = 'vn63/binh_duong' and indicator = '{indicator}'"
    )


SCENARIOS = [
    scenario(
        "What is known of Bình Dương's teams?",
        snapshot(claim(500, "2024-01-31", TEAMS)),
        asks=cell(TEAMS),
        answer=[("present", "2024-01-31", 1)],
    ),
    scenario(
        "And of what nobody has reported? Missing, which is not zero",
        snapshot(claim(500, "2024-01-31", TEAMS)),
        asks=cell(DATASETS),
        answer=[("missing", None, 0)],
    ),
    scenario(
        "And two years later, without news?",
        snapshot(claim(500, "2024-01-31", TEAMS)),
        asks=cell(TEAMS, "2026-01-31"),
        answer=[("stale", "2024-01-31", 1)],
    ),
    scenario(
        "And when two pages contradict each other?",
        snapshot(claim(500, "2024-01-31", TEAMS)),
        snapshot(claim(600, "2024-01-31", TEAMS), document="b"),
        asks=cell(TEAMS),
        answer=[("conflicting", "2024-01-31", 1)],
    ),
    scenario(
        "And when there is a target only?",
        snapshot(claim(500, "2024-01-31", TEAMS, status=Status.TARGET)),
        asks=cell(TEAMS),
        answer=[("missing", None, 0)],
    ),
    scenario(
        "Is a cell with one fresh part and one old part stale?",
        snapshot(claim(500, "2024-01-31", TEAMS), claim(90, "2022-01-31", TEAMS, facet={"level": "commune"})),
        asks=cell(TEAMS),
        answer=[("present", "2024-01-31", 2)],
    ),
    scenario(
        "How many cells has the table? Each province of both frames times each indicator",
        asks="select count(*) = count(distinct (place, indicator)), count(distinct place),"
        " count(*) = (select count(*) from aggregator.indicators) * 97 from api.coverage",
        answer=[(True, 97, True)],
    ),
    scenario(
        "Is the view the function of today?",
        snapshot(claim(500, "2024-01-31", TEAMS), claim(7, "2020-01-31", DATASETS)),
        asks="select count(*) from (table api.coverage except"
        " select * from api.coverage_at((now() at time zone 'Asia/Ho_Chi_Minh')::date)) as differing",
        answer=[(0,)],
    ),
]


@pytest.mark.parametrize("asked", SCENARIOS)
async def test_an_analyst_asks(database: Connection, asked: Scenario) -> None:
    assert await answer_to(database, asked) == asked.answer
