"""How a look at a page ended, in the words that the operator reads."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    PUBLISHED = "published"
    WOULD_PUBLISH = "would_publish"
    """In a dry run."""
    UNCHANGED = "unchanged"
    OVERTAKEN = "overtaken"
    """Seen as it was before a later look, of another fetcher, that the ledger has already."""
    REFUSED = "refused"
    """Seen, and not fit for the log; the ledger says why."""
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    url: str
    outcome: Outcome
    reason: str | None = None
    size_bytes: int | None = None

    @property
    def good(self) -> bool:
        return self.outcome not in (Outcome.REFUSED, Outcome.FAILED)
