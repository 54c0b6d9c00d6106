"""Serves a watched handout on this machine alone, and looks out for files that are saved."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import uvicorn
from watchfiles import awatch

from ..api import Job
from ..desk.door import listening, shown
from ..desk.folders import Folders
from ..desk.keys import Keys
from ..source.circles import settled
from .app import Watch
from .engine import Engine

TOLD = {
    "open": "watching; open {file} within a minute. Ctrl-C ends it.",
    "browser": "handouts: no browser could be opened; open the file yourself",
}
LOOKS = 0.1  # seconds between two looks whether it is to end
STEP, LONGEST = 3, 40  # milliseconds: without another file saved, and with one after the other


def serve(folders: Folders, job: Job, *, port: int = 0, browser: bool = True) -> int:
    """Runs until it is stopped; the exit status."""
    asyncio.run(_run(folders, job, listening(port), browser=browser))
    return 0


async def _run(folders: Folders, job: Job, bound: socket.socket, *, browser: bool) -> None:
    port, keys = bound.getsockname()[1], Keys()
    watch = Watch(Engine(folders, job), job.slug, keys)
    server = uvicorn.Server(
        uvicorn.Config(
            watch.app(port),
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    tasks = [
        asyncio.create_task(_end(watch, server)),
        asyncio.create_task(_follow(watch, folders)),
        asyncio.create_task(shown(keys, port, TOLD, name="watch", browser=browser)),
    ]
    try:
        await server.serve([bound])
    finally:
        watch.close()
        for one in tasks:
            one.cancel()
            with suppress(asyncio.CancelledError):
                await one


async def _end(watch: Watch, server: uvicorn.Server) -> None:
    """Let go of all who look once the server is to end: it waits for them."""
    while not server.should_exit:
        await asyncio.sleep(LOOKS)
    watch.end()


async def _follow(watch: Watch, folders: Folders) -> None:
    """Look at what was saved, as soon as it is."""
    await watch.run(Engine.begin)
    settled()
    await watch.show()
    places = {folders.content, folders.assets, folders.clinic_file.parent}
    looked = awatch(*places, debounce=LONGEST, step=STEP, stop_event=watch.over)
    async for changes in looked:
        paths = sorted({Path(path) for _, path in changes})
        await watch.show(paths)
