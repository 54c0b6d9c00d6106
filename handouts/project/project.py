"""Runs jobs, here or in several processes, writes each file as it is made, and keeps the
manifest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..clinic.jobs import SET, Entry, Job, Outcome
from ..content.editions import EDITIONS, OF_ALL
from ..making.cache import Keys, keep, kept, ready
from ..making.site import Clinic, Site, strays
from ..source.files import write
from ..source.problems import Misused, Problem, Where, did_you_mean, limited
from ..source.processes import help_out
from .origins import Origins, meant_for
from .results import Results

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from ..meaning.changes import Changes


PACKAGE = Path(__file__).parents[1]
CACHE = ".handouts-cache"  # in the folder that holds the content
UNSIGNED = {
    "draft": "is a draft: nobody has reviewed it as it is",
    "facts": "tells clinical facts that nobody has signed",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    made: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    # of earlier builds, still there, and made of texts or facts that are others by now
    outdated: tuple[Entry, ...] = ()

    @property
    def files(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.made if one.entry)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found, and the files that tell it."""

    changes: Changes
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


# ------------------------------------------------------------------ what there is to make


def nothing(site: Site) -> Problem:
    """What is told where there are no handouts."""
    hint = "point --content to the folder that holds 'handouts/'"
    return Problem(Where(site.content.shown("handouts")), "there are no handouts here", hint)


def jobs(
    site: Site,
    wanted: Sequence[str],
    languages: Sequence[str],
    editions: Sequence[str],
    papers: Sequence[str],
) -> tuple[list[Job], list[Problem]]:
    """The files to make, and what was asked for that does not exist; no ``editions``: all that
    there is to make."""
    known = site.slugs
    problems = []
    shown = site.content.shown("handouts")
    if not known:
        problems.append(nothing(site))
    for slug in wanted:
        if known and slug not in known:
            problems.append(
                Problem(Where(shown), f"there is no handout '{slug}'", did_you_mean(slug, known))
            )
    spoken = locales()
    problems.extend(missing_words(shown, site.written, spoken))
    problems.extend(missing_languages(shown, site.written, languages))
    compared = len(editions) != 1
    made = [
        Job(slug, language, edition, paper, compared)
        for slug, found in site.written.items()
        if not wanted or slug in wanted
        for language in languages
        if language in found and language in spoken
        for edition in editions or EDITIONS
        if (slug in wanted and editions) or meant_for(site, slug, language, edition)
        for paper in papers
    ]
    said = any(
        language in found and language in spoken
        for found in site.written.values()
        for language in languages
    )
    for edition in editions if said else ():
        if EDITIONS[edition].view not in OF_ALL and not any(job.edition == edition for job in made):
            hint = f"write what it is to say under '{EDITIONS[edition].view}:' in a handout"
            problems.append(
                Problem(Where(shown), f"no handout has anything for the edition '{edition}'", hint)
            )
    return made, problems


def packets(
    site: Site, wanted: Sequence[str], languages: Sequence[str], papers: Sequence[str]
) -> list[Job]:
    """The sets to make."""
    return [
        Job(name, language, SET, paper)
        for name in wanted
        for language in languages
        if language in site.languages
        for paper in papers
    ]


def missing_words(
    shown: str, written: Mapping[str, tuple[str, ...]], spoken: tuple[str, ...]
) -> Iterator[Problem]:
    """Files that are named after a language the program has no words for."""
    for slug, found in written.items():
        for language in found:
            if language not in spoken:
                where, hint = Where(f"{shown}/{slug}/{language}.yaml"), "name it by its language"
                message = f"the program has no words for the language '{language}'"
                yield Problem(where, message, f"{hint}: {', '.join(spoken)}")


def missing_languages(
    shown: str, written: Mapping[str, tuple[str, ...]], languages: Sequence[str]
) -> Iterator[Problem]:
    """Languages that were asked for, and that no handout is written in."""
    known = {language for found in written.values() for language in found}
    for language in languages if known else ():
        if language not in known:
            hint = did_you_mean(language, known)
            yield Problem(Where(shown), f"there is no handout in the language '{language}'", hint)


def locales() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml")))


# ------------------------------------------------------------------ building


@dataclass(frozen=True, slots=True)
class Task:
    """What a build works on: the site, the clinic, and where things are kept (``None``:
    nowhere)."""

    site: Site
    clinic: Clinic
    cache: Path | None = None


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
    results, origins = Results(out), Origins(task.site, task.clinic)
    try:
        for fresh in map(origins.told, outcomes(task, todo, workers)):
            one = fresh if release else _put(results, fresh)
            made.append(one if release else replace(one, data=b""))
            progress(one)
    except BaseException:
        if results.fresh:
            with suppress(OSError):
                results.list()
        raise
    made.sort(key=lambda one: one.job)
    told = (problem for one in made for problem in one.problems)
    problems = list(dict.fromkeys((*told, *strays(task.site, task.clinic))))
    if release:
        refused = list(_unfit(task, made))
        problems.extend(refused)
        if refused:
            made = [replace(one, entry=None, data=b"") for one in made]
            return Report(tuple(made), tuple(sorted(problems)))
        results.put_all(made)
    old: tuple[Entry, ...] = ()
    if made and out.is_dir():
        failed = {one.job.file for one in made if not one.entry}
        old = results.settle(failed, origins.now)
    return Report(tuple(made), tuple(sorted(problems)), old)


def _put(results: Results, made: Outcome) -> Outcome:
    """Writes what was made; a folder that lies in its place is told, and costs no other file."""
    if not made.entry:
        return made
    try:
        results.put(made)
    except IsADirectoryError:
        where, hint = Where(str(results.out / made.entry.file)), "take the folder away"
        problem = Problem(where, "a folder lies where this file goes", hint)
        return replace(made, entry=None, data=b"", problems=(problem,))
    return made


