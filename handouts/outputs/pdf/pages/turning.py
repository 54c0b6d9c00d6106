"""What is told of a patient takes one page more where a page that must hold everything does not.

An author's words were made to fit, and a clinic is told how long its facts may be. Neither helps
whoever stands at a desk with a patient of a long name: the copy is made all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....meaning.document import FillIn, Part
from ....meaning.parts import walk
from ..boxes.box import NEAR
from .chapters import Chapter, boxes_of, least

Page = tuple[list[Part], Chapter]


def turned_over(
    parts: Sequence[list[Part]], chapters: Sequence[Chapter], depth: float
) -> Iterator[Page]:
    """The parts and boxes of each page; of one that is higher than ``depth`` points, what is told
    of a patient, and all after it, on a page of its own."""
    for told, chapter in zip(parts, chapters, strict=True):
        place = _begins(told) if least(boxes_of(chapter)) > depth + NEAR else 0
        box = next((n for n, laid in enumerate(chapter) if laid.part is told[place]), 0)
        if not (place and box):
            yield told, chapter
            continue
        yield told[:place], chapter[:box]
        yield told[place:], chapter[box:]


def _begins(parts: Sequence[Part]) -> int:
    """The index of the part where something is told of a patient; 0 where nothing is."""
    return next((number for number, part in enumerate(parts) if _tells(part)), 0)


def _tells(part: Part) -> bool:
    inside = (one for one in walk((part,)) if isinstance(one, FillIn))
    return any(field.told for one in inside for field in one.fields)
