"""Where words stand, seen from a figure: its phrase, its clause, beyond another figure, farther off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Final

import regex

from tinhso_extractor.core.anchored import Before, Rare
from tinhso_extractor.core.figures import Change, Figure, Shape
from tinhso_extractor.core.mentions import Mention
from tinhso_extractor.core.segments import NO_SPAN, Segments, Sentence, Span
from tinhso_extractor.core.view import View


class Nearness(IntEnum):
    """Where a word stands, seen from its figure; the weights of the score."""

    NOWHERE = 0
    PARAGRAPH = 1
    """in an earlier sentence of the paragraph, or in the paragraph before"""
    SENTENCE = 2
    """in another clause"""
    CROSSED = 4
    """in the clause, with another figure in between, or said of that one already"""
    BEHIND = 5
    """in the clause, but on the side that the verb turns away from: `đạt 100% số mới phát sinh`"""
    CLAUSE = 6
    """in the clause, nothing in between"""
    PHRASE = 8
    """in the figure's own phrase: no comma in between"""


_SUBJECT_BEFORE: Final = Before(
    r"(?:đạt|là|chiếm|bằng|lên|còn|tương đương|tương ứng|ở mức|tỷ lệ|mức|được|thứ|hạng|vị trí)(?:\s+(?:tỷ lệ|mức|tới|trên|hơn|gần|khoảng|với))*\s*$"
)
_COLON: Final = regex.compile(r":(?:\s+(?:trên|hơn|gần|khoảng|đạt))*\s*$")
_NOTHING_BEHIND: Final = regex.compile(r"\s*(?:$|[,.;)(\n])")
BOUNDARY: Final = regex.compile(
    # An abbreviation in brackets, `thủ tục hành chính (TTHC)`, parts nothing.
    r"(?!,\s(?:tổ chức|hợp tác xã|hộ kinh doanh|cá nhân)\b|\([\p{L}&-]{2,8}(?: index)?\)|(?<=\([\p{L}&-]{2,8}(?: index)?)\))[,;:()\n]|\.\s|\b(?:nhưng|song)\b(?=\s(?:mới|chỉ|chưa|số|tỷ lệ)\b)|\bvà\b(?!\s[2-5]g\b)(?=(?:\s\p{L}+){0,3}\s\d)|\s-\s"
)
ENDS: Final = regex.compile(
    r"\s*(?:$|[,.;:)(\n]|(?:và|với)\b|bộ\b(?! \p{L}+ liệu)|trường hợp\b|cái\b|chiếc\b|đơn vị\b|lượt(?=\s*(?:$|[,.;:)(\n]|(?:và|với)\b)))"
)
"""No noun follows."""
_LEADS_ON: Final = regex.compile(r"\s*(?:(?:đóng góp|chiếm|đạt|là|được|đã|có|còn|:)\s*){0,3}")
_BETWEEN_FIGURES: Final = regex.compile(rf"{BOUNDARY.pattern}|\bvà\b(?!\s[2-5]g\b)")


