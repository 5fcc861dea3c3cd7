"""Processes are known by more than their number, and stopped for good."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.waiting import wait_for
from tinhso_local.processes import Identity, ServerFailed, spawn, stop, wait_until
from tinhso_local.state import Running, forget_state, read_state, running, write_state

WAITS = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
DEAF_CODE = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('up', flush=True)
time.sleep(600)
"""
DEAF = [sys.executable, "-c", DEAF_CODE]


def started(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    process = spawn(command, log, leash=signal.SIGKILL)
    wait_until(lambda: b"up" in log.read_bytes(), process, log, seconds=20)
    return process


def test_a_process_is_stopped_and_is_gone(tmp_path: Path) -> None:
    process = started(WAITS, tmp_path / "log")
    identity = Identity.of(process.pid)
    stop(identity)
    assert not identity.runs
    assert process.wait() == -signal.SIGTERM


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    process = started(DEAF, tmp_path / "log")
    stop(Identity.of(process.pid), patience_seconds=0.2)
    assert process.wait() == -signal.SIGKILL


def test_another_process_of_the_same_number_is_left_alone() -> None:
    ours = Identity.of(os.getpid())
    earlier = Identity(ours.pid, ours.began - 60)
    assert ours.runs
    assert not earlier.runs
    stop(earlier)  # would end this very test


def test_a_server_that_ends_at_once_is_reported_with_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = spawn([sys.executable, "-c", "raise SystemExit('no room')"], log, leash=None)
    with pytest.raises(ServerFailed, match="no room"):
        wait_until(lambda: False, process, log, seconds=20)


def test_a_server_that_never_comes_up_is_reported(tmp_path: Path) -> None:
    process = started(WAITS, tmp_path / "log")
    with pytest.raises(ServerFailed, match="not up after"):
        wait_until(lambda: False, process, tmp_path / "log", seconds=0.1)
    stop(Identity.of(process.pid))
    process.wait()


def test_the_state_file_is_read_back_and_a_stale_one_names_nothing_that_runs(tmp_path: Path) -> None:
    process = started(WAITS, tmp_path / "log")
    server = Running("kafka", "127.0.0.1:1", Identity.of(process.pid))
    write_state(tmp_path, [server])
    assert read_state(tmp_path) == running(tmp_path) == [server]
    process.kill()
    wait_for(lambda: running(tmp_path) == [], "the killed one is known to be gone")
    process.wait()
    forget_state(tmp_path)
    assert read_state(tmp_path) == []
