"""``handouts schema``: JSON Schemas for editors."""

from __future__ import annotations

import argparse

from ..project.schemas import write_schemas


def run(options: argparse.Namespace) -> int:
    for path in write_schemas(options.out, options.content.resolve()):
        print(path)
    return 0