@dataclass(frozen=True)
class Surroundings:
    """Of one figure, within its sentence; `nearness` says where a word stands in them."""

    lower: str
    figure: Figure
    sentence: Sentence
    clause: Span
    phrase: Span
    """Up to the next comma or figure on both sides."""
    before: int
    """The end of the figure before, in the clause, or the clause's start."""
    after: int
    """The start of the figure after, in the clause, or the clause's end."""
    nearby_start: int
    """Where the paragraph before begins."""
    previous: Span
    """The sentence before, of the same paragraph; empty for its first one."""
    introduction: Span
    """Of a list's item: what the list is of; else empty."""
    figure_before: bool
    figure_after: bool
    """Whether another figure stands before it, and after it, in the clause."""
    counted: bool
    """A count or share stands before it in the clause: a rank may be of that."""
    bracketed: bool
    """Something stands in brackets in the clause."""
    subject_before: bool
    """`… đạt 76%`: what stands behind the figure is not its subject."""
    parts_from: int
    """From where on a part of what was counted is told, with a figure of its own; or the sentence's end."""
    ranked_nationwide: bool = False
    """A rank of several that are told of a region, and that no region has."""
    _known: dict[Mention, Nearness] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def tells_parts(self) -> bool:
        return self.parts_from < self.sentence.end

    @property
    def goes_on(self) -> bool:
        """Another figure stands before it, or another clause of its sentence."""
        return self.before > self.sentence.start

    @property
    def begins_a_rise(self) -> bool:
        """`từ 65% tăng lên 79%`: no level of today; what says `tăng từ` is a step already."""
        figure = self.figure
        if figure.change is not Change.NONE or not self.figure_after:
            return False
        return (
            _is_from(self.lower, figure) and _UP_TO.fullmatch(self.lower, figure.end, self.after) is not None
        )

    @cached_property
    def lists_on(self) -> bool:
        """What stands behind the next figure is said of this one too; not behind `26/63, tăng 6 bậc`."""
        if self.lower.startswith(("tăng", "giảm"), self.after):
            return False
        return _LISTS_ON.fullmatch(self.lower, self.figure.end, self.after) is not None

    @cached_property
    def ends_behind(self) -> bool:
        return ENDS.match(self.lower, self.figure.end) is not None

    def nearness(self, mention: Mention) -> Nearness:
        """Asked for again and again, by every indicator that the figure could be of."""
        known = self._known.get(mention)
        if known is None:
            known = self._known[mention] = self._nearness(mention)
        return known

    def _nearness(self, mention: Mention) -> Nearness:
        if not self.sentence.start <= mention.start < self.sentence.end:
            introduces = self.introduction.start <= mention.start < self.introduction.end
            return Nearness.SENTENCE if introduces else Nearness.PARAGRAPH
        if not self.clause.start <= mention.start < self.clause.end:
            return Nearness.SENTENCE
        if mention.start >= self.after and not self.lists_on:
            return Nearness.SENTENCE
        if self.bracketed and (self._is_of_parts_before(mention) or self.is_in_brackets(mention)):
            return Nearness.SENTENCE
        if not self.before <= mention.start < self.after:
            return Nearness.CROSSED
        if self.subject_before and mention.start >= self.figure.end:
            # `… chiếm 27%, vì vậy phát triển kinh tế số …`: behind the comma something else begins.
            ends = mention.start >= self.phrase.end and not self.lower.startswith(")", self.phrase.end)
            return Nearness.NOWHERE if ends else Nearness.BEHIND
        if self.phrase.start <= mention.start and mention.end <= self.phrase.end:
            return Nearness.PHRASE
        # `45.000 doanh nghiệp dùng nền tảng số và có 1.300 doanh nghiệp`: the words after a figure are its own,
        # up to a comma; from there on they may lead up to the next one.
        taken = self.figure_before and mention.start < self.phrase.start
        given = self.figure_after and mention.start >= self.phrase.end
        # `có 54 nhiệm vụ, đã hoàn thành 46 nhiệm vụ`: what leads up to the next figure is said of that one alone.
        if given and _LEADS_ON.fullmatch(self.lower, mention.end, self.after):
            return Nearness.SENTENCE
        return Nearness.CROSSED if taken or given else Nearness.CLAUSE

    def is_of_another(self, mention: Mention) -> bool:
        """`… làng có sóng 4G và 892 tổ`, `1,2 triệu thẻ, thu nhận 980.000 hồ sơ`: said of the other figure."""
        if self.before <= mention.start and mention.end <= self.phrase.start:
            return self.figure_before and self.lower.endswith(" và", 0, self.phrase.start)
        if mention.start < self.phrase.end or self.lists_on:
            return False
        between = self.lower[mention.end : self.after] if self.figure_after else ""
        return mention.end <= self.after and 0 < len(between) <= LEADS_UP and not {",", ";"} & set(between)

    def _is_of_parts_before(self, mention: Mention) -> bool:
        """`402 tổ (65 tổ cấp xã và 337 tổ cấp thôn) với 2.415 thành viên`: said of what is in the brackets."""
        opened = self.lower.rfind("(", self.clause.start, mention.start)
        closed = self.lower.find(")", mention.end, self.figure.start)
        if opened < 0 or closed < 0 or ")" in self.lower[opened : mention.start]:
            return False
        return any(character.isdigit() for character in self.lower[opened:closed])

    def is_in_brackets(self, mention: Mention) -> bool:
        """`24 hệ thống (cấp độ 1 là 3 hệ thống)`: what brackets with figures say is of parts; not `(đã kích hoạt)`."""
        opened = self.lower.rfind("(", self.figure.end, mention.start)
        if opened < 0 or ")" in self.lower[opened : mention.start]:
            return False
        closed = self.lower.find(")", mention.end, self.sentence.end)
        inside = self.lower[opened : closed if closed >= 0 else self.sentence.end]
        return any(character.isdigit() for character in inside)

    def distance(self, mention: Mention) -> int:
        return max(mention.start - self.figure.end, self.figure.start - mention.end, 0)


