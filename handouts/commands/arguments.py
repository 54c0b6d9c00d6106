"""What may follow ``handouts`` on the command line, command by command."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn, TypeAlias

from .. import __version__
from ..source.problems import harmless

MOST_BINDING = 6  # millimetres: the outer margin must stay printable
FORMS = ("text", "json", "github")
# argparse has no public name for it
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class Parser(argparse.ArgumentParser):
    """What was typed may hold anything, and is quoted."""

    def error(self, message: str) -> NoReturn:
        super().error(harmless(message))


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    whole = Parser(prog="handouts", description="Build printable patient handouts.")
    whole.add_argument("--version", action="version", version=f"handouts {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (
        _build,
        _watch,
        _fill,
        _desk,
        _clinic,
        _check,
        _diff,
        _list,
        _schema,
        _review,
        _new,
        _sites,
    ):
        add(commands)
    return whole


def _folders(command: argparse.ArgumentParser) -> None:
    """Where texts, pictures and the clinic's facts are."""
    add = command.add_argument
    add("--content", type=Path, default=Path("content"), metavar="DIR", help="texts (content)")
    add(
        "--assets",
        type=Path,
        default=Path("assets"),
        metavar="DIR",
        help="pictures, fonts (assets)",
    )
    add(
        "--clinic",
        type=Path,
        metavar="FILE",
        help="the facts of another clinic than content/clinic.yaml",
    )


def _languages(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lang", action="append", metavar="LANG", help="language, such as en; may be repeated"
    )


def _build(commands: Commands) -> None:
    build = commands.add_parser("build", help="make the PDF brochures")
    add = build.add_argument
    add("slugs", nargs="*", metavar="SLUG", help="which handouts; all of them when none is named")
    _languages(build)
    add("--paper", action="append", metavar="PAPER", help="letter or a4 (letter); may be repeated")
    add(
        "--edition",
        action="append",
        metavar="NAME",
        help="edition (standard), or all; may be repeated",
    )
    add("--set", action="append", metavar="NAME", help="a set of content/sets.yaml, as one file")
    binding = "move pages from the edge they are bound at, in mm (0)"
    add("--binding", type=_binding, default=0, metavar="MM", help=binding)
    whose = "whose rules are told, where clinic.yaml has them by person"
    add("--rules-of", action="append", metavar="NAME", help=f"{whose}; may be repeated")
    where = "where the files go (dist; dist/NAME for another clinic)"
    add("--out", metavar="DIR", help=where)
    _folders(build)
    many = "all clinics of content/networks/NAME.yaml; --out may be an address such as s3://..."
    add("--network", metavar="NAME", help=many)
    add("--jobs", type=int, default=1, metavar="N", help="how many processes work (1)")
    cluster = "who works, of a network: a Dask cluster by its address, such as tcp://..."
    add("--dask", metavar="ADDRESS", help=cluster)
    add("--no-cache", action="store_true", help="make everything anew, keep nothing")
    release = "refuse drafts, unsigned or empty clinic facts, overdue reviews"
    add("--release", action="store_true", help=release)
    add("--format", choices=FORMS, default="text", help="how problems are told")


def _fill(commands: Commands) -> None:
    fill = commands.add_parser("fill", help="make one copy with what is told of a patient")
    add = fill.add_argument
    add("slug", metavar="SLUG", help="which handout, or set of content/sets.yaml")
    told = "what stands in a field, such as talk.level=L4-L5; may be repeated"
    add("--field", action="append", default=[], type=_told, metavar="NAME=VALUE", help=told)
    details = "YAML or JSON: names of fields and what stands in them; - for what is piped in"
    add("--details", type=Path, metavar="FILE", help=details)
    add("--edition", default="standard", metavar="NAME", help="edition (standard)")
    add("--paper", default="letter", metavar="PAPER", help="letter or a4 (letter)")
    add("--lang", default="en", metavar="LANG", help="language (en)")
    whose = "whose rules are told, where clinic.yaml has them by person"
    add("--rules-of", default="", metavar="NAME", help=whose)
    add("--no-plan", action="store_true", help="leave out the page in front with all of it")
    many = "a list, CSV or Parquet: a copy for each row, in the folder --out"
    add("--list", type=Path, metavar="FILE", help=many)
    column = 'the field that a column of the list is, such as "Their day=plan.day"'
    add("--column", action="append", default=[], type=_told, metavar="HEAD=NAME", help=column)
    out = "the PDF file to write; - for what reads it from a pipe; of a list, the folder"
    add("--out", required=True, metavar="FILE", help=out)
    add("--jobs", type=int, default=1, metavar="N", help="how many processes work on a list (1)")
    add("--dask", metavar="ADDRESS", help="a Dask cluster that works on a list: tcp://...")
    add("--format", choices=FORMS, default="text", help="how problems are told")
    _folders(fill)


def _desk(commands: Commands) -> None:
    desk = commands.add_parser("desk", help="open the desk for staff in a browser")
    add = desk.add_argument
    add("--port", type=int, default=0, metavar="N", help="a port of this machine (any free one)")
    add("--no-browser", action="store_true", help="say which file opens it, and open none")
    where = "write a launcher into a folder (the desktop) instead"
    add("--shortcut", type=Path, nargs="?", const=Path(), metavar="DIR", help=where)
    _folders(desk)


