"""``handouts schema``: JSON Schemas for editors."""

from __future__ import annotations

import argparse

from ..project.schemas import write_schemas
from . import say


def run(options: argparse.Namespace) -> int:
    say(*write_schemas(options.out, options.content.resolve()))
    return 0
