"""One batch of events into the database, in one transaction: what was read, what it changes, the offsets.

The order of the steps is what keeps the totals right: see `store_batch`. The choice itself is SQL, in
`migrations/`; this module says which questions to answer anew, and when.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from tinhso_aggregator.core.snapshot import CLAIM, REVISION, Row, Snapshot
from tinhso_shared.database import Connection, statement, transaction
from tinhso_shared.events import DocumentRetracted
from tinhso_shared.identity import event_id_of

PACKAGE: Final = "tinhso_aggregator"


class Fenced(Exception):
    """Another aggregator has moved an offset: nothing of this batch is stored, the database has the truth."""


class OtherCatalogue(Exception):
    """The claims in the database were judged by another catalogue than ours: a newer version took over."""


class ConflictingSnapshots(Exception):
    """Another snapshot of the same revision and generation is stored, or stands earlier in the batch."""


@dataclass(frozen=True)
class Move:
    """A partition's offset: from the first record of a batch to the one after its last."""

    topic: str
    partition: int
    expected: int
    next_offset: int
    last_event_id: str | None


@dataclass(frozen=True)
class Batch:
    snapshots: tuple[Snapshot, ...] = ()
    retractions: tuple[DocumentRetracted, ...] = ()
    moves: tuple[Move, ...] = ()
    """None for a replay of a slice, which moves nothing."""


@dataclass(frozen=True)
class Stored:
    revisions: int = 0
    claims: int = 0
    touched_questions: int = 0


@dataclass(frozen=True)
class Touched:
    """What to compute anew."""

    generation: int
    questions: Sequence[str]
    series: Sequence[str]


async def run(connection: Connection, name: str, *arguments: Any) -> list[Any]:
    return list(await connection.fetch(statement(PACKAGE, name), *arguments))


async def store_batch(connection: Connection, batch: Batch, digest: str, now: dt.datetime) -> Stored:
    """All or nothing. Raises Fenced, OtherCatalogue or ConflictingSnapshots; then nothing is stored."""
    async with transaction(connection):
        await check_catalogue(connection, digest)
        await _move_offsets(connection, batch.moves)
        await run(connection, "lock_documents", sorted(_documents_of(batch)))
        snapshots = await _insert_snapshots(connection, batch.snapshots, now)
        retracted = await _insert_retractions(connection, batch.retractions)
        touched = await _lock_touched(connection, snapshots, retracted)
        # Only statements that begin after the locks see what the locks waited for.
        await recompute(connection, touched)
    claims = sum(len(snapshot.claims) for snapshot in snapshots)
    return Stored(len(snapshots), claims, sum(len(one.questions) for one in touched))


async def check_catalogue(connection: Connection, digest: str) -> None:
    """Raises OtherCatalogue; inside a transaction it cannot change until that ends."""
    found = await run(connection, "hold_catalogue")
    if not found or found[0]["digest"] != digest:
        raise OtherCatalogue("the claims were judged by another catalogue than this version carries")


async def _move_offsets(connection: Connection, moves: Iterable[Move]) -> None:
    for move in sorted(moves, key=lambda move: (move.topic, move.partition)):
        to = (move.topic, move.partition, move.expected, move.next_offset, move.last_event_id)
        if not await run(connection, "move_offset", *to):
            raise Fenced(f"{move.topic}/{move.partition} is not at {move.expected} any more")


def _documents_of(batch: Batch) -> set[str]:
    snapshots = {snapshot.document_id for snapshot in batch.snapshots}
    return snapshots | {retraction.document_id for retraction in batch.retractions}


async def _insert_snapshots(
    connection: Connection, snapshots: Sequence[Snapshot], now: dt.datetime
) -> list[Snapshot]:
    """Gives those that are new, and stay so, for their documents are locked: a repeat changes nothing."""
    stored = await _check_contents(connection, snapshots)
    firsts = {snapshot.revision_id: snapshot for snapshot in reversed(snapshots)}
    # In the order of the key, a hash: else each claim goes to another page of the index.
    new = [one for revision_id, one in sorted(firsts.items()) if revision_id not in stored]
    await _copy(connection, "revisions", REVISION, [snapshot.revision for snapshot in new])
    await _copy(connection, "claims", CLAIM, chain.from_iterable(snapshot.claims for snapshot in new))
    await run(connection, "insert_generations", [snapshot.generation for snapshot in new], now)
    return new


async def _copy(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    await connection.copy_records_to_table(table, schema_name="aggregator", columns=names, records=rows)


async def _check_contents(connection: Connection, snapshots: Sequence[Snapshot]) -> set[str]:
    """The first content that comes under an identity is the one: stored already, or earlier in this batch.

    Gives the identities that are stored.
    """
    stored = await run(connection, "read_digests", [snapshot.revision_id for snapshot in snapshots])
    contents = {row["revision_id"]: row["content_digest"] for row in stored}
    for one in snapshots:
        if contents.setdefault(one.revision_id, one.content_digest) != one.content_digest:
            raise ConflictingSnapshots(f"another snapshot of revision {one.revision_id} is stored already")
    return {row["revision_id"] for row in stored}


def columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows to the columns that `unnest` takes, also where there is no row."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


async def _insert_retractions(connection: Connection, retractions: Iterable[DocumentRetracted]) -> list[str]:
    rows = [(event_id_of(one), one.document_id, one.retracted_at, one.reason) for one in retractions]
    found = await run(connection, "insert_retractions", *columns(rows, 4))
    return [row["document_id"] for row in found]


async def _lock_touched(
    connection: Connection, snapshots: Sequence[Snapshot], retracted: list[str]
) -> list[Touched]:
    """One for each generation; every series that is touched is locked."""
    documents = [snapshot.document_id for snapshot in snapshots]
    generations = [snapshot.generation for snapshot in snapshots]
    return [Touched(*row) for row in await run(connection, "lock_touched", documents, generations, retracted)]


async def recompute(connection: Connection, touched: Iterable[Touched]) -> None:
    for one in touched:
        await run(connection, "answer_questions", one.generation, one.questions)
        await run(connection, "total_series", one.generation, one.series)
