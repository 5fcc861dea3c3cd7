"""Which part, group or kind of its indicator a figure is of: the value of each facet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from tinhso_extractor.core.anchored import Rare
from tinhso_extractor.core.candidates import Candidates
from tinhso_extractor.core.figures import Figure, Shape
from tinhso_extractor.core.mentions import Mention, Mentions
from tinhso_extractor.core.pairing import RESPECTIVELY
from tinhso_extractor.core.segments import Segments, Span
from tinhso_extractor.core.surroundings import Nearness, Surroundings, is_told_in_brackets
from tinhso_shared.catalog import Facet, Indicator

WHOLE: Final = ("any", "all")
"""Defaults that mean all parts together; `total` of an index is not the sum of its pillars."""
# `162.480 người hưởng lương hưu; 136.970 người trong số này …`
_SOME_OF_THOSE: Final = regex.compile(r"\s\p{L}+\strong\ssố\s(?:này|đó)\b")
# `13.846 người hưởng lương hưu; trong đó 9.927 người nhận qua tài khoản`
_PART_OF_THESE: Final = regex.compile(r"\btrong (?:số )?đó,?(?: có| đã có)?\s$")
# `41.265/48.011 đối tượng bảo trợ xã hội; đã chi trả cho 3.804 đối tượng`
_PEOPLE: Final = regex.compile(r"\s(?:đối tượng|người|trường hợp)\b")
# `Tháng 9, số người nhận qua tài khoản là 27.948`
_NUMBER_OF_PEOPLE: Final = regex.compile(r"\bsố (?:đối tượng|người|trường hợp)\b[^.;\d]*$")
# `Có 41.870 người hưởng lương hưu. Đến nay, 24.326 người nhận qua tài khoản`; not `Cả tỉnh có …`
_OF_THE_WHOLE: Final = regex.compile(
    r"\b(?:(?:toàn|cả) (?:tỉnh|thành phố)|tổng (?:số|cộng)|tất cả|tính chung)\b"
)
# Ahead of any figure of the sentence: `Theo BHXH tỉnh, trong số đó 118.736 người …`.
_OF_THOSE: Final = regex.compile(r"[^\d]{0,60}?\b(?:trong (?:số )?(?:đó|này)|số này)\b")
_OF_WHAT: Final = regex.compile(r"\W*(?:đối với|với|về|riêng)\s[^,.;:\d]{3,60},")
_LISTED: Final = regex.compile(
    r"\s*(?:[,/&-]|và|hay|hoặc|lẫn|cùng)?\s*(?:(?:và|các|mức|cấp|đối tượng|người|diện)\s*)*"
    r"|(?<=\svà)\s\d[\d./]*\s"  # `193 xã, phường, thị trấn và 2.071 thôn, bản`
)
# `giao dịch trên Cổng`, `trên Hệ thống`: on the one that was named.
_THE_SAME: Final = Rare(
    r"\b(?:trên|qua) (?:cổng|hệ thống)(?=\s*(?:$|[,.;)]|với|đạt|là|có))", ("cổng", "hệ thống")
)
LONGEST_UNIT: Final = 80
"""Characters from the figure to the end of the noun."""
LONGEST_LEAD: Final = 20
"""Characters right before the figure."""
_IN_ALL: Final = ("tổng số ", "tổng cộng ", "tất cả ")


@dataclass(frozen=True)
class FacetReader:
    """Looks at the words of one text."""

    candidates: Candidates
    lower: str
    segments: Segments
    mentions: Mentions

    def of(self, indicator: Indicator, window: Surroundings, topic: Mention | None) -> dict[str, str] | None:
        """None where a facet that has no default is not said."""
        chosen: dict[str, str] = {}
        for name, facet in indicator.facets.items():
            # `… xã hội số thứ 60. Trong vùng, Nam Định đứng thứ 10, …`: ranked as a whole again.
            again = window.ranked_nationwide and facet.default is not None
            value = None if again else facet_of_topic(indicator, name, topic)
            if value is None or self._says_a_part(indicator, name, window):
                value = self.value(indicator, name, facet, window) or value
            if value is None:
                return None
            chosen[name] = value
        return chosen

    def _says_a_part(self, indicator: Indicator, name: str, window: Surroundings) -> bool:
        """In its own sentence; else the ranking that is gone on about says more than a sentence before."""
        words = indicator.reading.facets.get(name, {}).values()
        said = (self.mentions.any_of(ps, window.sentence.start, window.sentence.end) for ps in words)
        return any(said)

    def value(
        self, indicator: Indicator, name: str, facet: Facet, window: Surroundings, *, own_clause: bool = False
    ) -> str | None:
        led = self._led_to(indicator, name, window) or self._unit_of(indicator, name, window)
        if led is not None:
            return led
        found = self._values_near(
            indicator, name, facet, window, near_only=own_clause or facet.default is not None
        )
        # `mức độ 1 và 2` has `mức độ 1` inside: only the longer one is said.
        said = [(m, v) for m, v in found if not any(_is_inside(m, other) for other, _ in found)]
        if not said:
            before = self._of_those(indicator, name, window) or self._told_at_the_head(
                indicator, name, window
            )
            return before or facet.default
        # A refinement (`land:new_cases`) holds from either side of the figure; it is never said by chance.
        refined = [(m, v) for m, v in said if ":" in v and window.nearness(m) >= Nearness.BEHIND]
        # `5G phủ 72 xã, phường, tương ứng 58,7% dân số`: a percentage is of what stands right behind it.
        behind_it = [
            (m, v)
            for m, v in said
            if window.figure.shape is Shape.PERCENT and m.start == window.figure.end + 1
        ]
        # `toàn tỉnh có 102 tổ cấp xã`: the part says more than the whole.
        word, value = max(
            refined or behind_it or said,
            key=lambda e: (window.nearness(e[0]), e[1] not in WHOLE, -window.distance(e[0]), e[1]),
        )
        if window.is_of_another(word):
            return None
        if facet.default in WHOLE and self._sums_up(window, word, found):
            return facet.default
        if self._is_one_of_a_list(word, [m for m, other in said if other != value], window):
            # `xếp thứ 8, thể hiện ở chính quyền số, kinh tế số và xã hội số`: none of them was ranked.
            behind = word.start >= window.phrase.end
            if facet.open and not behind:
                return None  # `các thủ tục khai sinh, kết hôn đạt 95%`: neither of one nor of all
            return facet.default if behind or facet.default in WHOLE else None
        return value

    def _values_near(
        self, indicator: Indicator, name: str, facet: Facet, window: Surroundings, *, near_only: bool
    ) -> list[tuple[Mention, str]]:
        """The facet's words that can be of the figure, with their values.

        What has a default is narrowed only by words near the figure, never by those of the next one; what has
        none may be said farther off.
        """
        least = Nearness.CROSSED if near_only else Nearness.PARAGRAPH
        start = window.sentence.start if near_only else self._told_from(window)
        # Behind a comma begins what is said of the figure that follows: `…, riêng mức độ 2 là 826.590`.
        ends = window.phrase.end if window.figure_after else window.after
        if facet.default is None or window.lists_on:
            ends = min(window.clause.end, window.parts_from)
        return [
            (mention, value)
            for value, phrases in indicator.reading.facets.get(name, {}).items()
            for mention in self.mentions.of(phrases, start, window.sentence.end)
            if window.nearness(mention) >= least
            and mention.start < ends
            and not is_told_in_brackets(self.lower, mention, window.sentence.start)
            and not (near_only and window.is_of_another(mention))
        ]

    def _told_from(self, window: Surroundings) -> int:
        """What has to be said may be said in its paragraph; `trên Cổng`, in the one before it too."""
        if _THE_SAME.search(self.lower, window.sentence.start, window.sentence.end):
            return window.nearby_start
        return self.segments.paragraphs[window.sentence.paragraph].start

    def _led_to(self, indicator: Indicator, name: str, window: Surroundings) -> str | None:
        """`cấp …`: a verb that counts as the facet's word only where it stands right before the figure."""
        verbs = self.candidates.right_before.get((indicator.id, name))
        if verbs is None or (indicator.facets[name].open and not self._is_next_of_a_list(indicator, window)):
            return None
        ahead = _ahead_of(window, self.lower)
        led = {value for verb, value in verbs.items() if ahead.endswith(verb)}
        # `cấp 1.837.317 hồ sơ cấp căn cước`: the noun says more.
        words, own = indicator.reading.facets[name], (window.figure.end, window.phrase.end)
        named = {value for value, phrases in words.items() if self.mentions.any_of(phrases, *own)}
        return led.pop() if len(led) == 1 and named <= led else None

    def _is_next_of_a_list(self, indicator: Indicator, window: Surroundings) -> bool:
        """`khai sinh đạt 97%, khai tử 95%`; not `khai sinh, khai tử đạt 95%`, several together."""
        named = self.mentions.any_of(indicator.open_parts, window.before, window.figure.lead)
        return window.goes_on and not named

    def _unit_of(self, indicator: Indicator, name: str, window: Surroundings) -> str | None:
        """`689/689 thôn có tổ công nghệ số`: those of the villages."""
        unit = unit_behind(indicator, window.figure, self.mentions)
        units = indicator.reading.units.get(name, {})
        return next((value for value, nouns in units.items() if unit and unit.phrase in nouns), None)

    def _sums_up(self, window: Surroundings, last: Mention, said: Sequence[tuple[Mention, str]]) -> bool:
        """`108 tổ cấp xã và 1.202 tổ cấp thôn, thu hút 7.944 người`: behind a list of parts, all of them."""
        if last.end <= window.figure.lead and self.lower.endswith(_IN_ALL, 0, window.figure.lead):
            return True
        start = window.phrase.start
        if last.end > start or self.lower[start - 1] != ",":
            return False
        parts = {value for mention, value in said if mention.end <= start}
        return len(parts.difference(WHOLE)) > 1

    def _of_those(self, indicator: Indicator, name: str, window: Surroundings) -> str | None:
        """`… người hưởng lương hưu. Trong số đó, 79.366 người …`: of the group that was spoken of last."""
        for stretch in self._spoken_of(window):
            if said := self._said_in(indicator, name, stretch):
                return said.pop() if len(said) == 1 else None
        return None

    def _spoken_of(self, window: Surroundings) -> Sequence[Span]:
        """Where it is said whom a number of people means: ahead in its sentence, or in the one before."""
        sentence, lead = window.sentence, window.figure.lead
        here: list[Span] = [Span(window.before, lead), Span(sentence.start, window.before)]
        if _SOME_OF_THOSE.match(self.lower, window.figure.end):
            return here
        if _OF_THOSE.match(self.lower, sentence.start, lead):
            return [window.previous]
        if _PEOPLE.match(self.lower, window.figure.end) or _NUMBER_OF_PEOPLE.search(
            self.lower, window.before, lead
        ):
            whole = _OF_THE_WHOLE.search(self.lower, sentence.start, lead)
            if whole is None:
                return [*here, window.previous]
            return here if whole.start() < window.before else []
        return here if _PART_OF_THESE.search(self.lower, window.before, lead) else []

    def _told_at_the_head(self, indicator: Indicator, name: str, window: Surroundings) -> str | None:
        """`Với bảo trợ xã hội, đã rà soát 32.187 đối tượng; mới 22.413 người nhận …`: holds for all of it."""
        head = _OF_WHAT.match(self.lower, window.sentence.start, window.figure.lead)
        said = self._said_in(indicator, name, Span(*head.span())) if head else set()
        return said.pop() if len(said) == 1 else None

    def _said_in(self, indicator: Indicator, name: str, within: Span) -> set[str]:
        return {
            value
            for value, phrases in indicator.reading.facets.get(name, {}).items()
            if self.mentions.any_of(phrases, within.start, within.end)
        }

    def _is_one_of_a_list(self, word: Mention, others: Sequence[Mention], window: Surroundings) -> bool:
        """Of several values at once; not of those told in turn, `cấp tỉnh, cấp huyện lần lượt …`."""
        return any(self._are_listed(word, other) for other in others) and not RESPECTIVELY.search(
            self.lower, window.sentence.start, window.sentence.end
        )

    def _are_listed(self, one: Mention, other: Mention) -> bool:
        """`3G/4G/5G`, `mức 1 và mức 2`: several parts together."""
        first, second = sorted((one, other), key=lambda mention: mention.start)
        apart = first.end <= second.start  # not `phê duyệt cấp độ` and `cấp độ 2`, which are one
        return apart and _LISTED.fullmatch(self.lower, first.end, second.start) is not None


