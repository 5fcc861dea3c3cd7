"""Which edition of a yearly index a rank or score is of."""

from collections.abc import Collection, Sequence
from typing import Final

import regex

from tinhso_extractor.core.dates import DateMention
from tinhso_extractor.core.document import Document
from tinhso_extractor.core.figures import Figure
from tinhso_extractor.core.governing import OF_AN_EDITION_BEFORE, is_bracketed_with_a_figure, nearest
from tinhso_extractor.core.segments import Ordered, Segments, Sentence, Span
from tinhso_extractor.core.surroundings import BOUNDARY
from tinhso_extractor.core.view import View

_ABOUT_AN_INDEX: Final = regex.compile(
    r"\b(?:xếp hạng|chỉ số|dti|thứ hạng|vị trí|đứng thứ|par index|sipas|mức độ chuyển đổi số)\b"
)
# Not `tăng 39 điểm so với kỳ trước`: a step of this edition.
_PREVIOUS_EDITION: Final = regex.compile(
    r"(?<!\bso (?:với )?(?:một )?)\b(?:(?:kỳ|lần|năm liền) trước|năm trước đó)\b"
)
# `xếp thứ 13 (kết quả năm 2023 chưa công bố)`: an aside about another edition.
_ASIDE: Final = regex.compile(r"\([^()]*\bchưa\b[^()]*\)")
_NOT_OUT: Final = regex.compile(r"[^.;,()\d]{0,30}\b(?:chưa|đang chờ|sẽ)\b[^.;,()\d]{0,20}\bcông bố\b")
# Not `nhiều năm nay vẫn số 1`
_THIS_TIME: Final = regex.compile(
    r"\b(?:(?<!(?:nhiều|mấy|những|\d) )năm nay|(?:kỳ|lần|đợt) (?:này|đánh giá này))\b"
)
# `Tỉnh cũng xếp thứ 28 …`: of the same year as what was said before.
_ALSO: Final = regex.compile(r"\bcũng (?:xếp|đứng|đạt|ở|có|giữ|nằm)\b")
_OF_THESE: Final = regex.compile(r"\W*(?:trong đó|trong số (?:đó|này)|cụ thể)\b")
# `giữ nguyên thứ hạng của năm 2022`, `từ hạng 48 năm 2022 lên hạng 20`: the next sentence is of today's edition.
_SET_BESIDE: Final = regex.compile(
    r"\b(?:giữ nguyên|ngang|bằng|như) (?:với )?(?:(?:thứ hạng|vị trí|hạng|mức|kết quả|thứ bậc) )?(?:(?:của|ở|trong|hồi) )?$"
    r"|\btừ (?:(?:vị trí|thứ hạng|hạng|thứ|chỗ) )+\d{1,2}(?:/\d\d)? (?:(?:của|trong|ở) )?$"
)
# `Nếu kể thêm năm 2021, khi tỉnh còn ở vị trí 45, …`: of that rank, and of none in the next sentences.
_KEPT_ASIDE: Final = regex.compile(
    r"\b(?:nếu (?:kể|tính|nhìn|so)(?: (?:thêm|cả|lại|với|về|đến))?|nhìn lại|quay lại|ngược về) $"
)
# `năm 2019 tỉnh từng ở thứ 37`
_ONCE: Final = regex.compile(r",?(?: \p{L}+){0,3} từng (?:ở|xếp|đứng|đạt|nằm|dẫn|lọt|giữ|là)\b")
# `năm 2022 lên hạng 44, năm trước đó tỉnh ở hạng 52`
_A_YEAR_AGO: Final = regex.compile(
    r"(?:^|[,(])\W*(?:trong khi |còn )?(?:cách (?:nay|đây) (?:một|1) năm|năm trước đó)\b(?!,?\s(?:đến|tới)\b)(?:,\s)?[^,;()\d]{0,80}$"
)
_RANKED_FROM: Final = regex.compile(r"\btừ (?:vị trí |thứ hạng |hạng |thứ |chỗ )*$")
LONGEST_LEAD: Final = 6
"""Characters ahead of `Năm 2021, …`, which holds for every index of its paragraph."""


