"""Rules of clarity and trust.

Four rooms, each knowing only those before it: ``reading`` (a text: passages, grades, words, places), ``pages`` (what
is read from built pages), ``rules`` (functions and data, by family), ``clarity`` (two public checklists). Between them
stand ``subject``, what content tells the rules, and ``copy``, a handout as the rules look at it.
"""

from __future__ import annotations

from .copy import Copy, Finding
from .judging import judge, once
from .rules import FAMILIES, RULES, Found, Rule, described, family, severity
from .subject import ListedRule, Subject

__all__ = [
    "FAMILIES",
    "RULES",
    "Copy",
    "Finding",
    "Found",
    "ListedRule",
    "Rule",
    "Subject",
    "described",
    "family",
    "judge",
    "once",
    "severity",
]
