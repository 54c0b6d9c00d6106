"""Runs jobs: takes what is kept from before, has the rest made, writes each file as soon as it is
there, and keeps the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from ..clinic.jobs import Entry, Job, Outcome
from ..making.cache import Keys, keep, kept, ready, tidied
from ..making.memo import Memo
from ..making.site import strays
from ..outputs import file_of
from ..source.problems import Problem, Where
from ..source.rows import NamedTuple
from ..source.values import dataclass, replace
from .listed import sum_of
from .origins import Origins
from .results import Results, earlier
from .shelf import clear, current, foreign, stamp_of
from .stores import Local, Store
from .tasks import Task, keys_of, memo_of


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    made: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    # of earlier builds, still there, and made of texts or facts that are others by now
    outdated: tuple[Entry, ...] = ()
    program: str = ""  # what made it, where things are kept
    stands: str = ""  # how it left its results, as ``listed.standing`` tells

    @property
    def files(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.made if one.entry)


class Workroom(NamedTuple):
    """What needs models: see ``work.fresh`` and ``cataloguing.catalogue``."""

    fresh: Callable[[Task, list[Job], int, Memo], Iterator[Outcome]]
    catalogue: Callable[[Task, Sequence[Outcome], Mapping[str, Entry], Store, str, Memo], None]


def _workroom(cache: Path | None, code: str) -> Workroom:
    """Opened by the first file that is not kept from before: models and layout take 120 ms to load,
    longer than all of a build that has nothing to do."""
    from . import cataloguing, work  # noqa: PLC0415

    work.last(cache, code)
    return Workroom(work.fresh, cataloguing.catalogue)


def build(
    task: Task,
    todo: Sequence[Job],
    out: Path,
    *,
    workers: int = 1,
    release: bool = False,
    progress: Callable[[Outcome], None] = lambda made: None,
) -> Report:
    """Make every job and write its file as soon as it is made.

    A ``release`` is one thing: nothing of it is written where any of it is not fit to be given to
    patients, or where it is stopped. Any other build that is stopped leaves what was finished, and
    the manifest says so. One that ends takes away the files of handouts and editions that are no
    longer there, and marks what could not be made again.
    """
    made: list[Outcome] = []
    results, origins, memo = Results(Local(out)), Origins(task.site, task.clinic), memo_of(task)
    keys = keys_of(task)
    try:
        for fresh in map(origins.told, outcomes(task, todo, workers, memo, keys)):
            one = fresh if release else _put(results, fresh)
            made.append(one if release else replace(one, data=b""))
            progress(one)
    except BaseException:
        if results.fresh:
            with suppress(OSError):
                results.list()
        raise
    made.sort(key=_in_order)
    told = (problem for one in made for problem in one.problems)
    problems = list(dict.fromkeys((*told, *strays(task.site, task.clinic))))
    if release:
        if refused := list(_unfit(task, made, keys.code)):
            made = [replace(one, entry=None, data=b"") for one in made]
            return Report(tuple(made), tuple(sorted((*problems, *refused))))
        results.put_all(made)
    old, more, stands = (
        settled(made, results, memo, keys, anew=not task.cache) if made else ((), [], "")
    )
    return Report(tuple(made), tuple(sorted((*problems, *more))), old, keys.code, stands)


def _unfit(task: Task, made: Sequence[Outcome], code: str) -> Iterator[Problem]:
    """What keeps a release from being one; only a release loads what knows it."""
    _workroom(task.cache, code)
    told: Iterator[Problem] = import_module(f"{__package__}.release").unfit(task, made)
    return told


def settled(
    made: Sequence[Outcome], results: Results, memo: Memo, keys: Keys, *, anew: bool = False
) -> tuple[tuple[Entry, ...], list[Problem], str]:
    """The end of a build: the lists of all that lies there, and its catalogue, made ``anew`` or
    where it is not current; the files that are out of date, what is wrong with the place, and how
    it stands."""
    if not results.out.there:
        return (), [], ""
    failed = {file_of(one.job) for one in made if not one.entry}
    old = results.settle(failed, Origins(keys.site, keys.clinic).now)
    problems, stamp = _catalogued(made, results.out, memo, keys, anew=anew)
    return old, problems, sum_of(results.lists, stamp)


def _catalogued(
    made: Sequence[Outcome], out: Store, memo: Memo, keys: Keys, *, anew: bool
) -> tuple[list[Problem], str]:
    """Makes the catalogue of all that lies in ``out``, where it is not there as it is now; what is
    wrong with its place, and what it was made of."""
    with out.alone():
        entries = earlier(out)
        if not entries:
            clear(out)
            return [], ""
        stamp = stamp_of(keys, entries)
        if not anew and current(out, stamp):
            return [], stamp
        if problem := foreign(out):
            return [problem], ""
        room = _workroom(memo.cache.parent if memo.cache else None, keys.code)
        room.catalogue(Task(keys.site, keys.clinic), made, entries, out, stamp, memo)
    return [], stamp


def _put(results: Results, made: Outcome) -> Outcome:
    """Writes what was made; a folder that lies in its place is told, and costs no other file."""
    if not made.entry:
        return made
    try:
        results.put(made)
    except IsADirectoryError:
        where, hint = Where(results.out.shown(made.entry.file)), "take the folder away"
        problem = Problem(where, "a folder lies where this file goes", hint)
        return replace(made, entry=None, data=b"", problems=(problem,))
    return made


def _in_order(one: Outcome) -> tuple[str, ...]:
    job = one.job
    return job.slug, job.language, job.edition, job.paper, job.person


def outcomes(
    task: Task,
    todo: Sequence[Job],
    workers: int = 1,
    memo: Memo | None = None,
    keys: Keys | None = None,
) -> Iterator[Outcome]:
    """What becomes of each job: kept from before, or made now, here or in several processes."""
    if task.cache:
        ready(task.cache)
    keys = keys or keys_of(task)
    waiting: list[Job] = []
    for job in todo:
        before = kept(task.cache, keys.key(job), job) if task.cache else None
        if before:
            yield before
        else:
            waiting.append(job)
    if not waiting:
        return
    room, memo = _workroom(task.cache, keys.code), memo or memo_of(task)
    for made in room.fresh(task, waiting, workers, memo):
        if made.entry and task.cache:
            keep(task.cache, keys.key(made.job), made)
        yield made
    if task.cache:
        tidied(task.cache)
