"""One fetched article in, one snapshot of all its claims out: what the service does with a message."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tinhso_extractor.core.decision import Source
from tinhso_extractor.core.document import Told
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.core.page import open_page
from tinhso_extractor.core.reading import Dropped
from tinhso_shared.events import (
    ArticleFetched,
    DocumentFacts,
    DocumentStatus,
    Hints,
    IndicatorsExtracted,
    PageStatus,
    Precision,
)


@dataclass(frozen=True)
class Extraction:
    event: IndicatorsExtracted
    dropped: tuple[Dropped, ...] = ()
    """The numerals that became no claim, for metrics and for `--explain`."""


def extract_article(article: ArticleFetched, reader: Reader, generation: int) -> Extraction:
    """Deterministic: the same article and generation give the same snapshot. Raises BadMessage."""
    facts = {name: getattr(article, name) for name in DocumentFacts.model_fields}
    if article.status is PageStatus.GONE:
        return Extraction(
            IndicatorsExtracted(**facts, generation=generation, document_status=DocumentStatus.GONE)
        )
    page = open_page(article.body, article.http.content_type)
    if page.status is not DocumentStatus.ARTICLE:
        return Extraction(
            IndicatorsExtracted(**facts, generation=generation, document_status=page.status, title=page.title)
        )
    source = Source(article.document_id, article.body_sha256)
    told = Told(page.title, page.published_at, _hints(article, page.host))
    document, reading = reader.read(page.text, source, told)
    event = IndicatorsExtracted(
        **facts,
        generation=generation,
        document_status=DocumentStatus.ARTICLE,
        title=document.title,
        published_at=document.published_at,
        published_precision=Precision.DAY if document.published_at else Precision.UNKNOWN,
        published_basis=document.published_basis,
        attributed_to=page.attributed_to,
        text=page.text,
        claims=reading.claims,
    )
    return Extraction(event, reading.dropped)


def _hints(article: ArticleFetched, named: str | None) -> Hints:
    """The host of the address counts where nothing else was said; for a file, the one that the page names."""
    host = article.hints.host or urlsplit(article.url).hostname or named
    return article.hints.model_copy(update={"host": host})
