"""A text takes as long as it is, however it is written: calls are counted, not seconds."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.reading import SOURCE, reader
from tinhso_extractor.core.segments import LONGEST_PARAGRAPH, LONGEST_SENTENCE, find_segments
from tinhso_extractor.core.view import view_of

SAID = "Tỉnh Bình Dương đã cấp 43.120 chữ ký số, đạt 54% và xếp thứ 3 về chỉ số chuyển đổi số"
SHAPES = {
    "a sentence a line": f"{SAID}.\n",
    "one line": f"{SAID}. ",
    "one line without a full stop": f"{SAID}, ",
    "one sentence of many clauses": f"{SAID}; ",
    "nothing but figures": "12 ",
    "brackets": "12 (3 xã) ",
    "short lines": "72\n",
    "a list": "- 15 xã\n",
    "names": "Bình Dương\n",
    "one word": "a",
    "one numeral": "1",
}
SMALL = 2 * LONGEST_PARAGRAPH


@pytest.mark.parametrize("piece", SHAPES.values(), ids=SHAPES)
def test_three_times_the_text_takes_three_times_the_steps(piece: str) -> None:
    reader()
    one, three = (piece * (times * SMALL // len(piece)) for times in (1, 3))
    reader().read(one, SOURCE)  # patterns that are compiled when they are first met
    assert steps_of(lambda: reader().read(three, SOURCE)) < 3.6 * steps_of(lambda: reader().read(one, SOURCE))


def steps_of(action: Callable[[], object]) -> int:
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return steps


@given(
    st.lists(st.sampled_from(["xã ", "43.120 ", "a. ", "; ", ", ", "x" * 900, "\n"]), max_size=60).map(
        "".join
    )
)
def test_a_line_longer_than_any_paragraph_is_read_as_several_and_nothing_is_lost(text: str) -> None:
    view = view_of(text)
    segments = find_segments(view)
    assert all(p.end - p.start <= LONGEST_PARAGRAPH for p in segments.paragraphs)
    assert all(s.end - s.start <= LONGEST_SENTENCE for s in segments.sentences)
    read = "".join(view.text[s.start : s.end] for s in segments.sentences)
    assert "".join(read.split()) == "".join(view.text.split())
