"""The words of a document, passage by passage: what is read as prose, and all else that is printed.

Prose is what is printed to be read: paragraphs, entries of lists, captions and table cells that are sentences, the
facts at a glance, stages of a timeline or a ladder, definitions, both sides of a picture of people. Sources, document
control (paragraphs in small type), citation marks, words of another language and blanks with the label before them
are none.

Sentences are counted against us where there is doubt: a colon ends none, a full stop inside a number or a short form
ends none, and one or two words ("Often, yes.") count as words but not as a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from ..document import (
    Banner,
    Columns,
    Cover,
    Definitions,
    Document,
    Facts,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    Panel,
    Paragraph,
    Part,
    References,
    Steps,
    Strip,
    Table,
    Timeline,
)
from ..problems import Where
from ..spans import Blank, Cite, Foreign, Link, Spans, Term, Text

Kind = Literal["prose", "heading", "title", "label", "alt", "cell", "small", "field", "source"]
FEWEST = 3  # words of a sentence; fewer count as words only
LEAST = 40  # words of a section that is judged by itself


@dataclass(frozen=True)
class Passage:
    """Words read in one go, the part they stand in, and about where its author wrote it.

    In ``marked`` a citation is ``[S12]``. ``section`` is the id of the heading of level 2 that it stands under.
    ``terms`` are the words of the glossary that are marked in it, ``links`` its links.
    """

    marked: str
    part: Part
    kind: Kind = "prose"
    section: str = ""
    at: Where | None = None
    terms: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()

    @cached_property
    def text(self) -> str:
        return " ".join(MARK.sub(" ", self.marked).split())

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return sentences(self.text)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The ids of its sources, in order."""
        return tuple(SOURCE.findall(self.marked))


MARK = re.compile(r"\s*\[S\d+\]")
SOURCE = re.compile(r"\[(S\d+)\]")
LABEL = re.compile(r"[^.!?\0]*:\s*\0")  # the label of a blank
STOP = re.compile(r"[.!?][\"')]*$")


