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
        project.compose("up", "-d", "--build", "--wait", "--wait-timeout", "300")
        yield project
    finally:
        project.compose("down", "--volumes", "--timeout", "10", check=False)
        shutil.rmtree(data, ignore_errors=True)


def test_all_come_up_healthy(project: Project) -> None:
    health = {one["Service"]: one["Health"] for one in project.containers()}
    assert health == dict.fromkeys(SERVICES | {"kafka", "postgres", "prometheus"}, "healthy")


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
    project.compose("up", "-d", "--wait", "--wait-timeout", "300")
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

    wait_for(lambda: seen() == dict.fromkeys(SERVICES, "1"), "all three are scraped", 120)


def test_the_alerts_say_what_their_own_tests_say(project: Project) -> None:
    said = project.compose(
        "exec", "-T", "prometheus", "promtool", "test", "rules", "/etc/prometheus/rules_test.yml"
    )
    assert "SUCCESS" in said


def test_an_analyst_reads_the_views_and_nothing_else(project: Project) -> None:
    def ask(question: str, check: bool = True) -> str:
        login = ("-e", "PGPASSWORD=analyst", "postgres", "psql", "-h", "127.0.0.1", "-U", "analyst")
        return project.compose("exec", "-T", *login, "-d", "tinhso", "-Atc", question, check=check)

    assert ask("select count(*) > 0 from api.province_totals").strip() == "t"
    for question in ("select 1 from fetcher.documents", "select 1 from aggregator.totals"):
        with pytest.raises(AssertionError, match="permission denied"):
            ask(question)
