"""The document as meaning: few, closed, frozen parts that every output knows how to show.

Blocks are many and open: an author writes them and they lower themselves to these parts.
Outputs render parts and know no block. A part remembers where its author wrote it (``at``),
so that what does not fit on paper can be reported at the author's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..source.problems import Where
from .spans import Spans, shown

# ------------------------------------------------------------------ parts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    at: Where | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Heading(_Part):
    """``level`` 1 is the title; levels never skip (PDF/UA-1, 7.4.2)."""

    text: str
    level: int
    id: str = ""
    listed: bool = False  # in the list of contents


@dataclass(frozen=True, slots=True)
class Paragraph(_Part):
    spans: Spans
    role: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Item(_Part):
    """An entry of a list: its words, then whatever belongs under them."""

    spans: Spans
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Items(_Part):
    kind: Literal["bullet", "tick"]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Steps(_Part):
    """Things done in order; each step stays whole on a page."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a figure that point at one of its anchors."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure(_Part):
    """A picture of ``assets/figures``; ``alt`` says what it shows and means."""

    name: str
    alt: str
    caption: Spans = ()
    labels: tuple[Label, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Strip(_Part):
    """Figures that belong together, such as before and after: all at the same scale."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Cell(_Part):
    """One cell of a table: its paragraphs."""

    paragraphs: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Table(_Part):
    """The first cell of each row is the row's head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Panel(_Part):
    """Parts set apart; its role is told by title, icon and border, never by colour alone."""

    role: Literal["message", "note", "tip", "warning", "emergency", "contact", "control"]
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Columns(_Part):
    """Groups of parts side by side where there is room, read one after the other."""

    columns: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class IconArray(_Part):
    """``count`` of ``out_of`` people marked; ``group`` says who they are, ``alt`` says all of it in
    words."""

    count: int
    out_of: int
    yes: Spans
    no: Spans
    alt: str
    group: Spans = ()


@dataclass(frozen=True, slots=True)
class Stage(_Part):
    when: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Timeline(_Part):
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Field(_Part):
    """Something to fill in: ruled ``lines`` or ``options`` to tick, or a ``value`` that is known
    already.

    ``width`` is the share of the line it takes; a field that ``grows`` takes the rest of its page,
    a ``large`` one has its value in display type. ``spoken`` is what a screen reader calls a field
    without a label. ``name`` stays the same over edits; ``fact`` is the clinic's fact that it asks
    for.
    """

    label: str
    lines: int = 1
    options: tuple[str, ...] = ()
    width: Literal["full", "half"] = "full"
    grows: bool = False
    value: Spans = ()
    spoken: str = ""
    name: str = ""
    fact: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True)
class FillIn(_Part):
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Ladder(_Part):
    """Things to do from the easiest to the hardest."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Fact(_Part):
    icon: str
    label: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Facts(_Part):
    """A handful of facts at a glance, each with an icon."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Definition(_Part):
    term: str
    spans: Spans
    id: str


@dataclass(frozen=True, slots=True)
class Definitions(_Part):
    """Words and what they mean."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Reference(_Part):
    """A source; its number is its place in the document's list, from 1.

    ``named`` is how a link to it is called, ``back`` a link from it to where it is cited.
    """

    id: str
    text: str
    address: str
    named: str = ""
    back: str = ""

    @property
    def shown(self) -> str:
        """The address as it is printed."""
        return shown(self.address)


@dataclass(frozen=True, slots=True)
class References(_Part):
    entries: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Code(_Part):
    """A QR code of an address, ``data``; before that is known, of the ``fact`` that tells it."""

    data: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Contents(_Part):
    """The list of the ``listed`` headings with their pages; only shown from ``from_pages`` pages
    on."""

    title: str
    from_pages: int
    # place and words, where it does not list the document's own headings
    entries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cover(_Part):
    """The first page: what this is, for whom, and how far to trust it."""

    kind: str
    title: str
    subtitle: str
    purpose: str
    figure: Figure
    audience_title: str
    audience: Spans
    status: Spans


@dataclass(frozen=True, slots=True)
class Banner(_Part):
    """The head of a document without a cover: what it is about, in one block with the logo."""

    kind: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Group(_Part):
    """Parts that stay together on one page."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Noted(_Part):
    """A part with notes in the margin, each a paragraph."""

    part: Part
    notes: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class When(_Part):
    """Parts for a clinic that has told a ``fact``, others for one that has not; gone once facts are
    filled in."""

    fact: str
    parts: tuple[Part, ...]
    otherwise: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Each(_Part):
    """An entry for each value of a ``fact``; a list, or nothing, once facts are filled in."""

    fact: str


@dataclass(frozen=True, slots=True)
class PageBreak(_Part):
    pass


Part = (
    Heading
    | Paragraph
    | Items
    | Steps
    | Figure
    | Strip
    | Table
    | Panel
    | Columns
    | IconArray
    | Timeline
    | Ladder
    | FillIn
    | Facts
    | Definitions
    | References
    | Code
    | Contents
    | Cover
    | Banner
    | Group
    | Noted
    | When
    | Each
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A handout as meaning: ready for any output once ``fill`` has put a clinic's facts in their
    places.

    ``slug`` names it, ``status`` stands at the foot of every page, ``brief`` in its place where
    that does not fit one line; ``short`` is the title for the head of pages that have no room for
    all of it; ``issued`` is an ISO 8601 date; ``accent`` names its colour note in the brand, none
    where it is empty; ``spare`` are pages to fill up a booklet with. ``asking`` are
    the indices of those of ``parts`` that wait for facts, ``told`` is where each fact stands in the
    files of its clinic.
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
    told: Mapping[str, Where] = field(default_factory=dict, compare=False, repr=False)
    brief: Spans = ()
    short: str = ""

    @property
    def open(self) -> tuple[Part, ...]:
        """Those of its parts that wait for facts."""
        return tuple(self.parts[number] for number in sorted(self.asking))

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
