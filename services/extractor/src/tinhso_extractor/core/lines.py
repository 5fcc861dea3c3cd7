"""A page's document tree as lines of text: one for each block, line break, and row of a table of figures.

Menus, comments, captions and whatever else its markup tells to be furniture are left out; what only its words
tell is for the reader of the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import regex
from lxml import etree, html

from tinhso_extractor.core.furniture import LARGEST_SHARE, TAGS, is_furniture_name, is_never_article_name

Element = Any
"""lxml's; it ships no types."""

INLINE: Final = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
     "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
     "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
UNPARTED: Final = INLINE - {"sup"}
SLANTED: Final = frozenset(("em", "i"))
PICTURES: Final = frozenset(("img", "amp-img", "picture", "figure"))
CELL: Final = " | "
LONGEST_CELL: Final = 80
"""On average; longer ones are a layout's, not a table's of figures."""
LEAST_OWN: Final = 50
"""Characters of its own with which an element counts as prose."""
MOST_OF_IT: Final = 0.8
_SPACE: Final = regex.compile(r"[ \t\r\n\f]+")
_NOTE: Final = regex.compile(r"\s*[(\[]?(?:\d{1,2}|\*+)[)\]]?\s*")


@dataclass
class Line:
    text: str = ""
    linked: int = 0
    """Characters inside links."""
    slanted: int = 0
    after_picture: bool = False
    is_row: bool = False
    """Of a table of figures."""
    inside: bool = False
    """In the element that holds most of the page's prose."""

    @property
    def is_link(self) -> bool:
        """Headlines of other articles; a sentence that is linked as a whole is one all the same."""
        return self.linked >= 0.6 * len(self.text) and not self.text.endswith((".", ";", ":"))


def parse_tree(text: str) -> Element | None:
    """None for what has no element at all."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def lines_of(body: Element, headline: Element | None) -> list[Line]:
    """In the order of the page."""
    kept = set() if headline is None else {headline, *headline.iterancestors()}
    furniture = _furniture_of(body, kept)
    container = _container(body, _prose_of(body, furniture))
    return [line for line in _Writer(container, furniture).written(body) if line.text]


def text_of(element: Element) -> str:
    """All of it as one line: apart what lines and blocks part, together what only its looks part.

    >>> text_of(html.fromstring("<h1>Giai đoạn 1<br>54.938 <b>tài</b> khoản</h1>"))
    'Giai đoạn 1 54.938 tài khoản'
    >>> text_of(html.fromstring("<p><span>354</span><span>.938</span><sup>1</sup></p>"))
    '354.938'
    """
    if UNPARTED.issuperset(each.tag for each in element.iterdescendants()):
        return _SPACE.sub(" ", "".join(element.itertext())).strip()
    text = ""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        text += "" if each.tag in INLINE else " "
        if event == "end":
            text += (each.tail or "") if each is not element else ""
        elif is_note(each, text):
            walk.skip_subtree()
        else:
            text += each.text or ""
    return _SPACE.sub(" ", text).strip()


def is_note(element: Element, before: str) -> bool:
    """The raised mark of a footnote behind a number: none of its digits, and no number of the text's."""
    return (
        element.tag == "sup" and before[-1:].isdigit() and bool(_NOTE.fullmatch("".join(element.itertext())))
    )


def names_of(element: Element) -> str:
    """What its class and id call it."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def _furniture_of(body: Element, kept: set[Element]) -> set[Element]:
    """The elements that are none of the article's, with all that they hold."""
    furniture = {element for element in body.iter(*TAGS) if element not in kept}
    prose = _prose_of(body, furniture)
    most = LARGEST_SHARE * prose[body]
    for element in body.iterdescendants():
        name = names_of(element)
        if element in kept or not is_furniture_name(name):
            continue
        if prose[element] <= most or is_never_article_name(name):
            furniture.add(element)
    return furniture


def _prose_of(body: Element, furniture: set[Element]) -> dict[Element, int]:
    """Of each element, how much text outside of links it holds, counting only stretches like sentences."""
    found: dict[Element, int] = {}
    for element in reversed(list(body.iter())):
        if element.tag == "a" or element in furniture:
            found[element] = 0
            continue
        own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        found[element] = sum(found[child] for child in element) + (own if own >= LEAST_OWN else 0)
    return found


def _container(body: Element, prose: dict[Element, int]) -> Element:
    """The smallest element with nearly all prose; the article's own, once the furniture is out."""
    container = body
    while True:
        inner = next(
            (child for child in container if prose[child] >= MOST_OF_IT * prose[container] > 0), None
        )
        if inner is None or inner.tag in INLINE or inner.tag == "p":
            return container
        container = inner


@dataclass
class _Writer:
    container: Element
    furniture: set[Element]
    lines: list[Line] = field(default_factory=lambda: [Line()])
    inside: bool = False
    links: int = 0
    slants: int = 0
    pictured: bool = False

    def written(self, body: Element) -> list[Line]:
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element, last=element is body)
            elif element in self.furniture:
                self.pictured = self.pictured or element.tag in PICTURES
                walk.skip_subtree()
            elif element.tag == "table" and is_data_table(element):
                self._rows(element)
                walk.skip_subtree()
            elif is_note(element, self.lines[-1].text):
                walk.skip_subtree()
            else:
                self._start(element)
        return self.lines

    def _start(self, element: Element) -> None:
        tag = element.tag
        if element is self.container:
            self.inside = True
        if tag in PICTURES:
            self.pictured = True
        if tag not in INLINE:
            self._break()
        if tag == "li":
            self._write("- ")
        self.links += tag == "a"
        self.slants += tag in SLANTED
        self._write(element.text)

    def _end(self, element: Element, *, last: bool) -> None:
        tag = element.tag
        if element not in self.furniture:
            self.links -= tag == "a"
            self.slants -= tag in SLANTED
        if tag not in INLINE:
            self._break()
        if element is self.container:
            self.inside = False
        if not last:
            self._write(element.tail)

    def _write(self, text: str | None) -> None:
        if not text:
            return
        line = self.lines[-1]
        squeezed = _SPACE.sub(" ", text)
        if not line.text or line.text.endswith(" "):
            squeezed = squeezed.lstrip(" ")
        line.text += squeezed
        line.linked += len(squeezed) if self.links else 0
        line.slanted += len(squeezed) if self.slants else 0
        line.inside = line.inside or self.inside

    def _break(self) -> None:
        line = self.lines[-1]
        line.text = line.text.strip()
        if not line.text or line.text == "-":
            line.text = ""
            return
        line.after_picture, self.pictured = self.pictured, False
        self.lines.append(Line())

    def _rows(self, table: Element) -> None:
        self._break()
        for row in rows_of(table):
            self.lines[-1] = Line(row, is_row=True, inside=self.inside or table is self.container)
            self.lines.append(Line())


def is_data_table(table: Element) -> bool:
    """Rows of short cells, no layout: at least two rows of two cells."""
    if next(table.iterdescendants("table", "img", "h1", "h2"), None) is not None:
        return False
    rows = [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if len([cell for cell in row if cell]) >= 2]
    cells = [cell for row in rows for cell in row if cell]
    return len(wide) >= 2 and sum(map(len, cells)) <= LONGEST_CELL * len(cells)


def rows_of(table: Element) -> Iterator[str]:
    """
    >>> list(rows_of(html.fromstring("<table><tr><td>1<td>Pleiku<td>141.208</table>")))
    ['1 | Pleiku | 141.208']
    """
    for row in table.iter("tr"):
        cells = [text_of(cell) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            yield CELL.join(cells)
