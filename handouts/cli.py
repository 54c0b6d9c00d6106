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

from . import __version__, authoring, checking, project
from .editions import EDITIONS, MM, PAPERS
from .files import write
from .jobs import Folders, Made
from .problems import Problem, Problems, did_you_mean
from .reports.terminal import annotation

MOST_BINDING = 6  # millimetres: the outer margin must stay printable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none has a say here, and looking for them takes time
    commands = {
        "build": _build,
        "check": _check,
        "diff": _diff,
        "list": _list,
        "review": _review,
        "schema": _schema,
        "new": _new,
    }
    try:
        return commands[options.command](options)
    except BrokenPipeError:  # whoever was reading has gone, as "head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a disk that is full, a folder that may not be written
        print(f"handouts: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="handouts", description="Build printable patient handouts.")
    parser.add_argument("--version", action="version", version=f"handouts {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def folders(command: argparse.ArgumentParser) -> None:
        command.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="texts (content)")
        command.add_argument(
            "--assets", type=Path, default=Path("assets"), metavar="DIR", help="pictures, fonts (assets)"
        )

    build = commands.add_parser("build", help="make the PDF brochures")
    build.add_argument("slugs", nargs="*", metavar="SLUG", help="which handouts; all of them when none is named")
    build.add_argument("--lang", action="append", metavar="LANG", help="language, such as en; may be repeated")
    build.add_argument("--paper", action="append", metavar="PAPER", help="letter or a4 (letter); may be repeated")
    build.add_argument("--edition", action="append", metavar="NAME", help="edition (standard), or all; may be repeated")
    build.add_argument("--set", action="append", metavar="NAME", help="a set of content/sets.yaml, as one file")
    build.add_argument(
        "--binding",
        type=_binding,
        default=0,
        metavar="MM",
        help="move pages from the edge they are bound at, in mm (0)",
    )
    build.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where the files go (dist)")
    folders(build)
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes work (1)")
    build.add_argument("--no-cache", action="store_true", help="make everything anew, keep nothing")
    build.add_argument("--release", action="store_true", help="refuse drafts, overdue reviews, empty clinic facts")
    build.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are told")

    check = commands.add_parser("check", help="say what is hard to read, one-sided or not to be trusted, and where")
    check.add_argument(
        "slugs", nargs="*", metavar="SLUG", help="which handouts, by name or file; all when none is named"
    )
    check.add_argument("--lang", action="append", metavar="LANG", help="language, such as en; may be repeated")
    check.add_argument("--format", choices=("text", "json", "github", "html"), default="text", help="how it is told")
    check.add_argument("--strict", action="store_true", help="warnings fail too")
    check.add_argument("--jobs", type=int, default=_processors(), metavar="N", help="how many processes work (1 or 2)")
    check.add_argument("--no-pages", action="store_true", help="look at the texts alone: quicker, for a commit hook")
    check.add_argument("--no-cache", action="store_true", help="look at everything anew, keep nothing")
    check.add_argument(
        "--out", type=Path, default=Path("dist/check.html"), metavar="FILE", help="the HTML page (dist/check.html)"
    )
    folders(check)

    diff = commands.add_parser("diff", help="show what changed, for whoever reviews it")
    diff.add_argument("old", metavar="OLD", help="a folder that holds content/, or a commit, tag or branch of git")
    diff.add_argument("new", metavar="NEW", nargs="?", default=".", help="the same; the working folder (.)")
    diff.add_argument("slugs", nargs="*", metavar="SLUG", help="which handouts; all of them when none is named")
    diff.add_argument("--lang", action="append", metavar="LANG", help="language, such as en; may be repeated")
    diff.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where the reports go (dist)")

    listing = commands.add_parser("list", help="list the handouts, or the editions")
    listing.add_argument("--editions", action="store_true", help="list what can be made of a handout")
    folders(listing)
    schema = commands.add_parser("schema", help="write JSON Schemas for editors")
    schema.add_argument(
        "--out", type=Path, default=Path("docs/schema"), metavar="DIR", help="where they go (docs/schema)"
    )
    review = commands.add_parser("review", help="make the form that a reviewer signs")
    review.add_argument("slug", metavar="SLUG", help="which handout")
    review.add_argument("--lang", default="en", metavar="LANG", help="language (en)")
    folders(review)
    new = commands.add_parser("new", help="start a handout that builds")
    new.add_argument("slug", metavar="SLUG", help="its name: small letters, digits, hyphens")
    folders(new)
    return parser


def _processors() -> int:
    """How many processes are worth starting, where a process is forked without harm."""
    return min(2, os.cpu_count() or 1) if sys.platform == "linux" else 1


def _binding(text: str) -> float:
    """A number of millimetres that leaves room at the outer edge."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_BINDING:
        raise argparse.ArgumentTypeError(f"'{text}' is not from 0 to {MOST_BINDING} millimetres")
    return value


# ------------------------------------------------------------------ build


def _build(options: argparse.Namespace) -> int:
    gc.disable()  # a build is short and makes next to no cycles: collecting them is time lost
    cache = None if options.no_cache else options.out.parent / project.CACHE
    folders = Folders(options.content.resolve(), options.assets.resolve(), options.out, cache)
    languages = tuple(dict.fromkeys(options.lang or ())) or project.languages_of(folders.content)
    papers = tuple(dict.fromkeys(options.paper or ("letter",)))
    editions = tuple(dict.fromkeys(options.edition or ("standard",)))
    if "all" in editions:
        editions = ()
    for kind, wanted, known in (("paper", papers, PAPERS), ("edition", editions, EDITIONS)):
        for name in wanted:
            if name not in known:
                print(f"handouts: there is no {kind} '{name}'; {did_you_mean(name, known)}", file=sys.stderr)
                return 2
    todo, problems = project.packets(folders, options.set or (), languages, papers), list[Problem]()
    if options.slugs or options.edition or not todo:
        more, problems = project.jobs(folders, options.slugs, languages, editions, papers)
        todo += more
    if options.binding:
        todo = [replace(job, binding=options.binding * MM) for job in todo]
    bar = _Progress(len(todo), sys.stderr if options.format != "text" else sys.stdout)
    report = project.build(folders, todo, workers=max(1, options.jobs), release=options.release, progress=bar.step)
    bar.done()
    problems = sorted({*problems, *report.problems})
    _tell(problems, options.format, report)
    if options.format == "text":
        count = len(report.files)
        print(f"{count} {'file' if count == 1 else 'files'} in {options.out}/", end="")
        print(f", {len(problems)} {'problem' if len(problems) == 1 else 'problems'}" if problems else "")
    return 1 if any(problem.severity == "error" for problem in problems) else 0


class _Progress:
    """A bar on a terminal, plain lines in a pipe."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total, self.stream, self.count = total, stream, 0
        self.bar = stream.isatty()

    def step(self, made: Made) -> None:
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


def _tell(problems: Iterable[Problem], form: str, report: project.Report) -> None:
    if form == "json":
        files = [entry.file for entry in report.files]
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
    cache = None if options.no_cache else Path(project.CACHE)
    folders = Folders(options.content.resolve(), options.assets.resolve(), options.out.parent, cache)
    languages = tuple(dict.fromkeys(options.lang or ())) or project.languages_of(folders.content)
    asked = checking.Asked(tuple(options.slugs), languages, options.format, options.strict, pages=not options.no_pages)
    text, status = checking.told(folders, asked, options.jobs)
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
    rows = list(authoring.listing(options.content.resolve(), options.assets.resolve()))
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, (26, 6, 9, 12, 12, 0), strict=True)).rstrip())
    if not rows:
        print(project.nothing(options.content.resolve()), file=sys.stderr)
    return 0 if rows else 1


def _schema(options: argparse.Namespace) -> int:
    for path in authoring.write_schemas(options.out):
        print(path)
    return 0


def _review(options: argparse.Namespace) -> int:
    path, form, problems = authoring.review_form(
        options.content.resolve(), options.assets.resolve(), options.slug, options.lang
    )
    for problem in problems:
        print(problem, file=sys.stderr)
    if path:
        print(f"{path}: to be filled in by whoever has read the proof copy")
    elif form:
        print(form, end="")
        told = "There is a review file already, so nothing was written: add this form to it"
        print(f"{told}, without its first line if the file has '{options.lang}:' already.", file=sys.stderr)
    return 1 if problems else 0


def _new(options: argparse.Namespace) -> int:
    path, problems = authoring.new_handout(options.content.resolve(), options.slug)
    for problem in problems:
        print(problem, file=sys.stderr)
    if path:
        print(f"{path}: fill it in, then run 'python build.py {options.slug}'")
    return 1 if problems else 0
