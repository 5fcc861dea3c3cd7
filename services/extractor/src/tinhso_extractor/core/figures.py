"""Every numeral of a text, as a figure (value, qualifier, shape) or as what it is instead.

Grammar only: what a figure counts is decided in `linking`, of whom in `owners`, when in `reference`.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

import regex

from tinhso_extractor.core.anchored import DIGITS, Anchored, Before
from tinhso_extractor.core.dates import DateMention
from tinhso_extractor.core.numerals import NUMBER_PATTERN, scaled, value_of
from tinhso_extractor.core.uncounted import find_uncounted
from tinhso_shared.events import MOST_DIGITS, Precision, Qualifier


class Shape(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    SCORE = "score"
    RANK = "rank"
    DENSITY = "density"
    TIMES = "times"
    RANGE = "range"
    NOT_A_QUANTITY = "not_a_quantity"


class Change(StrEnum):
    NONE = "none"
    DELTA = "delta"
    """`tăng 39 điểm`, `thêm 9 hệ thống`: a step, not a level"""


class Figure(NamedTuple):
    start: int
    end: int
    shape: Shape
    value: Decimal | None
    denominator: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    change: Change = Change.NONE
    what: str | None = None
    """For what is not a quantity: date, law number, ordinal, duration, …"""
    lead: int = 0
    """Where the words that the figure has consumed before it begin (`hơn`, `tăng`, `thứ`)."""

    @property
    def malformed(self) -> bool:
        return self.value is None and self.shape not in (Shape.RANGE, Shape.NOT_A_QUANTITY)


# Whole numbers only: no part of one is tried, so that a page of digits takes no longer than one of words.
_N: Final = rf"(?>(?<!\d)(?<!\d[.,]){NUMBER_PATTERN})"
_SCALE: Final = r"(?:(?:chục|trăm|nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ)(?!\s*(?:lệ|trọng|giá)\b)\b\s*)"

_RANK: Final = Anchored(
    regex.compile(
        r"""
    (?P<lead> \b(?:(?:xếp|đứng|được|ở|giữ|đạt|vươn|lên|nằm|dừng)\s(?:\w+\s){0,2}?)?
         (?:(?<!bảng\s)xếp\shạng|thứ\shạng|vị\strí\sthứ|vị\strí|hạng\sthứ|(?<!bảng\sxếp\s)hạng|xếp\sthứ|đứng\sthứ|thứ) (?:\slà|\sthứ|\ssố)?\s )
    (?P<rank> \d{1,2} | (?:nhất|nhì|hai|ba|tư|bốn|năm(?!\s\d)|sáu|bảy|tám|chín|mười)\b )
    (?: (?:\s?/\s?|\strên\s(?:tổng\ssố\s)?|\strong\s(?:tổng\ssố\s|số\s|nhóm\s)?)(?P<of>\d{2})(?=\s?(?:tỉnh|địa\sphương|[.,;)]|\svề|\svới|\s*$)|\s) )?
    (?![\d.,]\d|\d|\s?%|\s?/\s?\d)
    """,
        regex.VERBOSE,
    ),
    ("xếp", "đứng", "được", "ở", "giữ", "đạt", "vươn", "lên", "nằm", "dừng", "thứ", "vị", "hạng"),
)
# "25/63 về chuyển đổi số": a rank without the word, but of all provinces. Not `41/63 tỉnh có điểm tăng`.
_BARE_RANK: Final = regex.compile(
    r"(?<![\d.,])(?P<rank>\d{1,2})(?:\s?/\s?|(?<=\b(?:đứng|xếp)\s\d{1,2})\strên\s)(?P<of>63|34)(?!\.\d)"
    r"(?=\s(?:tỉnh|địa phương|cả nước|về|\()|[;.,)]|\s*(?:$|\n)|(?<=/(?P=of),[^\d,;.]{1,30}\d{1,2}/\d\d)\svà\s|(?<=\b(?:hạng|vị trí|xếp|đứng)\b[^.;]{0,140})\s(?:của |trong )?\x1e|(?<=\b(?:xếp|đứng)\s\S{3,7})\s(?:với|theo|năm|trong|và|ở|sau)\b)"
    r"(?!(?<!\b(?:xếp|đứng|hạng|thứ|trí)\s\S*)\s(?:tỉnh|địa phương)(?:,\s?thành(?: phố)?)?(?:\s(?:trên|trong|của)\s\w+\s\w+)?"
    r"\s(?:có|đã|đạt|đều|(?:trên|dưới|vượt) mức|tăng|giảm|được|ghi nhận|hoàn thành|ban hành|công bố|triển khai)\b)"
)
# `SIPAS xếp 12;`, `Nghệ An đứng 14, ngay sau …`; not `đứng 3 phiên`
_STANDS_AT: Final = regex.compile(
    r"\b(?:xếp|đứng)\s(?P<rank>\d{1,2})(?=[,;)]\s|\.?\s*(?:$|\n)|\.\s\D|\s(?:cả nước|toàn quốc|trên cả nước)\b)"
)
_RANK_WORDS: Final = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
                      "tám": 8, "chín": 9, "mười": 10}  # fmt: skip

_QUALIFIERS: Final = {
    Qualifier.AT_LEAST: r"hơn|trên|ít\snhất|tối\sthiểu|không\sdưới|không\sít\shơn|vượt\smốc|vượt\scon\ssố",
    Qualifier.AT_MOST: r"dưới|tối\sđa|chưa\s(?:đến|tới|đầy)"
    r"|không\s(?:quá|vượt\squá|hơn|cao\shơn|nhiều\shơn|lớn\shơn|đến|tới)",
    Qualifier.NEARLY: r"gần|ngót|xấp\sxỉ|ngót\snghét|suýt\ssoát",
    Qualifier.APPROX: r"khoảng|ước\sđạt|ước\stính|ước|chừng|trên\sdưới|loanh\squanh|(?<!(?:kích|tầm)\s)cỡ"
    r"|(?<!(?:tiến|tốc|mức|mật|nhiệt|cường|tọa|cấp|trình|thái|chế|tần)\s)độ",
}
_SIGNS: Final = {
    Qualifier.AT_LEAST: "[>≥]",
    Qualifier.AT_MOST: "[<≤]",
    Qualifier.APPROX: "[~≈]",
}
# "cao hơn 5%" compares; its "hơn" bounds nothing.
QUALIFIER: Final = Before(
    r"(?:(?P<compares>(?:cao|nhiều|lớn|thấp|ít|kém|nhanh|sớm)\s+hơn)|"
    + rf"\b(?:{'|'.join(f'(?P<{name.value}>{words})' for name, words in _QUALIFIERS.items())})|"
    + "|".join(f"(?P<{name.value}>{sign})" for name, sign in _SIGNS.items())
    + r")(?:\s+(?:đạt|là|có|được))?\s*\"?$"
)
DELTA: Final = Before(
    r"(?<!không\s)(?:\b(?:tăng|giảm|tăng\sthêm|giảm\sđi|thêm|thêm\sđược|tăng\sđược|vượt|hụt|nhích\slên|nhích|chênh|bổ\ssung\sthêm|tụt|lùi|sụt"
    r"|(?:cao|thấp|nhiều|ít)\shơn(?:\s(?:so\svới\s)?(?:năm\s(?:trước|ngoái)|cùng\skỳ))?|hơn\sđược|kém|(?:tăng|giảm|nâng)\stừ)(?:\s+(?:hơn|trên|gần|khoảng|tới|đến))?|(?<!^\s*|\n\s*)[+±])\s*\"?$"
)
# "tăng lên 4.500": what is reached, not the step.
_REACHED: Final = regex.compile(r"(?:lên|đến|tới|xuống|còn)\s+(?:mức\s+)?(?:hơn|trên|gần|khoảng)?\s*$")

# The last words of all of these: most figures stand behind none, and need no search for them.
LAST_WORDS: Final = (
    "tăng", "giảm", "thêm", "đi", "được", "vượt", "hụt", "lên", "nhích", "chênh", "tụt", "lùi", "sụt", "hơn", "kém",
    "từ", "trên", "gần", "khoảng", "tới", "đến", "trước", "ngoái", "kỳ", "+", "-", "±", "nhất", "thiểu", "dưới", "mốc", "số", "đa", "đầy",
    "quá", "đạt", "là", "có", "tính", "ước", "chừng", "cỡ", "quanh", "độ", "xỉ", "ngót", "nghét", "soát", "<", ">", "≤", "≥", "~", "≈",
)  # fmt: skip

_FIGURE: Final = regex.compile(
    rf"""
    (?: \b(?P<dong> vnđ|vnd|vn\$ )\s? )?
    (?P<first> {_N} )
    (?: \s?(?P<scale> {_SCALE}{{1,2}}(?:rưỡi\b)? | k(?=\s?(?:đồng|vnđ|vnd)\b) )(?P<rest> (?:(?<=\s)\d{{1,3}}\s(?:nghìn|ngàn|triệu|trăm)\b\s?)* ) )?
    (?P<over>
       \s?/\s?(?P<second> {_N} )(?:\s?(?P<scale2> {_SCALE} ))?(?<!/\s?(?:100|1\.?000|10\.?000)(?=\s?(?:dân|người\sdân)\b))
     | \s(?:trên|trong)\s(?:tổng\s(?:số\s)?|số\s)?(?P<third> {_N} )(?=\s)
    )?
    (?P<tail>
       \s?(?P<percent> % | phần\străm\b )
     | \s?(?P<points> điểm\s(?:phần\străm|%) )
     | \s?(?P<money> \.?(?:đồng|vnđ|vnd|đ)(?=\W|$)(?!\s?/\s?(?:người|tháng|năm|hộ|ha|km|m|kg|tấn|ngày|lượt|giờ|suất|em|cháu)) )
     | \s?(?P<foreign> (?:usd|euros?|eur|rupees?|rs|dirhams?|aed|pounds?|bảng\sanh|nhân\sdân\stệ)\b | [$€£]
                     | đô(?:[\s-]la\b|\smỹ\b|(?=\s*(?:$|[.,;:)\d]))) )
     | \s?(?P<density> (?:(?:máy|thuê\sbao)(?:\sđiện\sthoại)?|điện\sthoại)?(?:\s?/\s?|\strên\s)100\s?(?:người\s)?dân\b )
     | \s?(?P<per> (?:\p{{L}}+\s){{0,5}}\p{{L}}+\s?/\s?(?:100|1\.?000|10\.?000)\s?dân\b | ‰ | (?:người|km|m|kg|tấn)(?:2|²)?/\S+ | km2?\b | ha\b | m2\b | tấn\b | mbps | gb\b | kw | đồng\s?/\s? )
     | \s?(?P<times> lần\b )
     | \s?(?P<score> điể?ẻ?m\b(?!\s(?:qr|đặt|quét|wi-?fi|kinh(?!\stế\ssố)|bán|cầu|chấp|thanh|thu(?=\W+phát)|truy|tiếp|đến|phục|dân|du|trường|giao|bưu|bán|lắp|văn|công|phát|sáng|nóng|đen|mạnh|mới)) )
     | \s?(?P<steps> (?:bậc|hạng)\b )
    )?
    """,
    regex.VERBOSE,
)
_DONG: Final = r"(?:\s?(?:đồng|vnđ|vnd)\b)"
_NUMBER_FIRST: Final = (*DIGITS, *(f"{sign}{digit}" for sign in ".," for digit in DIGITS))
_RANGE: Final = Anchored(
    regex.compile(
        rf"\b(?:từ\s+{_N}(?:\s?{_SCALE})?{_DONG}\s?(?:-|đến|tới)|giữa\s+{_N}(?:\s?{_SCALE})?{_DONG}?\s?và)\s?{_N}(?:\s?{_SCALE})?"
        rf"|vnd\s?{_N}\s?-\s?vnd\s?{_N}"
        rf"|(?:\btừ\s+)?{_N}(?:\s?%)?(?:\s?{_SCALE})?\s?(?:-|đến|tới|hoặc)\s?{_N}(?:\s?%|\s?{_SCALE})?(?<!\s)(?!\s?[/\d])"
    ),
    (*_NUMBER_FIRST, "từ", "giữa", "vnd"),
    rf"[0-9.,\s]*%?\s?{_SCALE}?\s?(?:-|đến|tới|hoặc)",
)
# Of what `tổ/70` can be only there.
_NOUN_OVER_NUMBER: Final = re.compile(r"/(?:(?<=[^\W\d_]/)|(?<=[^\W\d_]\s/))\s?[.,]?[0-9]")
_TEAMS_OVER: Final = Anchored(
    regex.compile(
        rf"(?P<first>{_N})\s(?P<noun>\p{{L}}[\p{{L}}\s]{{2,40}}?)\s?/\s?(?P<second>{_N})(?=\s\p{{L}})(?!\s(?:dân|người|thành\sviên|hội\sviên|đoàn\sviên|lượt))"
    ),
    _NUMBER_FIRST,
)


def find_figures(lower: str, dates: list[DateMention]) -> list[Figure]:
    """All numerals of a stretch, in order; each digit belongs to exactly one figure."""
    taken = _Taken(lower)
    found: list[Figure] = []
    for date in dates:
        mask = YEAR_MASK if date.precision is Precision.YEAR else MASK
        found.append(taken.add(_none(date.start, date.end, "date"), mask))
    for finder in (_find_others, _find_joined, _find_ranks, _find_ranges, _find_plain):
        # What is taken is out of sight: `3.3. 163.900 hộ` is an item's number and a figure, not `3.3. 163`.
        for figure in finder(taken.rest):
            if taken.free(figure.start, figure.end):
                found.append(taken.add(figure))
    return sorted((f for f in found if _has_numeral(lower, f)), key=lambda figure: figure.start)


MASK: Final = "\x1f"
# Of a year, which tells no day of the week: `xếp thứ 4 năm 2022`, but `thứ 4, 5/10/2022`.
YEAR_MASK: Final = "\x1e"


class _Taken:
    """The text as it is left: what belongs to a figure is masked."""

    def __init__(self, lower: str) -> None:
        self._characters = list(lower)
        self._rest: str | None = lower

    @property
    def rest(self) -> str:
        if self._rest is None:
            self._rest = "".join(self._characters)
        return self._rest

    def free(self, start: int, end: int) -> bool:
        return {MASK, YEAR_MASK}.isdisjoint(self._characters[start:end])

    def add(self, figure: Figure, mask: str = MASK) -> Figure:
        self._characters[figure.start : figure.end] = mask * (figure.end - figure.start)
        self._rest = None
        return figure


def _has_numeral(lower: str, figure: Figure) -> bool:
    return figure.shape is Shape.RANK or any(map(str.isdigit, lower[figure.start : figure.end]))


def _none(start: int, end: int, what: str) -> Figure:
    return Figure(start, end, Shape.NOT_A_QUANTITY, None, what=what, lead=start)


def _find_others(lower: str) -> Iterator[Figure]:
    for found in find_uncounted(lower):
        yield _none(*found)


def _find_joined(lower: str) -> Iterator[Figure]:
    """`70 tổ công nghệ số cộng đồng/70 khu phố`"""
    if not _NOUN_OVER_NUMBER.search(lower):
        return
    for match in _TEAMS_OVER.finditer(lower):
        first, second = value_of(match["first"]), value_of(match["second"])
        if first is not None and second is not None and first <= second:
            yield Figure(match.start(), match.end(), Shape.COUNT, first, second, lead=match.start())


# `xếp từ thứ 12/34 trở lên`: the better ranks have the lower numbers.
_OR_BETTER: Final = regex.compile(r"\s+trở lên\b")


def _find_ranks(lower: str) -> Iterator[Figure]:
    for match in _RANK.finditer(lower):
        written = match["rank"]
        if written in _RANK_WORDS and not _is_ranking(match["lead"], lower, match.end()):
            continue
        value = Decimal(_RANK_WORDS.get(written) or int(written))
        of = Decimal(match["of"]) if match["of"] else None
        end = match.end("of") if of else match.end("rank")
        figure = Figure(match.start("rank"), end, Shape.RANK, value, of, lead=match.start())
        yield figure._replace(qualifier=Qualifier.AT_MOST) if _OR_BETTER.match(lower, end) else figure
        if not of:
            yield from _ranks_listed(lower, match)
        yield from _ranks_of_parts(lower, end)
        yield from _ranks_behind_names(lower, end)
        yield from _ranks_in_brackets(lower, end)
        if before := _RANK_BEFORE.match(lower, end):
            yield _rank_of(before)
    for match in _RANK_IN_TURN.finditer(lower):
        yield _rank_of(match)
        yield from _ranks_listed(lower, match)
    for match in _RANK_OF_A_PART.finditer(lower):
        yield _rank_of(match)
        yield from _ranks_of_parts(lower, match.end())
    for match in _RANK_IS.finditer(lower) if "hạng" in lower else ():
        yield _rank_of(match)
    for match in _STANDS_AT.finditer(lower):
        yield _rank_of(match)
    for match in _RISES_TO.finditer(lower) if "từ" in lower else ():
        yield _rank_of(match)
    for match in _STANDS_BESIDE.finditer(lower) if "xếp" in lower else ():
        yield _rank_of(match)
        yield from _ranks_in_brackets(lower, match.end())
    for match in _BEST_OR_WORST.finditer(lower) if "hạng" in lower or "vị trí" in lower else ():
        yield _rank_of(match)
        yield from _ranks_in_brackets(lower, match.end())
    for match in _BARE_RANK.finditer(lower) if "63" in lower or "34" in lower else ():
        yield Figure(
            match.start(),
            match.end(),
            Shape.RANK,
            Decimal(match["rank"]),
            Decimal(match["of"]),
            lead=match.start(),
        )


# `thứ hạng về chính quyền số, kinh tế số và xã hội số lần lượt là 22, 9, 13`
_RANK_IN_TURN: Final = regex.compile(
    r"\b(?:thứ hạng|xếp hạng|vị trí|vị thứ|thứ bậc)\b[^.;\d%]{1,120}?\b(?:lần lượt|tương ứng) (?:(?:là|ở|đạt|đứng|xếp) )*(?P<rank>\d{1,2})(?=,\s\d|\svà\s\d)"
)
# `lần lượt xếp thứ 7, 14 và 11`, `giữ vị trí thứ 5, 6, 7`
_NEXT_RANK: Final = regex.compile(
    r"(?:,\s|\svà\s|,\svà\s)(?P<rank>\d{1,2})(?=[,.;)]|\svà\s|\s*$|\s(?:cả|toàn|trên|so|với|trong)\b)"
)


_ENDS: Final = regex.compile(r"\s*(?:$|[.;)\n])")


def _ranks_listed(lower: str, first: regex.Match[str]) -> Iterator[Figure]:
    """Without `lần lượt` only ranks that follow each other, or one behind `và`: anything may follow a comma."""
    said = lower[max(0, first.start("rank") - 60) : first.start("rank")]
    respectively = "lần lượt" in said or "tương ứng" in said
    rank = _RANK_WORDS.get(first["rank"]) or int(first["rank"])
    at = first.end("rank")
    while (following := _NEXT_RANK.match(lower, at)) is not None:
        rank += 1
        ends = following.group().startswith(" và") and _ENDS.match(lower, following.end("rank"))
        if not respectively and not ends and int(following["rank"]) != rank:
            return
        at = following.end("rank")
        yield _rank_of(following)


# `xếp hạng trụ cột chính quyền số là 19, kinh tế số 31 và xã hội số 27`; not `nghị quyết số 31`
_PART_RANKED: Final = r"(?:trụ cột\s)?(?:chính quyền|kinh tế|xã hội|hạ tầng|nhân lực|nhận thức|thể chế)\ssố\s(?:(?:là|ở|đạt)\s)?(?P<rank>\d{1,2})(?=\s*(?:[,;.)]\D|[,;.)]?$|\n)|\svà\s)"
_RANK_OF_A_PART: Final = regex.compile(
    rf"\b(?:thứ hạng|xếp hạng|vị trí|hạng)\s(?:(?:về|của)\s)?{_PART_RANKED}"
)
# `PAR INDEX xếp vị trí 41, SIPAS 38 và PAPI 22`
_INDEX_RANKED: Final = (
    r"(?:chỉ số\s)?(?:par[ -]index|sipas|papi|pci|pgi|dti|pii|ict[ -]index)(?:\s\x1e+)?\s(?:(?:là|ở)\s)?(?P<rank>\d{1,2})"
    r"(?=\s*(?:[,;.)]\D|[,;.)]?$|\n)|\svà\s)"
)
_NEXT_PART_RANKED: Final = regex.compile(
    rf"(?:[,;]\s|\svà\s)(?:(?:và|còn)\s)?(?:{_PART_RANKED}|{_INDEX_RANKED})"
)
# `Năm 2020, thứ hạng này là 61`
_RANK_IS: Final = regex.compile(
    r"(?<!\b(?:các|hai|ba) )\b(?:thứ hạng|xếp hạng)(?: (?:này|đó|chung|của tỉnh))?(?: \x1e+)? là "
    r"(?P<rank>\d{1,2})(?=[.;)]\D|,\s\D|[,.;)]?\s*$)"
)


def _ranks_of_parts(lower: str, at: int) -> Iterator[Figure]:
    while (following := _NEXT_PART_RANKED.match(lower, at)) is not None:
        at = following.end("rank")
        yield _rank_of(following)


# `Lâm Đồng xếp hạng 22, Đắk Lắk 35 và Kon Tum 61`; not `xếp hạng 22, tăng hẳn 9`
_NEXT_NAMED: Final = regex.compile(
    r"(?:[,;]\s|,?\svà\s)(?:còn\s)?(?!(?:tăng|giảm|cao|thấp|trên|dưới|năm|tháng|quý|nhóm|tốp|top|đạt|với|gồm|trong|có|được|sau"
    r"|sở|ngành|huyện|xã|phường|thị|khối|công)\b)"
    r"\p{L}+(?:\s\p{L}+){1,3}\s(?P<rank>[1-5]?\d|6[0-3])(?=[,;.](?!\d)|\svà\s|\s*$|\s(?:về|trên|cả)\b)"
)


def _ranks_behind_names(lower: str, at: int) -> Iterator[Figure]:
    while (following := _NEXT_NAMED.match(lower, at)) is not None:
        at = following.end("rank")
        yield _rank_of(following)


# `vươn từ vị trí 54 lên 31`
_RISES_TO: Final = regex.compile(
    r"\btừ (?:vị trí|thứ hạng|hạng)(?: thứ)? \d{1,2}(?:/\d\d)?(?: (?:của )?\x1e+)? (?:lên|xuống) (?P<rank>\d{1,2})"
    r"(?=[,.;)]|\s(?:năm|trên|cả|toàn|về)\b|\s*$)"
)
# `… Gia Lai (hạng 61), Hà Nội (62) và TP. Hồ Chí Minh (63)`, `xếp trên An Giang (19) và Cà Mau (24)`
_NAMED_IN_BRACKETS: Final = r"(?:(?:tp\.?|tỉnh|thành phố)\s)?(?:\p{L}+\s){1,4}(?:\d[\d.,]*(?:\s?%|\sđiểm)\s)?\((?P<rank>[1-5]?\d|6[0-3])(?=\))"
_NEXT_IN_BRACKETS: Final = regex.compile(
    rf"\)(?:[,;]\s|\svà\s)(?:(?:kế đến|tiếp đến|tiếp theo|kế tiếp|sau đó|rồi đến) (?:là )?)?{_NAMED_IN_BRACKETS}"
)
_STANDS_BESIDE: Final = regex.compile(rf"\bxếp (?:ngay )?(?:trên|dưới|sau) (?:là )?{_NAMED_IN_BRACKETS}")
# `trụ cột xã hội số có thứ hạng khả quan nhất (16)`
_BEST_OR_WORST: Final = regex.compile(
    r"\b(?:thứ hạng|vị trí) (?:\p{L}+ ){1,2}nhất(?: vùng| trong vùng)? \((?:hạng |thứ )?(?P<rank>[1-5]?\d|6[0-3])(?=\))"
)


# `xếp thứ 26/63 tỉnh, thành (năm 2020 là 47)`, `…, năm 2020 là 47.`; not `thứ 26 (năm 2020 là 47,2 điểm)`
_RANK_BEFORE: Final = regex.compile(
    r"(?: (?:tỉnh|địa phương)(?:, (?:tp\.?|thành(?: phố)?))?| (?:cả nước|toàn quốc))?"
    r"(?: \(\x1e+:?(?: (?:là|xếp|đứng|ở))?|,? (?:và |còn )?\x1e+ là) (?P<rank>\d{1,2})(?=[);,.](?:\D|$)|\)$)"
)


def _ranks_in_brackets(lower: str, at: int) -> Iterator[Figure]:
    while (following := _NEXT_IN_BRACKETS.match(lower, at)) is not None:
        at = following.end("rank")
        yield _rank_of(following)


def _rank_of(match: regex.Match[str]) -> Figure:
    start, end = match.span("rank")
    return Figure(start, end, Shape.RANK, Decimal(match["rank"]), lead=start)


def _is_ranking(lead: str, lower: str, end: int) -> bool:
    """`đứng thứ nhất`, not `thứ hai` the day or `thứ nhất là …` of a list."""
    if any(word in lead for word in ("xếp", "đứng", "hạng", "vị trí")):
        return True
    return "lên" in lead and not lower.startswith((" là", ",", ":"), end)


def _find_ranges(lower: str) -> Iterator[Figure]:
    for match in _RANGE.finditer(lower):
        yield Figure(match.start(), match.end(), Shape.RANGE, None, lead=match.start())


def _find_plain(lower: str) -> Iterator[Figure]:
    goes_on = _SAYS_AND_MORE.search(lower) is not None
    for match in _FIGURE.finditer(lower):
        figure = _with_words_before(_figure_of(match), lower, goes_on=goes_on)
        yield figure


# `điểm số đạt 789,6`, `với số điểm 668`: a score whose word stands before it.
_SCORE_BEFORE: Final = regex.compile(
    r"\b(?:điểm\ssố|số\sđiểm|tổng\sđiểm|tổng\ssố\sđiểm|điểm\s(?:dti|tổng|trung\sbình|(?:tự\s)?đánh\sgiá))"
    r"(?:\s(?:đạt|là|được|lần\slượt|ở\smức|của\stỉnh))*\s*:?\s*$"
)
# On the scale from 0 to 1 an index is printed with three or four decimals, and often without `điểm`.
_UNIT_SCORE: Final = regex.compile(r"0[.,]\d{3,4}")


# Behind the `/100` or `100` that is taken: `mật độ điện thoại/100 dân đạt 140 thuê bao`.
_DENSITY_BEFORE: Final = regex.compile(
    rf"{MASK}\s(?:người\s)?dân(?:\s(?:thì|có|đạt|là|được|hiện|khoảng|gần|hơn|trên))*\s?:?\s*$"
)


Parts = Mapping[str, str | None]
"""What each named part of a figure's pattern matched."""
_PARTS: Final = sorted(_FIGURE.groupindex, key=_FIGURE.groupindex.__getitem__)


