"""Which boundaries a text's names are of: 63 provinces until 30 June 2025, 34 since."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import regex

from tinhso_extractor.core.dates import DateMention, Role
from tinhso_extractor.core.governing import is_of_an_index
from tinhso_extractor.core.view import View
from tinhso_shared.catalog import Catalog
from tinhso_shared.events import Precision

REORGANISED: Final = dt.date(2025, 7, 1)
"""63 provinces became 34."""
HUE_BECAME_A_CITY: Final = dt.date(2025, 1, 1)
HUE: Final = "thua_thien_hue"


def is_former(province_id: str, written_on: dt.date | None, catalog: Catalog) -> bool:
    """A name of the 63 that none of the 34 has, in a text of their time."""
    if written_on is None or written_on < REORGANISED or province_id == HUE:
        return False
    return f"vn34/{province_id}" not in catalog.provinces


def key_of(province_id: str, written_on: dt.date | None, catalog: Catalog) -> str | None:
    """The province in the frame of the day the text was written; None when that cannot be told."""
    old, new = f"vn63/{province_id}", f"vn34/{'hue_city' if province_id == HUE else province_id}"
    in_old, in_new = old in catalog.provinces, new in catalog.provinces
    if written_on is None:
        if in_old and in_new and province_id != HUE:
            return None
        return old if in_old else new
    if written_on >= REORGANISED:
        return new if in_new else old
    return old if in_old else new


# What a text of 63 provinces with districts says, and one of 34 without them.
_OF_THE_63: Final = regex.compile(
    r"(?<![\d.,])63/63\b|\d/63\b|\b63 (?:tỉnh|địa phương)|\b(?:các|cấp|toàn|ubnd|công an) huyện\b(?! cũ)"
    r"|\bhuyện, (?:thị xã|thành phố|tp)\b(?! cũ)|\bphường, thị trấn\b(?! cũ)"
    # Departments that were merged into others in March 2025, some months before the provinces were.
    r"|(?=sở )(?<!nguyên [^,.;]{0,20}|trước đây [^,.;]{0,20})\bsở (?:thông tin và truyền thông|tt ?& ?tt|tttt|lao động)"
    # Levels that services had until 2022, and what held the country up then.
    r"|\bdịch vụ công(?: trực tuyến)? (?:đạt )?(?:mức độ|mức) [34]\b|\bcovid-19 (?:đang |còn |vẫn )?diễn biến\b"
)
# A district by its name; the 34 have none.
_DISTRICT_NAMED: Final = regex.compile(
    r"(?<!(?:nguyên|trước)[^.;\n]{0,30})\b(?:[Hh]uyện|[Tt]hị xã|T[Pp]\.?|[Tt]hành phố) "
    r"(?!H(?:ồ Chí Minh|CM|à Nội|ải Phòng|uế)|Đà Nẵng|Cần Thơ)(?:\p{Lu}\p{L}* ?){1,3}+(?!\(?(?:cũ|trước))"
)
_OF_THE_34: Final = regex.compile(
    r"\d/34\b|\b34 (?:tỉnh|địa phương)|\b(?:xã|phường),? (?:và )?đặc khu\b|\bhành chính công (?:cấp )?(?:xã|phường)\b|\bsau (?:khi )?(?:sáp nhập|hợp nhất|sắp xếp)|\b(?:2|hai) cấp\b|\b(?:huyện|tỉnh) [^,.;]{2,20} cũ\b"
)


def era_of(view: View, dates: Sequence[DateMention]) -> dt.date | None:
    """For a text without a day of its own: before or after the reorganisation, by its words or its latest date.

    News names the year that it is in; one that names none after 2024 was written before the provinces merged.
    """
    known = (d for d in dates if d.role in _NAMES_ITS_TIME and not _is_a_horizon(view, d))
    named = max((at for d in known if (at := _least_of(view, d)) is not None), default=None)
    of_the_34 = bool(_OF_THE_34.search(view.lower)) or (named is not None and named >= REORGANISED)
    of_the_63 = (
        (named is not None and named < HUE_BECAME_A_CITY)
        or bool(_OF_THE_63.search(view.lower))
        or bool(_DISTRICT_NAMED.search(view.text))
    )
    if of_the_34 is of_the_63:
        return None
    return REORGANISED if of_the_34 else HUE_BECAME_A_CITY - dt.timedelta(days=1)


_WAS_DONE: Final = regex.compile(r"[^.;\n]{0,80}\bđã\b")


def _least_of(view: View, date: DateMention) -> dt.date | None:
    """The first day on which it can have been told: of an index (`DTI năm 2024`), when the next year began.

    Of `đến hết năm 2025, … đã …`, when that was over.
    """
    if date.first is not None and is_of_an_index(view, date):
        return date.first.replace(year=date.first.year + 1)
    is_an_end = date.precision is Precision.DAY and date.first != date.last
    return date.last if is_an_end and _WAS_DONE.match(view.lower, date.end) else date.first


def _is_a_horizon(view: View, date: DateMention) -> bool:
    """`tới năm 2030`: what a text looks forward to says nothing of when it was written."""
    before = view.lower[max(0, date.start - 12) : date.start]
    return date.precision is Precision.YEAR and before.rstrip().endswith(("đến", "tới", "đến hết", "vào"))


_NAMES_ITS_TIME: Final = (Role.REFERENCE, Role.START, Role.HEADER, Role.DOCUMENT, Role.COMPARISON)
