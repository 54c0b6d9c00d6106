"""What stands around the text of every page: its head, its style, its script, and the policy that
lets nothing else in (CSP 3). A page needs nothing but itself: no other file, no request."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..content.brand import Brand
from ..source.elements import Markup, element
from ..source.values import dataclass
from .faces import Faces
from .palette import declared, palettes

FOLDER = Path(__file__).parent
OTHERS = re.compile(r"[^\x00-\x7f]+")
DOCTYPE = Markup("<!DOCTYPE html>\n")
ABROAD = "noopener noreferrer"  # what a page that is left must not be told
SCHEMES = "light dark"
DARK = "@media screen and (prefers-color-scheme:dark)"
SEALED = "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Shell:
    """How a page is set: ``accent`` is a colour note of the brand, ``css`` and ``script`` are the
    page's own."""

    faces: Faces
    accent: str
    css: str
    script: str
    direction: str

    def page(self, title: str, body: Markup, symbols: Markup, **told: str) -> bytes:
        """The page as a file, with ``symbols`` that its ``body`` shows; ``told`` are meta elements
        by their names."""
        style, script = Markup(self.style(body)), Markup(self.script)
        metas = {"referrer": "no-referrer", "color-scheme": SCHEMES, **told}
        head = (
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            *(element("meta", name=kebab(name), content=text) for name, text in metas.items()),
            element("title", title),
            element("style", style),
        )
        inside = (element("head", *head), element("body", body, symbols, element("script", script)))
        lang = self.faces.language
        whole = element("html", *inside, lang=lang, dir=self.direction)
        return f"{DOCTYPE}{whole}\n".encode()

    def style(self, body: str) -> str:
        """All of its CSS: colours, the letters it needs of the faces, what pages share, its own."""
        light, dark = palettes(self.brand, self.accent)
        colours = f":root{{{declared(light)}}}{DARK}{{:root{{{declared(dark)}}}}}"
        faces = self.faces.style(_letters(body))
        back = _turned() if self.direction == "rtl" else ""
        return f"{colours}{faces}{_shared()}{self.css}{back}"

    @property
    def brand(self) -> Brand:
        return self.faces.brand


def kebab(name: str) -> str:
    """The name of a meta element."""
    return name.replace("_", "-")


def sprite(symbols: Iterable[Markup]) -> Markup:
    """Symbols that a page shows; they take no room, but must not be hidden: clips would not
    work."""
    return element("svg", *symbols, class_="sprite", width=0, height=0, aria_hidden="true")


def _policy(style: str, script: str) -> str:
    return f"{SEALED}; style-src '{_hash(style)}'; script-src '{_hash(script)}'"


def _hash(inside: str) -> str:
    """What a policy calls the inside of an element by."""
    return f"sha256-{b64encode(hashlib.sha256(inside.encode()).digest()).decode()}"


def _letters(body: str) -> frozenset[str]:
    """Every letter of a page, and those that whoever fills it in will type, which are also all that
    is escaped in it (``elements``)."""
    typed = map(chr, range(0x20, 0x7F))  # in ASCII there are no others: half of a page is drawings
    return frozenset(typed).union(*OTHERS.findall(body))


@cache
def _shared() -> str:
    return (FOLDER / "shell.css").read_text("utf-8")


@cache
def _turned() -> str:
    """What is added for pages that run from right to left."""
    return (FOLDER / "turned.css").read_text("utf-8")
