"""Reads sentences the way the tests write them: one figure in brackets, the province given around it."""

from functools import cache

from tinhso_extractor.core.decision import Source
from tinhso_extractor.core.document import Told
from tinhso_extractor.core.extract import Reader
from tinhso_extractor.core.reading import Reading
from tinhso_shared.catalog import load_catalog
from tinhso_shared.events import Claim

SOURCE = Source("0" * 32, "0" * 64)
HEAD = (
    "Tỉnh Gia Lai tổng kết công tác chuyển đổi số và triển khai Đề án 06\n\n"
    "Ngày 5/3/2024, UBND tỉnh Gia Lai họp để nghe các sở, ngành báo cáo về việc thực hiện "
    "trong thời gian qua và bàn việc của những tháng còn lại.\n\n"
)
"""An article of 5 March 2024 about the province vn63/gia_lai; a test adds its last paragraph."""


@cache
def reader() -> Reader:
    return Reader.of(load_catalog())


def read(text: str, told: Told | None = None) -> Reading:
    return reader().read(text, SOURCE, told)[1]


def read_in_article(paragraph: str) -> Reading:
    return read(HEAD + paragraph)


def claim_of_marked(sentence: str) -> Claim | None:
    """The claim of the figure in `[…]`, in an article about Gia Lai; None when there is none."""
    start = len(HEAD) + sentence.index("[")
    plain = sentence.replace("[", "", 1).replace("]", "", 1)
    end = len(HEAD) + sentence.index("]") - 1
    reading = read_in_article(plain)
    overlapping = (
        c for c in reading.claims if c.evidence.figure_start < end and start < c.evidence.figure_end
    )
    return next(overlapping, None)


def only_claim(text: str) -> Claim:
    (claim,) = read_in_article(text).claims
    return claim
