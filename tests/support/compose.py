"""A compose project of the tests' own: its own volumes and ports, gone afterwards."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

from support.articles import Sample, expected_levels, write_articles
from support.waiting import wait_for
from tinhso_local.ports import free_port

ROOT: Final = Path(__file__).parents[2]
SERVICES: Final = ("aggregator", "extractor", "fetcher")
WATCHED: Final = sorted((*SERVICES, "disks"))
STAY_UP: Final = sorted((*WATCHED, "kafka", "postgres", "prometheus"))
NUMBERS: Final = count()
Levels = dict[tuple[str, str], tuple[str, str]]


@dataclass
class Project:
    environment: dict[str, str]
    data: Path
    published: list[Sample] = field(default_factory=list)

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A command in the project's folder, on these containers."""
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, f"{command}: {done.stdout}\n{done.stderr}"
        return done

    def compose(self, *arguments: str) -> str:
        return self.run("docker", "compose", *arguments).stdout

    def up(self, *arguments: str) -> None:
        self.compose("up", "-d", "--wait", "--wait-timeout", "300", *arguments)

    def down(self, *arguments: str) -> None:
        self.compose("down", "--timeout", "30", *arguments)

    def execute(self, service: str, *command: str, options: Sequence[str] = ()) -> str:
        return self.compose("exec", "-T", *options, service, *command)

    def attempt(self, service: str, *command: str, user: str | None = None) -> tuple[int, str]:
        """What may fail: its exit status, and all that was said."""
        options = ("--user", user) if user else ()
        done = self.run("docker", "compose", "exec", "-T", *options, service, *command, check=False)
        return done.returncode, done.stdout + done.stderr

    def containers(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.compose("ps", "--format", "json").splitlines()]

    def healthy(self) -> list[str]:
        return sorted(one["Service"] for one in self.containers() if one["Health"] == "healthy")

    def wait_until_healthy(self) -> None:
        wait_for(lambda: self.healthy() == STAY_UP, "all are healthy", 120)

    def publish(self, articles: list[Sample]) -> str:
        """The sum that the fetcher prints; the folder keeps what was in it."""
        write_articles(self.data, articles)
        said = self.compose("run", "--rm", "-T", "fetcher", "publish", "/data")
        self.published = sorted({*self.published, *articles}, key=lambda one: one.name)
        return said

    def totals(self, *arguments: str) -> str:
        return self.execute("aggregator", "tinhso", "totals", "--json", *arguments)

    def levels(self) -> Levels:
        rows = json.loads(self.totals())
        return {(row["place"], row["indicator"]): (row["value"], row["as_of"]) for row in rows}

    def expected(self) -> Levels:
        return expected_levels(self.published)

    def wait_for_totals(self) -> None:
        wait_for(lambda: self.levels() == self.expected(), "the totals of what was published", 120)

    def stored(self) -> str:
        """Every total and observation, byte for byte."""
        tables = ("aggregator.totals", "aggregator.observations")
        ask = [f"copy (select * from {one} as row order by row::text) to stdout" for one in tables]
        return "\n".join(self.sql(one) for one in ask)

    def sql(self, question: str, login: str | None = None) -> str:
        """As the owner, or as a login with the password that stands in the secrets."""
        ask = ("psql", "-d", "tinhso", "-Atc", question, "-U", login or "tinhso")
        if login is None:
            return self.execute("postgres", *ask)
        password = self.execute("postgres", "cat", f"/run/secrets/{login}_password")
        return self.execute("postgres", *ask, "-h", "postgres", options=("-e", f"PGPASSWORD={password}"))

    def kafka(self, tool: str, *arguments: str) -> str:
        server = ("--bootstrap-server", "localhost:19092")
        return self.execute("kafka", f"/opt/kafka/bin/kafka-{tool}.sh", *server, *arguments)

    def send_poison(self) -> None:
        """A message that is no event, onto the topic of the articles."""
        producer = "/opt/kafka/bin/kafka-console-producer.sh --bootstrap-server localhost:19092"
        self.execute("kafka", "sh", "-c", f"echo poison | {producer} --topic tinhso.article.fetched.v1")

    def ask_prometheus(self, question: str) -> Any:
        port = self.compose("port", "prometheus", "9090").strip().rpartition(":")[2]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{question}", timeout=10) as answer:
            return json.load(answer)["data"]

    def alerts(self) -> dict[tuple[str, str], str]:
        """(alert, service) to pending or firing."""
        return {
            (one["labels"]["alertname"], one["labels"].get("service", "")): one["state"]
            for one in self.ask_prometheus("alerts")["alerts"]
        }


@contextmanager
def running_project(data: Path, *services: str, **settings: str) -> Iterator[Project]:
    """Built and up, all or some services; whatever happens, nothing of it is left."""
    ports = {f"TINHSO_{name}_PORT": str(free_port()) for name in ("POSTGRES", "KAFKA", "PROMETHEUS")}
    name = f"tinhso-test-{os.getpid()}-{next(NUMBERS)}"
    own = {"COMPOSE_PROJECT_NAME": name, "TINHSO_DATA": str(data), **ports, **settings}
    project = Project({**os.environ, **own}, data)
    try:
        project.up("--build", *services)
        yield project
    finally:
        project.run(
            "docker", "compose", "--profile", "*", "down", "--volumes", "--timeout", "10", check=False
        )
