"""The arguments of commands for whoever keeps a site: its facts, reviews, translations, faces,
handouts, and the site itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from .options import Commands, folders

STATES = ("machine", "translated", "reviewed")  # of a translation


def add_clinic(commands: Commands) -> None:
    about = "write a fact of the clinic into its file, which keeps its comments"
    clinic = commands.add_parser(
        "clinic", help=about, description="Writes a fact into --clinic: only its line changes."
    )
    add = clinic.add_argument
    add("act", choices=("set",), help="set: its value, or values, instead of those it has")
    add("name", metavar="NAME", help="which fact, by its name in facts.yaml")
    add("values", metavar="VALUE", nargs="+", help='the value; "" for none; several of a list')
    add("--note", default="", metavar="TEXT", help="what belongs to it, such as a key to press")
    folders(clinic)


def add_schema(commands: Commands) -> None:
    schema = commands.add_parser("schema", help="write JSON Schemas for editors")
    where = "where they go (docs/schema)"
    schema.add_argument("--out", type=Path, default=Path("docs/schema"), metavar="DIR", help=where)
    folders(schema)


def add_review(commands: Commands) -> None:
    does = "write the form that a reviewer signs"
    review = commands.add_parser(
        "review",
        help=does,
        description=(
            "Writes the form that a reviewer signs: review.yaml beside the texts of the handout,"
            " with --facts clinic.review.yaml beside the facts. A form that is there already is"
            " never written over: what to add to it is printed."
        ),
    )
    add = review.add_argument
    add("slug", nargs="?", metavar="SLUG", help="which handout")
    add("--facts", action="store_true", help="the form for the clinic's own clinical facts")
    add("--lang", default="en", metavar="LANG", help="language (en)")
    folders(review)


def add_translate(commands: Commands) -> None:
    about = "say how far a translation is; make files for translators, and take them back"
    translate = commands.add_parser(
        "translate",
        help=about,
        description=(
            "status writes nothing, or a page (--out). export writes files for translators into"
            " --out. import and record write into the content: LANG.yaml beside each text (import"
            " alone), and LANG.lock, which says who answers for it. Where something does not agree,"
            " nothing is written."
        ),
    )
    add = translate.add_argument
    does = "status, export, import, or record (take it as it stands)"
    add("do", choices=("status", "export", "import", "record"), metavar="DO", help=does)
    add("language", metavar="LANG", help="into which language, such as es")
    which = "which texts: handouts, common, glossary (all); with import, the files to take"
    add("names", nargs="*", metavar="NAME", help=which)
    add("--form", choices=("po", "xliff"), default="po", help="what is exported (po)")
    add("--by", default="", metavar="NAME", help="whose work is imported or recorded")
    states = "how far what is recorded may be trusted (machine), or imported (as its files say)"
    add("--state", choices=STATES, help=states)
    out = "the folder of the export (translation/LANG), or a page of the status"
    add("--out", type=Path, metavar="PATH", help=out)
    folders(translate)


def add_notice(commands: Commands) -> None:
    about = "make the notice that help with languages is free (content/notice.yaml)"
    notice = commands.add_parser("notice", help=about)
    add = notice.add_argument
    add("--poster", action="store_true", help="for the wall, in type of 20 points")
    add("--lang", default="en", metavar="LANG", help="language of the page around it (en)")
    add("--paper", default="letter", metavar="PAPER", help="letter or a4 (letter)")
    add("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    folders(notice)


def add_new(commands: Commands) -> None:
    new = commands.add_parser(
        "new",
        help="start a handout that builds",
        description="Writes handouts/SLUG/en.yaml into the content; never over a file.",
    )
    new.add_argument("slug", metavar="SLUG", help="its name: small letters, digits, hyphens")
    folders(new)


def add_fonts(commands: Commands) -> None:
    fonts = commands.add_parser("fonts", help="take along the faces that languages need")
    actions = fonts.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="take faces from an installed package or a folder",
        description="Copies faces, with their licence, into fonts/ of --assets.",
    )
    add.add_argument("languages", nargs="+", metavar="LANG", help="such as ar or zh-Hans")
    where = "the folder they lie in (packages of npm, here or further up)"
    add.add_argument("--from", dest="folder", type=Path, metavar="DIR", help=where)
    listing = actions.add_parser("list", help="say which languages need faces, and which are here")
    for one in (add, listing):
        folder = "pictures, fonts (assets)"
        one.add_argument("--assets", type=Path, default=Path("assets"), metavar="DIR", help=folder)


def add_sites(commands: Commands) -> None:
    """The two commands for a site of a clinic's own."""
    init = commands.add_parser(
        "init",
        help="start a site of your own in an empty folder",
        description="Writes texts, pictures and faces into FOLDER, and nothing elsewhere.",
    )
    init.add_argument("folder", type=Path, metavar="FOLDER", help="where; empty, or not there yet")
    _choice(init, "which handout to begin with (the first of its subject); may be repeated")
    update = commands.add_parser(
        "update",
        help="bring corrections of the shipped texts to a site",
        description=(
            "Writes into FOLDER what it tells (texts, pictures, what editors complete by), and into"
            " its .handouts/ what it knows of them. What was changed there is written over with"
            " --take alone."
        ),
    )
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


KEEPING = (
    add_clinic,
    add_schema,
    add_review,
    add_translate,
    add_notice,
    add_new,
    add_fonts,
    add_sites,
)
