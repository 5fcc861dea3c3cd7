"""What there is to look at, and the looks: in order, with few bodies in memory."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tinhso_fetcher.core.page import Failure, Found
from tinhso_fetcher.core.sources import Press
from tinhso_fetcher.folder import PageFile, find_pages, read_page, why_of
from tinhso_fetcher.ledger import Ledger
from tinhso_fetcher.lists import Listed, read_list
from tinhso_fetcher.web import Web
from tinhso_shared.clock import Clock
from tinhso_shared.identity import document_id_of
from tinhso_shared.urls import canonical_url

LOOKS_AT_ONCE: Final = 3
"""Each may hold a whole page."""
ENTRIES_AT_ONCE: Final = 200


@dataclass(frozen=True)
class Work:
    """Files and URLs to look at, what can't be looked at, and what was passed over, by kind."""

    files: Sequence[PageFile]
    urls: Sequence[str]
    failures: Sequence[Failure]
    skipped: Counter[str]

    @classmethod
    def of(cls, paths: Sequence[Path] = (), lists: Sequence[Path] = ()) -> "Work":
        """Raises BrokenHints."""
        findings = find_pages(paths)
        listed = [_read_list(path) for path in lists]
        urls = [url for one in listed for url in one.urls]
        failures = [*findings.failures, *(failure for one in listed for failure in one.failures)]
        return cls(findings.pages, urls, failures, findings.skipped)

    def __len__(self) -> int:
        return len(self.files) + len(self.urls) + len(self.failures)


def _read_list(path: Path) -> Listed:
    try:
        return read_list(path)
    except OSError as error:
        return Listed(failures=[Failure(str(path), why_of(error))])


async def look_at(
    work: Work, web: Web, ledger: Ledger, press: Press, clock: Clock
) -> AsyncGenerator[Found, None]:
    for failure in work.failures:
        yield failure
    for file in work.files:
        yield await asyncio.to_thread(read_page, file, press, clock.now())
    async for found in _look_at_urls(work.urls, web, ledger):
        yield found


async def _look_at_urls(urls: Sequence[str], web: Web, ledger: Ledger) -> AsyncIterator[Found]:
    for start in range(0, len(urls), ENTRIES_AT_ONCE):
        some = urls[start : start + ENTRIES_AT_ONCE]
        ids = [document_id_of(canonical_url(url)) for url in some]
        entries = await ledger.read(ids)
        looks = (web.look(url, entries.get(known)) for url, known in zip(some, ids, strict=True))
        async for found in _in_order(looks):
            yield found


async def _in_order(looks: Iterable[Coroutine[Any, Any, Found]]) -> AsyncIterator[Found]:
    running: deque[asyncio.Task[Found]] = deque()
    try:
        for look in looks:
            running.append(asyncio.create_task(look))
            if len(running) == LOOKS_AT_ONCE:
                yield await running.popleft()
        while running:
            yield await running.popleft()
    finally:
        for task in running:
            task.cancel()
