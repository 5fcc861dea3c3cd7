"""A text in parts: paragraphs (its lines), their sentences, the sentences' clauses; what is page furniture."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final, Generic, Protocol, TypeVar

import regex

from tinhso_extractor.core.view import View

# Where the article is over and other articles' headlines begin.
END_OF_ARTICLE: Final = regex.compile(
    r"""^\W*(?: bạn\ có\ thể\ quan\ tâm | có\ thể\ bạn\ quan\ tâm | tin\ liên\ quan | bài\ liên\ quan | tin\ khác
      | các\ tin\ khác | tin\ cùng\ chuyên\ mục | cùng\ chuyên\ mục | tin\ mới\ hơn | tin\ cũ\ hơn | đọc\ thêm
      | bài\ viết\ khác | các\ bài\ khác | tin\ bài\ khác | ý\ kiến\ bình\ luận | ý\ kiến\ bạn\ đọc | tin\ đọc\ nhiều
      | xem\ nhiều | đọc\ nhiều | bình\ luận | tin\ nổi\ bật | tin\ mới | lên\ đầu\ top )\W*(?:\(\d+\)\W*)?$""",
    regex.VERBOSE,
)  # matches "Tin liên quan:"; not "Tin mới từ hội nghị cho biết"

# A line that lists or links, and says nothing itself.
LIST_MARKS: Final = ("»", "›", "▶", "►")
BARS: Final = regex.compile(r"\s\|\s.*\s\|\s")

CAPTION: Final = regex.compile(
    r"""^\W*(?: ảnh\b | ảnh\ minh\ họa | toàn\ cảnh | quang\ cảnh | các\ đại\ biểu | hình\ ảnh
        # not `Đại diện Sở Y tế cho biết: …`
        | đại\ diện\b(?![^\n]*\b(?:cho\ (?:biết|hay)|nêu|thông\ tin|chia\ sẻ|báo\ cáo|khẳng\ định|kiến\ nghị)\b) )""",
    regex.VERBOSE,
)

_ABBREVIATED: Final = regex.compile(r"(?:\b(?:TP|Tp|TX|Tx|TS|ThS|PGS|GS|BS|Đ/c|đ/c|St|No|tr)|\b\p{Lu})\.$")
_SENTENCE_END: Final = regex.compile(r"(?<=[.!?…][\"»)]?)\s+(?=[\"«(]?[\p{Lu}\d])|(?<=\.{3}|…)\s+")
# The last sign of a sentence, found by `re`: a hundred characters stand between two of them.
_END_SIGN: Final = re.compile(r"[.!?…\"»)]\s")
_NUMBER_BROKEN: Final = regex.compile(r"\d\.\s+\d{3}(?!\d|\s?%)")
# `phủ sóng 4G đến 99,7% địa bàn và đang nỗ lực phủ sóng 5G …`: what is wished for begins anew.
_CLAUSE_END: Final = re.compile(r";|(?= và (?:đang (?:nỗ lực|phấn đấu)|phấn đấu|hướng tới|đặt mục tiêu) )")
SHORT_WORDS: Final = 12
SHORT_PROSE: Final = 200
LONGEST_LIST: Final = 50
LONGEST_SENTENCE: Final = 1500
LONGEST_PARAGRAPH: Final = 4000
LONGEST_BRACKETS: Final = 200
LIST_ITEM: Final = regex.compile(r"\s*(?:[-+*•–]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s")


class Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


START: Final = attrgetter("start")


class Ordered(Generic[P]):
    """Things by where they begin: a stretch of a long text is looked at without looking at all of it."""

    def __init__(self, things: Iterable[P], *, in_order: bool = False) -> None:
        self._things = list(things) if in_order else sorted(things, key=START)
        self._starts = [thing.start for thing in self._things]

    def __iter__(self) -> Iterator[P]:
        return iter(self._things)

    def within(self, start: int, end: int) -> Sequence[P]:
        """Those that begin at `start` or later, and before `end`; in order."""
        starts = self._starts
        first = bisect_left(starts, start)
        return self._things[first : bisect_left(starts, end, first)]

    def before(self, end: int) -> Iterator[P]:
        """Those that begin before `end`, the nearest first."""
        for number in range(bisect_left(self._starts, end) - 1, -1, -1):
            yield self._things[number]


@dataclass(frozen=True)
class Span:
    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


NO_SPAN: Final = Span(0, 0)


@dataclass(frozen=True)
class Sentence(Span):
    paragraph: int
    clause_ends: tuple[int, ...]
    """Where a `;`, what is wished for, or the sentence's end closes a clause."""

    def clause_of(self, at: int) -> Span:
        if len(self.clause_ends) == 1:
            return self
        number = bisect_right(self.clause_ends, at)
        start = self.start if number == 0 else self.clause_ends[number - 1]
        return Span(start, self.clause_ends[min(number, len(self.clause_ends) - 1)])


