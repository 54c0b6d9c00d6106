"""``handouts list``: the handouts and how they stand, or the editions."""

from __future__ import annotations

import argparse
import sys

from ..making.site import strays
from ..making.spoken import faceless, with_faces
from ..outputs import editions
from ..project.listing import listing
from ..project.wanted import nothing
from ..source.problems import harmless
from . import opened, tell


def run(options: argparse.Namespace) -> int:
    if options.editions:
        for edition in editions().values():
            print(f"{edition.name:15}{edition.use}")
            print(f"{'':15}print: {edition.printing}")
        return 0
    site, clinic = opened(options)
    rows = list(listing(site, clinic, with_faces(site)))
    for row in rows:
        cells = zip(row[:6], (26, 6, 9, 12, 16, 0), strict=True)
        line = "  ".join(harmless(text).ljust(width) for text, width in cells).rstrip()
        # a folder may be called so that a line which begins with it is a command to GitHub
        print(f" {line.replace('::', ': :', 1)}" if line.startswith("::") else line)
        for note in row.notes:
            print(f"    {harmless(note)}")
    if not site.slugs:
        print(nothing(site), file=sys.stderr)
    problems = sorted(
        {*strays(site, clinic), *(problem for row in rows for problem in row.problems)}
    )
    tell([*problems, *faceless(site)], options)
    return 1 if problems or not rows else 0
