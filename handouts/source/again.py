"""Parts of a text that were read before, just as they stand there now.

Who writes changes a sentence, and all else of the file is as it was: what pydantic made of it is
found again, with its places. A part is known by its letters, by where it stands, and by all that
had a say in how it was read; one with which anything was wrong is read each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sized
from typing import TypeVar, cast

from .lasting import leave, together
from .tree import Map, Scalar

T = TypeVar("T")
NEW = 8  # parts: fewer are read sooner than all are written


class Again:
    """The parts of one text, those that an earlier run has left under its ``name``, or this process
    ``here``; ``made_of`` is all that has a say in them besides it."""

    def __init__(
        self, name: str, made_of: Iterable[str], here: dict[str, object] | None = None
    ) -> None:
        told = "\0".join((name, *made_of)).encode("utf-8", "surrogateescape")
        self.name, self.made_of = f"parts-{hashlib.sha256(name.encode()).hexdigest()[:24]}", told
        found = together(self.name)
        self.off = found is None and here is None  # nothing of words may last
        self.known, self.asked, self.here = found or here or {}, dict[str, object](), here
        self._digest: hashlib._Hash | None = None

    def once(
        self,
        kind: str,
        tree: object,
        make: Callable[[], T],
        places: Iterable[str],
        problems: Sized,
    ) -> T:
        """What ``make`` reads of a ``tree`` as a ``kind``, or what it was read as before.
        ``places`` are what links in the text may lead to, ``problems`` grow with what is wrong."""
        if self.off or not isinstance(tree, Map | Scalar) or not hasattr(tree, "raw"):
            return make()
        told = self._begun(places).copy()
        told.update(f"{kind}\0{tree.at}\0{tree.raw}".encode("utf-8", "surrogatepass"))
        key = told.hexdigest()
        if key in self.known:
            value = cast("T", self.known[key])
        else:
            before = len(problems)
            value = make()
            if len(problems) != before:
                return value
        self.asked[key] = value
        return value

    def _begun(self, places: Iterable[str]) -> hashlib._Hash:
        """The digest of what all parts have in common, once the text has told its places."""
        if self._digest is None:
            told = "\0".join(sorted(places)).encode("utf-8", "surrogatepass")
            self._digest = hashlib.sha256(self.made_of + b"\0\0" + told)
        return self._digest

    def settle(self) -> None:
        """Leaves what was read for a later run, where enough of it is new; here in any case."""
        if self.here is not None:
            self.here.clear()
            self.here.update(self.asked)
        elif not self.off and len(self.asked.keys() - self.known.keys()) >= NEW:
            leave(self.name, self.asked)
