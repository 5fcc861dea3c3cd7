"""The three services as processes of this machine, on any Kafka and Postgres: for the demo and the tests.

What is in here starts, kills, restarts and waits; it knows the services by their commands only.
"""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tinhso_shared.kafka import TopicPartition, create_topics, make_admin, make_consumer
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import ARTICLES, INDICATORS, TOPICS, Topic

BIN: Final = Path(sys.executable).parent
SERVICES: Final = ("extractor", "aggregator")
"""Those that follow the log; the fetcher is called once with what there is to publish."""
STOP_SECONDS: Final = 20


class PipelineFailed(Exception):
    """A step did not end as it should; the message names the log to read."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Service:
    """One process that is meant to stay up; it is started again when it ends by itself."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.starts += 1
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**self.environment, "TINHSO_HTTP_PORT": str(self.port)},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def ensure_running(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.start()

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """`kill -9`, and waits until the process is gone."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def stop(self) -> None:
        self.signal(signal.SIGTERM)
        if self.process is not None:
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()


class Pipeline:
    """Use as a context manager: topics and schemas are there on entry, no process is left on exit."""

    def __init__(self, kafka_bootstrap: str, database_url: str, folder: Path, generation: int = 1) -> None:
        self.folder = folder
        self.settings = KafkaSettings(kafka_bootstrap=kafka_bootstrap)
        self.groups = {ARTICLES: f"tinhso-extractor-g{generation}", INDICATORS: "tinhso-aggregator"}
        self.environment = {
            **os.environ,
            "TINHSO_KAFKA_BOOTSTRAP": kafka_bootstrap,
            "TINHSO_DATABASE_URL": database_url,
        }
        self.services = {name: self._service(name) for name in SERVICES}

    def _service(self, name: str) -> Service:
        command = (str(BIN / f"tinhso-{name}"), "run")
        return Service(name, command, self.environment, self.folder / f"{name}.log")

    def __enter__(self) -> "Pipeline":
        self.folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(create_topics(self.settings, TOPICS))
        self.call("tinhso", "migrate")
        self.call("tinhso-fetcher", "migrate")
        return self

    def __exit__(self, *_: object) -> None:
        for service in self.services.values():
            service.signal(signal.SIGTERM)
        for service in self.services.values():
            service.stop()

    def start(self) -> None:
        for service in self.services.values():
            service.ensure_running()

    def call(self, *command: str, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
        """Runs a command of ours to its end; its output is text, captured unless `options` say otherwise."""
        defaults: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        done = subprocess.run(
            (str(BIN / command[0]), *command[1:]),
            env=self.environment,
            text=True,
            check=False,
            **{**defaults, **options},
        )
        if check and done.returncode != 0:
            said = "\n".join(filter(None, (done.stdout, done.stderr)))
            raise PipelineFailed(f"{' '.join(command)} ended with {done.returncode}:\n{said}")
        return done

    def wait_until_drained(
        self, timeout_seconds: float = 120, on_progress: Callable[[int], None] = lambda left: None
    ) -> None:
        """Until every record on the log is handled and stored; services that end are started again."""
        deadline = time.monotonic() + timeout_seconds
        with asyncio.Runner() as runner:
            while left := runner.run(self.unhandled()):
                on_progress(left)
                if time.monotonic() > deadline:
                    logs = ", ".join(str(service.log) for service in self.services.values())
                    raise PipelineFailed(
                        f"{left} records still unhandled after {timeout_seconds:.0f} s: see {logs}"
                    )
                self.start()
                time.sleep(0.2)
        on_progress(0)

    async def unhandled(self) -> int:
        """How many records the services have yet to acknowledge, the extractor's first.

        What the extractor still has to write is not on the second topic yet, so the order matters.
        """
        for topic, group in self.groups.items():
            if behind := await lag(self.settings, topic, group):
                return behind
        return 0


async def lag(settings: KafkaSettings, topic: Topic, group: str) -> int:
    """Records of the topic that the consumer group has not committed."""
    partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    async with _admin(settings) as admin, _consumer(settings) as consumer:
        committed = await admin.list_consumer_group_offsets(group)
        ends = await consumer.end_offsets(partitions)
    return sum(end - _offset_in(committed, partition) for partition, end in ends.items())


def _offset_in(committed: Mapping[Any, Any], partition: Any) -> int:
    found = committed.get(partition)
    return max(found.offset, 0) if found is not None else 0


@contextlib.asynccontextmanager
async def _admin(settings: KafkaSettings) -> Any:
    admin = make_admin(settings)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


@contextlib.asynccontextmanager
async def _consumer(settings: KafkaSettings) -> Any:
    consumer = make_consumer(settings)
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()
