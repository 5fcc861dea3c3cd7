"""Spells numbers the way a Vietnamese schoolbook does: an oracle that shares nothing with the reader."""

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def in_words(number: int) -> str:
    """
    >>> in_words(21_011), in_words(105), in_words(1_200_000)
    ('hai mươi mốt nghìn không trăm mười một', 'một trăm linh năm', 'một triệu hai trăm nghìn')
    >>> in_words(3_200_000_000_005)
    'ba nghìn hai trăm tỷ không trăm linh năm'
    """
    billions, rest = divmod(number, _BILLION)
    said = [f"{in_words(billions)} tỷ"] if billions else []
    for at, scale in ((2, " triệu"), (1, " nghìn"), (0, "")):
        group = rest // 1000**at % 1000
        if group:
            said.append(_group(group, with_hundreds=bool(said)) + scale)
    return " ".join(said)


def _group(group: int, *, with_hundreds: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    words = [_UNITS[hundreds], "trăm"] if hundreds or with_hundreds else []
    if tens == 0 and unit:
        words += ["linh", _UNITS[unit]] if words else [_UNITS[unit]]
    elif tens == 1:
        words += ["mười", *([_after_ten(unit)] if unit else [])]
    elif tens:
        words += [_UNITS[tens], "mươi", *([_after_tens(unit)] if unit else [])]
    return " ".join(words)


def _after_ten(unit: int) -> str:
    return "lăm" if unit == 5 else _UNITS[unit]


def _after_tens(unit: int) -> str:
    return {1: "mốt", 4: "tư", 5: "lăm"}.get(unit, _UNITS[unit])
