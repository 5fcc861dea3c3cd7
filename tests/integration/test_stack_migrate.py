"""Migrations on a real Postgres: each revision once, all or nothing, also when two start together."""

import asyncio
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from alembic.util import CommandError

from tinhso_shared.database import connect
from tinhso_shared.migrate import migrate

REVISION = """
from tinhso_shared.migrate import run_sql
revision, down_revision, branch_labels, depends_on = {revision!r}, {before!r}, None, None
def upgrade():
    run_sql(__file__)
"""
MIGRATE = "import sys; from tinhso_shared.migrate import migrate_now; migrate_now(*sys.argv[1:])"


def write_revision(package: Path, revision: str, before: str | None, sql: str) -> None:
    folder = package / "migrations"
    folder.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").touch()
    (folder / f"{revision}.py").write_text(
        REVISION.format(revision=revision, before=before), encoding="utf-8"
    )
    (folder / f"{revision}.sql").write_text(sql, encoding="utf-8")


@pytest.fixture
def owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A distribution that owns the schema of its own name; its first revision makes a table of one row."""
    name = str(request.node.name).removeprefix("test_")[:40]
    monkeypatch.syspath_prepend(tmp_path)
    write_revision(tmp_path / name, "0001", None, f"create table {name}.things as select 1 as id")
    return tmp_path / name


async def things(database_url: str, owner: Path) -> int | None:
    """How many; None where there is no such table."""
    async with connect(database_url) as connection:
        if await connection.fetchval("select to_regclass($1)", f"{owner.name}.things") is None:
            return None
        return int(await connection.fetchval(f"select count(*) from {owner.name}.things"))


async def test_a_revision_is_applied_once(database_url: str, owner: Path) -> None:
    await migrate(database_url, owner.name, owner.name)
    await migrate(database_url, owner.name, owner.name)
    assert await things(database_url, owner) == 1


async def test_a_revision_waits_a_minute_for_a_lock_and_no_longer(database_url: str, owner: Path) -> None:
    setting = f"create table {owner.name}.waits as select current_setting('lock_timeout') as longest"
    write_revision(owner, "0002", "0001", setting)
    await migrate(database_url, owner.name, owner.name)
    async with connect(database_url) as connection:
        assert await connection.fetchval(f"select longest from {owner.name}.waits") == "1min"


async def test_a_later_revision_follows_the_first(database_url: str, owner: Path) -> None:
    await migrate(database_url, owner.name, owner.name)
    write_revision(owner, "0002", "0001", f"insert into {owner.name}.things values (2)")
    await migrate(database_url, owner.name, owner.name)
    assert await things(database_url, owner) == 2


async def test_an_older_version_does_not_work_on_newer_tables(database_url: str, owner: Path) -> None:
    write_revision(owner, "0002", "0001", f"insert into {owner.name}.things values (2)")
    await migrate(database_url, owner.name, owner.name)
    for file in (owner / "migrations").glob("0002.*"):
        file.unlink()
    with pytest.raises(CommandError, match="Can't locate revision identified by '0002'"):
        await migrate(database_url, owner.name, owner.name)


async def test_a_broken_revision_leaves_nothing_behind(database_url: str, owner: Path) -> None:
    write_revision(owner, "0002", "0001", "insert into nowhere values (1)")
    with pytest.raises(asyncpg.UndefinedTableError):
        await migrate(database_url, owner.name, owner.name)
    assert await things(database_url, owner) is None


def test_two_that_start_together_apply_it_once(database_url: str, owner: Path) -> None:
    command = [sys.executable, "-c", MIGRATE, database_url, owner.name, owner.name]
    both = [subprocess.Popen(command, cwd=owner.parent) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert asyncio.run(things(database_url, owner)) == 1
