"""The kinds of block an author can write. Each module of this package adds its kinds by being here.

A block is one ``kind: value`` pair; its model has exactly one field, named as the kind. It lowers
itself to parts of the document and knows no output. A bare text is a paragraph.
"""

from __future__ import annotations

import os
from importlib import import_module

from ...source.tree import Scalar
from .block import Block, Blocks, Lowering, OfKinds, WrittenBlock

_there = {name.partition(".")[0] for folder in __path__ for name in os.listdir(folder)}
for _name in sorted(name for name in _there if name and not name.startswith("__")):
    import_module(f"{__name__}.{_name}")

__all__ = ["OfKinds", "WrittenBlock", "Block", "Blocks", "Lowering", "Scalar"]
