"""When each figure was true: the date that governs it, and the rule that says so."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

import regex

from tinhso_extractor.core.anchored import DIGITS, Anchored, Rare
from tinhso_extractor.core.dates import THIS_YEAR, DateMention, Role, last_day
from tinhso_extractor.core.document import Document
from tinhso_extractor.core.editions import Editions
from tinhso_extractor.core.figures import Figure, Shape
from tinhso_extractor.core.governing import (
    is_bracketed_with_a_figure,
    is_in_contrast,
    is_of_an_index,
    nearest,
)
from tinhso_extractor.core.segments import (
    NO_SPAN,
    Ordered,
    Paragraph,
    Segments,
    Sentence,
    Span,
)
from tinhso_extractor.core.view import View
from tinhso_shared.events import DateBasis, Precision


@dataclass(frozen=True)
class When:
    as_of: dt.date | None
    precision: Precision
    basis: DateBasis
    first: dt.date | None = None
    """The first day of the named period."""
    is_period: bool = False
    """What is named is a stretch of time that a flow is of (`quý I`), not a day up to which it ran."""


UNKNOWN_WHEN: Final = When(None, Precision.UNKNOWN, DateBasis.NONE)

_AT_THAT_TIME: Final = Anchored(regex.compile(
    r"\b(?:lúc đó|(?<!trong )khi đó|lúc ấy|khi ấy|hồi đó|hồi ấy|bấy giờ|thời điểm (?:đó|ấy)|ngày ấy|năm (?:đó|ấy)|(?<!kết quả |bước |hiệu quả )ban đầu|vạch xuất phát|trước đó|cách (?:đây|nay)|trước khi|lúc mới|(?:\d|một|hai|ba|bốn|mấy|vài|nhiều) năm (?:về )?trước(?! đó)|(?<!trong )khi mới|những ngày đầu|đầu nhiệm kỳ|trước đây)\b"
), ("lúc", "khi đó", "khi ấy", "khi mới", "hồi đó", "hồi ấy", "bấy giờ", "thời điểm", "ngày ấy", "năm đó", "năm ấy",
    "ban đầu", "vạch xuất phát", "trước đó", "cách đây", "cách nay", "trước khi", *DIGITS, "một", "hai", "ba", "bốn", "mấy", "vài", "nhiều", "những ngày đầu", "đầu nhiệm kỳ", "trước đây"))  # fmt: skip


_OF_BEFORE: Final = ("trước đây", "trước khi", "ban đầu", "cách đây", "cách nay")
# `87,5%; tháng đầu tiên vận hành, con số này chỉ là 61,8%`: of its own clause only.
_AT_FIRST: Final = Rare(
    r"\b(?:(?:tháng|tuần|quý|năm) đầu tiên|thời gian đầu)\b[^.;\d]{0,60}\b(?:chỉ|mới)\b"
    # `Cùng thời điểm năm ngoái, …`: no end of that year
    r"|\b(?:cùng|đúng) thời điểm (?:này )?(?:của )?năm (?:ngoái|trước)\b",
    ("đầu tiên", "thời gian đầu", "cùng thời điểm", "đúng thời điểm"),
)
_ISSUED: Final = regex.compile(r"[^.;\n]{0,80}?\b(?:ban hành|phê duyệt|ký quyết định|ra nghị quyết)\b")
_OF_THESE: Final = regex.compile(
    r"\W*(?:trong đó|trong số (?:đó|này)|theo đó|cụ thể|(?:cũng )?(?:trong|cùng) (?:khoảng )?(?:thời gian|giai đoạn|kỳ) (?:này|đó|trên))\b"
)
_EXPECTED: Final = regex.compile(r"\b(?:dự kiến|sẽ|phấn đấu|yêu cầu|đề nghị|cam kết)\b[^,.;:()\n]*$")
# `Giám đốc Sở cho biết, năm 2024, …`: what is told begins with the year.
_SAYS: Final = regex.compile(
    r"\b(?:cho biết|cho hay|thông tin|khẳng định|chia sẻ|báo cáo)(?: thêm)?[,:]?\s*(?:rằng|là)?[,:]?\s*(?:trong|riêng)?\s*$"
)
TITLE_PARAGRAPHS: Final = 8
PARTS_OF_A_YEAR: Final = (Precision.MONTH, Precision.QUARTER, Precision.HALF)
# `2. Cấp căn cước (số liệu đến 25/3/2024)`, `Con số của tỉnh (cập nhật đến 20/9/2025)`
_NUMBER: Final = regex.compile(r"\d{1,2}\.\s")
_DATED_HEADING: Final = regex.compile(
    rf"(?:{_NUMBER.pattern})?[^.;:\n]{{3,80}}\((?:\p{{L}}+\s){{0,3}}(?:đến|tới|hết)[^()\n]{{3,30}}\)\s*:?"
)
_AS_ABOVE: Final = Rare(
    r"\bthời điểm (?:trên|nói trên)\b|\bcùng thời (?:điểm|gian)\b", ("thời điểm ", "cùng thời ")
)
_OF_THEN: Final = regex.compile(r"\s?(?:của|hồi|vào|ở|trong)(?: cả| cuối| đầu)?\s")
_SAME_YEAR: Final = Rare(r"\bcùng năm\b(?! (?:\d|nay|ngoái|trước))", ("cùng năm",))
_FOR_ALL: Final = regex.compile(
    r"\W*(?:(?:ghi chú|lưu ý)\W+)?(?:(?:các|những|toàn bộ) )?số liệu"
    r"(?: (?:trên|này|trong|báo cáo|bài|bảng|được|đều|tổng hợp|thống kê|cập nhật|chốt|lấy|tính|của tỉnh|từ|đến|tới|hết"
    r"|vào|tại|ngày|thời điểm))* #[.\s)\"]*"
)
_REPORT: Final = regex.compile(r"\b(?:kết quả|báo cáo|tình hình|sơ kết|số liệu|thông báo)\b")
_ESTIMATED: Final = regex.compile(r"\bước\b")
_UNTIL_THEN: Final = regex.compile(r"\b(?:đến|tới|hết|trước|tính)(?: hết| cuối| ngày)?\s*$")
_IS_TOLD: Final = regex.compile(r"\bđã (?!giao|đề|đặt|ký|ban)|\bcông bố\b|\b(?:tăng|giảm) \d+ (?:bậc|hạng)\b")
_WISHED: Final = regex.compile(r"\b(?:mục tiêu|phấn đấu)\b")
_TOLD_CHARACTERS: Final = 80
"""From a year to the verb that says what came of it."""
_RANKED: Final = regex.compile(
    r"[^.;:()\d]{0,60}\b(?:(?:xếp|đứng)\s(?:\p{L}+\s){0,2}(?:thứ|hạng|vị trí)\b|(?:đạt|được)\s[\d.,/]+\sđiểm\b)"
)
# `Năm 2025, kinh tế số chiếm 17,8% GRDP. …`: what is known by the year alone, and nothing else.
_OF_THE_ECONOMY: Final = regex.compile(
    r"[^.;:()\d]{0,40}\b(?:kinh tế số|grdp)\b[^.;:()\d]{0,40}\b(?:chiếm|đạt|đóng góp|ước|là)\b"
)
_ECONOMY_OF: Final = regex.compile(r"\b(?:kinh tế số|grdp)\b[^.;:()\d]{0,40}$")
# `bố trí 46,5 tỷ đồng cho 31 nhiệm vụ trong kế hoạch chuyển đổi số năm 2022`
_PLANNED_FOR: Final = regex.compile(
    r"[^.;]{0,80}?\b(?:trong|theo|thuộc|của)\s(?:các\s)?kế hoạch\b[^.;,\d]{0,60}\bnăm\s(?P<year>20\d\d)\b"
)
# `Kế hoạch chuyển đổi số năm 2023 của tỉnh có 86 nhiệm vụ`
_OF_THE_PLAN_FOR: Final = regex.compile(
    r"\bkế hoạch\b(?: số \d+/[\p{L}-]+)?[^.;,:\d]{0,60}\bnăm\s(?P<year>20\d\d)\b"
    r"(?:[^.;,:\d]{0,30}\s(?:có|gồm|bao gồm|với|đề ra)|, (?:toàn )?tỉnh (?:triển khai|thực hiện|có))\s(?:tổng số |cả thảy )?$"
)
_COUNTED_UP_TO: Final = regex.compile(r"\btính (?:đến|tới|hết)(?: cuối| hết)? $")
_RESULTS_UP_TO: Final = regex.compile(
    r"\b(?:kết quả|tổng hợp)\b[^.;:]{0,120}\b(?:đến|tới|hết)(?: hết| cuối| thời điểm)? $"
)
_LED_UP_TO: Final = regex.compile(rf"{_COUNTED_UP_TO.pattern}|{_RESULTS_UP_TO.pattern}")
_LEADS_UP: Final = regex.compile(
    r"\)?,?\s*(?:(?:cụ thể|như sau|trong đó)\b,?\s*){0,2}(?:(?P<colon>:)|\.)?\s*"
)
_OF_A_NOUN: Final = regex.compile(
    r"\p{L} (?!(?:đến|tới|hết|trong|từ|của|vào|cuối|đầu|giữa|trước|sau|riêng|tính|ngay|qua|và|ở|là|kể|suốt|như|cho|bằng|nhưng|thì|số liệu)\b)"
    r"\p{L}+ $"
)
_COUNTED_UNTIL: Final = regex.compile(r"\btính (?:đến|tới)\b")
_UNTIL: Final = regex.compile(r"\b(?:đến|tới|trước|hết|cuối|vào cuối)\b")
_NAMELESS_PERIOD: Final = regex.compile(
    r"\b(?:trong|sau|qua)?\s*(?P<count>\d{1,2}) (?P<unit>tháng|tuần|quý)(?! (?:đầu|cuối)? ?năm)\b(?! tới)"
)
_IN_THE_YEAR: Final = regex.compile(r"\btrong năm\b(?! (?:\d|nay|qua|tới|học|sau))")
# Not `trong tháng 5`, `trong tháng tới`
_IN_THE_MONTH: Final = regex.compile(r"(?<=^\W*|[.;:\n]\W*)\btrong tháng(?=,|$)")
DAYS_OF_A_YEAR: Final = 364
DAYS_OF_A_MONTH: Final = 31
_SUMMED_SINCE: Final = regex.compile(r"\b(?:lũy|luỹ) kế (?:kể )?từ (?:ngày )?\d")
_SINCE_JANUARY: Final = regex.compile(r"\b(?:từ|kể từ|tính từ) đầu năm\b")
_IN: Final = regex.compile(r"\b(?:trong|riêng|của|ở)\s*$")
_BEFORE: Final = regex.compile(r"\btrước\s(?:ngày\s)?$")
# `Kế hoạch của UBND tỉnh đến năm 2025, 80% …`; not `Thực hiện Kế hoạch …`, nor `…, tầm nhìn đến năm 2030`
_NAMED_ONLY: Final = regex.compile(
    r"\W*(?:thực hiện|triển khai|theo|căn cứ|trong)\b|[^\n]*\b(?:tầm nhìn|định hướng)(?: đến| tới)? (?:năm )?$"
)
_SO_FAR: Final = regex.compile(r"\b(?:đã|đến nay|tới nay|hiện|nay|mới|đang|vừa|ước)\b")
LEAD_IN: Final = 12
OPENING: Final = 30
# `Trong giải quyết thủ tục hành chính, năm 2025 …`
_ABOUT_WHAT: Final = regex.compile(r"\W*(?:trong|về|đối với|ở|tại)\s[^,.;:\d]{3,70},\s")
LEAST_MONTHS: Final = 3
_ONLY_THEN: Final = regex.compile(
    r"[^.;\d]{0,60}\b(?:mới chỉ|chỉ mới|mới|chỉ)(?: (?:là|có|đạt|chiếm|khoảng|hơn|gần|trên)\b[^.;\d]{0,12}| )\d"
)
_THIS_FIGURE: Final = Rare(r"\b(?:tỷ lệ|con số|mức) (?:này|ấy|đó)\b", ("tỷ lệ ", "con số ", "mức "))
# `Tỷ lệ này trong tháng 7 là 70,4%. …`: set beside what was told
_OF_THE_FIGURE_BEFORE: Final = regex.compile(rf"\W*{_THIS_FIGURE.pattern}")
_BEGINS_WITH_A_PART: Final = regex.compile(
    r"\W*(?:(?:tại|ở|riêng|còn) )?(?:huyện|xã|thị xã|phường|thị trấn|quận) \p{L}"
)
_DONE: Final = regex.compile(r"\bđã (?:hoàn thành|xong|thực hiện xong)\b")


class Dates:
    """The reference date of each figure: clause, sentence, paragraph, dateline, publication, in this order."""

    def __init__(
        self,
        view: View,
        segments: Segments,
        mentions: Sequence[DateMention],
        document: Document,
        rankings: Collection[str],
    ) -> None:
        self._view = view
        self._segments = segments
        self._document = document
        governing = [m for m in mentions if m.role in (Role.REFERENCE, Role.NOW)]
        years = [m for m in governing if m.precision is Precision.YEAR and m.relative != THIS_YEAR]
        governing = [
            m
            for m in governing
            if not (
                is_of_an_index(view, m) or _names_no_day_of_its_own(view, m) or _is_where_it_began(view, m)
            )
        ]
        self._governing = Ordered(governing)
        self._of_all_clauses = Ordered(m for m in governing if not self._is_of_the_economy(m))
        told_on = [m for m in governing if self._is_carried(m) and self._goes_on(m)]
        # `kinh tế số năm 2022 chiếm 56,8% GRDP. Đứng thứ hai là Thái Nguyên với 42,9%. …`
        self._carried_to_repeats = Ordered(told_on)
        self._carried = Ordered(m for m in told_on if not self._is_of_the_economy(m))
        # The index that is out this year may be of the last.
        self._years = Ordered(years)
        self._years_told = Ordered(m for m in years if not is_of_an_index(view, m))
        self._deadlines = Ordered(
            m
            for m in mentions
            if m.role is Role.PERIOD
            or (m.role is Role.COMPARISON and _BEFORE.search(view.lower, max(0, m.start - 12), m.start))
        )
        self._compared = Ordered(m for m in mentions if m.role is Role.COMPARISON)
        self._plans = Ordered(
            m
            for m in mentions
            if m.role in (Role.DOCUMENT, Role.HORIZON)
            and m.precision is Precision.YEAR
            and _UNTIL_THEN.search(view.lower, max(0, m.start - 12), m.start)
        )
        self._programmes = Ordered(m for m in mentions if m.role is Role.PERIOD)
        self._starts = Ordered(m for m in mentions if m.role is Role.START and m.precision is Precision.DAY)
        self._horizons = Ordered(m for m in mentions if m.role in (Role.REFERENCE, Role.NOW, Role.HORIZON))
        self._vague = Ordered(Span(*m.span()) for m in _AT_THAT_TIME.finditer(view.lower))
        self.editions = Editions(view, segments, years, document, rankings)
        self._for_all = self._told_for_all() or self._led_up_to() or self._report_title()
        self._headings = self._dated_headings()

    def at(self, figure: Figure, sentence: Sentence, *, wished: bool = False, repeats: bool = False) -> When:
        """`wished`: a goal's year dates it too; `repeats`: so does all that dated the figure before, as of `Link`."""
        if (compared := self._own_comparison(figure)) is not None:
            return self._when(compared, DateBasis.CLAUSE)
        ahead = self._view.lower, sentence.start, figure.start
        if not wished and _SAME_YEAR.search(*ahead):
            return self._as_told_last(self._years_told.before(sentence.start))
        as_above = not wished and _AS_ABOVE.search(*ahead) is not None
        for span, basis in self._spans_around(figure, sentence):
            if as_above and basis is DateBasis.PARAGRAPH:
                return self._as_told_last(
                    m for m in self._carried.before(sentence.start) if m.role is not Role.NOW
                )
            among = self._governing
            if basis is DateBasis.PARAGRAPH:
                among = self._carried_to_repeats if repeats else self._carried
            elif basis is DateBasis.SENTENCE and figure.shape is Shape.COUNT:
                among = self._of_all_clauses
            mention = nearest(self._view.lower, self._horizons if wished else among, figure, span)
            if mention is not None:
                return self._when(mention, basis)
        if wished and (year := self._horizon_before(figure)) is not None:
            return self._when(year, DateBasis.PARAGRAPH)
        if self._document.now is not None:
            return When(self._document.now, Precision.DAY, self._document.now_basis, self._document.now)
        return UNKNOWN_WHEN

    def _as_told_last(self, backwards: Iterable[DateMention]) -> When:
        last = next(iter(backwards), None)
        return self._when(last, DateBasis.PARAGRAPH) if last else UNKNOWN_WHEN

    def _own_comparison(self, figure: Figure) -> DateMention | None:
        """`cao hơn mức 98,9% của năm 2023`: dates what today's figure is compared with."""
        behind = next(iter(self._compared.within(figure.end, figure.end + LEAD_IN)), None)
        if behind is None or not _OF_THEN.fullmatch(self._view.lower, figure.end, behind.start):
            return None
        return behind

    def _spans_around(self, figure: Figure, sentence: Sentence) -> Iterator[tuple[Span, DateBasis]]:
        """The nearest first."""
        clause = sentence.clause_of(figure.start)
        yield clause, DateBasis.CLAUSE
        # What a later clause names dates none before it: `có 172 bộ dữ liệu; trong tháng 9, có …`.
        if clause.start > sentence.start:
            yield Span(sentence.start, clause.end), DateBasis.SENTENCE
        paragraph = self._segments.paragraphs[sentence.paragraph]
        before = Span(self._paragraph_start(paragraph), sentence.start)
        if not self._runs_on(figure, sentence, before):
            yield before, DateBasis.PARAGRAPH
        # `… nội dung sau:` stands ahead of `I. KẾT QUẢ (đến 30/9)`, or beneath it.
        above = [paragraph.introduction, self._headings.get(sentence.paragraph, NO_SPAN)]
        for span in (*sorted(above, key=attrgetter("start"), reverse=True), self._for_all):
            yield span, DateBasis.PARAGRAPH

    def _runs_on(self, figure: Figure, sentence: Sentence, before: Span) -> bool:
        """`Tháng 8 có lỗi. Lũy kế từ 1/7, …`: until today; not where the day that it ran to was told."""
        if not _SUMMED_SINCE.search(self._view.lower, sentence.start, figure.start):
            return False
        return all(m.precision is not Precision.DAY for m in self._carried.within(before.start, before.end))

    def _is_carried(self, mention: DateMention) -> bool:
        """Whether it dates what comes behind its sentence too.

        `năm ngoái` does not; `6 tháng đầu năm nay` is named as if by its year. Nor what is of one figure
        (`đạt 83% (năm 2021 mới 21%)`, `trong khi ngày 1/7 mới là 18%`), nor the day of a district.
        """
        lower = self._view.lower
        if mention.relative is not None and not mention.is_part_of_this_year:
            return False
        if is_bracketed_with_a_figure(lower, mention) or is_in_contrast(lower, mention):
            return False
        if _EXPECTED.search(lower, max(0, mention.start - 60), mention.start):
            return False  # `19 thôn lõm sóng dự kiến được xóa trong quý II. …`
        sentence = self._segments.sentence_at(mention.start)
        if sentence is None:
            return True
        if mention.precision is Precision.YEAR and _RANKED.match(lower, mention.end, sentence.end):
            return False  # `năm 2022 Bắc Giang xếp thứ 9 về chuyển đổi số. …`: the edition, and nothing else
        if self._looks_back(mention, sentence):
            return False
        if _OF_THE_FIGURE_BEFORE.match(lower, sentence.start):
            return False
        # `Cuối năm 2023, số tài khoản mới là 162.800. …`: looked back at, in passing.
        looks_back = _ONLY_THEN.match(lower, mention.end, sentence.end) is not None
        return not looks_back and _BEGINS_WITH_A_PART.match(lower, sentence.start) is None

    def _looks_back(self, mention: DateMention, sentence: Sentence) -> bool:
        """`Năm 2025 tỉnh tiếp nhận …, cao hơn so với hai tỉnh năm 2024. …`: what comes then is of 2025 again."""
        if mention.precision is Precision.DAY:
            return False  # `Chiều 13/10, … cho biết, đến hết ngày 10/10, …`
        start = sentence.start
        # `Năm 2025, tỷ lệ … đạt 92,6%. Để thấy khoảng cách, năm 2024, con số này là 74,4%. …`
        if mention.precision is Precision.YEAR and _THIS_FIGURE.search(self._view.lower, start, sentence.end):
            start = self._segments.paragraphs[sentence.paragraph].start
        ahead = self._governing.within(start, mention.start)
        if any(other.role is Role.NOW for other in ahead):
            return True  # `Đến nay, tỉnh có …; trong quý I, hồ sơ trực tuyến đạt …. …`
        span = self._document.span_of(mention)
        alike = (self._document.span_of(other) for other in ahead if other.precision is mention.precision)
        return any(span is not None and other is not None and span[1] < other[0] for other in alike)

    def _is_of_the_economy(self, mention: DateMention) -> bool:
        """`kinh tế số năm 2022 ước đạt 7,85% GRDP; 48 doanh nghiệp`: what stands behind is of today."""
        sentence = self._segments.sentence_at(mention.start)
        if sentence is None or mention.precision is not Precision.YEAR:
            return False
        return bool(
            _OF_THE_ECONOMY.match(self._view.lower, mention.end, sentence.end)
            or _ECONOMY_OF.search(self._view.lower, sentence.start, mention.start)
        )

    def _paragraph_start(self, paragraph: Paragraph) -> int:
        """`Trong đó, …`, `Cũng trong thời gian này, …` at its head goes on with the paragraph before."""
        goes_on = paragraph.number > 0 and _OF_THESE.match(self._view.lower, paragraph.start)
        return self._segments.paragraphs[paragraph.number - 1].start if goes_on else paragraph.start

    def _goes_on(self, mention: DateMention) -> bool:
        """`Năm 2023, …` opens what follows too; `… triển khai từ kế hoạch năm 2022` in passing does not.

        Nor does the day on which something was issued.
        """
        if mention.precision is Precision.DAY and _ISSUED.match(self._view.lower, mention.end):
            return False
        if mention.precision is not Precision.YEAR:
            return mention.precision is not Precision.MONTH or not self._is_of_a_noun(mention)
        sentence = self._segments.sentence_at(mention.start)
        return (
            sentence is None
            or bool(_SAYS.search(self._view.lower, sentence.start, mention.start))
            or bool(_COUNTED_UP_TO.search(self._view.lower, sentence.start, mention.start))
            or mention.start - sentence.start <= OPENING
            or bool(_ABOUT_WHAT.fullmatch(self._view.lower, sentence.start, mention.start))
            or sentence.end - mention.end <= OPENING
        )

    def _is_of_a_noun(self, mention: DateMention) -> bool:
        """`cho xem bảng thu tháng 10`: which of them, in passing."""
        sentence = self._segments.sentence_at(mention.start)
        return sentence is not None and bool(
            _OF_A_NOUN.search(self._view.lower, sentence.start, mention.start)
        )

    def is_ahead(self, figure: Figure, sentence: Sentence) -> bool:
        """`đến hết năm 2025 …` in a text of 2024: nobody can have achieved it yet."""
        clause = sentence.clause_of(figure.start)
        now = self._document.now or self._document.latest
        if now is not None and self._is_to_come(figure, clause, now):
            return True
        mention = nearest(self._view.lower, self._governing, figure, clause)
        if mention is None and clause is not sentence:
            mention = nearest(self._view.lower, self._governing, figure, sentence)
        span = self._document.span_of(mention) if mention and mention.role is not Role.NOW else None
        if mention is None or span is None or now is None or span[1] <= now:
            return False
        if _WISHED.search(self._view.lower, figure.end, mention.start):
            return False  # `đang đóng góp 17% GRDP và tỉnh đặt mục tiêu đưa lên 30% vào năm 2030`
        if mention.precision is Precision.MONTH and span[0] <= now:
            return False  # `tới tháng 6` in June
        told = mention.end, min(sentence.end, mention.end + _TOLD_CHARACTERS)
        if (
            mention.precision is Precision.YEAR
            and span[0] <= now
            and _IS_TOLD.search(self._view.lower, *told)
        ):
            return False  # `Đến năm 2024, mạng đã phủ sóng …` in a December
        words = self._view.lower[max(sentence.start, mention.start - 12) : mention.end]
        if self._document.now is None and (
            _COUNTED_UNTIL.search(words) or _IS_TOLD.search(self._view.lower, sentence.start, sentence.end)
        ):
            return False  # who counts up to a day, or tells what came of it, has seen it
        return span[0] > now or bool(_UNTIL.search(words))

    def _is_to_come(self, figure: Figure, clause: Span, now: dt.date) -> bool:
        """`Trước ngày 1/7/2024, …`, `Giai đoạn 2026 - 2030, …` or `Kế hoạch đến năm 2025, …`, in a text of before."""
        plan = next(self._plans.before(figure.start), None)
        if plan is not None and plan.start >= clause.start:
            span = self._document.span_of(plan)
            named = _NAMED_ONLY.match(self._view.lower, clause.start, plan.start)
            so_far = _SO_FAR.search(self._view.lower, plan.end, figure.start)
            if span is not None and span[1] > now and not named and not so_far:
                return True
        for mention in self._deadlines.within(clause.start, figure.start):
            span = self._document.span_of(mention)
            begins = mention.start - clause.start <= LEAD_IN
            if begins and span is not None and span[0] > now:
                return True
        return False

    def is_dated(self, sentence: Sentence) -> bool:
        """A day, month or year is named in it, or it says `đến nay`, or `từ đầu năm`."""
        if self._governing.within(sentence.start, sentence.end):
            return True
        return _SINCE_JANUARY.search(self._view.lower, sentence.start, sentence.end) is not None

    def is_behind(self, figure: Figure, sentence: Sentence) -> bool:
        """`tính đến 30/11/2023, …` in a text of December: of the past, also among goals."""
        mention = nearest(self._view.lower, self._governing, figure, sentence)
        span = self._document.span_of(mention) if mention else None
        return span is not None and self._document.now is not None and span[1] <= self._document.now

    def is_done(self, figure: Figure, sentence: Sentence) -> bool:
        """`đã hoàn thành 29 nhiệm vụ`: counted up to now, whatever the period that is named."""
        clause = sentence.clause_of(figure.start)
        return bool(_DONE.search(self._view.lower, clause.start, figure.start))

    def not_after_now(self, when: When, figure: Figure, sentence: Sentence) -> When:
        """`Năm 2025, tỉnh đã cấp …` in an article of October 2025: what is achieved was so when it was written."""
        now = self._document.now
        if now is None or when.as_of is None or when.as_of <= now:
            return when
        if _ESTIMATED.search(self._view.lower, sentence.start, figure.start):
            return when  # `ước năm 2025`, written in its November: the whole year is meant
        return When(now, Precision.DAY, self._document.now_basis, now)

    def _horizon_before(self, figure: Figure) -> DateMention | None:
        """`Đến năm 2030` over a list of goals; else the year in the plan's title."""
        now = self._document.now or self._document.latest
        for mention in self._horizons.before(figure.start):
            span = self._document.span_of(mention)
            if mention.precision is Precision.YEAR and span and now and span[1] > now:
                return mention
        return None

    def _dated_headings(self) -> dict[int, Span]:
        """Of the paragraphs under `I. KẾT QUẢ NĂM 2024`, that heading; `2. …` ends what is under `1. … (đến 25/3)`."""
        headings: dict[int, Span] = {}
        heading: Span | None = None
        is_numbered = False
        for paragraph in self._segments.paragraphs:
            number = _NUMBER.match(self._view.lower, paragraph.start)
            if (
                paragraph.is_top_heading
                or (is_numbered and number)
                or _DATED_HEADING.fullmatch(self._view.lower, paragraph.start, paragraph.end)
            ):
                dated = self._governing.within(paragraph.start, paragraph.end)
                heading = Span(paragraph.start, paragraph.end) if dated else None
                is_numbered = number is not None
            if heading is not None:
                headings[paragraph.number] = heading
        return headings

    def _told_for_all(self) -> Span | None:
        """`Số liệu tính đến ngày 20/6/2024.`, a sentence of nothing else: dates what does not date itself.

        None where two of them name different days.
        """
        said = [
            Span(sentence.start, sentence.end)
            for sentence in self._segments.sentences
            if self._view.lower.find("số liệu", sentence.start, sentence.end) >= 0
            and _FOR_ALL.fullmatch(self._without_dates(sentence))
        ]
        days = {
            self._document.span_of(m) for span in said for m in self._governing.within(span.start, span.end)
        }
        return said[0] if len(days) == 1 else None

    def _led_up_to(self) -> Span | None:
        """`Theo đó, tính đến ngày 14/9/2022:`, `… tổng hợp kết quả đến ngày 30/9.` ahead of all that is reported."""
        lower, is_headed = self._view.lower, False
        for paragraph in self._segments.paragraphs[:TITLE_PARAGRAPHS]:
            # What is led up to beneath `2. ĐỀ ÁN 06` is of that, if it does not say `Số liệu tính đến …:`.
            is_headed = is_headed or (paragraph.is_item and paragraph.is_top_heading)
            of_a_part = is_headed and lower.find("số liệu", paragraph.start, paragraph.end) < 0
            for mention in self._governing.within(paragraph.start, paragraph.end):
                rest = _LEADS_UP.fullmatch(lower, mention.end, paragraph.end)
                if rest is None:
                    continue
                up_to = _LED_UP_TO if rest["colon"] and not of_a_part else _RESULTS_UP_TO
                if up_to.search(lower, paragraph.start, mention.start):
                    return Span(mention.start, paragraph.end)
        return None

    def _without_dates(self, sentence: Sentence) -> str:
        """A sentence with one `#` for each date."""
        words, at = "", sentence.start
        for mention in self._governing.within(sentence.start, sentence.end):
            words += self._view.lower[at : mention.start] + "#"
            at = mention.end
        return words + self._view.lower[at : sentence.end]

    def _report_title(self) -> Span:
        """`Kết quả … 9 tháng năm 2025`: the title of a report dates what it does not date itself."""
        for paragraph in self._segments.paragraphs[:TITLE_PARAGRAPHS]:
            line = self._view.lower[paragraph.start : paragraph.end]
            dates = self._governing.within(paragraph.start, paragraph.end)
            of_a_part = any(m.precision in PARTS_OF_A_YEAR for m in dates)
            if of_a_part and _REPORT.search(line) and len(line.split()) <= 30:
                return Span(paragraph.start, paragraph.end)
        return NO_SPAN

    def programme(self, figure: Figure, sentence: Sentence) -> When | None:
        """`kinh phí giai đoạn 2021-2023`: the years of a programme that is over, in the figure's clause."""
        mention = nearest(self._view.lower, self._programmes, figure, sentence.clause_of(figure.start))
        now = self._document.now or self._document.latest or self._document.written_on
        if (
            mention is None
            or mention.first is None
            or mention.last is None
            or now is None
            or mention.last > now
        ):
            return None
        return When(mention.last, Precision.YEAR, DateBasis.CLAUSE, mention.first, is_period=True)

    def plan_year(self, figure: Figure, sentence: Sentence) -> When | None:
        """Of what a plan for a year holds: that year, whenever it is told."""
        clause = sentence.clause_of(figure.start)
        planned = _PLANNED_FOR.match(self._view.lower, figure.end, clause.end) or _OF_THE_PLAN_FOR.search(
            self._view.lower, clause.start, figure.lead
        )
        if planned is None or self.is_done(figure, sentence):
            return None
        year = int(planned["year"])
        last = dt.date(year, 12, 31)
        return When(last, Precision.YEAR, DateBasis.CLAUSE, dt.date(year, 1, 1), is_period=True)

    def nameless_period(self, sentence: Span) -> When | None:
        """`trong 6 tháng`: those that the text has named before, or that end when it was written.

        UNKNOWN_WHEN where neither can be told; None where the sentence has no such words.
        """
        if _IN_THE_YEAR.search(self._view.lower, sentence.start, sentence.end):
            return self._year_told_of(sentence)
        if _IN_THE_MONTH.search(self._view.lower, sentence.start, sentence.end):
            return self._month_told_of(sentence)
        said = _NAMELESS_PERIOD.search(self._view.lower, sentence.start, sentence.end)
        if said is None:
            return None
        count = int(said["count"])
        for mention in self._governing.before(sentence.start):
            span = self._document.span_of(mention)
            if mention.role is Role.REFERENCE and span and _is_first_months(span, count):
                return When(span[1], mention.precision, DateBasis.PARAGRAPH, span[0], is_period=True)
        now = self._document.now
        # The first months and the last ones are the same where the text was written the month after.
        if said["unit"] != "tháng" or now is None or not LEAST_MONTHS <= count == now.month - 1:
            return UNKNOWN_WHEN
        end = last_day(now.year, count)
        precision = Precision.HALF if count == 6 else Precision.MONTH
        return When(end, precision, self._document.now_basis, dt.date(now.year, 1, 1), is_period=True)

    def _year_told_of(self, sentence: Span) -> When:
        """`trong năm`: the year that was named last, if it is over, and not for long."""
        now = self._document.now or self._document.latest
        for mention in self._years_told.before(sentence.start):
            if is_bracketed_with_a_figure(self._view.lower, mention):
                continue  # `đạt 91,6% (năm 2023 là 73,4%). Trong năm, …`
            if self._segments.sentence_at(mention.start) is None:
                continue  # of a table: `Chỉ tiêu | Kết quả năm 2022 | Kết quả năm 2023`
            span = self._document.span_of(mention)
            if span and now and span[1].year < now.year - 1:
                continue  # looked back at: `năm 2023 tỉnh Tiền Giang xếp thứ 30`, in a text of 2026
            if span and now and span[1] < now and (span[1] - span[0]).days >= DAYS_OF_A_YEAR:
                return When(span[1], Precision.YEAR, DateBasis.PARAGRAPH, span[0], is_period=True)
            break
        return UNKNOWN_WHEN

    def _month_told_of(self, sentence: Span) -> When:
        """`Trong tháng, …` of a report on a month: the newest that it has named, if that was the last one."""
        now = self._document.now
        spans = (
            self._document.span_of(m)
            for m in self._governing.before(sentence.start)
            if m.precision is Precision.MONTH
        )
        months = [span for span in spans if span and span[0].replace(day=1) == span[1].replace(day=1)]
        first, last = max(months, default=(None, None))
        if first is None or last is None or now is None or not 0 <= (now - last).days <= DAYS_OF_A_MONTH:
            return UNKNOWN_WHEN
        return When(last, Precision.MONTH, DateBasis.PARAGRAPH, first, is_period=True)

    def start_of_flow(self, figure: Figure, sentence: Sentence, when: When) -> dt.date | None:
        """The first day of what a flow was counted over, where the text says it."""
        if when.as_of is None:
            return None
        if when.is_period:
            return when.first
        start = sentence.start
        if when.basis is DateBasis.PARAGRAPH:  # `từ đầu năm đến hết tháng 6, …. Cũng trong thời gian này, …`
            start = self._paragraph_start(self._segments.paragraphs[sentence.paragraph])
        if _SINCE_JANUARY.search(self._view.lower, start, sentence.clause_of(figure.start).end):
            return dt.date(when.as_of.year, 1, 1)
        starts = [self._document.span_of(m) for m in self._starts.within(start, figure.start)]
        if starts and starts[-1] and starts[-1][0] <= when.as_of:
            return starts[-1][0]
        year = self.year_before(figure, sentence)
        return dt.date(year, 1, 1) if year == when.as_of.year else None

    def is_vague(self, figure: Figure, sentence: Sentence) -> bool:
        """`lúc đó`, `khi ấy`: a past day that is not named."""
        if _AT_FIRST.search(self._view.lower, sentence.clause_of(figure.start).start, figure.start):
            return True
        paragraph = self._segments.paragraphs[sentence.paragraph]
        vague = [
            span.start
            for span in self._vague.within(paragraph.start, sentence.end)
            # `… của tỉnh Hòa Bình trước đây. Nay …`: in passing, and not where the next sentence goes on.
            if span.start >= sentence.start or not self._view.lower.startswith(_OF_BEFORE, span.start)
        ]
        if not vague or vague[0] > figure.start:
            return False
        dated = [m.start for m in self._governing.within(paragraph.start, sentence.end)]
        return max(dated, default=-1) < vague[-1]

    def year_before(self, figure: Figure, sentence: Sentence) -> int | None:
        """`riêng năm 2023, … đến giữa tháng 12/2023`: the year that the sentence names before the figure."""
        named = self._years.within(sentence.start, figure.start)
        years = [m for m in named if m.first and m.last and m.first.year == m.last.year]
        return years[-1].last.year if years and years[-1].last else None

    def _when(self, mention: DateMention, basis: DateBasis) -> When:
        if mention.role is Role.NOW:
            return When(self._document.now, Precision.DAY if self._document.now else Precision.UNKNOWN,
                        self._document.now_basis, self._document.now)  # fmt: skip
        span = self._document.span_of(mention)
        if span is None:
            return UNKNOWN_WHEN
        return When(span[1], mention.precision, basis, span[0], is_period=self._is_period(mention, span))

    def _is_period(self, mention: DateMention, span: tuple[dt.date, dt.date]) -> bool:
        """`quý I`, `10 tháng đầu năm`, `trong tháng 6`, `trong ngày 1/7`; not `đến tháng 6`."""
        before = self._view.lower[max(0, mention.start - 16) : mention.start]
        if mention.precision is Precision.DAY:
            return self._view.lower.startswith("từ", mention.start) or before.endswith("trong ")
        if mention.precision is Precision.MONTH and span[0].month == span[1].month:
            return bool(_IN.search(before))
        return not _UNTIL_THEN.search(before)


