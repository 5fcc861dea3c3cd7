"""A database with the tables and the catalogue."""

from collections.abc import AsyncIterator

import pytest_asyncio

from support.claims import prepare
from tinhso_shared.database import Connection, connect


@pytest_asyncio.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Connection]:
    await prepare(database_url)
    async with connect(database_url) as connection:
        yield connection
