"""Each alert asks for metrics that there are, helps who is woken, and is proven to fire and to be silent."""

import re
from typing import Any

import pytest
import yaml

from support.metric_names import DECLARED, ROOT, rules, unknown_labels, unknown_names

ALERTS = {rule["alert"]: rule for rule in rules() if "alert" in rule}
GUIDE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
PROVEN: list[dict[str, Any]] = [
    one
    for path in (ROOT / "infra/prometheus").glob("*_test.yml")
    for test in yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    for one in test["alert_rule_test"]
]
each_alert = pytest.mark.parametrize("alert", ALERTS)


def anchors(markdown: str) -> set[str]:
    """As the usual viewers make them: lower case, no punctuation, blanks to hyphens."""
    titles = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.get("alert") or rule["record"])
def test_a_rule_asks_for_metrics_and_labels_that_there_are(rule: dict[str, Any]) -> None:
    assert not unknown_names(rule["expr"])
    assert not unknown_labels(rule["expr"])


@each_alert
def test_an_alert_says_how_urgent_it_is_and_where_help_is(alert: str) -> None:
    assert ALERTS[alert]["labels"]["severity"] in {"page", "ticket"}
    path, _, anchor = ALERTS[alert]["annotations"]["runbook"].partition("#")
    assert path == "docs/operations.md"
    assert anchor in anchors(GUIDE)


@each_alert
def test_an_alert_is_proven_to_fire_and_to_be_silent(alert: str) -> None:
    fires = [one for one in PROVEN if one["alertname"] == alert and one.get("exp_alerts")]
    silent = [one for one in PROVEN if one["alertname"] == alert and not one.get("exp_alerts")]
    assert fires
    assert silent


def metrics_told(service: str) -> str:
    """What the service's README says of its metrics."""
    text = (ROOT / f"services/{service}/README.md").read_text(encoding="utf-8")
    return re.split(r"^## ", text.split("\n## Metrics\n")[1], flags=re.MULTILINE)[0]


def test_the_guide_names_only_metrics_that_there_are() -> None:
    assert unknown_names(GUIDE) <= {"tinhso_database_url", "tinhso_shared"}


@pytest.mark.parametrize("service", ["aggregator", "extractor", "fetcher"])
def test_a_service_tells_of_metrics_that_there_are(service: str) -> None:
    assert metrics_told(service)
    assert not unknown_names(metrics_told(service))


def test_every_metric_is_told_of_where_its_service_is_described() -> None:
    told = " ".join(metrics_told(service) for service in ("aggregator", "extractor", "fetcher"))
    untold = {name for name in DECLARED if f"`{name}`" not in told}
    assert untold == {"tinhso_disk_free_bytes", "tinhso_disk_size_bytes"}, "those of the container disks"


def test_a_misspelt_metric_or_label_is_found() -> None:
    assert unknown_names("sum(tinhso_dead_leters_total)") == {"tinhso_dead_leters_total"}
    assert unknown_labels('tinhso_paused{reason="x"}') == {("tinhso_paused", "reason")}
    assert not unknown_labels('tinhso_message_seconds_bucket{topic="t", le="1"}')