_IN_BRACKETS: Final = regex.compile(r"\([^()\n]*$")
_HAS_POINTS: Final = regex.compile(r"\d\s?(?:điểm|%|/)")
LONGEST_ASIDE: Final = 300
"""Characters from a bracket to what is named in it, and from there to where it closes."""


def is_told_in_brackets(lower: str, mention: Mention, until: int) -> bool:
    """Closed by then: `đạt 86 điểm (gồm Chỉ số SIPAS 8,5 điểm). Xếp thứ 43/63`; not `… (SIPAS), thứ 43/63`."""
    closed = lower.find(")", mention.end, min(until, mention.end + LONGEST_ASIDE))
    if closed < 0 or lower.find("(", mention.end, closed) >= 0:
        return False
    opened = _IN_BRACKETS.search(lower, max(0, mention.start - LONGEST_ASIDE), mention.start)
    return opened is not None and _HAS_POINTS.search(lower, mention.end, closed) is not None


def surroundings_of(
    view: View, segments: Segments, figures: Sequence[Figure], number: int, sentence: Sentence
) -> Surroundings:
    """Of one of a sentence's quantities, which bound each other's words."""
    figure, lower = figures[number], view.lower
    clause = sentence.clause_of(figure.start)
    counted = counted_before(lower, figures, number)
    first = counted if counted is not None else _step_before(lower, figures, number)
    paragraph = segments.paragraphs[sentence.paragraph]
    before, after = _between(lower, figures, number, first, clause)
    figure_before, figure_after = before > clause.start, after < clause.end
    return Surroundings(
        lower=lower,
        figure=figure,
        sentence=sentence,
        clause=clause,
        phrase=_phrase_of(
            lower,
            figure,
            figures[first] if first is not None else None,
            before,
            after,
            follows_another=figure_before,
            leads_another=figure_after,
        ),
        before=before,
        after=after,
        nearby_start=segments.paragraphs[max(sentence.paragraph - 1, 0)].start,
        previous=segments.sentence_before(sentence) or NO_SPAN,
        introduction=paragraph.introduction,
        figure_before=figure_before,
        figure_after=figure_after,
        counted=any(
            f.shape in _COUNTED
            and f.change is Change.NONE
            and clause.start <= f.start
            and not _OF_AN_INDEX.match(lower, f.end)
            for f in figures[:number]
        ),
        bracketed=lower.find("(", clause.start, clause.end) >= 0,
        subject_before=figure.shape is Shape.PERCENT and _has_subject_before(lower, figure, before),
        parts_from=_parts_from(lower, figures, number, sentence),
        ranked_nationwide=figure.shape is Shape.RANK
        and _are_ranked_nationwide(view, figures, sentence)
        and not _IS_BEHIND.match(lower, figure.end),
    )


LARGEST_REGION: Final = 14
"""Provinces, before the reorganisation too."""
_NAMES: Final = regex.compile(
    r"(?<!\b(?:vùng|khu vực|sông|bằng|miền|phía|duyên hải) )(?<!\p{Lu}\p{L}* )\b\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+"
    r"|\b[Tt]ỉnh(?= (?:xếp|đứng|ở vị trí|giữ)\b)"
)


