"""Places of a text: names of provinces and districts, and words that widen or narrow the scope."""

from collections.abc import Iterable, Iterator
from typing import Final

import ahocorasick_rs
import regex

from tinhso_extractor.core.anchored import Anchored, Before
from tinhso_extractor.core.bodies import find_bodies
from tinhso_extractor.core.mentioned import PlaceKind, PlaceMention
from tinhso_extractor.core.segments import Ordered
from tinhso_extractor.core.view import View, view_of
from tinhso_shared.catalog import AliasMatch, Catalog

_NATION: Final = Anchored(
    regex.compile(
        r"\b(?:cả nước|toàn quốc|trên phạm vi toàn quốc|trong nước|cổng (?:dịch vụ công|dvc|dữ liệu|dữ liệu mở) quốc gia|cổng dữ liệu mở quốc gia|việt nam(?= (?:có|đã|hiện))"
        r"|các tỉnh, thành phố(?! khác)|các địa phương(?= (?:trên |trong )?(?:cả nước|toàn quốc|phạm vi))|(?<![/\d])(?:63|34)(?:/(?:63|34))? (?:tỉnh|địa phương))\b"
    ),
    (
        "cả nước",
        "toàn quốc",
        "trên phạm vi",
        "trong nước",
        "cổng ",
        "việt nam",
        "các tỉnh",
        "các địa",
        "63",
        "34",
    ),
)
# Where these words stand before, the nation is what is compared with, not what is counted.
_COMPARED: Final = Before(
    r"(?:so với|hơn|quy mô|thứ \S+|hạng \S+|đầu tiên|dẫn đầu|đứng đầu|thuộc tốp|tốp|top|nhất|bình quân(?: của)?|trung bình(?: của)?|(?<!tính |nhìn |xét |nói )chung(?: của)?|trong số|trên|của|trong|với|theo|liên thông|từ|qua|tại|lên|vào)\s+(?:phạm vi |\S+ )?$"
)
# `Trên phạm vi cả nước, …`
_AT_THE_HEAD: Final = Before(r"(?:^|[.;:\n\"“])\s*(?:(?:xét|tính|nhìn) )?(?:trên|trong) (?:phạm vi )?$")
# `tỷ lệ hồ sơ trực tuyến của các địa phương trong cả nước đạt 42%`; not `cao hơn trung bình cả nước là 14%`.
_OF_IT: Final = Before(r"(?<!\b(?:hơn|trung bình|bình quân|mặt bằng|chung)\s)\b(?:của|trong|trên)\s$")
_IS_COUNTED: Final = regex.compile(
    r"\s(?:hiện\s)?(?:đạt|là|ở mức|chỉ đạt|mới đạt|chiếm)\s(?:khoảng |gần |hơn |trên )?\d"
    # `1,06 triệu hộ trên cả nước được tạo tài khoản, 47.300 sản phẩm đăng bán`
    r"|\s(?:đã\s)?được\s(?!biểu|khen|tặng|đánh|xếp|chọn|vinh)"
)
# `tích hợp 20/25 dịch vụ công lên Cổng dịch vụ công quốc gia`: where it goes, not whose it is.
_INTO: Final = regex.compile(r"\b(?:lên|vào|tới|với)\s+(?:trang\s)?$")
# `xã đầu tiên của tỉnh`: the commune's figure follows.
_FIRST_OF: Final = regex.compile(
    r"\b(?:đầu tiên|duy nhất|nhất|đầu|thứ \S+|điển hình|tiêu biểu|điểm sáng)\s(?:của|trong|ở|trên địa bàn)?\s?$"
)
# The word alone, as a subject or owner: not `cấp tỉnh`, `các tỉnh`, `tỉnh, thành phố`, nor before a name.
_THIS_PROVINCE: Final = Anchored(
    regex.compile(
        r"""(?<!\b(?:cấp|các|mỗi|nhiều|hai|ba|liên|ngoài|từng|số|giữa|những|chính|hoàn|bình|\d)\s)
        \b(?:[Tt]oàn\s|[Cc]ả\s|[Tt]rên\sđịa\sbàn\s)?(?:[Tt]ỉnh|TỈNH)\b (?!\s?[/\-]|\s?,\s*(?:thành|huyện|xã|địa|cấp|ngành|tp)|\s(?:thành|lân|ta\b|giao\b|phân\sbổ|ủy\b|uỷ\b)|\s+\p{Lu}|\s(?:miền|vùng|biên|ven|trung|nghèo|nhỏ)\b[\p{Ll}\s]{0,14}\s\p{Lu})
      | \b[Tt]oàn\sthành\sphố\b
      | \bSở\s(?=\p{Lu})
      | (?<=(?:^|[.;\n]\s?))Ngành\s(?=(?:[Yy]\stế|[Gg]iáo\sdục|[Ll]ao\sđộng|[Cc]ông\san|[Nn]ông\snghiệp|[Tt]huế|[Tt]ư\spháp|[Nn]gân\shàng)\b)
        (?![^.,;]{0,40}\b(?:huyện|xã|phường|thị|thành\sphố|nước|quốc)\b)
      | \b[Cc]ác\s(?:huyện|địa\sphương\strong\stỉnh|đơn\svị\strong\stỉnh)\b""",
        regex.VERBOSE,
    ),
    ("toàn", "Toàn", "cả", "Cả", "trên", "Trên", "tỉnh", "Tỉnh", "TỈNH", "Sở", "Ngành", "các", "Các"),
)
_HAMLETS: Final = ("làng", "thôn", "ấp", "khu phố", "tổ dân phố", "buôn", "bản", "xóm", "khóm")
_LOWER_UNIT: Final = Anchored(
    regex.compile(
        r"\b(?P<type>(?i:huyện ủy|huyện đoàn|huyện|thị xã|thị trấn|thành phố|tp\.?|tx\.?|quận|phường"
        r"|xã(?!\s+hội(?:\s+(?:số|hóa|hoá|chủ)\b|\s*(?:[:,.;)\n–-]|$)))|ubnd xã|ubnd phường|đặc khu"
        r"|làng|thôn|buôn(?! ma thuột)|ấp|khu phố|tổ dân phố|xóm|khóm))\s*"
        r"(?P<name>\p{Lu}[\p{L}'’]*(?:(?:[ -]|\s-\s)\p{Lu}[\p{L}'’]*){0,4}|(?<=\s)\d{1,2}\b(?![.,/%]?\d|\s?%))",
    ),
    (
        "huyện",
        "thị xã",
        "thị trấn",
        "thành phố",
        "tp",
        "tx",
        "quận",
        "phường",
        "xã",
        "ubnd xã",
        "ubnd phường",
        "đặc khu",
        *_HAMLETS,
    ),
)
_OF_LOWER: Final = ("toàn", "cả", "của", "trong", "đối với", "người dân", "doanh nghiệp", "trên địa bàn", "tại", "ubnd",
                    "chủ tịch ubnd", "lãnh đạo")  # fmt: skip
