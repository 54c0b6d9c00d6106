"""The structure tree as objects of a file (ISO 32000-1, 14.7): which elements are there, in the
order they are read, and what is written of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..text.kept import Lately
from .tags import Annotation, Element, Kid, Mark, Tree, text_string

NOTHING: Mapping[int, str] = {}
_lately = Lately(1)
EMPTY = ("TD", "TH", "Document")  # stay, though they hold nothing


def reading_order(tree: Tree) -> list[int]:
    """The numbers of all elements that have content, or must be there without."""
    inside = _inside(tree)
    out, waiting = [], [0]
    while waiting:
        number = waiting.pop()
        out.append(number)
        if number in inside:
            waiting += inside[number]
    return out


def _inside(tree: Tree) -> dict[int, list[int]]:
    """The elements in each element that have content, or must be there without, the last first;
    nothing of those that have none."""
    out: dict[int, list[int]] = {}
    filled = bytearray([element.tag in EMPTY for element in tree.elements])
    for number in range(len(filled) - 1, -1, -1):
        kids = tree.kids[number]
        if not kids:
            continue
        below = [kid for kid in kids if type(kid) is int and filled[kid]]
        if below:
            below.reverse()
            out[number] = below
        if below or type(kids[0]) is not int or any([type(kid) is not int for kid in kids]):
            filled[number] = True
    return out


class Known:
    """What is known of a tree: the order in which its elements are read, and what was written of
    them the last time. A document with another word here and there has the same tree."""

    def __init__(self, order: Sequence[int]) -> None:
        self.order = order
        self._last: tuple[object, list[bytes], str] = (None, [], "")

    def written(
        self,
        tree: Tree,
        first: int,
        pages: Sequence[int],
        annotations: Sequence[int],
        more: Mapping[int, str] = NOTHING,
    ) -> tuple[list[bytes], str]:
        """The dictionaries of its elements, and the inside of /Nums (``Structure``)."""
        asked = first, pages, annotations, more
        last = self._last
        if last[0] != asked:
            made = Structure(tree, self.order, first, pages, annotations)
            last = self._last = asked, made.sources(more), made.nums()
        return last[1:]


def known_of(tree: Tree) -> Known:
    """What is known of a tree that is as the latest was, or of a new one."""
    found = _lately.found(tree)
    if not isinstance(found, Known):
        found = Known(reading_order(tree))
        _lately.keep(tree, found)
    return found


def forget() -> None:
    """Drops what is known: an element may say what a patient is told."""
    _lately.forget()


class Structure:
    """The elements of a tree on their way to a file: in their ``order`` they have object numbers
    from ``first`` on, the object before them holds the root. The lists have the numbers of pages
    and annotations."""

    def __init__(
        self,
        tree: Tree,
        order: Sequence[int],
        first: int,
        pages: Sequence[int],
        annotations: Sequence[int],
    ) -> None:
        self.tree, self.order, self.first = tree, order, first
        self.pages, self.annotations = pages, annotations
        self.numbers = dict(zip(order, range(first, first + len(order)), strict=True))
        self.parents = {0: first - 1}
        self.marks = [dict[int, int]() for _ in pages]  # of each page: its contents' elements
        self.notes: dict[int, int] = {}  # the same of annotations

    def sources(self, more: Mapping[int, str] = NOTHING) -> list[bytes]:
        """The dictionaries of the elements; ``more`` has further entries by an element's number."""
        out, marks, parents, numbers = list[bytes](), self.marks, self.parents, self.numbers
        for own, number in enumerate(self.order, self.first):
            kids, element = self.tree.kids[number], self.tree.elements[number]
            kid = kids[0] if len(kids) == 1 else None
            if type(kid) is Mark:  # so are most leaves
                marks[kid.page][kid.mcid] = own
                held = f"/Pg {self.pages[kid.page]} 0 R/K {kid.mcid}"
            elif type(kid) is int and kid in numbers:  # so are most others
                parents[kid] = own
                held = f"/K {numbers[kid]} 0 R"
            else:
                held = self._held(own, kids)
            source = f"<</S/{element.tag}/P {parents[number]} 0 R{held}"
            if any(element[1:6]):  # what it says of itself besides its tag
                source += _told(element)
            if number in more:
                source += more[number]
            out.append(f"{source}>>".encode("ascii"))
        return out

    def _held(self, own: int, kids: Sequence[Kid]) -> str:
        """The entries for what is in an element: the page that its first content is on, its
        kids."""
        held, home, pages = list[str](), None, self.pages
        for kid in kids:
            if type(kid) is int:
                if kid in self.numbers:
                    self.parents[kid] = own
                    held.append(f"{self.numbers[kid]} 0 R")
            elif isinstance(kid, Mark):
                self.marks[kid.page][kid.mcid] = own
                home = kid.page if home is None else home
                elsewhere = f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>"
                held.append(str(kid.mcid) if kid.page == home else elsewhere)
            elif isinstance(kid, Annotation):
                self.notes[kid.number] = own
                note, page = self.annotations[kid.number], pages[kid.page]
                held.append(f"<</Type/OBJR/Obj {note} 0 R/Pg {page} 0 R>>")
        where = "" if home is None else f"/Pg {pages[home]} 0 R"
        if len(held) == 1:
            return f"{where}/K {held[0]}"
        return f"{where}/K[{' '.join(held)}]" if held else where

    def nums(self) -> str:
        """The inside of ParentTree's /Nums, when the sources are written: an array for each page,
        then an element for each annotation (14.7.4.4)."""
        arrays = [
            f"{page}[{' '.join([f'{own} 0 R' for _, own in sorted(one.items())])}]"
            for page, one in enumerate(self.marks)
        ]
        count = len(self.pages)
        single = [f"{count + number} {own} 0 R" for number, own in sorted(self.notes.items())]
        return "\n".join((*arrays, *single))


def _told(element: Element) -> str:
    """What an element says of itself besides its tag."""
    _, alt, actual, lang, attributes, expansion, _ = element
    out = ""
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
