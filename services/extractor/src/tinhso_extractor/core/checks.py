"""Checks of claims against what the text itself says. A failed one makes the claim ineligible."""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tinhso_shared.catalog import Catalog, Kind
from tinhso_shared.events import Checks, Claim, Scope, Status

DATE_CERTAIN: Final = "date_certain"
PLAUSIBLE: Final = "plausible"
RATIO: Final = "ratio"
PLACE_CERTAIN: Final = "place_certain"
NUMERATOR: Final = "numerator_within_denominator"
CONSISTENT: Final = "consistent_in_text"
SHARE_CHARACTERS: Final = 120
"""A percentage farther off is of something else."""


@dataclass(frozen=True)
class Verdict:
    """Whether each check was passed; one that was failed stays so."""

    results: dict[str, bool]

    def add(self, name: str, *, ok: bool) -> None:
        self.results[name] = ok and self.results.get(name, True)

    @property
    def failed(self) -> set[str]:
        return {name for name, ok in self.results.items() if not ok}

    @property
    def checks(self) -> Checks:
        return _checks_of(frozenset(self.results.items()))


@functools.cache
def _checks_of(results: frozenset[tuple[str, bool]]) -> Checks:
    """Most claims of all texts have one of a few."""
    ordered = sorted(results)
    return Checks(
        passed=tuple(name for name, ok in ordered if ok), failed=tuple(name for name, ok in ordered if not ok)
    )


def check_claims(claims: Sequence[Claim], catalog: Catalog) -> list[Claim]:
    """The same claims, in the order of their figures, each with the checks that it passed and failed."""
    verdicts = [_alone(claim, catalog) for claim in claims]
    for first, second in _shares(claims, catalog):
        ok = _agrees(claims[first], claims[second])
        for number in (first, second):
            verdicts[number].add(RATIO, ok=ok)
    for number in _wholes(claims, catalog):
        verdicts[number].add(CONSISTENT, ok=False)
    possible = [
        None if verdict.failed & {PLAUSIBLE, PLACE_CERTAIN, DATE_CERTAIN, CONSISTENT} else claim
        for claim, verdict in zip(claims, verdicts, strict=True)
    ]
    for number in _contradicted(possible):
        verdicts[number].add(CONSISTENT, ok=False)
    return [
        claim.model_copy(update={"checks": verdict.checks})
        for claim, verdict in zip(claims, verdicts, strict=True)
    ]


def _alone(claim: Claim, catalog: Catalog) -> Verdict:
    verdict = Verdict(dict.fromkeys(claim.checks.failed, False))
    if claim.scope is Scope.PROVINCE:
        verdict.add(PLACE_CERTAIN, ok=claim.place is not None)
    if claim.value is None:
        return verdict
    if claim.status is not Status.CHANGE_DELTA:
        verdict.add(PLAUSIBLE, ok=_is_plausible(claim, catalog))
    if claim.denominator is not None:
        ok = claim.denominator > 0 and claim.value <= claim.denominator
        verdict.add(NUMERATOR, ok=ok)
    return verdict


def _is_plausible(claim: Claim, catalog: Catalog) -> bool:
    # What counts a district or the nation has another range than a province.
    if claim.scope is not Scope.PROVINCE:
        return True
    indicator, value = catalog.indicators[claim.indicator], claim.value
    assert value is not None
    if indicator.kind in (Kind.STOCK, Kind.FLOW) and value != value.to_integral_value():
        return False  # `2,1 doanh nghiệp trên 1.000 dân`
    low, high = indicator.plausible_min, indicator.plausible_max
    if indicator.kind is Kind.RANK and claim.denominator is not None:
        high = claim.denominator
    return (low is None or value >= low) and (high is None or value <= high)


def _shares(claims: Sequence[Claim], catalog: Catalog) -> Iterator[tuple[int, int]]:
    """`31.605/45.048 đối tượng (đạt 70%)`: each x/y, and the percentage of it that is printed next."""
    for first, count in enumerate(claims):
        if count.denominator is None or count.value is None:
            continue
        second = next((n for n in _next_to(first, claims) if _is_share_of(claims[n], count, catalog)), None)
        if second is not None:
            yield first, second


