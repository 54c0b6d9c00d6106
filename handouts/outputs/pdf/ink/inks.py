"""What a page is painted with: the colours of the screen, grey only, or the four inks of a printing press.

Everything is composed in sRGB; here the colours of a display list become those of another colour space. Drawings are
operators already: their colours are found in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ....editions import Ink
from .marks import Book, Colour, Form, Moved, Path, Photograph, Shown, Text

COLOUR = re.compile(r"(?<![\w.])([01]?\.?\d*) ([01]?\.?\d*) ([01]?\.?\d*) (rg|RG)(?![\w])")
PALE = 0.62  # lightness above which a fill of a figure is left white when ink is saved
LEFT = 0.3  # how much of a darker fill's darkness is left then
GREYS = {"rg": "g", "RG": "G"}
PROCESS = {"rg": "k", "RG": "K"}


def in_ink(book: Book, ink: Ink) -> Book:
    """A book in the colour space of ``ink``."""
    if ink == "colour":
        return replace(book, ink=ink)
    sheets = tuple(tuple(_shown(mark, ink) for mark in display) for display in book.sheets)
    return replace(book, sheets=sheets, forms=tuple(_form(form, ink) for form in book.forms), ink=ink)


def _shown(mark: Shown, ink: Ink) -> Shown:
    match mark:
        case Path(parts=parts):
            drawn = tuple([coloured(part, ink) if isinstance(part, Colour) else part for part in parts])
            return Path(drawn, mark.tag, mark.kind)
        case Text(parts=runs):
            said = tuple([coloured(part, ink) if isinstance(part, Colour) else part for part in runs])
            return Text(said, mark.tagged, mark.kind)
        case Photograph():
            return replace(mark, ink=ink)
        case Moved(marks=marks):
            return replace(mark, marks=tuple(_shown(one, ink) for one in marks))


def _form(form: Form, ink: Ink) -> Form:
    """A drawing; where ink is saved only its lines stay as they are."""
    thin = ink == "saved" and not form.whole
    return form._replace(operators=inked(outlined(form.operators) if thin else form.operators, ink))


@lru_cache(maxsize=512)  # there are only so many in a brand
def coloured(colour: Colour, ink: Ink) -> Colour:
    """A colour of the screen in the colour space of ``ink``."""
    red, green, blue = map(float, colour.operands.split())
    if ink == "saved":
        return Colour(_plain(lightness(red, green, blue)), GREYS[colour.operator])
    if ink == "press":
        return Colour(_operands(process(red, green, blue)), PROCESS[colour.operator])
    return colour


@lru_cache(maxsize=256)  # drawings are the same in every document
def inked(operators: str, ink: Ink) -> str:
    """Operators in the colour space of ``ink``."""
    if ink == "colour":
        return operators
    return COLOUR.sub(lambda match: " ".join(coloured(_found(match), ink)), operators)


@lru_cache(maxsize=512)
def outlined(operators: str) -> str:
    """A drawing with light fills left out and dark ones paled; its lines stay."""
    return COLOUR.sub(lambda match: " ".join(_paled(_found(match))), operators)


def _found(match: re.Match[str]) -> Colour:
    return Colour(" ".join(match.groups()[:3]), match[4])


def lightness(red: float, green: float, blue: float) -> float:
    """Rec. 709 luma, 0 to 1: what a colour becomes on a black-and-white printer."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=512)
def _paled(colour: Colour) -> Colour:
    if colour.operator == "RG":
        return colour
    light = lightness(*map(float, colour.operands.split()))
    grey = 1.0 if light > PALE else 1 - (1 - light) * LEFT
    return Colour(_operands((grey,) * 3), colour.operator)


def process(red: float, green: float, blue: float) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow, black: black text and greys are black ink alone; other colours keep their darkness in
    black, the rest in three inks."""
    spread = max(red, green, blue) - min(red, green, blue)
    dark = 1 - lightness(red, green, blue)
    if spread < 0.16 and (dark > 0.8 or spread < 0.02):
        return 0.0, 0.0, 0.0, 1.0 if dark > 0.8 else dark
    black = 1 - max(red, green, blue)
    share = 1 - black or 1.0
    return (share - red) / share, (share - green) / share, (share - blue) / share, black


def _operands(values: Iterable[float]) -> str:
    return " ".join(map(_plain, values))


def _plain(value: float) -> str:
    """A number as PDF has them: without an exponent (7.3.3)."""
    return f"{round(max(0.0, value), 3):g}"
