"""Charts drawn from data: icon arrays, timelines, QR codes."""

from __future__ import annotations

from functools import lru_cache

from ....document import Code, IconArray, Ladder, Timeline
from ..boxes.kinds import Beside, Box, Painted, Stack, TextBox
from ..ink.sheet import Sheet
from ..ink.tags import Element
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


def icon_array(ctx: Context, part: IconArray, parent: Element, width: float) -> Box:
    """People in rows of ten, the marked ones first: filled, the others in outline (told apart without colour)."""
    group = parent.add("Div")
    element = group.add("Figure", alt=part.alt)
    look, unit = ctx.look, ctx.look.unit
    wide, tall = ROW * WIDE * unit, -(-part.out_of // ROW) * TALL * unit
    space = (22.0 if width > ROOMY * unit else 10.0) * unit
    brand, ink, paper = (look.colours[name] for name in ("brand", "quiet", "paper"))

    def paint(sheet: Sheet, x: float, top: float) -> None:
        out = [f"{brand} rg {brand} RG"]
        for number in range(part.out_of):
            row, column = divmod(number, ROW)
            if number == part.count:
                out.append(f"{paper} rg {ink} RG")
            out.append(person(x + (column + 0.5) * WIDE * unit, top - row * TALL * unit, unit))
        element.attributes = f"/O/Layout/Placement/Block/BBox[{x:.1f} {top - tall:.1f} {x + wide:.1f} {top:.1f}]"
        sheet.content(element, f"q 0.9 w 1 j {' '.join(out)} Q")

    side, key_wide = width - wide - space, (WIDE + 6) * unit
    style = look.lead if width > ROOMY * unit else look.body

    def told(words: TextBox, marked: bool) -> Box:
        def key(sheet: Sheet, x: float, top: float) -> None:
            colours = f"{brand} rg {brand} RG" if marked else f"{paper} rg {ink} RG"
            sheet.artifact(f"q 0.9 w 1 j {colours} {person(x + WIDE * unit / 2, top - 2, unit)} Q")

        return Beside([(0, Stack([Painted(TALL * unit, key)])), (key_wide, Stack([words]))], before=HALF, after=HALF)

    yes = ctx.text(part.yes, style, group.add("P"), side - key_wide)
    no = ctx.text(part.no, style, group.add("P"), side - key_wide)
    words: list[Box] = [told(yes, True), told(no, False)]
    if not part.group:
        columns = [(0.0, Stack([Painted(tall, paint)])), (wide + space, Stack(words))]
        return Beside(columns, 1.2 * HALF, HALF, middle=True)
    who = ctx.text(part.group, look.small, group.add("P"), side if width > ROOMY * unit else width)
    who.before = HALF
    if width > ROOMY * unit:
        columns = [(0.0, Stack([Painted(tall, paint)])), (wide + space, Stack([*words, who]))]
        return Beside(columns, 1.2 * HALF, HALF, middle=True)
    columns = [(0.0, Stack([Painted(tall, paint)])), (wide + space, Stack(words))]
    return Stack([Beside(columns, middle=True), who], 1.2 * HALF, HALF)


def person(x: float, top: float, unit: float = 1.0) -> str:
    """The operators that place a person with its middle at ``x`` and its head at ``top``."""
    scale = unit * TALL / PERSON
    return f"q {scale:.3f} 0 0 {scale:.3f} {x:.2f} {top:.2f} cm {_person()} Q"


@lru_cache(maxsize=1)
def _person() -> str:
    """A pictogram of a person ``PERSON`` minus 2 points high, below the origin: a head and a rounded body."""
    head = ellipse(0, -3.4, 2.4, 2.4)
    left, right, low, high = -3.9, 3.9, 2.4 - PERSON, -6.7
    body = (
        f"{left:.2f} {low:.2f} m {left:.2f} {high - 3.4:.2f} l "
        f"{left:.2f} {high - 1:.2f} {left + 2:.2f} {high:.2f} 0 {high:.2f} c "
        f"{right - 2:.2f} {high:.2f} {right:.2f} {high - 1:.2f} {right:.2f} {high - 3.4:.2f} c "
        f"{right:.2f} {low:.2f} l h"
    )
    return f"{head} B {body} B"


def timeline(ctx: Context, part: Timeline, parent: Element, width: float) -> list[Box]:
    """Stages along a rail, each with its time; a stage stays whole. The rail joins what stands on one page."""
    look, unit = ctx.look, ctx.look.unit
    column, rail = 104.0 * unit, 124.0 * unit
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    out: list[Box] = []
    brand, paper = look.colours["brand"], look.colours["paper"]
    dots: list[tuple[Sheet, float]] = []

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        at, middle = x + column, top - 9 * unit
        line = ""
        if dots and dots[-1][0] is sheet:
            line = f"{brand} RG {2 * unit:.2f} w {at:.2f} {dots[-1][1]:.2f} m {at:.2f} {middle:.2f} l S "
        reach = DOT * unit
        marks = (ellipse(at, y, reach, reach) for y in ([dots[-1][1]] if line else []) + [middle])
        sheet.artifact(f"{line}{paper} RG {2 * unit:.2f} w {brand} rg {' B '.join(marks)} B")
        dots.append((sheet, middle))

    for number, stage in enumerate(part.stages):
        entry = outer.add("LI")
        when = ctx.plain(stage.when, look.panel, entry.add("Lbl"), column - 12 * unit)
        body = Stack(ctx.parts(stage.parts, entry.add("LBody"), width - rail))
        keep = beside_an_end(number, len(part.stages))
        out.append(Beside([(0, Stack([when])), (rail, body)], before=12, after=12, keep=keep, behind=behind))
    return out


def ladder(ctx: Context, part: Ladder, parent: Element, width: float) -> list[Box]:
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

        def behind(sheet: Sheet, x: float, top: float, tall: float, long: float = long) -> None:
            ground = f"{tint} rg {x:.2f} {top - tall:.2f} {long:.2f} {tall:.2f} re f"
            bar = f"{brand} rg {x + long - BAR:.2f} {top - tall:.2f} {BAR:g} {tall:.2f} re f"
            frame = f" {brand} RG 1 w {look.oblong(x, top, long, tall, 0.5)} S" if look.frame else ""
            sheet.artifact(f"q {look.oblong(x, top, long, tall)} W n {ground} {bar} Q{frame}")

        keep = beside_an_end(number, count)
        out.append(Stack([when, *body], 4, 4, keep, PAD, (PAD * 0.6, PAD * 0.6), behind))
    return out


def code(ctx: Context, part: Code, parent: Element) -> Box:
    """A QR code (ISO/IEC 18004, level M); its alternative text is the address."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    qr = QRCode(None, QRErrorCorrectLevel.M)
    qr.addData(part.data)
    qr.make()
    size, count = QR, qr.getModuleCount()
    unit = size / count
    ink = ctx.look.colours["ink"]
    element = parent.add("Figure", alt=part.data)

    def paint(sheet: Sheet, x: float, top: float) -> None:
        squares = [
            f"{x + column * unit:.3f} {top - (row + 1) * unit:.3f} {unit:.3f} {unit:.3f} re"
            for row in range(count)
            for column in range(count)
            if qr.isDark(row, column)
        ]
        element.attributes = f"/O/Layout/Placement/Block/BBox[{x:.1f} {top - size:.1f} {x + size:.1f} {top:.1f}]"
        sheet.content(element, f"{ink} rg {' '.join(squares)} f")

    return Painted(size, paint)
