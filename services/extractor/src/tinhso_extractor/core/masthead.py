"""What stands above an article: its headline, and the day it was published."""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from typing import Any, Final

import regex
from lxml import etree

from tinhso_extractor.core.furniture import is_furniture_name
from tinhso_extractor.core.lines import Element, Line, names_of, text_of

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
    possible = [element for element in _headings(tree) if _could_be_title(element)]
    for element in possible:
        text = squeezed(_text(element))
        if any(text == title or title.startswith(text + " ") for title in promised):
            return element
    own = [element for element in possible if not _is_of_list(element, {element})]
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


def _could_be_title(element: Element) -> bool:
    # What is too long without the spaces between its blocks is so with them, and is found out sooner.
    if len("".join(element.itertext()).split()) > MOST_TITLE_WORDS:
        return False
    return LEAST_TITLE_WORDS <= len(_text(element).split()) <= MOST_TITLE_WORDS


def _promised_titles(tree: Element) -> list[str]:
    title = next(iter(tree.iter("title")), None)
    return [t for t in (meta(tree, "og:title"), _text(title) if title is not None else None) if t]


def _text(element: Element) -> str:
    return " ".join(text_of(element).split())


# -- the day of publication ---------------------------------------------------------------------------


def published_in_metadata(tree: Element, headline: Element | None) -> dt.date | None:
    own = {headline, *headline.iterancestors()} if headline is not None else set()
    marked = (
        element
        for element in tree.xpath("//*[@itemprop]")
        # Its own name tells nothing: what it is was said.
        if element.get("itemprop").lower() == "datepublished" and not _is_of_list(element, {element, *own})
    )
    written = (
        *(meta(tree, name) for name in _DATE_NAMES),
        *_linked_data_dates(tree),
        *(e.get("content") or e.get("datetime") for e in marked),
    )
    day = next((day for one in written if one and (day := day_of(one)) is not None), None)
    return day or _day_of_times(tree, headline, own)


def meta(tree: Element, name: str) -> str | None:
    for element in tree.iter("meta"):
        named = element.get("property") or element.get("name") or ""
        if named.lower() == name and (element.get("content") or "").strip():
            return str(element.get("content").strip())
    return None


FARTHEST_ABOVE: Final = 200
FARTHEST_BELOW: Final = 800
"""Characters between a headline and its `<time>`: a crumb or two above it, a lead below it."""


def _day_of_times(tree: Element, headline: Element | None, own: set[Element]) -> dt.date | None:
    """Of the `<time>` beside the headline: a list of others that has no telling name has its own."""
    days = {
        element: day
        for element in tree.iter("time")
        if not _is_of_list(element, own) and (day := day_of(element.get("datetime") or "")) is not None
    }
    if headline is None or not days:
        return next(iter(days.values())) if len(set(days.values())) == 1 else None
    places = _places_in_text(tree)
    article = next(headline.iterancestors("article"), None)
    farthest = FARTHEST_BELOW + len(_text(headline))
    near: list[tuple[int, int, dt.date]] = []
    for element, day in days.items():
        around = set(_line_up(element))
        apart = next(steps for steps, each in enumerate(_line_up(headline)) if each in around)
        away = places[element] - places[headline]
        if article in around or -FARTHEST_ABOVE <= away <= farthest:
            near.append((apart, abs(away), day))
    # By the tree and by the text; where these differ, it is not known whose the nearest is.
    nearest = {min(near)[2], min(near, key=lambda one: one[1:])[2]} if near else set()
    return nearest.pop() if len(nearest) == 1 else None


def _line_up(element: Element) -> list[Element]:
    return [element, *element.iterancestors()]


def _places_in_text(tree: Element) -> dict[Element, int]:
    """How much text stands ahead of each element."""
    places: dict[Element, int] = {}
    at = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            places[element] = at
        part = element.text if event == "start" else element.tail
        if not (event == "start" and element.tag in ("script", "style", "noscript")):
            at += len((part or "").strip())
    return places


def _is_of_list(element: Element, known: set[Element]) -> bool:
    """Other articles have headlines and times too: by a name of its line up, but for those that are known."""
    return any(
        is_furniture_name(names_of(each)) or each.tag in ("li", "aside")
        for each in _line_up(element)
        if each not in known
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
    r"thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?![\w/])|chủ nhật|\d{1,2}\s?[:hg]\s?\d{2}|ngày đăng"
    r"|đăng (?:ngày|lúc|tải)|cập nhật|xuất bản|được đăng|gmt",
    regex.IGNORECASE,
)
NEAR_LINES: Final = 6
NEAR_BARE_LINES: Final = 3
"""For a date without weekday or time: below a short article follows what has its own."""
LONGEST_BESIDE: Final = 60
"""Characters that may stand beside a date in its line: the weekday, the time, the views, the author."""

