"""Comments of a file that is written anew: each stays above what it stood above or beside.

A translation is written from its source's tree, which knows no comments. So they are found in the
file as it was, by the name of what follows each, and put above the same in the new one. Nothing of
them is lost: what is gone leaves its comments to what it stood in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from ..source.parsing import shallow
from ..source.rows import NamedTuple

Path = tuple[str, ...]
# what may stand between the last word of a line and a comment behind it
BEHIND = re.compile(r"[\s:,\]}|>+\-\d]*?\s(#.*)$")


class Place(NamedTuple):
    """Where something begins that has a name: its line, counted from 0."""

    path: Path
    line: int


def kept(old: str, new: str) -> str:
    """The text ``new`` with the comments of ``old``, but for those at its head."""
    places = dict[Path, int]()
    for path, line in _places(_composed(new), ()):
        places.setdefault(path, line)
    lines = new.splitlines()
    above: dict[int, list[str]] = {}
    for path, remarks in _remarks(old):
        place = next((places[one] for one in _outwards(path) if one in places), len(lines))
        above.setdefault(place, []).extend(remarks)
    out = list[str]()
    for number, words in enumerate((*lines, "")):
        indent = " " * (len(words) - len(words.lstrip(" ")))
        out += [f"{indent}{remark}" for remark in above.get(number, ())]
        out.append(words)
    return "\n".join(out[:-1]) + "\n"


def _outwards(path: Path) -> Iterator[Path]:
    """A name, and those of all that it stands in."""
    return (path[:end] for end in range(len(path), 0, -1))


def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(shallow(text), Loader=yaml.SafeLoader)


def _places(node: yaml.Node | None, path: Path) -> Iterator[Place]:
    """All that has a name, in the order it stands there; entries of a list by their ids, if they
    have any."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = (*path, str(key.value))
            yield Place(name, key.start_mark.line)
            yield from _places(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            name = (*path, _id(value) or str(number))
            yield Place(name, value.start_mark.line)
            yield from _places(value, name)


def _id(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _remarks(text: str) -> Iterator[tuple[Path, list[str]]]:
    """Comments, each with the name of what follows it on its line or below; none of the head."""
    root = _composed(text)
    named: dict[int, Path] = {}
    for path, line in _places(root, ()):
        named.setdefault(line, path)
    free = _free(root)
    waiting, first = list[str](), min(named, default=0)
    for number, words in enumerate(text.splitlines()):
        begins = free.get(number, 0)
        if number < first or begins < 0:
            continue
        told = words.strip()
        if not begins and told.startswith("#"):
            waiting.append(told)
            continue
        if behind := BEHIND.match(words, begins):
            waiting.append(behind[1])
        if number in named and waiting:
            yield named[number], waiting
            waiting = []
    if waiting:
        yield (), waiting


def _free(root: yaml.Node | None) -> dict[int, int]:
    """From which column on a comment may stand in a line with words; -1 in one where those go on
    in the next, or that is in the middle of a text."""
    found: dict[int, int] = {}
    for one in _scalars(root):
        start, end, block = one.start_mark, one.end_mark, one.style in ("|", ">")
        if block:
            found[start.line] = start.column
            found |= dict.fromkeys(range(start.line + 1, end.line), -1)
            continue
        found |= dict.fromkeys(range(start.line, end.line), -1)
        found[end.line] = max(found.get(end.line, 0), end.column)
    return found


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for one in pair:
                yield from _scalars(one)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one)
