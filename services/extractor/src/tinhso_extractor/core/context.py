"""Of whom and when: the place, scope, date and status in force at each figure of a text.

A small state machine runs over the sentences; each answer names the span or rule that gave it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from tinhso_extractor.core.dates import DateMention, Role
from tinhso_extractor.core.document import HUE, HUE_BECAME_A_CITY, Document, key_of
from tinhso_extractor.core.figures import Change, Figure
from tinhso_extractor.core.places import PlaceKind, PlaceMention
from tinhso_extractor.core.segments import Ordered, Paragraph, Segments, Sentence, Span
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import DateBasis, Precision, Scope, Status


@dataclass(frozen=True)
class Place:
    scope: Scope
    key: str | None
    name: str | None = None
    certain: bool = True


@dataclass(frozen=True)
class When:
    as_of: dt.date | None
    precision: Precision
    basis: DateBasis
    first: dt.date | None = None
    """The first day of the named period."""


UNKNOWN_WHEN: Final = When(None, Precision.UNKNOWN, DateBasis.NONE)

_TOPIC_CHARACTERS: Final = 70

# A name after these is compared with, worked with or listed: the figure is not its own.
_NOT_THE_OWNER: Final = regex.compile(
    r"(?:so với|cùng với|cùng|với|như|giữa|theo sau|kinh nghiệm của|học tập|và các tỉnh|gồm|gồm các|giáp|đến từ|từ|đi)\s+"
    r"(?:tỉnh|thành phố|tp\.?|các tỉnh|sở [^,.;]{3,60}?)?\s*$"
)
_PHRASE_END: Final = regex.compile(r"[,;.:]\s")
_OWNER_AFTER: Final = regex.compile(
    r"(?:của|ở|tại|trên địa bàn|cho|thuộc|toàn)\s+(?:tỉnh|thành phố|tp\.?)?\s*$"
)


class Places:
    """The owner of each figure."""

    def __init__(
        self,
        view: View,
        segments: Segments,
        mentions: Sequence[PlaceMention],
        document: Document,
        catalog: Catalog,
    ) -> None:
        self._view = view
        self._document = document
        self._catalog = catalog
        self._mentions = Ordered(self._dated(mention) for mention in mentions)
        self._states = self._run(segments)

    def at(self, figure: Figure, sentence: Sentence) -> Place:
        clause = sentence.clause_of(figure.start)
        before = list(self._owners(sentence.start, figure.start))
        if before:
            return self._place_of(before[-1], self._states[sentence.start])
        phrase_end = _PHRASE_END.search(self._view.lower, figure.end, clause.end)
        end = phrase_end.start() if phrase_end else clause.end
        after = [m for m in self._owners(figure.end, end) if self._is_owner_after(m)]
        if after:
            return self._place_of(after[0], self._states[sentence.start])
        return self._states[sentence.start]

    def _is_owner_after(self, mention: PlaceMention) -> bool:
        if mention.kind is PlaceKind.NATION:
            return True
        return bool(_OWNER_AFTER.search(self._view.lower, max(0, mention.start - 30), mention.start))

    def _owners(self, start: int, end: int) -> list[PlaceMention]:
        return [
            mention
            for mention in self._mentions.within(start, end)
            if mention.end <= end and not self._is_compared(mention)
        ]

    def _is_compared(self, mention: PlaceMention) -> bool:
        if mention.kind is not PlaceKind.PROVINCE:
            return False
        return bool(_NOT_THE_OWNER.search(self._view.lower, max(0, mention.start - 90), mention.start))

    def _dated(self, mention: PlaceMention) -> PlaceMention:
        """`Huế` was a city inside its province until 2025."""
        written = self._document.written_on
        is_city = mention.province_id == HUE and mention.name is not None and "Thừa Thiên" not in mention.name
        if is_city and (written is None or written < HUE_BECAME_A_CITY):
            return PlaceMention(mention.start, mention.end, PlaceKind.DISTRICT, HUE, mention.name)
        return mention

    def _run(self, segments: Segments) -> dict[int, Place]:
        """The state at each sentence, by its start.

        A paragraph goes on from how the one before it began, not from the aside that this one ended with.
        """
        state = opening = self._home()
        states: dict[int, Place] = {}
        number = -1
        for sentence in segments.sentences:
            begins = sentence.paragraph != number
            state = opening if begins else state
            topic = self._topic_of(sentence, heading=segments.paragraphs[sentence.paragraph].aside)
            if topic is not None:
                state = self._place_of(topic, state)
            opening = state if begins else opening
            number = sentence.paragraph
            states[sentence.start] = state
        return states

    def _home(self) -> Place:
        if self._document.province_id is None:
            return Place(Scope.PROVINCE, None, certain=False)
        key = key_of(self._document.province_id, self._document.written_on, self._catalog)
        if self._document.below_province:
            return Place(Scope.DISTRICT, key, certain=key is not None)
        return Place(Scope.PROVINCE, key, certain=key is not None)

    def _home_is_a_city(self) -> bool:
        home = self._home().key
        return home is not None and self._catalog.provinces[home].division.startswith("thành phố")

    def _topic_of(self, sentence: Sentence, *, heading: bool) -> PlaceMention | None:
        """What the sentence begins with; a heading or caption changes it only when it begins with the name."""
        limit = sentence.start + (4 if heading else _TOPIC_CHARACTERS)
        for mention in self._owners(sentence.start, sentence.end):
            if mention.start > limit:
                return None
            return mention
        return None

    def _place_of(self, mention: PlaceMention, state: Place) -> Place:
        match mention.kind:
            case PlaceKind.NATION:
                return Place(Scope.NATIONAL, None)
            case PlaceKind.PROVINCE:
                assert mention.province_id is not None
                key = key_of(mention.province_id, self._document.written_on, self._catalog)
                return Place(Scope.PROVINCE, key, certain=key is not None)
            case PlaceKind.THIS_PROVINCE:
                key = state.key or self._home().key
                return Place(Scope.PROVINCE, key, certain=key is not None)
            case PlaceKind.THIS_CITY if self._home_is_a_city():
                return self._home()
            case PlaceKind.DISTRICT | PlaceKind.COMMUNE | PlaceKind.THIS_CITY:
                return self._lower(mention, state)
            case PlaceKind.OTHER:
                return Place(Scope.OTHER, None)

    def _lower(self, mention: PlaceMention, state: Place) -> Place:
        scope = Scope.COMMUNE if mention.kind is PlaceKind.COMMUNE else Scope.DISTRICT
        key = state.key or self._home().key
        if mention.province_id is not None:
            key = key_of(mention.province_id, self._document.written_on, self._catalog) or key
        return Place(scope, key, mention.name or state.name)


_AT_THAT_TIME: Final = regex.compile(
    r"\b(?:lúc đó|khi đó|lúc ấy|khi ấy|hồi đó|hồi ấy|bấy giờ|thời điểm (?:đó|ấy)|ngày ấy|năm (?:đó|ấy)|ban đầu|vạch xuất phát|trước đó)\b"
)
_ABOUT_AN_INDEX: Final = regex.compile(
    r"\b(?:xếp hạng|chỉ số|dti|thứ hạng|vị trí|đứng thứ|par index|sipas)\b"
)


LONGEST_LIST: Final = 50
NO_SPAN: Final = Span(0, 0)
TITLE_PARAGRAPHS: Final = 8
PARTS_OF_A_YEAR: Final = (Precision.MONTH, Precision.QUARTER, Precision.HALF)
_REPORT: Final = regex.compile(r"\b(?:kết quả|báo cáo|tình hình|sơ kết|số liệu|thông báo)\b")
_UNTIL: Final = regex.compile(r"\b(?:đến|tới|trước|hết|cuối|vào cuối)\b")
_NAMELESS_PERIOD: Final = regex.compile(
    r"\b(?:trong|sau|qua)?\s*\d{1,2} (?:tháng|tuần|quý)(?! (?:đầu|cuối)? ?năm)\b"
)
_DONE: Final = regex.compile(r"\bđã (?:hoàn thành|xong|thực hiện xong)\b")


class Dates:
    """The reference date of each figure: clause, sentence, paragraph, dateline, publication, in this order."""

    def __init__(
        self, view: View, segments: Segments, mentions: Sequence[DateMention], document: Document
    ) -> None:
        self._view = view
        self._document = document
        governing = [m for m in mentions if m.role in (Role.REFERENCE, Role.NOW)]
        self._governing = Ordered(governing)
        # `năm ngoái` dates its own sentence, and no other.
        self._carried = Ordered(m for m in governing if m.years_ago is None)
        self._years = Ordered(m for m in governing if m.precision is Precision.YEAR)
        self._horizons = Ordered(m for m in mentions if m.role in (Role.REFERENCE, Role.NOW, Role.HORIZON))
        self._segments = segments
        self._report = self._report_title()

    def at(self, figure: Figure, sentence: Sentence, *, wished: bool = False) -> When:
        """`wished`: a goal's year dates it too."""
        clause = sentence.clause_of(figure.start)
        paragraph = self._segments.paragraphs[sentence.paragraph]
        for span, basis in (
            (clause, DateBasis.CLAUSE),
            (sentence, DateBasis.SENTENCE),
            (Span(paragraph.start, sentence.start), DateBasis.PARAGRAPH),
            (self._introduction_of(paragraph), DateBasis.PARAGRAPH),
            (self._report, DateBasis.PARAGRAPH),
        ):
            among = self._carried if basis is DateBasis.PARAGRAPH else self._governing
            mention = self._nearest(self._horizons if wished else among, figure, span)
            if mention is not None:
                return self._when(mention, basis)
        if self._document.now is not None:
            return When(self._document.now, Precision.DAY, self._document.now_basis, self._document.now)
        return UNKNOWN_WHEN

    def is_ahead(self, figure: Figure, sentence: Sentence) -> bool:
        """`đến hết năm 2025 …` in a text of 2024: nobody can have achieved it yet."""
        mention = self._nearest(self._governing, figure, sentence.clause_of(figure.start))
        mention = mention or self._nearest(self._governing, figure, sentence)
        if mention is None or mention.role is Role.NOW or self._document.now is None:
            return False
        span = self._document.span_of(mention)
        if span is None or span[1] <= self._document.now:
            return False
        words = self._view.lower[max(sentence.start, mention.start - 12) : mention.end]
        return span[0] > self._document.now or bool(_UNTIL.search(words))

    def is_done(self, figure: Figure, sentence: Sentence) -> bool:
        """`đã hoàn thành 29 nhiệm vụ`: counted up to now, whatever the period that is named."""
        clause = sentence.clause_of(figure.start)
        return bool(_DONE.search(self._view.lower, clause.start, figure.start))

    def not_after_now(self, when: When) -> When:
        """`Năm 2025, tỉnh đã cấp …` in an article of October 2025: what is achieved was so when it was written."""
        now = self._document.now
        if now is None or when.as_of is None or when.as_of <= now:
            return when
        return When(now, Precision.DAY, self._document.now_basis, now)

    def _introduction_of(self, paragraph: Paragraph) -> Span:
        """`Kết quả đến 30/9/2025 như sau:` dates the items of the list under it."""
        if not is_list_item(self._view, paragraph):
            return NO_SPAN
        first = max(0, paragraph.number - LONGEST_LIST)
        for before in reversed(self._segments.paragraphs[first : paragraph.number]):
            if not is_list_item(self._view, before):
                leads_to_a_list = self._view.lower[before.start : before.end].rstrip().endswith(":")
                return Span(before.start, before.end) if leads_to_a_list else NO_SPAN
        return NO_SPAN

    def _report_title(self) -> Span:
        """`Kết quả … 9 tháng năm 2025`: the title of a report dates what it does not date itself."""
        for paragraph in self._segments.paragraphs[:TITLE_PARAGRAPHS]:
            line = self._view.lower[paragraph.start : paragraph.end]
            dates = self._governing.within(paragraph.start, paragraph.end)
            of_a_part = any(m.precision in PARTS_OF_A_YEAR for m in dates)
            if of_a_part and _REPORT.search(line) and len(line.split()) <= 30:
                return Span(paragraph.start, paragraph.end)
        return NO_SPAN

    def year_at(self, figure: Figure, sentence: Sentence) -> int | None:
        """The edition of a yearly index: the year that governs the figure by name, never today's."""
        paragraph = self._segments.paragraphs[sentence.paragraph]
        for span in (sentence, Span(paragraph.start, sentence.start)):
            mention = self._nearest(self._years, figure, span)
            if mention is not None:
                return self._year_of(mention)
        edition = next((m for m in self._years.before(figure.start) if self._names_an_edition(m)), None)
        return self._year_of(edition) if edition else None

    def _year_of(self, mention: DateMention) -> int | None:
        span = self._document.span_of(mention)
        return span[1].year if span else None

    def _names_an_edition(self, mention: DateMention) -> bool:
        """`bảng xếp hạng … năm 2022`: the year of an index, in a sentence about one."""
        sentence = self._segments.sentence_at(mention.start)
        if mention.precision is not Precision.YEAR or sentence is None:
            return False
        return bool(_ABOUT_AN_INDEX.search(self._view.lower, sentence.start, sentence.end))

    def has_nameless_period(self, sentence: Sentence) -> bool:
        """`trong 6 tháng`: which ones is not said."""
        return bool(_NAMELESS_PERIOD.search(self._view.lower, sentence.start, sentence.end))

    def is_vague(self, figure: Figure, sentence: Sentence) -> bool:
        """`lúc đó`, `khi ấy`: a past day that is not named."""
        paragraph = self._segments.paragraphs[sentence.paragraph]
        vague = [m.start() for m in _AT_THAT_TIME.finditer(self._view.lower, paragraph.start, sentence.end)]
        dated = [m.start for m in self._governing.within(paragraph.start, sentence.end)]
        return bool(vague) and vague[0] <= figure.start and max(dated, default=-1) < vague[-1]

    def year_before(self, figure: Figure, sentence: Sentence) -> int | None:
        """`riêng năm 2023, … đến giữa tháng 12/2023`: the year that the sentence names before the figure."""
        named = self._years.within(sentence.start, figure.start)
        years = [m for m in named if m.first and m.last and m.first.year == m.last.year]
        return years[-1].last.year if years and years[-1].last else None

    def _nearest(self, among: Ordered[DateMention], figure: Figure, span: Span) -> DateMention | None:
        inside = [m for m in among.within(span.start, span.end) if m.end <= span.end]
        before = [m for m in inside if m.end <= figure.start]
        if before:
            return before[-1]
        return next((m for m in inside if m.start >= figure.end), None)

    def _when(self, mention: DateMention, basis: DateBasis) -> When:
        if mention.role is Role.NOW:
            return When(self._document.now, Precision.DAY if self._document.now else Precision.UNKNOWN,
                        self._document.now_basis, self._document.now)  # fmt: skip
        span = self._document.span_of(mention)
        if span is None:
            return UNKNOWN_WHEN
        return When(span[1], mention.precision, basis, span[0])


