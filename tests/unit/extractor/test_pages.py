"""Pages as Vietnamese content systems lay them out: the article comes out whole, and nothing else does."""

import datetime as dt
import unicodedata
from collections.abc import Callable

import pytest
import regex

from support.article_pages import Sample, layouts, make_sample, not_articles, samples
from tinhso_extractor.core.decoding import TCVN3, decoded
from tinhso_extractor.core.furniture import is_button, is_caption, is_furniture_name
from tinhso_extractor.core.masthead import day_of
from tinhso_extractor.core.page import Page, open_page
from tinhso_shared.events import DocumentStatus
from tinhso_shared.outcomes import BadMessage

ALL = list(samples())
WITH_TABLES = [sample for sample in ALL if sample.has_table]
NUMERAL = regex.compile(r"\d[\d.,/]*\d|\d")


def opened(sample: Sample) -> Page:
    return open_page(sample.html.encode(), "text/html; charset=utf-8")


def name(sample: Sample) -> str:
    return sample.layout


@pytest.mark.parametrize("sample", ALL, ids=name)
def test_every_sentence_of_the_article_is_in_its_text(sample: Sample) -> None:
    text = opened(sample).text
    assert [one for one in sample.sentences if one not in text] == []


@pytest.mark.parametrize("sample", ALL, ids=name)
def test_no_figure_of_menus_lists_comments_captions_or_footers_is(sample: Sample) -> None:
    article = sample.article
    own = " ".join([article.title, article.lead, *article.paragraphs, *article.rows])
    assert set(NUMERAL.findall(opened(sample).text)) <= set(NUMERAL.findall(own))


@pytest.mark.parametrize("sample", ALL, ids=name)
def test_the_day_of_publication_is_found_and_never_todays(sample: Sample) -> None:
    assert opened(sample).published_at == sample.published


@pytest.mark.parametrize("sample", [s for s in ALL if s.layout != "old_font_tables"], ids=name)
def test_the_title_is_the_articles_not_the_sites(sample: Sample) -> None:
    assert opened(sample).title == sample.article.title


def test_a_title_in_a_font_tag_is_left_to_the_reader_and_opens_the_text() -> None:
    sample = make_sample("old_font_tables")
    page = opened(sample)
    assert page.title is None
    assert page.text.startswith(sample.article.title)


@pytest.mark.parametrize("sample", WITH_TABLES, ids=name)
def test_a_table_of_figures_is_a_row_a_line_with_its_cells_apart(sample: Sample) -> None:
    lines = opened(sample).text.split("\n")
    assert [row for row in sample.article.rows if row not in lines] == []


def test_a_table_that_lays_out_the_page_is_no_table_of_figures() -> None:
    assert " | " not in opened(make_sample("sharepoint_tables")).text


@pytest.mark.parametrize("shape", not_articles())
def test_challenges_shells_lists_and_forms_are_no_articles(shape: str) -> None:
    page = open_page(not_articles()[shape].encode(), "text/html")
    assert (page.status, page.text, page.published_at) == (DocumentStatus.NOT_ARTICLE, "", None)


# -- encodings ----------------------------------------------------------------------------------------

SAMPLE = make_sample("div_br")


def in_tcvn3(text: str) -> bytes:
    """Capitals with tones do not exist there: a font for headlines shows the small ones as capitals."""
    letters = {letter: code for code, letter in TCVN3.items()}
    written = "".join(c if c in letters or c.lower() not in letters else c.lower() for c in text)
    return bytes(letters.get(c, ord(c) if ord(c) < 256 else ord("?")) for c in written)


def in_windows_1258(text: str) -> bytes:
    """Its letters with circumflex, breve and horn are whole; each tone is a mark of its own."""
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    written = ""
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        base = "".join(part for part in parts if part not in marks)
        written += unicodedata.normalize("NFC", base) + "".join(part for part in parts if part in marks)
    return written.encode("windows-1258")


def test_a_page_in_tcvn3_is_decoded() -> None:
    text = open_page(in_tcvn3(SAMPLE.html), "text/html").text
    assert SAMPLE.article.paragraphs[1] in text


