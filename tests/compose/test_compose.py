"""The containers as an operator runs them: up, healthy, pages in, totals out, who reaches what."""

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support.articles import Sample, expected_levels, samples, write_articles
from support.engines import engine_trouble
from support.waiting import wait_for
from tinhso_local.ports import free_port

ROOT = Path(__file__).parents[2]
ARTICLES = samples(days=2)
SERVICES = {"fetcher", "extractor", "aggregator"}
WATCHED = SERVICES | {"disks"}
PRODUCE = "/opt/kafka/bin/kafka-console-producer.sh --bootstrap-server localhost:19092"
STAY_UP = WATCHED | {"kafka", "postgres", "prometheus"}
pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass(frozen=True)
class Project:
    """A compose project of the tests' own: its own volumes and ports, gone afterwards."""

    environment: dict[str, str]
    data: Path

    def compose(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ("docker", "compose", *arguments),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not check, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def run(self, *command: str, check: bool = True) -> tuple[int, str]:
        """One of the project's scripts, on these containers."""
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, f"{command}: {done.stdout}\n{done.stderr}"
        return done.returncode, done.stdout + done.stderr

    def up(self, *arguments: str) -> None:
        self.compose("up", "-d", "--wait", "--wait-timeout", "300", *arguments)

    def healthy(self) -> list[str]:
        return sorted(one["Service"] for one in self.containers() if one["Health"] == "healthy")

    def publish(self, articles: list[Sample]) -> str:
        write_articles(self.data, articles)
        return self.compose("run", "--rm", "-T", "fetcher", "publish", "/data")

    def levels(self) -> dict[tuple[str, str], tuple[str, str]]:
        rows = json.loads(self.compose("exec", "-T", "aggregator", "tinhso", "totals", "--json"))
        return {(row["place"], row["indicator"]): (row["value"], row["as_of"]) for row in rows}

    def containers(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.compose("ps", "--format", "json").splitlines()]

    def port_of(self, service: str, port: int) -> int:
        return int(self.compose("port", service, str(port)).rpartition(":")[2])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    if trouble := engine_trouble():
        pytest.skip(f"the containers: {trouble}")
    data = tmp_path_factory.mktemp("data")
    data.chmod(0o755)
    free_ports = {f"TINHSO_{name}_PORT": str(free_port()) for name in ("POSTGRES", "KAFKA", "PROMETHEUS")}
    ours = {"COMPOSE_PROJECT_NAME": f"tinhso-test-{os.getpid()}", "TINHSO_DATA": str(data), **free_ports}
    project = Project({**os.environ, **ours}, data)
    try:
        project.up("--build")
        yield project
    finally:
        project.compose("down", "--volumes", "--timeout", "10", check=False)
        shutil.rmtree(data, ignore_errors=True)


def test_all_come_up_healthy(project: Project) -> None:
    assert project.healthy() == sorted(STAY_UP)


def test_a_folder_goes_in_and_its_totals_come_out(project: Project) -> None:
    first = [article for article in ARTICLES if article.day == ARTICLES[0].day]
    assert project.publish(first).startswith(f"published {len(first)}, unchanged 0, refused 0, failed 0")
    wait_for(lambda: project.levels() == expected_levels(first), "the totals of the first articles", 120)


def test_a_second_call_publishes_only_what_is_new(project: Project) -> None:
    new = len(ARTICLES) // 2
    assert project.publish(ARTICLES).startswith(f"published {new}, unchanged {new}, refused 0, failed 0")
    wait_for(lambda: project.levels() == expected_levels(ARTICLES), "the newer totals", 120)


def test_what_is_stored_outlives_the_containers(project: Project) -> None:
    project.compose("down", "--timeout", "30")
    project.up()
    assert project.levels() == expected_levels(ARTICLES)
    assert project.publish(ARTICLES).startswith(f"published 0, unchanged {len(ARTICLES)},")


def test_only_this_machine_reaches_the_ports(project: Project) -> None:
    published = [port for one in project.containers() for port in one["Publishers"] if port["PublishedPort"]]
    assert {port["URL"] for port in published} == {"127.0.0.1"}
    assert {port["TargetPort"] for port in published} == {5432, 9090, 9092}


def test_prometheus_sees_every_service(project: Project) -> None:
    url = f"http://127.0.0.1:{project.port_of('prometheus', 9090)}/api/v1/query?query=up"

    def seen() -> dict[str, str]:
        with urllib.request.urlopen(url, timeout=10) as answer:
            found = json.load(answer)["data"]["result"]
        return {one["metric"]["service"]: one["value"][1] for one in found}

    wait_for(lambda: seen() == dict.fromkeys(WATCHED, "1"), "all are scraped", 120)


@pytest.mark.parametrize("tests", ["rules_test.yml", "rules_days_test.yml"])
def test_the_alerts_say_what_their_own_tests_say(project: Project, tests: str) -> None:
    promtool = ("-e", "TMPDIR=/prometheus", "prometheus", "promtool", "test", "rules")
    assert "SUCCESS" in project.compose("exec", "-T", *promtool, f"/etc/prometheus/{tests}")


def test_an_analyst_reads_the_views_and_nothing_else(project: Project) -> None:
    def ask(question: str, check: bool = True) -> str:
        password = project.compose("exec", "-T", "postgres", "cat", "/run/secrets/analyst_password")
        login = ("-e", f"PGPASSWORD={password}", "postgres", "psql", "-h", "postgres", "-U", "analyst")
        return project.compose("exec", "-T", *login, "-d", "tinhso", "-Atc", question, check=check)

    assert ask("select count(*) > 0 from api.province_totals").strip() == "t"
    for question in ("select 1 from fetcher.documents", "select 1 from aggregator.totals"):
        with pytest.raises(AssertionError, match="permission denied"):
            ask(question)


def test_smoke_shows_the_totals(project: Project) -> None:
    _, said = project.run("infra/smoke")
    assert f"{len(expected_levels(ARTICLES))} totals" in said


@pytest.mark.parametrize("service", sorted(STAY_UP))
def test_no_container_can_write_or_become_root(project: Project, service: str) -> None:
    def tries(command: str) -> tuple[int, str]:
        shell = ("docker", "compose", "exec", "-T", service, "sh", "-c", command)
        return project.run(*shell, check=False)

    assert tries("id -u")[1].strip() != "0"
    code, said = tries("touch /usr/bin/ours")
    assert code != 0
    assert "Read-only file system" in said
    rights = dict(
        line.split(":\t", 1) for line in tries("cat /proc/self/status")[1].splitlines() if ":\t" in line
    )
    assert rights["NoNewPrivs"] == "1"
    assert {int(rights[name], 16) for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}


def test_even_root_of_a_container_has_no_right(project: Project) -> None:
    """Who asks for uid 0 gets its number, and none of its power: not even to read another user's files."""
    as_root = ("exec", "-T", "--user", "0", "postgres", "sh", "-c")
    with pytest.raises(AssertionError, match="Permission denied"):
        project.compose(*as_root, "cat /var/lib/postgresql/18/docker/PG_VERSION")
    with pytest.raises(AssertionError, match="Read-only file system"):
        project.compose(*as_root, "touch /usr/bin/ours")


@pytest.mark.parametrize("service", ["aggregator", "extractor", "fetcher", "kafka", "postgres"])
def test_each_container_can_be_restarted(project: Project, service: str) -> None:
    project.compose("restart", service)
    wait_for(lambda: project.healthy() == sorted(STAY_UP), f"all are healthy after {service}", 120)
    assert project.levels() == expected_levels(ARTICLES)


def test_services_are_scaled_out_and_in_while_articles_come(project: Project) -> None:
    third = [article for article in samples(days=3) if article not in ARTICLES]
    project.up("--no-recreate", "--scale", "extractor=3", "--scale", "aggregator=2")
    assert project.healthy() == sorted([*STAY_UP, "extractor", "extractor", "aggregator"])
    project.publish(third)
    project.up("--no-recreate", "--scale", "extractor=1", "--scale", "aggregator=1")
    wait_for(lambda: project.levels() == expected_levels(samples(days=3)), "the newest totals", 120)


def test_a_folder_of_an_archive_goes_in_by_its_own_profile(project: Project) -> None:
    old = samples(days=4)
    write_articles(project.data, old)
    assert f"published {len(old) - len(samples(days=3))}," in project.compose("run", "--rm", "-T", "backfill")
    wait_for(lambda: project.levels() == expected_levels(old), "the totals of the archive", 120)


def test_a_dead_letter_is_read_and_drained_as_the_guide_says(project: Project) -> None:
    def kafka(tool: str, *arguments: str) -> str:
        path = f"/opt/kafka/bin/kafka-{tool}.sh"
        server = ("--bootstrap-server", "localhost:19092")
        return project.compose("exec", "-T", "kafka", path, *server, *arguments)

    def letters() -> str:
        shown = ("print.headers=true", "--formatter-property", "print.value=false")
        topic = ("--topic", "tinhso.dead-letter.v1", "--from-beginning", "--timeout-ms", "5000")
        return kafka("console-consumer", *topic, "--formatter-property", *shown)

    project.run(
        "sh", "-c", f"echo poison | docker compose exec -T kafka {PRODUCE} --topic tinhso.article.fetched.v1"
    )
    wait_for(lambda: "dlq_reason:not_a_cloudevent" in letters(), "the letter", 60)
    ends = kafka("get-offsets", "--topic", "tinhso.dead-letter.v1").split()
    parts = [
        {"topic": topic, "partition": int(partition), "offset": int(end)}
        for topic, partition, end in (line.split(":") for line in ends)
    ]
    asked = json.dumps({"partitions": parts, "version": 1})
    project.run("docker", "compose", "exec", "-T", "kafka", "sh", "-c", f"echo '{asked}' >/tmp/read.json")
    kafka("delete-records", "--offset-json-file", "/tmp/read.json")
    assert "dlq_reason" not in letters()


def test_passwords_are_renewed_without_a_loss(project: Project) -> None:
    before = project.compose("exec", "-T", "postgres", "cat", "/run/secrets/postgres_password")
    project.compose("run", "--rm", "-T", "secrets", "renew")
    project.compose("exec", "-T", "postgres", "/roles.sh")
    project.compose("restart", "fetcher", "extractor", "aggregator")
    wait_for(lambda: project.healthy() == sorted(STAY_UP), "all are healthy again", 120)
    assert project.levels() == expected_levels(samples(days=4))
    login = ("-e", f"PGPASSWORD={before}", "postgres", "psql", "-h", "postgres", "-U", "tinhso")
    with pytest.raises(AssertionError, match="password authentication failed"):
        project.compose("exec", "-T", *login, "-d", "tinhso", "-c", "select 1")


def test_a_backup_gives_the_same_totals_in_new_volumes(project: Project, tmp_path: Path) -> None:
    """Last, for it throws the volumes away."""
    asked = ("exec", "-T", "aggregator", "tinhso", "totals", "--json", "--anchor", "2024-01-01")
    before = project.compose(*asked)
    project.run("infra/backup", str(tmp_path / "backup"))
    assert project.run("infra/restore", str(tmp_path / "backup"), check=False)[0] != 0
    project.compose("down", "--volumes", "--timeout", "30")
    project.run("infra/restore", str(tmp_path / "backup"))
    assert project.compose(*asked) == before
    assert project.publish(samples(days=4)).startswith(f"published 0, unchanged {len(samples(days=4))},")
