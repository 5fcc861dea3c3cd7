"""The commands of `tinhso`: sheets for analysts, looking before leaping, and what they say when they fail."""

import asyncio
import csv
import io
import json
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from typer.testing import CliRunner, Result

from support.claims import claim, empty, rows_of, snapshot, store
from tinhso_aggregator import retract
from tinhso_aggregator.cli import cli
from tinhso_aggregator.store import run
from tinhso_shared.database import Connection, connect
from tinhso_shared.events import Claim, Qualifier
from tinhso_shared.identity import document_id_of

TEAMS = "community_teams"
NOBODY = "127.0.0.1:1"
"""Where nothing listens."""


@dataclass(frozen=True)
class World:
    url: str
    db: Connection

    async def tinhso(self, *arguments: str, **environment: str) -> Result:
        addresses = {"TINHSO_DATABASE_URL": self.url, "TINHSO_KAFKA_BOOTSTRAP": NOBODY, **environment}
        return await asyncio.to_thread(CliRunner().invoke, cli, list(arguments), env=addresses)

    async def sheet(self, *arguments: str) -> list[dict[str, str]]:
        done = await self.tinhso(*arguments, "--csv")
        return list(csv.DictReader(io.StringIO(done.stdout)))

    async def told(self, *arguments: str) -> dict[str, Any]:
        done = await self.tinhso(*arguments, "--json")
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest_asyncio.fixture
async def world(prepared: str) -> AsyncIterator[World]:
    """Two generations; in the first a portal and a newspaper contradict each other."""
    async with connect(prepared) as connection:
        await empty(connection)
        await store(
            connection,
            snapshot(claim(1000), claim(900, "2023-12-31"), authority=3),
            snapshot(claim(2000), document="b", authority=2),
            snapshot(claim(1010), claim(900, "2023-12-31"), authority=3, generation=2),
            snapshot(claim(2000), document="b", authority=2, generation=2),
        )
        yield World(prepared, connection)


async def test_an_explanation_as_a_sheet_has_a_row_a_claim_and_its_sentence(world: World) -> None:
    rows = await world.sheet("explain", "binh_duong", "digital_signatures_issued")
    assert [(row["role"], row["value"], row["why"]) for row in rows] == [
        ("winner", "1000", "its source has the highest authority"),
        ("loser", "2000", "contradicts: its source has less authority"),
        ("other", "900", "about another date or period"),
    ]
    assert rows[0]["quote"] == "a: digital_signatures_issued 1000 2024-01-31"


async def test_a_loser_of_higher_authority_than_the_winner_is_told_why(world: World) -> None:
    """«At least 5 000» leads; 5 432 agrees with it, and 4 900, from a better source than that, does not."""
    await store(
        world.db,
        snapshot(claim(5000, indicator=TEAMS, qualifier=Qualifier.AT_LEAST), document="x", authority=3),
        snapshot(claim(4900, indicator=TEAMS), document="y", authority=2),
        snapshot(claim(5432, indicator=TEAMS), document="z", authority=1),
    )
    rows = await world.sheet("explain", "binh_duong", TEAMS)
    assert [(row["value"], row["why"]) for row in rows] == [
        ("5432", "it agrees with the leading claim and is more precise"),
        ("5000", "agrees: its figure is less precise"),
        ("4900", "contradicts: it does not agree with the leading claim"),
    ]


@pytest.mark.parametrize(
    ("leading", "loser", "published", "winner", "why"),
    [
        pytest.param(
            claim(10_000, indicator=TEAMS, qualifier=Qualifier.APPROX),
            claim(15_000, indicator=TEAMS),
            "2024-02-03",
            claim(10_000, indicator=TEAMS),
            "contradicts: it does not agree with the leading claim",
            id="newer than the winner, and far from the leading claim",
        ),
        pytest.param(
            claim(10_000, indicator=TEAMS, qualifier=Qualifier.APPROX),
            claim(10_000, indicator=TEAMS),
            "2024-02-01",
            claim(10_500, indicator=TEAMS),
            "contradicts: its page is older, or without a date",
            id="agrees with the leading claim, and is older than the winner",
        ),
        pytest.param(
            claim(5_000, indicator=TEAMS, qualifier=Qualifier.AT_LEAST),
            claim(7_000, indicator=TEAMS, qualifier=Qualifier.APPROX),
            "2024-02-03",
            claim(5_432, indicator=TEAMS),
            "contradicts: its figure is less precise",
            id="agrees with the leading claim, and is vaguer than the winner",
        ),
    ],
)
async def test_a_loser_is_told_by_the_leading_claim_why(
    world: World, leading: Claim, loser: Claim, published: str, winner: Claim, why: str
) -> None:
    await store(
        world.db,
        snapshot(leading, document="leading", published="2024-02-04"),
        snapshot(loser, document="loser", published=published),
        snapshot(winner, document="winner", published="2024-02-02"),
    )
    rows = [(row["value"], row["why"]) for row in await world.sheet("explain", "binh_duong", TEAMS)]
    assert rows == [
        (str(winner.value), "it agrees with the leading claim and is more precise"),
        (str(leading.value), "agrees: its figure is less precise"),
        (str(loser.value), why),
    ]


