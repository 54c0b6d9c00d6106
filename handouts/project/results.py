"""The folder of results: what lies there is what there is, and ``manifest.json`` and ``SHA256SUMS``
say so.

A line of the manifest goes before its file is replaced and comes back after it, so that a build
that is killed leaves lines missing, never wrong ones. All of it is done by one process at a time,
each beginning with what it finds there.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from ..clinic.jobs import Entry, Outcome
from ..outputs import outputs
from ..source.files import alone, sweep, write, write_all

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
OURS = re.compile(r"(?!\.)[^/\\\0]+/(?!\.)[^/\\\0]+")  # LANGUAGE/NAME.SUFFIX
OFTEN = 0.5  # seconds between two times that new files are put on the list
LONGEST = 50_000_000  # bytes of a manifest: what is longer is none of ours

# what an entry is made of now: "" where nothing makes it any more
Source = Callable[[Entry], str]
Mark = tuple[int, int, int]  # what tells a file from one that was put in its place


@dataclass
class Results:
    """The files of one build on their way into ``out``. Raises ``OSError`` where that cannot be
    written."""

    out: Path
    fresh: dict[str, tuple[Entry, Mark]] = field(default_factory=dict)
    _listed_at: float = 0.0

    def put(self, made: Outcome) -> None:
        """One file, as soon as it is made."""
        assert made.entry, "only what was made has a place"
        with alone(self.out):
            listed = earlier(self.out)
            before = listed.get(made.entry.file)
            if before and before.sha256 != made.entry.sha256:
                del listed[made.entry.file]
                _list(self.out, listed)
            write(self.out / made.entry.file, made.data)
            self.fresh[made.entry.file] = made.entry, _mark(self.out / made.entry.file)
        if time.monotonic() - self._listed_at > OFTEN:
            self.list()

    def put_all(self, made: Iterable[Outcome]) -> None:
        """Many files, all or none."""
        files = {one.entry.file: one for one in made if one.entry}
        with alone(self.out):
            listed = earlier(self.out)
            _list(self.out, {name: one for name, one in listed.items() if name not in files})
            try:
                write_all({self.out / name: one.data for name, one in files.items()})
            except BaseException:
                _list(self.out, listed)
                raise
            for name, one in files.items():
                if one.entry:
                    self.fresh[name] = one.entry, _mark(self.out / name)

    def list(self) -> None:
        """Put on the list what was put in its place so far."""
        with alone(self.out):
            _list(self.out, {**earlier(self.out), **self._there()})
        self._listed_at = time.monotonic()

    def settle(self, failed: Collection[str], source: Source) -> tuple[Entry, ...]:
        """The end of a build: what nobody makes any more goes; what could not be made again, or is
        of an older text, is marked, and given."""
        with alone(self.out):
            sweep(self.out)
            listed = {}
            for name, entry in {**_whole(self.out, self.fresh), **self._there()}.items():
                now = source(entry)
                if now:
                    old = name in failed or entry.made_of != now
                    listed[name] = replace(entry, outdated=old)
                else:
                    _take_away(self.out / name)
            _list(self.out, listed)
        return tuple(entry for _, entry in sorted(listed.items()) if entry.outdated)

    def _there(self) -> dict[str, Entry]:
        """What this build has made, where no other build has put something else since."""
        return {
            name: entry
            for name, (entry, mark) in self.fresh.items()
            if _mark(self.out / name) == mark
        }


def earlier(out: Path) -> dict[str, Entry]:
    """The lines of the manifest in ``out`` that make sense, by their files."""
    path, found = out / MANIFEST, dict[str, Entry]()
    try:
        if not path.is_file() or path.stat().st_size > LONGEST:
            return {}
        told = json.loads(path.read_text("utf-8"))["files"]
        entries = [_entry(one) for one in told]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    suffixes = tuple(one.suffix for one in outputs().values())
    for entry in entries:
        ours = entry and OURS.fullmatch(entry.file) and entry.file.endswith(suffixes)
        if entry and ours and ".." not in Path(entry.file).parts:
            found[entry.file] = entry
    return found


TEXTS = frozenset(one.name for one in fields(Entry) if str(one.type) in ("str", "Review"))


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


def _whole(out: Path, fresh: Collection[str]) -> dict[str, Entry]:
    """The lines of earlier builds whose files are still there as they were; those that are
    ``fresh`` are not looked at again."""
    return {
        name: entry
        for name, entry in earlier(out).items()
        if name not in fresh and _sum(out / name) == entry.sha256
    }


def _sum(path: Path) -> str:
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def _mark(path: Path) -> Mark:
    with suppress(OSError):
        found = path.stat()
        return found.st_ino, found.st_mtime_ns, found.st_size
    return 0, 0, 0


def _take_away(path: Path) -> None:
    path.unlink(missing_ok=True)
    with suppress(OSError):  # the last one of its language
        path.parent.rmdir()


def _list(out: Path, listed: Mapping[str, Entry]) -> None:
    """Write both lists; where there is nothing to list, there is no list."""
    if not listed:
        for name in (SUMS, MANIFEST):
            if (out / name).is_file():
                (out / name).unlink()
        return
    ordered = [listed[name] for name in sorted(listed)]
    manifest = json.dumps({"files": [asdict(one) for one in ordered]}, indent=2, ensure_ascii=False)
    write(out / MANIFEST, f"{manifest}\n".encode())
    write(out / SUMS, "".join(f"{one.sha256}  {one.file}\n" for one in ordered).encode())
