"""Text of two directions: the Unicode Bidirectional Algorithm (UAX 9), as levels.

Levels belong to a paragraph, the order of what is painted to a line (rule L2): so this gives levels
alone, and ``order``. An even level runs from left to right, an odd one from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ....source.rows import NamedTuple
from .sequences import INITIATORS, ISOLATES, LTR, RTL, STRONG, RunSequence

DEEPEST = 125  # levels (BD2)
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
EMBEDDINGS = {"LRE": (LTR, ""), "RLE": (RTL, ""), "LRO": (LTR, "L"), "RLO": (RTL, "R")}
REMOVED = frozenset({*EMBEDDINGS, "PDF", "BN"})  # X9
BLANK = frozenset({"WS"}) | ISOLATES | REMOVED  # take the paragraph's level at the end of a line
NO_LEVEL = -1  # of what is removed
RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})
# where Unicode has all that runs from right to left, and signs that do not; quick to look for
BACKWARDS = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class _Status(NamedTuple):
    """An entry of the directional status stack (3.3.2)."""

    level: int
    override: str = ""
    isolate: bool = False


def backwards(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    found = BACKWARDS.findall(text)
    return bool(found) and any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in found)


def levels(text: str, base: int | None = None) -> list[int]:
    """The level of each character of one paragraph whose own is ``base``, or is found (P2, P3)."""
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    return resolved(kinds, base, text)


def led(text: str) -> int:
    """The level of a paragraph by what it says: by its first strong character (P2, P3)."""
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    return _first_strong(kinds, 0, len(kinds), _partners(kinds))


def resolved(kinds: Sequence[str], base: int | None, text: Sequence[str]) -> list[int]:
    """Levels by the bidirectional class of each character; ``NO_LEVEL`` of what X9 removes.

    Those of rule L1 are set as if the paragraph were one line.
    """
    partners = _partners(kinds)
    own = _first_strong(kinds, 0, len(kinds), partners) if base is None else base
    explicit, changed = _explicit(kinds, own, partners)
    out = list(explicit)
    for places in _sequences(kinds, explicit, partners):
        ends = _ends(places, kinds, explicit, own, partners)
        level = explicit[places[0]]
        sequence = RunSequence(level, ends, [kinds[n] for n in places], [text[n] for n in places])
        for place, found in zip(places, sequence.levels([changed[n] for n in places]), strict=True):
            out[place] = found
    return _ended(kinds, out, own)


def order(line: Sequence[int]) -> list[int]:
    """The places of what a line has, from left to right, by its levels (L2)."""
    out = list(range(len(line)))
    odd = [level for level in line if level % 2]
    if not odd:
        return out
    for level in range(max(line), min(odd) - 1, -1):
        start = 0
        while start < len(out):
            end = start
            while end < len(out) and line[out[end]] >= level:
                end += 1
            out[start:end] = reversed(out[start:end])
            start = end + 1
    return out


# ------------------------------------------------------------------ paragraphs and embeddings


def _partners(kinds: Sequence[str]) -> dict[int, int]:
    """The place of the PDI that ends each isolate, and the other way round (BD9)."""
    out: dict[int, int] = {}
    waiting: list[int] = []
    for place, kind in enumerate(kinds):
        if kind in INITIATORS:
            waiting.append(place)
        elif kind == "PDI" and waiting:
            out[place] = waiting.pop()
            out[out[place]] = place
    return out


def _first_strong(kinds: Sequence[str], start: int, end: int, partners: dict[int, int]) -> int:
    """The level by the first strong character that stands in no isolate (P2, P3)."""
    place = start
    while place < end:
        kind = kinds[place]
        if kind in STRONG:
            return STRONG[kind]
        if kind in INITIATORS:
            place = partners.get(place, end)
        place += 1
    return LTR


def _next(level: int, parity: int) -> int:
    """The least level above ``level`` that is odd or even."""
    return level + (1 if (level + 1) % 2 == parity else 2)


class _Explicit:
    """Rules X1 to X8: explicit levels, and the classes that overrides make."""

    def __init__(self, kinds: Sequence[str], base: int, partners: dict[int, int]) -> None:
        self.kinds, self.partners, self.base = kinds, partners, base
        self.stack = [_Status(base)]
        self.isolates = self.embeddings = self.valid = 0  # the first two: overflowing

    def initiate(self, place: int) -> None:
        """X5a to X5c."""
        kind = self.kinds[place]
        parity = RTL if kind == "RLI" else LTR
        if kind == "FSI":
            end = self.partners.get(place, len(self.kinds))
            parity = _first_strong(self.kinds, place + 1, end, self.partners)
        level = _next(self.stack[-1].level, parity)
        if level <= DEEPEST and not self.isolates and not self.embeddings:
            self.valid += 1
            self.stack.append(_Status(level, isolate=True))
        else:
            self.isolates += 1

    def embed(self, kind: str) -> None:
        """X2 to X5."""
        parity, override = EMBEDDINGS[kind]
        level = _next(self.stack[-1].level, parity)
        if level <= DEEPEST and not self.isolates and not self.embeddings:
            self.stack.append(_Status(level, override))
        elif not self.isolates:
            self.embeddings += 1

    def end_isolate(self) -> None:
        """X6a."""
        if self.isolates:
            self.isolates -= 1
        elif self.valid:
            self.embeddings = 0
            while not self.stack[-1].isolate:
                self.stack.pop()
            self.stack.pop()
            self.valid -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self.isolates:
            return
        if self.embeddings:
            self.embeddings -= 1
        elif not self.stack[-1].isolate and len(self.stack) > 1:
            self.stack.pop()


def _explicit(
    kinds: Sequence[str], base: int, partners: dict[int, int]
) -> tuple[list[int], list[str]]:
    """Explicit levels, and classes with overrides; ``NO_LEVEL`` of what is removed."""
    state = _Explicit(kinds, base, partners)
    out, changed = [NO_LEVEL] * len(kinds), list(kinds)
    for place, kind in enumerate(kinds):
        if kind in EMBEDDINGS:
            state.embed(kind)
            continue
        if kind == "PDF":
            state.end_embedding()
            continue
        if kind == "BN":
            continue
        if kind == "PDI":
            state.end_isolate()
        level, override, _ = state.stack[-1]
        out[place] = base if kind == "B" else level
        if override and kind != "B":
            changed[place] = override
        if kind in INITIATORS:
            state.initiate(place)
    return out, changed


def _sequences(
    kinds: Sequence[str], found: Sequence[int], partners: dict[int, int]
) -> Iterator[list[int]]:
    """The isolating run sequences (BD13), each as the places of its characters."""
    runs: list[list[int]] = []
    for place, level in enumerate(found):
        if level == NO_LEVEL:
            continue
        if runs and found[runs[-1][-1]] == level:
            runs[-1].append(place)
        else:
            runs.append([place])
    begins = {run[0]: run for run in runs}
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in partners:
            continue  # goes on with another
        whole = list(run)
        while kinds[whole[-1]] in INITIATORS and whole[-1] in partners:
            whole += begins[partners[whole[-1]]]
        yield whole


def _ends(
    places: Sequence[int],
    kinds: Sequence[str],
    explicit: Sequence[int],
    base: int,
    partners: dict[int, int],
) -> tuple[str, str]:
    """What stands before and after a sequence, as far as its rules are concerned (X10)."""
    first, last, level = places[0], places[-1], explicit[places[0]]
    before = next((explicit[n] for n in range(first - 1, -1, -1) if explicit[n] >= 0), base)
    after = base
    if kinds[last] not in INITIATORS or last in partners:
        after = next((one for one in explicit[last + 1 :] if one >= 0), base)
    return "LR"[max(level, before) % 2], "LR"[max(level, after) % 2]


def _ended(kinds: Sequence[str], found: list[int], base: int) -> list[int]:
    """L1: separators, and what is blank before them or at the end, have the paragraph's level."""
    blank = True
    for place in reversed(range(len(kinds))):
        kind = kinds[place]
        if kind in ("B", "S"):
            blank = True
        elif kind not in BLANK:
            blank = False
        if blank and found[place] != NO_LEVEL:
            found[place] = base
    return found