def _is_first_months(span: tuple[dt.date, dt.date], count: int) -> bool:
    first, last = span
    return (first.month, first.day, first.year) == (1, 1, last.year) and last == last_day(
        last.year, count % 13
    )


_ALSO_IN: Final = regex.compile(r"\bcũng (?:trong|vào|ở) $")
_AT_A_MEETING: Final = regex.compile(
    r"\b(?:tại|trong|ở) (?:cuộc|buổi|hội nghị|phiên|kỳ họp)\b[^.;,\d]{0,40}$"
)


def _names_no_day_of_its_own(view: View, mention: DateMention) -> bool:
    """`Cũng trong tháng này` is the month that was named before; `tại cuộc giao ban tuần trước` tells when they met."""
    if mention.relative is None:
        return False
    before = view.lower, max(0, mention.start - 60), mention.start
    return bool(_ALSO_IN.search(*before) or _AT_A_MEETING.search(*before))


_FROM: Final = regex.compile(
    r"\btừ (?:(?:mức|chỗ|hơn|gần|khoảng|chỉ|trên) ){0,2}\d[\d.,]*(?:%| )[^.;,\d]{0,60}\(?$"
)
_ROSE_TO: Final = regex.compile(
    r"\)?,?\s(?:đã )?(?:tăng )?(?:lên|đến|tới|xuống)\s(?:(?:mức|còn|tới|đến|hơn|gần|khoảng|trên|thành) ){0,2}\d"
)


def _is_where_it_began(view: View, mention: DateMention) -> bool:
    """`tăng từ 46,1% của năm 2024 lên 69,3%`: which is of today."""
    return bool(
        _ROSE_TO.match(view.lower, mention.end)
        and _FROM.search(view.lower, max(0, mention.start - 80), mention.start)
    )
