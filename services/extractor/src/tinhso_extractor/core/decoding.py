"""The bytes of a page become text, whatever encoding they came in."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

import regex

from tinhso_shared.outcomes import BadMessage, Reason

MOST_BROKEN: Final = 0.01
"""Of all characters. A page with a few bytes gone wrong is read; they show as U+FFFD, as in a browser."""
MOST_BROKEN_BEYOND_ASCII: Final = 0.1
"""Of those beyond ASCII: a legacy page with much markup has hardly any, and then nearly all are broken."""
FEW_BROKEN: Final = 10
"""In a page that is otherwise ASCII, such as one whose letters are all entities."""
_BROKEN: Final = "\ufffd"
_PROBE: Final = 50_000
_LONG_ASCII: Final = regex.compile(r"[\x00-\x7f]{96,}")
_AT_ITS_ENDS: Final = 16
"""Characters of words that may belong to what stands beside it."""
_LEAST_EVIDENCE: Final = 5

# TCVN 5712 as the ABC fonts have it: capitals with tones are the small letters in another font.
_TCVN3_LETTERS: Final = (
    "àB5áB8ảB6ãB7ạB9ăA8ằBBắBEẳBCẵBDặC6âA9ầC7ấCAẩC8ẫC9ậCBđAEèCCéD0ẻCEẽCFẹD1êAAềD2ếD5ểD3ễD4ệD6ìD7íDDỉD8ĩDCịDE"
    "òDFóE3ỏE1õE2ọE4ôABồE5ốE8ổE6ỗE7ộE9ơACờEAớEDởEBỡECợEEùEFúF3ủF1ũF2ụF4ưADừF5ứF8ửF6ữF7ựF9ỳFAýFDỷFBỹFCỵFE"
    "ĂA1ÂA2ÊA3ÔA4ƠA5ƯA6ĐA7"
)
TCVN3: Final = {
    int(_TCVN3_LETTERS[at + 1 : at + 3], 16): _TCVN3_LETTERS[at] for at in range(0, len(_TCVN3_LETTERS), 3)
}
# The commonest syllables of any Vietnamese text that have letters beyond ASCII.
_COMMON: Final = regex.compile(
    r"\b(?:của|và|các|được|có|người|đã|là|những|với|ở|tại|số|tỉnh|điện tử|công|về|đến|trên|không|năm|từ)\b",
    regex.IGNORECASE,
)
_VIETNAMESE_ONLY: Final = regex.compile(r"[\u1ea0-\u1ef9]")


def decoded(body: bytes, content_type: str | None = None) -> str:
    """Raises BadMessage(UNDECODABLE_BODY)."""
    unicode = _as_unicode(body)
    text = _unless_broken(unicode)
    if text is None:
        text = _as_legacy(body)
    if text is None:
        text = _if_unicode_beyond_doubt(unicode)
    if text is None:
        raise BadMessage(
            Reason.UNDECODABLE_BODY,
            f"{len(body)} bytes are no text in {', '.join(['UTF-8', 'UTF-16', *LEGACY])}",
        )
    return _without_abc_font(text).replace("\x00", _BROKEN).removeprefix("\ufeff")


def _as_unicode(body: bytes) -> str:
    """UTF-8 first: what is valid UTF-8 is hardly ever anything else, whatever the page claims."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8", "replace")


def _unless_broken(text: str) -> str | None:
    broken = _count_broken(text)
    if not broken:
        return text
    beyond_ascii = text.count("\x00") + len(text) - len(text.encode("ascii", "ignore"))
    most = min(len(text) * MOST_BROKEN, beyond_ascii * MOST_BROKEN_BEYOND_ASCII)
    return text if broken <= most else None


def _if_unicode_beyond_doubt(text: str) -> str | None:
    """Few bytes are broken, or none of its letters: emojis as old systems write them are no UTF-8."""
    broken = _count_broken(text)
    is_unicode = broken <= FEW_BROKEN or _VIETNAMESE_ONLY.search(text) is not None
    return text if broken <= len(text) * MOST_BROKEN and is_unicode else None


def _count_broken(text: str) -> int:
    return text.count(_BROKEN) + text.count("\x00")


def _as_legacy(body: bytes) -> str | None:
    """The encoding in which the text has the most Vietnamese words; what a page declares is often wrong."""
    readings = [text for text in _legacy_readings(body) if text is not None]
    best = max(readings, key=_evidence, default=None)
    return best if best is not None and _evidence(best) >= _LEAST_EVIDENCE else None


def _legacy_readings(body: bytes) -> Iterator[str | None]:
    for decode in LEGACY.values():
        yield _unless_broken(decode(body))


def _windows_1258(body: bytes) -> str:
    return body.decode("windows-1258", "replace")


def _tcvn3(body: bytes) -> str:
    return body.decode("latin-1").translate(TCVN3)


def _utf_16(name: str) -> Callable[[bytes], str]:
    return lambda body: body.decode(name, "replace")


LEGACY: Final[dict[str, Callable[[bytes], str]]] = {
    "windows-1258": _windows_1258,
    "TCVN3": _tcvn3,
    "UTF-16LE": _utf_16("utf-16-le"),
    "UTF-16BE": _utf_16("utf-16-be"),
}


def _without_abc_font(text: str) -> str:
    """`C«ng nghÖ`: letters of an ABC font that were taken for Latin ones before they became Unicode."""
    # Most pages have such a letter early on; only the others are searched for where their letters are.
    if text.isascii() or _VIETNAMESE_ONLY.search(text[:_PROBE]) or _VIETNAMESE_ONLY.search(_probe_of(text)):
        return text
    meant = text.translate(TCVN3)
    better = _evidence(meant) >= max(_LEAST_EVIDENCE, 2 * _evidence(text))
    return meant if better else text


def _evidence(text: str) -> int:
    return len(_COMMON.findall(unicodedata.normalize("NFC", _probe_of(text))))


def _probe_of(text: str) -> str:
    """Where the letters beyond ASCII are: scripts and a form's state can be longer than the article."""
    return _LONG_ASCII.sub(lambda run: f"{run[0][:_AT_ITS_ENDS]} {run[0][-_AT_ITS_ENDS:]}", text)[:_PROBE]
