"""Questions about flows: how much was spent, in which time."""

import pytest

from support.claims import claim, snapshot
from support.scenarios import Scenario, answer_to, scenario
from tinhso_shared.database import Connection
from tinhso_shared.events import Claim, Status

BILLION = 10**9
YEAR = ("2023-01-01", "2023-12-31")
FIRST, SECOND = ("2023-01-01", "2023-06-30"), ("2023-07-01", "2023-12-31")


def spent(value: int, period: tuple[str, str], **more: object) -> Claim:
    return claim(value, period[1], "dx_budget", period=period, **more)  # type: ignore[arg-type]


def in_the_year(*columns: str, at: str = "2023-12-31") -> str:
    return (
        f"select {', '.join(columns)} from api.flow_windows_at('{at}') where window_length = 'calendar_year'"
    )


SCENARIOS = [
    scenario(
        "What did Bắc Kạn spend in 2023, when the 117 billion of 2021–2023 has it inside?",
        snapshot(
            spent(117 * BILLION, ("2021-01-01", "2023-12-31"), place="vn63/bac_kan"),
            spent(67_766_000_000, YEAR, place="vn63/bac_kan"),
        ),
        asks="select place, value, period_start from api.totals_at('2024-03-01')",
        answer=[("vn63/bac_kan", "67766000000", "2023-01-01")],
    ),
    scenario(
        "And the sum of the year?",
        snapshot(spent(117 * BILLION, ("2021-01-01", "2023-12-31")), spent(67_766_000_000, YEAR)),
        asks=in_the_year("value", "share_covered", "n_periods"),
        answer=[("67766000000", "1.0000", 1)],
    ),
    scenario(
        "Both halves of a year are reported: what of the year?",
        snapshot(spent(30 * BILLION, FIRST)),
        snapshot(spent(40 * BILLION, SECOND), document="b"),
        asks=in_the_year("value", "share_covered", "n_periods"),
        answer=[("70000000000", "1.0000", 2)],
    ),
    scenario(
        "Only the first half is reported: what of the year? The half, and that it is half",
        snapshot(spent(30 * BILLION, FIRST)),
        asks=in_the_year("value", "share_covered"),
        answer=[("30000000000", "0.4959")],
    ),
    scenario(
        "The first half and the first nine months: are they added? One has the other inside",
        snapshot(spent(30 * BILLION, FIRST), spent(50 * BILLION, ("2023-01-01", "2023-09-30"))),
        asks=in_the_year("value", "n_periods"),
        answer=[("50000000000", 1)],
    ),
    scenario(
        "Two pages report the same half with the same figure: is it added twice?",
        snapshot(spent(30 * BILLION, FIRST)),
        snapshot(spent(30 * BILLION, FIRST), document="b"),
        asks=in_the_year("value", "n_periods"),
        answer=[("30000000000", 1)],
    ),
    scenario(
        "Spending without a period: is it in the year's sum?",
        snapshot(claim(5 * BILLION, "2023-06-30", "dx_budget")),
        asks="select (select count(*) from api.flow_windows_at('2023-12-31')), value"
        " from api.totals_at('2024-03-01')",
        answer=[(0, "5000000000")],
    ),
    scenario(
        "What was approved for 2024 is a plan: is it spent?",
        snapshot(spent(30 * BILLION, FIRST), spent(90 * BILLION, SECOND, status=Status.PLAN)),
        asks=in_the_year("value"),
        answer=[("30000000000",)],
    ),
    scenario(
        "Which sentences make up the sum?",
        snapshot(spent(30 * BILLION, FIRST), spent(40 * BILLION, SECOND)),
        asks="select c.value from api.flow_windows_at('2023-12-31') as w"
        " cross join unnest(w.claim_ids) with ordinality as part (claim_id, n)"
        " join api.claims as c using (claim_id) where w.window_length = 'calendar_year' order by part.n",
        answer=[("30000000000",), ("40000000000",)],
    ),
    scenario(
        "Has a flow a change? It has sums",
        snapshot(spent(30 * BILLION, FIRST), spent(40 * BILLION, SECOND)),
        asks="select count(*) from api.level_changes",
        answer=[(0,)],
    ),
    scenario(
        "What was known in September?",
        snapshot(spent(30 * BILLION, FIRST), published="2023-07-15"),
        snapshot(spent(40 * BILLION, SECOND), document="b", published="2024-01-15"),
        asks=in_the_year("value", at="2023-09-15"),
        answer=[("30000000000",)],
    ),
]


@pytest.mark.parametrize("asked", SCENARIOS)
async def test_an_analyst_asks(database: Connection, asked: Scenario) -> None:
    assert await answer_to(database, asked) == asked.answer
