"""What a look at a page or file can give: a page, the same as before, a refusal, a failure."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from tinhso_fetcher.core.sources import Source
from tinhso_shared.events import Hints, HttpFacts, PageStatus
from tinhso_shared.identity import digest_of, document_id_of, sha256_of

NO_FACTS: Final = HttpFacts()
NO_HINTS: Final = Hints()


@dataclass(frozen=True)
class Page:
    """Bytes that can be published; a page that is gone has those of the site's answer."""

    url: str
    """Canonical; the document's identity comes from it."""
    requested_url: str
    source: Source
    looked_at: dt.datetime
    """Before it was asked for or opened: the bytes are no older."""
    body: bytes
    status: PageStatus = PageStatus.OK
    http: HttpFacts = NO_FACTS
    hints: Hints = NO_HINTS

    @property
    def document_id(self) -> str:
        return document_id_of(self.url)

    @property
    def body_sha256(self) -> str:
        return sha256_of(self.body)

    @property
    def content_digest(self) -> str:
        """Over all that a reader of the page goes by: when it differs, it is another revision.

        Not the etag or the server's dates, which change while the page stays the same.
        """
        return digest_of(
            self.body_sha256,
            self.status,
            self.source.id,
            self.source.authority,
            _media_type(self.http.content_type),
            self.hints.model_dump(mode="json"),
        )


def _media_type(content_type: str | None) -> str:
    return (content_type or "").replace(" ", "").lower()


@dataclass(frozen=True)
class Unmodified:
    """The site answered that the page is as it was (304), as the log has it: only of such is it asked."""

    url: str


@dataclass(frozen=True)
class Refusal:
    """A page that must not go on the log: what is known of it goes to the ledger instead."""

    url: str
    source: Source
    looked_at: dt.datetime
    reason: str
    size_bytes: int
    """At least so many; all of them when there is a hash."""
    body_sha256: str | None = None
    http: HttpFacts = NO_FACTS

    @property
    def document_id(self) -> str:
        return document_id_of(self.url)


@dataclass(frozen=True)
class Failure:
    """Nothing was seen of it: a server that errs, a file that cannot be read, a line that is no URL."""

    url: str
    reason: str


Found = Page | Unmodified | Refusal | Failure


def too_large(size_bytes: int, limit_bytes: int) -> str:
    return f"{size_bytes} bytes, and a page has {limit_bytes} at most"
