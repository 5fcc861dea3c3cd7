"""Whose each figure is: place and scope, by a small state machine that runs over the sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from tinhso_extractor.core.anchored import Before, Rare
from tinhso_extractor.core.document import Document, is_a_roundup
from tinhso_extractor.core.figures import Figure, Shape
from tinhso_extractor.core.frames import HUE, HUE_BECAME_A_CITY, REORGANISED, is_former, key_of
from tinhso_extractor.core.mentioned import PlaceKind, PlaceMention
from tinhso_extractor.core.pairing import pairs_of, runs_of
from tinhso_extractor.core.segments import Ordered, Segments, Sentence, Span
from tinhso_extractor.core.status import goes_into_detail
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Scope


@dataclass(frozen=True)
class Place:
    scope: Scope
    key: str | None
    name: str | None = None
    certain: bool = True
    former: str | None = None
    """The key of a province of before, of whose area today's texts tell."""


OLD_PROVINCES: Final = 63
_NEARBY: Final = 200
"""Characters from a rank to the one before it."""
_TOPIC_CHARACTERS: Final = 70
_HEAD_CHARACTERS: Final = 25
_LONGEST_ASIDE: Final = 120
"""Characters from an opening bracket to a name: `(huyện Tuy An 98 tổ, thị xã Đông Hòa 75 tổ, …)`."""
HUE_NAMES: Final = ("Huế", "TP Huế", "TP. Huế", "TP.Huế", "thành phố Huế")
_NO_TOPICS: Final = (PlaceKind.FORMER, PlaceKind.SOURCE)
_PARTS: Final = (PlaceKind.FORMER, PlaceKind.OTHER, PlaceKind.DISTRICT, PlaceKind.COMMUNE)
_THESE: Final = (PlaceKind.THIS_PROVINCE, PlaceKind.THIS_CITY)
_WHICH_WAS_NAMED: Final = regex.compile(r"\s(?:này|ấy|nói trên)\b")
_NAMED: Final = (PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.COMMUNE)
UNCERTAIN: Final = Place(Scope.PROVINCE, None, certain=False)