def test_a_page_in_windows_1258_is_decoded_as_it_declares() -> None:
    html = SAMPLE.html.replace("<head>", '<head><meta charset="windows-1258">')
    text = open_page(in_windows_1258(html), "text/html").text
    assert SAMPLE.article.paragraphs[1] in unicodedata.normalize("NFC", text)


SCRIPT = "<script>" + "var layer = 1;\n" * 4_000 + "</script>"
STATE = '<input type="hidden" name="__VIEWSTATE" value="' + "dDwtMTQzNTM4" * 5_000 + '">'


@pytest.mark.parametrize("encode", [in_tcvn3, in_windows_1258])
@pytest.mark.parametrize("markup", [SCRIPT, STATE])
@pytest.mark.parametrize("paragraphs", [1, 60])
def test_a_legacy_page_is_decoded_however_much_markup_it_has(
    encode: Callable[[str], bytes], markup: str, paragraphs: int
) -> None:
    said = SAMPLE.article.paragraphs[0]
    article = f"<h1>{SAMPLE.article.title}</h1>" + f"<p>{said}</p>" * paragraphs
    for html in (f"<body>{markup}{article}</body>", f"<body>{article}{markup}</body>"):
        page = open_page(encode(f"<html>{html}</html>"), "text/html")
        assert said in unicodedata.normalize("NFC", page.text)
        assert "\ufffd" not in page.text


def test_legacy_bytes_that_are_no_known_encoding_are_no_text_however_much_markup_there_is() -> None:
    body = b"<html><body>" + bytes(range(0x80, 0xC0)) * 5 + SCRIPT.encode() * 5
    with pytest.raises(BadMessage):
        decoded(body)


def test_a_page_of_entities_may_have_a_broken_byte() -> None:
    entities = SAMPLE.html.encode("ascii", "xmlcharrefreplace").replace(b"<body", b"\xa9<body", 1)
    assert SAMPLE.article.paragraphs[1] in open_page(entities, "text/html").text


@pytest.mark.parametrize(
    ("words", "is_read"), [("Tỉnh họp tổng kết. ", True), ("Hop tong ket cuoi nam. ", False)]
)
def test_emojis_as_old_systems_write_them_leave_vietnamese_readable(words: str, is_read: bool) -> None:
    smile = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    body = SCRIPT.encode() + words.encode() * 3 + smile * 3
    if is_read:
        assert words in decoded(body)
    else:
        with pytest.raises(BadMessage):
            decoded(body)


def test_letters_of_an_abc_font_behind_much_markup_are_put_right() -> None:
    misread = in_tcvn3(SAMPLE.html.replace("<body>", f"<body>{SCRIPT}", 1)).decode("latin-1").encode("utf-8")
    assert SAMPLE.article.paragraphs[1] in open_page(misread, "text/html").text


def test_letters_of_an_abc_font_that_were_taken_for_latin_ones_are_put_right() -> None:
    misread = in_tcvn3(SAMPLE.html).decode("latin-1").encode("utf-8")
    assert SAMPLE.article.paragraphs[1] in open_page(misread, "text/html").text


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn Ân được về nhà.", "Das Öl für die Größe", "±5 °C, §12, ®, £100, façade"]
)
def test_what_is_no_abc_font_stays_as_it_is(text: str) -> None:
    assert decoded(text.encode()) == text


def test_a_page_in_decomposed_letters_stays_so_and_is_read() -> None:
    page = open_page(unicodedata.normalize("NFD", SAMPLE.html).encode(), "text/html")
    assert not unicodedata.is_normalized("NFC", page.text)
    assert SAMPLE.article.paragraphs[1] in unicodedata.normalize("NFC", page.text)


def test_a_few_broken_bytes_do_not_cost_the_page() -> None:
    body = bytearray(SAMPLE.html.encode())
    at = body.index("toàn tỉnh".encode()) + 2
    body[at] = 0xFF
    text = open_page(bytes(body), "text/html").text
    assert "\ufffd" in text
    assert SAMPLE.article.paragraphs[-1] in text


