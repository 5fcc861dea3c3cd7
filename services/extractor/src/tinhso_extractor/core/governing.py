"""Which of several dates governs a figure, by where they stand."""

from typing import Final

import regex

from tinhso_extractor.core.dates import DateMention
from tinhso_extractor.core.figures import Figure
from tinhso_extractor.core.segments import Ordered, Span
from tinhso_extractor.core.surroundings import BOUNDARY
from tinhso_extractor.core.view import View
from tinhso_shared.events import Precision

# `tăng 9 bậc so với năm 2020 (thứ 52/63)`, `so với năm 2021 (0,3048 điểm, hạng 53)`: what it was then.
OF_AN_EDITION_BEFORE: Final = regex.compile(
    r"(?<!\b(?:trung bình|bình quân)\b[^.;]{0,80})\bso (?:với )?(?:kỳ )?(?:năm|dti) (?P<year>20\d\d)\s?"
    r"\((?:(?:là|chỉ|mới|đạt|hạng|thứ|xếp|đứng|vị trí)\s)*"
    r"(?:(?:[\d,]+(?: điểm|\s?%)|\d+/\d\d)[,;] (?:(?:xếp|đứng|hạng|thứ|vị trí)\s)*)?$"
)
_INDEX_BEFORE: Final = regex.compile(
    r"\b(?:dti\)?|index\)?|sipas\)?|về chuyển đổi số"
    r"|chỉ số (?:chuyển đổi số|cải cách hành chính)(?: cấp tỉnh)?|điểm (?:tự đánh giá|tự chấm))\s$"
)
_RIGHT_BEHIND: Final = regex.compile(
    r"\s*(?:điểm|%|(?:tỉnh|địa phương)(?:,? thành(?: phố)?)?)?\s*(?P<opened>\()?\s*"
    r"(?:của |trong |vào |ở |hồi |từ )?(?:kỳ )?"
)
# `85% (năm 2024 đạt 78,2%)`: the date is the next figure's.
_LEADS_TO_ANOTHER: Final = regex.compile(r" *:? *(?:(?:là|đạt|được|có|mới|chỉ|ước|chiếm) +){0,2}\d")
_GOES_TO: Final = regex.compile(r"\b(?:lên|xuống)\b")


# `2.870 doanh nghiệp (năm 2024, riêng phần cũ là 1.104)`; not `(tính đến 31/1, tăng 5%)`
_OF_A_LEVEL: Final = regex.compile(
    r"(?:(?!\b(?:tăng|giảm|so với|số liệu|nguồn)\b)[^()\n\d]){1,80}\d[\d.,/]*\s?(?:%|\p{L}|\))[^()\n]*"
)


def nearest(lower: str, among: Ordered[DateMention], figure: Figure, span: Span) -> DateMention | None:
    """The last one before the figure, or the first behind it; one right behind it is its own."""
    inside = [m for m in among.within(span.start, span.end) if m.end <= span.end]
    if not inside:
        return None
    before = [m for m in inside if m.end <= figure.start]
    while before and _is_left_in_brackets(lower, before[-1], figure):
        before.pop()
    behind = (m for m in inside if m.start >= figure.end)
    after = next((m for m in behind if not _is_of_another(lower, figure, m)), None)
    if before and not (
        after and _is_right_behind(lower, figure, after) and not _leads_up(lower, before[-1], figure)
    ):
        return before[-1]
    return after


# `46,2%, tăng từ 31,5% của năm 2024`
_OF_THE_ONE_BEFORE_IT: Final = regex.compile(
    r"\btừ (?:mức )?\d[\d.,]*\s?%? (?:của|hồi|vào|trong|cuối) (?:cuối )?$"
)


# `so với thời điểm trước hợp nhất (tháng 6/2025)`; not `(tháng 6/2025, 74,2%)`, which has a level.
_SET_AGAINST: Final = regex.compile(r"\bso với [^.,;()\d]{1,50}\($")


def _is_of_what_was(lower: str, mention: DateMention) -> bool:
    against = _SET_AGAINST.search(lower, max(0, mention.start - 60), mention.start)
    return against is not None and lower.startswith(")", mention.end)


def _is_of_another(lower: str, figure: Figure, mention: DateMention) -> bool:
    """Behind the figure, and yet a date of what comes then or of what stands ahead of its brackets."""
    return (
        _LEADS_TO_ANOTHER.match(lower, mention.end) is not None
        or is_in_contrast(lower, mention)
        or _OF_THE_ONE_BEFORE_IT.search(lower, figure.end, mention.start) is not None
        or _is_of_what_was(lower, mention)
        or _is_bracketed_with_a_level(lower, mention)
        or _is_of_what_is_to_come(lower, figure, mention)
        or _TURNS.search(lower, figure.end, mention.start) is not None
        or _is_in_farther_brackets(lower, figure, mention)
    )


