"""For those who run it: audits and generations as tables. Nothing is asked or decided in here."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from tinhso_aggregator.answers import Row
from tinhso_aggregator.show import SIGNS, grouped, indicator_in_words


def print_differences(differences: Sequence[Mapping[str, Any]], console: Console) -> None:
    """One line a row that differs, and under it what is kept beside what was made anew."""
    for one in differences:
        series = f"{one['place']} {indicator_in_words(dict(one))}, {one['status']}"
        date = one["reference_date"] or "no date"
        console.print(
            f"{one['what']} {one['trouble']}: {series}, {date}, generation {one['generation']}", style="bold"
        )
        for name, (kept, made) in sorted(one["fields"].items()):
            console.print(f"    {name}: kept {kept}, the claims give {made}")
    console.print(f"\n{len(differences)} rows differ")


def print_generations(rows: Sequence[Row], console: Console) -> None:
    table = Table("", "generation", "documents", "revisions", "claims", "totals", "since", "why", box=None)
    for row in rows:
        since = f"{row['promoted_at']:%Y-%m-%d %H:%M}" if row["promoted_at"] else ""
        numbers = [str(row[name]) for name in ("generation", "documents", "revisions", "claims", "totals")]
        table.add_row("active" if row["active"] else "", *numbers, since, row["reason"] or "")
    console.print(table)


def print_changes(rows: Sequence[Row], console: Console) -> None:
    """One line a total that changes, and under it why, with the new sentence."""
    for row in rows:
        by = "" if row["difference"] is None else f" ({row['difference']:+f})"
        head = f"{row['place']} {indicator_in_words(row)}: {_told(row['old'])} → {_told(row['new'])}{by}"
        console.print(head, style="bold")
        console.print(f"    {row['why']}: {(row['new'] or row['old'])['quote']}", style="dim")
    console.print(f"{len(rows)} totals would change")


def _told(side: Mapping[str, Any] | None) -> str:
    if side is None:
        return "none"
    return f"{SIGNS[side['qualifier']]}{grouped(Decimal(side['value']))}, {side['as_of'] or 'no date'}"
