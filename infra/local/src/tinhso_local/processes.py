"""Processes of ours: they end with us, are known by more than their number, and are stopped by it."""

import contextlib
import ctypes
import functools
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

POLL_SECONDS: Final = 0.05
LINUX: Final = sys.platform == "linux"
LIBC: Final = ctypes.CDLL(None)
PR_SET_PDEATHSIG: Final = 1


class ServerFailed(Exception):
    """A server did not come up, or not down; the message names the log to read."""


@dataclass(frozen=True)
class Identity:
    """A process and when it began: numbers are used again, so the number alone may be someone else's."""

    pid: int
    began: float

    @classmethod
    def of(cls, pid: int) -> "Identity":
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The process, if it still runs and is the same."""
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.began) < 1 and process.status() != psutil.STATUS_ZOMBIE:
                return process
        return None

    @property
    def runs(self) -> bool:
        return self.process() is not None


def spawn(
    command: Sequence[str | Path],
    log: Path,
    *,
    leash: signal.Signals | None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Starts it in a session of its own, so that Ctrl-C reaches us alone and we stop it in order.

    `leash`: the signal that it gets when we are killed; None lets it live on.
    """
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=functools.partial(_end_with_parent, leash) if leash and LINUX else None,
        )


def _end_with_parent(number: signal.Signals) -> None:
    """Asks the kernel for this signal when the thread that started us ends, however it ends."""
    LIBC.prctl(PR_SET_PDEATHSIG, number)


def stop(identity: Identity, first: signal.Signals = signal.SIGTERM, patience_seconds: float = 30) -> None:
    """Asks it to end, insists when it does not; returns when it is gone."""
    for number, seconds in ((first, patience_seconds), (signal.SIGKILL, 10.0)):
        process = identity.process()
        if process is None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        if _is_gone(identity, seconds):
            return
    raise ServerFailed(f"process {identity.pid} does not end")


@contextlib.contextmanager
def outlived_by_none(pid: int, patience_seconds: float = 10) -> Iterator[None]:
    """Who is killed in the block leaves no children.

    Those of Postgres end by themselves when they notice; until then nobody else may have its folder.
    """
    children = psutil.Process(pid).children(recursive=True)
    yield
    _, alive = psutil.wait_procs(children, timeout=patience_seconds)
    for child in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
    psutil.wait_procs(alive, timeout=patience_seconds)


def _is_gone(identity: Identity, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while identity.runs and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return not identity.runs


def wait_until(
    is_up: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float
) -> None:
    """Raises ServerFailed when the process ends first, or the time is over."""
    deadline = time.monotonic() + seconds
    while not is_up():
        if (code := process.poll()) is not None:
            raise ServerFailed(f"a server ended with {code}: see {log}\n{_tail(log)}")
        if time.monotonic() > deadline:
            raise ServerFailed(f"a server was not up after {seconds:.0f} s: see {log}\n{_tail(log)}")
        time.sleep(POLL_SECONDS)


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
