"""Tables whose rows are indicators and whose columns are times: `Tỷ lệ hồ sơ trực tuyến | 41,8 | 66,3`.

Each cell of a column of results stands for the sentence `Năm 2023, tỷ lệ hồ sơ trực tuyến: 41,8%`, and all
sentences of a column are read together, a paragraph each. A column of goals, of steps or without a time is
left out: whether it was reached, and when, nobody can tell.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from tinhso_extractor.core.columns import OF_THE_ONE_BEFORE, SMALL, ReadArticle, as_written, claim_of_cell
from tinhso_extractor.core.dates import DateMention, Role, find_dates
from tinhso_extractor.core.decision import Source
from tinhso_extractor.core.document import Document
from tinhso_extractor.core.segments import Paragraph, Segments, Span
from tinhso_extractor.core.tables import MOST_COLUMNS, are_headings, cells_between_bars, even_runs, is_number
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Claim, Scope

LEAST_ROWS: Final = 2
CAPTION_PARAGRAPHS: Final = 3
_RESULT: Final = regex.compile(r"\b(?:thực hiện|kết quả|đạt được|thực tế)\b")
# All that a heading of results says besides its time: not `dự kiến`, `ước`, `so với`, `Kon Tum`.
_LIGHT: Final = regex.compile(
    r"(?:[\s(),.:%/-]|\b(?:năm|kết quả|thực hiện|thực tế|đạt được|số liệu|tính|đến|hết|ngày|tháng|thời điểm"
    r"|giá trị|điểm|hạng|xếp hạng|thứ hạng)\b)*"
)
_GOALS: Final = regex.compile(r"\b(?:mục tiêu|kế hoạch|phấn đấu|chỉ tiêu giao)\b")
_PARTS_OR_NATION: Final = regex.compile(
    r"\b(?:huyện|xã(?! hội)|phường|thị xã|quận|cả nước|toàn quốc|các địa phương)\b"
)
_SCALE: Final = regex.compile(r"\b(?:trăm|nghìn|ngàn|triệu|tỷ)\b(?! (?:lệ|trọng))")
_UNIT: Final = regex.compile(r"\s*(?:đơn vị(?: tính)?|đvt)\s*")
_RANKS: Final = regex.compile(r"\b(?:thứ hạng|xếp hạng|vị trí)\b")
_SLASH: Final = regex.compile(r"\s+/\s+|:\s+")
# `Chỉ số 2020 2021 2022`, `PAR INDEX 44 52 41`
_SPACED: Final = regex.compile(
    r"(?P<name>\p{L}[^\d\n.;:]{1,40}?)(?:\s+(?P<cell>\d[\d.,]*%?(?:/\d\d)?)){2,6}\s*"
)
_IN_ORDER: Final = regex.compile(r"\s*(?:s?tt|số tt)\s*")
# `(Kèm theo Báo cáo số 41/BC-BCĐ ngày 28/6/2024)`
_ATTACHED: Final = regex.compile(r"\s*\(\s*(?:kèm theo|ban hành kèm)\b")
_MONTHS: Final = regex.compile(r"\b\d{1,2} tháng\b|\bquý (?:[1-4]|i{1,3}|iv)\b")
_YEAR: Final = regex.compile(r"\s*20[12]\d\s*")
# `2023`, `Thực hiện 2025`
_BARE_YEAR: Final = regex.compile(
    r"(?:(?<=^\s*)|(?<=\b(?:thực hiện|kết quả|thực tế|đạt được)\s))20[12]\d(?=\s*$)"
)
_INDEX: Final = regex.compile(r"(?:chỉ số )?(?:dti|par index|sipas)")
_NEUTRAL: Final = "Số liệu theo báo cáo."
"""Stands between two rows, so that what the one counts is no context of the other."""


@dataclass(frozen=True)
class Rows:
    """Lines with equally many cells under one line of headings."""

    headings: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    paragraphs: range
    """From the headings on."""


def find_rows(view: View, segments: Segments, taken: frozenset[int]) -> Iterator[Rows]:
    """Under headings of which one at least is a time, or with a year ahead of each row.

    `taken` are the paragraphs of other tables.
    """
    yield from _of_lines(view, segments, taken)
    headings: tuple[Span, ...] = ()
    rows: list[tuple[Span, ...]] = []
    first = last = 0
    for line in segments.paragraphs:
        cells = () if line.number in taken else tuple(_cells_of(view, line))
        if headings and len(cells) == len(headings) and (_is_row(view, cells) or _is_of_a_year(view, cells)):
            rows.append(cells)
            last = line.number
            continue
        if (
            headings
            and 1 < len(cells) < len(headings)
            and not any(is_number(view, cell) for cell in cells[1:])
        ):
            continue  # `II | Chính quyền số`, a heading of some rows
        if len(rows) >= LEAST_ROWS:
            yield from _as_rows(view, headings, rows, range(first, last + 1))
        headings, rows, first = (cells, [], line.number) if _are_headings(view, cells) else ((), [], 0)
    if len(rows) >= LEAST_ROWS:
        yield from _as_rows(view, headings, rows, range(first, last + 1))


def _as_rows(
    view: View, headings: tuple[Span, ...], rows: Sequence[tuple[Span, ...]], paragraphs: range
) -> Iterator[Rows]:
    by_year = [_is_of_a_year(view, row) for row in rows]
    if all(by_year):
        # `Năm | Điểm DTI | Hạng`, `2022 | 0,6077 | 25`: turned over, so that years are the headings.
        headings, *rows = zip(headings, *rows, strict=True)
    if all(by_year) or not any(by_year):
        yield Rows(headings, tuple(rows), paragraphs)


def _of_lines(view: View, segments: Segments, taken: frozenset[int]) -> Iterator[Rows]:
    """A cell a line, with a year or its number ahead of each row."""
    lines = segments.paragraphs
    for first in range(len(lines)):
        if first not in taken and _IN_ORDER.fullmatch(view.lower, lines[first].start, lines[first].end):
            yield from _numbered(view, lines, first)
    years = [n for n, line in enumerate(lines) if n not in taken and _is_year(view, line)]
    for run in even_runs(years):
        columns = run[1] - run[0]
        first = run[0] - columns
        headings = tuple(lines[first : run[0]]) if first >= 0 else ()
        rows = [tuple(lines[n : n + columns]) for n in run]
        whole = all(len(row) == columns and all(is_number(view, cell) for cell in row) for row in rows)
        if whole and are_headings(view, headings):
            yield from _as_rows(view, headings, rows, range(first, run[-1] + columns))


def _numbered(view: View, lines: Sequence[Paragraph], first: int) -> Iterator[Rows]:
    """`TT`, `Chỉ tiêu`, `Kế hoạch`, `Kết quả 6 tháng`, `1`, `Hồ sơ trực tuyến`, `80%`, `72,6%`, `2`, …"""
    starts = range(first + 3, first + MOST_COLUMNS + 1)
    at = next((n for n in starts if _is_numbered(view, lines, n, 1)), None)
    headings = tuple(lines[first:at])
    if at is None or not are_headings(view, headings):
        return
    rows: list[tuple[Span, ...]] = []
    while _is_numbered(view, lines, at, len(rows) + 1):
        row = tuple(lines[at : at + len(headings)])
        kinds = [is_number(view, cell) for cell in row]
        # Of the last row nothing behind it tells that no cell is missing, but it looks like the first.
        if not _is_numbered(view, lines, at + len(row), len(rows) + 2) and (
            not rows or kinds != [is_number(view, cell) for cell in rows[0]]
        ):
            break
        rows.append(row)
        at += len(row)
    if len(rows) >= LEAST_ROWS:
        yield Rows(headings, tuple(rows), range(first, at))


def _is_numbered(view: View, lines: Sequence[Paragraph], at: int, number: int) -> bool:
    if at >= len(lines):
        return False
    written = view.text[lines[at].start : lines[at].end].strip(" .")
    return written.isdecimal() and len(written) < 3 and int(written) == number


def _cells_of(view: View, line: Paragraph) -> Iterator[Span]:
    """Between bars, or as in `PAR INDEX: 42 / 30 / 33`, or in `PAR INDEX 42 30 33` under a line of years."""
    text = view.text[line.start : line.end]
    if "|" in text:
        yield from cells_between_bars(view, line)
        return
    if " / " not in text:
        if spaced := _SPACED.fullmatch(view.text, line.start, line.end):
            yield from (Span(*span) for group in ("name", "cell") for span in spaced.spans(group))
        return
    at = line.start
    for mark in _SLASH.finditer(view.text, line.start, line.end):
        yield Span(at, mark.start())
        at = mark.end()
    if at > line.start:
        yield Span(at, line.end)


def _are_headings(view: View, cells: Sequence[Span]) -> bool:
    """Of words, or `Chỉ số | 2021 | 2022`."""
    return are_headings(view, cells) or (len(cells) > 2 and all(_is_year(view, cell) for cell in cells[1:]))


def _is_year(view: View, cell: Span) -> bool:
    return _YEAR.fullmatch(view.text, cell.start, cell.end) is not None


def _is_of_a_year(view: View, cells: Sequence[Span]) -> bool:
    return _is_year(view, cells[0]) and any(is_number(view, cell) for cell in cells[1:])


def _is_row(view: View, cells: Sequence[Span]) -> bool:
    return _name_of(view, cells) is not None and any(is_number(view, cell) for cell in cells[1:])


def _name_of(view: View, cells: Sequence[Span]) -> str | None:
    """The first cell of words: what the row counts."""
    words = (view.text[cell.start : cell.end].strip() for cell in cells if not is_number(view, cell))
    return next((name for name in words if any(c.isalpha() for c in name)), None)


@dataclass(frozen=True)
class RowReader:
    """Of one text; `read` reads an article made up of a column's sentences."""

    view: View
    segments: Segments
    document: Document
    catalog: Catalog
    source: Source
    read: ReadArticle

    def claims(self, table: Rows) -> Iterator[Claim]:
        home = self._home()
        if home is None or not _is_of_results(self._caption(table).rpartition("\n")[2]):
            return
        for column, heading in enumerate(table.headings):
            time = self._time_of(table, self._lower(heading))
            if time is not None:
                yield from self._column(table, column, f"Tỉnh {home}: kết quả", time)

    def _column(self, table: Rows, column: int, title: str, time: str) -> Iterator[Claim]:
        text, starts = title, list[int]()
        rows: list[tuple[Span, ...]] = []
        for row, name, figure in self._results(table, column):
            starts.append(len(text))
            text += f"\n\n{_NEUTRAL}\n\n{time}, {name}: {figure}."
            rows.append(row)
        for claim in self.read(text):
            number = bisect_right(starts, claim.evidence.figure_start) - 1
            if number >= 0 and claim.scope is Scope.PROVINCE:
                row = rows[number]
                yield claim_of_cell(claim, self.view, self.source, row, row[column])

    def _results(self, table: Rows, column: int) -> Iterator[tuple[tuple[Span, ...], str, str]]:
        """The rows with a number in the column, what each counts, and the number as prose would have it."""
        units = [n for n, heading in enumerate(table.headings) if _UNIT.fullmatch(self._lower(heading))]
        caption = self._caption(table)
        among_ranks = _RANKS.search(caption) is not None
        indices = set(_INDEX.findall(caption.rpartition("\n")[2]))
        for row in table.rows:
            written, name = self._text(row[column]), _name_of(self.view, row)
            if name is None or not is_number(self.view, row[column]) or not any(map(str.isdigit, written)):
                continue
            # `PAR INDEX của tỉnh qua các năm: ⏎ Năm ⏎ Xếp hạng ⏎ …`
            if OF_THE_ONE_BEFORE.fullmatch(name.lower()) and len(indices) == 1:
                name = f"{min(indices)} {name}"
            unit = self._text(row[units[0]]) if units else ""
            is_ranked = among_ranks or self._are_ranks(row, name)
            figure = as_written(f"{name} {unit}", written, among_ranks=is_ranked)
            yield row, name, f"{figure} {unit}" if _SCALE.search(unit.lower()) else figure

    def _are_ranks(self, row: Sequence[Span], name: str) -> bool:
        """`SIPAS 47 36 40`: an index has decimals, so small whole numbers throughout are its ranks."""
        cells = [self._text(cell).strip() for cell in row[1:]]
        return _INDEX.fullmatch(name.lower()) is not None and all(map(SMALL.fullmatch, cells))

    def _home(self) -> str | None:
        """The province's name, of a text that speaks for one."""
        if self.document.province_id is None or self.document.below_province:
            return None
        for frame in ("vn34", "vn63"):
            province = self.catalog.provinces.get(f"{frame}/{self.document.province_id}")
            if province is not None:
                return province.name
        return None

    def _time_of(self, table: Rows, heading: str) -> str | None:
        """`Năm 2023`; of a column of results without a time, the one time that the caption names."""
        heading = _BARE_YEAR.sub(r"năm \g<0>", heading)
        date = _only_date(heading)
        told = date or (_only_date(self._caption(table)) if _RESULT.search(heading) else None)
        if told is None:
            return None
        # `Kết quả 6 tháng`, of the half year that the caption names.
        part = None if date else _MONTHS.search(heading)
        of_it = date.text if date else part.group() if part and part.group() in told.text else ""
        if not _LIGHT.fullmatch(heading.replace(of_it, "") if of_it else heading):
            return None
        span = self.document.span_of(told.mention)
        now = self.document.now or self.document.latest
        to_come = span is not None and now is not None and span[1] > now
        return None if to_come and not _RESULT.search(heading) else told.written

    def _caption(self, table: Rows) -> str:
        """The last paragraphs ahead of it; a text of many tables is not looked through for each."""
        numbers = range(table.paragraphs.start - 1, -1, -1)
        ahead = (p for p in map(self.segments.paragraphs.__getitem__, numbers) if not p.furniture)
        ahead = (p for p in ahead if not _ATTACHED.match(self.view.lower, p.start, p.end))
        return "\n".join(self._lower(p) for p in reversed([*itertools.islice(ahead, CAPTION_PARAGRAPHS)]))

    def _text(self, span: Span) -> str:
        return self.view.text[span.start : span.end]

    def _lower(self, span: Span) -> str:
        return self.view.lower[span.start : span.end]


@dataclass(frozen=True)
class _Date:
    mention: DateMention
    text: str

    @property
    def written(self) -> str:
        """`năm` before a year alone."""
        return f"năm {self.text}" if self.text.isdigit() else self.text


def _only_date(words: str) -> _Date | None:
    governing = (d for d in find_dates(words) if d.role is Role.REFERENCE and d.first is not None)
    named = {words[date.start : date.end]: date for date in governing}
    if len(named) != 1:
        return None
    ((text, mention),) = named.items()
    return _Date(mention, text)


def _is_of_results(caption: str) -> bool:
    """Not `Một số mục tiêu của tỉnh`, nor `Kết quả của huyện Chư Sê`."""
    if _PARTS_OR_NATION.search(caption) and "tỉnh" not in caption:
        return False
    return _GOALS.search(caption) is None or _RESULT.search(caption) is not None
