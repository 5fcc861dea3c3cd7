"""Dates as Vietnamese texts write them; which one governs a figure."""

import datetime as dt

import pytest

from support.reading import only_claim, read, read_in_article
from tinhso_extractor.core.dates import Role, find_dates
from tinhso_extractor.core.document import Told
from tinhso_shared.events import DateBasis, Hints, Precision

DATES = {
    "ngày 22/5/2023": ("2023-05-22", Precision.DAY),
    "4-4-2022": ("2022-04-04", Precision.DAY),
    "20.11.2023": ("2023-11-20", Precision.DAY),
    "ngày 12 tháng 4 năm 2023": ("2023-04-12", Precision.DAY),
    "tháng 12/2023": ("2023-12-31", Precision.MONTH),
    "giữa tháng 8/2023": ("2023-08-15", Precision.MONTH),
    "đến hết tháng 11/2023": ("2023-11-30", Precision.DAY),
    "quý iii/2023": ("2023-09-30", Precision.QUARTER),
    "6 tháng đầu năm 2023": ("2023-06-30", Precision.HALF),
    "9 tháng đầu năm 2023": ("2023-09-30", Precision.MONTH),
    "năm 2023": ("2023-12-31", Precision.YEAR),
    "từ năm 2021 đến năm 2023": ("2023-12-31", Precision.YEAR),
    "đầu năm 2024": ("2024-03-31", Precision.QUARTER),
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=list(DATES))
def test_a_date_ends_on_the_last_day_that_it_names(text: str, expected: tuple[str, Precision]) -> None:
    (found,) = find_dates(text)
    assert (str(found.last), found.precision) == expected


@pytest.mark.parametrize(
    "text", ["433/1.000 điểm", "4/6 ngành dọc", "25/25 dịch vụ", "ngày 31/6/2023", "ngày 22/13/2023"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_dates(text) == []


ROLES = {
    "quyết định số 749/qđ-ttg ngày 03-6-2020": Role.DOCUMENT,
    "tầm nhìn đến năm 2030": Role.HORIZON,
    "so với năm 2022": Role.COMPARISON,
    "giai đoạn 2022-2025": Role.PERIOD,
    "kể từ ngày 01/6/2022": Role.START,
    "thứ năm, 21/12/2023": Role.HEADER,
    "đến nay": Role.NOW,
    "số liệu ngày 16/6/2023": Role.REFERENCE,
}


@pytest.mark.parametrize(("text", "role"), ROLES.items(), ids=list(ROLES))
def test_the_words_around_a_date_say_what_it_is_for(text: str, role: Role) -> None:
    assert [date.role for date in find_dates(text)] == [role]


SIGNATURES = "toàn tỉnh đã cấp 43.120 chữ ký số"
GOVERNED = {
    f"Đến ngày 1/2/2024, {SIGNATURES}.": ("2024-02-01", DateBasis.CLAUSE),
    f"Tính đến ngày 1-2, {SIGNATURES}.": ("2024-02-01", DateBasis.CLAUSE),
    f"Tính đến ngày 15-12, {SIGNATURES}.": ("2023-12-15", DateBasis.CLAUSE),
    f"Đến nay, {SIGNATURES}.": ("2024-03-05", DateBasis.DATELINE),
    f"{SIGNATURES.capitalize()}.": ("2024-03-05", DateBasis.DATELINE),
    f"Ngày 1/2/2024 tỉnh chốt số liệu. Theo đó, {SIGNATURES}.": ("2024-02-01", DateBasis.PARAGRAPH),
    f"Thực hiện Quyết định số 12/QĐ-UBND ngày 9/1/2023, {SIGNATURES}.": ("2024-03-05", DateBasis.DATELINE),
}


@pytest.mark.parametrize(("text", "expected"), GOVERNED.items(), ids=list(GOVERNED))
def test_the_nearest_governing_date_dates_the_figure(text: str, expected: tuple[str, DateBasis]) -> None:
    claim = only_claim(text)
    assert (str(claim.as_of), claim.as_of_basis) == expected


def test_a_past_day_that_is_not_named_makes_the_claim_ineligible() -> None:
    assert only_claim(f"Khi ấy, {SIGNATURES}.").checks.failed == ("date_certain",)


def test_a_hint_dates_a_text_without_a_date() -> None:
    text = f"Công tác chuyển đổi số ở tỉnh Bình Dương: hiện {SIGNATURES} cho người dân trên địa bàn."
    told = Told(hints=Hints(published=dt.date(2024, 5, 6)))
    (claim,) = read(text, told).claims
    assert (claim.as_of, claim.as_of_basis) == (dt.date(2024, 5, 6), DateBasis.HINT)


def test_a_text_without_any_date_has_claims_without_one() -> None:
    (claim,) = read(f"Chuyển đổi số ở tỉnh Bình Dương: {SIGNATURES}.").claims
    assert (claim.as_of, claim.place) == (None, "vn63/binh_duong")


def test_a_score_has_the_year_of_its_edition() -> None:
    (claim,) = read_in_article("Năm 2022, điểm DTI của tỉnh đạt 612/1.000 điểm.").claims
    assert (str(claim.as_of), claim.as_of_precision) == ("2022-12-31", Precision.YEAR)


def test_a_flow_has_the_period_that_is_named() -> None:
    (claim,) = read_in_article("Từ năm 2021 đến năm 2023, tỉnh bố trí 117 tỷ đồng cho chuyển đổi số.").claims
    assert (str(claim.period_start), str(claim.period_end)) == ("2021-01-01", "2023-12-31")
