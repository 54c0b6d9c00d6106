"""Starts the desk on this machine alone, opens it in a browser, and ends it."""

from __future__ import annotations

import asyncio
import ctypes
import socket
import sys
from contextlib import suppress

import uvicorn

try:
    import resource
except ImportError:  # a Windows has none
    resource = None  # type: ignore[assignment]

from .app import Desk, shell
from .door import listening, shown
from .folders import Folders
from .keys import Keys
from .papers import Papers
from .words import words
from .worker import Worker

LOOKS = 2.0  # seconds between two looks at the clock
NO_DUMP = 4  # prctl: PR_SET_DUMPABLE


def serve(folders: Folders, *, port: int = 0, browser: bool = True) -> int:
    """Runs until somebody closes it, nobody uses it, or the day is over; the exit status."""
    undumped()
    asyncio.run(_run(folders, listening(port), browser=browser))
    return 0


async def _run(folders: Folders, bound: socket.socket, *, browser: bool) -> None:
    port = bound.getsockname()[1]
    keys, papers = Keys(), Papers()
    server: uvicorn.Server | None = None

    def stop() -> None:
        assert server is not None
        server.should_exit = True

    worker = Worker(folders)
    desk = Desk(folders, keys, papers, worker, stop)
    server = uvicorn.Server(
        uvicorn.Config(
            desk.app(port),
            http="h11",
            ws="none",
            lifespan="off",
            loop="asyncio",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=2,
            limit_concurrency=40,
        )
    )
    shell()
    watching = asyncio.create_task(_watch(keys, papers, server))
    opened = shown(keys, port, words()["terminal"], name="desk", browser=browser)
    opening = asyncio.create_task(opened)
    try:
        await server.serve([bound])
    finally:
        watching.cancel()
        opening.cancel()
        with suppress(asyncio.CancelledError):
            await opening
        papers.forget()
        worker.close()
        print(words()["terminal"]["closed"])


async def _watch(keys: Keys, papers: Papers, server: uvicorn.Server) -> None:
    """Ends the desk when its time is over, and forgets what is too old."""
    while not server.should_exit:
        await asyncio.sleep(LOOKS)
        papers.sweep()
        if keys.over:
            server.should_exit = True


def undumped() -> None:
    """A fault of this process leaves no picture of its memory on the disk."""
    with suppress(ValueError, OSError):
        if resource:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(NO_DUMP, 0, 0, 0, 0)
