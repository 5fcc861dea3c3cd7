"""What holds for a whole article: its title, when it was published, the day it calls «nay», its province."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from tinhso_extractor.core.dates import (
    DateMention,
    Role,
    Unit,
    counted_back,
    has_time,
    with_year,
    with_year_after,
)
from tinhso_extractor.core.frames import era_of
from tinhso_extractor.core.home import home_of
from tinhso_extractor.core.mentioned import PlaceMention
from tinhso_extractor.core.segments import Ordered, Paragraph, Segments, Span
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import DateBasis, Hints, Precision

_DATELINE_CHARACTERS: Final = 40
_ROUNDUP: Final = regex.compile(r"\b(?:điểm tin|tin (?:vắn|nổi bật|tổng hợp)|tin trong (?:tuần|ngày))\b")
# `BẢN TIN TUẦN 46/2025`: the meetings of a week, and then what was counted by its end.
_BULLETIN: Final = regex.compile(r"\bbản tin (?:tuần|tháng|quý|chuyển đổi số|cải cách hành chính|số)\b")
_SHORTEST_LEAD: Final = 60
_LEADS: Final = 2
_LEAST_PROSE: Final = 120
_HELD_ON: Final = regex.compile(
    r"\b(?:diễn ra|tổ chức|hội nghị|hội thảo|buổi làm việc|làm việc|họp|giao ban|sơ kết|tổng kết|đối thoại|kiểm tra)\b[^.]{0,40}$"
)
_HOLDS: Final = regex.compile(
    r"[^.;]{0,80}?\btổ chức (?:hội|lễ|buổi|cuộc|phiên|chương trình|tọa đàm)\b|,\stại\s(?:cuộc họp|hội nghị|phiên họp|buổi)\b"
)
# `Tính hết tháng 5`: a reference date, and not the day on which the text was written.
_UP_TO: Final = regex.compile(
    r"\b(?:tính|đến|tới|hết|cuối|trước|từ|kể từ)(?:\s(?:hết|ngày|cuối|thời điểm))*\s*$"
)
# `Bốn năm trước, ngày 20/10/2020, Tỉnh ủy đã …`: what a text begins with, and not its day.
_AGO: Final = regex.compile(r"\b(?:năm|tháng|tuần) (?:trước|về trước),?\s*(?:vào |đúng )?$")
# `Theo công bố ngày 8/8 của Bộ`, `Quyết định số 12 ngày 5/3`: the day of a paper, and not of the text.
_OF_A_PAPER: Final = regex.compile(
    r"\b(?:theo công bố|quyết định|kế hoạch|công văn|thông báo|nghị quyết|chỉ thị|văn bản|kết luận)\b(?: số)?(?: \S*\d\S*)?,? (?:ban hành )?(?:ngày )?$"
)
# `Ngày 17/4, Bộ Nội vụ công bố PAR INDEX năm 2023`: of last year's ranks, and not of what a province has today.
_ANNOUNCED: Final = regex.compile(
    r",?\s(?:tại [^.;]{0,110}?,\s)?(?:bộ|chính phủ|văn phòng chính phủ|liên đoàn|vcci)\b[^.,;]{0,70}?\bcông bố\b"
    r"[^.;]{0,60}\b(?:chỉ số|xếp hạng|par index|pci|dti|kết quả đánh giá)\b"
)
# `hoàn thành trước ngày 5/7/2023`: perhaps still to come.
_BY_THEN: Final = regex.compile(r"\b(?:trước|(?<!tính )đến hết|chậm nhất(?: là)?|hạn(?: chót)?(?: là)?)\s*$")
# `yêu cầu các đơn vị …; đến ngày 31/12/2022 thu nhận đủ 300.000 hồ sơ`: to come; not `đến 31/12/2022 đã thu nhận …`.
_TO_BE_DONE: Final = regex.compile(
    r"\b(?:yêu cầu|phấn đấu|đề nghị|quyết tâm|mục tiêu|chỉ tiêu|giao)\b(?:(?!\bđã\b)[^.]){0,240}\b(?:đến|tới)(?: hết)?(?: ngày)?\s*$"
)
_IS_DONE: Final = regex.compile(r"[^.;]{0,60}\bđã\b")
# `Ngày đăng: 09/10/2023 - Lượt xem: 412`, `Cập nhật: 14:30 11/07/2022`; not `(cập nhật đến 20/9)`.
_POSTED: Final = regex.compile(
    r"\W*(?:ngày (?:đăng|xuất bản|cập nhật|gửi)|đăng (?:ngày|lúc|tải)|cập nhật(?: lần cuối| lúc| ngày)?|xuất bản)\b"
    r"[\s:|,-]*(?:\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?[\s,|-]*)?(?:ngày\s)?"
)
_LONGEST_HEADER: Final = 90
_PARTS: Final = ("hết", "cuối", "đầu", "giữa")
_HEADER_PARAGRAPHS: Final = 25
_TITLE_PARAGRAPHS: Final = 4
_FRESH: Final = dt.timedelta(days=14)
"""From a meeting to the print that tells of it, at most."""
_CLOSE: Final = dt.timedelta(days=45)


@dataclass(frozen=True)
class Told:
    """What is known of an article besides its text."""

    title: str | None = None
    published_at: dt.date | None = None
    """As the page's metadata says."""
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True)
class Document:
    title: str | None
    published_at: dt.date | None
    published_basis: DateBasis
    now: dt.date | None
    now_basis: DateBasis
    latest: dt.date | None
    """The latest full date of the text, for one that has no publication date."""
    province_id: str | None
    below_province: bool
    """From the portal of a district or commune: what it counts is its own."""
    periods: tuple[tuple[dt.date, dt.date], ...] = ()
    """The months, quarters and halves that the text names with their year."""
    written_on: dt.date | None = None
    """A day of the time when it was written, which tells the boundaries that its names are of."""

    def span_of(self, mention: DateMention) -> tuple[dt.date, dt.date] | None:
        """First and last day of a date; one without a year is read from the article's own day."""
        if mention.role is Role.NOW:
            return (self.now, self.now) if self.now else None
        if mention.relative is not None:
            # `hôm qua` is the day before the print, where both are said.
            today = (self.published_at or self.now) if mention.relative.unit is Unit.DAY else self.now
            return counted_back(mention, today) if today else None
        if not mention.needs_year:
            assert mention.first is not None
            assert mention.last is not None
            return mention.first, mention.last
        if mention.ahead:
            return with_year_after(mention, self.now) if self.now else None
        if self.published_at is not None:
            return with_year(mention, self.published_at)
        if self.now is not None:
            return with_year(mention, self.now)
        return _beside_others(mention, self.latest, self.periods)


