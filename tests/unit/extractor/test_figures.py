"""Numbers as Vietnamese texts print them: examples by value are the specification."""

from decimal import Decimal

import pytest
import regex

from support.reading import read_in_article
from tinhso_extractor.core.dates import find_dates
from tinhso_extractor.core.figures import DELTA, LAST_WORDS, QUALIFIER, Change, Figure, Shape, find_figures
from tinhso_extractor.core.view import view_of
from tinhso_shared.events import Qualifier


def figures(text: str) -> list[Figure]:
    lower = view_of(text).lower
    return find_figures(lower, find_dates(lower))


def quantities(text: str) -> list[Figure]:
    return [figure for figure in figures(text) if figure.shape is not Shape.NOT_A_QUANTITY]


def only(text: str) -> Figure:
    (figure,) = quantities(text)
    return figure


VALUES = {
    "43.120 chữ ký số": "43120",
    "2.037.917 hồ sơ": "2037917",
    "1.234,56 ha đất": None,
    "76,9 điểm": "76.9",
    "881.45 điểm": "881.45",
    "1,2 triệu tài khoản": "1200000",
    "118 triệu hồ sơ": "118000000",
    "6,3 ngàn thủ tục": "6300",
    "240 nghìn hồ sơ": "240000",
    "4 chục hộ": "40",
    "3 trăm hộ": "300",
    "1.250,75": "1250.75",
    "43\u00a0550 chữ ký số": "43550",
    "2.405 tỷ đồng": "2405000000000",
    "1,4 tỉ đồng": "1400000000",
    "3,1 nghìn tỷ đồng": "3100000000000",
    "2 triệu tỷ đồng": "2000000000000000",
    "560 tr.đ": "560000000",
    "tỷ trọng kinh tế số đạt 19%": "19",
    "60 %": "60",
    "năm779": "779",
    "có5 xã": "5",
    "1. 15 hộ": "15",
    "IPv6 đạt 45%": "45",
    "5 vạn lượt": "50000",
    "2 triệu rưỡi": "2500000",
    "3 triệu 450 nghìn lượt": "3450000",
    "67.700 triệu đồng": "67700000000",
    "1 tỷ 200 triệu đồng": "1200000000",
    "1 tỷ 200 triệu 50 nghìn đồng": "1200050000",
    "2.000.000.000 đồng": "2000000000",
    "VND1.000.000": "1000000",
    "10K đồng": "10000",
    "43 550 hồ sơ": "43550",
    "43. 550 hồ sơ": "43550",
    "250.000hồ sơ": "250000",
    "40,6 phần trăm": "40.6",
    "đạt tỷ lệ 133%": "133",
}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=list(VALUES))
def test_a_number_has_the_value_it_was_printed_with(text: str, value: str | None) -> None:
    found = [figure.value for figure in quantities(text)]
    assert found == ([Decimal(value)] if value else [])


@pytest.mark.parametrize(
    "text",
    [
        "tỷ lệ ,77%",
        "98..5%",
        "98,,5%",
        "1..234 hộ",
        "1,234,567 hộ",
        "12.3456 hộ",
        "1.4521 hồ sơ",
        "931.00 trường",
        "1.23.456 người",
        "7,113 tỷ đồng",
        "1.35/1.886 thủ tục",
        # More digits than a claim has room for: a cell that was not rounded, or none of a number.
        f"6,{'6' * 40}%",
        f"666{'.666' * 10} hộ",
        f"666{'.666' * 8} nghìn tỷ đồng",
        f"1/666{'.666' * 8} nghìn hộ",
    ],
)
def test_a_malformed_number_is_seen_and_has_no_value(text: str) -> None:
    assert only(text).malformed


