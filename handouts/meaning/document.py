"""The document as meaning: few, closed, frozen parts that every output knows how to show.

Blocks are many and open: an author writes them and they lower themselves to these parts.
Outputs render parts and know no block. A part remembers where its author wrote it (``at``),
so that what does not fit on paper can be reported at the author's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..source.problems import Where
from ..source.values import dataclass, field
from .leaves import (
    Banner,
    Cell,
    Code,
    Contents,
    Cover,
    Definition,
    Definitions,
    Each,
    Fact,
    Facts,
    Field,
    Figure,
    FillIn,
    Heading,
    IconArray,
    Label,
    PageBreak,
    Paragraph,
    Placed,
    Reference,
    References,
    Strip,
    Table,
)
from .spans import Spans

__all__ = [
    "Banner",
    "Cell",
    "Code",
    "Columns",
    "Contents",
    "Cover",
    "Definition",
    "Definitions",
    "Document",
    "Each",
    "Fact",
    "Facts",
    "Field",
    "Figure",
    "FillIn",
    "GridPart",
    "Group",
    "Heading",
    "HoldingPart",
    "IconArray",
    "Item",
    "Items",
    "Label",
    "Ladder",
    "Noted",
    "PageBreak",
    "PagePart",
    "Panel",
    "Paragraph",
    "Part",
    "PicturePart",
    "ProsePart",
    "Reference",
    "References",
    "Stage",
    "Steps",
    "Strip",
    "Table",
    "Timeline",
    "WaitingPart",
    "When",
]

# ------------------------------------------------------------------ parts that hold parts


@dataclass(frozen=True, slots=True)
class Item(Placed):
    """An entry of a list: its words, then whatever belongs under them.

    ``name`` is what its box to tick is called in a file, if not by its words.
    """

    spans: Spans
    parts: tuple[Part, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Items(Placed):
    """A list: of points, of things to tick, or of things of which one is chosen."""

    kind: Literal["bullet", "tick", "choice"]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Steps(Placed):
    """Things done in order; each step stays whole on a page."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Panel(Placed):
    """Parts set apart; its role is told by title, icon and border, never by colour alone.

    ``level`` is that of its title as a heading, and ``id`` its place; both are found when all of a
    document is known (``levels.levelled``), where its author does not say.
    """

    role: Literal["message", "note", "tip", "warning", "emergency", "contact", "control"]
    title: str
    parts: tuple[Part, ...]
    level: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Columns(Placed):
    """Groups of parts side by side where there is room, read one after the other."""

    columns: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Stage(Placed):
    when: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Placed):
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Ladder(Placed):
    """Things to do from the easiest to the hardest."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Group(Placed):
    """Parts that stay together on one page."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Noted(Placed):
    """A part with notes in the margin, each a paragraph."""

    part: Part
    notes: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class When(Placed):
    """Parts for a clinic that has told a ``fact``, others for one that has not; gone once facts are
    filled in."""

    fact: str
    parts: tuple[Part, ...]
    otherwise: tuple[Part, ...] = ()


# ------------------------------------------------------------------ the closed set

# Every function that must know each kind of part has one that knows each of a group
# (``telling``, ``remaking`` and the outputs): mypy names them all when a part is added.
ProsePart = Heading | Paragraph | Items | Steps | Definitions | References
PicturePart = Figure | Strip | IconArray | Code
GridPart = Table | Facts | FillIn | Timeline | Ladder
HoldingPart = Panel | Columns | Group | Noted
WaitingPart = When | Each  # gone once facts are filled in
PagePart = Cover | Banner | Contents | PageBreak

Part = ProsePart | PicturePart | GridPart | HoldingPart | WaitingPart | PagePart


@dataclass(frozen=True, slots=True)
class Document:
    """A handout as meaning: ready for any output once ``fill`` has put a clinic's facts in their
    places.

    ``slug`` names it, ``status`` stands at the foot of every page, ``brief`` in its place where
    that does not fit one line; ``short`` is the title for the head of pages that have no room
    for all of it; ``issued`` is an ISO 8601 date; ``accent`` names its colour note in the
    brand, none where it is empty; ``continued`` is how a page says which ``{section}`` it goes
    on with, ``on_page`` how a link says on which ``{page}`` it ends; ``spare`` are pages to
    fill up a booklet with. ``asking`` are the indices of those of ``parts`` that wait for
    facts, ``asks`` the names of these facts, ``cites`` the sources that each of ``parts`` cites
    while any waits (none where there are no ``references``); ``told`` is where each fact stands
    in the files of its clinic.
    ``file_title`` is what its file is called where that is more than ``title``; ``short_forms``
    are abbreviations and what they stand for. ``version`` is that of its text. ``beside`` says
    the same in another language, for pages that have both. ``shorter`` are ways to tell it in ever
    less room, for pages that must hold all of it and cannot.
    """

    slug: str
    title: str
    subject: str
    author: Spans
    lang: str
    issued: str
    accent: str
    status: Spans
    parts: tuple[Part, ...]
    references: tuple[Reference, ...] = ()
    spare: tuple[tuple[Part, ...], ...] = ()
    asking: frozenset[int] = frozenset()
    asks: tuple[str, ...] = ()
    cites: tuple[tuple[str, ...], ...] = ()
    told: Mapping[str, Where] = field(default_factory=dict, compare=False, repr=False)
    brief: Spans = ()
    file_title: str = ""
    short_forms: tuple[tuple[str, str], ...] = ()
    short: str = ""
    continued: str = ""
    on_page: str = ""
    version: str = ""
    beside: Document | None = None
    shorter: tuple[Document, ...] = ()

    @property
    def whole(self) -> tuple[Part, ...]:
        """All parts that may be printed, the spare pages last."""
        return (*self.parts, *(part for page in self.spare for part in page))

    def filled(self, count: int) -> tuple[Part, ...]:
        """The parts with the first ``count`` spare pages before what follows the last page
        break."""
        if not count:
            return self.parts
        last = max(number for number, part in enumerate(self.parts) if isinstance(part, PageBreak))
        pages = (part for page in self.spare[:count] for part in (PageBreak(), *page))
        return (*self.parts[:last], *pages, *self.parts[last:])
