"""What ``handouts check`` found, as one page of HTML for whoever answers for the handouts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from ..checks import Copy, Finding
from ..checks.reading.passages import Passage
from ..checks.rules.readability import HARDEST
from ..making.gate import Verdict
from ..meaning.document import Heading, Items, Steps, Table
from ..source.problems import Problem
from . import environment
from .record import AnswerRecord, CheckedRecord, GradesRecord, recorded

TARGET = 5.0  # school years
EASY, FAIR = 90.0, 80.0  # reading ease of the fifth and of the sixth school year (Flesch 1949)

# by the number of a passage: start, end, number of the finding
Taken = dict[int, list[tuple[int, int, int]]]
Shape = Literal["heading", "sub", "title", "picture", "entry", "cell", "source", "small", "prose"]


@dataclass(frozen=True)
class Told:
    """A finding by its number on the page; ``target`` is the id of the words it is about, or of
    where they stand."""

    number: int
    finding: Finding
    target: str = ""
    exact: bool = False
    shared: bool = False
    reason: str = ""

    @property
    def problem(self) -> Problem:
        return self.finding.problem


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


@dataclass(frozen=True)
class Part:
    """What the page says of one handout."""

    id: str
    copy: Copy
    record: CheckedRecord
    grades: tuple[tuple[str, GradesRecord], ...]
    index: tuple[AnswerRecord, ...]
    pemat: tuple[AnswerRecord, ...]
    found: tuple[Told, ...]
    text: tuple[Chapter, ...]

    @property
    def hardest(self) -> tuple[str, GradesRecord] | None:
        return max(self.grades, key=lambda one: one[1].flesch_kincaid, default=None)

    def count(self, severity: str) -> int:
        return sum(one.problem.severity == severity and not one.reason for one in self.found)

    @property
    def mend(self) -> tuple[Told, ...]:
        return tuple(one for one in self.found if one.problem.severity != "note" and not one.reason)


def page(verdict: Verdict, strict: bool) -> str:
    """A verdict as one file of HTML."""
    record = recorded(verdict, strict)
    desk = _Desk(verdict)
    parts = tuple(
        desk.part(copy, own) for copy, own in zip(verdict.copies, record.handouts, strict=True)
    )
    rest = desk.rest()
    everything = (*(one for part in parts for one in part.found), *rest)
    kept = [one for one in everything if not one.reason]
    return (
        environment()
        .get_template("check.html.j2")
        .render(
            run=record,
            parts=parts,
            unread=verdict.problems,
            shared=[one for one in rest if one.problem.severity != "note" and not one.reason],
            notes=_by_rule(one for one in kept if one.problem.severity == "note"),
            silenced=_by_rule(one for one in everything if one.reason),
            counts=Counter(one.severity for one in record.findings),
            target=TARGET,
            limit=HARDEST,
            easy=EASY,
            fair=FAIR,
        )
    )


def _by_rule(told: Iterable[Told]) -> list[tuple[str, str, list[Told]]]:
    """Findings of one rule together, apart by the reason they are let through for."""
    ordered = sorted(told, key=lambda one: (one.problem.rule, one.reason, one.problem))
    grouped = groupby(ordered, key=lambda one: (one.problem.rule, one.reason))
    return [(rule, reason, list(same)) for (rule, reason), same in grouped]


class _Desk:
    """Numbers the findings in the order of the page, and lays each beside the words it is about."""

    def __init__(self, verdict: Verdict) -> None:
        self.copies, self.switches = verdict.copies, verdict.switches
        self.silenced = set(verdict.silenced)
        self.waiting = sorted({*verdict.findings, *verdict.silenced}, key=self.order)
        self.numbers = {finding: number for number, finding in enumerate(self.waiting, 1)}

    def order(self, finding: Finding) -> tuple[int, int, str, Problem]:
        """What is to mend first, by handouts; then notes, then what is let through, by rules."""
        problem = finding.problem
        if finding in self.silenced or problem.severity == "note":
            return 2 if finding in self.silenced else 1, 0, problem.rule, problem
        slugs = [copy.slug for copy in self.copies]
        return 0, slugs.index(finding.slug) if finding.slug in slugs else -1, "", problem

    def part(self, copy: Copy, record: CheckedRecord) -> Part:
        name = f"{copy.slug}-{copy.language}"
        told: list[Told] = []
        taken: Taken = {}
        for finding in self.own(copy):
            target = (
                f"text-{name}-{finding.section}" if _read(copy, finding.section) else f"text-{name}"
            )
            if found := _place(copy, finding, taken):
                number, start, stop = found
                taken.setdefault(number, []).append((start, stop, self.numbers[finding]))
                target = f"words-{self.numbers[finding]}"
            told.append(
                self.told(
                    finding, target, found is not None, finding.problem.where.path != copy.path
                )
            )
        names = {section.id: section.heading for section in copy.sections}
        grades = tuple((_named(ids, names), graded) for ids, graded in record.sections.items())
        index = tuple(one for one in record.answers if one.item.startswith("cdc"))
        rest = tuple(one for one in record.answers if one not in index)
        text = tuple(_chapters(copy, name, taken))
        return Part(name, copy, record, grades, index, rest, tuple(told), text)

    def own(self, copy: Copy) -> tuple[Finding, ...]:
        """The findings about this copy; where a handout has several languages, the name of the file
        tells."""
        alone = sum(one.slug == copy.slug for one in self.copies) == 1
        ending = f"/{copy.language}.yaml"
        mine = [one for one in self.waiting if one.slug == copy.slug]
        mine = [one for one in mine if alone or one.problem.where.path.endswith(ending)]
        self.waiting = [one for one in self.waiting if one not in mine]
        return tuple(mine)

    def rest(self) -> tuple[Told, ...]:
        """The findings that are about no handout alone."""
        return tuple(map(self.told, self.waiting))

    def told(
        self, finding: Finding, target: str = "", exact: bool = False, shared: bool = False
    ) -> Told:
        reasons = (
            one.reason
            for one in self.switches.off
            if finding in self.silenced and one.silences(finding)
        )
        return Told(self.numbers[finding], finding, target, exact, shared, next(reasons, ""))


def _read(copy: Copy, name: str) -> bool:
    return any(section.id == name for section in copy.sections)


def _named(ids: str, names: dict[str, str]) -> str:
    """The headings of sections that are graded together."""
    return " + ".join(names.get(one) or one for one in ids.split(" + "))


# ------------------------------------------------------------------ where the words stand


def _place(copy: Copy, finding: Finding, taken: Taken) -> tuple[int, int, int] | None:
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


def _chapters(copy: Copy, name: str, spans: Taken) -> Iterator[Chapter]:
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


def _blocks(shape: Shape, told: list[tuple[Any, Line]]) -> Iterator[tuple[Shape, tuple[Line, ...]]]:
    """The lines of one part; those of a table row by row, where every cell has one line."""
    lines, part = tuple(line for _, line in told), told[0][0]
    wide = len(part.head) if isinstance(part, Table) and shape == "cell" else 0
    if wide and len(lines) == wide * (len(part.rows) + 1):
        yield from ((shape, lines[first : first + wide]) for first in range(0, len(lines), wide))
    else:
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