def _beside_others(
    mention: DateMention, latest: dt.date | None, periods: Iterable[tuple[dt.date, dt.date]]
) -> tuple[dt.date, dt.date] | None:
    """Where nobody says when the text was published: by its latest full date, else close to what it names.

    `Ngày 25/6/2024, … tính đến 20/6` is of those days; what is farther back comes after it, for the text does.
    `ngày 31/7, … 6 tháng cuối năm 2025` is of 2025; None where that could be more than one year.
    """
    if latest is not None:
        before = with_year(mention, latest)
        is_close = before is not None and latest - before[1] <= _CLOSE
        return before if is_close else with_year_after(mention, latest)
    found = {
        span
        for first, last in periods
        if (span := with_year(mention, last + _CLOSE)) is not None and span[1] >= first - _CLOSE
    }
    return found.pop() if len(found) == 1 else None


def describe_document(
    view: View,
    segments: Segments,
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    told: Told,
    catalog: Catalog,
) -> Document:
    hints = told.hints
    published = told.published_at or _published_in(view, segments, dates)
    basis = DateBasis.PUBLISHED if published else DateBasis.NONE
    if published is None and hints.published is not None:
        published, basis = hints.published, DateBasis.HINT
    latest = max(_full_days(view, dates), default=None)
    periods = tuple(sorted(set(_periods(dates))))
    dateline = _dateline(view, segments, dates, published, latest, periods)
    now, now_basis = (dateline, DateBasis.DATELINE) if dateline else (published, basis)
    written_on = published or now or era_of(view, dates)
    province, below = home_of(view, segments, places, hints, written_on, catalog)
    return Document(
        told.title or _title(view, segments, hints),
        published,
        basis,
        now,
        now_basis,
        latest,
        province,
        below,
        periods,
        written_on,
    )


