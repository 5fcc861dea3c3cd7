"""The three services as processes of this machine, on any Kafka and Postgres: for the demo and the tests.

What is in here starts, calls and waits; it knows the services by their commands only.
"""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from tinhso_local.services import BIN, Service
from tinhso_shared.groups import Groups
from tinhso_shared.kafka import KafkaError, create_topics
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import ARTICLES, INDICATORS, TOPICS

SERVICES: Final = ("extractor", "aggregator")
"""Those that follow the log; the fetcher is called once with what there is to publish."""
SCHEMA_OWNERS: Final = ("tinhso", "tinhso-extractor", "tinhso-fetcher")
MOST_STARTS: Final = 25
"""A service that ends more often than this will not mend by itself."""
POLL_SECONDS: Final = 0.2

Left = Callable[[int], None]


class PipelineFailed(Exception):
    """A step did not end as it should; the message names the log to read."""


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
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda owner: self.call(owner, "migrate"), SCHEMA_OWNERS))
        return self

    def __exit__(self, *_: object) -> None:
        for service in self.services.values():
            service.signal(signal.SIGTERM)
        for service in self.services.values():
            service.stop()

    def start(self) -> None:
        for service in self.services.values():
            if service.starts > MOST_STARTS:
                raise PipelineFailed(f"the {service.name} ends again and again: see {service.log}")
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

    def wait_until_drained(self, timeout_seconds: float = 120, on_progress: Left = lambda left: None) -> None:
        """Until every record on the log is handled and stored; services that end are started again."""
        asyncio.run(self._drain(time.monotonic() + timeout_seconds, on_progress))

    async def _drain(self, deadline: float, on_progress: Left) -> None:
        async with Groups(self.settings) as groups:
            while (left := await self._unhandled(groups)) != 0:
                if time.monotonic() > deadline:
                    raise PipelineFailed(f"{left or 'some'} records are still unhandled: see {self._logs()}")
                if left is not None:
                    on_progress(left)
                self.start()
                await asyncio.sleep(POLL_SECONDS)
        on_progress(0)

    async def _unhandled(self, groups: Groups) -> int | None:
        """Of the first topic of the flow that has some: what its group writes is not on the next one yet.

        None while the broker is away.
        """
        try:
            for topic, group in self.groups.items():
                if behind := sum((await groups.behind(topic, group)).values()):
                    return behind
        except KafkaError:
            return None
        return 0

    def _logs(self) -> str:
        return ", ".join(str(service.log) for service in self.services.values())
