"""What stands above an article: its headline, and the day it was published."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from typing import Any, Final

import regex

from tinhso_extractor.core.furniture import is_furniture_name
from tinhso_extractor.core.lines import Element, Line, names_of

VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))
FIRST_YEAR: Final = 2000
"""Of the sites that are read; a date before it is a default that nobody filled in."""

_DATE_NAMES: Final = (
    "article:published_time", "og:article:published_time", "article:published", "pubdate", "publishdate",
    "publish_date", "publish-date", "datepublished", "dc.date.issued", "dc.date", "dc.created",
    "dcterms.created", "dcterms.issued", "date", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_TITLE_CLASS: Final = regex.compile(
    r"(?<![a-z])(?:title|headline|tt-detail|articleheader)(?![a-z])|(?:-|_)title(?![a-z])|tieu[-_]?de",
    regex.IGNORECASE,
)
_NO_LETTER: Final = regex.compile(r"[\W_]+")
_SEPARATOR: Final = regex.compile(r"\s+(?:[-–|•»]|::)\s+")
LEAST_TITLE_WORDS: Final = 4
MOST_TITLE_WORDS: Final = 45


def squeezed(text: str) -> str:
    """Letters and digits, to compare what was laid out in different ways."""
    return _NO_LETTER.sub(" ", text.lower()).strip()


# -- the headline -------------------------------------------------------------------------------------


def find_headline(tree: Element) -> Element | None:
    """The element that holds it; a site's name in an `h1` is none."""
    promised = [squeezed(title) for title in _promised_titles(tree)]
    possible = [element for element in _headings(tree) if _could_be_title(_text(element))]
    for element in possible:
        text = squeezed(_text(element))
        if any(text == title or title.startswith(text + " ") for title in promised):
            return element
    own = [element for element in possible if not _in_list(element)]
    return min(own, key=lambda element: element.tag != "h1", default=None)


def title_of(tree: Element, headline: Element | None) -> str | None:
    if headline is not None:
        return _text(headline)
    site = squeezed(meta(tree, "og:site_name") or "")
    for promised in _promised_titles(tree):
        title = _SEPARATOR.split(promised)[0].strip()
        if len(title.split()) >= LEAST_TITLE_WORDS and squeezed(title) != site:
            return title
    return None


def _headings(tree: Element) -> Iterator[Element]:
    for element in tree.iter("h1", "h2", "h3", "h4", "div", "span", "p", "td"):
        if element.tag[0] == "h" or _TITLE_CLASS.search(names_of(element)):
            yield element


def _could_be_title(text: str) -> bool:
    return LEAST_TITLE_WORDS <= len(text.split()) <= MOST_TITLE_WORDS


def _promised_titles(tree: Element) -> list[str]:
    title = next(iter(tree.iter("title")), None)
    return [t for t in (meta(tree, "og:title"), _text(title) if title is not None else None) if t]


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


# -- the day of publication ---------------------------------------------------------------------------


def published_in_metadata(tree: Element) -> dt.date | None:
    written = (
        *(meta(tree, name) for name in _DATE_NAMES),
        *_linked_data_dates(tree),
        *(e.get("content") or e.get("datetime") for e in tree.xpath("//*[@itemprop='datePublished']")),
        *(e.get("datetime") for e in tree.iter("time") if not _in_list(e)),
    )
    return next((day for one in written if one and (day := day_of(one)) is not None), None)


def meta(tree: Element, name: str) -> str | None:
    for element in tree.iter("meta"):
        named = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if named.lower() == name and (element.get("content") or "").strip():
            return str(element.get("content").strip())
    return None


def _in_list(element: Element) -> bool:
    """Other articles have headlines and times too."""
    return any(
        is_furniture_name(names_of(each)) or each.tag in ("li", "aside") for each in element.iterancestors()
    )


