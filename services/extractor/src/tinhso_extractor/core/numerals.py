"""What a run of digits is worth: grouping, decimals, scale words. Strict: None means «not sure»."""

from decimal import Decimal
from typing import Final

import regex

SCALES: Final = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "vạn": 10_000,
    "triệu": 10**6,
    "tr": 10**6,
    "k": 1000,
    "tỷ": 10**9,
    "tỉ": 10**9,
}

_GROUPED: Final = regex.compile(r"(?!0)\d{1,3}(?:[. ]\s?\d{3})+(?:,\d+)?")
_DECIMAL_COMMA: Final = regex.compile(r"\d+,\d+")
_DECIMAL_DOT: Final = regex.compile(r"\d+\.\d{1,2}|0\.\d{3,4}")
_THREE_AFTER_COMMA: Final = regex.compile(r"[1-9]\d*,\d{3}")

NUMBER_PATTERN: Final = (
    r"(?:(?<!\S)[.,])?\d+(?:[.,]{1,2}\d+)*"
    # Misprinted, `43. 550`; not the number of an item, `9. 128.700 người`.
    r"(?:(?!(?<=(?:^|\n)\s*\d{1,2})\.\s\d{3}\.)\.\s\d{3}(?:\.\d{3})*(?!\d|\s?%)|(?:\s\d{3})+(?![\d.,]\d|\d))?"
)
"""A run of digits with whatever separators stand in or before it; `value_of` says if it is well formed."""


def value_of(written: str, *, decimal_dot: bool = False) -> Decimal | None:
    """The value of digits as a Vietnamese text prints them; None when malformed or ambiguous.

    `decimal_dot`: whether a dot before one or two digits, or behind a sole zero, may be a decimal sign, as
    some house styles have it.

    >>> value_of("1.837.317"), value_of("80,07"), value_of("43 550")
    (Decimal('1837317'), Decimal('80.07'), Decimal('43550'))
    >>> value_of("1.3521"), value_of("931.00"), value_of("7,113"), value_of(",77")
    (None, None, None, None)
    >>> value_of("774.45", decimal_dot=True), value_of("0,6077"), value_of("0.748", decimal_dot=True)
    (Decimal('774.45'), Decimal('0.6077'), Decimal('0.748'))
    """
    if written.isdecimal():
        return Decimal(int(written))
    if _GROUPED.fullmatch(written):
        whole, _, fraction = written.partition(",")
        digits = "".join(whole.replace(".", " ").split())
        return Decimal(f"{digits}.{fraction}" if fraction else digits)
    if _THREE_AFTER_COMMA.fullmatch(written):
        return None
    if _DECIMAL_COMMA.fullmatch(written):
        return Decimal(written.replace(",", "."))
    if decimal_dot and _DECIMAL_DOT.fullmatch(written):
        return Decimal(written)
    return None


def scaled(value: Decimal, words: str) -> Decimal:
    """
    >>> scaled(Decimal("1.6"), "triệu"), scaled(Decimal("3.2"), "nghìn tỷ")
    (Decimal('1600000'), Decimal('3200000000000'))
    >>> scaled(Decimal(2), "triệu rưỡi")
    Decimal('2500000')
    """
    factor = Decimal(1)
    half = False
    for word in words.split():
        if word == "rưỡi":
            half = True
        else:
            factor *= SCALES[word]
    result = value * factor + (factor / 2 if half else 0)
    return result.quantize(Decimal(1)) if result == result.to_integral_value() else result.normalize()