@pytest.mark.parametrize(
    ("text", "value", "denominator"),
    [
        ("31.205/45.000 đối tượng", 31205, 45000),
        ("18 trên 19 sở", 18, 19),
        ("21 trong tổng số 42 nhiệm vụ", 21, 42),
        ("512/1.000 điểm", 512, 1000),
        ("265.588/ 450.684 hộ", 265588, 450684),
        ("31.205 / 45.000 đối tượng", 31205, 45000),
        ("26/26", 26, 26),
        ("3/5 ngành dọc", 3, 5),
        ("70 tổ công nghệ số cộng đồng/70 khu phố", 70, 70),
    ],
)
def test_x_of_y_keeps_both(text: str, value: int, denominator: int) -> None:
    figure = only(text)
    assert (figure.value, figure.denominator) == (Decimal(value), Decimal(denominator))


@pytest.mark.parametrize("text", ["42 nhiệm vụ/dự án", "trên 90% tổ/thôn/bản", "90,5 máy/100 dân"])
def test_a_slash_between_words_divides_nothing(text: str) -> None:
    assert only(text).denominator is None


QUALIFIERS = {
    "hơn 1.300 hộ": Qualifier.AT_LEAST,
    "trên 1.300 hộ": Qualifier.AT_LEAST,
    "không dưới 1.300 hộ": Qualifier.AT_LEAST,
    "không ít hơn 1.300 hộ": Qualifier.AT_LEAST,
    "1.300 hộ trở lên": Qualifier.AT_LEAST,
    "1.300 trạm thu phát sóng di động trở lên": Qualifier.AT_LEAST,
    "1.300 tài khoản định danh điện tử có lẻ": Qualifier.AT_LEAST,
    "1.300 cán bộ từ cấp huyện trở lên": Qualifier.EXACT,
    "1.300 khách hàng có dư nợ": Qualifier.EXACT,
    "ít nhất 1.300 hộ": Qualifier.AT_LEAST,
    "tối thiểu 1.300 hộ": Qualifier.AT_LEAST,
    "dưới 1.300 hộ": Qualifier.AT_MOST,
    "chưa đến 1.300 hộ": Qualifier.AT_MOST,
    "chưa tới 1.300 hộ": Qualifier.AT_MOST,
    "tối đa 1.300 hộ": Qualifier.AT_MOST,
    "không quá 1.300 hộ": Qualifier.AT_MOST,
    "không cao hơn 1.300 hộ": Qualifier.AT_MOST,
    "1.300 hộ trở xuống": Qualifier.AT_MOST,
    "gần 1.300 hộ": Qualifier.NEARLY,
    "ngót 1.300 hộ": Qualifier.NEARLY,
    "xấp xỉ 1.300 hộ": Qualifier.NEARLY,
    "khoảng 1.300 hộ": Qualifier.APPROX,
    "ước 1.300 hộ": Qualifier.APPROX,
    "ước đạt 1.300 hộ": Qualifier.APPROX,
    "chừng 1.300 hộ": Qualifier.APPROX,
    "độ 1.300 hộ": Qualifier.APPROX,
    "cỡ 1.300 hộ": Qualifier.APPROX,
    "loanh quanh 1.300 hộ": Qualifier.APPROX,
    "khung kích cỡ 1.300 mm": Qualifier.EXACT,
    "trên 80% tổ/thôn/bản": Qualifier.AT_LEAST,
    "≥ 95% hộ": Qualifier.AT_LEAST,
    "500+ hộ": Qualifier.AT_LEAST,
    "<500 hộ": Qualifier.AT_MOST,
    "~500 hộ": Qualifier.APPROX,
    "tiến độ đạt 90%": Qualifier.EXACT,
    "tốc độ 90%": Qualifier.EXACT,
    "trên địa bàn 1.300 hộ": Qualifier.EXACT,
    "1.300 hộ": Qualifier.EXACT,
}


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIERS.items(), ids=list(QUALIFIERS))
def test_the_word_before_a_number_bounds_it(text: str, qualifier: Qualifier) -> None:
    assert only(text).qualifier is qualifier


