"""The conformance files of UAX 9 (``tests/uax9``), held against our levels.

python -m tests.support.uax9      # all 861,948 cases, some 17 seconds
"""

import lzma
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from handouts.outputs.pdf.text import bidi

FOLDER = Path(__file__).parents[1] / "uax9"
REMOVED = "x"
BASES = {"0": 0, "1": 1, "2": None}  # of BidiCharacterTest
BITS = ((1, None), (2, 0), (4, 1))  # of BidiTest


class Case(NamedTuple):
    """Classes and characters of a paragraph, its level, and what must come of it."""

    kinds: tuple[str, ...]
    text: str
    base: int | None
    levels: list[int]
    order: list[int]

    @property
    def right(self) -> bool:
        if self.text:
            found = bidi.levels(self.text, self.base)
        else:
            found = bidi.resolved(self.kinds, self.base, [""] * len(self.kinds))
        kept = [place for place, level in enumerate(found) if level >= 0]
        order = [kept[place] for place in bidi.order([found[place] for place in kept])]
        return found == self.levels and order == self.order


def characters(every: int = 1) -> Iterator[Case]:
    """The cases of BidiCharacterTest, or one of so many."""
    for line in islice(_lines("BidiCharacterTest"), 0, None, every):
        codes, base, _, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        yield Case((), text, BASES[base], _levels(levels), list(map(int, order.split())))


def classes(every: int = 1) -> Iterator[Case]:
    """The cases of BidiTest, or those of one line of so many."""
    levels, order = list[int](), list[int]()
    for number, line in enumerate(_lines("BidiTest")):
        if line.startswith("@Levels:"):
            levels = _levels(line.partition(":")[2])
        elif line.startswith("@Reorder:"):
            order = list(map(int, line.partition(":")[2].split()))
        elif number % every == 0 and not line.startswith("@"):
            kinds, _, bits = line.partition(";")
            for bit, base in BITS:
                if int(bits, 16) & bit:
                    yield Case(tuple(kinds.split()), "", base, levels, order)


def _levels(told: str) -> list[int]:
    return [bidi.NO_LEVEL if one == REMOVED else int(one) for one in told.split()]


def _lines(name: str) -> Iterator[str]:
    told = lzma.decompress((FOLDER / f"{name}.txt.xz").read_bytes()).decode()
    return (line for line in told.splitlines() if line and not line.startswith("#"))


def main() -> int:
    wrong = 0
    for name, cases in (("BidiCharacterTest", characters()), ("BidiTest", classes())):
        found = [case.right for case in cases]
        print(f"{name}: {len(found):,} cases, {found.count(False):,} wrong")
        wrong += found.count(False)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
