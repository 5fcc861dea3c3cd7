"""Compares published totals with the state expected after labelled articles: right, wrong, missed, by series.

Wrong is any published row without an expected match on series, value, unit, qualifier and date or period; an
unexpected series counts as wrong too. A date that the winning label calls acceptable is right.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console

from tinhso_local.demo import finished_run
from tinhso_shared.catalog import Catalog, load_catalog

Row = Mapping[str, Any]
Series = tuple[str, str, str]


@dataclass(frozen=True)
class Expected:
    """One row of `expected_latest.csv`."""

    series: Series
    value: Decimal
    denominator: Decimal | None
    unit: str
    qualifier: str
    dates: frozenset[str | None]
    period: tuple[str | None, str | None]

    def differs_in(self, row: Row) -> list[str]:
        """The fields in which a published row is not what was expected."""
        found = {
            "value": (self.value, Decimal(row["value"])),
            "unit": (self.unit, row["unit"]),
            "qualifier": (self.qualifier, row["qualifier"]),
            "period": (self.period, (row["period_start"], row["period_end"])),
        }
        wrong = [f"{name} {a}, published {b}" for name, (a, b) in found.items() if a != b]
        if row["as_of"] not in self.dates:
            wrong.append(f"as_of {sorted(map(str, self.dates))}, published {row['as_of']}")
        if self.denominator is not None and row["denominator"] != str(self.denominator):
            wrong.append(f"denominator {self.denominator}, published {row['denominator']}")
        return wrong


@dataclass
class Comparison:
    right: list[Series] = field(default_factory=list)
    wrong: dict[Series, list[str]] = field(default_factory=dict)
    missed: list[Series] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people: what is wrong and missed, and the count."""
        expected = len(self.right) + len(self.missed)
        return [
            *(f"wrong   {' '.join(series)}: {'; '.join(why)}" for series, why in self.wrong.items()),
            *(f"missed  {' '.join(series)}" for series in self.missed),
            f"{len(self.right)} of {expected} series right, {len(self.wrong)} wrong",
        ]

    def as_object(self) -> dict[str, Any]:
        return {
            "right": [" ".join(series) for series in self.right],
            "wrong": {" ".join(series): why for series, why in self.wrong.items()},
            "missed": [" ".join(series) for series in self.missed],
        }


def run_check(folder: Path, seeds: Path, console: Console) -> Comparison:
    """Runs the whole on the labelled articles. Raises PipelineFailed."""
    with finished_run(folder, seeds, console) as (pipeline, _):
        totals = json.loads(pipeline.call("tinhso", "totals", "--json").stdout)
    return compare(totals, read_expected(seeds, load_catalog()))


def read_expected(folder: Path, catalog: Catalog) -> dict[Series, Expected]:
    """Of `expected_latest.csv` and the labels beside it."""
    acceptable = _acceptable_dates(folder)
    with (folder / "expected_latest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [_expected(row, acceptable, catalog) for row in csv.DictReader(lines)]
    return {row.series: row for row in rows}


def compare(totals: list[Row], expected: Mapping[Series, Expected]) -> Comparison:
    comparison = Comparison()
    for row in totals:
        series = (row["province"], row["indicator"], _written(row["facet"]))
        wanted = expected.get(series)
        wrong = wanted.differs_in(row) if wanted else ["nothing is expected of this series"]
        if wrong:
            comparison.wrong[series] = wrong
        else:
            comparison.right.append(series)
    # A series that is published wrong is not right either; of the expected ones it counts as missed too.
    comparison.missed = [series for series in expected if series not in comparison.right]
    return comparison


def _acceptable_dates(folder: Path) -> dict[str, list[str]]:
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    labels = (json.loads(line) for line in lines)
    return {label["label_id"]: label.get("as_of_acceptable") or [] for label in labels}


def _expected(row: dict[str, str], acceptable: Mapping[str, list[str]], catalog: Catalog) -> Expected:
    facet = {**catalog.indicators[row["indicator"]].facet_defaults, **json.loads(row["facet"])}
    return Expected(
        series=(row["province"], row["indicator"], _written(facet)),
        value=Decimal(row["value"]),
        denominator=Decimal(row["denominator"]) if row["denominator"] else None,
        unit=row["unit"],
        qualifier=row["qualifier"],
        dates=frozenset([row["as_of"] or None, *acceptable.get(row["winner"], [])]),
        period=(row["period_start"] or None, row["period_end"] or None),
    )


def _written(facet: Mapping[str, str]) -> str:
    return json.dumps(facet, ensure_ascii=False, sort_keys=True)
