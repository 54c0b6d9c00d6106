"""A PDF -> what is painted on its pages and what it means, by pdfium: whole runs of letters, never
single ones."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

from .built import PAPER, Block, Box, File, Line, Page, Run, Shape

INLINE = frozenset({"Code", "Em", "Link", "Note", "Quote", "Reference", "Span", "Strong"})
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # kinds of painted things (FPDF_PAGEOBJ_TEXT ...)
MOVE = 2  # a segment that begins a part of a path (FPDF_SEGMENT_MOVETO)
LEAST = 9.0  # points: nothing lower or narrower is the ground of words

Point = tuple[float, float]
Outline = list[list[Point]]  # the parts of a path; a curve goes by its control points
Matrix = tuple[float, float, float, float, float, float]


def read(data: bytes) -> File:
    """What a PDF says of itself, and its pages."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (slow to load)

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    try:
        return File(
            _string(lambda *to: pdfium.FPDF_GetMetaText(document, b"Title", *to)),
            _string(lambda *to: pdfium.FPDFCatalog_GetLanguage(document, *to)),
            bool(pdfium.FPDFCatalog_IsTagged(document)),
            tuple(
                _Reader(pdfium, document, number).page()
                for number in range(pdfium.FPDF_GetPageCount(document))
            ),
        )
    finally:
        pdfium.FPDF_CloseDocument(document)


_buffer = (ctypes.c_ushort * 1024)()


def _string(ask: Callable[..., int]) -> str:
    """What pdfium tells in UTF-16; it also tells how many bytes that takes, if there is no room for
    them."""
    buffer = _buffer
    length = ask(buffer, 2048)
    if length > 2048:
        buffer = (ctypes.c_ushort * length)()
        ask(buffer, length)
    return ctypes.string_at(buffer, max(0, length)).decode("utf-16-le", "replace").rstrip("\0")


