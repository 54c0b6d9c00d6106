"""Painting: a sheet gathers its display list, and the structure tree grows by what only paper
knows.

All that is painted outside an element is an artifact (PDF/UA-1, 7.1). What comes out is a value
(``Book``).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager

from ....meaning.spans import cited_id, source_id
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ..drawings import Colouring
from ..text.edges import parted
from ..text.lines import Line, Style, width_of
from .gathered import Gathered
from .marks import (
    Book,
    Colour,
    Drawn,
    FieldArea,
    Inline,
    LinkArea,
    Note,
    Path,
    Photograph,
    Place,
    Shown,
    Tag,
    Text,
)
from .mixed import turned
from .runs import Paragraph
from .slots import Slot, TypedSlot
from .tags import Annotation, Mark, Tree
from .turned import AHEAD, Oblong, Tongue
from .turns import named

CITATION = f"#{source_id('')}"  # what the targets of citations begin with


class Painter(Gathered):
    """All sheets of a file while they are painted.

    Elements are known by their number in their own document's tree; ``offset`` is added to it, and
    ``scope`` stands before the names of its places, ``tongue`` behind that where they are in its
    other language, ``part`` before the names of its fields. ``pages`` are those that its list of
    contents names, ``paints`` the colours of drawings.
    """

    def __init__(
        self, tree: Tree, paints: Colouring, *, numbered: bool = False, paper: bool = False
    ) -> None:
        super().__init__(tree)
        self.paints = paints
        self.paper = paper  # whether there are no links to follow and no fields to type in
        self.numbered = numbered  # whether the lines of running text get numbers
        self.offset, self.scope, self.tongue = 0, "", ""
        self.way = AHEAD  # of the sheets that come next
        self.sheets: list[Sheet] = []
        # lines of words that others may take the place of, by identity, and where they stand
        self.watched: Container[int] = ()
        self.slots: list[Slot] = []
        self.typed: list[TypedSlot] = []
        # texts that are artifacts, such as those at the foot of every page, by what they are
        # painted of and where, and that: it is known by identity
        self.unheard: dict[tuple[object, ...], tuple[Shown, tuple[object, ...]]] = {}

    def sheet(self, index: int) -> Sheet:
        """The sheet of this index, made when there is none yet."""
        while len(self.sheets) <= index:
            self.sheets.append(Sheet(self, len(self.sheets)))
        return self.sheets[index]

    def book(self) -> Book:
        """What was painted; nothing can be painted any more."""
        displays = tuple(tuple(sheet.marks) for sheet in self.sheets)
        self.unheard.clear()
        self.sheets.clear()  # they know the painter: a circle that lives until it is searched for
        forms, notes = tuple(self.forms.values()), tuple(self.notes)
        return Book(displays, forms, notes, self.places, self.tags.tree)


class Sheet:
    """One sheet while it is painted."""

    def __init__(self, painter: Painter, index: int) -> None:
        self.painter, self.index = painter, index
        self.marks: list[Shown] = []
        self.way = painter.way
        self.contents = 0  # how many there are that belong to elements
        self.baselines: list[tuple[float, float]] = []  # of lines to number: x and y
        # of the timelines on this page: how high the last one stands
        self.dots: dict[int, float] = {}

    def begin(self, element: int) -> Tag:
        """Begins content of the element that has this number in the tree of the file."""
        mark = Mark(self.index, self.contents)
        self.contents += 1
        return Tag(self.painter.tags.hang(element, mark), mark.mcid)

    def artifact(self, *parts: str | Colour | Drawn, kind: str = "") -> None:
        self.marks.append(Path(self.way.along(parts), kind=kind))

    @contextmanager
    def upright(self, x: float, wide: float) -> Iterator[None]:
        """What is painted from ``x`` on, ``wide`` points, as it is, whichever way the sheet
        runs."""
        outer, self.way = self.way, self.way.upright(x, wide)
        yield
        self.way = outer

    @contextmanager
    def spoken(self, tongue: Tongue | None, x: float) -> Iterator[None]:
        """What is painted from ``x`` on in another language, if that is one."""
        before = self.way, self.painter.tongue
        if tongue:
            self.way, self.painter.tongue = tongue.way(self.way, x), tongue.name
        yield
        self.way, self.painter.tongue = before

    def content(
        self, element: int, *parts: str | Colour | Drawn, box: Oblong | None = None
    ) -> None:
        """Content of an element; ``box`` is where it stands, if it is a picture."""
        number = self.placed(element, box)
        self.marks.append(Path(self.way.along(parts), self.begin(number)))

    def photo(self, element: int, photo: Photo, x: float, y: float, scale: float) -> None:
        """A photograph with its lower start corner at ``x``, ``y``."""
        wide, tall = photo.width * scale, photo.height * scale
        number = self.placed(element, (x, y, x + wide, y + tall))
        size = self.way.left(x, wide), y, wide, tall
        self.marks.append(Photograph(photo, *size, self.begin(number)))

    def placed(self, element: int, box: Oblong | None) -> int:
        """Notes where an element stands, if it is a picture; its number in the tree of the file."""
        number = element + self.painter.offset
        if box:
            sides = " ".join(f"{side:.1f}" for side in self.way.oblong(box))
            self.painter.tags.describe(number, f"/O/Layout/Placement/Block/BBox[{sides}]")
        return number

    def drawn(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        scale: float,
        *,
        colours: Colouring | None = None,
        whole: bool = False,
    ) -> Drawn:
        """A drawing with its lower start corner at ``x``, ``y``; ``whole`` where it is no less when
        ink is saved."""
        form = self.painter.form(drawing, colours or self.painter.paints, whole=whole)
        back = self.way.back  # it is painted as it is where all else is reflected
        return Drawn(form, x + (drawing.width * scale if back else 0.0), y, scale, back)

    def place(self, name: str, y: float, element: int | None = None) -> None:
        if name:
            painter = self.painter
            own = None if element is None else element + painter.offset
            place = Place(self.index, y, own)
            painter.placed.append((f"{painter.scope}{painter.tongue}{name}", place))

    def link(self, area: LinkArea, element: int) -> None:
        """A link; ``element`` is a number in the tree of the file."""
        if area.target.startswith("#"):
            # sources are listed once for all languages
            tongue = "" if area.target.startswith(CITATION) else self.painter.tongue
            if whose := f"{self.painter.scope}{tongue}":
                area = area._replace(target=f"#{whose}{area.target[1:]}")
        self._note(area, element)

    def field(self, area: FieldArea, element: int, group: int | None = None) -> None:
        """A field for whoever fills the form in on a screen; a pen needs only what is painted.

        Choices of one field have one ``group``, the element of the first of them.
        """
        offset = self.painter.offset
        if area.value and area.kind in ("text", "lines") and not self.painter.paper:
            self.painter.typed.append(TypedSlot(len(self.painter.notes), area.name))
        rect = self.way.oblong(area.rect)
        self._field(area, rect, element + offset, (element if group is None else group) + offset)

    def _field(self, area: FieldArea, rect: Oblong, element: int, group: int) -> None:
        """A field where it stands on the sheet; elements are those of the tree of the file."""
        named = self.painter.named(area.name, group)
        self._note(area._replace(name=named, rect=rect), element)

    def _note(self, area: LinkArea | FieldArea, element: int) -> None:
        if self.painter.paper:
            return
        self.painter.tags.hang(element, Annotation(self.index, len(self.painter.notes)))
        self.painter.notes.append(Note(self.index, area))

    # -------------------------------------------------------------- text

    def text(
        self,
        lines: Sequence[Line],
        style: Style,
        x: float,
        y: float,
        element: int | None,
        inlines: Mapping[int, Inline] | None = None,
        more: bool = False,
        starts: Sequence[float] | None = None,
        kind: str = "",
    ) -> None:
        """Paint ``lines``, the first with its baseline at ``y``; as an artifact of a ``kind``
        without ``element``. Running text has no kind. ``more`` says that the paragraph goes on
        elsewhere, ``starts`` gives each line's offset from ``x``."""
        key: tuple[object, ...] = ()
        if element is None and not inlines and not self.painter.watched:
            alike = tuple(map(id, (*lines, style, self.way)))
            key = alike, x, y, more, kind, starts and tuple(starts)
            if key in self.painter.unheard:
                self.marks.append(self.painter.unheard[key][0])
                return
        run = self._paragraph(style, element, inlines or {})
        paged = named(lines, style, inlines, self.painter.page_of) if inlines else lines
        if self.painter.numbered and element is not None and not kind:
            self.baselines.extend((x, y - number * style.leading) for number in range(len(lines)))
        for number, words in enumerate(paged):
            last = number + 1 == len(lines)
            following = more if last else lines[number + 1][0].space
            said = words if last or following else parted(words)
            at, low = x + (starts[number] if starts else 0.0), y - number * style.leading
            run.line(said, self.way.started(words, style, at), low, following)
        self._close(run, kind)
        if key:
            self.painter.unheard[key] = self.marks[-1], (*lines, style, self.way)
        elif lines and id(lines[0]) in self.painter.watched:
            at = len(self.marks) - 1
            told = (tuple(lines), style, (x, y), element, more, kind, self.way)
            alone = not starts and not inlines and not any(map(turned, lines))
            plain = alone and not self.painter.numbered and isinstance(self.marks[at], Text)
            self.painter.slots.append(Slot(self.index, at, *told, plain))

    def entry(
        self,
        lines: Sequence[Line],
        number: Line,
        style: Style,
        words_at: tuple[float, float],
        number_at: tuple[float, float],
        element: int,
        inline: Inline,
    ) -> None:
        """Paint an entry of a list of contents: words, then the page number at the end of its last
        line."""
        run = self._paragraph(style, element, {0: inline})
        x, y = words_at
        for row, words in enumerate(lines):
            left = self.way.left(x, width_of(words, style))
            run.line(words, left, y - row * style.leading, space_after=True)
        at, low = number_at
        run.line(number, self.way.left(at, width_of(number, style)), low, space_after=False)
        self._close(run)

    def _paragraph(
        self, style: Style, element: int | None, inlines: Mapping[int, Inline]
    ) -> Paragraph:
        own = None if element is None else element + self.painter.offset
        return Paragraph(style, own, inlines, self.painter.tags, self.begin)

    def _close(self, run: Paragraph, kind: str = "") -> None:
        self.marks.append(run.text(kind))
        if not run.inlines:
            return
        for area, element in run.links() if run.quads else ():
            if area.target.startswith(CITATION):  # the list of sources leads back to it
                cited = cited_id(area.target.removeprefix(CITATION))
                self.place(cited, area.quads[0][3], element - self.painter.offset)
            self.link(area, element)
        for blank, element in run.fields() if run.blanks else ():
            self._field(blank, blank.rect, element, element)
        if run.rules:
            self.marks.append(Path(("q 1 J", *run.rules, "Q")))
