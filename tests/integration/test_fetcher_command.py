"""`tinhso-fetcher` as it is called: what it says, and what it ends with."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.engines import Servers, new_database
from tinhso_fetcher.ledger import PACKAGE, SCHEMA
from tinhso_shared.migrate import migrate_now

COMMAND = Path(sys.executable).parent / "tinhso-fetcher"
Run = Callable[..., subprocess.CompletedProcess[str]]


def run_command(url: str, bootstrap: str) -> Run:
    environment = {"TINHSO_DATABASE_URL": url, "TINHSO_KAFKA_BOOTSTRAP": bootstrap, "NO_COLOR": "1"}

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [str(COMMAND), *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="module")
def fetcher(kafka_bootstrap: str, database_url: str) -> Run:
    migrate_now(database_url, SCHEMA, PACKAGE)
    return run_command(database_url, kafka_bootstrap)


@pytest.fixture(scope="module")
def empty_database_url(servers: Servers) -> str:
    """An empty database."""
    return asyncio.run(new_database(servers.database_url, "test_fetcher_without_tables"))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Two pages whose names no other test uses, and something that is no page."""
    for name in ("a", "b"):
        (tmp_path / f"{tmp_path.name}-{name}.txt").write_text(name, encoding="utf-8")
    (tmp_path / "notes.csv").write_text("x", encoding="utf-8")
    return tmp_path


def test_it_says_what_was_published_and_what_was_passed_over(fetcher: Run, pages: Path) -> None:
    done = fetcher("publish", pages)
    said = "published 2, unchanged 0, overtaken 0, refused 0, failed 0\npassed over: 1 .csv\n"
    assert (done.returncode, done.stdout) == (0, said)
    assert fetcher("publish", pages).stdout.startswith("published 0, unchanged 2,")


def test_a_dry_run_names_each_page_and_changes_nothing(fetcher: Run, pages: Path) -> None:
    for _ in range(2):
        done = fetcher("publish", pages, "--dry-run")
        assert done.returncode == 0
        assert f"would publish: file:{pages.name}-a.txt\n" in done.stdout
        assert "would publish 2, unchanged 0, overtaken 0, refused 0, failed 0\n" in done.stdout


def test_json_is_one_object_a_page_then_their_sum(fetcher: Run, pages: Path) -> None:
    lines = [json.loads(line) for line in fetcher("publish", pages, "--json").stdout.splitlines()]
    assert [line.get("outcome") for line in lines] == ["published", "published", None]
    sums = {"published": 2, "unchanged": 0, "overtaken": 0, "refused": 0, "failed": 0, "skipped": {".csv": 1}}
    assert lines[-1] == {"summary": sums}


def test_a_page_that_is_refused_or_missing_ends_it_with_1_and_the_others_go_on(
    fetcher: Run, pages: Path
) -> None:
    done = fetcher("publish", pages, pages / "notes.csv", pages / "nowhere.txt")
    assert done.returncode == 1
    assert "refused: file:notes.csv: .csv: not one of .html, .htm, .txt\n" in done.stdout
    assert f"failed: {pages / 'nowhere.txt'}: no such file or folder\n" in done.stdout
    assert "published 2, unchanged 0, overtaken 0, refused 1, failed 1\n" in done.stdout


def test_a_broken_hint_ends_it_with_2_before_anything_is_published(fetcher: Run, pages: Path) -> None:
    (pages / "docs.jsonl").write_text('{"doc": "x"}\n{"doc": \n', encoding="utf-8")
    done = fetcher("publish", pages)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{pages / 'docs.jsonl'}:2: no JSON" in done.stderr
    (pages / "docs.jsonl").unlink()
    assert fetcher("publish", pages).stdout.startswith("published 2,")


def test_hints_that_cannot_be_read_end_it_with_2_and_a_sentence(fetcher: Run, pages: Path) -> None:
    (pages / "docs.jsonl").mkdir()
    done = fetcher("publish", pages)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"tinhso-fetcher: nothing was published: {pages / 'docs.jsonl'}: Is a directory\n"


def test_a_folder_without_pages_is_said_to_have_none(fetcher: Run, tmp_path: Path) -> None:
    assert "there was nothing to publish" in fetcher("publish", tmp_path).stdout


def test_to_name_nothing_is_wrong_use(fetcher: Run) -> None:
    assert fetcher("publish").returncode == 2


def test_a_database_without_tables_is_named_with_the_remedy(
    empty_database_url: str, kafka_bootstrap: str, pages: Path
) -> None:
    done = run_command(empty_database_url, kafka_bootstrap)("publish", pages)
    assert (done.returncode, done.stdout) == (1, "")
    assert "run «tinhso-fetcher migrate»" in done.stderr


def test_a_database_that_is_away_is_a_sentence_not_a_trace(kafka_bootstrap: str, pages: Path) -> None:
    done = run_command("postgresql://tinhso@127.0.0.1:1/tinhso", kafka_bootstrap)("publish", pages)
    assert done.returncode == 1
    assert "the database cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
