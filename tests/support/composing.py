"""What the engine decided before it painted: which boxes stand on which page, and the part each was
made from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from unittest.mock import patch

from handouts.meaning.document import (
    Columns,
    Document,
    Figure,
    FillIn,
    Heading,
    IconArray,
    Ladder,
    Part,
    Steps,
    Strip,
    Table,
    Timeline,
)
from handouts.outputs.pdf import setting
from handouts.outputs.pdf.boxes.box import NEAR
from handouts.outputs.pdf.pages.chapters import boxes_of, least
from handouts.outputs.pdf.pages.composition import Composition
from handouts.outputs.pdf.pages.shorter import composed as choose
from handouts.outputs.pdf.setting import Rendered, Setting
from handouts.outputs.pdf.studio import Studio
from handouts.source.problems import Problem


def composed(studio: Studio, document: Document) -> tuple[Composition | None, tuple[Problem, ...]]:
    """The pages chosen for ``document``, or what was reported meanwhile."""
    made = studio.setting(document, "{page} {pages}").compose()
    return (None, made.problems) if made.problems else (made, ())


def rendered(one: Setting) -> tuple[Rendered, Composition]:
    """A file, and the pages as they were chosen for it, which nobody need choose again."""
    chosen = list[Composition]()

    def watched(*given: Any) -> Composition:
        chosen.append(choose(*given))
        return chosen[-1]

    with patch.object(setting, "composed", watched):
        made = one.render()
    (composition,) = chosen
    return made, composition


ONE_THING = (Columns, FillIn, Ladder, Steps, Table, Timeline)
PICTURES = (Figure, Strip, IconArray)


def beside(part: Part | None) -> bool:
    """Whether a part is words with a picture beside them, which are read one after the other where
    there is no room for two; pictures beside each other are compared."""
    return isinstance(part, Columns) and not all(
        isinstance(one, PICTURES) for column in part.columns for one in column
    )


def parted(made: Composition) -> Iterator[str]:
    """What is compared, done in order or filled in together and stands on two pages, though one
    could hold it with the headings above it."""
    pages: dict[int, set[int]] = {}  # by part
    for number, page in enumerate(made.pages):
        for placed in page:
            part = made.part(number, placed.number)
            if isinstance(part, ONE_THING):
                pages.setdefault(id(part), set()).add(number)
    for chapter in made.chapters:
        begin = 0
        for key, of in groupby(chapter, lambda laid: id(laid.part)):
            end = begin + len(list(of))
            first = begin
            while first and isinstance(chapter[first - 1].part, Heading):
                first -= 1
            on = sorted(pages.get(key, ()))
            what = chapter[begin].part
            if (
                on[1:]
                and not beside(what)
                and least(boxes_of(chapter[first:end])) <= made.area.depth - NEAR
            ):
                yield f"{type(what).__name__} of {what and what.at} on pages {on}"
            begin = end


def pages_with(made: Composition, section: str) -> list[int]:
    """The numbers of the pages, as printed, of the chapter that begins with this section."""
    first = 1 + (made.front is not None)
    parts = [(laid.part for laid in chapter) for chapter in made.chapters]
    chapters = [
        number
        for number, told in enumerate(parts)
        if any(isinstance(part, Heading) and part.id == section for part in told)
    ]
    return [first + number for number, of in enumerate(made.of) if of in chapters]
