"""People in rows of ten, those that are meant marked by form as well as by colour."""

from __future__ import annotations

from ...meaning.document import IconArray
from ...source.elements import Markup, element, joined

ROW = 10  # people in a row
ACROSS, DOWN = 10, 17  # the room for one
# One person, drawn about the middle of the room's upper edge.
PERSON = (
    "M0 1.2a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8z"
    "M-3.9 15.4v-5.3q0-3.1 3.4-3.1h1q3.4 0 3.4 3.1v5.3z"
)
SHAPE = element("symbol", element("path", d=PERSON), id="page:person", overflow="visible")


def people(part: IconArray, yes: Markup, no: Markup) -> Markup:
    """The picture, and beside it what those who are marked and the others stand for; its words in
    place of both."""
    rows = -(-part.out_of // ROW)
    crowd = (
        element(
            "g",
            *(_person(number) for number in range(first, last)),
            class_="marked" if not first else "others",
        )
        for first, last in ((0, part.count), (part.count, part.out_of))
        if last > first
    )
    picture = element(
        "svg",
        *crowd,
        viewBox=f"0 0 {ROW * ACROSS} {rows * DOWN}",
        aria_hidden="true",
        class_="crowd",
    )
    keys = (
        element("p", _key("marked"), element("span", yes)),
        element("p", _key("others"), element("span", no)),
    )
    told = element("div", *keys, class_="keys", aria_hidden="true")
    inside = joined(picture, told)
    return element("div", inside, class_="people", role="img", aria_label=part.alt)


def _person(number: int) -> Markup:
    row, column = divmod(number, ROW)
    x, y = column * ACROSS + ACROSS / 2, row * DOWN
    return element("use", href="#page:person", x=x, y=y)


def _key(class_: str) -> Markup:
    use = element("g", element("use", href="#page:person", x=ACROSS / 2), class_=class_)
    return element("svg", use, viewBox=f"0 0 {ACROSS} {DOWN}", class_="one", aria_hidden="true")
