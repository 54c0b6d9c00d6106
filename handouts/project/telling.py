"""What is told of a patient, as a script writes it: YAML or JSON, with names of fields whole
(``talk.side: Left``) or in groups (``talk: {side: Left}``), and lists entry by entry.

What is wrong is told at its place; nothing of it is repeated.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import yaml

from ..source.parsing import shallow
from ..source.problems import Misused, Problem, Problems, Where

HINT = 'write "talk.side: Left" on a line of its own, or {"talk.side": "Left"}'
LONGEST = 100_000  # characters of all of it: more is no patient's
MOST_FIELDS = 100
DEEPEST = 3


def read(text: str, name: str) -> dict[str, str]:
    """The fields in ``text`` by their whole names; ``name`` is what messages call it. Raises
    ``Problems``."""
    if len(text) > LONGEST:
        raise Problems([Problem(Where(name), "this is too long to be about one patient", HINT)])
    try:
        if any(
            isinstance(one, yaml.AliasEvent)
            for one in yaml.parse(shallow(text, yaml.BaseLoader), yaml.BaseLoader)
        ):
            raise Problems([Problem(Where(name), "a value stands for another", "write it out")])
        told = yaml.load(text, _Once)  # every value is left as it was written
    except _Twice as twice:
        where = Where(name, *_place(twice.problem_mark))
        raise Problems([Problem(where, "a field is given twice", "keep one of the two")]) from None
    except yaml.YAMLError as error:
        where = Where(name, *_place(getattr(error, "problem_mark", None)))
        raise Misused([Problem(where, "this is neither YAML nor JSON", HINT)]) from None
    found = fields(told)
    if found is None or len(found) > MOST_FIELDS:
        raise Problems([Problem(Where(name), "expected names of fields with texts", HINT)])
    return found


def _place(mark: yaml.error.Mark | None) -> tuple[int, int]:
    """Line and column, from 1."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Twice(yaml.MarkedYAMLError):
    """A field stands there twice: of two sides, nobody knows which one is meant."""


class _Once(yaml.BaseLoader):
    """Reads every value as it was written, and takes no field twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise _Twice(problem_mark=key.start_mark)
            seen.add(str(key.value))
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


def fields(told: object) -> dict[str, str] | None:
    """The fields of what was read, by their whole names; ``None`` where it is anything else."""
    if not isinstance(told, Mapping):
        return None
    out: dict[str, str] = {}
    for name, value in _flat(told, "", DEEPEST):
        text = _text(value)
        if text is None or name in out:
            return None
        out[name] = text
    return out


def _flat(told: Mapping[object, object], before: str, deep: int) -> Iterator[tuple[str, object]]:
    for key, value in told.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and deep:
            yield from _flat(value, f"{name}.", deep - 1)
        else:
            yield name, value


def _text(value: object) -> str | None:
    """A text, or the entries of a list one to a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return None
