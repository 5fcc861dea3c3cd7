"""`infra/backup` where something goes wrong: the services come up again, the older backup is whole."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "infra/backup"
DOCKER = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
*pg_dump*) printf 'new dump'; eval "$AT_DUMP" ;;
*" tar "*) printf 'new log'; eval "$AT_LOG" ;;
"compose up "*) eval "$AT_UP" ;;
esac
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder with a backup of before."""
    folder = tmp_path / "backup"
    folder.mkdir()
    (folder / "database.dump").write_text("old dump", encoding="utf-8")
    (folder / "log.tar").write_text("old log", encoding="utf-8")
    return folder


def back_up(
    folder: Path, *, at_dump: str = ":", at_log: str = ":", at_up: str = ":"
) -> tuple[int, list[str]]:
    """Its exit status, and what was asked of a docker to which these things happen."""
    calls, docker = folder.parent / "calls", folder.parent / "docker"
    docker.write_text(DOCKER, encoding="utf-8")
    docker.chmod(0o755)
    environment = {
        "PATH": f"{folder.parent}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "AT_DUMP": at_dump,
        "AT_LOG": at_log,
        "AT_UP": at_up,
    }
    done = subprocess.run([SCRIPT, folder], env=environment, check=False)
    return done.returncode, calls.read_text(encoding="utf-8").splitlines()


def files_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_backup_replaces_the_older_one_and_all_come_up_again(older: Path) -> None:
    code, calls = back_up(older)
    assert (code, calls[-1]) == (0, "compose up -d --wait")
    assert files_in(older) == {"database.dump": "new dump", "log.tar": "new log"}


@pytest.mark.parametrize(
    "fault",
    [
        {"at_dump": "exit 1"},
        {"at_log": "exit 1"},
        {"at_dump": "kill -INT $PPID; exit 130"},
        {"at_log": "kill -TERM $PPID"},
    ],
    ids=["no dump", "no room for the log", "interrupted", "terminated"],
)
def test_what_goes_wrong_leaves_the_older_one_whole_and_nothing_down(
    older: Path, fault: dict[str, str]
) -> None:
    code, calls = back_up(older, **fault)
    assert code != 0
    assert calls[0].startswith("compose stop ")
    assert [call for call in calls if call.startswith("compose up")] == ["compose up -d --wait"]
    assert files_in(older) == {"database.dump": "old dump", "log.tar": "old log"}


def test_services_that_do_not_come_up_are_no_success(older: Path) -> None:
    code, _ = back_up(older, at_up="exit 1")
    assert code != 0
    assert files_in(older) == {"database.dump": "new dump", "log.tar": "new log"}
