"""Which indicators a figure could be of: the shape fits, and a word of each needed group is near."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from tinhso_extractor.core.figures import Shape
from tinhso_extractor.core.mentions import Mention
from tinhso_shared.catalog import Catalog, Indicator, Kind, Reach

_SHAPES: Final = {"count": Shape.COUNT, "percent": Shape.PERCENT, "money": Shape.MONEY, "rank": Shape.RANK,
                  "density": Shape.DENSITY}  # fmt: skip
INDEX_KINDS: Final = (Kind.SCORE, Kind.RANK)

Use = tuple[str, int]
"""An indicator's id and the number of one of its needed groups."""


@dataclass(frozen=True)
class Candidates:
    """The indicators by the figures that they can have and by their words; made once for all texts."""

    by_shape: Mapping[Shape, Sequence[Indicator]]
    shares: Mapping[str, Sequence[Indicator]]
    """By the indicator that they are a share of."""
    uses: Mapping[str, Sequence[Use]]
    """The needed groups that a phrase is of."""
    topics: Mapping[str, frozenset[str]]
    """Names of rankings and scores, with the indicators that are of them; none, for another ranking."""
    told_once: tuple[str, ...]
    """Words that hold for all of an article that has said them."""
    subjects: frozenset[str]
    """Words that say what counts and shares are of, and no ranking."""

    @classmethod
    def of(cls, catalog: Catalog) -> "Candidates":
        by_shape: dict[Shape, list[Indicator]] = {}
        shares: dict[str, list[Indicator]] = {}
        uses: dict[str, list[Use]] = {}
        for indicator in catalog.indicators.values():
            by_shape.setdefault(shape_of(indicator, catalog), []).append(indicator)
            if indicator.reading.share_of:
                shares.setdefault(indicator.reading.share_of, []).append(indicator)
            for number, group in enumerate(indicator.reading.needs):
                for phrase in group.any_of:
                    uses.setdefault(phrase, []).append((indicator.id, number))
        groups = [group for indicator in catalog.indicators.values() for group in indicator.reading.needs]
        told_once = {phrase for g in groups if g.reach is Reach.ARTICLE for phrase in g.any_of}
        return cls(by_shape, shares, uses, _topics(catalog), tuple(sorted(told_once)), _subjects(catalog))

    def near(self, shape: Shape, mentions: Iterable[Mention], topics: frozenset[str]) -> list[Indicator]:
        """Those of the shape with a word of every needed group among the mentions, or as the topic."""
        met: set[Use] = {use for mention in mentions for use in self.uses.get(mention.phrase, ())}
        return [
            indicator
            for indicator in self.by_shape.get(shape, ())
            if all(
                (indicator.id, number) in met or (group.reach is Reach.TOPIC and indicator.id in topics)
                for number, group in enumerate(indicator.reading.needs)
            )
        ]


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


def _subjects(catalog: Catalog) -> frozenset[str]:
    of_indices: set[str] = set()
    subjects: set[str] = set()
    for indicator in catalog.indicators.values():
        reading = indicator.reading
        words = set(chain.from_iterable(group.any_of for group in reading.needs)) | set(reading.heads)
        if indicator.kind in INDEX_KINDS:
            of_indices |= words
            for values in reading.facets.values():
                of_indices |= set(chain.from_iterable(values.values()))
        else:
            subjects |= {word for word in words if " " in word}
    return frozenset(subjects - of_indices)
