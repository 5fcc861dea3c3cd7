"""Bytes that nobody would write, by atheris: pages are opened and read without an exception, quotes exact.

`make fuzz` runs it for ten minutes; MINUTES=n for another time. It begins with the pages of `tests/pages` and
what it found before, in `.fuzz/`; an input that breaks the law is written there, and its traceback printed.
"""

import sys
import unicodedata
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tinhso_extractor"]):
    from support.reading import SOURCE, reader
    from tinhso_extractor.core.document import Told
    from tinhso_extractor.core.page import open_page

from support.article_pages import samples
from tinhso_shared.outcomes import BadMessage

FOUND = Path(".fuzz")
TYPES = (None, "text/html", "text/plain")


def read(data: bytes) -> None:
    """The first byte chooses what the body is said to be, and whether its letters are decomposed."""
    choice, body = data[:1], data[1:]
    kind = choice[0] if choice else 0
    try:
        page = open_page(body, TYPES[kind % len(TYPES)])
    except BadMessage:
        return
    text = unicodedata.normalize("NFD", page.text) if kind & 128 else page.text
    told = Told(page.title, page.published_at)
    for claim in reader().read(text, SOURCE, told)[1].claims:
        e = claim.evidence
        assert text[e.start : e.end] == e.quote, claim
        assert text[e.figure_start : e.figure_end] == e.figure, claim


def main() -> None:
    corpus = FOUND / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        page = open_page(sample.html.encode(), "text/html")
        (corpus / f"{sample.layout}.html").write_bytes(b"\x01" + sample.html.encode())
        (corpus / f"{sample.layout}.txt").write_bytes(b"\x02" + page.text.encode())
    reader()
    atheris.Setup([*sys.argv, f"-artifact_prefix={FOUND}/", "-max_len=20000", str(corpus)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