# What a date line never says: up to when something was counted, or what was signed on that day.
_OF_SOMETHING_ELSE: Final = regex.compile(
    r"\b(?:tính|đến|tới|từ|tại|trước|sau|kể|hết|quyết định|nghị (?:quyết|định)|(?<!pháp )luật|chỉ thị"
    r"|kế hoạch|thông tư|công văn|đề án|báo cáo|hội nghị|(?:số|dữ) liệu)\b",
    regex.IGNORECASE,
)
# Beside the day stands the section's name, or what one may do with the page.
_BAR: Final = regex.compile(r"\s[|•]\s")
_DASH: Final = regex.compile(r"\s[–-]\s")
_WORD: Final = regex.compile(r"[^\W_][^\s,;:|()–•]*")
_NUMBERED: Final = regex.compile(r"\d.*[^\W\d]")
"""`06/QĐ-TTg` is of a document; `1932` are views."""
_BESIDE_DATES: Final = frozenset((
    "thứ", "chủ", "nhật", "ngày", "giờ", "phút", "lúc", "vào", "tháng", "năm", "sáng", "chiều", "tối",
    "đăng", "được", "tải", "bởi", "cập", "lần", "cuối", "mới", "nhất", "xuất", "bản", "phát", "hành", "tạo",
    "gửi", "viết", "tin", "bài", "ảnh", "tác", "giả", "nguồn", "theo", "phóng", "viên", "biên", "tập",
    "lượt", "đã", "xem", "đọc", "truy", "số", "bình", "luận", "cỡ", "chữ", "gian", "hai", "ba", "tư", "sáu",
    "bảy", "bẩy", "by", "views", "view", "admin"
))  # fmt: skip
MOST_SMALL_WORDS: Final = 3
"""In small letters, beside weekday or time: the section's name, `Chuyển đổi số | 21/12/2023 08:00`."""
LONGEST_NAME: Final = 5
"""Words of an author's name, where nothing but that and a date stands."""


def published_near(lines: Sequence[Line], headline: range) -> dt.date | None:
    """The date below the headline, or the nearest above it; `Thứ Năm, 21/12/2023, 23:01 (GMT+7)`.

    A bare date above may be today's; below, it is the next best.
    """
    below = lines[headline.stop : headline.stop + NEAR_LINES]
    above = lines[max(0, headline.start - NEAR_LINES) : headline.start][::-1]
    for some, cued in ((below, True), (below[:NEAR_BARE_LINES], False), (above, True)):
        for line in some:
            if not line.is_row and (day := _day_on(line.text, cued=cued)) is not None:
                return day
    return None


def _part_with_the_day(text: str) -> str:
    """
    >>> _part_with_the_day("Khoa học và công nghệ | Thứ Năm, 21/12/2023, 23:01 (GMT+7)")
    'Thứ Năm, 21/12/2023, 23:01 (GMT+7)'
    >>> _part_with_the_day("Khoa học và công nghệ | 21/12/2023 - 23:01")
    '21/12/2023 - 23:01'
    """
    for between in (_BAR, _DASH):
        parts = (part for part in between.split(text) if _DAY_FIRST.search(part) and _CUE.search(part))
        text = next(parts, text)
    return text


def _day_on(text: str, *, cued: bool) -> dt.date | None:
    """
    >>> _day_on("Hồng Thi - 21/12/2023", cued=False)
    datetime.date(2023, 12, 21)
    >>> _day_on("Quyết định ngày 06/01/2022 được triển khai.", cued=False)
    """
    text = unicodedata.normalize("NFC", text)
    if cued:
        text = _part_with_the_day(text)
    found = _DAY_FIRST.search(text)
    if found is None or len(text) - (found.end() - found.start()) > LONGEST_BESIDE:
        return None
    if bool(_CUE.search(text)) is not cued or _OF_SOMETHING_ELSE.search(text):
        return None
    beside = _WORD.findall(_DAY_FIRST.sub(" ", text))
    others = [word for word in beside if word[0].isalpha() and word.lower().strip(".-") not in _BESIDE_DATES]
    small = sum(word[0].islower() for word in others)
    if cued:
        fits = small == 0 or (small <= MOST_SMALL_WORDS and not text.endswith((".", "!", "?", "…")))
    else:
        fits = small == 0 and len(others) <= LONGEST_NAME and not any(map(_NUMBERED.match, beside))
    return _date(found) if fits else None


_SENTENCE: Final = regex.compile(r"\.$|\d\s?%|đạt|được cấp")


def is_dateline(text: str, *, near_headline: bool) -> bool:
    """A line that only says when the article appeared, and perhaps who wrote it."""
    found = _DAY_FIRST.search(text)
    if found is None or _SENTENCE.search(text):
        return False
    beside = len(text) - (found.end() - found.start())
    return beside <= 4 or (beside <= LONGEST_BESIDE and (near_headline or bool(_CUE.search(text))))
