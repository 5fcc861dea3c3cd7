"""A database with the aggregator's tables, for the tests that store and ask without a service."""

from collections.abc import AsyncIterator

import pytest_asyncio

from support.claims import empty, prepare
from tinhso_shared.database import Connection, connect


@pytest_asyncio.fixture(scope="module")
async def prepared(database_url: str) -> str:
    """The module's database, migrated."""
    await prepare(database_url)
    return database_url


@pytest_asyncio.fixture(scope="module")
async def database(prepared: str) -> AsyncIterator[Connection]:
    async with connect(prepared) as connection:
        yield connection


@pytest_asyncio.fixture
async def db(database: Connection) -> Connection:
    """A connection to it, with nothing stored."""
    await empty(database)
    return database
