"""Pages in the shapes of Vietnamese news sites and portals, around articles of our own.

`tests/pages/layouts/*.html` are the shapes: how a content system writes title, lead, date and body,
and what it puts around them.
No figure of that furniture is in an article: one that turns up in a page's text has leaked.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final

PAGES: Final = Path(__file__).parents[1] / "pages"
VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))
WITHOUT_DATE: Final = {"no_date", "flatsome", "word_html"}
TODAY: Final = "Thứ Tư, 25/11/2026"
WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

HEADLINES: Final = (
    "Đắk Nông: 7.101 hộ nghèo được tặng điện thoại thông minh",
    "Khánh Hòa cấp 8.102 chữ ký số trong một tuần",
    "Hơn 9.103 tài khoản định danh điện tử được kích hoạt ở Quảng Nam",
    "Bắc Giang đạt 61,04% hồ sơ trực tuyến",
    "Thanh Hóa xếp thứ 15/63 về chuyển đổi số",
    "Cà Mau có 6.105 tổ công nghệ số cộng đồng",
    "Vụ cháy chợ làm 16 gian hàng bị thiêu rụi",
    "Giá vàng tăng thêm 7.107.000 đồng mỗi lượng",
    "Đội tuyển thắng 18-0 trong trận giao hữu",
    "Yên Bái thu nhận 5.109 hồ sơ định danh",
)
MENU: Final = (
    "Trang chủ", "Thời sự", "Chính trị", "Xây dựng Đảng", "Kinh tế", "Nông nghiệp", "Công nghiệp",
    "Xã hội", "Giáo dục", "Y tế", "Lao động việc làm", "Văn hóa", "Thể thao", "Du lịch", "Pháp luật",
    "An ninh trật tự", "Bạn đọc", "Hộp thư", "Đất và người", "Khoa học công nghệ", "Chuyển đổi số",
    "Chính quyền điện tử", "Thủ tục hành chính", "Văn bản pháp quy", "Lịch công tác", "Thông tin quy hoạch",
    "Công khai ngân sách", "Đấu thầu mua sắm", "Tuyển dụng", "Hỏi đáp", "Góp ý dự thảo", "Số liệu thống kê",
    "Bản đồ hành chính", "Bộ máy tổ chức", "Giới thiệu chung", "Lịch sử hình thành", "Điều kiện tự nhiên",
    "Sở ban ngành", "Huyện thị", "Xã phường", "Truyền hình", "Phát thanh", "Ảnh", "Video", "Podcast", "RSS",
)  # fmt: skip
FOOTER: Final = (
    "Cơ quan chủ quản: Ủy ban nhân dân. Giấy phép số 404/GP-TTĐT. Điện thoại: 0269 3824 404. "
    "Địa chỉ: 90 đường Trung tâm. Ghi rõ nguồn khi phát hành lại thông tin."
)
COMMENTS: Final = (
    "Tôi ở huyện bên, làm mất 4 ngày mới xong tài khoản định danh điện tử.",
    "Xã tôi mới có 14 người biết dùng, cần hướng dẫn thêm.",
    "Rất hay! Mong tỉnh cấp thêm 24.000 chữ ký số miễn phí.",
)


@dataclass(frozen=True)
class Article:
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    caption: str
    author: str
    site: str
    published: dt.datetime

    @property
    def rows(self) -> list[str]:
        return [" | ".join(row) for row in self.table]


@dataclass(frozen=True)
class Sample:
    layout: str
    article: Article
    html: str

    @property
    def published(self) -> dt.date | None:
        return None if self.layout in WITHOUT_DATE else self.article.published.date()

    @property
    def has_table(self) -> bool:
        return "${table" in layouts()[self.layout]

    @property
    def sentences(self) -> list[str]:
        """What has to be in the text: title, lead, and each sentence of the article."""
        inside = (sentence for p in self.article.paragraphs for sentence in p.split(". "))
        return [self.article.title, self.article.lead, *(one.rstrip(".") for one in inside)]


@cache
def articles() -> tuple[Article, ...]:
    rows = json.loads((PAGES / "articles.json").read_text(encoding="utf-8"))
    return tuple(
        Article(
            row["title"],
            row["lead"],
            tuple(row["paragraphs"]),
            tuple(tuple(cells) for cells in row["table"]),
            row["caption"],
            row["author"],
            row["site"],
            dt.datetime.fromisoformat(row["published"]),
        )
        for row in rows
    )


@cache
def layouts() -> dict[str, str]:
    return _read("layouts")


def _read(folder: str) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((PAGES / folder).glob("*.html"))}


def make_sample(layout: str, number: int = 0) -> Sample:
    article = articles()[number % len(articles())]
    return Sample(layout, article, _filled(layouts()[layout], article))


def samples(of_each: int = 1) -> Iterator[Sample]:
    """Each layout around `of_each` of the articles; which ones differs from layout to layout."""
    for place, layout in enumerate(layouts()):
        for number in range(of_each):
            yield make_sample(layout, place + number)


def not_articles() -> dict[str, str]:
    """Challenges, empty shells, lists: by name, as HTML."""
    return {name: _filled(shape, articles()[0]) for name, shape in _read("no_articles").items()}


def _filled(shape: str, article: Article) -> str:
    return Template(shape).substitute(_parts(article))


def _parts(article: Article) -> dict[str, str]:
    text = [escape(paragraph, quote=False) for paragraph in article.paragraphs]
    return {
        "title": escape(article.title, quote=False),
        "lead": escape(article.lead, quote=False),
        "caption": escape(article.caption, quote=False),
        "author": article.author,
        "site": article.site,
        **_dates(article.published),
        **_bodies(text),
        "table": _table(article.table, "<td>{}</td>"),
        "table_p": _table(article.table, '<td valign="top"><p style="margin:0"><span>{}</span></p></td>'),
        **_furniture(),
    }


def _bodies(text: Sequence[str]) -> dict[str, str]:
    wrapped = [f"<p>{one}</p>" for one in text]
    normal = [f'<p class="Normal">{one}</p>' for one in text]
    half = len(text) // 2
    return {
        "p": "\n".join(wrapped),
        "head": "\n".join(wrapped[:half]),
        "tail": "\n".join(wrapped[half:]),
        "head_normal": "\n".join(normal[:half]),
        "tail_normal": "\n".join(normal[half:]),
        "p_justify": "".join(f'<p style="text-align:justify;">&nbsp;&nbsp;{one}</p>' for one in text),
        "spans": "".join(
            f'<p class="MsoNormal"><span style="font-size:14pt"><span>{one}</span></span></p>' for one in text
        ),
        "divs": "".join(f"<div>{one}</div>" for one in text),
        "div_br": "".join(f"<div>{one}</div><div><br></div>" for one in text),
        "br": "<br />\n<br />\n".join(text),
        "br1": "<br>".join(text),
        "li": "".join(f"<li>{one}</li>" for one in text),
    }


def _table(rows: Sequence[Sequence[str]], cell: str) -> str:
    lines = ("".join(cell.format(escape(value, quote=False)) for value in row) for row in rows)
    return '<table border="1"><tbody>' + "".join(f"<tr>{line}</tr>" for line in lines) + "</tbody></table>"


def _dates(day: dt.datetime) -> dict[str, str]:
    return {
        "iso": day.isoformat(),
        "iso_plain": day.replace(tzinfo=None).isoformat(),
        "utc": day.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
        "ymd": day.date().isoformat(),
        "dmy": f"{day:%d/%m/%Y}",
        "dmy_dash": f"{day:%d-%m-%Y}",
        "dmy_dot": f"{day:%d.%m.%Y}",
        "hm": f"{day:%H:%M}",
        "weekday": WEEKDAYS[day.weekday()],
        "epoch": str(int(day.timestamp())),
        "today": TODAY,
        "today_dmy": "25/11/2026",
        "today_iso": "2026-11-25T08:00:00+07:00",
    }


@cache
def _furniture() -> dict[str, str]:
    def link(text: str, number: int) -> str:
        return f'<a href="/tin-{number}.html" title="{text}">{text}</a>'

    entries = [link(name, number) for number, name in enumerate(MENU)]
    headlines = [link(one, 900 + number) for number, one in enumerate(HEADLINES)]
    listed = [f"<li>{one}</li>" for one in headlines]
    cards = [f'<article class="item-news"><h3 class="title-news">{one}</h3></article>' for one in headlines]
    return {
        "menu": "".join(f'<li class="item"><span></span>{one}</li>' for one in entries),
        "menu_rows": "".join(f"<tr><td>{one}</td></tr>" for one in entries),
        "menu_font": "<br>".join(f'<font size="2">{one}</font>' for one in entries),
        "crumbs": f"<li>{entries[0]}</li><li>{entries[8]}</li>",
        "tags": ", ".join(link(one, 800) for one in ("chuyển đổi số", "đề án 06", "VNeID 2026")),
        "related": "".join(cards),
        "related3": "".join(listed[:3]),
        "related_dated": "".join(f"<li>{one} <span>(19/11/2026)</span></li>" for one in headlines),
        "related_br": "<br>".join(f"- {one} (19/11/2026)" for one in headlines),
        "most_read": "<ul>" + "".join(listed[3:]) + "</ul>",
        "headline1": HEADLINES[0],
        "headline2": HEADLINES[1],
        "comments": "".join(f'<div class="comment_item"><p>{one}</p></div>' for one in COMMENTS),
        "footer": f"<p>{FOOTER}</p>",
        "scripts": "<script>" + "window.layers=window.layers||[];var x={'a':12.345};\n" * 200 + "</script>",
        "noise": "dDwtMTQzNTM4NDA5Njt0" * 900,
    }  # fmt: skip
