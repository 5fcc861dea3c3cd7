"""What of a page is not the article: menus, lists of other articles, comments, captions, footers."""

import functools
from typing import Final

import regex

TAGS: Final = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "button", "select",
     "option", "textarea", "input", "nav", "footer", "aside", "figcaption", "dialog", "amp-sidebar", "amp-ad", "amp-social-share")
)  # fmt: skip
# Seen in the classes and ids of Vietnamese news sites and portals, as words of their own. `cap` is a caption,
# where it is not the start or end of a word without its tones: cập nhật, cấp tỉnh, cung cấp.
_NAMES: Final = regex.compile(
    r"""(?<!\S)(?:
      related?\w* | relate\s?news | lien\s?quan | \w*lienquan | (?:tin|bai)\s?(?:khac|cung|moi|nong) | cung\s(?:loai|chuyen)
    | others?(?:\s?news|\s?title)? | news\s?other | xem\s?(?:them|nhieu) | doc\s?(?:them|nhieu) | (?:most|top)\s?(?:view|read)\w* | most | hot | ticker
    | recommend\w* | suggest\w* | next\s?prev | post\snavigation
    | comments?\w* | binh\s?luan | y\s?kien | disqus | feedback
    | share\w* | shar(?:e|ing)daddy | sharedaddy | socials? | like\sshare | addthis\w* | toolbar | tools? | actions | icons
    | menu\w* | nav | navbar | navigation | pagination | paging | pager | pagenav
    | footer | foot | fter | copyright | ban\squyen | cuoi\strang
    | sidebar | widget\w* | banner | adv\w* | ads | quang\s?cao | popup | modal
    | caption | chu\s?thich | \w*chuthich | image\s?desc | img\s?desc
    | (?<!(?:cung|cao|nang|so|trung|thu|phan)\s)cap(?!\s(?:nhat|tinh|huyen|xa|phuong|quan|thanh|so|bo|uy|co|quoc|do|cao|phep)\b)
    | tags? | keywords? | keysword | ratings? | danh\s?gia | vote | survey | tham\s?do | thong\s?ke | \w*truy\s?cap | counter
    | clock | today | (?:current|now)\s?time | time\s?now | hom\s?nay | login | search
    )(?!\S)""",
    regex.VERBOSE,
)
# These may hold more text than the article, and are never a part of it.
_ALWAYS: Final = regex.compile(r"(?<!\S)(?:comments?\w*|binh\s?luan|y\s?kien|disqus)(?!\S)")
_CAMEL: Final = regex.compile(r"(?<=[a-z])(?=[A-Z])")
# A page builder's own names: there the article is of widgets too, and what follows tells which (`nav-menu`). Those
# that hold other articles or advertise stay widgets.
_BUILDER: Final = regex.compile(
    r"(?<!\S)elementor(?:-widget)?(?:[-_]+|(?!\S))"
    r"(?!posts|archive-posts|loop-|portfolio|call-to-action|testimonial|reviews|slides|form|author-box|icon-box|image-box)"
)
_SEPARATOR: Final = regex.compile(r"[\W_]+")
LARGEST_SHARE: Final = 0.4
"""Of the page's prose. A layout may call its main column `sidebar-1`."""

FOOTER_LINE: Final = regex.compile(
    r"\W*(?:©|®|bản quyền|copyright|cơ quan chủ quản|giấy phép|chịu trách nhiệm|(?:phó )?tổng biên tập|trưởng ban biên tập"
    r"|địa chỉ\s*:|trụ sở|điện thoại\s*:|đt\s*:|fax|e-?mail\s*:|hotline|đường dây nóng|ghi rõ nguồn|số lượt truy cập|tổng truy cập"
    r"|đang truy cập|lượt truy cập|thăm dò ý kiến)\b",
    regex.IGNORECASE,
)
BUTTON_LINE: Final = regex.compile(
    r"\W*(?:chia sẻ|in (?:bài|trang|ra)|bản in|lưu bài|gửi (?:bài|email|cho)|gửi bình luận|bình luận|quay lại|về (?:đầu )?trang|cỡ chữ|lượt xem|đã xem"
    r"|số lượt xem|xem \d+ trang|đọc bài viết|nghe (?:đọc )?bài|theo dõi|trang (?:trước|sau)|thích\b|đóng cửa sổ|từ khóa|tags?\b|ảnh\s*:"
    r"|(?:các )?(?:tin|bài)(?: viết)? (?:khác|liên quan|cùng|mới|cũ|đã đưa)|những tin (?:mới|cũ)|đọc thêm|xem thêm|trung bình \(|quảng cáo)",
    regex.IGNORECASE,
)
BUTTON_WORDS: Final = 12
_SIGNED: Final = regex.compile(
    r"(?:^|[.!?(]\s*|\s)(?:ảnh|nguồn ảnh|đồ họa)\s*:\s*[^.]{2,60}\.?\)?\s*$", regex.IGNORECASE
)
_SHOWS: Final = regex.compile(
    r"\W*(?:quang cảnh|toàn cảnh|các đại biểu|đại diện|ảnh\b|hình ảnh)", regex.IGNORECASE
)
_COUNT: Final = regex.compile(r"\W*(?:th)?[\d.,]+(?:\s?th\s?\d+)?\W*$", regex.IGNORECASE)
CAPTION_WORDS: Final = 45


@functools.lru_cache(maxsize=8192)
def is_furniture_name(written: str) -> bool:
    """Of a class and id: `box-tinlienquan`, `ArticleOther`, `detail__comment`."""
    return bool(_NAMES.search(_words(written)))


@functools.lru_cache(maxsize=8192)
def is_never_article_name(written: str) -> bool:
    return bool(_ALWAYS.search(_words(written)))


def _words(written: str) -> str:
    return _SEPARATOR.sub(" ", _CAMEL.sub(" ", _BUILDER.sub("", written))).lower()


def is_caption(text: str, *, after_picture: bool, slanted: bool) -> bool:
    """`Quang cảnh hội nghị. Ảnh: Hồng Thi`, or what stands in italics below a picture."""
    words = len(text.split())
    if words > CAPTION_WORDS:
        return False
    return bool(_SIGNED.search(text)) or (after_picture and (slanted or bool(_SHOWS.match(text))))


def is_button(text: str) -> bool:
    return len(text.split()) <= BUTTON_WORDS and bool(BUTTON_LINE.match(text))


def is_count(text: str) -> bool:
    """`1932`, `21 Th12`: a number of views or a day on a badge, where it stands at the headline."""
    return bool(_COUNT.match(text))


def is_footer(text: str) -> bool:
    return bool(FOOTER_LINE.match(text))
