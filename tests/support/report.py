"""`make eval CORPUS=folder`: precision, recall and F1 of the reader on labelled articles, and its errors.

Two measures: *finding* (right figure, indicator and facets) and *full* (value, denominator, unit, qualifier,
scope, place, status and dates too); on all catalogue rows and on the core (of a province, actual, eligible).
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from support.evaluation import (
    Article,
    Label,
    articles_in,
    differences,
    evaluate,
    is_eligible,
    is_wanted,
    label_fits,
)
from support.reading import reader
from tinhso_extractor.core.reading import Reading
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Claim


@dataclass
class Tally:
    """Counts of one measure on one selection."""

    right: int = 0
    claims: int = 0
    found: int = 0
    labels: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.claims if self.claims else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.labels if self.labels else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, other: "Tally") -> None:
        self.right += other.right
        self.claims += other.claims
        self.found += other.found
        self.labels += other.labels

    def line(self) -> str:
        shares = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{shares}  ({self.right} of {self.claims} claims, {self.labels} labels)"


@dataclass
class Totals:
    """Series of one article whose newest core claim would be published, and how many of these are wrong."""

    series: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Report:
    tallies: dict[str, Tally] = field(default_factory=dict)
    spurious: list[str] = field(default_factory=list)
    """Core claims without a label that they fit, with their sentence."""
    missed: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)

    def count(self, name: str, tally: Tally) -> None:
        self.tallies.setdefault(name, Tally()).add(tally)

    def as_object(self) -> dict[str, Any]:
        measures = {
            name: {**asdict(tally), "precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
            for name, tally in self.tallies.items()
        }
        totals = {"series": self.totals.series, "wrong": self.totals.wrong}
        return {
            "measures": measures,
            "totals": totals,
            "spurious": self.spurious,
            "missed": self.missed,
            "right": self.right,
        }


def report_on(folders: Iterable[Path]) -> Report:
    report = Report()
    for folder in folders:
        for article in articles_in(folder):
            _, reading = evaluate(article, reader())
            _count(report, article, reading, reader().catalog)
    return report


def _count(report: Report, article: Article, reading: Reading, catalog: Catalog) -> None:
    claims = reading.claims
    core_claims = [claim for claim in claims if is_eligible(claim)]
    rows = [label for label in article.labels if label["indicator"] != "other" and not _is_optional(label)]
    core_rows = [label for label in rows if is_wanted(label)]
    finds = _finds(catalog)
    fits = _fits(catalog)
    report.count("finding, all", _tally(claims, rows, article.labels, finds))
    report.count("finding, core", _tally(core_claims, core_rows, article.labels, finds))
    report.count("full, all", _tally(claims, rows, article.labels, fits))
    full = _tally(core_claims, core_rows, article.labels, fits)
    report.count("full, core", full)
    report.count(f"full, core: {article.shape}", full)
    _count_totals(report.totals, article, core_claims, fits)
    for claim in core_claims:
        near = [label for label in article.labels if _overlap(claim, label)]
        name = f"{article.doc} {claim.indicator} «{claim.evidence.figure}»"
        if any(fits(claim, label) for label in near):
            report.right.append(name)
        else:
            report.spurious.append(
                f"{name} {differences(claim, near, catalog)}: {claim.evidence.quote.strip()}"
            )
    for label in core_rows:
        if not any(_overlap(claim, label) and fits(claim, label) for claim in core_claims):
            why = _outcome_of(label, reading, catalog)
            report.missed.append(f"{article.doc} {label['indicator']} «{label['value_text']}»: {why}")


def _count_totals(totals: Totals, article: Article, claims: Iterable[Claim], fits: "Matches") -> None:
    newest: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        series = (claim.place, claim.indicator, tuple(sorted(claim.facet.items())))
        rival = newest.get(series)
        if rival is None or (claim.as_of or dt.date.min) >= (rival.as_of or dt.date.min):
            newest[series] = claim
    totals.series += len(newest)
    totals.wrong += [
        f"{article.doc} {claim.place} {claim.indicator} «{claim.evidence.figure}»"
        for claim in newest.values()
        if not any(_overlap(claim, label) and fits(claim, label) for label in article.labels)
    ]


def _outcome_of(label: Label, reading: Reading, catalog: Catalog) -> str:
    """What became of a figure that should have been a core claim."""
    for claim in reading.claims:
        if _overlap(claim, label):
            failed = f", failed {', '.join(claim.checks.failed)}" if claim.checks.failed else ""
            return f"read otherwise, {differences(claim, [label], catalog)}{failed}"
    drops = [
        d.reason for d in reading.dropped if d.start < label["value_end"] and label["value_start"] < d.end
    ]
    return drops[0] if drops else "not seen"


Matches = Callable[[Claim, Label], bool]


def _tally(claims: Iterable[Claim], rows: list[Label], labels: list[Label], matches: Matches) -> Tally:
    given = list(claims)
    right = sum(any(_overlap(c, label) and matches(c, label) for label in labels) for c in given)
    found = sum(any(_overlap(c, label) and matches(c, label) for c in given) for label in rows)
    return Tally(right, len(given), found, len(rows))


def _finds(catalog: Catalog) -> Matches:
    def finds(claim: Claim, label: Label) -> bool:
        if label["indicator"] != claim.indicator:
            return False
        defaults = catalog.indicators[claim.indicator].facet_defaults
        return {**defaults, **(label.get("facet") or {})} == claim.facet

    return finds


def _fits(catalog: Catalog) -> Matches:
    return lambda claim, label: label_fits(claim, label, catalog)


def _is_optional(label: Label) -> bool:
    return any(alternative.get("omit") for alternative in label.get("also_acceptable") or [])


def _overlap(claim: Claim, label: Label) -> bool:
    return bool(
        label["value_start"] < claim.evidence.figure_end and claim.evidence.figure_start < label["value_end"]
    )


def main(
    corpora: Annotated[list[Path], typer.Argument(help="folders of labelled articles", exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="all of it as one object")] = False,
    save: Annotated[
        Path | None, typer.Option(help="write the run there, to compare a later one with")
    ] = None,
    against: Annotated[Path | None, typer.Option(help="a saved run: show gains and losses")] = None,
) -> None:
    """What the reader says of labelled articles, figure by figure."""
    report = report_on(corpora)
    if save is not None:
        save.write_text(json.dumps(report.as_object(), ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(report.as_object(), ensure_ascii=False))
        return
    for name, tally in report.tallies.items():
        typer.echo(f"{name:24} {tally.line()}")
    typer.echo(f"wrong totals: {len(report.totals.wrong)} of {report.totals.series} series")
    for line in report.totals.wrong:
        typer.echo(f"  {line}")
    for title, lines in (("Spurious", report.spurious), ("Missed", report.missed)):
        typer.echo(f"\n{title}: {len(lines)}")
        for line in lines:
            typer.echo(f"  {line}")
    if against is not None:
        _show_changes(set(json.loads(against.read_text(encoding="utf-8"))["right"]), set(report.right))


def _show_changes(before: set[str], now: set[str]) -> None:
    for title, lines in (("Gained", now - before), ("Lost", before - now)):
        typer.echo(f"\n{title}: {len(lines)}")
        for line in sorted(lines):
            typer.echo(f"  {line}")


if __name__ == "__main__":
    typer.run(main)
