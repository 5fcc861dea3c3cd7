"""Whether a run ended as it must: nothing lost, nothing double, and the very tables of a clean run."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from support.log import read_log
from tinhso_aggregator.audit import audit
from tinhso_shared.codec import decode
from tinhso_shared.database import Connection, connect
from tinhso_shared.events import DocumentRetracted, IndicatorsExtracted
from tinhso_shared.kafka import Record
from tinhso_shared.outcomes import BadMessage
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import DEAD_LETTERS, INDICATORS

TABLES = (
    "documents",
    "revisions",
    "retractions",
    "claims",
    "series",
    "observations",
    "totals",
    "generations",
)
SHOWN = 3

Position = tuple[int, int]


@dataclass(frozen=True)
class OnTheLog:
    """What was sent, each thing once, and where the end is."""

    records: int
    events: frozenset[str]
    unreadable: frozenset[Position]
    ends: dict[int, int]


async def read_everything(kafka: KafkaSettings) -> OnTheLog:
    records = await read_log(kafka, INDICATORS)
    events, unreadable, known = set(), set(), {}
    for record in records:
        message = (record.event_id, record.value)
        if message not in known:
            known[message] = _is_readable(record)
        if known[message]:
            events.add(str(record.event_id))
        else:
            unreadable.add((record.partition, record.offset))
    ends = {record.partition: record.offset + 1 for record in records}
    return OnTheLog(len(records), frozenset(events), frozenset(unreadable), ends)


def _is_readable(record: Record) -> bool:
    try:
        decode(record.value, record.headers, (IndicatorsExtracted, DocumentRetracted))
    except BadMessage:
        return False
    return True


async def stored_offsets(connection: Connection) -> dict[int, int]:
    rows = await connection.fetch(
        "select partition, next_offset from aggregator.consumer_offsets where topic = $1 and next_offset > 0",
        INDICATORS.name,
    )
    return {row["partition"]: row["next_offset"] for row in rows}


async def faults_found(kafka: KafkaSettings, log: OnTheLog, database_url: str, clean_url: str) -> list[str]:
    """Sentences, each about something that is wrong; none when all is well."""
    async with connect(database_url) as connection, connect(clean_url) as clean:
        return [
            *_differ("events of the log that are not stored", log.events, await _stored(connection)),
            *_differ("bad messages without a dead letter", log.unreadable, await _letters(kafka)),
            *_differ("partitions", log.ends.items(), (await stored_offsets(connection)).items()),
            *(f"the audit finds {one['what']} {one['trouble']}" for one in await audit(connection)),
            *[found for table in TABLES for found in await _table_differs(table, connection, clean)],
        ]


async def _stored(connection: Connection) -> set[str]:
    rows = await connection.fetch(
        "select revision_id from aggregator.revisions union all"
        " select retraction_id from aggregator.retractions"
    )
    return {row["revision_id"] for row in rows}


async def _letters(kafka: KafkaSettings) -> set[Position]:
    """Of which records there are dead letters; a repeat of one is no harm."""
    found = [dict(letter.headers) for letter in await read_log(kafka, DEAD_LETTERS)]
    return {(int(one["dlq_origin-partition"]), int(one["dlq_origin-offset"])) for one in found}


async def _table_differs(table: str, connection: Connection, clean: Connection) -> list[str]:
    """Byte for byte, in Postgres' own text."""
    query = f"select row::text as written from aggregator.{table} as row"
    found, expected = await asyncio.gather(connection.fetch(query), clean.fetch(query))
    if not expected:
        return [f"{table} of the clean run is empty: it proves nothing"]
    return _differ(
        f"rows of {table}", [row["written"] for row in expected], [row["written"] for row in found]
    )


def _differ(what: str, expected: Iterable[object], found: Iterable[object]) -> list[str]:
    wanted, there = set(expected), set(found)
    return [
        f"{what}: {len(rows)} {trouble}, such as {sorted(map(str, rows))[:SHOWN]}"
        for trouble, rows in (("missing", wanted - there), ("too many", there - wanted))
        if rows
    ]
