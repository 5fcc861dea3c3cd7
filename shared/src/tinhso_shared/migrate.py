"""Brings a schema up to date: Alembic, whose revisions are plain SQL files.

A service that owns a schema has `migrations/0001_<what>.py`, which names the revision and calls `run_sql`,
and beside it the `.sql`. A released revision never changes.
"""

import asyncio
from importlib.resources import files
from pathlib import Path

from alembic import command, op
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import await_only


def run_sql(revision_file: str) -> None:
    """Runs the SQL beside a revision's module, in one call, inside the migration's transaction."""
    script = Path(revision_file).with_suffix(".sql").read_text(encoding="utf-8")
    await_only(op.get_bind().connection.driver_connection.execute(script))  # type: ignore[union-attr]


async def migrate(database_url: str, schema: str, package: str) -> None:
    """Applies what is missing of `<package>/migrations`, all or nothing; safe to run twice at once."""
    url = database_url.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, schema, package)
    except DBAPIError as error:
        # What the client of the rest of the code would have raised is two wrappings deep.
        raise (error.orig and error.orig.__cause__) or error from None
    finally:
        await engine.dispose()


def migrate_now(database_url: str, schema: str, package: str) -> None:
    asyncio.run(migrate(database_url, schema, package))


def _upgrade(connection: Connection, schema: str, package: str) -> None:
    # Two that start together take turns; the second finds nothing left to do.
    connection.exec_driver_sql("select pg_advisory_xact_lock(hashtext('tinhso migrate'))")
    # Whoever waits for a table's lock has all later readers wait behind it: rather give up, and be repeated.
    connection.exec_driver_sql("set local lock_timeout = '60s'")
    connection.exec_driver_sql(f"create schema if not exists {schema}")
    config = Config()
    config.set_main_option("script_location", str(files("tinhso_shared") / "alembic"))
    config.set_main_option("version_locations", str(files(package) / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, schema=schema)
    command.upgrade(config, "head")
