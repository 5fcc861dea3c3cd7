"""Events survive the way to the log and back; whatever else is on it gets a reason."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso_shared.codec import Message, decode, encode
from tinhso_shared.events import ArticleFetched, DocumentRetracted, IndicatorsExtracted, PageStatus
from tinhso_shared.identity import document_id_of, event_id_of, sha256_of
from tinhso_shared.outcomes import BadMessage, NewerSchema, Reason

FETCHED_AT = dt.datetime(2024, 2, 1, 3, 4, 5, 6, tzinfo=dt.UTC)


def article(body: bytes = b"<h1>12.500</h1>") -> ArticleFetched:
    url = "https://example.gov.vn/tin/1"
    return ArticleFetched(
        document_id=document_id_of(url),
        url=url,
        requested_url=url,
        source_id="example.gov.vn",
        source_authority=3,
        fetched_at=FETCHED_AT,
        body_sha256=sha256_of(body),
        status=PageStatus.OK,
        body=body,
    )


def reason_of(value: bytes | None, headers: tuple[tuple[str, bytes], ...]) -> Reason:
    with pytest.raises(BadMessage) as caught:
        decode(value, headers, (ArticleFetched,))
    return caught.value.reason


def with_type(message: Message, ce_type: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, ce_type if name == "ce_type" else raw) for name, raw in message.headers)


@given(body=st.binary(max_size=200))
def test_a_page_of_any_bytes_comes_back_as_it_was(body: bytes) -> None:
    message = encode(article(body))
    again = decode(message.value, message.headers, (ArticleFetched,))
    assert again == article(body)
    assert again.body == body


def test_the_message_is_a_cloudevent_in_binary_mode() -> None:
    message = encode(article())
    headers = dict(message.headers)
    assert headers["ce_id"].decode() == event_id_of(article())
    assert headers["ce_type"] == b"tinhso.article.fetched.v1"
    assert headers["ce_time"] == b"2024-02-01T03:04:05.000006Z"
    assert headers["content-type"] == b"application/json"
    assert message.key == article().document_id.encode()


def test_a_foreign_binary_header_does_no_harm() -> None:
    message = encode(article())
    headers = (("trace", b"\xff\xfe"), *message.headers)
    assert decode(message.value, headers, (ArticleFetched,)) == article()


def test_an_unknown_field_is_ignored() -> None:
    message = encode(article())
    value = json.dumps({**json.loads(message.value or b""), "added_later": 1}).encode()
    assert decode(value, message.headers, (ArticleFetched,)) == article()


def test_a_newer_major_version_is_no_bad_message() -> None:
    message = encode(article())
    with pytest.raises(NewerSchema, match=r"article\.fetched\.v2 is newer"):
        decode(message.value, with_type(message, b"tinhso.article.fetched.v2"), (ArticleFetched,))


def test_each_fault_has_its_own_reason() -> None:
    message = encode(article())
    assert reason_of(None, message.headers) is Reason.NULL_VALUE
    assert reason_of(b"{", message.headers) is Reason.INVALID_JSON
    assert reason_of(b"\xff", message.headers) is Reason.INVALID_JSON
    assert reason_of(b"{}", message.headers) is Reason.INVALID_SCHEMA
    assert reason_of(message.value, ()) is Reason.NOT_A_CLOUDEVENT
    assert reason_of(message.value, (("ce_id", b"\xff"),)) is Reason.NOT_A_CLOUDEVENT
    assert (
        reason_of(message.value, with_type(message, b"tinhso.indicators.extracted.v1")) is Reason.UNKNOWN_TYPE
    )
    assert reason_of(message.value, with_type(message, b"tinhso.article.fetched.vX")) is Reason.UNKNOWN_TYPE


POISON: dict[str, Any] = {
    "NUL in a text": {"url": "a\x00b"},
    "a hash that is none": {"body_sha256": "abc"},
    "a moment without a zone": {"fetched_at": "2024-01-01T00:00:00"},
    "a body that is no base64": {"body": "***"},
    "an authority out of range": {"source_authority": 9},
    "a null where there must be something": {"document_id": None},
}


@pytest.mark.parametrize("change", POISON.values(), ids=POISON)
def test_a_poisoned_field_is_an_invalid_schema(change: dict[str, Any]) -> None:
    message = encode(article())
    value = json.dumps({**json.loads(message.value or b""), **change}).encode()
    assert reason_of(value, message.headers) is Reason.INVALID_SCHEMA


@pytest.mark.parametrize(
    "value",
    [b"[" * 100_000, b'{"url": "\\ud800"}', b'{"url": NaN', b"null", b"[]", b'"text"', b"", b"\x00"],
    ids=["deep nesting", "lone surrogate", "cut NaN", "null", "array", "string", "empty", "NUL"],
)
def test_poison_json_never_crashes(value: bytes) -> None:
    assert reason_of(value, encode(article()).headers) in {Reason.INVALID_JSON, Reason.INVALID_SCHEMA}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "1" * 31])
def test_a_number_that_no_province_has_is_refused(number: str) -> None:
    claim = {
        "claim_id": "0" * 32,
        "indicator": "x",
        "facet": {},
        "value": number,
        "unit": "account",
        "scope": "province",
        "place": None,
        "evidence": {"start": 0, "end": 1, "quote": "1", "figure": "1", "figure_start": 0, "figure_end": 1},
    }
    snapshot = IndicatorsExtracted(
        **article().model_dump(include={"document_id", "url", "source_id", "source_authority", "fetched_at"}),
        body_sha256="0" * 64,
        generation=1,
        document_status="article",
    )
    value = json.dumps({**snapshot.model_dump(mode="json"), "claims": [claim]}).encode()
    with pytest.raises(BadMessage) as caught:
        decode(value, encode(snapshot).headers, (IndicatorsExtracted, DocumentRetracted))
    assert caught.value.reason is Reason.INVALID_SCHEMA
    assert "claims.0.value" in caught.value.detail


def test_a_detail_says_where_but_not_what() -> None:
    message = encode(article())
    value = json.dumps({**json.loads(message.value or b""), "body_sha256": "secret"}).encode()
    with pytest.raises(BadMessage) as caught:
        decode(value, message.headers, (ArticleFetched,))
    assert "body_sha256" in caught.value.detail
    assert "secret" not in caught.value.detail
