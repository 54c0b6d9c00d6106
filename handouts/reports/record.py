"""What ``handouts check`` found, as data: the shape of ``--format json``, published as
``docs/schema/check.json``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..checks import Finding, family
from ..checks.clarity import answers
from ..checks.copy import Copy
from ..checks.reading.grades import Grades
from ..clinic.jobs import Review
from ..making.gate import Verdict
from ..signing.standing import Standing

FORMAT = "handouts-check-1"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class FoundRecord(_Record):
    """One finding; lines and columns count from 1. ``quote`` are the words it is about, ``about``
    what else."""

    file: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    severity: Literal["error", "warning", "note"]
    rule: str
    family: str
    message: str
    hint: str
    handout: str
    section: str
    quote: str
    about: str


class GradesRecord(_Record):
    """School years by three formulas, Flesch's reading ease, and the mean of the four as a school
    year; they hold for English. ``scores`` are by the formulas of a language that has its own."""

    words: int = Field(ge=0)
    sentences: int = Field(ge=0)
    flesch_kincaid: float
    smog: float
    gunning_fog: float
    flesch_ease: float
    mean: float
    scores: dict[str, float] = {}


class AnswerRecord(_Record):
    """An item of the CDC Clear Communication Index or of PEMAT-P; a person's own answer stands in
    ``signed``."""

    item: str
    ask: str
    verdict: Literal["yes", "no", "person"]
    evidence: str
    signed: str


class CheckedRecord(_Record):
    """One handout. ``text`` is the hash of what it says; ``explained`` are the grades without the
    words it explains.

    ``review`` is that of the manifest, ``reviewers`` have signed this very text, ``unsigned`` are
    the clinical facts in it that nobody has signed as they are.
    """

    handout: str
    language: str
    title: str
    version: str
    text: str
    review: Review
    reviewers: tuple[str, ...]
    unsigned: tuple[str, ...]
    grades: GradesRecord
    explained: GradesRecord
    sections: dict[str, GradesRecord]
    answers: tuple[AnswerRecord, ...]


class CheckRecord(_Record):
    """A whole run; ``passed`` says whether the command ended with status 0."""

    format: Literal["handouts-check-1"]
    date: str
    strict: bool
    passed: bool
    handouts: tuple[CheckedRecord, ...]
    findings: tuple[FoundRecord, ...]
    silenced: tuple[FoundRecord, ...]


def recorded(verdict: Verdict, strict: bool) -> CheckRecord:
    """A verdict as data."""
    known = {finding.problem: finding for finding in verdict.findings}
    findings = tuple(_found(known.get(problem) or Finding(problem)) for problem in verdict.told)
    return CheckRecord(
        format=FORMAT,
        date=verdict.day.isoformat(),
        strict=strict,
        passed=not verdict.failed(strict),
        handouts=tuple(_checked(copy, verdict) for copy in verdict.copies),
        findings=findings,
        silenced=tuple(map(_found, verdict.silenced)),
    )


def _found(finding: Finding) -> FoundRecord:
    return FoundRecord(
        **finding.problem.record,
        family=family(finding.problem.rule) if finding.problem.rule else "",
        handout=finding.slug,
        section=finding.section,
        quote=finding.quote,
        about=finding.about,
    )


def _checked(copy: Copy, verdict: Verdict) -> CheckedRecord:
    own = tuple(finding for finding in verdict.findings if copy.owns(finding))
    signed = copy.state.answers
    return CheckedRecord(
        handout=copy.slug,
        language=copy.language,
        title=copy.handout.title,
        version=copy.handout.version,
        text=copy.state.version,
        review=Standing(copy.state.signed, copy.unsigned, None).review,
        reviewers=copy.state.reviewers,
        unsigned=copy.unsigned,
        grades=_grades(copy.graded()),
        explained=_grades(copy.graded(apart=True)),
        sections={name: _grades(found) for name, found in copy.graded_sections().items()},
        answers=tuple(
            AnswerRecord(
                item=one.item,
                ask=one.ask,
                verdict=one.verdict,
                evidence=one.evidence,
                signed=signed.get(one.item, ""),
            )
            for one in answers(copy, own)
        ),
    )


def _grades(found: Grades) -> GradesRecord:
    return GradesRecord(
        words=found.words,
        sentences=found.sentences,
        flesch_kincaid=round(found.kincaid, 2),
        smog=round(found.smog, 2),
        gunning_fog=round(found.fog, 2),
        flesch_ease=round(found.ease, 1),
        mean=round(found.mean, 2),
        scores={one.formula.name: round(one.value, 1) for one in found.scores},
    )
