"""What an author or the clinic's staff is told: one type for every error and warning of every
stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal


@dataclass(frozen=True, order=True, slots=True)
class Where:
    """A place in a source file; lines and columns count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend: ``message`` says what is wrong, ``hint`` what to do about it.

    A ``note`` is not the author's to mend: only the clinic can supply what is missing. ``rule``
    names the rule of ``handouts check`` that found it.
    """

    where: Where
    message: str
    hint: str = ""
    severity: Literal["error", "warning", "note"] = "error"
    rule: str = ""

    @property
    def record(self) -> dict[str, str | int]:
        """It as data: the fields that every form for machines gives a problem, in this order."""
        return {
            "file": self.where.path,
            "line": self.where.line,
            "column": self.where.column,
            "severity": self.severity,
            "rule": self.rule,
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.where}: {self.severity}: {self.message}{rule}{hint}"


class Refused(ValueError):
    """Raised by the validators of what an author wrote; ``reader`` makes it a problem at the
    value's place."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


class Problems(Exception):
    """Everything found wrong at one stage, in the order of the files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Misused(Problems):
    """What was asked for makes no sense: nothing was done, and no file has to be mended."""


def no_file(name: str) -> Problem:
    """What is told of a file that is not there."""
    return Problem(Where(name), "there is no such file", "check the folder and the spelling")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest of the ``known`` words, or all of them when they are few."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 40 else ""
