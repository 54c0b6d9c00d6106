"""Runs a command.

Exit status: 0 all is well, 1 there were problems, 2 the command itself was wrong, 128 and the
number of the signal when it was stopped: 130 by Ctrl-C.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from . import commands
from .commands.arguments import parser
from .source.plugins import no_plugins
from .source.problems import Misused, Problems, harmless
from .source.processes import status, stoppable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    # a stream that was closed before is none: what is told there is told to nobody
    nobody = Path(os.devnull)
    sys.stdout = sys.stdout or nobody.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nobody.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what it has no letters for is told by its code
            stream.reconfigure(errors="backslashreplace")
    # Python looks through all there is once more before it ends, and takes it apart piece by piece:
    # a tenth of a cold build. What is frozen goes with the process.
    atexit.register(gc.freeze)
    try:
        with stoppable():
            given = sys.argv[1:] if arguments is None else arguments
            return _run(parser(*given[:1]).parse_args(given))
    except KeyboardInterrupt as stopped:
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
    except BrokenPipeError:  # whoever was reading has gone, as "head" does
        _to_nobody()
        return 1
    except OSError as error:  # a disk that is full, a folder that may not be written
        told = ": ".join(str(part) for part in (error.strerror, error.filename) if part)
        print(f"handouts: {harmless(told or str(error))}", file=sys.stderr)
        return 2
    except RuntimeError as error:  # a link that leads to itself, where a folder was named
        if "loop" not in str(error):
            raise
        print(f"handouts: {harmless(str(error))}", file=sys.stderr)
        return 2
    except MemoryError:
        print("handouts: there is not enough memory for this", file=sys.stderr)
        return 2


def _to_nobody() -> None:
    """What is still to be told is told to nobody; Python itself would complain at the end."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
