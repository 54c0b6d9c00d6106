"""Builds every brochure: ``python build.py ...`` is the same as ``handouts build ...``."""

import sys

from handouts.cli import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
