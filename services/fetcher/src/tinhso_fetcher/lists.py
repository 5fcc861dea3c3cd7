"""Files of URLs, one a line; blank lines and those that begin with `#` say nothing."""

from dataclasses import dataclass, field
from pathlib import Path

from tinhso_fetcher.core.page import Failure
from tinhso_shared.urls import UnusableUrl, canonical_url


@dataclass
class Listed:
    urls: list[str] = field(default_factory=list)
    """As written, each page once."""
    failures: list[Failure] = field(default_factory=list)


def read_list(path: Path) -> Listed:
    """Raises OSError where there is no such file."""
    listed, seen = Listed(), set[str]()
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        try:
            url = canonical_url(written)
        except UnusableUrl as error:
            listed.failures.append(Failure(written, f"{path}:{number}: {error}"))
        else:
            if url not in seen:
                listed.urls.append(written)
            seen.add(url)
    return listed
