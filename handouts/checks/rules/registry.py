"""What a rule is, which rules there are, and what is said of each.

A rule is a function here, or an entry of ``rules/<family>.yaml`` that finds words of a list
(``listed``). What all are for, their sources and examples stand in these files; ``docs/rules.md``
is written from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast

import yaml

from ...source.parsing import LOADER
from ...source.values import dataclass
from ..copy import Finding

FOLDER = Path(__file__).parent
OF_THE_SUBJECT = "subject"  # the family of the rules that stand in content
FAMILIES = ("readability", "risk", "balance", "trust", "page")
Severity = Literal["error", "warning", "note"]
Needs = Literal["text", "words", "pages", "library"]
Found = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Rule:
    """``needs``: the text alone, word lists of its language too, the pages as built, or all
    handouts together.

    ``lists`` are those it cannot do without: where one of them is missing, the rule says nothing.
    """

    name: str
    severity: Severity
    needs: Needs
    find: Callable[..., Found]
    lists: tuple[str, ...] = ()


RULES: dict[str, Rule] = {}
Find = Callable[..., Found]


def rule(name: str, needs: Needs = "text", lists: tuple[str, ...] = ()) -> Callable[[Find], Find]:
    """Makes a function the rule called ``name``; one that needs the library gets all copies, others
    get one."""

    def add(find: Find) -> Find:
        RULES[name] = Rule(name, severity(name), needs, find, lists)
        return find

    return add


@cache
def described() -> Mapping[str, Mapping[str, str]]:
    """What is said of each rule: its family and its fields in the file of that family."""
    rules: dict[str, Mapping[str, str]] = {}
    for family in FAMILIES:
        text = (FOLDER / f"{family}.yaml").read_text("utf-8")
        tree: dict[str, dict[str, str]] = yaml.load(text, Loader=LOADER)
        rules.update({name: {"family": family, **told} for name, told in tree.items()})
    return rules


def family(name: str) -> str:
    """The family of a rule; those that content has are one of their own."""
    return described()[name]["family"] if name in described() else OF_THE_SUBJECT


def severity(name: str) -> Severity:
    return cast(Severity, described()[name]["severity"])
