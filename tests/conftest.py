"""Fixtures that bring a real Kafka and Postgres, and the summary's word on where they came from."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.engines import Engine, Servers, choose_engine, empty_log, new_database
from tinhso_local.stack import ADDRESSES

ENGINE = pytest.StashKey[Engine]()
SERVERS = {"servers", "kafka_bootstrap", "database_url", "fresh_stack"}


def pytest_configure(config: pytest.Config) -> None:
    # The tests empty what they use, so they never use a Kafka or Postgres that someone else has given.
    for variable in ADDRESSES.values():
        os.environ.pop(variable, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a server is an integration test, without saying so."""
    for item in items:
        if SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.integration)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen = choose_engine()
    request.config.stash[ENGINE] = chosen
    return chosen


@pytest.fixture(scope="session")
def servers(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """One Kafka and one Postgres for the whole run; tests take `kafka_bootstrap` and `database_url`."""
    with engine.make(tmp_path_factory.mktemp("servers")) as started:
        yield started


@pytest.fixture(scope="module")
def kafka_bootstrap(servers: Servers) -> str:
    """The session's broker, its topics as declared and empty when a module begins."""
    asyncio.run(empty_log(servers.kafka_bootstrap))
    return servers.kafka_bootstrap


@pytest.fixture(scope="module")
def database_url(servers: Servers, request: pytest.FixtureRequest) -> str:
    """A database of the module's own, empty when it begins."""
    return asyncio.run(new_database(servers.database_url, Path(request.module.__file__).stem))


@pytest.fixture
def fresh_stack(engine: Engine, tmp_path: Path) -> Iterator[Servers]:
    """Servers of one test alone, which it may kill."""
    with engine.make(tmp_path / "stack") as started:
        yield started


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = len(terminalreporter.stats.get("skipped", []))
    engine = config.stash.get(ENGINE, None)
    terminalreporter.section("what this run stood on")
    if engine is None:
        terminalreporter.line("Kafka and Postgres: not needed by these tests")
    else:
        terminalreporter.line(f"Kafka and Postgres: {engine.name}, because {engine.reason}")
    terminalreporter.line(
        f"Skipped: {skipped or 'nothing'}{', each with its reason below' if skipped else ''}"
    )
