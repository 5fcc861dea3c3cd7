"""The definition of a total, a sentence at a time: what an analyst would ask to see whether it holds."""

import datetime as dt

import pytest

from support.claims import NOON, claim, retraction, snapshot
from support.scenarios import Scenario, answer_to, scenario
from tinhso_shared.database import Connection
from tinhso_shared.events import Claim, DocumentStatus, Precision, Qualifier, Status

RATE, SCORE, TEAMS, BUDGET = "bank_account_rate", "dti_score", "community_teams", "dx_budget"
BILLION = 10**9
WHY = "api.explain('vn63/binh_duong', 'digital_signatures_issued')"


def total(*columns: str, at: str = "2024-03-01") -> str:
    return f"select {', '.join(columns)} from api.totals_at('{at}')"


def on_days(column: str, *days: str) -> str:
    """The value of a column at several anchors."""
    dates = ", ".join(f"(date '{one}')" for one in days)
    value = f"select {column} from api.totals_at(anchor)"
    return f"select anchor::text, ({value}) from (values {dates}) as a (anchor)"


def spent(billions: int, start: str, end: str, **more: object) -> Claim:
    return claim(billions * BILLION, end, BUDGET, period=(start, end), **more)  # type: ignore[arg-type]


VISIBILITY = [
    scenario(
        "From which day does a figure count that was published after its date? From its date",
        snapshot(claim(43_550, "2024-01-31"), published="2024-02-20"),
        asks=on_days("value", "2024-01-30", "2024-01-31"),
        answer=[("2024-01-30", None), ("2024-01-31", "43550")],
    ),
    scenario(
        "And one that was published before the day that it is about? From its publication",
        snapshot(claim(43_550, "2024-12-31"), published="2024-02-20"),
        asks=on_days("value", "2024-02-19", "2024-02-20"),
        answer=[("2024-02-19", None), ("2024-02-20", "43550")],
    ),
    scenario(
        "And when two pages say so? The earlier publication counts",
        snapshot(claim(43_550, "2024-12-31"), published="2024-03-10"),
        snapshot(claim(43_550, "2024-12-31"), document="b", published="2024-02-20"),
        asks=on_days("value", "2024-02-19", "2024-02-20"),
        answer=[("2024-02-19", None), ("2024-02-20", "43550")],
    ),
    scenario(
        "And when the page has no date of publication? Its own date counts",
        snapshot(claim(43_550, "2024-01-31"), published=None),
        asks=on_days("value", "2024-01-30", "2024-01-31"),
        answer=[("2024-01-30", None), ("2024-01-31", "43550")],
    ),
    scenario(
        "When is a figure of nobody knows when to be seen? Always, for lack of a better one",
        snapshot(claim(43_550, None), published=None),
        asks=on_days("value", "1999-01-01", "2024-01-31"),
        answer=[("1999-01-01", "43550"), ("2024-01-31", "43550")],
    ),
    scenario(
        "Does it tell of a change? It has no place in time",
        snapshot(claim(43_550, "2024-02-29"), claim(40_000, None)),
        asks="select change_30_days, change_90_days, change_365_days, change_calendar_year"
        " from api.level_changes",
        answer=[(None, None, None, None)],
    ),
    scenario(
        "And spending of nobody knows when: is it in any window?",
        snapshot(claim(5 * BILLION, None, BUDGET), published=None),
        asks="select (select count(*) from api.flow_windows), count(*)"
        " from api.flow_windows_at('2024-03-01')",
        answer=[(0, 0)],
    ),
    scenario(
        "How old is spending? From the end of its period on",
        snapshot(spent(30, "2023-01-01", "2023-06-30")),
        asks=on_days("age_days", "2023-06-30", "2024-08-03")
        + " union all select 'stale', stale::integer from api.totals_at('2024-08-04')",
        answer=[("2023-06-30", 0), ("2024-08-03", 400), ("stale", 1)],
    ),
]