_LOWER_TYPES: Final = ("huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "thành phố")
# `trong bản báo cáo`, `của làng nghề`
_NO_HAMLET: Final = (
    r"(?!bản (?:báo|kế|đồ|tin|thân|quyền|án|tổng|ghi|vẽ|sắc|lĩnh|chất|dịch|hướng|cam|sao|mềm|điện|thiết|đề|dự|giấy|kiểm|danh"
    r"|chụp|đăng|thảo)\b|làng (?:nghề|công nghệ|báo|đại học)\b)"
)
_THIS_LOWER: Final = Anchored(
    regex.compile(
        rf"\b(?:(?:{'|'.join(_OF_LOWER)}) (?P<type>(?!xã hội\b)(?:{'|'.join(_LOWER_TYPES)}))|(?:của|trong|toàn|cả) (?P<type>{_NO_HAMLET}(?:{'|'.join(_HAMLETS)}))"
        r"|(?P<type>thành phố)(?=\s(?:này|ấy)\b)|(?P<type>(?!xã hội\b)(?:xã|phường|huyện))(?=\s(?:\p{L}+\s){0,3}này\b))\b"
        r"(?!\s*(?:/|,\s*(?:huyện|thị|thành|quận|xã|phường|tp)|và|trực thuộc))"
    ),
    (
        *(f"{owner} {unit}" for owner in _OF_LOWER for unit in (*_LOWER_TYPES, *_HAMLETS)),
        "thành phố",
        "xã",
        "phường",
        "huyện",
    ),
)
# `trên địa bàn thành phố Vinh`: not this one, but one that has a name.
_NAME_BEHIND: Final = regex.compile(r"\s\p{Lu}\p{Ll}+")
LONGEST_NAME: Final = 80
_COMMUNES: Final = {"xã", "phường", "thị trấn", "ubnd xã", "ubnd phường", *_HAMLETS}
_KINDS: Final = {
    "xã": PlaceKind.COMMUNE,
    "phường": PlaceKind.COMMUNE,
    "thị trấn": PlaceKind.COMMUNE,
    "thành phố": PlaceKind.THIS_CITY,
    **dict.fromkeys(_HAMLETS, PlaceKind.COMMUNE),
}
_CUE_BEFORE: Final = Before(
    r"(?:tỉnh|ubnd tỉnh|thành phố|tp\.?|thủ đô|tỉnh ủy|điểm cầu|công an tỉnh|công an|sở [^,.;]{3,40}?|báo|đài|bhxh|bảo hiểm xã hội)\s*$"
)
# `Hòa Bình giảm 19 bậc`, `Hòa Bình (hạng 50)`: what is ranked is a province, whatever else the name may be.
_RANKED: Final = regex.compile(
    r"\s(?:(?:xếp|đứng)\s(?:ở\s)?(?:vị trí|thứ|hạng|cuối|đầu)|(?:tăng|giảm|tụt)\s\d{1,2}\sbậc|\(?(?:xếp |đứng )?(?:hạng|thứ)\s\d)"
    # the row of a table: `Hòa Bình | 87,12 | 46`
    r"|\s\|\s\d"
)
CAPITAL: Final = "ha_noi"
_NEWSROOM: Final = regex.compile(r"\s?\((?:ttxvn|vna|vietnamplus)\)\s?[-–]")
_OUTRIGHT: Final = ("Tỉnh", "TỈNH", "TP", "Thành phố", "THÀNH PHỐ")
"""Names that begin so say by themselves what they are of."""


class Gazetteer:
    """Names compiled once."""

    def __init__(self, catalog: Catalog) -> None:
        self._names: dict[str, tuple[str, AliasMatch] | None] = {}
        for alias in catalog.aliases:
            if (
                alias.match not in (AliasMatch.URL, AliasMatch.HINT, AliasMatch.NO)
                and alias.kind != "unaccented"
            ):
                name, meant = view_of(alias.text).text, (alias.province_id, alias.match)
                self._names.setdefault(name, meant)
                # `TRANG TIN CÔNG AN THANH HÓA`; a single word in capitals may be an abbreviation.
                if " " in name:
                    self._names.setdefault(name.upper(), meant)
        for phrase in catalog.not_provinces:
            name = view_of(phrase).text
            self._names[name] = self._names[name.upper()] = None
        self._keys = sorted(self._names)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._keys, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        self._districts = _districts(catalog)
        self._cities = {
            key.partition("/")[2]
            for key, one in catalog.provinces.items()
            if one.division.startswith("thành")
        }
        self._bare = sorted(self._bare_districts())
        self._bare_automaton = ahocorasick_rs.AhoCorasick(
            self._bare, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def _bare_districts(self) -> Iterator[str]:
        """Districts that are known by their name alone: of two syllables (`Pleiku`), and no province's."""
        for name in self._districts:
            if (
                (" " in name or len(name) > LONGEST_SYLLABLE)
                and name not in self._names
                and not any(c.isdigit() for c in name)
            ):
                yield name

    def find(self, view: View) -> list[PlaceMention]:
        named = [*self._provinces(view), *self._lower_units(view)]
        # `tại thành phố Tân An`: the name says which.
        by_start = Ordered(named)
        found = [*named, *(m for m in _words(view) if not _overlaps(m, by_start))]
        # `VNPT Gia Lai đã …` is not Gia Lai.
        found += [m for m in self._named_again(view, named) if not _covered(m, by_start)]
        others = Ordered(m for m in found if m.kind is PlaceKind.OTHER)
        found = [m for m in found if m.kind is PlaceKind.OTHER or not _covered(m, others)]
        known = Ordered(found)
        found += [m for m in self._bare_names(view) if not _covered(m, known)]
        known = Ordered(found)
        found += [m for m in _unknown_places(view) if not known.within(m.start, m.end)]
        return sorted(found, key=lambda mention: (mention.start, -mention.end))

    def _provinces(self, view: View) -> Iterator[PlaceMention]:
        for number, start, end in self._automaton.find_matches_as_indexes(view.text):
            meant = self._names[self._keys[number]]
            if meant is None or not _is_whole_name(view.text, start, end):
                continue
            province_id, match = meant
            name = self._keys[number]
            said = name.startswith(_OUTRIGHT) or name[0].islower() or _cued(view, start)
            cued = said or _RANKED.match(view.lower, end) is not None
            meant_here = cued or match in (AliasMatch.BARE, AliasMatch.DATE)
            # `Hà Nội (TTXVN) - …`: where the agency sits, and not whom it tells of.
            if province_id == CAPITAL and _NEWSROOM.match(view.lower, end):
                continue
            if meant_here and not self._is_lower_unit(view, start, province_id):
                yield PlaceMention(start, end, PlaceKind.PROVINCE, province_id, name, said)

    def _is_lower_unit(self, view: View, start: int, province_id: str) -> bool:
        """`thị xã Quảng Trị`, `TP Hải Dương`: a province's name on something smaller."""
        before = view.lower[max(0, start - 12) : start]
        is_city = province_id not in self._cities and _CITY_BEFORE.search(before)
        return bool(is_city or _SMALLER_BEFORE.search(before))

    def _lower_units(self, view: View) -> Iterator[PlaceMention]:
        for match in _LOWER_UNIT.finditer(view.text, lower=view.lower):
            kind_word = match["type"].lower()
            # `Phan Rang - Tháp Chàm` is one; `Chư Păh - Gia Lai` is a district and its province.
            written, name = match["name"], match["name"].replace(" - ", "-")
            if name not in self._districts:
                written = written.partition(" - ")[0]
                name = self._longest_known(written)
            if kind_word in ("thành phố", "tp", "tp.", "tx", "tx.") and name not in self._districts:
                continue
            if not (match["name"][0].isupper() or match["name"].isdigit()):
                continue
            kind = PlaceKind.COMMUNE if kind_word in _COMMUNES else PlaceKind.DISTRICT
            owners = self._districts.get(name, set()) if kind is PlaceKind.DISTRICT else set()
            owner = next(iter(owners)) if len(owners) == 1 else None
            yield PlaceMention(match.start(), match.start("name") + len(written), kind, owner, name)

    def _named_again(self, view: View, named: Iterable[PlaceMention]) -> Iterator[PlaceMention]:
        """`Lý Bôn kích hoạt được 2.106 tài khoản`, where `xã Lý Bôn` was named as what it is."""
        told = {m.name: m.kind for m in named if m.kind in (PlaceKind.COMMUNE, PlaceKind.DISTRICT)}
        for name, kind in told.items():
            if name is None or " " not in name or name in self._names or name in self._districts:
                continue
            at = view.text.find(name)
            while at >= 0:
                end = at + len(name)
                if _stands_alone(view.text, at, end):
                    yield PlaceMention(at, end, kind, None, name)
                at = view.text.find(name, end)

    def _longest_known(self, name: str) -> str:
        words = name.split()
        candidates = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        return next((candidate for candidate in candidates if candidate in self._districts), name)

    def _bare_names(self, view: View) -> Iterator[PlaceMention]:
        for number, start, end in self._bare_automaton.find_matches_as_indexes(view.text):
            if _stands_alone(view.text, start, end):
                name = self._bare[number]
                owners = self._districts[name]
                owner = next(iter(owners)) if len(owners) == 1 else None
                yield PlaceMention(start, end, PlaceKind.DISTRICT, owner, name)


# `Nhưng ở Nghiên Loan, tỷ lệ …`: a place, and who knows of which level.
_SOMEWHERE: Final = Anchored(
    regex.compile(
        r"(?<=(?:^|[.;!?\n]\s?)(?:(?:[Nn]hưng|[Ss]ong|[Cc]òn|[Rr]iêng|[Tt]rong khi đó,?)\s)?)(?:[Ởở]|[Tt]ại)\s"
        r"\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){1,3}(?=,\s|\sthì\b)"
    ),
    ("ở", "Ở", "tại", "Tại"),
)


def _unknown_places(view: View) -> Iterator[PlaceMention]:
    for match in _SOMEWHERE.finditer(view.text):
        yield PlaceMention(match.start(), match.end(), PlaceKind.OTHER)


LONGEST_SYLLABLE: Final = 4
"""Letters of `Vinh`, `Huế`, `Chũ`, which are other words too."""
_SMALLER_BEFORE: Final = Before(
    r"(?:huyện|thị xã|quận|phường|xã|thị trấn|thôn|bản|ấp|xóm|làng|buôn|khóm|khu phố|tổ dân phố|đường|phố|sông|(?<!điểm )cầu|chợ|bệnh viện|trường)\s+$"
)
_CITY_BEFORE: Final = regex.compile(r"\b(?:thành phố|tp\.?)\s*$")
_NAME_BEFORE: Final = regex.compile(r"(\p{Lu}[\p{L}\p{M}]+) $")
_FOLLOWS_A_NAME: Final = regex.compile(r"(?<![.!?:]\s|^)\b\p{Lu}\p{Ll}+ $")


def _districts(catalog: Catalog) -> dict[str, set[str]]:
    districts: dict[str, set[str]] = {}
    for district in catalog.districts:
        districts.setdefault(view_of(district.name).text, set()).add(district.province_id)
    return districts


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A whole name, and not the end of a person's: `ông Danh Hoài Ân`."""
    return _is_whole_name(text, start, end) and not _FOLLOWS_A_NAME.search(text, max(0, start - 12), start)


def _overlaps(mention: PlaceMention, named: Ordered[PlaceMention]) -> bool:
    lower = (PlaceKind.THIS_CITY, PlaceKind.DISTRICT, PlaceKind.COMMUNE)
    return mention.kind in lower and any(named.within(mention.start, mention.end))


def _covered(mention: PlaceMention, others: Ordered[PlaceMention]) -> bool:
    near = others.within(mention.start - LONGEST_NAME, mention.end)
    return any(mention.start < other.end for other in near)


def _is_whole_name(text: str, start: int, end: int) -> bool:
    """Not part of a longer name: `Nguyễn Hòa Bình`, `Bình Dương Xanh`."""
    if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
        return False
    before = _NAME_BEFORE.search(text[max(0, start - 12) : start])
    # A capital before it may open the sentence or be a title word; a family name makes it a person's.
    return not (before and before[1].capitalize() in FAMILY_NAMES)


FAMILY_NAMES: Final = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Thị",
        "Văn",
        "Thanh",
        "Minh",
        "Quốc",
        "Đình",
        "Đức",
    ]
)


