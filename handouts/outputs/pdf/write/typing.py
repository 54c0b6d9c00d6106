"""What stands in a field that is filled in already, set the way its reader will set it anew."""

from __future__ import annotations

from collections.abc import Iterator

from ..ink.marks import FieldArea
from ..text.letters import Letters

SIDE = 2.0  # points: between the edges of a field and what stands in it, as readers have it
LEADING = 1.2  # of the size
SMALLEST = 4.0  # points: readers go no lower
# How small readers may set what is typed, as a share of the size of a field with one line or with
# several. They would go down to 4 points, but let in no more letters than a field says.
OF_LINE, OF_LINES, OF_NARROW = 0.65, 0.8, 0.55
LEAST = 8.0  # points, whatever the share
# Thousandths of the size: how far letters without marks above them reach up and down (ISO 32000-1,
# table 122). Readers set lines as far apart: two small ones have room where a pen needs one.
TALL, DEEP = 780, 250
CLOSE = (TALL + DEEP) / 1000
# Points: readers show no larger letters than these where text may take several lines, so that in
# large print what has one line is a field of one line.
LARGEST = 14.0
NARROW = 8.0  # sizes of what is typed: a cell that is less wide holds no few words on one line
EDGE = 1.0  # points: what readers keep free at the top and at the foot of a field
LETTER = 0.55  # em: one letter with what is left of a line behind its last word, on average
RAGGED = 14  # letters more that the first of a few lines may leave free before a long name
ABOVE_RULE = 4.0  # points: from a line to write on to the baseline of what stands on it


def alone(area: FieldArea) -> bool:
    """Whether what is typed into a field goes on in no new line: in large print, but for cells that
    are too narrow for a few words."""
    return area.kind == "text" and area.size > LARGEST and not _narrow(area)


def _narrow(area: FieldArea) -> bool:
    left, _, right, _ = area.rect
    return right - left < NARROW * area.size


def most(area: FieldArea) -> int:
    """How many letters may be typed into a field, so that they can be read on paper."""
    share = OF_LINES if area.kind == "lines" else OF_NARROW if _narrow(area) else OF_LINE
    return _held(area, max(LEAST, area.size * share))


def _held(area: FieldArea, size: float) -> int:
    """How many letters of a size a field holds."""
    left, low, right, high = area.rect
    lines = 1 if alone(area) else max(1, int((high - low - 2 * EDGE) / (CLOSE * size)))
    line = (right - left - 2 * SIDE) / (LETTER * size)
    return int(lines * line - (min(RAGGED, line / 3) if lines > 1 else 0))


def written(
    known: Letters, area: FieldArea, wide: float, tall: float, *, back: bool = False
) -> tuple[str, bool]:
    """The operators after a font's name that show the value of a field, and whether it stands on
    its lines to write on.

    It is set smaller until all of it has room. In a text that runs ``back`` it ends at the right.
    """
    room = wide - 2 * SIDE
    end = wide - SIDE if back else None
    if area.pitch:
        lines = list(broken(known, area.value, room / area.size))
        if len(lines) * area.pitch <= tall + area.pitch / 2:
            count = int((tall + area.pitch / 2) / area.pitch)
            first = (count - 1) * area.pitch + ABOVE_RULE
            return _shown(known, lines, (area.size, area.pitch), first, end), True
    size = min(area.size, tall / LEADING)
    while True:
        lines = list(broken(known, area.value, room / size))
        held = len(lines) * LEADING * size
        if held <= tall or size <= SMALLEST:
            break
        size = max(SMALLEST, size - 0.5)
    first = min((tall + held) / 2, tall) - size
    return _shown(known, lines, (size, LEADING * size), first, end), False


def _shown(
    known: Letters, lines: list[str], type_: tuple[float, float], first: float, end: float | None
) -> str:
    """Lines of a size and leading, all from the same side on, or all up to an ``end``."""
    size, leading = type_
    if end is not None:
        said, at = f"{size:g} Tf 0 {first + leading:.2f} Td", 0.0
        for words in lines:
            start = end - _wide(known, words) * size
            said += f" {start - at:.2f} -{leading:.2f} Td <{_codes(known, words)}> Tj"
            at = start
        return said
    moves = f"0 -{leading:.2f} Td"
    said = f" {moves} ".join(f"<{_codes(known, words)}> Tj" for words in lines)
    return f"{size:g} Tf {SIDE:g} {first:.2f} Td {said}"


def _codes(known: Letters, words: str) -> str:
    return "".join(f"{known.codes[char]:04X}" for char in words if char in known.codes)


def broken(known: Letters, text: str, measure: float) -> Iterator[str]:
    """``text`` in lines of at most ``measure`` ems; a word that is longer is cut."""
    now = ""
    for word in text.split():
        longer = f"{now} {word}" if now else word
        if _wide(known, longer) <= measure:
            now = longer
            continue
        if now:
            yield now
        now = word
        while _wide(known, now) > measure and len(now) > 1:
            end = next(
                (at for at in range(len(now), 1, -1) if _wide(known, now[:at]) <= measure), 1
            )
            yield now[:end]
            now = now[end:]
    if now:
        yield now


def _wide(known: Letters, words: str) -> float:
    """The width of words in ems."""
    return sum(known.widths[known.codes[char]] for char in words if char in known.codes) / 1000
