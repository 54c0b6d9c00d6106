"""The race: this project against Typst and WeasyPrint, on its own handouts (``python -m
benchmarks``)."""
