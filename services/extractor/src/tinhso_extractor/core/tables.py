"""Tables flattened to text: one cell a line, a row a line, or all of it run together.

Found and cut into cells here; what a column is of is read by `columns`. Numbers stand under a heading that
says what they are, so a table is never read like prose.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from tinhso_extractor.core.mentioned import PlaceKind, PlaceMention
from tinhso_extractor.core.segments import Ordered, Paragraph, Segments, Span
from tinhso_extractor.core.view import View

LEAST_ROWS: Final = 3
LONGEST_CELL: Final = 60
MOST_COLUMNS: Final = 9

_NUMBER: Final = regex.compile(r"\s*\(?(?:\d[\d.,]*(?:\s?/\s?\d[\d.,]*)?\s?%?|-|…|x)\)?\s*")
_TITLE: Final = regex.compile(r"\s*(?:(?:tỉnh|thành phố|tp)\b\.?\s*)?", regex.IGNORECASE)
_BAR: Final = regex.compile(r"\s*\|\s*")


@dataclass(frozen=True)
class Row:
    place: PlaceMention
    cells: tuple[Span, ...]
    """One for each of the table's headings."""


@dataclass(frozen=True)
class Table:
    headings: tuple[Span, ...]
    rows: tuple[Row, ...]
    first: int
    """The number of its first paragraph, a heading's."""
    last: int

    @property
    def paragraphs(self) -> range:
        return range(self.first, self.last + 1)


def find_tables(view: View, segments: Segments, places: Sequence[PlaceMention]) -> list[Table]:
    """Tables whose rows are provinces; others stay as they are."""
    named = Ordered(place for place in places if place.kind is PlaceKind.PROVINCE)
    # Headings between bars look like a menu.
    lines = [p for p in segments.paragraphs if not p.furniture or "|" in view.text[p.start : p.end]]
    of_bars = _of_bars(view, lines, named) if "|" in view.text else ()
    return [*_of_cells(view, lines, named), *of_bars, *_of_spaces(view, lines, named)]


def rows_between_bars(view: View, segments: Segments) -> frozenset[int]:
    """The paragraphs that are rows, `2 | Tài khoản đã kích hoạt | 500.000 | 455.067`, by their numbers.

    Which cell is the plan and which the result stands in a heading, so such a row is not read like prose. One
    name and one number, `Tài khoản đã kích hoạt | 455.067`, are what they say.
    """
    if "|" not in view.text:
        return frozenset()
    return frozenset(
        line.number for line in segments.paragraphs if _is_wide(view, list(cells_between_bars(view, line)))
    )


def _is_wide(view: View, cells: Sequence[Span]) -> bool:
    numbers = [cell for cell in cells if cell.start < cell.end and is_number(view, cell)]
    return bool(numbers) and (len(cells) > 2 or numbers[0] is cells[0])


# -- one cell a line ------------------------------------------------------------------------------------


def _of_cells(view: View, lines: Sequence[Paragraph], named: Ordered[PlaceMention]) -> Iterator[Table]:
    names = {n: place for n, line in enumerate(lines) if (place := _name_of(view, line, named)) is not None}
    at = 0
    for run in even_runs(sorted(names)):
        if run[0] < at:
            continue
        columns = run[1] - run[0]
        ahead = _numbers_before(view, lines, run[0], columns - 1)
        first = run[0] - ahead
        whole = [n for n in run if _is_row(view, lines, n - ahead, columns, ahead)]
        headings = lines[first - columns : first] if first >= columns else []
        if len(whole) < LEAST_ROWS or not headings or any(is_number(view, line) for line in headings):
            continue
        rows = [Row(names[n], tuple(lines[n - ahead : n - ahead + columns])) for n in whole]
        at = whole[-1] - ahead + columns
        yield Table(tuple(headings), tuple(rows), headings[0].number, lines[at - 1].number)


def _name_of(view: View, line: Span, named: Ordered[PlaceMention]) -> PlaceMention | None:
    """The province that is all that stands there."""
    places = named.within(line.start, line.end)
    if not places:
        return None
    text = view.text[line.start : line.end]
    begins = line.start + len(_TITLE.match(text)[0])  # type: ignore[index]
    for place in places:
        if place.start <= begins and view.text[place.end : line.end].strip(" .*") == "":
            return place
    return None