@pytest.mark.parametrize(
    "text",
    [
        "tăng 39 điểm",
        "cao hơn 5%",
        "có thêm 9 hệ thống",
        "giảm 12 thủ tục",
        "tăng từ 300 lên",
        "tăng 2,5 điểm phần trăm",
        "tăng hơn 2,7 lần",
        "tăng 4 bậc",
        "(+5%)",
    ],
)
def test_a_step_is_not_a_level(text: str) -> None:
    assert only(text).change is Change.DELTA


@pytest.mark.parametrize("text", ["tăng lên 4.500 thành viên", "nâng tổng số lên 17 hệ thống"])
def test_what_is_reached_is_a_level(text: str) -> None:
    assert only(text).change is Change.NONE


NOT_QUANTITIES = [
    "năm 2023",
    "Đề án 06",
    "Quyết định số 749/QĐ-TTg",
    "Nghị định 17/2017/NĐ-CP",
    "Bộ chỉ số 766",
    "tổng đài 1022",
    "mô hình điểm số 13",
    "2G/3G/4G",
    "sóng 5G",
    "mức độ 1 và 2",
    "lúc 08h30",
    "Thứ Ba, 26/03/2024 16:06",
    "trong 02 năm",
    "60 giây",
    "từ 15 tuổi trở lên",
    "Quý III/2023",
    "1,2 tỷ USD",
    "$10.000",
    "EUR 20",
    "20€",
    "mười đô la",
    "1.000 năm",
    "mức tăng trưởng âm 2,5%",
    "(-2,5%)",
    "5‰",
    "camera 4K",
    "hỗ trợ 24/7",
    "dịch vụ 24/24 giờ",
    "số 37/2023.",
    "hẻm 45/6",
    "Q.1, P.5",
    "QL 51",
    "tốp 10",
    "chuẩn ISO 27001:2013",
    "giấy A4",
    "khí CO2",
    "dịch H5N1",
    "số CCCD 079085001234",
    "0912.345.678",
    "1/3 dân số",
    "2/3 số hộ",
    "l00%",
    "1OO%",
    "15 triệu đồng/tháng",
    "so với 2022, tỉnh tiến bộ",
    "năm thứ 3 Bộ đánh giá",
    "lần thứ 12 tỉnh tổ chức",
]


@pytest.mark.parametrize("text", NOT_QUANTITIES)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert quantities(text) == []
    assert figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "từ 5 đến 7 hệ thống",
        "5-7 hệ thống",
        "5 – 7%",
        "01 hoặc 02 ấp",
        "1,2-1,5 triệu tài khoản",
        "giữa 5 và 7 triệu đồng",
        "từ 5 triệu đồng đến 7 triệu đồng",
    ],
)
def test_a_range_has_no_single_value(text: str) -> None:
    assert (only(text).shape, only(text).value) == (Shape.RANGE, None)


@pytest.mark.parametrize(
    ("text", "rank", "of"),
    [
        ("xếp hạng 02/63 tỉnh, thành phố", 2, 63),
        ("xếp thứ nhì", 2, None),
        ("đứng thứ 5 trên toàn quốc", 5, None),
        ("xếp vị trí thứ 21/63 tỉnh", 21, 63),
        ("đứng thứ nhất cả nước", 1, None),
        ("ở vị trí 31/34 tỉnh", 31, 34),
        ("đứng mười bảy trên ba mươi bốn, được 0,7 điểm", 17, 34),
        ("đứng thứ ba toàn quốc", 3, None),
        ("xếp thứ năm cả nước", 5, None),
        ("xếp thứ hai mươi mốt", 21, None),
    ],
)
def test_a_rank_is_told_from_a_share(text: str, rank: int, of: int | None) -> None:
    figure = quantities(text)[0]
    assert (figure.shape, figure.value) == (Shape.RANK, Decimal(rank))
    assert figure.denominator == (None if of is None else Decimal(of))


