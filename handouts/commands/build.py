"""``handouts build``: makes the files."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from .. import api
from ..content.editions import MM, PAPERS
from ..outputs import editions as known_editions
from ..project import unchanged
from ..project.stores import FAR
from ..project.tasks import today
from ..reports import bar
from ..source.files import write
from ..source.problems import Misused, Problem, Where, did_you_mean, harmless
from ..source.values import replace
from . import cache, opened, tell
from .progress import Progress, row

DIST = Path("dist")


def run(options: argparse.Namespace) -> int:
    if options.network:
        made: int = import_module(f"{__package__}.network").run(options)
        return made
    if options.dask or FAR in (options.out or ""):
        message = "only the files of a network are made by a cluster, or for an address"
        raise Misused([Problem(Where("build"), message, "name one: --network NAME")])
    gc.disable()  # a build is short and makes next to no cycles: collecting them is time lost
    site, clinic = opened(options)
    papers = tuple(dict.fromkeys(options.paper or ("letter",)))
    editions = tuple(dict.fromkeys(options.edition or ("standard",)))
    if "all" in editions:
        editions = ()
    asked = (("paper", papers, PAPERS), ("edition", editions, known_editions()))
    unknown = [
        Problem(Where("build"), f"there is no {kind} '{name}'", did_you_mean(name, known))
        for kind, wanted, known in asked
        for name in wanted
        if name not in known
    ]
    if unknown:
        raise Misused(unknown)
    todo, problems = _todo(options, site, editions, papers)
    out = results(options.out, options.clinic)
    report = _built(options, api.Task(site, clinic, cache(options), alone=True), todo, out)
    problems = sorted({*problems, *report.problems})
    if options.format == "text":
        lines = list(_ended(report, problems, out))
        bar.tell([*map(str, problems)], lines)
        if not any(problem.severity == "error" for problem in problems):
            _remember(options, site, todo, report, out, ([*map(str, problems)], lines))
    else:
        tell(problems, options, [entry.file for entry in report.files])
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _ended(report: api.Report, problems: Sequence[Problem], out: Path) -> Iterator[str]:
    """What it all came to."""
    count, faults = len(report.files), sum(problem.severity != "note" for problem in problems)
    told = f", {faults} {'problem' if faults == 1 else 'problems'}" if faults else ""
    yield f"{count} {'file' if count == 1 else 'files'} in {harmless(str(out))}/{told}"
    if count := len(report.outdated):
        there = f"{count} {'file' if count == 1 else 'files'} there from earlier builds"
        yield f"{there}: what they are made of has changed since, build them again"


def _remember(
    options: argparse.Namespace,
    site: api.Site,
    todo: Sequence[api.Job],
    report: api.Report,
    out: Path,
    told: tuple[list[str], list[str]],
) -> None:
    """Keeps what was told, for whoever asks for the very same again: ``unchanged`` looks for it in
    the folder where it is asked. A release, and what another clinic has, goes the whole way."""
    place = cache(options)
    made = {one.job: one for one in report.made}
    if place is None or place.parent != Path.cwd().resolve():
        return
    if options.release or options.clinic or not report.stands:
        return
    if len(made) < len(todo) or any(one.problems for one in report.made):
        return
    rows = [row(made[job]) for job in todo]
    places = str(options.content), str(options.assets), str(out)
    rest = unchanged.rest_of(report.program, places, report.stands)
    state = site.content.lies, site.assets.lies, rest
    name, data = unchanged.record(options.given, state, places, (rows, *told))
    with suppress(OSError):
        write(place / name, data)


def _todo(
    options: argparse.Namespace, site: api.Site, editions: tuple[str, ...], papers: tuple[str, ...]
) -> tuple[list[api.Job], list[Problem]]:
    """The files to make, and what was asked for that is not there."""
    languages = tuple(dict.fromkeys(options.lang or ()))
    todo, problems = api.packets(site, options.set or (), languages, papers), list[Problem]()
    if options.slugs or options.edition or not todo:
        more, problems = api.jobs(site, options.slugs, languages, editions, papers)
        todo += more
    day, binding = today(), options.binding * MM
    persons = tuple(dict.fromkeys(options.rules_of or ("",)))
    every = [replace(job, binding=binding, person=one, day=day) for one in persons for job in todo]
    partner, named = options.partner or "", bool(options.lang)
    pairs, apart = api.partners(site, every, partner, named=named)
    return pairs, [*problems, *apart, *_kept(options)]


def _kept(options: argparse.Namespace) -> Iterator[Problem]:
    """What is told to whoever names editions beside sets: these are for handouts alone."""
    editions = [one for one in dict.fromkeys(options.edition or ()) if one != "all"]
    if options.set and editions:
        names, first = ", ".join(dict.fromkeys(options.set)), editions[0]
        message = f"'{first}' is for handouts: the items of a set ({names}) say their editions"
        hint = f"write it behind an item in sets.yaml, such as SLUG/{first}, or leave it out"
        yield Problem(Where("build"), message, hint, "note")


def _built(
    options: argparse.Namespace, task: api.Task, todo: list[api.Job], out: Path
) -> api.Report:
    """What becomes of them, told step by step."""
    steps = Progress(len(todo), sys.stderr if options.format != "text" else sys.stdout)
    workers, release = options.jobs, options.release
    try:
        return api.build(task, todo, out, workers=workers, release=release, progress=steps.made)
    except KeyboardInterrupt as stopped:
        stopped.add_note(
            "nothing is released" if release else f"what was finished stands in {out}/"
        )
        raise
    finally:
        steps.done()


def results(asked: str | None, clinic: Path | None) -> Path:
    """Where the files go: what another clinic gives out never lies among those of the site's
    own."""
    if asked or not clinic:
        return Path(asked) if asked else DIST
    return DIST / (clinic.resolve().parent.name if clinic.stem == "clinic" else clinic.stem)
