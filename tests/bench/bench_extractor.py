"""How well pages are opened and how fast articles are read, beside the libraries that do a like thing.

Not a test: `make bench-extractor` runs it on one core and prints what it measured. Times are ratios of the
same run; the quickest of three passes counts. Pages: `tests/pages`; texts: `tests/eval/gold`.
"""

import datetime as dt
import functools
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import regex
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from underthesea import word_tokenize

from support.article_pages import Sample, not_articles, samples
from support.reading import SOURCE, reader
from tinhso_extractor.core.document import Told
from tinhso_extractor.core.masthead import squeezed
from tinhso_extractor.core.page import open_page
from tinhso_shared.events import DocumentStatus

ARTICLES_A_LAYOUT: Final = 6
PASSES: Final = 3
TEXTS: Final = Path(__file__).parents[1] / "eval" / "gold"
NUMERAL: Final = regex.compile(r"\d[\d.,/]*\d|\d")


@dataclass(frozen=True)
class Opened:
    text: str
    title: str | None = None
    published: dt.date | None = None


# -- the ways to open a page --------------------------------------------------------------------------


def with_ours(html: str) -> Opened:
    page = open_page(html.encode(), "text/html")
    return Opened(page.text, page.title, page.published_at)


def with_trafilatura(html: str) -> Opened:
    found = _by_trafilatura(html)
    return Opened(found.get("text") or "", found.get("title"), _day(found.get("date")))


def with_trafilatura_and_head(html: str) -> Opened:
    """Its main text, with title and lead put back from the page's head where they were lost."""
    found = _by_trafilatura(html)
    text = found.get("text") or ""
    head = (found.get("title"), found.get("description"))
    lost = [part for part in head if part and squeezed(part) not in squeezed(text)]
    return Opened("\n".join([*lost, text]), found.get("title"), _day(found.get("date")))


def _by_trafilatura(html: str) -> dict[str, str | None]:
    found: Any = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=True, with_metadata=True
    )
    return found.as_dict() if found is not None else {}


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def with_resiliparse(html: str) -> Opened:
    tree = HTMLTree.parse(html)
    return Opened(extract_plain_text(tree, main_content=True, alt_texts=False), tree.title or None)


WAYS: Final[dict[str, Callable[[str], Opened]]] = {
    "resiliparse": with_resiliparse,
    "trafilatura": with_trafilatura,
    "trafilatura + head": with_trafilatura_and_head,
    "ours": with_ours,
}


# -- how well -----------------------------------------------------------------------------------------


@dataclass
class Score:
    pages: int = 0
    sentences: int = 0
    sentences_found: int = 0
    words: int = 0
    words_own: int = 0
    leaked: int = 0
    titles: int = 0
    leads: int = 0
    days: int = 0
    rows: int = 0
    rows_found: int = 0

    def add(self, sample: Sample, opened: Opened) -> None:
        article = sample.article
        own = [article.title, article.lead, *article.paragraphs, *article.rows]
        text, lines = squeezed(opened.text), opened.text.splitlines()
        self.pages += 1
        self.sentences += len(sample.sentences)
        self.sentences_found += sum(squeezed(one) in text for one in sample.sentences)
        words, known = text.split(), set(squeezed(" ".join([*own, article.author, article.site])).split())
        self.words += len(words)
        self.words_own += sum(word in known for word in words)
        self.leaked += len(set(NUMERAL.findall(opened.text)) - _figures_of(own, article.published))
        self.titles += squeezed(opened.title or "") == squeezed(article.title)
        self.leads += squeezed(article.lead) in text
        self.days += opened.published == sample.published
        if sample.has_table:
            self.rows += len(article.table)
            self.rows_found += sum(_is_a_line(row, lines) for row in article.table)

    def __str__(self) -> str:
        shares = (
            (self.sentences_found, self.sentences), (self.words_own, self.words), (self.titles, self.pages),
            (self.leads, self.pages), (self.days, self.pages), (self.rows_found, self.rows),
        )  # fmt: skip
        return (
            " ".join(f"{part / (whole or 1):>9.1%}" for part, whole in shares)
            + f" {self.leaked / self.pages:>9.2f}"
        )


def _figures_of(own: Iterable[str], published: dt.datetime) -> set[str]:
    """Of the article and of its date, however that is written."""
    dates = (
        f"{published:%d/%m/%Y}",
        f"{published:%d-%m-%Y}",
        f"{published:%d.%m.%Y}",
        f"{published:%H}",
        f"{published:%M}",
        "7",
    )
    return set(NUMERAL.findall(" ".join([*own, *dates]))) | set(dates)


