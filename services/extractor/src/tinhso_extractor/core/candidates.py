"""Which indicators a figure could be of: the shape fits, and a word of each needed group is near."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Final, NamedTuple

from tinhso_extractor.core.figures import Shape
from tinhso_extractor.core.mentions import Mention
from tinhso_shared.catalog import Catalog, Indicator, Kind, Reach

_SHAPES: Final = {"count": Shape.COUNT, "percent": Shape.PERCENT, "money": Shape.MONEY, "rank": Shape.RANK,
                  "density": Shape.DENSITY}  # fmt: skip
INDEX_KINDS: Final = (Kind.SCORE, Kind.RANK)
_OF_SCORES_TOO: Final = {"giá trị"}
"""`xếp thứ 10/63 với giá trị là 0,4950`: what a sum of money has, a score has as well."""

Groups = int
"""A set of the catalogue's groups of words, needed ones and heads, a bit for each."""


class Candidate(NamedTuple):
    indicator: Indicator
    needs: Groups
    close: Groups
    """What has to stand in the figure's clause: a head, or the verb for it; what reaches no farther."""


@dataclass(frozen=True)
class Candidates:
    """The indicators by the figures that they can have and by their words; made once for all texts."""

    by_shape: Mapping[Shape, Sequence[Candidate]]
    shares: Mapping[str, Sequence[Indicator]]
    """By the indicator that they are a share of."""
    groups: Mapping[str, Groups]
    """The groups that a phrase is of."""
    groups_of_topics: Mapping[str, Groups]
    """Those that a ranking or score meets wherever the text goes on about it."""
    topics: Mapping[str, frozenset[str]]
    """Names of rankings and scores, with the indicators that are of them; none, for another ranking."""
    told_once: tuple[str, ...]
    """Words that hold for all of an article that has said them."""
    counted_by: Mapping[str, frozenset[str]]
    """The indicators that count by a noun."""
    subjects: frozenset[str]
    """Words that say what counts and shares are of, and no ranking."""
    right_before: Mapping[tuple[str, str], Mapping[str, str]]
    """Of an indicator's facet, words that choose a value only right before the figure: ` cấp` to `issued`."""
    right_behind: Mapping[str, tuple[str, ...]]
    """Words that exclude an indicator only right behind the figure: ` bệnh viện`."""

    @cached_property
    def other_rankings(self) -> tuple[str, ...]:
        """Those that the catalogue knows by name, and does not keep."""
        return tuple(phrase for phrase, indicators in self.topics.items() if not indicators)

    @classmethod
    def of(cls, catalog: Catalog) -> "Candidates":
        by_shape: dict[Shape, list[Candidate]] = {}
        shares: dict[str, list[Indicator]] = {}
        groups: dict[str, Groups] = {}
        of_topics: dict[str, Groups] = {}
        for indicator, heading, bits in _bits(catalog):
            candidate = Candidate(indicator, sum(bits), heading | _of_a_clause(indicator, bits))
            by_shape.setdefault(shape_of(indicator, catalog), []).append(candidate)
            for phrase in _headings(indicator):
                groups[phrase] = groups.get(phrase, 0) | heading
            if indicator.reading.share_of:
                shares.setdefault(indicator.reading.share_of, []).append(indicator)
            for bit, group in zip(bits, indicator.reading.needs, strict=True):
                for phrase in group.any_of:
                    groups[phrase] = groups.get(phrase, 0) | bit
                if group.reach is Reach.TOPIC:
                    of_topics[indicator.id] = of_topics.get(indicator.id, 0) | bit
        topics = _topics(catalog)
        return cls(
            by_shape,
            shares,
            groups,
            {phrase: _together(of_topics[id] for id in ids) for phrase, ids in topics.items()},
            topics,
            _told_once(catalog),
            _counted_by(catalog),
            _subjects(catalog),
            _right_before(catalog),
            _right_behind(catalog),
        )

    def said_by(self, mentions: Iterable[Mention]) -> Groups:
        """The groups with a word among the mentions."""
        said = 0
        for mention in mentions:
            said |= self.groups.get(mention.phrase, 0)
        return said

    def near(self, shape: Shape, said: Groups, close: Groups, topic: Mention | None) -> list[Indicator]:
        """Those of the shape of which every needed group is said, or is the topic; and said close by."""
        met = said | self.groups_of_topics[topic.phrase] if topic else said
        unmet, not_close = ~met, ~close
        return [
            indicator
            for indicator, needs, beside in self.by_shape.get(shape, ())
            if not needs & unmet and not beside & not_close
        ]


