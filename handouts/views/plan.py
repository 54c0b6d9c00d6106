"""The page that is filled in for one patient: in front of a handout, or of a set.

Like every view it knows nobody: it asks for what is told by the names of fields, as for facts.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..clinic.details import OPTION
from ..content.blocks import Lowering
from ..content.plan import PREFIX, Asked, Scene
from ..meaning.document import (
    Banner,
    Columns,
    Document,
    Each,
    Field,
    Figure,
    FillIn,
    Heading,
    Item,
    Items,
    Label,
    Panel,
    Paragraph,
    Part,
    When,
)
from ..meaning.spans import Open, Text
from ..source.values import replace
from .base import SECTION, STATUS, WHOSE, contact, in_front

PATIENT = "talk.patient"
PANELS = ("note", "list")  # kinds of fields that have a panel of their own


def plan(
    about: str, fields: Sequence[Asked], accent: str, issued: str, lower: Lowering
) -> Document:
    """The page for handouts that are called ``about`` together; ``fields`` in the order they are
    printed, ``accent`` is the colour note, ``issued`` the date of the texts."""
    page = lower.subject.plan
    assert page is not None
    parts = (
        Banner(page.kind, page.title, about, WHOSE, STATUS),
        Paragraph((Text(page.subtitle),)),
        When(
            PATIENT,
            (FillIn((Field(fields[0].label, fact=PATIENT, large=True),)),),
            (FillIn((Field(fields[0].label, name=PATIENT),)),),
        ),
        *_lines(fields[1:]),
        *(part for one in fields if one.kind in PANELS for part in _panel(one)),
        contact(lower),
    )
    return in_front(page.title, about, parts, accent, issued, lower)


def blank(fields: Sequence[Asked], place: str, lower: Lowering) -> tuple[Part, ...]:
    """What the page says whoever it is for, to be read by whoever signs it: its words, what each
    field is called, and the picture of each option under its name; ``place`` is the id of its
    heading."""
    page = lower.subject.plan
    if page is None:
        return ()
    names = (Item((Text(one.label),)) for one in fields)
    colon = lower.locale.signs.colon
    pictures = (
        replace(_figure(picture), title=f"{one.label}{colon}{option}")
        for one in fields
        for option, picture in zip(one.options, one.pictures, strict=False)
    )
    return (
        Heading(page.title, SECTION, place),
        Paragraph((Text(page.subtitle),)),
        Items("bullet", tuple(names)),
        *pictures,
    )


def _lines(fields: Sequence[Asked]) -> tuple[Part, ...]:
    """What is told in a line each: when and where, and beside it what will be done, with the
    picture of what was chosen."""
    told = [one for one in fields if one.kind not in PANELS]
    first = tuple(_line(one) for one in told if one.name.startswith(PREFIX))
    second = tuple(_line(one) for one in told if not one.name.startswith(PREFIX))
    shown = tuple(part for one in told for part in _shown(one))
    both = (first, (*second, *shown))
    return (Columns(both),) if all(both) else (*first, *second)


def _line(one: Asked) -> Part:
    return FillIn((Field(one.label, fact=one.name),))


def _shown(one: Asked) -> tuple[Part, ...]:
    """The picture of each option, printed where that is chosen."""
    return tuple(
        When(OPTION.format(name=one.name, number=number), (_figure(picture),))
        for number, picture in enumerate(one.pictures)
    )


def _figure(picture: Scene) -> Figure:
    labels = tuple(Label(anchor, text) for anchor, text in picture.labels.items())
    return Figure(picture.figure, picture.alt, labels=labels, at=picture.at)


def _panel(one: Asked) -> tuple[Part, ...]:
    """A text or a list under its own title, where anything is told."""
    inner: Part = (
        Each(one.name, strong=False) if one.kind == "list" else Paragraph((Open(one.name),))
    )
    return (When(one.name, (Panel("control", one.label, (inner,), SECTION),)),)
