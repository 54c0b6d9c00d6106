"""A small ICC profile of an imaginary press (ICC.1:2001-04, 6.5.7), whose inks are those that every
viewer takes for granted."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

Triple = tuple[float, float, float]
D50 = (0.9642, 1.0, 0.8249)
NAME = "A press of toys"
INKS, COLOURS = 6, 21  # steps in each direction of the two tables
# sRGB to XYZ under D50 (Bradford), and back
THERE = (
    (0.4360747, 0.3850649, 0.1430804),
    (0.2225045, 0.7168786, 0.0606169),
    (0.0139322, 0.0971045, 0.7141733),
)
BACK = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)


@lru_cache(maxsize=4)
def toy(*, space: bytes = b"CMYK", kind: bytes = b"prtr", name: str = NAME) -> bytes:
    """The profile; or one that says it is for another ``space``, or of another ``kind``."""
    tags = [
        (b"desc", _text(name)),
        (b"cprt", b"text\0\0\0\0none\0"),
        (b"wtpt", b"XYZ \0\0\0\0" + _fixed(D50)),
        *_tables(),
    ]
    start, entries, bodies = 128 + 4 + 12 * len(tags), b"", b""
    for signature, body in tags:
        padded = body + b"\0" * (-len(body) % 4)
        entries += struct.pack(">4sII", signature, start + len(bodies), len(body))
        bodies += padded
    whole = start + len(bodies)
    head = struct.pack(">I4sI4s4s4s", whole, b"lcms", 0x02400000, kind, space, b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += _fixed(D50)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + entries + bodies


@lru_cache
def _tables() -> tuple[tuple[bytes, bytes], ...]:
    """From inks to colours and back, the same in all profiles."""
    return (
        (b"A2B0", _table(4, 3, INKS, map(_lab_of_inks, product(_steps(INKS), repeat=4)))),
        (b"B2A0", _table(3, 4, COLOURS, map(_inks_of_lab, product(_steps(COLOURS), repeat=3)))),
    )


def _text(words: str) -> bytes:
    plain = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + bytes(8 + 2 + 1 + 67)


def _fixed(values: Iterable[float]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _steps(count: int) -> list[float]:
    return [step / (count - 1) for step in range(count)]


def _table(ins: int, outs: int, steps: int, rows: Iterable[tuple[float, ...]]) -> bytes:
    """A table of eight bits (lut8Type), its curves straight."""
    head = b"mft1\0\0\0\0" + bytes([ins, outs, steps, 0]) + _fixed((1, 0, 0, 0, 1, 0, 0, 0, 1))
    straight = bytes(range(256))
    cells = bytes(max(0, min(255, round(255 * value))) for row in rows for value in row)
    return head + straight * ins + cells + straight * outs


def _lab_of_inks(inks: tuple[float, ...]) -> Triple:
    cyan, magenta, yellow, black = inks
    colour = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour]
    x, y, z = (_f(_dot(row, linear) / white) for row, white in zip(THERE, D50, strict=True))
    return (116 * y - 16) / 100, (500 * (x - y) + 128) / 255, (200 * (y - z) + 128) / 255


def _inks_of_lab(values: tuple[float, ...]) -> tuple[float, ...]:
    light, red, yellow = values[0] * 100, values[1] * 255 - 128, values[2] * 255 - 128
    y = (light + 16) / 116
    place = [_g(f) * w for f, w in zip((y + red / 500, y, y - yellow / 200), D50, strict=True)]
    linear = [max(0.0, min(1.0, _dot(row, place))) for row in BACK]
    colour = [v * 12.92 if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear]
    black = 1 - max(colour)
    share = 1 - black or 1.0
    return *((share - one) / share for one in colour), black


def _dot(row: Iterable[float], values: Iterable[float]) -> float:
    return sum(one * other for one, other in zip(row, values, strict=True))


def _f(value: float) -> float:
    return value ** (1 / 3) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29


def _g(value: float) -> float:
    return value**3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)