@pytest.mark.parametrize(
    "text",
    ["Thứ hai là ngày họp", "Chiều thứ 5, UBND tỉnh họp", "thứ 2 ngày 6/2/2024", "thứ 6 hằng tuần"],
)
def test_a_weekday_is_no_rank(text: str) -> None:
    assert quantities(text) == []


def test_points_where_one_pays_are_no_score() -> None:
    (places,) = quantities("điểm chấp nhận thanh toán QR là 42.189 điểm")
    assert (places.shape, places.value) == (Shape.COUNT, Decimal(42189))
    (score,) = quantities("chỉ số của tỉnh đạt 421,89 điểm")
    assert (score.shape, score.value) == (Shape.SCORE, Decimal("421.89"))


@pytest.mark.parametrize("text", ["nằm trong top 10", "dẫn đầu cả nước", "khóa XV", "nâng cao hơn nữa"])
def test_a_place_without_its_number_is_no_figure(text: str) -> None:
    # `dẫn đầu` is the first of whom, and in what, only a sentence can say.
    assert quantities(text) == []


def test_digits_of_other_scripts_are_digits_and_unknown_ones_are_none() -> None:
    found = quantities("１２ xã, ٣٤ xã, \U0001ccf0 xã")
    assert [figure.value for figure in found] == [Decimal(12), Decimal(34)]


def test_the_last_words_of_qualifiers_and_steps_are_all_known() -> None:
    """Behind any other word none is looked for."""
    written = (QUALIFIER.pattern + DELTA.pattern).replace("\\s", " ")
    words = set(regex.findall(r"\p{L}+|[+±<>≤≥~≈]", written))
    said = [f"x {first} {second} " for first in words for second in words]
    found = [text for text in said if QUALIFIER.search(text) or DELTA.search(text)]
    assert found
    assert [text for text in found if not text.rstrip().endswith(LAST_WORDS)] == []


@pytest.mark.parametrize(
    "text",
    [
        "đạt 92,4 thuê bao/100 dân",
        "đạt 92,4 máy trên 100 người dân",
        "mật độ điện thoại/100 dân đạt 92,4 thuê bao",
        "cứ 100 người dân thì có 92,4 máy điện thoại",
    ],
)
def test_so_many_for_a_hundred_people_is_a_density(text: str) -> None:
    quantities = [f for f in find_figures(text, []) if f.shape is not Shape.NOT_A_QUANTITY]
    assert [(f.shape, str(f.value)) for f in quantities] == [(Shape.DENSITY, "92.4")]


def test_a_place_to_pay_is_no_score() -> None:
    assert [f.shape for f in find_figures("có 1.234 điểm đặt mã qr", [])] == [Shape.COUNT]


def test_the_end_of_a_number_is_no_rank() -> None:
    (figure,) = find_figures("thu thập thông tin của 61.034/63.870 đối tượng", [])
    assert (figure.shape, str(figure.value), str(figure.denominator)) == (Shape.COUNT, "61034", "63870")


def test_a_share_at_the_head_of_a_sentence_is_no_end_of_the_number_before() -> None:
    (rate,) = read_in_article("Năm qua giải thể 176. 100% doanh nghiệp dùng hóa đơn điện tử.").claims
    assert (rate.indicator, rate.evidence.figure) == ("einvoice_rate", "100%")


def test_the_number_of_an_item_is_no_part_of_the_figure_behind_it() -> None:
    (claim,) = read_in_article("9. 128.700 người dân có chữ ký số cá nhân.").claims
    assert str(claim.value) == "128700"
    (broken,) = read_in_article("Đã cấp 9. 128.700 chữ ký số cá nhân.").claims
    assert str(broken.value) == "9128700"


def test_a_share_may_have_all_the_digits_that_a_spreadsheet_prints() -> None:
    assert only("12.345.678.901.234 nghìn tỷ đồng").value == Decimal("12345678901234" + "0" * 12)
    assert only("tỷ lệ 66,66666666666667%").value == Decimal("66.66666666666667")
