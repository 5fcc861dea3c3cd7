"""The only place that knows the Postgres client: connections, a pool, and SQL that lives in files."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final

import asyncpg
from asyncpg.exceptions import _base as asyncpg_base

from tinhso_shared.metrics import POOL_CONNECTIONS, Meter
from tinhso_shared.settings import DatabaseSettings

__all__ = [
    "FAULTS_OF_THE_WORLD",
    "REFUSALS",
    "UNSTORABLE",
    "Connection",
    "Pool",
    "borrowed",
    "connect",
    "frozen",
    "make_pool",
    "statement",
    "transaction",
]

# asyncpg ships no types; these names keep the signatures readable.
Connection = Any
Pool = Any

# What a retry can mend: the server is away or restarting, a lock was held too long, a deadlock was broken, a
# password is being renewed.
FAULTS_OF_THE_WORLD: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.exceptions.OperatorInterventionError,
    asyncpg.exceptions.InsufficientResourcesError,
    asyncpg.exceptions.LockNotAvailableError,
    asyncpg.exceptions.DeadlockDetectedError,
    asyncpg.exceptions.SerializationError,
    asyncpg.exceptions.IdleInTransactionSessionTimeoutError,
)

# What no retry can mend: a value that the server, or the client on its way there, refuses. The client's own
# is an InterfaceError too, so catch these before the faults of the world; in a COPY it is Python's.
UNSTORABLE: Final = (
    asyncpg.DataError,
    asyncpg.ProgramLimitExceededError,
    asyncpg_base.DataError,
    OverflowError,
)

# The tables are not there: nobody has migrated yet.
UNDEFINED: Final = (
    asyncpg.InvalidSchemaNameError,
    asyncpg.UndefinedFunctionError,
    asyncpg.UndefinedTableError,
)

# Who asks may not, or asks a server that has no such database. A service waits for its login, as a fault of
# the world; a command that would rather end catches these first.
REFUSALS: Final = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)

SESSION: Final = {
    "timezone": "UTC",
    "lock_timeout": "60s",
    # A frozen process must not hold its row locks for ever.
    "idle_in_transaction_session_timeout": "60s",
    # A plan made while the tables were small would be kept while they grow.
    "plan_cache_mode": "force_custom_plan",
}

UNNOTICED_SECONDS: Final = 1.0
"""For the client to tell what waits that the connection is closed."""

JSONB_VERSION: Final = b"\x01"
"""Of the binary form: it stands before the JSON."""


async def _prepare(connection: Connection) -> None:
    # In binary, for COPY takes nothing else.
    codec = {"encoder": _to_jsonb, "decoder": _from_jsonb, "format": "binary"}
    await connection.set_type_codec("jsonb", schema="pg_catalog", **codec)


def _to_jsonb(value: object) -> bytes:
    """Text and bytes are JSON already."""
    if isinstance(value, bytes):
        return JSONB_VERSION + value
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return JSONB_VERSION + written.encode()


def _from_jsonb(raw: bytes) -> object:
    return json.loads(raw.removeprefix(JSONB_VERSION))


@asynccontextmanager
async def connect(url: str, application: str = "tinhso") -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(
        url, timeout=10, server_settings={**SESSION, "application_name": application}
    )
    try:
        await _prepare(connection)
        yield connection
    finally:
        await connection.close(timeout=10)


def make_pool(settings: DatabaseSettings, application: str, meter: Meter, size: int = 4) -> Pool:
    """An asyncpg pool, whose use the meter tells; `async with make_pool(…) as pool`."""
    pool = asyncpg.create_pool(
        settings.database_url,
        min_size=0,
        max_size=size,
        timeout=10,
        init=_prepare,
        server_settings={**SESSION, "application_name": application},
    )
    connections = meter[POOL_CONNECTIONS]
    connections.labels(state="busy").set_function(lambda: pool.get_size() - pool.get_idle_size())
    connections.labels(state="idle").set_function(pool.get_idle_size)
    return pool


@asynccontextmanager
async def borrowed(pool: Pool, longest_seconds: float) -> AsyncIterator[Connection]:
    """A connection of the pool, closed after so long; to get one and to give it back takes no longer each.

    What it waits for then fails like any connection that is lost. Without an end to it, one that is half open
    (the server's machine is gone, a firewall forgot us) would be waited for for ever. Raises TimeoutError
    where none is to be had, and where the client does not notice that its connection is closed.
    """
    async with pool.acquire(timeout=longest_seconds) as connection:
        timer = asyncio.get_running_loop().call_later(longest_seconds, connection.terminate)
        try:
            async with asyncio.timeout(longest_seconds + UNNOTICED_SECONDS):
                yield connection
        finally:
            timer.cancel()


@asynccontextmanager
async def transaction(connection: Connection) -> AsyncIterator[Connection]:
    """Read committed: a statement that begins after a lock was taken sees what the lock waited for."""
    async with connection.transaction(isolation="read_committed"):
        yield connection


@asynccontextmanager
async def frozen(connection: Connection) -> AsyncIterator[Connection]:
    """Repeatable read: all statements see the state of one moment, whatever others write meanwhile."""
    async with connection.transaction(isolation="repeatable_read"):
        yield connection


@cache
def statement(package: str, name: str) -> str:
    """The SQL of `<package>/sql/<name>.sql`; its first comment says what it does."""
    return (files(package) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
