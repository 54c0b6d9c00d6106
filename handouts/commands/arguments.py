"""What may follow ``handouts`` on the command line, command by command."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn, TypeAlias

from .. import __version__
from ..source.problems import harmless

STATES = ("machine", "translated", "reviewed")  # of a translation
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
    first = (_build, _fill, _desk, _check, _diff, _list, _schema, _review)
    for add in (*first, _translate, _notice, _new, _fonts, _sites):
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
    add("--out", type=Path, metavar="DIR", help=where)
    _folders(build)
    add("--jobs", type=int, default=1, metavar="N", help="how many processes work (1)")
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
    out = "the PDF file to write; - for what reads it from a pipe"
    add("--out", type=Path, required=True, metavar="FILE", help=out)
    add("--format", choices=FORMS, default="text", help="how problems are told")
    _folders(fill)


def _desk(commands: Commands) -> None:
    desk = commands.add_parser("desk", help="open the desk for staff in a browser")
    add = desk.add_argument
    add("--port", type=int, default=0, metavar="N", help="a port of this machine (any free one)")
    add("--no-browser", action="store_true", help="say which file opens it, and open none")
    spoken = "which language staff read on its screens (en)"
    add("--lang", default="en", metavar="LANG", help=spoken)
    where = "write a launcher into a folder (the desktop) instead"
    add("--shortcut", type=Path, nargs="?", const=Path(), metavar="DIR", help=where)
    _folders(desk)


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


def _translate(commands: Commands) -> None:
    about = "say how far a translation is; make files for translators, and take them back"
    translate = commands.add_parser("translate", help=about)
    add = translate.add_argument
    does = "status, export, import, or record (take it as it stands)"
    add("do", choices=("status", "export", "import", "record"), metavar="DO", help=does)
    add("language", metavar="LANG", help="into which language, such as es")
    which = "which texts: handouts, common, glossary (all); with import, the files to take"
    add("names", nargs="*", metavar="NAME", help=which)
    add("--form", choices=("po", "xliff"), default="po", help="what is exported (po)")
    add("--by", default="", metavar="NAME", help="whose work is imported or recorded")
    states = "how far what is recorded may be trusted (machine)"
    add("--state", choices=STATES, default="machine", help=states)
    out = "the folder of the export (translation/LANG), or a page of the status"
    add("--out", type=Path, metavar="PATH", help=out)
    _folders(translate)


def _notice(commands: Commands) -> None:
    about = "make the notice that help with languages is free (content/notice.yaml)"
    notice = commands.add_parser("notice", help=about)
    add = notice.add_argument
    add("--poster", action="store_true", help="for the wall, in type of 20 points")
    add("--lang", default="en", metavar="LANG", help="language of the page around it (en)")
    add("--paper", default="letter", metavar="PAPER", help="letter or a4 (letter)")
    add("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    _folders(notice)


def _new(commands: Commands) -> None:
    new = commands.add_parser("new", help="start a handout that builds")
    new.add_argument("slug", metavar="SLUG", help="its name: small letters, digits, hyphens")
    _folders(new)


def _fonts(commands: Commands) -> None:
    fonts = commands.add_parser("fonts", help="take along the faces that languages need")
    actions = fonts.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="take faces from an installed package or a folder")
    add.add_argument("languages", nargs="+", metavar="LANG", help="such as ar or zh-Hans")
    where = "the folder they lie in (packages of npm, here or further up)"
    add.add_argument("--from", dest="folder", type=Path, metavar="DIR", help=where)
    listing = actions.add_parser("list", help="say which languages need faces, and which are here")
    for one in (add, listing):
        folder = "pictures, fonts (assets)"
        one.add_argument("--assets", type=Path, default=Path("assets"), metavar="DIR", help=folder)


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
