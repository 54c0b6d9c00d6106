"""Finds content, runs the pipeline for each handout, writes files whole or not at all, and keeps the manifest."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Keys, keep, kept
from .editions import EDITIONS, OF_ALL
from .files import write
from .jobs import REVIEW, SET, Entry, Folders, Job, Made
from .problems import Problem, Where, did_you_mean

if TYPE_CHECKING:
    from .changes import Changes


PACKAGE = Path(__file__).parent
CACHE = ".handouts-cache"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    made: tuple[Made, ...]
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


def slugs(content: Path) -> tuple[str, ...]:
    """The handouts there are."""
    folder = content / "handouts"
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def nothing(content: Path) -> Problem:
    """What is told where there are no handouts."""
    hint = "point --content to the folder that holds 'handouts/'"
    return Problem(Where(f"{content.name}/handouts"), "there are no handouts here", hint)


def jobs(
    folders: Folders, wanted: Sequence[str], languages: Sequence[str], editions: Sequence[str], papers: Sequence[str]
) -> tuple[list[Job], list[Problem]]:
    """The files to make, and what was asked for that does not exist; no ``editions``: all that there is to make."""
    known = slugs(folders.content)
    problems = []
    shown = folders.shown(folders.content / "handouts")
    if not known:
        problems.append(nothing(folders.content))
    for slug in wanted:
        if known and slug not in known:
            problems.append(Problem(Where(shown), f"there is no handout '{slug}'", did_you_mean(slug, known)))
    written = {slug: written_in(folders.content, slug) for slug in known}
    spoken = locales()
    problems.extend(missing_words(shown, written, spoken))
    problems.extend(missing_languages(shown, written, languages))
    compared = len(editions) != 1
    made = [
        Job(slug, language, edition, paper, compared)
        for slug, found in written.items()
        if not wanted or slug in wanted
        for language in languages
        if language in found and language in spoken
        for edition in editions or EDITIONS
        if (slug in wanted and editions) or meant_for(folders.content, slug, language, edition)
        for paper in papers
    ]
    said = any(language in found and language in spoken for found in written.values() for language in languages)
    for edition in editions if said else ():
        if EDITIONS[edition].view not in OF_ALL and not any(job.edition == edition for job in made):
            hint = f"write what it is to say under '{EDITIONS[edition].view}:' in a handout"
            problems.append(Problem(Where(shown), f"no handout has anything for the edition '{edition}'", hint))
    return made, problems


def packets(folders: Folders, wanted: Sequence[str], languages: Sequence[str], papers: Sequence[str]) -> list[Job]:
    """The sets to make."""
    known = languages_of(folders.content)
    return [
        Job(name, language, SET, paper)
        for name in wanted
        for language in languages
        if language in known
        for paper in papers
    ]


def meant_for(content: Path, slug: str, language: str, edition: str) -> bool:
    """Whether a handout has what an edition shows; what every handout has is for all."""
    view = EDITIONS[edition].view
    if view in OF_ALL:
        return True
    path = content / "handouts" / slug / f"{language}.yaml"
    return path.is_file() and any(line.startswith(f"{view}:".encode()) for line in path.read_bytes().splitlines())


def missing_words(shown: str, written: dict[str, tuple[str, ...]], spoken: tuple[str, ...]) -> Iterator[Problem]:
    """Files that are named after a language the program has no words for."""
    for slug, found in written.items():
        for language in found:
            if language not in spoken:
                where, hint = Where(f"{shown}/{slug}/{language}.yaml"), "name it by its language"
                message = f"the program has no words for the language '{language}'"
                yield Problem(where, message, f"{hint}: {', '.join(spoken)}")


def missing_languages(shown: str, written: dict[str, tuple[str, ...]], languages: Sequence[str]) -> Iterator[Problem]:
    """Languages that were asked for, and that no handout is written in."""
    known = {language for found in written.values() for language in found}
    for language in languages if known else ():
        if language not in known:
            hint = did_you_mean(language, known)
            yield Problem(Where(shown), f"there is no handout in the language '{language}'", hint)


def locales() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml")))


def written_in(content: Path, slug: str) -> tuple[str, ...]:
    """The languages of a handout; English when it has no file yet, so that what is missing gets said."""
    found = sorted(path.stem for path in (content / "handouts" / slug).glob("*.yaml") if path.name != REVIEW)
    return tuple(found) or ("en",)


def languages_of(content: Path) -> tuple[str, ...]:
    """The languages any handout is written in; English when there is none yet."""
    return tuple(sorted({language for slug in slugs(content) for language in written_in(content, slug)})) or ("en",)


def build(
    folders: Folders,
    todo: Sequence[Job],
    *,
    workers: int = 1,
    release: bool = False,
    progress: Callable[[Made], None] = lambda made: None,
) -> Report:
    """Make every job; with ``release`` first refuse what is not fit to be given to patients."""
    made: list[Made] = []
    keys = Keys(folders)
    waiting: list[Job] = []
    for job in todo:
        before = kept(folders, keys.key(job), job)
        if before:
            made.append(before)
            progress(before)
        else:
            waiting.append(job)
    for fresh in _press(folders, waiting, workers):
        if fresh.entry and folders.cache:
            keep(folders.cache, keys.key(fresh.job), fresh)
        made.append(fresh)
        progress(fresh)
    made.sort(key=lambda one: one.job)
    problems = list(dict.fromkeys(problem for one in made for problem in one.problems))
    if release:
        refused = list(_unfit(folders, made))
        problems.extend(refused)
        if refused:
            made = [replace(one, entry=None, data=b"") for one in made]
    for one in made:
        if one.entry:
            write(folders.out / one.job.file, one.data)
    _write_manifest(folders.out, [one.entry for one in made if one.entry])
    return Report(tuple(made), tuple(sorted(problems)))


# ------------------------------------------------------------------ making


def _press(folders: Folders, waiting: list[Job], workers: int) -> Iterator[Made]:
    """Lay out and write the jobs, in this process or in several."""
    if not waiting:
        return
    if workers > 1 and len(waiting) > 1:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (slow to load, rarely needed)

        shares = [waiting[number::workers] for number in range(min(workers, len(waiting)))]
        with ProcessPoolExecutor(len(shares)) as pool:
            for results in pool.map(_share, [folders] * len(shares), shares):
                yield from results
    else:
        from .press import Press  # noqa: PLC0415  (nothing heavy is loaded when all is kept from before)

        press = Press(folders.content, folders.assets, folders.cache)
        for job in waiting:
            yield press.make(job)


def _share(folders: Folders, share: list[Job]) -> list[Made]:
    return list(_press(folders, share, 1))


# ------------------------------------------------------------------ writing


def _write_manifest(out: Path, entries: list[Entry]) -> None:
    """``manifest.json`` and ``SHA256SUMS`` for the files of this build and those of earlier ones still there."""
    listed = {entry.file: entry for entry in _earlier(out)} | {entry.file: entry for entry in entries}
    if not listed:
        return
    ordered = [listed[file] for file in sorted(listed)]
    manifest = {"files": [asdict(entry) for entry in ordered]}
    write(out / "manifest.json", (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())
    write(out / "SHA256SUMS", "".join(f"{entry.sha256}  {entry.file}\n" for entry in ordered).encode())


def _earlier(out: Path) -> Iterator[Entry]:
    try:
        entries = [Entry(**entry) for entry in json.loads((out / "manifest.json").read_text("utf-8"))["files"]]
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
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def _unfit(folders: Folders, made: Sequence[Made]) -> Iterator[Problem]:
    """What keeps a build from being given to patients: drafts, overdue reviews, empty clinic facts."""
    from .library import later_sign_offs, missing_facts  # noqa: PLC0415

    seen = set()
    for entry in (one.entry for one in made if one.entry):
        own = folders.content / "handouts" / entry.handout / f"{entry.language}.yaml"
        where = Where(folders.shown(folders.content / "sets.yaml" if entry.edition == SET else own))
        if where in seen:
            continue
        seen.add(where)
        if entry.review != "reviewed":
            slug = "SLUG" if entry.edition == SET else entry.handout
            hint = f"a clinician must read it and sign: 'python -m handouts review {slug}' makes the form"
            yield Problem(where, f"'{entry.handout}' is a draft: nobody has reviewed it", hint)
        if date.fromisoformat(entry.review_by) < today():
            hint = "have it reviewed, then set a new 'review-by'"
            yield Problem(where, f"the review of '{entry.handout}' was due on {entry.review_by}", hint)
    yield from later_sign_offs(folders.content, today())
    yield from missing_facts(folders.content)


# ------------------------------------------------------------------ comparing


def diff(names: tuple[str, str], wanted: Sequence[str], languages: Sequence[str], out: Path) -> Compared:
    """Write what changed between two folders or revisions, as HTML and as PDF."""
    from .comparison import compare, sides  # noqa: PLC0415
    from .reports.changes import html, pdf  # noqa: PLC0415

    with sides(*names, Path.cwd()) as (old, new):
        found = compare(old, new, wanted, languages, out.parent / CACHE)
        printed, faults = pdf(found)
        files = {out / "changes.html": html(found), out / "changes.pdf": printed}
    for path, data in files.items():
        if data:
            write(path, data)
        else:
            path.unlink(missing_ok=True)  # never one of an earlier comparison beside this one
    return Compared(found.changes, tuple(path for path in files if files[path]), (*found.problems, *faults))
