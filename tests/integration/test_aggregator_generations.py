"""Generations side by side: list, diff, promote, roll back. On the real database, through the commands."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest_asyncio
from typer.testing import CliRunner, Result

from support.claims import claim, empty, rows_of, snapshot, store
from tinhso_aggregator.cli import cli
from tinhso_shared.database import Connection, connect

TEAMS = "community_teams"


@dataclass(frozen=True)
class World:
    url: str
    db: Connection

    async def tinhso(self, *arguments: str) -> Result:
        environment = {"TINHSO_DATABASE_URL": self.url}
        return await asyncio.to_thread(CliRunner().invoke, cli, list(arguments), env=environment)

    async def values(self) -> list[str]:
        rows = await rows_of(self.db, "select value from api.province_totals order by indicator")
        return [format(row["value"], "f") for row in rows]

    async def told(self, *arguments: str) -> list[dict[str, Any]]:
        done = await self.tinhso(*arguments, "--json")
        assert done.exit_code == 0, done.output
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found


@pytest_asyncio.fixture
async def world(prepared: str) -> AsyncIterator[World]:
    """Generation 2 has read one of two pages so far, and reads its figure differently."""
    async with connect(prepared) as connection:
        await empty(connection)
        await store(connection, snapshot(claim(1000)), snapshot(claim(50, indicator=TEAMS), document="b"))
        await store(connection, snapshot(claim(1010), generation=2))
        yield World(prepared, connection)


async def test_the_first_generation_is_active_until_another_is_promoted(world: World) -> None:
    rows = await world.told("generations", "list")
    assert [(row["generation"], row["active"], row["documents"], row["totals"]) for row in rows] == [
        (1, True, 2, 2),
        (2, False, 1, 1),
    ]
    assert rows[0]["reason"] == "the first generation seen"


async def test_promotion_is_refused_while_it_covers_fewer_documents(world: World) -> None:
    done = await world.tinhso("generations", "promote", "2", "--reason", "better")
    assert done.exit_code == 1
    assert "covers 1 documents, and the active one (1) 2" in done.stderr
    assert await world.values() == ["50", "1000"]


async def test_promotion_and_rollback_change_what_readers_see_and_are_recorded(world: World) -> None:
    await store(world.db, snapshot(claim(55, indicator=TEAMS), document="b", generation=2))
    done = await world.tinhso("generations", "promote", "2", "--reason", "reads teams right")
    assert (done.exit_code, await world.values()) == (0, ["55", "1010"])
    done = await world.tinhso("generations", "rollback", "--reason", "too early")
    assert (done.exit_code, await world.values()) == (0, ["50", "1000"])
    promotions = await rows_of(
        world.db, "select generation, reason from aggregator.promotions order by promotion_id"
    )
    assert [tuple(row.values()) for row in promotions] == [
        (1, "the first generation seen"),
        (2, "reads teams right"),
        (1, "too early"),
    ]


async def test_there_is_nothing_to_roll_back_to_at_first(world: World) -> None:
    done = await world.tinhso("generations", "rollback", "--reason", "why not")
    assert (done.exit_code, "no other generation than 1" in done.stderr) == (1, True)


async def test_what_is_not_there_or_is_active_already_cannot_be_promoted(world: World) -> None:
    for number, why in (("7", "there is no generation 7"), ("1", "is the active one already")):
        done = await world.tinhso("generations", "promote", number, "--reason", "x")
        assert (done.exit_code, why in done.stderr) == (1, True)


async def test_a_diff_says_which_totals_change_by_how_much_and_why(world: World) -> None:
    await store(world.db, snapshot(claim(7, "2024-01-31", "open_datasets"), document="c", generation=2))
    rows = await world.told("generations", "diff", "2")
    assert [(row["indicator"], row["change"], row["why"], row["difference"]) for row in rows] == [
        ("community_teams", "gone", "no claim of the new generation counts for this series", None),
        ("digital_signatures_issued", "changed", "the same figure is read differently", "10"),
        ("open_datasets", "new", "no claim of the old generation counts for this series", None),
    ]
    plain = await world.tinhso("generations", "diff", "2")
    assert "1.000, 2024-01-31 → 1.010, 2024-01-31 (+10)" in plain.stdout


async def test_a_generation_that_reads_the_same_has_no_diff(world: World) -> None:
    await store(world.db, snapshot(claim(1000), generation=3))
    await store(world.db, snapshot(claim(50, indicator=TEAMS), document="b", generation=3))
    assert await world.told("generations", "diff", "3") == []
    assert len(await world.told("generations", "diff", "3", "--old", "2")) == 2


async def test_a_database_without_anything_has_no_generation_to_promote(world: World) -> None:
    await empty(world.db)
    assert await world.told("generations", "list") == []
    done = await world.tinhso("generations", "promote", "1", "--reason", "x")
    assert "nothing was stored yet" in done.stderr
