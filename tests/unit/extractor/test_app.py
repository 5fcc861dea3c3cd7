"""What Faust hands over is the same record that every other reader of the log sees."""

from typing import Any

from faust.types.tuples import Message

from tinhso_extractor.app import _record_of
from tinhso_shared.kafka import Record

HEADERS: Any = (("ce_id", None), ("ce_type", b"tinhso.article.fetched.v1"))


def test_a_header_without_a_value_is_an_empty_one_and_the_time_is_in_milliseconds() -> None:
    message = Message("tinhso.article.fetched.v1", 3, 120, 1717200000.123, 1, HEADERS, b"file:a", b"{}", None)
    assert _record_of(message) == Record(
        topic="tinhso.article.fetched.v1",
        partition=3,
        offset=120,
        timestamp_ms=1717200000123,
        key=b"file:a",
        value=b"{}",
        headers=(("ce_id", b""), ("ce_type", b"tinhso.article.fetched.v1")),
    )
