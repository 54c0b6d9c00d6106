"""The commands. Exit status: 0 all is well, 1 there were problems, 2 the command itself was wrong."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from . import api, authoring, checking, project, starting
from .arguments import parser
from .editions import EDITIONS, MM, PAPERS
from .files import write
from .jobs import Outcome
from .problems import Problem, Problems, did_you_mean
from .reports.terminal import annotation


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(arguments)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none has a say here, and looking for them takes time
    commands = {
        "build": _build,
        "check": _check,
        "diff": _diff,
        "list": _list,
        "review": _review,
        "schema": _schema,
        "new": _new,
        **starting.COMMANDS,
    }
    try:
        return commands[options.command](options)
    except Problems as found:
        _tell(found.problems, getattr(options, "format", "text"), None)
        return 1
    except BrokenPipeError:  # whoever was reading has gone, as "head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a disk that is full, a folder that may not be written
        print(f"handouts: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2


# ------------------------------------------------------------------ build


def _build(options: argparse.Namespace) -> int:
    gc.disable()  # a build is short and makes next to no cycles: collecting them is time lost
    site, clinic = _read(options)
    task = api.Task(site, clinic, None if options.no_cache else options.out.parent / project.CACHE)
    languages = tuple(dict.fromkeys(options.lang or ())) or site.languages
    papers = tuple(dict.fromkeys(options.paper or ("letter",)))
    editions = tuple(dict.fromkeys(options.edition or ("standard",)))
    if "all" in editions:
        editions = ()
    for kind, wanted, known in (("paper", papers, PAPERS), ("edition", editions, EDITIONS)):
        for name in wanted:
            if name not in known:
                print(f"handouts: there is no {kind} '{name}'; {did_you_mean(name, known)}", file=sys.stderr)
                return 2
    todo, problems = api.packets(site, options.set or (), languages, papers), list[Problem]()
    if options.slugs or options.edition or not todo:
        more, problems = api.jobs(site, options.slugs, languages, editions, papers)
        todo += more
    day, binding = project.today(), options.binding * MM
    todo = [replace(job, binding=binding, person=options.rules_of, day=day) for job in todo]
    bar = _Progress(len(todo), sys.stderr if options.format != "text" else sys.stdout)
    report = api.build(
        task, todo, options.out, workers=max(1, options.jobs), release=options.release, progress=bar.step
    )
    bar.done()
    problems = sorted({*problems, *report.problems})
    _tell(problems, options.format, report)
    if options.format == "text":
        count = len(report.files)
        print(f"{count} {'file' if count == 1 else 'files'} in {options.out}/", end="")
        print(f", {len(problems)} {'problem' if len(problems) == 1 else 'problems'}" if problems else "")
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _read(options: argparse.Namespace) -> tuple[api.Site, api.Clinic]:
    """The site and the clinic that a command is about. Raises ``Problems``."""
    site = api.load_site(options.content.resolve(), options.assets.resolve())
    return site, api.load_clinic(options.clinic) if options.clinic else site.clinic


class _Progress:
    """A bar on a terminal, plain lines in a pipe."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total, self.stream, self.count = total, stream, 0
        self.bar = stream.isatty()

    def step(self, made: Outcome) -> None:
        self.count += 1
        if self.bar:
            filled = 30 * self.count // max(1, self.total)
            self.stream.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {self.count}/{self.total} {made.job.slug:30}")
        elif made.entry:
            entry = made.entry
            self.stream.write(f"{entry.file}  {entry.pages} pages  {entry.bytes // 1024} kB  {entry.review}\n")
        else:
            self.stream.write(f"{made.job.file}  not made, see the problems\n")
        self.stream.flush()

    def done(self) -> None:
        if self.bar and self.count:
            self.stream.write("\n")


def _tell(problems: Iterable[Problem], form: str, report: project.Report | None) -> None:
    if form == "json":
        files = [entry.file for entry in report.files] if report else []
        print(json.dumps({"files": files, "problems": [problem.record for problem in problems]}, indent=2))
        return
    for problem in problems:
        if form == "github":
            print(annotation(problem))
        else:
            print(problem, file=sys.stderr)


# ------------------------------------------------------------------ check


def _check(options: argparse.Namespace) -> int:
    gc.disable()
    site, clinic = _read(options)
    task = api.Task(site, clinic, None if options.no_cache else Path(project.CACHE))
    languages = tuple(dict.fromkeys(options.lang or ())) or site.languages
    asked = checking.Asked(tuple(options.slugs), languages, options.format, options.strict, pages=not options.no_pages)
    text, status = checking.told(task, options.content.resolve(), asked, options.jobs)
    if options.format == "html":
        write(options.out, text.encode())
        text = str(options.out)
    if text:
        print(text)
    return status


# ------------------------------------------------------------------ diff


def _diff(options: argparse.Namespace) -> int:
    gc.disable()
    try:
        told = project.diff((options.old, options.new), options.slugs, options.lang or (), options.out)
    except Problems as unknown:
        for problem in unknown.problems:
            print(f"handouts: {problem.message}\n  hint: {problem.hint}", file=sys.stderr)
        return 2
    for problem in told.problems:
        print(problem, file=sys.stderr)
    changes = told.changes
    if changes.nothing:
        print(f"nothing changed; handouts compared: {changes.compared}")
    else:
        counts = f"sentences: {changes.sentences}; numbers: {changes.numbers}; pages: {changes.pages}"
        unread = f"; not compared: {len(changes.unread)}" if changes.unread else ""
        print(f"handouts changed: {len(changes.handouts)} of {changes.compared}; {counts}{unread}")
    for path in told.files:
        print(path)
    return 1 if any(problem.severity == "error" for problem in told.problems) else 0


# ------------------------------------------------------------------ the other commands


def _list(options: argparse.Namespace) -> int:
    if options.editions:
        for edition in EDITIONS.values():
            print(f"{edition.name:15}{edition.use}")
        return 0
    site, clinic = _read(options)
    rows = list(authoring.listing(site, clinic))
    for row in rows:
        cells = zip(row[:-1], (26, 6, 9, 12, 16, 0), strict=True)
        print("  ".join(text.ljust(width) for text, width in cells).rstrip())
        for note in row.notes:
            print(f"    {note}")
    if not rows:
        print(project.nothing(site), file=sys.stderr)
    return 0 if rows else 1


def _schema(options: argparse.Namespace) -> int:
    for path in authoring.write_schemas(options.out, options.content.resolve()):
        print(path)
    return 0


def _review(options: argparse.Namespace) -> int:
    content, assets = options.content.resolve(), options.assets.resolve()
    if bool(options.slug) == options.facts:
        print("handouts: name one handout, or ask for --facts", file=sys.stderr)
        return 2
    if options.facts:
        _, clinic = _read(options)
        folder = options.clinic.resolve().parent if options.clinic else content
        form, what = authoring.facts_form(content, assets, clinic, folder, options.lang), "the facts as they print"
    else:
        form, what = authoring.review_form(content, assets, options.slug, options.lang), "the proof copy"
    if form.path:
        print(f"{form.path}: to be filled in by whoever has read {what}")
    else:
        print(form.text, end="")
        told = "There is a review file already, so nothing was written: add this form to it"
        print(f"{told}, without its first line if the file has '{options.lang}:' already.", file=sys.stderr)
    return 0


def _new(options: argparse.Namespace) -> int:
    path, problems = authoring.new_handout(options.content.resolve(), options.assets.resolve(), options.slug)
    for problem in problems:
        print(problem, file=sys.stderr)
    if path:
        print(f"{path}: fill it in, then run 'python -m handouts build {options.slug}'")
    return 1 if problems else 0
