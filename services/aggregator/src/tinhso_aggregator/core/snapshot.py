"""A snapshot ready to be stored: its claims judged by the catalogue, as the rows that the database takes.

Made when it is read, so that what pydantic made of the message goes at once: a batch of that is more to hold,
and takes longer to make and to free.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from tinhso_aggregator.core.copies import quote_key, signature_of
from tinhso_aggregator.core.series import Question, obstacle_of, question_of
from tinhso_shared.catalog import Catalog
from tinhso_shared.codec import json_of, json_without_claims
from tinhso_shared.events import Claim, IndicatorsExtracted
from tinhso_shared.identity import event_id_of, sha256_of

PUBLISHED: Final = (
    *("generation", "document_id", "fetched_at", "body_sha256", "document_status", "url", "source_id"),
    *("source_authority", "title", "published_at", "published_precision", "published_basis", "attributed_to"),
)
"""What a page says that has a column of its own."""
SAID: Final = (
    *("claim_id", "indicator", "value", "denominator", "unit", "qualifier"),
    *("scope", "place", "status"),
    *("as_of", "as_of_precision", "period_start", "period_end"),
)
"""The same of a claim."""
JUDGED: Final = ("quote_key", "claim", "obstacle", "facet", "series_id", "question_id", "reference_date")
REVISION: Final = ("revision_id", *PUBLISHED, "content_digest", "signature")
CLAIM: Final = ("revision_id", "generation", "document_id", *SAID, *JUDGED)
_published = attrgetter(*PUBLISHED)
_said = attrgetter(*SAID)

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Snapshot:
    """One document revision as one generation of the extractor read it."""

    revision_id: str
    generation: int
    document_id: str
    content_digest: str
    """Tells the same snapshot again from another one that claims the same identity."""
    revision: Row
    """The values of REVISION."""
    claims: Sequence[Row]
    """The values of CLAIM, each."""


def snapshot_of(event: IndicatorsExtracted, catalog: Catalog) -> Snapshot:
    claims = list(_distinct(event.claims))
    written = [json_of(claim) for claim in claims]
    digest = _content_digest(event, written)
    signature = signature_of(event.text) if claims else None
    revision_id = event_id_of(event)
    page = (revision_id, event.generation, event.document_id)
    return Snapshot(
        *page,
        content_digest=digest,
        revision=(revision_id, *_published(event), digest, signature),
        claims=[
            (*page, *_claim_row(claim, as_it_came, catalog))
            for claim, as_it_came in zip(claims, written, strict=True)
        ],
    )


def _claim_row(claim: Claim, as_it_came: bytes, catalog: Catalog) -> Row:
    """`as_it_came`: as JSON, written once, to be stored, and to tell its snapshot from another."""
    question = question_of(claim, catalog)
    asked = _asked(question) if question else (json.dumps(claim.facet), None, None, None)
    obstacle = obstacle_of(claim, catalog)
    return (*_said(claim), quote_key(claim.evidence.quote), as_it_came, obstacle, *asked)


def _asked(question: Question) -> Row:
    series = question.series
    return series.facet_json, series.series_id, question.question_id, question.reference_date


def _content_digest(event: IndicatorsExtracted, claims: Iterable[bytes]) -> str:
    """Of what was read, not of how it was written: JSON of ours, in which no line ends."""
    return sha256_of(b"\n".join([json_without_claims(event), *claims]))[:32]


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Each claim once; of two with one id the first."""
    return {claim.claim_id: claim for claim in reversed(tuple(claims))}.values()
