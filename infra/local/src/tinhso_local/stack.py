"""A real Kafka and a real Postgres in a folder: for a block of code (`with Stack(…)`), or until `down`.

Addresses given in the environment win: what they name is never started, stopped or emptied.
"""

import os
import signal
import subprocess
from pathlib import Path
from typing import Final

from tinhso_local.jars import Progress
from tinhso_local.kafka import Kafka
from tinhso_local.ports import free_port
from tinhso_local.postgres import STOP as POSTGRES_STOP
from tinhso_local.postgres import Postgres
from tinhso_local.processes import Identity, outlived_by_none, stop
from tinhso_local.state import Running, forget_state, running, write_state

KAFKA: Final = "kafka"
POSTGRES: Final = "postgres"
ADDRESSES: Final = {KAFKA: "TINHSO_KAFKA_BOOTSTRAP", POSTGRES: "TINHSO_DATABASE_URL"}
STOP_SIGNALS: Final = {KAFKA: signal.SIGTERM, POSTGRES: POSTGRES_STOP}


class AlreadyRunning(Exception):
    """There is a stack in this folder."""


class Stack:
    """The servers of one folder: `fresh` empties them first, `leashed` ends them when we are killed.

    `kafka_door`: a port in front of Kafka's own, such as a proxy's, to which it sends its clients.
    """

    def __init__(
        self,
        folder: Path,
        fresh: bool = False,
        on_progress: Progress = lambda text: None,
        leashed: bool = True,
        kafka_door: int | None = None,
    ) -> None:
        self.folder = folder.absolute()
        self._fresh = fresh
        self._on_progress = on_progress
        self._kafka = Kafka(self.folder / KAFKA, free_port(), free_port(), leashed=leashed, door=kafka_door)
        self._postgres = Postgres(self.folder / POSTGRES, free_port(), leashed=leashed)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def kafka_bootstrap(self) -> str:
        return os.environ.get(ADDRESSES[KAFKA]) or self._kafka.address

    @property
    def database_url(self) -> str:
        return os.environ.get(ADDRESSES[POSTGRES]) or self._postgres.address

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when both serve; leaves nothing running when one does not."""
        if running(self.folder):
            raise AlreadyRunning(f"a stack already runs in {self.folder}")
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._start_missing()
        except BaseException:
            self.stop()
            raise

    def _start_missing(self) -> None:
        ours = [name for name, variable in ADDRESSES.items() if not os.environ.get(variable)]
        if KAFKA in ours:
            self._kafka.prepare(fresh=self._fresh, on_progress=self._on_progress)
            self._begin(KAFKA)
        if POSTGRES in ours:
            self._on_progress("Starting Postgres")
            self._postgres.prepare(fresh=self._fresh)
            self._begin(POSTGRES)
        self._on_progress("Waiting for Kafka and Postgres")
        for name in ours:
            self._wait(name)

    def stop(self) -> None:
        for name in list(self._processes):
            self._end(name, STOP_SIGNALS[name])
        forget_state(self.folder)

    def kill_kafka(self) -> None:
        """`kill -9`: nothing is written down, nobody is told."""
        self._end(KAFKA, signal.SIGKILL)

    def restart_kafka(self) -> None:
        """On the same log and the same address."""
        self._begin(KAFKA)
        self._wait(KAFKA)

    def kill_postgres(self) -> None:
        self._end(POSTGRES, signal.SIGKILL)

    def restart_postgres(self) -> None:
        self._begin(POSTGRES)
        self._wait(POSTGRES)

    def _begin(self, name: str) -> None:
        self._processes[name] = self._server(name).start()
        self._remember()

    def _wait(self, name: str) -> None:
        self._server(name).wait(self._processes[name])

    def _server(self, name: str) -> Kafka | Postgres:
        return self._kafka if name == KAFKA else self._postgres

    def _end(self, name: str, number: signal.Signals) -> None:
        process = self._processes.pop(name)
        if process.poll() is None:
            with outlived_by_none(process.pid):
                stop(Identity.of(process.pid), number)
                process.wait()
        self._remember()

    def _remember(self) -> None:
        servers = [
            Running(name, self._server(name).address, Identity.of(process.pid))
            for name, process in self._processes.items()
            if process.poll() is None
        ]
        write_state(self.folder, servers)


def stop_stack(folder: Path) -> list[Running]:
    """Stops what `stack.json` says and still runs; returns those."""
    stopped = running(folder)
    for server in stopped:
        stop(server.identity, STOP_SIGNALS[server.name])
    forget_state(folder)
    return stopped


def known_addresses(folder: Path) -> dict[str, str]:
    """Variable to address, of the servers that run in the folder or are given in the environment."""
    found = {ADDRESSES[server.name]: server.address for server in running(folder)}
    given = {name: os.environ[name] for name in ADDRESSES.values() if os.environ.get(name)}
    return {**found, **given}
