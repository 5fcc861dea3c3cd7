"""What duckling's Vietnamese is held to: read the same, or otherwise for a reason that stands there.

What ours reads instead stands there too, so that a difference that is gone, or became another, is noticed.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from support.reading import only_claim
from tinhso_extractor.core.dates import DateMention, Unit, find_dates
from tinhso_extractor.core.document import Document
from tinhso_extractor.core.figures import Change, Figure, Shape, find_figures
from tinhso_extractor.core.view import view_of
from tinhso_shared.events import DateBasis, Qualifier

TABLE = yaml.safe_load(Path(__file__).with_name("duckling.yaml").read_text(encoding="utf-8"))
TODAY = dt.date(2017, 2, 2)
ARTICLE = Document(
    None, TODAY, DateBasis.PUBLISHED, TODAY, DateBasis.PUBLISHED, None, None, below_province=False
)


def numbers_in(text: str) -> str:
    """What a text's numerals are, in the words of the table."""
    lower = view_of(text).lower
    figures = find_figures(lower, find_dates(lower))
    quantities = [figure for figure in figures if figure.shape is not Shape.NOT_A_QUANTITY]
    if not quantities:
        return "no quantity" if figures else "nothing"
    return " and ".join(map(_said, quantities))


def _said(figure: Figure) -> str:
    if figure.shape is Shape.RANGE:
        return "range"
    if figure.value is None:
        return "malformed"
    step = "a step of " if figure.change is Change.DELTA else ""
    bound = "" if figure.qualifier is Qualifier.EXACT else f"{figure.qualifier.value} "
    return f"{step}{bound}{_plain(figure.value)}{' dong' if figure.shape is Shape.MONEY else ''}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def date_in(text: str) -> str:
    """The first day of a text's date, and the grain."""
    dates = find_dates(view_of(text).lower)
    return " and ".join(map(_date, dates)) or "none"


def _date(mention: DateMention) -> str:
    span = ARTICLE.span_of(mention)
    assert span is not None
    in_weeks = mention.relative is not None and mention.relative.unit is Unit.WEEK
    return f"{span[0]} {'week' if in_weeks else mention.precision.value}"


READERS: dict[str, Callable[[str], str]] = {
    "numeral": numbers_in,
    "ordinal": numbers_in,
    "money": numbers_in,
    "time": date_in,
}


def agreements() -> Iterator[tuple[str, str, str]]:
    for kind, entries in TABLE.items():
        yield from ((kind, text, entry["is"]) for entry in entries for text in entry.get("read", ()))


def differences() -> Iterator[tuple[str, str, str, str]]:
    for kind, entries in TABLE.items():
        for entry in entries:
            yield from ((kind, case["text"], case["is"], case["ours"]) for case in entry.get("differs", ()))


@pytest.mark.parametrize(("kind", "text", "expected"), list(agreements()))
def test_a_text_is_read_as_duckling_reads_it(kind: str, text: str, expected: str) -> None:
    assert READERS[kind](text) == expected


@pytest.mark.parametrize(("kind", "text", "theirs", "ours"), list(differences()))
def test_a_difference_is_the_one_that_is_written_down(kind: str, text: str, theirs: str, ours: str) -> None:
    assert READERS[kind](text) == ours != theirs


def test_every_difference_has_its_reason() -> None:
    for entries in TABLE.values():
        for entry in entries:
            assert ("read" in entry) != ("differs" in entry)
            assert "differs" not in entry or len(entry["reason"]) > 30


SPANS = [
    text for kind, text, theirs, _ in differences() if kind == "time" and theirs.endswith(("r", "e", "s"))
]


@pytest.mark.parametrize("text", [text for text in SPANS if " s " not in text])
def test_times_and_spans_are_no_quantities(text: str) -> None:
    assert numbers_in(text) in ("nothing", "no quantity")


@pytest.mark.parametrize("text", ["Hôm nay", "Ngày hôm nay", "Bây giờ", "Sáng nay"])
def test_today_is_the_day_of_the_text_without_being_read(text: str) -> None:
    claim = only_claim(f"{text}, toàn tỉnh đã cấp 43.120 chữ ký số.")
    assert (claim.as_of, claim.as_of_basis) == (dt.date(2024, 3, 5), DateBasis.DATELINE)
