"""Lines that a printed page broke are read on; lines that end something are not."""

import textwrap

import pytest

from support.reading import HEAD, read
from tinhso_extractor.core.view import view_of

REPORT = (
    "Tính đến ngày 15/6/2024, toàn tỉnh đã phủ sóng 4G tới các thôn, làng; trong số hộ được khảo sát "
    "có 75,4% hộ dùng internet cáp quang. Các ngành đã kết nối, khai thác 16/18 cơ sở dữ liệu quốc gia, "
    "cùng nhiều nền tảng dùng chung khác. Lãnh đạo tỉnh yêu cầu các đơn vị tiếp tục rà soát, đôn đốc cơ sở "
    "làm sạch dữ liệu và báo cáo hằng tuần để kịp thời gỡ vướng cho từng xã, từng phường trong tỉnh."
)


@pytest.mark.parametrize("width", range(62, 100, 3))
def test_a_page_broken_at_its_edge_says_what_the_unbroken_says(width: int) -> None:
    broken = "\n".join(textwrap.wrap(HEAD.replace("\n\n", " ") + REPORT, width))
    # Where a sentence ends at the edge, nobody can tell whether its paragraph does: the day may be missing.
    whole = {(c.indicator, c.value) for c in read(HEAD + REPORT).claims}
    assert {(c.indicator, c.value) for c in read(broken).claims} == whole != set()


def test_lines_that_end_or_list_are_left_as_they_are() -> None:
    lines = [
        "Tỉnh tổ chức hội nghị sơ kết công tác chuyển đổi số sáu tháng.",
        "- Hạ tầng số được quan tâm đầu tư đồng bộ đến tận từng thôn, làng",
        "- Chính quyền số vận hành thông suốt từ tỉnh xuống đến cấp cơ sở",
        "1. Công tác chỉ đạo, điều hành của các cấp ủy đảng và chính quyền",
        "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CHỦ YẾU TRONG SÁU THÁNG ĐẦU NĂM",
        "Các chỉ tiêu chủ yếu đều đạt và vượt, cụ thể như sau đối với tỉnh:",
        "Kinh tế số, xã hội số tiếp tục phát triển trên địa bàn toàn tỉnh.",
    ]
    assert view_of("\n".join(lines)).text == "\n".join(lines)


def test_headlines_of_any_length_are_no_broken_page() -> None:
    headlines = "\n".join(
        ["Gia Lai đẩy mạnh chuyển đổi số tại các xã vùng sâu, vùng xa của tỉnh", "Tin ngắn"] * 8
    )
    assert view_of(headlines).text == headlines