def _linked_data_dates(tree: Element) -> list[str]:
    """JSON-LD: an article's own date before one of the page that it is on."""
    found: list[tuple[bool, str]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            found += [(_is_article(entry), entry["datePublished"]) for entry in _entries(script.text or "")]
    return [day for _, day in sorted(found, key=lambda entry: not entry[0])]


def _entries(written: str) -> Iterator[dict[str, Any]]:
    try:
        waiting = [json.loads(written)]
    except (ValueError, RecursionError):
        return
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting += reversed(entry)
        elif isinstance(entry, dict):
            waiting += [part for part in entry.values() if isinstance(part, dict | list)]
            if isinstance(entry.get("datePublished"), str):
                yield entry


def _is_article(entry: dict[str, Any]) -> bool:
    return regex.search("article|posting", str(entry.get("@type")), regex.IGNORECASE) is not None


_ISO: Final = regex.compile(r"(?P<y>\d{4})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)")
_DAY_FIRST: Final = regex.compile(r"(?<!\d)(?P<d>\d\d?)\s?[-/.]\s?(?P<m>\d\d?)\s?[-/.]\s?(?P<y>\d{4})(?!\d)")
_AMERICAN: Final = regex.compile(r"\d\s*[AP]M\b", regex.IGNORECASE)


def day_of(written: str) -> dt.date | None:
    """The day in Vietnam of a moment in metadata; None for what could be two days.

    >>> day_of("2023-12-21T18:30:00Z"), day_of("21/12/2023 23:01")
    (datetime.date(2023, 12, 22), datetime.date(2023, 12, 21))
    >>> day_of("3/5/2024 8:00:00 AM"), day_of("0001-01-01T00:00:00")
    (None, None)
    """
    day = _of_moment(written.strip())
    if day is None and not _AMERICAN.search(written):
        found = _ISO.search(written) or _DAY_FIRST.search(written)
        day = _date(found) if found else None
    return day if day is not None and day.year >= FIRST_YEAR else None


def _of_moment(written: str) -> dt.date | None:
    for parse in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(written)
            return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _date(found: regex.Match[str]) -> dt.date | None:
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


_CUE: Final = regex.compile(
    r"thứ\s|chủ nhật|\d{1,2}\s?[:hg]\s?\d{2}|ngày đăng|đăng (?:ngày|lúc|tải)|cập nhật|xuất bản|được đăng|gmt",
    regex.IGNORECASE,
)
NEAR_LINES: Final = 6
LONGEST_BESIDE: Final = 60
"""Characters that may stand beside a date in its line: the weekday, the time, the views, the author."""


def published_near(lines: Sequence[Line], headline: int) -> dt.date | None:
    """The date below the headline, or the nearest above it; `Thứ Năm, 21/12/2023, 23:01 (GMT+7)`."""
    below = lines[headline + 1 : headline + 1 + NEAR_LINES]
    above = reversed(lines[max(0, headline - NEAR_LINES) : headline])
    found = [day for line in below if (day := _day_on(line.text, cued=False)) is not None]
    found += [day for line in above if (day := _day_on(line.text, cued=True)) is not None]
    return next(iter(found), None)


def _day_on(text: str, *, cued: bool) -> dt.date | None:
    found = _DAY_FIRST.search(text)
    if found is None or len(text) - (found.end() - found.start()) > LONGEST_BESIDE:
        return None
    if cued and not _CUE.search(text):
        return None
    return _date(found)


_SENTENCE: Final = regex.compile(r"\.$|\d\s?%|đạt|được cấp")


def is_dateline(text: str, *, near_headline: bool) -> bool:
    """A line that only says when the article appeared, and perhaps who wrote it."""
    found = _DAY_FIRST.search(text)
    if found is None or _SENTENCE.search(text):
        return False
    beside = len(text) - (found.end() - found.start())
    return beside <= 4 or (beside <= LONGEST_BESIDE and (near_headline or bool(_CUE.search(text))))