# `Trong 5 tỉnh, Đắk Lắk đứng thứ ba, sau Lâm Đồng (hạng 19), Gia Lai (hạng 27)`: the third of the five.
_IS_BEHIND: Final = regex.compile(r",?\s(?:chỉ )?(?:xếp |đứng )?(?:ngay )?(?:sau|trên|dưới)\s(?!tổng|\d)")


def _are_ranked_nationwide(view: View, figures: Sequence[Figure], sentence: Sentence) -> bool:
    """`Trong vùng, Nam Định đứng thứ 10, Ninh Bình thứ 21`: no region has so many, and each has its own."""
    ranks = [f.value for f in figures if f.shape is Shape.RANK and f.change is Change.NONE and f.value]
    if len(ranks) < 2 or max(ranks) <= LARGEST_REGION:
        return False
    return len(_NAMES.findall(view.text, sentence.start, sentence.end)) >= len(ranks)


# `62 hệ thống, trong đó 58 hệ thống được phê duyệt`: the 62 are not.
_PARTS_FOLLOW: Final = Rare(r"\b(?:trong (?:số )?đó|(?:bao )?gồm)\b", ("đó", "gồm"))


# `92.117 đối tượng, 18.604 người trong số đó có tài khoản; …`: it is a part itself.
_SOME_OF_THOSE: Final = regex.compile(r"\s\p{L}+(?:\s\p{L}+)?\strong số (?:này|đó)\b")


def _parts_from(lower: str, figures: Sequence[Figure], number: int, sentence: Sentence) -> int:
    if number + 1 == len(figures):
        return sentence.end
    of_those = _SOME_OF_THOSE.match(lower, figures[number].end)
    begins = of_those.end() if of_those else figures[number].end
    part = _PARTS_FOLLOW.search(lower, begins, figures[-1].start)
    return part.start() if part else sentence.end


# `100% cơ sở khám bệnh, gồm 21 bệnh viện và 260 trạm y tế, đã tiếp đón …`: what all of them did stands behind.
_ASIDE: Final = regex.compile(
    r"[^,.;:()\d]{3,70},\s(?:bao gồm|gồm|trong đó có|tức)\s(?:[^.;:()]|(?<=\d)\.(?=\d)){3,80}?,\s"
    r"(?=(?:đã|đang|đều|được|thực hiện|triển khai|tiếp nhận|sử dụng|chấp nhận)\b)"
)


def _between(
    lower: str, figures: Sequence[Figure], number: int, first: int | None, clause: Span
) -> tuple[int, int]:
    """Where the figure before it ends and the one after it begins, or the clause does.

    `first` is none of them, nor what is in brackets or an aside behind it: its own count, or where it rose from.
    """
    figure = figures[number]
    back = (number if first is None else first) - 1
    before = figures[back].end if back >= 0 else clause.start
    after = clause.end
    for at in range(number + 1, len(figures)):
        other = figures[at]
        if other.lead >= clause.end:
            break
        if other.lead < figure.end or _is_of_the_same(lower, figure, other):
            continue
        if not _is_bracketed(lower, other, figure) and not _is_in_an_aside(lower, other, figure, clause):
            after = other.lead
            break
    return max(before, clause.start), after


