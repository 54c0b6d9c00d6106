"""Charts drawn from data: icon arrays, timelines, QR codes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ...document import Code, IconArray, Timeline
from .boxes import Beside, Box, Painted, Stack, TextBox
from .look import HALF
from .paths import ellipse
from .sheet import Sheet
from .tags import Element

if TYPE_CHECKING:
    from .story import Story

WIDE, TALL = 12.6, 15.6  # points for one person of an icon array
ROW = 10  # people in a row
QR = 60.0  # points: 21 mm, enough for a phone held over the sheet
REACH = 20.0  # points a rail goes on below its stage: under the next dot, however wide the gap has grown


def icon_array(story: Story, part: IconArray, parent: Element, width: float) -> Box:
    """People in rows of ten, the marked ones first: filled, the others in outline (told apart without colour)."""
    group = parent.add("Div")
    element = group.add("Figure", alt=part.alt)
    look, space = story.look, 22.0
    wide, tall = ROW * WIDE, -(-part.out_of // ROW) * TALL
    brand, ink, paper = (look.colours[name] for name in ("brand", "quiet", "paper"))

    def paint(sheet: Sheet, x: float, top: float) -> None:
        out = [f"{brand} rg {brand} RG"]
        for number in range(part.out_of):
            row, column = divmod(number, ROW)
            if number == part.count:
                out.append(f"{paper} rg {ink} RG")
            out.append(person(x + column * WIDE + WIDE / 2, top - row * TALL))
        element.attributes = f"/O/Layout/Placement/Block/BBox[{x:.1f} {top - tall:.1f} {x + wide:.1f} {top:.1f}]"
        sheet.content(element, f"q 0.9 w 1 j {' '.join(out)} Q")

    side = width - wide - space

    def told(words: TextBox, marked: bool) -> Box:
        def key(sheet: Sheet, x: float, top: float) -> None:
            colours = f"{brand} rg {brand} RG" if marked else f"{paper} rg {ink} RG"
            sheet.artifact(f"q 0.9 w 1 j {colours} {person(x + WIDE / 2, top - 1)} Q")

        return Beside([(0, Stack([Painted(TALL, key)])), (24, Stack([words]))], before=HALF, after=HALF)

    yes = story.text(part.yes, look.lead, group.add("P"), side - 24)
    no = story.text(part.no, look.lead, group.add("P"), side - 24)
    group_words = story.text(part.group, look.small, group.add("P"), side)
    group_words.before = HALF
    words = Stack([told(yes, True), told(no, False), group_words])
    return Beside([(0, Stack([Painted(tall, paint)])), (wide + space, words)], 1.2 * HALF, HALF, middle=True)


def person(x: float, top: float) -> str:
    """The operators that place a person with its middle at ``x`` and its head at ``top``."""
    return f"q 1 0 0 1 {x:.2f} {top:.2f} cm {_person()} Q"


@lru_cache(maxsize=1)
def _person() -> str:
    """A pictogram of a person ``TALL`` minus 2 points high, below the origin: a head and a rounded body."""
    head = ellipse(0, -3.4, 2.4, 2.4)
    left, right, low, high = -3.9, 3.9, 2.4 - TALL, -6.7
    body = (
        f"{left:.2f} {low:.2f} m {left:.2f} {high - 3.4:.2f} l "
        f"{left:.2f} {high - 1:.2f} {left + 2:.2f} {high:.2f} 0 {high:.2f} c "
        f"{right - 2:.2f} {high:.2f} {right:.2f} {high - 1:.2f} {right:.2f} {high - 3.4:.2f} c "
        f"{right:.2f} {low:.2f} l h"
    )
    return f"{head} B {body} B"


def timeline(story: Story, part: Timeline, parent: Element, width: float) -> list[Box]:
    """Stages along a rail, each with its time; a stage stays whole."""
    look, column, rail = story.look, 104.0, 124.0
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    out: list[Box] = []
    count = len(part.stages)
    brand, paper = look.colours["brand"], look.colours["paper"]
    for number, stage in enumerate(part.stages):
        entry = outer.add("LI")
        when = story.plain(stage.when, look.panel, entry.add("Lbl"), column - 12)
        body = Stack(story.parts(stage.parts, entry.add("LBody"), width - rail))

        def behind(sheet: Sheet, x: float, top: float, tall: float, number: int = number) -> None:
            at, above, below = x + column, top - 9, top - tall - REACH
            start = above if number == 0 else top
            end = above if number == count - 1 else below
            line = f"{brand} RG 2 w {at:.2f} {start:.2f} m {at:.2f} {end:.2f} l S " if start != end else ""
            sheet.artifact(f"{line}{paper} RG 2 w {brand} rg {ellipse(at, above, 5.5, 5.5)} B")

        out.append(Beside([(0, Stack([when])), (rail, body)], before=12, after=12, behind=behind))
    return out


def code(story: Story, part: Code, parent: Element) -> Box:
    """A QR code (ISO/IEC 18004, level M); its alternative text is the address."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    qr = QRCode(None, QRErrorCorrectLevel.M)
    qr.addData(part.data)
    qr.make()
    size, count = QR, qr.getModuleCount()
    unit = size / count
    ink = story.look.colours["ink"]
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
