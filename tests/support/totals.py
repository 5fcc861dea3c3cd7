"""The totals again, folded in plain Python, one question at a time: what the database must equal.

Written from the definition of a total, not from the SQL: slow, and easy to check by eye.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from support.claims import Event
from tinhso_aggregator.core.copies import shingles_of, words_of
from tinhso_shared.catalog import Catalog, Kind
from tinhso_shared.events import (
    Claim,
    DocumentRetracted,
    DocumentStatus,
    IndicatorsExtracted,
    Precision,
    Qualifier,
    Scope,
    Status,
)

INFINITY = Decimal("Infinity")
EVER = dt.date.max
FINENESS = list(Precision)


@dataclass(frozen=True)
class Voice:
    """An eligible claim, in its document."""

    claim: Claim
    document: IndicatorsExtracted
    source_gone: bool

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        value = self.claim.value
        assert value is not None
        match self.claim.qualifier:
            case Qualifier.AT_LEAST:
                return value, INFINITY
            case Qualifier.AT_MOST:
                return -INFINITY, value
            case Qualifier.NEARLY:
                return min(value, value * 9 / 10), max(value, value * 9 / 10)
            case Qualifier.APPROX:
                return min(value * 9 / 10, value * 11 / 10), max(value * 9 / 10, value * 11 / 10)
        if self.claim.unit != "percent":
            return value, value
        half_digit = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
        return value - half_digit, value + half_digit

    @property
    def vagueness(self) -> int:
        return {"exact": 0, "at_least": 1, "at_most": 1}.get(self.claim.qualifier, 2)

    @property
    def fineness(self) -> int:
        return FINENESS.index(self.claim.as_of_precision)

    def agrees_with(self, other: "Voice") -> bool:
        (low, high), (other_low, other_high) = self.interval, other.interval
        return low <= other_high and other_low <= high


@dataclass(frozen=True)
class Answer:
    """An observation, in the words of the views."""

    place: str
    indicator: str
    facet: tuple[tuple[str, str], ...]
    status: str
    reference_date: dt.date | None
    period_start: dt.date | None
    period_end: dt.date | None
    value: Decimal
    qualifier: str
    claim_id: str
    losers: tuple[str, ...]
    conflict: bool
    runner_up: str | None
    visible_from: dt.date | None
    high: Decimal
    low: Decimal
    n_documents: int
    n_independent_sources: int
    source_gone: bool


def answers(events: Iterable[Event], catalog: Catalog) -> list[Answer]:
    """Of all questions, for the one generation that the events have."""
    questions: dict[Any, list[Voice]] = defaultdict(list)
    for voice in _voices(events, catalog):
        questions[_question(voice, catalog)].append(voice)
    return [_answer(question, voices) for question, voices in questions.items()]


def totals(events: Iterable[Event], catalog: Catalog, anchor: dt.date) -> list[dict[str, Any]]:
    """Of every series that has an answer visible at the anchor."""
    series: dict[Any, list[Answer]] = defaultdict(list)
    for answer in answers(events, catalog):
        if answer.status == Status.ACTUAL and (answer.visible_from is None or answer.visible_from <= anchor):
            series[answer.place, answer.indicator, answer.facet].append(answer)
    return [_total(found, catalog) for _, found in sorted(series.items())]


def _total(found: list[Answer], catalog: Catalog) -> dict[str, Any]:
    newest_first = sorted(
        found,
        key=lambda one: (one.reference_date or dt.date.min, one.period_start or EVER),
        reverse=True,
    )
    newest = newest_first[0]
    is_stock = catalog.indicators[newest.indicator].kind is Kind.STOCK
    before = next((one for one in newest_first[1:] if one.reference_date), None)
    falls = bool(is_stock and newest.reference_date and before and newest.high < before.low)
    return {
        "place": newest.place,
        "indicator": newest.indicator,
        "facet": dict(newest.facet),
        "value": newest.value,
        "qualifier": newest.qualifier,
        "claim_id": newest.claim_id,
        "conflict": newest.conflict or falls,
        "n_documents": newest.n_documents,
        "n_independent_sources": newest.n_independent_sources,
    }


def _voices(events: Iterable[Event], catalog: Catalog) -> Iterable[Voice]:
    found = list(events)
    retracted = {one.document_id for one in found if isinstance(one, DocumentRetracted)}
    by_document: dict[str, list[IndicatorsExtracted]] = defaultdict(list)
    for event in found:
        if isinstance(event, IndicatorsExtracted) and event.document_id not in retracted:
            by_document[event.document_id].append(event)
    for revisions in by_document.values():
        yield from _current_voices(revisions, catalog)


def _current_voices(revisions: list[IndicatorsExtracted], catalog: Catalog) -> Iterable[Voice]:
    revisions.sort(key=lambda one: (one.fetched_at, one.body_sha256))
    articles = [one for one in revisions if one.document_status is DocumentStatus.ARTICLE]
    if not articles:
        return
    current = articles[-1]
    later = revisions[revisions.index(current) :]
    is_gone = any(one.document_status is DocumentStatus.GONE for one in later)
    for claim in current.claims:
        if _counts(claim, catalog):
            yield Voice(claim, current, is_gone)


def _counts(claim: Claim, catalog: Catalog) -> bool:
    indicator = catalog.indicators.get(claim.indicator)
    if indicator is None or claim.value is None or claim.scope is not Scope.PROVINCE:
        return False
    if claim.place not in catalog.provinces or claim.checks.failed:
        return False
    if claim.status is Status.CHANGE_DELTA:
        return True
    lowest, highest = indicator.plausible_min, indicator.plausible_max
    return (lowest is None or lowest <= claim.value) and (highest is None or claim.value <= highest)


def _question(voice: Voice, catalog: Catalog) -> tuple[Any, ...]:
    claim = voice.claim
    facet = tuple(sorted(claim.facet.items()))
    series = (claim.place, claim.indicator, facet, str(claim.status))
    if catalog.indicators[claim.indicator].kind is Kind.FLOW:
        return (*series, claim.period_end or claim.as_of, claim.period_start, claim.period_end)
    return (*series, claim.as_of, None, None)


def _answer(question: tuple[Any, ...], voices: list[Voice]) -> Answer:
    sources = _sources(voices)
    ranked = sorted(voices, key=lambda voice: _rank(voice, voices, sources))
    top = ranked[0]
    agreeing = [one for one in ranked if one.agrees_with(top) and one.fineness == top.fineness]
    winner = min(agreeing, key=lambda one: one.vagueness)
    against = [one for one in ranked if not one.agrees_with(winner)]
    backing = [one for one in ranked if one.agrees_with(winner)]
    published = [one.document.published_at for one in voices if one.document.published_at]
    dates = [date for date in (question[4], min(published, default=None)) if date]
    assert winner.claim.value is not None
    place, indicator, facet, status, reference_date, period_start, period_end = question
    return Answer(
        place=place,
        indicator=indicator,
        facet=facet,
        status=status,
        reference_date=reference_date,
        period_start=period_start,
        period_end=period_end,
        value=winner.claim.value,
        qualifier=winner.claim.qualifier,
        claim_id=winner.claim.claim_id,
        losers=tuple(one.claim.claim_id for one in ranked if one is not winner),
        conflict=bool(against),
        runner_up=against[0].claim.claim_id if against else None,
        visible_from=min(dates, default=None),
        low=winner.interval[0],
        high=winner.interval[1],
        n_documents=len({one.document.document_id for one in backing}),
        n_independent_sources=len({sources[one.claim.claim_id] for one in backing}),
        source_gone=winner.source_gone,
    )


def _rank(voice: Voice, voices: Sequence[Voice], sources: dict[str, int]) -> tuple[Any, ...]:
    same_value = [one for one in voices if one.claim.value == voice.claim.value]
    published = voice.document.published_at
    return (
        voice.fineness,
        -voice.document.source_authority,
        -(published.toordinal() if published else 0),
        -len({sources[one.claim.claim_id] for one in same_value}),
        voice.claim.claim_id,
    )


def _sources(voices: Sequence[Voice]) -> dict[str, int]:
    """Claim to the number of its source: colours spread along links until nothing changes."""
    colour = {voice.claim.claim_id: number for number, voice in enumerate(voices)}
    changed = True
    while changed:
        changed = False
        for one in voices:
            for other in voices:
                a, b = one.claim.claim_id, other.claim.claim_id
                if colour[a] != colour[b] and _one_source(one, other):
                    colour[a] = colour[b] = min(colour[a], colour[b])
                    changed = True
    return colour


def _one_source(one: Voice, other: Voice) -> bool:
    if one.document.document_id == other.document.document_id:
        return True
    if words_of(one.claim.evidence.quote) == words_of(other.claim.evidence.quote):
        return True
    texts = one.document.text, other.document.text
    return all(texts) and _jaccard(*texts) >= 0.8


def _jaccard(one: str, other: str) -> float:
    """The share itself, of which the signatures give an estimate."""
    a, b = set(shingles_of(one)), set(shingles_of(other))
    return len(a & b) / len(a | b)


def windows(events: Iterable[Event], catalog: Catalog, anchor: dt.date) -> list[dict[str, Any]]:
    """What the flows reported inside each window of an anchor add up to: every choice of periods is tried."""
    series: dict[Any, list[Answer]] = defaultdict(list)
    for one in answers(events, catalog):
        is_flow = catalog.indicators[one.indicator].kind is Kind.FLOW and one.status == Status.ACTUAL
        if is_flow and one.period_start and (one.visible_from is None or one.visible_from <= anchor):
            series[one.place, one.indicator, one.facet].append(one)
    return [
        _window(found, name, start, end)
        for _, found in sorted(series.items())
        for name, start, end in _bounds(anchor)
        if any(_is_inside(one, start, end) for one in found)
    ]


def _bounds(anchor: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    rolling = [(f"{n}_days", anchor - dt.timedelta(days=n - 1), anchor) for n in (30, 90, 365)]
    return [*rolling, ("calendar_year", dt.date(anchor.year, 1, 1), dt.date(anchor.year, 12, 31))]


def _is_inside(one: Answer, start: dt.date, end: dt.date) -> bool:
    return bool(one.period_start and one.period_end and start <= one.period_start and one.period_end <= end)


def _window(found: list[Answer], name: str, start: dt.date, end: dt.date) -> dict[str, Any]:
    inside = [one for one in found if _is_inside(one, start, end)]
    choices = (choice for n in range(len(inside) + 1) for choice in itertools.combinations(inside, n))
    best = max((choice for choice in choices if _are_disjoint(choice)), key=_worth)
    return {
        "indicator": best[0].indicator,
        "window_length": name,
        "value": sum(one.value for one in best),
        "days_covered": sum(_days(one) for one in best),
        "claim_ids": [one.claim_id for one in sorted(best, key=_when)],
    }


def _days(one: Answer) -> int:
    assert one.period_start
    assert one.period_end
    return (one.period_end - one.period_start).days + 1


def _when(one: Answer) -> tuple[dt.date, dt.date]:
    return (one.period_end or EVER, one.period_start or EVER)


def _are_disjoint(choice: Sequence[Answer]) -> bool:
    in_time = sorted(choice, key=_when)
    pairs = itertools.pairwise(in_time)
    return all(a.period_end and b.period_start and a.period_end < b.period_start for a, b in pairs)


def _worth(choice: Sequence[Answer]) -> tuple[Any, ...]:
    """Most days, then fewest reports, then the latest."""
    return (sum(map(_days, choice)), -len(choice), sorted(map(_when, choice), reverse=True))
