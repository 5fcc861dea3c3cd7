"""The pinned jars, and how they are fetched."""

import hashlib
from pathlib import Path

import pytest

from tinhso_local import jars
from tinhso_local.jars import Jar, JarUnavailable, fetch_jars, kafka_jars, parse_jars

WHOLE = b"the jar"
JAR = Jar("org.example", "thing", "1.0", hashlib.sha256(WHOLE).hexdigest())


class FakeRepository:
    """Stands in for the Maven client: writes what it is told to, one answer a call."""

    def __init__(self, *answers: bytes | OSError) -> None:
        self.answers = list(answers)

    def __call__(self, jar: Jar, repository: Path) -> None:
        answer = self.answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        path = jar.path_in(repository)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer)


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "type[FakeRepository]":
    monkeypatch.setenv(jars.CACHE, str(tmp_path))

    class Served(FakeRepository):
        def __init__(self, *answers: bytes | OSError) -> None:
            super().__init__(*answers)
            monkeypatch.setattr(jars, "_download", self)

    return Served


def test_every_jar_is_pinned_once_by_version_and_hash() -> None:
    pinned = kafka_jars()
    assert len({(jar.group, jar.artifact) for jar in pinned}) == len(pinned) > 80
    assert all(len(jar.sha256) == 64 for jar in pinned)
    assert {jar.version for jar in pinned if jar.group == "org.apache.kafka"} == {"4.3.1"}


def test_lines_for_people_are_no_jars() -> None:
    assert parse_jars("# a jar\n\norg.example:thing:1.0 " + JAR.sha256) == [JAR]


def test_a_jar_lies_where_maven_would_put_it(tmp_path: Path) -> None:
    assert JAR.path_in(tmp_path) == tmp_path / "org/example/thing/1.0/thing-1.0.jar"


def test_a_jar_is_fetched_once(serve: type[FakeRepository]) -> None:
    repository = serve(WHOLE)
    told: list[str] = []
    assert fetch_jars([JAR], told.append) == fetch_jars([JAR], told.append)
    assert told == ["Fetching Kafka: 1 of 1 jars"]
    assert repository.answers == []


def test_a_torn_download_is_fetched_again(serve: type[FakeRepository]) -> None:
    serve(b"the j", OSError("connection reset"), WHOLE)
    (path,) = fetch_jars([JAR])
    assert path.read_bytes() == WHOLE


def test_a_file_that_is_not_the_pinned_one_is_never_used(serve: type[FakeRepository]) -> None:
    serve(*[b"another jar"] * jars.ATTEMPTS)
    with pytest.raises(JarUnavailable, match=r"org\.example:thing:1\.0: its hash is not the pinned one"):
        fetch_jars([JAR])
