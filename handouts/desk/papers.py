"""What was made for a browser to show, to print or to save: in memory, for ten minutes at most."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from ..source.values import dataclass, field

LIST = "application/x-list"  # the kind of a list in memory, which no address gives out
LASTS = 10 * 60.0  # seconds
MOST = 12  # files at once: the oldest goes first
MOST_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A file, what it is called (nothing of a patient), and when it was made."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    made: float


class Papers:
    """The files there are, by names that nobody can guess."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._kept: dict[str, Paper] = {}

    def keep(self, name: str, media_type: str, data: bytes) -> str:
        """Keeps a file; its address."""
        self.sweep()
        number = secrets.token_urlsafe(24)
        self._kept[number] = Paper(name, media_type, data, self.clock())
        while len(self._kept) > MOST or self.size > MOST_BYTES and len(self._kept) > 1:
            self._kept.pop(next(iter(self._kept)))
        return number

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return sum(len(one.data) for one in self._kept.values())

    def find(self, number: str, name: str) -> Paper | None:
        """A file by its address, while it lasts."""
        self.sweep()
        found = self._kept.get(number)
        return found if found and found.name == name else None

    def sweep(self) -> None:
        """Forgets what is too old."""
        now = self.clock()
        for number in [one for one, kept in self._kept.items() if now - kept.made > LASTS]:
            del self._kept[number]

    def forget(self) -> None:
        """Forgets everything."""
        self._kept.clear()
