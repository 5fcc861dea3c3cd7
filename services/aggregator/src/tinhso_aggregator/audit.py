"""Whether what is kept is what the claims give: everything is answered anew, and compared byte for byte.

Observations are made anew from the claims, totals from the observations: a difference shows where it arose.
"""

import asyncio
from typing import Any, Final

import structlog

from tinhso_aggregator.store import run
from tinhso_shared.database import FAULTS_OF_THE_WORLD, Connection, Pool, borrowed, frozen
from tinhso_shared.metrics import (
    AUDIT_DIFFERENCES,
    AUDIT_SUCCESS,
    GENERATION_DOCUMENTS,
    SUSPECTS,
    Meter,
)

Difference = dict[str, Any]

SHOWN: Final = 20
LONGEST_SECONDS: Final = 4 * 3600.0
"""Of what goes over all claims that are stored."""

log = structlog.get_logger()


async def audit(connection: Connection) -> list[Difference]:
    """Empty when all is well; each difference names its series and gives, by field, [kept, made anew]."""
    async with frozen(connection):
        await run(connection, "audit_rebuild")
        return [dict(row) for row in await run(connection, "audit_compare")]


class Auditor:
    """Audits from time to time beside the service, on a connection of its own.

    A database that does not answer is asked again the next time; what is unforeseen comes out of it.
    """

    def __init__(self, pool: Pool, meter: Meter, every_seconds: float) -> None:
        self._pool = pool
        self._meter = meter
        self._every_seconds = every_seconds

    async def repeat(self) -> None:
        """For ever; cancel it to stop."""
        while True:
            await asyncio.sleep(self._every_seconds)
            try:
                await self._audit()
            except FAULTS_OF_THE_WORLD as error:
                log.warning("no audit this time: the database does not answer", error=repr(error))

    async def _audit(self) -> None:
        async with borrowed(self._pool, LONGEST_SECONDS) as connection:
            found = await audit(connection)
            suspects = await run(connection, "count_suspects")
            read = await run(connection, "count_documents")
        self._meter[AUDIT_DIFFERENCES].set(len(found))
        self._meter[SUSPECTS].set(suspects[0]["suspects"])
        for row in read:
            self._meter[GENERATION_DOCUMENTS].labels(generation=row["generation"]).set(row["documents"])
        self._meter[AUDIT_SUCCESS].set_to_current_time()
        for difference in found[:SHOWN]:
            log.error("the audit found a difference", **difference)
