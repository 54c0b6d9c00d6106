"""A clinic's own site, outside this repository: ``handouts init`` starts one, ``update`` mends it.

A site is a folder with ``content/`` and ``assets/``, taken from the shipped ones. It keeps a record
of every text as it was taken, so that a later correction of ours and a change of the clinic's can
be told apart.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def parsers(commands: Any) -> None:
    """Add the two commands to the parser of all commands."""
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


def _init(options: argparse.Namespace) -> int:
    from .begin import begin  # noqa: PLC0415

    for line in begin(options.folder, options.handout, every=bool(options.every)):
        print(line)
    return 0


def _update(options: argparse.Namespace) -> int:
    from .report import told  # noqa: PLC0415
    from .update import Asked, update  # noqa: PLC0415

    more = Asked(
        tuple(options.handout),
        bool(options.every),
        frozenset(options.take),
        frozenset(options.keep),
    )
    done = update(options.folder, more, dry=options.dry_run)
    print("\n".join(told(done, dry=options.dry_run)))
    return 1 if done.open else 0


COMMANDS = {"init": _init, "update": _update}
