"""``handouts update``: what becomes of each shipped file in a site, and all written at the end.

A file that the clinic has not changed becomes the shipped one; a file that only the clinic has
changed stays; where both have changed it, the two are merged unit by unit, and where both have
changed a unit, the file stays as it is until somebody says whose text counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from .. import __version__
from ..files import write_all
from ..problems import Problem, Problems, Where, did_you_mean
from . import record
from .merge import Collision, Merged, Side, merge
from .record import MERGED, Record, Taken
from .shipped import Shipped, even, is_own
from .signed import Void, voided
from .units import Name

# same: nothing to do; new, replaced, merged: written; yours: only the clinic has changed it;
# own: the clinic's from the first day, and shipped otherwise now;
# both: both have changed it, and nobody has said whose counts.
Kind = Literal["same", "new", "replaced", "merged", "yours", "own", "both"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: more ``handouts``, or ``every`` one; whose text counts in which file."""

    handouts: tuple[str, ...] = ()
    every: bool = False
    take: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """A file as it was taken, as it is in the site, as it is shipped, and as it is to be."""

    path: str
    kind: Kind
    base: str | None
    mine: bytes | None
    theirs: bytes
    data: bytes | None = None  # what is written; nothing where it stays as it is
    changed: tuple[Name, ...] = ()  # the units that are corrected, where it was merged
    collisions: tuple[Collision, ...] = ()  # of a file that is merged; both may have been decided
    counts: Side | None = None  # whose text was said to count

    @property
    def after(self) -> bytes | None:
        """The file as it is in the site in the end."""
        return self.mine if self.data is None else self.data

    @property
    def settled(self) -> bool:
        """Whether the shipped text is known to the clinic now, so that it is not told again."""
        return self.kind != "both"


@dataclass(frozen=True, slots=True)
class Done:
    """What was found, decided and, unless it was only asked for, written."""

    site: Path
    before: Record
    steps: tuple[Step, ...]
    void: tuple[Void, ...]
    languages: tuple[str, ...]  # shared texts that are the clinic's alone, by file

    def step(self, path: str) -> Step | None:
        return next((step for step in self.steps if step.path == path), None)

    @property
    def open(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.kind == "both")


def update(site: Path, asked: Asked, *, dry: bool = False) -> Done:
    """Correct a site, or with ``dry`` only say what would be done.

    Raises ``Problems``: this is no site, or something was asked for that is not there.
    """
    shipped = Shipped()
    before = record.read(site)
    shipped.known(asked.handouts)
    handouts, every = _handouts(site, before, asked, shipped), before.every or asked.every
    files = shipped.files([slug for slug in handouts if slug in shipped.slugs])
    take, keep = (_named(site, names, files) for names in (asked.take, asked.keep))
    _one_of_both(take & keep)
    decided: dict[str, Side] = {**dict.fromkeys(take, "theirs"), **dict.fromkeys(keep, "mine")}
    steps = tuple(
        _step(site, path, before.files.get(path), files[path], decided.get(path))
        for path in files  # in the order of their names
    )
    changes = {step.path: step.data for step in steps if step.data is not None}
    void = voided(site, changes)
    own = sorted(path.relative_to(site).as_posix() for path in site.glob("content/common/*.yaml"))
    done = Done(site, before, steps, void, tuple(path for path in own if path not in files))
    if not dry:
        seen = dict.fromkeys((*before.handouts, *handouts))
        after = Record(__version__, tuple(seen), every, _taken(before, steps))
        write_all(
            {
                **{site / path: data for path, data in changes.items()},
                site / record.NAME: record.written(after),
            }
        )
    return done


def _handouts(site: Path, before: Record, asked: Asked, shipped: Shipped) -> list[str]:
    """The handouts that are kept up with: those still there, and those wanted anew."""
    there = [slug for slug in before.handouts if (site / "content/handouts" / slug).is_dir()]
    later = [slug for slug in shipped.slugs if before.every and slug not in before.handouts]
    anew = shipped.slugs if asked.every else asked.handouts
    return list(dict.fromkeys((*there, *later, *anew)))


def _named(site: Path, names: frozenset[str], files: Mapping[str, bytes]) -> set[str]:
    """Files as they were named: by their path in the site, or from the working folder."""
    found, problems, root = set(), [], site.resolve()
    for name in sorted(names):
        given, path = Path(name).as_posix(), Path(name).resolve()
        inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else given
        known = next((one for one in (given, inside) if one in files), None)
        if known:
            found.add(known)
        else:
            hint = did_you_mean(name, files)
            problems.append(Problem(Where(name), "this is no shipped file", hint))
    if problems:
        raise Problems(problems)
    return found


def _one_of_both(paths: set[str]) -> None:
    if paths:
        message = "'--take' and '--keep' are both given for this file"
        hint = "give one of the two"
        raise Problems(Problem(Where(path), message, hint) for path in paths)


def _step(site: Path, path: str, base: Taken | None, theirs: bytes, counts: Side | None) -> Step:
    """What becomes of one file; ``counts`` says whose text is taken where both have changed it."""
    place = site / path
    raw = place.read_bytes() if place.is_file() else None
    mine = None if raw is None else even(path, raw)
    step = Step(path, "same", base.text if base else None, mine, theirs)
    taken = replace(step, kind="replaced", data=theirs, counts=counts)
    was = base.sha256 if base else None
    as_it_was = record.digest(theirs) == was
    if mine == theirs:
        return step
    if is_own(path):
        if counts == "theirs":
            return taken
        return step if as_it_was else replace(step, kind="own")
    if mine is None and base is None:
        return replace(step, kind="new", data=theirs)
    if mine is not None and record.digest(mine) == was:
        return replace(taken, counts=None)
    if as_it_was:
        return taken if counts == "theirs" and mine is None else replace(step, kind="yours")
    return _merged(step, raw or b"", counts)


def _merged(step: Step, raw: bytes, counts: Side | None) -> Step:
    """A file that both have changed."""
    found = _units_merged(step, counts)
    if found is None:
        whole = (Collision((), None, None),)
        if counts == "theirs":
            return replace(step, kind="replaced", data=step.theirs, collisions=whole, counts=counts)
        return replace(step, kind="yours" if counts else "both", collisions=whole, counts=counts)
    if found.collisions and counts is None:
        return replace(step, kind="both", collisions=found.collisions)
    text = found.text.encode()
    if text == step.mine:
        return replace(step, kind="yours", collisions=found.collisions, counts=counts)
    data = text.replace(b"\n", b"\r\n" if b"\r\n" in raw else b"\n")
    return replace(
        step,
        kind="merged",
        data=data,
        changed=found.changed,
        collisions=found.collisions,
        counts=counts,
    )


def _units_merged(step: Step, counts: Side | None) -> Merged | None:
    if step.base is None or step.mine is None or not step.path.endswith(MERGED):
        return None
    try:
        return merge(step.base, step.mine.decode(), step.theirs.decode(), counts)
    except UnicodeDecodeError:
        return None


def _taken(before: Record, steps: tuple[Step, ...]) -> dict[str, Taken]:
    """The files of the record, each as the clinic last knew it."""
    now = {}
    for step in steps:
        old, new = before.files.get(step.path), Taken.now(step.path, step.theirs)
        if step.settled:
            now[step.path] = old if old and old.sha256 == new.sha256 else new
        elif old:
            now[step.path] = old
    return now
