"""What the desk refuses: as data, never as HTML, with what came and what was expected."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

from .words import words

SHOWN = 80  # characters of what came
# On every answer. What a page may load is the desk's own; pictures may also be made in the page.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; frame-src 'self'; font-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "X-Frame-Options": "DENY",
}
OF_PAPERS = {  # of a file that the desk's own page shows in a frame
    **HEADERS,
    "Content-Security-Policy": "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}


class Refusal(Exception):
    """What is refused, by its name among the words; ``status`` as in HTTP."""

    def __init__(self, status: int, name: str, received: str = "", expected: str = "") -> None:
        super().__init__(name)
        self.status, self.name = status, name
        self.received, self.expected = received[:SHOWN], expected

    @property
    def response(self) -> Response:
        told = {
            "error": self.name,
            "message": words()["refusals"][self.name],
            "received": self.received,
            "expected": self.expected,
        }
        return answer(told, self.status)


def answer(told: object, status: int = 200, more: Mapping[str, str] | None = None) -> Response:
    """Data as JSON."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "backslashreplace")
    return Response(data, status, {**HEADERS, **(more or {})}, "application/json")
