"""What runs in a folder, as `stack.json` remembers it: for those who come later to look or to stop."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tinhso_local.processes import Identity

FILE: Final = "stack.json"


@dataclass(frozen=True)
class Running:
    """A server that was started, where it listens, and which process it is."""

    name: str
    address: str
    identity: Identity


def write_state(folder: Path, servers: list[Running]) -> None:
    text = json.dumps([asdict(server) for server in servers], indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_state(folder: Path) -> list[Running]:
    """Those that were started last; whether they still run is `identity.runs`."""
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Running(row["name"], row["address"], Identity(**row["identity"])) for row in rows]


def forget_state(folder: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)


def running(folder: Path) -> list[Running]:
    return [server for server in read_state(folder) if server.identity.runs]
