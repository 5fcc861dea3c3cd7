"""Which metrics a text of PromQL or prose names, and which there are: those declared, those recorded."""

import re
from pathlib import Path
from typing import Any, Final

import yaml
from prometheus_client import Histogram

from tinhso_shared.metrics import declared_metrics

ROOT: Final = Path(__file__).parents[2]
DECLARED: Final = {one.name: one for one in declared_metrics()}
TARGET_LABELS: Final = {"service", "instance", "job", "le"}
NAME: Final = re.compile(r"\btinhso(?:_[a-z_]+|:[a-z0-9_:]+)\b")
SELECTOR: Final = re.compile(r"\b(?P<name>tinhso_[a-z_]+)\{(?P<matchers>[^}]*)\}")
MATCHER: Final = re.compile(r"(?P<label>[a-z_]+)\s*(?:=~|!~|!=|=)")


def rules() -> list[dict[str, Any]]:
    text = (ROOT / "infra/prometheus/rules.yml").read_text(encoding="utf-8")
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def known() -> set[str]:
    parts = {
        name + end
        for name, one in DECLARED.items()
        if one.kind is Histogram
        for end in ("_bucket", "_sum", "_count")
    }
    return DECLARED.keys() | parts | {rule["record"] for rule in rules() if "record" in rule}


def unknown_names(text: str) -> set[str]:
    return set(NAME.findall(text)) - known()


def unknown_labels(promql: str) -> set[tuple[str, str]]:
    """(metric, label) of every selector that asks for a label that its metric does not have."""
    return {
        (selector["name"], matcher["label"])
        for selector in SELECTOR.finditer(promql)
        for matcher in MATCHER.finditer(selector["matchers"])
        if matcher["label"] not in {*_labels(selector["name"]), *TARGET_LABELS}
    }


def _labels(name: str) -> tuple[str, ...]:
    declared = DECLARED.get(name) or DECLARED[re.sub("_(bucket|sum|count)$", "", name)]
    return declared.labels
