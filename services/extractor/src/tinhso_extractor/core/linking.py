"""What a figure counts: at most one indicator a figure, or the reason why none.

Hard rules first: the shape fits, the noun at the figure fits, no excluding word stands by. Then a score from
where the needed words stand. The best has to lead by a margin, else the figure is ambiguous.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import regex

from tinhso_extractor.core.figures import Change, Figure, Shape
from tinhso_extractor.core.mentions import Mention, Mentions
from tinhso_extractor.core.segments import Segments, Sentence, Span
from tinhso_extractor.core.surroundings import BOUNDARY, Nearness, Surroundings, surroundings_of
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog, Facet, Indicator, Kind, Reach

LEAST_OF_REACH: Final = {
    Reach.CLAUSE: Nearness.CROSSED,
    Reach.SENTENCE: Nearness.SENTENCE,
    Reach.PARAGRAPH: Nearness.PARAGRAPH,
}
ANCHOR: Final = Nearness.CLAUSE
"""At least one word has to stand this near."""
MARGIN: Final = 1
HEAD_BONUS: Final = 4


class Miss(str):
    """Why a figure has no indicator."""


NO_INDICATOR: Final = Miss("no_indicator")
AMBIGUOUS: Final = Miss("ambiguous_indicator")
FACET_UNKNOWN: Final = Miss("facet_unknown")


@dataclass(frozen=True)
class Link:
    indicator: Indicator
    facet: Mapping[str, str]
    evidence: Span
    """From the first to the last word that decided, the figure included."""
    score: int


_COUPLED: Final = regex.compile(
    r"(?:là|đạt|:|lên|còn|gồm|đã|được|có|mới|đủ|cung cấp|hoàn thành|công bố|trên|hơn|gần|khoảng)\s*(?:có|đạt|được|đã|mới|trên|hơn|gần|khoảng|tới|đến)?\s*$"
)
# `số tài khoản định danh được kích hoạt 857.094`
_NUMBER_OF: Final = regex.compile(r"\bsố\s[^,.;()\d]{3,70}\s$")
_ANAPHORA: Final = regex.compile(r"\b(?:tỷ lệ|con số|mức)\s(?:này|ấy|đó|trên)\b")
_FOLLOWS: Final = regex.compile(
    r"^[^.;\d]{0,40},\s*(?:vượt|đạt|hoàn thành|bằng)[^.;\d()]{0,50}\(\s*$|^[\s\p{L},]{0,60}?[\s,(]*(?:và\s+)?(?:đạt|chiếm|bằng|tức|tương đương|tương ứng|tiến độ đạt)(?:\s+(?:tỷ lệ|khoảng|trên|hơn|gần|mức|với))*\s*$"
)
_SHAPES: Final = {"count": Shape.COUNT, "percent": Shape.PERCENT, "money": Shape.MONEY, "rank": Shape.RANK,
                  "density": Shape.DENSITY}  # fmt: skip
_OWN_SUBJECT: Final = regex.compile(r"[^,.;:()\n]{0,40}?\b(?:về|theo|trong (?:bảng|kết quả|lĩnh vực))\b")
_PHRASE_END: Final = regex.compile(r"[,;.)]")
HEAD_GAP: Final = 12


@dataclass(frozen=True)
class Candidates:
    """The indicators by the figures that they can have; made once for all texts."""

    by_shape: Mapping[Shape, Sequence[Indicator]]
    shares: Mapping[str, Sequence[Indicator]]
    """By the indicator that they are a share of."""

    @classmethod
    def of(cls, catalog: Catalog) -> "Candidates":
        by_shape: dict[Shape, list[Indicator]] = {}
        shares: dict[str, list[Indicator]] = {}
        for indicator in catalog.indicators.values():
            by_shape.setdefault(_shape_of(indicator, catalog), []).append(indicator)
            if indicator.reading.share_of:
                shares.setdefault(indicator.reading.share_of, []).append(indicator)
        return cls(by_shape, shares)


class Linker:
    """Links the figures of one text."""

    def __init__(self, candidates: Candidates, view: View, segments: Segments, mentions: Mentions) -> None:
        self._candidates = candidates
        self._view = view
        self._segments = segments
        self._mentions = mentions
        self._last_share: tuple[int, Link | None] = (-1, None)

    def link(self, figures: Sequence[Figure], sentence: Sentence) -> list[Link | Miss]:
        """One outcome for each of the sentence's figures, in order; `figures` are quantities only."""
        links: list[Link | Miss] = []
        for number in range(len(figures)):
            window = surroundings_of(self._view, self._segments, figures, number, sentence)
            link = self._follow(figures, links, number) or self._decide(window)
            if link == NO_INDICATOR:
                link = self._refer_back(window) or link
            if isinstance(link, Link) and window.figure.shape is Shape.PERCENT:
                self._last_share = sentence.paragraph, link
            links.append(link)
        return links

    def _refer_back(self, window: Surroundings) -> Link | None:
        """`Với người có công, tỷ lệ này là 91%`: the indicator of the percentage before, and its own facets."""
        paragraph, last = self._last_share
        if window.figure.shape is not Shape.PERCENT or paragraph != window.sentence.paragraph or last is None:
            return None
        if not _ANAPHORA.search(self._view.lower, window.phrase.start, window.figure.lead):
            return None
        said = {
            name: self._facet_value(last.indicator, name, Facet(values=facet.values), window, own_clause=True)
            for name, facet in last.indicator.facets.items()
        }
        facet = {**last.facet, **{name: value for name, value in said.items() if value is not None}}
        span = Span(window.clause.start, window.figure.end)
        return Link(last.indicator, facet, span, last.score)

    # -- a share that follows its count: `354.938 tài khoản, đạt 54%` --------------------------------

    def _follow(self, figures: Sequence[Figure], links: Sequence[Link | Miss], number: int) -> Link | None:
        figure = figures[number]
        if figure.shape is not Shape.PERCENT or number == 0 or figure.change is not Change.NONE:
            return None
        counted = links[number - 1]
        if not isinstance(counted, Link):
            return None
        first = figures[number - 1]
        between = self._view.lower[first.end : figure.lead]
        if not _FOLLOWS.match(between):
            return None
        fitting = [
            share
            for share in self._candidates.shares.get(counted.indicator.id, ())
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
        start, end = first.end, self._end_of_phrase(figure)
        if self._mentions.any_of(share.reading.excludes, start, end):
            return False
        if figure.value is not None and figure.value > 100:
            return True
        # What tells this share from its siblings has to be said as well.
        siblings = [s for s in self._candidates.shares[str(share.reading.share_of)] if s is not share]
        told = (
            [g for g in share.reading.needs if not any(g in s.reading.needs for s in siblings)]
            if siblings
            else []
        )
        return all(
            self._mentions.any_of(group.any_of, first.lead - 200 if first.lead > 200 else 0, end)
            for group in told
        )

    def _end_of_phrase(self, figure: Figure) -> int:
        found = _PHRASE_END.search(self._view.lower, figure.end)
        return found.start() if found else len(self._view.lower)

    # -- all others -----------------------------------------------------------------------------------

    def _decide(self, window: Surroundings) -> Link | Miss:
        scored = [
            (score, indicator, words)
            for indicator in self._candidates.by_shape.get(window.figure.shape, ())
            if (found := self._score(indicator, window)) is not None
            for score, words in [found]
        ]
        if not scored:
            return NO_INDICATOR
        scored.sort(key=lambda entry: (-entry[0], entry[1].id))
        score, indicator, words = scored[0]
        if len(scored) > 1 and score - scored[1][0] < MARGIN:
            return AMBIGUOUS
        facet = self._facet(indicator, window)
        if facet is None:
            return FACET_UNKNOWN
        return Link(indicator, facet, _evidence(window, words), score)

    def _score(self, indicator: Indicator, window: Surroundings) -> tuple[int, list[Mention]] | None:
        reading = indicator.reading
        if self._is_excluded(reading.excludes, window):
            return None
        words: list[Mention] = []
        score = 0
        if reading.heads:
            head = self._head(indicator, window)
            if head is None:
                return None
            words.append(head)
            score += HEAD_BONUS + int(window.nearness(head))
        nearest = Nearness.PHRASE if reading.heads else Nearness.NOWHERE
        for group in reading.needs:
            best = self._best(group.any_of, window, group.reach)
            if best is None:
                return None
            near = window.nearness(best)
            nearest = max(nearest, near)
            words.append(best)
            if any((best.start, best.end) == (word.start, word.end) for word in words[:-1]):
                continue  # the same words count once
            # A longer word says more than a shorter one at the same place.
            score += int(near)
            if near >= Nearness.CLAUSE:
                score += len(best.phrase) // 8 + max(0, 3 - window.distance(best) // 15)
        if nearest < self._anchor(indicator, window):
            return None
        return score, words

    def _anchor(self, indicator: Indicator, window: Surroundings) -> Nearness:
        """How near at least one of the words has to stand."""
        if window.figure.shape not in (Shape.RANK, Shape.SCORE):
            return ANCHOR
        # `chính quyền số ở vị trí thứ 12`: the part is named at the figure, the index before.
        parts = [p for values in indicator.reading.facets.values() for p in chain(*values.values())]
        near = self._mentions.of(parts, window.before, window.after)
        if any(window.nearness(mention) >= ANCHOR for mention in near):
            return Nearness.PARAGRAPH
        if window.figure.shape is Shape.SCORE:
            return ANCHOR
        # `đã kích hoạt 1,6 triệu tài khoản, đứng thứ 5`: a rank follows what was said of the figure before it;
        # one of all provinces, with no subject of its own, what the paragraph is about.
        own_subject = _OWN_SUBJECT.match(self._view.lower, window.figure.end)
        return Nearness.PARAGRAPH if window.figure.denominator and not own_subject else Nearness.CROSSED

    def _is_excluded(self, phrases: Iterable[str], window: Surroundings) -> bool:
        start = window.phrase.start if window.figure_before else window.before
        end = window.phrase.end if window.figure_after else window.after
        return self._mentions.any_of(phrases, start, end)

    def _head(self, indicator: Indicator, window: Surroundings) -> Mention | None:
        """The noun right after the figure; or before it, where a verb couples the two and no noun follows."""
        heads = indicator.reading.heads
        figure = window.figure
        lower = self._view.lower
        end = min(window.after, figure.end + 60)
        other_nouns = {m.start for m in self._mentions.of(indicator.reading.not_heads, figure.end, end + 30)}
        following = [
            m for m in self._mentions.of(heads, figure.end, end)
            if m.start - figure.end <= HEAD_GAP and m.start not in other_nouns
            and not BOUNDARY.search(lower, figure.end, m.start)
        ]  # fmt: skip
        if following:
            return max(following, key=lambda m: (-m.start, m.end))
        coupled = _COUPLED.search(lower, window.before, figure.lead) or _NUMBER_OF.search(
            lower, window.phrase.start, figure.lead
        )
        if not _ends_here(lower, figure.end) or not coupled:
            return None
        leading = list(self._mentions.of(heads, window.before, figure.lead))
        return max(leading, key=lambda m: (m.end, -m.start), default=None)

    def _best(self, phrases: Iterable[str], window: Surroundings, reach: Reach) -> Mention | None:
        start = window.nearby_start if reach is Reach.PARAGRAPH else window.sentence.start
        least = LEAST_OF_REACH[reach]
        found = [
            m for m in self._mentions.of(phrases, start, window.sentence.end) if window.nearness(m) >= least
        ]
        return max(
            found, key=lambda m: (window.nearness(m), len(m.phrase), -window.distance(m)), default=None
        )

    def _facet(self, indicator: Indicator, window: Surroundings) -> dict[str, str] | None:
        chosen: dict[str, str] = {}
        for name, facet in indicator.facets.items():
            value = self._facet_value(indicator, name, facet, window)
            if value is None:
                return None
            chosen[name] = value
        return chosen

    def _facet_value(
        self, indicator: Indicator, name: str, facet: Facet, window: Surroundings, *, own_clause: bool = False
    ) -> str | None:
        # What has a default is narrowed only by words near the figure, never by those of the next one; what
        # has none may be said farther off.
        near_only = own_clause or facet.default is not None
        least = Nearness.CROSSED if near_only else Nearness.PARAGRAPH
        own_paragraph = self._segments.paragraphs[window.sentence.paragraph].start
        start = window.sentence.start if near_only else own_paragraph
        found = [
            (mention, value)
            for value, phrases in indicator.reading.facets.get(name, {}).items()
            for mention in self._mentions.of(phrases, start, window.sentence.end)
            if window.nearness(mention) >= least
            and not (facet.default is not None and mention.start >= window.after)
        ]
        # `mức độ 1 và 2` has `mức độ 1` inside: only the longer one is said.
        said = [(m, v) for m, v in found if not any(_is_inside(m, other) for other, _ in found)]
        if not said:
            return facet.default
        # A refinement (`land:new_cases`) holds from either side of the figure; it is never said by chance.
        refined = [(m, v) for m, v in said if ":" in v and window.nearness(m) >= Nearness.BEHIND]
        return max(refined or said, key=lambda e: (window.nearness(e[0]), -window.distance(e[0]), e[1]))[1]


def _is_inside(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.start <= mention.start and mention.end <= other.end


def _shape_of(indicator: Indicator, catalog: Catalog) -> Shape:
    if indicator.kind is Kind.SCORE:
        return Shape.SCORE
    return _SHAPES[catalog.units[indicator.unit].shape]


def _evidence(window: Surroundings, words: Iterable[Mention]) -> Span:
    inside = [m for m in words if window.nearness(m) >= Nearness.SENTENCE]
    start = min([window.figure.lead, *(m.start for m in inside)])
    end = max([window.figure.end, *(m.end for m in inside)])
    return Span(start, end)


_ENDS: Final = regex.compile(
    r"\s*(?:$|[,.;:)(\n]|và\b|bộ\b(?! \p{L}+ liệu)|người\b|trường hợp\b|cái\b|đơn vị\b)"
)


def _ends_here(lower: str, at: int) -> bool:
    """No noun of its own follows."""
    return bool(_ENDS.match(lower, at))
