"""Bytes become an article: decoded, its main text, title and date; or they say that they are none."""

import datetime as dt
import unicodedata

import pytest

from tinhso_extractor.core.page import open_page
from tinhso_shared.events import DocumentStatus
from tinhso_shared.outcomes import BadMessage, Reason

SENTENCES = (
    "Đến ngày 5/3/2024, toàn tỉnh Gia Lai đã cấp 43.120 chữ ký số cho người dân và cán bộ trên địa bàn.",
    "Các sở, ngành và địa phương trong tỉnh tiếp tục rà soát số liệu để báo cáo vào cuối quý.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = (
    "<!doctype html><html><head><title>Trang</title>{head}</head><body>"
    '<nav><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></nav>'
    "<article><h1>Gia Lai đẩy mạnh chuyển đổi số</h1>{body}</article>"
    "<footer>Điện thoại: 0269 3824 404</footer></body></html>"
)


def page(head: str = "", body: str = BODY) -> str:
    return PAGE.format(head=head, body=body)


def test_the_text_of_a_plain_text_is_the_input_itself() -> None:
    text = "\n".join(SENTENCES) + "\n"
    assert open_page(text.encode()).text == text


def test_a_page_gives_its_title_and_main_text_without_its_menus() -> None:
    opened = open_page(page().encode(), "text/html")
    assert opened.title == "Gia Lai đẩy mạnh chuyển đổi số"
    assert all(sentence in opened.text for sentence in SENTENCES)
    assert "Trang chủ" not in opened.text
    assert "3824" not in opened.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-03-05T08:00:00+07:00">',
        '<script type="application/ld+json">{"datePublished": "2024-03-05"}</script>',
        '<meta itemprop="datepublished" content="2024-03-05">',
    ],
)
def test_the_metadata_date_a_page(head: str) -> None:
    assert open_page(page(head).encode(), "text/html").published_at == dt.date(2024, 3, 5)


CONTENT = f'<div class="content">{BODY}</div>'
DATELINE = '<div class="when">Thứ Năm, 21/12/2023, 23:01 (GMT+7)</div>'
PUBLISHED = dt.date(2023, 12, 21)


def published(before: str, below: str, head: str = "") -> dt.date | None:
    """Of a page with this before and below its headline."""
    html = (
        f"<html><head>{head}</head><body><div>{before}</div><div><h1>Gia Lai đẩy mạnh chuyển đổi số</h1>"
        f"{below}</div></body></html>"
    )
    return open_page(html.encode(), "text/html").published_at


@pytest.mark.parametrize(
    "lead",
    [
        "Chỉ thị 11/CT-TTg ngày 06/01/2022 được tỉnh triển khai sớm.",
        "Tính đến 15/11/2023, tỉnh đã kích hoạt 4.120 tài khoản.",
        "Tính đến 8:00 ngày 15/11/2023",
        "Lúc 8:30 ngày 06/01/2022, đoàn công tác về tới xã.",
        "07:30 ngày 06/01/2022, tại Hội trường",
        "Nghị quyết 57-NQ/TW ngày 22/12/2022",
        "Ngày 06/01/2022, Thứ trưởng Rơ Châm Hyun tới thăm tỉnh",
    ],
)
def test_the_day_of_a_short_sentence_is_not_that_of_publication(lead: str) -> None:
    for sentence in (lead, unicodedata.normalize("NFD", lead)):
        said = f"<p>{sentence}</p>"
        assert published("", said + CONTENT) is None
        assert published("", said + DATELINE + CONTENT) == PUBLISHED
        assert published(DATELINE, said + CONTENT) == PUBLISHED


@pytest.mark.parametrize(
    "line",
    [
        "21/12/2023",
        "Hồng Thi - 21/12/2023",
        "HỒNG THI | 21-12-2023 | 1932",
        "Tác giả: Hồng Thi, ngày 21/12/2023",
        "Gia Lai, ngày 21/12/2023",
        "Ngày đăng: 21/12/2023 | Lượt xem: 1.932",
        "Cập nhật lần cuối vào 21/12/2023.",
        "Chuyển đổi số | Thứ năm, 21/12/2023 08:00",
        "08:00 21/12/2023 Khoa học - Công nghệ",
        "Ứng dụng khoa học và công nghệ | Thứ Năm, 21/12/2023, 23:01 (GMT+7)",
        "Đề án 06 | 21/12/2023 - 08:00",
        "Ngày đăng: 21/12/2023 - Gửi email cho bạn bè",
    ],
)
def test_a_line_that_is_a_date_line_by_its_form_is_that_of_publication(line: str) -> None:
    for written in (line, unicodedata.normalize("NFD", line)):
        assert published("", f"<div>{written}</div>{CONTENT}") == PUBLISHED


def test_a_bare_date_above_the_headline_may_be_todays_and_one_below_comes_before_todays() -> None:
    assert published("<p>21/12/2023</p>", CONTENT) is None
    assert published("<p>Thứ Sáu, 20/11/2026, 08:00</p>", f"<p>21/12/2023</p>{CONTENT}") == PUBLISHED


