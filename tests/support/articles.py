"""Plain articles in simple sentences, and the totals that they must give: to test the way, not reading."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

# Of the old frame only: their place is certain although the articles carry no date of publication.
PROVINCES = {
    "vn63/bac_giang": "Bắc Giang",
    "vn63/ben_tre": "Bến Tre",
    "vn63/binh_phuoc": "Bình Phước",
    "vn63/ha_nam": "Hà Nam",
    "vn63/hau_giang": "Hậu Giang",
    "vn63/hoa_binh": "Hòa Bình",
    "vn63/kien_giang": "Kiên Giang",
    "vn63/nam_dinh": "Nam Định",
    "vn63/tien_giang": "Tiền Giang",
    "vn63/yen_bai": "Yên Bái",
}
FIRST_DAY = dt.date(2023, 3, 1)


@dataclass(frozen=True)
class Sample:
    """One article of one province and day; later days report more of everything."""

    place: str
    day: dt.date
    number: int

    @property
    def signatures(self) -> int:
        return 20_000 + 137 * self.number

    @property
    def teams(self) -> int:
        return 500 + self.number

    @property
    def name(self) -> str:
        return f"{self.place.removeprefix('vn63/')}-{self.day:%Y%m%d}.txt"

    @property
    def text(self) -> str:
        province, date = PROVINCES[self.place], f"{self.day.day}/{self.day.month}/{self.day.year}"
        return (
            f"Tỉnh {province} đẩy mạnh chuyển đổi số\n\n"
            f"Tính đến ngày {date}, toàn tỉnh {province} đã cấp {_grouped(self.signatures)} chữ ký số.\n\n"
            f"Đến ngày {date}, tỉnh {province} đã thành lập {_grouped(self.teams)} "
            "Tổ công nghệ số cộng đồng.\n"
        )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def samples(days: int) -> list[Sample]:
    return [
        Sample(place, FIRST_DAY + dt.timedelta(days=7 * day), 31 * day + index)
        for day in range(days)
        for index, place in enumerate(PROVINCES)
    ]


def write_articles(folder: Path, articles: list[Sample]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        (folder / article.name).write_text(article.text, encoding="utf-8")
    return folder


def expected_levels(articles: list[Sample]) -> dict[tuple[str, str], tuple[str, str]]:
    """(place, indicator) to (value, as_of): the newest article's, never a sum."""
    levels = {}
    for article in sorted(articles, key=lambda sample: sample.day):
        as_of = article.day.isoformat()
        levels[article.place, "digital_signatures_issued"] = (str(article.signatures), as_of)
        levels[article.place, "community_teams"] = (str(article.teams), as_of)
    return levels
