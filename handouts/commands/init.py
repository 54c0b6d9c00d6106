"""``handouts init``: a clinic's own site in an empty folder."""

from __future__ import annotations

import argparse

from ..starting.begin import begin


def run(options: argparse.Namespace) -> int:
    for line in begin(options.folder, options.handout, every=bool(options.every)):
        print(line)
    return 0
