"""Shipped files made smaller for a site that takes only some of the handouts, their remarks kept.

Sources that none of its texts cites, sets of handouts it does not have, and switches for those
would be told as mistakes there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from textwrap import wrap

import yaml

from ..source.parsing import LOADER
from .units import Plain, plain, units

WIDTH = 110  # characters of a line of names
WORD = re.compile(r"[\w-]+(?:\.\d\w*)?")  # a code such as A00.1 is one word
INCLUDED = re.compile(r"\b(?:include|fragment):\s*([\w-]+)")
Edit = tuple[int, int, str]  # where a piece of the text begins and ends, and what is to stand there


def cited(sources: str, texts: Collection[str]) -> set[str]:
    """The names of those sources that stand as a word in one of the texts."""
    words = {word for text in texts for word in WORD.findall(text)}
    return words & {path[0] for path in units(sources) if path}


def included(texts: Collection[str], common: str) -> list[str]:
    """The shared texts that one of the texts includes, and those that they include themselves."""
    fragments = {path[-1]: unit.body for path, unit in units(common).items() if path}
    found: dict[str, str] = {}
    todo = list(texts)
    while todo:
        for name in INCLUDED.findall(todo.pop()):
            if name in fragments and name not in found:
                found[name] = fragments[name]
                todo.append(fragments[name])
    return list(found.values())


def entries(text: str, names: Collection[str]) -> str:
    """A file with only those of its entries that have one of the names."""
    found = units(text)
    kept = [unit for path, unit in found.items() if not path or path[0] in names]
    return "".join(unit.body + unit.tail for unit in kept)


def whole_sets(text: str, slugs: Collection[str]) -> set[str]:
    """The names of the sets that need no other handouts than these."""
    sets = {path[0]: unit.data for path, unit in units(text).items() if path}
    needed = {name: {item.partition("/")[0] for item in _items(one)} for name, one in sets.items()}
    return {name for name, one in needed.items() if one <= set(slugs)}


def _items(told: Plain | None) -> Iterator[str]:
    """The names that a set lists."""
    items = told["items"] if isinstance(told, dict) else ()
    return (item for item in items if isinstance(item, str))


def switches(text: str, names: Collection[str]) -> str:
    """``checks.yaml`` with only those switches that are for one of the names, or for all."""
    off = _field(yaml.compose(text, Loader=LOADER), "off")
    if not isinstance(off, yaml.SequenceNode) or off.flow_style:
        return text
    edits = list(_switched(text, off, names))
    if len(off.value) == sum(not new for _, _, new in edits):
        edits = [(off.start_mark.index, _end(off), "[]")]
    return edited(text, edits)


def _switched(text: str, off: yaml.SequenceNode, names: Collection[str]) -> Iterator[Edit]:
    """An edit for each switch that is for other names too: it goes, or its list gets shorter."""
    lines = [text.rfind("\n", 0, one.start_mark.index) + 1 for one in off.value]
    ends = [*lines[1:], off.end_mark.index]
    for switch, line, end in zip(off.value, lines, ends, strict=True):
        only = _field(switch, "for")
        told = plain(only) if only else []
        listed = [told] if isinstance(told, str) else list(told)
        kept = [name for name in listed if isinstance(name, str) and name in names]
        if only and not kept:
            yield line, end, ""
        elif only and kept != listed:
            yield only.start_mark.index, _end(only), _list(kept)


def _list(names: list[str]) -> str:
    lines = wrap(f"[{', '.join(names)}]", WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n       ".join(lines)


def emptied(text: str, name: str) -> str:
    """``clinic.yaml`` with no value but the name of the clinic."""
    root, told = yaml.compose(text, Loader=LOADER), json.dumps(name, ensure_ascii=False)
    return edited(text, list(_values(root, ("name",), told)))


def _values(node: yaml.Node | None, at: tuple[str, ...], name: str) -> Iterator[Edit]:
    """An edit for each value that is not empty: to ``name`` at the place ``at``, else to none."""
    assert isinstance(node, yaml.MappingNode)
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from _values(value, (), name)
        elif at == (key.value,):
            yield value.start_mark.index, value.end_mark.index, name
        elif value.value:
            empty = "[]" if isinstance(value, yaml.SequenceNode) else '""'
            yield value.start_mark.index, _end(value), empty


def _end(node: yaml.Node) -> int:
    """The end of what a node says: YAML ends a block only where the next token begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _field(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def edited(text: str, edits: list[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
