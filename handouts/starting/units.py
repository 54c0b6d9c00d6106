"""A YAML file as units: the texts that two people can change without getting in each other's way.

A unit is a field with its value and the comment above it: an entry of the glossary, a source, a
fragment, a section. It is kept as it stands in the file, to the letter, and as what it says. Put
together again, the units are the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import yaml
from yaml.error import Mark

from ..source.parsing import LOADER, shallow
from ..source.rows import NamedTuple
from ..source.values import dataclass

Name = tuple[str, ...]  # the fields that lead to a unit; none for what stands before the first one
OPEN = "open"  # what a unit says whose value is units again
REMARK = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)


Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str"  # what a node says, without its places


@dataclass(frozen=True, slots=True)
class Unit:
    """``line`` is its name's, from 1; ``tail`` the empty lines behind it; ``data`` what it says."""

    path: Name
    line: int
    body: str
    tail: str
    data: Plain | None

    @property
    def name(self) -> str:
        return "/".join(self.path)

    def same(self, other: Unit | None) -> bool:
        """Whether both say the same, in their remarks too; line breaks and quotes do not count."""
        if other is None:
            return False
        if self.body == other.body:
            return True
        return self.data == other.data and _remarks(self.body) == _remarks(other.body)


class NoUnits(Exception):
    """The file is no YAML, or is not written as one field below the other."""


def units(text: str) -> dict[Name, Unit]:
    """The units of a file whose lines end in LF, in their order. Raises ``NoUnits``."""
    try:
        root = yaml.compose(shallow(text), Loader=LOADER)
    except yaml.YAMLError as error:
        raise NoUnits(str(error)) from None
    if not isinstance(root, yaml.MappingNode) or root.flow_style or not root.value:
        raise NoUnits("no fields")
    lines = text.splitlines(keepends=True)
    starts = list(_starts(root, (), lines))
    begins = list(_begins(starts, lines))
    out: dict[Name, Unit] = {(): _unit((), 1, lines[: begins[0]], None)}
    for start, begin, end in zip(starts, begins, [*begins[1:], len(lines)], strict=True):
        if start.path in out:
            raise NoUnits(f"twice {start.path}")
        out[start.path] = _unit(start.path, start.line + 1, lines[begin:end], start.data)
    return out


class _Start(NamedTuple):
    path: Name
    line: int  # from 0
    column: int
    data: Plain | None


def _starts(node: yaml.Node, path: Name, lines: list[str]) -> Iterator[_Start]:
    """Where the units below ``node`` begin, in the order of the lines."""
    for name, mark, value in _entries(node):
        line, before = lines[mark.line], lines[mark.line][: mark.column]
        if before.strip(" -"):
            raise NoUnits(f"two fields in line {mark.line + 1}")
        opens = _opens(value)
        column = len(line) - len(line.lstrip())
        yield _Start((*path, name), mark.line, column, OPEN if opens else plain(value))
        if opens:
            yield from _starts(value, (*path, name), lines)


def _entries(node: yaml.Node) -> Iterator[tuple[str, Mark, yaml.Node]]:
    """The named values in a mapping, or in a sequence of mappings that have an id."""
    for one in node.value:
        if isinstance(node, yaml.MappingNode):
            key, value = one
            yield str(key.value), key.start_mark, value
        else:
            yield str(_id(one)), one.start_mark, one


def _opens(node: yaml.Node) -> bool:
    """Whether a value is units again: fields that all hold blocks, or a list of named things."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return False
    if isinstance(node, yaml.SequenceNode):
        return all(_id(one) for one in node.value)
    values = [value for _, value in node.value]
    return all(isinstance(one, yaml.CollectionNode) and not one.flow_style for one in values)


def _id(node: yaml.Node) -> str:
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return ""
    return next((str(value.value) for key, value in node.value if key.value == "id"), "")


def _begins(starts: list[_Start], lines: list[str]) -> Iterator[int]:
    """The line each unit begins at: that of the comment right above, if it is no file's head."""
    before = -1
    for start in starts:
        begin = start.line
        while begin - 1 > before and _comment(lines[begin - 1], start.column):
            begin -= 1
        yield begin if begin else start.line
        before = start.line


def _comment(line: str, column: int) -> bool:
    return line.startswith("#", column) and not line[:column].strip()


def _unit(path: Name, line: int, lines: list[str], data: Plain | None) -> Unit:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    body = "".join(lines[:end])
    return Unit(
        path,
        line,
        body if body.endswith("\n") or not body else f"{body}\n",
        "".join(lines[end:]),
        data,
    )


def plain(node: yaml.Node) -> Plain:
    """What a node says, white space not counted."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(one) for one in node.value]
    return " ".join(node.value.split())


def names(text: str) -> list[str]:
    """The fields of a file that hold a value, with those that lead there; none if it is no YAML."""
    try:
        root = yaml.compose(shallow(text), Loader=LOADER)
    except yaml.YAMLError:
        return []
    return list(_names(root, ())) if root else []


def _names(node: yaml.Node, path: Name) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _names(value, (*path, str(key.value)))
    elif path:
        yield "/".join(path)


def _remarks(body: str) -> list[str]:
    return sorted(match.strip() for match in REMARK.findall(body))
