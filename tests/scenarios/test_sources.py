"""Questions about who says so: sources that agree, contradict, copy, correct themselves, or vanish."""

import pytest

from support.claims import claim, retraction, snapshot
from support.scenarios import Scenario, answer_to, scenario
from tinhso_shared.database import Connection
from tinhso_shared.events import DocumentStatus, Qualifier


def total(*columns: str) -> str:
    return f"select {', '.join(columns)} from api.totals_at('2024-03-01')"


def known_at(time: str) -> str:
    return f"select value from api.totals_at('2030-01-01', '{time}')"


COPIED = "«Đến nay toàn tỉnh đã cấp 43.550 chữ ký số»"

SCENARIOS = [
    scenario(
        "The province's portal and a newspaper contradict each other: who is right?",
        snapshot(claim(43_550), authority=2, published="2024-02-20"),
        snapshot(claim(42_000), document="portal", authority=3, published="2024-02-01"),
        asks=total("value", "conflict"),
        answer=[("42000", True)],
    ),
    scenario(
        "By how much do they differ, and what decided?",
        snapshot(claim(43_550)),
        snapshot(claim(42_000), document="portal", authority=3),
        asks="select rule, spread, cardinality(losers) from api.observations",
        answer=[("source_authority", "1550", 1)],
    ),
    scenario(
        "Two newspapers, one newer: which?",
        snapshot(claim(43_550), published="2024-02-01"),
        snapshot(claim(42_000), document="b", published="2024-02-10"),
        asks=total("value"),
        answer=[("42000",)],
    ),
    scenario(
        "Two say one thing, one another, all on one day?",
        snapshot(claim(43_550)),
        snapshot(claim(43_550), document="b"),
        snapshot(claim(42_000), document="c"),
        asks=total("value", "n_documents", "n_independent_sources"),
        answer=[("43550", 2, 2)],
    ),
    scenario(
        "Three pages carry the same sentence: how many sources are they?",
        *(snapshot(claim(43_550, quote=COPIED), document=name) for name in "abc"),
        asks=total("n_documents", "n_independent_sources"),
        answer=[(3, 1)],
    ),
    scenario(
        "One says «more than 43 000», one 43 550: do they contradict each other?",
        snapshot(claim(43_000, qualifier=Qualifier.AT_LEAST), authority=3),
        snapshot(claim(43_550), document="b", authority=2),
        asks=total("value", "qualifier", "conflict"),
        answer=[("43550", "exact", False)],
    ),
    scenario(
        "One says «nearly 44 000», one 43 550?",
        snapshot(claim(44_000, qualifier=Qualifier.NEARLY)),
        snapshot(claim(43_550), document="b"),
        asks=total("value", "conflict"),
        answer=[("43550", False)],
    ),
    scenario(
        "82 % and 82.4 %: is that a conflict? The one is the other, rounded",
        snapshot(claim("82", indicator="bank_account_rate"), authority=3),
        snapshot(claim("82.4", indicator="bank_account_rate"), document="b"),
        asks=total("value", "conflict"),
        answer=[("82", False)],
    ),
    scenario(
        "The page was corrected: does anything of the old one remain?",
        snapshot(claim(43_550), claim(500, indicator="community_teams")),
        snapshot(claim(34_550), hour=1),
        asks=total("indicator", "value"),
        answer=[("digital_signatures_issued", "34550")],
    ),
    scenario(
        "What did it say before the correction?",
        snapshot(claim(43_550)),
        snapshot(claim(34_550), hour=1),
        asks=known_at("2024-03-01 12:30Z"),
        answer=[("43550",)],
    ),
    scenario(
        "The correction is fetched first, the old page comes late out of an archive",
        snapshot(claim(34_550), hour=1),
        snapshot(claim(43_550), hour=0),
        asks=total("value"),
        answer=[("34550",)],
    ),
    scenario(
        "The portal was shut down in the merger: did it unsay its figures?",
        snapshot(claim(43_550)),
        snapshot(status=DocumentStatus.GONE, hour=1),
        asks="select value, source_gone from api.observations",
        answer=[("43550", True)],
    ),
    scenario(
        "The site answered with a challenge page once",
        snapshot(claim(43_550)),
        snapshot(status=DocumentStatus.NOT_ARTICLE, hour=1),
        asks=total("value"),
        answer=[("43550",)],
    ),
    scenario(
        "An article was a draft, and taken out: what is left?",
        snapshot(claim(43_550)),
        snapshot(claim(18_369, "2023-12-31"), document="b"),
        retraction("a", hour=2),
        asks=total("value"),
        answer=[("18369",)],
    ),
    scenario(
        "And what was known before it was taken out?",
        snapshot(claim(43_550)),
        retraction("a", hour=2),
        asks=known_at("2024-03-01 13:00Z"),
        answer=[("43550",)],
    ),
    scenario(
        "A page was sent three times: does it count three times?",
        *[snapshot(claim(43_550))] * 3,
        asks=total("value", "n_documents"),
        answer=[("43550", 1)],
    ),
    scenario(
        "Which sentence says so, and where?",
        snapshot(claim(43_550, quote=COPIED)),
        asks=total("quote", "url"),
        answer=[(COPIED, "https://example.vn/a")],
    ),
]


@pytest.mark.parametrize("asked", SCENARIOS)
async def test_an_analyst_asks(database: Connection, asked: Scenario) -> None:
    assert await answer_to(database, asked) == asked.answer