def _wholes(claims: Sequence[Claim], catalog: Catalog) -> Iterator[int]:
    """`có 57.300 đối tượng; 18.450 người nhận qua tài khoản, đạt 32,2%`: of whom others are that share."""
    told: dict[tuple[object, ...], dict[Decimal, list[int]]] = {}
    for number, claim in enumerate(claims):
        if claim.value is not None:
            told.setdefault(_matter(claim), {}).setdefault(claim.value, []).append(number)
    for number, part in enumerate(claims):
        values = told.get(_matter(part), {})
        if part.value is None or part.denominator is not None or len(values) < 2:
            continue
        shares = (claims[n] for n in _next_to(number, claims) if _is_share_of(claims[n], part, catalog))
        share = next(shares, None)
        for whole, numbers in values.items():
            if share is not None and part.value < whole and _comes_to(part.value, whole, share):
                yield from numbers


def _next_to(number: int, claims: Sequence[Claim]) -> Iterator[int]:
    """The claims that are printed right behind it."""
    end = claims[number].evidence.figure_end
    for following in range(number + 1, len(claims)):
        if claims[following].evidence.figure_start - end > SHARE_CHARACTERS:
            return
        yield following


def _is_share_of(share: Claim, count: Claim, catalog: Catalog) -> bool:
    if share.value is None:
        return False
    if catalog.indicators[share.indicator].reading.share_of != count.indicator:
        return False
    if any(count.facet.get(name, value) != value for name, value in share.facet.items()):
        return False
    return share.unit == "percent" and _whose(share) == _whose(count)


def _whose(claim: Claim) -> tuple[object, ...]:
    return claim.status, claim.scope, claim.place, claim.place_name


def _agrees(count: Claim, share: Claim) -> bool:
    assert count.value is not None
    assert count.denominator is not None
    return _comes_to(count.value, count.denominator, share)


def _comes_to(part: Decimal, whole: Decimal, share: Claim) -> bool:
    assert share.value is not None
    if whole == 0:
        return False
    ratio = 100 * part / whole
    # Half a unit of the last printed digit, and as much again for a writer who cuts off instead of rounding.
    digit = Decimal(1).scaleb(int(share.value.as_tuple().exponent))
    return abs(ratio - share.value) <= digit


def _contradicted(claims: Sequence[Claim | None]) -> Iterator[int]:
    """Two values of one question in one text: one of them was read wrong, and which cannot be told.

    None stands for what speaks against nobody: out of its plausible range (`8 trên 10 người`), or of a place
    or a day that is not certain.
    """
    told = Counter(claim.indicator for claim in claims if claim is not None)
    answers: dict[tuple[object, ...], set[Decimal]] = {}
    asked: dict[tuple[object, ...], list[int]] = {}
    for number, claim in enumerate(claims):
        # What is told once contradicts nothing.
        if claim is not None and claim.value is not None and told[claim.indicator] > 1:
            question = _question(claim)
            answers.setdefault(question, set()).add(_on_one_scale(claim, claim.value))
            asked.setdefault(question, []).append(number)
    for question, numbers in asked.items():
        if len(answers[question]) > 1:
            yield from numbers


def _on_one_scale(claim: Claim, value: Decimal) -> Decimal:
    """`593,4/1000 điểm` and `0,5934` are one score."""
    return value / claim.denominator if claim.unit == "point" and claim.denominator else value


def answers_the_same(one: Claim, other: Claim) -> bool:
    """Whether both say how many there are of the same, and when."""
    return _question(one) == _question(other)


def is_of_one(one: Claim, other: Claim) -> bool:
    """Whether both say how many there are of the same."""
    return _matter(one) == _matter(other)


def _matter(claim: Claim) -> tuple[object, ...]:
    return claim.indicator, tuple(sorted(claim.facet.items())), *_whose(claim)


def _question(claim: Claim) -> tuple[object, ...]:
    return (
        *_matter(claim),
        claim.as_of,
        claim.period_start,
        claim.period_end,
        claim.qualifier,
    )
