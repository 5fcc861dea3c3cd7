"""Laws of numbers, against what others know of them."""

from decimal import Decimal

from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from support.spelling import in_words
from tinhso_extractor.core.numerals import value_of
from tinhso_extractor.core.spelled import find_spelled

DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=4)
MARK = st.sampled_from([".", ","])
ANYTHING = st.lists(st.one_of(DIGITS, MARK), min_size=1, max_size=7).map("".join)
GROUPED = st.builds(
    lambda first, groups: first + "".join(mark + group for mark, group in groups),
    DIGITS,
    st.lists(st.tuples(MARK, st.one_of(DIGITS, st.text("0123456789", min_size=3, max_size=3))), max_size=3),
)
WRITTEN = st.one_of(GROUPED, ANYTHING)
VALUES = st.decimals(min_value=0, max_value=10**15, places=4, allow_nan=False)


def by_the_locale(written: str) -> Decimal | None:
    """What the Unicode locale data for Vietnamese make of it."""
    try:
        return parse_decimal(written, locale="vi", strict=True)
    except NumberFormatError:
        return None


def is_ambiguous(written: str) -> bool:
    """`7,113`: some writers group by commas, as the English do; `1.000,250` can't be meant so."""
    whole, _, fraction = written.partition(",")
    return len(fraction) == 3 and "." not in whole and not whole.startswith("0")


@given(WRITTEN)
def test_what_the_locale_reads_strictly_is_read_to_the_same_value(written: str) -> None:
    expected = by_the_locale(written)
    if expected is not None and written[0].isdigit() and written[-1].isdigit():
        assert value_of(written) == (None if is_ambiguous(written) else expected)


@given(WRITTEN)
def test_nothing_is_read_that_the_locale_refuses(written: str) -> None:
    assert value_of(written) in (None, by_the_locale(written))


@given(VALUES)
def test_a_number_formatted_for_the_locale_is_read_as_itself(value: Decimal) -> None:
    written = format_decimal(value, locale="vi", decimal_quantization=False)
    assert value_of(written) == (None if is_ambiguous(written) else value)


@given(st.integers(min_value=11, max_value=10**15))
def test_a_number_spelled_out_is_read_as_itself(number: int) -> None:
    words = in_words(number)
    (spelled,) = find_spelled(words)
    assert (spelled.start, spelled.end) == (0, len(words))
    assert value_of(spelled.written) == number
