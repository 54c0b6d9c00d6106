"""What a build told the last time, told again where nothing has changed since.

Whoever asks for the same again gets the same: the program, its packages, the day, every text and
picture, the lists of results and each file on them are looked at, all hashed by those functions
that a build uses itself, and one hash tells whether anything is another. Where it is, where
something cannot be read, or nothing was kept, nothing is known here and the build goes its way: it
alone decides what is made and what is told. Such a look loads a tenth of what a build does.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time

from ..making.places import CACHE, NETWORKS, RECORD
from ..making.program import PACKAGE, program
from ..reports.bar import Bar, tell
from ..source.streams import ready
from ..source.walk import Lying, ahead, found, halves, lying, sum_of, whole
from .listed import standing

END = ".told"
PARTS = "\0"  # between parts of a record: no text that is told has it

# of each file its handout and the line that tells of it, problems, and what it all came to
Told = tuple[list[tuple[str, str]], list[str], list[str]]


def again(words: list[str], *, first: bool = False) -> int | None:
    """The exit status of a build by these ``words``, told as the last time; nothing where it may
    have something to do, and is given the texts that were read where it comes ``first`` after this.
    Raises ``OSError``: nobody takes what is told."""
    try:
        told = _told(words, first=first)
    except (OSError, ValueError, IndexError):
        return None
    if told is None:
        return None
    ready()
    rows, problems, lines = told
    bar = Bar(len(rows), sys.stdout)
    for slug, line in rows:
        bar.step(slug, line)
    bar.done()
    tell(problems, lines)
    return 0


def _told(words: list[str], *, first: bool) -> Told | None:
    """What was told the last time, if it is what would be told now. Raises ``OSError``,
    ``ValueError`` and ``IndexError``: it cannot be known."""
    key = key_of(words)
    data = found(os.path.join(CACHE, key + END))[2]
    if data is None:
        return None
    seal, _, told = data.decode("utf-8", "surrogateescape").partition(PARTS)
    texts, pictures, others, content, assets, out, count, more, *parts = told.split(PARTS)
    if seal != _seal(key, told) or halves(CACHE):
        return None
    look, real = ahead if first else lying, os.path.realpath
    # texts first: where one is another, all else was looked at for nothing
    if texts != _lies(look(real(content), (NETWORKS,))) or pictures != _lies(look(real(assets))):
        return None
    if others != rest_of(program(CACHE), (content, assets, out), standing(out)):
        return None
    rows, rest = parts[: 2 * int(count)], parts[2 * int(count) :]
    return [*zip(rows[::2], rows[1::2], strict=True)], rest[: int(more)], rest[int(more) :]


def _lies(there: Lying) -> str:
    files = [(path, one[0], one[3]) for path, (_, one) in there.files.items()]
    return whole(sum_of(files), there.empty, there.unread)


def key_of(words: list[str]) -> str:
    """The name of what is kept for a command, however it was begun."""
    return _hash(*sys.argv[:1], *words)


def rest_of(code: str, places: tuple[str, str, str], stands: str) -> str:
    """The hash of all that has a say in what a build makes and tells, besides its texts and
    pictures: the program, where they and the results are, how those stand, and the day. "" where
    they do not stand."""
    if not stands:
        return ""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    day = epoch or time.strftime("%Y-%m-%d", time.gmtime())
    real = map(os.path.realpath, places)
    beside = os.path.join(os.path.dirname(os.path.realpath(places[0])), RECORD)
    needs = os.path.join(os.path.dirname(str(PACKAGE)), "pyproject.toml")
    return _hash(code, *real, found(beside)[0], found(needs)[0], day, stands)


def record(
    words: list[str], state: tuple[str, str, str], places: tuple[str, str, str], told: Told
) -> tuple[str, bytes]:
    """The name and the bytes of what is kept of a build; its ``state`` is how both folders lie, and
    the rest."""
    rows, problems, lines = told
    counts = (str(len(rows)), str(len(problems)))
    flat = (part for row in rows for part in row)
    key, parts = key_of(words), PARTS.join((*state, *places, *counts, *flat, *problems, *lines))
    return key + END, f"{_seal(key, parts)}{PARTS}{parts}".encode("utf-8", "surrogateescape")


def _seal(key: str, told: str) -> str:
    return _hash(key, told)


def _hash(*parts: str) -> str:
    told = PARTS.join(parts).encode("utf-8", "surrogateescape")
    return hashlib.sha256(told).hexdigest()