async def test_an_explanation_is_of_one_moment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the page of the winner is corrected while the command asks."""

    async def meanwhile(connection: Connection, name: str, *arguments: Any) -> list[Any]:
        if name != "read_totals":
            async with connect(world.url) as other:
                await store(other, snapshot(claim(1005), authority=3, hour=1))
        return await run(connection, name, *arguments)

    monkeypatch.setattr("tinhso_aggregator.answers.run", meanwhile)
    done = await world.tinhso("explain", "binh_duong", "digital_signatures_issued")
    assert (done.exit_code, "1.000 signature, as of 2024-01-31" in done.stdout) == (0, True), done.output


@pytest.mark.parametrize("document", ["bao[old].txt", "a[/b]"])
async def test_a_url_is_printed_to_the_letter(world: World, document: str) -> None:
    """Also where it looks like markup."""
    await store(world.db, snapshot(claim(700, indicator=TEAMS), document=document))
    done = await world.tinhso("explain", "binh_duong", TEAMS)
    assert (done.exit_code, f"https://example.vn/{document}\n" in done.stdout) == (0, True), done.output


async def test_a_reason_is_printed_to_the_letter(world: World) -> None:
    await world.tinhso("generations", "promote", "2", "--reason", "better [than] the [/old]")
    assert "better [than] the [/old]" in (await world.tinhso("generations", "list")).stdout


async def test_two_provinces_of_one_name_stand_apart(world: World) -> None:
    before, today = "vn63/can_tho", "vn34/can_tho"
    await store(
        world.db,
        snapshot(claim(500, indicator=TEAMS, place=before), document="before"),
        snapshot(claim(900, "2025-07-31", TEAMS, place=today), document="today"),
    )
    for asked in (("totals",), ("explain", "Cần Thơ", TEAMS)):
        lines = [line.strip() for line in (await world.tinhso(*asked)).stdout.splitlines()]
        headings = [line for line in lines if line.startswith("Cần Thơ")]
        assert [heading.removesuffix(f": {TEAMS} (level=all)") for heading in headings] == [
            f"Cần Thơ ({today})",
            f"Cần Thơ ({before})",
        ]


async def test_generations_and_what_they_change_as_sheets(world: World) -> None:
    assert [row["active"] for row in await world.sheet("generations", "list")] == ["true", "false"]
    (row,) = await world.sheet("generations", "diff", "2")
    assert (row["old_value"], row["new_value"], row["difference"]) == ("1000", "1010", "10")


async def test_an_audit_as_a_sheet_has_a_row_a_field(world: World) -> None:
    assert await world.sheet("audit") == []
    await world.db.execute("update aggregator.totals set value = 1 where generation = 1")
    (row,) = await world.sheet("audit")
    assert (row["what"], row["field"], row["kept"], row["made"]) == ("total", "value", "1", "1000")


async def active(world: World) -> int:
    (row,) = await rows_of(world.db, "select generation from aggregator.active_generation")
    return int(row["generation"])


async def test_a_promotion_and_a_rollback_can_be_tried_before_they_are_made(world: World) -> None:
    promotion = ("generations", "promote", "2", "--reason", "better")
    assert await world.told(*promotion, "--dry-run") == {
        "before": 1,
        "after": 2,
        "reason": "better",
        "done": False,
    }
    assert await active(world) == 1
    assert (await world.tinhso(*promotion)).stdout == "readers see generation 2, not 1: better\n"
    tried = await world.tinhso("generations", "rollback", "--reason", "worse", "--dry-run")
    assert tried.stdout == "readers would see generation 1, not 2: worse\n"
    assert await active(world) == 2


async def test_a_dry_promotion_is_refused_like_a_real_one(world: World) -> None:
    await store(world.db, snapshot(claim(5, indicator=TEAMS), document="c"))
    done = await world.tinhso("generations", "promote", "2", "--reason", "better", "--dry-run")
    assert (done.exit_code, "covers 2 documents" in done.stderr) == (1, True)


async def test_a_dry_retraction_says_what_would_be_taken_out(world: World) -> None:
    asked = ("retract", "https://example.vn/a", "--reason", "a draft", "--dry-run")
    told = await world.told(*asked)
    assert (told["document_id"], told["sent"]) == (document_id_of("https://example.vn/a"), False)
    assert (told["document"]["url"], told["document"]["answers"]) == ("https://example.vn/a", 2)
    assert "the answer to 2 questions" in (await world.tinhso(*asked)).stdout


async def test_a_document_that_nobody_knows_is_not_retracted_by_a_slip(world: World) -> None:
    asked = ("retract", "https://example.vn/typo", "--reason", "x", "--dry-run")
    done = await world.tinhso(*asked)
    assert (done.exit_code, "url or document_id that api.claims has" in done.stderr) == (1, True)
    assert (await world.tinhso(*asked, "--unseen")).exit_code == 0


@pytest.mark.parametrize(
    ("written", "fetched"),
    [
        ("HTTPS://Bao.VN/a?b=2&utm_source=zalo&a=1#top", "https://bao.vn/a?a=1&b=2"),
        ("https://bao.vn/chữ-ký-số", "https://bao.vn/ch%E1%BB%AF-k%C3%BD-s%E1%BB%91"),
        (unicodedata.normalize("NFD", "file:chữ ký số.txt"), "file:chữ ký số.txt"),
    ],
)
async def test_a_document_that_may_come_is_the_one_that_the_fetcher_will_name(
    world: World, written: str, fetched: str
) -> None:
    told = await world.told("retract", written, "--unseen", "--dry-run", "--reason", "a draft")
    assert told["document_id"] == document_id_of(fetched)


@pytest.mark.parametrize("written", ["bao.vn/a", "c01.txt", "5040690a"])
async def test_what_can_name_no_document_is_not_retracted(world: World, written: str) -> None:
    done = await world.tinhso("retract", written, "--unseen", "--dry-run", "--reason", "a slip")
    assert (done.exit_code, f"{written!r} is no document_id" in done.stderr) == (2, True), done.output


async def test_a_retraction_does_not_wait_for_ever_for_a_broker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retract, "LONGEST_SECONDS", 0.5)
    done = await world.tinhso("retract", "https://example.vn/a", "--reason", "a draft")
    assert (done.exit_code, "the broker does not answer" in done.stderr) == (1, True)
    assert "TINHSO_KAFKA_BOOTSTRAP" in done.stderr


async def test_a_replay_without_a_broker_says_so(world: World) -> None:
    done = await world.tinhso("replay", "aggregator", "--from", "0:0", "--dry-run")
    assert (done.exit_code, "TINHSO_KAFKA_BOOTSTRAP" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("totals", "--province", "Atlantis"), "no province 'Atlantis' in the catalogue; did you mean"),
        (("totals", "--indicator", "digital_signature"), "did you mean: digital_signatures_issued"),
        (("totals", "--anchor", "31/01/2024"), "'31/01/2024' is no date such as 2024-01-31"),
        (("totals", "--anchor", "2024-02-30"), "'2024-02-30' is no date such as 2024-01-31"),
        (("coverage", "--known-at", "yesterday"), "'yesterday' is no time such as"),
        (("explain", "binh_duong", TEAMS, "--facet", "level"), "--facet wants name=value"),
        (("replay", "aggregator", "--from", "soon"), "'soon' is no time such as"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
async def test_wrong_use_is_told_with_what_would_be_right(
    world: World, arguments: tuple[str, ...], said: str
) -> None:
    done = await world.tinhso(*arguments)
    assert (done.exit_code, said in done.stderr) == (2, True), done.output


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda url: f"postgresql://tinhso@{NOBODY}/tinhso", "cannot be reached", id="no server"),
        pytest.param(lambda url: f"{url}_of_nobody", "refuses us", id="no such database"),
        pytest.param(
            lambda url: url.replace("//tinhso@", "//nobody_knows@"), "refuses us", id="no such user"
        ),
    ],
)
@pytest.mark.parametrize("asked", [("totals",), ("audit",), ("migrate",)], ids=" ".join)
async def test_a_database_that_is_not_there_is_told_with_where_to_look(
    world: World, asked: tuple[str, ...], change: Any, said: str
) -> None:
    done = await world.tinhso(*asked, TINHSO_DATABASE_URL=change(world.url))
    assert (done.exit_code, said in done.stderr, "TINHSO_DATABASE_URL" in done.stderr) == (1, True, True)


async def test_nothing_to_show_is_told_by_what_was_asked(world: World) -> None:
    narrow = await world.tinhso("totals", "--province", "ha_giang")
    assert "nothing is known of that" in narrow.stdout
    await empty(world.db)
    assert "publish articles with tinhso-fetcher" in (await world.tinhso("totals")).stdout
