"""What is kept between builds: whole files, by the hash of everything they depend on. Safe to
delete, never wrong.

A job that tells something of a patient is of a type that this module does not take.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ..clinic.jobs import Card, Entry, Job, Member, Outcome
from ..outputs import file_of
from ..source.calendar import EAST
from ..source.files import outlived, sweep, used, write
from ..source.values import flat, replace
from .program import program
from .site import HANDOUTS, Clinic, Site

# a day, from before its month on: text is searched many times faster for a hyphen than for a digit
DAY = re.compile(rb"-\d\d-\d\d")
OURS = re.compile(r"[0-9a-f]{64}\.(?:file|entry|check|told|drawing)|[\w-]+\.kept")  # what is kept


class Keys:
    """The hash of everything a job depends on: code, site, its own text, the clinic, which days
    have passed."""

    def __init__(self, site: Site, clinic: Clinic, code: str = "") -> None:
        """``code`` is ``program()``, where somebody has asked for it already: it takes 8 ms."""
        self.site, self.clinic, self.code = site, clinic, code
        self._sources: dict[str, str] = {}

    @cached_property
    def _shared(self) -> str:
        files = (
            f"{name}\0{hashlib.sha256(data).hexdigest()}"
            for name, data in sorted(self.clinic.files.items())
        )
        names = (self.site.content.name, self.site.assets.name, self.clinic.stem)
        faults = map(str, self.clinic.faults)  # what was made with these files is not what is asked
        return "\0".join((self.code or program(), self.site.digest, *names, *files, *faults))

    def key(self, job: Job) -> str:
        """A name for what ``job`` makes; raises ``TypeError`` for a job that must not be kept."""
        if type(job) is not Job:
            raise TypeError("only a job without a patient can be kept")
        folder = f"{HANDOUTS}/" if job.packet else f"{HANDOUTS}/{job.slug}/"
        own = self.site.content.digest(folder)
        passed = self._passed(folder, job.day)
        return _hash(self._shared, repr(flat(replace(job, day=None))), own, passed)

    def made_of(self, slug: str, packet: bool) -> str:
        """The hash of what an author and a clinic have a say in: the same with any version of this
        program, on any machine and any day."""
        folder = f"{HANDOUTS}/" if packet else f"{HANDOUTS}/{slug}/"
        if folder not in self._sources:
            files = (
                f"{name.removeprefix(self.clinic.stem)}\0{hashlib.sha256(data).hexdigest()}"
                for name, data in sorted(self.clinic.files.items())
            )
            own = self.site.content.digest(folder)
            self._sources[folder] = _hash(self.site.digest, own, *files)[:16]
        return self._sources[folder]

    def of(self, question: str, slugs: Iterable[str]) -> str:
        """The hash of a question about some handouts, and of everything the answer depends on."""
        texts = (self.site.content.digest(f"{HANDOUTS}/{slug}/") for slug in slugs)
        return _hash(self._shared, question, *texts)

    def _passed(self, folder: str, day: date | None) -> str:
        """Which of the days that stand in a job's files are past, present and to come: what is made
        is the same until that changes."""
        if day is None:
            return ""
        own = (
            file.data for path, file in self.site.content.files.items() if path.startswith(folder)
        )
        texts = (*own, self.clinic.review[1])
        days = sorted({day for data in texts if data for day in _days(data)})
        today = day.isoformat()
        next_day = (min(day, date.max - EAST) + EAST).isoformat()
        return "".join(
            "<" if one < today else "=" if one == today else "+" if one <= next_day else ">"
            for one in days
        )


def _days(data: bytes) -> Iterator[str]:
    """Each day that is written in a text, as ``2026-11-30``."""
    begins = (found.start() for found in DAY.finditer(data))
    for day in {data[begin - 4 : begin + 6] for begin in begins if begin >= 4}:
        if day[:4].isdigit():
            yield day.decode()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def ready(place: Path) -> Path:
    """The folder of what is kept, without what killed builds left there; git is not told of it."""
    sweep(place)
    with suppress(OSError):
        write(place / ".gitignore", b"*\n")
    return place


def tidied(place: Path) -> None:
    """What was kept and nobody asks for any more is taken away: every change of a text leaves all
    that was made of it before, and a handout that is called otherwise now its words."""
    for folder in (place, place / "stages", place / "figures"):
        outlived(folder, OURS)


def kept(place: Path, key: str, job: Job) -> Outcome | None:
    """What an earlier build made of the very same input; a damaged entry, or one of something else,
    counts as none."""
    data = b""

    def digest() -> str:
        nonlocal data
        data = _bytes(place / f"{key}.file")
        return hashlib.sha256(data).hexdigest()

    try:
        found = recalled(key, job, _bytes(place / f"{key}.entry"), digest)
    except OSError:
        return None
    return replace(found, data=data) if found else None


def recalled(key: str, job: Job, record: bytes, digest: Callable[[], str]) -> Outcome | None:
    """The outcome, without its bytes, that a ``record`` tells of the very same input; ``digest``
    gives the SHA-256 of the file that should be there, and may raise ``OSError``."""
    seal, _, written = record.partition(b"\n")
    if seal != _seal(key, written):
        return None
    try:
        told = json.loads(written)
        entry = Entry(**told["entry"])
        rules = tuple((rule, measured, fine) for rule, measured, fine in entry.preflight)
        entry = replace(entry, unsigned=tuple(entry.unsigned), preflight=rules)
        members = tuple(
            Member(slug, review, due, tuple(facts)) for slug, review, due, facts in told["members"]
        )
        card = card_of(told["card"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if entry.file != file_of(job) or digest() != entry.sha256:
        return None
    return Outcome(job, entry, b"", (), members, card)


def card_of(told: Mapping[str, Any] | None) -> Card | None:
    """A card as JSON has it. Raises ``TypeError``: it is none."""
    if told is None:
        return None
    lists = {name: tuple(map(tuple, told[name])) for name in ("codes", "items")}
    texts = {name: tuple(told[name]) for name in ("words", "headings")}
    return Card(**{**told, **lists, **texts})


def kept_told(place: Path) -> tuple[str, int] | None:
    """What an earlier check of the very same input has told, and its exit status."""
    try:
        seal, _, written = _bytes(place).partition(b"\n")
        told = json.loads(written)
        sound = seal == _seal(place.stem, written)
        return (str(told["told"]), int(told["status"])) if sound else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def keep_told(place: Path, text: str, status: int) -> None:
    """Keep what a check has told, where there is room for it."""
    told = json.dumps({"told": text, "status": status}).encode()
    with suppress(OSError):
        write(place, _seal(place.stem, told) + b"\n" + told)


def _bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ``OSError`` also where it is a pipe, which nobody would fill."""
    told = path.stat()
    if not stat.S_ISREG(told.st_mode):
        raise FileNotFoundError(str(path))
    used(path, told.st_mtime)
    return path.read_bytes()


def keep(place: Path, key: str, made: Outcome) -> None:
    """Keep what was made without problems, where there is room for it."""
    with suppress(OSError):  # a full disk, a place that is read-only: the next build takes longer
        write(place / f"{key}.file", made.data)
        write(place / f"{key}.entry", recorded(key, made))


def recorded(key: str, made: Outcome) -> bytes:
    """What is kept of what was made without problems, besides its bytes."""
    assert made.entry, "only what was made can be kept"
    card = flat(made.card) if made.card else None
    told = json.dumps({"entry": flat(made.entry), "members": made.members, "card": card}).encode()
    return _seal(key, told) + b"\n" + told


def _seal(key: str, told: bytes) -> bytes:
    """What stands before an entry: one that was altered, or put in the place of another, must never
    say that somebody has signed."""
    return hashlib.sha256(key.encode() + b"\n" + told).hexdigest().encode()
