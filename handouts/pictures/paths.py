"""SVG path data, lists of numbers and transforms as values (SVG 1.1, chapters 7 and 8)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from .drawing import Matrix, Path, Point, Step
from .geometry import KAPPA, multiply

DIGITS = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
NUMBER = re.compile(DIGITS, re.ASCII)
LISTED = re.compile(rf"(?:{DIGITS}\s*,?\s*)*+", re.ASCII)
COMMAND = re.compile("([MmLlHhVvCcSsQqTtAaZz])")
BETWEEN = " \t\n\r\f\v,"
# A path is read command by command, not number by number, which would take twice the time: first as
# far as there are numbers (``*+`` gives nothing back, so no path takes for ever), then the numbers.
ARGUMENTS = re.compile(rf"(?:{DIGITS}|[{BETWEEN}]+)*+", re.ASCII)
OF_ARC = re.compile(rf"[{BETWEEN}]*({DIGITS})", re.ASCII)
FLAG = re.compile(rf"[{BETWEEN}]*([01])")
FLAGS = (3, 4)  # the values of an arc that are flags: minified files leave out what is between them
CALLS = re.compile(r"(\w+)\s*\(([^)]*)\)[\s,]*|(\S)")
LARGEST = 1_000_000.0  # points: beyond what any page can show
SMALLEST = 1e-4
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """``text`` as a number that can be drawn, or ``None``."""
    if not NUMBER.fullmatch(text.strip()):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None


def numbers(text: str) -> list[float] | None:
    """A list of numbers, with commas or spaces between where needed; ``None`` when one cannot be
    read."""
    text = text.strip()
    if not text or text.endswith(",") or not LISTED.fullmatch(text):
        return None
    values = list(map(float, NUMBER.findall(text)))
    return values if max(map(abs, values)) <= LARGEST else None


def ellipse(x: float, y: float, rx: float, ry: float) -> Path:
    """An ellipse round ``x``, ``y`` as four cubics."""
    dx, dy = rx * KAPPA, ry * KAPPA
    return (
        Step("m", (x + rx, y)),
        Step("c", (x + rx, y + dy, x + dx, y + ry, x, y + ry)),
        Step("c", (x - dx, y + ry, x - rx, y + dy, x - rx, y)),
        Step("c", (x - rx, y - dy, x - dx, y - ry, x, y - ry)),
        Step("c", (x + dx, y - ry, x + rx, y - dy, x + rx, y)),
        Step("z"),
    )


@lru_cache(maxsize=8192)  # pieces of the kit are used again and again
def read_path(data: str) -> tuple[Path, str]:
    """Path data as steps, and the first part of it that cannot be read ('' when all is well)."""
    pen = _Pen()
    before, *told = COMMAND.split(data)
    words, stray = _words("", before)
    bad = words[0] if words else stray
    if not bad and told and told[0] not in "Mm":
        bad = told[0]
    for command, text in zip(told[::2], told[1::2], strict=True):
        if bad:
            break
        words, stray = _words(command, text)
        bad = stray or pen.follow(command, words)
    return ((), bad) if bad else (tuple(pen.out), "")


def _words(command: str, text: str) -> tuple[list[str], str]:
    """The numbers that stand after a command, and the first thing among them that is none."""
    if command in ("A", "a"):
        return _arc_words(text)
    found = ARGUMENTS.match(text)
    assert found is not None  # it takes nothing, if need be
    return NUMBER.findall(text), text[found.end() :][:1]


def _arc_words(text: str) -> tuple[list[str], str]:
    """The same after an arc, whose flags are one digit each."""
    words, at = list[str](), 0
    while match := (FLAG if len(words) % TAKES["A"] in FLAGS else OF_ARC).match(text, at):
        words.append(match[1])
        at = match.end()
    return words, text[at:].lstrip(BETWEEN)[:1]


class _Pen:
    def __init__(self) -> None:
        self.out: list[Step] = []
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.control: Point | None = None
        self.last = ""

    def follow(self, command: str, words: list[str]) -> str:
        """Draw what a command says with the numbers after it; returns what of it cannot be
        drawn."""
        values = list(map(float, words))
        if values and max(map(abs, values)) > LARGEST:
            return next(word for word in words if abs(float(word)) > LARGEST)
        kind, near = command.upper(), command.islower()
        count = TAKES[kind]
        if not count:
            self.close()
            return words[0] if words else ""
        for at in range(0, len(values) - count + 1, count):
            own = values[at : at + count]
            self.draw(kind, self.absolute(kind, own) if near else own)
            kind = "L" if kind == "M" else kind  # points after the first are joined by lines
        return command if len(values) % count or not values else ""

    def close(self) -> None:
        self.out.append(Step("z"))
        self.at, self.last = self.start, "Z"

    def draw(self, kind: str, values: list[float]) -> None:
        x, y = self.at
        match kind:
            case "M":
                self.start = self.at = (values[0], values[1])
                self.out.append(Step("m", self.at))
            case "L" | "H" | "V":
                self.at = (x if kind == "V" else values[0], values[-1] if kind != "H" else y)
                self.out.append(Step("l", self.at))
            case "C":
                self.curve(values)
            case "S":
                first = self.mirrored("CS")
                self.curve([*first, *values])
            case "Q" | "T":
                bend = (values[0], values[1]) if kind == "Q" else self.mirrored("QT")
                self.quadratic(bend, (values[-2], values[-1]))
            case "A":
                self.out += (Step("c", part) for part in _arc(self.at, values))
                self.at = (values[5], values[6])
        self.last = kind

    def absolute(self, kind: str, values: list[float]) -> list[float]:
        x, y = self.at
        if kind == "V":
            return [values[0] + y]
        if kind == "A":
            return [*values[:5], values[5] + x, values[6] + y]
        return [value + (y if i % 2 else x) for i, value in enumerate(values)]

    def mirrored(self, kinds: str) -> Point:
        if self.control is None or self.last not in kinds:
            return self.at
        return (2 * self.at[0] - self.control[0], 2 * self.at[1] - self.control[1])

    def curve(self, values: list[float]) -> None:
        self.out.append(Step("c", tuple(values)))
        self.control, self.at = (values[2], values[3]), (values[4], values[5])

    def quadratic(self, bend: Point, end: Point) -> None:
        (x, y), (bx, by), (ex, ey) = self.at, bend, end
        two = 2 / 3
        first = (x + two * (bx - x), y + two * (by - y))
        self.out.append(Step("c", (*first, ex + two * (bx - ex), ey + two * (by - ey), ex, ey)))
        self.control, self.at = bend, end


def _arc(start: Point, values: list[float]) -> Iterator[tuple[float, ...]]:
    """An elliptical arc as cubics (SVG 1.1, appendix F.6)."""
    rx, ry, turn, large, sweep, ex, ey = values
    x, y = start
    if abs(rx) < SMALLEST or abs(ry) < SMALLEST or abs(x - ex) + abs(y - ey) < SMALLEST:
        yield (x, y, ex, ey, ex, ey)
        return
    rx, ry, phi = abs(rx), abs(ry), math.radians(turn)
    sine, cosine = math.sin(phi), math.cos(phi)
    dx, dy = (x - ex) / 2, (y - ey) / 2
    px, py = cosine * dx + sine * dy, -sine * dx + cosine * dy
    excess = (px / rx) ** 2 + (py / ry) ** 2
    if excess > 1:
        rx, ry = rx * math.sqrt(excess), ry * math.sqrt(excess)
    below = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below)
    root *= -1 if bool(large) == bool(sweep) else 1
    qx, qy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = cosine * qx - sine * qy + (x + ex) / 2, sine * qx + cosine * qy + (y + ey) / 2
    begin = math.atan2((py - qy) / ry, (px - qx) / rx)
    spread = math.atan2((-py - qy) / ry, (-px - qx) / rx) - begin
    if sweep and spread < 0:
        spread += 2 * math.pi
    elif not sweep and spread > 0:
        spread -= 2 * math.pi
    yield from _turns((cosine * rx, sine * rx, -sine * ry, cosine * ry, cx, cy), begin, spread)


def _turns(matrix: Matrix, begin: float, spread: float) -> Iterator[tuple[float, ...]]:
    """An arc of the unit circle as cubics of a quarter at most, moved by ``matrix``; angles in
    radians."""
    count = max(1, math.ceil(abs(spread) / (math.pi / 2) - 1e-9))
    delta = spread / count
    k = 4 / 3 * math.tan(delta / 4)
    xx, yx, xy, yy, cx, cy = matrix

    def at(u: float, v: float) -> Point:
        return cx + u * xx + v * xy, cy + u * yx + v * yy

    for step in range(count):
        a, b = begin + step * delta, begin + (step + 1) * delta
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        yield (*at(ca - k * sa, sa + k * ca), *at(cb + k * sb, sb - k * cb), *at(cb, sb))


@lru_cache(maxsize=1024)
def transform(source: str) -> Matrix | None:
    """A transform attribute as one matrix (SVG 1.1, 7.6); ``None`` when it cannot be read."""
    out: Matrix = (1, 0, 0, 1, 0, 0)
    for match in CALLS.finditer(source.strip()):
        values = numbers(match[2] or "")
        turn = _function(match[1] or "", values) if values is not None else None
        if turn is None:
            return None
        out = multiply(turn, out)
    return out


def _function(kind: str, values: list[float]) -> Matrix | None:
    """One function of a transform attribute."""
    match kind, len(values):
        case "matrix", 6:
            a, b, c, d, e, f = values
            return a, b, c, d, e, f
        case "translate", 1 | 2:
            return 1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0
        case "scale", 1 | 2:
            return values[0], 0, 0, values[-1], 0, 0
        case "skewX", 1:
            return 1, 0, math.tan(math.radians(values[0])), 1, 0, 0
        case "skewY", 1:
            return 1, math.tan(math.radians(values[0])), 0, 1, 0, 0
        case "rotate", 1 | 3:
            sine, cosine = math.sin(math.radians(values[0])), math.cos(math.radians(values[0]))
            turn: Matrix = (cosine, sine, -sine, cosine, 0, 0)
            if len(values) == 1:
                return turn
            x, y = values[1:]
            return multiply(multiply((1, 0, 0, 1, -x, -y), turn), (1, 0, 0, 1, x, y))
    return None
