"""Events to Kafka messages and back: CloudEvents 1.0 in binary mode, the value as JSON from pydantic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import TypeAdapter, ValidationError

from tinhso_shared.events import (
    ArticleFetched,
    Claim,
    Contract,
    DocumentRetracted,
    Event,
    IndicatorsExtracted,
)
from tinhso_shared.identity import event_id_of
from tinhso_shared.outcomes import BadMessage, NewerSchema, Reason

MAJOR: Final = 1
NAMES: Final[Mapping[type[Contract], str]] = {
    ArticleFetched: "tinhso.article.fetched",
    IndicatorsExtracted: "tinhso.indicators.extracted",
    DocumentRetracted: "tinhso.document.retracted",
}
SOURCES: Final[Mapping[type[Contract], str]] = {
    ArticleFetched: "/tinhso/fetcher",
    IndicatorsExtracted: "/tinhso/extractor",
    DocumentRetracted: "/tinhso/aggregator",
}
REQUIRED: Final = frozenset({"ce_specversion", "ce_id", "ce_source", "ce_type"})
"""The headers without which a message is no CloudEvent; what the others say stands in the value."""

# They take half as long as the models' own methods.
_CLAIM: Final = TypeAdapter(Claim).serializer
_PAGE: Final = TypeAdapter(IndicatorsExtracted).serializer

E = TypeVar("E", bound=Contract)
Headers = Iterable[tuple[str, bytes]]


@dataclass(frozen=True)
class Message:
    """What a producer sends; only a dead letter may lack its key or value."""

    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]


class _Verbatim(JSONFormat):
    """The data is JSON bytes already, or still: pydantic writes and reads them, once."""

    def write_data(self, data: Any, datacontenttype: str | None) -> bytes:
        return bytes(data)

    def read_data(self, body: bytes, datacontenttype: str | None) -> Any:
        return body


def type_of(event: type[Contract]) -> str:
    """The `ce_type`: its name and its major schema version."""
    return f"{NAMES[event]}.v{MAJOR}"


def encode(event: Event) -> Message:
    time = event.retracted_at if isinstance(event, DocumentRetracted) else event.fetched_at
    attributes = {
        "specversion": "1.0",
        "id": event_id_of(event),
        "type": type_of(type(event)),
        "source": SOURCES[type(event)],
        "subject": event.document_id,
        "time": time,
        "datacontenttype": "application/json",
    }
    cloud_event = CloudEvent(attributes, event.model_dump_json().encode())
    sent = to_binary(cloud_event, _Verbatim(), key_mapper=lambda _: event.document_id.encode())
    return Message(event.document_id.encode(), sent.value, tuple(sent.headers.items()))


def json_of(claim: Claim) -> bytes:
    """A claim as it stands in its event."""
    return _CLAIM.to_json(claim)


def json_without_claims(event: IndicatorsExtracted) -> bytes:
    """What an event says of its page."""
    return _PAGE.to_json(event, exclude={"claims"})


def decode(value: bytes | None, headers: Headers, expected: tuple[type[E], ...]) -> E:
    """The event in a message, one of the `expected` models.

    Raises BadMessage for what can never be read, NewerSchema for a newer major version of an expected type.
    """
    if value is None:
        raise BadMessage(Reason.NULL_VALUE, "the message has no value")
    model = _model_of(_cloud_event_type(value, headers), expected)
    try:
        return model.model_validate_json(value)
    except ValidationError as error:
        raise BadMessage(_reason_of(error), _summary_of(error)) from error


def _cloud_event_type(value: bytes, headers: Headers) -> str:
    # Not the others: a foreign tool's may be no UTF-8, and a time takes longer to read than all of these.
    ours = {name: raw for name, raw in headers if name in REQUIRED}
    try:
        event = from_binary(KafkaMessage(headers=ours, key=None, value=value), _Verbatim(), CloudEvent)
    except (CloudEventValidationError, ValueError) as error:
        raise BadMessage(Reason.NOT_A_CLOUDEVENT, str(error)) from error
    return event.get_type()


def _model_of(ce_type: str, expected: tuple[type[E], ...]) -> type[E]:
    name, _, version = ce_type.rpartition(".v")
    model = next((model for model in expected if NAMES[model] == name), None)
    if model is None or not version.isdecimal():
        raise BadMessage(Reason.UNKNOWN_TYPE, f"the type {ce_type!r} does not belong on this topic")
    if int(version) > MAJOR:
        raise NewerSchema(f"{ce_type} is newer than {type_of(model)}: deploy a version that reads it")
    return model


def _reason_of(error: ValidationError) -> Reason:
    unreadable = any(problem["type"] == "json_invalid" for problem in error.errors(include_url=False))
    return Reason.INVALID_JSON if unreadable else Reason.INVALID_SCHEMA


def _summary_of(error: ValidationError) -> str:
    """Where and what, without the values: they are in the dead letter itself."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, p['loc'])) or 'value'}: {p['msg']}" for p in problems[:5])