def _figure_of(match: regex.Match[str]) -> Figure:
    # All at once: a part asked for by name is looked for by number first, and each time an exception is made.
    parts = dict(zip(_PARTS, match.groups(), strict=True))
    shape = _shape_of(parts)
    if shape is Shape.SCORE and _are_places(match):
        shape = Shape.COUNT
    decimal_dot = shape in (Shape.PERCENT, Shape.SCORE)
    if shape is Shape.COUNT and _DENSITY_BEFORE.search(
        match.string, max(0, match.start() - 50), match.start()
    ):
        shape = Shape.DENSITY
    if shape is Shape.COUNT and not parts["scale"] and _is_score(match, parts["first"]):
        shape = Shape.SCORE
        decimal_dot = True
    value = value_of(parts["first"].strip(), decimal_dot=decimal_dot)
    if shape is Shape.NOT_A_QUANTITY:
        return _none(match.start(), match.end(), "measure")
    value, denominator = _scaled(parts, value), None
    if parts["over"]:
        denominator = value_of((parts["second"] or parts["third"]).strip())
        if denominator is not None and parts["scale2"]:
            denominator = scaled(denominator, parts["scale2"]) if _fits(denominator, MOST_SCALED) else None
        if value is None or denominator is None:
            value = denominator = None
    if not _fits(value, MOST_DIGITS) or not _fits(denominator, MOST_DIGITS):
        value = denominator = None
    return Figure(match.start(), _end_of(match, parts, shape), shape, value, denominator, lead=match.start())


