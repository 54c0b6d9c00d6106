"""Risk talk: numbers that are seen side by side, and the order of risks in their tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...content.blocks.numbers import Number, Numbers
from ...content.common import inside
from ...meaning.document import Columns, IconArray
from ...meaning.parts import walk
from ...meaning.spans import plain
from ...source.problems import Problem, Where
from ..copy import Copy, Finding
from .registry import Found, rule


def pairs(copy: Copy) -> Iterator[tuple[IconArray, ...]]:
    """The pictures of people that stand beside each other, two or more together."""
    for part in copy.parts:
        if isinstance(part, Columns):
            beside = tuple(one for one in walk((part,)) if isinstance(one, IconArray))
            if beside[1:]:
                yield beside


@rule("unlike-pair")
def unlike_pair(copy: Copy) -> Found:
    """What is told of the people that are marked, and of the others, is the same for all beside
    each other; only how many there are may differ."""
    hint = "let each stand by itself, or compare the same thing in both"
    for first, *others in pairs(copy):
        for other in others:
            if _asked(other) != _asked(first):
                passage = next(one for one in copy.passages if one.part is other)
                message = "this picture of people answers another question than the one beside it"
                yield copy.at(passage, passage.text, 0, message, hint)


def _asked(array: IconArray) -> tuple[int, str, str]:
    """What a picture tells, without how many: the count is the first span of each side."""
    return array.out_of, plain(array.yes[1:]), plain(array.no[1:])


@rule("unsorted-risks")
def unsorted_risks(copy: Copy) -> Found:
    """By the counts of the first group: what happens most often stands first."""
    hint = "begin with what happens most often"
    for section in copy.handout.sections:
        for block in inside(section.blocks, copy.lower.fragments):
            if isinstance(block, Numbers) and block.numbers.about == "risk":
                for above, item in pairwise(block.numbers.items):
                    if item.counts[0] > above.counts[0]:
                        message = "this risk is told below one that is rarer"
                        where = item.at or Where(copy.path)
                        yield _at(copy, section.id, item, Problem(where, message, hint))


def _at(copy: Copy, section: str, item: Number, problem: Problem) -> Finding:
    """A finding about a row of a table of numbers."""
    return Finding(problem, plain(item.what), section, slug=copy.slug, language=copy.language)
