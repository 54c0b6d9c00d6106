"""The words of a document, passage by passage: what is read as prose, and all else that is printed.

Prose is what is printed to be read: paragraphs, entries of lists, captions and table cells that are
sentences, the facts at a glance, stages of a timeline or a ladder, definitions, both sides of a
picture of people. Sources, document control (paragraphs in small type), citation marks, words of
another language and blanks with the label before them are none.

Sentences are counted against us where there is doubt: a colon ends none, a full stop inside a
number or a short form ends none, and one or two words ("Often, yes.") count as words but not as a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Literal

from ...meaning.document import Banner, Cover, Document, Group, Heading, Part
from ...meaning.parts import children, words
from ...meaning.spans import Blank, Cite, Foreign, Given, Link, Open, Spans, Term
from ...meaning.telling import Aside, Kind
from ...source.problems import Where
from ...source.values import dataclass
from ...source.wide import parted, words_of
from .sentences import STOP, sentences

# Which passages of a handout: what an author is answerable for; all that is printed but sources; or
# what is written and what fragments say that only other editions print.
Within = Literal["written", "printed", "said"]
FEWEST = 3  # words of a sentence; fewer count as words only
LEAST = 40  # words of a section that is judged by itself


@dataclass(frozen=True)
class Passage:
    """Words read in one go, the part they stand in, and about where its author wrote it.

    In ``marked`` a citation is ``[S12]``. ``section`` is the id of the heading of level 2 that it
    stands under. ``terms`` are the words of the glossary that are marked in it, ``links`` its
    links.
    """

    marked: str
    part: Part
    kind: Kind = "prose"
    section: str = ""
    at: Where | None = None
    terms: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()
    language: str = "und"

    @cached_property
    def text(self) -> str:
        return " ".join(MARK.sub(" ", self.marked).split())

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return sentences(self.text, self.language)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The ids of its sources, in order."""
        return tuple(SOURCE.findall(self.marked))


MARK = re.compile(r"\s*\[S\d+\]")
SOURCE = re.compile(r"\[(S\d+)\]")


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
    return tuple(
        one
        for part in document.parts
        for one in (part.parts if isinstance(part, Group) else (part,))
    )


def sections(document: Document) -> tuple[Section, ...]:
    """The sections, in reading order."""
    found: list[tuple[str, str, Where | None, list[Passage]]] = [("", document.title, None, [])]
    for part in flat(document):
        if isinstance(part, Cover | Banner):
            found.append(("cover", part.title, part.at, []))
        elif isinstance(part, Heading) and part.level == 2:
            found.append((part.id, part.text, part.at, []))
        name, _, at, inside = found[-1]
        inside.extend(_passages(part, name, part.at or at, document.lang))
    return tuple(
        Section(name, heading, tuple(inside), at) for name, heading, at, inside in found if inside
    )


def passages(part: Part) -> Iterator[Passage]:
    """The passages of prose in ``part``."""
    return (passage for passage in _passages(part, "", None, "und") if passage.kind == "prose")


def everything(part: Part) -> Iterator[Passage]:
    """All that is printed of ``part``."""
    return _passages(part, "", None, "und")


def _passages(part: Part, section: str, at: Where | None, language: str) -> Iterator[Passage]:
    """The words of ``part`` itself come first, so that the entries of a list stay together."""
    at = part.at or at
    for told in words(part):
        marked = _marked(told.spans)
        kind = _kind(told.kind, marked)
        if marked and kind:
            terms = tuple(span for span in told.spans if isinstance(span, Term))
            links = tuple(span for span in told.spans if isinstance(span, Link))
            yield Passage(marked, part, kind, section, told.at or at, terms, links, language)
    for below, own in children(part):
        yield from _passages(below, section, own or at, language)


def _kind(kind: Kind | Aside, marked: str) -> Kind | None:
    """Captions and table cells are prose where they are sentences; what is no text of its own is
    nothing here."""
    match kind:
        case "value" | "spoken" | "address" | "contents" | "note" | "unseen":
            return None
        case "cell" if STOP.search(MARK.sub("", marked)):
            return "prose"
        case _:
            return kind


def _marked(spans: Spans) -> str:
    """The words of ``spans`` without facts of the clinic and without words of another language."""
    text = ""
    for span in spans:
        match span:
            case Blank() | Given() | Open():
                text += " "  # the clinic's words, none of the author's
            case Cite(source):
                text += f"[{source}]"
            case Foreign():
                pass
            case _:
                text += span.text
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def count(sentence: str) -> int:
    """The number of words; "well-known" and "1,000" are one each."""
    rest, letters = parted(sentence)
    return words_of(letters) + sum(any(map(str.isalnum, word)) for word in rest.split())


def judged(told: Iterable[Section]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences to grade together, named by sections.

    A section of fewer than 40 words is too short for a grade: it goes with the section after it,
    the last one with the section before.
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
