"""Dates of a text: grammar only. Which date governs a figure is decided in `context`."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import regex

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
    years_ago: int | None = None
    """`năm ngoái` is 1, `tháng 5 năm nay` 0: counted from the day of the text."""

    @property
    def needs_year(self) -> bool:
        return self.day_month is not None


_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_CUE = r"(?:ngày|chiều|sáng|tối|trưa|hôm|chốt|đến|tới|mùng|mồng|từ|hạn\s+chót\s+là)"
_SEP = r"\s?[/\-.]\s?"

GRAMMAR: Final = regex.compile(
    rf"""
      (?P<header> (?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật|cn)\s*[,\-]?\s*(?:ngày\s+)?
                  (?P<hd>\d{{1,2}}){_SEP}(?P<hm>\d{{1,2}}){_SEP}(?P<hy>{_YEAR}|\d\d(?!\d)) )
    | (?P<range> từ\s+năm\s+(?P<ry1>{_YEAR})\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:năm\s+)?(?P<ry2>{_YEAR}) )
    | (?P<span> (?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|năm\s+học|các\s+năm)\s*\(?(?P<sy1>{_YEAR})\s*[-,]\s*(?P<sy2>{_YEAR}) )
    | (?P<full> (?<![\d.,/-])(?:ngày\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>{_YEAR}|\d\d(?=,\s*\d\d?:\d\d))(?![\d/]) )
    | (?P<words> (?:ngày|mùng|mồng)\s+(?P<wd>\d{{1,2}})\s+tháng\s+(?P<wm>\d{{1,2}})(?:\s*(?:năm\s+|[/-]\s?)(?P<wy>{_YEAR}))? )
    | (?P<months> (?P<mn>\d{{1,2}}|sáu|ba|chín)\s+tháng\s+(?:(?P<mpart>đầu|cuối)\s+)?năm\s+(?P<mny>{_YEAR}|nay) )
    | (?P<bare_months> (?P<bmn>\d{{1,2}}|sáu|ba|chín)\s+tháng\s+(?P<bmpart>đầu|cuối)\s+năm\b )
    | (?P<bare_quarter> quý\s+(?P<bq>iv|i{{1,3}}|[1-4])\b(?!\s*(?:[/-]|,?\s*năm)?\s*{_YEAR}) )
    | (?P<quarter> quý\s+(?P<q>iv|i{{1,3}}|[1-4])\s*(?:[/-]|,?\s*năm\s+|\s)\s*(?P<qy>{_YEAR}) )
    | (?P<month> (?:(?P<part>đầu|giữa|cuối|hết)\s+)?tháng\s+(?P<mm>\d{{1,2}})
                 (?:\s*[/\-.]\s*(?P<my>{_YEAR})|\s+năm\s+(?P<myw>{_YEAR}|nay|ngoái))?(?!\s*[/\-.]?\d) )
    | (?P<dm> (?<![\d.,/-])(?:(?<={_CUE}\s+)|(?<={_CUE}\s+ngày\s+)|(?<=\())(?P<dmd>\d{{1,2}})\s?[/-]\s?(?P<dmm>\d{{1,2}})(?![\d/.%]|-\d|,\d) )
    | (?P<year> (?:(?P<ypart>đầu|giữa|cuối|hết)\s+)?năm\s+(?:học\s+)?(?P<yy>{_YEAR})(?!\s*[-]\s*{_YEAR}) )
    | (?P<edition> (?<=\b(?:kỳ|kỳ\s+đánh\s+giá|dti|index|sipas|papi|ngân\s+sách|xếp\s+hạng|xếp\s+hạng\s+chuyển\s+đổi\s+số|chỉ\s+số\s+chuyển\s+đổi\s+số)\s+)(?P<ey>{_YEAR})(?!\s?[-/.,]?\d) )
    | (?P<relative> năm\s+(?:ngoái|trước|qua)(?!\s+\d)|năm\s+rồi )
    | (?P<now> (?:tính\s+)?(?:đến|tới)\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại|báo\s+cáo))\b
              | \bhiện\s+(?:nay|tại)\b | \bhiện\s+(?=có|đã|đang|cả|tỉnh|toàn) )
    """,
    regex.VERBOSE,
)

_DOCUMENT: Final = regex.compile(
    r"(?:đăng(?: tải)?|phát hành|ban hành|quyết định|nghị quyết|nghị định|kế hoạch|công văn|thông tư|chỉ thị|công điện|văn bản|thông báo|số\s+\d\S*)"
    r"[^.;,]{0,60},?\s*(?:đề\s+)?(?:ngày\s+)?$"
)
_COMPARISON: Final = regex.compile(
    r"(?:so với|so với cùng kỳ|bằng cùng kỳ|cùng kỳ|so cùng kỳ|trước)\s+(?:thời điểm\s+|cuối\s+|ngày\s+|kỳ\s+|kỳ đánh giá\s+|dti\s+|mức\s+|bảng[^,.;]{0,25})?$"
)
_HORIZON: Final = regex.compile(
    r"(?:tầm nhìn(?: đến)?|định hướng(?: đến| tới)?|mục tiêu[^.;]{0,80}|phấn đấu[^.;]{0,60}|hướng (?:đến|tới))\s*$"
)
_START: Final = regex.compile(r"(?:kể từ|từ|bắt đầu từ|sau)\s+(?:ngày\s+|đầu\s+)?$")
_TIME: Final = regex.compile(r"\s*[,|\-]?\s*(?:lúc\s*)?\d{1,2}[:h]\d{2}|\s*\(?gmt|\s*\|\s*lượt xem")

_MONTH_WORDS: Final = {"ba": 3, "sáu": 6, "chín": 9}
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def find_dates(lower: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The date expressions of a stretch of lower-case text, in order; impossible ones are left out."""
    stop = len(lower) if end is None else end
    found = []
    for match in GRAMMAR.finditer(lower, start, stop):
        mention = _mention(match, lower, start, stop)
        if mention is not None:
            found.append(mention)
    return found


