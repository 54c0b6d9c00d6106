"""What stages of the work gave, kept in a process under the hash of what they were given.

Other editions, clinics and days find it again, and a memo never has a say in what is made.
"""

from __future__ import annotations

from collections import defaultdict, deque
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
    processes.

    ``most`` is how many results of each stage are kept, the latest; all of them where it is not
    said. Who makes the same again with other words all day says it.
    """

    def __init__(self, cache: Path | None = None, most: int | None = None) -> None:
        self.cache = cache
        self._kept: dict[Hashable, object] = {}
        self.most = most
        self._passing = defaultdict[Hashable, deque[Hashable]](deque)

    def once(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives; asked for again under the same ``key``, which begins with the name
        of a stage, the same again."""
        if key not in self._kept:
            self._kept[key] = make()
            if most := self.most or (MOST if key[0] == PASSING else None):
                passing = self._passing[key[0]]
                passing.append(key)
                while len(passing) > most:
                    self._kept.pop(passing.popleft(), None)
        return cast(T, self._kept[key])

    def before(self, stage: str, *given: Hashable) -> dict[str, T] | None:
        """What a text came to the time before, piece by piece, for whoever makes it anew to take
        and to put there; nothing where nobody makes the same again."""
        return self.once((stage, *given), dict[str, T]) if self.most else None

    def drop(self, *stages: str) -> None:
        """Forgets what ``stages`` gave, where nobody will ask for it again."""
        for key in [key for key in self._kept if isinstance(key, tuple) and key[0] in stages]:
            del self._kept[key]
