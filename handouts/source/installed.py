"""Which versions of packages this Python has, told by the names of the folders beside them.

``importlib.metadata`` finds the same, but takes a fifth of a build that has nothing to do.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

# ``NAME-VERSION.dist-info``, or what Python had before wheels (Core metadata, Recording projects)
INFO = re.compile(r"([\w.-]+?)-(\d[^-]*)(?:-py[\d.]+)?\.(?:dist|egg)-info")
SIGNS = re.compile(r"[-_.]+")  # all the same in a name (Names and normalization)


def versions(path: Sequence[str] | None = None) -> dict[str, str]:
    """The packages in the folders of ``path``, those Python looks in where none is given: each
    normalized name, with the version that is found first."""
    found: dict[str, str] = {}
    for folder in sys.path if path is None else path:
        try:
            names = sorted(os.listdir(folder or "."))
        except OSError:  # no folder, or not ours to read
            continue
        for match in filter(None, map(INFO.fullmatch, names)):
            found.setdefault(SIGNS.sub("-", match[1]).lower(), match[2])
    return found
