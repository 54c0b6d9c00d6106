"""Asks the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..problems import Problem
from .copy import Copy, Finding
from .rules import RULES, Found, Rule


def judge(copies: Sequence[Copy], *, pages: bool, library: bool, alone: bool = True) -> tuple[Finding, ...]:
    """What the rules find in ``copies``, each thing once, in the order of files and lines.

    Without ``pages`` nothing is asked of the pages as built; ``library`` says that ``copies`` are all there are. Rules
    that look at one copy are asked if they are looked at ``alone``.
    """
    return once(
        finding.named(one.name, one.severity)
        for one in RULES.values()
        if alone or one.needs == "library"
        for finding in _asked(one, copies, pages, library)
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
        return pages and bool(copy.printed.data)
    return one.needs == "text" or (copy.words is not None and copy.words.has(*one.lists))
