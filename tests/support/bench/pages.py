"""Pages for measurements: as long as articles are, eight figures each, spread evenly over the questions."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from support.claims import claim, snapshot
from tinhso_shared.catalog import Kind, load_catalog
from tinhso_shared.codec import Message, encode
from tinhso_shared.events import IndicatorsExtracted

CLAIMS_OF_A_PAGE = 8
WORDS_OF_A_PAGE = 330
WORDS_OF_A_QUOTE = 20
VOCABULARY = [
    f"{first}{last}" for first in "bcdđghklmnprstvx" for last in ("an", "ôi", "ương", "ếp", "ữ", "ịnh")
]
COPY = Path(__file__).with_name("copy_days.sql").read_text(encoding="utf-8")
FIRST_DAY = dt.date(2016, 1, 1)
DAYS_APART = 100

Asked = tuple[str, str, str]
"""A place, an indicator and a date."""


@dataclass(frozen=True)
class Work:
    events: Sequence[IndicatorsExtracted]

    @cached_property
    def messages(self) -> list[Message]:
        return [encode(event) for event in self.events]

    @property
    def claims(self) -> int:
        return sum(len(event.claims) for event in self.events)


def questions(number: int, days: int = 1) -> list[Asked]:
    """Of all stocks and provinces, date by date; each of `days` days in a row is a date of its own."""
    catalog = load_catalog()
    stocks = sorted(one.id for one in catalog.indicators.values() if one.kind is Kind.STOCK)
    places = sorted(key for key in catalog.provinces if key.startswith("vn63/"))
    per_date = len(places) * len(stocks)
    dates = [
        FIRST_DAY + dt.timedelta(days=DAYS_APART * step + day)
        for step in range(-(-number // per_date))
        for day in range(days)
    ]
    every = [(place, stock, date.isoformat()) for date in dates for place in places for stock in stocks]
    return every[: number * days]


def copied(days: int) -> str:
    """SQL that copies all that is stored to each of so many days that follow."""
    return COPY.replace(":days", str(days))


def make_work(pages: int, asked: Sequence[Asked], name: str = "page", seed: int = 1) -> Work:
    """Each question gets about as many pages as another, with three values that contradict each other."""
    draw = random.Random(seed)
    return Work([_page(f"{name}{number}", draw, asked) for number in range(pages)])


def _page(document: str, draw: random.Random, asked: Sequence[Asked]) -> IndicatorsExtracted:
    said = [
        claim(
            20_000 + draw.randrange(3),
            date,
            indicator,
            place=place,
            quote="«" + " ".join(draw.choices(VOCABULARY, k=WORDS_OF_A_QUOTE)) + "»",
        )
        for place, indicator, date in draw.sample(asked, CLAIMS_OF_A_PAGE)
    ]
    text = " ".join(draw.choices(VOCABULARY, k=WORDS_OF_A_PAGE))
    return snapshot(*said, document=document, authority=draw.randrange(4), text=text)
