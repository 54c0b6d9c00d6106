"""A launcher for the desk, as each system has them: pressed twice, and no terminal to know."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from pathlib import Path

from ..source.files import write
from .words import words

MADE = 0o755


def run(options: argparse.Namespace) -> int:
    """Writes the launcher into the folder that was named, else onto the desktop; the exit
    status."""
    given: Path = options.shortcut
    folder = given if str(given) != "." else desktop()
    name, text = launcher(sys.platform, command(options), words()["screen"]["title"])
    path = folder / name
    write(path, text.encode("utf-8"))
    if os.name == "posix":
        path.chmod(MADE)
    print(path)
    return 0


def desktop() -> Path:
    """Where launchers are put: the desktop, or home where there is none."""
    found = Path.home() / "Desktop"
    return found if found.is_dir() else Path.home()


def command(options: argparse.Namespace) -> list[str]:
    """What opens the desk for this very site, by whole paths."""
    out = [sys.executable, "-m", __package__.partition(".")[0], "desk"]
    out += ["--lang", options.lang] if options.lang else []
    out += ["--content", str(options.content.resolve()), "--assets", str(options.assets.resolve())]
    return out + (["--clinic", str(options.clinic.resolve())] if options.clinic else [])


def launcher(system: str, command: list[str], title: str) -> tuple[str, str]:
    """Name and text of the launcher of a system, as ``sys.platform`` calls it."""
    if system == "win32":
        quoted = " ".join(f'"{one.replace("%", "%%")}"' for one in command)
        return f"{title}.cmd", f"@echo off\r\nchcp 65001 >nul\r\ntitle {title}\r\n{quoted}\r\n"
    if system == "darwin":
        return f"{title}.command", f"#!/bin/sh\nexec {shlex.join(command)}\n"
    return f"{title}.desktop", _entry(command, title)


def _entry(command: list[str], title: str) -> str:
    """A desktop entry of freedesktop.org: what is reserved there stands in quotes, a percent sign
    is doubled."""
    quoted = " ".join(f'"{_reserved(one)}"' for one in command)
    lines = ("[Desktop Entry]", "Type=Application", f"Name={title}", f"Exec={quoted}")
    return "\n".join((*lines, "Terminal=false", "Categories=Office;", ""))


def _reserved(word: str) -> str:
    """Escaped for the quotes, then for the value of a key."""
    for char in ("\\", '"', "`", "$"):
        word = word.replace(char, f"\\{char}")
    return word.replace("\\", "\\\\").replace("%", "%%")
