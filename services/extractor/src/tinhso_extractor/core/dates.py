"""Dates of a text: grammar only. Which date governs a figure is decided in `context`."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import regex

from tinhso_extractor.core.anchored import DIGITS, Anchored, Tries, matches_within
from tinhso_shared.events import Precision


class Role(StrEnum):
    REFERENCE = "reference"
    """when something is or was so"""
    NOW = "now"
    """`đến nay`: the dateline or the publication"""
    PERIOD = "period"
    """a programme's years: names it, dates nothing"""
    HORIZON = "horizon"
    """a goal's year"""
    DOCUMENT = "document"
    """the date of a decision"""
    COMPARISON = "comparison"
    """`so với năm 2022`"""
    START = "start"
    """`từ ngày …`, `kể từ …`"""
    HEADER = "header"
    """stands with a time of day, as publication dates do"""


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Relative:
    """Counted from the day of the text: `năm ngoái` is one year back, `năm nay` none, `tháng tới` minus one month."""

    unit: Unit
    back: int


THIS_YEAR: Final = Relative(Unit.YEAR, 0)


@dataclass(frozen=True)
class DateMention:
    start: int
    end: int
    role: Role
    precision: Precision
    first: dt.date | None
    """The first day of what is named; None for `đến nay`, and where the year is missing."""
    last: dt.date | None
    day_month: tuple[int, int] | None = None
    """(day or 0, month), where the year has to come from elsewhere; a negative day: from January on."""
    relative: Relative | None = None
    ahead: bool = False
    """`tháng 3 tới`: the next such one, not the last."""

    @property
    def is_part_of_this_year(self) -> bool:
        return self.relative == THIS_YEAR and self.day_month is not None

    @property
    def needs_year(self) -> bool:
        return self.day_month is not None


_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_CUE = r"(?:ngày|chiều|sáng|tối|trưa|hôm|chốt|đến|tới|(?:đến|tới)\s+hết|thời\s+điểm|mùng|mồng|từ|hạn\s+chót\s+là)"
# `mỗi ngày 1.5 triệu lượt` is a number, as some print it.
_COUNTED = r"nghìn|ngàn|triệu|tỷ|tỉ|trăm|lượt|người|hồ\s+sơ|giờ|tiếng"
# `(12/12 đơn vị công lập)`
_OF_HOW_MANY = (
    r"đơn\s+vị|xã|phường|huyện|sở|cơ\s+(?:sở|quan)|bệnh\s+viện|dịch\s+vụ|thủ\s+tục|trường|trạm|nhiệm\s+vụ|chỉ\s+tiêu"
    r"|tiêu\s+chí|thôn|mô\s+hình|doanh\s+nghiệp|địa\s+phương|thị\s+(?:xã|trấn)|ngành"
)
_SEP = r"\s?[/\-.]\s?"
# `từ 1.7 - 10.9`
_FROM_DAY = r"từ\s(?:ngày\s)?\d{1,2}[./]\d{1,2}\s?(?:-|đến)\s?"
# `khách chuyển khoản tới 9/10`; not `tính tới 9/10`.
_NINE_OF_TEN = r"(?<!tính\s)tới\s+[1-9]/10"
# Of one word; `mười hai` is 12 already. `tháng năm 2023` has no month.
_WORD = rf"(?:một|hai|ba|tư|bốn|năm(?!\s+{_YEAR})|sáu|bảy|tám|chín|mười)\b"
# `một tháng hai lần` and `tháng ba bữa` name no month, `Cách mạng tháng Tám` names no date.
_MONTH_WORD = (
    r"(?<!(?:\d|mỗi|một|hằng|hàng|từng|các|mấy|mạng)\s+tháng\s+)(?:hai|ba|tư|sáu|bảy|tám|chín|mười)\b"
    r"(?!\s+(?:lần|kỳ|buổi|người|lượt|phiên|cuộc|ngày|bữa|triệu|nghìn|trăm|chục))"
    rf"|(?:một|bốn|năm)(?=\s*(?:[/\-.]|\s+năm)\s*{_YEAR})"
)
_QUARTER = r"(?:iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư)\b(?!\s+(?:bên|liệu|vị))"
# `hai năm trước`, `những tháng tới`: so many, which ones is not said.
_NOT_COUNTED = r"(?<!\b(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài|nhiều|những|các|nửa|mỗi|từng|đầu tiên)[ ]+)"

