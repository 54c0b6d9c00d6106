"""``handouts fonts``: which faces languages need, and taking them along."""

from __future__ import annotations

import argparse

from ..project.fonts import add, family_of, listed
from ..source.snapshot import read_folder
from ..starting.shipped import where
from . import say


def run(options: argparse.Namespace) -> int:
    """Raises ``Problems``."""
    if options.action == "add":
        shipped = where() / "assets"
        for taken in add(options.languages, options.assets, options.folder, shipped):
            say(f"{taken.target}  from {taken.source}")
        for language in options.languages:
            if not family_of(language):
                print(f"{language}: the brand's own faces have its letters")
        return 0
    for language, (family, here) in listed(read_folder(options.assets)).items():
        print(f"{language:8} {family:24} {'here' if here else 'missing'}")
    return 0
