"""What a reader may see, and the commands that show it. On the real database."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from typer.testing import CliRunner, Result

from support.claims import claim, empty, rows_of, snapshot, store
from tinhso_aggregator.cli import cli
from tinhso_shared.database import Connection, connect

TEAMS = "community_teams"
FUNCTIONS = ("totals_at", "flow_windows_at", "level_changes_at", "projected_totals_at", "coverage_at")


@dataclass(frozen=True)
class World:
    url: str
    db: Connection

    async def tinhso(self, *arguments: str) -> Result:
        environment = {"TINHSO_DATABASE_URL": self.url}
        done = await asyncio.to_thread(CliRunner().invoke, cli, list(arguments), env=environment)
        assert done.exit_code == 0, done.output
        return done


@pytest_asyncio.fixture
async def world(prepared: str) -> AsyncIterator[World]:
    async with connect(prepared) as connection:
        await empty(connection)
        spent = claim(7 * 10**9, "2023-12-31", "dx_budget", period=("2023-01-01", "2023-12-31"))
        await store(
            connection,
            snapshot(spent, claim(500, indicator=TEAMS, place="vn63/lao_cai")),
            snapshot(claim(300, indicator=TEAMS, place="vn63/yen_bai"), document="b"),
            snapshot(claim(810, "2025-07-31", TEAMS, place="vn34/lao_cai"), document="c"),
            snapshot(claim(40, indicator=TEAMS), document="d"),
        )
        yield World(prepared, connection)


async def test_a_reader_may_read_every_view_and_function_and_nothing_else(world: World) -> None:
    views = await rows_of(
        world.db, "select table_name as name from information_schema.tables where table_schema = 'api'"
    )
    assert len(views) >= 7
    await world.db.execute("set role tinhso_reader")
    try:
        for view in views:
            await world.db.fetch(f"select * from api.{view['name']}")
        for function in FUNCTIONS:
            await world.db.fetch(f"select * from api.{function}('2024-03-01', '2030-01-01Z')")
        assert await world.db.fetch("select * from api.explain('vn63/binh_duong', 'community_teams')")
        with pytest.raises(Exception, match="permission denied"):
            await world.db.fetch("select * from aggregator.claims")
    finally:
        await world.db.execute("reset role")


async def test_every_view_function_and_column_says_what_it_is(world: World) -> None:
    unsaid = await rows_of(
        world.db,
        "select c.relname as name from pg_class as c"
        " where c.relnamespace = 'api'::regnamespace and obj_description(c.oid, 'pg_class') is null"
        " union all select p.proname from pg_proc as p"
        " where p.pronamespace = 'api'::regnamespace and obj_description(p.oid, 'pg_proc') is null"
        " union all select format('%s.%s', c.relname, a.attname) from pg_class as c"
        " join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0"
        " where c.relnamespace = 'api'::regnamespace and c.relkind = 'v'"
        " and col_description(c.oid, a.attnum) is null",
    )
    assert unsaid == []


async def test_totals_in_todays_boundaries_show_what_is_reported_and_what_the_parts_come_to(
    world: World,
) -> None:
    asked = ("totals", "--frame", "vn34", "--province", "yen_bai", "--anchor", "2025-09-01")
    rows = json.loads((await world.tinhso(*asked, "--json")).stdout)
    assert [(row["place"], row["basis"], row["value"], row["as_of"]) for row in rows] == [
        ("vn34/lao_cai", "reported", "810", "2025-07-31"),
        ("vn34/lao_cai", "projected", "800", "2024-01-31"),
    ]
    table = (await world.tinhso(*asked)).stdout
    assert "complete, 2 of 2" in table
    found = list(csv.DictReader(io.StringIO((await world.tinhso(*asked, "--csv")).stdout)))
    assert [row["value"] for row in found] == ["810", "800"]


async def test_what_cannot_be_added_says_how_much_of_it_is_known(world: World) -> None:
    asked = ("totals", "--frame", "vn34", "--indicator", TEAMS, "--anchor", "2024-03-01")
    rows = json.loads((await world.tinhso(*asked, "--json")).stdout)
    city = next(row for row in rows if row["place"] == "vn34/ho_chi_minh")
    assert (city["completeness"], city["n_with_value"], city["n_predecessors"], city["value"]) == (
        "incomplete",
        1,
        3,
        None,
    )
    assert "incomplete, 1 of 3" in (await world.tinhso(*asked)).stdout


async def test_totals_in_the_old_boundaries_leave_the_new_ones_out(world: World) -> None:
    asked = ("totals", "--frame", "vn63", "--indicator", TEAMS, "--json", "--anchor", "2025-09-01")
    rows = json.loads((await world.tinhso(*asked)).stdout)
    assert {row["place"] for row in rows} == {"vn63/lao_cai", "vn63/yen_bai", "vn63/binh_duong"}


async def test_coverage_shows_one_province_by_indicator_and_all_by_province(world: World) -> None:
    one = (await world.tinhso("coverage", "--province", "binh_duong", "--anchor", "2024-03-01")).stdout
    assert ["community_teams", "present", "2024-01-31"] in [line.split() for line in one.splitlines()]
    whole = (await world.tinhso("coverage", "--anchor", "2024-03-01")).stdout
    assert "vn63/binh_duong" in whole
    asked = ("coverage", "--province", "binh_duong", "--indicator", TEAMS, "--anchor", "2024-03-01")
    (row,) = json.loads((await world.tinhso(*asked, "--json")).stdout)
    assert (row["state"], row["newest_as_of"]) == ("present", "2024-01-31")
    (line,) = csv.DictReader(io.StringIO((await world.tinhso(*asked, "--csv")).stdout))
    assert line["state"] == "present"
