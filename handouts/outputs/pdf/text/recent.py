"""What was made lately, by what it was made of: a memo that does not grow with what passes through
a process.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Each(dict[K, V]):
    """What ``make`` gives for each key, made once: where there are only so many keys, such as the
    glyphs of a face."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self.make: Callable[[K], V] = make

    def __missing__(self, key: K) -> V:
        found = self[key] = self.make(key)
        return found


class Recent(dict[K, V]):
    """``recent[key]`` is what ``make`` gives for the key; a key that is known costs no call.

    When ``most`` keys are there they become the old ones, and the old ones that nobody has asked
    for since are forgotten: what comes again and again stays, though most of what comes is new.
    """

    __slots__ = ("make", "most", "old")

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        super().__init__()
        self.make, self.most = make, most
        self.old: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        if len(self) >= self.most:
            self.turn()
        old = self.old
        found = old[key] if key in old else self.make(key)
        self[key] = found
        return found

    def turn(self) -> None:
        """Makes all keys old ones."""
        self.old = dict(self)
        self.clear()

    def forget(self) -> None:
        """Drops all of them."""
        self.clear()
        self.old = {}
