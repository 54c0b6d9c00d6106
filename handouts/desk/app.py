"""The addresses of the desk: its page, what its page asks for, and the files that were made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from ..screens.search import SCRIPT
from ..source.problems import Problems
from ..source.values import dataclass
from .door import nothing, traded
from .folders import Folders
from .guard import Guard, one_header
from .keys import Keys
from .papers import LIST, Papers
from .refusal import HEADERS, OF_PAPERS, Refusal, answer
from .words import listen, words
from .worker import Worker

if TYPE_CHECKING:
    from .asked import Answers

PAGES = Path(__file__).parent / "pages"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Desk:
    """One run: who may use it, what was made, and who makes it. ``stop`` ends it."""

    folders: Folders
    keys: Keys
    papers: Papers
    worker: Worker
    stop: Callable[[], None]

    def app(self, port: int) -> Guard:
        """The desk as an application of ASGI, behind its guard."""
        routes = [
            Route("/", self.page, methods=["GET"]),
            Route("/pages/colours.css", self.colours, methods=["GET"]),
            Route("/pages/{name}", static, methods=["GET"]),
            Route("/doc/{number}/{name}", self.paper, methods=["GET"]),
            Route("/api/open", self.open, methods=["POST"]),
            Route("/api/close", self.close, methods=["POST"]),
            Route("/api/{name:path}", self.asked, methods=["POST"]),
            Route("/{rest:path}", nothing, methods=["GET", "POST"]),
        ]
        return Guard(Router(routes, redirect_slashes=False), self.keys, port)

    async def page(self, request: Request) -> Response:
        """The one page: nothing of anybody is in it. What makes handouts is loaded after it."""
        after = BackgroundTask(self.worker.begin)
        language = listen(one_header(request, "accept-language"))
        return Response(shell(language), 200, HEADERS, "text/html; charset=utf-8", after)

    async def colours(self, _: Request) -> Response:
        """Those of the brand as it is now."""
        data = await run_in_threadpool(self._colours)
        return Response(data, 200, HEADERS, f"{KINDS['.css']}; charset=utf-8")

    def _colours(self) -> bytes:
        """They are loaded after the page, which need not wait for what reads a brand."""
        made: bytes = import_module(f"{__package__}.colours").style(self.folders.assets)
        return made

    async def paper(self, request: Request) -> Response:
        """A file that was made, while it lasts."""
        number, name = request.path_params["number"], request.path_params["name"]
        found = self.papers.find(number, name)
        if found is None or found.media_type == LIST:
            raise Refusal(404, "gone")
        return Response(found.data, 200, OF_PAPERS, found.media_type)

    async def open(self, request: Request) -> Response:
        """A token for the key that the desk was opened with."""
        return traded(request, self.keys)

    async def close(self, _: Request) -> Response:
        """The end, as somebody wishes."""
        self.papers.forget()
        self.stop()
        return answer({"closed": True}, more={"Clear-Site-Data": '"cache", "storage"'})

    async def asked(self, request: Request) -> Response:
        """Whatever the page asks for of handouts, facts, the brand and lists."""
        found = self.answers().get(request.path_params["name"])
        if found is None:
            raise Refusal(404, "path")
        try:
            return answer(await self.worker.run(lambda engine: found(engine, self.papers, request)))
        except Problems as problems:
            raise Refusal(422, "problems", "", first(problems)) from None

    def answers(self) -> Answers:
        """What can be asked for, by address; loaded with what makes it."""
        found: Answers = import_module(f"{__package__}.asked").ANSWERS
        return found


def first(found: Problems) -> str:
    """The first of several problems in one line, with its place and what to do about it."""
    one, more = found.problems[0], len(found.problems) - 1
    hint = f" ({one.hint})" if one.hint else ""
    return f"{one.where}: {one.message}{hint}{f' +{more}' if more else ''}"


@cache
def shell(language: str = "") -> str:
    """The page with its words in it, which scripts find there as data."""
    made = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return made.get_template("desk.html.j2").render(words=words(language))


async def static(request: Request) -> Response:
    """Scripts and styles: files of one folder, by the names they have there."""
    found = files().get(request.path_params["name"])
    if found is None:
        raise Refusal(404, "path")
    data, kind = found
    return Response(data, 200, HEADERS, kind)


@cache
def files() -> Mapping[str, tuple[bytes, str]]:
    """The scripts and styles there are, each with its kind."""
    return {
        path.name: (path.read_bytes(), f"{KINDS[path.suffix]}; charset=utf-8")
        for path in (*sorted(PAGES.iterdir()), SCRIPT)
        if path.suffix in KINDS
    }
