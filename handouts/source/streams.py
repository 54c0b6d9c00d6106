"""Where a command tells what it has to tell."""

from __future__ import annotations

import io
import os
import sys


def ready() -> None:
    """A stream that was closed before is none: what is told there is told to nobody. What one has
    no letters for is told by its code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
