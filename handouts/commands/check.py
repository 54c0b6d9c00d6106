"""``handouts check``: says what is hard to read, one-sided or not to be trusted."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

from .. import api
from ..project import checking
from ..project.tasks import Asked
from ..source.files import write
from ..source.problems import Misused, Problem, Where, harmless
from . import cache, on_github, opened

PAGE = Path("dist/check.html")


def run(options: argparse.Namespace) -> int:
    gc.disable()
    if options.out and options.format != "html":
        hint = "ask for it: --format html; what is told otherwise goes where '>' leads it"
        raise Misused([Problem(Where("--out"), "no file is written but the HTML page", hint)])
    site, clinic = opened(options)
    task = api.Task(site, clinic, cache(options))
    languages = tuple(dict.fromkeys(options.lang or ()))
    asked = Asked(
        tuple(options.slugs), languages, options.format, options.strict, pages=not options.no_pages
    )
    text, status = checking.told(task, options.content.resolve(), asked, options.jobs)
    if options.format == "html":
        page = options.out or PAGE
        write(page, text.encode())
        text = harmless(str(page))
    if text:
        print(on_github(text, options) if options.format == "github" else text)
    return status
