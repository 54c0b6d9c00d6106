"""Patterns that few runs use: each is compiled when it is first asked for something."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast


class Later:
    """In place of a pattern until somebody uses it; from then on it has what was used of that."""

    def __init__(self, compiled: Callable[..., object], *given: object) -> None:
        self._compiled, self._given = compiled, given

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._compiled(*self._given), name)
        setattr(self, name, found)
        return found


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, later."""
    return cast("re.Pattern[str]", Later(re.compile, pattern, flags))
