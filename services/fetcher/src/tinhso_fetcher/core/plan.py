"""What is to be done with a page, given what the ledger says of its document.

The ledger holds `fetched_at` and the hash before a page is published, and `published` only after the broker
has acknowledged it. So after a crash in between the same revision is published again, under the same id.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tinhso_fetcher.core.page import Page
from tinhso_fetcher.core.result import Outcome
from tinhso_shared.events import ArticleFetched, Origin

# The smallest step that Postgres can tell apart.
A_MOMENT: Final = dt.timedelta(microseconds=1)


class State(StrEnum):
    PENDING = "pending"
    """Written down, perhaps on the log: to be published again."""
    PUBLISHED = "published"
    REFUSED = "refused"


@dataclass(frozen=True)
class Entry:
    """The newest revision of a document in the ledger."""

    document_id: str
    state: State
    fetched_at: dt.datetime
    content_digest: str | None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> Mapping[str, str]:
        """Headers that let the site answer «as it was»; none unless the log has it: else it must be sent."""
        if self.state is not State.PUBLISHED:
            return {}
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}

    def overtakes(self, looked_at: dt.datetime, now: dt.datetime) -> bool:
        """Whether it is of a later look. One from the future says nothing: a clock was set back."""
        return looked_at < self.fetched_at <= now


@dataclass(frozen=True)
class Revision:
    """A page that is to be published, and since when it counts as fetched."""

    page: Page
    fetched_at: dt.datetime


def plan_revision(page: Page, entry: Entry | None, now: dt.datetime) -> Revision | Outcome:
    """Or how the look ends without one: UNCHANGED for a page that is on the log as it is, or OVERTAKEN."""
    if entry is None:
        return Revision(page, page.looked_at)
    if entry.content_digest == page.content_digest:
        if entry.state is State.PUBLISHED:
            return Outcome.UNCHANGED
        if entry.state is State.PENDING:
            return Revision(page, entry.fetched_at)
    if entry.overtakes(page.looked_at, now):
        return Outcome.OVERTAKEN
    # A clock that was set back must not make the newer revision the older one.
    return Revision(page, max(page.looked_at, entry.fetched_at + A_MOMENT))


def event_of(revision: Revision, origin: Origin) -> ArticleFetched:
    page = revision.page
    return ArticleFetched(
        document_id=page.document_id,
        url=page.url,
        requested_url=page.requested_url,
        source_id=page.source.id,
        source_authority=page.source.authority,
        fetched_at=revision.fetched_at,
        body_sha256=page.body_sha256,
        status=page.status,
        http=page.http,
        body=page.body,
        hints=page.hints,
        origin=origin,
    )
