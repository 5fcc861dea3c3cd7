"""The local stack itself: whatever engine the other tests use, these start its servers."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from support.waiting import wait_for
from tinhso_local.stack import ADDRESSES, AlreadyRunning, Stack, known_addresses, stop_stack
from tinhso_local.state import read_state, running
from tinhso_shared.database import connect
from tinhso_shared.kafka import create_topics
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import ARTICLES

pytestmark = pytest.mark.integration
OWNER = """
import pathlib, sys
from tinhso_local.stack import Stack
with Stack(pathlib.Path(sys.argv[1])):
    print("both run", flush=True)
    sys.stdin.read()
"""
COMMAND = Path(sys.executable).parent / "tinhso-local"


async def run_sql(url: str, sql: str) -> object:
    async with connect(url) as connection:
        return await connection.fetchval(sql)


def topics(bootstrap: str) -> list[str]:
    return asyncio.run(create_topics(KafkaSettings(kafka_bootstrap=bootstrap), [ARTICLES]))


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("module") / "stack", fresh=True) as started:
        yield started


def test_both_servers_answer_and_listen_on_loopback_only(stack: Stack) -> None:
    assert topics(stack.kafka_bootstrap) != []
    assert asyncio.run(run_sql(stack.database_url, "select 6 * 7")) == 42
    hosts = {
        connection.laddr.ip.removeprefix("::ffff:")
        for server in running(stack.folder)
        for connection in psutil.Process(server.identity.pid).net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert hosts == {"127.0.0.1"}


def test_a_second_stack_in_the_same_folder_is_refused(stack: Stack) -> None:
    with pytest.raises(AlreadyRunning):
        Stack(stack.folder).start()
    assert len(running(stack.folder)) == 2


def test_text_is_ordered_by_code_point_on_every_machine(stack: Stack) -> None:
    assert asyncio.run(run_sql(stack.database_url, "select 'Z' < 'a' and 'z' < 'đ'")) is True


def test_what_was_stored_survives_a_kill_of_both_servers(stack: Stack) -> None:
    topics(stack.kafka_bootstrap)
    asyncio.run(run_sql(stack.database_url, "create table kept as select 1 as one"))
    stack.kill_kafka()
    stack.kill_postgres()
    assert running(stack.folder) == []
    stack.restart_kafka()
    stack.restart_postgres()
    assert topics(stack.kafka_bootstrap) == [f"{ARTICLES.name}: exists as declared"]
    assert asyncio.run(run_sql(stack.database_url, "select one from kept")) == 1


def test_up_stays_until_down_and_two_stacks_run_at_once(stack: Stack, tmp_path: Path) -> None:
    folder = tmp_path / "second"
    said = subprocess.run([COMMAND, "up", "--folder", folder], capture_output=True, text=True, check=True)
    try:
        assert said.stdout.count("export TINHSO_") == 2
        addresses = known_addresses(folder)
        assert asyncio.run(run_sql(addresses[ADDRESSES["postgres"]], "select 1")) == 1
        status = subprocess.run(
            [COMMAND, "status", "--json", "--folder", folder], capture_output=True, check=True
        )
        assert set(json.loads(status.stdout)) == {"kafka", "postgres"}
    finally:
        stopped = stop_stack(folder)
    assert {server.name for server in stopped} == {"kafka", "postgres"}
    assert not any(server.identity.runs for server in stopped)
    assert len(running(stack.folder)) == 2


def test_the_servers_end_when_their_owner_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    owner = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        # No earlier: until `setpriv` has changed the user, a server is not yet on its leash again.
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"both run\n"
        servers = read_state(tmp_path)
        assert len(servers) == 2
    finally:
        owner.send_signal(signal.SIGKILL)
        owner.communicate()
    wait_for(lambda: not any(server.identity.runs for server in servers), "both servers end")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused by Postgres")
def test_root_can_run_it_in_a_folder_that_only_root_can_pass(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    with Stack(hidden / "stack") as stack:
        assert asyncio.run(run_sql(stack.database_url, "select 1")) == 1
