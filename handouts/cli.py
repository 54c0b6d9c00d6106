"""Runs a command.

Exit status: 0 all is well, 1 there were problems, 2 the command itself was wrong, 128 and the
number of the signal when it was stopped: 130 by Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from . import commands
from .commands.arguments import parser
from .source.problems import Misused, Problems
from .source.processes import status, stoppable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    try:
        with stoppable():
            return _run(parser().parse_args(arguments))
    except KeyboardInterrupt as stopped:
        line = "\n" if sys.stderr.isatty() else ""  # the terminal shows ^C
        told = "; ".join(("stopped", *getattr(stopped, "__notes__", ())))
        print(f"{line}handouts: {told}", file=sys.stderr)
        return status(stopped)


def _run(options: argparse.Namespace) -> int:
    # none has a say here, and looking for them takes time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        done: int = import_module(f"{commands.__name__}.{options.command}").run(options)
        return done
    except Problems as found:
        commands.tell(found.problems, getattr(options, "format", "text"))
        return 2 if isinstance(found, Misused) else 1
    except BrokenPipeError:  # whoever was reading has gone, as "head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a disk that is full, a folder that may not be written
        print(f"handouts: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2