CHANGES = [
    scenario(
        "How far back does the change over 30 days look? From 30 days to 60, both included",
        snapshot(claim(500, "2024-03-31"), claim(400, "2024-03-01"), claim(100, "2024-01-31")),
        asks="select change_30_days from api.level_changes",
        answer=[("100",)],
    ),
    scenario(
        "And when there is one of 29 days before and one of 60? The latter",
        snapshot(claim(500, "2024-03-31"), claim(400, "2024-03-02"), claim(100, "2024-01-31")),
        asks="select change_30_days from api.level_changes",
        answer=[("400",)],
    ),
    scenario(
        "And one of 61? Nobody knows",
        snapshot(claim(500, "2024-03-31"), claim(400, "2024-03-02"), claim(100, "2024-01-30")),
        asks="select change_30_days from api.level_changes",
        answer=[(None,)],
    ),
    scenario(
        "By how much did it grow when it is «more than 500» now?",
        snapshot(claim(500, "2024-03-31", qualifier=Qualifier.AT_LEAST), claim(400, "2024-03-01")),
        asks="select change_30_days from api.level_changes",
        answer=[(None,)],
    ),
    scenario(
        "Does a target of next year make a change?",
        snapshot(
            claim(500, "2024-03-31"),
            claim(400, "2024-03-01", status=Status.TARGET),
            claim(900, "2024-12-31", status=Status.PLAN),
        ),
        asks="select value, change_30_days from api.level_changes",
        answer=[("500", None)],
    ),
    scenario(
        "Did a rate change? In points, not in percent of it",
        snapshot(claim("84.5", "2024-03-31", RATE), claim("80.25", "2024-03-01", RATE)),
        asks="select change_30_days from api.level_changes",
        answer=[("4.25",)],
    ),
    scenario(
        "What was the change as of an earlier day?",
        snapshot(claim(400, "2024-02-29"), claim(350, "2024-01-20"), published="2024-03-01"),
        snapshot(claim(500, "2024-03-31"), document="b", published="2024-04-01"),
        asks="select as_of, change_30_days from api.level_changes_at('2024-03-01')",
        answer=[("2024-02-29", "50")],
    ),
    scenario(
        "Two assessors score a province: is one the change of the other?",
        snapshot(
            claim("0.72", "2023-12-31", SCORE, denominator="1", facet={"basis": "official"}),
            claim("0.91", "2023-12-31", SCORE, denominator="1", facet={"basis": "self_assessed"}),
            claim("0.65", "2022-12-31", SCORE, denominator="1", facet={"basis": "self_assessed"}),
        ),
        asks="select facet ->> 'basis', value, change_365_days from api.level_changes order by 1",
        answer=[("official", "0.72", None), ("self_assessed", "0.91", "0.26")],
    ),
]

