"""The events on the log: what each service says to the next, and nothing else.

One event is one whole statement about one document revision, so a newer one replaces an older one
entirely. Unknown fields are ignored, so that a field can be added without a new major version.
"""

import base64
import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text has a NUL character, which Postgres cannot store")
    return text


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _plain(number: Decimal) -> str:
    """The number without an exponent: `1600000`, never `1.6E+6`."""
    return format(number, "f")


def _raw(body: bytes | str) -> bytes | str:
    return base64.b64decode(body, validate=True) if isinstance(body, str) else body


def _base64(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")


Text = Annotated[str, AfterValidator(_without_nul)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Body = Annotated[
    bytes,
    BeforeValidator(_raw),
    PlainSerializer(_base64, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]
"""Raw bytes in Python, base64 in JSON."""
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
MOST_DIGITS: Final = 30
"""They hold every sum that a province can have, and keep `1e400` out of the database."""
Number = Annotated[
    Decimal, Field(max_digits=MOST_DIGITS, allow_inf_nan=False), PlainSerializer(_plain, return_type=str)
]


class Origin(StrEnum):
    LIVE = "live"
    BACKFILL = "backfill"


class PageStatus(StrEnum):
    OK = "ok"
    GONE = "gone"
    """The site answered 404 or 410."""


class DocumentStatus(StrEnum):
    ARTICLE = "article"
    GONE = "gone"
    NOT_ARTICLE = "not_article"
    """A challenge page, an empty shell, an empty file: it replaces nothing."""


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    """hơn, trên, ít nhất"""
    AT_MOST = "at_most"
    """dưới, không quá, tối đa"""
    NEARLY = "nearly"
    """gần, xấp xỉ"""
    APPROX = "approx"
    """khoảng, ước"""


class Scope(StrEnum):
    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


class Status(StrEnum):
    ACTUAL = "actual"
    TARGET = "target"
    PLAN = "plan"
    CHANGE_DELTA = "change_delta"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """What in the text, or beside it, a date was taken from."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    DATELINE = "dateline"
    PUBLISHED = "published"
    HINT = "hint"
    NONE = "none"


class Contract(BaseModel):
    """What all events and their parts have in common: immutable, lenient to additions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class HttpFacts(Contract):
    """What the server said, or for a file what its name says."""

    status: int | None = None
    content_type: Text | None = None
    etag: Text | None = None
    last_modified: Text | None = None


class Hints(Contract):
    """What a feed, a list or a `docs*.jsonl` said of the page; the page itself wins."""

    title: Text | None = None
    host: Text | None = None
    published: dt.date | None = None


class DocumentFacts(Contract):
    """Which document, from where, fetched when: the same in both snapshots of it."""

    document_id: DocumentId
    url: Text
    """The canonical URL, or `file:<path relative to the folder>`."""
    source_id: Text
    source_authority: Annotated[int, Field(ge=0, le=3)]
    """3 a gov.vn host, 2 press, 1 other, 0 unknown (a file without a host)."""
    fetched_at: Moment
    body_sha256: Sha256


class ArticleFetched(DocumentFacts):
    """The immutable bytes of one fetch."""

    requested_url: Text
    status: PageStatus
    http: HttpFacts = HttpFacts()
    body: Body
    """The bytes as they came, in whatever encoding."""
    hints: Hints = Hints()
    origin: Origin = Origin.LIVE


class Evidence(Contract):
    """Where the text says it: `quote == text[start:end]`, `figure == text[figure_start:figure_end]`."""

    start: Annotated[int, Field(ge=0)]
    end: int
    quote: Text
    figure: Text
    figure_start: Annotated[int, Field(ge=0)]
    figure_end: int


class Checks(Contract):
    """The names of the checks that a claim passed and failed; a failed one makes it ineligible."""

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Claim(Contract):
    """«Document D says …»: one figure, what it counts, of whom, when, and the words that say so."""

    claim_id: DocumentId
    indicator: Text
    facet: dict[str, Text]
    """Every facet of the indicator's series, defaults filled in."""
    value: Number | None
    """None when the figure is malformed: visible, never eligible."""
    denominator: Number | None = None
    unit: Text
    qualifier: Qualifier = Qualifier.EXACT
    scope: Scope
    place: Text | None
    """`<frame>/<province>`, such as `vn63/binh_duong`; None when national or uncertain."""
    place_name: Text | None = None
    """The district's or commune's own name, when the scope is one."""
    status: Status = Status.ACTUAL
    as_of: dt.date | None = None
    as_of_precision: Precision = Precision.UNKNOWN
    as_of_basis: DateBasis = DateBasis.NONE
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    evidence: Evidence
    checks: Checks = Checks()


class IndicatorsExtracted(DocumentFacts):
    """Everything that one generation of the extractor read in one document revision."""

    generation: Annotated[int, Field(ge=1)]
    document_status: DocumentStatus
    title: Text | None = None
    published_at: dt.date | None = None
    published_precision: Precision = Precision.UNKNOWN
    published_basis: DateBasis = DateBasis.NONE
    attributed_to: Text | None = None
    """The outlet that the page says it copies."""
    text: Text = ""
    claims: tuple[Claim, ...] = ()


class DocumentRetracted(Contract):
    """An operator takes a document out, for all generations, from `retracted_at` on."""

    document_id: DocumentId
    retracted_at: Moment
    reason: Text


Event = ArticleFetched | IndicatorsExtracted | DocumentRetracted
EventName = Literal["tinhso.article.fetched", "tinhso.indicators.extracted", "tinhso.document.retracted"]
