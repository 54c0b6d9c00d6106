"""Charts drawn from data: icon arrays, timelines, ladders, QR codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ....meaning.addresses import ascii_address
from ....meaning.document import Code, IconArray, Ladder, Timeline
from ..boxes.box import Box
from ..boxes.kinds import Painted, TextBox
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import Paint
from ..ink.outlines import fill, line, oblong, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch, Data
from ..look import HALF, PAD
from ..paths import ellipse
from .context import Context
from .lists import beside_an_end
from .panels import BAR

WIDE, TALL = 10.8, 13.4  # points for one person of an icon array: the same in every picture
PERSON = 15.6  # points: the height the pictogram is drawn at, with the space below it
ROOMY = 330.0  # points: an icon array that wide has all its words beside it
SHORTEST = 0.45  # of the width: what the first rung of a ladder has before it grows
ROW = 10  # people in a row
QR = 60.0  # points: 21 mm, enough for a phone held over the sheet
DOT = 5.5  # points: radius of a dot on the rail of a timeline
# points from the start edge: the rail of a timeline, the words beside it
RAIL, AFTER_RAIL = 104.0, 124.0


@dataclass(frozen=True, slots=True)
class Persons:
    """The colours of persons: those that are marked are filled, the others are outlines."""

    marked: str
    others: str
    ground: str
    unit: float

    def colours(self, *, marked: bool) -> Paint:
        if marked:
            return fill(self.marked), stroke(self.marked)
        return fill(self.ground), stroke(self.others)


@dataclass(frozen=True, slots=True)
class People:
    """``out_of`` persons in rows of ten, the first ``count`` marked."""

    count: int
    out_of: int
    look: Persons
    element: int

    @property
    def size(self) -> tuple[float, float]:
        unit = self.look.unit
        return ROW * WIDE * unit, -(-self.out_of // ROW) * TALL * unit

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        unit = self.look.unit
        out = [*self.look.colours(marked=True)]
        for number in range(self.out_of):
            row, column = divmod(number, ROW)
            if number == self.count:
                out += self.look.colours(marked=False)
            out.append(person(x + (column + 0.5) * WIDE * unit, top - row * TALL * unit, unit))
        wide, tall = self.size
        sheet.content(self.element, "q 0.9 w 1 j", *out, "Q", box=(x, top - tall, x + wide, top))


@dataclass(frozen=True, slots=True)
class Key:
    """One person, beside what it stands for."""

    look: Persons
    marked: bool

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        unit = self.look.unit
        shown = person(x + WIDE * unit / 2, top - 2, unit)
        sheet.artifact("q 0.9 w 1 j", *self.look.colours(marked=self.marked), f"{shown} Q")


def icon_array(ctx: Context, part: IconArray, parent: Branch, width: float) -> Box:
    """People in rows of ten, the marked ones first: filled, the others in outline (told apart
    without colour)."""
    group = parent.add("Div")
    look, unit = ctx.look, ctx.look.unit
    persons = Persons(look.colours["brand"], look.colours["quiet"], look.colours["paper"], unit)
    data = Data(part.alt, part.numbers) if part.numbers else None
    figure = group.add("Figure", alt=part.alt, data=data)
    people = People(part.count, part.out_of, persons, figure.number)
    wide, tall = people.size
    roomy = width > ROOMY * unit
    space = (22.0 if roomy else 10.0) * unit
    side, key_wide = width - wide - space, (WIDE + 6) * unit
    style = look.lead if roomy else look.body
    # what is told in both is told by the picture in words
    yes = ctx.text(part.yes, style, figure, side - key_wide)
    no = ctx.text(part.no, style, figure, side - key_wide)
    words = (_keyed(persons, yes, marked=True), _keyed(persons, no, marked=False))
    above, below = 1.2 * HALF, HALF
    picture = Column(0.0, Stack((Painted(tall, people),)))
    if not part.group:
        columns = (picture, Column(wide + space, Stack(words)))
        return Beside(columns, before=above, after=below, middle=True)
    room = side if roomy else width
    who = ctx.text(part.group, look.small, group.add("P"), room, before=HALF)
    if roomy:
        columns = (picture, Column(wide + space, Stack((*words, who))))
        return Beside(columns, before=above, after=below, middle=True)
    both = Beside((picture, Column(wide + space, Stack(words))), middle=True)
    return Stack((both, who), before=above, after=below)


def _keyed(persons: Persons, words: TextBox, *, marked: bool) -> Box:
    """What persons of one kind stand for."""
    unit = persons.unit
    shown = Stack((Painted(TALL * unit, Key(persons, marked)),))
    columns = (Column(0, shown), Column((WIDE + 6) * unit, Stack((words,))))
    return Beside(columns, before=HALF, after=HALF)


def person(x: float, top: float, unit: float = 1.0) -> str:
    """The operators that place a person with its middle at ``x`` and its head at ``top``."""
    scale = unit * TALL / PERSON
    return f"q {scale:.3f} 0 0 {scale:.3f} {x:.2f} {top:.2f} cm {_person()} Q"


@lru_cache(maxsize=1)
def _person() -> str:
    """A pictogram of a person ``PERSON`` minus 2 points high, below the origin: a head and a
    rounded body."""
    head = ellipse(0, -3.4, 2.4, 2.4)
    left, right, low, high = -3.9, 3.9, 2.4 - PERSON, -6.7
    body = (
        f"{left:.2f} {low:.2f} m {left:.2f} {high - 3.4:.2f} l "
        f"{left:.2f} {high - 1:.2f} {left + 2:.2f} {high:.2f} 0 {high:.2f} c "
        f"{right - 2:.2f} {high:.2f} {right:.2f} {high - 1:.2f} {right:.2f} {high - 3.4:.2f} c "
        f"{right:.2f} {low:.2f} l h"
    )
    return f"{head} B {body} B"


@dataclass(frozen=True, slots=True)
class Rail:
    """A dot on the rail of a timeline, joined to the one before it if that stands on the same page.

    ``timeline`` tells timelines apart that stand in each other.
    """

    timeline: int
    unit: float
    brand: str
    paper: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        unit = self.unit
        at, middle, reach = x + RAIL * unit, top - 9 * unit, DOT * unit
        above = sheet.dots.get(self.timeline)
        rail: Paint = ()
        if above is not None:
            rail = (stroke(self.brand), f"{2 * unit:.2f} w {line(at, above, at, middle)} S")
        dots = (ellipse(at, y, reach, reach) for y in (above, middle) if y is not None)
        ground = (stroke(self.paper), f"{2 * unit:.2f} w", fill(self.brand))
        sheet.artifact(*rail, *ground, f"{' B '.join(dots)} B")
        sheet.dots[self.timeline] = middle


def timeline(ctx: Context, part: Timeline, parent: Branch, width: float) -> list[Box]:
    """Stages along a rail, each with its time; a stage stays whole. The rail joins what stands on
    one page."""
    look, unit = ctx.look, ctx.look.unit
    column, words = RAIL * unit, AFTER_RAIL * unit
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    rail = Rail(outer.number, unit, look.colours["brand"], look.colours["paper"])
    out: list[Box] = []
    for number, stage in enumerate(part.stages):
        entry = outer.add("LI")
        when = ctx.plain(stage.when, look.panel, entry.add("Lbl"), column - 12 * unit)
        body = Stack(tuple(ctx.parts(stage.parts, entry.add("LBody"), width - words)))
        columns = (Column(0, Stack((when,))), Column(words, body))
        keep = beside_an_end(number, len(part.stages))
        out.append(Beside(columns, before=12, after=12, keep=keep, behind=rail))
    return out


@dataclass(frozen=True, slots=True)
class Rung:
    """The ground of a rung, with a bar at its end."""

    width: float
    corner: float
    tint: str
    brand: str
    framed: bool

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        width, low = self.width, top - tall
        frame: Paint = ()
        if self.framed:
            outline = oblong(self.corner, x, top, width, tall, 0.5)
            frame = (stroke(self.brand), f"1 w {outline} S")
        sheet.artifact(
            f"q {oblong(self.corner, x, top, width, tall)} W n",
            fill(self.tint),
            f"{rect(x, low, width, tall)} f",
            fill(self.brand),
            f"{x + width - BAR:.2f} {low:.2f} {BAR:g} {tall:.2f} re f Q",
            *frame,
        )


def ladder(ctx: Context, part: Ladder, parent: Branch, width: float) -> list[Box]:
    """Rungs that grow longer from the easiest to the hardest; each stays whole."""
    look, count = ctx.look, len(part.stages)
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    brand, tint = look.colours["brand"], look.colours["tint"]
    out: list[Box] = []
    for number, stage in enumerate(part.stages):
        entry = outer.add("LI")
        long = width * (SHORTEST + (1 - SHORTEST) * (number + 1) / count)
        inner = long - 2 * PAD - BAR
        when = ctx.plain(stage.when, look.panel, entry.add("Lbl"), inner)
        body = ctx.parts(stage.parts, entry.add("LBody"), inner)
        out.append(
            Stack(
                (when, *body),
                before=4,
                after=4,
                keep=beside_an_end(number, count),
                indent=PAD,
                padding=(PAD * 0.6, PAD * 0.6),
                behind=Rung(long, look.brand.corner, tint, brand, look.frame),
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class Squares:
    """The dark squares of a code (column, row), which has ``count`` of them on each side."""

    dark: tuple[tuple[int, int], ...]
    count: int
    colour: str
    element: int

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        unit = QR / self.count
        squares = (
            f"{x + column * unit:.3f} {top - (row + 1) * unit:.3f} {unit:.3f} {unit:.3f} re"
            for column, row in self.dark
        )
        box = (x, top - QR, x + QR, top)
        sheet.content(self.element, fill(self.colour), f"{' '.join(squares)} f", box=box)


def code(ctx: Context, part: Code, parent: Branch) -> Box:
    """A QR code (ISO/IEC 18004, level M); its alternative text is the address."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    qr = QRCode(None, QRErrorCorrectLevel.M)
    qr.addData(ascii_address(part.data))
    qr.make()
    count = qr.getModuleCount()
    dark = tuple(
        (column, row) for row in range(count) for column in range(count) if qr.isDark(row, column)
    )
    element = parent.add("Figure", alt=part.data).number
    return Painted(QR, Squares(dark, count, ctx.look.colours["ink"], element))
