"""QR codes, for a phone held over the paper."""

from __future__ import annotations

from ....meaning.addresses import ascii_address
from ....meaning.document import Code
from ....source.values import value
from ..boxes.box import Box
from ..boxes.kinds import Painted
from ..ink.outlines import fill
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from .context import Context

QR = 60.0  # points: 21 mm, enough for a phone held over the sheet


@value
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
        with sheet.upright(x, QR):
            sheet.content(self.element, fill(self.colour), f"{' '.join(squares)} f", box=box)


def code(ctx: Context, part: Code, parent: Branch) -> Box:
    """A QR code (ISO/IEC 18004, level M); its alternative text is the address."""
    # ReportLab takes 95 ms to load, for the few handouts with a code.
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