# -- what the parts say ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "box-tinlienquan",
        "ArticleOther",
        "detail__comment",
        "kbwscwl-relatedbox type-6",
        "PhotoCMS_Caption",
        "tin_khac",
        "cap",
        "img-cap",
        "cap small",
        "widget widget_text",
        "elementor-element elementor-widget elementor-widget-share-buttons",
        "elementor-widget elementor-widget-wp-widget-recent-posts",
        "elementor-widget elementor-widget-posts",
        "elementor elementor-14 elementor-location-footer",
    ],
)
def test_these_names_are_furniture(written: str) -> None:
    assert is_furniture_name(written)


@pytest.mark.parametrize(
    "written",
    [
        "fck_detail",
        "detail-content afcbc-body",
        "content-left",
        "date-view",
        "heading",
        "cap-nhat",
        "capNhat time",
        "cap-tinh",
        "cung-cap",
        "elementor-element elementor-widget elementor-widget-text-editor",
        "elementor-widget__width-auto elementor-widget-theme-post-content",
        "elementor-widget-wrap elementor-element-populated",
        "elementor-widget",
        "elementor-widget-container",
    ],
)
def test_these_names_are_not(written: str) -> None:
    assert not is_furniture_name(written)


def test_a_date_line_and_a_paragraph_that_are_named_by_vietnamese_words_stay() -> None:
    first, *others = SAMPLE.article.paragraphs
    html = (
        f'<html><body><h1>{SAMPLE.article.title}</h1><span class="cap-nhat">Cập nhật: 21/12/2023 08:00</span>'
        f'<div class="cap-tinh"><p>{first}</p></div><div>{"".join(f"<p>{one}</p>" for one in others)}</div>'
        f'<div class="cap">Ảnh chụp ở 77 làng vùng biên</div></body></html>'
    )
    page = open_page(html.encode(), "text/html")
    assert page.published_at == dt.date(2023, 12, 21)
    assert first in page.text
    assert "77" not in page.text


def test_a_main_column_that_is_called_a_sidebar_stays() -> None:
    assert 'class="sidebar-1"' in layouts()["press_fck"]
    assert opened(make_sample("press_fck")).status is DocumentStatus.ARTICLE


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-12-21T23:01:00+07:00", dt.date(2023, 12, 21)),
        ("2023-12-21T17:30:00Z", dt.date(2023, 12, 22)),
        ("2023-12-21 23:01", dt.date(2023, 12, 21)),
        ("21/12/2023 23:01", dt.date(2023, 12, 21)),
        ("21.12.2023", dt.date(2023, 12, 21)),
        ("Thu, 21 Dec 2023 16:01:00 GMT", dt.date(2023, 12, 21)),
        ("3/5/2024 8:00:00 AM", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("31/02/2024", None),
        ("hôm qua", None),
    ],
)
def test_a_moment_of_metadata_is_a_day_in_vietnam_or_nothing(written: str, day: dt.date | None) -> None:
    assert day_of(written) == day


def test_what_stands_below_a_picture_in_italics_or_is_signed_is_a_caption() -> None:
    assert is_caption("Cán bộ hướng dẫn 5 người dân", after_picture=True, slanted=True)
    assert is_caption("Lớp học ở làng. Ảnh: Hồng Thi", after_picture=False, slanted=False)
    assert not is_caption("Toàn tỉnh cấp 5 chữ ký số.", after_picture=True, slanted=False)


def test_buttons_are_short_lines() -> None:
    assert is_button("Chia sẻ bài viết fb")
    assert not is_button(
        "Chia sẻ với đoàn công tác, ông Nam cho biết tỉnh đã kích hoạt được hơn 5.000 tài khoản."
    )


def test_a_saved_page_names_its_host() -> None:
    html = SAMPLE.html.replace("<head>", '<head><link rel="canonical" href="https://example.gov.vn/a">')
    assert open_page(html.encode()).host == "example.gov.vn"


def test_characters_that_xml_forbids_cost_nothing() -> None:
    html = SAMPLE.html.replace("toàn tỉnh", "toàn&#1; tỉnh", 1).replace("<body>", "<body><nav>x</nav>\x02")
    assert SAMPLE.article.paragraphs[-1] in open_page(html.encode(), "text/html").text
