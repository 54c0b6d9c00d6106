"""Formulas of reading that a language has of its own: sums of measures, as data of the language
(``words/<language>/formulas.yaml``). The first one judges; the others are told beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, cast

from ...source.rows import NamedTuple
from ...source.values import dataclass

LONG = 3  # syllables of a long word


class Counted(NamedTuple):
    """Words, sentences, syllables, and words of three syllables or more, of any number of
    sentences. Of nothing, no measure is defined."""

    words: int
    sentences: int
    syllables: int
    long: int


MEASURES: Mapping[str, Callable[[Counted], float]] = {
    "syllables": lambda one: one.syllables / one.words,
    "length": lambda one: one.words / one.sentences,
    "sentences": lambda one: one.sentences / one.words,
    "long": lambda one: (30 * one.long / one.sentences) ** 0.5,
}


@dataclass(frozen=True, slots=True)
class Formula:
    """``constant`` and the measures, each with its factor. ``handout`` and ``section`` are the
    limits of a whole handout and of each section, where it judges."""

    name: str
    constant: float
    sum: tuple[tuple[str, float], ...]
    easier: Literal["higher", "lower"]
    handout: float | None = None
    section: float | None = None

    def of(self, counted: Counted) -> float:
        return self.constant + sum(factor * MEASURES[name](counted) for name, factor in self.sum)

    def worse(self, value: float, limit: float | None) -> bool:
        """Whether ``value`` is harder than ``limit`` allows."""
        if limit is None:
            return False
        return value < limit if self.easier == "higher" else value > limit


@dataclass(frozen=True, slots=True)
class Score:
    """What a formula gives for a text."""

    formula: Formula
    value: float

    @property
    def hard_handout(self) -> bool:
        return self.formula.worse(self.value, self.formula.handout)

    @property
    def hard_section(self) -> bool:
        return self.formula.worse(self.value, self.formula.section)

    @property
    def ease(self) -> float:
        """A number that is higher for what is easier, to find the hardest of several."""
        return self.value if self.formula.easier == "higher" else -self.value


def formulas(tree: Mapping[str, Mapping[str, Any]]) -> tuple[Formula, ...]:
    """The formulas of a file, in its order."""
    return tuple(
        Formula(
            name,
            float(told["constant"]),
            tuple((measure, float(factor)) for measure, factor in told["sum"].items()),
            cast(Literal["higher", "lower"], told["easier"]),
            float(told["handout"]) if "handout" in told else None,
            float(told["section"]) if "section" in told else None,
        )
        for name, told in tree.items()
    )


def scores(known: Iterable[Formula], counted: Counted) -> tuple[Score, ...]:
    """What each formula gives; nothing where there are no words."""
    if not counted.words or not counted.sentences:
        return ()
    return tuple(Score(one, one.of(counted)) for one in known)
