"""Files are written whole or not at all, under names that every system takes."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path


def person_key(name: str) -> str:
    """One person's name as files and comparisons know it: small ASCII letters, digits and hyphens.

    Signs, marks, case and white space do not count; a name that has letters beyond these gets
    digits of its hash, so that no two people share a key for want of their own letters.
    """
    even = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", even) if not unicodedata.combining(char)
    )
    key = "-".join(re.findall(r"[a-z0-9]+", bare))
    digits = "" if even.isascii() else hashlib.sha256(even.encode()).hexdigest()[:6]
    return "-".join(filter(None, (key, digits)))


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, whole or not at all; an equal file is left as it is."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Put all ``files`` where they belong, or none: what was there comes back when one cannot be
    put in its place."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    before: dict[Path, bytes | None] = {}
    try:
        for path, part in parts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(files[path])
        for path, part in parts.items():
            before[path] = path.read_bytes() if path.exists() else None
            os.replace(part, path)
    except BaseException:
        for path, data in before.items():
            path.unlink(missing_ok=True) if data is None else path.write_bytes(data)
        raise
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