_WISHED: Final = regex.compile(
    r"\b(?:chỉ tiêu(?! (?:được giao )?(?:về|so|đề ra,))|mục tiêu|phấn đấu|đặt ra|đề ra|đích|phải (?:đạt|gom|có|hoàn)|yêu cầu|hướng (?:tới|đến)"
    r"|kỳ vọng|giao(?= (?:hơn|trên|tối thiểu|ít nhất|cho|tỉnh|đạt|kích)?\s*\d|\s*$)|quyết tâm|cần đạt|bảo đảm đạt|tối thiểu đạt)\b"
)
_PLANNED: Final = regex.compile(
    r"\b(?:dự kiến|sẽ|xây dựng kế hoạch|lên kế hoạch|sắp|thời gian tới|năm tới|chuẩn bị|đề xuất|triển khai bổ sung|tiếp tục phối hợp|đang trình)\b"
)
_ACHIEVED: Final = regex.compile(
    r"\b(?:đến nay|tới nay|hiện nay|hiện có|kết quả|thực tế|đã (?!giao|đề|đặt|ký|ban)|(?:vượt|đạt|so với|hoàn thành|vượt mức|bằng \d+\S*) (?:chỉ|mục) tiêu[^,.;\d]{0,40})\b"
)
_ANY_DIGIT: Final = regex.compile(r"(?<!năm )(?<!\d)\d{1,3}(?:[.,]\d|%|\s)")
_IF: Final = regex.compile(r"\b(?:nếu(?! (?:so|tính|chỉ tính))|giả sử|trong trường hợp)\b")
_NEGATED_AFTER: Final = regex.compile(r"^[^,.;:()\d]{0,60}?\b(?:chưa|không (?:được|có|đạt|đủ))\b")
# `cao hơn mức bình quân cả nước là 45%`, `cùng kỳ 60%`: what it is measured against.
_COMPARED_BEFORE: Final = regex.compile(
    r"(?:cùng kỳ|bình quân|trung bình)[^,.;()\d]{0,50}$|so với (?:(?!đạt)[^,.;()\d]){0,40}$"
)
_NEGATED_BEFORE: Final = regex.compile(
    r"\b(?:còn thiếu|thiếu|mất|hủy|thu hồi|trả lại|không phải(?: là)?|thay vì|chứ không phải(?: là)?)\s*$"
)