CHOICE = [
    scenario(
        "80.07 % and 80.1 %: do they agree? What is printed with two digits rounds to the other",
        snapshot(claim("80.1", indicator=RATE), authority=3),
        snapshot(claim("80.07", indicator=RATE), document="b"),
        asks=total("value", "conflict", "n_documents"),
        answer=[("80.1", False, 2)],
    ),
    scenario(
        "80.07 % and 80.1 % and 80.3 %: which of them contradicts?",
        snapshot(claim("80.1", indicator=RATE), authority=3),
        snapshot(claim("80.07", indicator=RATE), document="b"),
        snapshot(claim("80.3", indicator=RATE), document="c"),
        asks="select o.value, o.conflict, c.value as other from api.observations as o"
        " join api.claims as c on c.claim_id = o.runner_up",
        answer=[("80.1", True, "80.3")],
    ),
    scenario(
        "1 000 and 1 001 signatures: are counts rounded too?",
        snapshot(claim(1000), authority=3),
        snapshot(claim(1001), document="b"),
        asks=total("value", "conflict"),
        answer=[("1000", True)],
    ),
    scenario(
        "«About 1 000» by the ministry, 1 090 by a blog: which is better? They agree, so the exact one",
        snapshot(claim(1000, qualifier=Qualifier.APPROX), authority=3),
        snapshot(claim(1090), document="b", authority=1),
        asks=total("value", "qualifier", "conflict"),
        answer=[("1090", "exact", False)],
    ),
    scenario(
        "«About 1 000», «more than 900», and nothing exact: the bound says more than the guess",
        snapshot(claim(1000, qualifier=Qualifier.APPROX), authority=3),
        snapshot(claim(900, qualifier=Qualifier.AT_LEAST), document="b", authority=1),
        asks=total("value", "qualifier"),
        answer=[("900", "at_least")],
    ),
    scenario(
        "Does what arrived last win? The order of arrival is nothing",
        snapshot(claim(1000), document="b", authority=3),
        snapshot(claim(900), document="a", authority=1),
        asks=total("value", "conflict", "n_documents"),
        answer=[("1000", True, 1)],
    ),
    scenario(
        "Three contradict the answer: how far apart are they all, and who is next?",
        snapshot(claim(1000), authority=3),
        snapshot(claim(900), document="b", authority=2),
        snapshot(claim(1200), document="c", authority=1),
        snapshot(claim(1000), document="d", authority=1),
        asks="select o.spread, c.value, cardinality(o.losers), o.n_documents from api.observations as o"
        " join api.claims as c on c.claim_id = o.runner_up",
        answer=[("300", "900", 3, 2)],
    ),
    scenario(
        "A page says the same figure twice, in title and text: is that two documents?",
        snapshot(claim(1000, quote="«1.000 chữ ký số»"), claim(1000, quote="«đã cấp 1.000 chữ ký số»")),
        asks="select n_claims, n_documents, n_independent_sources from api.observations",
        answer=[(2, 1, 1)],
    ),
    scenario(
        "One copies the sentence of another, a third the text: all of them are one source",
        snapshot(claim(1000, quote="«1.000 chữ ký số»"), text="một hai ba bốn năm sáu bảy tám"),
        snapshot(claim(1000, quote="«1.000 chữ ký số»"), document="b"),
        snapshot(claim(1000), document="c", text="Một hai ba bốn năm, sáu bảy tám."),
        asks=total("n_documents", "n_independent_sources"),
        answer=[(3, 1)],
    ),
    scenario(
        "Do ten copies of a wrong figure outvote one page? They are one source, and the newer page wins",
        *(
            snapshot(claim(900, quote="«900 chữ ký số»"), document=f"copy{n}", published="2024-02-01")
            for n in range(10)
        ),
        snapshot(claim(1000), document="b", published="2024-02-02"),
        asks=total("value", "n_documents", "n_independent_sources"),
        answer=[("1000", 1, 1)],
    ),
    scenario(
        "The year says 200, the month 210, the day 220, all of them about the end of December",
        snapshot(claim(200, "2023-12-31", precision=Precision.YEAR), authority=3),
        snapshot(claim(210, "2023-12-31", precision=Precision.MONTH), document="b", authority=2),
        snapshot(claim(220, "2023-12-31"), document="c", authority=1),
        asks=total("value", "as_of_precision", "conflict"),
        answer=[("220", "day", True)],
    ),
]

CORRECTION = [
    scenario(
        "The page does not mention the figure any more: what is known now?",
        snapshot(claim(43_550)),
        snapshot(hour=1),
        asks=total("value"),
        answer=[],
    ),
    scenario(
        "A figure was moved to another province by a correction: does the first keep it?",
        snapshot(claim(43_550)),
        snapshot(claim(43_550, place="vn63/binh_phuoc"), hour=1),
        asks=total("place", "value"),
        answer=[("vn63/binh_phuoc", "43550")],
    ),
    scenario(
        "The page was corrected and set back to what it was: what counts?",
        snapshot(claim(43_550)),
        snapshot(claim(34_550), hour=1),
        snapshot(claim(43_550), hour=2),
        asks=total("value", "n_documents"),
        answer=[("43550", 1)],
    ),
    scenario(
        "The portal vanished: did one know before?",
        snapshot(claim(43_550)),
        snapshot(status=DocumentStatus.GONE, hour=1),
        asks="select (select source_gone from api.observations), value"
        " from api.totals_at('2024-03-01', '2024-03-01 12:30Z')",
        answer=[(True, "43550")],
    ),
    scenario(
        "The portal came back: is its source still gone?",
        snapshot(claim(43_550)),
        snapshot(status=DocumentStatus.GONE, hour=1),
        snapshot(claim(44_000), hour=2),
        asks="select value, source_gone from api.observations",
        answer=[("44000", False)],
    ),
    scenario(
        "A page that was taken out is fetched again: does it count again?",
        snapshot(claim(43_550)),
        retraction("a", hour=1),
        snapshot(claim(43_550), hour=2),
        asks=total("value"),
        answer=[],
    ),
    scenario(
        "What did one know at the very moment of the retraction?",
        snapshot(claim(43_550)),
        retraction("a", hour=1),
        asks="select (select count(*) from api.totals_at('2024-03-01', '2024-03-01 13:00Z')),"
        " (select count(*) from api.totals_at('2024-03-01', '2024-03-01 12:59:59Z'))",
        answer=[(0, 1)],
    ),
    scenario(
        "Two clocks at once: what was true at New Year, as one knew it in the morning of the correction?",
        snapshot(claim(18_369, "2023-12-31"), claim(43_550, "2024-01-31")),
        snapshot(claim(18_000, "2023-12-31"), claim(43_550, "2024-01-31"), hour=1),
        asks="select value from api.totals_at('2024-01-01', '2024-03-01 12:30Z')",
        answer=[("18369",)],
    ),
    scenario(
        "Which cells of the table were empty before the page came?",
        snapshot(claim(500, "2024-01-31", TEAMS)),
        asks="select known, (select state from api.coverage_at('2024-03-01', known)"
        f" where place = 'vn63/binh_duong' and indicator = '{TEAMS}')"
        " from (values (timestamptz '2024-03-01 11:00Z'), ('2024-03-01 13:00Z')) as a (known) order by known",
        answer=[("2024-03-01T11:00:00+00:00", "missing"), ("2024-03-01T13:00:00+00:00", "present")],
    ),
]

