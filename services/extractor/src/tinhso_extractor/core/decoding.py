"""The bytes of a page become text, whatever encoding they came in."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

import regex

from tinhso_shared.outcomes import BadMessage, Reason

MOST_BROKEN: Final = 0.01
"""A page with a few bytes gone wrong is still read; they show as U+FFFD, as in a browser."""
_BROKEN: Final = "\ufffd"
_PROBE: Final = 50_000
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
    text = _as_unicode(body)
    if text is None:
        text = _as_legacy(body)
    if text is None:
        raise BadMessage(
            Reason.UNDECODABLE_BODY,
            f"{len(body)} bytes are no text in {', '.join(['UTF-8', 'UTF-16', *LEGACY])}",
        )
    return _without_abc_font(text).replace("\x00", _BROKEN).removeprefix("\ufeff")


def _as_unicode(body: bytes) -> str | None:
    """UTF-8 first: what is valid UTF-8 is hardly ever anything else, whatever the page claims."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _unless_broken(body.decode("utf-16", "replace"))
    return _unless_broken(body.decode("utf-8", "replace"))


def _unless_broken(text: str) -> str | None:
    broken = text.count(_BROKEN) + text.count("\x00")
    return text if broken <= len(text) * MOST_BROKEN else None


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
    probe = text[:_PROBE]
    if probe.isascii() or _VIETNAMESE_ONLY.search(probe):
        return text
    meant = text.translate(TCVN3)
    better = _evidence(meant) >= max(_LEAST_EVIDENCE, 2 * _evidence(text))
    return meant if better else text


def _evidence(text: str) -> int:
    return len(_COMMON.findall(unicodedata.normalize("NFC", text[:_PROBE])))
