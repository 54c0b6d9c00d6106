"""What two public checklists ask (CDC Clear Communication Index, PEMAT-P), answered with evidence
where a program can.

The items stand in ``signing/checklists.yaml``. The answers are PEMAT-informed: they are no score,
and many items need a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ...signing.checklists import PERSON, items
from ...source.problems import Where
from ...source.values import dataclass
from ..copy import Copy, Finding
from . import shape, wording
from .case import JUDGES, LANGUAGE, Case

__all__ = ["Answer", "answers", "shape", "wording"]


@dataclass(frozen=True)
class Answer:
    """Whether a handout does what an ``item`` asks, and why; ``person`` where somebody has to
    look."""

    item: str
    ask: str
    verdict: Literal["yes", "no", "person"]
    evidence: str
    where: Where | None = None


def answers(copy: Copy, findings: tuple[Finding, ...]) -> tuple[Answer, ...]:
    """All items, answered for one handout; ``findings`` are those of its rules."""
    case = Case(copy, findings)
    return tuple(_answer(case, name, item) for name, item in items().items())


def _answer(case: Case, name: str, item: Mapping[str, str]) -> Answer:
    how = item["how"]
    if how == PERSON:
        return Answer(name, item["ask"], "person", item["look"])
    if how in LANGUAGE and not case.copy.words:
        return Answer(
            name, item["ask"], "person", "there are no word lists of this language: read it all"
        )
    if how in LANGUAGE and case.copy.words and not case.copy.words.has(*LANGUAGE[how]):
        return Answer(
            name, item["ask"], "person", "there are no lists of words of this subject: read it all"
        )
    good, evidence, where = JUDGES[how](case)
    return Answer(name, item["ask"], "yes" if good else "no", evidence, where)
