"""``handouts desk``: the desk for staff, in a browser on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from ..source.problems import Misused, Problem, Where, did_you_mean

T = TypeVar("T")
PACKAGES = ("starlette", "uvicorn", "ruamel", "python_calamine")  # the extra "desk"


def run(options: argparse.Namespace) -> int:
    """Serves until it is closed, or writes the launcher; the exit status. Raises ``Problems``."""
    spoken = import_module("handouts.desk.words")
    if options.lang not in spoken.languages():
        hint = did_you_mean(options.lang, spoken.languages())
        message = f"the desk has no words for the language '{options.lang}'"
        raise Misused([Problem(Where("desk"), message, hint)])
    spoken.speak(options.lang)
    if options.shortcut is not None:
        made: int = import_module("handouts.desk.shortcut").run(options)
        return made
    folders = import_module("handouts.desk.folders").Folders(
        options.content.resolve(), options.assets.resolve(), options.clinic
    )
    serve = packaged(lambda: import_module("handouts.desk.serve").serve)
    done: int = serve(folders, port=options.port, browser=not options.no_browser)
    return done


def packaged(load: Callable[[], T]) -> T:
    """What is loaded of the desk. Raises ``Misused`` where its packages are not installed."""
    try:
        return load()
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in PACKAGES:
            raise
        hint = 'python -m pip install "handouts[desk]"'
        message = "the desk needs packages that are not installed"
        raise Misused([Problem(Where("desk"), message, hint)]) from None
