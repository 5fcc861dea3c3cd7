"""What a figure counts: at most one indicator a figure, or the reason why none.

The best of the candidates has to lead by a margin, else the figure is ambiguous. A figure without words of
its own may repeat what was counted before.
"""

import itertools
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from tinhso_extractor.core.candidates import INDEX_KINDS, Candidates, Groups
from tinhso_extractor.core.faceting import FacetReader, facet_of_topic
from tinhso_extractor.core.figures import Change, Figure, Shape
from tinhso_extractor.core.links import AMBIGUOUS, FACET_UNKNOWN, NO_INDICATOR, Link, Miss
from tinhso_extractor.core.mentioned import PlaceKind, PlaceMention
from tinhso_extractor.core.mentions import Mention, Mentions
from tinhso_extractor.core.pairing import RESPECTIVELY, pairs_of, runs_of
from tinhso_extractor.core.repeating import Repeater
from tinhso_extractor.core.scoring import Scorer
from tinhso_extractor.core.segments import Ordered, Placed, Segments, Sentence, Span
from tinhso_extractor.core.surroundings import (
    MOST_IN_BRACKETS,
    Nearness,
    Surroundings,
    is_told_in_brackets,
    surroundings_of,
)
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Indicator, Kind

MARGIN: Final = 1
INDEX_SHAPES: Final = (Shape.RANK, Shape.SCORE)


_NEAR: Final = 32
_AND: Final = regex.compile(r"\)?(?:\s\([^()]*\))?(?:\snăm \d{4})?,? và (?:chỉ số )?(?:về )?")
_ABOUT: Final = regex.compile(
    # `hạng 5 DTI, hạng 6 PAR INDEX`
    r"(?: (?:cả nước|toàn quốc|tỉnh, thành phố))? về(?: chỉ số)? | (?:chỉ số )?"
)
_WITH: Final = regex.compile(r"[^.;,\d]{0,60}?\s(?:với|gồm|có)\s")
_FEW: Final = 12
"""Names of rankings that one looks back past, of those that are in brackets or aside."""
_LONGEST_LIST: Final = 300
"""Characters of a list of an index's parts."""
# `Riêng về mức độ hài lòng, …`, `Trong 5 nhóm chỉ số, công khai đạt …, mức độ hài lòng …`
_AS_A_PART: Final = regex.compile(
    r"\b(?:riêng|còn) (?:về |với |đối với )?$|\b(?:nhóm|chỉ số) (?:chỉ số|tiêu chí|thành phần)\b"
)
_SEVERAL: Final = regex.compile(r"\b(?:hai|ba|các|những|\d) (?:tỉnh|địa phương|thành phố)\b")
_OPENED: Final = regex.compile(r"\s?\($")
# `Nhóm thấp gồm Lai Châu (52,7%), …`
_THE_OTHERS: Final = regex.compile(
    r"\W*(?:(?:nhóm|tốp|những|các|một số) (?:địa phương |tỉnh )?(?:\p{L}+ ){0,2}"
    r"(?:thấp|cao|cuối|đầu|dẫn đầu)\b|(?:thấp|cao) nhất|ngược lại)"
)


@dataclass(frozen=True)
class _Part(Span):
    """A facet's value, where it is said."""

    value: str | None


