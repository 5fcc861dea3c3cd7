"""Files and folders on this machine: which are pages, what stands beside them, what is in them."""

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path, PurePosixPath

from tinhso_fetcher.core.page import Failure, Found, Page, Refusal, too_large
from tinhso_fetcher.core.sources import Press, Source, source_of
from tinhso_shared.events import Hints, HttpFacts
from tinhso_shared.page_files import CONTENT_TYPES, HINT_FILES, Names, find_hints, hints_in, spelled
from tinhso_shared.topics import LARGEST_PAGE_BYTES


@dataclass(frozen=True)
class PageFile:
    """A file that is meant as a page."""

    path: Path
    name: PurePosixPath
    """Relative to the folder that was given."""
    hints: Hints

    @property
    def url(self) -> str:
        return f"file:{self.name}"


@dataclass
class Findings:
    """What is in the folders: pages in order, what can't be read, and what was passed over."""

    pages: list[PageFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """By kind, such as `.csv`, `docs*.jsonl` or `hidden`."""


def read_press(province_ids: Sequence[str]) -> Press:
    lines = (files("tinhso_fetcher") / "press.txt").read_text(encoding="utf-8").splitlines()
    return Press.read(lines, province_ids)


def find_pages(paths: Sequence[Path]) -> Findings:
    """Raises BrokenHints; nothing is published then."""
    findings = Findings()
    for path in paths:
        try:
            _find(path, findings)
        except OSError as error:
            findings.failures.append(Failure(str(path), why_of(error)))
    return _without_doubles(findings)


def why_of(error: OSError) -> str:
    return error.strerror or str(error)


def _find(path: Path, findings: Findings) -> None:
    if path.is_dir():
        _walk(path, findings)
    elif path.is_file():
        hints = {PurePosixPath(): hints_in(path.parent)}
        findings.pages.append(_page_file(path, PurePosixPath(path.name), hints))
    else:
        findings.failures.append(Failure(str(path), "no such file or folder"))


def _walk(folder: Path, findings: Findings) -> None:
    hints: dict[PurePosixPath, Names] = {}
    for parent, name in _files_under(folder, findings):
        relative = PurePosixPath(parent.relative_to(folder).as_posix())
        if relative not in hints:
            hints[relative] = hints_in(parent)
        if kind := _kind_passed_over(parent / name):
            findings.skipped[kind] += 1
        else:
            findings.pages.append(_page_file(parent / name, relative / name, hints))


def _files_under(folder: Path, findings: Findings) -> Iterator[tuple[Path, str]]:
    """In one order everywhere. Links to folders are not followed: they can lead around in a circle."""

    def remember(error: OSError) -> None:
        findings.failures.append(Failure(str(error.filename), why_of(error)))

    for parent, folders, names in os.walk(folder, onerror=remember):
        findings.skipped["hidden"] += sum(name.startswith(".") for name in folders)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from ((Path(parent), name) for name in sorted(names))


def _kind_passed_over(path: Path) -> str | None:
    if path.name.startswith("."):
        return "hidden"
    if path.match(HINT_FILES):
        return HINT_FILES
    if path.stem.upper() == "README":
        return "README"
    return None if path.suffix.lower() in CONTENT_TYPES else path.suffix.lower() or "no ending"


def _page_file(path: Path, name: PurePosixPath, hints: Mapping[PurePosixPath, Names]) -> PageFile:
    name = spelled(name)
    return PageFile(path, name, find_hints(name, hints))


def _without_doubles(findings: Findings) -> Findings:
    """Two files of one name in two folders would overwrite each other, as revisions of one document."""
    kept: dict[str, PageFile] = {}
    for page in findings.pages:
        first = kept.setdefault(page.url, page)
        # Not `Path.resolve`, which raises at a link that leads to itself.
        if os.path.realpath(first.path) != os.path.realpath(page.path):
            why = f"{first.path} has the same name within its folder: publish a folder that holds both"
            findings.failures.append(Failure(str(page.path), why))
    findings.pages = list(kept.values())
    return findings


def read_page(file: PageFile, press: Press, looked_at: dt.datetime) -> Found:
    """Never more of a file in memory than a page may have."""
    source = source_of(file.hints.host, press)
    try:
        file.url.encode()
        return _read(file, source, looked_at)
    except UnicodeEncodeError:
        return Failure(str(file.path).encode(errors="replace").decode(), "its name is not UTF-8")
    except OSError as error:
        return Failure(file.url, why_of(error))


def _read(file: PageFile, source: Source, looked_at: dt.datetime) -> Found:
    ending = file.path.suffix.lower()
    size = file.path.stat().st_size
    if ending not in CONTENT_TYPES:
        reason = f"{ending or 'no ending'}: not one of {', '.join(CONTENT_TYPES)}"
        return Refusal(file.url, source, looked_at, reason, size)
    with file.path.open("rb") as stream:
        body = stream.read(LARGEST_PAGE_BYTES + 1)
        if len(body) <= LARGEST_PAGE_BYTES:
            facts = HttpFacts(content_type=CONTENT_TYPES[ending])
            return Page(file.url, file.url, source, looked_at, body, http=facts, hints=file.hints)
        digest, size = hashlib.sha256(body), len(body)
        while rest := stream.read(1 << 20):
            digest.update(rest)
            size += len(rest)
    return Refusal(file.url, source, looked_at, too_large(size, LARGEST_PAGE_BYTES), size, digest.hexdigest())
