"""Which claim answers a question, and which answer is a province's total: as tables, on the real database."""

from decimal import Decimal
from typing import Any

import pytest

from support.claims import claim, retraction, rows_of, snapshot, store, total_of
from tinhso_shared.database import Connection
from tinhso_shared.events import DocumentStatus, Precision, Qualifier, Scope, Status

E_ID = "eid_accounts_activated"
BUDGET = "dx_budget"
RATE = "bank_account_rate"
SCORE = "dti_score"
AT_LEAST, NEARLY, APPROX = Qualifier.AT_LEAST, Qualifier.NEARLY, Qualifier.APPROX


def plain(number: Any) -> str:
    return format(number, "f")


async def observation(db: Connection) -> dict[str, object]:
    rows = await rows_of(db, "select * from api.observations")
    assert len(rows) == 1
    return rows[0]


async def value(db: Connection, indicator: str = "digital_signatures_issued", **options: str) -> str | None:
    total = await total_of(db, indicator, **options)
    return None if total is None else plain(total["value"])


async def test_two_levels_of_a_stock_are_never_added(db: Connection) -> None:
    await store(db, snapshot(claim(18_369, "2023-12-31")), snapshot(claim(43_550), document="b"))
    assert await value(db) == "43550"


async def test_a_part_is_a_series_of_its_own(db: Connection) -> None:
    await store(db, snapshot(claim(43_550), claim(18_369, facet={"holder": "citizen"})))
    assert await value(db) == "43550"
    assert await value(db, holder="citizen") == "18369"


async def test_a_target_never_moves_a_level(db: Connection) -> None:
    target = claim(1_200_000, "2024-12-31", E_ID, status=Status.TARGET)
    await store(db, snapshot(claim(1_600_000, indicator=E_ID, qualifier=AT_LEAST), target))
    total = await total_of(db, E_ID)
    assert total is not None
    assert (plain(total["value"]), total["qualifier"]) == ("1600000", "at_least")
    statuses = [row["status"] for row in await rows_of(db, "select status from api.observations")]
    assert sorted(statuses) == ["actual", "target"]


async def test_a_longer_period_that_ends_the_same_day_does_not_hide_the_year(db: Connection) -> None:
    longer = claim(117_000_000_000, "2023-12-31", BUDGET, period=("2021-01-01", "2023-12-31"))
    year = claim(67_766_000_000, "2023-12-31", BUDGET, period=("2023-01-01", "2023-12-31"))
    await store(db, snapshot(longer, year))
    assert await value(db, BUDGET) == "67766000000"


async def test_a_flow_without_a_period_ends_at_its_date(db: Connection) -> None:
    await store(db, snapshot(claim(5_000_000_000, "2023-06-30", BUDGET), claim(7_000_000_000, None, BUDGET)))
    assert await value(db, BUDGET) == "5000000000"


async def test_a_claim_without_a_date_ranks_last(db: Connection) -> None:
    await store(db, snapshot(claim(500, None), published="2025-01-01"), snapshot(claim(400), document="b"))
    total = await total_of(db)
    assert total is not None
    assert (plain(total["value"]), total["age_days"]) == ("400", 2162)


async def test_a_claim_without_a_date_is_better_than_none(db: Connection) -> None:
    await store(db, snapshot(claim(500, None), published=None))
    total = await total_of(db, anchor="1999-01-01")
    assert total is not None
    assert (plain(total["value"]), total["age_days"], total["stale"]) == ("500", None, False)


async def test_a_smaller_later_stock_is_kept_and_flagged(db: Connection) -> None:
    await store(db, snapshot(claim(1000, "2024-01-31"), claim(900, "2024-02-29")))
    total = await total_of(db)
    assert total is not None
    assert (plain(total["value"]), total["conflict"]) == ("900", True)


async def test_a_later_stock_that_may_be_as_large_is_no_conflict(db: Connection) -> None:
    later = claim(900, "2024-02-29", qualifier=AT_LEAST)
    await store(db, snapshot(claim(1000, "2024-01-31"), later))
    total = await total_of(db)
    assert total is not None
    assert total["conflict"] is False


async def test_a_falling_rate_is_no_conflict(db: Connection) -> None:
    await store(db, snapshot(claim("90", "2024-01-31", RATE), claim("80", "2024-02-29", RATE)))
    total = await total_of(db, RATE)
    assert total is not None
    assert total["conflict"] is False


@pytest.mark.parametrize(
    ("strong", "weak", "rule"),
    [
        pytest.param({"authority": 3}, {"authority": 2}, "source_authority", id="higher authority"),
        pytest.param(
            {"published": "2024-02-02"}, {"published": "2024-02-01"}, "newest_published", id="newer"
        ),
        pytest.param(
            {"published": "2024-02-01"}, {"published": None}, "newest_published", id="unknown is last"
        ),
    ],
)
async def test_between_contradicting_claims_decides(
    db: Connection, strong: dict[str, object], weak: dict[str, object], rule: str
) -> None:
    await store(
        db,
        snapshot(claim(100), document="strong", **strong),  # type: ignore[arg-type]
        snapshot(claim(200), document="weak", **weak),  # type: ignore[arg-type]
    )
    found = await observation(db)
    assert (plain(found["value"]), found["rule"], found["conflict"]) == ("100", rule, True)
    assert found["spread"] == Decimal(100)
    assert found["losers"] == [found["runner_up"]]


