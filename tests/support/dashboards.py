"""What the dashboards ask, read from their files."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "infra/grafana/dashboards"


@dataclass(frozen=True)
class Query:
    dashboard: str
    panel: str
    source: str
    """`prometheus` or `postgres`."""
    text: str
    legend: str = ""

    def label(self, labels: Mapping[str, str]) -> str:
        """What the panel calls a series."""
        return re.sub(r"\{\{(\w+)\}\}", lambda found: labels.get(found[1], ""), self.legend)


def queries(source: str) -> list[Query]:
    return [query for path in sorted(FOLDER.glob("*.json")) for query in _of(path) if query.source == source]


def _of(path: Path) -> list[Query]:
    board = json.loads(path.read_text(encoding="utf-8"))
    return [
        Query(
            path.stem,
            panel["title"],
            target["datasource"]["uid"],
            target.get("expr") or target["rawSql"],
            target.get("legendFormat", ""),
        )
        for panel in board["panels"]
        for target in panel["targets"]
    ]
