"""A launcher for the desk, as each system has them: pressed twice, and no terminal to know."""

from __future__ import annotations

import argparse
import os
import shlex
import site
import sys
from pathlib import Path

from ..source.files import write
from .words import words

MADE = 0o755
PACKAGE = Path(__file__).parents[1]


def run(options: argparse.Namespace) -> int:
    """Writes the launcher into the folder that was named, else onto the desktop; the exit
    status."""
    given: Path = options.shortcut
    folder = given if str(given) != "." else desktop()
    title = words()["screen"]["title"]
    name, text = launcher(sys.platform, command(options), title, home(PACKAGE.parent))
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


def home(beside: Path) -> str:
    """The folder that the desk is to be started in: the one the package lies in, ``beside`` others,
    where Python does not find it by itself (a checkout); "" where it was installed."""
    known = map(Path, (*site.getsitepackages(), site.getusersitepackages()))
    return "" if beside in known else str(beside)


def command(options: argparse.Namespace) -> list[str]:
    """What opens the desk for this very site, by whole paths."""
    out = [sys.executable, "-m", PACKAGE.name, "desk"]
    out += ["--lang", options.lang] if options.lang else []
    out += ["--port", str(options.port)] if options.port else []
    out += ["--no-browser"] if options.no_browser else []
    out += ["--content", str(options.content.resolve()), "--assets", str(options.assets.resolve())]
    return out + (["--clinic", str(options.clinic.resolve())] if options.clinic else [])


def launcher(system: str, command: list[str], title: str, folder: str = "") -> tuple[str, str]:
    """Name and text of the launcher of a system, as ``sys.platform`` calls it; ``folder`` is where
    the command is started, if that has a say in it."""
    if system == "win32":
        quoted = " ".join(map(_quoted, command))
        there = f"cd /d {_quoted(folder)}\r\n" if folder else ""
        begun = f"@echo off\r\nchcp 65001 >nul\r\ntitle {title}\r\n"
        return f"{title}.cmd", f"{begun}{there}{quoted}\r\n"
    if system == "darwin":
        there = f"cd {shlex.quote(folder)} || exit\n" if folder else ""
        return f"{title}.command", f"#!/bin/sh\n{there}exec {shlex.join(command)}\n"
    return f"{title}.desktop", _entry(command, title, folder)


def _quoted(word: str) -> str:
    return f'"{word.replace("%", "%%")}"'


def _entry(command: list[str], title: str, folder: str) -> str:
    """A desktop entry of freedesktop.org: what is reserved there stands in quotes, a percent sign
    is doubled."""
    quoted = " ".join(f'"{_reserved(one)}"' for one in command)
    lines = ["[Desktop Entry]", "Type=Application", f"Name={title}", f"Exec={quoted}"]
    lines += ["Path=" + folder.replace("\\", "\\\\")] if folder else []
    return "\n".join((*lines, "Terminal=false", "Categories=Office;", ""))


def _reserved(word: str) -> str:
    """Escaped for the quotes, then for the value of a key."""
    for char in ("\\", '"', "`", "$"):
        word = word.replace(char, f"\\{char}")
    return word.replace("\\", "\\\\").replace("%", "%%")
