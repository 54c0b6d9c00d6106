"""What ``handouts check`` found, as one page of HTML for whoever answers for the handouts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from ..checks import Copy, Finding
from ..checks.rules.readability import HARDEST
from ..making.gate import Verdict
from ..source.problems import Problem
from ..source.values import dataclass
from .marked import Chapter, Taken, chapters, placed
from .record import AnswerRecord, CheckedRecord, GradesRecord, recorded
from .templates import environment

TARGET = 5.0  # school years
EASY, FAIR = 90.0, 80.0  # reading ease of the fifth and of the sixth school year (Flesch 1949)


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
        """By the school years of English; a language that they do not hold for has none."""
        graded = (one for one in self.grades if self.copy.schooled and not one[1].scores)
        return max(graded, key=lambda one: one[1].flesch_kincaid, default=None)

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
            if found := placed(copy, finding, taken):
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
        text = tuple(chapters(copy, name, taken))
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
