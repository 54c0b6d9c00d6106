"""What ``handouts check`` found, for a person at a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..source.patterns import later
from ..source.problems import Problem

if TYPE_CHECKING:
    from ..checks.copy import Copy
    from ..checks.reading.grades import Grades
    from ..making.gate import Verdict

Row = tuple[str, ...]
FIGURES = ("F-K", "SMOG", "Fog", "Ease", "Mean")  # for a language without formulas of its own
# what stands for a sign in the path of an annotation, the percent sign last
CODES = {"%2C": ",", "%3A": ":", "%0A": "\n", "%0D": "\r", "%25": "%"}
PLACE = later(r"^(::\w+ file=)([^,\n]*)(?=,)", re.MULTILINE)
LAST = ("Hardest section", "Errors", "Warnings", "Notes")


def lines(verdict: Verdict, strict: bool) -> Iterator[str]:
    """Every problem, then the grades in a table, then what only the clinic can supply and how it
    all ended."""
    mend = [problem for problem in verdict.told if problem.severity != "note"]
    yield from map(str, mend)
    if mend:
        yield ""
    yield from _tables(verdict)
    notes = [problem for problem in verdict.told if problem.severity == "note"]
    if notes:
        yield ""
        yield f"Only the clinic and its reviewers can supply ({len(notes)}):"
        for one in notes:
            yield f"  {one.where}: {one.message}{f' [{one.rule}]' if one.rule else ''}"
    yield ""
    yield _end(verdict, strict, len(mend))


def _tables(verdict: Verdict) -> Iterator[str]:
    """The grades: a table for all handouts that are graded by the same formulas."""
    tables: dict[tuple[str, ...], list[Row]] = {}
    for copy in verdict.copies:
        names = tuple(one.formula.name for one in copy.graded().scores)
        names = names or (FIGURES if copy.schooled else ())
        tables.setdefault(names, []).append(_row(verdict, copy))
    for number, (names, told) in enumerate((tables or {FIGURES: []}).items()):
        if number:
            yield ""
        rows: list[Row] = [("Handout", "Words", *names, *LAST), *told]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            yield "  ".join(
                text.ljust(width) if not n else text.rjust(width)
                for n, (text, width) in enumerate(zip(row, widths, strict=True))
            )


def _row(verdict: Verdict, copy: Copy) -> Row:
    grades, sections = copy.graded(), copy.graded_sections()
    hardest = max(sections, key=lambda name: _hardness(sections[name]), default="")
    own = [one.problem.severity for one in verdict.findings if copy.owns(one)]
    figures = (grades.kincaid, grades.smog, grades.fog, grades.ease, grades.mean)
    told = tuple(one.value for one in grades.scores) or (figures if copy.schooled else ())
    known = hardest and (grades.scores or copy.schooled)
    hard = f"{hardest} {abs(_hardness(sections[hardest])):.1f}" if known else ""
    counts = (str(own.count(kind)) for kind in ("error", "warning", "note"))
    return (copy.slug, str(grades.words), *(f"{one:.1f}" for one in told), hard, *counts)


def _hardness(graded: Grades) -> float:
    """A number that is higher for what is harder to read."""
    return -graded.scores[0].ease if graded.scores else graded.kincaid


def _end(verdict: Verdict, strict: bool, count: int) -> str:
    checked = (
        f"{len(verdict.copies)} {'handout' if len(verdict.copies) == 1 else 'handouts'} checked"
    )
    found = f"{count} {'thing' if count == 1 else 'things'} to mend" if count else "nothing to mend"
    silenced = (
        f", {len(verdict.silenced)} let through by content/checks.yaml" if verdict.silenced else ""
    )
    return f"{checked}: {found}{silenced}{', strict' if strict else ''}"


def annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions."""
    severity = "notice" if problem.severity == "note" else problem.severity
    where = problem.where
    place = f"file={_property(where.shown)},line={where.line},col={where.column}"
    title = f",title={_property(problem.rule)}" if problem.rule else ""
    words = problem.message + (f" (hint: {problem.hint})" if problem.hint else "")
    return f"::{severity} {place}{title}::{_escaped(words)}"


def reached(told: str, starts: Sequence[Path], top: Path) -> str:
    """Annotations with the paths of their files from ``top``, the folder that was checked out.

    Messages call a file as its own folder does (``content/clinic.yaml``, ``valley/ash.yaml``),
    wherever that folder lies: it is looked for from the folders ``starts``. One that lies outside
    or that nobody knows is called as before.
    """

    def place(found: re.Match[str]) -> str:
        shown = found[2]
        for code, sign in CODES.items():
            shown = shown.replace(code, sign)
        return found[1] + _property(_path(shown, starts, top) or shown)

    return PLACE.sub(place, told)


def _path(shown: str, starts: Sequence[Path], top: Path) -> str:
    """The path of a file from ``top``, or of one that is missing, where it should be."""
    first, slash, _ = shown.partition("/")
    there = [start / shown for start in starts if os.path.lexists(start / shown)]
    near = [start / shown for start in starts if slash and (start / first).is_dir()]
    path = next(iter((*there, *near)), None)
    return path.relative_to(top).as_posix() if path and path.is_relative_to(top) else ""


def _escaped(text: str) -> str:
    """As GitHub's toolkit writes what follows a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As it writes what stands in a command."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
