"""Compares what the reader says of labelled articles with their labels: per figure, then per series.

The labels' format: one JSON object a line, `doc`, `value_start`, `value_end`, `indicator` (`other`: not in
the catalogue), `facet`, `value`, …; a field set of `also_acceptable` is right too, `{"omit": true}` as well.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tinhso_extractor.core.decision import Source
from tinhso_extractor.core.document import Told
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.core.page import open_page
from tinhso_extractor.core.reading import Reading
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Claim, Hints

Label = dict[str, Any]
SOURCE = Source("0" * 32, "0" * 64)


@dataclass
class Score:
    """Right and wrong claims; wrong ones with what was expected."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(frozen=True)
class Article:
    doc: str
    text: str
    hints: Hints
    labels: list[Label]
    shape: str = "unsaid"
    """What kind of text it is, where `docs*.jsonl` says so."""


def articles_in(folder: Path) -> Iterator[Article]:
    labels: dict[str, list[Label]] = {}
    for label in _rows(folder, "labels*.jsonl"):
        labels.setdefault(label["doc"], []).append(label)
    facts = {row["doc"]: row for row in _rows(folder, "docs*.jsonl")}
    for doc in sorted(labels):
        row = facts.get(doc, {})
        hints = Hints(host=row.get("host"), published=row.get("published"))
        shape = row.get("shape") or row.get("kind") or "unsaid"
        yield Article(doc, _text_of(folder, doc), hints, labels[doc], shape)


def _text_of(folder: Path, doc: str) -> str:
    """Of a page, the text that the extractor reads, which its labels' offsets are of."""
    text = folder / f"{doc}.txt"
    return (
        text.read_text(encoding="utf-8")
        if text.exists()
        else open_page((folder / f"{doc}.html").read_bytes()).text
    )


def _rows(folder: Path, pattern: str) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob(pattern)):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def evaluate(article: Article, reader: Reader) -> tuple[Score, Reading]:
    _, reading = reader.read(article.text, SOURCE, Told(hints=article.hints))
    return score_of(article, reading, reader.catalog), reading


def score_of(article: Article, reading: Reading, catalog: Catalog) -> Score:
    score = Score()
    matched: set[int] = set()
    for claim in reading.claims:
        if not is_eligible(claim):
            continue
        candidates = [
            (number, label)
            for number, label in enumerate(article.labels)
            if label["value_start"] < claim.evidence.figure_end
            and claim.evidence.figure_start < label["value_end"]
        ]
        fits = [number for number, label in candidates if label_fits(claim, label, catalog)]
        matched.update(number for number, _ in candidates)
        facts = (claim.indicator, claim.facet, claim.value, claim.as_of, claim.evidence.figure)
        line = " ".join(map(str, (article.doc, *facts)))
        if fits:
            score.right.append(line)
        else:
            score.wrong.append(f"{line} {differences(claim, [label for _, label in candidates], catalog)}")
    for number, label in enumerate(article.labels):
        if is_wanted(label) and number not in matched:
            score.missed.append(
                f"{article.doc[:3]} {label['indicator']} {label['facet']} «{label['value_text']}»"
            )
    return score


def is_eligible(claim: Claim) -> bool:
    """Could become a published total."""
    on_level = claim.scope == "province" and claim.status == "actual"
    return on_level and claim.value is not None and claim.place is not None and not claim.checks.failed


def is_wanted(label: Label) -> bool:
    omitted = any(alternative.get("omit") for alternative in label.get("also_acceptable") or [])
    catalogued = (
        label["indicator"] != "other" and label["status"] == "actual" and label["scope"] == "province"
    )
    return catalogued and label["value"] is not None and not omitted


def label_fits(claim: Claim, label: Label, catalog: Catalog) -> bool:
    alternatives = [a for a in label.get("also_acceptable") or [] if not a.get("omit")]
    return any(not _fields_wrong(claim, {**label, **change}, catalog) for change in ({}, *alternatives))


def differences(claim: Claim, labels: list[Label], catalog: Catalog) -> str:
    if not labels:
        return "no label"
    return " | ".join(f"{label['indicator']}: {_fields_wrong(claim, label, catalog)}" for label in labels)


def _fields_wrong(claim: Claim, label: Label, catalog: Catalog) -> list[str]:
    if label["indicator"] != claim.indicator:
        return [f"indicator {label['indicator']} {label.get('facet')}"]
    facet = {**catalog.indicators[claim.indicator].facet_defaults, **(label.get("facet") or {})}
    expected = {
        "facet": facet,
        "value": _number(label.get("value")),
        "unit": label["unit"],
        "qualifier": label["qualifier"],
        "scope": label["scope"],
        "status": label["status"],
    }
    found = {name: getattr(claim, name) for name in expected}
    found["value"] = claim.value
    wrong = [f"{name} {expected[name]}≠{found[name]}" for name in expected if expected[name] != found[name]]
    if label.get("denominator") is not None and _number(label["denominator"]) != claim.denominator:
        wrong.append(f"denominator {label['denominator']}≠{claim.denominator}")
    if label.get("province_id") and claim.place != f"{label.get('frame') or 'vn63'}/{label['province_id']}":
        wrong.append(f"place {label['province_id']}≠{claim.place}")
    dates = [label.get("as_of"), *(label.get("as_of_acceptable") or [])]
    if (claim.as_of.isoformat() if claim.as_of else None) not in dates:
        wrong.append(f"as_of {dates}≠{claim.as_of}")
    for name in ("period_start", "period_end"):
        value = getattr(claim, name)
        if (value.isoformat() if value else None) != label.get(name):
            wrong.append(f"{name} {label.get(name)}≠{value}")
    return wrong


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
