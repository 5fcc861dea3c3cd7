"""The bytes of a page become an article: decoded, its main text, title, date of publication, host.

For plain text the extracted text is the input itself, so that spans index the file.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

import regex

from tinhso_extractor.core.decoding import decoded
from tinhso_extractor.core.furniture import is_button, is_caption, is_count, is_footer
from tinhso_extractor.core.lines import Element, Line, lines_of, parse_tree
from tinhso_extractor.core.masthead import (
    NEAR_LINES,
    find_headline,
    is_dateline,
    meta,
    published_in_metadata,
    published_near,
    squeezed,
    title_of,
)
from tinhso_shared.events import DocumentStatus

_IS_HTML: Final = regex.compile(
    r"\s*<(?:!doctype|html|head|body|meta|title|script|table|center|div|article|\?xml|!--)", regex.IGNORECASE
)
_CHALLENGE: Final = regex.compile(
    r"just a moment|checking your browser|verify (?:that )?you are (?:a )?human|enable javascript|captcha"
    r"|access denied|support id is|bật javascript|không phải (?:là )?(?:robot|người máy)|kiểm tra trình duyệt"
    r"|(?:trang|bài viết|nội dung) (?:bạn (?:tìm|yêu cầu) |này )?(?:không tồn tại|không tìm thấy)"
    r"|không tìm thấy (?:trang|nội dung|bài viết)",
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
    """As the page's metadata says it, or the line at its headline; plain text has its date in the text."""
    attributed_to: str | None = None
    host: str | None = None
    """The host that the page names as its own, for a saved page whose address is not known."""


def open_page(body: bytes, content_type: str | None = None) -> Page:
    """Raises BadMessage(UNDECODABLE_BODY)."""
    text = decoded(body, content_type)
    page = _opened(text, is_html=bool(_IS_HTML.match(text)) or _says_html(content_type))
    if not _is_article(page.text):
        return replace(page, status=DocumentStatus.NOT_ARTICLE, text="", published_at=None)
    attributed = _ATTRIBUTED.search(page.text)
    return replace(page, attributed_to=attributed["outlet"].strip() if attributed else None)


def _says_html(content_type: str | None) -> bool:
    return content_type is not None and "html" in content_type.lower()


def _is_article(text: str) -> bool:
    words = len(text.split())
    if words < LEAST_WORDS:
        return False
    return not (words < CHALLENGE_WORDS and _CHALLENGE.search(text))


def _opened(text: str, *, is_html: bool) -> Page:
    if not is_html:
        return Page(DocumentStatus.ARTICLE, text)
    tree = parse_tree(text)
    if tree is None or tree.find("body") is None:
        return Page(DocumentStatus.NOT_ARTICLE, "")
    return _read_page(tree)


def _read_page(tree: Element) -> Page:
    headline = find_headline(tree)
    title = title_of(tree, headline)
    published = published_in_metadata(tree, headline)
    lines = lines_of(tree.find("body"), headline)
    at_title = _headline_lines(lines, title)
    published = published or published_near(lines, at_title)
    text = "\n\n".join(_article_lines(lines, at_title, title))
    return Page(DocumentStatus.ARTICLE, text, title, published, host=_own_host(tree))


def _own_host(tree: Element) -> str | None:
    links = (e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical")
    try:
        return urlsplit(next(links, None) or meta(tree, "og:url") or "").hostname
    except ValueError:
        return None


def _headline_lines(lines: Sequence[Line], title: str | None) -> range:
    """Where the article begins: at its headline, else with the element that holds most prose."""
    wanted = squeezed(title or "")
    for start in range(len(lines)) if wanted else ():
        stop = _end_of_title(lines, start, wanted)
        if stop is not None:
            return range(start, stop)
    first = next((number for number, line in enumerate(lines) if line.inside), 0)
    return range(first, first)


def _end_of_title(lines: Sequence[Line], start: int, wanted: str) -> int | None:
    """Behind the lines that together are the title: its own line breaks part it."""
    said = ""
    for number in range(start, len(lines)):
        said = f"{said} {squeezed(lines[number].text)}".strip()
        if said == wanted:
            return number + 1
        if not said or not wanted.startswith(said + " "):
            return None
    return None


def _article_lines(lines: Sequence[Line], at_title: range, title: str | None) -> list[str]:
    """From the headline to the end of the prose, less what the words tell to be furniture."""
    end = _end_of_article(lines)
    wanted = squeezed(title or "")
    kept = [
        line.text
        for number, line in enumerate(lines[at_title.stop : end], start=len(at_title))
        if squeezed(line.text) != wanted and not _is_furniture(line, near_headline=number <= NEAR_LINES)
    ]
    return [title, *kept] if title and kept else kept


def _end_of_article(lines: Sequence[Line]) -> int:
    inside = [number for number, line in enumerate(lines) if line.inside]
    end = inside[-1] + 1 if inside else len(lines)
    while end < len(lines) and lines[end].is_row:  # a table below the body's own element
        end += 1
    return end


def _is_furniture(line: Line, *, near_headline: bool) -> bool:
    if line.is_row:
        return False
    if line.is_link or is_button(line.text) or is_footer(line.text):
        return True
    if is_dateline(line.text, near_headline=near_headline) or (near_headline and is_count(line.text)):
        return True
    slanted = line.slanted >= 0.9 * len(line.text)
    return is_caption(line.text, after_picture=line.after_picture, slanted=slanted)
