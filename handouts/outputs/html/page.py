"""A document as one page of HTML that needs nothing but itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...content.editions import Edition
from ...meaning.document import Contents, Document, Heading, Panel
from ...meaning.parts import walk
from ...meaning.spans import plain
from ...screens.faces import Faces, forget
from ...screens.icons import Icons
from ...screens.palette import in_light
from ...screens.shell import Shell, sprite
from ...source.elements import Markup, element, joined
from ..output import Made, Maker, Shown
from .figures import Figures
from .people import SHAPE
from .story import Story
from .words import Words

FOLDER = Path(__file__).parent


def render(document: Document, edition: Edition, shown: Shown) -> Made:
    """The page of a document."""
    brand, accent = shown.brand, document.accent
    faces, words = Faces(brand, shown.assets, document.lang), Words(document)
    figures = Figures(shown, accent, faces, words)
    icons = Icons(shown.icons, shown.logo, brand.paints, in_light(brand, accent))
    story = Story(words, figures, icons).parts(document.parts)
    symbols = sprite((SHAPE, *icons.symbols.values(), *figures.symbols.values()))
    body = joined(_head(document, shown), element("main", story, id="page:main"))
    shell = Shell(faces, accent, _file("page.css"), _file("page.js"), shown.locale.direction)
    title = document.file_title or document.title
    about = {"author": plain(document.author), "description": document.subject}
    return Made(shell.page(title, body, symbols, **about))


def _head(document: Document, shown: Shown) -> Markup:
    """What stands above the text: a way past it, ways to what is looked for in a hurry, and, for
    who comes from paper, whether that is still the newest."""
    words = shown.locale.words
    links = []
    for part in walk(document.parts):
        if isinstance(part, Contents):
            links.append(element("a", part.title, href="#page:contents"))
    if place := _emergency(document):
        name, text = place
        links.append(element("a", text, href=f"#{name}", class_="alarm"))
    links.append(element("button", words.print_page, type="button", id="page:print", hidden=True))
    told = {
        "older": words.held_older.format(held="{held}", version=document.version),
        "newer": words.held_newer.format(held="{held}", version=document.version),
        "same": words.held_same.format(held="{held}"),
    }
    kept = {f"data_{name}": text for name, text in told.items()}
    version = document.version or None
    held = element("p", id="page:held", role="status", hidden=True, data_version=version, **kept)
    skip = element("a", words.skip, href="#page:main", class_="skip")
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


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


MAKER = Maker(render, forget=forget)
