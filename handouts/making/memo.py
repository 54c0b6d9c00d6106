"""What stages of the work gave, kept in a process under the hash of what they were given.

Other editions, clinics and days find it again, and a memo never has a say in what is made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar, cast

from ..source.problems import Problem

T = TypeVar("T")
PASSING = "facts"  # the stage that each clinic is new to
MOST = 64  # clinics whose facts are kept
# what was asked for, or the problems that keep it from being there
Found = tuple[T | None, tuple[Problem, ...]]


class Memo:
    """What stages gave, by what they were given; ``cache`` keeps compiled drawings between
    processes."""

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache
        self._kept: dict[Hashable, object] = {}
        self._passing = deque[Hashable]()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives; asked for again under the same ``key``, the same again."""
        if key not in self._kept:
            self._kept[key] = make()
            if isinstance(key, tuple) and key[0] == PASSING:
                self._passing.append(key)
                while len(self._passing) > MOST:
                    self._kept.pop(self._passing.popleft(), None)
        return cast(T, self._kept[key])