async def test_more_independent_sources_win_among_equals(db: Connection) -> None:
    await store(
        db, *(snapshot(claim(100), document=name) for name in "ab"), snapshot(claim(200), document="c")
    )
    found = await observation(db)
    assert (plain(found["value"]), found["n_documents"], found["n_independent_sources"]) == ("100", 2, 2)
    assert found["conflict"] is True


async def test_copies_of_a_quote_are_one_source(db: Connection) -> None:
    copied = claim(100, quote="«Toàn tỉnh có 100 chữ ký số»")
    await store(db, *(snapshot(copied, document=name) for name in "abc"))
    found = await observation(db)
    assert (found["n_documents"], found["n_independent_sources"]) == (3, 1)


async def test_copies_of_a_text_are_one_source_whatever_they_quote(db: Connection) -> None:
    text = " ".join(f"từ{n}" for n in range(200))
    changed = text.replace("từ100 ", "khác ")
    await store(
        db,
        snapshot(claim(100), document="a", text=text),
        snapshot(claim(100), document="b", text=changed),
        snapshot(claim(100), document="c"),
    )
    found = await observation(db)
    assert (found["n_documents"], found["n_independent_sources"]) == (3, 2)


async def test_among_compatible_claims_the_exact_one_wins(db: Connection) -> None:
    vague = claim(1_600_000, indicator=E_ID, qualifier=AT_LEAST)
    exact = claim(1_612_345, indicator=E_ID)
    await store(db, snapshot(vague, authority=3), snapshot(exact, document="b", authority=1))
    found = await observation(db)
    assert (plain(found["value"]), found["rule"], found["conflict"]) == ("1612345", "more_precise", False)


async def test_an_exact_claim_that_contradicts_the_top_one_does_not_win(db: Connection) -> None:
    top = claim(1_600_000, indicator=E_ID, qualifier=AT_LEAST)
    await store(db, snapshot(top, authority=3), snapshot(claim(1_100_000, indicator=E_ID), document="b"))
    found = await observation(db)
    assert (plain(found["value"]), found["conflict"]) == ("1600000", True)


@pytest.mark.parametrize(
    ("qualifier", "said", "exact", "compatible"),
    [
        (NEARLY, "1000", "900", True),
        (NEARLY, "1000", "899", False),
        (NEARLY, "1000", "1001", False),
        (APPROX, "1000", "1100", True),
        (APPROX, "1000", "1101", False),
        (AT_LEAST, "1000", "1000", True),
        (AT_LEAST, "1000", "999", False),
        (Qualifier.AT_MOST, "1000", "1000", True),
        (Qualifier.AT_MOST, "1000", "1001", False),
    ],
)
async def test_what_a_qualifier_allows(
    db: Connection, qualifier: Qualifier, said: str, exact: str, compatible: bool
) -> None:
    await store(db, snapshot(claim(said, qualifier=qualifier)), snapshot(claim(exact), document="b"))
    assert (await observation(db))["conflict"] is not compatible


@pytest.mark.parametrize(("one", "other", "compatible"), [("82", "82.4", True), ("82", "82.6", False)])
async def test_a_percentage_stands_for_what_rounds_to_it(
    db: Connection, one: str, other: str, compatible: bool
) -> None:
    await store(
        db, snapshot(claim(one, indicator=RATE)), snapshot(claim(other, indicator=RATE), document="b")
    )
    assert (await observation(db))["conflict"] is not compatible


async def test_the_finer_date_wins_one_question(db: Connection) -> None:
    month = claim(200, precision=Precision.MONTH)
    await store(db, snapshot(month, authority=3), snapshot(claim(100), document="b", authority=1))
    found = await observation(db)
    assert (plain(found["value"]), found["rule"]) == ("100", "finer_date")


