"""Dates as Vietnamese texts write them; which one governs a figure."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.reading import only_claim, read, read_in_article
from tinhso_extractor.core.dates import GRAMMAR, PATTERN, Role, find_dates
from tinhso_extractor.core.document import Document, Told
from tinhso_extractor.core.view import view_of
from tinhso_shared.events import DateBasis, Hints, Precision, Status

DATES = {
    "ngày 22/5/2023": ("2023-05-22", Precision.DAY),
    "4-4-2022": ("2022-04-04", Precision.DAY),
    "20.11.2023": ("2023-11-20", Precision.DAY),
    "ngày 12 tháng 4 năm 2023": ("2023-04-12", Precision.DAY),
    "27/09/18, 09:13": ("2018-09-27", Precision.DAY),
    "22/5/91": ("1991-05-22", Precision.DAY),
    "12 tháng tư năm 2023": ("2023-04-12", Precision.DAY),
    "mùng ba tháng hai năm 2023": ("2023-02-03", Precision.DAY),
    "ngày 3 tháng năm năm 2023": ("2023-05-03", Precision.DAY),
    "tháng 12/2023": ("2023-12-31", Precision.MONTH),
    "tháng 11-2023": ("2023-11-30", Precision.MONTH),
    "tháng 8 năm 2023": ("2023-08-31", Precision.MONTH),
    "tháng tám năm 2023": ("2023-08-31", Precision.MONTH),
    "đầu tháng 8/2023": ("2023-08-31", Precision.MONTH),
    "cuối tháng 2/2024": ("2024-02-29", Precision.MONTH),
    "giữa tháng 8/2023": ("2023-08-15", Precision.MONTH),
    "đến hết tháng 11/2023": ("2023-11-30", Precision.DAY),
    "quý iii/2023": ("2023-09-30", Precision.QUARTER),
    "quý 4 năm 2023": ("2023-12-31", Precision.QUARTER),
    "quý ba của năm 2023": ("2023-09-30", Precision.QUARTER),
    "6 tháng đầu năm 2023": ("2023-06-30", Precision.HALF),
    "9 tháng đầu năm 2023": ("2023-09-30", Precision.MONTH),
    "chín tháng năm 2023": ("2023-09-30", Precision.MONTH),
    "11 tháng năm 2023": ("2023-11-30", Precision.MONTH),
    "6 tháng cuối năm 2023": ("2023-12-31", Precision.HALF),
    "nửa đầu năm 2023": ("2023-06-30", Precision.HALF),
    "nửa cuối năm 2023": ("2023-12-31", Precision.HALF),
    "năm 2023": ("2023-12-31", Precision.YEAR),
    "hết năm 2023": ("2023-12-31", Precision.DAY),
    "cuối năm 2023": ("2023-12-31", Precision.YEAR),
    "giai đoạn 2022 - 2025": ("2025-12-31", Precision.YEAR),
    "từ năm 2021 đến năm 2023": ("2023-12-31", Precision.YEAR),
    "đầu năm 2024": ("2024-03-31", Precision.QUARTER),
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=list(DATES))
def test_a_date_ends_on_the_last_day_that_it_names(text: str, expected: tuple[str, Precision]) -> None:
    (found,) = find_dates(text)
    assert (str(found.last), found.precision) == expected


@pytest.mark.parametrize(
    "text",
    [
        "433/1.000 điểm",
        "4/6 ngành dọc",
        "25/25 dịch vụ",
        "ngày 31/6/2023",
        "ngày 22/13/2023",
        "2g/3g/4g",
        "12/qđ-ubnd",
        "cấp cứu 115",
        "đề án 06",
        "thời gian qua",
        "thời gian tới",
        "hai năm trước",
        "những tháng tới",
        "một tháng hai lần",
        "cách mạng tháng tám",
        "tháng giêng",
        "tháng chạp",
        "tháng năm",
        "quý hai bên",
        "trong 3 năm tới",
        "mỗi ngày 1.5 triệu lượt",
        "trong ngày 2.7 tỷ đồng",
        "một ngày 12.5%",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_dates(text) == []


def test_a_span_of_days_has_both_its_ends() -> None:
    assert [str(date.last) for date in find_dates("9/12/2022-9/12/2023")] == ["2022-12-09", "2023-12-09"]


PIECES = st.sampled_from(
    [*DATES, " ", ", ", "\n", "(", "từ ", "đến ", "tới ", "thứ ba, ", "2024", "12", "/", "năm ", "nay"]
)


@given(st.lists(PIECES, max_size=10).map("".join))
def test_looking_only_where_a_date_can_begin_finds_the_same(text: str) -> None:
    assert [m.span() for m in GRAMMAR.finditer(text)] == [m.span() for m in PATTERN.finditer(text)]


@pytest.mark.parametrize(
    "path", sorted(Path("tests/eval/gold/dev").glob("*.txt")), ids=lambda path: path.stem
)
def test_it_finds_the_same_in_articles(path: Path) -> None:
    lower = view_of(path.read_text(encoding="utf-8")).lower
    assert [m.span() for m in GRAMMAR.finditer(lower)] == [m.span() for m in PATTERN.finditer(lower)]


ROLES = {
    "quyết định số 749/qđ-ttg ngày 03-6-2020": Role.DOCUMENT,
    "tầm nhìn đến năm 2030": Role.HORIZON,
    "so với năm 2022": Role.COMPARISON,
    "giai đoạn 2022-2025": Role.PERIOD,
    "kể từ ngày 01/6/2022": Role.START,
    "thứ năm, 21/12/2023": Role.HEADER,
    "đến nay": Role.NOW,
    "tính đến nay": Role.NOW,
    "đến thời điểm hiện tại": Role.NOW,
    "đến thời điểm này": Role.NOW,
    "hiện nay": Role.NOW,
    "23/11/2023 - 08:49": Role.HEADER,
    "chủ nhật - 26/02/2023 19:52": Role.HEADER,
    "thứ tư, 08/05/2024 | 16:20": Role.HEADER,
    "28/12/2022 | lượt xem: 25": Role.HEADER,
    "lúc 08h00 ngày 25/02/2023": Role.REFERENCE,
    "tăng 5% so năm 2022": Role.COMPARISON,
    "giảm 3% so với tuần trước": Role.COMPARISON,
    "công bố cuối năm ngoái": Role.DOCUMENT,
    "số liệu ngày 16/6/2023": Role.REFERENCE,
    "tăng 16 bậc so với hạng 21 của năm 2021": Role.COMPARISON,
    "tăng so với 45,2% cuối năm 2022": Role.COMPARISON,
    "cao gần gấp đôi con số 34,2% của năm 2021": Role.COMPARISON,
    "đạt 95,5% chỉ tiêu bộ công an giao năm 2023": Role.HORIZON,
    "kế hoạch số 320/kh-ubnd, đến hết ngày 20/12": Role.REFERENCE,
    "xếp thứ 5 so với 63 tỉnh năm 2023": Role.REFERENCE,
    "số hóa xong từ cuối năm 2023": Role.REFERENCE,
    "triển khai từ cuối năm 2023": Role.START,
    "sau hội nghị triển khai hồi tháng 3": Role.START,
    "sau đợt ra quân, đến ngày 3/3/2024": Role.REFERENCE,
}


@pytest.mark.parametrize(("text", "role"), ROLES.items(), ids=list(ROLES))
def test_the_words_around_a_date_say_what_it_is_for(text: str, role: Role) -> None:
    assert [date.role for date in find_dates(text)] == [role]


RELATIVE = {
    "hôm qua": ("2024-03-04", "2024-03-04"),
    "đến hết ngày hôm kia": ("2024-03-03", "2024-03-03"),
    "tuần trước": ("2024-02-26", "2024-03-03"),
    "tháng trước": ("2024-02-01", "2024-02-29"),
    "quý trước": ("2023-10-01", "2023-12-31"),
    "quý ba năm ngoái": ("2023-07-01", "2023-09-30"),
    "6 tháng đầu năm ngoái": ("2023-01-01", "2023-06-30"),
    "sáu tháng đầu năm nay": ("2024-01-01", "2024-06-30"),
    "9 tháng năm nay": ("2024-01-01", "2024-09-30"),
    "6 tháng đầu năm": ("2023-01-01", "2023-06-30"),
    "đầu năm nay": ("2024-01-01", "2024-03-31"),
    "năm qua": ("2023-01-01", "2023-12-31"),
    "năm tới": ("2025-01-01", "2025-12-31"),
    "tháng 6 tới": ("2024-06-01", "2024-06-30"),
    "tháng sáu": ("2023-06-01", "2023-06-30"),
}


@pytest.mark.parametrize(("text", "span"), RELATIVE.items(), ids=list(RELATIVE))
def test_a_relative_date_is_counted_from_the_day_of_the_text(text: str, span: tuple[str, str]) -> None:
    today = dt.date(2024, 3, 5)
    article = Document(
        None, today, DateBasis.PUBLISHED, today, DateBasis.PUBLISHED, None, None, below_province=False
    )
    (found,) = find_dates(text)
    first, last = article.span_of(found) or (None, None)
    assert (str(first), str(last)) == span


SIGNATURES = "toàn tỉnh đã cấp 43.120 chữ ký số"
GOVERNED = {
    f"Đến ngày 1/2/2024, {SIGNATURES}.": ("2024-02-01", DateBasis.CLAUSE),
    f"Tính đến ngày 1-2, {SIGNATURES}.": ("2024-02-01", DateBasis.CLAUSE),
    f"Tính đến ngày 15-12, {SIGNATURES}.": ("2023-12-15", DateBasis.CLAUSE),
    f"Tính đến ngày 1.2, {SIGNATURES}.": ("2024-02-01", DateBasis.CLAUSE),
    f"Sáng 1.2, {SIGNATURES}.": ("2024-02-01", DateBasis.CLAUSE),
    f"Từ ngày 5.1 - 20.2, tỉnh ra quân; {SIGNATURES}.": ("2024-02-20", DateBasis.SENTENCE),
    f"Sau hội nghị hồi tháng 1, {SIGNATURES}.": ("2024-03-05", DateBasis.DATELINE),
    f"Kết quả 6 tháng 2023: {SIGNATURES}.": ("2023-06-30", DateBasis.CLAUSE),
    f"Từ trước đây đã làm. Đến giờ {SIGNATURES}.": ("2024-03-05", DateBasis.DATELINE),
    f"Từ sáng đến giờ nghỉ, {SIGNATURES}.": ("2024-03-05", DateBasis.DATELINE),
    f"Theo Quyết định 766 (mới), tháng 1, {SIGNATURES}.": ("2024-01-31", DateBasis.CLAUSE),
    f"{SIGNATURES.capitalize()}, nhiều hơn bình quân cả năm 2022.": ("2024-03-05", DateBasis.DATELINE),
    f"Đến hết ngày hôm qua, {SIGNATURES}.": ("2024-03-04", DateBasis.CLAUSE),
    f"Đến cuối tháng hai, {SIGNATURES}.": ("2024-02-29", DateBasis.CLAUSE),
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


@pytest.mark.parametrize(
    ("above", "published"),
    [
        ("Thứ ba 16/09/2025 00:50\nKinh tế số\n{title}\n31/07/2024 13:30", "2024-07-31"),
        ("{title}\n31/07/2024 13:30\nCập nhật 01/08/2024 09:00", "2024-07-31"),
        ("Thứ ba 16/09/2025\n{title}\n31/07/2024 13:30", "2024-07-31"),
        ("{title}\n31/07/2024 13:30", "2024-07-31"),
    ],
)
def test_the_day_of_the_visit_above_an_article_is_not_its_own(above: str, published: str) -> None:
    head = above.format(title="Bình Dương đẩy mạnh cấp chữ ký số cho người dân")
    prose = f"Công tác chuyển đổi số ở tỉnh Bình Dương được đẩy mạnh ở các xã; {SIGNATURES} cho người dân."
    related = "Tin cùng chuyên mục\n02/01/2019 10:00"
    (claim,) = read(f"{head}\n\n{prose} Việc này còn tiếp tục.\n\n{related}").claims
    assert (str(claim.as_of), claim.as_of_basis) == (published, DateBasis.PUBLISHED)


def test_what_is_counted_up_to_a_day_was_reached_also_in_a_text_without_a_date() -> None:
    plan = "Ngày 27/10/2021, tỉnh Bình Dương đã ban hành nghị quyết về chuyển đổi số."
    (claim,) = read(f"{plan}\n\nTính đến giữa năm 2023, tỉnh Bình Dương {SIGNATURES[10:]}.").claims
    assert (claim.status, str(claim.as_of)) == (Status.ACTUAL, "2023-06-30")
    (wish,) = read(f"{plan}\n\nĐến năm 2030, tỉnh Bình Dương {SIGNATURES[10:].replace('đã ', '')}.").claims
    assert wish.status is Status.TARGET


def test_a_score_has_the_year_of_its_edition() -> None:
    (claim,) = read_in_article("Năm 2022, điểm DTI của tỉnh đạt 612/1.000 điểm.").claims
    assert (str(claim.as_of), claim.as_of_precision) == ("2022-12-31", Precision.YEAR)


def test_a_flow_has_the_period_that_is_named() -> None:
    (claim,) = read_in_article("Từ năm 2021 đến năm 2023, tỉnh bố trí 117 tỷ đồng cho chuyển đổi số.").claims
    assert (str(claim.period_start), str(claim.period_end)) == ("2021-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("named", "as_of"),
    [
        ("nhiệm vụ 6 tháng cuối năm 2025", "2025-07-31"),
        ("nhiệm vụ của quý III/2025", "2025-07-31"),
        ("nhiệm vụ của quý I/2025", "None"),
        ("nhiệm vụ của tháng 8/2024 và tháng 8/2025", "None"),
        ("nhiệm vụ trong thời gian tới", "None"),
    ],
)
def test_a_day_without_a_year_is_of_the_months_that_are_named_with_one(named: str, as_of: str) -> None:
    text = (
        f"Ngày 31/7, UBND tỉnh Đồng Nai họp bàn {named} với các sở, ngành và địa phương về chuyển đổi số, "
        f"Đề án 06 và cải cách hành chính trên địa bàn.\n\nHiện {SIGNATURES}.\n"
    )
    assert [str(claim.as_of) for claim in read(text).claims] == [as_of]


def test_what_a_text_looks_back_to_is_not_its_day() -> None:
    text = (
        "Bốn năm trước, ngày 20/10/2020, Tỉnh ủy Gia Lai ra nghị quyết về chuyển đổi số, mở đầu cho một "
        f"chặng đường mà cả hệ thống chính trị của tỉnh cùng đi.\n\nĐến nay, {SIGNATURES}.\n"
    )
    assert [str(claim.as_of) for claim in read(text).claims] == ["None"]


@pytest.mark.parametrize(
    ("said", "as_of"),
    [
        ("cho biết, năm 2023, doanh thu toàn ngành tăng mạnh", "2023-12-31"),
        (
            "cho biết doanh thu tăng theo kế hoạch đã lập từ năm 2023 và giữ cho tới bây giờ",
            "2024-03-05",
        ),
    ],
)
def test_a_year_that_opens_what_somebody_tells_goes_on(said: str, as_of: str) -> None:
    text = f"Ông Lê Văn Ba, Giám đốc Sở Thông tin và Truyền thông tỉnh, {said}. Cũng theo ông, {SIGNATURES}."
    assert str(only_claim(text).as_of) == as_of


def test_the_year_right_before_a_day_is_its_own() -> None:
    text = "nhân ngày chuyển đổi số quốc gia năm 2025, ngày 9/10, sở họp với các xã; năm 2026 họp ngày 9/9"
    assert [str(date.last) for date in find_dates(text)] == ["2025-12-31", "2025-10-09", "2026-12-31", "None"]


def test_the_end_of_a_word_is_no_weekday() -> None:
    assert [date.role for date in find_dates("tờ trình của skhcn ngày 19/12/2025")] == [Role.DOCUMENT]
    assert [date.role for date in find_dates("cn, ngày 21/12/2025")] == [Role.HEADER]


@pytest.mark.parametrize(
    ("until", "as_of"), [("trước ngày 30/6/2023", "None"), ("ngày 5/6/2023", "2023-06-07")]
)
def test_a_day_that_is_still_to_come_says_no_year(until: str, as_of: str) -> None:
    text = (
        "Chủ tịch UBND tỉnh Quảng Nam vừa yêu cầu các sở, ban ngành và các huyện đẩy mạnh việc cấp chữ ký "
        f"số cho dân theo kế hoạch.\n\nTính đến ngày 7/6, {SIGNATURES}.\n\nViệc này được nhắc lại {until}.\n"
    )
    assert [str(claim.as_of) for claim in read(text).claims] == [as_of]


@pytest.mark.parametrize(
    ("said", "as_of"),
    [
        ("Ngày 6/1/2022, Thủ tướng ban hành Quyết định 06", "2024-03-05"),
        ("Ngày 1/2/2024, tỉnh chốt số liệu", "2024-02-01"),
    ],
)
def test_the_day_on_which_something_was_issued_dates_nothing_after(said: str, as_of: str) -> None:
    assert str(only_claim(f"{said}. Tỉnh đã cấp 43.120 chữ ký số.").as_of) == as_of


REPORT = """Gia Lai: Một số kết quả chuyển đổi số 6 tháng đầu năm 2024

