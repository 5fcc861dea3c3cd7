"""Numbers in words: what they are worth, and the many words that look like numbers and are none."""

import unicodedata
from decimal import Decimal

import pytest

from support.reading import claim_of_marked, only_claim, read_in_article
from tinhso_extractor.core.dates import find_dates
from tinhso_extractor.core.figures import Figure, Shape, find_figures
from tinhso_extractor.core.view import view_of
from tinhso_shared.events import Qualifier


def quantities(text: str) -> list[Figure]:
    lower = view_of(text).lower
    found = find_figures(lower, find_dates(lower))
    return [figure for figure in found if figure.shape is not Shape.NOT_A_QUANTITY]


VALUES = {
    "hai mươi lăm xã": "25",
    "hai mươi nhăm xã": "25",
    "hai lăm xã": "25",
    "hai mươi mốt xã": "21",
    "ba mươi tư xã": "34",
    "bẩy mươi bẩy xã": "77",
    "mười lăm thôn": "15",
    "ba chục hộ": "30",
    "một trăm linh năm xã": "105",
    "một trăm lẻ năm xã": "105",
    "hai trăm rưỡi hộ": "250",
    "mười hai nghìn hộ": "12000",
    "năm ngàn lượt": "5000",
    "một nghìn không trăm linh năm hộ": "1005",
    "một nghìn lẻ năm hộ": "1005",
    "hai mươi mốt nghìn không trăm mười một hộ": "21011",
    "hai trăm nghìn lượt": "200000",
    "năm vạn lượt": "50000",
    "nửa triệu lượt": "500000",
    "hơn một triệu hai trăm nghìn lượt": "1200000",
    "hai triệu rưỡi lượt": "2500000",
    "2 triệu rưỡi lượt": "2500000",
    "ba phẩy năm triệu lượt": "3500000",
    "bảy phẩy một một ba triệu lượt": "7113000",
    "ba phẩy hai lăm điểm": "3.25",
    "một tỉ rưỡi đồng": "1500000000",
    "tỷ rưỡi đồng": "1500000000",
    "ba nghìn hai trăm tỷ đồng": "3200000000000",
    "hai mươi nghìn tỷ ba trăm triệu đồng": "20000300000000",
    "1 tỷ hai trăm triệu đồng": "1200000000",
    "một tỷ 200 triệu đồng": "1200000000",
    "tám mươi phần trăm": "80",
    "tám phần trăm": "8",
    "không phẩy năm phần trăm": "0.5",
    "chín phần mười số hộ": "90",
    "bốn phần năm số hộ": "80",
    "ba phần tư số hộ": "75",
    "mỗi năm hai nghìn hồ sơ": "2000",
    "trong số hai mươi ba xã": "23",
}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=list(VALUES))
def test_a_number_in_words_has_its_value(text: str, value: str) -> None:
    assert [figure.value for figure in quantities(text)] == [Decimal(value)]


SAID_TWICE = {
    "15 (mười lăm) hệ thống": "15",
    "mười lăm (15) hệ thống": "15",
    "hai (02) ấp": "2",
    "02 (hai) ấp": "2",
    "25 triệu đồng (bằng chữ: hai mươi lăm triệu đồng chẵn)": "25000000",
    "1.200.000 đồng (một triệu hai trăm nghìn đồng)": "1200000",
}


@pytest.mark.parametrize(("text", "value"), SAID_TWICE.items(), ids=list(SAID_TWICE))
def test_a_number_that_brackets_repeat_is_one_figure(text: str, value: str) -> None:
    assert [figure.value for figure in quantities(text)] == [Decimal(value)]


def test_brackets_that_say_another_number_repeat_nothing() -> None:
    assert [figure.value for figure in quantities("15 (mười sáu) hệ thống")] == [Decimal(15), Decimal(16)]


NONE = [
    "tỷ lệ hồ sơ",
    "một tỷ lệ cao",
    "tỷ trọng kinh tế số",
    "doanh nghiệp tư nhân",
    "hai mươi tư vấn viên",
    "vốn đầu tư",
    "Thứ Ba",
    "thứ tư hằng tuần",
    "một số mô hình",
    "bộ phận một cửa",
    "Thủ Dầu Một",
    "quận Ba Đình",
    "huyện Ba Vì",
    "huyện Năm Căn",
    "năm nay",
    "hai bên ký kết",
    "một trong những tỉnh",
    "bốn phương",
    "nghìn năm văn hiến",
    "chín muồi",
    "không dùng tiền mặt",
    "không trăm phần tốt",
    "phần trăm",
    "gấp đôi",
    "hai huyện",
    "ba trụ cột",
    "hai đồng chí lãnh đạo",
    "hai phần ba số xã",
    "một phần tư pháp",
    "trực tuyến một phần năm nay",
    "năm phần tư số xã",
    "hàng trăm nghìn hộ",
    "hàng chục mô hình",
    "vài ba nghìn hộ",
    "mấy chục hộ",
    "hai ba chục hộ",
    "hai, ba trăm hộ",
    "năm bảy trăm hộ",
    "mươi người",
    "một triệu hai",
    "mười tám mười chín hộ",
    "hai trăm nghìn hai mươi lăm rưỡi",
]


@pytest.mark.parametrize("text", NONE)
def test_words_that_are_no_number_stay_words(text: str) -> None:
    assert view_of(text).text == text
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    ["hai mươi năm", "một trăm năm lịch sử", "sáu mươi ngày đêm", "mười hai tháng",
     "năm hai nghìn không trăm hai mươi ba", "Ba mươi tháng Tư", "mười tám tuổi"],
)  # fmt: skip
def test_years_spans_and_ages_in_words_count_nothing(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "shape", "qualifier"),
    [
        ("hơn hai mươi nghìn hộ", Shape.COUNT, Qualifier.AT_LEAST),
        ("gần tám mươi phần trăm", Shape.PERCENT, Qualifier.NEARLY),
        ("khoảng một nghìn tỷ đồng", Shape.MONEY, Qualifier.APPROX),
        ("từ hai mươi đến ba mươi hộ", Shape.RANGE, Qualifier.EXACT),
        ("đứng thứ hai mươi mốt", Shape.RANK, Qualifier.EXACT),
    ],
)
def test_words_around_a_number_in_words_work_as_around_digits(
    text: str, shape: Shape, qualifier: Qualifier
) -> None:
    (figure,) = quantities(text)
    assert (figure.shape, figure.qualifier) == (shape, qualifier)


def test_a_denominator_may_be_spelled() -> None:
    (figure,) = quantities("mười tám trên mười chín sở")
    assert (figure.value, figure.denominator) == (Decimal(18), Decimal(19))


def test_a_claim_quotes_the_words_that_were_written() -> None:
    claim = only_claim("Toàn tỉnh đã cấp hơn Mười hai nghìn chữ ký số cho người dân.")
    assert (claim.value, claim.evidence.figure) == (Decimal(12000), "Mười hai nghìn")
    assert "hơn Mười hai nghìn chữ ký số" in claim.evidence.quote


def test_a_claim_quotes_the_brackets_that_repeat_it() -> None:
    claim = claim_of_marked("Toàn tỉnh đã cấp [15.200 (mười lăm nghìn hai trăm)] chữ ký số.")
    assert claim is not None
    assert claim.evidence.figure == "15.200 (mười lăm nghìn hai trăm)"


def test_a_number_in_decomposed_letters_is_read_too() -> None:
    text = unicodedata.normalize("NFD", "Toàn tỉnh đã cấp mười hai nghìn chữ ký số.")
    (claim,) = read_in_article(text).claims
    assert claim.value == Decimal(12000)
