"""How well an indicator fits a figure: hard rules first, then a score from where its words stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from tinhso_extractor.core.anchored import Before
from tinhso_extractor.core.candidates import Candidates
from tinhso_extractor.core.faceting import WHOLE, leading_up, unit_behind
from tinhso_extractor.core.figures import Figure, Shape
from tinhso_extractor.core.mentions import Mention, Mentions
from tinhso_extractor.core.segments import NO_SPAN, Segments, Sentence, Span
from tinhso_extractor.core.surroundings import BOUNDARY, ENDS, Nearness, Surroundings
from tinhso_shared.catalog import Group, Indicator, Reach

LEAST_OF_REACH: Final = {
    Reach.CLAUSE: Nearness.CROSSED,
    Reach.SENTENCE: Nearness.SENTENCE,
    Reach.PARAGRAPH: Nearness.PARAGRAPH,
    Reach.ARTICLE: Nearness.PARAGRAPH,
    Reach.TOPIC: Nearness.CROSSED,
}
_FAR: Final = (Reach.PARAGRAPH, Reach.ARTICLE)
ANCHOR: Final = Nearness.CLAUSE
"""At least one word has to stand this near."""
HEAD_BONUS: Final = 4
HEAD_GAP: Final = 12
LONGEST_PART: Final = 40
"""Characters of the words that name one."""
# `200/200 xã và 1.676/1.676 thôn đều có …`
_HAVE_ONE: Final = regex.compile(
    r"(?:\s(?:và|cùng)\s\d[\d./]*\s[\p{L},\s]{2,40}?)?(?:\s(?:trong|của|toàn) tỉnh)?\s(?:(?:đều|đã|cũng)\s){0,2}"
    r"(?:có|thành lập|lập|kiện toàn)(?:\s(?:được|đủ|xong))?\s"
)
_ITS_DENSITY: Final = regex.compile(
    r"[^.;\d]{0,20},\s(?:với\s)?(?:đạt\s)?mật độ(?:\s(?:đạt|là|khoảng|gần|hơn))*\s"
)
_ITEM_BEGINS: Final = regex.compile(
    # `nhiều thủ tục đạt rất cao như thông báo lưu trú 99,7%`
    r"(?:\s?(?:một số|nhiều|các|những) [^.;:\d]{0,80}\bnhư\s)?[\s+*•–-]*(?:(?:riêng|trong đó|còn|thủ tục|khối|đối với),?\s)*"
)
_ITEM_LEADS: Final = regex.compile(
    r"\s*(?::|đạt|là)?\s*(?:\d[\d./]*\shồ sơ(?:,\s|\s\())?(?:đạt|là|trên|hơn|gần|khoảng)?\s*"
)
# `…; cụ thể: đăng ký khai sinh 88%, đăng ký khai tử 84%`; not `…; tỷ lệ đúng hạn, cụ thể: đăng ký khai sinh 99%`
_GOES_INTO_PARTS: Final = regex.compile(
    r"\b(?:cụ thể|trong đó|riêng|(?:một số|nhiều|các|những) (?:thủ tục|dịch vụ|dvc|dvctt|tthc))\b"
)
_OTHER_MATTERS: Final = regex.compile(r"\b(?:đúng hạn|trước hạn|quá hạn|thanh toán|số hóa|hài lòng)\b")
# `nhân lực số được 0,4720 điểm, xếp thứ 44`: of what the score was of.
_OF_THE_SCORE: Final = Before(r"[^\d;.]{3,80}\d[\d.]*(?:,\d+(?:\sđiểm)?|\sđiểm),\s(?:chỉ\s|và\s)?$")
_FOR_THAT: Final = regex.compile(r"\W*(?:với|nhờ) (?:kết quả|con số|tỷ lệ) (?:này|trên|đó|ấy)\b")
PROVINCES: Final = (63, 34)
"""A rank among another number is not one of all provinces."""

_COUPLED: Final = Before(
    r"""(?:là|thì|đạt|:|lên|còn|gồm|đã|được|có|mới|đủ|cung\scấp|hoàn\sthành|công\sbố|trên|hơn|gần|khoảng)
        \s*(?:có|đạt|được|đã|mới|trên|hơn|gần|khoảng|tới|đến)?\s*$""",
    regex.VERBOSE,
)
# `số tài khoản định danh được kích hoạt 857.094`
_NUMBER_OF: Final = regex.compile(r"\bsố\s[^,.;()\d]{3,70}\s$")
# What may stand right behind a percentage of whatever indicator: its basis, or no noun at all.
_OF_ANY: Final = regex.compile(
    r"""\s*(?: $ | [^\s\p{L}] | (?:số|tổng|dân|người|công|nhân|hộ|gia|cá|thành|toàn|các|cơ|đơn|sở
      |khu|địa|tỉnh|khối|hồ|thủ|tthc|dịch|dvc\p{L}*|văn|tài|học|giáo|sinh|phòng|doanh|hợp|cửa|điểm
      |cán|đảng|đoàn|hội|đối|lao|trẻ|diện|kế|chỉ|so|trong|trên|của|và|với|là|đã|được|có|chưa|không|ở|tại|khi|do|từ|theo
      |nhờ|vào|thì|tương|thuê|sản|hóa|giao|grdp|lên|xuống|tổ\schức|năm|tháng|quý|nhu|mục|tăng|cao|thấp|vượt|đứng|xếp|nhưng|còn|sau|trước
      |thuộc|này|nữa|tỷ|tỉ|lượng|cư|nhiệm|đầu|hệ|bưu|kho|máy|thẻ|ngân|tiểu|đại|lượt|viên|căn|chứng|mã|phụ|bà|đồng|ý|phản|kiến
      )\b)""",
    regex.VERBOSE,
)
_REGIONS = r"vùng|khu vực|tây nguyên|miền|đồng bằng|duyên hải|trung du"
# `Trong 5 tỉnh Tây Nguyên, Gia Lai đứng thứ 2`
_REGIONAL: Final = regex.compile(
    r"\b(?:trong|so với|tính|xét) (?:các|\d{1,2}) tỉnh(?:, thành(?: phố)?)?[^,.;()]{0,20}"
    rf"\b(?:{_REGIONS})\b[^.;()]{{0,40}}$"
    # `Khu vực miền núi phía Bắc có 14 tỉnh, Hà Giang ở vị trí thứ 10`
    r"|\b(?:khu vực|vùng|miền)\b[^,.;()\d]{0,40}\bcó \d{1,2} tỉnh(?:, thành(?: phố)?)?, [^.;()\d]{0,40}$"
)
# `Ở khu vực Tây Nguyên, tỉnh xếp thứ 2`; not in `Trong vùng, Bình Định xếp thứ 26, Phú Yên thứ 46`, nor
# in `dưới các tỉnh trong vùng: Cần Thơ thứ 5`.
_IN_THE_REGION: Final = regex.compile(r"\b(?:ở|trong) (?:khu vực|vùng)\b[^.;:()]{0,160}$")
# `thứ 4 trong các tỉnh, thành Bắc Trung Bộ`
_AMONG_THESE: Final = regex.compile(
    r",?\s(?:trong|so với)\s(?:các|\d{1,2}|nhóm)\s(?:\d{1,2}\s)?(?:tỉnh|địa phương)(?:, thành(?: phố)?)?\s(?!cả nước|toàn quốc)"
    rf"[^,.;:()\d]{{0,40}}\b(?:{_REGIONS}|trung bộ|nam bộ|bắc bộ)\b"
)
# `đứng thứ 14 cả nước, thứ 4 ĐBSCL`
_OF_ONE_REGION: Final = regex.compile(
    r"\s(?:(?:trong|của|ở|toàn)\s)?(?:vùng\s|khu vực\s)?"
    r"(?:đbscl|đbsh|đồng bằng|tây nguyên|tây bắc|đông bắc|duyên hải|trung du|miền|bắc trung bộ|nam trung bộ|đông nam bộ|tây nam bộ)\b"
)
# `Khối sở, ngành: Sở Tài chính xếp thứ 1, …`, `Trong 8 lĩnh vực thành phần, tài chính công tốt nhất (11/63)`
_BY_KIND: Final = regex.compile(
    r"\W*(?:(?:ở|trong|về|đối với)\s)?(?:khối\s(?:các\s)?(?:sở|cơ quan|huyện|cấp huyện|xã|cấp xã|ubnd|phường)"
    r"|(?:các|\d{1,2})\s(?:lĩnh vực|nhóm (?:chỉ số|tiêu chí)|chỉ số (?:chính|thành phần)))\b"
)
# `tiến độ giải quyết 18,7/20 điểm, xếp thứ 22`: of what has no more than 20 of the 100 points.
_OF_FEW_POINTS: Final = Before(r"\d[\d,]*\s?/\s?(?!10\b)\d{1,2} điểm,? (?:\p{L}+ ){0,2}$")
_OF_A_REGION: Final = regex.compile(r"\b(?:khu vực|vùng|miền|tây nguyên)\b")
_NATIONWIDE: Final = regex.compile(r"\s(?:trên )?(?:cả nước|toàn quốc)\b")
# `Nhờ lập mạng lưới tổ công nghệ số cộng đồng, tỉnh vươn lên hạng 30`
_BY_WHAT: Final = regex.compile(r"\W*(?:nhờ|với|bằng|do|sau khi|cùng với)\b[^.;:\d]*,")
# `1.054.000 hồ sơ, đạt 96% kế hoạch`: a share of what was planned, and of nothing else.
_OF_A_GOAL: Final = regex.compile(r"\s*(?:so với )?(?:kế hoạch|chỉ tiêu|mục tiêu)\b")
# `So với chỉ tiêu 800.000 tài khoản được giao, tỉnh mới làm được 39,9%`; not `…, tỷ lệ hồ sơ trực tuyến đạt 75%`
_BESIDE_A_GOAL: Final = Before(
    r"\bso với (?:chỉ tiêu|kế hoạch|mục tiêu)\b(?:[^.;]|(?<=\d)\.(?=\d)){0,140},\s(?:(?:đến nay|nay|hiện|toàn|cả|tỉnh|thành phố|đã|mới|chỉ)\s)*"
    r"(?:làm được|thực hiện(?: được)?|đạt|hoàn thành)(?: được)?\s$"
)
GOALS: Final = frozenset({"kế hoạch", "chỉ tiêu", "mục tiêu"})
# `100% xã`, `98% các thôn, bản`: a share of units is of what the indicator counts in units, and of nothing else.
_OF_UNITS: Final = regex.compile(
    r"\s*(?:(?:số|tổng|các|trung tâm) )*(?:xã|phường|thị trấn|thôn|bản|ấp|xóm|khóm|buôn|làng|huyện|quận|thị xã)\b"
)
# Not the short `tỷ lệ kích hoạt là`.
_RATE_OF: Final = regex.compile(r"\btỷ lệ(?:\s\p{L}+){5}")
_A_RATE: Final = regex.compile(r"\s*(?:(?:nâng|đưa|góp phần|giúp)\s){0,3}tỷ lệ\b")
# `có 2.915 sản phẩm, riêng vụ vải bán hơn 9.400 tấn`
_RIGHT_ASIDE: Final = regex.compile(
    r",?\s?(?:riêng|nhất là|tiêu biểu|tập trung|phần lớn|chủ yếu|đa số|đa phần|nòng cốt"
    # `đạt 0,6852, cao hơn trung bình cả nước (0,6438)`
    r"|(?:cao|thấp|nhiều|ít) hơn)\b"
)
# `Hơn nửa dân số sống ở nông thôn, song 86,7% …`
_BUT: Final = regex.compile(r"\s*(?:song|nhưng|tuy nhiên)\b")
_WHERE: Final = regex.compile(r"\W*(?:[^,]{0,20}\b)?(?:tại|trong|về|ở|với|trên|theo|riêng|của|do|cho)\b")
PART_CHARACTERS: Final = 12
"""From `dịch vụ công` to the figure, with no more than `toàn trình` in between."""
OWN_NOUN: Final = 30
_LEADS_UP: Final = regex.compile(r"\s*(?:(?:được|thành công|là|đạt|:|mới|đã|có|lên)\s*){0,3}")
# `Toàn tỉnh có 4.977 trạm (…`: nothing is said but how many there are.
_ONLY_COUNTS: Final = regex.compile(
    r"(?:[\s,]|\b(?:(?:tính\s)?đến nay|hiện nay|hiện|trên|địa bàn|toàn tỉnh|cả tỉnh|tỉnh|đã|có|tổng (?:số|cộng))\b)*"
)
# `trạm thu phát sóng toàn tỉnh có 1.491 cột ăng ten (3.560 trạm)`
_ALONE_IN_BRACKETS: Final = regex.compile(r"\([^()]*\)")
_SHORT_NOUN: Final = regex.compile(r"\s(\p{L}+)(?=\s*(?:$|[.,;()\n]|với\b))")
_PART: Final = regex.compile(r"\((?!\s*(?:chính xác|cụ thể|thực tế|là|đạt|gồm|có)\b)[^()]*\p{L}[^()]*$")
_OF_THE_WHOLE: Final = regex.compile(r"\d[^(\d]{0,120}\((?:(?:bao )?gồm|trong đó)\b[^()]{0,300}$")
_IN_A_LIST: Final = regex.compile(r"\b(?:trong đó|(?:bao )?gồm)\b")
# `có 12 đơn vị cung cấp …`: a noun after all
_UNIT_BEHIND: Final = regex.compile(r"\s*(?:đơn vị|bộ|cái|chiếc)\b")
_OF_THEM: Final = regex.compile(r"\b(?:của|tại|ở)\s[\d.,]+$")
_TO_WHOM: Final = regex.compile(r"\b(?:cho|của|tới|đến)\s*$")
_PERSONS: Final = regex.compile(
    r"\s*(?:lượt\s)?(?:người|công dân|cá nhân|cán bộ|cư dân|nhân khẩu|trường hợp|học sinh|đoàn viên|hội viên)\b"
)
_OWN_SUBJECT: Final = regex.compile(
    r"[^,.;:()\n]{0,40}?\b(?:về|theo|trong (?:bảng(?! xếp hạng)|kết quả|lĩnh vực))\b"
)
HELD_BY_ONE_PERSON: Final = frozenset({"account", "card", "dossier", "person", "record", "signature"})
"""Units of which a number of persons is the number: `số thẻ đã cấp là 980.000 người`, but never teams."""


@dataclass(frozen=True)
class Scorer:
    """Looks at the words of one text."""

    candidates: Candidates
    lower: str
    segments: Segments
    mentions: Mentions

    def is_of_none(self, window: Surroundings) -> bool:
        """Whatever its words are: where something rose from, or a rank among others than all provinces."""
        return window.begins_a_rise or self._is_other_rank(window)

    def score(
        self, indicator: Indicator, window: Surroundings, topic: Mention | None
    ) -> tuple[int, list[Mention]] | None:
        """The score and the words that decided; None where a hard rule forbids it.

        `topic` is the ranking or index that the text goes on about.
        """
        if self._is_ruled_out(indicator, window):
            return None
        head = short = None
        if indicator.reading.heads:
            short = self._short_noun(indicator, window)
            unit = unit_behind(indicator, window.figure, self.mentions)
            if unit is not None:
                head = unit if self._has_one(indicator, unit) else None
            else:
                head = self._head(indicator, window) or self._verb(indicator, window) or short
            if head is None:
                return None
        needed = self._needed(indicator, window, topic, named_before=short is not None)
        if needed is None or not self._are_near_enough(indicator, window, needed):
            return None
        score = HEAD_BONUS + int(window.nearness(head)) if head else 0
        words = [head] if head else []
        for word in needed:
            # The same words count once.
            if all((word.start, word.end) != (other.start, other.end) for other in words):
                score += self._weight(word, window)
            words.append(word)
        return score, words

    def _is_ruled_out(self, indicator: Indicator, window: Surroundings) -> bool:
        if self.is_excluded(indicator, window):
            return True
        return window.figure.shape is Shape.PERCENT and self._is_of_another_noun(indicator, window)

    def _needed(
        self, indicator: Indicator, window: Surroundings, topic: Mention | None, *, named_before: bool
    ) -> list[Mention] | None:
        """The best word of each needed group; None where one has none.

        `named_before`: the sentence before names what this one counts.
        """
        groups = indicator.reading.needs
        bests = [
            self._best(group, indicator, window) or self._topic_of(group, indicator, topic)
            for group in groups
        ]
        goes_on = None in bests and (
            any(best is not None and window.nearness(best) >= ANCHOR for best in bests)
            or self._names_its_part(indicator, window)
            or self._item(indicator, window) is not None
            or self._is_for_that(window)
            or named_before
        )
        if goes_on:
            bests = [
                best or self._in_sentence_before(group, window)
                for group, best in zip(groups, bests, strict=True)
            ]
        words = [best for best in bests if best is not None]
        return words if len(words) == len(bests) else None

    def _is_for_that(self, window: Surroundings) -> bool:
        """`Với kết quả này, tỉnh xếp thứ 11/63`: for what the sentence before tells."""
        if window.figure.shape is not Shape.RANK:
            return False
        return _FOR_THAT.match(self.lower, window.sentence.start, window.figure.lead) is not None

    def _are_near_enough(self, indicator: Indicator, window: Surroundings, needed: Sequence[Mention]) -> bool:
        if indicator.reading.heads:
            if not self._is_told_near(indicator, window, needed):
                return False
        elif max(map(window.nearness, needed), default=Nearness.NOWHERE) < self._anchor(indicator, window):
            return False
        crossed = any(window.nearness(word) is Nearness.CROSSED for word in needed)
        return not (crossed and self._has_a_rate_of_its_own(window))

    def _weight(self, word: Mention, window: Surroundings) -> int:
        """A longer word says more than a shorter one at the same place."""
        near = window.nearness(word)
        if near < Nearness.CLAUSE:
            return int(near)
        return int(near) + len(word.phrase) // 8 + max(0, 3 - window.distance(word) // 15)

    def _has_a_rate_of_its_own(self, window: Surroundings) -> bool:
        """`phủ sóng đạt 99%, tỷ lệ người dân có tài khoản đạt 98%`: what the figure before is of is not its own."""
        return (
            window.subject_before
            and _RATE_OF.search(self.lower, window.phrase.start, window.figure.lead) is not None
        )

    def _names_its_part(self, indicator: Indicator, window: Surroundings) -> bool:
        """`… hồ sơ cấp căn cước. Bộ Công an đã in 1.470.884 thẻ`: a facet that has to be said, is, at its noun."""
        required = [name for name, facet in indicator.facets.items() if facet.default is None]
        if not indicator.reading.heads or not required:
            return False
        words = (ps for name in required for ps in indicator.reading.facets.get(name, {}).values())
        start, end = window.before, window.phrase.end
        return any(self.mentions.any_of(phrases, start, end) for phrases in words)

    def _is_told_near(self, indicator: Indicator, window: Surroundings, needed: Iterable[Mention]) -> bool:
        """A noun such as `hồ sơ` is of many things: a needed word stands in its clause, or ahead of it."""
        return any(
            window.nearness(word) >= Nearness.CROSSED or word.end <= window.figure.start for word in needed
        ) or any(group.reach in _FAR for group in indicator.reading.needs)

    def _is_other_rank(self, window: Surroundings) -> bool:
        figure = window.figure
        if figure.shape in (Shape.RANK, Shape.SCORE) and _BY_KIND.match(self.lower, window.sentence.start):
            return True
        if figure.shape is not Shape.RANK:
            return False
        if figure.denominator is not None:
            return figure.denominator not in PROVINCES
        if _OF_ONE_REGION.match(self.lower, figure.end):
            return True
        if window.ranked_nationwide:
            return False
        if _AMONG_THESE.match(self.lower, figure.end):
            return True
        if _OF_FEW_POINTS.search(self.lower, window.clause.start, figure.lead):
            return True
        ahead = self.lower, window.clause.start, figure.lead
        among = _REGIONAL.search(*ahead) or _IN_THE_REGION.search(*ahead)
        return bool(among) and _NATIONWIDE.match(self.lower, figure.end) is None

    def _is_of_another_noun(self, indicator: Indicator, window: Surroundings) -> bool:
        """`trực 100% quân số`: the noun behind the figure is neither the indicator's nor a general one."""
        end = window.figure.end
        if self.is_of_a_goal(indicator, window.figure):
            return True
        if window.subject_before or _OF_ANY.match(self.lower, end):
            return False
        units = _OF_UNITS.match(self.lower, end)
        own = units.end() if units else min(window.phrase.end, end + OWN_NOUN)
        return not any(
            mention.phrase in indicator.reading.own_words for mention in self.mentions.within(end, own)
        )

    def is_of_a_goal(self, indicator: Indicator, figure: Figure) -> bool:
        """A share of what was planned, where the indicator is none of such shares."""
        if not GOALS.isdisjoint(indicator.reading.own_words):
            return False
        return bool(
            _OF_A_GOAL.match(self.lower, figure.end) or _BESIDE_A_GOAL.search(self.lower, 0, figure.lead)
        )

    def _anchor(self, indicator: Indicator, window: Surroundings) -> Nearness:
        """How near at least one of the words has to stand."""
        if window.figure.shape not in (Shape.RANK, Shape.SCORE):
            return Nearness.PARAGRAPH if self._item(indicator, window) else ANCHOR
        # `chính quyền số ở vị trí thứ 12`: the part is named at the figure, the index before.
        if any(
            window.nearness(mention) >= Nearness.CROSSED
            for mention in self.mentions.of(indicator.reading.parts, window.before, window.after)
        ):
            return Nearness.PARAGRAPH
        # `Đà Nẵng đứng thứ 4` in a text about an index: no subject of its own.
        if window.ranked_nationwide or not self._has_own_subject(window):
            return Nearness.PARAGRAPH
        # `đã kích hoạt 1,6 triệu tài khoản, đứng thứ 5`: of what was said before.
        return ANCHOR if window.figure.shape is Shape.SCORE else Nearness.CROSSED

    def _item(self, indicator: Indicator, window: Surroundings) -> Mention | None:
        """`Tỷ lệ hồ sơ trực tuyến của các thủ tục: ⏎ - Đăng ký thường trú: 38,2%`: the part is all that it says."""
        if not indicator.reading.parts:
            return None
        start, end = window.phrase.start, window.figure.lead
        if window.introduction is NO_SPAN and not self._goes_into_parts(indicator, window):
            return None
        parts = (
            part
            for part in self.mentions.of(indicator.reading.parts, start, end)
            if _ITEM_BEGINS.fullmatch(self.lower, start, part.start)
            and _ITEM_LEADS.fullmatch(self.lower, part.end, end)
        )
        return next(parts, None)

    def _goes_into_parts(self, indicator: Indicator, window: Surroundings) -> bool:
        """Of what the indicator measures, and of nothing else that was named since the sentence before."""
        if _GOES_INTO_PARTS.search(self.lower, window.sentence.start, window.figure.lead) is None:
            return False
        own = " ".join(indicator.reading.own_words)
        since = window.previous.start if window.previous is not NO_SPAN else window.sentence.start
        others = _OTHER_MATTERS.finditer(self.lower, since, window.figure.lead)
        return all(other.group() in own for other in others)

    def _has_own_subject(self, window: Surroundings) -> bool:
        if window.counted or _OWN_SUBJECT.match(self.lower, window.figure.end):
            return True
        by_what = _BY_WHAT.match(self.lower, window.before, window.figure.lead)
        start = by_what.end() if by_what else window.before
        return self.mentions.any_of(self.candidates.subjects, start, window.phrase.end)

    def is_excluded(self, indicator: Indicator, window: Surroundings) -> bool:
        behind = self.candidates.right_behind.get(indicator.id, ())
        if behind and self.lower.startswith(behind, window.figure.end):
            return True
        # `phủ sóng đạt 100%, hạ tầng cáp quang …`: behind the comma something else begins.
        ends = (
            window.figure_after or window.subject_before or _RIGHT_ASIDE.match(self.lower, window.phrase.end)
        )
        end = window.phrase.end if ends else window.after
        said = self.mentions.of(indicator.reading.excludes, window.clause.start, end)
        if not said:
            return False
        start = window.phrase.start if self._has_words_of_its_own(window) else window.before
        # `thuê bao Internet 1.297.600, mật độ 73,6 thuê bao/100 dân`: of what was counted just before.
        if _ITS_DENSITY.fullmatch(self.lower, window.before, window.figure.lead):
            start = window.clause.start
        start = min(start, self.start_of(window))
        if item := self._item(indicator, window):
            start = max(start, item.start)
        # `820 dịch vụ có phát sinh hồ sơ (gồm: 450 dịch vụ toàn trình …`: what the whole is not, no part is.
        if window.bracketed and _OF_THE_WHOLE.search(self.lower, window.clause.start, window.figure.lead):
            start = window.clause.start
        # `4.977 trạm (1.290 trạm 2G; …)`: what is said of the parts excludes nothing.
        outside = [m for m in said if m.start >= start and not window.is_in_brackets(m)]
        if window.ranked_nationwide:
            outside = [m for m in outside if not _OF_A_REGION.search(m.phrase)]
        # In a list of parts, `khai sinh đạt 97%, khai tử 95%`, the name right before the figure is one of them.
        led = leading_up(self.candidates, self.lower, indicator, window) if window.goes_on else None
        return any(
            not self._names_a_part(indicator, m) and not (led and led.start <= m.start < led.end)
            for m in outside
        )

    def start_of(self, window: Surroundings) -> int:
        """Of its phrase; a rank's right behind a score begins where the score's does."""
        if window.figure.shape is not Shape.RANK:
            return window.phrase.start
        scored = _OF_THE_SCORE.search(self.lower, window.clause.start, window.figure.lead)
        return min(scored.start(), window.phrase.start) if scored else window.phrase.start

    def _names_a_part(self, indicator: Indicator, excluded: Mention) -> bool:
        """`đăng ký thường trú`, `đối với thủ tục đăng ký thường trú`: a part that has a series of its own."""
        start, end = excluded.start, excluded.end
        parts = self.mentions.of(indicator.open_parts, max(0, start - LONGEST_PART), end + LONGEST_PART)
        return any(part.start <= start < part.end or part.start - end in (0, 1) for part in parts)

    def _has_words_of_its_own(self, window: Surroundings) -> bool:
        """`nhiều thủ tục được số hóa, nâng tỷ lệ hồ sơ trực tuyến đạt 60%`; not `tại bệnh viện Nhi, tỷ lệ …`."""
        if window.figure_before or _BUT.match(self.lower, window.phrase.start):
            return True
        begins_anew = _A_RATE.match(self.lower, window.phrase.start) is not None
        return begins_anew and not _WHERE.match(self.lower, window.clause.start)

    def _head(self, indicator: Indicator, window: Surroundings) -> Mention | None:
        """The noun right after the figure; or before it, where a verb couples the two and no noun follows."""
        heads = indicator.reading.heads
        figure = window.figure
        end = min(window.after, figure.end + 60)
        following = [
            m for m in self.mentions.of(heads, figure.end, end)
            if m.start - figure.end <= HEAD_GAP and not BOUNDARY.search(self.lower, figure.end, m.start)
        ]  # fmt: skip
        if following:
            others = self.mentions.of(indicator.reading.not_heads, figure.end, end + 30)
            other_nouns = {m.start for m in others}
            following = [m for m in following if m.start not in other_nouns]
        if following:
            return max(following, key=lambda m: (-m.start, m.end))
        # `thành viên của 1.576 tổ là 9.214`: of them, and no number of them; not `tại 19 xóm, nâng số trạm lên …`.
        goes_on = window.phrase.start <= window.before
        if goes_on and _OF_THEM.search(self.lower, window.clause.start, window.before):
            return None
        before = self.mentions.of(heads, window.before, figure.lead)
        leading = max(before, key=lambda m: (m.end, -m.start), default=None)
        return leading if leading and self._leads_up_to(leading, indicator, window) else None

    def _verb(self, indicator: Indicator, window: Surroundings) -> Mention | None:
        """`… 955.281 tài khoản, kích hoạt 702.890`: no noun at all, and a needed word leads up to the figure."""
        figure = window.figure
        if not window.ends_behind or _UNIT_BEHIND.match(self.lower, figure.end):
            return None
        verbs = (group for group in indicator.reading.needs if group.reach is Reach.CLAUSE)
        for group in verbs:
            for word in self.mentions.of(group.any_of, window.phrase.start, figure.lead):
                if _LEADS_UP.fullmatch(self.lower, word.end, figure.lead):
                    return word
        return None

    def _has_one(self, indicator: Indicator, unit: Mention) -> bool:
        """`… có tổ công nghệ số cộng đồng`: then there are as many as units; not `… được tổ … hỗ trợ`."""
        have = _HAVE_ONE.match(self.lower, unit.end)
        if have is None:
            return False
        what = self.mentions.of(indicator.reading.heads, have.end(), have.end() + LONGEST_PART)
        return any(mention.start == have.end() for mention in what)

    def _short_noun(self, indicator: Indicator, window: Surroundings) -> Mention | None:
        """`Hạ tầng trạm BTS phát triển mạnh. Toàn tỉnh có 4.977 trạm.`: the noun of what was named just before.

        Not where others are counted by the same noun: `Tổ công nghệ … hỗ trợ người dân. Tỉnh có 1.500.000 người.`
        """
        noun = _SHORT_NOUN.match(self.lower, window.figure.end)
        if noun is None or not self.candidates.counted_by.get(noun[1], frozenset()) <= {indicator.id}:
            return None
        if self.only_counts(window.figure, window.sentence):
            before: Span = window.previous
        elif _ALONE_IN_BRACKETS.fullmatch(self.lower, window.figure.lead - 1, noun.end() + 1):
            before = Span(window.clause.start, window.figure.lead)
        else:
            return None
        named = self.mentions.of(indicator.reading.heads, before.start, before.end)
        # `Trạm BTS và trạm y tế được đầu tư`: which of them is counted, nobody says.
        own = self.mentions.of(tuple(indicator.reading.own_words), before.start, before.end)
        said = regex.finditer(rf"\b{noun[1]}\b", self.lower, pos=before.start, endpos=before.end)
        if not all(any(m.start <= other.start() < m.end for m in own) for other in said):
            return None
        full = next((mention.phrase for mention in named if mention.phrase.startswith(f"{noun[1]} ")), None)
        return Mention(noun.start(1), noun.end(1), full) if full else None

    def only_counts(self, figure: Figure, sentence: Sentence) -> bool:
        """`Toàn tỉnh có 4.977 trạm`: of what, the sentence before says."""
        return _ONLY_COUNTS.fullmatch(self.lower, sentence.start, figure.lead) is not None

    def _leads_up_to(self, head: Mention, indicator: Indicator, window: Surroundings) -> bool:
        """The noun may stand before: `tài khoản đạt 857.094`, `cấp chữ ký số cho 6.115 công dân`."""
        figure, lower = window.figure, self.lower
        to_whom = indicator.unit in HELD_BY_ONE_PERSON and _PERSONS.match(lower, figure.end)
        if to_whom and _TO_WHOM.search(lower, window.phrase.start, figure.lead):
            return True
        if not ENDS.match(lower, self._behind(head, indicator, figure.end)):
            return False
        # `trong đó dịch vụ công toàn trình 1.142, một phần 738`: in a list of parts no verb is needed.
        close = figure.lead - head.end <= PART_CHARACTERS and "," not in lower[head.end : figure.lead]
        if close and _IN_A_LIST.search(lower, window.clause.start, head.start):
            return True
        # `3.012 trạm BTS (2G: 812 trạm, …`: what has a name of its own in brackets is a part.
        if _PART.search(lower, head.end, figure.lead):
            return False
        return bool(
            _COUPLED.search(lower, window.before, figure.lead)
            or _NUMBER_OF.search(lower, window.phrase.start, figure.lead)
        )

    def _behind(self, head: Mention, indicator: Indicator, at: int) -> int:
        """Past a noun that is the head again (`trạm BTS là 1.573 trạm`), or its holders (`thẻ … 980 người`)."""
        # Written out behind what was abbreviated: `DVCTT đạt 1.012 dịch vụ`.
        nouns = [*_beginnings(self.lower[head.start : head.end]), *_beginnings(head.phrase)]
        holders = ["người"] if indicator.unit in HELD_BY_ONE_PERSON else []
        written = self.lower[at : at + max(map(len, nouns)) + 2].lstrip()
        again = next((n for n in nouns + holders if written.startswith(n)), None)
        return self.lower.index(again, at) + len(again) if again else at

    def _best(self, group: Group, indicator: Indicator, window: Surroundings) -> Mention | None:
        reach = group.reach
        start = window.nearby_start if reach is Reach.PARAGRAPH else window.sentence.start
        said = self.mentions.of(group.any_of, start, window.sentence.end)
        if window.introduction is not NO_SPAN:
            said += self.mentions.of(group.any_of, window.introduction.start, window.introduction.end)
        # A part with a series of its own contradicts no whole: `1.950 thủ tục, trong đó 985 thủ tục trực tuyến`.
        if said and window.tells_parts and any(facet.default in WHOLE for facet in indicator.facets.values()):
            said = [m for m in said if m.start < window.parts_from]
        least = LEAST_OF_REACH[reach]
        found = [m for m in said if window.nearness(m) >= least]
        if not found and reach is Reach.ARTICLE:
            first = self.mentions.first_of(group.any_of)
            return first if first and first.start < window.sentence.start else None
        if len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda m: (window.nearness(m), len(m.phrase), -window.distance(m)))

    def _in_sentence_before(self, group: Group, window: Surroundings) -> Mention | None:
        """`… hồ sơ định danh điện tử. Trong đó, đã kích hoạt 300.000 tài khoản`: one sentence says the rest."""
        if group.reach is not Reach.SENTENCE:
            return None
        found = self.mentions.of(group.any_of, window.previous.start, window.previous.end)
        return max(found, key=lambda m: (m.start, m.end), default=None)

    def _topic_of(self, group: Group, indicator: Indicator, topic: Mention | None) -> Mention | None:
        if group.reach is not Reach.TOPIC or topic is None:
            return None
        return topic if indicator.id in self.candidates.topics[topic.phrase] else None


def _beginnings(noun: str) -> list[str]:
    """
    >>> _beginnings("dịch vụ công")
    ['dịch vụ công', 'dịch vụ', 'dịch']
    """
    words = noun.split()
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]
