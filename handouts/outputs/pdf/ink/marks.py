"""The display list of a sheet: what is painted on it, in order, as values.

What belongs to no structure element is an artifact (PDF/UA-1, 7.1). Colours are known as such, so
that another colour space is a function from colour to colour. Lengths are in points, from the lower
start corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ....content.editions import Ink
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ....source.rows import NamedTuple
from ....source.values import field, value
from ..colours import FORMULA, Process
from ..drawings import Colouring, painted
from ..text.faces import Face, Word
from .tags import Tree


class Colour(NamedTuple):
    """A colour that is set from here on: its operands, and the operator (8.6.8): ``rg`` for areas,
    ``RG`` for lines and their like in other colour spaces."""

    operands: str
    operator: str


Paint = tuple[str | Colour, ...]  # part of a path


@value
class Tag:
    """Begins content of a structure element: the element's tag, and the number of the content on
    its sheet."""

    name: str
    mcid: int


UNTAGGED = Tag("Artifact", -1)  # begins what belongs to no element


class Form(NamedTuple):
    """A drawing painted once and used wherever it stands (a form XObject, 8.10), in the colours of
    its roles.

    ``whole`` says that it is not thinned out where ink is saved.
    """

    name: str
    drawing: Drawing
    colours: Colouring
    whole: bool = False

    @property
    def operators(self) -> str:
        """What paints it."""
        return painted(self.drawing, self.colours)


class Drawn(NamedTuple):
    """A form at ``x``, ``y``, ``scale`` times its size; one that is drawn ``back`` is reflected,
    its right edge at ``x``."""

    form: str
    x: float
    y: float
    scale: float
    back: bool = False


@value
class Path:
    """Lines and areas: path and state operators, colours and drawings; ``kind`` of an artifact
    (14.8.2.2.2)."""

    parts: tuple[str | Colour | Drawn, ...]
    tag: Tag | None = None
    kind: str = ""


@value
class Run:
    """Words of one face on one line: with the spaces between them, which are words too, or with the
    same code ``between`` each two, and one ``after`` the last."""

    face: Face
    words: tuple[Word, ...]
    between: str = ""
    after: str = ""


TextPart = str | Run | Colour | Tag


@value
class Text:
    """A text object: runs and colours, the tags that begin content, other operators as they are;
    as an artifact of a ``kind``, unless it has tags."""

    parts: tuple[TextPart, ...]
    tagged: bool
    kind: str = ""


@value
class Inline:
    """An inline element of a paragraph: how it is tagged and where it leads."""

    tag: str
    target: str = ""
    words: str = ""
    lang: str = ""
    actual: str = ""
    alt: str = ""
    look: str = ""  # link | cite | term | blank | entry | page | ""
    expansion: str = ""  # of an abbreviation
    name: str = ""  # of the field that a blank is
    room: float = 0.0  # points from its baseline up to the top of that field; 0: what words take
    after: str = ""  # the letter behind a page number, which may draw it nearer


@value
class Photograph:
    """A raster picture; in grey or in four inks where ``ink`` says so, by ``process``."""

    photo: Photo
    x: float
    y: float
    wide: float
    tall: float
    tag: Tag | None
    ink: Ink = "colour"
    process: Process = FORMULA
    kind: str = ""  # of an artifact


@value
class Moved:
    """A display list painted again elsewhere; ``up`` is ``None`` where it is not moved up or
    down."""

    right: float
    up: float | None
    marks: Display


# of each face, what words on a sheet use of it: most use what others do
Glyphs = tuple[tuple[Face, tuple[tuple[int, ...], ...]], ...]


@value
class Standing:
    """All of a sheet that stands as it did in another document: the stream that it was written as,
    the drawings on it by their names, and what it uses of each face."""

    stream: bytes
    forms: tuple[str, ...]
    glyphs: Glyphs


Shown = Path | Text | Photograph | Moved | Standing
Display = tuple[Shown, ...]


class LinkArea(NamedTuple):
    """A link annotation: one for each link and page, its lines as quads (12.5.6.5)."""

    target: str
    words: str
    quads: tuple[tuple[float, float, float, float], ...]


class FieldArea(NamedTuple):
    """A form field: something to type into, a box to tick, or one choice of several.

    Areas of one ``name`` are one field. A choice is known by its ``option``. ``value`` is what
    stands in it already; of a box or a choice, whether it is ticked. Lines to write on are
    ``pitch`` points apart, in the colour of ``rule`` and ``line`` points wide; they are there until
    something is typed.
    """

    name: str
    label: str
    kind: Literal["text", "lines", "tick", "choice"]
    rect: tuple[float, float, float, float]  # left, low, right, high in points
    size: float  # of what is typed
    option: str = ""
    value: str = ""
    pitch: float = 0.0
    rule: Colour | None = None
    line: float = 0.0


class Note(NamedTuple):
    """An annotation and the index of its sheet."""

    sheet: int
    area: LinkArea | FieldArea


class Place(NamedTuple):
    """Where a link can lead: page index, distance from the page's bottom in points, and the element
    that stands there, if there is one."""

    page: int
    y: float
    element: int | None = None


@value
class Book:
    """All sheets of a file, the drawings on them, annotations, places to lead to, and the structure
    tree."""

    sheets: tuple[Display, ...]
    forms: tuple[Form, ...] = ()
    notes: tuple[Note, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    tree: Tree = Tree()
    ink: Ink = "colour"
