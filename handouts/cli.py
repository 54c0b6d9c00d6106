"""Runs a command.

Exit status: 0 all is well, 1 there were problems, 2 the command itself was wrong, 128 and the
number of the signal when it was stopped: 130 by Ctrl-C.
"""

from __future__ import annotations

import argparse
import atexit
import errno
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TextIO

from . import commands
from .commands.arguments import parser
from .source.plugins import no_plugins
from .source.problems import Misused, Problem, Problems, Where, harmless
from .source.processes import status, stoppable, unheard
from .source.streams import ready

FULL = "make room on the disk, or name a folder on another"
CLOSED = "ask whoever keeps this computer for leave to change it, or name another folder"
NO_FOLDER = "a file stands where a folder is needed: name another place, or move it away"
HINTS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: CLOSED,
    errno.EPERM: CLOSED,
    errno.EROFS: CLOSED,
    errno.EEXIST: NO_FOLDER,
    errno.ENOTDIR: NO_FOLDER,
    errno.EISDIR: "a folder stands where a file is to be written: name a file in it",
    errno.EADDRINUSE: "another program uses this port: name another, or none",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    ready()
    # Python looks through all there is once more before it ends, and takes it apart piece by piece:
    # a tenth of a cold build. What is frozen goes with the process.
    atexit.register(gc.freeze)
    try:
        with stoppable():
            given = sys.argv[1:] if arguments is None else arguments
            return _run(parser(*given[:1]).parse_args(given, argparse.Namespace(given=given)))
    except KeyboardInterrupt as stopped:
        if arguments is None:  # the process ends with this command
            unheard()
        line = "\n" if sys.stderr.isatty() else ""  # the terminal shows ^C
        told = harmless("; ".join(("stopped", *getattr(stopped, "__notes__", ()))))
        print(f"{line}handouts: {told}", file=sys.stderr)
        return status(stopped)


def _run(options: argparse.Namespace) -> int:
    no_plugins()
    try:
        if getattr(options, "out", None):
            import_module(f"{commands.__name__}.apart").apart(options)
        done: int = import_module(f"{commands.__name__}.{options.command}").run(options)
        sys.stdout.flush()  # while somebody can still be told that it cannot be written
        return done
    except Problems as found:
        commands.tell(found.problems, options)
        return 2 if isinstance(found, Misused) else 1
    except OSError as error:
        return untaken(error, options)
    except RuntimeError as error:  # a link that leads to itself, where a folder was named
        if "loop" not in str(error):
            raise
        return _refused(options, str(error))
    except MemoryError:
        return _refused(options, "there is not enough memory for this")


def untaken(error: OSError, options: argparse.Namespace | None = None) -> int:
    """Tells what the system does not take of a command, a plain build where none is named; the exit
    status."""
    options = options or argparse.Namespace(command="build")
    if isinstance(error, BrokenPipeError):  # whoever was reading has gone, as "head" does
        _to_nobody(sys.stdout, sys.stderr)
        return 1
    # a disk that is full, a folder that may not be written
    return _refused(options, error.strerror or str(error), error.filename, error.errno)


def _refused(
    options: argparse.Namespace,
    why: str,
    name: str | bytes | int | None = None,
    code: int | None = None,
) -> int:
    """Tells what the system did not let happen, in the form that was asked for, at the file called
    ``name`` where there is one; the exit status."""
    path = os.fsdecode(name) if isinstance(name, str | bytes) else options.command
    problem = Problem(Where(path), why, HINTS.get(code or 0, ""))
    try:
        commands.tell([problem], options)
        sys.stdout.flush()
    except OSError:  # it is the output that takes nothing
        _to_nobody(sys.stdout)
        print(problem, file=sys.stderr)
    return 2


def _to_nobody(*streams: TextIO) -> None:
    """What is still to be told is told to nobody; Python itself would complain at the end."""
    for stream in streams:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
