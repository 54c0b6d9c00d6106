"""Words inside a paragraph: few, closed, frozen spans that every output knows how to show."""

from __future__ import annotations

from ..source.values import dataclass


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
    """A line to write on, for a fact that nobody has filled in or in an empty cell; ``label`` says
    which, ``fact`` is its name, ``asked`` the words that a field without a fact is named by."""

    label: str
    fact: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A fact by its name, before a clinic has told it; ``fill`` puts a ``Given`` or a ``Blank`` in
    its place."""

    fact: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a clinic has told of a fact, and where it leads: to a phone, to the web, or nowhere."""

    text: str
    fact: str
    target: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of another language (``lang`` is a BCP 47 tag)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Short:
    """An abbreviation, and the words it stands for."""

    text: str
    expansion: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation mark; ``source`` is the id of a reference of the document."""

    source: str


@dataclass(frozen=True, slots=True)
class Turn:
    """On which page of a paper a link leads to (``#id``), beside its words: nobody can follow a
    line on paper. It is seen, not heard; ``text`` has a ``{page}`` in it, ``after`` is the letter
    that stands behind it."""

    text: str
    target: str
    after: str = ""


Span = Text | Strong | Term | Link | Blank | Foreign | Short | Cite | Open | Given | Turn
Spans = tuple[Span, ...]


def plain(spans: Spans, numbers: dict[str, int] | None = None) -> str:
    """The words of ``spans`` as one string; a blank is its label, a citation its number,
    a fact nobody has told yet its name."""
    out = []
    for span in spans:
        match span:
            case Blank(label):
                out.append(label)
            case Open(fact):
                out.append(fact)
            case Cite(source):
                out.append(citation((numbers or {}).get(source, 0)))
            case _:
                out.append(span.text)
    return "".join(out)


def term_id(key: str) -> str:
    """Where links to the definition of a term lead.

    Places that the program names have a colon in them, which no author can write in a name.
    """
    return f"term:{key}"


def source_id(source: str) -> str:
    """Where citations of a source lead."""
    return f"source:{source}"


def cited_id(source: str) -> str:
    """Where the list of sources leads back to: the first place that cites it."""
    return f"cited:{source}"


def shown(address: str) -> str:
    """A web address as it is printed: without what every address begins and ends with."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


def citation(number: int) -> str:
    return f"[{number}]"
