"""The parts of a document that hold no other parts: words, pictures, tables, forms, covers.

Those that hold parts, and the closed set of all, are in ``document``: import them from there.
"""

from __future__ import annotations

from itertools import count
from typing import Literal

from ..source.problems import Where
from ..source.values import dataclass, field, replace
from .forms import says
from .spans import Spans, Text, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Something of a document that knows where its author wrote it."""

    at: Where | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Heading(Placed):
    """``level`` 1 is the title; levels never skip (PDF/UA-1, 7.4.2).

    ``tab`` is what stands at the edge of the pages from here to the next heading of its level,
    ``icon`` the name of a small picture beside it.
    """

    text: str
    level: int
    id: str = ""
    listed: bool = False  # in the list of contents
    tab: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph(Placed):
    spans: Spans
    role: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a figure that point at one of its anchors."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure(Placed):
    """A picture of ``assets/figures``; ``alt`` says what it shows and means."""

    name: str
    alt: str
    caption: Spans = ()
    labels: tuple[Label, ...] = ()
    title: str = ""

    @property
    def heard(self) -> tuple[Label, ...]:
        """The labels that ``alt`` does not say already."""
        return tuple(label for label in self.labels if not says(self.alt, label.text))


@dataclass(frozen=True, slots=True)
class Strip(Placed):
    """Figures that belong together, such as before and after: all at the same scale. Those that are
    ``ordered`` have numbers, as some of their readers begin at the other end of a row."""

    figures: tuple[Figure, ...]
    ordered: bool = False

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figures as they are printed and heard: those in order with their numbers."""
        return tuple(map(_numbered, self.figures, count(1))) if self.ordered else self.figures


def _numbered(figure: Figure, number: int) -> Figure:
    """A figure with its number before its title, or before its caption where it has none."""
    if figure.title or not figure.caption:
        return replace(figure, title=f"{number}.\u00a0{figure.title}".rstrip())
    return replace(figure, caption=(Text(f"{number}.\u00a0"), *figure.caption))


@dataclass(frozen=True, slots=True)
class Cell(Placed):
    """One cell of a table: its paragraphs, or a ``box`` to tick. Where its words tell a number of
    people, ``share`` is that of all of them (0 to 1), to be shown as a bar."""

    paragraphs: tuple[Spans, ...]
    box: Field | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Table(Placed):
    """The first cell of each row is the row's head.

    ``caption`` is printed above it; ``spoken`` is only heard, where a heading there says as much.
    ``numbers`` are those that it shows, as CSV.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spoken: str = ""
    numbers: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IconArray(Placed):
    """``count`` of ``out_of`` people marked; ``yes`` says what of them, ``no`` what of the others.

    ``alt`` is heard in place of the picture with both: it says the same, once. ``group`` says who
    they are, ``numbers`` all of it as CSV.
    """

    count: int
    out_of: int
    yes: Spans
    no: Spans
    alt: str
    group: Spans = ()
    numbers: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Field(Placed):
    """Something to fill in: ruled ``lines``, ``options`` to tick, or a ``value`` known already.

    ``width`` is the share of the line it takes; a field that ``grows`` takes the rest of its page,
    a ``large`` one has its value in display type. ``spoken`` is what a screen reader calls a field
    without a label. ``name`` stays the same over edits; ``fact`` is the clinic's fact that it asks
    for. ``told`` is what is told of one patient, ``value`` in plain letters: it stands in the
    field, where there is one; ``offered`` are the options it was taken from. ``choose`` says
    whether one option is ticked or as many as apply, ``hint`` says it in words behind the label;
    ``also`` is what a screen reader says behind it, in another language; ``bare``: the fact alone.
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
    told: str = ""
    offered: tuple[str, ...] = ()
    choose: Literal["one", "any"] = "any"
    hint: str = ""
    also: str = ""
    bare: bool = False

    @property
    def asks(self) -> str:
        """The label as it is printed."""
        return f"{self.label} {self.hint}".strip()


@dataclass(frozen=True, slots=True)
class FillIn(Placed):
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Fact(Placed):
    icon: str
    label: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Facts(Placed):
    """A handful of facts at a glance, each with an icon."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Definition(Placed):
    term: str
    spans: Spans
    id: str


@dataclass(frozen=True, slots=True)
class Definitions(Placed):
    """Words and what they mean."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Reference(Placed):
    """A source; its number is its place in the document's list, from 1.

    ``short`` is it in few words, ``named`` how a link to it is called, ``back`` a link from it to
    where it is cited.
    """

    id: str
    text: str
    address: str
    named: str = ""
    back: str = ""
    short: str = ""

    @property
    def shown(self) -> str:
        """The address as it is printed."""
        return shown(self.address)


@dataclass(frozen=True, slots=True)
class References(Placed):
    entries: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Code(Placed):
    """A QR code of an address, ``data``; before that is known, of the ``fact`` that tells it.

    ``words`` say what it is for, where no text beside it does. A ``small`` one is for a hand, the
    others for a table.
    """

    data: str
    fact: str = ""
    words: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Contents(Placed):
    """The list of the ``listed`` headings with their pages; only shown from ``from_pages`` pages
    on."""

    title: str
    from_pages: int
    # place and words, where it does not list the document's own headings
    entries: tuple[tuple[str, str], ...] = ()
    level: int = 0  # of its title as a heading


@dataclass(frozen=True, slots=True)
class Cover(Placed):
    """The first page: what this is, for whom, and how far to trust it."""

    kind: str
    title: str
    subtitle: str
    purpose: str
    figure: Figure
    audience_title: str
    audience: Spans
    status: Spans
    whose: Spans = ()  # what the logo says: the name of the clinic
    scan: tuple[Code, ...] = ()  # what leads to its page on the web


@dataclass(frozen=True, slots=True)
class Banner(Placed):
    """The head of a document without a cover: what it is about, in one block with the logo.

    ``whose`` is what the logo says, the name of the clinic. ``status`` is heard here where only the
    foot of the pages shows it. ``scan`` leads to its page on the web.
    """

    kind: str
    title: str
    subtitle: str
    whose: Spans = ()
    status: Spans = ()
    scan: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Each(Placed):
    """An entry for each value of a ``fact``; a list, or nothing, once facts are filled in.
    ``strong`` where a value is a name that its note belongs to."""

    fact: str
    strong: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak(Placed):
    """A page ends here: in any case, or only where pages have ``fixed`` places, or only where what
    is told runs on from page to page."""

    where: Literal["", "fixed", "running"] = ""
