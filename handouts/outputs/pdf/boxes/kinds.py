"""The kinds of boxes that hold no others: lines of a paragraph, pictures, lines to write on. Those
that do are in ``stacks``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, Protocol

from ....source.values import replace, unsealed, value
from ..ink.marks import Colour, FieldArea, Inline
from ..ink.outlines import line, pen, stroke
from ..ink.runs import Quad
from ..ink.sheet import Sheet
from ..text.edges import inked, parted
from ..text.faces import EM
from ..text.lines import Line, Style, width_of
from .box import NEAR, Art, Box, Fit, height

LEAST_LINES = 2  # of a paragraph on a page: no widows, no orphans


class Marker(Protocol):
    """What stands before the first line of a paragraph."""

    def paint(self, sheet: Sheet, x: float, baseline: float) -> None: ...


class SizedArt(Protocol):
    """Something that can be painted at several sizes, the largest first."""

    def paint(self, sheet: Sheet, x: float, top: float, size: int) -> None: ...


@value
class TextBox(Box):
    """Lines of one paragraph. Widows and orphans: a page takes at least two lines, and leaves two.

    ``element`` is its number in the structure tree; without one it is an artifact. Lines that run
    against their sheet begin ``across`` from its start edge, in points; where that is 0, as far as
    the longest of them reaches.
    """

    lines: tuple[Line, ...]
    style: Style
    element: int | None
    inlines: Mapping[int, Inline]
    indent: float = 0
    place: str = ""
    marker: Marker | None = None
    centred: float = 0  # the width to centre in, or 0
    whole: bool = False
    across: float = 0

    def __post_init__(self) -> None:
        new, count = unsealed(self), len(self.lines)
        new.rows = (self.style.leading,) * count
        new.high = sum(self.rows)
        if count >= 2 * LEAST_LINES and not self.whole:
            new.breaks = _inside(count)

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        baseline = top - baseline_drop(self.style)
        lines = self.lines[first:last]
        if first == 0:
            sheet.place(self.place, top, self.element)
            if self.marker:
                self.marker.paint(sheet, x, baseline)
        starts = None
        if self.centred:
            starts = [(self.centred - inked(line, self.style)) / 2 for line in lines]
        elif sheet.way.back and not self.style.rtl:  # against the sheet: lines begin in one place
            wide = [width_of(line, self.style) for line in self.lines]
            starts = [max(self.across, *wide) - one for one in wide[first:last]]
        more = last < len(self.lines) and self.lines[last][0].space
        if last < len(self.lines) and not more:  # a word goes on on another page
            lines = (*lines[:-1], parted(lines[-1]))
        sheet.text(
            lines, self.style, x + self.indent, baseline, self.element, self.inlines, more, starts
        )


@lru_cache(maxsize=64)
def _inside(count: int) -> frozenset[int]:
    """After which of so many lines a page may end."""
    return frozenset(range(LEAST_LINES, count - LEAST_LINES + 1))


def silent(box: TextBox) -> TextBox:
    """The same lines as an artifact."""
    return replace(box, element=None, inlines={}, place="")


def baseline_drop(style: Style) -> float:
    """From the top of a line to its baseline: the leading is shared above and below the letters."""
    return style.leading / 2 + (style.regular.ascent + style.regular.descent) * style.size / (
        2 * EM
    )


@value
class Sized(Box):
    """Something that can be painted at several sizes, the largest first; it would like the one at
    ``wanted``, and none is taken before the one at ``most``."""

    heights: tuple[float, ...]
    wanted: int
    art: SizedArt
    most: int = 0

    def __post_init__(self) -> None:
        tall = self.heights[self.wanted]
        self.known((tall,), give=self._give(tall), more=self._more(tall))

    def _give(self, tall: float) -> float:
        return max(0.0, tall - self.heights[-1])

    def _more(self, tall: float) -> float:
        return max(0.0, self.heights[self.most] - tall)

    def can_give(self, fit: Fit | None) -> float:
        return self._give(height(self, fit))

    def can_use(self, fit: Fit | None) -> float:
        return self._more(height(self, fit))

    def settled(self, fit: Fit | None, lower: float) -> Fit:
        aim = height(self, fit) - lower + NEAR
        sizes = range(self.most, len(self.heights))
        size = next((size for size in sizes if self.heights[size] <= aim), sizes[-1])
        return Fit(self.heights[size], size=size)

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        self.art.paint(sheet, x, top, fit.size if fit else self.wanted)

    def share(self, fit: Fit | None) -> float:
        """How high it is, as a share of how high it can be."""
        return height(self, fit) / self.heights[0]

    def limited(self, share: float) -> Sized:
        """The same, never higher than a ``share`` of how high it can be."""
        tall = share * self.heights[0] + NEAR
        sizes = enumerate(self.heights)
        most = next((size for size, one in sizes if one <= tall), len(self.heights) - 1)
        return replace(self, most=most, wanted=max(self.wanted, most))


@value
class Painted(Box):
    """One row of a known height, and what is painted there, if anything."""

    tall: float
    art: Art | None

    def __post_init__(self) -> None:
        self.known((self.tall,))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        if self.art:
            self.art.paint(sheet, x, top)


@value
class Unseen:
    """What is only heard: the element says it."""

    element: int

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.content(self.element)


@value
class Typed:
    """The field that lines to write on are on a screen; ``size`` of what is typed, in points.

    Choices of which one is taken have one ``group``: the element of the first.
    """

    name: str
    label: str
    size: float
    element: int
    kind: Literal["text", "tick", "choice"] = "text"
    option: str = ""
    value: str = ""
    group: int | None = None

    def paint(
        self,
        sheet: Sheet,
        room: Quad,
        pitch: float = 0.0,
        rule: Colour | None = None,
        line: float = 0.0,
    ) -> None:
        """The field in its ``room``; of several lines, ``line`` points wide, where there is a
        ``pitch``."""
        kind = "lines" if pitch else self.kind
        told = (self.size, self.option, self.value, pitch, rule, line)
        area = FieldArea(self.name, self.label, kind, room, *told)
        sheet.field(area, self.element, self.group)


@value
class Ruled(Box):
    """Lines to write on, ``rule`` points wide; one that grows takes what is left of its page, but
    for ``free`` points below the last.

    Where they are a field, only the last is painted: the others are the field's own, and give way
    to what is typed. The field ends ``clear`` points below the top.
    """

    count: int
    pitch: float
    width: float
    colour: str
    rule: float = 1.0
    grows: bool = False
    typed: Typed | None = None
    free: float = 0.0
    clear: float = 0.0

    def __post_init__(self) -> None:
        self.known((self.count * self.pitch,))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        extra = fit.extra if fit else 0.0
        count = self.count + max(0, int((extra - self.free) / self.pitch))
        levels = [top - self.pitch * (number + 1) for number in range(count)]
        painted = levels[-1:] if self.typed else levels
        rules = " ".join(line(x, y, x + self.width, y) for y in painted)
        sheet.artifact(stroke(self.colour), f"{pen(self.rule)} {rules} S")
        if self.typed:
            room = (x, levels[-1] + self.rule, x + self.width, top - self.clear)
            pitch = self.pitch if count > 1 else 0.0
            self.typed.paint(sheet, room, pitch, stroke(self.colour), self.rule)
