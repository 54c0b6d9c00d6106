"""The commands, one module each: ``run(options)`` gives the exit status. Loaded only when it is
asked for."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..content.beside import PAIRED
from ..desk.folders import Folders
from ..making.places import CACHE, NETWORKS
from ..making.site import Clinic, Site, load_clinic, load_site
from ..reports.terminal import annotation, reached
from ..source.problems import Problem, Where, harmless


def opened(options: argparse.Namespace) -> tuple[Site, Clinic]:
    """The site and the clinic that a command is about; a clinic of a network has its own brand and
    sign-offs. Raises ``Problems``."""
    content, assets = options.content.resolve(), options.assets.resolve()
    if not options.clinic:
        site = load_site(content, assets)
        return site, site.clinic
    clinic = load_clinic(options.clinic, content)
    return Folders(content, assets, options.clinic).opened()[0], clinic


def alone(command: str, edition: str) -> Problem:
    """What is told where a language is to stand beside another in an edition of one."""
    message = f"the edition '{edition}' sets nothing beside another language"
    return Problem(Where(command), message, f"name one that does: {', '.join(PAIRED)}")


def cache(options: argparse.Namespace) -> Path | None:
    """Where things are kept between builds: in the project, wherever its results go; nowhere where
    that was asked for."""
    return None if options.no_cache else options.content.resolve().parent / CACHE


def say(*lines: object) -> None:
    """Each line of what was done, with names of files in it that may hold anything."""
    for line in lines:
        print(harmless(str(line)))


def on_github(told: str, options: argparse.Namespace) -> str:
    """Annotations whose files are found from the top of what GitHub has checked out, wherever the
    folders lie that a command is about."""
    content, assets, clinic = (
        folder and folder.resolve()
        for folder in (getattr(options, name, None) for name in ("content", "assets", "clinic"))
    )
    starts = [folder.parent for folder in (content, assets) if folder]
    starts += [clinic.parent.parent] if clinic else []
    starts += [content, content / NETWORKS] if content else []
    top = Path(os.environ.get("GITHUB_WORKSPACE") or ".")
    return reached(told, starts, top.resolve())


def tell(
    problems: Iterable[Problem], options: argparse.Namespace, files: Sequence[str] = ()
) -> None:
    """Problems in the form that was asked for: as text, as annotations for GitHub, or with the
    ``files`` that were made as JSON."""
    form = getattr(options, "format", "text")
    if form == "json":
        print(
            json.dumps(
                {"files": [*files], "problems": [problem.record for problem in problems]}, indent=2
            )
        )
        return
    for problem in problems:
        if form == "github":
            print(on_github(annotation(problem), options))
        else:
            print(problem, file=sys.stderr)