PATTERN: Final = regex.compile(
    rf"""
      (?P<header> (?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật|\bcn)\s*[,\-]?\s*(?:ngày\s+)?
                  (?P<hd>\d{{1,2}}){_SEP}(?P<hm>\d{{1,2}}){_SEP}(?P<hy>{_YEAR}|\d\d(?!\d)) )
    | (?P<range> từ\s+năm\s+(?P<ry1>{_YEAR})\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:năm\s+)?(?P<ry2>{_YEAR}) )
    | (?P<span> (?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|năm\s+học|các\s+năm)\s*\(?(?P<sy1>{_YEAR})\s*[-,]\s*(?P<sy2>{_YEAR}) )
    | (?P<days> từ\s+(?:ngày\s+)?(?P<d1>\d{{1,2}})\s?(?:-|đến(?:\s+(?:hết\s+)?ngày)?)\s?(?P<d2>\d{{1,2}})/(?P<dsm>\d{{1,2}})/(?P<dsy>{_YEAR})(?![\d/]) )
    | (?P<full> (?<![\d.,/])(?:ngày\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>{_YEAR}|\d\d(?=,\s*\d\d?:\d\d))(?![\d/])
              | (?<![\d.,/-])(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d\d)(?![\d/.,%-]\d|[\d/%]) )
    | (?P<words> (?:ngày\s+(?:mùng|mồng)|ngày|mùng|mồng)\s+(?P<wd>\d{{1,2}}|{_WORD})\s+tháng\s+(?P<wm>\d{{1,2}}|{_WORD})(?:\s*(?:năm\s+|[/-]\s?)(?P<wy>{_YEAR}))?
               | (?<![\d.,/-])(?P<wd>\d{{1,2}})\s+tháng\s+(?P<wm>\d{{1,2}}|{_WORD})\s+năm\s+(?P<wy>{_YEAR}) )
    | (?P<months> \b(?P<mn>\d{{1,2}}|{_WORD})\s+tháng\s+(?:(?P<mpart>đầu|cuối)\s+)?(?:của\s+)?năm\s+(?P<mny>{_YEAR}|nay|ngoái)
                | \bnửa\s+(?P<mpart>đầu|cuối)\s+năm\s+(?P<mny>{_YEAR}|nay|ngoái)
                | (?<![\d/.]|ngày\s)\b(?P<mn>[369])\s+tháng\s?/?\s?(?P<mny>{_YEAR})\b )
    | (?P<bare_months> \b(?P<bmn>\d{{1,2}}|{_WORD})\s+tháng\s+(?P<bmpart>đầu|cuối)\s+(?:của\s+)?năm\b
                     | \bnửa\s+(?P<bmpart>đầu|cuối)\s+năm\b(?!\s+học) )
    | (?P<quarter> quý\s+(?P<q>{_QUARTER})\s*(?:[/-]|,?\s*(?:của\s+)?năm\s+|\s)\s*(?P<qy>{_YEAR}|ngoái|nay) )
    | (?P<bare_quarter> quý\s+(?P<bq>{_QUARTER})(?!\s*(?:[/-]|,?\s*năm)?\s*{_YEAR})(?P<ahead>\s+tới(?=\s*(?:[,.;)]|$)))? )
    | (?P<month> (?!\d)(?:(?P<part>đầu|giữa|cuối|hết)\s+)?tháng\s+(?P<mm>\d{{1,2}}|{_MONTH_WORD})
                 (?:\s*[/\-.]\s*(?P<my>{_YEAR})|\s+năm\s+(?P<myw>{_YEAR}|nay|ngoái)|(?P<ahead>\s+tới(?=\s*(?:[,.;)]|$))))?(?!\s*[/\-.]?\d)(?!(?<=\bmới\s+trong\s+tháng\s+\d+)\s+(?:{_COUNTED}|trạm|hộ|mô\s+hình|thuê\s+bao|sản\s+phẩm)\b) )
    | (?P<dm> (?=\d{{1,2}}\s?[/-])(?<![\d.,/-])(?:(?<={_CUE}\s+)|(?<={_CUE}\s+ngày\s+)|(?<=\()|(?<={_FROM_DAY})|(?<=số\s+quốc\s+gia\s+))(?P<dmd>\d{{1,2}})\s?[/-]\s?(?P<dmm>\d{{1,2}})(?![\d/.%]|-\d|,\d)(?<!{_NINE_OF_TEN})(?!(?<=\(\d\d?/\d\d?)\s+(?:{_OF_HOW_MANY})\b)
            | (?<=(?<!\b(?:mỗi|một|hằng|hàng|từng|trong)\s+)\b(?:ngày|sáng|chiều|tối|trưa|tính\s+(?:đến|tới)(?:\s+hết)?|{_FROM_DAY}(?:ngày\s+)?)\s*)(?P<dmd>\d{{1,2}})\.(?P<dmm>\d{{1,2}})(?=[,;:)\s]|\.(?!\d))(?!\s+(?:{_COUNTED})\b) )
    | (?P<year> (?:(?P<ypart>đầu|giữa|cuối|hết)\s+)?năm\s+(?:học\s+)?(?P<yy>{_YEAR})(?!\s*[-]\s*{_YEAR}) )
    | (?P<edition> (?={_YEAR})(?<=\b(?:kỳ|kỳ\s+đánh\s+giá|dti|index|index\)|sipas|papi|ngân\s+sách|xếp\s+hạng|xếp\s+hạng\s+chuyển\s+đổi\s+số|chỉ\s+số\s+chuyển\s+đổi\s+số|kết\s+quả)\s+)(?P<ey>{_YEAR})(?!\s?[-/.,]?\d)
                | (?<=[,;]\s+(?:và\s+)?)(?P<ey>{_YEAR})(?=\s+(?:lên\s+|rơi\s+xuống\s+|xuống\s+|còn\s+)?(?:thứ|hạng|xếp|đứng)\b) )
    | (?P<relative> (?=hôm|sáng|trưa|chiều|tối|ngày|đầu|giữa|cuối|hết|tuần|tháng|quý|năm){_NOT_COUNTED}(?:
                      (?P<day>(?:hôm|sáng|trưa|chiều|tối)\s+(?:qua|kia)|ngày\s+mai)
                    | (?:(?P<rpart>đầu|giữa|cuối|hết)\s+)?
                      (?P<unit>tuần|tháng|quý|năm)\s+
                      (?P<which>này|nay|hiện\s+tại|ngoái|trước|qua|rồi|vừa\s+(?:qua|rồi)|sau|tới|tiếp\s+theo|kế\s+tiếp|tiếp)\b )
                    (?!\s+(?:\d|đó|đây|khi|cao|nhiều)) )
    | (?P<now> (?:tính\s+)?(?:đến|tới)\s+(?:nay|giờ(?=[\s,](?!\d{{1,2}}\s*(?:giờ|h|phút)|học|làm|chót|cao|hẹn|nghỉ|tan|ăn|ra))|thời\s+điểm\s+(?:này|hiện\s+tại|báo\s+cáo))\b
              | (?<=[,;:]\s|\bthì\s)nay\b(?!\s+(?:mai|kia)) | \bhiện\s+(?:nay|tại)\b | \bhiện\s+(?=có|đã|đang|cả|tỉnh|toàn)
              | (?<!\b(?:thực|phát|thể|biểu|xuất)\s)\bhiện\s+(?=cổng|hệ\s+thống|mạng|trên\s+địa\s+bàn|cung\s+cấp|đạt|quản\s+lý|vận\s+hành|duy\s+trì|sử\s+dụng|chiếm|mới|chỉ|là|\d)\b )
    """,
    regex.VERBOSE,
)

