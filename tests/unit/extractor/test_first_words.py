"""Grammars that are tried only at their first words: none of these is forgotten.

The words that a pattern itself is written with, two by two and in real articles, are found as by it alone.
"""

from pathlib import Path

import pytest
import regex

from tinhso_extractor.core import dates, figures, places, reference, spelled, status
from tinhso_extractor.core.anchored import Anchored
from tinhso_extractor.core.view import view_of

GRAMMARS = {
    f"{module.__name__.rpartition('.')[2]}.{name.strip('_').lower()}": grammar
    for module in (dates, figures, places, reference, spelled, status)
    for name, grammar in vars(module).items()
    if type(grammar) is Anchored
}
TEXTS = [
    view_of(file.read_text(encoding="utf-8")) for file in sorted(Path("tests/eval/gold").glob("*/*.txt"))
]


def spans(grammar: Anchored, text: str) -> list[tuple[int, int]]:
    ignores_case = grammar.pattern.flags & regex.IGNORECASE or "(?i:" in grammar.pattern.pattern
    found = grammar.finditer(text, lower=text.lower() if ignores_case else None)
    return [m.span() for m in found if not _is_digits_own(grammar, m)]


def spans_of_pattern(grammar: Anchored, text: str) -> list[tuple[int, int]]:
    return [m.span() for m in grammar.pattern.finditer(text) if not _is_digits_own(grammar, m)]


def _is_digits_own(grammar: Anchored, match: regex.Match[str]) -> bool:
    """`53 triệu`, `46 tỷ rưỡi` fit the grammar of words too, and are figures in digits."""
    begins_so = match.group()[0].isdigit() or match.string[: match.start()].rstrip()[-1:].isdigit()
    return grammar is spelled.SPELLED and begins_so


@pytest.mark.parametrize("grammar", GRAMMARS.values(), ids=GRAMMARS)
def test_in_articles_the_same_is_found(grammar: Anchored) -> None:
    for view in TEXTS:
        for text in (view.text, view.lower):
            assert spans(grammar, text) == spans_of_pattern(grammar, text)


@pytest.mark.parametrize("grammar", GRAMMARS.values(), ids=GRAMMARS)
def test_of_the_words_of_the_pattern_the_same_is_found(grammar: Anchored) -> None:
    written = regex.sub(r"\\s[+*]?|\\ |\[ \]\{1,2\}", " ", grammar.pattern.pattern)
    words = sorted(set(regex.findall(r"\p{L}{2,}(?: \p{L}{2,})*", written)))
    for first in words:
        text = ". ".join(f"{first} {second} 2024, {second} Tân An, {first} 12" for second in words)
        assert spans(grammar, text) == spans_of_pattern(grammar, text)
