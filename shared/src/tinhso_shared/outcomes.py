"""How the handling of a message can end: a small closed vocabulary, each word with one consequence.

A message is *done*, or *dead-lettered* for a reason. A fault of the world (broker, database) is neither:
it is retried and acknowledges nothing. A message of a newer major schema pauses the service.
"""

from enum import StrEnum


class Outcome(StrEnum):
    DONE = "done"
    UNCHANGED = "unchanged"
    """A repeat of what is already stored."""
    DEAD_LETTERED = "dead_lettered"


class Reason(StrEnum):
    """Why a message is a dead letter."""

    NULL_VALUE = "null_value"
    NOT_A_CLOUDEVENT = "not_a_cloudevent"
    """Missing or undecodable `ce_` headers."""
    UNKNOWN_TYPE = "unknown_type"
    """An event of a type that does not belong on the topic."""
    INVALID_JSON = "invalid_json"
    INVALID_SCHEMA = "invalid_schema"
    UNDECODABLE_BODY = "undecodable_body"
    """The page's bytes are no text in any encoding that we read."""
    TOO_LARGE = "too_large"
    """What would be published is over the limit of its topic."""
    CRASHED = "crashed"
    """The message ended the process again and again."""
    WRONG_KEY = "wrong_key"
    """The key is not the document's id, so order within the document is lost."""
    CONFLICTING_SNAPSHOT = "conflicting_snapshot"
    """Another snapshot with the same identity and other content is already stored."""


class BadMessage(Exception):
    """This message can never be handled; the next one can."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class NewerSchema(Exception):
    """A message of a major schema version that this service does not know: pause, lose nothing."""


class InvalidLimit:
    """Says when so many messages are bad that the fault is more likely ours than theirs.

    A bad deploy must not pour the log into the dead letters: past `consecutive` bad ones in a row, or past
    `share` of the last `window` messages (once that many were seen), the service pauses.
    """

    def __init__(self, consecutive: int = 50, share: float = 0.2, window: int = 500) -> None:
        self._consecutive = consecutive
        self._share = share
        self._window = window
        self._run = 0
        self._seen: list[bool] = []

    def record(self, *, bad: bool) -> None:
        self._run = self._run + 1 if bad else 0
        self._seen.append(bad)
        del self._seen[: -self._window]

    @property
    def exceeded(self) -> str | None:
        """What was exceeded, in words for an operator, or None."""
        if self._run >= self._consecutive:
            return f"{self._run} bad messages in a row"
        if len(self._seen) == self._window and sum(self._seen) > self._share * self._window:
            return f"{sum(self._seen)} of the last {self._window} messages are bad"
        return None
