"""What an author or the clinic's staff is told: one type for every error and warning of every
stage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Literal

from .values import dataclass, replace

MOST_TOLD = 700  # characters of a message or a hint: what is quoted in it may be any length
MOST_PROBLEMS = 200  # of one file that was to be made
NOWHERE = "?"  # the path of a place that is not known

# What a terminal may take for a command, or shows otherwise than it stands: controls, line ends,
# marks that turn the direction of writing, code points that are no characters. Then the signs by
# which systems that build find commands in the middle of a line.
COMMANDS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
    "|[\ud800-\udfff]|[\U000e0000-\U000e0fff]|##(?=\\[|vso|teamcity)"
)


def harmless(text: str) -> str:
    """A text that may have come from anywhere, as it can be shown in one line: what would command a
    terminal stands there as its code."""
    return COMMANDS.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0][0])
    if found[0] == "##":
        return "# #"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def limited(text: str, most: int = MOST_TOLD) -> str:
    """A text in at most so many characters: of a longer one the beginning and the end."""
    begin = most * 2 // 3
    return text if len(text) <= most else f"{text[:begin]} ... {text[begin + 5 - most :]}"


@dataclass(frozen=True, order=True, slots=True)
class Where:
    """A place in a source file; lines and columns count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.shown}:{self.line}:{self.column}"

    @property
    def shown(self) -> str:
        """The file as it may be told."""
        return harmless(limited(self.path, 1000))


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

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            text = getattr(self, name)
            safe = harmless(limited(text))
            if safe != text:
                object.__setattr__(self, name, safe)

    @property
    def record(self) -> dict[str, str | int]:
        """It as data: the fields that every form for machines gives a problem, in this order."""
        return {
            "file": self.where.shown,
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


def placed(problems: Iterable[Problem], where: Where) -> tuple[Problem, ...]:
    """The same problems; those whose place nobody knows stand at ``where``."""
    return tuple(
        replace(one, where=where) if one.where.path == NOWHERE else one for one in problems
    )


def enough(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, each once; where they are more than anybody reads, the first of them and
    how many more there are."""
    every = tuple(dict.fromkeys(problems))
    if len(every) <= MOST_PROBLEMS:
        return every
    first, rest = every[:MOST_PROBLEMS], every[MOST_PROBLEMS:]
    message = f"there are {len(rest):,} more problems from here on"
    return (*first, Problem(rest[0].where, message, "mend the others first"))


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


MOST_NAMED = 80  # words that a hint lists


def _folded(name: str) -> str:
    """A name without what is easily mistaken: capitals, and spaces in place of hyphens."""
    return name.casefold().replace(" ", "-").replace("_", "-")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest of the ``known`` words, or all of them when they are few."""
    names = sorted(known)
    get_close_matches = import_module("difflib").get_close_matches  # who needs a hint can wait
    folded = {_folded(name): name for name in reversed(names)}
    if close := get_close_matches(word, names, n=1):
        return f"did you mean '{close[0]}'?"
    if close := get_close_matches(_folded(word), folded, n=1):
        return f"did you mean '{folded[close[0]]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= MOST_NAMED else ""
