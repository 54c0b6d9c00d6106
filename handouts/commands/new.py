"""``handouts new``: starts a handout that builds."""

from __future__ import annotations

import argparse
import sys

from ..project.starter import new_handout
from . import say


def run(options: argparse.Namespace) -> int:
    path, problems = new_handout(options.content.resolve(), options.assets.resolve(), options.slug)
    for problem in problems:
        print(problem, file=sys.stderr)
    if path:
        say(f"{path}: fill it in, then run 'python -m handouts build {options.slug}'")
    return 1 if problems else 0
