"""A normalised view of a text to match on, with a map back: evidence is always exact in the original.

Numbers in words stand in it as digits, so that whoever reads digits reads them too.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from tinhso_extractor.core.spelled import find_spelled

# Characters that look like others, or that only lay a text out; one view character stands for each.
LOOK_ALIKES: Final = str.maketrans(
    {
        "ƣ": "ư",
        "Ƣ": "Ư",
        "Ð": "Đ",
        "ð": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\t": " ",
        "\r": " ",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "％": "%",
    }
)
INVISIBLE: Final = frozenset({"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"})
# Few characters of a text are any of these: `re` finds them ten times as fast as each is looked up.
_LOOK_ALIKE: Final = re.compile(f"[{''.join(map(chr, LOOK_ALIKES))}]")
_INVISIBLE: Final = re.compile(f"[{''.join(INVISIBLE)}]")

# Both ways of placing the tone mark, `hoà` and `hòa`, become the newer one.
_TONE_PAIRS: Final = (("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("oè", "òe"),
                      ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"), ("uỳ", "ùy"), ("uý", "úy"),
                      ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"))  # fmt: skip
_NEW_TONE: Final = dict(_TONE_PAIRS)
# Not after q (`quý`), and only where the syllable ends: `toàn` has its mark where it belongs. Both cases are
# written out, which is found twice as fast as what ignores case.
_OLD_TONE: Final = regex.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![\p{L}\p{M}])")
# Digits of other scripts; the newest ones Python can't convert yet.
_OTHER_DIGIT: Final = regex.compile(r"[^\P{Nd}0-9]")
_CLUSTER: Final = regex.compile(r".\p{M}*", regex.DOTALL)
_TI: Final = regex.compile(r"\btỉ\b")


@dataclass(frozen=True)
class View:
    """`text` for names, `lower` for words; both have the same length."""

    original: str = field(repr=False)
    text: str
    lower: str = field(repr=False)
    starts: Sequence[int] = field(repr=False)
    """Where each view character begins in the original; one more entry for the end."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original that a span of the view stands for."""
        if end <= start:
            return self.starts[start], self.starts[start]
        return self.starts[start], self._end_of(end - 1)

    def _end_of(self, last: int) -> int:
        # Up to the next character's beginning, less what is invisible between the two.
        while self.starts[last + 1] == self.starts[last]:
            last += 1  # the digits of a number in words all begin where its words do
        end = self.starts[last + 1]
        while end > self.starts[last] + 1 and self.original[end - 1] in INVISIBLE:
            end -= 1
        return end


# A long line that breaks off, no row of a table, and goes on in lower case, or with the number that its verb
# leads to.
_BROKEN_LINE: Final = regex.compile(
    r"""(?<=[^\n|]{39}[\p{L}\d,]\ ?)\n(?=\p{Ll}+[,;]?\s\S)
      | (?<=[^\n|]{30}\b(?:đạt|là|gồm|trên|hơn|của|với|khoảng|gần|tới))\n(?=\d)""",
    regex.VERBOSE,
)

# Lines as a printed page has them: none is longer, and where one breaks off, the next word had no room.
_WIDEST_PAGE: Final = 140
_NARROWEST_PAGE: Final = 60
_LEAST_FULL_LINES: Final = 5
_FULL: Final = 0.85
_NEVER_GOES_ON: Final = regex.compile(r"[.!?:]\W*$")
_BEGINS_ANEW: Final = regex.compile(r"\W*$|\s*(?:[-+*•]|(?:\d{1,2}|[IVX]+|\p{L})[.)]\s)")


def view_of(original: str) -> View:
    """
    >>> view_of("Đa\u0323t 5%").text
    'Đạt 5%'
    >>> view_of("hoà bình, toàn tỉnh").text
    'hòa bình, toàn tỉnh'
    >>> view_of("Hai mươi lăm xã, ２５ xã").text
    '25 xã, 25 xã'
    """
    if unicodedata.is_normalized("NFC", original):
        characters, starts = _visible(original, range(len(original) + 1))
    else:
        characters, starts = _visible(*_composed(original))
    characters = _OTHER_DIGIT.sub(_as_western, _LOOK_ALIKE.sub(_meant, characters))
    text = _BROKEN_LINE.sub(" ", _with_lines_joined(_OLD_TONE.sub(_with_new_tone, characters)))
    return _with_digits(View(original, text, _lower(text), starts))


def _with_lines_joined(text: str) -> str:
    """The lines of a page that was broken at its right edge, one after the other where a sentence goes on."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST_PAGE <= width <= _WIDEST_PAGE:
        return text
    goes_on = [_goes_on(line, after, width) for line, after in itertools.pairwise(lines)]
    in_mid_sentence = sum(
        joined and not after[:1].isupper() for joined, after in zip(goes_on, lines[1:], strict=True)
    )
    if in_mid_sentence < _LEAST_FULL_LINES:
        return text
    ends = [" " if joined else "\n" for joined in goes_on]
    return "".join(itertools.chain.from_iterable(itertools.zip_longest(lines, ends, fillvalue="")))


def _goes_on(line: str, after: str, width: int) -> bool:
    """The next line's first word would have been beyond the edge, and nothing ends or begins here."""
    first_word = len(after.split(maxsplit=1)[0]) if after.strip() else 0
    full = len(line) + 1 + first_word > _FULL * width
    return full and "|" not in line and not _NEVER_GOES_ON.search(line) and not _BEGINS_ANEW.match(after)


def _with_digits(view: View) -> View:
    """The same view with its numbers in words as digits."""
    text, lower = "", ""
    starts: list[int] = []
    at = 0
    for number in find_spelled(view.lower):
        text += view.text[at : number.start] + number.written
        lower += view.lower[at : number.start] + number.written
        starts += view.starts[at : number.start]
        starts += [view.starts[number.start]] * len(number.written)
        at = number.end
    if not at:
        return view
    return View(view.original, text + view.text[at:], lower + view.lower[at:], [*starts, *view.starts[at:]])


def _visible(characters: str, starts: Sequence[int]) -> tuple[str, Sequence[int]]:
    if not _INVISIBLE.search(characters):
        return characters, starts
    kept = [number for number, character in enumerate(characters) if character not in INVISIBLE]
    return "".join(characters[number] for number in kept), [*(starts[number] for number in kept), starts[-1]]


def _composed(original: str) -> tuple[str, Sequence[int]]:
    """Each character with the marks that follow it as one; marks that fit no letter are left out."""
    clusters = _CLUSTER.findall(original)
    starts = itertools.accumulate(map(len, clusters), initial=0)
    return "".join(map(_as_one, clusters)), list(starts)


@functools.lru_cache(maxsize=4096)
def _as_one(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster)[0]


def _meant(found: re.Match[str]) -> str:
    return str(LOOK_ALIKES[ord(found.group())])


def _as_western(found: regex.Match[str]) -> str:
    return str(unicodedata.decimal(found.group(), "?"))


def _with_new_tone(found: regex.Match[str]) -> str:
    old = found.group()
    new = _NEW_TONE[old.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))


def _lower(text: str) -> str:
    """Lower case, one character for one: `İ` would become two. `tỉ lệ` is `tỷ lệ` in another spelling."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower()[:1] or c for c in text)
    return _TI.sub("tỷ", lowered) if "tỉ" in lowered else lowered
