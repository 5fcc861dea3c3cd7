"""Identities derived from content: the same input always gets the same id, so a repeat changes nothing."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from tinhso_shared.events import ArticleFetched, DocumentRetracted, Event, IndicatorsExtracted, Status

# Made once: `json.dumps` with options makes one for each call.
_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


def digest_of(*parts: object) -> str:
    """32 hex digits (128 bits) of SHA-256 over the parts, unambiguous about where each ends."""
    written = _WRITER.encode(parts)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def sha256_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def document_id_of(canonical_url: str) -> str:
    return digest_of("document", canonical_url)


def claim_id_of(
    document_id: str,
    body_sha256: str,
    figure_span: tuple[int, int],
    indicator: str,
    facet: Mapping[str, str],
    status: Status,
) -> str:
    return digest_of("claim", document_id, body_sha256, figure_span, indicator, dict(facet), status)


def event_id_of(event: Event) -> str:
    """`ce_id`: equal exactly when the event is the same statement again."""
    match event:
        case ArticleFetched():
            return digest_of("fetched", event.document_id, event.fetched_at, event.body_sha256, event.status)
        case IndicatorsExtracted():
            return digest_of(
                "extracted", event.document_id, event.fetched_at, event.body_sha256, event.generation
            )
        case DocumentRetracted():
            return digest_of("retracted", event.document_id, event.retracted_at, event.reason)
