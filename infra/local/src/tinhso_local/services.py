"""One service as a process of this machine: started, killed, stopped, started again."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tinhso_local.ports import LOOPBACK, free_port
from tinhso_local.processes import Identity, spawn, stop

BIN: Final = Path(sys.executable).parent
"""Where the commands of the services are."""
STOP_SECONDS: Final = 20


@dataclass
class Service:
    """One process that is meant to stay up."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.starts += 1
        environment = {**self.environment, "TINHSO_HTTP_PORT": str(self.port)}
        self.process = spawn(self.command, self.log, leash=signal.SIGTERM, environment=environment)

    def ensure_running(self) -> None:
        if not self.runs:
            self.start()

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.runs:
            self.process.send_signal(number)

    def kill(self) -> None:
        """`kill -9`, and waits until the process is gone."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.runs:
            stop(Identity.of(self.process.pid), patience_seconds=STOP_SECONDS)
            self.process.wait()
