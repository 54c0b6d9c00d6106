"""What a page is painted with: the colours of the screen, grey only, or the four inks of a printing
press.

Everything is composed in sRGB; here the colours of a display list become those of another colour
space.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ....content.editions import Ink
from ..colours import operator
from .marks import Book, Colour, FieldArea, Form, Moved, Note, Path, Photograph, Shown, Text


def in_ink(book: Book, ink: Ink) -> Book:
    """A book in the colour space of ``ink``."""
    if ink == "colour":
        return replace(book, ink=ink)
    sheets = tuple(tuple(_shown(mark, ink) for mark in display) for display in book.sheets)
    return replace(
        book,
        sheets=sheets,
        forms=tuple(_form(form, ink) for form in book.forms),
        notes=tuple(_note(note, ink) for note in book.notes),
        ink=ink,
    )


def _shown(mark: Shown, ink: Ink) -> Shown:
    match mark:
        case Path(parts=parts):
            drawn = tuple(
                [coloured(part, ink) if isinstance(part, Colour) else part for part in parts]
            )
            return Path(drawn, mark.tag, mark.kind)
        case Text(parts=runs):
            said = tuple(
                [coloured(part, ink) if isinstance(part, Colour) else part for part in runs]
            )
            return Text(said, mark.tagged, mark.kind)
        case Photograph():
            return replace(mark, ink=ink)
        case Moved(marks=marks):
            return replace(mark, marks=tuple(_shown(one, ink) for one in marks))


def _note(note: Note, ink: Ink) -> Note:
    area = note.area
    if isinstance(area, FieldArea) and area.rule:
        return note._replace(area=area._replace(rule=coloured(area.rule, ink)))
    return note


def _form(form: Form, ink: Ink) -> Form:
    """A drawing; where ink is saved only its lines stay as they are."""
    pale = ink == "saved" and not form.whole
    return form._replace(colours=form.colours._replace(ink=ink, pale=pale))


@lru_cache(maxsize=512)  # there are only so many in a brand
def coloured(colour: Colour, ink: Ink) -> Colour:
    """A colour of the screen in the colour space of ``ink``."""
    red, green, blue = map(float, colour.operands.split())
    operands, _, name = operator((red, green, blue), ink, line=colour.operator == "RG").rpartition(
        " "
    )
    return Colour(operands, name)
