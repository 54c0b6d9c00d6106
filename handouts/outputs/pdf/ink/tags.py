"""The structure tree (ISO 32000-1, 14.7 and 14.8), made in reading order while the story is written.

Only leaves are marked; drawing adds to an element the places where its content stands. An element that never got
content is left out of the file, except table cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Mark(NamedTuple):
    """A marked-content sequence: page index and MCID."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link annotation: page index and its number in the document."""

    page: int
    number: int


class Element:
    """One structure element. ``attributes`` is PDF source of an attribute dictionary's inside."""

    __slots__ = ("actual", "alt", "attributes", "kids", "lang", "number", "tag")

    def __init__(self, tag: str, alt: str = "", actual: str = "", lang: str = "", attributes: str = "") -> None:
        self.tag, self.alt, self.actual, self.lang, self.attributes = tag, alt, actual, lang, attributes
        self.kids: list[Element | Mark | Annotation] = []
        self.number = 0

    def add(self, tag: str, alt: str = "", actual: str = "", lang: str = "", attributes: str = "") -> Element:
        child = Element(tag, alt, actual, lang, attributes)
        self.kids.append(child)
        return child

    def prune(self) -> bool:
        """Drops what has no content; whether this element has any."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.tag in ("TD", "TH", "Document")

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def source(self, parent: int, pages: list[int], annotations: list[int]) -> bytes:
        """The PDF dictionary; the lists give the object numbers of pages and annotations."""
        home = next((kid.page for kid in self.kids if isinstance(kid, Mark)), None)
        kids = []
        for kid in self.kids:
            if isinstance(kid, Element):
                kids.append(f"{kid.number} 0 R")
            elif isinstance(kid, Annotation):
                kids.append(f"<</Type/OBJR/Obj {annotations[kid.number]} 0 R/Pg {pages[kid.page]} 0 R>>")
            elif kid.page == home:
                kids.append(str(kid.mcid))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>")
        out = f"<</S/{self.tag}/P {parent} 0 R"
        if home is not None:
            out += f"/Pg {pages[home]} 0 R"
        out += f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]" if kids else ""
        if self.alt:
            out += f"/Alt {text_string(self.alt)}"
        if self.actual:
            out += f"/ActualText {text_string(self.actual)}"
        if self.lang:
            out += f"/Lang {text_string(self.lang)}"
        if self.attributes:
            out += f"/A<<{self.attributes}>>"
        return (out + ">>").encode("ascii")


def text_string(text: str) -> str:
    """A text string object (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16BE."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def parent_tree(owners: list[list[Element]], links: list[Element]) -> bytes:
    """The inside of ParentTree's /Nums: an array for each page, then an element for each annotation (14.7.4.4)."""
    pages = (f"{i}[{' '.join(f'{e.number} 0 R' for e in page)}]" for i, page in enumerate(owners))
    notes = (f"{len(owners) + i} {element.number} 0 R" for i, element in enumerate(links))
    return "\n".join((*pages, *notes)).encode("ascii")