Sở Thông tin và Truyền thông tỉnh Gia Lai tổng hợp một số kết quả nổi bật để các đơn vị tiện theo dõi. {}

• Chữ ký số cá nhân đã cấp: 61.840 chữ ký số.
"""


@pytest.mark.parametrize(
    ("said", "as_of"),
    [
        ("Số liệu tính đến ngày 20/6/2024.", "2024-06-20"),
        ("(Các số liệu được chốt vào ngày 18/6/2024)", "2024-06-18"),
        # What is said of one thing dates it alone.
        ("Đến ngày 20/6/2024, hạ tầng mạng hoạt động ổn định.", "2024-06-30"),
        ("Số liệu tính đến ngày 20/6/2024. Số liệu của ngành y tế tính đến ngày 25/6/2024.", "2024-06-20"),
        ("Số liệu tính đến ngày 20/6/2024. Số liệu cập nhật đến ngày 25/6/2024.", "2024-06-30"),
        ("Số liệu dân cư tính đến ngày 1/4/2019.", "2024-06-30"),
    ],
)
def test_a_sentence_that_only_dates_the_figures_dates_all_of_them(said: str, as_of: str) -> None:
    (claim,) = read(REPORT.format(said)).claims
    assert claim.as_of == dt.date.fromisoformat(as_of)


@pytest.mark.parametrize(
    "before",
    [
        "Năm 2024, tỷ lệ hồ sơ trực tuyến đạt 83,1% (năm 2021 mới 21,6%). ",
        "Năm 2024, hộ có cáp quang đạt 80,4%, trong khi năm 2021 mới là 58,2%. ",
        "Năm 2024, tỉnh tiếp tục đầu tư. Huyện Chư Sê tính đến ngày 15/10/2024 hoàn thành việc rà soát. ",
    ],
)
def test_the_date_of_one_figure_or_of_a_part_does_not_go_on(before: str) -> None:
    head = "Gia Lai nhìn lại\n\nThứ Sáu, 16/5/2025, 08:00\n\n"
    claims = read(f"{head}{before}Toàn tỉnh có 2.214 trạm BTS.").claims
    assert claims[-1].indicator == "mobile_base_stations"
    assert claims[-1].as_of == dt.date(2024, 12, 31)


def test_a_day_in_brackets_that_dates_the_figures_before_it_goes_on() -> None:
    text = (
        "Gia Lai báo cáo\n\nThứ Sáu, 16/5/2025, 08:00\n\nCông an tỉnh Gia Lai báo cáo (số liệu tính đến ngày "
        "30/4/2025): cấp 1.204.610 thẻ căn cước. Hoàn thành triển khai 34/40 mô hình Đề án 06."
    )
    assert {claim.as_of for claim in read(text).claims} == {dt.date(2025, 4, 30)}


@pytest.mark.parametrize(
    ("said", "as_of"),
    [
        ("Cuối năm 2024, hộ có cáp quang đạt 80,4%, trong khi ngày 1/7/2024 mới là 58%", "2024-12-31"),
        ("Toàn tỉnh 80,4% hộ có cáp quang; trong tháng 9/2024, có 3.150 lượt tải dữ liệu", "2025-05-16"),
    ],
)
def test_a_contrast_and_a_later_clause_date_nothing_before_them(said: str, as_of: str) -> None:
    claims = read(f"Gia Lai nhìn lại\n\nThứ Sáu, 16/5/2025, 08:00\n\n{said}.").claims
    assert [c.as_of for c in claims if str(c.value) == "80.4"] == [dt.date.fromisoformat(as_of)]


def test_one_meeting_after_the_other_gives_a_text_no_day() -> None:
    text = (
        "Hai cách làm\n\nThứ Ba, 18/06/2024, 09:20\n\n"
        "Cùng nằm ở hạ lưu sông Hậu, Sóc Trăng và Hậu Giang chọn hai cách làm khi triển khai Đề án 06 "
        "và chuyển đổi số trong những năm gần đây.\n\n"
        "Ngày 14/6, Công an tỉnh Sóc Trăng sơ kết đợt cao điểm cấp căn cước và định danh điện tử cho dân "
        "trên địa bàn tỉnh, với nhiều kết quả.\n\n"
        "{}Hiện tỉnh Hậu Giang có 538 tổ công nghệ số cộng đồng, được người dân và cơ sở ghi nhận, "
        "đánh giá cao.\n"
    )
    (claim,) = read(text.format("Ngày 17/6, tại cuộc họp về chuyển đổi số, tỉnh cũng sơ kết. ")).claims
    assert claim.as_of != dt.date(2024, 6, 14)
    (claim,) = read(text.format("")).claims
    assert claim.as_of == dt.date(2024, 6, 14)


def test_also_in_this_month_is_the_month_named_before() -> None:
    text = (
        "Cà Mau: tin dịch vụ công\n\nThứ Sáu, 19/9/2025, 08:00\n\n"
        "Riêng trong tháng 8, tỷ lệ hồ sơ trực tuyến của tỉnh là 92,7%. Cũng trong tháng này, tỉnh có "
        "24.116 giao dịch thanh toán trực tuyến qua Cổng Dịch vụ công quốc gia."
    )
    assert {c.as_of for c in read(text).claims} == {dt.date(2025, 8, 31)}


def test_a_ministry_by_its_name_is_no_document() -> None:
    claim = only_claim(
        "Sở Thông tin và Truyền thông báo cáo: 2 tháng đầu năm, tỉnh tiếp nhận 96.470 hồ sơ trực tuyến qua "
        "Cổng Dịch vụ công của tỉnh."
    )
    assert (claim.period_start, claim.period_end) == (dt.date(2024, 1, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("before", "period"),
    [
        ("Năm 2023, tỉnh đẩy mạnh chuyển đổi số. ", ("2023-01-01", "2023-12-31")),
        ("", (None, None)),
        ("Năm 2024, tỉnh đẩy mạnh chuyển đổi số. ", (None, None)),
    ],
)
def test_in_the_year_is_the_one_that_was_told_of_if_it_is_over(
    before: str, period: tuple[str | None, str | None]
) -> None:
    said = "Trong năm, có 402.118 giao dịch trên sàn thương mại điện tử của tỉnh."
    claim = read_in_article(before + said).claims[-1]
    assert tuple(day and day.isoformat() for day in (claim.period_start, claim.period_end)) == period


def test_a_flow_goes_on_from_where_the_paragraph_began_it() -> None:
    claim = read_in_article(
        "Từ ngày 1/1 đến hết ngày 15/2/2024, Hệ thống thông tin giải quyết TTHC của tỉnh tiếp nhận 216.208 "
        "hồ sơ. Đáng chú ý, có 201.936 hồ sơ được nộp trực tuyến."
    ).claims[-1]
    assert (claim.period_start, claim.period_end) == (dt.date(2024, 1, 1), dt.date(2024, 2, 15))


def test_what_was_only_so_then_dates_nothing_after_it() -> None:
    before = "Tính đến ngày 25/2/2024, mạng lưới ổn định. Cuối năm 2022, số trạm mới là 1.980. "
    claim = read_in_article(f"{before}Toàn tỉnh có 2.214 trạm BTS.").claims[-1]
    assert (str(claim.value), claim.as_of) == ("2214", dt.date(2024, 2, 25))


def test_the_time_above_is_the_one_that_was_named() -> None:
    text = (
        "Tính đến ngày 18/2/2024, tỉnh thu nhận 478.935 hồ sơ cấp căn cước công dân.\n\n"
        "Cũng đến thời điểm trên, toàn tỉnh có 2.214 trạm BTS."
    )
    assert read_in_article(text).claims[-1].as_of == dt.date(2024, 2, 18)


BULLETIN = """BẢN TIN CHUYỂN ĐỔI SỐ TỈNH TÂY NINH
Số 09 (phát hành 25/09/2025)

