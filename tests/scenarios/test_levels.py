"""Questions about levels, rates, scores and ranks: how many are there, and how has that changed."""

import pytest

from support.claims import claim, snapshot
from support.scenarios import Scenario, answer_to, scenario
from tinhso_shared.database import Connection
from tinhso_shared.events import Precision, Qualifier, Scope, Status

E_ID, RATE, SCORE, RANK = "eid_accounts_activated", "bank_account_rate", "dti_score", "dti_rank"


def total(*columns: str, at: str = "2024-03-01") -> str:
    return f"select {', '.join(columns)} from api.totals_at('{at}')"


SCENARIOS = [
    scenario(
        "How many digital signatures has Bình Dương, after 18 369 and 43 550? The newest, never the sum",
        snapshot(claim(18_369, "2023-12-31")),
        snapshot(claim(43_550, "2024-01-31"), document="b"),
        asks=total("value", "as_of"),
        answer=[("43550", "2024-01-31")],
    ),
    scenario(
        "And if the older figure is published later? Still the one that was true last",
        snapshot(claim(43_550, "2024-01-31"), published="2024-02-01"),
        snapshot(claim(18_369, "2023-12-31"), document="b", published="2024-02-20"),
        asks=total("value"),
        answer=[("43550",)],
    ),
    scenario(
        "And as of New Year?",
        snapshot(claim(18_369, "2023-12-31"), claim(43_550, "2024-01-31")),
        asks=total("value", at="2024-01-01"),
        answer=[("18369",)],
    ),
    scenario(
        "And before anyone had said anything?",
        snapshot(claim(18_369, "2023-12-31")),
        asks=total("value", at="2023-12-30"),
        answer=[],
    ),
    scenario(
        "Do the districts count for the province? They are not the whole",
        snapshot(claim(5_000, scope=Scope.DISTRICT), claim(900, scope=Scope.COMMUNE)),
        asks=total("value"),
        answer=[],
    ),
    scenario(
        "Does the country's figure count for the province?",
        snapshot(claim(4_000_000, scope=Scope.NATIONAL, place=None)),
        asks=total("value"),
        answer=[],
    ),
    scenario(
        "How many e-ID accounts: at least 1.6 million, with a target of 1.2 million?",
        snapshot(
            claim(1_600_000, indicator=E_ID, qualifier=Qualifier.AT_LEAST),
            claim(1_200_000, "2024-12-31", E_ID, status=Status.TARGET),
        ),
        asks=total("value", "qualifier"),
        answer=[("1600000", "at_least")],
    ),
    scenario(
        "And where does the target stand?",
        snapshot(claim(1_200_000, "2024-12-31", E_ID, status=Status.TARGET)),
        asks="select status, value from api.observations",
        answer=[("target", "1200000")],
    ),
    scenario(
        "Does «2 000 more than last month» move the level?",
        snapshot(claim(43_550), claim(2_000, "2024-02-29", status=Status.CHANGE_DELTA)),
        asks=total("value"),
        answer=[("43550",)],
    ),
    scenario(
        "Does the plan for next year?",
        snapshot(claim(43_550), claim(90_000, "2024-02-29", status=Status.PLAN)),
        asks=total("value"),
        answer=[("43550",)],
    ),
    scenario(
        "Are the signatures of citizens the signatures of the province?",
        snapshot(claim(43_550), claim(30_000, "2024-02-29", facet={"holder": "citizen"})),
        asks=total("facet ->> 'holder'", "value"),
        answer=[("all", "43550"), ("citizen", "30000")],
    ),
    scenario(
        "Is a figure without a date better than none?",
        snapshot(claim(500, None), published=None),
        asks=total("value", "as_of", "age_days", "stale"),
        answer=[("500", None, None, False)],
    ),
    scenario(
        "And than an old one with a date?",
        snapshot(claim(500, None), claim(400, "2020-01-31")),
        asks=total("value", "stale"),
        answer=[("400", True)],
    ),
    scenario(
        "When does a level become stale? After 400 days",
        snapshot(claim(43_550, "2024-01-31")),
        asks="select d::text, (select stale from api.totals_at(d)) from (values (date '2025-03-06'),"
        " ('2025-03-07')) as days (d)",
        answer=[("2025-03-06", False), ("2025-03-07", True)],
    ),
    scenario(
        "A stock that fell: is it hidden? It is shown, and flagged",
        snapshot(claim(43_550, "2024-01-31"), claim(40_000, "2024-02-15")),
        asks=total("value", "conflict"),
        answer=[("40000", True)],
    ),
    scenario(
        "A rate that fell is just a rate that fell",
        snapshot(claim("90.5", "2024-01-31", RATE), claim("88.0", "2024-02-15", RATE)),
        asks=total("value", "conflict"),
        answer=[("88.0", False)],
    ),
    scenario(
        "Are two rates averaged?",
        snapshot(claim("90", "2024-01-31", RATE)),
        snapshot(claim("80", "2024-02-29", RATE), document="b"),
        asks=total("value"),
        answer=[("80",)],
    ),
    scenario(
        "Out of how many is 54 %?",
        snapshot(claim("54.2", "2024-01-31", RATE, denominator="654392")),
        asks=total("value", "unit", "denominator"),
        answer=[("54.2", "percent", "654392")],
    ),
    scenario(
        "By how much did the signatures grow in 30 days, and in 90?",
        snapshot(claim(43_550, "2024-02-29"), claim(40_000, "2024-01-20"), claim(30_000, "2023-11-20")),
        asks="select change_30_days, change_90_days, change_365_days from api.level_changes",
        answer=[("3550", "13550", None)],
    ),
    scenario(
        "And over the calendar year? Since the newest level of the year before",
        snapshot(claim(43_550, "2024-02-29"), claim(30_000, "2023-11-20"), claim(20_000, "2023-01-20")),
        asks="select change_calendar_year from api.level_changes",
        answer=[("13550",)],
    ),
    scenario(
        "And when the older one was only «about 40 000»? Nobody knows",
        snapshot(claim(43_550, "2024-02-29"), claim(40_000, "2024-01-20", qualifier=Qualifier.APPROX)),
        asks="select change_30_days from api.level_changes",
        answer=[(None,)],
    ),
    scenario(
        "Did the score rise, from 76 of 100 to 433 of 1000? Scales differ: no change",
        snapshot(
            claim("433", "2024-12-31", SCORE, denominator="1000"),
            claim("76", "2023-12-31", SCORE, denominator="100"),
        ),
        asks="select value, change_365_days from api.level_changes",
        answer=[("433", None)],
    ),
    scenario(
        "Did the score rise on one scale?",
        snapshot(
            claim("0.72", "2024-12-31", SCORE, denominator="1"),
            claim("0.65", "2023-12-31", SCORE, denominator="1"),
        ),
        asks="select value, change_365_days from api.level_changes",
        answer=[("0.72", "0.07")],
    ),
    scenario(
        "How many places up in the ranking of 63?",
        snapshot(
            claim("5", "2023-12-31", RANK, denominator="63"), claim("9", "2022-12-31", RANK, denominator="63")
        ),
        asks="select value, change_365_days from api.level_changes",
        answer=[("5", "-4")],
    ),
    scenario(
        "And when 34 were ranked instead of 63? Not to be compared",
        snapshot(
            claim("5", "2023-12-31", RANK, denominator="34"), claim("9", "2022-12-31", RANK, denominator="63")
        ),
        asks="select value, change_365_days from api.level_changes",
        answer=[("5", None)],
    ),
    scenario(
        "The month says 200, the day says 210: which is it on the last of January?",
        snapshot(claim(200, precision=Precision.MONTH), authority=3),
        snapshot(claim(210), document="b", authority=1),
        asks=total("value", "as_of_precision"),
        answer=[("210", "day")],
    ),
    scenario(
        "Is a rate of 101 % a rate? It is kept, with the reason why it does not count",
        snapshot(claim("101", indicator=RATE)),
        asks="select obstacle, (select count(*) from api.totals_at('2024-03-01')) from api.claims",
        answer=[("implausible", 0)],
    ),
    scenario(
        "What about an indicator that the catalogue does not know? It has no total",
        snapshot(claim(5, indicator="number_of_dragons")),
        asks="select obstacle, (select count(*) from api.totals_at('2024-03-01')) from api.claims",
        answer=[("unknown_indicator", 0)],
    ),
]


@pytest.mark.parametrize("asked", SCENARIOS)
async def test_an_analyst_asks(database: Connection, asked: Scenario) -> None:
    assert await answer_to(database, asked) == asked.answer
