"""What the catalogue says of one claim, what tells copies, and the names that people type."""

import pytest

from support.claims import claim
from tinhso_aggregator.core.copies import (
    PERMUTATIONS,
    SLOTS,
    quote_key,
    shingles_of,
    signature_of,
    words_of,
)
from tinhso_aggregator.core.names import UnknownName, indicator_of, places_of
from tinhso_aggregator.core.series import obstacle_of, question_of
from tinhso_shared.catalog import load_catalog
from tinhso_shared.events import Precision, Status

CATALOG = load_catalog()


def question_id(*arguments: object, **options: object) -> str:
    question = question_of(claim(*arguments, **options), CATALOG)  # type: ignore[arg-type]
    assert question is not None
    return question.question_id


def test_claims_of_different_precision_for_a_date_ask_one_question() -> None:
    assert question_id(1000) == question_id(2000, precision=Precision.MONTH)


def test_another_date_facet_or_status_is_another_question() -> None:
    questions = [
        question_id(1000),
        question_id(1000, "2024-02-29"),
        question_id(1000, None),
        question_id(1000, facet={"holder": "citizen"}),
        question_id(1000, status=Status.TARGET),
    ]
    assert len(set(questions)) == len(questions)


def test_a_level_has_no_period_and_a_flow_has() -> None:
    year = ("2023-01-01", "2023-12-31")
    assert question_id(1000, period=year) == question_id(1000)
    assert question_id(1, indicator="dx_budget", period=year) != question_id(1, "2023-12-31", "dx_budget")


def test_a_small_change_is_plausible_where_a_small_level_is_not() -> None:
    assert obstacle_of(claim(39), CATALOG) == "implausible"
    assert obstacle_of(claim(39, status=Status.CHANGE_DELTA), CATALOG) is None


def test_quotes_of_the_same_words_are_equal_whatever_their_case_spaces_and_marks() -> None:
    assert quote_key("«Toàn tỉnh có 43.550  chữ ký số.»") == quote_key("toàn tỉnh có 43.550 chữ ký số")
    assert quote_key("có 43.550 chữ ký số") != quote_key("có 43.551 chữ ký số")


def test_words_are_lower_case_and_nfc() -> None:
    assert words_of("Hòa — HOA\u0300") == ["hòa", "hoà"]


@pytest.mark.parametrize(("text", "number"), [("", 0), ("một hai", 1), ("a b c d e", 1), ("a b c d e g", 2)])
def test_a_shingle_is_five_words_or_all_there_are(text: str, number: int) -> None:
    assert len(shingles_of(text)) == number


def test_a_signature_has_a_slot_for_each_permutation() -> None:
    signature = signature_of("toàn tỉnh có 43.550 chữ ký số")
    assert signature is not None
    assert len(SLOTS.unpack(signature)) == PERMUTATIONS
    assert signature_of(" … ") is None


@pytest.mark.parametrize(
    "written", ["vn63/binh_duong", "binh_duong", "Bình Dương", "BINH DUONG", " bình dương "]
)
def test_a_province_is_found_by_key_id_or_name(written: str) -> None:
    assert places_of(written, CATALOG) == ["vn63/binh_duong"]


def test_a_name_of_both_frames_means_both() -> None:
    assert places_of("Đồng Tháp", CATALOG) == ["vn34/dong_thap", "vn63/dong_thap"]


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Bình Dương"):
        places_of("Bình Dươn", CATALOG)
    with pytest.raises(UnknownName, match="eid_accounts_activated"):
        indicator_of("eid_accounts", CATALOG)
