"""Lists that go together: `Quảng Ninh và Lào Cai xếp thứ 2 và thứ 3`, `cấp tỉnh, cấp xã lần lượt đạt 100%, 90%`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

import regex

from tinhso_extractor.core.figures import Figure
from tinhso_extractor.core.segments import Placed

T = TypeVar("T", bound=Placed)

RESPECTIVELY: Final = regex.compile(r"\b(?:lần lượt|tương ứng (?:là|ở|xếp|đứng|đạt)|theo thứ tự)\b")
# Between two figures of one list: `2 và thứ 3`, `0,77 điểm và 0,75`, `65%; 72%`.
_NEXT_FIGURE: Final = regex.compile(
    r"\s*(?:\p{L}+\s?(?:\p{L}+\s?)?)?\s*(?:[,;]\s*(?:và\s+)?|và\s+)(?:thứ\s+|hạng\s+|vị trí\s+)?"
)
_MOST_WORDS: Final = 6
"""Of what it matches: two, a comma that stands alone, `và`, and `vị trí`."""
# Between two items: `Đà Nẵng, Huế và tỉnh Quảng Nam`.
_NEXT_ITEM: Final = regex.compile(
    r"\s*(?:,\s*(?:và\s+)?|và\s+|rồi\s+|hay\s+|;\s*)(?:(?:tỉnh|thành phố|tp\.?|của|ở|tại|khối)\s+)*"
)
# From the last item to the first figure of a list without `lần lượt`: a verb, and nothing else.
_VERB: Final = regex.compile(
    r"[\s:]*(?:(?:cùng|xếp|đứng|giữ|nắm|chiếm|đạt|được|có|là|ở|với|cũng|ngay sau|điểm số|số điểm|vị trí|hạng|thứ|mức|tỷ lệ)[\s:]*)*"
)


def runs_of(lower: str, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures of one shape with nothing but a comma or `và` between them; two at least."""
    run: list[Figure] = []
    for figure in figures:
        follows = run and figure.shape is run[-1].shape and _joined(lower, run[-1], figure)
        if not follows and len(run) > 1:
            yield run
        run = [*run, figure] if follows else [figure]
    if len(run) > 1:
        yield run


def _joined(lower: str, first: Figure, second: Figure) -> bool:
    between = lower[first.end : min(second.start, second.lead)]
    joins = "," in between or ";" in between or "và" in between
    return joins and len(between.split()) <= _MOST_WORDS and _NEXT_FIGURE.fullmatch(between) is not None


def pairs_of(
    lower: str, sentence_start: int, run: Sequence[Figure], items: Sequence[T]
) -> Mapping[int, T] | None:
    """The item of each figure, by the figure's start; empty: the list is of something else.

    None where the text pairs two lists of different lengths: nobody can tell which is whose.
    """
    first = min(run[0].start, run[0].lead)
    before = [item for item in items if sentence_start <= item.start and item.end <= first]
    named = _last_list(lower, before)
    if len(named) < 2:
        return {}
    between = lower[named[-1].end : first]
    respectively = RESPECTIVELY.search(lower, sentence_start, first) is not None
    if not respectively and not _VERB.fullmatch(between):
        return {}
    if len(named) != len(run):
        return None
    return {figure.start: item for figure, item in zip(run, named, strict=True)}


def _last_list(lower: str, items: Sequence[T]) -> list[T]:
    """The items at the end that are joined to each other."""
    found: list[T] = []
    for item in reversed(items):
        if found and not _NEXT_ITEM.fullmatch(lower, item.end, found[0].start):
            break
        found.insert(0, item)
    return found
