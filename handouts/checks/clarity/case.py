"""A handout as a judge looks at it, and what a judge is.

A judge says whether it is so, the evidence in one short sentence, and where to look if it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

from ...meaning.document import Items, Panel, Part, Steps
from ...meaning.parts import walk
from ...meaning.spans import Span
from ...source.problems import Where
from ...source.values import dataclass
from ..copy import Copy, Finding
from ..reading.passages import Passage, Section
from ..rules.balance import own

# The rules that answer a question of a judge.
PLAIN = ("hard-word", "hard-handout", "hard-section", "very-long-sentence")
FAMILIAR = (
    "one-in",
    "percent",
    "relative-risk",
    "fraction",
    "statistics-words",
    "needless-decimals",
    "many-numbers",
)
MEANT = ("unexplained-chart", "count-without-group", "count-without-time", "impossible-count")
SUMS = ("mixed-denominators", "odd-denominator", "left-to-reader", "one-in", "relative-risk")
ACTION = ("nothing-to-do", "when-to-call")
SIDES = ("bran", "no-numbers", "one-sided-choice", "one-sided", "own-risk")
TERMS = ("unexplained-acronym", "unexplained-term")


T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """A handout and what the rules found in it."""

    copy: Copy
    findings: tuple[Finding, ...]

    @cached_property
    def parts(self) -> tuple[Part | Span, ...]:
        return tuple(walk(self.copy.document.parts))

    def of(self, kind: type[T]) -> tuple[T, ...]:
        return tuple(part for part in self.parts if isinstance(part, kind))

    @cached_property
    def own(self) -> tuple[Section, ...]:
        return tuple(own(self.copy))

    @cached_property
    def message(self) -> Panel | None:
        return next((panel for panel in self.of(Panel) if panel.role == "message"), None)

    def told(self, *rules: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.problem.rule in rules)

    def clear(self, rules: Iterable[str], evidence: str) -> Told:
        """Yes where these rules found nothing; else no, with the first thing found."""
        found = self.told(*rules)
        if not found:
            return True, evidence, None
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        return (
            False,
            f"{found[0].problem.message} [{found[0].problem.rule}]{more}",
            found[0].problem.where,
        )


Told = tuple[bool, str, Where | None]
Judge = Callable[[Case], Told]
JUDGES: dict[str, Judge] = {}
# judges that must know the language, and the lists they cannot do without
LANGUAGE: dict[str, tuple[str, ...]] = {}


def judge(
    name: str, *, words: bool = False, lists: tuple[str, ...] = ()
) -> Callable[[Judge], Judge]:
    def add(one: Judge) -> Judge:
        JUDGES[name] = one
        if words:
            LANGUAGE[name] = lists
        return one

    return add


def amount(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def to_do(passage: Passage) -> bool:
    """Whether it is something to do: a step, or something to tick."""
    part = passage.part
    return isinstance(part, Steps) or (isinstance(part, Items) and part.kind != "bullet")
