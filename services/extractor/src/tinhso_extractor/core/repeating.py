"""Figures that have no words of their own and repeat what was counted before them.

A share after its count (`354.938 tài khoản, đạt 54%`), `tỷ lệ này`, and ellipsis: of `cấp tỉnh là 100%, cấp
huyện 98,3%` the second part says only which part, who or when; of `98% … cấp tỉnh, 95% cấp huyện …` the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from tinhso_extractor.core.candidates import Candidates
from tinhso_extractor.core.faceting import WHOLE, FacetReader, leading_up
from tinhso_extractor.core.figures import Change, Figure, Shape
from tinhso_extractor.core.links import NO_INDICATOR, Link, Miss
from tinhso_extractor.core.mentions import Mentions
from tinhso_extractor.core.scoring import Scorer
from tinhso_extractor.core.segments import Ordered, Placed, Span
from tinhso_extractor.core.surroundings import BOUNDARY, MOST_IN_BRACKETS, Surroundings, counted_before
from tinhso_shared.catalog import Facet, Indicator

_ANAPHORA: Final = regex.compile(
    r"\b(?:tỷ lệ|con số|mức)\s(?:này|ấy|đó|trên)\b|\bcon số (?:(?:của|ở) (?:toàn|cả) tỉnh|là|thực tế|tương ứng)\b"
)
_SHARES_IN_TURN: Final = regex.compile(
    r"(?:tỷ lệ|chiếm|đạt|bằng|tương đương)[^.;\d]{0,30}\b(?:lần lượt|theo thứ tự)\b[^.;\d]*$|\btương ứng\b[^.;\d]*$"
    r"|\b(?:lần lượt|theo thứ tự) (?:đạt|chiếm|bằng|tương đương|tỷ lệ)[^.;\d]*$"
)
_ALONE_IN_BRACKETS: Final = regex.compile(r"\((?:\s*(?:đạt|chiếm|bằng|tỷ lệ|tương đương|tức)\b)*\s*$")
_IN_GENERAL: Final = regex.compile(r"\b(?:tính chung|nhìn chung|nói chung|chung cả tỉnh)\b[^.;\d]*$")
_OUT_OF: Final = regex.compile(r"\btrên (?:tổng )?(?:số )?$")
_ROUNDED: Final = Decimal("0.05")
# `đăng ký thường trú thì thấp hơn, khoảng 38%`
_COMPARES: Final = ("thấp hơn", "cao hơn", "ít hơn", "nhiều hơn")
# `đạt 76,9% số tài khoản được phê duyệt và bằng 98,4% chỉ tiêu`
_PHRASE_END: Final = regex.compile(r"[,;.)]|\bvà (?:bằng|đạt|chiếm)\b")

_TWO_WORDS: Final = regex.compile(r"\s(\p{L}+(?:\s\p{L}+)?)(?=\s*(?:$|[.,;)\n]))")
# Words that say nothing of what is counted.
_LIGHT_WORDS: Final = (
    "trong số (?:đó|này)|là|đạt|thì|còn|mới|chỉ|được|ở|tại|của|riêng|với|và|có|đã|cao|thấp|nhất|dẫn đầu|đứng đầu|"
    "tiếp theo|tiếp đó|kế tiếp|sau đó|tiếp đến|kế đến|lên|xuống|đến|tới|mức|con số|nay|vẫn|cũng|hơn|trong đó|nhích|nâng|"
    "giảm|tăng|tỷ lệ|số|lần lượt|gồm|sang|đều|về|cụ thể|khi|trước đó|hay|ngay|sau|theo sau|khoảng|"
    "trên|dưới|gần|từ|vào|cuối bảng|xếp|năm|chiếm|ước|kỳ|lại|này|dừng|nơi|sát|chừng|khu vực|"
    r"kết quả|\d{1,2} tháng|thực hiện|làm được|thực tế|hiện|nay|bình quân|chung|mặt bằng|rà soát|dừng ở|hiện tại|tính|của toàn tỉnh|"
    "đối với|thủ tục|(?<!trên )tổng số|tính chung|địa phương|đơn vị|chưa|vừa|bứt|rơi|vươn|rớt|bật|giữ|nhưng|song|trong khi|trong (?:vùng|khu vực)|"
    # `Đứng thứ hai là Thái Nguyên với tỷ trọng 42,9%`
    r"tỷ trọng|(?:đứng )?(?:ở )?(?:vị trí )?(?:thứ|hạng) (?:\d{1,2}|nhì|hai|ba|tư|năm)"
)
_LIGHT: Final = regex.compile(rf"(?:[\s,:;()\"'.+*•–\x1f-]|\b(?:{_LIGHT_WORDS})\b)*+")
# What came of a goal: `…; kết quả đến tháng 6 là 38.764 điểm`, `tỉnh giao 88%, thực hiện 88,6%`
_CAME_OF_IT: Final = regex.compile(r"\b(?:kết quả|thực hiện(?: được)?|làm được|thực tế)\b")
_WISHED: Final = regex.compile(r"\b(?:mục tiêu|kế hoạch|chỉ tiêu|phấn đấu|yêu cầu|đặt ra|đề ra)\b")


@dataclass(frozen=True)
class Repeater:
    """Looks back in one text; `owners_and_dates` are its names of places and its dates."""

    candidates: Candidates
    lower: str
    mentions: Mentions
    scorer: Scorer
    facets: FacetReader
    owners_and_dates: Ordered[Placed]

    # -- a share that follows its count: `354.938 tài khoản, đạt 54%` --------------------------------

    def share(self, figures: Sequence[Figure], links: Sequence[Link | Miss], number: int) -> Link | None:
        first = counted_before(self.lower, figures, number)
        if first is None and self._is_the_ratio_before(figures, number):
            first = number - 1
        if first is not None and self._is_out_of(figures, first, figures[number]):
            first -= 1
        return None if first is None else self._share_of(figures[first], links[first], figures[number])

    def _is_out_of(self, figures: Sequence[Figure], number: int, share: Figure) -> bool:
        """`kích hoạt 950 nghìn tài khoản trên 1,1 triệu hồ sơ, đạt 86%`: of what was activated, and not of these."""
        part, whole = figures[number - 1], figures[number]
        if number == 0 or not _OUT_OF.search(self.lower, part.end, whole.start):
            return False
        off = _points_off(part.value, whole.value, share.value)
        return off is not None and off < 1

    def _is_the_ratio_before(self, figures: Sequence[Figure], number: int) -> bool:
        """`18.436/42.915 đối tượng nhận qua tài khoản, khoảng 43%`: that x/y, and no verb says so."""
        figure, ratio = figures[number], figures[number - 1]
        if number == 0 or figure.shape is not Shape.PERCENT or figure.change is not Change.NONE:
            return False
        between = self.lower[ratio.end : figure.lead]
        off = _points_off(ratio.value, ratio.denominator, figure.value)
        if figure.value is None or off is None or ";" in between:
            return False
        is_whole = figure.value == figure.value.to_integral_value()
        return off <= (10 * _ROUNDED if is_whole else _ROUNDED)

    def is_of_another_ratio(
        self, figures: Sequence[Figure], links: Sequence[Link | Miss], number: int, link: Link
    ) -> bool:
        """`thu thập thông tin 41.265/48.011 đối tượng, đạt 85,95%`: that x/y once more, and no share of payees."""
        at = counted_before(self.lower, figures, number)
        counted = links[at] if at is not None else None
        if at is None or not isinstance(counted, Link):
            return False
        first, share = figures[at], figures[number]
        if link.indicator.reading.share_of in (None, counted.indicator.id):
            return False
        # `1.023.456 hồ sơ cấp CCCD (đạt 91%), 856.000 hồ sơ định danh`: nor of what stands behind the brackets
        if _ALONE_IN_BRACKETS.search(self.lower, first.end, share.lead):
            return True
        off = _points_off(first.value, first.denominator, share.value)
        return off is not None and off <= _ROUNDED

    def is_of_a_share(self, figures: Sequence[Figure], links: Sequence[Link | Miss], number: int) -> bool:
        """`tỷ lệ TTHC có thanh toán trực tuyến đạt 48,96% (164/355 TTHC)`: of what the percentage is, so of nothing."""
        if number == 0 or links[number - 1] != NO_INDICATOR:
            return False
        share, ratio = figures[number - 1], figures[number]
        if share.shape is not Shape.PERCENT or ratio.denominator is None:
            return False
        return self.lower[share.end : ratio.lead].strip() == "("

    def shares_in_turn(
        self, figures: Sequence[Figure], links: Sequence[Link | Miss], run: Sequence[int]
    ) -> Sequence[Link] | None:
        """`2.107 người … và 11.390 người … qua tài khoản, tỷ lệ lần lượt là 70% và 48%`; `run` is where they stand."""
        counts = range(run[0] - len(run), run[0])
        if counts.start < 0 or not _SHARES_IN_TURN.search(
            self.lower, figures[counts[-1]].end, figures[run[0]].lead
        ):
            return None
        shares = [self._share_of(figures[c], links[c], figures[n]) for c, n in zip(counts, run, strict=True)]
        return [share for share in shares if share] if all(shares) else None

    def _share_of(self, first: Figure, counted: Link | Miss, figure: Figure) -> Link | None:
        if not isinstance(counted, Link):
            return None
        fitting = [
            share
            for share in self.candidates.shares.get(counted.indicator.id, ())
            if self._fits(share, first, figure)
        ]
        if len(fitting) != 1:
            return None
        facet = {name: counted.facet.get(name, value) for name, value in fitting[0].facet_defaults.items()}
        facet |= {name: counted.facet[name] for name in fitting[0].facets if name in counted.facet}
        if set(facet) != set(fitting[0].facets):
            return None
        return Link(fitting[0], facet, Span(counted.evidence.start, figure.end), counted.score)

    def _fits(self, share: Indicator, first: Figure, figure: Figure) -> bool:
        """In range, and what is said around the percentage is this share's own."""
        if (
            figure.value is not None
            and share.plausible_max is not None
            and figure.value > share.plausible_max
        ):
            return False
        if self.scorer.is_of_a_goal(share, figure):
            return False
        start, end = first.end, self._end_of_phrase(figure)
        if self.mentions.any_of(share.reading.excludes, start, end):
            return False
        # `72.174 người, chiếm 97,9% trên tổng số đối tượng có tài khoản`: of others than those that share is of.
        if self.lower.startswith(self.candidates.right_behind.get(share.id, ()), figure.end):
            return False
        if figure.value is not None and figure.value > 100:
            return True
        # What tells this share from its siblings has to be said as well.
        siblings = [s for s in self.candidates.shares[str(share.reading.share_of)] if s is not share]
        told = (
            [g for g in share.reading.needs if not any(g in s.reading.needs for s in siblings)]
            if siblings
            else []
        )
        return all(
            self.mentions.any_of(group.any_of, first.lead - 200 if first.lead > 200 else 0, end)
            for group in told
        )

    def _end_of_phrase(self, figure: Figure) -> int:
        found = _PHRASE_END.search(self.lower, figure.end)
        return found.start() if found else len(self.lower)

    # -- the indicator of a figure before ---------------------------------------------------------------

    def refers_back(self, window: Surroundings, last: Link) -> Link | None:
        """`Với người có công, tỷ lệ này là 91%`: what the percentage before was of, with its own facets."""
        if window.figure.shape is not Shape.PERCENT:
            return None
        if not _ANAPHORA.search(self.lower, window.phrase.start, window.figure.lead):
            return None
        return self._again(window, last, Span(window.clause.start, window.figure.end))

    def repeats(self, window: Surroundings, before: Figure, last: Link) -> Link | None:
        """`cấp tỉnh là 100%, cấp huyện 98,3%`: nothing but who, when or which part is said of the second."""
        figure = window.figure
        if figure.change is not Change.NONE or figure.shape is not before.shape:
            return None
        alike = (figure.denominator is None) is (before.denominator is None) or figure.shape is Shape.RANK
        if not alike and not self._is_inside_brackets(before, figure):
            return None
        own = self._own_words(window, before)
        named = [
            *self.owners_and_dates.within(own.start, own.end),
            *self.mentions.of(last.indicator.reading.parts, own.start, own.end),
        ]
        if led := leading_up(self.candidates, self.lower, last.indicator, window):
            named.append(led)
        differs = bool(named) or any(
            said.search(self.lower, own.start, figure.lead) for said in (_WISHED, _CAME_OF_IT)
        )
        reading = last.indicator.reading
        known = self.mentions.of((*reading.heads, *reading.own_words), own.start, own.end)
        noun = self._short_noun(figure, last.indicator)
        if not differs or not self._is_light(own, [Span(figure.lead, figure.end), *named, *known, noun]):
            return None
        return self._again(window, last, own)

    def _is_inside_brackets(self, whole: Figure, figure: Figure) -> bool:
        """`35/38 hệ thống được phê duyệt (cấp độ 2: 31, cấp độ 3: 4)`: parts of the 35."""
        between = self.lower[whole.end : figure.lead]
        return len(between) <= MOST_IN_BRACKETS and between.count("(") > between.count(")")

    def _short_noun(self, figure: Figure, indicator: Indicator) -> Span:
        """`… mức độ 4 là 1.186 dịch vụ, mức độ 3 là 226 dịch vụ`: how the noun that counts begins; else nothing."""
        words = _TWO_WORDS.match(self.lower, figure.end)
        if words is None or not any(head.startswith(f"{words[1]} ") for head in indicator.reading.heads):
            return Span(figure.end, figure.end)
        return Span(*words.span())

    def says_only_who(self, window: Surroundings) -> bool:
        """`Hà Tĩnh đạt 88,52%`: nothing but a name and light words at the figure, and none of them behind it."""
        own = Span(window.phrase.start, window.phrase.end)
        named = self.owners_and_dates.within(own.start, own.end)
        return bool(named) and self._is_light(own, [Span(window.figure.lead, window.figure.end), *named])

    def _own_words(self, window: Surroundings, before: Figure) -> Span:
        """From the last boundary before the figure, or the end of the figure before, up to the next boundary."""
        start = max(window.sentence.start, before.end)
        lead = window.figure.lead
        cuts = [m.end() for m in BOUNDARY.finditer(self.lower, start, lead) if not self._opens_at(m, lead)]
        start = cuts[-1] if cuts else start
        end = BOUNDARY.search(self.lower, window.figure.end, window.after)
        return Span(start, end.start() if end else window.after)

    def _opens_at(self, boundary: regex.Match[str], lead: int) -> bool:
        """`Bắc Giang (42,13%)`, `mức 2: 868.312`: what opens around the figure alone parts it from nothing."""
        opens = boundary.group() in ("(", ":") or self.lower.endswith(_COMPARES, 0, boundary.start())
        return opens and not self.lower[boundary.end() : lead].strip()

    def _is_light(self, own: Span, known: Sequence[Placed]) -> bool:
        words = list(self.lower[own.start : own.end])
        for thing in known:
            start, end = max(thing.start, own.start) - own.start, min(thing.end, own.end) - own.start
            words[start:end] = "\x1f" * (end - start)
        return _LIGHT.fullmatch(_WISHED.sub("\x1f", "".join(words))) is not None

    def leads_to(self, figure: Figure, following: Figure, link: Link) -> Link | None:
        """`98% hồ sơ công việc cấp tỉnh, 95% cấp huyện được xử lý trên mạng`: what is said of both comes last."""
        if figure.shape is not following.shape or {figure.change, following.change} != {Change.NONE}:
            return None
        reading, own = link.indicator.reading, Span(figure.end, following.lead)
        said = [
            (name, value)
            for name, values in reading.facets.items()
            for value, phrases in values.items()
            if self.mentions.any_of(phrases, own.start, own.end)
        ]
        parts = dict(said)
        if len(parts) < len(said) or parts.items() <= link.facet.items():
            return None
        known = [
            phrase
            for words in (reading.own_words, reading.heads)
            for phrase in self.mentions.of(words, own.start, own.end)
        ]
        # Behind the last comma a part would be the other figure's: `98%, cấp huyện đạt 95%`.
        cuts = [
            m.end() for m in BOUNDARY.finditer(self.lower, own.start, following.end) if m.end() <= own.end
        ]
        rest = Span(cuts[-1] if cuts else own.end, own.end)
        if not self._is_light(own, known) or self.mentions.any_of(reading.parts, rest.start, rest.end):
            return None
        return Link(link.indicator, {**link.facet, **parts}, Span(figure.lead, link.evidence.end), link.score)

    def ranks_too(self, figure: Figure, following: Figure, link: Link, sentence: Span) -> Link | None:
        """`Năm 2023 Quảng Bình xếp thứ 39/63, còn Quảng Trị xếp thứ 56/63 về DTI`; not `Về giáo dục, tỉnh xếp …`"""
        if {figure.shape, following.shape} != {Shape.RANK}:
            return None
        for own in Span(sentence.start, figure.lead), Span(figure.end, following.lead):
            named = self.owners_and_dates.within(own.start, own.end)
            if not named or not self._is_light(own, named):
                return None
        return Link(link.indicator, link.facet, Span(figure.lead, link.evidence.end), link.score)

    def _again(self, window: Surroundings, last: Link, span: Span) -> Link:
        facets = last.indicator.facets
        said: dict[str, str | None]
        if _IN_GENERAL.search(self.lower, window.clause.start, window.figure.lead):
            # `đăng ký thường trú đạt 93,4%, còn tính chung, con số này là 58,7%`
            said = {name: facet.default for name, facet in facets.items() if facet.default in WHOLE}
        else:
            said = {
                name: self.facets.value(
                    last.indicator, name, Facet(values=facet.values), window, own_clause=True
                )
                for name, facet in facets.items()
            }
        facet = {**last.facet, **{name: value for name, value in said.items() if value is not None}}
        return Link(last.indicator, facet, span, last.score, repeats=True)


def _points_off(part: Decimal | None, whole: Decimal | None, share: Decimal | None) -> Decimal | None:
    """How far, in percentage points, a share is from what two numbers come to."""
    if part is None or not whole or share is None:
        return None
    return abs(100 * part / whole - share)
