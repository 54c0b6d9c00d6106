"""Starts the desk on this machine alone, opens it in a browser, and ends it."""

from __future__ import annotations

import asyncio
import ctypes
import os
import socket
import sys
import tempfile
import webbrowser
from contextlib import suppress
from html import escape
from pathlib import Path

import uvicorn

try:
    import resource
except ImportError:  # a Windows has none
    resource = None  # type: ignore[assignment]

from .app import Desk, shell
from .folders import Folders
from .keys import KEY_LASTS, Keys
from .papers import Papers
from .words import words
from .worker import Worker

HOST = "127.0.0.1"
LOOKS = 2.0  # seconds between two looks at the clock
NO_DUMP = 4  # prctl: PR_SET_DUMPABLE


def serve(folders: Folders, *, port: int = 0, browser: bool = True) -> int:
    """Runs until somebody closes it, nobody uses it, or the day is over; the exit status."""
    undumped()
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let another program listen on the same port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    asyncio.run(_run(folders, bound, browser=browser))
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
    opening = asyncio.create_task(_open(keys, port, browser=browser))
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


async def _open(keys: Keys, port: int, *, browser: bool) -> None:
    """Opens the page through a file that only its owner can read, so that the key stands neither in
    the list of processes nor in a log; it is gone once the key is used or too old."""
    folder = Path(tempfile.mkdtemp(prefix="handouts-desk-"))
    path = folder / "open.html"
    address = f"http://{HOST}:{port}/#k={keys.new_key()}"
    told = words()["terminal"]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
            f'<meta http-equiv="refresh" content="0;url={escape(address)}">'
        )
    try:
        print(told["open"].format(file=path.as_uri()), flush=True)
        if browser and not await asyncio.to_thread(webbrowser.open, path.as_uri()):
            print(told["browser"], file=sys.stderr, flush=True)
        for _ in range(int(KEY_LASTS / 0.5)):
            await asyncio.sleep(0.5)
            if not keys.waiting:
                break
    finally:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()


def undumped() -> None:
    """A fault of this process leaves no picture of its memory on the disk."""
    with suppress(ValueError, OSError):
        if resource:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(NO_DUMP, 0, 0, 0, 0)
