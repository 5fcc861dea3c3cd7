"""Totals and explanations as JSON, as CSV, and as tables for people. Nothing is asked or decided in here."""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinhso_aggregator.answers import Explanation, Row
from tinhso_aggregator.core.why import Told

SIGNS: Final[Mapping[str, str]] = {
    "exact": "",
    "at_least": "≥ ",
    "at_most": "≤ ",
    "nearly": "nearly ",
    "approx": "≈ ",
}
STATES: Final = ("present", "stale", "conflicting", "missing")
NOT_A_TERMINAL_WIDTH: Final = 130


def make_console() -> Console:
    """Prints what it is given to the letter: brackets and colons stand in URLs and sentences too."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = NOT_A_TERMINAL_WIDTH
    return console


def as_json(value: object) -> str:
    """Decimals as strings without exponent, dates as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no place in our JSON")


def write_csv(rows: Iterable[Row], fields: Sequence[str], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_cell(row[field]) for field in fields])


def _cell(value: object) -> object:
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain(value) if isinstance(value, Decimal | dt.date) else value


def print_totals(rows: Sequence[Row], console: Console) -> None:
    """By place; under each total the sentence that says so, as much of it as the line holds."""
    for place, group in groupby(rows, key=_place_in_words):
        console.print(f"\n{place}", style="bold")
        for row in group:
            console.print(_total_line(row, console.width))
            quote = Text(
                f"    {' '.join(row['quote'].split())}", style="dim", no_wrap=True, overflow="ellipsis"
            )
            console.print(quote)
    console.print(f"\n{len(rows)} totals")


def _total_line(row: Row, width: int) -> Table:
    line = Table.grid(padding=(0, 2, 0, 0))
    widths = (max(width - 68, 20), 28, 23)
    for column, justify in zip(widths, ("left", "right", "left"), strict=True):
        line.add_column(width=column, justify=justify, overflow="fold")  # type: ignore[arg-type]
    line.add_column(style="yellow")
    line.add_row(f"  {indicator_in_words(row)}", _value(row), _date(row), _flags(row))
    return line


def _place_in_words(row: Row) -> str:
    """`Cần Thơ (vn34/can_tho)`: vn63 has a Cần Thơ of its own."""
    return f"{row['province']} ({row['place']})" if row["province"] else str(row["place"])


def indicator_in_words(row: Row) -> str:
    facet = ", ".join(f"{name}={value}" for name, value in sorted(row["facet"].items()))
    return f"{row['indicator']} ({facet})" if facet else str(row["indicator"])


def grouped(number: Decimal) -> str:
    """In the Vietnamese way: `1.600.000`, `80,07`."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def _value(row: Row) -> str:
    of = f" / {grouped(row['denominator'])}" if row["denominator"] is not None else ""
    return f"{SIGNS.get(row['qualifier'], '')}{grouped(row['value'])}{of} {row['unit']}"


def _date(row: Row) -> str:
    start, end = row["period_start"], row["period_end"]
    if start:
        whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
        period = sorted({start.year, end.year}) if whole_years else (start, end)
        return " – ".join(map(str, period))
    return str(row["as_of"] or row["period_end"] or "unknown")


def _flags(row: Row) -> str:
    flags = ("stale", "conflict")
    sources = [f"{row['n_independent_sources']} sources"] if row["n_independent_sources"] > 1 else []
    return ", ".join([flag for flag in flags if row[flag]] + sources)


def print_projected(rows: Sequence[Row], console: Console) -> None:
    """By province of today; what could not be added says how many of its predecessors have a value."""
    for place, group in groupby(rows, key=_place_in_words):
        console.print(f"\n{place}", style="bold")
        for row in group:
            console.print(_projected_line(row, console.width))
    console.print(f"\n{len(rows)} totals")


def _projected_line(row: Row, width: int) -> Table:
    line = Table.grid(padding=(0, 2, 0, 0))
    widths = (max(width - 78, 20), 28, 23, 25)
    for column, justify in zip(widths, ("left", "right", "left", "left"), strict=True):
        line.add_column(width=column, justify=justify, overflow="fold")  # type: ignore[arg-type]
    of = f"{row['n_with_value']} of {row['n_predecessors']}"
    basis = "reported" if row["basis"] == "reported" else f"{row['completeness']}, {of}"
    value = "—" if row["value"] is None else _value(row)
    line.add_row(f"  {indicator_in_words(row)}", value, _date(row), basis)
    return line


def print_coverage(rows: Sequence[Row], console: Console) -> None:
    """One province: its indicators. Several: how many indicators of each are in which state."""
    if len({row["place"] for row in rows}) == 1:
        table = Table("indicator", "state", "newest", box=None)
        for row in rows:
            table.add_row(row["indicator"], row["state"], str(row["newest_as_of"] or ""))
    else:
        table = Table("place", "province", *STATES, "newest", box=None)
        for (place, province), group in groupby(rows, key=lambda row: (row["place"], row["province"])):
            table.add_row(place, province, *_counts(list(group)))
    console.print(table)


def _counts(rows: Sequence[Row]) -> list[str]:
    numbers = [sum(row["state"] == state for row in rows) for state in STATES]
    newest = max((row["newest_as_of"] for row in rows if row["newest_as_of"]), default="")
    return [*map(str, numbers), str(newest)]


def print_explanation(explanation: Explanation, console: Console) -> None:
    total = explanation.total
    console.print(f"{_place_in_words(total)}: {indicator_in_words(total)}", style="bold")
    console.print(f"  {_value(total)}, as of {_date(total)}")
    if _flags(total):
        console.print(f"  {_flags(total)}", style="yellow")
    console.print(Text("  ") + highlighted(explanation.winner))
    console.print(f"  {total['url']}", style="cyan", soft_wrap=True)
    console.print(f"  chosen because {explanation.rule_in_words}")
    if explanation.source_gone:
        console.print("  the page has vanished since; what it said still counts")
    _print_told("Claims about the same date that were not chosen", explanation.losers, console)
    _print_told("Other claims about this indicator", explanation.others, console)


def _print_told(title: str, told: Sequence[tuple[Told, str]], console: Console) -> None:
    if not told:
        return
    console.print(f"\n{title}:")
    for one, why in told:
        claim = one.claim
        value = "malformed" if claim["value"] is None else grouped(Decimal(claim["value"]))
        date = claim["period_end"] or claim["as_of"] or "no date"
        head = f"  - {SIGNS[one.qualifier]}{value} {claim['unit']}, {date}: {why}"
        console.print(head, style="bold" if why.startswith("contradicts") else "")
        console.print(Text("    ") + highlighted(one))


def highlighted(told: Told) -> Text:
    """The sentence with its figure marked."""
    evidence = told.claim["evidence"]
    start = evidence["figure_start"] - evidence["start"]
    text = Text(f"«{evidence['quote']}»")
    text.stylize("reverse", start + 1, start + 1 + len(evidence["figure"]))
    return text


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    return {
        "total": explanation.total,
        "rule": explanation.rule,
        "rule_in_words": explanation.rule_in_words,
        "spread": explanation.spread,
        "source_gone": explanation.source_gone,
        "winner": _told_json(explanation.winner, None),
        "losers": [_told_json(*one) for one in explanation.losers],
        "others": [_told_json(*one) for one in explanation.others],
    }


def _told_json(told: Told, why: str | None) -> dict[str, Any]:
    reason = {} if why is None else {"why_not": why}
    return {
        **told.claim,
        "url": told.url,
        "source_authority": told.authority,
        "published_at": told.published_at,
        "is_current": told.is_current,
        "obstacle": told.obstacle,
        **reason,
    }