# What stands between a count and its share: `…, vượt chỉ tiêu được giao (104%)`, `…, đạt khoảng 54%`,
# `51.220/53.007 người (96,63%)`, `205.380 hồ sơ, tỷ lệ 95,2%`. Not `…, trong đó nam giới 54%`.
_SHARE_FOLLOWS: Final = regex.compile(
    r"""  [^.;\d]{0,40},\s*(?:vượt|đạt|hoàn\sthành|bằng)[^.;\d()]{0,50}\(\s*$
      | (?:(?!\bvà\s(?:tổ\schức|thực\shiện|triển\skhai|số\shóa|hoàn\sthành|giải\squyết|tiếp\snhận)\b)[\s\p{L},]
          |(?<=\b(?:mức|độ)\s)\d(?:\s(?:và|,)\s(?:mức\s)?\d)?|\([^()]{0,40}\)){0,110}?[\s,(]*(?:và\s+)?
        (?:đạt|chiếm|bằng|tức|tương\sđương|tương\sứng|tiến\sđộ\sđạt)
        (?:\s+(?:tỷ\slệ|khoảng|trên|hơn|gần|mức|với))*\s*$
      | [\s\p{L},]{0,110}\(\s*(?:tỷ\slệ\s)?$
      | [\s\p{L}]{0,40},\s*tỷ\slệ\s*$""",
    regex.VERBOSE,
)
# `704.828 tài khoản, đạt 40,8% so với số thường trú, đạt 73,3% so với chỉ tiêu`: two shares of one count.
_SHARE_GOES_ON: Final = regex.compile(
    r"[^.;\d()]{0,70}(?:,|\svà)\s*(?:và\s+)?(?:đạt|bằng|chiếm)(?:\s+(?:tỷ lệ|khoảng|trên|hơn|gần))*\s*$"
)
_BEFORE_A_SHARE: Final = ("(", "đạt", "chiếm", "bằng", "tức", "đương", "ứng", "lệ", "khoảng", "trên", "hơn", "gần",
                          "mức", "với")  # fmt: skip
"""The last words of both patterns."""
_TAKES_UP: Final = regex.compile(r"\bchiếm\b")
_OF_THE_ECONOMY: Final = regex.compile(
    r"\s(?:của )?(?:grdp|tổng sản phẩm|tổng mức bán lẻ|quy mô (?:nền )?kinh tế)\b"
)
# `973.218 tài khoản (mức 1: 104.906; mức 2: 868.312), đạt 81,64%`
_WITH_FIGURES: Final = regex.compile(r"\([^()]*\d[^()]*\)")
MOST_IN_BRACKETS: Final = 300
"""Characters; what is longer is no list of parts."""


def counted_before(lower: str, figures: Sequence[Figure], number: int) -> int | None:
    """The number of the count that a percentage is a share of: `354.938 tài khoản, đạt 54%`."""
    figure = figures[number]
    if figure.shape is not Shape.PERCENT or number == 0 or figure.change is not Change.NONE:
        return None
    at = _ahead_of_brackets(lower, figures, number)
    first, between = figures[at], _WITH_FIGURES.sub("", lower[figures[at].end : figure.lead])
    if not between.rstrip().endswith(_BEFORE_A_SHARE):
        return None
    if first.shape is Shape.PERCENT and _SHARE_GOES_ON.match(between):
        return counted_before(lower, figures, at)
    # `5.200 tỷ đồng, chiếm 8,6%`, `bằng 8,6% GRDP`; what is reached of a sum (`đạt 62%`) is another matter.
    is_level = first.shape is Shape.COUNT or (
        first.shape is Shape.MONEY and (_TAKES_UP.search(between) or _OF_THE_ECONOMY.match(lower, figure.end))
    )
    return at if is_level and first.change is Change.NONE and _SHARE_FOLLOWS.match(between) else None


def _ahead_of_brackets(lower: str, figures: Sequence[Figure], number: int) -> int:
    """The figure before this one, past those in brackets that are closed before it."""
    at, lead = number - 1, figures[number].lead
    closed = lower.rfind(")", figures[at].end, lead)
    nearby = max(0, figures[at].start - MOST_IN_BRACKETS)
    opened = lower.rfind("(", nearby, figures[at].start) if closed >= 0 else -1
    if opened < 0 or ")" in lower[opened : figures[at].start]:
        return at
    return next((n for n in range(at - 1, -1, -1) if figures[n].end <= opened), at)


_FROM: Final = regex.compile(r"\btừ\s*$")
_UP_TO: Final = regex.compile(r"[^,.;:()\d]{0,20}\b(?:lên|xuống)\s*(?:mức\s*)?")
_AND_NOW: Final = regex.compile(
    r"[^,.;:()\d]{0,30},\s*(?:đạt|chiếm|bằng)\s*(?:tỷ lệ|khoảng|trên|hơn|gần)?\s*"
)


