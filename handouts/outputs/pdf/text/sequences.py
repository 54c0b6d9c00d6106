"""One isolating run sequence of a paragraph of two directions (UAX 9, rules W1 to I2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .brackets import pairs

LTR, RTL = 0, 1
STRONG = {"L": LTR, "R": RTL, "AL": RTL}
INITIATORS = frozenset({"LRI", "RLI", "FSI"})
ISOLATES = INITIATORS | {"PDI"}
NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | ISOLATES
NUMBERS = ("EN", "AN")


class RunSequence:
    """Rules W1 to I2 for one isolating run sequence, whose characters are ``own`` and ``chars``."""

    def __init__(
        self, level: int, ends: tuple[str, str], own: Sequence[str], chars: Sequence[str]
    ) -> None:
        self.level, self.own, self.chars = level, own, chars
        self.sos, self.eos = ends
        self.direction = "LR"[level % 2]
        self.kinds: list[str] = []

    def levels(self, kinds: list[str]) -> Iterator[int]:
        """The level of each character, by the classes that overrides left."""
        self.kinds = kinds
        self.weak()
        self.terminators()
        self.brackets()
        self.neutral()
        odd = self.level % 2
        for kind in self.kinds:  # I1, I2
            if kind in NUMBERS:
                yield self.level + (1 if odd else 2)
            else:
                yield self.level + (kind != self.direction)

    def weak(self) -> None:
        """W1 to W4; a separator between numbers is seen with what W1 to W3 made of them."""
        kinds, last, strong = self.kinds, self.sos, self.sos
        for n, kind in enumerate(kinds):
            if kind == "NSM":
                kinds[n] = "ON" if last in ISOLATES else last
            last = kinds[n]
            if last in STRONG:
                strong = last
            elif last == "EN" and strong == "AL":
                kinds[n] = last = "AN"
        kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
        for n in range(1, len(kinds) - 1):
            before, after = kinds[n - 1], kinds[n + 1]
            if before == after and (
                (kinds[n] == "ES" and before == "EN") or (kinds[n] == "CS" and before in NUMBERS)
            ):
                kinds[n] = before

    def terminators(self) -> None:
        """W5 to W7."""
        kinds, n = self.kinds, 0
        while n < len(kinds):
            end = n
            while end < len(kinds) and kinds[end] == "ET":
                end += 1
            if end > n:
                beside = (n and kinds[n - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
                kinds[n:end] = ["EN" if beside else "ON"] * (end - n)
            n = end + 1
        strong = self.sos
        for n, kind in enumerate(kinds):
            if kind in ("ES", "CS"):
                kinds[n] = "ON"
            elif kind in ("L", "R"):
                strong = kind
            elif kind == "EN" and strong == "L":
                kinds[n] = "L"

    def brackets(self) -> None:
        """N0."""
        kinds = self.kinds
        chars = [char if kind == "ON" else "" for char, kind in zip(self.chars, kinds, strict=True)]
        for opening, closing in pairs(chars):
            inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
            if not inside:
                continue
            kind = self.direction
            if kind not in inside:
                before = (_strong(one) for one in reversed(kinds[:opening]))
                context = next((one for one in before if one), self.sos)
                kind = context if context != self.direction else self.direction
            for place in (opening, closing):
                kinds[place] = kind
                after = place + 1
                while after < len(kinds) and self.own[after] == "NSM":
                    kinds[after] = kind
                    after += 1

    def neutral(self) -> None:
        """N1 and N2."""
        kinds, n = self.kinds, 0
        while n < len(kinds):
            end = n
            while end < len(kinds) and kinds[end] in NEUTRAL:
                end += 1
            if end > n:
                before = _strong(kinds[n - 1]) if n else self.sos
                after = _strong(kinds[end]) if end < len(kinds) else self.eos
                kinds[n:end] = [before if before == after else self.direction] * (end - n)
            n = end + 1


def _strong(kind: str) -> str:
    """The direction of what is strong here: numbers run with letters from right to left."""
    return kind if kind in ("L", "R") else "R" if kind in NUMBERS else ""
