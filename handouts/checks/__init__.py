"""Rules of clarity and trust.

Four rooms, each knowing only those before it: ``reading`` (a text: passages, grades, words,
places), ``pages`` (what is read from built pages), ``rules`` (functions and data, by family),
``clarity`` (two public checklists). Between them stand ``lists``, what content tells the rules, and
``copy``, a handout as the rules look at it.
"""

from __future__ import annotations

from .copy import Copy, Finding
from .judging import judge, once
from .lists import CheckLists, ListedRule
from .rules import FAMILIES, RULES, Found, Rule, described, family, severity

__all__ = [
    "FAMILIES",
    "RULES",
    "Copy",
    "Finding",
    "Found",
    "ListedRule",
    "Rule",
    "CheckLists",
    "described",
    "family",
    "judge",
    "once",
    "severity",
]
