"""The only place that asks other machines for pages: one GET a page, redirects followed, bodies bounded.

Here is also the place for what later work brings: robots.txt and politeness in `look`, and the guard
against addresses inside our own network in `browsing`, as the connector's `socket_factory`, which sees every
address that is connected to, redirects included. Until then, only list sites that you trust.
"""

import datetime as dt
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector

from tinhso_fetcher.core.page import Failure, Found, Page, Refusal, Unmodified, too_large
from tinhso_fetcher.core.plan import Entry
from tinhso_fetcher.core.sources import Press, Source, source_of
from tinhso_fetcher.settings import FetcherSettings
from tinhso_shared.clock import Clock
from tinhso_shared.events import HttpFacts, PageStatus
from tinhso_shared.metrics import PAGE_SECONDS, Meter
from tinhso_shared.topics import LARGEST_PAGE_BYTES
from tinhso_shared.urls import UnusableUrl, canonical_url, host_of

GONE: Final = frozenset({404, 410})
NOT_MODIFIED: Final = 304
OK: Final = frozenset({200, 203})
MOST_REDIRECTS: Final = 10
CONNECTIONS_A_HOST: Final = 2
CHUNK_BYTES: Final = 1 << 16
MOST_HASHED_BYTES: Final = 10 * LARGEST_PAGE_BYTES
"""A page that is too large is read on for its hash, but not for ever."""
# A server that names no type may still send a page; what is none, the extractor finds out.
TEXT_TYPES: Final = ("text/", "application/xhtml+xml", "application/xml")
HEADERS: Final = {"Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"}


@dataclass(frozen=True)
class Read:
    """What came of a body; None where it was too large."""

    body: bytes | None
    size_bytes: int
    sha256: str | None


@asynccontextmanager
async def browsing(
    settings: FetcherSettings, press: Press, clock: Clock, meter: Meter
) -> AsyncIterator["Web"]:
    connector = TCPConnector(limit_per_host=CONNECTIONS_A_HOST)
    timeout = ClientTimeout(total=settings.request_timeout_seconds)
    headers = {**HEADERS, "User-Agent": f"tinhso-fetcher/{version('tinhso-fetcher')}"}
    async with ClientSession(connector=connector, timeout=timeout, headers=headers) as session:
        yield Web(session, press, clock, meter)


class Web:
    def __init__(self, session: ClientSession, press: Press, clock: Clock, meter: Meter) -> None:
        self._session = session
        self._press = press
        self._clock = clock
        self._seconds = meter[PAGE_SECONDS]

    async def look(self, requested_url: str, entry: Entry | None) -> Found:
        """One page as it is now; `entry` is what the ledger says of the URL that is asked for."""
        try:
            with self._seconds.time():
                return await self._look(requested_url, entry, entry.conditions if entry else {})
        except TimeoutError:
            return Failure(requested_url, "no complete answer in time")
        except (ClientError, OSError, UnusableUrl) as error:
            return Failure(requested_url, f"{type(error).__name__}: {error}")

    async def _look(self, requested_url: str, entry: Entry | None, conditions: Mapping[str, str]) -> Found:
        url = canonical_url(requested_url)
        looked_at = self._clock.now()
        async with self._session.get(url, headers=conditions, max_redirects=MOST_REDIRECTS) as answer:
            if answer.status == NOT_MODIFIED and conditions and not answer.history:
                return Unmodified(url)
            if answer.status != NOT_MODIFIED:
                return await self._found(answer, requested_url, looked_at, knows_requested=entry is not None)
        # The conditions were those of another page than the one we were led to.
        return await self._look(requested_url, entry, {}) if conditions else _failure(url, NOT_MODIFIED)

    async def _found(
        self, answer: ClientResponse, requested_url: str, looked_at: dt.datetime, *, knows_requested: bool
    ) -> Found:
        if answer.status in GONE:
            return self._gone(answer, requested_url, looked_at, knows_requested=knows_requested)
        url = canonical_url(str(answer.url))
        if answer.status not in OK:
            return _failure(url, answer.status)
        # Who answered is who speaks, whoever was asked.
        source, facts = self._source_of(url), _facts(answer)
        if not _is_text(answer):
            reason = f"{answer.content_type} is no text"
            return Refusal(url, source, looked_at, reason, answer.content_length or 0, http=facts)
        read = await _read(answer)
        if read.body is None:
            reason = too_large(read.size_bytes, LARGEST_PAGE_BYTES)
            return Refusal(url, source, looked_at, reason, read.size_bytes, read.sha256, facts)
        return Page(url, requested_url, source, looked_at, read.body, http=facts)

    def _gone(
        self, answer: ClientResponse, requested_url: str, looked_at: dt.datetime, *, knows_requested: bool
    ) -> Page:
        # A site may lead to its «not found» page: gone is then the page that we knew, not that one.
        url = canonical_url(requested_url if knows_requested else str(answer.url))
        # Nothing of what the site says in its stead, which may change from day to day.
        facts = HttpFacts(status=answer.status)
        return Page(url, requested_url, self._source_of(url), looked_at, b"", PageStatus.GONE, facts)

    def _source_of(self, url: str) -> Source:
        return source_of(host_of(url), self._press)


def _failure(url: str, status: int) -> Failure:
    return Failure(url, f"the site answered {status}")


def _is_text(answer: ClientResponse) -> bool:
    if "Content-Type" not in answer.headers:
        return True
    return answer.content_type.startswith(TEXT_TYPES) or answer.content_type.endswith("+xml")


def _facts(answer: ClientResponse) -> HttpFacts:
    return HttpFacts(
        status=answer.status,
        content_type=_header(answer, "Content-Type"),
        etag=_header(answer, "ETag"),
        last_modified=_header(answer, "Last-Modified"),
    )


def _header(answer: ClientResponse, name: str) -> str | None:
    """None for one with bytes that are no text, which neither the log nor the ledger could hold."""
    value = answer.headers.get(name)
    return value if value and value.isprintable() else None


async def _read(answer: ClientResponse) -> Read:
    digest, size, kept = hashlib.sha256(), 0, bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if size <= LARGEST_PAGE_BYTES:
            kept += chunk
        elif size > MOST_HASHED_BYTES:
            return Read(None, size, None)
        else:
            kept.clear()
    return Read(bytes(kept) if size <= LARGEST_PAGE_BYTES else None, size, digest.hexdigest())
