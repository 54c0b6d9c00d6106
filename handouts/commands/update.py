"""``handouts update``: corrections of the shipped texts for a clinic's own site."""

from __future__ import annotations

import argparse

from ..starting.report import told
from ..starting.update import Asked, update


def run(options: argparse.Namespace) -> int:
    more = Asked(
        tuple(options.handout),
        bool(options.every),
        frozenset(options.take),
        frozenset(options.keep),
    )
    done = update(options.folder, more, dry=options.dry_run)
    print("\n".join(told(done, dry=options.dry_run)))
    return 1 if done.open else 0