def _mention(match: regex.Match[str], lower: str, start: int, stop: int) -> DateMention | None:
    reader = next(name for name in _READERS if match.group(name))
    read = _READERS[reader](match)
    if read is None:
        return None
    precision, first, last, day_month = read
    role = _role_of(reader, match, lower, start, stop, bare_day=precision is Precision.DAY)
    years_ago = _years_ago(reader, match)
    return DateMention(match.start(), match.end(), role, precision, first, last, day_month, years_ago)


def _years_ago(reader: str, match: regex.Match[str]) -> int | None:
    if reader == "relative" or match["myw"] == "ngoái":
        return 1
    return 0 if match["myw"] == "nay" else None


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
    for role, pattern in _ROLES_BEFORE:
        if pattern.search(before):
            return role
    return Role.REFERENCE


_ROLES_BEFORE: Final = (
    (Role.DOCUMENT, _DOCUMENT),
    (Role.COMPARISON, _COMPARISON),
    (Role.HORIZON, _HORIZON),
    (Role.START, _START),
)

Read = tuple[Precision, dt.date | None, dt.date | None, tuple[int, int] | None]


def _day(day: str, month: str, year: str) -> Read | None:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        date = dt.date(full, int(month), int(day))
    except ValueError:
        return None
    return Precision.DAY, date, date, None


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


def _words(m: regex.Match[str]) -> Read | None:
    return _day(m["wd"], m["wm"], m["wy"]) if m["wy"] else _day_of_unknown_year(m["wd"], m["wm"])


def _range(m: regex.Match[str]) -> Read | None:
    return _years(m["ry1"], m["ry2"])


def _span(m: regex.Match[str]) -> Read | None:
    return _years(m["sy1"], m["sy2"])


def _day_and_month(m: regex.Match[str]) -> Read | None:
    return _day_of_unknown_year(m["dmd"], m["dmm"])


def _relative(m: regex.Match[str]) -> Read | None:
    return Precision.YEAR, None, None, None


def _now(m: regex.Match[str]) -> Read | None:
    return Precision.DAY, None, None, None


def _years(first: str, last: str) -> Read | None:
    if int(first) > int(last):
        return None
    return Precision.YEAR, dt.date(int(first), 1, 1), dt.date(int(last), 12, 31), None


def _months(m: regex.Match[str]) -> Read | None:
    count = _MONTH_WORDS.get(m["mn"]) or int(m["mn"]) if m["mn"] in _MONTH_WORDS or m["mn"].isdigit() else 0
    if not 1 <= count <= 12 or m["mny"] == "nay":
        return None
    year = int(m["mny"])
    if m["mpart"] == "cuối":
        return Precision.HALF, dt.date(year, 13 - count, 1), dt.date(year, 12, 31), None
    precision = Precision.HALF if count == 6 else Precision.MONTH
    return precision, dt.date(year, 1, 1), last_day(year, count), None


def _quarter(m: regex.Match[str]) -> Read | None:
    number = _QUARTERS.get(m["q"]) or int(m["q"])
    year = int(m["qy"])
    return Precision.QUARTER, dt.date(year, 3 * number - 2, 1), last_day(year, 3 * number), None


def _bare_quarter(m: regex.Match[str]) -> Read | None:
    number = _QUARTERS.get(m["bq"]) or int(m["bq"])
    return Precision.QUARTER, None, None, (0, 3 * number)


def _bare_months(m: regex.Match[str]) -> Read | None:
    written = m["bmn"]
    count = _MONTH_WORDS.get(written) or (int(written) if written.isdigit() else 0)
    if not 1 <= count <= 12 or m["bmpart"] == "cuối":
        return None
    return Precision.HALF if count == 6 else Precision.MONTH, None, None, (-count, count)


def _month(m: regex.Match[str]) -> Read | None:
    year = m["my"] or m["myw"]
    if year and year.isdigit():
        return month_of(int(year), int(m["mm"]), m["part"])
    if not 1 <= int(m["mm"]) <= 12:
        return None
    return Precision.MONTH, None, None, (15 if m["part"] == "giữa" else 0, int(m["mm"]))


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


def in_year(mention: DateMention, year: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of a relative date: `năm ngoái`, `tháng 5 năm nay`."""
    if mention.day_month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    day, month = mention.day_month
    return _span_of(mention.precision, day, month, year)


def with_year(mention: DateMention, latest: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of a date without a year: the nearest such one not after `latest`."""
    assert mention.day_month is not None
    return _nearest(
        mention, latest.year, lambda last: last <= latest or _same_month(mention, last, latest), -1
    )


def with_year_after(mention: DateMention, earliest: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first such one on or after `earliest`, for a text without a publication date."""
    return _nearest(mention, earliest.year, lambda last: last >= earliest, 1)


def _same_month(mention: DateMention, last: dt.date, latest: dt.date) -> bool:
    # "tháng 6" in an article of 12 June is this June, not last year's.
    return mention.precision is Precision.MONTH and (last.year, last.month) == (latest.year, latest.month)


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