class Editions:
    """The years that a text names its indices by; `rankings` are the names of all rankings that are known."""

    def __init__(
        self,
        view: View,
        segments: Segments,
        years: Sequence[DateMention],
        document: Document,
        rankings: Collection[str],
    ) -> None:
        self._lower = view.lower
        self._segments = segments
        asides = [aside.span() for aside in _ASIDE.finditer(view.lower)]
        self._document = document
        self._years = Ordered(
            y
            for y in years
            if not any(start < y.start < end for start, end in asides) and not self._is_to_come(y)
        )
        self._rankings = rankings

    def _is_to_come(self, mention: DateMention) -> bool:
        """Nobody has ranked it yet."""
        now = self._document.now or self._document.latest
        year = self._year_of(mention)
        return now is not None and year is not None and year > now.year

    def year_of(self, figure: Figure, sentence: Sentence, index: Sequence[str]) -> int | None:
        """The edition of a yearly index: the year that governs the figure by name, never today's.

        `index`: the words that the index goes by.
        """
        lower, clause = self._lower, sentence.clause_of(figure.start)
        if before := OF_AN_EDITION_BEFORE.search(lower, clause.start, figure.lead):
            return int(before["year"])
        own = Span(figure.end, self._end_of_phrase(figure, clause))
        if _RANKED_FROM.search(lower, clause.start, figure.lead) or _PREVIOUS_EDITION.search(
            lower, *_ends(own)
        ):
            return self._left(figure, sentence, own, index)
        edition = self._governing(figure, sentence, index)
        if edition and _A_YEAR_AGO.search(lower[clause.start : figure.lead]):
            return edition - 1
        return edition

    def is_over(self, figure: Figure, sentence: Sentence) -> bool:
        """`DTI năm 2024 xếp thứ 25/34` in a text of 2026, among its goals too: nobody sets out for it any more."""
        now = self._document.now
        mention = nearest(self._lower, self._years, figure, sentence.clause_of(figure.start))
        year = self._year_of(mention) if mention and not self._is_looked_back_at(mention) else None
        return now is not None and year is not None and year < now.year

    def _left(self, figure: Figure, sentence: Sentence, own: Span, index: Sequence[str]) -> int | None:
        """`từ hạng 46 của kỳ trước lên hạng 19`: the edition before; without its words nobody can tell which."""
        named = nearest(self._lower, self._years, figure, own)
        if named is not None:
            return self._year_of(named)
        edition = self._governing(figure, sentence, index)
        said = _PREVIOUS_EDITION.search(self._lower, *_ends(own))
        return edition - 1 if edition is not None and said else None

    def _end_of_phrase(self, figure: Figure, clause: Span) -> int:
        end = BOUNDARY.search(self._lower, figure.end, clause.end)
        return end.start() if end else clause.end

    def _governing(self, figure: Figure, sentence: Sentence, index: Sequence[str]) -> int | None:
        own = self._behind_its_name(figure, sentence, index)
        # What a later clause names is of its own rank: `xếp thứ 40/63; năm 2019 từng ở thứ 37`.
        heard = Span(sentence.start, sentence.clause_of(figure.start).end)
        mention = own or nearest(self._lower, self._years, figure, heard)
        if mention is not None and not self._is_looked_back_at(mention):
            return self._year_of(mention)
        if _THIS_TIME.search(self._lower, sentence.start, sentence.end):
            return self._last_one(index)
        start = self._segments.paragraphs[sentence.paragraph].start
        also = _ALSO.search(self._lower, sentence.start, figure.start) is not None
        nearby = self._segments.paragraphs[max(sentence.paragraph - 1, 0)].start
        introduction = self._segments.paragraphs[sentence.paragraph].introduction
        for before in self._years.before(sentence.start):
            if (
                is_bracketed_with_a_figure(self._lower, before)
                or self._is_looked_back_at(before)
                or self._is_kept_aside(before)
            ):
                continue
            # `Kết quả của tỉnh năm 2023: ⏎ - SIPAS: xếp hạng 38/63.`
            near = before.start >= start or introduction.start <= before.start < introduction.end
            opens = start <= before.start <= start + LONGEST_LEAD and self._lower.startswith(",", before.end)
            in_paragraph = near and (opens or not self._is_of_an_index(before))
            if in_paragraph or self._is_of(index, before) or (also and before.start >= nearby):
                return self._year_of(before) if also else self._newest(before, sentence, index)
        return self._only_one(index)

    def _newest(self, before: DateMention, sentence: Sentence, index: Sequence[str]) -> int | None:
        """The year before; behind a look back, `năm 2019 thứ 41, năm 2020 thứ 49. …`, the newest that is told of.

        So too in a paragraph of its own. `Trong đó, …` goes on with that sentence, and its newest year.
        """
        told_in = self._segments.sentence_at(before.start)
        told = [before, *(self._years.within(told_in.start, told_in.end) if told_in else ())]
        if not _OF_THESE.match(self._lower, sentence.start):
            paragraph = self._segments.paragraphs[sentence.paragraph].start
            if before.start >= paragraph and len({self._year_of(one) for one in told}) < 2:
                return self._year_of(before)
            told += (one for one in self._years.within(0, before.end) if self._is_edition_of(index, one))
            if before.start < paragraph:
                # `Năm 2023 tỉnh xếp thứ 22. Năm 2022, tỉnh đứng thứ 33.`, a paragraph ago: the newest that it tells of
                told += (one for one in self._with_it(before) if self._is_of(index, one))
        return max((year for year in map(self._year_of, told) if year is not None), default=None)

    def _with_it(self, mention: DateMention) -> Sequence[DateMention]:
        """The years of its paragraph."""
        paragraph = self._segments.paragraph_at(mention.start)
        return self._years.within(paragraph.start, paragraph.end) if paragraph else ()

    def _is_edition_of(self, index: Sequence[str], mention: DateMention) -> bool:
        """`PAR INDEX năm 2023`, `chuyển đổi số (DTI) cấp tỉnh năm 2022`: right behind its name, and out."""
        ahead = self._lower[max(0, mention.start - 40) : mention.start]
        if _NOT_OUT.match(self._lower, mention.end):
            return False
        after = max((ahead.rfind(word) + len(word) for word in index if word in ahead), default=None)
        return after is not None and not any(c.isdigit() or c in ".;," for c in ahead[after:])

    def _is_looked_back_at(self, mention: DateMention) -> bool:
        return _SET_BESIDE.search(self._lower, max(0, mention.start - 50), mention.start) is not None

    def _is_kept_aside(self, mention: DateMention) -> bool:
        before = self._lower, max(0, mention.start - 20), mention.start
        return bool(_KEPT_ASIDE.search(*before) or _ONCE.match(self._lower, mention.end))

    def _behind_its_name(
        self, figure: Figure, sentence: Sentence, index: Sequence[str]
    ) -> DateMention | None:
        """`Năm 2023, tỉnh xếp thứ 40/63 về chỉ số cải cách hành chính năm 2022`: the year of the index."""
        clause = sentence.clause_of(figure.start)
        behind = next(iter(self._years.within(figure.end, clause.end)), None)
        if behind is None:
            return None
        between = self._lower[figure.end : behind.start]
        named = any(between.rstrip().endswith(word) for word in index)
        return behind if named and not any(c.isdigit() for c in between) else None

    def _only_one(self, index: Sequence[str]) -> int | None:
        """The one that the whole text is about, for a headline that does not say which."""
        named = self._named(index)
        return named.pop() if len(named) == 1 else None

    def _last_one(self, index: Sequence[str]) -> int | None:
        """`Dẫn đầu bảng xếp hạng năm nay`: the newest of which the text tells."""
        return max((year for year in self._named(index) if year is not None), default=None)

    def _named(self, index: Sequence[str]) -> set[int | None]:
        """The years that the whole text names this index by; None for one that has no day."""
        years = self._years.within(0, len(self._lower))
        return {self._year_of(mention) for mention in years if self._is_of(index, mention)}

    def _year_of(self, mention: DateMention) -> int | None:
        span = self._document.span_of(mention)
        return span[1].year if span else None

    def _is_of_an_index(self, mention: DateMention) -> bool:
        sentence = self._segments.sentence_at(mention.start)
        return sentence is not None and bool(
            _ABOUT_AN_INDEX.search(self._lower, sentence.start, sentence.end)
        )

    def _is_of(self, index: Sequence[str], mention: DateMention) -> bool:
        """`bảng xếp hạng chuyển đổi số năm 2022`: the year stands in a sentence about this index, and no other."""
        sentence = self._segments.sentence_at(mention.start)
        if sentence is None or self._is_kept_aside(mention) or not self._is_of_an_index(mention):
            return False
        said = self._lower[sentence.start : sentence.end]
        return any(word in said for word in index) or not any(word in said for word in self._rankings)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
