"""``handouts notice``: the notice that help with languages is free, as a page or as a poster."""

from __future__ import annotations

import argparse

from ..project import notices
from ..source.files import write
from . import opened, say


def run(options: argparse.Namespace) -> int:
    """The exit status. Raises ``Problems``."""
    site, clinic = opened(options)
    data = notices.made(site, clinic, options.lang, options.paper, poster=options.poster)
    write(options.out, data)
    say(options.out)
    return 0
