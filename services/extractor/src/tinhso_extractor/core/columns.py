"""What a table's columns say: each is read once, as the sentence that heading and caption would make."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from tinhso_extractor.core.checks import DATE_CERTAIN
from tinhso_extractor.core.decision import Source, evidence_of
from tinhso_extractor.core.document import Document
from tinhso_extractor.core.figures import Figure, Shape, find_figures
from tinhso_extractor.core.frames import key_of
from tinhso_extractor.core.segments import Segments, Span
from tinhso_extractor.core.tables import Row, Table
from tinhso_extractor.core.view import View, view_of
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Checks, Claim, Scope
from tinhso_shared.identity import claim_id_of

LONGEST_CAPTION: Final = 200
CAPTION_PARAGRAPHS: Final = 2

_NO_COLUMN: Final = regex.compile(
    r"\s*(?:s?tt|số tt|#|no\.?|tỉnh.*|thành phố.*|địa phương.*|đơn vị.*|tên.*|ghi chú)\s*"
)
_RANK: Final = regex.compile(r"\b(?:hạng|thứ hạng|vị trí|xếp thứ)\b")
# `PAR INDEX (%) | Xếp hạng | SIPAS (%) | Xếp hạng`: each the rank on the index to its left.
OF_THE_ONE_BEFORE: Final = regex.compile(r"\s*(?:xếp )?(?:thứ )?(?:hạng|vị thứ|vị trí)\s*")
_IN_BRACKETS: Final = regex.compile(r"\s*\([^()]*\)")
_SCORE: Final = regex.compile(r"\b(?:điểm|giá trị|chỉ số|dti)\b")
SMALL: Final = regex.compile(r"[1-9]|[1-5]\d|6[0-3]")
_PERCENT: Final = regex.compile(r"%|\btỷ (?:lệ|trọng)\b")
# `Hạng 2022`: the year as a sentence would have it.
_YEAR: Final = regex.compile(r"(?<!\bnăm\s)(?<![\d./-])(?:19|20)\d\d(?![\d/-])")
_LAST_SENTENCE: Final = regex.compile(r"(?:.*[.!?]\s+)?(?P<last>\p{Lu}.*?)[.:\s]*", regex.DOTALL)

ReadArticle = Callable[[str], Sequence[Claim]]
"""The claims of an article that was made up of cells."""


@dataclass(frozen=True)
class Columns:
    """The columns of one text's tables; `read` reads an article made up of a caption and one sentence."""

    view: View
    segments: Segments
    document: Document
    catalog: Catalog
    source: Source
    read: ReadArticle

    def claims(self, table: Table) -> Iterator[Claim]:
        named = ""
        for column, heading in enumerate(table.headings):
            words = self.view.text[heading.start : heading.end]
            if not _NO_COLUMN.fullmatch(words.lower()):
                if OF_THE_ONE_BEFORE.fullmatch(words.lower()):
                    words = f"{named} {words}"
                else:
                    named = _IN_BRACKETS.sub("", words)
                yield from self._column(table, column, _YEAR.sub(r"năm \g<0>", words))

    def _column(self, table: Table, column: int, heading: str) -> Iterator[Claim]:
        said: Claim | None = None
        among_ranks = _RANK.search(self._caption(table).lower()) is not None
        for row in table.rows:
            cell = row.cells[column]
            written = as_written(heading, self.view.text[cell.start : cell.end], among_ranks=among_ranks)
            figure = _only_figure(written)
            if figure is None:
                continue
            said = said or self._said(table, row, heading, written)
            if said is None:
                return
            yield self._claim(said, row, cell, figure)

    def _said(self, table: Table, row: Row, heading: str, written: str) -> Claim | None:
        """The claim of the sentence that the column's first cell stands for."""
        name = self.view.text[row.place.start : row.place.end]
        caption = self._caption(table)
        # What the caption counts, `nhóm 10 địa phương dẫn đầu`, may come between; then it stands apart.
        for joined in (": ", ".\n\n"):
            ahead = f"{caption}{joined}Tỉnh {name}, {heading}: "
            of_cell = [c for c in self.read(ahead + written) if c.evidence.figure_start >= len(ahead)]
            if of_cell:
                return of_cell[-1] if of_cell[-1].scope is Scope.PROVINCE else None
        return None

    def _caption(self, table: Table) -> str:
        """The title, what stands before the table, and its last sentence once more, to go on with."""
        ahead = [p for p in self.segments.paragraphs[: table.first] if not p.furniture]
        lines = [self.view.text[p.start : p.end].strip() for p in ahead[-CAPTION_PARAGRAPHS:]]
        last = _LAST_SENTENCE.fullmatch(lines[-1]) if lines else None
        caption = last["last"][-LONGEST_CAPTION:] if last else ""
        return "\n\n".join([self.document.title or "", *lines, caption])

    def _claim(self, said: Claim, row: Row, cell: Span, figure: Figure) -> Claim:
        key = None
        if row.place.province_id is not None:
            key = key_of(row.place.province_id, self.document.written_on, self.catalog)
        changed = {
            "value": figure.value,
            "denominator": figure.denominator,
            "qualifier": figure.qualifier,
            "place": key,
            "checks": Checks(failed=tuple(name for name in said.checks.failed if name == DATE_CERTAIN)),
        }
        return claim_of_cell(said.model_copy(update=changed), self.view, self.source, row.cells, cell)


def claim_of_cell(said: Claim, view: View, source: Source, row: Sequence[Span], cell: Span) -> Claim:
    """What was said of a cell's stand-in, with the row itself for evidence."""
    evidence = evidence_of(view, Span(row[0].start, row[-1].end), cell)
    span = (evidence.figure_start, evidence.figure_end)
    identity = (source.document_id, source.body_sha256, span, said.indicator, said.facet, said.status)
    return said.model_copy(update={"claim_id": claim_id_of(*identity), "evidence": evidence})


def as_written(heading: str, cell: str, *, among_ranks: bool) -> str:
    """The cell's number as prose would have it: `thứ 25`, `0,7644 điểm`, `85,2%`.

    `among_ranks`: the caption speaks of ranks, and `PAR INDEX 2023` over small whole numbers means them.
    """
    words, number = heading.lower(), cell.strip()
    if _RANK.search(words):
        return f"thứ {number}"
    if number.endswith("%"):
        return number
    if _PERCENT.search(words):
        return f"{number}%"
    if among_ranks and SMALL.fullmatch(number) and "điểm" not in words:
        return f"thứ {number}"
    return f"{number} điểm" if _SCORE.search(words) else number


def _only_figure(written: str) -> Figure | None:
    figures = find_figures(view_of(written).lower, [])
    quantities = [f for f in figures if f.shape is not Shape.NOT_A_QUANTITY and f.value is not None]
    return quantities[0] if len(figures) == len(quantities) == 1 else None
