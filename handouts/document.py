"""The document as meaning: few, closed, frozen parts that every output knows how to show.

Blocks are many and open: an author writes them and they lower themselves to these parts.
Outputs render parts and know no block. A part remembers where its author wrote it (``at``),
so that what does not fit on paper can be reported at the author's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from .problems import Where

# ------------------------------------------------------------------ words inside a paragraph


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary as it stands in the sentence; ``key`` names its entry."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address or, as ``#id``, to a place in this document."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on, for a fact that the clinic has not filled in; ``label`` says which."""

    label: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of another language (``lang`` is a BCP 47 tag)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation mark; ``source`` is the id of a reference of the document."""

    source: str


Span = Text | Strong | Term | Link | Blank | Foreign | Cite
Spans = tuple[Span, ...]

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
    """Groups of parts side by side, read one after the other; ``shares`` of the width, equal when not given."""

    columns: tuple[tuple[Part, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class IconArray(_Part):
    """``count`` of ``out_of`` people marked; ``group`` says who they are, ``alt`` says all of it in words."""

    count: int
    out_of: int
    yes: Spans
    no: Spans
    group: Spans
    alt: str


@dataclass(frozen=True, slots=True)
class Stage(_Part):
    when: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Timeline(_Part):
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Field(_Part):
    """Something to fill in by pen: ruled ``lines`` or ``options`` to tick, or a ``value`` that is known already.

    ``width`` is the share of the line it takes; a field that ``grows`` takes the rest of its page.
    """

    label: str
    lines: int = 1
    options: tuple[str, ...] = ()
    width: Literal["full", "half"] = "full"
    grows: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class FillIn(_Part):
    fields: tuple[Field, ...]


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
    """A source; its number is its place in the document's list, from 1."""

    id: str
    text: str
    address: str

    @property
    def shown(self) -> str:
        """The address as it is printed: without what every address begins and ends with."""
        return self.address.partition("://")[2].removeprefix("www.").rstrip("/")


@dataclass(frozen=True, slots=True)
class References(_Part):
    entries: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Code(_Part):
    """A QR code of an address, ``data``."""

    data: str


@dataclass(frozen=True, slots=True)
class Contents(_Part):
    """The list of the ``listed`` headings with their pages; only shown from ``from_pages`` pages on."""

    title: str
    from_pages: int


@dataclass(frozen=True, slots=True)
class Cover(_Part):
    """The first page: what this is, for whom, and how far to trust it."""

    title: str
    subtitle: str
    purpose: str
    figure: Figure
    audience_title: str
    audience: Spans
    status: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group(_Part):
    """Parts that stay together on one page."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PageBreak(_Part):
    pass


Part = (
    Heading
    | Paragraph
    | Items
    | Steps
    | Figure
    | Table
    | Panel
    | Columns
    | IconArray
    | Timeline
    | FillIn
    | Facts
    | Definitions
    | References
    | Code
    | Contents
    | Cover
    | Group
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A handout ready for any output.

    ``status`` is the line at the foot of every page; ``issued`` is an ISO 8601 date.
    """

    title: str
    subject: str
    author: str
    lang: str
    issued: str
    group: str
    status: str
    parts: tuple[Part, ...]
    references: tuple[Reference, ...] = ()


def walk(value: Any) -> Iterator[Any]:
    """Every part and span below ``value``, itself included, in reading order."""
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif is_dataclass(value):
        yield value
        for entry in fields(value):
            if entry.name != "at":
                yield from walk(getattr(value, entry.name))


def plain(spans: Spans, numbers: dict[str, int] | None = None) -> str:
    """The words of ``spans`` as one string; a blank is its label, a citation its number."""
    out = []
    for span in spans:
        match span:
            case Blank(label):
                out.append(label)
            case Cite(source):
                out.append(citation((numbers or {}).get(source, 0)))
            case _:
                out.append(span.text)
    return "".join(out)


def term_id(key: str) -> str:
    """Where links to the definition of a term lead."""
    return "term-" + "".join(c if c.isalnum() else "-" for c in key.lower())


def citation(number: int) -> str:
    return f"[{number}]"
