"""The structure tree (ISO 32000-1, 14.7 and 14.8), a value: elements in reading order that know
each other by number.

It is begun while parts are set, each element where its content is read; painting adds the spans of
a line and the places where content stands (``Tags`` grows a tree, and gives a new one). Only leaves
are marked. An element that never got content is left out of the file, except table cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ....source.rows import NamedTuple
from ....source.values import value

BACK = "/O/Layout/WritingMode/RlTb"  # what runs from right to left (14.8.5.4.2)
NOTHING: Mapping[int, str] = {}
EMPTY = ("TD", "TH", "Document")  # stay, though they hold nothing


@value
class Mark:
    """A marked-content sequence: page index and MCID."""

    page: int
    mcid: int


@value
class Annotation:
    """An annotation: page index and its number in the document."""

    page: int
    number: int


class Data(NamedTuple):
    """Numbers that an element shows, as CSV (RFC 4180), and what they are about."""

    about: str
    csv: str


class Element(NamedTuple):
    """One structure element. ``attributes`` is PDF source of an attribute dictionary's inside,
    ``expansion`` what an abbreviation stands for (14.9.5), ``data`` what a file for records carries
    with it."""

    tag: str
    alt: str = ""
    actual: str = ""
    lang: str = ""
    attributes: str = ""
    expansion: str = ""
    data: Data | None = None


@lru_cache(maxsize=64)  # there are only so many tags
def bare(tag: str) -> Element:
    """An element that says nothing but its tag, as most do."""
    return Element(tag)


Kid = int | Mark | Annotation  # an element by its number, or content


class Tree(NamedTuple):
    """Elements, the root first, and what is in each of them, in reading order. A kid has a higher
    number."""

    elements: tuple[Element, ...] = ()
    kids: tuple[tuple[Kid, ...], ...] = ()


class Tags:
    """A tree that grows."""

    def __init__(self, tree: Tree) -> None:
        self._elements = list(tree.elements)
        self._kids: list[list[Kid]] = list(map(list, tree.kids))

    def add(self, parent: int, element: Element) -> int:
        """A new element, read after all that ``parent`` has so far; its number."""
        number = len(self._elements)
        self._elements.append(element)
        self._kids.append([])
        self._kids[parent].append(number)
        return number

    def hang(self, number: int, content: Mark | Annotation) -> str:
        """Content of an element, read after all that it has so far; the element's tag."""
        self._kids[number].append(content)
        return self._elements[number].tag

    def describe(self, number: int, attributes: str) -> None:
        self._elements[number] = self._elements[number]._replace(attributes=attributes)

    def say(self, number: int, actual: str) -> None:
        """What an element is heard as, where that is not what it shows (14.9.4)."""
        self._elements[number] = self._elements[number]._replace(actual=actual)

    def graft(self, parent: int, tree: Tree, tag: str) -> int:
        """A whole tree under ``parent``, its root called ``tag``; by how much its numbers are
        higher now."""
        offset = len(self._elements)
        self._kids[parent].append(offset)
        self._elements += [tree.elements[0]._replace(tag=tag), *tree.elements[1:]]
        for kids in tree.kids:
            self._kids.append([kid + offset if isinstance(kid, int) else kid for kid in kids])
        return offset

    @property
    def tree(self) -> Tree:
        return Tree(tuple(self._elements), tuple(map(tuple, self._kids)))


def root(tag: str, attributes: str = "") -> Tree:
    """A tree of one element."""
    return Tree((Element(tag, attributes=attributes),), ((),))


@value
class Branch:
    """An element of a growing tree, for whoever adds to it."""

    tags: Tags
    number: int

    def add(
        self,
        tag: str,
        alt: str = "",
        actual: str = "",
        lang: str = "",
        attributes: str = "",
        data: Data | None = None,
    ) -> Branch:
        if alt or actual or lang or attributes or data:
            element = Element(tag, alt, actual, lang, attributes, "", data)
        else:
            element = bare(tag)
        return Branch(self.tags, self.tags.add(self.number, element))


def branch(tag: str, attributes: str = "") -> Branch:
    """The root of a new tree."""
    return Branch(Tags(root(tag, attributes)), 0)


# ------------------------------------------------------------------ as objects of a file