# A name after these is compared with, worked with or listed: the figure is not its own.
_NOT_THE_OWNER: Final = Before(
    r"(?:so với|cách|(?<=,\s)sau|(?:xếp|đứng|chỉ) (?:ngay )?(?:sau|trên|dưới)|cùng với|cùng|(?<=\p{L} )(?<!trở lại |đối )với|như|giữa|theo sau|kinh nghiệm của|hợp nhất|sáp nhập|trên cơ sở|học tập|và các tỉnh|gồm|gồm các|giáp|đến từ|từ|đi|(?:chuyển|đưa|gửi) (?:đến|về|tới|sang|cho)|làm việc (?:với|tại)|(?:đăng ký|cam kết|kiến nghị) với)\s+"
    r"(?:tỉnh|thành phố|tp\.?|các tỉnh|sở [^,.;]{3,60}?)?\s*$"
    # `so với Quảng Ninh hay Thái Nguyên`
    r"|\bso với (?:tỉnh )?(?:\p{L}+\s){1,4}(?:hay|hoặc|và) (?:tỉnh )?$"
)
# `sau hợp nhất hai tỉnh Khánh Hòa - Ninh Thuận`, `trên cơ sở hợp nhất Đắk Lắk và Phú Yên`
_MERGED: Final = regex.compile(
    r"\b(?:hợp nhất|sáp nhập)\s(?:(?:từ|giữa|của)\s)?(?:(?:hai|ba|2|3|các)\s)?(?:tỉnh\s)?(?:[\p{L}\s]{2,20}\s?(?:-|–|và)\s(?:tỉnh\s)?)?$"
)
# `Sau khi Phú Yên và Đắk Lắk hợp nhất, …`
_MERGES: Final = regex.compile(r"(?:\s(?:và|với|-)\s(?:tỉnh\s)?[\p{L}\s]{2,20}?)?\s(?:hợp nhất|sáp nhập)\b")
# `so với Sóc Trăng, nơi có 775 tổ`, `như Hà Nội (thứ 43)`: compared, and with a figure of its own.
_COUNTS_ITS_OWN: Final = regex.compile(
    r"\s*\((?:(?:xếp|đứng|ở|vị trí|thứ|hạng|đạt|gần|hơn|trên)\s){0,3}(?:\d|(?:nhất|nhì|hai|ba|tư|năm)\b)"
    r"|\s*,?\s*(?:nơi\s+|vốn\s+)?(?:đã\s+|đang\s+)?(?:có|đạt|với)\s[^,.;\d]{0,20}\d"
)
_OPENING: Final = regex.compile(
    r"""[\s\W\d]*(?:(?:tại|ở|riêng|còn|đối\svới|về\sphía|trong\skhi\sđó|đơn\scử|điển\shình|như|với|là|trong\sđó|hiện\snay|đến\snay
        |đến\svới|về\svới|ghé|hiện|trên\sđịa\sbàn|ubnd|chủ\stịch|lãnh\sđạo|công\san|theo|thì|toàn|cả|phó|bí\sthư)[\s\W]*)*""",
    regex.VERBOSE,
)
# `Còn ở Khánh Hòa, Phó Giám đốc Sở cho biết …`: the next one, and no venue.
_INSTEAD: Final = regex.compile(r"\b(?:còn|riêng|trong khi đó,?) (?:ở|tại) (?:tỉnh )?$")
_STANDS_AT: Final = regex.compile(
    r"\b(?:đặt|đóng|nằm|tọa lạc|trụ sở)\s(?:tại|ở|trên địa bàn)\s$|\b(?:kể cả|bao gồm cả|ngoại trừ)\s$"
)
_AT: Final = regex.compile(r"\b(?:tại|ở)\s+(?:tỉnh|thành phố|tp\.?)?\s*$")
_DONE_AT: Final = Before(r"\p{L}\s(?:ở|tại|ra|vào|lên)\s(?:tỉnh|thành phố|tp\.?)?\s?$")
_ONLY_AT: Final = regex.compile(r"\W*(?:tại|ở)\s(?:tỉnh|thành phố|tp\.?)?\s?")
# `Ngay sau khi Tỉnh ủy ban hành nghị quyết, UBND huyện Vĩnh Linh đã …`: who acts stands behind the comma.
_SUBORDINATE: Final = regex.compile(
    r"\W*(?:(?:ngay )?(?:sau )?khi|thực hiện|triển khai|căn cứ|quán triệt|theo (?:chỉ đạo|nghị quyết|kế hoạch)|trên cơ sở|cụ thể hóa)\b"
)
_BEHIND_A_COMMA: Final = regex.compile(r",\s+(?:ubnd|đảng ủy|công an|lãnh đạo)?\s*$")
_WHO_THAT_IS: Final = regex.compile(r"\blà\s(?:tỉnh|thành phố|tp\.?)?\s?$")
_IS: Final = regex.compile(
    r"\s*(?:là của|là|của|thuộc về|:)?\s*(?:ubnd )?(?:tỉnh|thành phố|tp\.?|huyện|thị xã)?\s*"
)
# `đứng thứ 2 trong bảng xếp hạng … là UBND tỉnh Quảng Trị`
_IN_WHICH_IS: Final = regex.compile(
    r"\s(?:trong|ở|tại|theo)\s[^.;:()\d]{3,140}\slà\s(?:ubnd\s)?(?:tỉnh|thành phố|tp\.?)?\s*"
)
_OFFICE_OF: Final = regex.compile(r"sở\s[^,.;:()\d]{2,50}\s(?:tỉnh|thành phố|tp\.?)?\s?")
_OF_A_PART: Final = regex.compile(r"(?:của|trong|toàn|cả) (?!tỉnh)")
# `Lâm Đồng cũ`, `tỉnh Đồng Nai trước sáp nhập`: a part of what goes by the name today.
_OF_OLD: Final = regex.compile(r"\s*\(?(?:cũ\b|trước (?:khi )?(?:sáp nhập|hợp nhất|sắp xếp)|trước đây)")
_PART_OF: Final = regex.compile(r"\s*(?:(?P<comma>[,-])|\(|thuộc|của)\s*(?:tỉnh|thành phố|tp\.?|huyện)?\s*")
_ACTS: Final = regex.compile(r"\s(?:đã|có|còn|đang|hiện|cũng)\b")
_ADVERBIAL: Final = regex.compile(r"\b(?:ở|tại|ngoài|như|từ|cùng|với|sau)\s(?:ubnd |công an )?$")
_SAID_BY: Final = regex.compile(
    r"[\"”]\s?[,–-]?\s?(?P<who>[^\".“”\n]{3,140}?)\s(?:nói|cho biết|chia sẻ|thông tin|cho hay|khẳng định|bày tỏ|nhấn mạnh)\b"
)
# `Ông Phận, Chủ tịch UBND huyện Đức Cơ, cho biết …`; not `chủ cửa hàng ở huyện Đức Cơ`, nor `Giám đốc Công ty Tân Hiệp`.
_OFFICIAL: Final = Before(
    r"\b(?:(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng)|lãnh đạo|đại diện)\s"
    r"(?!(?:hội đồng quản trị |hđqt )?(?:công ty|doanh nghiệp|hợp tác xã|htx|tập đoàn)\b)[^,.;]{0,60}(?<!\b(?:ở|tại)\s)$"
)
_ASIDE: Final = regex.compile(r"\W*(?:trong (?:số )?đó|riêng)\b")
# `Thành phố Huế dẫn đầu cấp huyện với 87,1%, huyện A Lưới thấp nhất. …`: what follows is of them all again.
_AMONG_PARTS: Final = regex.compile(
    r"[^.;:()\d]{0,30}\b(?:dẫn đầu|đứng đầu|(?:cao|thấp|nhiều|ít|tốt) nhất)\b[^.;]*\b(?:cao|thấp|nhiều|ít|cuối|kém)\b(?: nhất)?"
)
# `Dẫn đầu là Bắc Giang. …`, `Đứng thứ hai là Thái Nguyên với 42,9%. …`, in a text of Gia Lai: so are these.
_RANKED_BESIDE: Final = regex.compile(
    r"\W*(?:(?:hiện|hiện nay|trong đó|theo đó|ở vị trí),? ){0,2}(?:(?:đang )?(?:dẫn|đứng|xếp) (?:đầu|cuối|sau|nhất|nhì)|quán quân|cuối bảng"
    r"|(?:(?:đứng|xếp) )?(?:ở )?(?:vị trí )?(?:thứ|hạng|số) (?:\d{1,2}|nhất|nhì|một|hai|ba|tư|năm)|tiếp (?:theo|đến|đó|sau)|kế (?:tiếp|đến)|theo sau|sau đó|(?:cao|thấp) nhất)\b"
    r"[^.;:()]{0,60}?\b(?:là|thuộc về|gọi tên) (?:tỉnh |thành phố |tp\.? ?)?"
)
_BY_SETTLEMENT: Final = regex.compile(r"khu vực (?:đô thị|thành thị|nông thôn|miền núi)\b")
_OF_A_CLASS: Final = regex.compile(
    r"\W*(?:tính chung|tính trên)\b|[^.;:()\d]{10,80}[:,]\s(?:ở )?cấp tỉnh\s(?:đạt |là )?\d[\d,]*\s?%|\W*(?:đã có |có )?\d[\d.,/]*\s?%?\s(?:số |các )?"
    r"(?:cơ sở (?:khám|y tế|giáo dục)|trường học|bệnh viện|hộ (?:gia đình|dân)|doanh nghiệp|người dân|dân số)\b"
)
_TURNS_TO: Final = regex.compile(
    r",\s(?:riêng|(?:nhưng|song|còn|dù|mặc dù|tuy)\s(?:ở|tại))\s$|,\s(?:nhưng|song|còn)\s$"
)
_HERE: Final = regex.compile(r"\b(?:ở đây|tại đây|nơi đây)\b")
_ALSO: Final = regex.compile(r"[^.;:\d]{0,60}\bcũng\b")
_ALL_IN_ALL: Final = regex.compile(r"\W*(?:nhìn chung|tính chung|nói chung)\b")
_AND: Final = regex.compile(r"\s*(?:,|và|cùng|&|-)\s*(?:tỉnh|thành phố|tp\.?)?\s*")
_AND_OTHERS: Final = regex.compile(r"\s*(?:và|cùng)\s+(?:một số|nhiều|các|\d+)\s+(?:tỉnh|thành|địa phương)\b")
_IN_BRACKETS: Final = regex.compile(r"\([^()\n]*$")
# The second: `07 thôn ở Sông Hinh, Đồng Xuân lõm sóng; mật độ điện thoại …`
_IN_PASSING: Final = regex.compile(
    r"[^\s.;:,–-]\s(?:(?:đặt |đóng )?(?:tại|ở) )?(?:như )?$|[^\s.;:,–-]\s(?:tại|ở)\s(?:\p{L}+\s?){1,4}(?:,|\svà)\s(?:huyện\s)?$"
)
_ON: Final = regex.compile(r"\b(?:trên|qua|lên|vào)\s$")
# Not `Đến tháng 12/2023, trên Cổng … đã có …`, which is the Cổng's.
_DONE_ON: Final = regex.compile(r"[^\s,:;.]\s(?:trên|qua|lên|vào)\s$")
# Not in `khắp 99 xã, phường của tỉnh`.
_PHRASE_END: Final = regex.compile(
    r"(?!(?<=xã|phường|huyện|thôn),\s(?:phường|thị|thành|đặc|xã|tổ|bản|ấp)\b)[,;.:]\s"
)
# `đạt 93,4% (quý I/2025 của tỉnh Hưng Yên cũ là 74,8%)`: in brackets, and with a figure of its own.
# So is `chiếm 11,2% GRDP (cả nước 18,3%)`.
_WITH_ITS_OWN: Final = regex.compile(
    r"(?:[^()]{0,30}\b(?:là|đạt|có|chỉ|mới)\s[^()\d]{0,12}\d|\s\d[\d,]*\s?%)[^()]*\)"
)
# `huyện Sông Hinh đạt 41%, thấp hơn mặt bằng chung 62% của tỉnh`
_ALL_OF_THEM: Final = Before(r"\b(?:mặt bằng|bình quân|trung bình|mức) chung\s(?:là\s)?$")
_OF_THE_PROVINCE: Final = regex.compile(r"(?:\s\p{L}+){0,5}\scủa (?:toàn )?tỉnh\b(?!,|\s(?:khác|bạn))")
_OWNER_AFTER: Final = Before(
    r"(?:(?:của|ở|tại|trên địa bàn|cho|thuộc|toàn|cho (?:người dân|công dân|bà con))\s+|\d%?\s*\(\s*)(?:tỉnh|thành phố|tp\.?)?\s*$"
)

