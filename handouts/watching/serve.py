"""Serves a watched handout on this machine alone, and looks out for files that are saved."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import tempfile
import webbrowser
from contextlib import suppress
from html import escape
from pathlib import Path

import uvicorn
from watchfiles import awatch

from ..api import Job
from ..desk.folders import Folders
from ..desk.keys import Keys
from ..desk.serve import HOST
from .app import Watch
from .engine import Engine

LOOKS = 0.1  # seconds between two looks whether it is to end
RARELY = 50_000  # objects between two looks for circles
STEP, LONGEST = 3, 40  # milliseconds: without another file saved, and with one after the other


def serve(folders: Folders, job: Job, *, port: int = 0, browser: bool = True) -> int:
    """Runs until it is stopped; the exit status."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let another program listen on the same port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    asyncio.run(_run(folders, job, bound, browser=browser))
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
        asyncio.create_task(_open(keys, port, browser=browser)),
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
    gc.freeze()  # what is there stays: looking through it after each edit would take longer
    gc.set_threshold(RARELY)
    await watch.show()
    places = {folders.content, folders.assets, folders.clinic_file.parent}
    looked = awatch(*places, debounce=LONGEST, step=STEP, stop_event=watch.over)
    async for changes in looked:
        paths = sorted({Path(path) for _, path in changes})
        await watch.show(paths)


async def _open(keys: Keys, port: int, *, browser: bool) -> None:
    """Opens the page through a file that only its owner can read, as the desk does: so the key
    stands in no list of processes."""
    folder = Path(tempfile.mkdtemp(prefix="handouts-watch-"))
    path = folder / "open.html"
    address = f"http://{HOST}:{port}/#k={keys.new_key()}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
            f'<meta http-equiv="refresh" content="0;url={escape(address)}">'
        )
    try:
        print(f"watching; open {path.as_uri()} within a minute. Ctrl-C ends it.", flush=True)
        if browser:
            await asyncio.to_thread(webbrowser.open, path.as_uri())
        while keys.waiting:
            await asyncio.sleep(0.5)
    finally:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