MOST_SCALED: Final = 14
"""That scale words (`nghìn tỷ`) leave exact."""


def _fits(value: Decimal | None, most: int) -> bool:
    """A cell that was not rounded, or that is no number, has more digits."""
    if value is None:
        return True
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    return max(len(digits), -exponent) + max(exponent, 0) <= most


# `điểm chấp nhận thanh toán QR là 42.189 điểm`: places, and no score.
_PLACES: Final = regex.compile(
    r"\bđiểm\s(?:chấp\snhận|bán|giao\sdịch|kinh\sdoanh|thanh\stoán|phục\svụ|cung\scấp|truy\scập|phát|thu)\b[^.;\d]*$"
)


def _are_places(match: regex.Match[str]) -> bool:
    return bool(_PLACES.search(match.string, max(0, match.start() - 80), match.start()))


def _is_score(match: regex.Match[str], written: str) -> bool:
    before = match.string[max(0, match.start() - 50) : match.start()]
    return bool(_UNIT_SCORE.fullmatch(written) or ("điểm" in before and _SCORE_BEFORE.search(before)))


def _shape_of(parts: Parts) -> Shape:
    if not parts["tail"] and not parts["dong"]:
        return Shape.COUNT
    return next((shape for name, shape in _SHAPES.items() if parts[name]), Shape.COUNT)


