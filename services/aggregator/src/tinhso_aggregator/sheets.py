"""Explanations, audits and generations as the rows of a sheet, for `--csv`. Nothing is decided in here."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tinhso_aggregator.answers import Explanation, Row
from tinhso_aggregator.core.why import Told

CLAIM_FIELDS: Final = (
    "role",
    "why",
    "place",
    "indicator",
    "facet",
    "status",
    "scope",
    "place_name",
    "value",
    "denominator",
    "unit",
    "qualifier",
    "as_of",
    "as_of_precision",
    "period_start",
    "period_end",
    "published_at",
    "source_authority",
    "is_current",
    "obstacle",
    "claim_id",
    "quote",
    "url",
)
"""`role`: winner, loser (of the same question) or other; `why`: the rule that decided, or what it lost by."""
DIFFERENCE_FIELDS: Final = (
    "what",
    "trouble",
    "generation",
    "place",
    "indicator",
    "facet",
    "status",
    "reference_date",
    "field",
    "kept",
    "made",
)
CHANGE_SIDES: Final = ("value", "qualifier", "as_of", "quote", "url")
CHANGE_FIELDS: Final = (
    "place",
    "indicator",
    "facet",
    "change",
    "why",
    "difference",
    *(f"{side}_{name}" for side in ("old", "new") for name in CHANGE_SIDES),
)
GENERATION_FIELDS: Final = (
    "generation",
    "active",
    "documents",
    "revisions",
    "claims",
    "totals",
    "promoted_at",
    "reason",
)


def claims_of(explanations: Iterable[Explanation]) -> Iterator[Row]:
    """Every claim about what was asked, the winner first."""
    for one in explanations:
        yield _claim("winner", one.winner, one.rule_in_words)
        yield from (_claim("loser", told, why) for told, why in one.losers)
        yield from (_claim("other", told, why) for told, why in one.others)


def _claim(role: str, told: Told, why: str) -> Row:
    beside = {
        "role": role,
        "why": why,
        "facet": told.facet,
        "published_at": told.published_at,
        "source_authority": told.authority,
        "is_current": told.is_current,
        "obstacle": told.obstacle,
        "quote": told.claim["evidence"]["quote"],
        "url": told.url,
    }
    return {**told.claim, **beside}


def fields_of(differences: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """One row a field that differs."""
    for one in differences:
        for name, (kept, made) in sorted(one["fields"].items()):
            yield {**one, "field": name, "kept": kept, "made": made}


def changes_of(changes: Iterable[Row]) -> Iterator[Row]:
    """Old and new side by side."""
    for one in changes:
        sides = {
            f"{side}_{name}": (one[side] or {}).get(name) for side in ("old", "new") for name in CHANGE_SIDES
        }
        yield {**one, **sides}