# `phủ sóng 5G đến 70% diện tích trên toàn quốc`; not `đạt 98% cao nhất trên cả nước`.
_OF_THE_NATION: Final = Rare(
    r"(?:(?!\b(?:nhất|đầu|đứng|xếp|bình quân|trung bình|so|tốp|top|hơn|nhì)\b)(?:[^,.;:()\d]|(?<=\bvà )\d[\d,]*\s?%)){0,80}"
    r"\b(?:trên|trong) (?:phạm vi )?(?:toàn quốc|cả nước)\b",
    ("toàn quốc", "cả nước"),
)


class Places:
    """The owner of each figure."""

    def __init__(
        self,
        view: View,
        segments: Segments,
        mentions: Sequence[PlaceMention],
        document: Document,
        catalog: Catalog,
    ) -> None:
        self._view = view
        self._document = document
        self._catalog = catalog
        dated = self._named_before([self._dated(mention) for mention in mentions], segments)
        self._mentions = Ordered(self._without_addresses(dated))
        self._owning = Ordered(
            m for m in self._mentions if not self._is_compared(m) and not self._is_where_it_stands(m)
        )
        self._speakers: dict[int, list[tuple[Span, PlaceMention]]] = {}
        for number, quote, speaker in self._find_speakers(segments):
            self._speakers.setdefault(number, []).append((quote, speaker))
        self._states = self._run(segments)

    def _named_before(self, mentions: Sequence[PlaceMention], segments: Segments) -> Sequence[PlaceMention]:
        """`… Hải Phòng. Thành phố này có 3.420 tổ`: the one that its paragraph named last, and not the text's."""
        found: list[PlaceMention] = []
        named: PlaceMention | None = None
        part = -1
        for mention in mentions:
            if mention.kind is PlaceKind.PROVINCE:
                named = mention
            elif mention.kind is PlaceKind.DISTRICT:
                part = mention.start  # `Pleiku đi đầu, sau Đà Nẵng. Thành phố này …`: which, nobody says
            is_this = mention.kind in _THESE and _WHICH_WAS_NAMED.match(self._view.lower, mention.end)
            paragraph = segments.paragraph_at(mention.start) if is_this else None
            if named and paragraph and named.start >= paragraph.start > part:
                found.append(replace(named, start=mention.start, end=mention.end))
            else:
                found.append(mention)
        return found

    def _without_addresses(self, mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
        """`xã Ia Tiêm, huyện Chư Sê, tỉnh Gia Lai có …`: what a unit is a part of does not own its figures."""
        smaller: PlaceMention | None = None
        for mention in mentions:
            if smaller is not None and self._is_address_of(smaller, mention):
                smaller = PlaceMention(smaller.start, mention.end, smaller.kind)
                continue
            smaller = mention if mention.kind in (PlaceKind.DISTRICT, PlaceKind.COMMUNE) else None
            yield mention

    def _is_address_of(self, smaller: PlaceMention, mention: PlaceMention) -> bool:
        if mention.kind not in (PlaceKind.PROVINCE, PlaceKind.DISTRICT) or mention.kind is smaller.kind:
            return False
        joined = _PART_OF.fullmatch(self._view.lower, smaller.end, mention.start)
        if joined is None:
            return False
        # `Sau thí điểm ở huyện Kbang, tỉnh Gia Lai đã …`: the province is who acts.
        acts = _ACTS.match(self._view.lower, mention.end)
        return not (
            joined["comma"]
            and acts
            and _ADVERBIAL.search(self._view.lower, max(0, smaller.start - 30), smaller.start)
        )

    def _find_speakers(self, segments: Segments) -> Iterator[tuple[int, Span, PlaceMention]]:
        """`"… đạt 93%", ông Thọ, Trưởng phòng của huyện Chư Prông, nói`: whose it is stands behind the quote."""
        for said in _SAID_BY.finditer(self._view.lower):
            paragraph = segments.paragraph_at(said.start())
            if paragraph is None:
                continue
            opened = max(self._view.lower.rfind(sign, paragraph.start, said.start()) for sign in '"“')
            named = [m for m in self._mentions.within(*said.span("who")) if m.kind not in _NO_TOPICS]
            if opened >= 0 and named:
                yield paragraph.number, Span(opened, said.start()), named[-1]

    def paired(self, figures: Sequence[Figure], sentence: Sentence) -> dict[int, Place]:
        """Whose the figures of lists are, by their start: `Quảng Ninh và Lào Cai xếp thứ 2 và thứ 3`."""
        if len(figures) < 2:
            return {}
        named = [m for m in self._mentions.within(sentence.start, sentence.end) if m.kind in _NAMED]
        paired: dict[int, Place] = {}
        for run in runs_of(self._view.lower, figures):
            pairs = pairs_of(self._view.lower, sentence.start, run, named)
            if pairs is None:
                paired |= {figure.start: UNCERTAIN for figure in run}
            else:
                state = self._states[sentence.start]
                paired |= {start: self._place_of(mention, state) for start, mention in pairs.items()}
        return paired

    def at(self, figure: Figure, sentence: Sentence) -> Place:
        place = self._at(figure, sentence)
        # One of 63 can only be a province of before, whenever it is told.
        if figure.shape is not Shape.RANK or not self._is_one_of_63(figure, sentence):
            return place
        if place.former is not None:
            return Place(Scope.PROVINCE, place.former)
        old = place.key and f"vn63/{place.key.partition('/')[2]}"
        return replace(place, key=old) if old in self._catalog.provinces else place

    def _is_one_of_63(self, figure: Figure, sentence: Sentence) -> bool:
        """`PAR INDEX xếp thứ 19/63, SIPAS xếp thứ 23`: so is what its sentence goes on with."""
        if figure.denominator is not None:
            return figure.denominator == OLD_PROVINCES
        said = self._view.lower[max(sentence.start, figure.start - _NEARBY) : figure.start]
        return said.rfind("/63") > said.rfind("/34")

    def _at(self, figure: Figure, sentence: Sentence) -> Place:
        clause, state = sentence.clause_of(figure.start), self._states[sentence.start]
        if figure.shape is Shape.RANK and (winner := self._right_behind(figure, clause.end)) is not None:
            return self._place_of(winner, state)
        if figure.shape in (Shape.RANK, Shape.SCORE):
            return self._ranked(figure, sentence)
        if before := self._ahead_of(figure, sentence, state):
            if self._is_the_provinces(figure, before[-1], clause):
                return state if state.scope is Scope.PROVINCE else self._home()
            return self._last_of(before, state)
        phrase_end = _PHRASE_END.search(self._view.lower, figure.end, clause.end)
        end = phrase_end.start() if phrase_end else clause.end
        if _OF_THE_NATION.match(self._view.lower, figure.end, end):
            return Place(Scope.NATIONAL, None)
        after = next((m for m in self._owners(figure.end, end) if self._is_owner_after(m, figure)), None)
        if after is None or self._is_where(after, state, sentence):
            return state
        return self._place_of(after, state)

    def _is_the_provinces(self, figure: Figure, before: PlaceMention, clause: Span) -> bool:
        """`Cổng Dịch vụ công quốc gia tích hợp 2.086 dịch vụ của tỉnh`, `bà con Sìn Hồ …; có 263 sản phẩm của tỉnh`."""
        if (
            before.kind is not PlaceKind.PORTAL
            and before.end > clause.start
            and not _ALL_OF_THEM.search(self._view.lower, clause.start, figure.lead)
        ):
            return False
        return _OF_THE_PROVINCE.match(self._view.lower, figure.end, clause.end) is not None

    def _ahead_of(self, figure: Figure, sentence: Sentence, state: Place) -> Sequence[PlaceMention]:
        """The owners that the sentence names before the figure; portals only where there are no others."""
        clause = sentence.clause_of(figure.start)
        before = [
            mention
            for mention in self._owners(sentence.start, figure.start)
            if not self._is_left_behind(mention, clause, figure)
            and not self._is_where(mention, state, sentence)
        ]
        before = [m for m in before if not self._is_where_another_is(m, before)]
        return [mention for mention in before if mention.kind is not PlaceKind.PORTAL] or before

    def _is_where_another_is(self, mention: PlaceMention, before: Sequence[PlaceMention]) -> bool:
        """`Viettel đã lắp trên địa bàn tỉnh hơn 70 trạm`: where, and whose they are was said."""
        if not self._view.lower.startswith(("trên địa bàn", "tại địa bàn"), mention.start):
            return False
        others = [m for m in before if m.kind is PlaceKind.OTHER and m.end <= mention.start]
        return bool(others) and "," not in self._view.lower[others[-1].end : mention.start]

    def _is_left_behind(self, mention: PlaceMention, clause: Span, figure: Figure) -> bool:
        """`61 trạm đặt tại TP Nam Định; sóng 4G phủ 100% thôn`: a part in passing ends with its clause.

        Or with its brackets: `Trung tâm của tỉnh (cơ sở Hoa Lư) có 73 hệ thống`.
        """
        if mention.kind not in (*_PARTS, PlaceKind.THIS_PROVINCE):
            return False
        if self._is_left_in_brackets(mention, figure):
            return True
        before = self._view.lower, max(0, mention.start - 40), mention.start
        behind = mention.end <= clause.start and mention.kind not in (
            PlaceKind.FORMER,
            PlaceKind.THIS_PROVINCE,
        )
        return behind and _IN_PASSING.search(*before) is not None

    def _is_left_in_brackets(self, mention: PlaceMention, figure: Figure) -> bool:
        return self._is_in_brackets(mention, Span(mention.start, figure.start))

    def _is_in_brackets(self, mention: PlaceMention, span: Span) -> bool:
        """Which are closed within the span."""
        before = self._view.lower, max(0, mention.start - _LONGEST_ASIDE), mention.start
        closed = self._view.lower.find(")", mention.end, span.end) >= 0
        return closed and _IN_BRACKETS.search(*before) is not None

    def _is_where(self, mention: PlaceMention, state: Place, sentence: Sentence) -> bool:
        """`148.372 giao dịch trên Cổng Dịch vụ công quốc gia`, told of the province: its people's, there."""
        if mention.kind is not PlaceKind.PORTAL or state.scope is not Scope.PROVINCE or state.key is None:
            return False
        begins = mention.start - sentence.start <= _HEAD_CHARACTERS
        return not begins and bool(_ON.search(self._view.lower, max(0, mention.start - 8), mention.start))

    def _is_only_where(self, mention: PlaceMention, sentence: Sentence) -> bool:
        """`Đã cung cấp 25/25 dịch vụ trên Cổng Dịch vụ công quốc gia`: where, and no owner of what follows."""
        if mention.kind is not PlaceKind.PORTAL:
            return False
        return _DONE_ON.search(self._view.lower, sentence.start, mention.start) is not None

    def _last_of(self, owners: Sequence[PlaceMention], state: Place) -> Place:
        return UNCERTAIN if self._is_shared(owners) else self._place_of(owners[-1], state)

    def _is_shared(self, owners: Sequence[PlaceMention]) -> bool:
        """`Đồng Nai và Bình Dương có 500.000 tài khoản`: one figure of two provinces is nobody's total."""
        *others, last = owners
        if last.kind is not PlaceKind.PROVINCE:
            return False
        # `đứng thứ 2 là Hải Phòng và Hà Nội xếp thứ 3`
        if others and _WHO_THAT_IS.search(self._view.lower, max(0, others[-1].start - 12), others[-1].start):
            return False
        if _AND_OTHERS.match(self._view.lower, last.end):
            return True
        return bool(
            others
            and others[-1].kind is PlaceKind.PROVINCE
            and _AND.fullmatch(self._view.lower, others[-1].end, last.start)
        )

    def _ranked(self, figure: Figure, sentence: Sentence) -> Place:
        """The nation has no rank among its provinces: `trong 63 tỉnh, thành phố` says among whom, not whose."""
        state = self._states[sentence.start]
        owners = [
            m
            for m in self._owners(sentence.start, figure.start)
            if not self._is_the_field(m, figure) and not self._is_left_in_brackets(m, figure)
        ]
        if owners:
            return self._last_of(owners, state)
        return self._home() if figure.shape is Shape.RANK and state.scope is Scope.NATIONAL else state

    def _is_the_field(self, mention: PlaceMention, figure: Figure) -> bool:
        if mention.kind is PlaceKind.SOURCE:
            return True
        if mention.kind is PlaceKind.PORTAL:
            return figure.shape is Shape.RANK
        if mention.kind is not PlaceKind.NATION:
            return False
        return figure.shape is Shape.RANK or self._view.lower[mention.start].isdigit()

    def _right_behind(self, figure: Figure, end: int) -> PlaceMention | None:
        """`đứng thứ 2 là tỉnh Thái Nguyên`: whose the rank is stands right behind it."""
        named = next((m for m in self._owners(figure.end, end) if m.kind in _NAMED), None)
        if named is None:
            return None
        between = self._view.lower[figure.end : named.start]
        return named if _IS.fullmatch(between) or _IN_WHICH_IS.fullmatch(between) else None

    def _is_owner_after(self, mention: PlaceMention, figure: Figure) -> bool:
        if self._view.lower.find("(", figure.end, mention.start) >= 0 and _WITH_ITS_OWN.match(
            self._view.lower, mention.end
        ):
            return False
        if mention.kind in (PlaceKind.NATION, PlaceKind.PORTAL) or _OF_A_PART.match(
            self._view.lower, mention.start
        ):
            return True
        return bool(_OWNER_AFTER.search(self._view.lower, max(0, mention.start - 30), mention.start))

    def _owners(self, start: int, end: int) -> list[PlaceMention]:
        return [mention for mention in self._owning.within(start, end) if mention.end <= end]

    def _is_where_it_stands(self, mention: PlaceMention) -> bool:
        """`Trung tâm đặt tại phường Cam Đường có 88 hệ thống`, `phủ 100% địa bàn, kể cả Côn Đảo`: the province's."""
        if mention.kind not in (PlaceKind.DISTRICT, PlaceKind.COMMUNE):
            return False
        return bool(_STANDS_AT.search(self._view.lower, max(0, mention.start - 20), mention.start))

    def _is_compared(self, mention: PlaceMention) -> bool:
        if mention.kind not in (PlaceKind.PROVINCE, PlaceKind.FORMER):
            return False
        before = self._view.lower, max(0, mention.start - 90), mention.start
        if _MERGED.search(*before) or _MERGES.match(self._view.lower, mention.end):
            return True
        if mention.kind is PlaceKind.FORMER or _COUNTS_ITS_OWN.match(self._view.lower, mention.end):
            return False
        return bool(_NOT_THE_OWNER.search(*before))

    def _dated(self, mention: PlaceMention) -> PlaceMention:
        """`Huế` was a city inside its province until 2025."""
        written = self._document.written_on
        named = mention.province_id if mention.kind is PlaceKind.PROVINCE else None
        old = (
            named is not None
            and _OF_OLD.match(self._view.lower, mention.end)
            and (written is None or written >= REORGANISED)
        )
        if named is not None and (old or is_former(named, written, self._catalog)):
            return PlaceMention(mention.start, mention.end, PlaceKind.FORMER, named, mention.name)
        if mention.province_id == HUE and mention.name in HUE_NAMES:
            was = written is None or written < HUE_BECAME_A_CITY
            kind = PlaceKind.DISTRICT if was else PlaceKind.PROVINCE
            return PlaceMention(mention.start, mention.end, kind, HUE, mention.name)
        return mention

    def _run(self, segments: Segments) -> dict[int, Place]:
        """The state at each sentence, by its start.

        A paragraph goes on from how the one before it began, not from the aside that this one ended with. What an
        official of a part has said ends at the next headline.
        """
        state = opening = home = self._home()
        one_by_one = is_a_roundup(self._view, segments)
        states: dict[int, Place] = {}
        number = -1
        of_an_official = False
        for sentence in segments.sentences:
            begins = sentence.paragraph != number
            # Behind a paragraph about several provinces, or districts, and under the next headline of a roundup,
            # what names none is the text's own again.
            if (
                begins
                and home.certain
                and (
                    opening.scope is Scope.OTHER
                    or ((one_by_one or of_an_official) and segments.paragraphs[sentence.paragraph].aside)
                    or self._names_several(sentence.paragraph - 1, segments)
                    or self._names_only_parts(sentence.paragraph - 1, segments)
                )
            ):
                opening = home
            # `Bộ … công bố kết quả. Theo đó, Hải Phòng đứng thứ 8. ⏎ Cụ thể, chính quyền số …`: of who was named last.
            if begins and not goes_into_detail(self._view, sentence):
                state = opening
            topic = self._topic_of(sentence, heading=segments.paragraphs[sentence.paragraph].aside)
            if topic is not None:
                own, is_an_aside = self._place_of(topic, state), self._is_an_aside(topic, sentence)
                if is_an_aside or self._is_ranked_beside(topic, sentence):
                    states[sentence.start], number = own, sentence.paragraph
                    # Behind `Dẫn đầu là Bắc Giang.`, what has no name of its own may be of either: `Cụ thể, …`.
                    state = state if is_an_aside else UNCERTAIN
                    continue
                state = own
            elif state.scope is Scope.OTHER and home.certain and self._is_of_a_class(sentence):
                state = home
            elif begins and self._is_of_them_all(sentence, segments):
                state = UNCERTAIN
            of_a_part = opening.scope in (Scope.DISTRICT, Scope.COMMUNE)
            if begins:
                opening = state
                of_an_official = topic is not None and self._is_an_official_s(topic, sentence)
            elif topic is not None and of_a_part and state == home:
                opening = state  # no aside: `Sin Suối Hồ chỉ là một lát cắt. Toàn tỉnh có …`
            number = sentence.paragraph
            speaker = self._speaker_of(sentence, topic) or self._here(sentence, segments)
            states[sentence.start] = self._place_of(speaker, state) if speaker else state
        return states

    def _is_of_a_class(self, sentence: Sentence) -> bool:
        """`Bệnh viện Nhi đạt 81%. 100% cơ sở khám chữa bệnh …`, `Tính chung các bệnh viện, …`: of them all."""
        return _OF_A_CLASS.match(self._view.lower, sentence.start, sentence.end) is not None

    def _is_an_aside(self, topic: PlaceMention, sentence: Sentence) -> bool:
        """`Trong đó khu vực đô thị đạt 91%. …`, `Kon Tum cũng đạt 40%. …`: what follows is of them all again."""
        if topic.kind in (PlaceKind.OTHER, PlaceKind.DISTRICT, PlaceKind.COMMUNE):
            lower = self._view.lower
            return bool(
                _ASIDE.match(lower, sentence.start)
                or _BY_SETTLEMENT.match(lower, topic.start)
                or _AMONG_PARTS.match(lower, topic.end, sentence.end)
            )
        return self._is_another(topic) and _ALSO.match(self._view.lower, topic.end) is not None

    def _is_ranked_beside(self, topic: PlaceMention, sentence: Sentence) -> bool:
        return self._is_another(topic) and bool(
            _RANKED_BESIDE.fullmatch(self._view.lower, sentence.start, topic.start)
        )

    def _is_another(self, mention: PlaceMention) -> bool:
        """A province in a text of another one."""
        home = self._document.province_id
        return mention.kind is PlaceKind.PROVINCE and home not in (None, mention.province_id)

    def _speaker_of(self, sentence: Sentence, topic: PlaceMention | None) -> PlaceMention | None:
        """Of who is quoted, where the quote names no one else: its `toàn tỉnh` is the speaker's own."""
        if topic is not None and topic.kind is not PlaceKind.THIS_PROVINCE:
            return None
        quotes = self._speakers.get(sentence.paragraph, ())
        spoken = [m for quote, m in quotes if quote.start - 1 <= sentence.start <= quote.end]
        return spoken[-1] if spoken else None

    def _here(self, sentence: Sentence, segments: Segments) -> PlaceMention | None:
        """`Phường Quy Nhơn nhận 220 hồ sơ mỗi ngày. Tỷ lệ ở đây đạt 96%.`: of the part that was named before."""
        if _HERE.search(self._view.lower, sentence.start, sentence.end) is None:
            return None
        named = self._mentions.within(segments.paragraphs[sentence.paragraph].start, sentence.start)
        return named[-1] if named and named[-1].kind in (PlaceKind.DISTRICT, PlaceKind.COMMUNE) else None

    def _is_of_them_all(self, sentence: Sentence, segments: Segments) -> bool:
        """`Nhìn chung, …` behind a paragraph about several provinces: of which ones, nobody says."""
        begins_so = _ALL_IN_ALL.match(self._view.lower, sentence.start) is not None
        return begins_so and self._names_several(sentence.paragraph - 1, segments)

    def _names_several(self, number: int, segments: Segments) -> bool:
        """Whether the paragraph of this number names several provinces."""
        named = self._named_in(number, segments)
        return len({m.province_id for m in named if m.kind is PlaceKind.PROVINCE}) > 1

    def _names_only_parts(self, number: int, segments: Segments) -> bool:
        """`Nhóm thấp có xã Long Hòa, xã Thạnh Hải`: several of one level, and no place that they are of."""
        named = {(m.kind, m.name) for m in self._named_in(number, segments)}
        kinds = {kind for kind, _ in named}
        return len(named) > 1 and len(kinds) == 1 and kinds <= {PlaceKind.DISTRICT, PlaceKind.COMMUNE}

    def _named_in(self, number: int, segments: Segments) -> Sequence[PlaceMention]:
        """By the paragraph of this number; before the first there is none."""
        if number < 0:
            return []
        paragraph = segments.paragraphs[number]
        return self._mentions.within(paragraph.start, paragraph.end)

    def _home(self) -> Place:
        if self._document.province_id is None:
            return UNCERTAIN
        key = key_of(self._document.province_id, self._document.written_on, self._catalog)
        if self._document.below_province:
            return Place(Scope.DISTRICT, key, certain=key is not None)
        return Place(Scope.PROVINCE, key, certain=key is not None)

    def _is_a_city(self, place: Place) -> bool:
        if place.scope is not Scope.PROVINCE:
            return False
        # In a text without a date the province is known, but not in which boundaries.
        keys = (
            [place.key]
            if place.key
            else [f"{frame}/{self._document.province_id}" for frame in ("vn63", "vn34")]
        )
        known = [self._catalog.provinces[key] for key in keys if key in self._catalog.provinces]
        return bool(known) and all(province.division.startswith("thành phố") for province in known)

    def _topic_of(self, sentence: Sentence, *, heading: bool) -> PlaceMention | None:
        """What the sentence begins with; a heading or caption changes it only when it begins with the name."""
        limit = sentence.start + (4 if heading else _TOPIC_CHARACTERS)
        owners = [
            m
            for m in self._owners(sentence.start, sentence.end)
            if m.kind not in _NO_TOPICS
            and not self._is_only_where(m, sentence)
            and not (m.kind in (PlaceKind.PROVINCE, PlaceKind.NATION) and self._is_in_brackets(m, sentence))
        ]
        if (actor := self._actor_of(sentence, owners)) is not None:
            return actor
        if len(owners) > 1 and (self._is_a_venue(owners[0], sentence) or self._is_of_the_next(*owners[:2])):
            owners = owners[1:]
        topic = owners[0] if owners and owners[0].start <= limit else None
        return topic if topic is None or self._opens(topic, sentence) else None

    def _actor_of(self, sentence: Sentence, owners: Sequence[PlaceMention]) -> PlaceMention | None:
        """The district or commune that does what its province has told it to."""
        if not _SUBORDINATE.match(self._view.lower, sentence.start):
            return None
        acting = (m for m in owners if _BEHIND_A_COMMA.search(self._view.lower, sentence.start, m.start))
        actor = next(acting, None)
        return actor if actor and actor.kind in (PlaceKind.DISTRICT, PlaceKind.COMMUNE) else None

    def _opens(self, topic: PlaceMention, sentence: Sentence) -> bool:
        """`Tại huyện Chi Lăng, …`, of a part; not `bà Lan, chủ cửa hàng ở huyện Chi Lăng, cho biết …`."""
        if _TURNS_TO.search(self._view.lower, sentence.start, topic.start):
            return False  # `… đạt 79%, riêng Bệnh viện Nhi 85%`, `…, song tại 17 xã tỷ lệ này là 63%`
        if self._is_elsewhere(topic, sentence):
            return False
        if topic.kind not in (PlaceKind.DISTRICT, PlaceKind.COMMUNE):
            return True
        before = self._view.lower, sentence.start, topic.start
        return _OPENING.fullmatch(*before) is not None or self._is_an_official_s(topic, sentence)

    def _is_elsewhere(self, topic: PlaceMention, sentence: Sentence) -> bool:
        """`Nông sản được bán ở Hà Nội.`: where something happened, in a text of another province."""
        if not self._is_another(topic):
            return False
        before = self._view.lower, sentence.start, topic.start
        return _DONE_AT.search(*before) is not None and _OPENING.fullmatch(*before) is None

    def _is_an_official_s(self, topic: PlaceMention, sentence: Sentence) -> bool:
        return _OFFICIAL.search(self._view.lower, sentence.start, topic.start) is not None

    def _is_of_the_next(self, office: PlaceMention, named: PlaceMention) -> bool:
        """`Giám đốc Sở Thông tin và Truyền thông tỉnh Kon Tum`: of that province, and not of the text's."""
        if office.kind is not PlaceKind.THIS_PROVINCE or named.kind is not PlaceKind.PROVINCE:
            return False
        return _OFFICE_OF.fullmatch(self._view.lower, office.start, named.start) is not None

    def _is_a_venue(self, mention: PlaceMention, sentence: Sentence) -> bool:
        """`Ngày 28/12, tại thành phố Tân An, Ban Chỉ đạo tỉnh …`: where they met, not whose figures follow."""
        lower = self._view.lower
        if _INSTEAD.search(lower, max(0, mention.start - 16), mention.start):
            return False
        if mention.kind is PlaceKind.PROVINCE and self._document.province_id is None:
            return False  # `Tại Bắc Giang, Công an tỉnh đã …`, in a text about several
        if self._is_another(mention) and _ONLY_AT.fullmatch(lower, sentence.start, mention.start):
            return False  # `Tại Đồng Tháp, …`: it turns to another; a venue has its day ahead of it
        return bool(_AT.search(lower, max(0, mention.start - 20), mention.start)) and lower.startswith(
            ",", mention.end
        )

    def _place_of(self, mention: PlaceMention, state: Place) -> Place:
        match mention.kind:
            case PlaceKind.NATION | PlaceKind.PORTAL:
                return Place(Scope.NATIONAL, None)
            case PlaceKind.PROVINCE:
                assert mention.province_id is not None
                key = key_of(mention.province_id, self._document.written_on, self._catalog)
                return Place(Scope.PROVINCE, key, certain=key is not None)
            case PlaceKind.THIS_PROVINCE if self._is_no_city(mention, state):
                return self._home()
            case PlaceKind.THIS_PROVINCE:
                key = state.key or self._home().key
                return Place(Scope.PROVINCE, key, certain=key is not None)
            case PlaceKind.THIS_CITY if self._is_a_city(state):
                return state
            case PlaceKind.THIS_CITY if self._is_a_city(self._home()):
                return self._home()
            case PlaceKind.DISTRICT | PlaceKind.COMMUNE | PlaceKind.THIS_CITY:
                return self._lower(mention, state)
            case PlaceKind.FORMER:
                return Place(Scope.OTHER, None, former=f"vn63/{mention.province_id}")
            case PlaceKind.OTHER:
                return Place(Scope.OTHER, None)
            case PlaceKind.SOURCE:
                return UNCERTAIN

    def _is_no_city(self, mention: PlaceMention, state: Place) -> bool:
        """`Bưu điện tỉnh` behind a sentence about Hà Nội, which is no `tỉnh`: the text's own province."""
        says_so = "tỉnh" in self._view.lower[mention.start : mention.end]
        return says_so and self._is_a_city(state) and not self._is_a_city(self._home())

    def _lower(self, mention: PlaceMention, state: Place) -> Place:
        scope = Scope.COMMUNE if mention.kind is PlaceKind.COMMUNE else Scope.DISTRICT
        key = state.key or self._home().key
        if mention.province_id is not None:
            key = key_of(mention.province_id, self._document.written_on, self._catalog) or key
        return Place(scope, key, mention.name or state.name)