def _cued(view: View, start: int) -> bool:
    return bool(_CUE_BEFORE.search(view.lower, max(0, start - 45), start))


def _words(view: View) -> Iterator[PlaceMention]:
    for match in _NATION.finditer(view.lower):
        portal = match.group().startswith("cổng")
        if portal and _INTO.search(view.lower, max(0, match.start() - 12), match.start()):
            continue
        before = max(0, match.start() - 40), match.start()
        counted = _OF_IT.search(view.lower, *before) and _IS_COUNTED.match(view.lower, match.end())
        opens = view.lower.startswith(",", match.end()) and _AT_THE_HEAD.search(view.lower, *before)
        if portal or counted or opens or not _COMPARED.search(view.lower, *before):
            kind = PlaceKind.PORTAL if portal else PlaceKind.NATION
            yield PlaceMention(match.start(), match.end(), kind)
    bodies = list(find_bodies(view.lower))
    yield from bodies
    alone = {body.start for body in bodies}
    for match in _THIS_PROVINCE.finditer(view.text):
        # A `Sở` acts for its province, but not where it is told apart from it.
        first = _FIRST_OF.search(view.lower, max(0, match.start() - 30), match.start())
        if match.start() not in alone and not first:
            yield PlaceMention(match.start(), match.end(), PlaceKind.THIS_PROVINCE)
    for match in _THIS_LOWER.finditer(view.lower):
        if not _NAME_BEHIND.match(view.text, match.end()):
            yield PlaceMention(match.start(), match.end(), _KINDS.get(match["type"], PlaceKind.DISTRICT))
