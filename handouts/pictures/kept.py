"""Compiled drawings on disk: each with a checksum, which is looked at before the drawing is
believed."""

from __future__ import annotations

from pathlib import Path

from ..source.lasting import put, recalled
from .drawing import Drawing


def keep(path: Path, drawing: Drawing) -> None:
    """Put a drawing at ``path``."""
    put(path, path.stem.encode(), drawing)


def kept(path: Path) -> Drawing | None:
    """The drawing at ``path``; ``None`` where there is none, or it is not as it was put there. Its
    name has a say in that, so that none is taken for another."""
    found = recalled(path, path.stem.encode())
    return found if isinstance(found, Drawing) else None