def _title(view: View, segments: Segments, hints: Hints) -> str | None:
    if hints.title:
        return hints.title
    lines = (p for p in segments.paragraphs if not p.furniture)
    # A headline has some words, and comes before the first long paragraph.
    for paragraph in lines:
        words = view.text[paragraph.start : paragraph.end].split()
        if 5 <= len(words) <= 40 and not any(":" in w and w[0].isdigit() for w in words):
            start, end = view.origin(paragraph.start, paragraph.end)
            return view.original[start:end].strip()
    return None


def _published_in(view: View, segments: Segments, dates: Sequence[DateMention]) -> dt.date | None:
    """In the page's head: a day with a time, else with its weekday, else on a short line of its own."""
    head = segments.paragraphs[:_HEADER_PARAGRAPHS]
    on_lines = [(p, d) for p in head for d in dates if p.start <= d.start < p.end and _is_full_day(d)]
    headers = [date for _, date in on_lines if date.role is Role.HEADER]
    timed = [date for date in headers if has_time(view.lower, date)]
    # Many portals print today's date above the article, most of them without a time; else an earlier one follows.
    prose = _start_of_prose(head)
    above = [date.last for date in timed if date.last and date.start < prose]
    if len(above) > 1:
        return min(above[:2])
    for date in [*timed, *headers]:
        return date.last
    for paragraph, date in on_lines:
        length = paragraph.end - paragraph.start
        posted = length <= _LONGEST_HEADER and _POSTED.fullmatch(view.lower, paragraph.start, date.start)
        # `Tính đến ngày 31/1/2024:` leads up to a list.
        leads_up = view.lower[date.end : paragraph.end].rstrip().endswith(":")
        is_all = length - (date.end - date.start) <= 12 and date.role is Role.REFERENCE
        if posted or (is_all and not leads_up):
            return date.last
    return None


def _start_of_prose(paragraphs: Sequence[Paragraph]) -> int:
    starts = (p.start for p in paragraphs if p.end - p.start > _LEAST_PROSE)
    return next(starts, paragraphs[-1].end if paragraphs else 0)


def _is_full_day(date: DateMention) -> bool:
    return date.precision is Precision.DAY and date.last is not None and date.first == date.last


def _full_days(view: View, dates: Iterable[DateMention]) -> Iterable[dt.date]:
    known = (Role.REFERENCE, Role.START, Role.HEADER)
    return (
        date.last
        for date in dates
        if date.role in known and _is_full_day(date) and date.last and not _is_to_come(view, date)
    )


def _is_to_come(view: View, date: DateMention) -> bool:
    if _BY_THEN.search(view.lower, max(0, date.start - 30), date.start):
        return True
    wished = _TO_BE_DONE.search(view.lower, max(0, date.start - 300), date.start)
    return wished is not None and _IS_DONE.match(view.lower, date.end) is None


def _periods(dates: Iterable[DateMention]) -> Iterable[tuple[dt.date, dt.date]]:
    parts = (Precision.MONTH, Precision.QUARTER, Precision.HALF)
    named = (d for d in dates if d.precision in parts and not d.needs_year and d.relative is None)
    return ((d.first, d.last) for d in named if d.first and d.last)


def _dateline(
    view: View,
    segments: Segments,
    dates: Sequence[DateMention],
    published: dt.date | None,
    latest: dt.date | None,
    periods: Sequence[tuple[dt.date, dt.date]],
) -> dt.date | None:
    """`Chiều 31-01, tại …`, `Hôm qua, …` at the head of the text, or `hội nghị diễn ra ngày 26/3` in its lead."""
    prose = (p for p in segments.paragraphs if not (p.furniture or p.is_item) and _is_prose(view, p))
    in_order = Ordered(dates)
    held = [
        (number, _day_of(date, published, latest, periods))
        for number, paragraph in enumerate(prose)
        if (date := _first_held(view, paragraph, in_order)) is not None
        and not (published is not None and _ANNOUNCED.match(view.lower, date.end, paragraph.end))
    ]
    number, day = held[0] if held else (_LEADS, None)
    if (
        _is_headed(view, segments, _BULLETIN, _TITLE_PARAGRAPHS)
        or number >= _LEADS
        or day is None
        or _is_left_behind(view, day, published, dates, periods)
    ):
        return None
    # Behind a lead that names no day, or in a roundup, one meeting after the other is told: none is the text's.
    one_by_one = number > 0 or is_a_roundup(view, segments)
    several = one_by_one and any(other != day for _, other in held)
    return None if several else day


