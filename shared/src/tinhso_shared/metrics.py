"""Every metric's name, meaning and labels, declared once; code, rules and docs use these names.

Labels are bounded: never a URL, a document or an error's text.
"""

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.process_collector import ProcessCollector

M = TypeVar("M", Counter, Gauge, Histogram)


@dataclass(frozen=True)
class Declared(Generic[M]):
    kind: type[M]
    name: str
    meaning: str
    labels: tuple[str, ...] = ()


MESSAGES: Final = Declared(
    Counter, "tinhso_messages_total", "Messages that ended, by outcome", ("topic", "outcome")
)
MESSAGE_SECONDS: Final = Declared(
    Histogram, "tinhso_message_seconds", "From taking a message or batch to its outcome", ("topic",)
)
PAGE_SECONDS: Final = Declared(
    Histogram, "tinhso_page_seconds", "From asking a site for a page to having it whole, or to its failure"
)
DEAD_LETTERS: Final = Declared(
    Counter, "tinhso_dead_letters_total", "Messages dead-lettered, by reason", ("topic", "reason")
)
RETRIES: Final = Declared(
    Counter, "tinhso_retries_total", "Repeats after a fault of the world", ("operation",)
)
PAUSED: Final = Declared(Gauge, "tinhso_paused", "1 while the service waits for a person")
READY: Final = Declared(
    Gauge, "tinhso_ready", "1 while nothing stands in the way of the work, as /readyz says"
)
LAG_RECORDS: Final = Declared(
    Gauge, "tinhso_consumer_lag_records", "Records behind the log's end", ("topic", "partition")
)
LAG_SECONDS: Final = Declared(
    Gauge, "tinhso_consumer_lag_seconds", "How long the oldest record not yet handled has waited", ("topic",)
)
PAGES: Final = Declared(Counter, "tinhso_pages_total", "Pages looked at, by outcome", ("source", "outcome"))
SOURCE_FRESHNESS: Final = Declared(
    Gauge, "tinhso_source_last_published_timestamp_seconds", "When a source last gave a new page", ("source",)
)
DOCUMENTS: Final = Declared(Counter, "tinhso_documents_total", "Documents read, by status", ("status",))
CLAIMS: Final = Declared(
    Counter,
    "tinhso_claims_total",
    "Claims read, by indicator and whether they can count",
    ("indicator", "eligible"),
)
FIGURES_DROPPED: Final = Declared(
    Counter, "tinhso_figures_dropped_total", "Figures read that became no claim", ("reason",)
)
STORED_CLAIMS: Final = Declared(Counter, "tinhso_stored_claims_total", "Claims written to the database")
FENCED: Final = Declared(
    Counter, "tinhso_fenced_batches_total", "Batches given up because another aggregator had moved the offset"
)
REDELIVERED: Final = Declared(
    Counter, "tinhso_redelivered_total", "Records seen again after they were stored", ("topic",)
)
POOL_CONNECTIONS: Final = Declared(
    Gauge, "tinhso_pool_connections", "Connections to the database, by what they do: busy or idle", ("state",)
)
CONFLICTS: Final = Declared(Gauge, "tinhso_conflicts", "Observations whose claims contradict each other")
UNREAD_REVISIONS: Final = Declared(
    Gauge, "tinhso_unread_revisions", "Current revisions that the active generation has not read"
)
SUSPECTS: Final = Declared(
    Gauge,
    "tinhso_suspects",
    "Totals that readers see flagged: contradicted, or a stock smaller than before; at the last audit",
)
GENERATION_DOCUMENTS: Final = Declared(
    Gauge,
    "tinhso_generation_documents",
    "Documents that a generation has read, at the last audit",
    ("generation",),
)
AUDIT_DIFFERENCES: Final = Declared(
    Gauge, "tinhso_audit_differences", "Rows that differ from what the claims give, at the last audit"
)
AUDIT_SUCCESS: Final = Declared(
    Gauge,
    "tinhso_audit_last_success_timestamp_seconds",
    "When an audit last came to its end, whatever it found",
)
DISK_FREE: Final = Declared(Gauge, "tinhso_disk_free_bytes", "What can still be written", ("volume",))
DISK_SIZE: Final = Declared(Gauge, "tinhso_disk_size_bytes", "Of the disk that a volume is on", ("volume",))


def declared_metrics() -> list[Declared[Any]]:
    """In the order in which they stand here."""
    return [one for one in globals().values() if isinstance(one, Declared)]


class Meter:
    """The metrics of one process: `meter[MESSAGES].labels(topic=…, outcome=…).inc()`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._made: dict[str, Any] = {}
        ProcessCollector(registry=self.registry)

    def __getitem__(self, declared: Declared[M]) -> M:
        if declared.name not in self._made:
            self._made[declared.name] = declared.kind(
                declared.name, declared.meaning, declared.labels, registry=self.registry
            )
        return cast(M, self._made[declared.name])
