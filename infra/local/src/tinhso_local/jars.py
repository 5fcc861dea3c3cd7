"""Kafka's jars: fetched by pinned coordinate from a Maven repository, checked, kept.

Nothing is resolved: `kafka-jars.txt` lists every jar that the broker needs, with its hash.
"""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from jgo.maven import MavenContext

THREADS: Final = 8
ATTEMPTS: Final = 3
MAVEN_URL: Final = "TINHSO_MAVEN_URL"
"""Names another Maven repository than Maven Central, where that can't be reached."""
CACHE: Final = "TINHSO_CACHE"

Progress = Callable[[str], None]


class JarUnavailable(Exception):
    """A jar could not be fetched, or is not the one that was pinned."""


@dataclass(frozen=True)
class Jar:
    group: str
    artifact: str
    version: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.group}:{self.artifact}:{self.version}"

    def is_in(self, path: Path) -> bool:
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256

    def path_in(self, repository: Path) -> Path:
        """Where a Maven repository keeps it."""
        folder = repository.joinpath(*self.group.split("."), self.artifact, self.version)
        return folder / f"{self.artifact}-{self.version}.jar"


def cache_folder() -> Path:
    """Where downloads are kept: `$TINHSO_CACHE`, else `.local/cache` of the working folder."""
    return Path(os.environ.get(CACHE) or ".local/cache").absolute()


def parse_jars(text: str) -> list[Jar]:
    """One jar a line, `group:artifact:version sha256`; lines that begin with `#` are for people."""
    return [_parse_jar(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _parse_jar(line: str) -> Jar:
    coordinate, sha256 = line.split()
    group, artifact, version = coordinate.split(":")
    return Jar(group, artifact, version, sha256)


def kafka_jars() -> list[Jar]:
    return parse_jars((files("tinhso_local") / "kafka-jars.txt").read_text(encoding="utf-8"))


def fetch_jars(jars: list[Jar], on_progress: Progress = lambda text: None) -> list[Path]:
    """Their paths, in the order given; only what is missing is fetched. Raises JarUnavailable."""
    repository = cache_folder() / "maven"
    paths = [jar.path_in(repository) for jar in jars]
    missing = [jar for jar, path in zip(jars, paths, strict=True) if not jar.is_in(path)]
    with ThreadPoolExecutor(THREADS) as pool:
        for number, _ in enumerate(pool.map(lambda jar: _fetch(jar, repository), missing), start=1):
            on_progress(f"Fetching Kafka: {number} of {len(missing)} jars")
    return paths


def _fetch(jar: Jar, repository: Path) -> None:
    path = jar.path_in(repository)
    said = "its hash is not the pinned one"
    for _ in range(ATTEMPTS):
        path.unlink(missing_ok=True)
        try:
            _download(jar, repository)
        except (OSError, RuntimeError, ValueError) as error:  # requests' errors are OSErrors
            said = str(error)
        if jar.is_in(path):
            return
    raise JarUnavailable(f"{jar}: {said}; {MAVEN_URL} names another Maven repository")


def _download(jar: Jar, repository: Path) -> None:
    elsewhere = os.environ.get(MAVEN_URL)
    maven = MavenContext(
        repo_cache=repository, remote_repos={"central": elsewhere} if elsewhere else None, timeout=60
    )
    maven.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve()
