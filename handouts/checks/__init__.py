"""Rules of clarity and trust: one module for each family, one function for each rule.

What a rule is for, its source and examples stand in ``rules/<family>.yaml``; ``docs/rules.md`` is written from them.
What a rule must know of a language stands in ``words/<language>/<family>.yaml``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal, cast

import yaml

from ..problems import Problem, Where
from ..tree import LOADER
from .copy import Copy, Finding

FOLDER = Path(__file__).parent
FAMILIES = ("readability", "risk", "balance", "trust", "page")
Severity = Literal["error", "warning", "note"]
Needs = Literal["text", "words", "pages", "library"]
Found = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Rule:
    """``needs``: the text alone, word lists of its language too, the pages as built, or all handouts together."""

    name: str
    needs: Needs
    find: Callable[..., Found]


RULES: dict[str, Rule] = {}


def rule(name: str, needs: Needs = "text") -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """Makes a function the rule called ``name``; one that needs the library gets all copies, others get one."""

    def add(find: Callable[..., Found]) -> Callable[..., Found]:
        RULES[name] = Rule(name, needs, find)
        return find

    return add


@cache
def described() -> Mapping[str, Mapping[str, str]]:
    """What is said of each rule, family by family: family, severity, about, source, wrong, right."""
    rules: dict[str, Mapping[str, str]] = {}
    for family in FAMILIES:
        tree = yaml.load((FOLDER / "rules" / f"{family}.yaml").read_text("utf-8"), Loader=LOADER)
        rules.update({name: {"family": family, **told} for name, told in tree.items()})
    return rules


def severity(name: str) -> Severity:
    return cast(Severity, described()[name]["severity"])


def judge(copies: Sequence[Copy], *, pages: bool, library: bool, alone: bool = True) -> tuple[Finding, ...]:
    """What the rules find in ``copies``, each thing once, in the order of files and lines.

    Without ``pages`` nothing is asked of the pages as built; ``library`` says that ``copies`` are all there are. Rules
    that look at one copy are asked if they are looked at ``alone``.
    """
    return once(
        finding.named(one.name, severity(one.name))
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
        if (one.needs == "pages" and not (pages and copy.printed.data)) or (one.needs == "words" and not copy.words):
            continue
        yield from one.find(copy)


for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["RULES", "Copy", "Finding", "Found", "Rule", "Where", "described", "judge", "rule", "severity"]
