"""``handouts schema``: JSON Schemas for editors."""

from __future__ import annotations

import argparse

from ..project import authoring


def run(options: argparse.Namespace) -> int:
    for path in authoring.write_schemas(options.out, options.content.resolve()):
        print(path)
    return 0
