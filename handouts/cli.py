"""Runs a command. Exit status: 0 all is well, 1 there were problems, 2 the command itself was wrong."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from . import commands
from .arguments import parser
from .problems import Problems


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(arguments)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none has a say here, and looking for them takes time
    try:
        status: int = import_module(f"{commands.__name__}.{options.command}").run(options)
        return status
    except Problems as found:
        commands.tell(found.problems, getattr(options, "format", "text"))
        return 1
    except BrokenPipeError:  # whoever was reading has gone, as "head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a disk that is full, a folder that may not be written
        print(f"handouts: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2