def _bits(catalog: Catalog) -> Iterator[tuple[Indicator, Groups, list[Groups]]]:
    """Each indicator with a bit for its heads, if it has any, and one for each of its needed groups."""
    numbers = itertools.count()
    for indicator in catalog.indicators.values():
        heading = 1 << next(numbers) if indicator.reading.heads else 0
        yield indicator, heading, [1 << next(numbers) for _ in indicator.reading.needs]


def _of_a_clause(indicator: Indicator, bits: Sequence[Groups]) -> Groups:
    needs = zip(indicator.reading.needs, bits, strict=True)
    return sum(bit for group, bit in needs if group.reach is Reach.CLAUSE)


def _right_before(catalog: Catalog) -> dict[tuple[str, str], dict[str, str]]:
    """`cấp …`"""
    return {
        (indicator.id, name): words
        for indicator in catalog.indicators.values()
        for name, values in indicator.reading.facets.items()
        if (words := {f" {p[:-2]}": value for value, ps in values.items() for p in ps if p.endswith(" …")})
    }


def _right_behind(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """`… bệnh viện`"""
    return {
        indicator.id: words
        for indicator in catalog.indicators.values()
        if (words := tuple(p[1:] for p in indicator.reading.excludes if p.startswith("… ")))
    }


def _headings(indicator: Indicator) -> Iterator[str]:
    """Its heads, and the verbs that may stand for them."""
    reading = indicator.reading
    if reading.heads:
        yield from reading.heads
        yield from reading.unit_nouns
        yield from (word for group in reading.needs if group.reach is Reach.CLAUSE for word in group.any_of)


def _together(groups: Iterable[Groups]) -> Groups:
    return reduce(or_, groups, 0)


def shape_of(indicator: Indicator, catalog: Catalog) -> Shape:
    if indicator.kind is Kind.SCORE:
        return Shape.SCORE
    return _SHAPES[catalog.units[indicator.unit].shape]


def _topics(catalog: Catalog) -> dict[str, frozenset[str]]:
    topics: dict[str, set[str]] = {phrase: set() for phrase in catalog.other_rankings}
    for indicator in catalog.indicators.values():
        for group in indicator.reading.needs:
            if group.reach is Reach.TOPIC:
                for phrase in group.any_of:
                    topics.setdefault(phrase, set()).add(indicator.id)
    return {phrase: frozenset(indicators) for phrase, indicators in topics.items()}


def _told_once(catalog: Catalog) -> tuple[str, ...]:
    groups = itertools.chain.from_iterable(
        indicator.reading.needs for indicator in catalog.indicators.values()
    )
    return tuple(sorted({phrase for g in groups if g.reach is Reach.ARTICLE for phrase in g.any_of}))


def _counted_by(catalog: Catalog) -> dict[str, frozenset[str]]:
    nouns: dict[str, set[str]] = {}
    for indicator in catalog.indicators.values():
        for head in indicator.reading.heads:
            nouns.setdefault(head, set()).add(indicator.id)
    return {noun: frozenset(indicators) for noun, indicators in nouns.items()}


def _subjects(catalog: Catalog) -> frozenset[str]:
    of_indices: set[str] = set()
    subjects: set[str] = set()
    for indicator in catalog.indicators.values():
        reading = indicator.reading
        words = set(itertools.chain.from_iterable(group.any_of for group in reading.needs)) | set(
            reading.heads
        )
        if indicator.kind in INDEX_KINDS:
            of_indices |= words
            for values in reading.facets.values():
                of_indices |= set(itertools.chain.from_iterable(values.values()))
        else:
            subjects |= {word for word in words if " " in word}
    return frozenset(subjects - of_indices - _OF_SCORES_TOO)
