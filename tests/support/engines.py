"""The real Kafka and Postgres of the tests: containers where a Docker engine answers, else the local stack.

`TINHSO_TEST_ENGINE=docker|local` forces one of them.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from support.waiting import eventually
from tinhso_local.stack import Stack
from tinhso_shared.database import connect
from tinhso_shared.kafka import create_topics, make_admin
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import TOPICS

FORCED = "TINHSO_TEST_ENGINE"


class Servers(Protocol):
    """What both kinds of stack can do."""

    @property
    def kafka_bootstrap(self) -> str: ...
    @property
    def database_url(self) -> str: ...
    def kill_kafka(self) -> None: ...
    def restart_kafka(self) -> None: ...
    def kill_postgres(self) -> None: ...
    def restart_postgres(self) -> None: ...


@dataclass(frozen=True)
class Engine:
    """Where servers come from, and why from there."""

    name: str
    reason: str
    """Completes "…, because"."""
    make: Callable[[Path], AbstractContextManager[Servers]]


def choose_engine() -> Engine:
    forced = os.environ.get(FORCED)
    if forced not in (None, "", "docker", "local"):
        raise ValueError(f"{FORCED} is {forced!r}, neither docker nor local")
    if forced:
        return _engine(forced, f"{FORCED} says so")
    trouble = engine_trouble()
    return _engine("local" if trouble else "docker", trouble or "a Docker engine answers")


def engine_trouble() -> str | None:
    """Why no container can be run here; None where one can."""
    # In a process of its own: the client leaves its socket open when nobody answers.
    ask = [sys.executable, "-c", "import docker; docker.from_env(timeout=5).ping()"]
    done = subprocess.run(ask, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else "no Docker engine answers"


def _engine(name: str, reason: str) -> Engine:
    if name == "docker":
        from support.containers import ContainerStack  # only here, for it takes long to import

        return Engine("containers", reason, lambda folder: ContainerStack())
    return Engine("the local stack", reason, lambda folder: Stack(folder, fresh=True))


async def empty_log(bootstrap: str) -> None:
    """The topics as declared, and nothing on them; what groups had committed goes with the records."""
    settings = KafkaSettings(kafka_bootstrap=bootstrap)
    admin = make_admin(settings)
    await admin.start()
    try:
        found = await _own_topics(admin)
        if found:
            await admin.delete_topics(found)
        await eventually(lambda: _none_left(admin), "the old topics are gone")
    finally:
        await admin.close()
    await create_topics(settings, TOPICS)


async def _own_topics(admin: object) -> list[str]:
    names = await admin.list_topics()  # type: ignore[attr-defined]  # the client has no types
    return [name for name in names if not name.startswith("__")]


async def _none_left(admin: object) -> bool:
    return not await _own_topics(admin)


async def new_database(server_url: str, name: str) -> str:
    """An empty database of that name beside the server's own; one of an earlier test is dropped."""
    async with connect(server_url) as connection:
        await connection.execute(f'drop database if exists "{name}" with (force)')
        await connection.execute(f'create database "{name}"')
    return f"{server_url.rpartition('/')[0]}/{name}"