_TOP_HEADING: Final = regex.compile(r"^\s*(?:[IVX]+|[A-Z]|Phần\s\S+)\s?[.)/-]\s|^[^\p{Ll}]+$")
_GOALS_HEADING: Final = regex.compile(
    r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|nhiệm vụ trọng tâm|phương hướng|kế hoạch năm)\b"
)
_LIST_ITEM: Final = regex.compile(r"\s*(?:[-+*•–]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s")
_PLAN_TITLE: Final = regex.compile(r"^\W*(?:kế hoạch|chương trình|dự thảo|đề án|phương hướng)\b")


def is_list_item(view: View, paragraph: Paragraph) -> bool:
    return bool(_LIST_ITEM.match(view.lower, paragraph.start, paragraph.end))


def goals_of(view: View, segments: Segments) -> frozenset[int]:
    """The paragraphs that list goals: under a heading or an introduction that says so, or of a plan."""
    goals: set[int] = set()
    first = next((p for p in segments.paragraphs if not p.furniture), None)
    planned = first is not None and bool(_PLAN_TITLE.match(view.lower, first.start, first.end))
    heading = introduced = False
    for paragraph in segments.paragraphs:
        line = view.text[paragraph.start : paragraph.end]
        lowered = view.lower[paragraph.start : paragraph.end]
        about_goals = bool(_GOALS_HEADING.search(lowered))
        if len(lowered.split()) <= 14 and _TOP_HEADING.match(line):
            heading = introduced = about_goals
        elif lowered.rstrip().endswith(":"):
            introduced = about_goals
        elif not is_list_item(view, paragraph):
            introduced = False
        if heading or introduced or planned:
            goals.add(paragraph.number)
    return frozenset(goals)


