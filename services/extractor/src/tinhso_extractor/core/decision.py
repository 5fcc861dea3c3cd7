"""A linked figure and its surroundings become a claim. The defaults of a claim are written here, once."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from tinhso_extractor.core.checks import DATE_CERTAIN
from tinhso_extractor.core.figures import Figure
from tinhso_extractor.core.frames import REORGANISED
from tinhso_extractor.core.links import Link
from tinhso_extractor.core.owners import Place
from tinhso_extractor.core.reference import UNKNOWN_WHEN, Dates, When
from tinhso_extractor.core.segments import Sentence, Span
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Indicator, Kind
from tinhso_shared.events import Checks, Claim, DateBasis, Evidence, Precision, Qualifier, Scope, Status
from tinhso_shared.identity import claim_id_of

NAMED: Final = (DateBasis.CLAUSE, DateBasis.SENTENCE)
LONGEST_QUOTE: Final = 600
LONGEST_OPENING: Final = 16
_OF_THE_ECONOMY: Final = "kinh tế số"
_DATED: Final = Checks()
_NOT_DATED: Final = Checks(failed=(DATE_CERTAIN,))


@dataclass(frozen=True)
class Source:
    """Which revision the text is of: what the ids of its claims are made from."""

    document_id: str
    body_sha256: str


def decide(
    view: View,
    source: Source,
    figure: Figure,
    sentence: Sentence,
    link: Link,
    place: Place,
    dates: Dates,
    status: Status,
) -> Claim:
    indicator = link.indicator
    wished = status in (Status.TARGET, Status.PLAN)
    yearly = indicator.has_editions(link.facet)
    when = dates.at(figure, sentence, wished=True) if wished else _when(view, link, figure, sentence, dates)
    place = _of_its_time(place, when)
    start, end = _period(indicator, figure, sentence, dates, when)
    if not wished and not yearly and (start is None or dates.is_done(figure, sentence)):
        when = dates.not_after_now(when, figure, sentence)
        end = when.as_of if start is not None else None
    evidence = evidence_of(view, _quoted(view, sentence, link), Span(figure.start, figure.end))
    span = (evidence.figure_start, evidence.figure_end)
    return Claim(
        claim_id=claim_id_of(source.document_id, source.body_sha256, span, indicator.id, link.facet, status),
        indicator=indicator.id,
        facet=dict(link.facet),
        value=_plain(figure.value),
        denominator=_plain(figure.denominator),
        unit=indicator.unit,
        qualifier=_qualifier(view, figure, sentence),
        scope=place.scope,
        place=place.key if place.scope is not Scope.NATIONAL else None,
        place_name=place.name,
        status=status,
        as_of=when.as_of,
        as_of_precision=when.precision,
        as_of_basis=when.basis,
        period_start=start,
        period_end=end,
        evidence=evidence,
        checks=_DATED if _is_dated(link, figure, sentence, dates, when) else _NOT_DATED,
    )


# `Ước năm 2025, …`: what is estimated is no exact figure.
# Not so what is set beside it: `năm 2024 ước đạt 13,8%, năm 2023 là 12,1%`, `… 13,8% (năm 2023 là 12,1%)`.
_ESTIMATED: Final = regex.compile(
    r"\bước(?: tính| đạt| thực hiện)?\b(?! muốn| mơ)"
    r"(?![^;]*(?:,\s(?:còn |trong khi )?(?:cuối |hết )?năm \d{4}\b|\((?:cuối |hết )?năm \d{4}\b[^()]*$))"
)


def _qualifier(view: View, figure: Figure, sentence: Sentence) -> Qualifier:
    clause = sentence.clause_of(figure.start)
    estimated = figure.qualifier is Qualifier.EXACT and _ESTIMATED.search(
        view.lower, clause.start, figure.lead
    )
    return Qualifier.APPROX if estimated else figure.qualifier


def _of_its_time(place: Place, when: When) -> Place:
    """`cuối năm 2024, Bình Phước có …`, told today: a province's own, while it was one."""
    was_one = when.as_of is not None and when.as_of < REORGANISED and when.basis in NAMED
    return Place(Scope.PROVINCE, place.former) if place.former and was_one else place


