"""Questions about the provinces of today, of which the pages of before 2025-07-01 know nothing."""

import pytest

from support.claims import claim, snapshot
from support.scenarios import Scenario, answer_to, scenario
from tinhso_shared.database import Connection
from tinhso_shared.events import Claim, Qualifier, Status

BINH_DUONG, VUNG_TAU, HCMC = "vn63/binh_duong", "vn63/ba_ria_vung_tau", "vn63/ho_chi_minh"
YEAR = ("2024-01-01", "2024-12-31")


def teams(number: int, place: str, as_of: str = "2024-12-31", **more: object) -> Claim:
    return claim(number, as_of, "community_teams", place=place, **more)  # type: ignore[arg-type]


def budget(billions: int, place: str, period: tuple[str, str] = YEAR) -> Claim:
    return claim(billions * 10**9, period[1], "dx_budget", place=place, period=period)


def of(place: str, *columns: str) -> str:
    return (
        f"select {', '.join(columns)} from api.projected_totals_at('2025-07-01') where place = 'vn34/{place}'"
    )


SUM = ("completeness", "n_with_value", "n_predecessors", "value", "qualifier")

SCENARIOS = [
    scenario(
        "How many teams has the new Hồ Chí Minh City, from the three provinces that it was made of?",
        snapshot(teams(500, BINH_DUONG), teams(400, VUNG_TAU), teams(2000, HCMC)),
        asks=of("ho_chi_minh", *SUM),
        answer=[("complete", 3, 3, "2900", "exact")],
    ),
    scenario(
        "What if one of the three has never said? Then nobody knows",
        snapshot(teams(500, BINH_DUONG), teams(2000, HCMC)),
        asks=of("ho_chi_minh", *SUM, "missing"),
        answer=[("incomplete", 2, 3, None, None, ["vn63/ba_ria_vung_tau"])],
    ),
    scenario(
        "What if the three spoke half a year apart? Those are not to be added",
        snapshot(teams(500, BINH_DUONG), teams(400, VUNG_TAU, "2024-06-30"), teams(2000, HCMC)),
        asks=of("ho_chi_minh", *SUM, "missing"),
        answer=[("incomplete", 2, 3, None, None, ["vn63/ba_ria_vung_tau"])],
    ),
    scenario(
        "What if they spoke three weeks apart? The sum is as old as its oldest part",
        snapshot(teams(500, BINH_DUONG, "2024-12-10"), teams(400, VUNG_TAU), teams(2000, HCMC)),
        asks=of("ho_chi_minh", "value", "as_of", "newest_as_of", "age_days"),
        answer=[("2900", "2024-12-10", "2024-12-31", 203)],
    ),
    scenario(
        "What if one has news that the others have not? The last time all of them spoke counts",
        snapshot(
            teams(500, BINH_DUONG), teams(400, VUNG_TAU), teams(2000, HCMC), teams(9, HCMC, "2025-05-31")
        ),
        asks=of("ho_chi_minh", "value", "newest_as_of"),
        answer=[("2900", "2024-12-31")],
    ),
    scenario(
        "What if one of them says «more than»? So does the sum",
        snapshot(
            teams(500, BINH_DUONG, qualifier=Qualifier.AT_LEAST), teams(400, VUNG_TAU), teams(2000, HCMC)
        ),
        asks=of("ho_chi_minh", "value", "qualifier"),
        answer=[("2900", "at_least")],
    ),
    scenario(
        "What did the new Lào Cai spend in 2024?",
        snapshot(budget(30, "vn63/lao_cai"), budget(20, "vn63/yen_bai")),
        asks=of("lao_cai", "completeness", "value", "period_start", "period_end"),
        answer=[("complete", "50000000000", "2024-01-01", "2024-12-31")],
    ),
    scenario(
        "What if one of the two reports another period? Spending is added over one period only",
        snapshot(budget(30, "vn63/lao_cai"), budget(20, "vn63/yen_bai", ("2024-01-01", "2024-12-30"))),
        asks=of("lao_cai", *SUM),
        answer=[("incomplete", 1, 2, None, None)],
    ),
    scenario(
        "Is the rate of the new Lào Cai the mean of two rates? Never without the denominators",
        snapshot(
            claim("90", "2024-12-31", "bank_account_rate", place="vn63/lao_cai"),
            claim("80", "2024-12-31", "bank_account_rate", place="vn63/yen_bai"),
        ),
        asks=of("lao_cai", *SUM),
        answer=[("incomplete", 0, 2, None, None)],
    ),
    scenario(
        "And with both denominators? Then it is the rate of the whole, with no more digits than its parts",
        snapshot(
            claim("90", "2024-12-31", "bank_account_rate", place="vn63/lao_cai", denominator="100000"),
            claim("80.5", "2024-12-31", "bank_account_rate", place="vn63/yen_bai", denominator="300000"),
        ),
        asks=of("lao_cai", "completeness", "value", "qualifier", "denominator"),
        answer=[("complete", "83", "approx", "400000")],
    ),
    scenario(
        "Is there a rank of the new province? Ranks and scores are never projected, not even of one province",
        snapshot(
            claim("5", "2024-12-31", "dti_rank", place="vn63/ha_noi", denominator="63"),
            claim("0.7", "2024-12-31", "dti_score", place="vn63/ha_noi", denominator="1"),
        ),
        asks="select * from api.projected_totals_at('2025-07-01')",
        answer=[],
    ),
    scenario(
        "What of a province that kept its borders? Its figures stay, rates too",
        snapshot(claim("90", "2024-12-31", "bank_account_rate", place="vn63/ha_noi")),
        asks=of("ha_noi", *SUM),
        answer=[("complete", 1, 1, "90", "exact")],
    ),
    scenario(
        "Does a target of a predecessor count for the new province? No target counts",
        snapshot(
            teams(500, "vn63/lao_cai"),
            teams(900, "vn63/yen_bai", status=Status.TARGET),
        ),
        asks=of("lao_cai", *SUM),
        answer=[("incomplete", 1, 2, None, None)],
    ),
    scenario(
        "Does a conflict in a part show in the sum?",
        snapshot(teams(500, "vn63/lao_cai"), teams(200, "vn63/yen_bai")),
        snapshot(teams(300, "vn63/yen_bai"), document="b", authority=1),
        asks=of("lao_cai", "value", "conflict"),
        answer=[("700", True)],
    ),
    scenario(
        "Are parts of an indicator kept apart in the sum?",
        snapshot(
            teams(500, "vn63/lao_cai"),
            teams(200, "vn63/yen_bai"),
            teams(70, "vn63/yen_bai", facet={"level": "commune"}),
        ),
        asks=of("lao_cai", "facet ->> 'level'", "completeness", "value"),
        answer=[("all", "complete", "700"), ("commune", "incomplete", None)],
    ),
    scenario(
        "Is what the new province says itself taken for a part of it? Its own word stands in the totals",
        snapshot(teams(2950, "vn34/ho_chi_minh", "2025-07-31"), published="2025-08-01"),
        asks="select (select count(*) from api.projected_totals_at('2025-09-01')), value"
        " from api.totals_at('2025-09-01')",
        answer=[(0, "2950")],
    ),
]


@pytest.mark.parametrize("asked", SCENARIOS)
async def test_an_analyst_asks(database: Connection, asked: Scenario) -> None:
    assert await answer_to(database, asked) == asked.answer
