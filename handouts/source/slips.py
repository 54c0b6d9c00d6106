"""Where a slip in YAML stands: a parser only notices it lines later, at the first thing that makes
no sense to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

import yaml

from .patterns import later
from .rows import NamedTuple

FIELD = later(r"\s*(?:- +)*[\w-]+")  # a field's name, as a line begins with it
NO_SPACE, EQUALS = re.compile(FIELD.pattern + r":[^\s]"), re.compile(FIELD.pattern + r"\s*=")
# signs for a colon, and spaces after one, that come along from other programs
COLON = re.compile(FIELD.pattern + r"\s*[\uff1a\ufe55\ufe13\u2236\ua789]")
SPACE = re.compile(FIELD.pattern + r":(?![ \t])\s")
NEXT = later(r"\n\s*(?:- +)*[\w-]+:[ \n]")  # inside a quoted text: most likely the next field
NOT_CLOSED = "this text begins with a quote that is not closed"


class Mark(Protocol):
    """A place as the parser tells it, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def index(self) -> int: ...


class Slip(NamedTuple):
    """A place, counted from 0 as a parser does, what is wrong there, and what to do."""

    line: int
    column: int
    message: str
    hint: str


def slip(error: yaml.MarkedYAMLError, text: str, loader: type[yaml.BaseLoader]) -> Slip | None:
    """The slip that made a parser stop later on; ``None`` where it stands where the parser
    stopped."""
    mark, begun = error.problem_mark, error.context_mark
    if mark is None:
        return None
    lines, said, about = text.split("\n"), str(error.problem), str(error.context)
    if "simple key" in about and begun:
        return _field(lines, begun.line, begun.column)
    if found := _quote(text, mark, loader):
        return found
    stopped = lines[mark.line] if mark.line < len(lines) else ""
    colon = "mapping values are not allowed" in said and FIELD.fullmatch(stopped[: mark.column])
    if colon or "document start" in said:  # what stands above was taken for a text
        before = next((n for n in reversed(range(mark.line)) if _told(lines[n])), None)
        if before is not None and _meant(lines[before], stopped):
            return _field(lines, before, len(lines[before]) - len(lines[before].lstrip(" -")))
    if "flow" in about and begun and begun.line < mark.line and _begins(lines, mark):
        sign = lines[begun.line][begun.column : begun.column + 1]
        message = f"what begins with {sign} here is not closed"
        return Slip(
            begun.line,
            begun.column,
            message,
            f'close it, or put a text that begins with {sign} in "quotes"',
        )
    sign = stopped[mark.column : mark.column + 1]
    if "flow" in about and begun and sign in tuple("[{:") and stopped[: mark.column].strip():
        around = "[ ]" if "sequence" in about else "{ }"
        hint = f'between {around} a text with {sign} in it goes in "double quotes"'
        return Slip(mark.line, mark.column, f"the {sign} in this text confuses YAML", hint)
    return None


def _field(lines: Sequence[str], line: int, column: int) -> Slip:
    """A line that was meant to be a field, and has no colon that YAML takes for one."""
    name = (FIELD.match(lines[line]) or [""])[0].strip(" -")
    hint = f"write '{name}: ...'" if name else "write 'name: ...'"
    if COLON.match(lines[line]):
        return Slip(line, column, "the colon here is another sign that looks like one", hint)
    if SPACE.match(lines[line]):
        message = "the space after the colon is another sign that looks like one"
        return Slip(line, column, message, f"{hint}, the space typed by hand")
    if NO_SPACE.match(lines[line]):
        return Slip(line, column, "there is no space after the colon", hint)
    if EQUALS.match(lines[line]):
        return Slip(line, column, "there is '=' where a colon belongs", hint)
    return Slip(
        line,
        column,
        "there is no colon after the field's name",
        f"{hint}, or join it with the line above",
    )


def _meant(line: str, following: str) -> bool:
    """Whether a line above a field was meant to be one too, and is not a text that goes on in
    it."""
    if re.match(FIELD.pattern + r":(\s|$)", line):
        return False
    outermost = line[:1].isalnum() and following[:1].isalnum()  # where no text can go on
    quoted = re.match(FIELD.pattern + r" +[\"']", line)
    return bool(outermost or quoted or NO_SPACE.match(line) or EQUALS.match(line))


def _told(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _begins(lines: Sequence[str], mark: Mark) -> bool:
    """Whether the parser stopped at the colon, or at the beginning, of what looks like the next
    field."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    return not line or bool(re.match(FIELD.pattern + r":(\s|$)", line))


def _quote(text: str, mark: Mark, loader: type[yaml.BaseLoader]) -> Slip | None:
    """A text in quotes that ends where the next one was meant to begin, right before the parser
    stopped."""
    last = None
    try:
        for token in yaml.scan(text, Loader=loader):
            if token.start_mark.index >= mark.index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                last = token
    except yaml.YAMLError:
        pass  # at the same place
    if last and last.end_mark.line == mark.line:
        start = last.start_mark
        if NEXT.search(text[start.index : last.end_mark.index]):
            return Slip(start.line, start.column, NOT_CLOSED, "close it")
    return None
