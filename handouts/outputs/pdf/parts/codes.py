"""QR codes, for a phone held over the paper."""

from __future__ import annotations

from ....content.editions import MM
from ....meaning.addresses import ascii_address
from ....meaning.document import Code
from ....source.values import replace, value
from ..boxes.box import Box
from ..boxes.kinds import Painted
from ..ink.outlines import fill, oblong
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from .context import Context

QR, HAND = 60.0, 46.0  # points: 21 mm for a phone held over a table, 16 mm for a card in a hand
BESIDE = 56.0  # the same beside a title, with its plate
PLATE = 2.0  # points: the corners of a plate
QUIET = 4  # squares that stay pale around a code (ISO/IEC 18004, 7.3.7)
LEAST = 0.4 * MM  # the side of a square that a phone still tells on a copy of a copy


@value
class Squares:
    """The dark squares of a code (column, row), which has ``count`` of them on each side.

    It is ``size`` points wide; where it has a ``plate`` of that colour, for a dark ground, with
    the pale squares around it.
    """

    dark: tuple[tuple[int, int], ...]
    count: int
    size: float
    colour: str
    element: int
    plate: str = ""
    over: float = 0.0  # points above its row

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        top += self.over
        quiet = QUIET if self.plate else 0
        unit = self.size / (self.count + 2 * quiet)
        if self.plate:
            outline = oblong(PLATE, x, top, self.size, self.size)
            sheet.artifact(fill(self.plate), f"{outline} f")
        left, high, wide = x + quiet * unit, top - quiet * unit, self.count * unit
        squares = (
            f"{left + column * unit:.3f} {high - (row + 1) * unit:.3f} {unit:.3f} {unit:.3f} re"
            for column, row in self.dark
        )
        box = (left, high - wide, left + wide, high)
        with sheet.upright(left, wide):
            sheet.content(self.element, fill(self.colour), f"{' '.join(squares)} f", box=box)


def code_size(ctx: Context, part: Code) -> float:
    """How wide a code is, in points: larger where all is, never smaller."""
    return HAND if part.small else QR * max(ctx.look.unit, 1.0)


def code(ctx: Context, part: Code, parent: Branch) -> Box:
    """A QR code by itself."""
    size = code_size(ctx, part)
    return Painted(size, _squares(ctx, part, parent, size))


def title_size(ctx: Context) -> float:
    """How wide a code beside a title is, in points."""
    return BESIDE * max(ctx.look.unit, 1.0) * ctx.look.edition.codes


def code_of_title(ctx: Context, part: Code, parent: Branch, over: float) -> Box:
    """A QR code on the dark ground of a title; it stands ``over`` points beyond its row, above and
    below."""
    size = title_size(ctx)
    squares = _squares(ctx, part, parent, size, ctx.look.colours["paper"])
    return Painted(size - 2 * over, replace(squares, over=over))


def _squares(ctx: Context, part: Code, parent: Branch, size: float, plate: str = "") -> Squares:
    """A QR code; its alternative text is the address."""
    dark, count = _drawn(ascii_address(part.data), size, 2 * QUIET if plate else 0)
    element = parent.add("Figure", alt=part.data).number
    return Squares(dark, count, size, ctx.look.colours["ink"], element, plate)


def _drawn(address: str, size: float, pale: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """The dark squares of a code (ISO/IEC 18004) and how many it has on a side, where ``size``
    points hold them and ``pale`` ones more.

    Level M, unless its squares get too small: a long address is found sooner in the larger ones of
    level L than mended with the words that M has more.
    """
    # ReportLab takes 95 ms to load, for the few handouts with a code.
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    for level in (QRErrorCorrectLevel.M, QRErrorCorrectLevel.L):
        qr = QRCode(None, level)
        qr.addData(address)
        qr.make()
        count: int = qr.getModuleCount()
        if size / (count + pale) >= LEAST:
            break
    places = ((column, row) for row in range(count) for column in range(count))
    return tuple(one for one in places if qr.isDark(one[1], one[0])), count
