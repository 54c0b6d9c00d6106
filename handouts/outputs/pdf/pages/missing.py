"""The last gate: however a text came, what no face can show is a problem, not a hole on paper.

Nearly all texts are looked at where they are written (``tree``). This one costs nothing while all
is well: only when glyph 0 was painted is the document searched for the places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ....meaning.document import Document
from ....source.letters import unprintable
from ....source.problems import Problem, Where
from ....source.values import FIELDS, flat
from ..look import Look
from ..text.faces import Face
from ..text.subsets import Taken


def unpainted(
    fonts: Mapping[Face, Taken], told: Iterable[tuple[Look, Document, str]]
) -> tuple[Problem, ...]:
    """What was to be painted in ``fonts`` and no face has, where it is known to stand.

    ``told`` are the documents painted, each with its look and the pattern of its page counts.
    """
    if all(taken.whole for taken in fonts.values()):
        return ()
    found = [problem for look, *texts in told for problem in _lacking(look, texts)]
    nowhere = Problem(Where("?"), "a character here is in none of the fonts", "write it in words")
    return tuple(dict.fromkeys(found) or [nowhere])


def _lacking(look: Look, texts: object) -> Iterator[Problem]:
    for text, at in _texts(texts, None):
        for char in dict.fromkeys(look.regular.lacks(text) + look.bold.lacks(text)):
            yield unprintable(char, at or Where("?"))


def _texts(value: object, at: Where | None) -> Iterator[tuple[str, Where | None]]:
    """Every text at any depth, with the nearest place that is known."""
    if isinstance(value, str):
        yield value, at
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one, at)
    elif hasattr(value, FIELDS) and not isinstance(value, Where):
        near = getattr(value, "at", None) or at
        for entry in flat(value).values():
            yield from _texts(entry, near)