def unit_behind(indicator: Indicator, figure: Figure, mentions: Mentions) -> Mention | None:
    """`689/689 thôn, khu phố …`: the noun right behind, of units that may each have one."""
    units = indicator.reading.unit_nouns
    if not units or figure.denominator is None:
        return None
    behind = mentions.of(units, figure.end, figure.end + LONGEST_UNIT)
    return max((m for m in behind if m.start <= figure.end + 1), key=lambda m: m.end, default=None)


def leading_up(candidates: Candidates, lower: str, indicator: Indicator, window: Surroundings) -> Span | None:
    """Where a word stands that counts only right before the figure: `cấp tỉnh 98%, huyện đạt 93,5%`."""
    ahead = _ahead_of(window, lower)
    for name in indicator.facets:
        for word in candidates.right_before.get((indicator.id, name), ()):
            if ahead.endswith(word):
                end = max(window.before, window.figure.lead - LONGEST_LEAD) + len(ahead) - 1
                return Span(end - len(word) + 1, end)
    return None


def _ahead_of(window: Surroundings, lower: str) -> str:
    """What is right before the figure, or its `đạt`."""
    lead = window.figure.lead
    ahead = lower[max(window.before, lead - LONGEST_LEAD) : lead].rstrip()
    return " " + ahead.removesuffix(" đạt").removesuffix(" là")


def facet_of_topic(indicator: Indicator, name: str, topic: Mention | None) -> str | None:
    """`bảng xếp hạng Bộ chỉ số 766 …` names which index all that follows is of."""
    values = indicator.reading.facets.get(name, {}) if topic else {}
    return next((value for value, phrases in values.items() if topic and topic.phrase in phrases), None)


def _is_inside(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.start <= mention.start and mention.end <= other.end
