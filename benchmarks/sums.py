"""What lies in the results of a network, by its sums, and what is wrong with it.

Names are those from the folder of results on: ``CLINIC/en/knee-standard-letter.pdf``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LISTS, NOTES, SUFFIX = "SHA256SUMS", ".made", ".pdf"
MOST = 5  # files of a kind of fault that are named


@dataclass(frozen=True)
class Look:
    """A folder as it was at one time: every file by the SHA-256 of its bytes, and by what tells it
    from another one in its place; what the lists of its clinics say of it."""

    there: Mapping[str, str]
    stamps: Mapping[str, tuple[int, int]]
    listed: Mapping[str, str]

    @property
    def files(self) -> dict[str, str]:
        """What was made for readers."""
        return {name: one for name, one in self.there.items() if name.endswith(SUFFIX)}

    @property
    def noted(self) -> set[str]:
        """Of these, those of which it is noted what they were made of."""
        return {name for name in self.files if note(name) in self.there}

    @property
    def halves(self) -> list[str]:
        """What is called as a file is until it is whole."""
        return [name for name in self.there if name.endswith(".part")]


def note(name: str) -> str:
    """Where it is noted what a file was made of."""
    clinic, _, inside = name.partition("/")
    return f"{clinic}/{NOTES}/{inside.replace('/', '-')}.json"


def looked(out: Path) -> Look:
    """What lies in ``out`` now."""
    there, stamps, listed = dict[str, str](), dict[str, tuple[int, int]](), dict[str, str]()
    for path in sorted(one for one in out.rglob("*") if one.is_file()):
        name, data, told = path.relative_to(out).as_posix(), path.read_bytes(), path.stat()
        there[name] = hashlib.sha256(data).hexdigest()
        stamps[name] = told.st_ino, told.st_mtime_ns
        if path.name == LISTS:
            lines = (line.partition("  ") for line in data.decode().splitlines())
            listed |= {f"{name.removesuffix(LISTS)}{of}": told for told, _, of in lines}
    return Look(there, stamps, listed)


def unlisted(look: Look, count: int) -> Iterator[str]:
    """What keeps a build from being whole, of which ``count`` files were wanted."""
    if len(look.files) != count:
        yield f"{len(look.files)} files, not {count}"
    yield from _named("not as their list says", _others(look.listed, look.files))
    yield from _named("left half-written", look.halves)


def unlike(look: Look, other: Look) -> Iterator[str]:
    """In what two builds of the same differ."""
    yield from _named("of other sums", _others(look.listed, other.listed))
    yield from _named("of other bytes", _others(look.there, other.there))


def torn(look: Look, whole: Look) -> Iterator[str]:
    """Files of a build that was stopped that are not those of a ``whole`` one."""
    wrong = (name for name, one in look.files.items() if whole.there.get(name) != one)
    yield from _named("half there", wrong)


def needless(before: Look, after: Look, found: int, made: int) -> Iterator[str]:
    """What a second run, which told how many files it ``found`` whole and how many it ``made``,
    did again for nothing."""
    again = (name for name in before.files if after.stamps.get(name) != before.stamps[name])
    yield from _named("written again", again)
    if found != len(before.noted):
        yield f"{len(before.noted)} files were there and noted, {found} were found whole"
    if made != len(after.files) - found:
        yield f"{made} files made where {len(after.files) - found} were wanted"


def _others(one: Mapping[str, str], two: Mapping[str, str]) -> list[str]:
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def _named(what: str, names: Iterator[str] | list[str]) -> Iterator[str]:
    every = list(names)
    if every:
        yield f"{len(every)} files {what}: {', '.join(every[:MOST])}"