def status_of(view: View, figure: Figure, sentence: Sentence, *, among_goals: bool) -> Status:
    """The last word on it before the figure decides: wished, planned, or achieved."""
    if figure.change is Change.DELTA:
        return Status.CHANGE_DELTA
    clause = sentence.clause_of(figure.start)
    cues = _cues(view, clause.start, figure.start)
    if not cues and clause.start > sentence.start:
        # `Mục tiêu đến năm 2025: 80% …; 90% …`: what opens the sentence holds for all of its clauses.
        opening = _ANY_DIGIT.search(view.lower, sentence.start, clause.start)
        cues = _cues(view, sentence.start, opening.start() if opening else clause.start)
    if cues:
        return max(cues, key=lambda cue: cue[0])[1]
    return Status.TARGET if among_goals else Status.ACTUAL


def _cues(view: View, start: int, end: int) -> list[tuple[int, Status]]:
    return [
        (match.end(), status)
        for pattern, status in ((_WISHED, Status.TARGET), (_PLANNED, Status.PLAN), (_ACHIEVED, Status.ACTUAL))
        for match in pattern.finditer(view.lower, start, end)
    ]


def is_hypothetical(view: View, figure: Figure, sentence: Sentence) -> bool:
    clause = sentence.clause_of(figure.start)
    return bool(_IF.search(view.lower, clause.start, figure.start))


def is_comparison(view: View, figure: Figure, sentence: Sentence) -> bool:
    return bool(_COMPARED_BEFORE.search(view.lower, max(sentence.start, figure.lead - 80), figure.lead))


def is_negated(view: View, figure: Figure, sentence: Sentence) -> bool:
    before = view.lower[max(sentence.start, figure.lead - 20) : figure.lead]
    after = view.lower[figure.end : sentence.clause_of(figure.start).end]
    return bool(_NEGATED_BEFORE.search(before) or _NEGATED_AFTER.match(after))
