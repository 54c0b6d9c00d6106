"""What is known of each unit of a translation: ``es.lock`` beside ``es.yaml``, written by the
program alone.

For each unit it holds the words it was translated from, the hash of these, of the translation and
of the picture both are about, how far the translation may be trusted, and by whom and when.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, cast, get_args

from ..source.problems import Problem, Problems, Where
from ..source.rows import NamedTuple

FORMAT = "handouts-lock-1"
State = Literal["machine", "translated", "reviewed"]
STATES: tuple[State, ...] = get_args(State)  # from what is trusted least


class Entry(NamedTuple):
    """``source`` and ``text`` are hashes of the source's words and of the translation's;
    ``said`` are the words of the source, so that what changed can be shown."""

    source: str
    text: str
    state: State
    said: str
    picture: str = ""
    by: str = ""
    on: str = ""


class Lock(NamedTuple):
    """``source`` is the language that was translated from."""

    source: str
    entries: Mapping[str, Entry]


def read_lock(data: bytes | None, name: str) -> Lock | None:
    """A lock as it was written; nothing where there is none.

    Raises ``Problems``: somebody has changed it by hand into what is none.
    """
    if data is None:
        return None
    try:
        told = json.loads(data)
        entries = {str(path): _entry(one) for path, one in told["units"].items()}
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return Lock(str(told["source"]), entries)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "restore it, or write it anew: 'python -m handouts translate record'"
        raise Problems([Problem(Where(name), "this lock file cannot be read", hint)]) from None


def _entry(told: Mapping[str, str]) -> Entry:
    if not all(isinstance(value, str) for value in told.values()) or told["state"] not in STATES:
        raise ValueError
    return Entry(**cast("dict[str, State]", dict(told)))


def written(lock: Lock) -> str:
    """A lock as a file: a line for each unit, so that a change shows as one line."""
    lines = [
        f"  {json.dumps(path, ensure_ascii=False)}: {_told(entry)}"
        for path, entry in lock.entries.items()
    ]
    units = ",\n".join(lines)
    head = f'{{\n "format": "{FORMAT}",\n "source": {json.dumps(lock.source)},\n "units": {{\n'
    return f"{head}{units}\n }}\n}}\n"


def _told(entry: Entry) -> str:
    return json.dumps({k: v for k, v in entry._asdict().items() if v}, ensure_ascii=False)