@dataclass(frozen=True)
class Paragraph(Span):
    number: int
    furniture: bool
    """Not the article's own words: navigation, related headlines, what follows the article."""
    aside: bool
    """A caption or heading: read, but it changes nothing for what follows."""
    is_item: bool
    """`- …`, `1. …`, `2.3. …`, `a) …`"""
    introduction: Span
    """Of a list's item: what the list is of, `Kết quả đến 30/9/2025 như sau:`; else empty."""
    is_top_heading: bool
    """`II. MỤC TIÊU`, `PHẦN I. KẾT QUẢ NĂM 2024`"""


@dataclass(frozen=True)
class Segments:
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]

    def without(self, paragraphs: frozenset[int]) -> "Segments":
        """The same paragraphs; those are not read sentence by sentence."""
        return Segments(self.paragraphs, tuple(s for s in self.sentences if s.paragraph not in paragraphs))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def paragraph_at(self, at: int) -> Paragraph | None:
        number = bisect_right(self.paragraphs, at, key=START) - 1
        found = self.paragraphs[number] if number >= 0 else None
        return found if found and at < found.end else None

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """In the same paragraph."""
        number = bisect_left(self._starts, sentence.start) - 1
        found = self.sentences[number] if number >= 0 else None
        return found if found and found.paragraph == sentence.paragraph else None

    def sentence_ahead_of_paragraph(self, number: int) -> Sentence | None:
        """The last one before it that stands in no caption or heading."""
        start = self.paragraphs[number].start
        for at in range(bisect_left(self._starts, start) - 1, -1, -1):
            if not self.paragraphs[self.sentences[at].paragraph].aside:
                return self.sentences[at]
        return None

    def sentence_at(self, at: int) -> Sentence | None:
        number = bisect_right(self._starts, at) - 1
        found = self.sentences[number] if number >= 0 else None
        return found if found and at < found.end else None


def find_segments(view: View) -> Segments:
    paragraphs = _paragraphs(view)
    sentences = [s for p in paragraphs if not p.furniture for s in _sentences(view, p)]
    return Segments(tuple(paragraphs), tuple(sentences))


