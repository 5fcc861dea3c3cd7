"""Laws of reading: whatever the text, spans are exact, every numeral has one end, and nothing is raised."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from support.reading import read, reader
from tinhso_extractor.core.view import view_of

PIECES = st.sampled_from(
    [
        "Tỉnh Gia Lai ",
        "huyện Chư Prông ",
        "cả nước ",
        "đã kích hoạt ",
        "1.234.567 ",
        "31/45 ",
        "hơn 1,6 triệu ",
        "tài khoản định danh điện tử",
        "chữ ký số",
        "đạt 70%",
        "\n",
        ". ",
        "; ",
        ", ",
        "ngày 5/3/2024 ",
        "từ 5 đến 7 ",
        "đứng thứ 5/63 ",
        "mức độ 2 ",
        "\u00a0",
        "hoà bình ",
        "Ð",
        "\u00ad",
        "( ",
        ") ",
        "7,113 tỷ đồng ",
        "năm 2023 ",
        "hai mươi lăm ",
        "một triệu hai trăm nghìn ",
        "tám phần trăm ",
        "15 (mười lăm) ",
        "hai (02) ",
        "nửa ",
        "rưỡi ",
        "trăm ",
        "năm ",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    """So that no example has to wait for the catalogue."""
    reader()


@given(TEXTS)
def test_quotes_and_figures_are_exact_spans_of_the_text(text: str) -> None:
    for claim in read(text).claims:
        e = claim.evidence
        assert text[e.start : e.end] == e.quote
        assert text[e.figure_start : e.figure_end] == e.figure
        assert e.start <= e.figure_start < e.figure_end <= e.end


@given(TEXTS)
def test_every_digit_belongs_to_exactly_one_outcome(text: str) -> None:
    reading = read(text)
    spans = [(c.evidence.figure_start, c.evidence.figure_end) for c in reading.claims]
    spans += [(drop.start, drop.end) for drop in reading.dropped]
    for match in regex.finditer(r"[0-9]", text):
        assert sum(start <= match.start() < end for start, end in spans) == 1


@given(TEXTS)
def test_reading_twice_reads_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(st.text(max_size=200))
def test_a_view_maps_every_span_back(text: str) -> None:
    view = view_of(text)
    assert len(view.text) == len(view.lower) == len(view.starts) - 1
    assert list(view.starts) == sorted(view.starts)
