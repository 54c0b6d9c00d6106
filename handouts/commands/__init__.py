"""The commands, one module each: ``run(options)`` gives the exit status. Loaded only when it is
asked for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..content.beside import PAIRED
from ..making.site import Clinic, Site, load_clinic, load_site
from ..project.tasks import CACHE
from ..reports.terminal import annotation
from ..source.problems import Problem, Where


def opened(options: argparse.Namespace) -> tuple[Site, Clinic]:
    """The site and the clinic that a command is about. Raises ``Problems``."""
    site = load_site(options.content.resolve(), options.assets.resolve())
    return site, load_clinic(options.clinic) if options.clinic else site.clinic


def alone(command: str, edition: str) -> Problem:
    """What is told where a language is to stand beside another in an edition of one."""
    message = f"the edition '{edition}' sets nothing beside another language"
    return Problem(Where(command), message, f"name one that does: {', '.join(PAIRED)}")


def cache(options: argparse.Namespace) -> Path | None:
    """Where things are kept between builds: in the project, wherever its results go; nowhere where
    that was asked for."""
    return None if options.no_cache else options.content.resolve().parent / CACHE


def tell(problems: Iterable[Problem], form: str, files: Sequence[str] = ()) -> None:
    """Problems as text, as annotations for GitHub, or with the ``files`` that were made as JSON."""
    if form == "json":
        print(
            json.dumps(
                {"files": [*files], "problems": [problem.record for problem in problems]}, indent=2
            )
        )
        return
    for problem in problems:
        if form == "github":
            print(annotation(problem))
        else:
            print(problem, file=sys.stderr)
