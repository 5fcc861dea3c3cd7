"""How full the volumes are, as metrics: `python -m tinhso_shared.disks /volumes/log /volumes/database`.

A container that has the volumes mounted needs no right to read what is in them.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tinhso_shared.health import Health, serving
from tinhso_shared.logs import configure_logs
from tinhso_shared.metrics import DISK_FREE, DISK_SIZE, Meter
from tinhso_shared.settings import ServiceSettings

LOOK_EVERY_SECONDS: Final = 15.0


def look(volumes: Sequence[Path], meter: Meter) -> None:
    """Free is what an ordinary user can still fill. Raises OSError where there is no such volume."""
    for volume in volumes:
        found = os.statvfs(volume)
        meter[DISK_SIZE].labels(volume=volume.name).set(found.f_blocks * found.f_frsize)
        meter[DISK_FREE].labels(volume=volume.name).set(found.f_bavail * found.f_frsize)


async def run_disks(volumes: Sequence[Path], settings: ServiceSettings, stop: asyncio.Event) -> None:
    meter = Meter()
    health = Health(meter)
    look(volumes, meter)
    async with serving(health, meter, settings):
        health.started()
        while not stop.is_set():
            look(volumes, meter)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY_SECONDS)


async def _until_told(volumes: Sequence[Path], settings: ServiceSettings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run_disks(volumes, settings, stop)


def main() -> None:
    settings = ServiceSettings()
    configure_logs("tinhso-disks", settings)
    asyncio.run(_until_told([Path(path) for path in sys.argv[1:]], settings))


if __name__ == "__main__":
    main()