def _paragraphs(view: View) -> list[Paragraph]:
    found: list[Paragraph] = []
    begun = over = False
    for at, end in _lines(view.text):
        line, lowered = view.text[at:end], view.lower[at:end]
        if line.strip():
            # Only what follows some text can be the end of the article: menus may carry the same words.
            over = over or (begun and bool(END_OF_ARTICLE.match(lowered)))
            furniture = over or _lists_links(line)
            begun = begun or (not furniture and len(line) > SHORT_PROSE)
            is_item = bool(LIST_ITEM.match(view.lower, at, end))
            introduction = _introduction_of(view, found, _mark_of(line)) if is_item else NO_SPAN
            words = len(line.split())
            aside, is_top = _is_aside(lowered, words), _is_top_heading(line, words)
            found.append(Paragraph(at, end, len(found), furniture, aside, is_item, introduction, is_top))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends; one that is longer than any paragraph is several."""
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield from _pieces(text, at, end, LONGEST_PARAGRAPH)
        at = end + 1


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """The stretch, in parts if nobody would write one as long: cut where a sentence, a clause or a word ends.

    What is looked at for a figure is its sentence and paragraph, so no text takes longer than its length.
    """
    while end - start > longest:
        ends = ((text.rfind(mark, start, start + longest), len(mark)) for mark in (". ", "; ", ", ", " "))
        cut = next((at + length for at, length in ends if at >= 0), start + longest)
        yield start, cut
        start = cut
    yield start, end


def _mark_of(line: str) -> str:
    """`+` of `+ Đăng ký thường trú: …`; items with a number or a letter are alike."""
    first = line.lstrip()[:1]
    return "1" if first.isalnum() else first


def _leads_up(view: View, paragraph: Paragraph) -> bool:
    return view.text[paragraph.start : paragraph.end].rstrip().endswith(":")


def _introduction_of(view: View, before: Sequence[Paragraph], mark: str) -> Span:
    """The last line that is no item of this list itself, where it leads up to it.

    Said under `3. ĐỀ ÁN 06`, it ends with what stands there; said ahead of `1. …`, it is of all of them.
    """
    nearest = reversed(before[-LONGEST_LIST:])
    under: list[Paragraph] = []
    last = None
    for paragraph in nearest:
        # `- Công an tiếp nhận … hồ sơ trực tuyến. Cụ thể: ⏎ + Đăng ký thường trú: …`
        other = _mark_of(view.text[paragraph.start : paragraph.end]) != mark
        if not paragraph.is_item or (other and _leads_up(view, paragraph)):
            last = paragraph
            break
        under.append(paragraph)
    if last is None or not _leads_up(view, last):
        return NO_SPAN
    if any(p.is_top_heading for p in under) and any(p.is_item and p.is_top_heading for p in nearest):
        return NO_SPAN
    return Span(last.start, last.end)


def _lists_links(line: str) -> bool:
    """`Trang chủ | Tin tức | Liên hệ`; with digits it may be a row of a table."""
    if "›" in line or line.lstrip().startswith(LIST_MARKS):
        return True
    return line.count("|") > 1 and bool(BARS.search(line)) and not any(c.isdigit() for c in line)


def _is_aside(line: str, words: int) -> bool:
    return bool(CAPTION.match(line)) or (words <= SHORT_WORDS and not any(c.isdigit() for c in line))


HEADING_WORDS: Final = 14
_TOP_HEADING: Final = regex.compile(r"^\s*(?:[IVX]+|[A-Z]|(?:Phần|PHẦN)\s\S+)\s?[.)/-]\s|^[^\p{Ll}]+$")


def _is_top_heading(line: str, words: int) -> bool:
    return words <= HEADING_WORDS and bool(_TOP_HEADING.match(line))


def _sentences(view: View, paragraph: Paragraph) -> list[Sentence]:
    text = view.text[paragraph.start : paragraph.end]
    cuts = [m.end() for m in _sentence_ends(text) if not _is_inside(text, m.start(), m.end())]
    bounds = [0, *cuts, len(text)]
    return [
        _sentence(view, paragraph.start + a, paragraph.start + b, paragraph.number)
        for start, end in itertools.pairwise(bounds)
        for a, b in _pieces(text, start, end, LONGEST_SENTENCE)
        if text[a:b].strip()
    ]


def _sentence_ends(text: str) -> Iterator[regex.Match[str]]:
    for sign in _END_SIGN.finditer(text):
        found = _SENTENCE_END.match(text, sign.start() + 1)
        if found is not None:
            yield found


def _is_inside(text: str, dot_end: int, next_start: int) -> bool:
    """After `TP.`, an initial, or in the middle of `43. 550`."""
    if _ABBREVIATED.search(text, max(0, dot_end - 6), dot_end):
        return True
    return bool(_NUMBER_BROKEN.match(text, max(0, dot_end - 2)))


def _is_in_brackets(text: str, at: int, start: int, end: int) -> bool:
    """`270.140 tài khoản (mức 1: 18.325; mức 2: 251.815), đạt 95%`: an aside, and the clause goes on behind it."""
    opened = text.rfind("(", max(start, at - LONGEST_BRACKETS), at)
    if opened < 0 or text.find(")", opened, at) >= 0:
        return False
    closed = text.find(")", at, min(end, at + LONGEST_BRACKETS))
    return closed >= 0


def _sentence(view: View, start: int, end: int, paragraph: int) -> Sentence:
    ends = [
        m.end()
        for m in _CLAUSE_END.finditer(view.text, start, end)
        if not _is_in_brackets(view.text, m.start(), start, end)
    ]
    return Sentence(start, end, paragraph, (*ends, end))