def reading_order(tree: Tree) -> list[int]:
    """The numbers of all elements that have content, or must be there without."""
    inside = _inside(tree)
    out, waiting = [], [0]
    while waiting:
        number = waiting.pop()
        out.append(number)
        if inside[number]:
            waiting += inside[number][::-1]
    return out


def _inside(tree: Tree) -> list[list[int]]:
    """The elements in each element that have content, or must be there without."""
    out: list[list[int]] = [[]] * len(tree.elements)
    filled = [element.tag in EMPTY for element in tree.elements]
    for number in range(len(out) - 1, -1, -1):
        kids = tree.kids[number]
        if not kids:
            continue
        if len(kids) == 1 and isinstance(kids[0], Mark):  # so are most leaves
            filled[number] = True
            continue
        below = out[number] = [kid for kid in kids if type(kid) is int and filled[kid]]
        if below or any([type(kid) is not int for kid in kids]):
            filled[number] = True
    return out


def sources(
    tree: Tree,
    order: Sequence[int],
    first: int,
    pages: Sequence[int],
    annotations: Sequence[int],
    more: Mapping[int, str] = NOTHING,
) -> Iterator[bytes]:
    """The dictionaries of a tree's elements in their ``order``, with object numbers from ``first``
    on.

    The object before them holds the root; the lists have the numbers of pages and annotations.
    ``more`` has further entries by the element's number.
    """
    numbers = dict(zip(order, range(first, first + len(order)), strict=True))
    parents = {0: first - 1}
    for number in order:
        own, held, home = numbers[number], list[str](), None
        for kid in tree.kids[number]:
            if type(kid) is int:
                if kid in numbers:
                    parents[kid] = own
                    held.append(f"{numbers[kid]} 0 R")
            elif isinstance(kid, Mark):
                if home is None:
                    home = kid.page
                held.append(_marked(kid, home, pages))
            elif isinstance(kid, Annotation):
                note, page = annotations[kid.number], pages[kid.page]
                held.append(f"<</Type/OBJR/Obj {note} 0 R/Pg {page} 0 R>>")
        where = "" if home is None else f"/Pg {pages[home]} 0 R"
        inside = f"{where}/K {held[0]}" if len(held) == 1 else f"{where}/K[{' '.join(held)}]"
        source = _source(tree.elements[number], parents[number], inside if held else where)
        yield f"{source}{more.get(number, '')}>>".encode("ascii")


def _marked(kid: Mark, home: int, pages: Sequence[int]) -> str:
    """Content of an element whose first content is on the page ``home``."""
    if kid.page == home:
        return str(kid.mcid)
    return f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>"


def _source(element: Element, parent: int, held: str) -> str:
    """The dictionary of an element up to its end; ``held`` are the entries for what is in it: the
    page that its content is on, and its kids."""
    tag, alt, actual, lang, attributes, expansion, _ = element
    out = f"<</S/{tag}/P {parent} 0 R{held}"
    if not (alt or actual or lang or attributes or expansion):  # as of most
        return out
    if alt:
        out += f"/Alt {text_string(alt)}"
    if actual:
        out += f"/ActualText {text_string(actual)}"
    if lang:
        out += f"/Lang {text_string(lang)}"
    if expansion:
        out += f"/E {text_string(expansion)}"
    if attributes:
        out += f"/A<<{attributes}>>"
    return out


def parent_tree(tree: Tree, order: Sequence[int], first: int, pages: int) -> bytes:
    """The inside of ParentTree's /Nums: an array for each page, then an element for each annotation
    (14.7.4.4)."""
    marks = [dict[int, int]() for _ in range(pages)]
    notes: dict[int, int] = {}
    for place, number in enumerate(order, first):
        for kid in tree.kids[number]:
            if type(kid) is int:
                continue
            if isinstance(kid, Mark):
                marks[kid.page][kid.mcid] = place
            elif isinstance(kid, Annotation):
                notes[kid.number] = place
    arrays = [
        f"{page}[{' '.join([f'{place} 0 R' for _, place in sorted(one.items())])}]"
        for page, one in enumerate(marks)
    ]
    single = [f"{pages + number} {place} 0 R" for number, place in sorted(notes.items())]
    return "\n".join((*arrays, *single)).encode("ascii")


def text_string(text: str) -> str:
    """A text string object (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16BE."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