class Linker:
    """Links the figures of one text, sentence by sentence and in their order."""

    def __init__(
        self,
        candidates: Candidates,
        view: View,
        segments: Segments,
        mentions: Mentions,
        owners_and_dates: Ordered[Placed],
    ) -> None:
        self._candidates = candidates
        self._view = view
        self._segments = segments
        self._mentions = mentions
        self._owners_and_dates = owners_and_dates
        named = mentions.of(tuple(candidates.topics), 0, len(view.lower))
        self._topics = Ordered(m for m in named if segments.sentence_at(m.start) is not None)
        firsts = (mentions.first_of([phrase]) for phrase in candidates.told_once)
        self._told = [mention for mention in firsts if mention is not None]
        self._scorer = Scorer(candidates, view.lower, segments, mentions)
        self._facets = FacetReader(candidates, view.lower, segments, mentions)
        self._repeater = Repeater(
            candidates, view.lower, mentions, self._scorer, self._facets, owners_and_dates
        )
        self._paragraph = -1
        self._said: Groups = 0
        self._heard = 0
        """Up to where it was listened for what is said."""
        self._within: tuple[tuple[int, int], Groups] = (0, 0), 0
        """What the last clause says that was asked for."""
        self._last: dict[Shape, tuple[Figure, Link | Miss]] = {}
        """The last figure of each shape in the paragraph."""
        self._last_before: dict[Shape, tuple[Figure, Link | Miss]] = {}
        """The same, ahead of the sentence."""
        self._left_topic = -1
        """Where the last figure stands that is of no ranking or index."""

    def link(self, figures: Sequence[Figure], sentence: Sentence) -> list[Link | Miss]:
        """One outcome for each of the sentence's figures, in order; `figures` are quantities only."""
        self._listen(sentence)
        self._last_before = dict(self._last)
        links: list[Link | Miss] = []
        shares: set[int] = set()
        for number, figure in enumerate(figures):
            link: Link | Miss | None = self._repeater.share(figures, links, number)
            if link is not None:
                shares.add(number)
            else:
                link = self._own(*self._bounding(figures, number, shares, sentence), sentence)
                if isinstance(link, Link):
                    link = self._with_the_same_part(figures, links, number, link)
                    told = figures, links, number
                    if self._repeater.is_of_another_ratio(*told, link) or self._repeater.is_of_a_share(*told):
                        link = NO_INDICATOR
            self._remember(figure, link)
            links.append(link)
        return self._paired(figures, links, sentence)

    def _with_the_same_part(
        self, figures: Sequence[Figure], links: Sequence[Link | Miss], number: int, link: Link
    ) -> Link:
        """`tổng cộng 2.174 tổ với 13.860 thành viên`: of all of them, whatever was named farther off.

        Behind a list of parts, `115 tổ cấp xã và 715 tổ cấp thôn với …`, it may be of all the parts.
        """
        before = links[-1] if links else None
        if not isinstance(before, Link) or link.indicator == before.indicator:
            return link
        listed = len(links) > 1 and isinstance(links[-2], Link) and links[-2].indicator == before.indicator
        figure = figures[number]
        if listed or not _WITH.fullmatch(self._view.lower, figures[number - 1].end, figure.lead):
            return link
        shared = {
            name: before.facet[name]
            for name, facet in link.indicator.facets.items()
            if before.facet.get(name) in facet.values
        }
        return replace(link, facet={**link.facet, **shared}) if shared else link

    def _bounding(
        self, figures: Sequence[Figure], number: int, shares: Container[int], sentence: Sentence
    ) -> tuple[Sequence[Figure], int]:
        """The figures that bound its words, and its number among them; no score or step bounds a rank."""
        if figures[number].shape is not Shape.RANK:
            return figures, number
        ahead = [
            figure
            for n, figure in enumerate(figures[:number])
            if n in shares or not (figure.change is Change.DELTA or self._is_bare(figures, n, sentence))
        ]
        return [*ahead, *figures[number:]], len(ahead)

    def _is_bare(self, figures: Sequence[Figure], number: int, sentence: Sentence) -> bool:
        """`Hà Tĩnh đạt 88,52%, xếp thứ 16`: a share of nothing, so the score of the index gone on about."""
        if figures[number].shape is not Shape.PERCENT:
            return False
        window = surroundings_of(self._view, self._segments, figures, number, sentence)
        return self._repeater.says_only_who(window)

    def _own(self, figures: Sequence[Figure], number: int, sentence: Sentence) -> Link | Miss:
        """By its own words, or as the last of its shape; where neither can be, nothing is looked at."""
        figure = figures[number]
        last = self._last.get(figure.shape)
        near = self._near(figure, sentence)
        if not near and (last is None or not isinstance(last[1], Link)):
            return NO_INDICATOR
        window = surroundings_of(self._view, self._segments, figures, number, sentence)
        link = self._decide(window, near)
        return (self._look_back(window) or link) if link == NO_INDICATOR and last else link

    def _near(self, figure: Figure, sentence: Sentence) -> Sequence[Indicator]:
        """The indicators whose words are said; a head, or the verb for it, in the figure's clause."""
        clause = sentence.clause_of(figure.start)
        before = self._segments.sentence_before(sentence)
        start = before.start if before and self._scorer.only_counts(figure, sentence) else clause.start
        close = self._said_within(start, clause.end)
        topic = self._topic_of(figure)
        near = self._candidates.near(figure.shape, self._said, close, topic)
        if topic is None or topic.start < figure.end:
            return near
        return [indicator for indicator in near if indicator.id in self._candidates.topics[topic.phrase]]

    def _said_within(self, start: int, end: int) -> Groups:
        """Of a clause, whose figures ask for it one after the other."""
        if self._within[0] != (start, end):
            said = self._candidates.said_by(self._mentions.within(start, end))
            self._within = (start, end), said
        return self._within[1]

    def _are_of_places(self, run: Sequence[Figure], sentence: Sentence) -> bool:
        """`Phú Thọ, Hải Phòng và Cà Mau lần lượt 91,4%, 95,2% và 88,7%`: one indicator, three provinces."""
        named = [
            m
            for m in self._owners_and_dates.within(sentence.start, run[0].start)
            if isinstance(m, PlaceMention)
        ]
        return bool(pairs_of(self._view.lower, sentence.start, run, named))

    def _listen(self, sentence: Sentence) -> None:
        """To it, to what is ahead of it in its paragraph and the last, and to what introduces it; once."""
        if sentence.paragraph != self._paragraph:
            self._begin(sentence.paragraph)
        heard = self._mentions.within(self._heard, sentence.end)
        self._said |= self._candidates.said_by(heard)
        self._heard = sentence.end

    def _begin(self, number: int) -> None:
        paragraphs = self._segments.paragraphs
        start, introduction = paragraphs[max(number - 1, 0)].start, paragraphs[number].introduction
        told = [mention for mention in self._told if mention.start < start]
        introduced = self._mentions.within(introduction.start, min(introduction.end, start))
        self._paragraph, self._last, self._heard = number, {}, start
        self._said = self._candidates.said_by([*told, *introduced])

    def _paired(
        self, figures: Sequence[Figure], links: list[Link | Miss], sentence: Sentence
    ) -> list[Link | Miss]:
        """`cấp tỉnh, cấp huyện lần lượt đạt 100% và 98%`: of a list, each figure with its own."""
        if len(figures) < 2:
            return links
        self._complete(figures, links, sentence)
        for number, said in self._behind_names(figures, links, sentence):
            links[number] = said
            self._remember(figures[number], said)
        by_start = {figure.start: number for number, figure in enumerate(figures)}
        for run in runs_of(self._view.lower, figures):
            numbers = [by_start[figure.start] for figure in run]
            listed = self._repeater.shares_in_turn(figures, links, numbers) or self._list_of(
                run, [links[number] for number in numbers], sentence
            )
            for number, link in zip(numbers, listed, strict=True):
                if link is not links[number]:
                    links[number] = link
                    self._remember(figures[number], link)
        return links

    def _complete(self, figures: Sequence[Figure], links: list[Link | Miss], sentence: Sentence) -> None:
        """`98% … cấp tỉnh, 95% cấp huyện …`: from the last one backwards, with what is said of both."""
        for number in range(len(figures) - 2, -1, -1):
            behind = links[number + 1]
            if links[number] == NO_INDICATOR and isinstance(behind, Link):
                pair = figures[number], figures[number + 1]
                said = self._repeater.leads_to(*pair, behind) or self._repeater.ranks_too(
                    *pair, behind, sentence
                )
                if said is not None and not self._is_excluded(said, figures, number, sentence):
                    links[number] = said

    def _is_excluded(self, said: Link, figures: Sequence[Figure], number: int, sentence: Sentence) -> bool:
        """`cáp quang phủ 100% xã và 97,7% số thôn có sóng 4G`: what comes last is not said of both."""
        window = surroundings_of(self._view, self._segments, figures, number, sentence)
        return self._scorer.is_excluded(said.indicator, window)

    def _behind_names(
        self, figures: Sequence[Figure], links: Sequence[Link | Miss], sentence: Sentence
    ) -> Iterator[tuple[int, Link]]:
        """`Huế (67%), Hà Nội (65,9%) … dẫn đầu về hồ sơ trực tuyến`: what is said of all of them, once.

        Or of those in the sentence before: `Nhóm thấp gồm Lai Châu (52,7%), Sơn La (50,9%)`.
        """
        names = {
            m.end
            for m in self._owners_and_dates.within(sentence.start, sentence.end)
            if isinstance(m, PlaceMention) and m.kind is PlaceKind.PROVINCE
        }
        behind = [
            number
            for number, (figure, link) in enumerate(zip(figures, links, strict=True))
            if link == NO_INDICATOR and self._stands_behind(names, figure)
        ]
        if len(behind) < 2:
            return
        window = surroundings_of(self._view, self._segments, [figures[behind[0]]], 0, sentence)
        said = self._decide(window, self._near(window.figure, sentence))
        if said == NO_INDICATOR and _THE_OTHERS.match(self._view.lower, sentence.start):
            said = self._last_before.get(window.figure.shape, (window.figure, said))[1]
        if isinstance(said, Link):
            yield from ((n, said) for n in behind if figures[n].shape is window.figure.shape)

    def _stands_behind(self, names: Container[int], figure: Figure) -> bool:
        """Alone in brackets."""
        opened = _OPENED.search(self._view.lower, max(0, figure.lead - 3), figure.lead)
        return bool(opened and opened.start() in names and self._view.lower.startswith(")", figure.end))

    def _list_of(
        self, run: Sequence[Figure], links: Sequence[Link | Miss], sentence: Sentence
    ) -> Sequence[Link | Miss]:
        if indices := self._indices_in_turn(run, sentence):
            return [indices[figure.start] for figure in run]
        first = next((link for link in links if isinstance(link, Link)), None)
        if first is None:
            return links
        if parts := self._parts_of(run, first, sentence):
            return [parts[figure.start] for figure in run]
        if not isinstance(links[0], Link):
            return links
        if self._are_of_places(run, sentence):
            return [link if isinstance(link, Link) else first for link in links]
        told_apart = {(link.indicator.id, *link.facet.values()) for link in links if isinstance(link, Link)}
        in_turn = RESPECTIVELY.search(self._view.lower, sentence.start, run[0].start)
        # In turn of what, nobody can tell: `ba thủ tục lần lượt đạt 86%, 90% và 99%`.
        return [AMBIGUOUS for _ in run] if in_turn and len(told_apart) < len(run) else links

    def _indices_in_turn(self, run: Sequence[Figure], sentence: Sentence) -> Mapping[int, Link | Miss]:
        """`PAR INDEX, DTI, SIPAS lần lượt đứng thứ 26, 15 và 41`: each with its own, kept or not.

        Not of `DTI; PAR INDEX 2024, hai tỉnh lần lượt đứng thứ 27 và 45`.
        """
        if run[0].shape is not Shape.RANK:
            return {}
        named = self._topics.within(sentence.start, run[0].start)
        if not named or _SEVERAL.search(self._view.lower, named[-1].end, run[0].start):
            return {}
        pairs = pairs_of(self._view.lower, sentence.start, run, named) or {}
        return {figure.start: self._ranked_by(pairs[figure.start], figure) for figure in run if pairs}

    def _ranked_by(self, index: Mention, figure: Figure) -> Link | Miss:
        kept = self._candidates.topics[index.phrase]
        ranked = (one.indicator for one in self._candidates.by_shape[Shape.RANK])
        indicator = next((one for one in ranked if one.id in kept), None)
        if indicator is None:
            return NO_INDICATOR
        facet = {
            name: facet_of_topic(indicator, name, index) or one.default
            for name, one in indicator.facets.items()
        }
        known = {name: value for name, value in facet.items() if value is not None}
        return Link(indicator, known, Span(index.start, figure.end), 0) if known == facet else FACET_UNKNOWN

    def _parts_of(self, run: Sequence[Figure], first: Link, sentence: Sentence) -> dict[int, Link | Miss]:
        """`chính quyền số, kinh tế số và PCI lần lượt xếp thứ 5, 16 và 7`: of what is not kept, the last."""
        for name, values in first.indicator.reading.facets.items():
            told: list[tuple[str | None, tuple[str, ...]]] = [*values.items()]
            if first.indicator.kind is Kind.RANK:
                told.append((None, self._candidates.other_rankings))
            said = sorted(
                (_Part(m.start, m.end, value) for value, phrases in told
                 for m in self._mentions.of(phrases, sentence.start, run[0].start)),
                key=lambda part: part.start,
            )  # fmt: skip
            pairs = pairs_of(self._view.lower, sentence.start, run, said)
            if pairs:
                return {
                    start: NO_INDICATOR
                    if part.value is None
                    else replace(first, facet={**first.facet, name: part.value})
                    for start, part in pairs.items()
                }
        return {}

    def _decide(self, window: Surroundings, near: Sequence[Indicator]) -> Link | Miss:
        if not near or self._scorer.is_of_none(window):
            return NO_INDICATOR
        topic = self._topic_of(window.figure)
        # `DTI của tỉnh đứng thứ 12, ICT Index hạng 6`: what is named at the figure, and nothing farther off.
        if topic is not None and window.figure.shape in INDEX_SHAPES:
            kept = self._candidates.topics[topic.phrase]
            # `bằng 61% dân số, xếp thứ 18`: what is not kept may be of another figure.
            start = window.before if kept else self._scorer.start_of(window)
            if start <= topic.start < window.figure.lead:
                near = [one for one in near if one.id in kept]
        scored = [
            (score, indicator, words)
            for indicator in near
            if (found := self._scorer.score(indicator, window, topic)) is not None
            for score, words in [found]
        ]
        if not scored:
            return NO_INDICATOR
        # `thu nhận 22.418 hồ sơ cấp CCCD; lũy kế thu nhận 918.764 hồ sơ`, under a heading on e-ID as well:
        # what the sentence names comes before what was named farther off.
        named = [entry for entry in scored if all(window.nearness(w) > Nearness.PARAGRAPH for w in entry[2])]
        scored = named or scored
        scored.sort(key=lambda entry: (-entry[0], entry[1].id))
        score, indicator, words = scored[0]
        if len(scored) > 1 and score - scored[1][0] < MARGIN:
            return AMBIGUOUS
        facet = self._facets.of(indicator, window, topic)
        if facet is None:
            return FACET_UNKNOWN
        return Link(indicator, facet, _evidence(window, words), score)

    def _topic_of(self, figure: Figure) -> Mention | None:
        """The ranking or index named right behind; else the last one, if nothing else was counted since."""
        if figure.shape not in INDEX_SHAPES:
            return None
        behind = next(iter(self._topics.within(figure.end, figure.end + _NEAR)), None)
        if behind and _ABOUT.fullmatch(self._view.lower, figure.end, behind.start):
            return behind  # `thứ 9/63 về chuyển đổi số, thứ 4/63 về PCI`
        lower, named = self._view.lower, self._topics.before(figure.lead)
        outside = (
            m
            for m in itertools.islice(named, _FEW)
            if not (is_told_in_brackets(lower, m, figure.lead) or self._is_set_aside(m))
        )
        topic = next(outside, None)
        if topic is None or topic.start <= self._left_topic or self._is_one_of_two(topic, figure):
            return None
        return topic

    def _is_set_aside(self, topic: Mention) -> bool:
        """`Riêng về mức độ hài lòng, tỉnh xếp thứ 4. ⏎ …`: the next paragraph is of the whole again."""
        told_in = self._segments.paragraph_at(topic.start)
        if told_in is None or told_in.number == self._paragraph:
            return False
        start = max(told_in.start, topic.start - _LONGEST_LIST)
        return _AS_A_PART.search(self._view.lower, start, topic.start) is not None

    def _is_one_of_two(self, topic: Mention, figure: Figure) -> bool:
        """`công bố chỉ số cải cách hành chính và chỉ số hài lòng. Tỉnh xếp thứ 46.`: of which?"""
        told_in = self._segments.sentence_at(topic.start)
        if told_in is None or told_in.end > figure.start:
            return False
        named = self._topics.within(told_in.start, topic.end)
        return any(
            _AND.fullmatch(self._view.lower, one.end, other.start) is not None
            and not self._are_of_one(one, other, figure)
            for one, other in itertools.pairwise(named)
        )

    def _are_of_one(self, one: Mention, other: Mention, figure: Figure) -> bool:
        first, second = (self._ranked_by(index, figure) for index in (one, other))
        if isinstance(first, Link) and isinstance(second, Link):
            return (first.indicator, first.facet) == (second.indicator, second.facet)
        return first is second

    def _look_back(self, window: Surroundings) -> Link | None:
        before, last = self._last[window.figure.shape]
        # `viện phí đạt 49%; trong giáo dục, tỷ lệ này là 91%`: what is excluded, no `này` brings back.
        if not isinstance(last, Link) or self._scorer.is_of_none(window):
            return None
        if self._scorer.is_excluded(last.indicator, window):
            return None
        if self._scorer.is_of_a_goal(last.indicator, window.figure):
            return None
        return self._repeater.refers_back(window, last) or self._repeater.repeats(window, before, last)

    def _remember(self, figure: Figure, link: Link | Miss) -> None:
        last = self._last.get(figure.shape)
        if isinstance(link, Miss) and last and self._is_in_brackets_behind(last[0], figure):
            return
        self._last[figure.shape] = figure, link
        if isinstance(link, Link) and link.indicator.kind not in INDEX_KINDS:
            self._left_topic = figure.end

    def _is_in_brackets_behind(self, whole: Figure, figure: Figure) -> bool:
        """`973.218 tài khoản (mức 1: 104.906; mức 2: 868.312)`: the second is a part of the whole as well."""
        if figure.lead - whole.end > MOST_IN_BRACKETS:
            return False
        between = self._view.lower[whole.end : figure.lead]
        return between.count("(") > between.count(")")


def _evidence(window: Surroundings, words: Iterable[Mention]) -> Span:
    inside = [m for m in words if window.nearness(m) >= Nearness.SENTENCE]
    start = min([window.figure.lead, *(m.start for m in inside)])
    end = max([window.figure.end, *(m.end for m in inside)])
    return Span(start, end)