def _is_dated(link: Link, figure: Figure, sentence: Sentence, dates: Dates, when: When) -> bool:
    """No date at all is honest; `khi ấy` without a day, or an index without its year, would be a guess."""
    if link.indicator.has_editions(link.facet):
        return when.as_of is not None
    is_flow = link.indicator.kind is Kind.FLOW
    if is_flow and when == UNKNOWN_WHEN and dates.nameless_period(sentence) is not None:
        return False
    return not dates.is_vague(figure, sentence)


def _words_of(link: Link) -> tuple[str, ...]:
    """What its index goes by; where a facet tells several apart, that one only."""
    for name, values in link.indicator.reading.facets.items():
        if name in (link.indicator.editions or {}):
            return values.get(link.facet[name], ())
    return tuple(word for group in link.indicator.reading.needs for word in group.any_of)


def _when(view: View, link: Link, figure: Figure, sentence: Sentence, dates: Dates) -> When:
    if not link.indicator.has_editions(link.facet):
        if link.indicator.kind is Kind.FLOW and (planned := dates.plan_year(figure, sentence)):
            return planned
        # `Năm 2023 kinh tế số chiếm 9,8%. …` dates no other indicator, not even a figure that is repeated.
        repeats = link.repeats and _OF_THE_ECONOMY in link.indicator.reading.own_words
        when = dates.at(figure, sentence, repeats=repeats)
        if when.basis in NAMED:
            return when
        if link.indicator.kind is Kind.RATE:
            # `7 tháng mới đạt 39,6%`, where it is known which
            clause = sentence.clause_of(figure.start)
            named = dates.nameless_period(clause) or dates.nameless_period(_opening(view, sentence))
            return named if named and named.as_of else when
        if link.indicator.kind is not Kind.FLOW:
            return when
        return dates.programme(figure, sentence) or dates.nameless_period(sentence) or when
    year = dates.editions.year_of(figure, sentence, _words_of(link))
    if year is None:
        return UNKNOWN_WHEN
    basis = dates.at(figure, sentence).basis
    return When(dt.date(year, 12, 31), Precision.YEAR, basis, dt.date(year, 1, 1))


def _opening(view: View, sentence: Sentence) -> Span:
    """`10 tháng, …`: what a comma parts from all of the sentence."""
    comma = view.lower.find(",", sentence.start, sentence.start + LONGEST_OPENING)
    return Span(sentence.start, comma if comma >= 0 else sentence.start)


def _period(
    indicator: Indicator, figure: Figure, sentence: Sentence, dates: Dates, when: When
) -> tuple[dt.date | None, dt.date | None]:
    """A flow's period: the one that is named, or from the named start to the named day."""
    if indicator.kind is not Kind.FLOW or when.as_of is None:
        return None, None
    start = dates.start_of_flow(figure, sentence, when)
    return (start, when.as_of) if start is not None else (None, None)


def evidence_of(view: View, quoted: Span, figure: Span) -> Evidence:
    """Both spans as they stand in the text that was published."""
    start, end = view.origin(quoted.start, quoted.end)
    figure_start, figure_end = view.origin(figure.start, figure.end)
    return Evidence(
        start=start,
        end=end,
        quote=view.original[start:end],
        figure=view.original[figure_start:figure_end],
        figure_start=figure_start,
        figure_end=figure_end,
    )


def _quoted(view: View, sentence: Sentence, link: Link) -> Span:
    """The sentence; of a very long one the clause with the words that decided."""
    span: Span = sentence
    if sentence.end - sentence.start > LONGEST_QUOTE:
        clause = sentence.clause_of(link.evidence.start)
        span = Span(clause.start, max(sentence.clause_of(link.evidence.end - 1).end, link.evidence.end))
    text = view.text[span.start : span.end]
    return Span(span.end - len(text.lstrip()), span.start + len(text.rstrip()))


def _plain(number: Decimal | None) -> Decimal | None:
    """Without an exponent, with the digits that were printed."""
    return Decimal(format(number, "f")) if number is not None and "E" in str(number) else number
