"""Laws of pages: whatever the bytes, they are an article with exact quotes, none, or a bad message."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.article_pages import samples
from support.reading import SOURCE, reader
from tinhso_extractor.core.document import Told
from tinhso_extractor.core.page import open_page
from tinhso_shared.events import DocumentStatus
from tinhso_shared.outcomes import BadMessage

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PAGES = [sample.html.encode() for sample in samples()]
PIECES = [
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<a href=x>",
        "</a>",
        "<h1>",
    ),
    *(
        "<li>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<form>",
        "<svg>",
        "<title>",
        "<body>",
        "</body>",
        "<head>",
    ),
    *('<div class="related">', "&#x110000;", "&nbsp;", "\x00", " | ", "ngày 5/3/2024 "),
    *('<meta name="date" content="2024-13-99">', '<time datetime="0001-01-01T00:00:00Z">'),
    '<meta property="og:title" content="Tỉnh Gia Lai cấp chữ ký số">',
    '<link rel=canonical href="http://[">',
    '<script type="application/ld+json">{"datePublished": ["2024"]}</script>',
    "toàn tỉnh có 560 tổ công nghệ số cộng đồng với 3.300 thành viên, đã cấp 43.120 chữ ký số ở 120 xã. ",
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    """So that no example has to wait for the catalogue."""
    reader()


def read_bytes(body: bytes, content_type: str | None = None) -> None:
    """All that has to hold for a body; a bad message is a good end."""
    try:
        page = open_page(body, content_type)
    except BadMessage:
        return
    assert (page.status is DocumentStatus.ARTICLE) == bool(page.text)
    read_text(page.text, Told(page.title, page.published_at))


def read_text(text: str, told: Told | None = None) -> None:
    for claim in reader().read(text, SOURCE, told)[1].claims:
        e = claim.evidence
        assert text[e.start : e.end] == e.quote
        assert text[e.figure_start : e.figure_end] == e.figure


@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/plain; charset=windows-1258"]))
def test_any_bytes_are_an_article_none_or_a_bad_message(body: bytes, content_type: str | None) -> None:
    read_bytes(body, content_type)


@given(MARKUP)
def test_any_markup_is(markup: str) -> None:
    read_bytes(markup.encode(), "text/html")


@given(st.sampled_from(PAGES), st.data())
def test_a_page_with_bytes_flipped_or_cut_off_is(page: bytes, data: st.DataObject) -> None:
    read_bytes(_damaged(page, data), "text/html")


@pytest.mark.skipif(not SEEDS.exists(), reason="no ../shared/seeds here")
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(data=st.data())
def test_a_real_article_with_bytes_flipped_is(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(SEEDS.glob("*.txt"))))
    read_bytes(_damaged(file.read_bytes(), data))


def _damaged(body: bytes, data: st.DataObject) -> bytes:
    damaged = bytearray(body)
    places = st.tuples(st.integers(0, len(body) - 1), st.integers(0, 255))
    for at, byte in data.draw(st.lists(places, max_size=12)):
        damaged[at] = byte
    return bytes(damaged[: data.draw(st.sampled_from([len(body), len(body) // 2]))])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", PAGES[::4], ids=range(len(PAGES[::4])))
def test_quotes_are_exact_in_composed_and_in_decomposed_letters(page: bytes, form: Form) -> None:
    read_bytes(unicodedata.normalize(form, page.decode()).encode(), "text/html")


def test_the_same_figures_are_claimed_in_either_form() -> None:
    for page in PAGES[::4]:
        text = open_page(page, "text/html").text
        composed, decomposed = (
            [
                (claim.indicator, claim.value, claim.place)
                for claim in reader().read(unicodedata.normalize(form, text), SOURCE)[1].claims
            ]
            for form in FORMS
        )
        assert composed == decomposed
