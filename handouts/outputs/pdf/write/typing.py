"""What stands in a field that is filled in already, set the way its reader will set it anew."""

from __future__ import annotations

from collections.abc import Iterator

from ..ink.marks import FieldArea
from ..text.letters import Letters

SIDE = 2.0  # points: between the edges of a field and what stands in it, as readers have it
LEADING = 1.2  # of the size
SMALLEST = 4.0  # points: readers go no lower
ABOVE_RULE = 4.0  # points: from a line to write on to the baseline of what stands on it


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
