"""An anchored grammar finds what its pattern finds, and looks only where it can begin."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from tinhso_extractor.core.anchored import DIGITS, Anchored

PATTERN = regex.compile(r"(?<=\bvà\s)số\s\d+|\bsố\s\d+\sba|\d+(?:\.\d+)*|ba\s(?=số)|và\sba\s\d")
GRAMMAR = Anchored(PATTERN, ["số", "ba", "và ba ", *DIGITS])
TEXTS = st.lists(st.sampled_from(["số ", "ba ", "và ", "12", "3.4", " ", "sốba", "x", "ộ"])).map("".join)


@given(TEXTS)
def test_the_matches_are_those_of_the_pattern(text: str) -> None:
    assert [m.span() for m in GRAMMAR.finditer(text)] == [m.span() for m in PATTERN.finditer(text)]


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_the_matches_of_a_stretch_are_those_of_the_pattern(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    found = [m.span() for m in GRAMMAR.finditer(text, start, end)]
    assert found == [m.span() for m in PATTERN.finditer(text, start, end)]


def test_what_begins_with_another_word_is_not_looked_for() -> None:
    assert not list(Anchored(PATTERN, ["ba"]).finditer("số 12 ba"))


def test_first_words_in_capitals_are_found_by_the_text_in_lower_case() -> None:
    grammar = Anchored(regex.compile(r"số\s\d+", regex.IGNORECASE), ["số"])
    text = "SỐ 12, Số 3, số 4"
    assert [m.group() for m in grammar.finditer(text, lower=text.lower())] == ["SỐ 12", "Số 3", "số 4"]


def test_in_the_middle_of_a_number_nothing_begins() -> None:
    assert [
        m.group() for m in Anchored(regex.compile(r"\d\d?(?= xã)"), DIGITS).finditer("123 xã, 45 xã")
    ] == ["45"]
