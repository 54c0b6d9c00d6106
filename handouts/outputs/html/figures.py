"""Figures on a page: each drawing once, as a symbol, and shown with its labels as often as it
takes.

A figure with labels is laid out twice, for a phone and for a wide window: the style sheet shows one
of them, so that labels never get too small to read. Lengths are CSS pixels.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import partial

from ...meaning.document import Figure, Part
from ...pictures.darkroom import darkroom
from ...pictures.drawing import Drawing
from ...pictures.labelling import Labelled, Spacing, lay_out
from ...pictures.photo import Photo
from ...pictures.written import symbol
from ...screens.faces import Faces
from ...source.elements import NOTHING, Markup, classes, element, joined, short
from ...source.rows import NamedTuple
from ..output import Shown
from .words import Words

SIZE, LEADING = 16.0, 19.0  # of labels
MIDDLE = 0.34  # of the size: from the middle of a line down to its baseline
NARROW = (258.0, 290.0, 330.0, 380.0, 440.0)  # rooms on a phone; a wider one is shown smaller
THREE = 214.0  # the room where three stand beside each other
WIDE = 640.0  # the room in a window
GROWN = 1.5  # pixels for each point, at most
TALL, TALL_NARROW = 400.0, 330.0  # what a picture may take of the height of a window
DOT = 2.6  # the end of a leader
DOTS = 1200  # of a photograph, across and down, at most
SMALL = 82.0  # points: a picture as narrow as that tells where others are
SAME = 0.01  # scales that differ less are the same
SPACING = Spacing(128.0, 12.0, 14.0, 5.0, 5.0, 4.0, 2.0)
Picture = Drawing | Photo


class Lettered(NamedTuple):
    """Labels in the page's own face."""

    faces: Faces
    leading: float = LEADING

    def broken(self, text: str, width: float) -> tuple[str, ...]:
        words = text.split(" ")
        fewest = len(_lines(self, words, width))
        narrow = width
        while narrow > SIZE and len(_lines(self, words, narrow - 4)) == fewest:
            narrow -= 4
        return tuple(_lines(self, words, narrow))

    def width_of(self, line: str) -> float:
        return self.faces.width_of(line, SIZE)


def _lines(lettered: Lettered, words: list[str], width: float) -> list[str]:
    out = [words[0]]
    for word in words[1:]:
        longer = f"{out[-1]} {word}"
        if lettered.width_of(longer) <= width:
            out[-1] = longer
        else:
            out.append(word)
    return out


