"""The bytes of a page become an article: decoded, its main text, title, date of publication.

For plain text the extracted text is the input itself, so that spans index the file.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import regex
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

from tinhso_shared.events import DocumentStatus
from tinhso_shared.outcomes import BadMessage, Reason

LEGACY: Final = ("windows-1258", "utf-16-le", "utf-16-be")
"""Encodings besides UTF-8 that Vietnamese pages were written in, and that Python decodes strictly."""

_IS_HTML: Final = regex.compile(
    r"\s*<(?:!doctype|html|head|body|meta|div|article|\?xml|!--)", regex.IGNORECASE
)
_CHARSET: Final = regex.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", regex.IGNORECASE)
_CHALLENGE: Final = regex.compile(
    r"just a moment|checking your browser|verify you are human|enable javascript and cookies|captcha"
    r"|access denied|vui lòng bật javascript|bạn không phải là robot",
    regex.IGNORECASE,
)
LEAST_WORDS: Final = 20
CHALLENGE_WORDS: Final = 120
"""An article may speak of captchas; a challenge page is short."""

_ATTRIBUTED: Final = regex.compile(
    r"^\W*(?:nguồn(?:\s+(?:trích|tin|bài))?\s*:|dẫn nguồn:?"
    r"|\(?theo\s+(?=(?:báo|tạp chí|ttxvn|vnexpress|vtv|vov|cổng|trang)\b))"
    r"\s*(?P<outlet>[^\n()]{2,80}?)\)?\W*$",
    regex.IGNORECASE | regex.MULTILINE,
)


@dataclass(frozen=True)
class Page:
    status: DocumentStatus
    text: str
    title: str | None = None
    published_at: dt.date | None = None
    """As the page's metadata says it; a date in the visible text is the reader's to find."""
    attributed_to: str | None = None


def open_page(body: bytes, content_type: str | None = None) -> Page:
    """Raises BadMessage(UNDECODABLE_BODY)."""
    text = _decoded(body, content_type)
    page = (
        _html_page(text)
        if _IS_HTML.match(text) or _says_html(content_type)
        else Page(DocumentStatus.ARTICLE, text)
    )
    if not _is_article(page.text):
        return Page(DocumentStatus.NOT_ARTICLE, "", page.title)
    attributed = _ATTRIBUTED.search(page.text)
    return Page(
        page.status,
        page.text,
        page.title,
        page.published_at,
        attributed["outlet"].strip() if attributed else None,
    )


def _says_html(content_type: str | None) -> bool:
    return content_type is not None and "html" in content_type.lower()


def _is_article(text: str) -> bool:
    words = len(text.split())
    if words < LEAST_WORDS:
        return False
    return not (words < CHALLENGE_WORDS and _CHALLENGE.search(text))


def _decoded(body: bytes, content_type: str | None) -> str:
    for encoding in _encodings(body, content_type):
        try:
            text = body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise BadMessage(
        Reason.UNDECODABLE_BODY, f"{len(body)} bytes are no text in UTF-8 or {', '.join(LEGACY)}"
    )


def _encodings(body: bytes, content_type: str | None) -> Iterator[str]:
    """UTF-8 first: what is valid UTF-8 is hardly ever anything else, whatever the page claims."""
    yield "utf-8"
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield "utf-16"
    declared = _CHARSET.search((content_type or "").encode() + b" " + body[:2048])
    if declared and declared[1].decode().lower() in LEGACY:
        yield declared[1].decode().lower()
    guessed = (detect_encoding(body[:100_000]) or "").lower()
    if guessed in LEGACY:
        yield guessed


def _html_page(html: str) -> Page:
    tree = HTMLTree.parse(html)
    title = _title(tree)
    lead = _meta(tree, "og:description", "description")
    # Resiliparse is ten times as fast as its rivals, and keeps headings and captions on lines of their own.
    body = extract_plain_text(tree, main_content=True, alt_texts=False, links=False, noscript=False)
    if len(body.split()) < LEAST_WORDS:
        body = extract_plain_text(tree, main_content=False, alt_texts=False, links=False, noscript=False)
    text = "\n\n".join(part for part in (*_missing((title, lead), body), body.strip()) if part)
    return Page(DocumentStatus.ARTICLE, text.replace("\x00", ""), title, _published(tree))


def _missing(parts: tuple[str | None, ...], body: str) -> Iterator[str]:
    """Title and lead, where the main text has lost them."""
    seen = _squeezed(body)
    for part in parts:
        if part and _squeezed(part)[:60] not in seen:
            yield part


def _squeezed(text: str) -> str:
    return regex.sub(r"\W+", " ", text.lower())


def _title(tree: Any) -> str | None:
    heading = tree.body.query_selector("h1") if tree.body else None
    if heading and heading.text.strip():
        return str(heading.text.strip())
    return _meta(tree, "og:title") or (tree.title.strip() or None if tree.title else None)


def _meta(tree: Any, *names: str) -> str | None:
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            found = tree.head.query_selector(f'meta[{attribute}="{name}"]') if tree.head else None
            if found and (found.getattr("content") or "").strip():
                return str(found.getattr("content").strip())
    return None


_ISO_DAY: Final = regex.compile(r"(?P<day>\d{4}-\d\d-\d\d)")


def _published(tree: Any) -> dt.date | None:
    written = _meta(
        tree, "article:published_time", "pubdate", "datePublished", "dc.date.issued", "dc.created"
    )
    return _iso_day(written) or _iso_day(_json_ld(tree)) or _iso_day(_time_element(tree))


def _json_ld(tree: Any) -> str | None:
    for script in tree.document.query_selector_all('script[type="application/ld+json"]'):
        try:
            found = json.loads(script.text)
        except ValueError:
            continue
        for entry in found if isinstance(found, list) else [found]:
            if isinstance(entry, dict) and isinstance(entry.get("datePublished"), str):
                return str(entry["datePublished"])
    return None


def _time_element(tree: Any) -> str | None:
    found = tree.body.query_selector("time[datetime]") if tree.body else None
    return str(found.getattr("datetime")) if found else None


def _iso_day(written: str | None) -> dt.date | None:
    found = _ISO_DAY.search(written or "")
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found["day"])
    except ValueError:
        return None