def _clinic(commands: Commands) -> None:
    about = "write a fact of the clinic into its file, which keeps its comments"
    clinic = commands.add_parser("clinic", help=about)
    add = clinic.add_argument
    add("act", choices=("set",), help="set: its value, or values, instead of those it has")
    add("name", metavar="NAME", help="which fact, by its name in facts.yaml")
    add("values", metavar="VALUE", nargs="+", help='the value; "" for none; several of a list')
    add("--note", default="", metavar="TEXT", help="what belongs to it, such as a key to press")
    _folders(clinic)


def _watch(commands: Commands) -> None:
    watch = commands.add_parser("watch", help="show a handout in a browser while it is written")
    add = watch.add_argument
    add("slug", metavar="SLUG", help="which handout")
    add("--edition", default="standard", metavar="NAME", help="edition (standard)")
    add("--paper", default="letter", metavar="PAPER", help="letter or a4 (letter)")
    add("--lang", default="en", metavar="LANG", help="language (en)")
    add("--port", type=int, default=0, metavar="N", help="a port of this machine (any free one)")
    add("--no-browser", action="store_true", help="say which file opens it, and open none")
    _folders(watch)


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
    _languages(check)
    add("--format", choices=(*FORMS, "html"), default="text", help="how it is told")
    add("--strict", action="store_true", help="warnings fail too")
    add(
        "--jobs",
        type=int,
        default=_processors(),
        metavar="N",
        help="how many processes work (1 or 2)",
    )
    add(
        "--no-pages",
        action="store_true",
        help="look at the texts alone: quicker, for a commit hook",
    )
    add("--no-cache", action="store_true", help="look at everything anew, keep nothing")
    page = "the HTML page (dist/check.html)"
    add("--out", type=Path, default=Path("dist/check.html"), metavar="FILE", help=page)
    _folders(check)


def _diff(commands: Commands) -> None:
    diff = commands.add_parser("diff", help="show what changed, for whoever reviews it")
    add = diff.add_argument
    add(
        "old", metavar="OLD", help="a folder that holds content/, or a commit, tag or branch of git"
    )
    add("new", metavar="NEW", nargs="?", default=".", help="the same; the working folder (.)")
    add("slugs", nargs="*", metavar="SLUG", help="which handouts; all of them when none is named")
    _languages(diff)
    add("--out", type=Path, default=Path("dist"), metavar="DIR", help="where the reports go (dist)")


def _list(commands: Commands) -> None:
    listing = commands.add_parser("list", help="list the handouts, or the editions")
    listing.add_argument(
        "--editions", action="store_true", help="list what can be made of a handout"
    )
    _folders(listing)


def _schema(commands: Commands) -> None:
    schema = commands.add_parser("schema", help="write JSON Schemas for editors")
    where = "where they go (docs/schema)"
    schema.add_argument("--out", type=Path, default=Path("docs/schema"), metavar="DIR", help=where)
    _folders(schema)


def _review(commands: Commands) -> None:
    review = commands.add_parser("review", help="make the form that a reviewer signs")
    add = review.add_argument
    add("slug", nargs="?", metavar="SLUG", help="which handout")
    add("--facts", action="store_true", help="the form for the clinic's own clinical facts")
    add("--lang", default="en", metavar="LANG", help="language (en)")
    _folders(review)


def _new(commands: Commands) -> None:
    new = commands.add_parser("new", help="start a handout that builds")
    new.add_argument("slug", metavar="SLUG", help="its name: small letters, digits, hyphens")
    _folders(new)


def _sites(commands: Commands) -> None:
    """The two commands for a site of a clinic's own."""
    init = commands.add_parser("init", help="start a site of your own in an empty folder")
    init.add_argument("folder", type=Path, metavar="FOLDER", help="where; empty, or not there yet")
    _choice(init, "which handout to begin with (the first of its subject); may be repeated")
    update = commands.add_parser("update", help="bring corrections of the shipped texts to a site")
    update.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=Path("."),
        metavar="FOLDER",
        help="the site; the working folder (.)",
    )
    _choice(update, "take one more of the shipped handouts along; may be repeated")
    for name, whose in (("take", "the shipped text"), ("keep", "your text")):
        update.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="FILE",
            help=f"where both changed a text of this file: {whose} counts; may be repeated",
        )
    update.add_argument("--dry-run", action="store_true", help="tell all, write nothing")


def _choice(command: argparse.ArgumentParser, about: str) -> None:
    command.add_argument("--handout", action="append", default=[], metavar="SLUG", help=about)
    command.add_argument("--with", dest="every", choices=("all",), help="all handouts and sets")


def _processors() -> int:
    """How many processes are worth starting, where a process is forked without harm."""
    return min(2, os.cpu_count() or 1) if sys.platform == "linux" else 1


def _told(text: str) -> tuple[str, str]:
    """A name and a value; what is wrong is told without repeating it."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError("one of the details has not the form NAME=VALUE")
    return name, value


def _binding(text: str) -> float:
    """A number of millimetres that leaves room at the outer edge."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_BINDING:
        raise argparse.ArgumentTypeError(f"'{text}' is not from 0 to {MOST_BINDING} millimetres")
    return value
