"""The topics, each declared once: name, key, partitions, retention, size; and a command to create them."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Final

FOREVER: Final = -1
MEBIBYTE: Final = 1024 * 1024

LARGEST_PAGE_BYTES: Final = 5_000_000
"""A larger page is refused by the fetcher; base64 in JSON adds a third."""
LARGEST_MESSAGE_BYTES: Final = 8_000_000
"""What a producer may send: below every topic's own limit, so that the refusal is ours and has a reason."""
LARGEST_LETTER_BYTES: Final = 64 * MEBIBYTE
"""Of a dead letter: what others wrote was measured when it was compressed, and may be far larger here."""


@dataclass(frozen=True)
class Topic:
    name: str
    carries: str
    key: str
    partitions: int = 12
    """For ever: another number would send a document's next event to another partition."""
    retention_ms: int = FOREVER
    max_message_bytes: int = 8 * MEBIBYTE
    """Of what is compressed; the broker's limit."""
    largest_sent_bytes: int = LARGEST_MESSAGE_BYTES
    """Of what is not; our producers' limit."""

    @property
    def config(self) -> dict[str, str]:
        return {
            "cleanup.policy": "delete",
            "retention.ms": str(self.retention_ms),
            "retention.bytes": "-1",
            "max.message.bytes": str(self.max_message_bytes),
            "compression.type": "producer",
            # So that a replay by time ignores the producers' clocks; business times are in the payload.
            "message.timestamp.type": "LogAppendTime",
        }


ARTICLES: Final = Topic("tinhso.article.fetched.v1", carries="ArticleFetched", key="document_id")
INDICATORS: Final = Topic(
    "tinhso.indicators.extracted.v1", carries="IndicatorsExtracted, DocumentRetracted", key="document_id"
)
DEAD_LETTERS: Final = Topic(
    "tinhso.dead-letter.v1",
    carries="the bytes of a bad message, its origin and reason in the headers",
    key="the key of the bad message",
    partitions=3,
    # A bad message may be as large as its topic allows, and gets more headers here.
    max_message_bytes=9 * MEBIBYTE,
    largest_sent_bytes=LARGEST_LETTER_BYTES,
)
TOPICS: Final = (ARTICLES, INDICATORS, DEAD_LETTERS)


def main() -> None:
    """`python -m tinhso_shared.topics` creates what is missing, and says where the broker differs."""
    from tinhso_shared.kafka import create_topics
    from tinhso_shared.settings import KafkaSettings

    for line in asyncio.run(create_topics(KafkaSettings(), TOPICS)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
