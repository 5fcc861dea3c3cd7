"""What `infra/lint` says of the files that deploy the whole, and that it says something of broken ones."""

import shutil
import subprocess
from pathlib import Path

import pytest

from support.prometheus import PROMTOOL, WHY_NOT

ROOT = Path(__file__).parents[3]
MIGRATION = "services/fetcher/src/tinhso_fetcher/migrations/0001_ledger.sql"
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason=WHY_NOT)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The files that are read, to be broken."""
    for path in (".ci", ".squawk.toml", "docker-compose.yml", "infra", "services"):
        source = ROOT / path
        if source.is_dir():
            shutil.copytree(source, tmp_path / path, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
        else:
            shutil.copy(source, tmp_path / path)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / ".tools").symlink_to(ROOT / ".tools")
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run([folder / "infra" / "lint"], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("docker-compose.yml", "read_only: true", "read_onyl: true", "read_onyl"),
        ("infra/docker/Dockerfile", "WORKDIR /source", "WORKDIR source", "DL3000"),
        ("infra/postgres/logins.sh", "set -eu", "set -eu\ncd $1", "SC2086"),
        (MIGRATION, "create table", "drop table fetcher.old;\ncreate table", "ban-drop-table"),
    ],
    ids=["a misspelt key", "a relative folder", "an unquoted variable", "a dropped table"],
)
def test_what_is_broken_is_named(copied: Path, path: str, old: str, new: str, says: str) -> None:
    replace(copied / path, old, new)
    code, said = lint(copied)
    assert code != 0
    assert says in said


@needs_promtool
def test_a_rule_that_fires_elsewhere_than_its_test_says_is_named(copied: Path) -> None:
    replace(copied / "infra/prometheus/rules.yml", "tinhso_paused == 1", "tinhso_paused == 2")
    code, said = lint(copied)
    assert code != 0
    assert "ServicePaused" in said


def test_where_there_is_no_promtool_it_says_so(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if Path("/usr/bin/promtool").exists():
        pytest.skip("promtool stands beside the shell's own tools here")
    (copied / ".tools").unlink()
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    said = "infra/lint: the alert rules were not checked: no promtool (infra/bring-prometheus)\n"
    assert lint(copied) == (0, said)