class _Reader:
    """Reads one page."""

    def __init__(self, pdfium: Any, document: Any, number: int) -> None:
        self.pdfium, self.number = pdfium, number
        self.handle = pdfium.FPDF_LoadPage(document, number)
        self.letters = pdfium.FPDFText_LoadPage(self.handle)
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.bytes = [ctypes.c_uint() for _ in range(4)]
        self.matrix = pdfium.FS_MATRIX()
        # outlines of paths and of what clips them
        self.cut: dict[int, tuple[Outline, list[Outline]]] = {}
        self.runs: list[Run] = []
        self.shapes: list[Shape] = []
        # what words may stand on, in the order of painting
        self.grounds: list[tuple[Box, str, Any]] = []

    def page(self) -> Page:
        pdfium, handle = self.pdfium, self.handle
        size = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        for number in range(pdfium.FPDFPage_CountObjects(handle)):
            self.thing(pdfium.FPDFPage_GetObject(handle, number))
        blocks = tuple(self.blocks())
        pdfium.FPDFText_ClosePage(self.letters)
        pdfium.FPDF_ClosePage(handle)
        return Page(self.number + 1, *size, tuple(self.runs), tuple(self.shapes), blocks)

    # -------------------------------------------------------------- what is painted

    def thing(self, thing: Any) -> None:
        kind = self.pdfium.FPDFPageObj_GetType(thing)
        mark, box = self.pdfium.FPDFPageObj_GetMarkedContentID(thing), self.box(thing)
        if kind == TEXT:
            self.run(thing, mark, box)
            return
        fill = self.fill(thing) if kind == PATH else ""
        self.shapes.append(Shape(box, fill, mark))
        if (fill or kind in (FORM, IMAGE)) and min(box[2] - box[0], box[3] - box[1]) > LEAST:
            self.grounds.append((box, fill, thing))

    def run(self, thing: Any, mark: int, box: Box) -> None:
        text = _string(lambda *to: self.pdfium.FPDFTextObj_GetText(thing, self.letters, *to))
        if not text.strip():
            return
        size = ctypes.c_float()
        self.pdfium.FPDFTextObj_GetFontSize(thing, size)
        _, _, across, up, _, baseline = self.place(thing)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        painted = size.value * (across**2 + up**2) ** 0.5
        self.runs.append(
            Run(text, box, baseline, painted, self.colour(thing), self.ground(middle), mark)
        )

    def box(self, thing: Any) -> Box:
        a, b, c, d = self.floats
        self.pdfium.FPDFPageObj_GetBounds(thing, a, b, c, d)
        return a.value, b.value, c.value, d.value

    def place(self, thing: Any) -> Matrix:
        matrix = self.matrix
        self.pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def colour(self, thing: Any) -> str:
        red, green, blue, alpha = self.bytes
        self.pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
        return f"#{red.value:02X}{green.value:02X}{blue.value:02X}"

    def fill(self, thing: Any) -> str:
        """The colour a path is filled with; nothing if only its line is painted."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        self.pdfium.FPDFPath_GetDrawMode(thing, mode, stroke)
        return self.colour(thing) if mode.value else ""

    # -------------------------------------------------------------- what words stand on

    def ground(self, point: Point) -> str | None:
        """The colour painted last at ``point``; ``None`` on a photograph."""
        x, y = point
        under = [
            (fill, thing)
            for (left, low, right, high), fill, thing in self.grounds
            if left <= x <= right and low <= y <= high
        ]
        for fill, thing in reversed(under):
            if not fill and self.pdfium.FPDFPageObj_GetType(thing) == IMAGE:
                return None
            found = self.filled(thing, fill, point) if fill else self.drawn(thing, point)
            if found:
                return found
        return PAPER

    def drawn(self, form: Any, point: Point) -> str:
        """The colour painted last at ``point`` of the page by a drawing, if any."""
        inside = _inverse(self.place(form), point)
        for number in reversed(range(self.pdfium.FPDFFormObj_CountObjects(form))):
            thing = self.pdfium.FPDFFormObj_GetObject(form, number)
            if self.pdfium.FPDFPageObj_GetType(thing) == PATH and _within(inside, self.box(thing)):
                found = self.filled(thing, self.fill(thing), inside)
                if found:
                    return found
        return ""

    def filled(self, thing: Any, fill: str, point: Point) -> str:
        """``fill`` where the path covers ``point`` and is not clipped there."""
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if key not in self.cut:
            self.cut[key] = self.outlines(thing)
        outline, clips = self.cut[key]
        seen = all(_covers(clip, point) for clip in clips)
        return fill if seen and _covers(outline, _inverse(self.place(thing), point)) else ""

    def outlines(self, thing: Any) -> tuple[Outline, list[Outline]]:
        """The outline of a path, and those of what it is clipped to."""
        pdfium, clip = self.pdfium, self.pdfium.FPDFPageObj_GetClipPath(thing)
        clips = [
            self.outline(pdfium.FPDFClipPath_GetPathSegment(clip, path, n) for n in range(count))
            for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)))
            for count in [pdfium.FPDFClipPath_CountPathSegments(clip, path)]
        ]
        count = pdfium.FPDFPath_CountSegments(thing)
        return self.outline(
            pdfium.FPDFPath_GetPathSegment(thing, number) for number in range(count)
        ), clips

    def outline(self, segments: Iterator[Any]) -> Outline:
        x, y = self.floats[:2]
        parts: Outline = []
        for segment in segments:
            self.pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if not parts or self.pdfium.FPDFPathSegment_GetType(segment) == MOVE:
                parts.append([])
            parts[-1].append((x.value, y.value))
        return parts

    # -------------------------------------------------------------- what it means

    def blocks(self) -> Iterator[Block]:
        runs: dict[int, list[Run]] = {}
        shapes: dict[int, list[Shape]] = {}
        for run in self.runs:
            runs.setdefault(run.mark, []).append(run)
        for shape in self.shapes:
            shapes.setdefault(shape.mark, []).append(shape)
        tree = self.pdfium.FPDF_StructTree_GetForPage(self.handle)
        for number in range(self.pdfium.FPDF_StructTree_CountChildren(tree) if tree else 0):
            root = self.tag(self.pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), (number,))
            for tag, above in _standing(root, ()):
                marks = tuple(_marks(tag, cited=False))
                lines = tuple(
                    _lines([(run, cited) for mark, cited in marks for run in runs.get(mark, ())])
                )
                painted = tuple(shape for mark, _ in marks for shape in shapes.get(mark, ()))
                if lines or painted:
                    yield Block(tag.kind, tag.path, above, tag.alt, lines, painted)
        if tree:
            self.pdfium.FPDF_StructTree_Close(tree)

    def tag(self, element: Any, path: tuple[int, ...]) -> _Tag:
        pdfium = self.pdfium
        kind = _string(lambda *to: pdfium.FPDF_StructElement_GetType(element, *to))
        figure = kind == "Figure"
        alt = (
            _string(lambda *to: pdfium.FPDF_StructElement_GetAltText(element, *to))
            if figure
            else ""
        )
        kids: list[_Tag | int] = []
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if mark >= 0:
                kids.append(mark)
            elif kid := pdfium.FPDF_StructElement_GetChildAtIndex(element, number):
                kids.append(self.tag(kid, (*path, number)))
        return _Tag(kind, path, alt, tuple(kids))


class _Tag(NamedTuple):
    """A structure element as far as it has content on a page; a kid that is a number is marked
    content."""

    kind: str
    path: tuple[int, ...]
    alt: str
    kids: tuple[_Tag | int, ...]


def _standing(tag: _Tag, above: tuple[str, ...]) -> Iterator[tuple[_Tag, tuple[str, ...]]]:
    """``tag`` and those below it that stand for themselves, each with the kinds of those above it.

    A list after a picture holds the picture's labels: they stand in the figure, as it were.
    """
    yield tag, above
    before = ""
    for kid in tag.kids:
        if not isinstance(kid, int) and kid.kind not in INLINE:
            labels = (before, kid.kind) == ("Figure", "L")
            yield from _standing(
                kid, (*above, tag.kind, "Figure") if labels else (*above, tag.kind)
            )
            before = kid.kind


def _marks(tag: _Tag, *, cited: bool) -> Iterator[tuple[int, bool]]:
    """The marked content of an element and of what stands in its lines, each with whether it is a
    citation."""
    for kid in tag.kids:
        if isinstance(kid, int):
            yield kid, cited
        elif kid.kind in INLINE:
            yield from _marks(kid, cited=cited or kid.kind == "Reference")


def _lines(runs: list[tuple[Run, bool]]) -> Iterator[Line]:
    start = 0
    for end in range(1, len(runs) + 1):
        if end == len(runs) or abs(runs[end][0].baseline - runs[start][0].baseline) > 1:
            line = runs[start:end]
            text = "".join(run.text for run, _ in line).strip()
            said = "".join(" " if cited else run.text for run, cited in line).strip()
            yield Line(text, said, tuple(run for run, _ in line))
            start = end


def _covers(outline: Outline, point: Point) -> bool:
    """Whether an outline is round ``point``: a ray from it crosses its edges an odd number of
    times."""
    x, y = point
    crossed = False
    for part in outline:
        for (ax, ay), (bx, by) in pairwise((*part, part[0])):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossed = not crossed
    return crossed


def _within(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _inverse(matrix: Matrix, point: Point) -> Point:
    """Where ``point`` is before ``matrix`` moves it."""
    a, b, c, d, e, f = matrix
    x, y, area = point[0] - e, point[1] - f, a * d - b * c
    if not area:
        return inf, inf
    return (d * x - c * y) / area, (a * y - b * x) / area
