"""The public contract, generated from the models: events as JSON Schema, tables of topics and metrics.

`python -m tinhso_shared.schemas FOLDER` writes them; a test fails when they differ from what is committed.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tinhso_shared.codec import NAMES, type_of
from tinhso_shared.events import Contract
from tinhso_shared.metrics import declared_metrics
from tinhso_shared.topics import ARTICLES, DEAD_LETTERS, FOREVER, INDICATORS, MEBIBYTE, TOPICS, Topic

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def documents() -> Mapping[str, str]:
    """File name to content, of all that is generated."""
    return {
        **{f"{type_of(model)}.schema.json": json_schema(model) for model in NAMES},
        "topics.md": topic_table(),
        "metrics.md": metric_table(),
        "flow.mmd": flow_diagram(),
    }


def json_schema(model: type[Contract]) -> str:
    schema = {"$schema": DIALECT, "$id": type_of(model), **model.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def topic_table() -> str:
    head = "| topic | carries | key | partitions | retention | largest message |\n|---|---|---|---|---|---|\n"
    return head + "".join(_row_of(topic) for topic in TOPICS)


def _row_of(topic: Topic) -> str:
    retention = "for ever" if topic.retention_ms == FOREVER else f"{topic.retention_ms} ms"
    size = f"{topic.max_message_bytes // MEBIBYTE} MiB"
    cells = (f"`{topic.name}`", topic.carries, topic.key, str(topic.partitions), retention, size)
    return f"| {' | '.join(cells)} |\n"


def metric_table() -> str:
    head = "| metric | kind | labels | meaning |\n|---|---|---|---|\n"
    return head + "".join(
        f"| `{one.name}` | {one.kind.__name__.lower()} | {', '.join(one.labels)} | {one.meaning} |\n"
        for one in declared_metrics()
    )


def flow_diagram() -> str:
    return f"""flowchart LR
  sources([pages, files, URLs]) --> fetcher
  fetcher -->|{ARTICLES.name}| extractor
  extractor -->|{INDICATORS.name}| aggregator
  aggregator --> postgres[(Postgres)] --> api[[api views]]
  extractor & aggregator -.->|{DEAD_LETTERS.name}| dead([dead letters])
"""


def main() -> None:
    folder = Path(sys.argv[1])
    for name, content in documents().items():
        (folder / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{folder / name}\n")


if __name__ == "__main__":
    main()
