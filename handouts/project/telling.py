"""What is told of a patient, as a script writes it: YAML or JSON, with names of fields whole
(``talk.side: Left``) or in groups (``talk: {side: Left}``), and lists entry by entry.

What is wrong is told at its place; nothing of it is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

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
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.BaseLoader)):
            raise Problems([Problem(Where(name), "a value stands for another", "write it out")])
        told = yaml.load(text, yaml.BaseLoader)  # every value is left as it was written
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = "this is neither YAML nor JSON"
        raise Misused([Problem(Where(name, *place), message, HINT)]) from None
    found = fields(told)
    if found is None or len(found) > MOST_FIELDS:
        raise Problems([Problem(Where(name), "expected names of fields with texts", HINT)])
    return found


def fields(told: object) -> dict[str, str] | None:
    """The fields of what was read, by their whole names; ``None`` where it is anything else."""
    if not isinstance(told, Mapping):
        return None
    out: dict[str, str] = {}
    for name, value in _flat(told, "", DEEPEST):
        text = _text(value)
        if text is None:
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
