"""Text in, claims out: the whole reading on one screen. Pure; the catalogue comes compiled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tinhso_extractor.core import status
from tinhso_extractor.core.candidates import Candidates
from tinhso_extractor.core.checks import answers_the_same, check_claims, is_of_one
from tinhso_extractor.core.columns import Columns, ReadArticle
from tinhso_extractor.core.dates import find_dates_within
from tinhso_extractor.core.decision import Source, decide
from tinhso_extractor.core.document import Document, Told, describe_document
from tinhso_extractor.core.figures import Figure, Shape, find_figures
from tinhso_extractor.core.linking import Linker
from tinhso_extractor.core.links import Link, Miss
from tinhso_extractor.core.mentions import Lexicon, lexicon_of
from tinhso_extractor.core.owners import Place, Places
from tinhso_extractor.core.places import Gazetteer
from tinhso_extractor.core.reading import Dropped, Reading
from tinhso_extractor.core.reference import Dates
from tinhso_extractor.core.rows import RowReader, find_rows
from tinhso_extractor.core.segments import Ordered, Placed, Segments, Sentence, find_segments
from tinhso_extractor.core.tables import find_tables, rows_between_bars
from tinhso_extractor.core.view import View, view_of
from tinhso_shared.catalog import Catalog, Kind
from tinhso_shared.events import Claim, Status


@dataclass(frozen=True)
class Reader:
    """The catalogue, compiled once for all texts."""

    catalog: Catalog
    lexicon: Lexicon
    gazetteer: Gazetteer
    candidates: Candidates

    @classmethod
    def of(cls, catalog: Catalog) -> "Reader":
        return cls(catalog, lexicon_of(catalog), Gazetteer(catalog), Candidates.of(catalog))

    def read(self, text: str, source: Source, told: Told | None = None) -> tuple[Document, Reading]:
        """Every numeral of the text ends as one claim or one drop."""
        view = view_of(text)
        segments = find_segments(view)
        dates = find_dates_within(view.lower, ((p.start, p.end) for p in segments.paragraphs))
        figures = find_figures(view.lower, dates)
        places = self.gazetteer.find(view)
        document = describe_document(view, segments, dates, places, told or Told(), self.catalog)
        tables = find_tables(view, segments, places)
        of_provinces = frozenset(n for table in tables for n in table.paragraphs)
        row_tables = list(find_rows(view, segments, of_provinces))
        in_tables = of_provinces.union(*(rows.paragraphs for rows in row_tables))
        prose = segments.without(in_tables | rows_between_bars(view, segments))
        step = _Step(
            self,
            view,
            prose,
            Ordered(figures),
            Places(view, prose, places, document, self.catalog),
            Dates(view, prose, dates, document, self.candidates.topics),
            status.goals_of(view, prose, document.now or document.latest),
            status.Cues(view.lower),
            source,
            Ordered[Placed]([*places, *dates]),
        )
        around = view, segments, document, self.catalog, source, self._reader_of_cells(document, source)
        columns, rows = Columns(*around), RowReader(*around)
        of_cells = [
            *(claim for table in tables for claim in columns.claims(table)),
            *(claim for table in row_tables for claim in rows.claims(table)),
        ]
        return document, step.reading(document, of_cells)

    def _reader_of_cells(self, document: Document, source: Source) -> ReadArticle:
        told = Told(published_at=document.now or document.published_at)
        return lambda text: self.read(text, source, told)[1].claims


_NO_LEVELS: Final = (
    ("hypothetical", status.is_hypothetical),
    ("negated", status.is_negated),
    ("comparison", status.is_comparison),
    ("corrected", status.is_corrected),
    ("helped", status.is_of_the_helped),
    ("of_each", status.is_of_each),
    ("threshold", status.is_threshold),
    ("some_services", status.is_of_some_services),
)
"""Reasons for which a figure says nothing of how much there is, asked in this order."""


@dataclass(frozen=True)
class _Step:
    """The figures of one text, on their way to outcomes."""

    reader: Reader
    view: View
    segments: Segments
    figures: Ordered[Figure]
    owners: Places
    dates: Dates
    goals: frozenset[int]
    cues: status.Cues
    source: Source
    owners_and_dates: Ordered[Placed]
    wishing: dict[int, bool] = field(default_factory=dict)
    """The sentences, by their start, of which it is known whether goals go on in them."""

    def reading(self, document: Document, of_cells: Sequence[Claim]) -> Reading:
        mentions = self.reader.lexicon.find(self.view.lower)
        linker = Linker(self.reader.candidates, self.view, self.segments, mentions, self.owners_and_dates)
        claims: list[Claim] = list(of_cells)
        claimed = {claim.evidence.figure_start for claim in of_cells}
        dropped = [drop for drop in self._without_sentence() if drop.start not in claimed]
        for sentence in self.segments.sentences:
            for outcome in self._outcomes(linker, sentence):
                if isinstance(outcome, Claim):
                    claims.append(outcome)
                else:
                    dropped.append(outcome)
        claims.sort(key=lambda claim: claim.evidence.figure_start)
        dropped.sort(key=lambda drop: drop.start)
        return Reading(document.title, tuple(check_claims(claims, self.reader.catalog)), tuple(dropped))

    def _without_sentence(self) -> Iterator[Dropped]:
        """What no sentence holds: page furniture, and the cells of tables."""
        for figure in self.figures.within(0, len(self.view.text)):
            if self.segments.sentence_at(figure.start) is None:
                paragraph = self.segments.paragraph_at(figure.start)
                in_a_table = paragraph is not None and not paragraph.furniture
                yield self._dropped(figure, "table" if in_a_table else "furniture", figure.what)

    def _outcomes(self, linker: Linker, sentence: Sentence) -> Iterator[Claim | Dropped]:
        inside = self.figures.within(sentence.start, sentence.end)
        quantities = [f for f in inside if f.shape is not Shape.NOT_A_QUANTITY]
        for figure in inside:
            if figure.shape is Shape.NOT_A_QUANTITY:
                yield self._dropped(figure, "not_a_quantity", figure.what)
        if not quantities:
            return
        paired = self.owners.paired(quantities, sentence)
        said: list[tuple[Figure, Link, Claim]] = []
        base: Link | None = None
        for figure, link in zip(quantities, linker.link(quantities, sentence), strict=True):
            if isinstance(link, Link) and status.is_base(self.view, figure, sentence, quantities):
                base = link
                yield self._dropped(figure, "base", link.indicator.id)
                continue
            outcome = self._outcome(figure, sentence, link, paired.get(figure.start))
            if isinstance(outcome, Claim) and isinstance(link, Link):
                if self._is_within(figure, link, base) or self._is_part_of_one(figure, link, outcome, said):
                    outcome = self._dropped(figure, "part", link.indicator.id)
                else:
                    said.append((figure, link, outcome))
            yield outcome

    def _is_within(self, figure: Figure, link: Link, base: Link | None) -> bool:
        """`Trong 852.300 tài khoản đã kích hoạt, có 215.000 …`: some of the base, whatever they do."""
        same = base is not None and (base.indicator.id, base.facet) == (link.indicator.id, link.facet)
        return same and status.is_there(self.view, figure)

    def _is_part_of_one(
        self, figure: Figure, link: Link, claim: Claim, said: Sequence[tuple[Figure, Link, Claim]]
    ) -> bool:
        """Of what the sentence counted before, in fewer words or aside; else nobody can tell the whole."""
        return any(
            (
                is_of_one(claim, counted)
                and link.score < before.score
                and status.is_part(self.view, figure, whole)
            )
            or (answers_the_same(claim, counted) and status.is_aside(self.view, figure, whole))
            for whole, before, counted in said
        )

    def _outcome(
        self, figure: Figure, sentence: Sentence, link: Link | Miss, paired: Place | None
    ) -> Claim | Dropped:
        if figure.shape in (Shape.RANGE, Shape.TIMES):
            return self._dropped(figure, "range" if figure.shape is Shape.RANGE else "no_indicator", None)
        if isinstance(link, Miss):
            return self._dropped(figure, str(link), None)
        for reason, is_so in _NO_LEVELS:
            if is_so(self.view, figure, sentence):
                return self._dropped(figure, reason, link.indicator.id)
        place = paired or self.owners.at(figure, sentence)
        return decide(
            self.view,
            self.source,
            figure,
            sentence,
            link,
            place,
            self.dates,
            self._status(figure, sentence, link),
        )

    def _status(self, figure: Figure, sentence: Sentence, link: Link) -> Status:
        among_goals = self._goes_on_wishing(sentence) or (
            sentence.paragraph in self.goals and not self.dates.is_behind(figure, sentence)
        )
        if among_goals and link.indicator.has_editions(link.facet):
            among_goals = not self.dates.editions.is_over(figure, sentence)
        said = status.status_of(self.view, self.cues, figure, sentence, among_goals=among_goals)
        if said is not Status.ACTUAL:
            return said
        # A facet that is a plan by itself (models planned, models to be added) is never a level.
        if link.facet.get("state") in ("planned", "additional"):
            return Status.PLAN
        if self.dates.is_ahead(figure, sentence):
            return Status.TARGET
        added = link.indicator.kind is Kind.STOCK and status.is_added(self.view, figure, sentence)
        return Status.CHANGE_DELTA if added else said

    def _goes_on_wishing(self, sentence: Sentence) -> bool:
        """`Đến năm 2026, …. Kinh tế số chiếm 15% GRDP`: goals go on where nothing says that it is so."""
        known = self.wishing.get(sentence.start)
        if known is not None:
            return known
        # Back to where it is known, and from there on again: a list may have thousands of items.
        chain = [sentence]
        while chain[-1].start not in self.wishing and (before := self._wishes_with(chain[-1])) is not None:
            chain.append(before)
        for link, before in zip(reversed(chain), [None, *reversed(chain)], strict=False):
            if link.start not in self.wishing:
                self.wishing[link.start] = before is not None and self._wishes_on(link, before)
        return self.wishing[sentence.start]

    def _wishes_with(self, sentence: Sentence) -> Sentence | None:
        """The sentence whose wish this one may go on with."""
        dated = self.dates.is_dated(sentence) and not status.is_by_then_too(self.view, sentence)
        if dated or status.says_it_is_so(self.view, sentence):
            return None
        return self.segments.sentence_before(sentence) or self._item_before(sentence)

    def _wishes_on(self, sentence: Sentence, before: Sentence) -> bool:
        figures = [
            f for f in self.figures.within(before.start, before.end) if f.shape is not Shape.NOT_A_QUANTITY
        ]
        goes_on = self.wishing[before.start]
        if not figures:
            wished = goes_on or status.wishes(self.cues, before)
            planned = wished or status.announces_a_plan(self.view, before)
            told = status.is_an_order(self.view, sentence) or status.is_by_then_too(self.view, sentence)
            return (wished and told) or (planned and status.goes_into_detail(self.view, sentence))
        return all(
            status.status_of(self.view, self.cues, figure, before, among_goals=goes_on) is Status.TARGET
            or self.dates.is_ahead(figure, before)
            for figure in figures
        )

    def _item_before(self, sentence: Sentence) -> Sentence | None:
        """The last sentence before a paragraph that is the next item of a list, or of the same parts."""
        if not status.is_an_item(self.view, sentence):
            return None
        return self.segments.sentence_ahead_of_paragraph(sentence.paragraph)

    def _dropped(self, figure: Figure, reason: str, detail: str | None) -> Dropped:
        start, end = self.view.origin(figure.start, figure.end)
        return Dropped(start, end, reason, detail)
