"""A document as one page of HTML that needs nothing but itself: no other file, no request, no
server. What is in it is said by a policy that browsers keep (CSP 3)."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path

from ...content.editions import Edition
from ...meaning.document import Contents, Document, Heading, Panel
from ...meaning.parts import walk
from ...meaning.spans import plain
from ...source.elements import Markup, element, joined
from ..output import Made, Maker, Shown
from .faces import Faces, forget
from .figures import Figures
from .icons import Icons
from .palette import declared, palettes
from .people import SHAPE
from .story import Story
from .words import Words

FOLDER = Path(__file__).parent
DOCTYPE = Markup("<!DOCTYPE html>\n")


def render(document: Document, edition: Edition, shown: Shown) -> Made:
    """The page of a document."""
    faces = Faces(shown.brand, shown.assets, document.lang)
    light, dark = palettes(shown.brand, document.accent)
    words, paints = Words(document), {**shown.brand.paints, **shown.brand.accented(document.accent)}
    figures = Figures(shown.figures, paints, faces, words)
    icons = Icons(shown.icons, shown.logo, shown.brand.paints, light)
    story = Story(words, figures, icons).parts(document.parts)
    shapes = (SHAPE, *icons.symbols.values(), *figures.symbols.values())
    body = joined(_head(document, shown), sprite(shapes), element("main", story, id="main"))
    style = Markup(
        f":root{{{declared(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{declared(dark)}}}}}"
        f"{faces.style(_letters(body))}{_file('page.css')}"
    )
    script = Markup(_file("page.js"))
    whole = element(
        "html",
        element("head", *_meta(document, style, script)),
        element("body", body, element("script", script)),
        lang=document.lang,
        dir=shown.locale.direction,
    )
    return Made(f"{DOCTYPE}{whole}\n".encode())


def sprite(symbols: Iterable[Markup]) -> Markup:
    """Symbols that a page shows; they take no room, but must not be hidden: clips would not
    work."""
    return element("svg", *symbols, class_="sprite", width=0, height=0, aria_hidden="true")


def _meta(document: Document, style: Markup, script: Markup) -> tuple[Markup, ...]:
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="author", content=plain(document.author)),
        element("meta", name="description", content=document.subject),
        element("title", document.file_title or document.title),
        element("style", style),
    )


def _head(document: Document, shown: Shown) -> Markup:
    """What stands above the text: a way past it, ways to what is looked for in a hurry, and, for
    who comes from paper, whether that is still the newest."""
    words = shown.locale.words
    links = []
    for part in walk(document.parts):
        if isinstance(part, Contents):
            links.append(element("a", part.title, href="#contents"))
    if place := _emergency(document):
        name, text = place
        links.append(element("a", text, href=f"#{name}", class_="alarm"))
    links.append(element("button", words.print_page, type="button", id="print", hidden=True))
    told = {
        "older": words.held_older.format(held="{held}", version=document.version),
        "newer": words.held_newer.format(held="{held}", version=document.version),
        "same": words.held_same.format(held="{held}"),
    }
    kept = {f"data_{name}": text for name, text in told.items()}
    version = document.version or None
    held = element("p", id="held", role="status", hidden=True, data_version=version, **kept)
    skip = element("a", words.skip, href="#main", class_="skip")
    return joined(skip, element("header", element("div", *links, class_="bar"), held))


def _emergency(document: Document) -> tuple[str, str] | None:
    """The section with the signs of an emergency: its place and its heading."""
    section: Heading | None = None
    for part in walk(document.parts):
        if isinstance(part, Heading) and part.level == 2 and part.id:
            section = part
        if isinstance(part, Panel) and part.role == "emergency":
            return (section.id, section.text) if section else (part.id, part.title)
    return None


def _letters(body: str) -> frozenset[str]:
    """Every letter of a page, and those that whoever fills it in will type."""
    typed = map(chr, range(0x20, 0x7F))
    return frozenset(unescape(body)) | frozenset(typed)


def _hash(inside: str) -> str:
    """What a policy calls the inside of an element by."""
    return f"sha256-{b64encode(hashlib.sha256(inside.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


MAKER = Maker(render, forget=forget)
