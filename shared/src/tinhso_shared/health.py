"""What a service tells the outside: `/healthz` (alive), `/readyz` (working), `/metrics`.

`python -m tinhso_shared.health URL` asks one of them, for containers that have no curl.
"""

import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from prometheus_client.aiohttp import make_aiohttp_handler

from tinhso_shared.metrics import PAUSED, READY, Meter
from tinhso_shared.settings import HttpSettings

log = structlog.get_logger()


class Health:
    """Ready once started, as long as nothing is named that stands in the way."""

    def __init__(self, meter: Meter) -> None:
        self._obstacles: dict[str, str] = {"start": "starting"}
        self._paused = meter[PAUSED]
        self._paused.set(0)
        meter[READY].set_function(lambda: self.ready)

    @property
    def obstacles(self) -> dict[str, str]:
        return dict(self._obstacles)

    @property
    def ready(self) -> bool:
        return not self._obstacles

    def started(self) -> None:
        self.clear("start")

    def hinder(self, name: str, why: str) -> None:
        """Not ready until `clear(name)`: the broker is away, a send is being repeated."""
        if self._obstacles.get(name) != why:
            log.warning("not ready", obstacle=name, why=why)
        self._obstacles[name] = why

    def clear(self, name: str) -> None:
        self._obstacles.pop(name, None)

    def pause(self, why: str) -> None:
        """Not ready until a person restarts the service; it stays up, and drains nothing more."""
        self._paused.set(1)
        log.error("paused until a restart", why=why)
        self._obstacles["paused"] = why


def make_site(health: Health, meter: Meter) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        answer = {"ready": health.ready, "obstacles": health.obstacles}
        return web.json_response(answer, status=200 if health.ready else 503)

    site = web.Application()
    site.router.add_get("/healthz", healthz)
    site.router.add_get("/readyz", readyz)
    site.router.add_get("/metrics", make_aiohttp_handler(meter.registry))
    return site


@asynccontextmanager
async def serving(health: Health, meter: Meter, settings: HttpSettings) -> AsyncIterator[str]:
    """Serves the three while the block runs; gives the base URL."""
    runner = web.AppRunner(make_site(health, meter), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        host, port = runner.addresses[0][:2]
        url = f"http://{host}:{port}"
        log.info("serving /metrics, /healthz, /readyz", url=url)
        yield url
    finally:
        await runner.cleanup()


def main() -> None:
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=5) as answer:
            sys.stdout.write(answer.read().decode() + "\n")
    except (urllib.error.URLError, OSError) as error:
        detail = error.read().decode() if isinstance(error, urllib.error.HTTPError) else str(error)
        sys.exit(f"{sys.argv[1]}: {detail}")


if __name__ == "__main__":
    main()
