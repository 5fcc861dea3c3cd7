"""Generations side by side: which there are, what another one would change, and the change itself."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from tinhso_aggregator.store import run
from tinhso_shared.database import Connection, transaction


class Refused(Exception):
    """The message says why the active generation stays."""


@dataclass(frozen=True)
class Generation:
    generation: int
    active: bool
    documents: int
    revisions: int
    claims: int
    totals: int
    promoted_at: dt.datetime | None
    """When it was made the active one for the last time, and why."""
    reason: str | None


@dataclass(frozen=True)
class Change:
    """A total that another generation gives differently; `why` says what lies behind."""

    place: str
    indicator: str
    facet: dict[str, str]
    change: str
    why: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    difference: Any


async def list_generations(connection: Connection) -> list[Generation]:
    return [Generation(**row) for row in await run(connection, "read_generations")]


async def diff(connection: Connection, new: int, old: int | None) -> list[Change]:
    """Which totals change from `old` (None: the active one) to `new`. Raises Refused."""
    known = {one.generation: one for one in await list_generations(connection)}
    active = next((one.generation for one in known.values() if one.active), None)
    before = active if old is None else old
    for wanted in (before, new):
        if wanted not in known:
            raise Refused(f"there is no generation {wanted}")
    return [Change(**row) for row in await run(connection, "diff_generations", before, new)]


async def promote(
    connection: Connection, new: int, reason: str, now: dt.datetime, *, dry_run: bool = False
) -> int:
    """Gives readers the totals of `new`; gives the one before. Raises Refused."""
    async with transaction(connection):
        before = await _hold_active(connection)
        known = {one.generation: one for one in await list_generations(connection)}
        if new not in known:
            raise Refused(f"there is no generation {new}")
        _check_coverage(known[new], known[before])
        if not dry_run:
            await run(connection, "set_generation", new, now, reason)
    return before


async def roll_back(
    connection: Connection, reason: str, now: dt.datetime, *, dry_run: bool = False
) -> tuple[int, int]:
    """Back to the generation that was active before; gives (from, to). Raises Refused."""
    async with transaction(connection):
        active = await _hold_active(connection)
        found = await run(connection, "read_generation_before", active)
        if not found:
            raise Refused(f"no other generation than {active} was ever active")
        before = int(found[0]["generation"])
        if not dry_run:
            await run(connection, "set_generation", before, now, reason)
    return active, before


async def _hold_active(connection: Connection) -> int:
    """Two promotions take turns."""
    found = await run(connection, "hold_generation")
    if not found:
        raise Refused("nothing was stored yet, so no generation is active")
    return int(found[0]["generation"])


def _check_coverage(new: Generation, active: Generation) -> None:
    if new.active:
        raise Refused(f"generation {new.generation} is the active one already")
    if new.documents < active.documents:
        raise Refused(
            f"generation {new.generation} covers {new.documents} documents, and the active one"
            f" ({active.generation}) {active.documents}: let it read on"
        )


def as_row(change: Change | Generation) -> dict[str, Any]:
    return asdict(change)
