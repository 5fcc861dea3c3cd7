"""What counts nothing: each kind by example, and that looking only where it can begin loses nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso_extractor.core.uncounted import GRAMMAR, PATTERN, find_uncounted
from tinhso_extractor.core.view import view_of

KINDS = {
    "xem tại https://abc.gov.vn/tin-12": "address",
    "thư về so1@abc.gov.vn": "address",
    "ảnh 3f2a9c1be07d44": "code",
    "ảnh img20240512a7": "code",
    "lúc 10h45": "time",
    "lúc 11 giờ kém 15": "time",
    "số 06/QĐ-TTg": "law",
    "Nghị định số 45": "law",
    "Đề án 06": "name",
    "chiều thứ 5": "name",
    "nằm trong tốp 10": "name",
    "hỗ trợ 24/7": "round_the_clock",
    "chuẩn ISO 9001:2015": "standard",
    "hẻm 45/6": "street",
    "2/3 số hộ": "fraction",
    "công văn 37/2023.": "law",
    "kế hoạch 153.": "law",
    "Đ. Lê Lợi, Q.1": "street",
    "(37/2023)": "numbered_document",
    "sóng 3G/4G": "generation",
    "mức độ 3 và 4": "level",
    "tổng đài 1022": "phone",
    "điện thoại: 0269.3824.404": "phone",
    "điện thoại: (0269) 3824 404": "phone",
    "đt: 1900.545.463": "phone",
    "0912.345.678": "phone",
    "tổ 5, khu phố": "ordinal",
    "học sinh lớp 12 đăng ký": "ordinal",
    "1. Kết quả": "list_number",
    "$10.000": "foreign",
    "tăng trưởng âm 2,5%": "below_zero",
    "100K": "glued",
    "giấy A4": "letters_and_digits",
    "CCCD 079085001234": "letters_and_digits",
    "trong 1.000 năm": "duration",
    "công dân 15 tuổi": "age",
    "#5": "mark",
    "sinh năm 1980": "dated",
    "họp phiên thứ 10": "ordinal",
    "mật độ điện thoại/100 dân": "base",
    "cứ 100 người dân": "base",
    "người từ đủ 15 trở lên": "age",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=list(KINDS))
def test_what_counts_nothing_has_its_kind(text: str, kind: str) -> None:
    assert next(iter(find_uncounted(view_of(text).lower))).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "1.837.317 hồ sơ",
        "có5 xã",
        "433/1.000 điểm",
        "âm thanh 12 loa",
        "80%",
        "mật độ điện thoại: 112,7 máy",
        "đã khóa 6.400 tài khoản",
        "vượt kế hoạch 8.500 thẻ",
        "Sở GD&ĐT. 100% cơ sở",
    ],
)
def test_a_count_is_left_alone(text: str) -> None:
    assert not list(find_uncounted(view_of(text).lower))


PIECES = st.sampled_from(
    [*KINDS, " ", "\n", ", ", "(", "12", "3/4", "2023", "năm ", "số ", "a", "g", "%", ".", "5"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_looking_only_where_it_can_begin_finds_the_same(text: str) -> None:
    lower = view_of(text).lower
    assert [m.span() for m in GRAMMAR.finditer(lower)] == [m.span() for m in PATTERN.finditer(lower)]


@pytest.mark.parametrize(
    "path", sorted(Path("tests/eval/gold/dev").glob("*.txt")), ids=lambda path: path.stem
)
def test_it_finds_the_same_in_articles(path: Path) -> None:
    lower = view_of(path.read_text(encoding="utf-8")).lower
    assert [m.span() for m in GRAMMAR.finditer(lower)] == [m.span() for m in PATTERN.finditer(lower)]