def even_runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Lines that lie equally far from each other; three at least."""
    at = 0
    while at + 1 < len(numbers):
        step, end = numbers[at + 1] - numbers[at], at + 1
        while end + 1 < len(numbers) and numbers[end + 1] - numbers[end] == step:
            end += 1
        if end - at + 1 >= LEAST_ROWS and 2 <= step <= MOST_COLUMNS:
            yield list(numbers[at : end + 1])
        at = end


def _numbers_before(view: View, lines: Sequence[Paragraph], at: int, most: int) -> int:
    count = 0
    while count < most and at - count > 0 and is_number(view, lines[at - count - 1]):
        count += 1
    return count


def _is_row(view: View, lines: Sequence[Paragraph], first: int, columns: int, name_at: int) -> bool:
    cells = lines[first : first + columns]
    numbers = [cell for n, cell in enumerate(cells) if n != name_at]
    return len(cells) == columns and all(is_number(view, cell) for cell in numbers)


def is_number(view: View, cell: Span) -> bool:
    return _NUMBER.fullmatch(view.text, cell.start, cell.end) is not None


# -- a row a line ---------------------------------------------------------------------------------------


def _of_bars(view: View, lines: Sequence[Paragraph], named: Ordered[PlaceMention]) -> Iterator[Table]:
    headings: tuple[Span, ...] = ()
    rows: list[Row] = []
    first = last = 0
    for line in lines:
        cells = tuple(cells_between_bars(view, line))
        row = _row_of(view, cells, named) if len(cells) == len(headings) else None
        if row is not None:
            rows.append(row)
            last = line.number
            continue
        if len(rows) > 1:
            yield Table(headings, tuple(rows), first, last)
        headings, rows, first = (cells, [], line.number) if are_headings(view, cells) else ((), [], 0)
    if len(rows) > 1:
        yield Table(headings, tuple(rows), first, last)


def are_headings(view: View, cells: Sequence[Span]) -> bool:
    """`Chỉ tiêu | Năm 2022 | Năm 2023`; not `Hồ sơ trực tuyến | 41,8 | 66,3`."""
    return len(cells) > 1 and not any(is_number(view, cell) for cell in cells)


def cells_between_bars(view: View, line: Paragraph) -> Iterator[Span]:
    text = view.text[line.start : line.end].rstrip()
    if "|" not in text:
        return
    at = line.start + (len(text) - len(text.lstrip(" |")))
    for bar in _BAR.finditer(view.text, at, line.start + len(text)):
        yield Span(at, bar.start())
        at = bar.end()
    if at < line.start + len(text):
        yield Span(at, line.start + len(text))


def _row_of(view: View, cells: Sequence[Span], named: Ordered[PlaceMention]) -> Row | None:
    places = [place for cell in cells if (place := _name_of(view, cell, named)) is not None]
    return Row(places[0], tuple(cells)) if len(places) == 1 else None


# -- nothing but spaces between the cells ---------------------------------------------------------------

# A heading begins with a capital: `TT Tỉnh, thành phố Điểm DTI Hạng 2023`.
_NEXT_HEADING: Final = regex.compile(r"\s+(?=\p{Lu}\p{Ll}|S?TT\b)")
_NUMBERS: Final = regex.compile(
    r"(?:[\s(]*(?P<number>\d[\d.,]*(?:/\d+)?%?)[)]?(?=\s|$|\)))*[\s.]*(?:\s(?:tỉnh|thành phố|tp\.?))?\s*",
    regex.IGNORECASE,
)


def _of_spaces(view: View, lines: Sequence[Paragraph], named: Ordered[PlaceMention]) -> Iterator[Table]:
    """`1 Đà Nẵng 0,8002 1`, a row a line or one after the other, under a line of headings."""
    rows: list[tuple[Row, Paragraph]] = []
    headings: tuple[Span, ...] = ()
    for number, line in enumerate(lines):
        start, found = _rows_in(view, line, named)
        if found and not rows:
            first = lines[number - 1] if start == line.start and number else Span(line.start, start)
            headings = _headings_in(view, first)
        if found and (not rows or start == line.start):
            rows += [(row, line) for row in found]
            continue
        yield from _table_of(headings, rows, lines)
        rows = []
    yield from _table_of(headings, rows, lines)


def _table_of(
    headings: tuple[Span, ...], rows: Sequence[tuple[Row, Paragraph]], lines: Sequence[Paragraph]
) -> Iterator[Table]:
    whole = tuple(row for row, _ in rows if len(row.cells) == len(headings))
    if len(whole) >= LEAST_ROWS and len(whole) == len(rows):
        numbers = [line.number for line in lines if line.start <= headings[0].start < line.end]
        yield Table(headings, whole, numbers[0], rows[-1][1].number)


def _rows_in(view: View, line: Paragraph, named: Ordered[PlaceMention]) -> tuple[int, list[Row]]:
    """Where the first row begins, and the rows of a line with nothing else but headings ahead of them."""
    places = list(named.within(line.start, line.end))
    if not places:
        return line.start, []
    gaps = [(a.end, b.start) for a, b in itertools.pairwise(places)]
    after = [
        _numbers_in(view, start, end) for start, end in [*gaps, *((p.end, line.end) for p in places[-1:])]
    ]
    if any(numbers is None for numbers in after):
        return line.start, []
    ahead = _number_ahead(view, line.start, places[0].start)
    begins = ahead.start if ahead else places[0].start
    if begins > line.start and len(places) < LEAST_ROWS:
        return line.start, []
    rows, leading = [], [ahead] if ahead else []
    for place, numbers in zip(places, after, strict=True):
        assert numbers is not None
        is_last = place is places[-1]
        own, following = (numbers, []) if is_last or not ahead else (numbers[:-1], numbers[-1:])
        rows.append(Row(place, (*leading, Span(place.start, place.end), *own)))
        leading = following
    return begins, rows


def _numbers_in(view: View, start: int, end: int) -> list[Span] | None:
    """None where there is something else too, but for the title of the next name."""
    found = _NUMBERS.fullmatch(view.text, start, end)
    return None if found is None else [Span(*span) for span in found.spans("number")]


_NUMBER_AHEAD: Final = regex.compile(
    r"(?:^|\s)(?P<number>\d{1,3})[.)]?\s+(?:(?:tỉnh|thành phố|tp\.?)\s*)?$", regex.IGNORECASE
)


def _number_ahead(view: View, start: int, end: int) -> Span | None:
    found = _NUMBER_AHEAD.search(view.text[start:end])
    return Span(start + found.start("number"), start + found.end("number")) if found else None


def _headings_in(view: View, line: Span) -> tuple[Span, ...]:
    cuts = [(m.start(), m.end()) for m in _NEXT_HEADING.finditer(view.text, line.start, line.end)]
    starts = [line.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), line.end]
    spans = (Span(a, b) for a, b in zip(starts, ends, strict=True))
    return tuple(span for span in spans if view.text[span.start : span.end].strip())
