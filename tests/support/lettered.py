"""The letters of a page and what is painted on it, as PDFium places them: it shares no code with
the engine, and takes a tenth of the time of readers written in Python."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

HYPHEN = "\x02"  # what PDFium makes of one at the end of a line


class Letter(NamedTuple):
    """A letter with its room; in points from the paper's upper start corner.

    A line is as high as its type's size, from what the lowest letters reach. ``turned`` ones run up
    or down the paper.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    turned: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page of a file. What stands on it is read when it is asked for: of many it never is."""

    data: bytes = field(repr=False)
    number: int  # from 0
    width: float
    height: float

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """In the order of painting."""
        with self._opened() as page:
            painted = _texts(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
            order = {_key(one): number for number, one in enumerate(painted)}
            text = page.get_textpage()  # which goes with its wrapper; without it calls are quicker
            found = sorted(_letters(text.raw, self.height, order), key=lambda one: one[0])
        return tuple(letter for _, letter in found)

    @cached_property
    def bottoms(self) -> tuple[float, ...]:
        """Those of all shapes and drawings, sorted, in points from the top."""
        with self._opened() as page:
            paths = (one for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_PATH)
            return tuple(sorted(self.height - _low(one) for one in paths))

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        with pypdfium2.PdfDocument(self.data) as opened:
            yield opened[self.number]


class Word(NamedTuple):
    """Letters that stand together on a page; in points from the paper's upper start corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    turned: bool = False  # it runs up or down the paper


def sheets(pdf: Path | bytes) -> tuple[Sheet, ...]:
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    with pypdfium2.PdfDocument(data) as opened:
        sizes = [opened.get_page_size(number) for number in range(len(opened))]
    return tuple(Sheet(data, number, *size) for number, size in enumerate(sizes))


def _texts(within: Any, count: Any, get: Any) -> Iterator[Any]:
    """Every text on a page or in a form, those of forms in it too."""
    for at in range(count(within)):
        one = get(within, at)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield one
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _texts(one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)


def _low(path: Any) -> float:
    """Where a shape ends, in points from the paper's lower edge: without the breadth of the pen it
    is drawn with, which PDFium counts twice."""
    matrix, around = path.get_matrix(), path.container
    while around:
        matrix, around = matrix.multiply(around.get_matrix()), around.container
    return min(float(matrix.b * x + matrix.d * y + matrix.f) for x, y in _points(path))


def _points(path: Any) -> Iterator[tuple[float, float]]:
    """Those that a path goes through."""
    x, y, bends = ctypes.c_float(), ctypes.c_float(), 0
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            bends += 1
            if bends % 3:
                continue  # what a curve bends towards
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        yield x.value, y.value


def _key(one: Any) -> int:
    return ctypes.addressof(one.contents)


def _overhangs(page: Any, at: int, end: float) -> bool:
    """Whether the room that PDFium gives a letter ends where its ink does, as that of an "f" that
    leans over what follows; else it ends where the next one begins, which digits of one width
    would be told wrong by their letter alone."""
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, at, left, right, low, high)
    return right.value > end - 0.01


class _Run(NamedTuple):
    """What all letters of a text object have in common; ``line`` is what they stand on, ``low``
    how far they may reach below it."""

    font: str
    size: float
    line: float
    low: float
    turned: int  # 1 where they run up the paper, -1 where they run down, else 0


def _letters(page: Any, height: float, order: Mapping[int, int]) -> Iterator[tuple[int, Letter]]:
    """Each with the number of its text object in the order of painting."""
    runs: dict[int, _Run] = {}
    widths: dict[tuple[str, str], float] = {}
    box, wide = raw.FS_RECTF(), ctypes.c_float()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(raw.FPDFText_CountChars(page)):
        said = chr(raw.FPDFText_GetUnicode(page, at)).replace(HYPHEN, "-")
        one = raw.FPDFText_GetTextObject(page, at)
        if not one or said.isspace() and raw.FPDFText_IsGenerated(page, at):
            continue  # what PDFium puts between lines
        run = runs.get(key := _key(one)) or runs.setdefault(key, _run(page, at, one, height))
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        if run.turned:
            room = _turned(page, at, run, height)
        else:
            raw.FPDFText_GetLooseCharBox(page, at, box)
            if (run.font, said) not in widths:
                raw.FPDFFont_GetGlyphWidth(raw.FPDFTextObj_GetFont(one), ord(said), 1.0, wide)
                widths[run.font, said] = wide.value
            end = x.value + widths[run.font, said] * run.size
            x1 = end if end < box.right - 0.01 and _overhangs(page, at, box.right) else box.right
            room = (x.value, run.line + run.low - run.size, x1, run.line + run.low)
        yield order[key], Letter(said, *room, run.size, run.font, bool(run.turned))


def _run(page: Any, at: int, one: Any, height: float) -> _Run:
    size, low, matrix = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFTextObj_GetFontSize(one, size)
    raw.FPDFText_GetMatrix(page, at, matrix)
    raw.FPDFText_GetCharOrigin(page, at, x, y)
    font = raw.FPDFTextObj_GetFont(one)
    turned = abs(matrix.b) > abs(matrix.a)
    tall = size.value * abs(matrix.b if turned else matrix.d)
    raw.FPDFFont_GetDescent(font, tall, low)
    name = ctypes.create_string_buffer(raw.FPDFFont_GetBaseFontName(font, None, 0))
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    way = (1 if matrix.b > 0 else -1) if turned else 0
    line = x.value if turned else height - y.value
    return _Run(name.value.decode(), tall, line, -low.value, way)


def _turned(page: Any, at: int, run: _Run, height: float) -> tuple[float, float, float, float]:
    """The room of a letter that runs up or down; along the line it is that of its ink."""
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, at, left, right, low, high)
    ends = (run.line + run.turned * run.low, run.line + run.turned * (run.low - run.size))
    return min(ends), height - high.value, max(ends), height - low.value


def words_of(sheet: Sheet) -> Iterator[Word]:
    """Runs of letters without a space or a jump between them, in the order of painting."""
    run: list[Letter] = []
    for one in sheet.letters:
        if run and (one.text.isspace() or one.font != run[-1].font or _apart(run[-1], one)):
            yield _word(run)
            run = []
        if not one.text.isspace():
            run.append(one)
    if run:
        yield _word(run)


def _apart(one: Letter, other: Letter) -> bool:
    """Whether two letters do not stand side by side on one line."""
    kerned = max(1.5, 0.12 * other.size)
    if one.turned != other.turned:
        return True
    if not other.turned:
        return abs(other.x0 - one.x1) > kerned or abs(other.top - one.top) > 1.5
    step = min(abs(other.bottom - one.top), abs(other.top - one.bottom))
    return step > kerned or abs(other.x0 - one.x0) > 1.5


def _word(run: list[Letter]) -> Word:
    return Word(
        "".join(one.text for one in run),
        min(one.x0 for one in run),
        min(one.top for one in run),
        max(one.x1 for one in run),
        max(one.bottom for one in run),
        min(one.size for one in run),
        "Bold" in run[0].font,
        run[0].turned,
    )