_SHAPES: Final = {
    "percent": Shape.PERCENT,
    "points": Shape.TIMES,
    "money": Shape.MONEY,
    "dong": Shape.MONEY,
    "foreign": Shape.NOT_A_QUANTITY,
    "per": Shape.NOT_A_QUANTITY,
    "density": Shape.DENSITY,
    "times": Shape.TIMES,
    "score": Shape.SCORE,
    "steps": Shape.TIMES,
}


def _scaled(parts: Parts, value: Decimal | None) -> Decimal | None:
    if value is None or not parts["scale"]:
        return value
    if not _fits(value, MOST_SCALED):
        return None
    total = scaled(value, parts["scale"].strip())
    rest = (parts["rest"] or "").split()
    return total + sum(
        scaled(Decimal(number), unit) for number, unit in zip(rest[::2], rest[1::2], strict=True)
    )


def _end_of(match: regex.Match[str], parts: Parts, shape: Shape) -> int:
    """The figure's last character: its scale, percent sign and currency belong to it, other units don't."""
    unit_follows = shape in (Shape.SCORE, Shape.DENSITY) or (shape is Shape.TIMES and parts["steps"])
    if unit_follows and parts["tail"]:
        return match.start("tail")
    end = match.end()
    while match.string[end - 1].isspace():
        end -= 1
    return end


