"""What a page is painted with: the colours of the screen, grey only, or the four inks of a printing
press.

Everything is composed in sRGB; here the colours of a display list become those of another colour
space.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ....content.editions import Ink
from ....source.values import replace
from ..colours import BLACK, FORMULA, Process, operator
from .marks import (
    Book,
    Colour,
    FieldArea,
    Form,
    Moved,
    Note,
    Path,
    Photograph,
    Shown,
    Standing,
    Text,
    TextPart,
)

# states of overprinting, by the names that pages in four inks give them (``prepress``)
OVER, INSTEAD = "/Over gs", "/Instead gs"


def in_ink(book: Book, ink: Ink, process: Process = FORMULA) -> Book:
    """A book in the colour space of ``ink``; ``process`` is how a press prints it."""
    if ink == "colour":
        return replace(book, ink=ink)
    sheets = tuple(tuple(_shown(mark, ink, process) for mark in sheet) for sheet in book.sheets)
    forms = tuple(_form(form, ink, process) for form in book.forms)
    notes = tuple(_note(note, ink, process) for note in book.notes)
    return replace(book, sheets=sheets, forms=forms, notes=notes, ink=ink)


def _shown(mark: Shown, ink: Ink, process: Process) -> Shown:
    match mark:
        case Path(parts=parts):
            drawn = tuple(
                [
                    coloured(part, ink, process) if isinstance(part, Colour) else part
                    for part in parts
                ]
            )
            return Path(drawn, mark.tag, mark.kind)
        case Text():
            return replace(mark, parts=tuple(_said(mark, ink, process)))
        case Photograph():
            return replace(mark, ink=ink, process=process)
        case Moved(marks=marks):
            return replace(mark, marks=tuple(_shown(one, ink, process) for one in marks))
        case Standing():  # in its ink, as it was
            return mark


def _said(text: Text, ink: Ink, process: Process) -> Iterator[TextPart]:
    """Words in their inks. On a press black goes over what is below it: where it took its place,
    paper would show around letters as soon as plates are a little out of register. Whatever comes
    after is painted as before: white that went over a ground would not be seen."""
    over = False
    for part in text.parts:
        if not isinstance(part, Colour):
            yield part
            continue
        colour = coloured(part, ink, process, text=True)
        black = ink == "press" and tuple(map(float, colour.operands.split())) == BLACK
        if black != over:
            over = black
            yield OVER if over else INSTEAD
        yield colour
    if over:
        yield INSTEAD


def _note(note: Note, ink: Ink, process: Process) -> Note:
    area = note.area
    if isinstance(area, FieldArea) and area.rule:
        return note._replace(area=area._replace(rule=coloured(area.rule, ink, process)))
    return note


def _form(form: Form, ink: Ink, process: Process) -> Form:
    """A drawing; where ink is saved only its lines stay as they are."""
    pale = ink == "saved" and not form.whole
    return form._replace(colours=replace(form.colours, ink=ink, pale=pale, process=process))


@lru_cache(maxsize=1024)  # there are only so many in a brand
def coloured(colour: Colour, ink: Ink, process: Process = FORMULA, *, text: bool = False) -> Colour:
    """A colour of the screen in the colour space of ``ink``; of words where it is ``text``."""
    red, green, blue = map(float, colour.operands.split())
    line = colour.operator == "RG"
    found = operator((red, green, blue), ink, line=line, process=process, text=text)
    operands, _, name = found.rpartition(" ")
    return Colour(operands, name)
