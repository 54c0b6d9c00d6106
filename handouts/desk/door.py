"""How a page is opened on this machine alone: a socket that nobody else shares, a file that only
its owner can read, a key that is traded for a token once.

The desk stands behind it, and so does a handout that is watched while it is written.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from .guard import told
from .keys import Keys
from .refusal import Refusal, answer

HOST = "127.0.0.1"


def listening(port: int) -> socket.socket:
    """A socket of this machine; at any free port where ``port`` is 0. Raises ``OSError``: it is
    taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let another program listen on the same port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except (OSError, OverflowError) as error:  # taken, or a number that is none of a port's
        bound.close()
        kind = (isinstance(error, OSError) and error.errno) or errno.EINVAL
        raise OSError(kind, os.strerror(kind), f"--port {port}") from None
    return bound


async def shown(
    keys: Keys, port: int, words: Mapping[str, str], *, name: str, browser: bool
) -> None:
    """Opens the page through a file that only its owner can read, so that the key stands neither in
    the list of processes nor in a log; it is gone once the key is used or too old.

    ``words`` are what is said of it: ``open`` with the place of the ``{file}``, and ``browser``
    where none could be opened. ``name`` is in the name of the file's folder.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"handouts-{name}-"))
    path = folder / "open.html"
    address = f"http://{HOST}:{port}/#k={keys.new_key()}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
            f'<meta http-equiv="refresh" content="0;url={escape(address)}">'
        )
    try:
        print(words["open"].format(file=path.as_uri()), flush=True)
        if browser and not await asyncio.to_thread(webbrowser.open, path.as_uri()):
            print(words["browser"], file=sys.stderr, flush=True)
        while keys.waiting:
            await asyncio.sleep(0.5)
    finally:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()


def traded(request: Request, keys: Keys) -> Response:
    """A token for the key that a page was opened with."""
    key = told(request).get("key", "")
    token = keys.opened(key) if isinstance(key, str) else ""
    if not token:
        raise Refusal(403, "key")
    return answer({"token": token})


async def nothing(_: Request) -> Response:
    """What no page asks for."""
    raise Refusal(404, "path")
