"""What becomes of records that the database refuses, one by one or together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from support.claims import retraction
from tinhso_aggregator.intake import MustPause, Taken, store_apart
from tinhso_aggregator.store import ConflictingSnapshots
from tinhso_shared.kafka import Record
from tinhso_shared.topics import INDICATORS


@dataclass
class Database:
    """Refuses batches in which a record of these offsets has its content; some even without."""

    refused: frozenset[int] = frozenset()
    refused_always: frozenset[int] = frozenset()
    stored: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    async def store(self, taken: Sequence[Taken]) -> None:
        offsets = {one.record.offset for one in taken}
        contents = {one.record.offset for one in taken if one.content is not None}
        if contents & self.refused or offsets & self.refused_always:
            raise ConflictingSnapshots("told so")
        self.stored += [one.record.offset for one in taken]

    async def drop(self, one: Taken, error: Exception) -> Taken:
        self.dropped.append(one.record.offset)
        return replace(one, content=None)


def taken(number: int) -> list[Taken]:
    return [
        Taken(Record(INDICATORS.name, 0, offset, 0, None, None, ()), retraction()) for offset in range(number)
    ]


@pytest.mark.parametrize("refused", [(), (0,), (6,), (2, 3), (0, 1, 2, 3, 4, 5, 6)], ids=str)
async def test_each_that_is_refused_is_dropped_once_and_all_are_stored_in_order(
    refused: tuple[int, ...],
) -> None:
    database = Database(frozenset(refused))
    await store_apart(taken(7), database.store, database.drop)
    assert database.stored == list(range(7))
    assert database.dropped == list(refused)


async def test_who_is_refused_without_content_too_makes_it_pause_behind_all_that_came_before() -> None:
    database = Database(refused_always=frozenset({5}))
    with pytest.raises(MustPause, match="@5: told so"):
        await store_apart(taken(7), database.store, database.drop)
    assert (database.stored, database.dropped) == ([0, 1, 2, 3, 4], [5])