def _is_right_behind(lower: str, figure: Figure, mention: DateMention) -> bool:
    """`đạt 45% năm 2022, 70% năm 2023`, `70% (năm 2023)`; not `70% (năm 2023 là 60%)`."""
    between = _RIGHT_BEHIND.fullmatch(lower, figure.end, mention.start)
    return between is not None and (not between["opened"] or lower.startswith(")", mention.end))


def _leads_up(lower: str, mention: DateMention, figure: Figure) -> bool:
    """No comma, and no other figure, stands between: `năm 2023 đạt 70%`."""
    boundary = BOUNDARY.search(lower, mention.end, figure.end)  # `và` is one for the number behind it
    apart = boundary is not None and boundary.start() < figure.lead
    between = lower[mention.end : figure.lead]
    # `tăng từ vị trí 62 năm 2022 lên vị trí 55 năm 2024`
    return (
        not apart
        and not any(c.isdigit() for c in between)
        and not _GOES_TO.search(lower, mention.end, figure.start)
    )


_IN_BRACKETS: Final = regex.compile(r"\([^()\n]{0,40}$")
_A_FIGURE_BEHIND: Final = regex.compile(r"[^()\n]{0,40}?\d[^()\n]*\)")


def is_bracketed_with_a_figure(lower: str, mention: DateMention) -> bool:
    """`(năm 2022 xếp thứ 23)`; not `(số liệu đến ngày 15/12)`"""
    opened = _IN_BRACKETS.search(lower, max(0, mention.start - 42), mention.start)
    return opened is not None and _A_FIGURE_BEHIND.match(lower, mention.end) is not None


def _is_bracketed_with_a_level(lower: str, mention: DateMention) -> bool:
    opened = _IN_BRACKETS.search(lower, max(0, mention.start - 42), mention.start)
    return opened is not None and _OF_A_LEVEL.match(lower, mention.end) is not None


def _is_left_in_brackets(lower: str, mention: DateMention, figure: Figure) -> bool:
    """`đạt 83,1% (năm 2021 mới 21,6%); 64.590 giao dịch`: said of the figure ahead of the brackets alone."""
    closed = lower.find(")", mention.end, figure.lead) >= 0
    return closed and is_bracketed_with_a_figure(lower, mention)


def _is_in_farther_brackets(lower: str, figure: Figure, mention: DateMention) -> bool:
    """`xếp thứ 9 (tăng 1 bậc); … xếp thứ 1 (ba năm 2020, 2021)`: said of the figure ahead of the brackets."""
    opened = _IN_BRACKETS.search(lower, max(figure.end, mention.start - 42), mention.start)
    if opened is None or _FOR_ALL.match(lower, opened.start()):
        return False
    return any(c.isdigit() for c in lower[figure.end : opened.start()])


# `cung cấp 1.127 dịch vụ, song 9 tháng đầu năm tỷ lệ …`: of what the sentence turns to.
_TURNS: Final = regex.compile(r"(?:,|\s)\s?(?:nhưng|song)\s")
# `thu nhận 698.450 hồ sơ, kích hoạt 563.127 tài khoản (số liệu đến 15/3/2024)`
_FOR_ALL: Final = regex.compile(r"\((?:theo )?(?:số liệu|tính đến|tính tới|cập nhật|thống kê|nguồn)\b")
_TO_COME: Final = regex.compile(
    r",[^,.;]*\d[^,.;]*\b(?:dự kiến|phấn đấu|sẽ|cần|phải)\b"
    # `còn 17 làng trắng sóng, phải xong trong quý II`
    r"|,\s(?:phải|cần)\s(?:làm |phủ |xóa )?(?:xong|hoàn thành|hết)\b"
    # `phổ cập tới 74% dân số, dự kiến cuối năm sau chạm mốc 80%`
    r"|,\s(?:và |đồng thời )?(?:phấn đấu|dự kiến|đặt mục tiêu|mục tiêu|sẽ|tiến tới|hướng tới)\b"
)


def _is_of_what_is_to_come(lower: str, figure: Figure, mention: DateMention) -> bool:
    """`triển khai 18/43 mô hình, 7 mô hình khác dự kiến hoàn thành trong quý IV`: of the other ones."""
    return _TO_COME.search(lower, figure.end, mention.start) is not None


_IN_CONTRAST: Final = regex.compile(
    r"\b(?:trong khi|thay vì|dù|mặc dù|tuy)"
    r"(?: (?:cả|vào|tại|ở|đến|hồi|cuối|đầu|ngày|năm|tháng|thời điểm))*\s*$"
)


def is_in_contrast(lower: str, mention: DateMention) -> bool:
    """`37%, trong khi ngày 1/7 mới là 18%`"""
    return _IN_CONTRAST.search(lower, max(0, mention.start - 40), mention.start) is not None


def is_of_an_index(view: View, mention: DateMention) -> bool:
    """`xếp thứ 6 về DTI năm 2022, có 1.452 tổ`: the edition dates the rank, and nothing beside it."""
    if mention.precision is not Precision.YEAR:
        return False
    return _INDEX_BEFORE.search(view.lower, max(0, mention.start - 50), mention.start) is not None
