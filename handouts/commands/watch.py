"""``handouts watch``: the pages of a handout in a browser, while somebody writes it."""

from __future__ import annotations

import argparse
from importlib import import_module

from ..clinic.jobs import Job
from ..content.editions import PAPERS
from ..outputs import editions, output_of, partnered
from ..project.tasks import today
from ..source.problems import Misused, Problem, Where, did_you_mean
from . import alone, opened
from .desk import packaged


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped; the exit status. Raises ``Problems``."""
    site, _ = opened(options)
    known = tuple(name for name in editions() if output_of(name).papered)
    asked = (
        ("handout", options.slug, site.slugs),
        ("language of this handout", options.lang, site.written.get(options.slug, (options.lang,))),
        ("edition on paper", options.edition, known),
        ("paper", options.paper, tuple(PAPERS)),
    )
    wrong = [
        Problem(Where("watch"), f"there is no {what} '{name}'", did_you_mean(name, names))
        for what, name, names in asked
        if name not in names
    ]
    if wrong:
        raise Misused(wrong)
    day, partner = today(), options.partner
    job = Job(options.slug, options.lang, options.edition, options.paper, day=day, partner=partner)
    if partner and not partnered(job, "").partner:
        raise Misused([alone("watch", options.edition)])
    folders = import_module("handouts.desk.folders").Folders(
        options.content.resolve(), options.assets.resolve(), options.clinic
    )
    serve = packaged(lambda: import_module("handouts.watching.serve").serve, "watching", "watch")
    done: int = serve(folders, job, port=options.port, browser=not options.no_browser)
    return done
