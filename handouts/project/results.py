"""The folder of results: what lies there is what there is, and ``manifest.json`` and ``SHA256SUMS``
say so.

A line of the manifest goes before its file is replaced and comes back after it, so that a build
that is killed leaves lines missing, never wrong ones. All of it is done by one process at a time,
each beginning with what it finds there.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import PurePosixPath

from ..clinic.jobs import Entry, Outcome
from ..outputs import outputs
from ..source.values import flat, replace
from .listed import MANIFEST, SUMS
from .stores import Mark, Store

OURS = re.compile(r"(?!\.)[^/\\\0]+/(?!\.)[^/\\\0]+")  # LANGUAGE/NAME.SUFFIX
_told = json.JSONEncoder(ensure_ascii=False).encode  # ``dumps`` would make one for each value
OFTEN = 0.5  # seconds between two times that new files are put on the list
LONGEST = 50_000_000  # bytes of a manifest: what is longer is none of ours

# what an entry is made of now: "" where nothing makes it any more
Source = Callable[[Entry], str]


class Results:
    """The files of one build on their way into ``out``. Raises ``OSError`` where that cannot be
    written."""

    def __init__(self, out: Store) -> None:
        self.out = out
        self.fresh: dict[str, tuple[Entry, Mark]] = {}
        self._listed_at = 0.0
        self._seen: Mark = ()
        self._lines: dict[str, Entry] = {}
        self.lists: tuple[bytes, bytes] = b"", b""  # as they were left at the end

    def _earlier(self) -> dict[str, Entry]:
        """The lines of the manifest as it lies there; it is read again only when it is another."""
        mark = self.out.mark(MANIFEST) if self.out.locks else ()
        if not mark or mark != self._seen:
            self._seen, self._lines = mark, earlier(self.out)
        return dict(self._lines)

    def put(self, made: Outcome) -> None:
        """One file, as soon as it is made."""
        self.place(made)
        if time.monotonic() - self._listed_at > OFTEN:
            self.list()

    def place(self, made: Outcome) -> None:
        """The same, on no list before ``settle``."""
        assert made.entry, "only what was made has a place"
        with self.out.alone():
            self._unlist(made.entry)
            self.out.write(made.entry.file, made.data)
            self.took(made.entry)

    def took(self, entry: Entry) -> None:
        """A file of this build that is in its place already."""
        self.fresh[entry.file] = entry, self.out.mark(entry.file)

    def _unlist(self, entry: Entry) -> None:
        """Take the line of a file away that will be another. Where nothing keeps others away, both
        lists go: what somebody else writes there at the same time must not bring the line back."""
        listed = self._earlier()
        before = listed.pop(entry.file, None)
        if before and before.sha256 != entry.sha256:
            _list(self.out, listed if self.out.locks else {})

    def put_all(self, made: Iterable[Outcome]) -> None:
        """Many files, all or none."""
        files = {one.entry.file: one for one in made if one.entry}
        with self.out.alone():
            listed = self._earlier()
            _list(self.out, {name: one for name, one in listed.items() if name not in files})
            try:
                self.out.write_all({name: one.data for name, one in files.items()})
            except BaseException:
                _list(self.out, listed)
                raise
            for one in files.values():
                if one.entry:
                    self.took(one.entry)

    def list(self) -> None:
        """Put on the list what was put in its place so far."""
        with self.out.alone():
            _list(self.out, {**self._earlier(), **self._there()})
        self._listed_at = time.monotonic()

    def settle(self, failed: Collection[str], source: Source) -> tuple[Entry, ...]:
        """The end of a build: what nobody makes any more goes; what could not be made again, or is
        of an older text, is marked, and given."""
        with self.out.alone():
            self.out.sweep()
            listed = {}
            for name, entry in {**self._whole(), **self._there()}.items():
                now = source(entry)
                if now:
                    old = name in failed or entry.made_of != now
                    listed[name] = replace(entry, outdated=old)
                else:
                    self.out.remove(name)
            self.lists = _list(self.out, listed)
        return tuple(entry for _, entry in sorted(listed.items()) if entry.outdated)

    def _whole(self) -> dict[str, Entry]:
        """The lines of earlier builds whose files are still there as they were; those of this build
        are not looked at again."""
        return {
            name: entry
            for name, entry in self._earlier().items()
            if name not in self.fresh and self.out.sum(name) == entry.sha256
        }

    def _there(self) -> dict[str, Entry]:
        """What this build has made, where no other build has put something else since."""
        return {
            name: entry for name, (entry, mark) in self.fresh.items() if self.out.mark(name) == mark
        }


def earlier(out: Store) -> dict[str, Entry]:
    """The lines of the manifest in ``out`` that make sense, by their files."""
    found = dict[str, Entry]()
    try:
        data = out.read(MANIFEST)
        if data is None or len(data) > LONGEST:
            return {}
        entries = [_entry(one) for one in json.loads(data.decode())["files"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    suffixes = tuple(one.suffix for one in outputs().values())
    for entry in entries:
        ours = entry and OURS.fullmatch(entry.file) and entry.file.endswith(suffixes)
        if entry and ours and ".." not in PurePosixPath(entry.file).parts:
            found[entry.file] = entry
    return found


TEXTS = frozenset(name for name, kind in Entry.__annotations__.items() if kind in ("str", "Review"))


def _entry(told: object) -> Entry | None:
    """A line of a manifest; ``None`` where it is none of this version."""
    if not isinstance(told, Mapping):
        return None
    try:
        entry = Entry(**told)
    except TypeError:
        return None
    texts = all(isinstance(getattr(entry, name), str) for name in TEXTS)
    sound = texts and entry.review in ("draft", "facts", "reviewed")
    return entry if sound and type(entry.bytes) is int else None


def _line(entry: Entry) -> str:
    """An entry as JSON writes it with an indent of two, which takes Python ten times as long."""
    told = (
        f'      "{name}": {_told(value)}'
        if not value or not isinstance(value, tuple)
        else f'      "{name}": {_indented(value)}'
        for name, value in flat(entry).items()
    )
    return "    {\n" + ",\n".join(told) + "\n    }"


def _indented(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n      ")


def _list(out: Store, listed: Mapping[str, Entry]) -> tuple[bytes, bytes]:
    """Write both lists, and give them; where there is nothing to list, there is no list."""
    if not listed:
        for name in (SUMS, MANIFEST):
            out.remove(name)
        return b"", b""
    ordered = [listed[name] for name in sorted(listed)]
    lines = ",\n".join(map(_line, ordered))
    manifest = f'{{\n  "files": [\n{lines}\n  ]\n}}\n'.encode()
    sums = "".join(f"{one.sha256}  {one.file}\n" for one in ordered).encode()
    out.write(MANIFEST, manifest)
    out.write(SUMS, sums)
    return manifest, sums