def _is_a_line(row: Sequence[str], lines: Iterable[str]) -> bool:
    """All cells on one line, in order, with something else than a space between them."""
    pattern = regex.compile(r"\s*(?:\||\t| {2,}|;)[|\s]*".join(regex.escape(cell) for cell in row))
    return any(pattern.search(line) for line in lines)


def compare_ways() -> None:
    pages = list(samples(ARTICLES_A_LAYOUT))
    shapes = len({page.layout for page in pages})
    say(f"Opening {len(pages)} pages of {shapes} layouts, {mean_size(pages):.0f} characters each")
    columns = ("sentences", "precision", "titles", "leads", "days", "rows", "leaked")
    say(" " * 20 + "".join(f" {column:>9}" for column in columns) + f" {'ms':>7}")
    for name, way in WAYS.items():
        score = Score()
        for page in pages:
            score.add(page, way(page.html))
        seconds = quickest(functools.partial(_open_all, way, pages))
        say(f"{name:20} {score} {seconds / len(pages) * 1e3:>7.2f}")
    told = sum(
        open_page(html.encode(), "text/html").status is DocumentStatus.NOT_ARTICLE
        for html in not_articles().values()
    )
    say(f"Of {len(not_articles())} challenges, shells, lists and forms, {told} are told from articles.\n")


def _open_all(way: Callable[[str], Opened], pages: Iterable[Sample]) -> list[Opened]:
    return [way(page.html) for page in pages]


def mean_size(pages: Sequence[Sample]) -> float:
    return sum(len(page.html) for page in pages) / len(pages)


# -- how fast -----------------------------------------------------------------------------------------


def compare_reading() -> None:
    texts = gold_texts()
    size, figures = sum(map(len, texts)), sum(map(figures_in, texts))
    ours = quickest(lambda: [reader().read(text, SOURCE) for text in texts])
    theirs = quickest(lambda: [word_tokenize(text) for text in texts])
    say(f"Reading {len(texts)} texts, {size} characters, to claims; beside underthesea's word_tokenize")
    say(
        f"  a figure every {size / figures:.0f} characters; "
        f"each costs {ours / figures * 1e6:.0f} microseconds"
    )
    say(f"  ours         {size / ours / 1e3:>7.0f} thousand characters a second")
    say(f"  underthesea  {size / theirs / 1e3:>7.0f}")
    say(f"  ratio        {theirs / ours:>7.2f}   (wanted 5, aim 12)\n")


def gold_texts() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(TEXTS.glob("*/*.txt"))]


def figures_in(text: str) -> int:
    reading = reader().read(text, SOURCE)[1]
    return len(reading.claims) + len(reading.dropped)


def compare_whole() -> None:
    pages = list(samples(ARTICLES_A_LAYOUT))
    ours = quickest(lambda: [read_page(page.html) for page in pages])
    theirs = quickest(lambda: [trafilatura.extract(page.html) for page in pages])
    say("A page to its claims, beside trafilatura's main text of the same page")
    say(f"  ours         {ours / len(pages) * 1e3:>7.2f} ms a page")
    say(f"  trafilatura  {theirs / len(pages) * 1e3:>7.2f}")
    say(f"  ratio        {ours / theirs:>7.2f}   (wanted 2 at most)\n")


def read_page(html: str) -> object:
    page = open_page(html.encode(), "text/html")
    return reader().read(page.text, SOURCE, Told(page.title, page.published_at))


def measure_growth() -> None:
    """The same articles over and over, up to a million characters: one text, not many."""
    piece = "\n".join(text for text in gold_texts() if not _ends_before_its_end(text))
    say(f"One long text, of {len(piece)} characters again and again: microseconds a character")
    for size in (10_000, 100_000, 1_000_000):
        text = (piece * (size // len(piece) + 1))[:size]
        seconds = quickest(functools.partial(reader().read, text, SOURCE), passes=2)
        say(f"  {size:>9,} characters {seconds / size * 1e6:>7.2f}")


def _ends_before_its_end(text: str) -> bool:
    """What follows `Tin liên quan` is not read, and would make a long text quick."""
    return any(drop.reason == "furniture" for drop in reader().read(text, SOURCE)[1].dropped)


def quickest(action: Callable[[], object], passes: int = PASSES) -> float:
    return min(_seconds(action) for _ in range(passes))


def _seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    reader()
    compare_ways()
    compare_reading()
    compare_whole()
    measure_growth()


if __name__ == "__main__":
    main()
