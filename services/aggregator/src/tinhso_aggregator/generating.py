"""The commands `tinhso generations list|diff|promote|rollback`."""

import sys
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from typing import Annotated, Any, TypeVar

import typer

from tinhso_aggregator import sheets, show, show_operations
from tinhso_aggregator.asking import AsCsv, AsJson, DryRun, ask, fail
from tinhso_aggregator.generations import Refused, as_row, diff, list_generations, promote, roll_back
from tinhso_shared.clock import SystemClock
from tinhso_shared.database import Connection

commands = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Readings of the extractor side by side: which there are, how they differ, which one readers see.",
)

T = TypeVar("T")
Number = Annotated[int, typer.Argument(min=1, help="of the extractor")]
Reason = Annotated[str, typer.Option(help="why, for the record")]


@commands.command("list")
def list_command(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Which generations there are, what each has read, and which one readers see."""
    rows = [as_row(one) for one in ask(list_generations)]
    if as_json:
        sys.stdout.write(show.as_json(rows))
    elif as_csv:
        show.write_csv(rows, sheets.GENERATION_FIELDS, sys.stdout)
    else:
        show_operations.print_generations(rows, show.make_console())


@commands.command("diff")
def diff_command(
    new: Number,
    old: Annotated[
        int | None, typer.Option(help="compared with this one; the active one when left out")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Which totals would change, by how much and why."""
    rows = [as_row(one) for one in _ask(lambda connection: diff(connection, new, old))]
    if as_json:
        sys.stdout.write(show.as_json(rows))
    elif as_csv:
        show.write_csv(sheets.changes_of(rows), sheets.CHANGE_FIELDS, sys.stdout)
    else:
        show_operations.print_changes(rows, show.make_console())


@commands.command("promote")
def promote_command(new: Number, reason: Reason, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Give readers the totals of another generation; refused while it covers fewer documents."""
    now = SystemClock().now()
    before = _ask(lambda connection: promote(connection, new, reason, now, dry_run=dry_run))
    _tell(Flip(before, new, reason, done=not dry_run), as_json)


@commands.command("rollback")
def rollback_command(reason: Reason, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Go back to the generation that readers saw before."""
    now = SystemClock().now()
    active, before = _ask(lambda connection: roll_back(connection, reason, now, dry_run=dry_run))
    _tell(Flip(active, before, reason, done=not dry_run), as_json)


@dataclass(frozen=True)
class Flip:
    """Which generation readers see, before and after; whether it was done, or could have been."""

    before: int
    after: int
    reason: str
    done: bool


def _tell(flip: Flip, as_json: bool) -> None:
    see = "see" if flip.done else "would see"
    words = f"readers {see} generation {flip.after}, not {flip.before}: {flip.reason}\n"
    sys.stdout.write(show.as_json(asdict(flip)) if as_json else words)


def _ask(question: Callable[[Connection], Coroutine[Any, Any, T]]) -> T:
    try:
        return ask(question)
    except Refused as why:
        fail(str(why))
