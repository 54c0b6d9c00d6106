"""What may follow ``handouts`` on the command line, command by command."""

from __future__ import annotations

from pathlib import Path

from .. import __version__
from . import keeping
from .options import (
    FORMS,
    Commands,
    Parser,
    binding,
    folders,
    jobs,
    languages,
    port,
    processors,
    told,
)

BESIDE = "the language beside it, and first, in editions of two (the one written first)"


def parser(asked: str = "") -> Parser:
    """The parser of all commands, or of the one that is ``asked`` for, where that is one of those
    that are in a hurry: to say what may follow each of them takes a tenth of a build that has
    nothing to do."""
    whole = Parser(prog="handouts", description="Build printable patient handouts.")
    whole.add_argument("--version", action="version", version=f"handouts {__version__}")
    commands = whole.add_subparsers(
        dest="command", required=True, metavar="COMMAND", prog=whole.prog
    )
    hurried = {"build": _build, "check": _check, "fill": _fill}
    others = (_watch, _fill, _desk, _check, _diff, _list, *keeping.KEEPING)
    for add in (hurried[asked],) if asked in hurried else (_build, *others):
        add(commands)
    return whole


def _build(commands: Commands) -> None:
    build = commands.add_parser("build", help="make the PDF brochures")
    add = build.add_argument
    add("slugs", nargs="*", metavar="SLUG", help="which handouts; all of them when none is named")
    languages(build)
    add("--with", dest="partner", metavar="LANG", help=BESIDE)
    add("--paper", action="append", metavar="PAPER", help="letter or a4 (letter); may be repeated")
    add(
        "--edition",
        action="append",
        metavar="NAME",
        help="edition (standard), or all; may be repeated",
    )
    packet = "a set of content/sets.yaml, as one file; its items say their editions"
    add("--set", action="append", metavar="NAME", help=packet)
    moved = "move pages from the edge they are bound at, in mm (0)"
    add("--binding", type=binding, default=0, metavar="MM", help=moved)
    whose = "whose rules are told, where clinic.yaml has them by person"
    add("--rules-of", action="append", metavar="NAME", help=f"{whose}; may be repeated")
    where = "where the files go (dist; dist/NAME for another clinic)"
    add("--out", metavar="DIR", help=where)
    folders(build)
    many = "all clinics of content/networks/NAME.yaml; --out may be an address such as s3://..."
    add("--network", metavar="NAME", help=many)
    jobs(build, "how many processes work (1)")
    cluster = "who works, of a network: a Dask cluster by its address, such as tcp://..."
    add("--dask", metavar="ADDRESS", help=cluster)
    add("--no-cache", action="store_true", help="make everything anew, keep nothing")
    release = "refuse drafts, unsigned or empty clinic facts, overdue reviews"
    add("--release", action="store_true", help=release)
    add("--format", choices=FORMS, default="text", help="how problems are told")


def _watch(commands: Commands) -> None:
    watch = commands.add_parser("watch", help="show a handout in a browser while it is written")
    add = watch.add_argument
    add("slug", metavar="SLUG", help="which handout")
    add("--edition", default="standard", metavar="NAME", help="edition (standard)")
    add("--paper", default="letter", metavar="PAPER", help="letter or a4 (letter)")
    add("--lang", default="en", metavar="LANG", help="language (en)")
    add("--with", dest="partner", default="", metavar="LANG", help=BESIDE)
    port(watch)
    add("--no-browser", action="store_true", help="say which file opens it, and open none")
    folders(watch)


def _fill(commands: Commands) -> None:
    fill = commands.add_parser("fill", help="make one copy with what is told of a patient")
    add = fill.add_argument
    add("slug", metavar="SLUG", help="which handout, or set of content/sets.yaml")
    field = "what stands in a field, such as talk.level=L4-L5; may be repeated"
    add("--field", action="append", default=[], type=told, metavar="NAME=VALUE", help=field)
    details = "YAML or JSON: names of fields and what stands in them; - for what is piped in"
    add("--details", type=Path, metavar="FILE", help=details)
    which = "edition (standard); the items of a set say theirs"
    add("--edition", metavar="NAME", help=which)
    add("--paper", metavar="PAPER", help="letter or a4 (letter)")
    add("--lang", default="en", metavar="LANG", help="language (en)")
    add("--with", dest="partner", default="", metavar="LANG", help=BESIDE)
    whose = "whose rules are told, where clinic.yaml has them by person"
    add("--rules-of", default="", metavar="NAME", help=whose)
    add("--no-plan", action="store_true", help="leave out the page in front with all of it")
    many = "a list, CSV or Parquet: a copy for each row, in the folder --out"
    add("--list", type=Path, metavar="FILE", help=many)
    column = 'the field that a column of the list is, such as "Their day=plan.day"'
    add("--column", action="append", default=[], type=told, metavar="HEAD=NAME", help=column)
    out = "the PDF file to write; - for what reads it from a pipe; of a list, the folder"
    add("--out", required=True, metavar="FILE", help=out)
    jobs(fill, "how many processes work on a list (1)")
    add("--dask", metavar="ADDRESS", help="a Dask cluster that works on a list: tcp://...")
    add("--format", choices=FORMS, default="text", help="how problems are told")
    folders(fill)


def _desk(commands: Commands) -> None:
    desk = commands.add_parser("desk", help="open the desk for staff in a browser")
    add = desk.add_argument
    port(desk)
    add("--no-browser", action="store_true", help="say which file opens it, and open none")
    spoken = "which language staff read on its screens (what their browser asks for)"
    add("--lang", default="", metavar="LANG", help=spoken)
    where = "write a launcher into a folder (the desktop) instead"
    add("--shortcut", type=Path, nargs="?", const=Path(), metavar="DIR", help=where)
    folders(desk)


def _check(commands: Commands) -> None:
    about = "say what is hard to read, one-sided or not to be trusted, and where"
    check = commands.add_parser("check", help=about)
    add = check.add_argument
    add(
        "slugs",
        nargs="*",
        metavar="SLUG",
        help="which handouts, by name or file; all when none is named",
    )
    languages(check)
    add("--format", choices=(*FORMS, "html"), default="text", help="how it is told")
    add("--strict", action="store_true", help="warnings fail too")
    jobs(check, "how many processes work (1 or 2)", processors())
    add(
        "--no-pages",
        action="store_true",
        help="look at the texts alone: quicker, for a commit hook",
    )
    add("--no-cache", action="store_true", help="look at everything anew, keep nothing")
    page = "the HTML page (dist/check.html)"
    add("--out", type=Path, metavar="FILE", help=page)
    folders(check)


def _diff(commands: Commands) -> None:
    diff = commands.add_parser("diff", help="show what changed, for whoever reviews it")
    add = diff.add_argument
    add(
        "old", metavar="OLD", help="a folder that holds content/, or a commit, tag or branch of git"
    )
    add("new", metavar="NEW", nargs="?", default=".", help="the same; the working folder (.)")
    add("slugs", nargs="*", metavar="SLUG", help="which handouts; all of them when none is named")
    languages(diff)
    add("--out", type=Path, default=Path("dist"), metavar="DIR", help="where the reports go (dist)")


def _list(commands: Commands) -> None:
    listing = commands.add_parser("list", help="list the handouts, or the editions")
    listing.add_argument(
        "--editions", action="store_true", help="list what can be made of a handout"
    )
    folders(listing)