def is_a_roundup(view: View, segments: Segments) -> bool:
    """`Tin vắn`, `Điểm tin tuần`: one thing after the other, each with a headline of its own."""
    return _is_headed(view, segments, _ROUNDUP, _HEADER_PARAGRAPHS)


def _is_headed(view: View, segments: Segments, words: regex.Pattern[str], most: int) -> bool:
    """Whether one of the first paragraphs has the words, at `most` so many."""
    heads = segments.paragraphs[:most]
    return bool(heads) and words.search(view.lower, 0, heads[-1].end) is not None


def _is_prose(view: View, paragraph: Span) -> bool:
    """No caption, which ends without a full stop."""
    length = paragraph.end - paragraph.start
    ends = view.lower[paragraph.start : paragraph.end].rstrip().endswith(".")
    return length > _LEAST_PROSE or (ends and length > _SHORTEST_LEAD)


def _first_held(view: View, paragraph: Span, dates: Ordered[DateMention]) -> DateMention | None:
    """The first day of a paragraph on which something was held."""
    inside = dates.within(paragraph.start, paragraph.end)
    return next((date for date in inside if _is_held_then(view, paragraph, date)), None)


def _is_held_then(view: View, lead: Span, date: DateMention) -> bool:
    if date.precision is not Precision.DAY or date.role is not Role.REFERENCE:
        return False
    up_to = _UP_TO.search(view.lower, max(lead.start, date.start - 30), date.start)
    if up_to or view.lower.startswith(_PARTS, date.start):
        return False
    if _AGO.search(view.lower, lead.start, date.start) or _OF_A_PAPER.search(
        view.lower, lead.start, date.start
    ):
        return False
    at_the_head = date.start - lead.start <= _DATELINE_CHARACTERS
    return (
        at_the_head
        or bool(_HOLDS.match(view.lower, date.end, lead.end))
        or bool(_HELD_ON.search(view.lower[max(lead.start, date.start - 60) : date.start]))
    )


def _is_left_behind(
    view: View,
    day: dt.date,
    published: dt.date | None,
    dates: Sequence[DateMention],
    periods: Sequence[tuple[dt.date, dt.date]],
) -> bool:
    """A text without a date that goes on to `trong năm 2024` was not written on a day of 2022.

    Nor one of June that begins with what was announced in April, and tells of a day in May.
    """
    if published is not None:
        if published - day <= _FRESH:
            return False
        if any(day < last <= published for _, last in periods):
            return True
        days = (d for d in dates if d.role is Role.REFERENCE and d.precision is Precision.DAY)
        told = (with_year(d, published) if d.needs_year else (d.first, d.last) for d in days)
        return any(span is not None and span[1] is not None and day < span[1] <= published for span in told)
    later = (d for d in dates if d.role is Role.REFERENCE and d.first is not None and d.first > day)
    return any(not _is_to_come(view, date) for date in later)


def _day_of(
    date: DateMention,
    published: dt.date | None,
    latest: dt.date | None,
    periods: Sequence[tuple[dt.date, dt.date]],
) -> dt.date | None:
    if date.relative is not None:
        span = counted_back(date, published) if date.relative.unit is Unit.DAY and published else None
        day = span[1] if span else None
    elif not date.needs_year:
        day = date.last
    else:
        span = with_year(date, published) if published else _beside_others(date, latest, periods)
        day = span[1] if span else None
    late = day is not None and published is not None and not 0 <= (published - day).days <= 60
    return None if late else day
