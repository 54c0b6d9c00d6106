"""The rules that are data: each finds the words of a list, and says of each the same.

An entry of ``rules/<family>.yaml`` is such a rule where it has these fields; content may have more
of them (``lists.ListedRule``).

``finds``    the list of patterns; what those of ``<list>-allowed`` find is let through, with all
inside it ``within``   which passages it looks at: ``written``, ``printed`` or ``said``
(``Copy.within``) ``message``  what it says, with ``{}`` where the words that were found are to
stand ``hint``     what to do
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import cast

from ..copy import Copy
from ..reading.passages import Passage, Within
from .registry import RULES, Found, Rule, Severity, described, severity

ENDS = re.compile(r"[$^]|\\[AZ]")  # in a pattern: it asks where a text begins or ends
Hits = Iterator[tuple[Passage, re.Match[str]]]


def hits(copy: Copy, name: str, where: Within) -> Hits:
    """Where the list ``name`` finds something that its ``-allowed`` list does not let through."""
    assert copy.words
    passages, quick = copy.within(where), copy.words.quick(name)
    if quick:
        if not ENDS.search(quick.pattern) and not quick.search(copy.small[where]):
            return
        passages = tuple(one for one in passages if quick.search(one.small))
    pattern, allowed = copy.words.pattern(name), copy.words.pattern(f"{name}-allowed")
    for passage in passages:
        for match in pattern.finditer(passage.text):
            free = (one.span() for one in allowed.finditer(passage.text))
            if not any(start <= match.start() and match.end() <= end for start, end in free):
                yield passage, match


def listed(
    name: str, severity: Severity, finds: str, where: Within, message: str, hint: str
) -> Rule:
    """The rule called ``name`` with these fields."""
    find = partial(_find, finds, where, message, hint)
    return Rule(name, severity, "words", find, (finds,))


def _find(name: str, where: Within, message: str, hint: str, copy: Copy) -> Found:
    for passage, match in hits(copy, name, where):
        yield copy.matched(passage, match, message.replace("{}", match[0]), hint)


RULES.update(
    (
        name,
        listed(
            name,
            severity(name),
            told["finds"],
            cast(Within, told["within"]),
            told["message"],
            told["hint"],
        ),
    )
    for name, told in described().items()
    if "finds" in told
)
