"""The catalogue as values: indicators with their kind and vocabulary, places, units. No files in here."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Phrase = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

STALE_AFTER_DAYS = 400


class Kind(StrEnum):
    """Decides what may be done with the values of an indicator over time and space."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"
    DENSITY = "density"
    SCORE = "score"
    RANK = "rank"


class Reach(StrEnum):
    """How far from its figure a word may stand and still say what the figure counts."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    """or the one before it"""
    ARTICLE = "article"
    """anywhere before: what the text is about, said once and for all"""
    TOPIC = "topic"
    """anywhere before, while nothing else has been ranked or counted since"""


class AliasMatch(StrEnum):
    """In which surroundings an alias means its province."""

    BARE = "bare"
    """wherever it stands"""
    CUE = "cue"
    """only after `tỉnh`, `UBND tỉnh`, …"""
    CONTEXT = "context"
    """only in a document that is about this province already"""
    DATE = "date"
    """which of two provinces depends on the publication date"""
    URL = "url"
    """only in a host or path"""
    HINT = "hint"
    """a nickname: supports, never decides"""
    NO = "no"
    """a misprint that is another word: never"""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(Frozen):
    """What is counted or measured; `words` are how a text writes it where the figure must name it."""

    id: Slug | str
    shape: str
    """count, percent, money, rank, score or density: which figures can be of this unit."""
    name_vi: str


class Facet(Frozen):
    """One dimension of an indicator's series."""

    values: tuple[str, ...]
    default: str | None = None
    """What it is when the text does not say; None: then there is no claim."""
    open: bool = False
    """The list is never complete: of several values named together, or of one unknown, nothing is said."""

    @model_validator(mode="after")
    def _default_is_a_value(self) -> "Facet":
        if self.default is not None and self.default not in self.values:
            raise ValueError(f"the default {self.default!r} is not among the values {self.values}")
        return self


def _group_of(written: Any) -> Any:
    return {"any_of": written} if isinstance(written, list | tuple) else written


class Group(Frozen):
    """Words of which one has to stand near the figure; a plain list where the reach is the usual."""

    any_of: tuple[Phrase, ...] = Field(min_length=1)
    reach: Reach = Reach.SENTENCE


GroupIn = Annotated[Group, BeforeValidator(_group_of)]


class Reading(Frozen):
    """The vocabulary of an indicator: what must and must not stand around its figures.

    `[…]` marks the figure in an example; in a near miss it marks the figure that must not be read so.
    """

    heads: tuple[Phrase, ...] = ()
    """Nouns of which one follows the figure directly (`43.550 chữ ký số`), or leads up to it."""
    not_heads: tuple[Phrase, ...] = ()
    """Nouns that begin like a head and are another thing: `tổ dân phố`."""
    needs: tuple[GroupIn, ...] = ()
    excludes: tuple[Phrase, ...] = ()
    """Words that make it another figure when they stand in its clause."""
    facets: Mapping[str, Mapping[str, tuple[Phrase, ...]]] = {}
    units: Mapping[str, Mapping[str, tuple[Phrase, ...]]] = {}
    """Nouns of which each has one of its own, by the facet's value: `689/689 thôn có tổ công nghệ số`."""
    share_of: Slug | None = None
    """The indicator that this rate follows: `354.938 tài khoản, đạt 54%`."""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    @cached_property
    def parts(self) -> tuple[Phrase, ...]:
        """The words of all facets' values."""
        return tuple(p for values in self.facets.values() for phrases in values.values() for p in phrases)

    @cached_property
    def unit_nouns(self) -> tuple[Phrase, ...]:
        return tuple(p for values in self.units.values() for phrases in values.values() for p in phrases)

    @cached_property
    def own_words(self) -> frozenset[Phrase]:
        """What is said of this indicator, its heads aside."""
        return frozenset([*(phrase for group in self.needs for phrase in group.any_of), *self.parts])


class Indicator(Frozen):
    id: Slug
    name_vi: str
    name_en: str
    pillar: str
    kind: Kind
    unit: str
    plausible_min: Decimal | None = None
    plausible_max: Decimal | None = None
    facets: Mapping[str, Facet] = {}
    numerator: str | None = None
    denominator: str | None = None
    polarity: str = "up"
    max_age_days: int = STALE_AFTER_DAYS
    frameworks: tuple[str, ...] = ()
    editions: Mapping[str, tuple[str, ...]] | None = None
    """Of an index with one edition a year, which dates it, not the day of the news: the facet values that
    have editions; none, all of it has."""
    note: str = ""
    reading: Reading = Reading()

    def has_editions(self, facet: Mapping[str, str]) -> bool:
        if self.editions is None:
            return False
        return all(facet.get(name) in values for name, values in self.editions.items())

    @property
    def series_facets(self) -> tuple[str, ...]:
        return tuple(self.facets)

    @cached_property
    def open_parts(self) -> tuple[Phrase, ...]:
        """The words of open facets' values, each with a series of its own."""
        read = self.reading.facets.items()
        return tuple(
            p for name, values in read if self.facets[name].open for ps in values.values() for p in ps
        )

    @cached_property
    def facet_defaults(self) -> Mapping[str, str]:
        return {name: facet.default for name, facet in self.facets.items() if facet.default is not None}

    @model_validator(mode="after")
    def _is_consistent(self) -> "Indicator":
        if None not in (self.plausible_min, self.plausible_max) and self.plausible_min > self.plausible_max:  # type: ignore[operator]
            raise ValueError("the plausible range is upside down")
        for part, named in (("facets", self.reading.facets), ("units", self.reading.units)):
            for name, values in named.items():
                if name not in self.facets:
                    raise ValueError(f"reading.{part}: {name} is no facet of this indicator")
                if unknown := set(values) - set(self.facets[name].values):
                    raise ValueError(f"reading.{part}.{name}: unknown values {sorted(unknown)}")
        return self


class Province(Frozen):
    frame: str
    id: Slug
    code: str
    """The official code, which means different provinces in the two frames: for display only."""
    name: str
    division: str
    successor: str | None = None
    """`vn34/<id>`, for a province of the frame vn63."""

    @property
    def key(self) -> str:
        return f"{self.frame}/{self.id}"


class Alias(Frozen):
    text: str
    province_id: Slug
    kind: str
    match: AliasMatch


class District(Frozen):
    """A unit below the province, as it was between 2021 and 2025."""

    type: str
    name: str
    province_id: Slug


class SourceCue(Frozen):
    """A dateline (`(ABO)`) or domain (`baoapbac.vn`) of a province that does not have its name."""

    token: str
    province_id: Slug
    kind: Literal["dateline", "domain"]


class Catalog(Frozen):
    digest: str
    """Of everything below: totals made with another catalogue are made anew."""
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    provinces: Mapping[str, Province]
    """By key, such as `vn63/binh_duong`."""
    aliases: tuple[Alias, ...]
    not_provinces: tuple[str, ...]
    districts: tuple[District, ...]
    source_cues: tuple[SourceCue, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    """Other writings of a phrase, wherever it stands inside another."""
    other_rankings: tuple[str, ...]
    """Rankings that are not in the catalogue: what follows such a name is not another one's."""

    def predecessors_of(self, key: str) -> tuple[Province, ...]:
        """The provinces of vn63 that became this one of vn34."""
        return tuple(province for province in self.provinces.values() if province.successor == key)
