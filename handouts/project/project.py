"""Runs jobs, here or in several processes, writes each file as it is made, and keeps the
manifest."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..clinic.jobs import SET, Entry, Job, Outcome
from ..content.editions import EDITIONS, OF_ALL
from ..making.cache import Keys, keep, kept
from ..making.site import Clinic, Site, strays
from ..source.files import write, write_all
from ..source.problems import Problem, Where, did_you_mean
from ..source.processes import help_out

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from ..meaning.changes import Changes


PACKAGE = Path(__file__).parents[1]
CACHE = ".handouts-cache"
UNSIGNED = {
    "draft": "is a draft: nobody has reviewed it as it is",
    "facts": "tells clinical facts that nobody has signed",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    made: tuple[Outcome, ...]
    problems: tuple[Problem, ...]

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


def meant_for(site: Site, slug: str, language: str, edition: str) -> bool:
    """Whether a handout has what an edition shows; what every handout has is for all."""
    view = EDITIONS[edition].view
    if view in OF_ALL:
        return True
    file = site.content.files.get(site.text(slug, language))
    data = (file.data if file else None) or b""
    return any(line.startswith(f"{view}:".encode()) for line in data.splitlines())


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
    the manifest says so.
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
            _write_manifest(out, [one.entry for one in made if one.entry])
        raise
    made.sort(
        key=lambda one: (
            one.job.slug,
            one.job.language,
            one.job.edition,
            one.job.paper,
            one.job.person,
        )
    )
    told = (problem for one in made for problem in one.problems)
    problems = list(dict.fromkeys((*told, *strays(task.site, task.clinic))))
    if release:
        refused = list(_unfit(task, made))
        problems.extend(refused)
        made = [replace(one, entry=None, data=b"") for one in made] if refused else made
        write_all({out / one.job.file: one.data for one in made if one.entry})
    _write_manifest(out, [one.entry for one in made if one.entry])
    return Report(tuple(made), tuple(sorted(problems)))


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


# ------------------------------------------------------------------ writing


def _write_manifest(out: Path, entries: list[Entry]) -> None:
    """``manifest.json`` and ``SHA256SUMS`` for the files of this build and those of earlier ones
    still there."""
    listed = {entry.file: entry for entry in _earlier(out)} | {
        entry.file: entry for entry in entries
    }
    if not listed:
        return
    ordered = [listed[file] for file in sorted(listed)]
    manifest = {"files": [asdict(entry) for entry in ordered]}
    write(
        out / "manifest.json", (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    )
    write(
        out / "SHA256SUMS", "".join(f"{entry.sha256}  {entry.file}\n" for entry in ordered).encode()
    )


def _earlier(out: Path) -> Iterator[Entry]:
    try:
        entries = [
            Entry(**entry)
            for entry in json.loads((out / "manifest.json").read_text("utf-8"))["files"]
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return
    for entry in entries:
        path = out / entry.file
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256:
            yield entry


# ------------------------------------------------------------------ release


def today() -> date:
    """The day of the build: ``SOURCE_DATE_EPOCH`` when it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch.isdigit()
        else datetime.now(UTC).date()
    )


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
        found = compare(old, new, wanted, languages, out.parent / CACHE)
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
