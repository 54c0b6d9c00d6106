"""``handouts init``: a clinic's own site in an empty folder."""

from __future__ import annotations

import argparse

from ..starting.begin import begin
from . import say


def run(options: argparse.Namespace) -> int:
    say(*begin(options.folder, options.handout, every=bool(options.every)))
    return 0
