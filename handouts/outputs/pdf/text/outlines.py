"""Outlines of a TrueType font (ISO/IEC 14496-22, 5.3.3): read, set on a coarser grid, written."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise

import uharfbuzz as hb

from ....source.rows import NamedTuple

# Of a point: it lies on the curve; its step is a byte; the flag is repeated; the step is positive,
# or, if it is no byte, nothing.
ON, X_BYTE, Y_BYTE, REPEAT, X_SAME, Y_SAME = 1, 2, 4, 8, 16, 32
# Of a component: its place is in words; it is a place; it is scaled (in three ways); one follows.
WORDS, PLACED, SCALE, SCALES, MATRIX, MORE = 1, 2, 8, 64, 128, 32
OVERLAP = 0x400
UNIT = 1 << 14  # one, in the numbers of a matrix (F2DOT14)
MOST_REPEATS = 255


class Point(NamedTuple):
    x: int
    y: int
    on: bool


Contour = tuple[Point, ...]
Outline = tuple[Contour, ...]
Box = tuple[int, int, int, int]  # left, low, right, high


class Placed(NamedTuple):
    """A glyph as part of another, and where it stands."""

    glyph: int
    x: int
    y: int


class Outlines(dict[int, Outline]):
    """The outlines of a face, by glyph: each is read once, as letters with marks are made of
    others."""

    def __init__(self, face: hb.Face) -> None:
        super().__init__()
        self._reached: dict[int, Box | None] = {}
        self.glyf = bytes(face.reference_table("glyf").data)
        loca, head = (bytes(face.reference_table(name).data) for name in ("loca", "head"))
        count = face.glyph_count + 1
        if head[51]:
            self.starts: Sequence[int] = struct.unpack_from(f">{count}L", loca)
        else:
            self.starts = [2 * half for half in struct.unpack_from(f">{count}H", loca)]

    def __missing__(self, glyph: int) -> Outline:
        """Raises ``ValueError`` for a glyph whose parts are not placed by numbers."""
        found = self[glyph] = self._read(glyph)
        return found

    def _told(self, glyph: int) -> tuple[bytes, int]:
        """The description of a glyph, and how many contours it has: -1 where it is made of
        others."""
        data = self.glyf[self.starts[glyph] : self.starts[glyph + 1]]
        return data, struct.unpack_from(">h", data)[0] if data else 0

    def _read(self, glyph: int) -> Outline:
        data, contours = self._told(glyph)
        if contours >= 0:
            return tuple(_contours(data, contours)) if data else ()
        return tuple(
            _moved(contour, matrix, x, y)
            for inner, matrix, x, y in _parts(data)
            for contour in self[inner]
        )

    def reach(self, parts: Iterable[Placed]) -> Box | None:
        """The box of glyphs where they are placed; ``None`` where nothing is to be seen."""
        boxes = []
        for glyph, x, y in parts:
            if glyph not in self._reached:
                self._reached[glyph] = self._reach(glyph)
            if found := self._reached[glyph]:
                left, low, right, top = found
                boxes.append((left + x, low + y, right + x, top + y))
        return around(boxes) if boxes else None

    def _reach(self, glyph: int) -> Box | None:
        """The box of a glyph; one that is made of others reaches as far as they do."""
        data, contours = self._told(glyph)
        parts = list(_parts(data)) if contours < 0 else []
        if parts and all(matrix == AS_IT_IS for _, matrix, _, _ in parts):
            return self.reach(Placed(inner, x, y) for inner, _, x, y in parts)
        outline = self[glyph]
        return box(outline) if outline else None


Matrix = tuple[float, float, float, float]
AS_IT_IS: Matrix = (1, 0, 0, 1)


def _moved(contour: Contour, matrix: Matrix, x: int, y: int) -> Contour:
    if matrix == AS_IT_IS:  # so are nearly all
        return tuple([Point(across + x, up + y, on) for across, up, on in contour])
    a, b, c, d = matrix
    return tuple(
        [
            Point(round(a * across + c * up) + x, round(b * across + d * up) + y, on)
            for across, up, on in contour
        ]
    )


def _parts(data: bytes) -> Iterator[tuple[int, Matrix, int, int]]:
    """The parts of a composite: a glyph, how it is turned and scaled, where it stands."""
    at, flags = 10, MORE
    while flags & MORE:
        flags, glyph = struct.unpack_from(">HH", data, at)
        if not flags & PLACED:
            raise ValueError(glyph)
        x, y = struct.unpack_from(">hh" if flags & WORDS else ">bb", data, at + 4)
        at += 8 if flags & WORDS else 6
        count = 1 if flags & SCALE else 2 if flags & SCALES else 4 if flags & MATRIX else 0
        given = [value / UNIT for value in struct.unpack_from(f">{count}h", data, at)]
        at += 2 * count
        full = {0: AS_IT_IS, 1: (*given, 0, 0, *given), 2: (*given[:1], 0, 0, *given[1:])}
        a, b, c, d = full.get(count, given)
        yield glyph, (a, b, c, d), x, y


def _contours(data: bytes, count: int) -> Iterator[Contour]:
    ends = struct.unpack_from(f">{count}H", data, 10)
    total = ends[-1] + 1 if ends else 0
    (hints,) = struct.unpack_from(">H", data, 10 + 2 * count)
    at, flags = 12 + 2 * count + hints, list[int]()
    while len(flags) < total:
        flag, at = data[at], at + 1
        flags.append(flag)
        if flag & REPEAT:
            flags += [flag] * data[at]
            at += 1
    xs, at = _steps(data, at, flags, X_BYTE, X_SAME)
    ys, at = _steps(data, at, flags, Y_BYTE, Y_SAME)
    points = [Point(x, y, bool(flag & ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    for before, end in pairwise((-1, *ends)):
        yield tuple(points[before + 1 : end + 1])


def _steps(
    data: bytes, at: int, flags: Sequence[int], byte: int, same: int
) -> tuple[list[int], int]:
    out, now = [], 0
    for flag in flags:
        if flag & byte:
            now += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            now += struct.unpack_from(">h", data, at)[0]
            at += 2
        out.append(now)
    return out, at


# ------------------------------------------------------------------ writing


def gridded(outline: Outline, share: float) -> Outline:
    """``outline`` at ``share`` of its size, on whole numbers; points that come to lie on each other
    are one."""
    out = []
    for contour in outline:
        points: list[Point] = []
        for x, y, on in contour:
            point = Point(round(x * share), round(y * share), on)
            if points and points[-1][:2] == point[:2]:
                point = point._replace(on=on or points.pop().on)
            points.append(point)
        out.append(tuple(points))
    return tuple(out)


def simple(outline: Outline, around: Box) -> bytes:
    """The description of a glyph without parts or hints; ``around`` is its box."""
    if not outline:
        return b""
    points = [point for contour in outline for point in contour]
    ends, last = [], -1
    for contour in outline:
        last += len(contour)
        ends.append(last)
    flags, xs, ys = [], bytearray(), bytearray()
    x = y = 0
    for point in points:
        flag = ON if point.on else 0
        flag |= _step(point.x - x, xs, X_BYTE, X_SAME) | _step(point.y - y, ys, Y_BYTE, Y_SAME)
        x, y = point.x, point.y
        flags.append(flag)
    head = struct.pack(f">h4h{len(ends)}HH", len(ends), *around, *ends, 0)
    return head + _repeated(flags) + xs + ys


def _step(step: int, out: bytearray, byte: int, same: int) -> int:
    """Writes a step, and says with which flags."""
    if step == 0:
        return same
    if abs(step) <= MOST_REPEATS:
        out.append(abs(step))
        return byte | (same if step > 0 else 0)
    out += struct.pack(">h", step)
    return 0


def _repeated(flags: Sequence[int]) -> bytes:
    out, at = bytearray(), 0
    while at < len(flags):
        end = at + 1
        while end < len(flags) and flags[end] == flags[at] and end - at <= MOST_REPEATS:
            end += 1
        again = end - at - 1
        out += bytes((flags[at] | REPEAT, again)) if again > 1 else bytes((flags[at],) * (end - at))
        at = end
    return bytes(out)


def composite(parts: Sequence[Placed], around: Box) -> bytes:
    """The description of a glyph made of others; ``around`` is its box."""
    out = [struct.pack(">5h", -1, *around)]
    for number, (glyph, x, y) in enumerate(parts):
        small = -128 <= x <= 127 and -128 <= y <= 127
        flags = PLACED | (0 if small else WORDS)
        flags |= (MORE if number + 1 < len(parts) else 0) | (0 if number else OVERLAP)
        out.append(struct.pack(">HHbb" if small else ">HHhh", flags, glyph, x, y))
    return b"".join(out)


def around(boxes: Collection[Box]) -> Box:
    """The box around others."""
    lefts, lows, rights, tops = zip(*boxes, strict=True) if boxes else ((0,),) * 4
    return min(lefts), min(lows), max(rights), max(tops)


def box(outline: Outline) -> Box:
    """The box of an outline."""
    xs, ys, _ = zip(*chain.from_iterable(outline), strict=True) if any(outline) else ((0,),) * 3
    return min(xs), min(ys), max(xs), max(ys)
