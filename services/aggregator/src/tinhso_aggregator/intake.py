"""From records of the log to what the database takes: read, judged, or dead-lettered."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from tinhso_aggregator.core.snapshot import Snapshot, snapshot_of
from tinhso_aggregator.store import Batch, ConflictingSnapshots, Move
from tinhso_shared.catalog import Catalog
from tinhso_shared.codec import decode
from tinhso_shared.database import UNSTORABLE
from tinhso_shared.dead_letter import DeadLetters, LimitExceeded, position_of
from tinhso_shared.events import DocumentRetracted, IndicatorsExtracted
from tinhso_shared.kafka import Record, Refused
from tinhso_shared.outcomes import BadMessage, NewerSchema, Reason

Content = Snapshot | DocumentRetracted


@dataclass(frozen=True)
class Taken:
    """A record whose content will be stored; None for one that was dead-lettered: only its offset counts."""

    record: Record
    content: Content | None


class MustPause(Exception):
    """A person has to look before this service goes on; nothing from here on was handled."""


class Intake:
    """Reads records; what can never be read goes to the dead letters, acknowledged, before anything else."""

    def __init__(self, dead_letters: DeadLetters, catalog: Catalog) -> None:
        self._dead_letters = dead_letters
        self._catalog = catalog

    async def take(self, record: Record) -> Taken:
        """Raises MustPause."""
        try:
            content = read(record, self._catalog)
        except BadMessage as bad:
            return await self.refuse(record, bad)
        except NewerSchema as newer:
            raise MustPause(f"{position_of(record)}: {newer}") from newer
        self._dead_letters.record_good()
        return Taken(record, content)

    async def refuse(self, record: Record, bad: BadMessage) -> Taken:
        """Raises MustPause."""
        try:
            await self._dead_letters.send(record, bad)
        except (LimitExceeded, Refused) as error:
            raise MustPause(f"{position_of(record)}: {error}") from error
        return Taken(record, None)

    async def drop(self, one: Taken, error: Exception) -> Taken:
        """What the database refuses. Raises MustPause."""
        conflicts = isinstance(error, ConflictingSnapshots)
        reason = Reason.CONFLICTING_SNAPSHOT if conflicts else Reason.INVALID_SCHEMA
        return await self.refuse(one.record, BadMessage(reason, f"the database refuses it: {error}"))


def read(record: Record, catalog: Catalog) -> Content:
    """Raises BadMessage or NewerSchema."""
    expected: tuple[type[IndicatorsExtracted | DocumentRetracted], ...] = (
        IndicatorsExtracted,
        DocumentRetracted,
    )
    event = decode(record.value, record.headers, expected)
    if record.key != event.document_id.encode():
        raise BadMessage(Reason.WRONG_KEY, "the key is not the document_id")
    return event if isinstance(event, DocumentRetracted) else snapshot_of(event, catalog)


async def store_apart(
    taken: Sequence[Taken],
    store: Callable[[Sequence[Taken]], Awaitable[None]],
    drop: Callable[[Taken, Exception], Awaitable[Taken]],
) -> None:
    """Stores all, in order; what the database refuses is halved until a record stands alone, and is dropped.

    Raises MustPause for one that is refused without its content too, and what `store` and `drop` raise.
    """
    left = [taken]
    while left:
        part = left.pop()
        try:
            await store(part)
        except (ConflictingSnapshots, *UNSTORABLE) as error:
            if len(part) > 1:
                middle = len(part) // 2
                left += [part[middle:], part[:middle]]
            elif part[0].content is not None:
                left.append([await drop(part[0], error)])
            else:
                raise MustPause(f"{position_of(part[0].record)}: {error}") from error


def batch_of(taken: Sequence[Taken]) -> Batch:
    """What one transaction stores; the records of a partition stand in the order of the log."""
    contents = [one.content for one in taken]
    return Batch(
        snapshots=tuple(content for content in contents if isinstance(content, Snapshot)),
        retractions=tuple(content for content in contents if isinstance(content, DocumentRetracted)),
        moves=tuple(moves_of(one.record for one in taken)),
    )


def moves_of(records: Iterable[Record]) -> Iterable[Move]:
    by_partition: dict[tuple[str, int], list[Record]] = {}
    for record in records:
        by_partition.setdefault((record.topic, record.partition), []).append(record)
    for (topic, partition), found in by_partition.items():
        yield Move(topic, partition, found[0].offset, found[-1].offset + 1, found[-1].event_id)
