"""The page of worked queries: what it says that they print is what they print."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.claims import claim, empty, snapshot, store
from support.scenarios import plain
from tinhso_shared.database import Connection
from tinhso_shared.events import Qualifier, Scope, Status

PAGE = Path(__file__).parents[2] / "docs" / "queries.md"
BLOCK = r"^```{}\n(.*?)^```$"
E_ID, TEAMS, RATE = "eid_accounts_activated", "community_teams", "bank_account_rate"
BILLION = 10**9

PAGES = (
    snapshot(
        claim(43_550, "2024-01-31", quote="«Toàn tỉnh đã cấp 43.550 chữ ký số»"),
        claim(1_600_000, "2024-01-31", E_ID, qualifier=Qualifier.AT_LEAST, quote="«hơn 1,6 triệu tài khoản»"),
        claim(1_800_000, "2024-12-31", E_ID, status=Status.TARGET),
        claim(586, "2024-01-31", TEAMS),
        claim(91, "2024-01-31", TEAMS, scope=Scope.DISTRICT, quote="«thành phố Dĩ An có 91 tổ»"),
        document="binhduong",
        authority=3,
    ),
    snapshot(claim(41_000, "2024-01-31"), claim(18_369, "2023-09-30"), document="press"),
    snapshot(
        claim(300_000_000_000, "2023-06-30", "dx_budget", period=("2023-01-01", "2023-06-30")),
        document="budget",
    ),
    snapshot(claim(354_938, "2023-10-23", E_ID, place="vn63/soc_trang"), document="soctrang"),
    snapshot(claim(345_938, "2023-10-23", E_ID, place="vn63/soc_trang"), document="soctrang", hour=1),
    snapshot(claim(1_100, "2024-01-15", TEAMS, place="vn63/lao_cai"), document="laocai"),
    snapshot(claim(1_400, "2024-01-31", TEAMS, place="vn63/yen_bai"), document="yenbai"),
    snapshot(
        claim("81.5", "2024-01-31", RATE, place="vn63/lao_cai", denominator="500000"),
        claim("77.2", "2024-01-31", RATE, place="vn63/yen_bai", denominator="600000"),
        claim("90", "2024-01-31", RATE, place="vn63/ha_noi"),
        document="banks",
    ),
)


@dataclass(frozen=True)
class Worked:
    title: str
    query: str
    output: str


def worked_queries() -> list[Worked]:
    """Each section has a query, and below it what that prints."""
    _, *sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [Worked(one.partition("\n")[0], block("sql", one), block("text", one)) for one in sections]


def block(language: str, section: str) -> str:
    found = re.findall(BLOCK.format(language), section, re.MULTILINE | re.DOTALL)
    return found[0] if len(found) == 1 else f"{len(found)} blocks, not one"


def printed(rows: list[dict[str, object]]) -> str:
    """A line of names, and a line a row."""
    lines = [list(rows[0])] + [[written(value) for value in row.values()] for row in rows] if rows else [[]]
    return "".join(" | ".join(line) + "\n" for line in lines)


def written(value: object) -> str:
    if isinstance(value, list):
        return " ".join(value) or "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "–" if value is None else str(plain(value))


def test_every_query_of_the_page_is_tested() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(worked_queries()) == text.count("```sql") == text.count("```text") >= 12


@pytest.mark.parametrize("worked", worked_queries(), ids=lambda one: one.title)
async def test_a_worked_query_prints_what_the_page_says(database: Connection, worked: Worked) -> None:
    await empty(database)
    await store(database, *PAGES)
    rows = [dict(row) for row in await database.fetch(worked.query)]
    assert printed(rows) == worked.output
