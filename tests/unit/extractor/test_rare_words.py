"""Patterns that are searched for only where one of their words stands: none of these is forgotten."""

from pathlib import Path

import pytest
import regex

from tinhso_extractor.core import status
from tinhso_extractor.core.anchored import Before, Rare
from tinhso_extractor.core.figures import DELTA
from tinhso_extractor.core.view import view_of

PATTERNS = {
    name.strip("_").lower(): pattern for name, pattern in vars(status).items() if isinstance(pattern, Rare)
}
ENDINGS = ("", "(chiếm ", "nâng số lên ")
# One in four has all that there is to find, and takes a quarter of the time.
FILES = sorted(Path("tests/eval/gold").glob("*/*.txt"))[::4]
TEXTS = [view_of(file.read_text("utf-8")).lower for file in FILES]


@pytest.mark.parametrize("rare", PATTERNS.values(), ids=PATTERNS)
def test_of_the_words_of_the_pattern_the_same_is_found(rare: Rare) -> None:
    written = regex.sub(r"\\[a-z]", " ", rare.pattern)
    words = sorted({*regex.findall(r"\p{L}+(?: \p{L}+)*", written), "("})
    alone = regex.compile(rare.pattern)
    said = [f"{first} {second} {third} " for first in words for second in words for third in ENDINGS]
    found = [text for text in said if alone.search(text) or alone.search(text.rstrip())]
    assert found
    assert [text for text in found if not any(word in text for word in rare.words)] == []


@pytest.mark.parametrize("rare", PATTERNS.values(), ids=PATTERNS)
def test_in_articles_the_same_is_found_before_each_word(rare: Rare) -> None:
    alone = regex.compile(rare.pattern)
    for text in TEXTS:
        for word in regex.finditer(r"\b\d|\b\p{L}", text):
            before = max(0, word.start() - 80), word.start()
            assert (rare.search(text, *before) is None) is (alone.search(text, *before) is None)


@pytest.mark.parametrize(
    "text", ["tăng thêm 5", "cao hơn\n", "giảm \n\n", "không tăng ", "thêm được gần ", ""]
)
def test_backwards_the_same_is_found(text: str) -> None:
    assert isinstance(DELTA, Before)
    alone = regex.compile(DELTA.pattern).search(text)
    found = DELTA.search(text)
    assert (found and found.span()) == (alone and alone.span())