TIN NỔI BẬT
* Ngày 18/9, Ban Chỉ đạo tỉnh về phát triển khoa học, công nghệ, đổi mới sáng tạo họp phiên thứ ba của năm.

CON SỐ CỦA TỈNH{}
- 6.018 trạm BTS.
"""


@pytest.mark.parametrize(("said", "as_of"), [(" (cập nhật đến 20/9/2025)", "2025-09-20"), ("", "2025-09-25")])
def test_a_heading_dates_its_figures_and_an_item_no_text(said: str, as_of: str) -> None:
    hints = Hints(host="tayninh.gov.vn", published=dt.date(2025, 9, 25))
    (claim,) = read(BULLETIN.format(said), Told(hints=hints)).claims
    assert claim.as_of == dt.date.fromisoformat(as_of)


@pytest.mark.parametrize(
    ("said", "as_of"), [(" (số liệu đến ngày 25/2/2024)", "2024-02-25"), ("", "2024-03-05")]
)
def test_a_numbered_heading_dates_what_stands_under_it(said: str, as_of: str) -> None:
    text = (
        f"1. Về nền tảng số{said}\n\n- Tỉnh có 6.018 trạm BTS.\n\n"
        "2. Về chính quyền số\n\n- Đã cấp 43.120 chữ ký số."
    )
    assert [str(c.as_of) for c in read_in_article(text).claims] == [as_of, "2024-03-05"]


def test_who_says_up_to_when_it_counts_dates_what_follows() -> None:
    claims = read_in_article(
        "Giám đốc Sở báo cáo tại cuộc họp, tính đến cuối năm 2023, tỉnh đã hoàn thành 13 chỉ tiêu. "
        "Nhiều kết quả tích cực như: 96% doanh nghiệp dùng hóa đơn điện tử; kinh tế số chiếm 9% GRDP."
    ).claims
    assert claims
    assert {str(claim.as_of) for claim in claims} == {"2023-12-31"}


ONLINE = "Tỷ lệ hồ sơ nộp trực tuyến của tỉnh"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # What is so now, behind what was so up to a month.
        (f"Tính đến tháng 1, tỉnh đạt nhiều kết quả. {ONLINE} hiện đạt 71%.", "2024-03-05"),
        (f"Tính đến tháng 1, tỉnh đạt nhiều kết quả. {ONLINE} thực hiện đạt 71%.", "2024-01-31"),
        # The edition of an index dates nothing else.
        (f"Năm 2022 tỉnh xếp thứ 9 cả nước về chuyển đổi số. {ONLINE} đạt 71%.", "2024-03-05"),
        (f"Năm 2022 tỉnh tổng kết công tác này. {ONLINE} đạt 71%.", "2022-12-31"),
        # A month in passing.
        (f"Cô kế toán cho xem bảng thu tháng 1. {ONLINE} đạt 71%.", "2024-03-05"),
        (f"Cô kế toán cho xem bảng thu trong tháng 1. {ONLINE} đạt 71%.", "2024-01-31"),
        # Months without a year, of a rate too.
        (f"{ONLINE}, 2 tháng mới đạt 71%.", "2024-03-05"),
    ],
)
def test_what_of_the_dates_before_is_carried_on(text: str, day: str) -> None:
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "online_dossier_rate")
    assert str(claim.as_of) == day


def test_months_that_end_before_the_text_date_a_rate() -> None:
    head = "Tin Gia Lai\n\nThứ Hai, 21/08/2023, 06:15\n\nTỉnh Gia Lai đẩy mạnh chuyển đổi số ở mọi cấp.\n\n"
    (claim,) = read(
        head + "Hồ sơ trực tuyến là điểm yếu, tỷ lệ hồ sơ trực tuyến 7 tháng mới đạt 39,6%."
    ).claims
    assert str(claim.as_of) == "2023-07-31"


def test_the_day_ahead_of_a_report_dates_what_does_not_date_itself() -> None:
    claims = read_in_article(
        "Công an tỉnh có báo cáo. Theo đó, tính đến ngày 29/2/2024:\n\n"
        "* Về nhân lực: tỉnh có 586 tổ công nghệ số cộng đồng.\n\n"
        "Riêng trong tháng 2, các đơn vị ra quân.\n\n* Về hóa đơn: 96% doanh nghiệp dùng hóa đơn điện tử."
    ).claims
    assert [str(claim.as_of) for claim in claims] == ["2024-02-29", "2024-02-29"]


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Kết quả đến ngày 31/1/2024 như sau:", "2024-01-31"),
        ("Sở vừa tổng hợp kết quả chuyển đổi số của tỉnh đến ngày 31/1/2024.", "2024-01-31"),
        ("Kết quả đến ngày 31/1/2024 còn thấp, các đơn vị phải rà soát lại.", "2024-03-05"),
    ],
)
def test_up_to_when_results_are_told_dates_the_whole_report(lead: str, day: str) -> None:
    (claim,) = read_in_article(f"{lead}\n\nVề nhân lực: tỉnh có 586 tổ công nghệ số cộng đồng.").claims
    assert str(claim.as_of) == day


def test_a_year_in_brackets_dates_no_figure_behind_them() -> None:
    first, *_, last = read_in_article(
        "Năm 2023, tỷ lệ hồ sơ trực tuyến của tỉnh đạt 83,1% (năm 2021 mới 21,6%); kinh tế số chiếm 9% GRDP."
    ).claims
    assert [str(claim.as_of) for claim in (first, last)] == ["2023-12-31", "2023-12-31"]


@pytest.mark.parametrize(("day", "end"), [("24/09/2024", "2024-09-24"), ("24/06/2024", "2023-09-30")])
def test_a_quarter_that_goes_on_is_this_years(day: str, end: str) -> None:
    head = f"Tin Gia Lai\n\nThứ Hai, {day}, 06:15\n\nTỉnh Gia Lai đẩy mạnh chuyển đổi số ở mọi cấp.\n\n"
    (claim,) = read(head + "Riêng quý III, tỷ lệ hồ sơ trực tuyến toàn tỉnh đạt 82,6%.").claims
    assert str(claim.as_of) == end


def test_the_date_of_what_is_to_come_dates_nothing_ahead_of_it() -> None:
    (models,) = read_in_article(
        "Tỉnh đã triển khai 18/43 mô hình điểm của Đề án 06, 7 mô hình khác dự kiến hoàn thành trong quý IV."
    ).claims
    assert models.as_of == dt.date(2024, 3, 5)


def test_what_was_so_in_the_first_month_contradicts_nothing() -> None:
    now, then = read_in_article(
        "Hồ sơ trực tuyến đạt 87,5%; tháng đầu tiên vận hành, con số này chỉ là 61,8%."
    ).claims
    assert (now.checks.failed, then.checks.failed) == ((), ("date_certain",))
    now, early = read_in_article(
        "Hồ sơ trực tuyến đạt 87,5%. Kết quả ban đầu: 82% dân số có hồ sơ sức khỏe điện tử."
    ).claims
    assert early.checks.failed == ()


def test_a_day_may_have_a_point_behind_what_counts_up_to_it() -> None:
    (terminals,) = read_in_article("Tính đến 30.11, trên địa bàn có 1.236 máy POS.").claims
    assert terminals.as_of == dt.date(2023, 11, 30)


def test_nine_of_ten_is_no_day() -> None:
    (rate,) = read_in_article(
        "Khách chuyển khoản tới 9/10, nhưng hay mất mạng. Hiện 93,2% hộ gia đình có internet cáp quang."
    ).claims
    assert rate.as_of == dt.date(2024, 3, 5)


def test_when_they_met_dates_no_figure() -> None:
    told = "theo số liệu nêu tại cuộc giao ban tuần trước, tỉnh có 586 tổ công nghệ số cộng đồng."
    assert only_claim(told.capitalize()).as_of == dt.date(2024, 3, 5)
    assert only_claim("Tuần trước, tỉnh có 586 tổ công nghệ số cộng đồng.").as_of != dt.date(2024, 3, 5)


def test_a_month_in_passing_hides_no_day_before_it() -> None:
    *_, payees = read_in_article(
        "Ngày 14/2, tỉnh họp.\n\nĐến ngày 10/2 đã chi trả lương hưu tháng 2 cho 91.300 người. "
        "Trong đó 78.954 người nhận qua tài khoản."
    ).claims
    assert payees.as_of == dt.date(2024, 2, 10)


def test_a_year_in_contrast_dates_nothing_behind_its_sentence() -> None:
    *_, office = read_in_article(
        "Hồ sơ trực tuyến đạt 86,4%, trong khi cả năm 2022 là 52,1%. "
        "Hồ sơ công việc xử lý trên môi trường mạng ở cấp tỉnh đạt 98,2%."
    ).claims
    assert office.as_of == dt.date(2024, 3, 5)


@pytest.mark.parametrize(("title", "day"), [("Điểm tin trong tuần", 16), ("Tỉnh họp về chuyển đổi số", 12)])
def test_no_meeting_dates_all_of_a_roundup(title: str, day: int) -> None:
    more = (
        "đã có đông người dự, ai cũng thấy vui vì công việc của địa phương trong thời gian qua "
        "nhanh hơn trước nhiều."
    )
    text = (
        f"{title} ở tỉnh Gia Lai\nChủ nhật, 16/3/2025, 17:30\n\nSáng 12/3, UBND tỉnh Gia Lai họp, {more}\n\n"
        f"Hôm 14/3, tại huyện Chư Sê, {more}\n\nTỉnh Gia Lai có 586 tổ công nghệ số cộng đồng."
    )
    (claim,) = read(text).claims
    assert claim.as_of == dt.date(2025, 3, day)


def test_a_day_just_before_the_latest_one_is_of_its_year() -> None:
    text = (
        "Ngày 25/6/2024, tỉnh Gia Lai họp bàn về chuyển đổi số.\n\n"
        "Tính đến {}, tỉnh Gia Lai có 586 tổ công nghệ số cộng đồng."
    )
    (claim,) = read(text.format("20/6")).claims
    assert claim.as_of == dt.date(2024, 6, 20)
    (claim,) = read(text.format("15/12")).claims
    assert claim.as_of == dt.date(2024, 12, 15)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("(năm 2022, tính riêng phần cũ là 1.104 doanh nghiệp)", ["2024-03-05", "2022-12-31"]),
        ("(tính đến 31/1/2024, tăng 5% so với năm trước)", ["2024-01-31"]),
    ],
)
def test_a_date_in_brackets_with_a_level_is_of_that_level(told: str, days: list[str]) -> None:
    claims = read_in_article(f"Trên địa bàn có 2.870 doanh nghiệp công nghệ số {told}.").claims
    assert [str(claim.as_of) for claim in claims] == days


def test_a_year_in_brackets_is_not_the_one_that_is_told_of() -> None:
    text = (
        "Hồ sơ trực tuyến của tỉnh đạt 91,6% (năm 2022 là 73,4%).\n\nTrong năm, Cổng dịch vụ công tỉnh có {}."
    )
    (claim,) = (
        c for c in read_in_article(text.format("412.508 hồ sơ trực tuyến")).claims if c.value == 412508
    )
    assert claim.as_of is None or claim.as_of.year != 2022


def test_a_year_over_a_column_is_not_the_one_that_is_told_of() -> None:
    text = (
        "Phú Yên tổng kết chuyển đổi số năm 2023\n\n"
        "Chỉ tiêu | Kết quả năm 2022 | Kế hoạch năm 2023 | Kết quả năm 2023\n\n"
        "Tỷ lệ hồ sơ TTHC nộp trực tuyến | 31,5% | 50% | 63,84%\n\n"
        "Tỷ lệ DVCTT toàn trình | 42,7% | 60% | 58,2%\n\n"
        "Trong năm, Cổng dịch vụ công tỉnh có 412.508 hồ sơ trực tuyến."
    )
    told = Told(hints=Hints(host="phuyen.gov.vn", published=dt.date(2023, 12, 27)))
    (claim,) = (c for c in read(text, told).claims if c.value == 412508)
    assert claim.as_of is None


def test_a_year_of_the_economy_dates_nothing_behind_it() -> None:
    told = "Kinh tế số năm 2023 đóng góp 17,8% GRDP. Toàn tỉnh có 2.870 doanh nghiệp công nghệ số."
    assert [str(claim.as_of) for claim in read_in_article(told).claims] == ["2023-12-31", "2024-03-05"]
    told = "Năm 2023, kinh tế số chiếm 17,8% GRDP. Toàn tỉnh có 2.870 doanh nghiệp công nghệ số."
    assert [str(claim.as_of) for claim in read_in_article(told).claims] == ["2023-12-31", "2024-03-05"]


def test_the_day_on_which_a_ranking_was_read_dates_it() -> None:
    claim = only_claim("Kết quả theo Quyết định 766/QĐ-TTg (trích xuất ngày 15/2), tỉnh xếp thứ 11/63.")
    assert str(claim.as_of) == "2024-02-15"


def test_what_a_plan_for_a_year_holds_is_of_that_year() -> None:
    planned = "31 nhiệm vụ trong kế hoạch chuyển đổi số năm 2023, hết tháng 6 mới có 9 nhiệm vụ hoàn thành"
    budget, tasks, done = read_in_article(
        f"Từ đầu năm đến nay, tỉnh đã bố trí 46,5 tỷ đồng cho {planned}."
    ).claims
    assert [str(c.period_end) for c in (budget, tasks)] == ["2023-12-31", "2023-12-31"]
    assert str(done.as_of) == "2023-06-30"


def test_what_was_before_makes_the_next_sentence_no_past() -> None:
    before = "Còn 23 điểm lõm sóng thuộc huyện Chư Sê trước đây. "
    claim = read_in_article(before + "Có 84,6% hộ gia đình dùng internet cáp quang.").claims[-1]
    assert not claim.checks.failed
    past = read_in_article("Lúc đó ít người dùng. Có 84,6% hộ gia đình dùng internet cáp quang.").claims[-1]
    assert past.checks.failed == ("date_certain",)


def test_what_is_estimated_for_the_year_holds_for_all_of_its_sentence() -> None:
    text = (
        "{} năm 2024, kinh tế số đạt 9,8% GRDP; thương mại điện tử chiếm khoảng 7% tổng mức bán lẻ hàng hóa."
    )
    assert [str(c.as_of) for c in read_in_article(text.format("Ước")).claims] == ["2024-12-31", "2024-12-31"]
    assert str(read_in_article(text.format("Đầu")).claims[-1].as_of) == "2024-03-05"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ngày đăng: 09/10/2023 - Lượt xem: 412", "2023-10-09"),
        ("Cập nhật: 14:30 11/07/2022", "2022-07-11"),
        ("Hội nghị lần trước: 09/10/2023, tại hội trường lớn", "None"),
    ],
)
def test_a_line_that_says_when_it_was_posted_dates_the_text(line: str, day: str) -> None:
    text = (
        f"Kết quả chuyển đổi số của tỉnh Gia Lai\n{line}\n\nToàn tỉnh có 2.716 tổ công nghệ số cộng đồng.\n"
    )
    assert str(read(text).claims[0].as_of) == day


@pytest.mark.parametrize(
    ("later", "day"),
    [
        ("Công an tỉnh yêu cầu các đơn vị quyết liệt; đến ngày 31/12/2022 thu nhận đủ hồ sơ.", "2022-07-12"),
        # What is told of a later day was written later.
        ("Công an tỉnh cho biết, đến ngày 31/12/2022 đã thu nhận đủ hồ sơ.", "None"),
    ],
)
def test_a_day_by_which_something_is_to_be_done_makes_no_text_later(later: str, day: str) -> None:
    text = (
        "Sơ kết công tác chuyển đổi số tỉnh Gia Lai\n\n"
        "Chiều ngày 12/7/2022, Công an tỉnh tổ chức hội nghị sơ kết công tác của các đơn vị trong thời "
        "gian qua, có đại diện các sở, ngành cùng dự.\n\n"
        f"Toàn tỉnh có 2.716 tổ công nghệ số cộng đồng.\n\n{later}\n"
    )
    assert str(read(text).claims[0].as_of) == day


def test_a_day_in_brackets_behind_since_is_a_beginning() -> None:
    text = "Kể từ khi triển khai ({}), công an thu nhận 142.630 hồ sơ định danh điện tử."
    assert str(only_claim(text.format("25/02/2022")).as_of) == "2024-03-05"
    assert str(only_claim("Đến ngày 25/02/2024" + text[26:].format("")).as_of) == "2024-02-25"


@pytest.mark.parametrize(
    ("told", "period"),
    [
        ("Kế hoạch chuyển đổi số năm 2023 của tỉnh có 86 nhiệm vụ", ("2023-01-01", "2023-12-31")),
        ("Từ kế hoạch, đến nay tỉnh có 86 nhiệm vụ chuyển đổi số", (None, None)),
    ],
)
def test_the_year_of_a_plan_dates_its_tasks(told: str, period: tuple[str | None, str | None]) -> None:
    claim = read_in_article(f"{told}; tính đến hết tháng 2 đã hoàn thành 51 nhiệm vụ.").claims[0]
    assert tuple(day and str(day) for day in (claim.period_start, claim.period_end)) == period


def test_what_it_only_was_in_the_past_dates_nothing_behind_its_sentence() -> None:
    before = "Đầu năm 2022, tỷ lệ hồ sơ nộp trực tuyến chỉ khoảng 18,6%. "
    claim = read_in_article(before + "Toàn tỉnh có 2.716 tổ công nghệ số cộng đồng.").claims[-1]
    assert str(claim.as_of) == "2024-03-05"
    known = "Cuối năm 2023, tỷ lệ hồ sơ nộp trực tuyến đạt 48,6%. "
    claim = read_in_article(known + "Toàn tỉnh có 2.716 tổ công nghệ số cộng đồng.").claims[-1]
    assert str(claim.as_of) == "2023-12-31"


def test_the_name_of_a_day_dates_nothing() -> None:
    text = "{} 10/2, toàn tỉnh có 2.716 tổ công nghệ số cộng đồng."
    named = ("Hưởng ứng Ngày Chuyển đổi số ngày", "Đến ngày")
    days = [str(read_in_article(text.format(what)).claims[-1].as_of) for what in named]
    assert days == ["2024-03-05", "2024-02-10"]


def test_what_is_to_come_until_a_day_is_of_no_year_before() -> None:
    goal = "Chỉ tiêu Bộ Công an giao từ nay đến ngày 31-12 là 650 ngàn tài khoản định danh điện tử"
    text = goal + " được kích hoạt."
    (claim,) = read_in_article(text).claims
    assert (claim.status, str(claim.as_of)) == (Status.TARGET, "2024-12-31")


@pytest.mark.parametrize(
    ("turn", "day"), [(", song 2 tháng đầu năm tỷ lệ", "2024-03-05"), (", 2 tháng đầu năm", "2024-02-29")]
)
def test_what_the_sentence_turns_to_dates_nothing_before(turn: str, day: str) -> None:
    text = f"Tỉnh cung cấp 1.127 dịch vụ công trực tuyến mức độ 4{turn} hồ sơ nộp trực tuyến đạt 38,4%."
    assert str(read_in_article(text).claims[0].as_of) == day


@pytest.mark.parametrize(
    ("said", "days"), [("số liệu đến", ["2024-02-15"] * 2), ("riêng", ["2024-03-05", "2024-02-15"])]
)
def test_up_to_when_figures_are_told_is_of_them_all(said: str, days: list[str]) -> None:
    text = (
        f"Công an thu nhận 698.450 hồ sơ định danh điện tử, kích hoạt 563.127 tài khoản ({said} 15/2/2024)."
    )
    assert [str(claim.as_of) for claim in read_in_article(text).claims] == days


def test_the_year_of_the_economy_dates_no_count_behind_it() -> None:
    text = "Tỷ trọng kinh tế số {} ước đạt 7,85% GRDP; 48 doanh nghiệp công nghệ số."
    days = [str(read_in_article(text.format(of)).claims[-1].as_of) for of in ("năm 2022", "đến tháng 1/2024")]
    assert days == ["2024-03-05", "2024-01-31"]


def test_the_year_of_an_index_is_not_the_one_that_is_told_of() -> None:
    text = "DTI {} của tỉnh xếp thứ 36/63. Kinh phí bố trí cho chuyển đổi số trong năm là 63 tỷ đồng."
    (budget,) = (c for c in read_in_article(text.format("năm 2022")).claims if c.indicator == "dx_budget")
    assert "date_certain" in budget.checks.failed


def test_the_same_time_last_year_is_no_end_of_it() -> None:
    text = "{} năm ngoái, số tài khoản định danh điện tử kích hoạt là 104.260."
    failed = [
        read_in_article(text.format(when)).claims[0].checks.failed for when in ("Cùng thời điểm", "Cuối")
    ]
    assert failed == [("date_certain",), ()]


def test_when_a_figure_was_another_dates_nothing_behind_it() -> None:
    text = (
        "Tỷ lệ hồ sơ trực tuyến đạt 76,9%. {} tháng 1 là 70,4%. Toàn tỉnh có 2.716 tổ công nghệ số cộng đồng."
    )
    days = [
        str(read_in_article(text.format(what)).claims[-1].as_of)
        for what in ("Tỷ lệ này trong", "Tỷ lệ chứng thực điện tử trong")
    ]
    assert days == ["2024-03-05", "2024-01-31"]


@pytest.mark.parametrize(("written", "half"), [("28/06/2023", "2023-06-30"), ("28/05/2023", "2022-06-30")])
def test_the_half_year_that_is_about_to_end_is_this_years(written: str, half: str) -> None:
    text = (
        f"Báo Gia Lai\n\nCập nhật: 08:00 - {written}\n\n"
        "Trong 6 tháng đầu năm, tỷ lệ hồ sơ trực tuyến của tỉnh đạt 61,4%.\n"
    )
    (claim,) = read(text).claims
    # What is told in its last days was counted by then.
    assert str(claim.as_of) == min(half, "-".join(reversed(written.split("/"))))


def test_a_day_in_brackets_that_the_level_is_set_against_dates_it_not() -> None:
    text = (
        "Đến ngày 31/12/2023, 90% đối tượng bảo trợ xã hội nhận trợ cấp qua tài khoản; "
        "với lương hưu, tỷ lệ này là 87,3%, {} (tháng 6/2023) tăng 12,8 điểm."
    )
    days = [
        str(read_in_article(text.format(how)).claims[-1].as_of)
        for how in ("so với thời điểm trước đợt ra quân", "sau đợt ra quân")
    ]
    assert days == ["2023-12-31", "2023-06-30"]


def test_how_many_in_the_month_is_no_month() -> None:
    text = (
        "Tính đến 20/2/2024, tỉnh có 1.138 trạm BTS, phát triển {} trong tháng {}. "
        "99% thôn, làng được phủ sóng 4G."
    )
    said = (("mới", "05 trạm"), ("", "01 có 05 trạm"))
    days = [str(read_in_article(text.format(*which)).claims[-1].as_of) for which in said]
    assert days == ["2024-02-20", "2024-01-31"]


def test_a_number_at_the_end_of_a_sentence_is_no_documents() -> None:
    text = "DTI năm 2022 của tỉnh ở vị trí 27/63; {} 22. Năm 2021 DTI đứng 48/63."
    assert str(read_in_article(text.format("chính quyền số")).claims[-1].as_of) == "2021-12-31"


@pytest.mark.parametrize(("title", "day"), [("Bản tin tuần 11", 16), ("Tỉnh họp về chuyển đổi số", 12)])
def test_the_one_meeting_of_a_bulletin_dates_not_what_it_counts(title: str, day: int) -> None:
    text = (
        f"{title} ở tỉnh Gia Lai\nChủ nhật, 16/3/2025, 17:30\n\nSáng 12/3, UBND tỉnh Gia Lai họp, "
        "đã có đông người dự, ai cũng thấy vui vì công việc của địa phương trong thời gian qua "
        "nhanh hơn trước nhiều.\n\n"
        "Tỉnh Gia Lai có 586 tổ công nghệ số cộng đồng."
    )
    (claim,) = read(text).claims
    assert claim.as_of == dt.date(2025, 3, day)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("tăng từ 46,1% của năm 2022 lên 69,3%", "2024-03-05"),
        ("tăng từ 46,1% (năm 2022) lên 69,3%", "2024-03-05"),
        ("tăng từ 46,1% lên 69,3% trong năm 2023", "2023-12-31"),
        ("vào cuối năm 2023 lên tới 69,3%", "2023-12-31"),
    ],
)
def test_when_it_began_to_rise_is_not_when_it_had_risen(said: str, day: str) -> None:
    text = f"Tỷ lệ thanh toán viện phí không dùng tiền mặt của tỉnh {said}."
    assert str(read_in_article(text).claims[-1].as_of) == day


def test_so_many_years_ago_is_no_day() -> None:
    text = "Giám đốc cho biết, {} tỷ lệ thanh toán viện phí không dùng tiền mặt của tỉnh chưa tới 20%."
    assert only_claim(text.format("hai năm trước")).checks.failed == ("date_certain",)
    assert only_claim(text.format("năm 2022")).checks.failed == ()


def test_a_year_that_a_resolution_sets_is_a_goals() -> None:
    text = "Nghị quyết 04-NQ/TU của Tỉnh ủy {} năm 2025 kinh tế số chiếm 20% GRDP."
    goal = only_claim(text.format("xác định đến"))
    assert (goal.status, goal.as_of) == (Status.TARGET, dt.date(2025, 12, 31))


@pytest.mark.parametrize("more", ["cao gấp đôi mức 23,7% của năm 2022", "so với khoảng 23,7% của năm 2022"])
def test_the_year_of_what_it_is_measured_against_dates_it_not(more: str) -> None:
    text = f"Tỷ lệ hồ sơ nộp trực tuyến của tỉnh đạt 48,9%, {more}."
    assert read_in_article(text).claims[0].as_of == dt.date(2024, 3, 5)


@pytest.mark.parametrize(("of", "day"), [("đơn vị công lập", "2024-03-05"), ("vừa qua", "2023-12-12")])
def test_how_many_of_how_many_is_no_day(of: str, day: str) -> None:
    text = f"Trên địa bàn (12/12 {of}), tỷ lệ thanh toán viện phí không dùng tiền mặt đạt 27,4%."
    assert str(only_claim(text).as_of) == day


@pytest.mark.parametrize(("did", "day"), [("khai trương hồi", "2024-03-05"), ("tính hết", "2024-02-29")])
def test_when_it_opened_is_not_when_it_was_counted(did: str, day: str) -> None:
    text = f"Trung tâm IOC của tỉnh {did} tháng 2, kết nối dữ liệu của 14/19 sở, ban, ngành."
    assert str(only_claim(text).as_of) == day


@pytest.mark.parametrize(("opening", "day"), [("2 tháng", "2024-02-29"), ("Qua kiểm tra", "2024-03-05")])
def test_the_months_that_open_a_sentence_are_of_all_of_it(opening: str, day: str) -> None:
    before = "Trong 2 tháng đầu năm 2024, công việc trôi chảy."
    text = f"{before}\n\n{opening}, tỉnh tiếp nhận nhiều hồ sơ; tỷ lệ hồ sơ nộp trực tuyến đạt 81,8%."
    assert str(only_claim(text).as_of) == day


@pytest.mark.parametrize(
    ("told", "day"), [("Đến ngày 10/5, thôn nào cũng có người học.", "2024-06-02"), ("", "2024-04-27")]
)
def test_a_day_that_its_text_has_left_behind_is_not_its_day(told: str, day: str) -> None:
    text = (
        "Gia Lai chuyển đổi số\nChủ nhật, 02/06/2024, 17:30\n\nNgày 27/4, Bộ Nội vụ công bố kết quả, "
        "tỉnh Gia Lai tăng bậc, ai cũng vui vì công việc của địa phương trong thời gian qua nhanh hơn.\n\n"
        f"{told}\n\nTỉnh Gia Lai có 586 tổ công nghệ số cộng đồng."
    )
    (claim,) = read(text).claims
    assert str(claim.as_of) == day


@pytest.mark.parametrize(
    ("opening", "day"),
    [("Trong tháng,", "2024-02-29"), ("Nay", "2024-03-05")],
)
def test_the_month_is_the_one_that_a_report_is_of(opening: str, day: str) -> None:
    before = "Báo cáo tháng 2/2024 cho thấy công việc trôi chảy, khác hẳn tháng 12/2023."
    text = f"{before}\n\n{opening} hồ sơ nộp trực tuyến của tỉnh đạt tỷ lệ 92,2%."
    assert [str(c.as_of) for c in read_in_article(text).claims] == [day]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "Nếu năm 2020 tỷ lệ hồ sơ trực tuyến của tỉnh chỉ đạt 12% thì nay đã đạt 78,2%.",
            {"12": "2020-12-31", "78.2": "2024-03-05"},
        ),
        (
            "Nếu năm 2022 toàn tỉnh có 1.120 trạm BTS thì nay đã có 2.214 trạm.",
            {"1120": "2022-12-31", "2214": "2024-03-05"},
        ),
        ("Nếu năm tới toàn tỉnh có 1.120 trạm BTS thì sóng sẽ phủ kín 100% thôn.", {}),
        (
            "9 tháng 2023, tỷ lệ hồ sơ trực tuyến của tỉnh đạt 62,7%, trong khi cả năm 2022 chỉ có 31,5%.",
            {"62.7": "2023-09-30", "31.5": "2022-12-31"},
        ),
        (
            "Tỷ lệ hồ sơ trực tuyến của tỉnh đạt 62,7%, trong khi năm 2022 mức hài lòng là 31,5%.",
            {"62.7": "2024-03-05"},
        ),
    ],
)
def test_a_level_set_beside_that_of_now_is_of_then(text: str, levels: dict[str, str]) -> None:
    claims = read_in_article(text).claims
    assert {str(claim.value): str(claim.as_of) for claim in claims} == levels


def test_what_a_rate_is_higher_than_dates_only_itself() -> None:
    text = "{}92,6% hồ sơ của tỉnh nộp trực tuyến, cao hơn mức 85,1% của cả năm 2023. Tỉnh có 2.214 trạm BTS."
    assert [str(c.as_of) for c in read_in_article(text.format("")).claims] == ["2024-03-05"] * 2
    dated = read_in_article(text.format("Cả năm 2022, ")).claims
    assert str(dated[0].as_of) == "2022-12-31"


def test_also_in_this_time_goes_on_with_the_paragraph_before() -> None:
    text = (
        "Từ 1/1/2024 đến 29/2/2024, tỷ lệ hồ sơ trực tuyến của tỉnh đạt 91,8%.\n\n{}người dân thực hiện "
        "412.700 giao dịch thanh toán trực tuyến qua Cổng Dịch vụ công quốc gia."
    )
    also = read_in_article(text.format("Cũng trong thời gian này, ")).claims[-1]
    assert (str(also.period_start), str(also.period_end)) == ("2024-01-01", "2024-02-29")
    assert read_in_article(text.format("Bên cạnh đó, ")).claims[-1].period_start is None


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("Các thôn lõm sóng dự kiến được xóa trong quý IV.", "2024-03-05"),
        ("Các thôn lõm sóng được xóa trong quý IV/2023.", "2023-12-31"),
    ],
)
def test_what_is_expected_dates_not_what_there_is(before: str, day: str) -> None:
    (claim,) = read_in_article(f"{before} Hộ gia đình dùng Internet cáp quang đạt 84,15%.").claims
    assert str(claim.as_of) == day


@pytest.mark.parametrize(
    ("looked_back_at", "day"),
    [
        ("năm 2023, cao hơn so với tổng hợp chung các huyện năm 2022", "2023-12-31"),
        ("năm 2022", "2022-12-31"),
    ],
)
def test_a_year_before_the_one_that_is_told_dates_nothing_behind_it(looked_back_at: str, day: str) -> None:
    text = f"Về thủ tục, kết quả là của {looked_back_at}. Hệ thống có 3.061 trạm BTS."
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "mobile_base_stations")
    assert str(claim.as_of) == day


def test_from_where_it_rose_dates_not_where_it_is() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến của tỉnh là 46%, tăng từ 31% {}."
    found = [
        [str(c.as_of) for c in read_in_article(text.format(year)).claims if str(c.value) == "46"]
        for year in ("của năm 2022", "(số liệu năm 2022)")
    ]
    assert found == [["2024-03-05"], ["2022-12-31"]]


@pytest.mark.parametrize(("year", "day"), [(2023, "2023-12-31"), (2021, "2024-03-05")])
def test_in_the_year_is_no_year_that_is_long_over(year: int, day: str) -> None:
    text = f"Năm {year} tỉnh có nhiều việc.\n\nTrong năm, tỷ lệ hồ sơ nộp trực tuyến của tỉnh đạt 46%."
    (claim,) = read_in_article(text).claims
    assert str(claim.as_of) == day


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Ngày 17/4, Bộ Nội vụ công bố Chỉ số cải cách hành chính năm 2023 của các tỉnh.", "2024-04-23"),
        ("Ngày 17/4, UBND tỉnh Gia Lai họp bàn về cải cách hành chính và chuyển đổi số.", "2024-04-17"),
    ],
)
def test_what_a_ministry_announces_dates_not_what_a_province_has(opening: str, day: str) -> None:
    text = f"Tin Gia Lai\n\nThứ Ba, 23/4/2024, 08:00\n\n{opening}\n\nHiện toàn tỉnh có 3.061 trạm BTS.\n"
    (claim,) = (c for c in read(text).claims if c.indicator == "mobile_base_stations")
    assert str(claim.as_of) == day


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("tại thời điểm 31/12,", ["12"]),
        ("tính đến hết 31/12,", ["12"]),
        ("với 31/12 nhiệm vụ,", ["12"]),
    ],
)
def test_a_day_of_a_moment(day: str, read: list[str]) -> None:
    claims = read_in_article(f"Về Bộ chỉ số 766, {day} tỉnh xếp thứ 12.").claims
    assert [str(c.value) for c in claims] == read
    assert (str(claims[0].as_of) == "2023-12-31") is ("nhiệm vụ" not in day)


def test_the_year_of_a_score_dates_nothing_else() -> None:
    text = "Năm 2023, {}. Toàn tỉnh có 3.061 trạm BTS."
    found = [
        [
            str(c.as_of)
            for c in read_in_article(text.format(what)).claims
            if c.indicator == "mobile_base_stations"
        ]
        for what in ("tỉnh đạt 0,5918 điểm DTI, đứng thứ 44/63", "tỉnh đạt nhiều kết quả")
    ]
    assert found == [["2024-03-05"], ["2023-12-31"]]


@pytest.mark.parametrize(
    ("heading", "day"), [("3. KINH TẾ SỐ", "2024-03-05"), ("- Kinh tế số", "2024-01-31")]
)
def test_an_introduction_under_a_heading_ends_with_it(heading: str, day: str) -> None:
    text = (
        "1. HẠ TẦNG\n- Có 1.547 trạm BTS.\n"
        "2. ĐỀ ÁN 06\nTính đến ngày 31/1/2024:\n- Cấp 843.100 thẻ căn cước.\n"
        f"{heading}\n- Kinh tế số chiếm 12,3% GRDP.\n"
    )
    days = {claim.indicator: str(claim.as_of) for claim in read_in_article(text).claims}
    assert (days["id_cards"], days["digital_economy_share"]) == ("2024-01-31", day)


@pytest.mark.parametrize(
    ("heading", "day"),
    [("I. KẾT QUẢ (số liệu đến ngày 31/1/2024)", "2024-01-31"), ("I. KẾT QUẢ", "2024-03-02")],
)
def test_the_heading_beneath_an_introduction_is_nearer(heading: str, day: str) -> None:
    told = "Tại buổi họp báo ngày 02/3/2024, UBND tỉnh thông tin một số nội dung sau:"
    text = f"{told}\n\n{heading}\n\n- Tỉnh có 1.547 trạm BTS.\n"
    assert str(only_claim(text).as_of) == day


@pytest.mark.parametrize(
    ("beside", "day"), [("gấp 1,4 lần năm 2022", "2023-12-31"), ("cao nhất từ năm 2022", "2023-12-31")]
)
def test_the_year_that_a_budget_is_times_of_is_not_its_own(beside: str, day: str) -> None:
    claim = only_claim(f"Năm 2023, ngân sách tỉnh bố trí 164,3 tỷ đồng cho chuyển đổi số, {beside}.")
    assert str(claim.as_of) == day


@pytest.mark.parametrize(
    ("before", "since", "day"),
    [
        ("Trong tháng 2", "Lũy kế từ 1/1", "2024-03-05"),
        ("Trong tháng 2", "Theo các ngân hàng", "2024-02-29"),
        ("Tính đến ngày 20/2/2024", "Lũy kế từ 1/1", "2024-02-20"),
    ],
)
def test_a_sum_since_a_day_runs_on_until_today(before: str, since: str, day: str) -> None:
    claim = only_claim(
        f"{before}, mạng nhiều lần bị lỗi. {since}, số giao dịch thanh toán trực tuyến "
        "trên Cổng Dịch vụ công quốc gia của tỉnh là 184.230 giao dịch."
    )
    assert str(claim.as_of) == day


@pytest.mark.parametrize(
    ("opens", "as_of"),
    [
        ("Đến nay, tỉnh có nhiều kết quả; trong tháng 1/2024, hồ sơ trực tuyến đạt 89,6%.", "2024-03-05"),
        ("Tỉnh có nhiều kết quả; trong tháng 1/2024, hồ sơ trực tuyến đạt 89,6%.", "2024-01-31"),
    ],
)
def test_behind_what_is_so_now_a_period_in_passing_dates_nothing_else(opens: str, as_of: str) -> None:
    claims = read_in_article(f"{opens} Toàn tỉnh có 2.104 trạm BTS.").claims
    assert [str(c.as_of) for c in claims if c.indicator == "mobile_base_stations"] == [as_of]


def test_a_year_of_the_economy_dates_no_other_share_that_is_repeated() -> None:
    text = (
        "Năm 2022 kinh tế số chiếm 9,8% GRDP. Chỉ 34% doanh nghiệp nhỏ và vừa được hỗ trợ chuyển đổi số, "
        "thấp so với Kon Tum (45%) và Phú Yên (41%)."
    )
    days = {str(c.value): str(c.as_of) for c in read_in_article(text).claims}
    assert (days["9.8"], days["34"], days["41"]) == ("2022-12-31", "2024-03-05", "2024-03-05")


@pytest.mark.parametrize("what", ["kết quả đánh giá", "lần công bố", "đợt chấm"])
def test_what_a_rank_is_compared_with_dates_it_not(what: str) -> None:
    text = f"Theo Bộ chỉ số 766, tỉnh xếp hạng 3/63, tăng 12 bậc so với {what} tháng 1/2024."
    (claim,) = (c for c in read_in_article(text).claims if c.indicator == "service_rank")
    assert str(claim.as_of) == "2024-03-05"


@pytest.mark.parametrize(
    "before",
    [
        "Tỉnh yêu cầu nhà mạng xóa vùng lõm sóng trong quý IV.",
        "Doanh thu năm 2020 mới chiếm 4,1% tổng mức bán lẻ.",
        "Đến nay, hồ sơ trực tuyến của tỉnh đạt 92,6%. Năm 2022, con số này ở nơi khác là 74,4%.",
    ],
)
def test_what_is_set_beside_today_dates_nothing_behind_it(before: str) -> None:
    claims = read_in_article(f"{before} Toàn tỉnh có 2.104 trạm BTS.").claims
    assert [str(c.as_of) for c in claims if c.indicator == "mobile_base_stations"] == ["2024-03-05"]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("cao hơn mức 98,9% của năm 2022", ["2024-03-05", "2022-12-31"]),
        ("cao gần gấp đôi năm 2022", ["2024-03-05"]),
    ],
)
def test_a_year_of_comparison_dates_what_it_stands_behind_alone(told: str, days: list[str]) -> None:
    claims = read_in_article(f"Tỷ lệ hồ sơ nộp trực tuyến của tỉnh đạt 99,4%, {told}.").claims
    assert [str(claim.as_of) for claim in claims] == days


@pytest.mark.parametrize(
    ("when", "day"), [("cùng năm", "2022-12-31"), ("cùng năm 2023", "2023-12-31"), ("", "2024-03-05")]
)
def test_of_the_same_year_is_of_the_one_that_was_named(when: str, day: str) -> None:
    text = (
        f"Năm 2022, kinh tế số chiếm 41,9% GRDP. Tỷ trọng TMĐT trong tổng mức bán lẻ của tỉnh {when} là 6,3%."
    )
    assert [str(c.as_of) for c in read_in_article(text).claims] == ["2022-12-31", day]
