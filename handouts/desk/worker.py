"""One thread that makes what the desk is asked for, one thing after the other, with the engine that
it loads first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from ..source.circles import settled
from .folders import Folders

if TYPE_CHECKING:
    from .engine import Engine

T = TypeVar("T")


class Worker:
    """The engine is loaded once the first page is out, or something is asked for: it takes longer
    than that page."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self._threads = ThreadPoolExecutor(1, "desk")
        self._engine: Future[Engine] | None = None

    def begin(self) -> None:
        """Loads the engine, if nobody has begun to."""
        self._engine = self._engine or self._threads.submit(_engine, self.folders)

    async def run(self, ask: Callable[[Engine], T]) -> T:
        """What ``ask`` gives, once all that was asked for before is done, of the files as they are
        now."""
        self.begin()
        loaded = self._engine
        assert loaded is not None
        return await asyncio.wrap_future(
            self._threads.submit(lambda: ask(loaded.result().current()))
        )

    def close(self) -> None:
        """Asks for nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _engine(folders: Folders) -> Engine:
    made: Engine = import_module(f"{__package__}.engine").Engine(folders)
    settled()
    return made
