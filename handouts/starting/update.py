"""``handouts update``: what becomes of each shipped file in a site, and all written at the end.

A file that the clinic has not changed becomes the shipped one; a file that only the clinic has
changed stays; where both have changed it, the two are merged unit by unit, and where both have
changed a unit, the file stays as it is until somebody says whose text counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from .. import __version__
from ..source.files import write_all
from ..source.problems import Misused, Problem, Problems, Where, did_you_mean
from ..source.values import dataclass, replace
from . import record
from .merge import Collision, Merged, Side, merge, same
from .record import MERGED, Record, Taken
from .shipped import Shipped, even, is_own
from .signed import Void, voided
from .units import Name, NoUnits, units

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
    kept: tuple[Name, ...] = ()  # the units where the clinic keeps its own, said now or before

    @property
    def after(self) -> bytes | None:
        """The file as it is in the site in the end."""
        return self.mine if self.data is None else self.data

    @property
    def even(self) -> bytes | None:
        """The same with LF at the end of lines."""
        return None if self.after is None else even(self.path, self.after)

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
    _of_use(steps, decided)
    changes = {step.path: step.data for step in steps if step.data is not None}
    _free(site, changes)
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
            hint = did_you_mean(name, files) or "name a file as the report of 'update' does"
            problems.append(Problem(Where(name), "this is no shipped file", hint))
    if problems:
        raise Misused(problems)
    return found


def _one_of_both(paths: set[str]) -> None:
    if paths:
        message = "'--take' and '--keep' are both given for this file"
        hint = "give one of the two"
        raise Misused(Problem(Where(path), message, hint) for path in paths)


def _of_use(steps: tuple[Step, ...], decided: Mapping[str, Side]) -> None:
    """Raises ``Misused`` where it was said whose text counts, and there is nothing to decide."""
    problems = []
    for step in steps:
        counts = decided.get(step.path)
        nothing = (
            "the file is as it is shipped" if step.kind == "same" else "only you have changed it"
        )
        if counts == "theirs" and step.data is None:
            hint = f"leave '--take {step.path}' out"
            if step.kind != "same":
                hint += "; for the shipped file, remove yours first: what you changed in it is lost"
            problems.append(Problem(Where(step.path), f"there is nothing to take: {nothing}", hint))
        elif counts == "mine" and not (step.collisions or step.kept):
            message = "there is nothing to keep: no text here was changed by both"
            problems.append(Problem(Where(step.path), message, f"leave '--keep {step.path}' out"))
    if problems:
        raise Misused(problems)


def _free(site: Path, paths: Iterable[str]) -> None:
    """Raises ``Problems`` where something else stands in the place of a file that is to be
    written."""
    problems = set()
    for path in paths:
        for folder in Path(path).parents:
            if (site / folder).exists() and not (site / folder).is_dir():
                message, hint = "this is a file, and must be a folder", "move it away, then update"
                problems.add(Problem(Where(folder.as_posix()), message, hint))
        if (site / path).is_dir():
            message = "a folder stands where this file belongs"
            problems.add(Problem(Where(path), message, "move the folder away, then update"))
    if problems:
        raise Problems(problems)


def _step(site: Path, path: str, base: Taken | None, theirs: bytes, counts: Side | None) -> Step:
    """What becomes of one file; ``counts`` says whose text is taken where both have changed it."""
    step = _become(site, path, base, theirs, counts)
    return replace(step, kept=_kept(step, base.kept if base else ()))


def _kept(step: Step, before: tuple[Name, ...]) -> tuple[Name, ...]:
    """The units where the clinic keeps its own, as said now or ``before``, while they differ."""
    told = (one.path for one in step.collisions) if step.counts == "mine" else ()
    names = tuple(dict.fromkeys((*before, *told)))
    if not names or step.even == step.theirs:
        return ()
    try:
        own, shipped = (units((data or b"").decode()) for data in (step.even, step.theirs))
    except (NoUnits, UnicodeDecodeError):
        return names
    return tuple(name for name in names if not name or not same(own.get(name), shipped.get(name)))


def _become(site: Path, path: str, base: Taken | None, theirs: bytes, counts: Side | None) -> Step:
    """The same, without what was kept."""
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
    again = base.kept if base and counts == "theirs" else ()
    if as_it_was and mine is None:
        return taken if counts == "theirs" else replace(step, kind="yours")
    if as_it_was and not again:
        return replace(step, kind="yours")
    return _merged(step, raw or b"", counts, again)


def _merged(step: Step, raw: bytes, counts: Side | None, again: tuple[Name, ...]) -> Step:
    """A file that both have changed, or where the clinic kept units that are to be taken
    ``again``."""
    found = None if () in again else _units_merged(step, counts, again)
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


def _units_merged(step: Step, counts: Side | None, again: tuple[Name, ...]) -> Merged | None:
    if step.base is None or step.mine is None or not step.path.endswith(MERGED):
        return None
    try:
        return merge(step.base, step.mine.decode(), step.theirs.decode(), counts, again)
    except UnicodeDecodeError:
        return None


def _taken(before: Record, steps: tuple[Step, ...]) -> dict[str, Taken]:
    """The files of the record, each as the clinic last knew it."""
    now = {}
    for step in steps:
        old, new = before.files.get(step.path), Taken.now(step.path, step.theirs)
        if step.settled:
            taken = old if old and old.sha256 == new.sha256 else new
            now[step.path] = replace(taken, kept=step.kept)
        elif old:
            now[step.path] = old
    return now