EXPLANATIONS = [
    scenario(
        "Why 43 550? Who says so, who agrees, and who says something else?",
        snapshot(claim(43_550), authority=3),
        snapshot(claim(43_000, qualifier=Qualifier.AT_LEAST), document="b", authority=2),
        snapshot(claim(42_000), document="c", authority=1),
        asks=f"select standing, role, value, rule, url from {WHY}",
        answer=[
            (1, "winner", "43550", "source_authority", "https://example.vn/a"),
            (2, "agrees", "43000", None, "https://example.vn/b"),
            (3, "contradicts", "42000", None, "https://example.vn/c"),
        ],
    ),
    scenario(
        "Why not the older figure? It answers another question",
        snapshot(claim(43_550), claim(18_369, "2023-12-31")),
        asks=f"select role, value, rule from {WHY}",
        answer=[("winner", "43550", "only_claim")],
    ),
    scenario(
        "And why 18 369 at New Year?",
        snapshot(claim(43_550), claim(18_369, "2023-12-31")),
        asks="select role, value"
        " from api.explain('vn63/binh_duong', 'digital_signatures_issued', '2024-01-01')",
        answer=[("winner", "18369")],
    ),
    scenario(
        "Why was it 43 550 before the correction?",
        snapshot(claim(43_550)),
        snapshot(claim(34_550), hour=1),
        asks="select (select value from " + WHY + "), value from api.explain('vn63/binh_duong',"
        " 'digital_signatures_issued', known_at => '2024-03-01 12:30Z')",
        answer=[("34550", "43550")],
    ),
    scenario(
        "Why, for each part of the indicator?",
        snapshot(claim(43_550), claim(30_000, facet={"holder": "citizen"})),
        asks=f"select facet ->> 'holder', role, value from {WHY}",
        answer=[("all", "winner", "43550"), ("citizen", "winner", "30000")],
    ),
    scenario(
        "A page was set back to the very bytes that it had: is its claim explained twice?",
        snapshot(claim(43_550)),
        snapshot(claim(1), hour=1),
        snapshot(claim(43_550)).model_copy(update={"fetched_at": NOON + dt.timedelta(hours=2)}),
        snapshot(claim(43_550), document="b", authority=1),
        asks=f"select standing, role, value from {WHY}",
        answer=[(1, "winner", "43550"), (2, "agrees", "43550")],
    ),
]

PLACES = [
    scenario(
        "Is Lào Cai of today the Lào Cai of before? One name, two places",
        snapshot(claim(500, "2025-05-31", TEAMS, place="vn63/lao_cai")),
        snapshot(claim(1400, "2025-08-31", TEAMS, place="vn34/lao_cai"), document="b"),
        asks=total("place", "province", "value", at="2025-12-01"),
        answer=[("vn34/lao_cai", "Lào Cai", "1400"), ("vn63/lao_cai", "Lào Cai", "500")],
    ),
    scenario(
        "Did the new Lào Cai grow from 500 to 1 400? What was before is another series",
        snapshot(claim(500, "2025-05-31", TEAMS, place="vn63/lao_cai")),
        snapshot(claim(1400, "2025-08-31", TEAMS, place="vn34/lao_cai"), document="b"),
        asks="select place, change_90_days from api.level_changes order by place",
        answer=[("vn34/lao_cai", None), ("vn63/lao_cai", None)],
    ),
    scenario(
        "Are the parts added to what the new province says itself?",
        snapshot(claim(500, "2025-05-31", TEAMS, place="vn63/lao_cai")),
        snapshot(claim(800, "2025-05-31", TEAMS, place="vn63/yen_bai"), document="b"),
        snapshot(claim(1400, "2025-08-31", TEAMS, place="vn34/lao_cai"), document="c"),
        asks="select (select value from api.totals_at('2025-12-01') where place = 'vn34/lao_cai'), value"
        " from api.projected_totals_at('2025-12-01')",
        answer=[("1400", "1300")],
    ),
    scenario(
        "A part of the sum fell: is the sum flagged like the part is?",
        snapshot(
            claim(500, "2024-12-31", TEAMS, place="vn63/lao_cai"),
            claim(900, "2024-06-30", TEAMS, place="vn63/lao_cai"),
            claim(200, "2024-12-31", TEAMS, place="vn63/yen_bai"),
        ),
        asks="select (select conflict from api.totals_at('2025-07-01') where place = 'vn63/lao_cai'), value,"
        " conflict from api.projected_totals_at('2025-07-01')",
        answer=[(True, "700", True)],
    ),
]