def _with_words_before(figure: Figure, lower: str, *, goes_on: bool) -> Figure:
    """The figure with its qualifier, and whether it is a step."""
    if figure.shape is Shape.NOT_A_QUANTITY:
        return figure
    before = lower[max(0, figure.start - 40) : figure.start]
    if not before.rstrip().removesuffix('"').rstrip().endswith(LAST_WORDS):
        return _qualified_after(figure, lower) if goes_on else figure
    offset = figure.start - len(before)
    delta = DELTA.search(before)
    if delta and not _REACHED.search(before):
        if delta.group().startswith("vượt") and figure.shape in (Shape.COUNT, Shape.MONEY):
            # `đã vượt 19.500 doanh nghiệp`: a bound; `vượt 3,2%` is a step.
            return figure._replace(qualifier=Qualifier.AT_LEAST, lead=offset + delta.start())
        figure = figure._replace(change=Change.DELTA, lead=offset + delta.start())
    qualifier = QUALIFIER.search(before)
    if qualifier is None:
        return _qualified_after(figure, lower) if goes_on else figure
    if qualifier["compares"]:
        return figure._replace(change=Change.DELTA, lead=offset + qualifier.start())
    name = next(name for name in Qualifier if name is not Qualifier.EXACT and qualifier[name.value])
    lead = min(figure.lead, offset + qualifier.start())
    return figure._replace(qualifier=name, lead=lead)


# Not `80 cán bộ từ cấp huyện trở lên`, nor `1.200 khách hàng có dư nợ`.
_AND_MORE: Final = regex.compile(
    r"\+|(?:\s+(?!(?:từ|cấp|mức|đủ|khá|loại|hạng|bậc|trung)\b)\p{L}+){0,7}?"
    r"\s+(?:trở\s+(?P<way>lên|xuống)|có\s+(?:dư|lẻ)(?=\s*(?:[,.;:()]|$)))"
)
# Of what one of its matches has; most texts have none.
_SAYS_AND_MORE: Final = regex.compile(r"\btrở\s+(?:lên|xuống)|\bcó\s+(?:dư|lẻ)|\+")


def _qualified_after(figure: Figure, lower: str) -> Figure:
    """`80% trở lên`, `2 triệu tài khoản có lẻ`"""
    match = _AND_MORE.match(lower, figure.end)
    if match is None:
        return figure
    return figure._replace(qualifier=Qualifier.AT_MOST if match["way"] == "xuống" else Qualifier.AT_LEAST)
