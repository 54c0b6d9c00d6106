"""Which versions of packages this Python has, told by the names of the folders beside them.

``importlib.metadata`` finds the same, but takes a fifth of a build that has nothing to do.
"""

from __future__ import annotations

import os
import sys

KINDS = ("dist-info", "egg-info")


def versions(path: list[str] | None = None) -> dict[str, str]:
    """The packages in the folders of ``path``, those Python looks in where none is given: each
    normalized name, with the version that is found first."""
    found: dict[str, str] = {}
    for folder in sys.path if path is None else path:
        try:
            names = sorted(os.listdir(folder or "."))
        except OSError:  # no folder, or not ours to read
            continue
        for one in names:
            if one.endswith(KINDS):
                name, version = _told(one)
                found.setdefault(name, version)
    found.pop("", None)
    return found


def _told(folder: str) -> tuple[str, str]:
    """The normalized name and the version that the name of a folder tells; nothing where it is none
    of a package. ``NAME-VERSION.dist-info``, or what Python had before wheels (Core metadata,
    Recording projects). No pattern: a build that has nothing to do loads none."""
    stem, dot, kind = folder.rpartition(".")
    *before, version = stem.split("-")
    if len(before) > 1 and version[:2] == "py" and version[2:].replace(".", "").isdecimal():
        *before, version = before
    name = "-".join(before)
    if not dot or kind not in KINDS or not version[:1].isdecimal():
        return "", ""
    even = name.replace("_", "-").replace(".", "-")
    if not even or not even.replace("-", "").isalnum():
        return "", ""
    while "--" in even:  # signs are all the same in a name (Names and normalization)
        even = even.replace("--", "-")
    return even.lower(), version
