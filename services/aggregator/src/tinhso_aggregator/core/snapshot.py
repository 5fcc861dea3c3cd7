"""A snapshot ready to be stored: its claims judged by the catalogue, everything that a row needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tinhso_aggregator.core.copies import quote_key, signature_of
from tinhso_aggregator.core.series import Obstacle, Question, obstacle_of, question_of
from tinhso_shared.catalog import Catalog
from tinhso_shared.codec import json_of, json_without_claims
from tinhso_shared.events import Claim, IndicatorsExtracted
from tinhso_shared.identity import event_id_of, sha256_of


class JudgedClaim(NamedTuple):
    claim: Claim
    question: Question | None
    obstacle: Obstacle | None
    quote_key: str
    as_it_came: bytes
    """The claim as JSON: written once, to be stored, and to tell its snapshot from another."""


@dataclass(frozen=True)
class Snapshot:
    """One document revision as one generation of the extractor read it."""

    event: IndicatorsExtracted
    revision_id: str
    content_digest: str
    """Tells the same snapshot again from another one that claims the same identity."""
    signature: list[int] | None
    claims: tuple[JudgedClaim, ...]


def judge(claim: Claim, catalog: Catalog) -> JudgedClaim:
    return JudgedClaim(
        claim,
        question_of(claim, catalog),
        obstacle_of(claim, catalog),
        quote_key(claim.evidence.quote),
        json_of(claim),
    )


def snapshot_of(event: IndicatorsExtracted, catalog: Catalog) -> Snapshot:
    claims = tuple(judge(claim, catalog) for claim in _distinct(event.claims))
    return Snapshot(
        event=event,
        revision_id=event_id_of(event),
        content_digest=_content_digest(event, claims),
        signature=signature_of(event.text) if claims else None,
        claims=claims,
    )


def _content_digest(event: IndicatorsExtracted, claims: Iterable[JudgedClaim]) -> str:
    """Of what was read, not of how it was written: JSON of ours, in which no line ends."""
    written = [json_without_claims(event), *(claim.as_it_came for claim in claims)]
    return sha256_of(b"\n".join(written))[:32]


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Each claim once; of two with one id the first."""
    return {claim.claim_id: claim for claim in reversed(tuple(claims))}.values()
