"""Pages in files: what their endings say, and what a `docs*.jsonl` says of the files beside it.

There, one JSON object a line, with `doc` and any of `host`, `published`, `title`;
other fields are somebody else's and ignored. The page itself wins over a hint.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from tinhso_shared.clock import VIETNAM
from tinhso_shared.events import Hints
from tinhso_shared.urls import UnusableUrl, canonical_url, host_of

CONTENT_TYPES: Final = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
HINT_FILES: Final = "docs*.jsonl"
Names = Mapping[str, Hints]

# «06/11/2023» and «6-11-2023», as Vietnamese lists write them; not «2023/11/06».
DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
# «2023» and «2023-11» name no day, and a hint holds a day: they hint at nothing.
NO_DAY: Final = re.compile(r"\d{4}(-\d{1,2})?")


class BrokenHint(ValueError):
    """A line that cannot be what was meant; the caller adds file and line."""


class BrokenHints(Exception):
    """`<file>:<line>: what is wrong`, or `<file>: why it cannot be read`.

    Without the hints pages would get a wrong date and source.
    """


@dataclass(frozen=True)
class Hinted:
    """A file's name, with or without its ending, and what is known of it."""

    doc: str
    hints: Hints


def parse_hint(line: str) -> Hinted:
    record = _object_in(line)
    doc = record.get("doc")
    if not isinstance(doc, str) or not doc.strip():
        raise BrokenHint("«doc» names no file")
    fields = {name: record.get(name) or None for name in ("title", "host")}
    try:
        hints = Hints(**_checked(fields), published=parse_published(record.get("published")))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise BrokenHint(f"«{'.'.join(map(str, problem['loc']))}»: {problem['msg']}") from error
    return Hinted(doc.strip(), hints)


def _object_in(line: str) -> Mapping[str, Any]:
    try:
        # Stricter than the standard library's: half a character is an error here, not later.
        record = from_json(line)
    except ValueError as error:
        raise BrokenHint(f"no JSON: {error}") from error
    if not isinstance(record, dict):
        raise BrokenHint("no JSON object")
    return record


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    host = fields["host"]
    return fields if host is None else {**fields, "host": _host_in(host)}


def _host_in(written: Any) -> str:
    """`baotintuc.vn`, or the URL of a page there."""
    if not isinstance(written, str):
        raise BrokenHint("«host» is no text")
    try:
        host = host_of(canonical_url(written if "://" in written else f"http://{written}"))
    except UnusableUrl as error:
        raise BrokenHint(f"«host»: {error}") from error
    if host is None or "." not in host:
        raise BrokenHint(f"«host»: {written!r} is no host's name")
    return host


def parse_published(written: Any) -> dt.date | None:
    """The day in Viet Nam; None where nothing, or no day, is said.

    >>> parse_published("2023-11-06"), parse_published("06/11/2023"), parse_published("2023-11")
    (datetime.date(2023, 11, 6), datetime.date(2023, 11, 6), None)
    >>> parse_published("2023-11-05T18:30:00Z")
    datetime.date(2023, 11, 6)
    """
    if isinstance(written, Mapping):
        written = next((written[name] for name in ("value", "date", "day") if name in written), None)
    if written is None or written == "":
        return None
    if not isinstance(written, str):
        raise BrokenHint("«published» is no date")
    return _day_in(written.strip())


def _day_in(text: str) -> dt.date | None:
    if NO_DAY.fullmatch(text):
        return None
    try:
        if found := DAY_FIRST.fullmatch(text):
            return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BrokenHint(f"«published»: {text!r} is no date") from error
    return moment.astimezone(VIETNAM).date() if moment.tzinfo else moment.date()


def spelled(name: PurePosixPath) -> PurePosixPath:
    """In one spelling: some systems write «ế» as three characters."""
    return PurePosixPath(unicodedata.normalize("NFC", name.as_posix()))


def find_hints(path: PurePosixPath, folders: Mapping[PurePosixPath, Names]) -> Hints:
    """Those of the nearest folder that names the file, as `a/c01.txt` or `a/c01` seen from there."""
    for folder in path.parents:
        names = folders.get(folder)
        if names:
            name = path.relative_to(folder)
            for written in (name.as_posix(), name.with_suffix("").as_posix()):
                if written in names:
                    return names[written]
    return Hints()


def hints_in(folder: Path) -> Names:
    """Of all the hint files in the folder. Raises BrokenHints."""
    names: dict[str, Hints] = {}
    for path in sorted(folder.glob(HINT_FILES)):
        for number, line in enumerate(_lines_of(path), start=1):
            try:
                _add_hint(names, line)
            except (BrokenHint, UnicodeDecodeError) as error:
                raise BrokenHints(f"{path}:{number}: {error}") from error
    return names


def _lines_of(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise BrokenHints(f"{path}: {error.strerror or error}") from error


def _add_hint(names: dict[str, Hints], line: bytes) -> None:
    text = line.decode("utf-8-sig").strip()
    if not text:
        return
    hinted = parse_hint(text)
    doc = unicodedata.normalize("NFC", hinted.doc)
    if names.setdefault(doc, hinted.hints) != hinted.hints:
        raise BrokenHint(f"{doc!r} stands here a second time, with other hints")
