"""SVG path data and matrices as PDF operators (SVG 1.1, chapters 7 and 8; ISO 32000-1, 8.5)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

TOKEN = re.compile(
    r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([\s,]+)|(.)", re.ASCII | re.DOTALL
)
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
LARGEST = 1_000_000.0  # points: beyond what any page can show
SMALLEST = 1e-4
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
KAPPA = 0.5522847498  # a quarter circle as one cubic


def number(text: str) -> float | None:
    """``text`` as a number that can be drawn, or ``None``."""
    if not NUMBER.fullmatch(text.strip()):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None


def operators(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0" for value in values)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first``, then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    dx, dy = rx * KAPPA, ry * KAPPA
    return " ".join(
        (
            f"{operators((x + rx, y))} m",
            f"{operators((x + rx, y + dy, x + dx, y + ry, x, y + ry))} c",
            f"{operators((x - dx, y + ry, x - rx, y + dy, x - rx, y))} c",
            f"{operators((x - rx, y - dy, x - dx, y - ry, x, y - ry))} c",
            f"{operators((x + dx, y - ry, x + rx, y - dy, x + rx, y))} c h",
        )
    )


@lru_cache(maxsize=8192)  # pieces of the kit are used again and again
def rounded(data: str) -> tuple[str, str]:
    """Path data as operators, and the first part of it that cannot be read ('' when all is well)."""
    pen = _Pen()
    command = ""
    values: list[float] = []
    for match in TOKEN.finditer(data):
        letter, digits, _, stray = match.groups()
        if stray:
            return "", stray
        if letter:
            if values:
                return "", command
            if not command and letter not in "Mm":
                return "", letter
            command = letter
            if letter in "Zz":
                pen.close()
        elif digits:
            if not command or command in "Zz":
                return "", digits
            value = number(digits)
            if value is None:
                return "", digits
            values.append(value)
            if len(values) == TAKES[command.upper()]:
                pen.draw(command, values)
                values = []
                command = {"M": "L", "m": "l"}.get(command, command)
    return " ".join(pen.out), command if values else ""


class _Pen:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.control: Point | None = None
        self.last = ""

    def close(self) -> None:
        self.out.append("h")
        self.at, self.last = self.start, "Z"

    def draw(self, command: str, values: list[float]) -> None:
        kind = command.upper()
        x, y = self.at
        if command.islower():
            values = self.absolute(kind, values)
        match kind:
            case "M":
                self.start = self.at = (values[0], values[1])
                self.out.append(f"{operators(self.at)} m")
            case "L" | "H" | "V":
                self.at = (x if kind == "V" else values[0], values[-1] if kind != "H" else y)
                self.out.append(f"{operators(self.at)} l")
            case "C":
                self.curve(values)
            case "S":
                first = self.mirrored("CS")
                self.curve([*first, *values])
            case "Q" | "T":
                bend = (values[0], values[1]) if kind == "Q" else self.mirrored("QT")
                self.quadratic(bend, (values[-2], values[-1]))
            case "A":
                for part in _arc(self.at, values):
                    self.out.append(f"{operators(part)} c")
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
        self.out.append(f"{operators(tuple(values))} c")
        self.control, self.at = (values[2], values[3]), (values[4], values[5])

    def quadratic(self, bend: Point, end: Point) -> None:
        (x, y), (bx, by), (ex, ey) = self.at, bend, end
        two = 2 / 3
        cubic = (x + two * (bx - x), y + two * (by - y), ex + two * (bx - ex), ey + two * (by - ey), ex, ey)
        self.out.append(f"{operators(cubic)} c")
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
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if bool(large) == bool(sweep) else 1)
    qx, qy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = cosine * qx - sine * qy + (x + ex) / 2, sine * qx + cosine * qy + (y + ey) / 2
    begin = math.atan2((py - qy) / ry, (px - qx) / rx)
    spread = math.atan2((-py - qy) / ry, (-px - qx) / rx) - begin
    if sweep and spread < 0:
        spread += 2 * math.pi
    elif not sweep and spread > 0:
        spread -= 2 * math.pi
    count = max(1, math.ceil(abs(spread) / (math.pi / 2) - 1e-9))
    delta = spread / count
    k = 4 / 3 * math.tan(delta / 4)

    def at(u: float, v: float) -> Point:
        return cx + rx * u * cosine - ry * v * sine, cy + rx * u * sine + ry * v * cosine

    for step in range(count):
        a, b = begin + step * delta, begin + (step + 1) * delta
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        yield (*at(ca - k * sa, sa + k * ca), *at(cb + k * sb, sb - k * cb), *at(cb, sb))


def step(kind: str, values: list[float]) -> Matrix | None:
    """One function of a transform attribute (SVG 1.1, 7.6)."""
    match kind, len(values):
        case "matrix", 6:
            a, b, c, d, e, f = values
            return a, b, c, d, e, f
        case "translate", 1 | 2:
            return 1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0
        case "scale", 1 | 2:
            return values[0], 0, 0, values[-1], 0, 0
        case "rotate", 1 | 3:
            sine, cosine = math.sin(math.radians(values[0])), math.cos(math.radians(values[0]))
            turn: Matrix = (cosine, sine, -sine, cosine, 0, 0)
            if len(values) == 1:
                return turn
            x, y = values[1:]
            return multiply(multiply((1, 0, 0, 1, -x, -y), turn), (1, 0, 0, 1, x, y))
    return None


def numbers(text: str) -> list[float] | None:
    """A list of numbers with commas or spaces between; ``None`` when one cannot be read."""
    values = [number(part) for part in re.split(r"[\s,]+", text.strip())]
    return None if None in values else [value or 0.0 for value in values]


def cornered(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The operators of an oblong with round corners; its lower start corner at ``x``, ``y``."""
    r = min(radius, width / 2, height / 2)
    if not r:
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    k, right, high = r * (1 - KAPPA), x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {high - r:.2f} l "
        f"{right:.2f} {high - k:.2f} {right - k:.2f} {high:.2f} {right - r:.2f} {high:.2f} c {x + r:.2f} {high:.2f} l "
        f"{x + k:.2f} {high:.2f} {x:.2f} {high - k:.2f} {x:.2f} {high - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