@dataclass(frozen=True)
class Section:
    """What stands under one heading of level 2; the cover is a section too."""

    id: str
    heading: str
    all: tuple[Passage, ...]
    at: Where | None = None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its prose."""
        return tuple(passage for passage in self.all if passage.kind == "prose")

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    @property
    def words(self) -> int:
        return sum(map(count, self.sentences))


def flat(document: Document) -> tuple[Part, ...]:
    """The parts of a document, those that stay together in place of their group."""
    return tuple(one for part in document.parts for one in (part.parts if isinstance(part, Group) else (part,)))


def neighbours(parts: tuple[Part, ...]) -> Iterator[tuple[Part | None, Part, Part | None]]:
    """Every part with those before and after it in the same place."""
    for before, part, after in zip((None, *parts[:-1]), parts, (*parts[1:], None), strict=True):
        yield before, part, after
        match part:
            case Panel() | Group():
                yield from neighbours(part.parts)
            case Timeline() | Ladder():
                for stage in part.stages:
                    yield from neighbours(stage.parts)
            case Columns():
                for column in part.columns:
                    yield from neighbours(column)


def sections(document: Document) -> tuple[Section, ...]:
    """The sections, in reading order."""
    found: list[tuple[str, str, Where | None, list[Passage]]] = [("", document.title, None, [])]
    for part in flat(document):
        if isinstance(part, Cover | Banner):
            found.append(("cover", part.title, part.at, []))
        elif isinstance(part, Heading) and part.level == 2:
            found.append((part.id, part.text, part.at, []))
        name, _, at, inside = found[-1]
        inside.extend(_passages(part, name, part.at or at))
    return tuple(Section(name, heading, tuple(inside), at) for name, heading, at, inside in found if inside)


def passages(part: Part) -> Iterator[Passage]:
    """The passages of prose in ``part``."""
    return (passage for passage in _passages(part, "", None) if passage.kind == "prose")


def everything(part: Part) -> Iterator[Passage]:
    """All that is printed of ``part``."""
    return _passages(part, "", None)


def _passages(part: Part, section: str, at: Where | None) -> Iterator[Passage]:
    at = part.at or at
    for kind, spans, own in _told(part):
        if marked := _marked(spans):
            terms = tuple(span for span in spans if isinstance(span, Term))
            links = tuple(span for span in spans if isinstance(span, Link))
            yield Passage(marked, part, _kind(kind, marked), section, own or at, terms, links)
    for below, own in _inside(part):
        yield from _passages(below, section, own or at)


def _kind(kind: Kind, marked: str) -> Kind:
    """Captions and table cells are prose where they are sentences."""
    return "prose" if kind == "cell" and STOP.search(MARK.sub("", marked)) else kind


Told = tuple[Kind, Spans, Where | None]


def _told(part: Part) -> Iterator[Told]:  # noqa: PLR0912  (one case for each part)
    """What ``part`` itself says, in reading order."""
    match part:
        case Cover() | Banner():
            yield from _words("title", part.kind, part.title, part.subtitle)
            if isinstance(part, Cover):
                yield from _words("alt", part.figure.alt, at=part.figure.at)
                yield "prose", (Text(part.purpose),), None
                yield from _words("title", part.audience_title)
                yield "prose", part.audience, None
                yield from _words("small", *part.status)
        case Heading():
            yield from _words("heading", part.text)
        case Paragraph():
            yield "small" if part.role == "small" else "prose", part.spans, None
        case Items() | Steps():
            yield from (("prose", item.spans, item.at) for item in part.items)
        case Facts():
            for fact in part.items:
                yield from _words("title", fact.label, at=fact.at)
                yield "prose", fact.spans, fact.at
        case Definitions():
            for entry in part.entries:
                yield from _words("title", entry.term)
                yield "prose", entry.spans, entry.at
        case Figure():
            yield from _words("title", part.title)
            yield from _words("alt", part.alt)
            yield from _words("label", *(label.text for label in part.labels))
            yield "cell", part.caption, None
        case Table():
            yield from _words("title", part.caption)
            yield from _words("label", *part.head)
            cells = ((cell, spans) for row in part.rows for cell in row for spans in cell.paragraphs)
            yield from (("cell", spans, cell.at) for cell, spans in cells)
        case IconArray():
            yield from _words("alt", part.alt)
            yield from (("prose", spans, None) for spans in (part.yes, part.no, part.group))
        case Panel():
            yield from _words("title", part.title)
        case Timeline() | Ladder():
            yield from (told for stage in part.stages for told in _words("label", stage.when, at=stage.at))
        case FillIn():
            yield from (
                told for field in part.fields for told in _words("field", field.label, *field.options, at=field.at)
            )
        case References():
            yield from (told for entry in part.entries for told in _words("source", entry.text))


def _words(kind: Kind, *texts: str, at: Where | None = None) -> Iterator[Told]:
    return ((kind, (Text(text),), at) for text in texts if text)


def _inside(part: Part) -> Iterator[tuple[Part, Where | None]]:
    """The parts right inside ``part``, each with the place of what holds it."""
    match part:
        case Items() | Steps():
            yield from ((below, item.at) for item in part.items for below in item.parts)
        case Panel() | Group():
            yield from ((below, None) for below in part.parts)
        case Columns():
            yield from ((below, None) for column in part.columns for below in column)
        case Timeline() | Ladder():
            yield from ((below, stage.at) for stage in part.stages for below in stage.parts)
        case Strip():
            yield from ((below, None) for below in part.figures)


def _marked(spans: Spans) -> str:
    """The words of ``spans`` without blanks and their labels, and without words of another language."""
    text = ""
    for span in spans:
        match span:
            case Blank():
                text += "\0"
            case Cite(source):
                text += f"[{source}]"
            case Foreign():
                pass
            case _:
                text += span.text
    return " ".join(LABEL.sub("", text).replace("\0", " ").split())


# ------------------------------------------------------------------ sentences

END = re.compile(r"[.!?][\"')]*\s+(?=[\"'(]?[A-Z0-9])")
SHORT_FORMS = ("Dr.", "Mr.", "Mrs.", "Ms.", "St.", "No.", "vs.", "e.g.", "i.e.", "U.S.", "a.m.", "p.m.")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text``; what has no full stop at its end is one as well."""
    found, start = [], 0
    for match in END.finditer(text):
        if not text[: match.end()].rstrip().endswith(SHORT_FORMS):
            found.append(text[start : match.end()].strip())
            start = match.end()
    return tuple(filter(count, (*found, text[start:].strip())))


@lru_cache(maxsize=20_000)
def count(sentence: str) -> int:
    """The number of words; "low-back" and "1,000" are one each."""
    return sum(any(character.isalnum() for character in word) for word in sentence.split())


def judged(told: Iterable[Section]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences to grade together, named by sections.

    A section of fewer than 40 words is too short for a grade: it goes with the section after it, the last one with
    the section before.
    """
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for section in told:
        if not section.sentences:
            continue
        if sum(map(count, groups[-1][1])) >= LEAST:
            groups.append(([], []))
        groups[-1][0].append(section.id)
        groups[-1][1].extend(section.sentences)
    if len(groups) > 1 and sum(map(count, groups[-1][1])) < LEAST:
        names, rest = groups.pop()
        groups[-1][0].extend(names)
        groups[-1][1].extend(rest)
    return tuple((" + ".join(names), tuple(inside)) for names, inside in groups)
