"""What the arguments of several commands share: folders, languages, and how a value is read."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TypeAlias

from ..source.problems import harmless

USUAL = 80  # letters in a line of a terminal that does not say
MOST_JOBS = 61 if sys.platform == "win32" else 1000  # processes; Windows waits for no more
MOST_PORT = 65_535
LONGEST = 9  # digits of a number
MOST_BINDING = 6  # millimetres: the outer margin must stay printable
FORMS = ("text", "json", "github")
# argparse has no public name for it
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class Parser(argparse.ArgumentParser):
    """What was typed may hold anything, and is quoted."""

    _mixed = False  # whether names behind options are being looked for

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As ``argparse`` reads what was typed, and names behind options besides ("build a --paper
        a4 b"): those it takes for something that it does not know."""
        found, left = super().parse_known_args(args, namespace)
        named = any(not one.startswith("-") for one in left)
        if named and not self._mixed and self._subparsers is None:
            self._mixed = True
            try:
                found, left = self.parse_known_intermixed_args(args)
            finally:
                self._mixed = False
        return found, left

    def error(self, message: str) -> NoReturn:
        super().error(harmless(message))

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        """What is read of the words behind an argument. An option with nothing behind it (a
        variable that a script has not set) is not as if it were left out."""
        if action.option_strings and "" in arg_strings:
            raise argparse.ArgumentError(action, "nothing is named: name it, or leave this out")
        return super()._get_values(action, arg_strings)

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Asked for each argument that is added: ``shutil``, which Python asks how wide a terminal
        is, brings four packers along."""
        return argparse.HelpFormatter(self.prog, width=_columns() - 2)


def _columns() -> int:
    """How wide a terminal is, as ``shutil`` would find it."""
    with suppress(ValueError):
        if asked := int(os.environ.get("COLUMNS", "0")):
            return asked
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or USUAL  # type: ignore[union-attr]
    return USUAL


def folders(command: argparse.ArgumentParser) -> None:
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


def languages(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lang", action="append", metavar="LANG", help="language, such as en; may be repeated"
    )


def processors() -> int:
    """How many processes are worth starting, where a process is forked without harm."""
    return min(2, os.cpu_count() or 1) if sys.platform == "linux" else 1


def jobs(command: argparse.ArgumentParser, about: str, usual: int = 1) -> None:
    """How many processes work."""
    command.add_argument(
        "--jobs", type=counted(1, MOST_JOBS), default=usual, metavar="N", help=about
    )


def port(command: argparse.ArgumentParser) -> None:
    """Where a browser finds what is served."""
    about = "a port of this machine (any free one)"
    command.add_argument("--port", type=counted(0, MOST_PORT), default=0, metavar="N", help=about)


def counted(least: int, most: int) -> Callable[[str], int]:
    """What reads a whole number from ``least`` to ``most``: -1 processes were none that somebody
    meant, and a million would be begun one after the other until the machine stands still."""

    def read(text: str) -> int:
        whole = text.isascii() and text.isdigit() and len(text) <= LONGEST
        if not whole or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is no whole number from {least} to {most}")
        return int(text)

    return read


def told(text: str) -> tuple[str, str]:
    """A name and a value; what is wrong is told without repeating it."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError("one of the details has not the form NAME=VALUE")
    return name, value


def binding(text: str) -> float:
    """A number of millimetres that leaves room at the outer edge."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_BINDING:
        raise argparse.ArgumentTypeError(f"'{text}' is not from 0 to {MOST_BINDING} millimetres")
    return value