@pytest.mark.parametrize(
    ("ineligible", "obstacle"),
    [
        (claim(None), "no_value"),
        (claim(999, scope=Scope.DISTRICT), "not_province"),
        (claim(999, scope=Scope.NATIONAL, place=None), "not_province"),
        (claim(999, place=None, failed=["place_certain"]), "no_place"),
        (claim(999, place="vn63/atlantis"), "no_place"),
        (claim(999, failed=["ratio"]), "failed_check"),
        (claim("101", indicator=RATE), "implausible"),
        (claim(999, indicator="number_of_dragons"), "unknown_indicator"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_cannot_count_is_kept_with_the_reason(
    db: Connection, ineligible: object, obstacle: str
) -> None:
    await store(db, snapshot(ineligible))  # type: ignore[arg-type]
    assert await rows_of(db, "select obstacle from api.claims") == [{"obstacle": obstacle}]
    assert await rows_of(db, "select * from api.observations") == []


async def test_a_newer_revision_replaces_all_that_the_page_said(db: Connection) -> None:
    await store(db, snapshot(claim(100), claim(7, indicator="community_teams")))
    await store(db, snapshot(claim(120), hour=1))
    assert await value(db) == "120"
    assert await value(db, "community_teams") is None
    current = await rows_of(db, "select value from api.claims where is_current")
    assert [plain(row["value"]) for row in current] == ["120"]


async def test_an_older_revision_that_comes_late_changes_nothing(db: Connection) -> None:
    await store(db, snapshot(claim(120), hour=1))
    await store(db, snapshot(claim(100), hour=0))
    assert await value(db) == "120"


async def test_a_page_that_is_gone_did_not_unsay_its_figures(db: Connection) -> None:
    await store(db, snapshot(claim(100)))
    await store(db, snapshot(status=DocumentStatus.GONE, hour=1))
    found = await observation(db)
    assert (plain(found["value"]), found["source_gone"]) == ("100", True)


async def test_a_challenge_page_replaces_nothing(db: Connection) -> None:
    await store(db, snapshot(claim(100)))
    await store(db, snapshot(status=DocumentStatus.NOT_ARTICLE, hour=1))
    found = await observation(db)
    assert (plain(found["value"]), found["source_gone"]) == ("100", False)


async def test_an_article_without_claims_takes_its_figures_back(db: Connection) -> None:
    await store(db, snapshot(claim(100)))
    await store(db, snapshot(hour=1))
    assert await value(db) is None


async def test_a_retracted_document_is_out_whichever_comes_first(db: Connection) -> None:
    await store(db, snapshot(claim(100)))
    await store(db, retraction(hour=5))
    assert await value(db) is None
    await store(db, snapshot(claim(120), hour=6))
    assert await value(db) is None


async def test_known_at_gives_back_what_was_known(db: Connection) -> None:
    await store(db, snapshot(claim(100)))
    await store(db, snapshot(claim(120), hour=2), snapshot(claim(110, "2023-12-31"), document="b", hour=4))
    await store(db, retraction(hour=8))
    query = (
        "select value from api.totals_at('2030-01-01', timestamptz '2024-03-01 12:00Z' + $1::text::interval)"
    )
    known = {}
    for hours in ("-1", "0", "1", "2", "7", "8"):
        rows = await rows_of(db, query, f"{hours} hours")
        known[hours] = [plain(row["value"]) for row in rows]
    assert known == {"-1": [], "0": ["100"], "1": ["100"], "2": ["120"], "7": ["120"], "8": ["110"]}


async def test_an_anchor_shows_what_was_visible_then(db: Connection) -> None:
    forecast = claim(300, "2024-12-31")
    await store(db, snapshot(claim(100), forecast, published="2024-02-01"))
    assert await value(db, anchor="2024-01-30") is None
    assert await value(db, anchor="2024-01-31") == "100"
    assert await value(db, anchor="2024-02-01") == "300"


async def test_a_value_keeps_its_digits_and_its_age_is_told(db: Connection) -> None:
    await store(db, snapshot(claim("80.10", indicator=RATE, denominator="12")))
    total = await total_of(db, RATE, anchor="2025-03-06")
    assert total is not None
    assert (plain(total["value"]), total["denominator"]) == ("80.10", Decimal(12))
    assert (total["age_days"], total["stale"]) == (400, False)
    later = await total_of(db, RATE, anchor="2025-03-07")
    assert later is not None
    assert (later["age_days"], later["stale"]) == (401, True)


async def changes(db: Connection) -> dict[str, object]:
    rows = await rows_of(db, "select * from api.level_changes")
    return {
        name.removeprefix("change_"): value for name, value in rows[0].items() if name.startswith("change")
    }


async def test_a_change_looks_back_to_the_newest_level_in_its_window(db: Connection) -> None:
    dates = {"2024-07-01": 500, "2024-06-15": 490, "2024-05-20": 450, "2024-03-01": 300, "2023-06-01": 100}
    await store(db, snapshot(*(claim(level, date) for date, level in dates.items())))
    assert await changes(db) == {
        "30_days": Decimal(50),
        "90_days": Decimal(200),
        "365_days": Decimal(400),
        "calendar_year": Decimal(400),
    }


async def test_a_change_needs_two_exact_levels(db: Connection) -> None:
    await store(db, snapshot(claim(500, "2024-07-01"), claim(450, "2024-05-20", qualifier=APPROX)))
    assert set((await changes(db)).values()) == {None}


async def test_scores_on_different_scales_have_no_change(db: Connection) -> None:
    new = claim("433", "2024-12-31", SCORE, denominator="1000")
    old = claim("76", "2023-12-31", SCORE, denominator="100")
    await store(db, snapshot(new, old))
    assert set((await changes(db)).values()) == {None}


async def test_generations_stand_side_by_side_and_readers_see_the_first(db: Connection) -> None:
    await store(db, snapshot(claim(100)))
    await store(db, snapshot(claim(111), generation=2))
    assert await value(db) == "100"
    rows = await rows_of(db, "select generation, value from aggregator.totals order by generation")
    assert [(row["generation"], plain(row["value"])) for row in rows] == [(1, "100"), (2, "111")]