def outcomes(task: Task, todo: Sequence[Job], workers: int = 1) -> Iterator[Outcome]:
    """What becomes of each job: kept from before, or made now, here or in several processes."""
    if task.cache:
        ready(task.cache)
    keys = Keys(task.site, task.clinic)
    waiting: list[Job] = []
    for job in todo:
        before = kept(task.cache, keys.key(job), job) if task.cache else None
        if before:
            yield before
        else:
            waiting.append(job)
    for fresh in _fresh(task, waiting, workers):
        if fresh.entry and task.cache:
            keep(task.cache, keys.key(fresh.job), fresh)
        yield fresh


def _fresh(task: Task, waiting: list[Job], workers: int) -> Iterator[Outcome]:
    if not waiting:
        return
    if workers < 2 or len(waiting) < 2:
        yield from map(_maker(task), waiting)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed  # noqa: PLC0415  (slow to load, rarely needed)
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import Event as new_event  # noqa: PLC0415

    count, stop, left = min(workers, len(waiting)), new_event(), dict.fromkeys(waiting)
    with ProcessPoolExecutor(count, initializer=_begin, initargs=(task, stop)) as pool:
        try:
            for done in as_completed([pool.submit(_make, job) for job in waiting]):
                made = done.result()
                del left[made.job]
                yield made
        except BrokenProcessPool:
            # a helper came to grief, for want of memory perhaps: its part is done here
            pass
        except BaseException:  # stopped: what is being made is finished, what waits is not begun
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    yield from map(_maker(task), left)


def _maker(task: Task) -> Callable[[Job], Outcome]:
    """What makes the jobs of a task, with one memo for all of them."""
    from ..making.memo import Memo  # noqa: PLC0415
    from ..making.produce import produce  # noqa: PLC0415  (nothing heavy is loaded when all is kept from before)

    memo = Memo(task.cache / "figures" if task.cache else None)
    return lambda job: produce(task.site, task.clinic, job, memo)


_makers: list[Callable[[Job], Outcome]] = []  # of a helper process: the one that it began with


def _begin(task: Task, stop: Event) -> None:
    help_out()
    make = _maker(task)

    def unless_stopped(job: Job) -> Outcome:
        if stop.is_set():  # it was handed over before, and nobody waits for it any more
            raise KeyboardInterrupt
        return make(job)

    _makers[:] = [unless_stopped]


def _make(job: Job) -> Outcome:
    return _makers[0](job)


# ------------------------------------------------------------------ release


def today() -> date:
    """The day of the build: ``SOURCE_DATE_EPOCH`` when it is set. Raises ``Misused``: it is no
    time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"'{limited(epoch, 40)}' is no time in seconds since 1970"
        problem = Problem(Where("SOURCE_DATE_EPOCH"), message, "take it away, or write digits only")
        raise Misused([problem]) from None


def _unfit(task: Task, made: Sequence[Outcome]) -> Iterator[Problem]:
    """What keeps a build from being given to patients: drafts, unsigned or missing facts, overdue
    reviews."""
    from ..making.signatures import unfit_facts, unfit_signs  # noqa: PLC0415

    content, told = task.site.content, dict[Problem, None]()
    for one in (one for one in made if one.entry):
        for slug, review, due, facts in one.members:
            own = content.shown(task.site.text(slug, one.job.language))
            where = Where(content.shown("sets.yaml") if one.job.packet else own)
            what = f"'{slug}', in the set '{one.job.slug}'," if one.job.packet else f"'{slug}'"
            if review != "reviewed":
                form = "review --facts" if review == "facts" else f"review {slug}"
                hint = (
                    f"a clinician must read it and sign: 'python -m handouts {form}' makes the form"
                )
                which = ": " + ", ".join(f"'{name}'" for name in facts) if review == "facts" else ""
                told[Problem(where, f"{what} {UNSIGNED[review]}{which}", hint)] = None
            if one.job.day and date.fromisoformat(due) < one.job.day:
                hint = "have it reviewed, then set a new 'review-by'"
                told[Problem(where, f"the review of {what.rstrip(',')} was due on {due}", hint)] = (
                    None
                )
    yield from told
    day = max((one.job.day for one in made if one.job.day), default=today())
    languages = {one.job.language for one in made}
    members = [member for one in made if one.entry for member in one.members]
    drafts = {member.slug for member in members if member.review == "draft"}
    yield from unfit_signs(task.site, languages, drafts, day)
    unsigned = {name for member in members for name in member.unsigned}
    released = {(member.slug, one.job.language) for one in made for member in one.members}
    yield from unfit_facts(task.site, task.clinic, released, unsigned, day)


# ------------------------------------------------------------------ comparing


def diff(
    names: tuple[str, str], wanted: Sequence[str], languages: Sequence[str], out: Path
) -> Compared:
    """Write what changed between two folders or revisions, as HTML and as PDF."""
    from ..comparison import compare, sides  # noqa: PLC0415
    from ..reports.changes import html, pdf  # noqa: PLC0415

    with sides(*names, Path.cwd()) as (old, new):
        found = compare(old, new, wanted, languages, ready(Path(CACHE)))
        printed, faults = pdf(found)
        files = {out / "changes.html": html(found), out / "changes.pdf": printed}
    for path, data in files.items():
        if data:
            write(path, data)
        else:
            path.unlink(missing_ok=True)  # never one of an earlier comparison beside this one
    return Compared(
        found.changes, tuple(path for path in files if files[path]), (*found.problems, *faults)
    )