class Figures:
    """The figures of one page, and the symbols that they need."""

    def __init__(self, shown: Shown, accent: str, faces: Faces, words: Words) -> None:
        self.shown, self.accent, self.words = shown, accent, words
        self.paints = {**shown.brand.paints, **shown.brand.accented(accent)}
        self.lettered = Lettered(faces)
        self.symbols: dict[str, Markup] = {}

    def figure(self, part: Figure) -> Markup:
        """One picture, at two sizes."""
        picture = self.picture(part.name)
        if picture is None:
            return NOTHING
        shown = tuple(self.sizes(part, picture))
        return self.framed(part, shown)

    def row(self, figures: tuple[Figure, ...]) -> Markup:
        """Pictures beside each other where there is room, all at one scale."""
        known = [(one, picture) for one in figures if (picture := self.picture(one.name))]
        rooms = NARROW if len(known) % 3 else (THREE, *NARROW)
        placed = [self.narrow(one, picture, GROWN, rooms) for one, picture in known]
        least = min((one.scale for one in placed), default=GROWN)
        cells = []
        for (part, picture), first in zip(known, placed, strict=True):
            even = first.scale - least < SAME
            own = first if even else self.narrow(part, picture, least, rooms)
            cells.append(self.framed(part, (self.drawn(part, picture, own, ""),)))
        return element("div", *cells, class_=classes("row", "" if len(known) % 3 else "three"))

    def locates(self, column: tuple[Part, ...]) -> bool:
        """Whether a column is one small picture, which tells where on the body others are."""
        match column:
            case (Figure(name=name),):
                picture = self.picture(name)
                return picture is not None and picture.width < SMALL
        return False

    def bare(self, name: str, alt: str, class_: str) -> Markup:
        """A picture without labels, as wide as it may get; told by ``alt``."""
        picture = self.picture(name)
        if picture is None:
            return NOTHING
        box = f"0 0 {short(picture.width)} {short(picture.height)}"
        use = element("use", href=f"#picture:{name}")
        shown = element("svg", use, viewBox=box, aria_hidden="true")
        return element("div", shown, class_=class_, role="img", aria_label=alt)

    # ------------------------------------------------------------------ what is shown

    def framed(self, part: Figure, shown: tuple[Markup, ...]) -> Markup:
        title = element("p", part.title, class_="figure-title") if part.title else NOTHING
        # the picture in words stands for all that is painted; labels that it does not say follow
        picture = element("div", *shown, class_="plate", role="img", aria_label=part.alt)
        rest = NOTHING
        if part.heard:
            told = (element("li", label.text) for label in part.heard)
            rest = element("ul", *told, class_="heard")
        caption = NOTHING
        if part.caption:
            caption = element("figcaption", self.words.spans(part.caption))
        return element("figure", title, picture, rest, caption)

    def sizes(self, part: Figure, picture: Picture) -> Iterator[Markup]:
        if not part.labels:
            placed = self.narrow(part, picture, min(GROWN, TALL / picture.height))
            yield self.drawn(part, picture, placed, "")
            return
        wide = self.wide(part, picture)
        yield self.drawn(part, picture, self.narrow(part, picture, GROWN), "narrow" if wide else "")
        if wide:
            yield self.drawn(part, picture, wide, "wide")

    def wide(self, part: Figure, picture: Picture) -> Labelled[str] | None:
        scale = min(GROWN, TALL / picture.height)
        return lay_out(picture, part.labels, self.lettered, SPACING, WIDE, scale)

    def narrow(
        self, part: Figure, picture: Picture, most: float, rooms: tuple[float, ...] = NARROW
    ) -> Labelled[str]:
        """For a phone; where labels find no place, they are told below the picture."""
        scale = min(most, TALL_NARROW / picture.height)
        if part.labels:
            for room in rooms:
                found = lay_out(picture, part.labels, self.lettered, SPACING, room, scale)
                if found:
                    return found
        else:
            scale = min(most, TALL / picture.height)
        return Labelled(picture.width * scale, picture.height * scale, 0, 0, scale, ())

    def drawn(self, part: Figure, picture: Picture, placed: Labelled[str], class_: str) -> Markup:
        """A picture with its labels; places are counted from the lower start corner."""
        width, height = picture.width * placed.scale, picture.height * placed.scale
        top = placed.height - placed.y - height
        size = {"width": width, "height": height}
        inside = [element("use", href=f"#picture:{part.name}", x=placed.x, y=top, **size)]
        for one in placed.labels:
            if one.start:
                inside.append(self.leader(one.start, one.end, placed.height))
        for one in placed.labels:
            high = placed.height - one.top
            for number, line in enumerate(one.lines):
                y = high + LEADING * (number + 0.5) + SIZE * MIDDLE
                anchor = "middle" if one.centred else None
                inside.append(element("text", line, x=one.x, y=y, text_anchor=anchor))
        return element(
            "svg",
            *inside,
            class_=class_ or None,
            viewBox=f"0 0 {short(placed.width)} {short(placed.height)}",
            width=placed.width,
            height=placed.height,
            aria_hidden="true",
        )

    def leader(self, start: tuple[float, float], end: tuple[float, float], height: float) -> Markup:
        (sx, sy), (ex, ey) = start, end
        way = f"M{short(sx)} {short(height - sy)}L{short(ex)} {short(height - ey)}"
        lines = (element("path", d=way, class_=name) for name in ("halo", "leader"))
        return joined(*lines, element("circle", cx=ex, cy=height - ey, r=DOT, class_="dot"))

    # ------------------------------------------------------------------ symbols

    def picture(self, name: str) -> Picture | None:
        """A picture of the site, its symbol kept."""
        picture = self.shown.figures.picture(name)
        if picture and name not in self.symbols:
            make = partial(self.symbol, picture, name)
            self.symbols[name] = self.shown.once("symbol", name, self.accent, make=make)
        return picture

    def symbol(self, picture: Picture, name: str) -> Markup:
        if isinstance(picture, Drawing):
            return symbol(picture, f"picture:{name}", self.paints.__getitem__)
        kind, data = darkroom().screen(picture, (DOTS, DOTS))
        address = f"data:{kind};base64,{b64encode(data).decode()}"
        size = {"width": picture.width, "height": picture.height}
        box = f"0 0 {short(picture.width)} {short(picture.height)}"
        dots = element("image", href=address, **size)
        return element("symbol", dots, id=f"picture:{name}", viewBox=box)