FLOWS = [
    scenario(
        "Two reports end the same day: which is the latest? The one that begins later",
        snapshot(spent(90, "2023-01-01", "2023-12-31"), spent(30, "2023-10-01", "2023-12-31")),
        asks=total("value", "period_start"),
        answer=[("30000000000", "2023-10-01")],
    ),
    scenario(
        "And one that says no period, of the same day? It comes first",
        snapshot(spent(90, "2023-01-01", "2023-12-31"), claim(7 * BILLION, "2023-12-31", BUDGET)),
        asks=total("value", "period_start"),
        answer=[("7000000000", None)],
    ),
    scenario(
        "Is a longer, older report ahead of a shorter, newer one?",
        snapshot(spent(90, "2022-01-01", "2022-12-31"), spent(30, "2023-01-01", "2023-01-31")),
        asks=total("value"),
        answer=[("30000000000",)],
    ),
    scenario(
        "A month reaches out of the window by a day: are thirty of its days counted?",
        snapshot(spent(31, "2023-01-01", "2023-01-31")),
        asks="select count(*) from api.flow_windows_at('2023-01-30') where window_length = '30_days'",
        answer=[(0,)],
    ),
    scenario(
        "The year is reported, and so are its four quarters, which give more: which sum?",
        snapshot(
            spent(100, "2023-01-01", "2023-12-31"),
            spent(30, "2023-01-01", "2023-03-31"),
            spent(30, "2023-04-01", "2023-06-30"),
            spent(30, "2023-07-01", "2023-09-30"),
            spent(30, "2023-10-01", "2023-12-31"),
        ),
        asks="select value, n_periods from api.flow_windows where window_length = 'calendar_year'",
        answer=[("100000000000", 1)],
    ),
    scenario(
        "What was spent in the last 90 days, when nobody has reported any of it?",
        snapshot(spent(100, "2023-01-01", "2023-12-31")),
        asks="select value, share_covered from api.flow_windows where window_length = '90_days'",
        answer=[(None, "0.0000")],
    ),
    scenario(
        "A page corrects one of two halves: what of the year?",
        snapshot(spent(30, "2023-01-01", "2023-06-30")),
        snapshot(spent(40, "2023-07-01", "2023-12-31"), document="b"),
        snapshot(spent(45, "2023-07-01", "2023-12-31"), document="b", hour=1),
        asks="select value, n_periods from api.flow_windows where window_length = 'calendar_year'",
        answer=[("75000000000", 2)],
    ),
    scenario(
        "Is the year's number of dossiers on the national portal mixed with that on the province's?",
        snapshot(
            claim(
                500_000,
                "2023-12-31",
                "portal_payments",
                period=("2023-01-01", "2023-12-31"),
                facet={"portal": "national"},
            ),
            claim(
                20_000,
                "2023-12-31",
                "portal_payments",
                period=("2023-01-01", "2023-12-31"),
                facet={"portal": "province"},
            ),
        ),
        asks="select facet ->> 'portal', value from api.flow_windows where window_length = 'calendar_year'"
        " order by 1",
        answer=[("national", "500000"), ("province", "20000")],
    ),
]


@pytest.mark.parametrize(
    "asked", [*VISIBILITY, *CHANGES, *CHOICE, *CORRECTION, *EXPLANATIONS, *PLACES, *FLOWS]
)
async def test_an_analyst_asks(database: Connection, asked: Scenario) -> None:
    assert await answer_to(database, asked) == asked.answer
