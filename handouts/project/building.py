"""Runs jobs: takes what is kept from before, has the rest made, writes each file as soon as it is
there, and keeps the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..clinic.jobs import Entry, Job, Outcome
from ..making.cache import Keys, keep, kept
from ..making.site import strays
from ..source.files import write, write_all
from ..source.problems import Problem
from .manifest import write_manifest
from .tasks import Task


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    made: tuple[Outcome, ...]
    problems: tuple[Problem, ...]

    @property
    def files(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.made if one.entry)


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
    patients, or where it is stopped. Every other build that is stopped leaves what was finished,
    and the manifest says so.
    """
    made: list[Outcome] = []
    try:
        for one in outcomes(task, todo, workers):
            if one.entry and not release:
                write(out / one.job.file, one.data)
            made.append(one if release else replace(one, data=b""))
            progress(one)
    except KeyboardInterrupt:
        if not release:
            write_manifest(out, [one.entry for one in made if one.entry])
        raise
    made.sort(key=_in_order)
    told = (problem for one in made for problem in one.problems)
    problems = list(dict.fromkeys((*told, *strays(task.site, task.clinic))))
    if release:
        from .release import unfit  # noqa: PLC0415  (nothing heavy is loaded for any other build)

        refused = list(unfit(task, made))
        problems.extend(refused)
        made = [replace(one, entry=None, data=b"") for one in made] if refused else made
        write_all({out / one.job.file: one.data for one in made if one.entry})
    write_manifest(out, [one.entry for one in made if one.entry])
    return Report(tuple(made), tuple(sorted(problems)))


def _in_order(one: Outcome) -> tuple[str, ...]:
    job = one.job
    return job.slug, job.language, job.edition, job.paper, job.person


def outcomes(task: Task, todo: Sequence[Job], workers: int = 1) -> Iterator[Outcome]:
    """What becomes of each job: kept from before, or made now, here or in several processes."""
    keys = Keys(task.site, task.clinic)
    waiting: list[Job] = []
    for job in todo:
        before = kept(task.cache, keys.key(job), job) if task.cache else None
        if before:
            yield before
        else:
            waiting.append(job)
    if not waiting:
        return
    from .work import fresh  # noqa: PLC0415  (nothing heavy is loaded when all is kept from before)

    for made in fresh(task, waiting, workers):
        if made.entry and task.cache:
            keep(task.cache, keys.key(made.job), made)
        yield made
