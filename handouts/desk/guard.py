"""What stands before every request: who asks, from where, and with how much.

A cookie could not do this: browsers send those of one port to every other. The order is fixed: the
host, the path, the method, where it comes from, the token, what kind of data, how much of it.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import traceback
from collections.abc import Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from .keys import Keys
from .refusal import Refusal

TOKEN = "x-desk-token"
OPENING = (
    "/api/open"  # the one address of data that is asked for with a key, before there is a token
)
MOST = 64_000  # bytes of what is told of one patient, or of the facts
MOST_OF_BRAND = 500_000  # bytes: a logo is among them
MOST_OF_FILE = 5_000_000  # bytes of a list
FILES = ("/api/list/read",)  # where a file is sent as it is
SLOWEST = 10.0  # seconds for a request to come in
MOST_FIELDS = 400
METHODS = {"api": ("POST",), "page": ("GET",)}


class Guard:
    """Lets through what the desk's own page asks for."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self.app, self.keys = app, keys
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            self.check(request)
            if request.scope["path"].startswith("/api/"):
                scope["desk.body"] = await body(request)
            self.keys.touched()
            await self.app(scope, receive, send)
        except Refusal as refused:
            await refused.response(scope, receive, send)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001  (its words may be a patient's: none of them is told)
            await _broken(error).response(scope, receive, send)

    def check(self, request: Request) -> None:
        """Raises ``Refusal``."""
        host = one_header(request, "host")
        if host not in self.hosts:
            raise Refusal(400, "host", host, " ".join(self.hosts))
        path = request.scope["path"]
        if not sound(request.scope):
            raise Refusal(404, "path")
        api = path.startswith("/api/")
        methods = METHODS["api" if api else "page"]
        if request.method not in methods:
            raise Refusal(405, "method", request.method, " ".join(methods))
        self.origin(request, host, api=api)
        if api:
            self.token(request, path)

    def origin(self, request: Request, host: str, *, api: bool) -> None:
        """Only the desk's own page asks for data; the page itself may be opened from anywhere, as
        nothing of anybody is in it."""
        site = one_header(request, "sec-fetch-site")
        opening = request.scope["path"] == "/" and one_header(request, "sec-fetch-dest") in (
            "document",
            "",
        )
        known = ("same-origin",) if api else ("same-origin", "none")
        if site not in known and not opening:
            raise Refusal(403, "site", site, " ".join(known))
        given = one_header(request, "origin")
        if (api or given) and given != f"http://{host}" and not (opening and not api):
            raise Refusal(403, "origin", given, f"http://{host}")

    def token(self, request: Request, path: str) -> None:
        if path != OPENING and not self.keys.knows(one_header(request, TOKEN)):
            raise Refusal(403, "token")
        kind = one_header(request, "content-type").partition(";")[0].strip().lower()
        wanted = "application/octet-stream" if path in FILES else "application/json"
        if kind != wanted:
            raise Refusal(415, "type", kind, wanted)


def one_header(request: Request, name: str) -> str:
    """A header that is there once; nothing where it is not there, or twice."""
    found = request.headers.getlist(name)
    return found[0] if len(found) == 1 else ""


def sound(scope: Scope) -> bool:
    """Whether a path is written plainly: from the root, without anything that is read in two
    ways."""
    raw = scope.get("raw_path") or scope["path"].encode()
    plain = bytes(raw).startswith(b"/") and not any(
        bad in raw for bad in (b"//", b"\\", b"%", b"..", b"@", b"\0")
    )
    return plain and not scope["query_string"]


async def body(request: Request) -> bytes:
    """What was sent, whole. Raises ``Refusal``: it is too much, or comes too slowly."""
    path = request.scope["path"]
    most = MOST_OF_FILE if path in FILES else MOST
    most = MOST_OF_BRAND if path.startswith("/api/brand/") else most
    length = one_header(request, "content-length")
    if length.isdecimal() and int(length) > most:
        raise Refusal(413, "size", length, str(most))
    try:
        return await asyncio.wait_for(_gathered(request, most), SLOWEST)
    except TimeoutError:
        raise Refusal(408, "slow", "", f"{SLOWEST:g}") from None


async def _gathered(request: Request, most: int) -> bytes:
    out = bytearray()
    async for part in request.stream():
        out += part
        if len(out) > most:
            raise Refusal(413, "size", str(len(out)), str(most))
    return bytes(out)


def told(request: Request) -> Mapping[str, object]:
    """What was sent as JSON: one object. Raises ``Refusal``."""
    try:
        found = json.loads(request.scope["desk.body"].decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refusal(400, "json") from None
    if not isinstance(found, dict):
        raise Refusal(400, "json")
    count = _count(found)
    if count > MOST_FIELDS:
        raise Refusal(400, "fields", str(count), str(MOST_FIELDS))
    return found


def _count(found: object) -> int:
    """How many values there are in all."""
    if isinstance(found, dict):
        return sum(map(_count, found.values()))
    return sum(map(_count, found)) if isinstance(found, list) else 1


def _broken(error: Exception) -> Refusal:
    """A fault of the program: what is told of it is a number, its kind and its place."""
    number = secrets.token_hex(4)
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.replace(chr(92), '/').rpartition('/handouts/')[2]}:{last.lineno}"
    print(f"desk: {number}: {type(error).__name__} in {place}", file=sys.stderr)
    return Refusal(500, "broken", number, "")
