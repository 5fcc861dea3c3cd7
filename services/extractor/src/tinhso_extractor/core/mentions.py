"""All phrases of the catalogue in one pass: where which of them stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Final, NamedTuple

import ahocorasick_rs
import regex

from tinhso_extractor.core.segments import Ordered
from tinhso_extractor.core.view import view_of
from tinhso_shared.catalog import Catalog, Indicator


class Mention(NamedTuple):
    start: int
    end: int
    phrase: str
    """The phrase of the catalogue that it is a writing of."""


class Lexicon:
    """Phrases compiled once; `find` gives every one of them, overlapping ones too."""

    def __init__(self, phrases: Iterable[str], synonyms: Mapping[str, tuple[str, ...]]) -> None:
        writings: dict[str, set[str]] = {}
        for phrase in phrases:
            for written in writings_of(view_of(phrase).lower, synonyms):
                writings.setdefault(written, set()).add(phrase)
        self._written = sorted(writings)
        self._phrases = [tuple(sorted(writings[written])) for written in self._written]
        self._automaton = ahocorasick_rs.AhoCorasick(self._written)

    def find(self, lower: str) -> "Mentions":
        return Mentions(self._matches(lower))

    def _matches(self, lower: str) -> Iterator[Mention]:
        for number, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if _stands_alone(lower, start, end):
                for phrase in self._phrases[number]:
                    yield Mention(start, end, phrase)


Phrases = tuple[str, ...] | frozenset[str]
"""A group of the catalogue's phrases."""


_NONE: Final = Ordered[Mention]([])


class Mentions:
    """What was found, by phrase and in order."""

    def __init__(self, found: Iterable[Mention]) -> None:
        self._found = sorted(found)
        self._all = Ordered(self._found, in_order=True)
        self._by_phrase: dict[str, list[int]] = {}
        """The numbers of a phrase's mentions, which are quick to sort."""
        for number, mention in enumerate(self._found):
            self._by_phrase.setdefault(mention.phrase, []).append(number)
        self._by_group: dict[int, tuple[Phrases, Ordered[Mention]]] = {}
        """By the identity of the group, which is kept: hashing its phrases takes long."""

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """All that begin between start and end."""
        return self._all.within(start, end)

    def of(self, phrases: Phrases, start: int, end: int) -> list[Mention]:
        """Those of the phrases that stand wholly between start and end, in order."""
        among = self._of_all(phrases)
        if among is _NONE:
            return []
        return [mention for mention in among.within(start, end) if mention.end <= end]

    def _of_all(self, phrases: Phrases) -> Ordered[Mention]:
        """A group of phrases is asked for again and again; most have no mention at all."""
        known = self._by_group.get(id(phrases))
        if known is None:
            known = self._by_group[id(phrases)] = phrases, self._gathered(phrases)
        return known[1]

    def _gathered(self, phrases: Phrases) -> Ordered[Mention]:
        said = [self._by_phrase[phrase] for phrase in phrases if phrase in self._by_phrase]
        if not said:
            return _NONE
        numbers = said[0] if len(said) == 1 else sorted(chain.from_iterable(said))
        return Ordered([self._found[number] for number in numbers], in_order=True)

    def first_of(self, phrases: Iterable[str]) -> Mention | None:
        """The first of them in the text."""
        firsts = (self._by_phrase[phrase][0] for phrase in phrases if phrase in self._by_phrase)
        first = min(firsts, key=lambda number: self._found[number].start, default=None)
        return None if first is None else self._found[first]

    def any_of(self, phrases: Phrases, start: int, end: int) -> bool:
        return self._of_all(phrases) is not _NONE and bool(self.of(phrases, start, end))


def phrases_of(indicator: Indicator) -> Iterator[str]:
    reading = indicator.reading
    yield from reading.heads
    yield from reading.not_heads
    yield from reading.unit_nouns
    yield from reading.excludes
    for group in reading.needs:
        yield from group.any_of
    for values in reading.facets.values():
        for phrases in values.values():
            yield from phrases


def lexicon_of(catalog: Catalog) -> Lexicon:
    phrases = {phrase for indicator in catalog.indicators.values() for phrase in phrases_of(indicator)}
    return Lexicon(phrases.union(catalog.other_rankings), catalog.synonyms)


def writings_of(phrase: str, synonyms: Mapping[str, tuple[str, ...]]) -> set[str]:
    """
    >>> sorted(writings_of("thẻ căn cước công dân", {"căn cước công dân": ("cccd",)}))
    ['thẻ cccd', 'thẻ căn cước công dân']
    """
    # The longest first, so that a part of a longer name is not replaced on its own.
    known = sorted((canonical for canonical in synonyms if canonical in phrase), key=len, reverse=True)
    if not known:
        return {phrase}
    pattern = regex.compile("|".join(regex.escape(canonical) for canonical in known))
    parts = pattern.split(phrase)
    choices = [(found, *synonyms[found]) for found in pattern.findall(phrase)]
    return {_joined(parts, chosen) for chosen in product(*choices)}


def _joined(parts: list[str], chosen: tuple[str, ...]) -> str:
    return "".join(part + word for part, word in zip(parts, (*chosen, ""), strict=True))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A figure may be glued to its noun, `262.840hộ`."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    glued = before.isdigit() and text[start].isalpha()
    return not (before.isalnum() and text[start].isalnum() and not glued) and not (
        after.isalnum() and text[end - 1].isalnum()
    )
