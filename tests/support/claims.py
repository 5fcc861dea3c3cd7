"""Builders of snapshots and claims that spell out only what a test is about, and the way into a database."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from tinhso_aggregator.catalogue import sync_catalogue
from tinhso_aggregator.core.snapshot import snapshot_of
from tinhso_aggregator.store import Batch, Move, Stored, store_batch
from tinhso_shared.catalog import load_catalog
from tinhso_shared.database import Connection, connect
from tinhso_shared.events import (
    Checks,
    Claim,
    DocumentRetracted,
    DocumentStatus,
    Evidence,
    IndicatorsExtracted,
    Precision,
    Qualifier,
    Scope,
    Status,
)
from tinhso_shared.identity import claim_id_of, document_id_of
from tinhso_shared.migrate import migrate

BINH_DUONG = "vn63/binh_duong"
SIGNATURES = "digital_signatures_issued"
NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
TABLES = (
    "consumer_offsets",
    "generations",
    "active_generation",
    "promotions",
    "documents",
    "retractions",
    "revisions",
    "series",
    "claims",
    "observations",
    "totals",
)

Event = IndicatorsExtracted | DocumentRetracted


def day(written: str | None) -> dt.date | None:
    return None if written is None else dt.date.fromisoformat(written)


def claim(
    value: str | int | None,
    as_of: str | None = "2024-01-31",
    indicator: str = SIGNATURES,
    *,
    facet: dict[str, str] | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
    place: str | None = BINH_DUONG,
    scope: Scope = Scope.PROVINCE,
    status: Status = Status.ACTUAL,
    precision: Precision | None = None,
    period: tuple[str, str] | None = None,
    denominator: str | None = None,
    failed: Sequence[str] = (),
    quote: str | None = None,
) -> Claim:
    """Its id is filled in by the snapshot that it is part of."""
    known = load_catalog().indicators.get(indicator)
    said = quote or f"{indicator} {value} {as_of}"
    return Claim(
        claim_id="0" * 32,
        indicator=indicator,
        facet={**(known.facet_defaults if known else {}), **(facet or {})},
        value=None if value is None else Decimal(value),
        denominator=None if denominator is None else Decimal(denominator),
        unit=known.unit if known else "thing",
        qualifier=qualifier,
        scope=scope,
        place=place,
        status=status,
        as_of=day(as_of),
        as_of_precision=precision or (Precision.DAY if as_of else Precision.UNKNOWN),
        period_start=day(period[0]) if period else None,
        period_end=day(period[1]) if period else None,
        evidence=Evidence(start=0, end=len(said), quote=said, figure="", figure_start=0, figure_end=0),
        checks=Checks(failed=tuple(failed)),
    )


def snapshot(
    *claims: Claim,
    document: str = "a",
    hour: int = 0,
    authority: int = 2,
    published: str | None = "2024-02-01",
    generation: int = 1,
    status: DocumentStatus = DocumentStatus.ARTICLE,
    text: str | None = None,
) -> IndicatorsExtracted:
    """What the page `document` said when it was fetched in this hour; each page speaks words of its own."""
    url = f"https://example.vn/{document}"
    document_id, body = document_id_of(url), hashlib.sha256(f"{document} {hour}".encode()).hexdigest()
    own_words = " ".join(hashlib.sha256(f"{document}{n}".encode()).hexdigest()[:8] for n in range(40))
    return IndicatorsExtracted(
        document_id=document_id,
        url=url,
        source_id="example.vn",
        source_authority=authority,
        fetched_at=NOON + dt.timedelta(hours=hour),
        body_sha256=body,
        generation=generation,
        document_status=status,
        published_at=day(published),
        text=own_words if text is None else text,
        claims=tuple(_identified(one, n, document, document_id, body) for n, one in enumerate(claims)),
    )


def _identified(one: Claim, number: int, document: str, document_id: str, body: str) -> Claim:
    span = (number, number + 1)
    claim_id = claim_id_of(document_id, body, span, one.indicator, one.facet, one.status)
    said = (
        f"{document}: {one.evidence.quote}" if not one.evidence.quote.startswith("«") else one.evidence.quote
    )
    evidence = one.evidence.model_copy(update={"quote": said, "end": len(said)})
    return one.model_copy(update={"claim_id": claim_id, "evidence": evidence})


def retraction(document: str = "a", hour: int = 0) -> DocumentRetracted:
    moment = NOON + dt.timedelta(hours=hour)
    document_id = document_id_of(f"https://example.vn/{document}")
    return DocumentRetracted(document_id=document_id, retracted_at=moment, reason="a draft")


def batch(events: Iterable[Event], moves: Sequence[Move] = ()) -> Batch:
    found = tuple(events)
    return Batch(
        tuple(snapshot_of(one, load_catalog()) for one in found if isinstance(one, IndicatorsExtracted)),
        tuple(one for one in found if isinstance(one, DocumentRetracted)),
        tuple(moves),
    )


async def prepare(database_url: str) -> None:
    """Tables and catalogue."""
    await migrate(database_url, "aggregator", "tinhso_aggregator")
    async with connect(database_url) as connection:
        await sync_catalogue(connection, load_catalog())


async def empty(connection: Connection) -> None:
    for table in TABLES:
        await connection.execute(f"delete from aggregator.{table}")


async def store(connection: Connection, *events: Event, moves: Sequence[Move] = ()) -> Stored:
    return await store_batch(connection, batch(events, moves), load_catalog().digest, NOON)


async def rows_of(connection: Connection, query: str, *arguments: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in await connection.fetch(query, *arguments)]


async def everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """What the aggregator keeps, all of it, in a fixed order; as text, for 82 equals 82.0 as a number."""
    orders = {
        "revisions": "revision_id",
        "claims": "revision_id, claim_id",
        "observations": "generation, question_id",
        "totals": "generation, series_id",
        "retractions": "retraction_id",
    }
    return {
        table: await rows_of(connection, f"select t::text from aggregator.{table} as t order by {order}")
        for table, order in orders.items()
    }


async def total_of(
    connection: Connection, indicator: str = SIGNATURES, anchor: str = "2030-01-01", **facet: str
) -> dict[str, Any] | None:
    """The one total of an indicator in Bình Dương at an anchor, with the facets' defaults."""
    wanted = {**load_catalog().indicators[indicator].facet_defaults, **facet}
    query = "select * from api.totals_at($1) where indicator = $2 and facet = $3"
    rows = await rows_of(connection, query, day(anchor), indicator, wanted)
    assert len(rows) <= 1
    return rows[0] if rows else None
