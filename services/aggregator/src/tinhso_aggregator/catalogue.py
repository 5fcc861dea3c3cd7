"""The catalogue in the database: a changed one judges every claim anew, and makes every total anew.

Nobody writes meanwhile: a batch holds the catalogue's row, and this takes it.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, TypeVar

import structlog

from tinhso_aggregator.core.series import obstacle_of, question_of
from tinhso_aggregator.store import PACKAGE, Touched, columns, recompute, run
from tinhso_shared.catalog import Catalog
from tinhso_shared.database import Connection, statement, transaction
from tinhso_shared.events import Claim

log = structlog.get_logger()

CHUNK: Final = 5_000

T = TypeVar("T")


async def sync_catalogue(connection: Connection, catalog: Catalog) -> bool:
    """Puts ours in force; whether that changed anything."""
    async with transaction(connection):
        before = (await run(connection, "take_catalogue"))[0]["digest"]
        if before == catalog.digest:
            return False
        log.info("another catalogue: every claim is judged anew", before=before or None, now=catalog.digest)
        await _write(connection, catalog)
        await _judge_all(connection, catalog)
        await rebuild(connection)
        await run(connection, "set_catalogue", catalog.digest)
    return True


async def rebuild(connection: Connection) -> None:
    """All observations and totals from the claims, inside the caller's transaction."""
    await run(connection, "forget_answers")
    await run(connection, "insert_all_series")
    rows = await run(connection, "find_all_questions")
    for chunk in _chunks(rows):
        await recompute(connection, _touched(chunk))


def _touched(rows: Iterable[Any]) -> Iterator[Touched]:
    """The rows of a generation stand together."""
    for generation, found in groupby(rows, key=itemgetter("generation")):
        asked = [(row["question_id"], row["series_id"]) for row in found]
        yield Touched(generation, [question for question, _ in asked], list({series for _, series in asked}))


async def _write(connection: Connection, catalog: Catalog) -> None:
    indicators = [
        (one.id, one.kind, one.unit, one.pillar, one.name_vi, one.name_en, one.max_age_days)
        for one in catalog.indicators.values()
    ]
    provinces = [(one.key, one.frame, one.id, one.name, one.successor) for one in catalog.provinces.values()]
    await run(connection, "replace_indicators", *columns(indicators, 7))
    await run(connection, "replace_provinces", *columns(provinces, 5))


async def _judge_all(connection: Connection, catalog: Catalog) -> None:
    cursor = await connection.cursor(statement(PACKAGE, "read_all_claims"))
    while rows := await cursor.fetch(CHUNK):
        await run(connection, "judge_claims", *columns((_judged(row, catalog) for row in rows), 7))


def _judged(row: Any, catalog: Catalog) -> tuple[Any, ...]:
    claim = Claim.model_validate(row["claim"])
    question = question_of(claim, catalog)
    facet = question.series.facet_json if question else json.dumps(claim.facet, ensure_ascii=False)
    ids = (
        (question.series.series_id, question.question_id, question.reference_date)
        if question
        else (None,) * 3
    )
    return (row["revision_id"], row["claim_id"], facet, *ids, obstacle_of(claim, catalog))


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(rows)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
