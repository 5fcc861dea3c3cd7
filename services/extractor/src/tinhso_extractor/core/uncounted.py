"""What looks like a number of things and counts none: law numbers, phones, ages, ordinals, codes, misprints.

A table: each kind with the texts that it can begin with, beside its pattern. The first that fits decides.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from tinhso_extractor.core.anchored import DIGITS, AnchoredRows


class Uncounted(NamedTuple):
    start: int
    end: int
    kind: str


class _Row(NamedTuple):
    kind: str
    first: tuple[str, ...]
    pattern: str


def _numbered(*words: str) -> tuple[str, ...]:
    """Each with what may follow it up to its number; without one, most of them are words like others."""
    following = (*DIGITS, "số", "thứ", "đủ", " ", "\n")
    return tuple(f"{word}{gap}{after}" for word in words for gap in (" ", "\n") for after in following)


def _after(sign: str) -> tuple[str, ...]:
    return tuple(f"{sign}{digit}" for digit in DIGITS)


_LAWS = ("quyết định", "nghị quyết", "nghị định", "công văn", "thông tư", "chỉ thị", "kế hoạch", "luật",
         "thông báo", "công điện", "bộ chỉ số", "điều", "khoản")  # fmt: skip
_PLACES_IN_A_ROW = (
    "tổ", "khu phố", "phường", "quận", "ấp", "đợt", "giai đoạn", "chặng", "tập", "kỳ", "lần", "lần thứ",
    "năm thứ", "tuổi thứ", "thế kỷ", "ảnh", "hình", "bảng", "phụ lục", "điểm", "mẫu", "cột", "bước", "câu",
    "bài", "dòng", "chương", "nhóm", "ưu tiên số", "quốc lộ", "đường", "phòng", "lớp", "xóm", "đội",
    "nhà số", "block", "tầng",
)  # fmt: skip
_PARTS_OF_A_DAY = ("sáng", "trưa", "chiều", "tối", "hôm", "ngày", "vào")
_YEAR_CUES = ("so với", "so", "từ", "cuối", "đầu", "giữa", "trước", "sau", "kỳ")


def _any(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(word.replace(" ", r"\s") for word in words) + ")"


_NUMBER = r"\d+(?:[.,]\d+)*"
_BIG = r"(?:\s?(?:nghìn|ngàn|triệu|tỷ)\b)"
_DONG = r"(?:\s?(?:đồng|vnđ|vnd)\b)"

_ROWS: Final = (
    _Row("address", ("http", "www."), r"https?://\S+|www\.\S+"),
    _Row(
        "code",
        (*DIGITS, "z"),
        r"\b(?=\w*[a-f])\d[0-9a-z]{11,}\b|(?<=[a-z]{3})\d(?=\w*[a-z])[0-9a-z]{7,}\b|\bz\d{8,}\w*",
    ),
    _Row(
        "time",
        (*DIGITS, "gmt"),
        r"\b\d{1,2}\s?(?:h\s?\d{0,2}|g\d\d|:\d{2}(?::\d{2})?|giờ(?:\s(?:kém\s)?\d{1,2}(?:\sphút)?)?|[ap]m)(?!\w)"
        r"|gmt\s?\+?\d+",
    ),
    _Row(
        "law",
        (*DIGITS, *_numbered("số")),
        r"\b(?:số\s+)?\d+\s?[-/]\s?(?:\d{4}\s?/\s?)?[a-zđ]{2,}(?:[-/]?[a-zđ]+)*"
        r"(?<!/(?:tổ|thôn|dự|ngày|tháng|năm|người|hộ|xã))(?=\W|$)"
        r"(?<=\d\s?[-/]\s?(?:\d{4}\s?/\s?)?"
        r"(?:qđ|nq|nđ|ct|kh|tb|cv|tt|bc|ttg|cđ|đa|hd|tu|ubnd|cp|tw|bca|btttt)\S*)",
    ),
    _Row(
        "law",
        _numbered(*_LAWS),
        rf"{_any(_LAWS)}(?<!tiêu\sđiều|tài\skhoản)\s+(?:số\s*:?\s*)?\d++(?!,\d|\.\d{{3}}(?![\d/])|\s?%)(?:/\d{{4}})?",
    ),
    _Row(
        "name",
        (*DIGITS, *_numbered("đề án", "phiên bản", "thời"), "covid"),
        r"đề\sán\s(?:số\s)?\d+|\bphiên\sbản\s\d+(?:\.\d+)*|\b\d\.0\b|covid-?\s?19|\bthời\s\d\.0",
    ),
    _Row(
        "name",
        ("thứ", *(f"{part} thứ" for part in _PARTS_OF_A_DAY)),
        rf"\b{_any(_PARTS_OF_A_DAY)}\sthứ\s[2-7]\b"
        r"|\bthứ\s[2-7]\b(?=,?\s(?:của\s)?(?:\x1f|ngày|mùng|mồng|tuần|hằng|hàng|vừa|tới|\d{1,2}[/-])|\s?-\s?\d)",
    ),
    _Row(
        "ordinal",
        (
            "năm thứ",
            "lần thứ",
            "kỳ thứ",
            "tuần thứ",
            "ngày thứ",
            "tháng thứ",
            "phiên thứ",
            "phiên họp thứ",
            "vòng thứ",
        ),
        r"\b(?:năm|lần|kỳ|tuần|ngày|tháng|phiên(?:\shọp)?|vòng)\sthứ\s\d{1,2}\b(?![.,]\d|\s?/)",
    ),
    _Row(
        "name",
        ("khóa", "khoá", "kỳ họp", "hội nghị", "đại hội", "c06", "top", "tốp", "cpc", "apec"),
        r"\b(?:khóa|khoá|kỳ\shọp\sthứ|hội\snghị\sthứ|đại\shội)\s(?:thứ\s)?\d+(?!\d|[.,]\d)"
        r"|\bc06\b|\bt[oố]p\s\d+|\bcpc\d*|\bapec\s\d+",
    ),
    _Row("round_the_clock", ("24",), r"\b24\s?/\s?(?:7|24)\b(?:\s?(?:h|giờ)\b)?|\b24\s?/\s?24h\b"),
    _Row("standard", ("iso", "tcvn", "qcvn", "ipv"), r"\b(?:iso(?:/iec)?|tcvn|qcvn|ipv)\s?\d[\d.:-]*\b"),
    _Row(
        "street",
        ("hẻm", "ngõ", "ngách", "kiệt", "số nhà", "ql", "tl.", "đt.", "q.", "p."),
        r"\b(?:hẻm|ngõ|ngách|kiệt|số\snhà)\s\d+(?:/\d+)*\b"
        r"|(?<!&)\b(?:ql|tl|đt|q|p)\.\s?\d+[a-z]?\b(?!\s?%|[.,]\d)|\bql\s?\d+[a-z]?\b",
    ),
    _Row(
        "fraction",
        DIGITS,
        r"(?<![\d.,/])[1-9]/(?:[2-9]|10)(?=\s(?:số|dân\ssố|tổng|thời\sgian|diện\stích)\b)",
    ),
    _Row(
        "numbered_document",
        DIGITS,
        r"(?<![\d.,/-])\d{1,3}/(?:19|20)\d\d(?=\s*(?:[.,;:)]|$)|\s(?:của|về|ban)\b)(?![.,]\d)",
    ),
    _Row("generation", DIGITS, r"\b[2-6]g(?:\s?[/,]\s?[2-6]g)*(?:\s?(?:và|hoặc)\s[2-6]g)?\b"),
    _Row(
        "level",
        _numbered("mức độ", "mức", "cấp độ", "độ", "bậc"),
        r"\b(?:mức\sđộ|mức|cấp\sđộ|độ|bậc)\s[1-5]"
        # Not `cấp độ 2 và 5 hệ thống cấp độ 3`, where the second counts.
        r"(?:(?:\s?,\s?|\s?-\s?|\svà\s|\svà\smức\s(?:độ\s)?|,\smức\s(?:độ\s)?)[1-5](?!\s(?:hệ\sthống|dịch\svụ|thủ\stục)\b))*"
        r"(?![\d.,]\d|\d|%)",
    ),
    _Row(
        "phone",
        ("tổng đài", "hotline", "điện thoại", "đt", "cấp cứu", "đường dây nóng", "0"),
        r"\b(?:(?:tổng\sđài|hotline|cấp\scứu(?:\s\w+\s\w+)?|đường\sdây\snóng)\s*:?"
        # Not `thuê bao điện thoại: 112,7 máy/100 dân`, `điện thoại: 1.204.000 thuê bao`.
        r"|(?:điện\sthoại|đt)\s?:(?=\s*\(?(?:0|\+?84|1[89]00|11[1-5]\b)))"
        r"\s*\(?\+?[\d.\s()]{2,}\d(?!\d|,\d)|(?<!\d[.,])\b0\d{2,3}[.\s]?\d{3}[.\s]?\d{3,4}\b",
    ),
    _Row(
        "ordinal",
        _numbered("số", *_PLACES_IN_A_ROW),
        rf"\b(?:(?<!kinh\stế\s|xã\shội\s|chính\squyền\s|chuyển\sđổi\s|vị\strí\s|hạng\s|xếp\s|đứng\s)số|{_any(_PLACES_IN_A_ROW)})(?<!hải\sphòng)"
        r"\s(?:thứ\s)?(?:số\s)?\d{1,3}(?=\s*[.:;,)\"'\-|]"
        r"|\s(?:của|ở|tại|trên|thuộc|và|cho|là|về|từ|gồm|với|trong|theo|triển|đã|được|đến|sẽ|liên|liền)\b|\s*$)"
        r"(?!\s?[.,]\d|\d|\s?%)",
    ),
    # `100% học sinh lớp 12 đăng ký …`; not `mở lớp 30 học viên`
    _Row(
        "ordinal",
        _numbered("lớp"),
        r"(?<=\b(?:học\ssinh|thí\ssinh|khối)\s)lớp\s(?:[1-9]|1[0-2])\b(?!\s?[.,]\d|\s?%)",
    ),
    _Row(
        "list_number",
        (*DIGITS, *_after("(")),
        r"(?=\(?\d{1,2}[.)])(?:(?<=\n\s*)|(?<=^\s*))"
        r"(?:\(?\d{1,2}[.)]\s(?=\p{L}|\d{1,2}[\s%])|\d{1,2}(?:\.\d{1,2}){1,3}\.\s(?=\S))"
        r"|(?<=[;:,.(]\s?)\(\d{1,2}\)(?=\s)",
    ),
    _Row(
        "foreign",
        ("$", "€", "£", "usd", "eur", "gbp", "inr", "aed", "rs"),
        rf"(?:(?<!vn)\$|€|£|\b(?:usd|eur|gbp|inr|aed|rs\.?)\s?)\s?{_NUMBER}(?:k\b)?{_BIG}*",
    ),
    _Row(
        "below_zero",
        ("âm", "- ", *_after("-")),
        rf"(?:(?<!(?:ghi|thu|phát|siêu)\s)\bâm\s|(?<=\(\s?)-\s?){_NUMBER}(?:\s?%|{_BIG}+)?",
    ),
    _Row(
        "glued",
        (*DIGITS, *_after("."), *_after(",")),
        rf"(?<![\d.,])[.,]?{_NUMBER}[kmg]\b(?!{_DONG})",
    ),
    _Row(
        "letters_and_digits",  # `a4`, `h5n1`; `có5 xã` only lacks its space
        DIGITS,
        r"(?<=(?<![\p{L}\d])\p{L}{1,2})(?<!\b(?:có|là|và|từ|đã|về|ở))(?!(?<=\bk?m)[23]\b)"
        r"\d[\d.,/]*(?:\p{L}\d+)?(?:\s?%)?(?!\d)"
        rf"|(?<![\d.,])\d[\d.,]*[ol][\dol]*\b(?:\s?%)?|(?<![\d.,])\d{{9,}}\b(?!{_DONG})",
    ),
    _Row(
        "duration",
        DIGITS,
        rf"(?<!\d[.,])\b{_NUMBER}(?:\s?[-–]\s?\d+)?\s?"
        r"(?:ngày(?:\s?,?\s?đêm)?|tuần|tháng|năm|phút|giây|tiếng|tiếng\sđồng\shồ|thập\skỷ|giờ)\b(?!\s*(?:chữ|trạm))(?!(?<=năm)\s20\d\d\b)",
    ),
    _Row(
        "age",
        (*DIGITS, *_numbered("từ", "đủ", "trên", "dưới")),
        r"(?:từ|đủ|trên|dưới)\s(?:đủ\s)?\d{1,2}\s?(?:-\s?\d+\s)?tuổi|\b\d{1,2}\s?tuổi|\d+\stuổi"
        r"|(?<=\b(?:người|dân|dân\ssố|tuổi)\s)từ\s(?:đủ\s)?\d{1,2}(?=\strở\slên)",
    ),
    # `mật độ điện thoại/100 dân`, `cứ 100 người dân thì có 92 máy`; not `đạt 92 máy/100 dân`
    _Row(
        "base",
        ("/100", "/ 100", "100"),
        r"(?<=\p{L}\s?)(?<!\d\s?(?:\p{L}+\s){0,3}\p{L}+\s?)/\s?100(?=\s(?:người\s)?dân\b)"
        r"|(?<=\b(?:cứ|bình\squân(?:\scứ)?)\s)100(?=\s(?:người\s)?dân\b)",
    ),
    _Row("mark", ("+", "#"), r"\+\d+\b(?!\s?%)|\#\d+"),
    _Row(
        "dated",
        (
            *DIGITS,
            *_after("("),
            *_numbered("năm", "trong", "sn", "sinh năm", "tháng", "ngày", "quý"),
            "năm học",
        ),
        r"\b(?:năm|năm\s+học|trong\s+\d+\s+năm|sn|sinh\snăm|tháng|ngày|quý)\s\d{1,4}(?![\d.,]\d|\d|%)"
        r"(?:\s?[-–/]\s?\d{2,4})?"
        rf"|(?=(?:19|20)\d\d(?!\d))(?<=\b{_any(_YEAR_CUES)}\s)(?:19|20)\d\d(?=\s*(?:[.,;:)]|$|đến\b|tới\b))(?![.,]\d)"
        r"|\((?:19|20)\d\d(?:,\s(?:19|20)\d\d)*\)",
    ),
)

_WRITTEN: Final = [f"(?P<{row.kind}>{row.pattern})" for row in _ROWS]
PATTERN: Final = regex.compile("|".join(_WRITTEN))
# How a number goes on, or what it is glued to, that counts nothing; most are followed by a noun or `%`.
_NUMBER_OF_NONE: Final = (
    r"(?<=[^\W_][0-9])|[0-9]{8}|[0-9]{3}(?![0-9])"
    r"|[0-9.,]*(?:[^\W\d]|\s?[-–/:]|[.)]\s|\s(?:h(?![^\W\d])|g(?:\d|iờ|iây)|[ap]m|ngày|tuần|tháng|năm|phút|tiếng|thập|tuổi))|\.0"
)
GRAMMAR: Final = AnchoredRows(list(zip(_WRITTEN, (row.first for row in _ROWS), strict=True)), _NUMBER_OF_NONE)
_MAIL: Final = regex.compile(r"(?<!\S)[^\s@]++@\S+\.\w+")


def find_uncounted(lower: str) -> Iterator[Uncounted]:
    """
    >>> [found.kind for found in find_uncounted("quyết định số 12, gọi tổng đài 1022, phủ 5g trong 3 năm")]
    ['law', 'phone', 'generation', 'duration']
    """
    if "@" in lower:
        yield from (Uncounted(*match.span(), "address") for match in _MAIL.finditer(lower))
    for match in GRAMMAR.finditer(lower):
        yield Uncounted(*match.span(), str(match.lastgroup))