_GAPS = (" ", "  ", "\n")
# Common words, with what makes a date of them.
_PAIRS: Final = (
    *(("thứ", day) for day in ("hai", "ba", "tư", "năm", "sáu", "bảy")), ("chủ", "nhật"), ("các", "năm"),
    ("thời", "kỳ"), ("nhiệm", "kỳ"), *(("từ", of) for of in ("năm", "ngày", *DIGITS)),
    ("tính", "đến"), ("tính", "tới"), *((to, of) for to in ("đến", "tới") for of in ("nay", "giờ", "thời")),
)  # fmt: skip
_FIRST: Final = (
    *DIGITS,
    *(f"{word}{gap}tháng" for word in ("một", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười") for gap in _GAPS),
    *(f"{part}{gap}{unit}" for part in ("đầu", "giữa", "cuối", "hết") for gap in _GAPS for unit in ("tuần", "tháng", "quý", "năm")),
    *(f"nửa{gap}{part}" for part in ("đầu", "cuối") for gap in _GAPS),
    *(f"{word}{gap}{following}" for word, following in _PAIRS for gap in _GAPS),
    "cn", "giai", "ngày", "mùng", "mồng", "hôm", "sáng", "trưa", "chiều", "tối", "tuần", "tháng", "quý", "năm", "hiện", "nay",
)  # fmt: skip
# `5/3/2024`, `5 tháng`, `2024`; not `163.900`, nor `25 xã`.
_NUMBER: Final = r"[0-9]?(?:\s?[/.-]\s?[0-9]{1,2}(?![0-9])|\s+tháng)|[0-9]{3}(?![0-9])"
GRAMMAR: Final = Anchored(PATTERN, _FIRST, _NUMBER)

_DOCUMENT: Final = regex.compile(
    r"(?:đăng(?: tải)?|phát hành|ban hành|quyết định|nghị quyết|nghị định|kế hoạch|công văn|thông tư|tờ trình|(?:bộ )?luật|chỉ thị|công điện|văn bản|(?<!truyền )thông báo(?! cáo)|(?<!chỉ )số\s+\d[^\s,;]*(?<!\.))"
    r"(?:(?!\btính (?:đến|tới)\b|\((?:trích xuất|số liệu|cập nhật|chốt)\b)[^.;,)]){0,60},?\s*(?:đề\s+)?(?:ngày\s+)?$"
)
# `Ngày Chuyển đổi số quốc gia (10/10)`: the name of a day, and not when something was so.
_NAMED_DAY: Final = regex.compile(
    r"\bngày (?:hội )?(?:chuyển đổi số|pháp luật|doanh nhân|thành lập|truyền thống|quốc khánh|không tiền mặt|quyền của người)"
    r"[^.;,()\d]{0,40}\(?\s*(?:ngày\s*)?$"
)
# `Trung tâm khai trương hồi tháng 5, kết nối 14/19 sở`
_OPENED: Final = regex.compile(
    r"\b(?:khai trương|ra mắt|khánh thành|đi vào hoạt động)(?: \p{L}+){0,2} (?:hồi|vào|trong)(?: ngày)? $"
)
_ANNOUNCED: Final = regex.compile(r"công bố\s+(?:vào\s+|hồi\s+)?(?:ngày\s+)?$")
_COMES_OUT: Final = regex.compile(r"năm 20\d\d[^.;\d]{0,20}\bcông bố\s+(?:trong\s+|vào\s+)?$")
_COMPARISON: Final = regex.compile(
    # `164,3 tỷ đồng, gấp 1,4 lần năm 2023`
    r"\bgấp (?:hơn |gần |khoảng )?(?:(?:\d[\d,]*|hai|ba|bốn|năm) lần|đôi|rưỡi) (?:so với )?(?:cả |cuối )?$|"
    # `cao gần gấp đôi con số 34,2% của năm 2021`
    r"\b(?:gấp|cao|thấp|nhiều|ít)\b[^.;\d]{0,30}\b(?:con số|mức) \d[\d.,]*\s?%? (?:của |hồi |trong )$|"
    # `92,6%, cao hơn mức 85,1% của cả năm 2025`
    r"\b(?:cao|thấp|nhiều|ít) hơn (?:mức |con số |tỷ lệ )?\d[\d.,]*\s?%? (?:của|hồi|vào|ở)(?: cả| cuối| đầu)? $|"
    r"\b(?:cao|thấp|nhiều|ít|lớn) hơn (?:mức |con số )?(?:bình quân |trung bình )?(?:của )?(?:cả )?$|"
    r"(?:so với|so với cùng kỳ|bằng cùng kỳ|cùng kỳ|so cùng kỳ|so|bằng (?:xếp hạng|thứ hạng|vị trí|hạng|mức)|trước)\s+(?:thời điểm\s+|cả\s+|cuối\s+|ngày\s+|kỳ\s+|kỳ đánh giá\s+|dti\s+|mức\s+|(?:mốc(?:\s+thời gian)?|(?:thời\s)?hạn)\s+(?:ngày\s+)?|bảng[^,.;]{0,25}"
    # `so với kết quả đánh giá đầu tháng 7`
    r"|(?:kết quả|lần|đợt)\s[^,.;\d]{0,25})?$"
    # `so với hạng 21 của năm 2021`, `so với 45% cuối năm 2022`; not `so với 63 tỉnh năm 2023`, who are of today.
    r"|so với (?:(?:mức|con số|tỷ lệ|xếp hạng|thứ hạng|vị trí|hạng|thứ|khoảng|chừng|hơn|gần) ){0,3}(?!(?:63|34)\b)\d[\d.,]*%?(?:/\d\d)?"
    r" (?:điểm |bậc )?(?:của |trong |hồi |ở |vào )?$"
)
_HORIZON: Final = regex.compile(
    r"(?:tầm nhìn(?: đến)?|định hướng(?: đến| tới)?|mục tiêu[^.;]{0,80}|phấn đấu[^.;]{0,60}|hướng (?:đến|tới)|từ nay (?:cho )?(?:đến|tới)(?: hết)?(?: ngày)?|(?:chỉ tiêu|kế hoạch)[^.;,\d]{0,40}\bgiao(?: trong| cho)?"
    # `Nghị quyết số 04 xác định đến năm 2025 …`
    r"|(?:xác định|nêu rõ|đề ra|đặt ra)(?: rằng| là)?,? (?:đến|tới)(?: hết| cuối)?)\s*$"
)
# `Kế hoạch năm 2025: …`: what it sets, and no number of a document
_PLAN_FOR: Final = regex.compile(r"(?:^|[.;:\n]\s?)\s*kế hoạch $")
_SETS: Final = regex.compile(r"(?: của (?:toàn )?tỉnh)?[:,]")
# `Bộ chỉ số theo Quyết định 766 tháng 2 vừa rồi`; behind a comma, `Quyết định số 766, tháng 6/2022`, it was issued
# then, and nothing is issued in a quarter: `theo Quyết định 766, quý I tỉnh đạt …`.
_INDEX_OF: Final = {
    reader: regex.compile(rf"\b766(?:/qđ-ttg)?\)?{comma} (?:(?:trong|của) )?$")
    for reader, comma in (("month", ""), ("quarter", ",?"), ("bare_quarter", ",?"))
}
_BY: Final = regex.compile(r"(?:hết|cuối|giữa|đầu)\s")
_START: Final = regex.compile(
    r"(?:kể từ|từ|bắt đầu từ|sau)\s+(?:ngày\s+|đầu\s+)?$"
    # `kể từ khi triển khai (25/02/2022)`
    r"|\b(?:kể từ|từ) (?:khi|ngày|lúc) [^,.;()\d]{2,40}\((?:từ )?(?:ngày )?$"
    # `Sau hội nghị hồi tháng 3, …`: when it happened that the rest came after
    r"|(?:^|[.;:\n]\s?)(?:ngay\s)?sau\s(?:khi\s)?(?!hơn\b|gần\b)[^,.;:()\d\n]{3,60}\s(?:hồi|vào|ngày)\s$"
)
# `được số hóa xong từ cuối năm 2023`: so it was by then.
_DONE_SINCE: Final = regex.compile(
    r"\b(?:xong|hoàn thành|hoàn tất|về đích)(?: \p{L}+){0,3} (?:ngay )?từ (?:ngày )?$"
)
_TIME: Final = regex.compile(r"\s*[,|\-]?\s*(?:lúc\s*)?\d{1,2}[:h]\d{2}|\s*\(?gmt|\s*\|\s*lượt xem")

_WORDS: Final = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
                 "chín": 9, "mười": 10, "i": 1, "ii": 2, "iii": 3, "iv": 4}  # fmt: skip


def find_dates(lower: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The date expressions of a stretch of lower-case text, in order; impossible ones are left out."""
    return find_dates_within(lower, [(start, len(lower) if end is None else end)])


def find_dates_within(lower: str, stretches: Iterable[tuple[int, int]]) -> list[DateMention]:
    """Of several stretches of one text, which no date goes beyond."""
    tries = GRAMMAR.tries(lower)
    return [date for start, stop in stretches for date in _dates_within(lower, tries, start, stop)]


def _dates_within(lower: str, tries: Tries, start: int, stop: int) -> list[DateMention]:
    found: list[DateMention] = []
    for match in matches_within(lower, tries, start, stop):
        mention = _mention(match, lower, start, stop)
        if mention is not None:
            found.append(_of_the_year_before(mention, found[-1], lower) if found else mention)
    return found


_GOES_ON: Final = regex.compile(r",?\s+(?:vào\s+)?(?:ngày\s+)?")


def _of_the_year_before(mention: DateMention, before: DateMention, lower: str) -> DateMention:
    """`Ngày Chuyển đổi số năm 2025, ngày 9/10`: the year right before a day is its own."""
    if mention.day_month is None or mention.precision is not Precision.DAY or mention.day_month[0] <= 0:
        return mention
    if before.precision is not Precision.YEAR or before.first is None:
        return mention
    if not _GOES_ON.fullmatch(lower, before.end, mention.start):
        return mention
    day, month = mention.day_month
    read = _day(str(day), str(month), str(before.first.year))
    return replace(mention, first=read[1], last=read[2], day_month=None) if read else mention


def _mention(match: regex.Match[str], lower: str, start: int, stop: int) -> DateMention | None:
    reader = str(match.lastgroup)  # the outermost one, which closes last
    read = _READERS[reader](match)
    if read is None:
        return None
    precision, first, last, day_month = read
    role = _role_of(reader, match, lower, start, stop, bare_day=precision is Precision.DAY)
    return DateMention(
        match.start(),
        match.end(),
        role,
        precision,
        first,
        last,
        day_month,
        _relative_to_now(reader, match),
        ahead=bool(
            match["ahead"] or _FROM_NOW_ON.search(lower, max(start, match.start() - 30), match.start())
        ),
    )


_FROM_NOW_ON: Final = regex.compile(r"\btừ nay (?:cho )?(?:đến|tới)(?: hết)?(?: ngày)?\s$")
_BACK: Final = {"này": 0, "nay": 0, "hiện": 0, "ngoái": 1, "trước": 1, "qua": 1, "rồi": 1, "vừa": 1,
                "sau": -1, "tới": -1, "tiếp": -1, "kế": -1}  # fmt: skip
_DAYS_BACK: Final = {"qua": 1, "kia": 2, "mai": -1}
_UNITS: Final = {"tuần": Unit.WEEK, "tháng": Unit.MONTH, "quý": Unit.QUARTER, "năm": Unit.YEAR}


def _relative_to_now(reader: str, match: regex.Match[str]) -> Relative | None:
    if match["day"]:
        return Relative(Unit.DAY, _DAYS_BACK[match["day"].split()[-1]])
    if reader == "relative":
        return Relative(_UNITS[match["unit"]], _BACK[match["which"].split()[0]])
    year = match["myw"] or match["mny"] or match["qy"]
    return Relative(Unit.YEAR, _BACK[year]) if year in _BACK else None


def _role_of(
    reader: str, match: regex.Match[str], lower: str, start: int, stop: int, *, bare_day: bool
) -> Role:
    before = lower[max(start, match.start() - 100) : match.start()]
    if reader == "now":
        return Role.NOW
    if reader == "span":
        return Role.PERIOD
    if reader == "header" or (bare_day and _TIME.match(lower, match.end(), stop)):
        return Role.HEADER
    if reader == "relative" and _ANNOUNCED.search(before):
        return Role.DOCUMENT
    if reader == "year" and _COMES_OUT.search(before):
        return Role.DOCUMENT  # `Chỉ số năm 2024, công bố năm 2025`: not the year that is ranked
    if reader == "year" and _HORIZON.search(before):
        return Role.HORIZON  # `Nghị quyết đặt mục tiêu đến năm 2025`: no document's own year
    if reader == "year" and _PLAN_FOR.search(before) and _SETS.match(lower, match.end(), stop):
        return Role.HORIZON
    if _DONE_SINCE.search(before):
        return Role.REFERENCE
    for role, pattern in _ROLES_BEFORE:
        # `Quyết định số 766, tháng 2/2024`; not `trong kế hoạch chuyển đổi số, hết tháng 6 …`
        if role is Role.DOCUMENT and before.rstrip().endswith((",", ":")) and _BY.match(lower, match.start()):
            continue
        if role is Role.DOCUMENT and reader in _INDEX_OF and _INDEX_OF[reader].search(before):
            continue
        if pattern.search(before):
            return role
    return Role.REFERENCE


_ROLES_BEFORE: Final = (
    (Role.DOCUMENT, _DOCUMENT),
    (Role.DOCUMENT, _NAMED_DAY),
    (Role.DOCUMENT, _OPENED),
    (Role.COMPARISON, _COMPARISON),
    (Role.HORIZON, _HORIZON),
    (Role.START, _START),
)

Read = tuple[Precision, dt.date | None, dt.date | None, tuple[int, int] | None]


def _day(day: str, month: str, year: str) -> Read | None:
    full = _full_year(year)
    try:
        date = dt.date(full, int(month), int(day))
    except ValueError:
        return None
    return Precision.DAY, date, date, None


def _full_year(year: str) -> int:
    """`22/5/91` is of 1991, `22/5/23` of 2023."""
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= 70 else 2000)


def _number(written: str) -> int:
    return _WORDS.get(written) or int(written)


def _day_of_unknown_year(day: str, month: str) -> Read | None:
    # 2024 has every day that there is.
    if _day(day, month, "2024") is None:
        return None
    return Precision.DAY, None, None, (int(day), int(month))


def has_time(lower: str, mention: DateMention) -> bool:
    """Whether a time of day follows, as it does where a page says when it was published."""
    return bool(_TIME.match(lower, mention.end))


def last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def month_of(year: int, month: int, part: str | None) -> Read | None:
    if not 1 <= month <= 12:
        return None
    last = dt.date(year, month, 15) if part == "giữa" else last_day(year, month)
    precision = Precision.DAY if part == "hết" else Precision.MONTH
    return precision, dt.date(year, month, 1), last, None


def _header(m: regex.Match[str]) -> Read | None:
    return _day(m["hd"], m["hm"], m["hy"])


def _full(m: regex.Match[str]) -> Read | None:
    return _day(m["d"], m["m"], m["y"])


def _days(m: regex.Match[str]) -> Read | None:
    first, last = _day(m["d1"], m["dsm"], m["dsy"]), _day(m["d2"], m["dsm"], m["dsy"])
    if first is None or last is None or m["d1"] == m["d2"]:
        return last
    return Precision.DAY, first[1], last[2], None


def _words(m: regex.Match[str]) -> Read | None:
    day, month = str(_number(m["wd"])), str(_number(m["wm"]))
    return _day(day, month, m["wy"]) if m["wy"] else _day_of_unknown_year(day, month)


def _range(m: regex.Match[str]) -> Read | None:
    return _years(m["ry1"], m["ry2"])


def _span(m: regex.Match[str]) -> Read | None:
    return _years(m["sy1"], m["sy2"])


def _day_and_month(m: regex.Match[str]) -> Read | None:
    return _day_of_unknown_year(m["dmd"], m["dmm"])


def _relative(m: regex.Match[str]) -> Read | None:
    if m["day"]:
        return Precision.DAY, None, None, None
    if m["rpart"] in ("đầu", "giữa") and m["unit"] == "năm":
        return _PARTS_OF_A_YEAR[m["rpart"]]
    if m["which"] in _OTHERWISE_USED.get(m["unit"], ()):
        return None
    return _PRECISIONS[m["unit"]], None, None, None


_PRECISIONS: Final = {
    "tuần": Precision.DAY,
    "tháng": Precision.MONTH,
    "quý": Precision.QUARTER,
    "năm": Precision.YEAR,
}
HALF_A_YEAR: Final = 6
"""Months of `nửa đầu năm`."""
_PARTS_OF_A_YEAR: Final[Mapping[str, Read]] = {
    "đầu": (Precision.QUARTER, None, None, (0, 3)),
    "giữa": (Precision.HALF, None, None, (-6, 6)),
}
# `tháng qua` is the last thirty days, `năm này` the one that was spoken of.
_OTHERWISE_USED: Final = {"tháng": ("qua", "nay", "rồi"), "tuần": ("qua", "nay"), "năm": ("này", "hiện tại")}


def _now(m: regex.Match[str]) -> Read | None:
    return Precision.DAY, None, None, None


def _years(first: str, last: str) -> Read | None:
    if int(first) > int(last):
        return None
    return Precision.YEAR, dt.date(int(first), 1, 1), dt.date(int(last), 12, 31), None


def _months(m: regex.Match[str]) -> Read | None:
    count = _number(m["mn"]) if m["mn"] else HALF_A_YEAR
    if not 1 <= count <= 12:
        return None
    precision = Precision.HALF if count == 6 else Precision.MONTH
    if not m["mny"].isdigit():
        return (precision, None, None, (-count, count)) if m["mpart"] != "cuối" else None
    year = int(m["mny"])
    if m["mpart"] == "cuối":
        return Precision.HALF, dt.date(year, 13 - count, 1), dt.date(year, 12, 31), None
    return precision, dt.date(year, 1, 1), last_day(year, count), None


def _bare_months(m: regex.Match[str]) -> Read | None:
    count = _number(m["bmn"]) if m["bmn"] else HALF_A_YEAR
    if not 1 <= count <= 12 or m["bmpart"] == "cuối":
        return None
    return Precision.HALF if count == 6 else Precision.MONTH, None, None, (-count, count)


def _quarter(m: regex.Match[str]) -> Read | None:
    number = _number(m["q"])
    if not m["qy"].isdigit():
        return Precision.QUARTER, None, None, (0, 3 * number)
    year = int(m["qy"])
    return Precision.QUARTER, dt.date(year, 3 * number - 2, 1), last_day(year, 3 * number), None


def _bare_quarter(m: regex.Match[str]) -> Read | None:
    return Precision.QUARTER, None, None, (0, 3 * _number(m["bq"]))


def _month(m: regex.Match[str]) -> Read | None:
    year, month = m["my"] or m["myw"], _number(m["mm"])
    if year and year.isdigit():
        return month_of(int(year), month, m["part"])
    if not 1 <= month <= 12:
        return None
    return Precision.MONTH, None, None, (15 if m["part"] == "giữa" else 0, month)


def _year(m: regex.Match[str]) -> Read | None:
    year = int(m["yy"])
    if m["ypart"] == "đầu":
        return Precision.QUARTER, dt.date(year, 1, 1), dt.date(year, 3, 31), None
    if m["ypart"] == "giữa":
        return Precision.HALF, dt.date(year, 1, 1), dt.date(year, 6, 30), None
    precision = Precision.DAY if m["ypart"] == "hết" else Precision.YEAR
    return precision, dt.date(year, 1, 1), dt.date(year, 12, 31), None


def _edition(m: regex.Match[str]) -> Read | None:
    return _years(m["ey"], m["ey"])


_READERS: Final[Mapping[str, Callable[[regex.Match[str]], Read | None]]] = {
    "header": _header,
    "range": _range,
    "days": _days,
    "span": _span,
    "full": _full,
    "words": _words,
    "months": _months,
    "bare_months": _bare_months,
    "bare_quarter": _bare_quarter,
    "quarter": _quarter,
    "month": _month,
    "dm": _day_and_month,
    "year": _year,
    "edition": _edition,
    "relative": _relative,
    "now": _now,
}


def counted_back(mention: DateMention, now: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of a relative date: `hôm qua`, `tuần trước`, `tháng 5 năm ngoái`; weeks begin on Monday."""
    assert mention.relative is not None
    unit, back = mention.relative.unit, mention.relative.back
    if unit is Unit.DAY:
        day = now - dt.timedelta(days=back)
        return day, day
    if unit is Unit.WEEK:
        monday = now - dt.timedelta(days=now.weekday() + 7 * back)
        return monday, monday + dt.timedelta(days=6)
    if unit is Unit.YEAR:
        return _in_year(mention, now.year - back)
    months = 3 if unit is Unit.QUARTER else 1
    year, begun = divmod(((now.year * 12 + now.month - 1) // months - back) * months, 12)
    return dt.date(year, begun + 1, 1), last_day(year, begun + months)


def _in_year(mention: DateMention, year: int) -> tuple[dt.date, dt.date] | None:
    if mention.day_month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    day, month = mention.day_month
    return _span_of(mention.precision, day, month, year)


def with_year(mention: DateMention, latest: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of a date without a year: the nearest such one not after `latest`."""
    assert mention.day_month is not None
    return _nearest(mention, latest.year, lambda last: last <= latest or _goes_on(mention, last, latest), -1)


def with_year_after(mention: DateMention, earliest: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first such one on or after `earliest`, for a text without a publication date."""
    return _nearest(mention, earliest.year, lambda last: last >= earliest, 1)


def _goes_on(mention: DateMention, last: dt.date, latest: dt.date) -> bool:
    """`tháng 6`, `6 tháng đầu năm` in an article of 12 June are this June's, `quý III` in one of 24 September this
    quarter; not last year's.
    """
    months = {Precision.MONTH: 1, Precision.HALF: 1, Precision.QUARTER: 3}.get(mention.precision)
    if months is None:
        return False
    return (last.year, (last.month - 1) // months) == (latest.year, (latest.month - 1) // months)


def _nearest(
    mention: DateMention, year: int, fits: Callable[[dt.date], bool], step: int
) -> tuple[dt.date, dt.date] | None:
    assert mention.day_month is not None
    day, month = mention.day_month
    for candidate in (year, year + step):
        span = _span_of(mention.precision, day, month, candidate)
        if span is not None and fits(span[1]):
            return span
    return None


def _span_of(precision: Precision, day: int, month: int, year: int) -> tuple[dt.date, dt.date] | None:
    if day < 0:  # the first months of the year
        return dt.date(year, 1, 1), last_day(year, month)
    if precision is Precision.QUARTER:
        return dt.date(year, month - 2, 1), last_day(year, month)
    if precision is Precision.MONTH:
        return dt.date(year, month, 1), dt.date(year, month, day) if day else last_day(year, month)
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date, date