# `nếu năm 2020 chỉ đạt 12% thì nay đã lên 78,2%`, `kế hoạch 75% – thực hiện 81,7%`
_THEN_NOW: Final = regex.compile(
    r"\s?[–-]\s?thực hiện\s*"
    # `đạt 62,7%, trong khi cả năm 2022 chỉ có 31,5%`
    r"|,? (?:trong khi|còn) (?:cả |cuối |hết )?năm \d{4}(?: (?:chỉ|mới|là|đạt|có|ở mức|con số này|tỷ lệ này))+ *"
    r"|,? thì (?:đến |tới |hiện |cho đến )?(?:nay|tại|năm nay|bây giờ)(?: con số này| tỷ lệ này)?"
    r"(?: (?:đã|là|đạt|lên|tăng|tới|trên|hơn|gần|khoảng|con số này|tỷ lệ này))*\s*"
)


def _step_before(lower: str, figures: Sequence[Figure], number: int) -> int | None:
    """Where it began or by how much it rose: `tăng từ 35% lên 52%`, `tăng 25%, chiếm 8%`; of one subject both."""
    if number == 0:
        return None
    first, figure = figures[number - 1], figures[number]
    is_share = first.change is Change.DELTA and figure.shape is Shape.PERCENT
    if is_share and _AND_NOW.fullmatch(lower, first.end, figure.lead):
        return number - 1
    if first.shape is figure.shape and _THEN_NOW.fullmatch(lower, first.end, figure.lead):
        return number - 1
    if first.shape is not figure.shape or not _is_from(lower, first):
        return None
    return number - 1 if _UP_TO.fullmatch(lower, first.end, figure.lead) else None


def _is_from(lower: str, figure: Figure) -> bool:
    ends = {figure.start, figure.lead}  # of `từ thứ 19` the lead is `thứ`, of `vươn từ thứ 19` all of it
    return " từ " in lower[figure.lead : figure.start] or any(
        _FROM.search(lower, max(0, end - 4), end) for end in ends
    )


# `phủ sóng 4G, đạt 99% diện tích`: the verb alone is no phrase, its subject stands before the comma.
_BARE_VERB: Final = regex.compile(
    r"\s*(?:và\s)?(?:đã\s)?(?:đạt|chiếm|bằng|(?:với\s)?mật độ)(?:\s(?:đạt|tỷ lệ|mật độ|khoảng|trên|hơn|gần|mức|tới))*\s*"
)


def _phrase_of(
    lower: str,
    figure: Figure,
    first: Figure | None,
    before: int,
    after: int,
    *,
    follows_another: bool,
    leads_another: bool,
) -> Span:
    """Up to the next comma on both sides; between two figures an `và` ends what was said of the first.

    That of a share begins with the phrase of its count, that of a level with where it rose from.
    """
    lead = first.lead if first else figure.lead
    boundary = _BETWEEN_FIGURES if follows_another else BOUNDARY
    cuts = [
        m.end()
        for m in boundary.finditer(lower, _last_but_one(",", lower, before, lead), lead)
        if m.end() <= lead and not _closes_again(lower, m.start(), lead)
    ]
    if cuts and (_BARE_VERB.fullmatch(lower, cuts[-1], lead) or _is_label(lower, cuts[-1], lead)):
        cuts.pop()
    ends_at = _BETWEEN_FIGURES if leads_another else BOUNDARY
    units = _OF_UNITS.match(lower, figure.end, after)
    cut_after = ends_at.search(lower, units.end() if units else figure.end, after)
    return Span(cuts[-1] if cuts else before, cut_after.start() if cut_after else after)


def _last_but_one(sign: str, lower: str, start: int, end: int) -> int:
    """Where it stands, or `start`: each comma cuts, and of the cuts the last but one may be asked for."""
    last = lower.rfind(sign, start, end)
    return max(start, lower.rfind(sign, start, last)) if last > start else start


