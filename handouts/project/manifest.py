"""The list of files that lie in a folder of results, with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from ..clinic.jobs import Entry
from ..source.files import write


def write_manifest(out: Path, entries: list[Entry]) -> None:
    """``manifest.json`` and ``SHA256SUMS`` for the files of this build and those of earlier ones
    still there."""
    listed = {entry.file: entry for entry in _earlier(out)} | {
        entry.file: entry for entry in entries
    }
    if not listed:
        return
    ordered = [listed[file] for file in sorted(listed)]
    manifest = {"files": [asdict(entry) for entry in ordered]}
    write(
        out / "manifest.json", (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    )
    write(
        out / "SHA256SUMS", "".join(f"{entry.sha256}  {entry.file}\n" for entry in ordered).encode()
    )


def _earlier(out: Path) -> Iterator[Entry]:
    try:
        entries = [
            Entry(**entry)
            for entry in json.loads((out / "manifest.json").read_text("utf-8"))["files"]
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return
    for entry in entries:
        path = out / entry.file
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256:
            yield entry
