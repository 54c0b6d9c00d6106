"""``handouts diff``: shows what changed, for whoever reviews it."""

from __future__ import annotations

import argparse
import gc
import sys

from ..project import comparing
from ..source.problems import Misused
from . import say


def run(options: argparse.Namespace) -> int:
    gc.disable()
    try:
        told = comparing.diff(
            (options.old, options.new), options.slugs, options.lang or (), options.out
        )
    except Misused as unknown:
        for problem in unknown.problems:
            print(f"handouts: {problem.message}\n  hint: {problem.hint}", file=sys.stderr)
        return 2
    for problem in told.problems:
        print(problem, file=sys.stderr)
    changes = told.changes
    if changes.nothing:
        print(f"nothing changed; handouts compared: {changes.compared}")
    else:
        counts = (
            f"sentences: {changes.sentences}; numbers: {changes.numbers}; pages: {changes.pages}"
        )
        unread = f"; not compared: {len(changes.unread)}" if changes.unread else ""
        print(f"handouts changed: {len(changes.handouts)} of {changes.compared}; {counts}{unread}")
    say(*told.files)
    return 1 if any(problem.severity == "error" for problem in told.problems) else 0
