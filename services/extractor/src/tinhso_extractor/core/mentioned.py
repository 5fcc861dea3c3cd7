"""A place or body that a text names."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    PROVINCE = "province"
    """a province by its name"""
    THIS_PROVINCE = "this_province"
    """`toàn tỉnh`, `UBND tỉnh`: the province that the text is about"""
    NATION = "nation"
    PORTAL = "portal"
    """the national portal: of the nation, but where `của tỉnh` or a province's name stands by"""
    DISTRICT = "district"
    COMMUNE = "commune"
    THIS_CITY = "this_city"
    """`của thành phố`: the province where that is a city, else a district"""
    FORMER = "former"
    """a province that is a part of another by now"""
    OTHER = "other"
    """a ministry, a bank, a company, a region: figures of its own"""
    SOURCE = "source"
    """`theo số liệu của Bộ Công an`: who tells it; whose the figure is, nobody says"""


@dataclass(frozen=True)
class PlaceMention:
    start: int
    end: int
    kind: PlaceKind
    province_id: str | None = None
    name: str | None = None
    cued: bool = False
    """Named as a province: `tỉnh X`, `UBND tỉnh X`, `TP Hà Nội`."""
