"""Labels of a figure on paper: set in the faces of a style, placed as ``pictures/labelling`` has
it."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from ....meaning.document import Label
from ....meaning.spans import Text
from ....pictures import labelling
from ....pictures.drawing import Drawing
from ....pictures.labelling import SMALLEST, Spacing
from ....pictures.photo import Photo
from ....source.rows import NamedTuple
from ..ratios import Clear, Labels, times
from ..text.cutting import tokens
from ..text.lines import Line, Style, Token, set_lines, width_of

Set: TypeAlias = labelling.Set[Line]
Labelled: TypeAlias = labelling.Labelled[Line]


class Second(tuple[Token, ...]):
    """A line of a label in the second of two languages."""

    __slots__ = ()


BOTH = "\n"  # between the words of a label in one language and in another


class Lettered(NamedTuple):
    """A style as the lettering of labels; lengths in points."""

    style: Style
    other: Style | None = None  # of the second language, where there are two

    @property
    def leading(self) -> float:
        return self.style.leading

    def broken(self, text: str, width: float) -> tuple[Line, ...]:
        first, _, second = text.partition(BOTH)
        lines = _broken(first, self.style, width) if first else ()
        if not second or not self.other:
            return lines
        return (*lines, *map(Second, _broken(second, self.other, width)))

    def width_of(self, line: Line) -> float:
        return width_of(line, self.style)


@lru_cache(maxsize=4096)
def _broken(text: str, style: Style, width: float) -> tuple[Line, ...]:
    return tuple(set_lines(tokens((Text(text),), style, {}), style, width, balanced=True))


@lru_cache(maxsize=256)  # a picture is laid out at many sizes (the row it stands in is known whole)
def lay_out(
    picture: Drawing | Photo,
    labels: tuple[Label, ...],
    style: Style,
    room: float,
    scale: float,
    enough: float = SMALLEST,
    other: Style | None = None,
) -> Labelled | None:
    """``labels`` round ``picture``, all within ``room`` points; ``None`` when there is no place.
    ``other`` is the style of what stands behind ``BOTH`` in a label."""
    far, clear = times(Labels(), style.size), Clear()
    distances = (far.widest, far.air, far.apart, far.between, far.title)
    spacing = Spacing(*distances, clear.leader, clear.leader_row)
    return labelling.lay_out(picture, labels, Lettered(style, other), spacing, room, scale, enough)
