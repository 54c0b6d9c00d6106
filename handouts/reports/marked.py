"""The text of a handout as a report shows it: cut where the words that a finding is about begin and
end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from ..checks import Copy, Finding
from ..checks.reading.passages import Passage
from ..meaning.document import Heading, Items, Part, Steps, Table
from ..source.values import dataclass

# by the number of a passage: start, end, number of the finding
Taken = dict[int, list[tuple[int, int, int]]]
Shape = Literal["heading", "sub", "title", "picture", "entry", "cell", "source", "small", "prose"]


@dataclass(frozen=True)
class Piece:
    """Words of a passage, the numbers of the findings that are about them, and those that begin or
    end here."""

    words: str
    about: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    shape: Shape
    pieces: tuple[Piece, ...]
    cited: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A section of a handout as it is printed, lines of one list or one table together."""

    id: str
    name: str
    heading: tuple[Piece, ...]
    lines: tuple[tuple[Shape, tuple[Line, ...]], ...]


# ------------------------------------------------------------------ where the words stand


def placed(copy: Copy, finding: Finding, taken: Taken) -> tuple[int, int, int] | None:
    """The words of a finding: the number of their passage, start and end; each occurrence is given
    away once."""
    if not finding.quote:
        return None
    passages = copy.passages
    fitting = [n for n, one in enumerate(passages) if finding.quote in one.text]
    near = [n for n in fitting if passages[n].section == finding.section] or fitting
    words = finding.words or finding.quote
    found = [
        (n, *span)
        for n in sorted(near, key=lambda n: _far(passages[n], finding))
        for span in _spans(passages[n].text, finding.quote, words)
    ]
    free = [one for one in found if one[1:] not in [span[:2] for span in taken.get(one[0], ())]]
    return next(iter(free or found), None)


def _far(passage: Passage, finding: Finding) -> tuple[bool, int]:
    """How far the place of a finding is behind that of a passage."""
    where = finding.problem.where
    if passage.at is None or passage.at.path != where.path or passage.at.line > where.line:
        return True, 0
    return False, where.line - passage.at.line


def _spans(text: str, quote: str, words: str) -> Iterator[tuple[int, int]]:
    """Where ``words`` stand in the ``quote`` in a text."""
    first = text.find(quote)
    last = first + len(quote)
    start = text.find(words, first)
    if start < 0 or start + len(words) > last:
        yield first, last
    while 0 <= start <= last - len(words):
        yield start, start + len(words)
        start = text.find(words, start + 1)


# ------------------------------------------------------------------ the text


def chapters(copy: Copy, name: str, spans: Taken) -> Iterator[Chapter]:
    number = 0
    for section in copy.sections:
        lines = []
        for passage in section.all:
            pieces = tuple(_pieces(passage.text, spans.get(number, ())))
            lines.append((passage.part, Line(_shape(passage), pieces, passage.cited)))
            number += 1
        heading = next((line.pieces for _, line in lines if line.shape == "heading"), ())
        rest = [(part, line) for part, line in lines if line.shape != "heading"]
        grouped = groupby(rest, key=lambda one: (id(one[0]), one[1].shape))
        yield Chapter(
            f"text-{name}-{section.id}",
            section.id,
            heading,
            tuple(block for (_, shape), same in grouped for block in _blocks(shape, list(same))),
        )


def _blocks(
    shape: Shape, told: list[tuple[Part, Line]]
) -> Iterator[tuple[Shape, tuple[Line, ...]]]:
    """The lines of one part; those of a table row by row, where every cell has one line."""
    lines, part = tuple(line for _, line in told), told[0][0]
    if isinstance(part, Table) and shape == "cell":
        wide = len(part.head)
        if wide and len(lines) == wide * (len(part.rows) + 1):
            yield from (
                (shape, lines[first : first + wide]) for first in range(0, len(lines), wide)
            )
            return
    yield shape, lines


def _shape(passage: Passage) -> Shape:
    part, kind = passage.part, passage.kind
    if isinstance(part, Heading):
        return "heading" if part.level == 2 else "sub"
    if isinstance(part, Table) or kind in ("label", "cell", "field"):
        return "title" if kind == "title" else "cell"
    if isinstance(part, Items | Steps):
        return "entry"
    shapes: dict[str, Shape] = {
        "title": "title",
        "alt": "picture",
        "small": "small",
        "source": "source",
    }
    return shapes.get(kind, "prose")


def _pieces(text: str, spans: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    """A text cut wherever words that a finding is about begin or end."""
    cuts = sorted({0, len(text), *(cut for start, stop, _ in spans for cut in (start, stop))})
    for first, last in zip(cuts, cuts[1:], strict=False):
        about = tuple(number for start, stop, number in spans if start <= first and last <= stop)
        begins = tuple(number for start, _, number in spans if start == first)
        ends = tuple(number for _, stop, number in spans if stop == last)
        yield Piece(text[first:last], about, begins, ends)
