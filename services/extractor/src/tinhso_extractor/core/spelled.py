"""Numbers in words, `hai mươi lăm`, as the digits that the view shows for them.

A lone small word (`hai huyện`, `một cửa`, `Thủ Dầu Một`, `thứ ba`) is hardly ever a statistic and often no
number: it is read only where `phần trăm`, `%`, `đồng`, or the same number in brackets stands right behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from tinhso_extractor.core.anchored import Anchored
from tinhso_extractor.core.numerals import NUMBER_PATTERN, SCALES, scaled, value_of

_DIGITS: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_BIG: Final = {name: SCALES[name] for name in ("nghìn", "ngàn", "vạn", "triệu", "tỷ")}

_ = r"(?:[ ]{1,2})"
# `năm 2023` is a year, `hai mươi năm` are years; five after tens is `lăm`.
_UNIT = r"(?:một|hai|ba|bốn|năm(?![ ]{1,2}(?:19|20)\d\d)|sáu|bảy|bẩy|tám|chín)"
_AFTER_TENS = (
    r"(?:mốt|một|hai|ba|bốn|lăm|nhăm|sáu|bảy|bẩy|tám|chín"
    r"|tư(?![ ]{1,2}(?:nhân|vấn|liệu|pháp|lệnh|thế|tưởng|thục|cách)\b))"
)
_TENS = (
    rf"(?:mười\b(?:{_}(?!mốt|tư){_AFTER_TENS}\b)?|{_UNIT}{_}mươi\b(?:{_}{_AFTER_TENS}\b)?"
    rf"|(?!một){_UNIT}{_}(?:mốt|lăm|nhăm)\b|{_UNIT}{_}chục\b)"
)
_ODD = rf"(?:linh|lẻ){_}(?:{_UNIT}|tư)\b"
_HUNDREDS = rf"(?:{_UNIT}|không){_}trăm\b(?:{_}(?:{_TENS}|{_ODD}))?"
_GROUP = rf"(?:{_HUNDREDS}|{_TENS}|{_UNIT}\b|\d{{1,3}})"
_SCALE = rf"(?:{'|'.join(_BIG)})\b(?!{_}(?:lệ|trọng|giá|suất|số|phú)\b)"
_PART = rf"{_GROUP}{_}{_SCALE}(?:{_}{_SCALE})*"
_WHOLE = (
    rf"(?:{_PART}(?:{_}{_PART})*(?:{_}(?:{_HUNDREDS}|{_TENS}|{_ODD}))?(?:{_}rưỡi\b)?"
    rf"|{_HUNDREDS}(?:{_}rưỡi\b)?|{_TENS})"
)
_FRACTION = rf"(?:{_TENS}|(?:{_UNIT}|không)\b(?:{_}(?:{_UNIT}|không)\b){{0,3}}|\d{{1,3}})"
_DECIMAL = rf"(?:{_TENS}|{_UNIT}|không){_}phẩy{_}{_FRACTION}(?:{_}{_SCALE}){{0,2}}"
# `chín phần mười` is 90%; `một phần tư pháp`, `trực tuyến một phần năm nay` are none, and a third has no end.
_FIFTH = rf"năm(?!{_}(?:nay|ngoái|trước|qua|sau|tới|\d))"
_FOURTH = rf"tư(?!{_}(?:nhân|pháp|liệu))"
_SHARE = rf"(?!một){_UNIT}{_}phần{_}(?:mười|{_FIFTH}|{_FOURTH})\b"
_HALF = rf"(?:nửa{_}(?:trăm\b|{_SCALE})|(?:trăm|{_SCALE}){_}rưỡi\b)"
_LONE = (
    rf"(?:{_UNIT}|mười)\b(?={_}?%|{_}phần{_}trăm\b|{_}đồng\s*(?:[.,;:)/]|$)|{_}?\(\d+\)"
    rf"|(?<=\d{_}?\((?:{_UNIT}|mười))\))"
)

# `vài ba nghìn`, `hai ba chục`, `năm bảy trăm`, `hàng trăm`: about so many, not a number.
_NO_BEGINNING: Final = regex.compile(
    r"\d[.,]$|\b(?:vài|dăm|mấy|đôi|hàng|một|hai|ba|bốn|(?P<five>năm)|sáu|bảy|bẩy|tám|chín|mười),?[ ]{1,2}$"
)
_FIVE_OR_SO: Final = ("sáu", "bảy", "bẩy")
# `một triệu hai`, `hai trăm ba`: what the last word stands for is left to the ear.
_MORE = (
    rf"{_}(?:(?!năm){_UNIT}|tư|mốt|lăm|nhăm|mươi|trăm|chục|mười|phẩy|rưỡi|{_SCALE}|\d[\d.,]*{_}{_SCALE})\b"
)

# A unit word is common, a unit word with one of these behind it is a number.
_SECOND = ("mươi", "trăm", "chục", *_BIG, "phẩy", "mốt", "lăm", "nhăm", "phần", "đồng", "(")
_FIRST: Final = (
    *(f"{unit}{gap}{second}" for unit in _DIGITS for gap in (" ", "  ") for second in _SECOND),
    *(f"{unit}{sign}" for unit in _DIGITS for sign in ("%", "(", ")")),
    *(f"{big} rưỡi" for big in ("trăm", *_BIG)),
    "mười",
    "nửa",
)
SPELLED: Final = Anchored(
    regex.compile(
        rf"(?<![\p{{L}}\d])(?>(?P<share>{_SHARE})|(?P<decimal>{_DECIMAL})|(?P<whole>{_WHOLE})|(?P<half>{_HALF})|(?P<lone>{_LONE}))"
        rf"(?![\p{{L}}\d])(?!{_MORE})"
    ),
    _FIRST,
)

_IN_BRACKETS: Final = regex.compile(rf"{_}?\((?P<digits>{NUMBER_PATTERN})\)")
_UNITS: Final = rf"(?:{_}?(?:đồng|vnđ|vnd|đ)(?:{_}chẵn)?)?"
_BEFORE_BRACKET: Final = regex.compile(
    rf"(?<![\d.,])(?P<digits>{NUMBER_PATTERN})(?P<scale>(?:{_}{_SCALE})*){_UNITS}"
    rf"(?P<opening>{_}?\((?:(?:viết{_})?bằng{_}chữ{_}?:?{_}?)?)$"
)
_CLOSING: Final = regex.compile(rf"{_UNITS}\.?\)")
_LONGEST_BEFORE: Final = 60
_AFTER_DIGITS: Final = regex.compile(rf"\d{_}(?:{_SCALE})(?:{_}{_SCALE})*{_}$")
# `năm hai nghìn không trăm hai mươi ba`
_YEAR: Final = regex.compile(
    r"(?<=\bnăm[ ]{1,2})(?:hai[ ]{1,2}(?:nghìn|ngàn)|một[ ]{1,2}(?:nghìn|ngàn)[ ]{1,2}chín)"
)


@dataclass(frozen=True)
class Spelled:
    """Words from `start` to `end`, and the digits that say the same."""

    start: int
    end: int
    written: str


def find_spelled(lower: str) -> Iterator[Spelled]:
    """The numbers in words of a lower-case text, in order.

    >>> [s.written for s in find_spelled("hai mươi lăm xã, một triệu hai trăm nghìn lượt, một số huyện")]
    ['25', '1.200.000']
    """
    for match in SPELLED.finditer(lower):
        value = _value(match) if _may_begin(match) else None
        if value is not None:
            yield _repeated(lower, match, value) or Spelled(*match.span(), _written(match, value))


def _may_begin(match: regex.Match[str]) -> bool:
    if match["half"] and match.string[max(0, match.start() - 3) : match.start()].rstrip()[-1:].isdigit():
        return False  # `2 triệu rưỡi` is the digits' own
    before = _NO_BEGINNING.search(match.string, max(0, match.start() - 8), match.start())
    if before is None:
        return True
    # `mỗi năm hai nghìn` begins with `hai`.
    return before["five"] is not None and not match.group().startswith(_FIVE_OR_SO)


def _value(match: regex.Match[str]) -> Decimal | None:
    words = match.group().split()
    if match["share"]:
        share = Decimal(_DIGITS[words[0]]) / _DIGITS[words[2]]
        return 100 * share if share < 1 else None
    if match["half"]:
        share = Decimal("0.5") if words[0] == "nửa" else Decimal("1.5")
        return scaled(share, words[1] if words[0] == "nửa" else words[0])
    if match["decimal"]:
        return _decimal(words)
    return _whole(words) if words[0] != "không" else None


def _decimal(words: list[str]) -> Decimal:
    at = words.index("phẩy")
    scales = [word for word in words if word in _BIG]
    fraction = words[at + 1 : len(words) - len(scales)]
    plain = all(word in _DIGITS and word not in ("lăm", "nhăm", "mốt") for word in fraction)
    digits = "".join(str(_DIGITS[word]) for word in fraction) if plain else str(_group(fraction))
    value = Decimal(f"{_group(words[:at])}.{digits}")
    return scaled(value, " ".join(scales)) if scales else value


def _whole(words: list[str]) -> Decimal | None:
    """`ba nghìn hai trăm tỷ năm triệu` is (3000 + 200) × 10⁹ + 5 × 10⁶; None where a part is too big."""
    half = words[-1] == "rưỡi"
    if half and words[-2] not in SCALES:
        return None  # `hai mươi lăm rưỡi`: half of what
    parts: list[tuple[int, int]] = []  # value, unit
    for group, unit in _groups(words[:-1] if half else words):
        count = group
        while parts and parts[-1][1] < unit:
            value, smaller = parts.pop()
            if count >= smaller:
                return None
            count += value
        if parts and count * unit >= parts[-1][1]:
            return None
        parts.append((count * unit, unit))
    total = Decimal(sum(value for value, _ in parts))
    return total + Decimal(SCALES[words[-2]]) / 2 if half else total


def _groups(words: list[str]) -> Iterator[tuple[int, int]]:
    """What stands before each scale word, and the scale; nothing stands before the second of `nghìn tỷ`."""
    group: list[str] = []
    for word in words:
        if word in _BIG:
            yield _group(group), _BIG[word]
            group = []
        else:
            group.append(word)
    if group:
        yield _group(group), 1


def _group(words: list[str]) -> int:
    """A number below a thousand."""
    total = 0
    for word in words:
        if word in ("mươi", "chục"):
            total += 9 * (total % 10)
        elif word == "trăm":
            total *= 100
        elif word in ("mốt", "lăm", "nhăm") and not ("mươi" in words or "mười" in words):
            total += 9 * (total % 10) + _DIGITS[word]  # `hai lăm` leaves its `mươi` out
        elif word not in ("linh", "lẻ"):
            total += int(word) if word.isdigit() else _DIGITS[word]
    return total


def _written(match: regex.Match[str], value: Decimal) -> str:
    if match["share"]:
        return f"{int(value)}%"
    if _AFTER_DIGITS.search(match.string, max(0, match.start() - 24), match.start()):
        return _after_digits(match.group().split(), value)
    if value == value.to_integral_value():
        is_year = _YEAR.match(match.string, match.start()) and 1900 < value < 2100 and value != 2000
        return str(int(value)) if is_year else f"{int(value):,}".replace(",", ".")
    written = str(value).replace(".", ",")
    # A comma before three digits is ambiguous in print, never in words.
    return written + "0" if regex.fullmatch(r"\d+,\d{3}", written) else written


def _after_digits(words: list[str], value: Decimal) -> str:
    """`1 tỷ hai trăm triệu` becomes `1 tỷ 200 triệu`, which is read as a whole."""
    numbers = [word for word in words if word not in _BIG]
    if words[-1] not in _BIG or words[-2] in _BIG or numbers != words[:-1]:
        return f"{int(value):,}".replace(",", ".")
    return f"{_group(numbers)} {words[-1]}"


def _repeated(lower: str, match: regex.Match[str], value: Decimal) -> Spelled | None:
    """`hai mươi (20)`, `15 (mười lăm)`: one number, said twice."""
    behind = _IN_BRACKETS.match(lower, match.end())
    if behind and value_of(behind["digits"]) == value:
        return Spelled(match.start(), behind.end(), behind["digits"])
    closing = _CLOSING.match(lower, match.end())
    if closing is None:
        return None
    before = _BEFORE_BRACKET.search(lower[max(0, match.start() - _LONGEST_BEFORE) : match.start()])
    if before is None:
        return None
    digits = value_of(before["digits"])
    if digits is None or scaled(digits, before["scale"]) != value:
        return None
    return Spelled(match.start() - len(before["opening"]), closing.end(), "")
