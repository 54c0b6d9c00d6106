"""Which way a sheet runs: lengths from the start edge as lengths from the left.

Boxes think in start edges. On a sheet that runs from right to left all of it is reflected, but for
what must be seen as it is: letters, pictures with their labels, codes.
"""

from __future__ import annotations

from ....source.rows import NamedTuple
from ....source.values import value
from ..text.edges import before
from ..text.lines import Line, Style, width_of
from .marks import Colour, Drawn

Oblong = tuple[float, float, float, float]  # left, low, right, high


def tongue(language: str) -> str:
    """What stands before the names of places in the second language of a file."""
    return f"{language}/"


class Tongue(NamedTuple):
    """What is in another language than its sheet: ``name`` stands before its places and where its
    links lead, ``wide`` is its room, in points; ``turned`` where it runs the other way."""

    name: str
    wide: float
    turned: bool = False

    def way(self, outer: Way, x: float) -> Way:
        """The way of what stands from ``x`` on."""
        return outer.over(x, self.wide) if self.turned else outer


@value
class Way:
    """``shift`` is where a length of 0 stands, in points from the left; ``back`` where lengths run
    to the left from there."""

    back: bool = False
    shift: float = 0.0

    def left(self, x: float, wide: float = 0.0) -> float:
        """The left edge of what begins at ``x`` and is ``wide``."""
        return self.shift - x - wide if self.back else self.shift + x

    def started(self, words: Line, style: Style, x: float) -> float:
        """The left edge of a line that begins at ``x``: a bracket of full width stands as far out
        as its square is empty before it."""
        if self.back:
            return self.left(x, width_of(words, style))
        return self.shift + x - before(words, style)

    def oblong(self, box: Oblong) -> Oblong:
        """A box as it stands on the sheet."""
        left, low, right, high = box
        start = self.left(left, right - left)
        return start, low, start + right - left, high

    def along(self, parts: tuple[str | Colour | Drawn, ...]) -> tuple[str | Colour | Drawn, ...]:
        """What is painted where a sheet runs its own way."""
        if not self.back and not self.shift:
            return parts
        return (self.matrix, *parts, "Q")

    def upright(self, x: float, wide: float) -> Way:
        """The way inside what is not reflected, and stands where it would stand reflected."""
        return Way(False, self.left(x, wide) - x)

    def over(self, x: float, wide: float) -> Way:
        """The way of a stretch from ``x`` on, ``wide`` points, that runs against this one."""
        left = self.left(x, wide)
        return Way(True, left + wide + x) if not self.back else Way(False, left - x)

    @property
    def matrix(self) -> str:
        """What a path needs before it."""
        return f"q {-1 if self.back else 1} 0 0 1 {self.shift:.2f} 0 cm"


AHEAD = Way()