def _is_label(lower: str, end: int, lead: int) -> bool:
    """`Điểm DTI năm 2024: 0,8014`: what stands ahead of the colon names the figure."""
    return lower[end - 1] == ":" and not lower[end:lead].strip()


_COUNTED: Final = (Shape.COUNT, Shape.PERCENT, Shape.MONEY, Shape.DENSITY)
# `Ở 3 trụ cột, chính quyền số xếp thứ 29`: the ranking is of the index still.
_OF_AN_INDEX: Final = regex.compile(r"\s*(?:trụ cột|chỉ số|nhóm chỉ số|tiêu chí)\b")
LEADS_UP: Final = 20
"""Characters at most from a word to the figure that it leads up to."""
_UNITS: Final = r"(?:xã|phường|thị trấn|thôn|bản|ấp|xóm|khóm|buôn|bon|làng|tổ dân phố|khu phố|khối phố|khối)"
# `96% thôn, làng có sóng 4G`: the comma ends nothing.
_OF_UNITS: Final = regex.compile(rf"\s(?:tổng số |số |các )?{_UNITS}(?:(?:,\s|\s?/\s?|\svà\s){_UNITS}\b)*")
# `12, 15 và 18 tài khoản`, and `100% xã, gần 95% thôn, bản có sóng 4G`: what holds of them all comes last.
_LISTS_ON: Final = regex.compile(
    rf"(?:{_OF_UNITS.pattern})?"
    r"\s*(?:,|;|và|hoặc|-|/)\s*(?:và\s*)?(?:(?:gần|trên|hơn|khoảng)\s)?"
)


# `đạt 100% tỷ lệ doanh nghiệp dùng hóa đơn điện tử`, `đạt 92% chỉ tiêu kích hoạt …`: turned around.
_OF_A_RATE: Final = regex.compile(
    r"\s(?:(?:tỷ|tỉ) lệ|(?:chỉ tiêu|kế hoạch) (?:về )?(?:kích hoạt|cấp|thu nhận|tạo lập|số hóa))\s"
)


def _has_subject_before(lower: str, figure: Figure, before: int) -> bool:
    start = max(before, figure.lead - 30)
    if _OF_A_RATE.match(lower, figure.end):
        return False
    if _SUBJECT_BEFORE.search(lower, start, figure.lead):
        return True
    # `Hồ sơ trực tuyến: 76%.`; behind the colon of `An sinh: 83% người …` a sentence begins.
    return bool(_COLON.search(lower, start, figure.lead) and _NOTHING_BEHIND.match(lower, figure.end))


# `Với 0,6231 điểm, tỉnh xếp thứ 20/63 về DTI`: what stands behind is said of both.
_ITS_RANK: Final = regex.compile(
    r"(?:\sđiểm)?,\s(?:(?!số\b|index\b|papi\b|pci\b|pgi\b|sipas\b)\p{L}+\s){0,4}"
)


def _is_of_the_same(lower: str, figure: Figure, other: Figure) -> bool:
    shapes = figure.shape, other.shape
    return shapes == (Shape.SCORE, Shape.RANK) and bool(_ITS_RANK.fullmatch(lower, figure.end, other.lead))


def _is_in_an_aside(lower: str, other: Figure, figure: Figure, clause: Span) -> bool:
    aside = _ASIDE.match(lower, figure.end, clause.end)
    return aside is not None and other.lead < aside.end()


def _is_bracketed(lower: str, other: Figure, figure: Figure) -> bool:
    """`1.300 doanh nghiệp (55.722 lao động) kinh doanh …`: what is in brackets does not come between."""
    if other.start < figure.start:
        return False
    between = lower[figure.end : other.start]
    return between.count("(") > between.count(")")


def _closes_again(lower: str, at: int, end: int) -> bool:
    """A bracket that ends before the figure: `Chỉ số chuyển đổi số (DTI) đạt …`."""
    if lower[at] == ")":
        return "(" in lower[max(0, at - 80) : at]
    return lower[at] == "(" and ")" in lower[at:end]
