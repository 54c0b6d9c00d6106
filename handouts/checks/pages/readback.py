"""A PDF -> what is painted on its pages and what it means, by pdfium: whole runs of letters, never
single ones."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Protocol

import pypdfium2.raw as pdfium

from ...source.values import replace
from .built import PAPER, Block, Box, File, Page, Run, Shape
from .outlines import Matrix, Outline, Point, covers, inverse, within
from .tags import Tag, lines_of, marked, standing

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # kinds of painted things (FPDF_PAGEOBJ_TEXT ...)
MOVE = 2  # a segment that begins a part of a path (FPDF_SEGMENT_MOVETO)
LEAST = 9.0  # points: nothing lower or narrower is the ground of words


class Handle(Protocol):
    """What pdfium gives to be handed back to it: a document, a page, a path ..."""

    @property
    def contents(self) -> ctypes.Structure: ...


def read(data: bytes) -> File:
    """What a PDF says of itself, and its pages."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    try:
        return File(
            _string(lambda *to: pdfium.FPDF_GetMetaText(document, b"Title", *to)),
            _string(lambda *to: pdfium.FPDFCatalog_GetLanguage(document, *to)),
            bool(pdfium.FPDFCatalog_IsTagged(document)),
            tuple(
                _Reader(document, number).page()
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

    def __init__(self, document: Handle, number: int) -> None:
        self.number = number
        self.handle = pdfium.FPDF_LoadPage(document, number)
        self.letters = pdfium.FPDFText_LoadPage(self.handle)
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.bytes = [ctypes.c_uint() for _ in range(4)]
        self.matrix = pdfium.FS_MATRIX()
        # outlines of paths and of what clips them
        self.cut: dict[int, tuple[Outline, list[Outline]]] = {}
        self.runs: list[Run] = []
        # what is heard of content that stands in another order than it is read, by its number
        self.said: dict[int, str] = {}
        self.shapes: list[Shape] = []
        # what words may stand on, in the order of painting
        self.grounds: list[tuple[Box, str, Handle]] = []

    def page(self) -> Page:
        handle = self.handle
        size = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        for number in range(pdfium.FPDFPage_CountObjects(handle)):
            self.thing(pdfium.FPDFPage_GetObject(handle, number))
        blocks = tuple(self.blocks())
        pdfium.FPDFText_ClosePage(self.letters)
        pdfium.FPDF_ClosePage(handle)
        return Page(self.number + 1, *size, tuple(self.runs), tuple(self.shapes), blocks)

    # -------------------------------------------------------------- what is painted

    def thing(self, thing: Handle) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        mark, box = pdfium.FPDFPageObj_GetMarkedContentID(thing), self.box(thing)
        if kind == TEXT:
            self.run(thing, mark, box)
            return
        fill = self.fill(thing) if kind == PATH else ""
        self.shapes.append(Shape(box, fill, mark))
        if (fill or kind in (FORM, IMAGE)) and min(box[2] - box[0], box[3] - box[1]) > LEAST:
            self.grounds.append((box, fill, thing))

    def run(self, thing: Handle, mark: int, box: Box) -> None:
        text = _string(lambda *to: pdfium.FPDFTextObj_GetText(thing, self.letters, *to))
        if not text.strip():
            return
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(thing, size)
        _, _, across, up, _, baseline = self.place(thing)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        painted = size.value * (across**2 + up**2) ** 0.5
        self.runs.append(
            Run(text, box, baseline, painted, self.colour(thing), self.ground(middle), mark)
        )

    def box(self, thing: Handle) -> Box:
        a, b, c, d = self.floats
        pdfium.FPDFPageObj_GetBounds(thing, a, b, c, d)
        return a.value, b.value, c.value, d.value

    def place(self, thing: Handle) -> Matrix:
        matrix = self.matrix
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def colour(self, thing: Handle) -> str:
        red, green, blue, alpha = self.bytes
        pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
        return f"#{red.value:02X}{green.value:02X}{blue.value:02X}"

    def fill(self, thing: Handle) -> str:
        """The colour a path is filled with; nothing if only its line is painted."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, mode, stroke)
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
            if not fill and pdfium.FPDFPageObj_GetType(thing) == IMAGE:
                return None
            found = self.filled(thing, fill, point) if fill else self.drawn(thing, point)
            if found:
                return found
        return PAPER

    def drawn(self, form: Handle, point: Point) -> str:
        """The colour painted last at ``point`` of the page by a drawing, if any."""
        inside = inverse(self.place(form), point)
        for number in reversed(range(pdfium.FPDFFormObj_CountObjects(form))):
            thing = pdfium.FPDFFormObj_GetObject(form, number)
            if pdfium.FPDFPageObj_GetType(thing) == PATH and within(inside, self.box(thing)):
                found = self.filled(thing, self.fill(thing), inside)
                if found:
                    return found
        return ""

    def filled(self, thing: Handle, fill: str, point: Point) -> str:
        """``fill`` where the path covers ``point`` and is not clipped there."""
        key = ctypes.addressof(thing.contents)
        if key not in self.cut:
            self.cut[key] = self.outlines(thing)
        outline, clips = self.cut[key]
        seen = all(covers(clip, point) for clip in clips)
        return fill if seen and covers(outline, inverse(self.place(thing), point)) else ""

    def outlines(self, thing: Handle) -> tuple[Outline, list[Outline]]:
        """The outline of a path, and those of what it is clipped to."""
        clip = pdfium.FPDFPageObj_GetClipPath(thing)
        clips = [
            self.outline(pdfium.FPDFClipPath_GetPathSegment(clip, path, n) for n in range(count))
            for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)))
            for count in [pdfium.FPDFClipPath_CountPathSegments(clip, path)]
        ]
        count = pdfium.FPDFPath_CountSegments(thing)
        return self.outline(
            pdfium.FPDFPath_GetPathSegment(thing, number) for number in range(count)
        ), clips

    def outline(self, segments: Iterator[Handle]) -> Outline:
        x, y = self.floats[:2]
        parts: Outline = []
        for segment in segments:
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if not parts or pdfium.FPDFPathSegment_GetType(segment) == MOVE:
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
        tree = pdfium.FPDF_StructTree_GetForPage(self.handle)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree) if tree else 0):
            root = self.tag(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), (number,))
            for tag, above in standing(root, ()):
                marks = tuple(marked(tag, cited=False))
                told = [(run, cited) for mark, cited in marks for run in self.heard(mark, runs)]
                lines = tuple(lines_of(told))
                painted = tuple(shape for mark, _ in marks for shape in shapes.get(mark, ()))
                if lines or painted:
                    yield Block(tag.kind, tag.path, above, tag.alt, lines, painted)
        if tree:
            pdfium.FPDF_StructTree_Close(tree)

    def heard(self, mark: int, runs: dict[int, list[Run]]) -> Iterator[Run]:
        """The runs of some content; what is heard of all of it is the text of the first."""
        said = self.said.get(mark)
        for number, run in enumerate(runs.get(mark, ())):
            yield run if said is None else replace(run, text="" if number else said)

    def tag(self, element: Handle, path: tuple[int, ...], said: str = "") -> Tag:
        """An element and what is in it; ``said`` is what the one above is heard as."""
        kind = _string(lambda *to: pdfium.FPDF_StructElement_GetType(element, *to))
        figure = kind == "Figure"
        alt = (
            _string(lambda *to: pdfium.FPDF_StructElement_GetAltText(element, *to))
            if figure
            else ""
        )
        kids: list[Tag | int] = []
        said = (self.told(element) or said) if kind == "Span" else ""
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if mark >= 0:
                kids.append(mark)
                if said:
                    self.said[mark] = said
            elif kid := pdfium.FPDF_StructElement_GetChildAtIndex(element, number):
                kids.append(self.tag(kid, (*path, number), said))
        return Tag(kind, path, alt, tuple(kids))

    def told(self, element: Handle) -> str:
        """What an element is heard as, where that is told (14.9.4)."""
        return _string(lambda *to: pdfium.FPDF_StructElement_GetActualText(element, *to))
