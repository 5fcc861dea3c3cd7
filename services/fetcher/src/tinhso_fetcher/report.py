"""What `publish` says: progress on a terminal, a line for each page that needs a look, the sum; or JSON."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from tinhso_fetcher.core.result import Outcome, Result
from tinhso_fetcher.visit import Work
from tinhso_shared.identity import document_id_of

WORDS: Final = {Outcome.WOULD_PUBLISH: "would publish"}


class Report:
    """Takes the results one by one, and keeps only their sum."""

    def __init__(self, work: Work, *, as_json: bool, dry_run: bool) -> None:
        self._work = work
        self._as_json = as_json
        self._dry_run = dry_run
        self._counts: Counter[Outcome] = Counter()
        console = Console(stderr=True)
        columns = (TextColumn("publishing"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(
            *columns,
            console=console,
            transient=True,
            disable=not console.is_terminal,
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._progress.add_task("", total=len(work))

    @contextmanager
    def shown(self) -> Iterator["Report"]:
        with self._progress:
            yield self

    @property
    def good(self) -> bool:
        return not (self._counts[Outcome.REFUSED] or self._counts[Outcome.FAILED])

    def take(self, result: Result) -> None:
        self._counts[result.outcome] += 1
        self._progress.advance(self._task)
        if self._as_json:
            _write_json(_as_dict(result))
        elif not result.good or self._dry_run:
            _write(
                f"{_in_words(result.outcome)}: {result.url}{f': {result.reason}' if result.reason else ''}"
            )

    def sum_up(self) -> None:
        skipped = dict(sorted((+self._work.skipped).items()))
        counts: dict[str, object] = {
            outcome: self._counts[outcome] for outcome in Outcome if outcome is not self._unused
        }
        if self._as_json:
            _write_json({"summary": {**counts, "skipped": skipped}})
            return
        _write(", ".join(f"{_in_words(Outcome(outcome))} {number}" for outcome, number in counts.items()))
        if skipped:
            _write("passed over: " + ", ".join(f"{number} {kind}" for kind, number in skipped.items()))
        if not len(self._work):
            _write("there was nothing to publish: no .html, .htm or .txt, and no URL")

    @property
    def _unused(self) -> Outcome:
        return Outcome.PUBLISHED if self._dry_run else Outcome.WOULD_PUBLISH


def _as_dict(result: Result) -> dict[str, object]:
    return {
        "url": result.url,
        "document_id": document_id_of(result.url),
        "outcome": result.outcome,
        "reason": result.reason,
        "size_bytes": result.size_bytes,
    }


def _in_words(outcome: Outcome) -> str:
    return WORDS.get(outcome, outcome.value)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")


def _write_json(value: dict[str, object]) -> None:
    _write(json.dumps(value, ensure_ascii=False))
