"""``handouts desk``: the desk for staff, in a browser on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from ..project.tasks import today
from ..source.problems import Misused, Problem, Where, did_you_mean

T = TypeVar("T")
# of the extra "desk"
PACKAGES = ("starlette", "uvicorn", "ruamel", "python_calamine", "watchfiles")


def run(options: argparse.Namespace) -> int:
    """Serves until it is closed, or writes the launcher; the exit status. Raises ``Problems``."""
    spoken = import_module("handouts.desk.words")
    if options.lang and options.lang not in spoken.languages():
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
    today()  # a clock that stands still is told here, not when somebody wants a copy
    serve = packaged(lambda: import_module("handouts.desk.serve").serve)
    done: int = serve(folders, port=options.port, browser=not options.no_browser)
    return done


def packaged(load: Callable[[], T], whose: str = "the desk", command: str = "desk") -> T:
    """What is loaded of the desk, or of what stands behind its door. Raises ``Misused`` where the
    packages are not installed."""
    try:
        return load()
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in PACKAGES:
            raise
        hint = 'python -m pip install "handouts[desk]"'
        message = f"{whose} needs packages that are not installed"
        raise Misused([Problem(Where(command), message, hint)]) from None
