"""Asks the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..source.problems import Problem
from .copy import Copy, Finding
from .lists import CheckLists
from .rules import RULES, Found, Rule
from .rules.listed import listed


def judge(
    copies: Sequence[Copy], *, pages: bool, library: bool, alone: bool = True
) -> tuple[Finding, ...]:
    """What the rules find in ``copies``, each thing once, in the order of files and lines.

    Without ``pages`` nothing is asked of the pages as built; ``library`` says that ``copies`` are
    all there are. Rules that look at one copy are asked if they are looked at ``alone``.
    """
    asked = [one for one in RULES.values() if alone or one.needs == "library"]
    found = [(one, finding) for one in asked for finding in _asked(one, copies, pages, library)]
    own = [(one, copy) for copy in copies if alone for one in of_subject(copy.lists)]
    found += [
        (one, finding) for one, copy in own for finding in _asked(one, (copy,), pages, library)
    ]
    return once(finding.named(one.name, one.severity) for one, finding in found)


def of_subject(lists: CheckLists) -> tuple[Rule, ...]:
    """The rules that content has of its own."""
    return tuple(
        listed(name, told.severity, told.finds, told.within, told.message, told.hint)
        for name, told in lists.rules.items()
    )


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each thing once, by the first handout it was found in, in the order of files and lines."""
    found: dict[Problem, Finding] = {}
    for finding in sorted(findings, key=lambda finding: (finding.problem, finding.slug)):
        found.setdefault(finding.problem, finding)
    return tuple(found.values())


def _asked(one: Rule, copies: Sequence[Copy], pages: bool, library: bool) -> Found:
    if one.needs == "library":
        if library:
            yield from one.find(copies)
        return
    for copy in copies:
        if _can(one, copy, pages):
            yield from one.find(copy)


def _can(one: Rule, copy: Copy, pages: bool) -> bool:
    """Whether there is all that a rule needs to look at a copy."""
    if one.needs == "pages":
        return pages and copy.print is not None and bool(copy.printed.data)
    return one.needs == "text" or (copy.words is not None and copy.words.has(*one.lists))
