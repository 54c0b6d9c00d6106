"""What a file gathers beside its sheets while they are painted: the structure tree, annotations,
places to lead to, drawings, names of fields; and what one sheet adds to that, as a value.

So a sheet that stands as it did in the document before need not be painted again: what it added is
added again (``Gathered.take``).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from ....meaning.naming import Names
from ....pictures.drawing import Drawing
from ....source.rows import NamedTuple
from ..drawings import Colouring
from .marks import Form, Note, Place
from .tags import Annotation, Came, Element, Mark, Said, Tags, Tree

Shape = tuple[Drawing, Colouring, bool]  # what a form is known by
Asked = tuple[str, int]  # the name of a field, and the group it is of
Numbered = tuple[str, int | None]  # the name of a place, and the page that it is on


class Amount(NamedTuple):
    """How much there is of everything."""

    elements: int
    came: int
    said: int
    notes: int
    places: int
    forms: int
    asked: int
    turns: int


class Share(NamedTuple):
    """What was added. ``first`` and ``note`` are how many elements and annotations there were
    before; ``tags`` are those of the elements that content came into."""

    first: int
    note: int
    elements: tuple[Element, ...]
    came: tuple[Came, ...]
    tags: tuple[str, ...]
    said: tuple[Said, ...]
    notes: tuple[Note, ...]
    places: tuple[tuple[str, Place], ...]
    forms: tuple[Shape, ...]
    asked: tuple[Asked, ...]
    turns: tuple[Numbered, ...]


class Gathered:
    """What there is so far."""

    def __init__(self, tree: Tree) -> None:
        self.tags = Tags(tree)
        self.notes: list[Note] = []
        self.placed: list[tuple[str, Place]] = []  # the first of a name is the one that counts
        self.forms: dict[Shape, Form] = {}
        self.asked: list[Asked] = []
        self.turns: list[Numbered] = []  # the page numbers that are told
        self.pages: Mapping[str, int] = {}  # those that may be, by names of places
        self.names, self.part = Names(), ""  # of fields; which part of a set they stand in
        self._named: dict[int, str] = {}

    def named(self, name: str, group: int) -> str:
        """What a field, or a group of choices, is called in this file."""
        self.asked.append((name, group))
        if group not in self._named:
            self._named[group] = self.names.of(name, self.part)
        return self._named[group]

    def page_of(self, name: str) -> int | None:
        """The number of the page that something is on, as it is told among words."""
        number = self.pages.get(name)
        self.turns.append((name, number))
        return number

    def form(self, drawing: Drawing, colours: Colouring, *, whole: bool = False) -> str:
        """The name of a drawing in these colours."""
        if (key := (drawing, colours, whole)) not in self.forms:
            self.forms[key] = Form(f"D{len(self.forms)}", drawing, colours, whole)
        return self.forms[key].name

    @property
    def places(self) -> dict[str, Place]:
        """Where links can lead, by name."""
        out: dict[str, Place] = {}
        for name, place in self.placed:
            out.setdefault(name, place)
        return out

    # ---------------------------------------------------------- what one sheet adds

    @property
    def amount(self) -> Amount:
        tags, names = self.tags, (len(self.forms), len(self.asked), len(self.turns))
        mine = len(self.notes), len(self.placed), *names
        return Amount(len(tags), len(tags.came), len(tags.said), *mine)

    def since(self, before: Amount) -> Share:
        """What was added since there was so much."""
        tags, first = self.tags, before.elements
        came = tuple(tags.came[before.came :])
        own = tuple([tags.element(to).tag for to, kid in came if type(kid) is Mark and to < first])
        return Share(
            first,
            before.notes,
            tuple(tags.added(first)),
            came,
            own,
            tuple(tags.said[before.said :]),
            tuple(self.notes[before.notes :]),
            tuple(self.placed[before.places :]),
            tuple(islice(self.forms, before.forms, None)),
            tuple(self.asked[before.asked :]),
            tuple(self.turns[before.turns :]),
        )

    def fits(self, share: Share) -> bool:
        """Whether content came into elements that are still called so, and pages that are named
        have the same numbers."""
        if any([self.pages.get(name) != number for name, number in share.turns]):
            return False
        tags, first = self.tags, share.first
        came = [to for to, kid in share.came if type(kid) is Mark and to < first]
        return share.tags == tuple([tags.element(to).tag for to in came])

    def take(self, share: Share) -> None:
        """Adds the same again: elements and annotations after those there are now."""
        tags, up, on = self.tags, len(self.tags) - share.first, len(self.notes) - share.note
        came = share.came
        if up or on:
            came = tuple([_later(one, share.first, up, on) for one in came])
        tags.take(share.elements, came, share.said)
        self.notes += share.notes
        self.placed += share.places
        self.turns += share.turns
        for form in share.forms:
            self.form(form[0], form[1], whole=form[2])
        for name, group in share.asked:
            self.named(name, group)


def _later(came: Came, first: int, up: int, on: int) -> Came:
    """The same with numbers of elements from ``first`` on ``up`` higher, those of annotations
    ``on`` higher."""
    to, kid = came
    if isinstance(kid, Annotation):
        kid = Annotation(kid.page, kid.number + on)
    elif isinstance(kid, int) and kid >= first:
        kid += up
    return (to + up if to >= first else to), kid
