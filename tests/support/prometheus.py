"""A real Prometheus of the machine, with the project's own rules, on services that run as processes."""

import json
import os
import re
import shutil
import signal
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from support.waiting import wait_for
from tinhso_local.ports import LOOPBACK, free_port
from tinhso_local.processes import Identity, spawn, stop

ROOT: Final = Path(__file__).parents[2]
PLACES: Final = f"{os.environ['PATH']}:{ROOT / '.tools'}"
BINARY: Final = shutil.which("prometheus", path=PLACES)
PROMTOOL: Final = shutil.which("promtool", path=PLACES)
WHY_NOT: Final = "no Prometheus here (infra/bring-prometheus)"
RULES: Final = ROOT / "infra/prometheus/rules.yml"
SHORTER: Final = {"m": "s", "h": "m", "d": "h"}


@dataclass(frozen=True)
class Prometheus:
    url: str

    def ask(self, promql: str) -> list[dict[str, Any]]:
        """The series of an instant query."""
        found: list[dict[str, Any]] = self._get(f"query?query={urllib.parse.quote(promql)}")["result"]
        return found

    def alerts(self) -> dict[tuple[str, str], str]:
        """(alert, the service, source or volume that it is about) to pending or firing."""
        return {
            (one["labels"]["alertname"], _about(one["labels"])): one["state"]
            for one in self._get("alerts")["alerts"]
        }

    def _get(self, question: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/api/v1/{question}", timeout=10) as answer:
            data: dict[str, Any] = json.load(answer)["data"]
        return data


def _about(labels: Mapping[str, str]) -> str:
    return next((labels[name] for name in ("service", "source", "volume") if name in labels), "")


def hurried(rules: str) -> str:
    """Minutes become seconds, hours minutes, days hours; the few seconds of rules too."""
    rules = re.sub(r"\b(\d+)([mhd])\b", lambda found: found[1] + SHORTER[found[2]], rules)
    return rules.replace("7 * 86400", "7").replace("> 900", "> 15")


@contextmanager
def watching(folder: Path, targets: Mapping[str, str], rules: str) -> Iterator[Prometheus]:
    """Scrapes each target (service to host:port) every second, until the block ends."""
    assert BINARY, WHY_NOT
    folder.mkdir(parents=True)
    (folder / "rules.yml").write_text(rules, encoding="utf-8")
    every = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    static = [{"targets": [address], "labels": {"service": name}} for name, address in targets.items()]
    jobs = [{"job_name": "tinhso", "static_configs": static}]
    config = {"global": every, "rule_files": ["rules.yml"], "scrape_configs": jobs}
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    with _running(folder) as url:
        yield Prometheus(url)


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    address = f"{LOOPBACK}:{free_port()}"
    options = (
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={address}",
    )
    process = spawn((str(BINARY), *options), folder / "prometheus.log", leash=signal.SIGTERM)
    try:
        wait_for(lambda: _is_ready(address, process), "Prometheus is ready")
        yield f"http://{address}"
    finally:
        stop(Identity.of(process.pid))
        process.wait()


def _is_ready(address: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "Prometheus has ended; see its log"
    try:
        with urllib.request.urlopen(f"http://{address}/-/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