def test_the_time_beside_the_headline_dates_a_page_not_the_first_one() -> None:
    own = '<time datetime="2023-12-21T08:00:00+07:00">21/12/2023</time>'
    other = '<time {}datetime="2026-11-20T08:00:00+07:00">20/11/2026</time>'
    listed = f'<div class="latest-posts"><div class="post">{other.format("")}</div></div>'
    assert published(listed, own + CONTENT) == PUBLISHED
    assert published(own + "<p>Tin tức</p>", CONTENT) == PUBLISHED
    assert published(own + "<p>Tin tức</p>", CONTENT * 2 + listed) is None
    assert published("", other.format('id="clock" ') + own + CONTENT) == PUBLISHED
    assert published("", other.format('id="clock" ') + CONTENT) is None
    # Far from the headline, and none of its article: somebody else's.
    assert published("", DATELINE + CONTENT * 6 + listed) == PUBLISHED
    assert published("", CONTENT * 6 + listed) is None


def test_the_date_of_another_article_in_a_list_is_none_of_the_pages() -> None:
    listed = '<ul><li itemscope><meta itemprop="datePublished" content="2026-11-20"></li></ul>'
    own = '<meta itemprop="datePublished" content="2023-12-21">'
    assert published(listed, own + CONTENT) == PUBLISHED
    assert published(listed, CONTENT) is None


def test_broken_metadata_date_nothing() -> None:
    head = '<script type="application/ld+json">{"datePublished": </script>'
    assert open_page(page(head).encode(), "text/html").published_at is None


def test_broken_html_is_read() -> None:
    broken = page().replace("</p>", "").replace("</article>", "<div><b>")
    assert SENTENCES[0] in open_page(broken.encode(), "text/html").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_decoded_whatever_its_form(encoding: str) -> None:
    assert SENTENCES[0] in open_page(page().encode(encoding), "text/html").text


@pytest.mark.parametrize("body", [bytes(range(128, 256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_what_is_no_text_is_a_bad_message(body: bytes) -> None:
    with pytest.raises(BadMessage) as caught:
        open_page(body)
    assert caught.value.reason is Reason.UNDECODABLE_BODY


CHALLENGE = page(
    body="<p>Just a moment... Checking your browser before you can read on, please wait.</p>" * 3
)


@pytest.mark.parametrize("body", ["", "   \n", "<html></html>", "Trang chủ | Tin tức", CHALLENGE])
def test_an_empty_shell_and_a_challenge_are_no_articles(body: str) -> None:
    opened = open_page(body.encode())
    assert (opened.status, opened.text) == (DocumentStatus.NOT_ARTICLE, "")


def test_an_article_about_challenges_is_one() -> None:
    text = " ".join(SENTENCES * 4) + " Cổng dịch vụ công nay dùng captcha."
    assert open_page(text.encode()).status is DocumentStatus.ARTICLE


def test_the_outlet_that_a_page_copies_is_named() -> None:
    text = "\n".join((*SENTENCES, "Nguồn: Cổng thông tin điện tử tỉnh"))
    assert open_page(text.encode()).attributed_to == "Cổng thông tin điện tử tỉnh"


def test_a_line_break_in_a_headline_parts_its_numbers() -> None:
    broken = "Gia Lai tổng kết giai đoạn 1<br/>54.938 tài khoản định danh điện tử đã được kích hoạt"
    lead = "Bản tin của tổ công tác tại các xã vùng biên trong tỉnh."
    above = f'<div class="top"><h1>{broken}</h1></div><div class="lead">{lead}</div>'
    html = f"<html><body>{above}{CONTENT}</body></html>"
    opened = open_page(html.encode(), "text/html")
    title = broken.replace("<br/>", " ")
    assert opened.title == title
    assert opened.text.split("\n\n") == [title, lead, *SENTENCES]


def test_what_only_looks_otherwise_in_a_headline_stays_one_number() -> None:
    headline = "Gia Lai có <b>54</b><span>.938</span> tài khoản<wbr> định danh"
    html = page().replace("Gia Lai đẩy mạnh chuyển đổi số", headline)
    assert open_page(html.encode(), "text/html").title == "Gia Lai có 54.938 tài khoản định danh"


def test_a_line_that_only_begins_as_the_title_does_is_not_the_headline() -> None:
    html = page().replace("<nav>", "<p>Gia Lai đẩy mạnh</p><p>9 tin khác</p><nav>")
    opened = open_page(html.encode(), "text/html")
    assert opened.text.split("\n\n") == ["Gia Lai đẩy mạnh chuyển đổi số", *SENTENCES]


def test_a_number_in_several_spans_of_a_cell_is_one_and_its_note_none() -> None:
    cells = (
        "<td>Pleiku</td><td><p><span>35</span><span>4.938</span><sup>1</sup></p></td>",
        "<td>An Khê</td><td>38<br>915</td>",
        "<td><p>Chư</p><p>Prông</p></td><td><b>46</b>.377</td>",
    )
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    text = open_page(page(body=BODY + table).encode(), "text/html").text
    assert text.split("\n\n")[-3:] == ["Pleiku | 354.938", "An Khê | 38 915", "Chư Prông | 46.377"]


def test_the_mark_of_a_note_is_no_digit_of_the_number_before_it() -> None:
    noted = (
        '<p>Tỉnh có 938<sup><a href="#2">[2]</a></sup> tổ, rộng 15 km<sup>2</sup>, đạt 95<sup>%</sup>.</p>'
    )
    text = open_page(page(body=noted + BODY).encode()).text
    assert "Tỉnh có 938 tổ, rộng 15 km2, đạt 95%." in text
