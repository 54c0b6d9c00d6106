"""The addresses of a watched handout: its page, what happens to it, pictures of its pages.

The desk's guard stands before all of them: only this machine's own page is let in.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route, Router

from ..desk.door import nothing, traded
from ..desk.guard import Guard
from ..desk.keys import Keys
from ..desk.refusal import HEADERS, Refusal
from .engine import Engine

PAGES = Path(__file__).parent / "pages"
KINDS = {".css": "text/css", ".js": "text/javascript"}
STILL = 15.0  # seconds after which a silent connection says that it is there
# of a picture: what it is called by is what is on it
LASTING = {**HEADERS, "Cache-Control": "private, max-age=86400, immutable"}
T = TypeVar("T")


class Watch:
    """One run: who looks at what. The engine has a thread of its own."""

    def __init__(self, engine: Engine, title: str, keys: Keys) -> None:
        self.engine, self.title, self.keys = engine, title, keys
        self._threads = ThreadPoolExecutor(1, "watch")
        self._looking: set[asyncio.Queue[str]] = set()
        self.over = asyncio.Event()

    def app(self, port: int) -> Guard:
        """It as an application of ASGI."""
        routes = [
            Route("/", self.page, methods=["GET"]),
            Route("/pages/{name}", static, methods=["GET"]),
            Route("/page/{id}", self.picture, methods=["GET"]),
            Route("/api/open", self.open, methods=["POST"]),
            Route("/api/events", self.events, methods=["POST"]),
            Route("/{rest:path}", nothing, methods=["GET", "POST"]),
        ]
        return Guard(Router(routes, redirect_slashes=False), self.keys, port)

    async def run(self, ask: Callable[[Engine], T]) -> T:
        """What ``ask`` gives, in the engine's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, ask, self.engine)

    async def show(self, saved: Sequence[Path] = ()) -> None:
        """Tell all who look what there is to see now, after files were ``saved``; nothing where
        none of them has a say in it."""
        text = await self.run(lambda engine: told_after(engine, saved))
        for one in self._looking if text else ():
            one.put_nowait(text)

    def end(self) -> None:
        """Nothing more is told."""
        self.over.set()
        for one in self._looking:
            one.put_nowait("")

    def close(self) -> None:
        """Asks for nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    # -------------------------------------------------------------- addresses

    async def page(self, _: Request) -> Response:
        return Response(shell(self.title), 200, HEADERS, "text/html; charset=utf-8")

    async def open(self, request: Request) -> Response:
        """A token for the key that the page was opened with."""
        return traded(request, self.keys)

    async def picture(self, request: Request) -> Response:
        name = str(request.path_params["id"])
        found = await self.run(lambda engine: engine.picture(name))
        if found is None:
            raise Refusal(404, "gone")
        return Response(found, 200, LASTING, "image/jpeg")

    async def events(self, _: Request) -> Response:
        """Everything that happens from now on, as server-sent events."""
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(), 200, headers, "text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        waiting = asyncio.Queue[str]()
        self._looking.add(waiting)
        try:
            yield f"data: {await self.run(told_after)}\n\n"
            while not self.over.is_set():
                try:
                    if text := await asyncio.wait_for(waiting.get(), STILL):
                        yield f"data: {text}\n\n"
                except TimeoutError:
                    yield ":\n\n"
        finally:
            self._looking.discard(waiting)


def told_after(engine: Engine, saved: Sequence[Path] = ()) -> str:
    """What an engine tells after files were ``saved``, as a line of JSON: one errand to its thread
    for all of it. Empty where none of them has a say in it."""
    if saved and engine.changed(saved) is None:
        return ""
    return json.dumps(engine.told(), ensure_ascii=False)


@cache
def shell(title: str) -> str:
    """The page, with nothing in it yet."""
    made = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return made.get_template("watch.html.j2").render(title=title)


async def static(request: Request) -> Response:
    """The script and the style, by the names they have in their folder."""
    path = PAGES / Path(str(request.path_params["name"])).name
    if path.suffix not in KINDS or not path.is_file():
        raise Refusal(404, "path")
    return Response(path.read_bytes(), 200, HEADERS, f"{KINDS[path.suffix]}; charset=utf-8")
