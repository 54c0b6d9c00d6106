"""Processor time by stage: what is spent in a stage is not counted in the one that called it."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any


class Clock:
    """Milliseconds of processor time by stage; what is in none is in ``rest``."""

    def __init__(self, rest: str) -> None:
        self.rest = rest
        self.spent: dict[str, float] = {}
        self._open = [rest]
        self._since = time.process_time()

    def start(self) -> None:
        """Begins anew: what was told is forgotten."""
        self.spent, self._open, self._since = {}, [self.rest], time.process_time()

    def stop(self) -> dict[str, float]:
        """What was spent since the start, by stage."""
        self._tell()
        return self.spent

    def enter(self, stage: str) -> None:
        self._tell()
        self._open.append(stage)

    def leave(self) -> None:
        self._tell()
        self._open.pop()

    def _tell(self) -> None:
        now, stage = time.process_time(), self._open[-1]
        self.spent[stage] = self.spent.get(stage, 0.0) + 1000 * (now - self._since)
        self._since = now

    def watch(self, stages: dict[str, str]) -> None:
        """Puts a stage around functions, each called ``module:name`` or ``module:class.name``, as
        those who call it know it. Raises ``AttributeError``: the code has no such function."""
        for place, stage in stages.items():
            module, _, path = place.partition(":")
            owner: Any = import_module(module)
            *inner, name = path.split(".")
            for one in inner:
                owner = getattr(owner, one)
            setattr(owner, name, self._within(stage, getattr(owner, name)))

    def _within(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            self.enter(stage)
            try:
                return function(*given, **named)
            finally:
                self.leave()

        return watched
