"""The structure tree (ISO 32000-1, 14.7 and 14.8), a value: elements in reading order that know
each other by number.

It is begun while parts are set, each element where its content is read; painting adds the spans of
a line and the places where content stands (``Tags`` grows a tree, and gives a new one). Only leaves
are marked. An element that never got content is left out of the file, except table cells.
"""

from __future__ import annotations

from functools import lru_cache

from ....source.rows import NamedTuple
from ....source.values import value

BACK = "/O/Layout/WritingMode/RlTb"  # what runs from right to left (14.8.5.4.2)


class Mark(NamedTuple):
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
Came = tuple[int, Kid]  # what came into the element of this number
Said = tuple[int, str, str]  # of an element: what it is heard as, its attributes, if not as before


class Tree(NamedTuple):
    """Elements, the root first, and what is in each of them, in reading order. A kid has a higher
    number."""

    elements: tuple[Element, ...] = ()
    kids: tuple[tuple[Kid, ...], ...] = ()


class Grown(NamedTuple):
    """Elements that came one after the other, what is in each, and which of them are ``under`` the
    one that they grew on."""

    elements: tuple[Element, ...]
    kids: tuple[tuple[Kid, ...], ...]
    under: tuple[Kid, ...]


class Tags:
    """A tree that grows."""

    def __init__(self, tree: Tree) -> None:
        self._elements = list(tree.elements)
        self._kids: list[list[Kid]] = list(map(list, tree.kids))
        self.came: list[Came] = []  # since then, in order
        self.said: list[Said] = []

    def __len__(self) -> int:
        """How many elements there are."""
        return len(self._elements)

    def add(self, parent: int, element: Element) -> int:
        """A new element, read after all that ``parent`` has so far; its number."""
        number = len(self._elements)
        self._elements.append(element)
        self._kids.append([])
        self._kids[parent].append(number)
        self.came.append((parent, number))
        return number

    def hang(self, number: int, content: Mark | Annotation) -> str:
        """Content of an element, read after all that it has so far; the element's tag."""
        self._kids[number].append(content)
        self.came.append((number, content))
        return self._elements[number].tag

    def describe(self, number: int, attributes: str) -> None:
        self.say(number, "", attributes)

    def say(self, number: int, actual: str, attributes: str = "") -> None:
        """What an element is heard as, where that is not what it shows (14.9.4)."""
        own = self._elements[number]
        told = actual or own.actual, attributes or own.attributes
        self._elements[number] = own._replace(actual=told[0], attributes=told[1])
        self.said.append((number, actual, attributes))

    def element(self, number: int) -> Element:
        return self._elements[number]

    def added(self, first: int) -> list[Element]:
        """The elements from number ``first`` on."""
        return self._elements[first:]

    def take(
        self, elements: tuple[Element, ...], came: tuple[Came, ...], said: tuple[Said, ...]
    ) -> None:
        """New ``elements``, what came into them and into others, and what was said of any."""
        self._elements += elements
        self._kids += [[] for _ in elements]
        for number, kid in came:
            self._kids[number].append(kid)
        self.came += came
        for one in said:
            self.say(*one)

    def under(self, number: int) -> int:
        """How much is in an element so far."""
        return len(self._kids[number])

    def since(self, first: int, parent: int, under: int) -> Grown:
        """What has grown since there were ``first`` elements, all of it in ``parent``, which had so
        many ``under`` it."""
        own = [kid for kid in self._kids[parent][under:] if isinstance(kid, int)]
        kids = tuple(map(tuple, self._kids[first:]))
        return Grown(tuple(self._elements[first:]), kids, tuple(own))

    def grow(self, parent: int, grown: Grown) -> None:
        """The same once more, where there are as many elements as there were before it."""
        self._elements += grown.elements
        self._kids += map(list, grown.kids)
        self._kids[parent] += grown.under

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


def text_string(text: str) -> str:
    """A text string object (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16BE."""
    if text.isascii() and text.isprintable():
        if "(" in text or ")" in text or "\\" in text:
            text = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
