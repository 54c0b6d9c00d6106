"""Which facts of a clinic make a page too long, and how long they may be there.

An author's words were made to fit; what a clinic fills in was not. When a page that must hold
everything does not, its facts are cut shorter and shorter until it does: those that had to be cut
are too long, and how long they may be is what is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import groupby

from ....meaning.document import Field, FillIn, Item, Items, Paragraph, Part
from ....meaning.parts import said
from ....meaning.remaking import remade
from ....meaning.spans import Given, Span, Spans
from ....source.values import replace

# characters of a phone number: a page that not even facts of that length fit is too long by its
# author's words
MODEST = 14
Fits = Callable[[Sequence[Part]], bool]


def of_facts(parts: Sequence[Part], fits: Fits) -> bool:
    """Whether parts that do not fit would if what is told in them were modest: one value of each
    fact, as long as a phone number."""
    return bool(_lengths(parts)) and fits(_cut(_first(parts), MODEST))


def too_long(
    parts: Sequence[Part], fits: Fits, known: Container[str]
) -> dict[str, tuple[int, int]]:
    """Those of the ``known`` facts in ``parts`` that are too long: by name, how many characters
    they have, and how many would fit.

    Nothing where not even modest facts would help.
    """
    lengths = {name: length for name, length in _lengths(parts).items() if name in known}
    if not lengths or not fits(_cut(parts, MODEST)):
        return {}
    low, high = MODEST, max(lengths.values())
    while low < high:  # the greatest length that fits
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_cut(parts, middle)) else (low, middle - 1)
    return {name: (length, low) for name, length in lengths.items() if length > low}


def too_many(parts: Sequence[Part], fits: Fits, known: Container[str]) -> dict[str, int]:
    """Those of the ``known`` facts in ``parts`` that have too many values, by name: how many they
    have.

    Nothing where one value of each would be too much as well.
    """
    first = _first(parts)
    once = _counts(first)
    counts = {
        name: count
        for name, count in _counts(parts).items()
        if name in known and count > once[name]
    }
    return counts if counts and fits(first) else {}


def _counts(parts: Sequence[Part]) -> Counter[str]:
    """How many texts tell each fact."""
    return Counter(filter(None, (_of(told.spans) for told in said(parts))))


def _first(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts with one value of each fact that has several, one after the other."""
    before = ""

    def inner(part: Part) -> Iterable[Part]:
        nonlocal before
        if isinstance(part, Paragraph):
            again = bool(before) and _of(part.spans) == before
            before = _of(part.spans)
            return () if again else (part,)
        before = ""
        if isinstance(part, FillIn):
            return (
                replace(part, fields=tuple(next(one) for _, one in groupby(part.fields, _kind))),
            )
        if isinstance(part, Items):
            return (
                replace(part, items=tuple(next(one) for _, one in groupby(part.items, _entry))),
            )
        return (remade(part, lambda spans: spans, inner),)

    return tuple(one for part in parts for one in inner(part))


def _kind(one: Field) -> str | int:
    """The same for fields that are values of one fact."""
    return one.fact or id(one)


def _entry(one: Item) -> str | int:
    return _of(one.spans) or id(one)


def _of(spans: Spans) -> str:
    """The fact that a text tells, if it tells one."""
    return next((span.fact for span in spans if isinstance(span, Given)), "")


def _lengths(parts: Sequence[Part]) -> dict[str, int]:
    """How many characters each fact has at most, wherever it stands."""
    found: dict[str, int] = {}
    for told in said(parts):
        here: dict[str, int] = {}
        for span in told.spans:
            if isinstance(span, Given):
                here[span.fact] = here.get(span.fact, 0) + len(span.text)
        for name, length in here.items():
            found[name] = max(found.get(name, 0), length)
    return found


def _cut(parts: Sequence[Part], most: int) -> tuple[Part, ...]:
    """The same parts with nothing that is told in them longer than ``most`` characters."""

    def inner(part: Part) -> Iterable[Part]:
        new = remade(part, lambda spans: _shorter(spans, most), inner)
        if isinstance(new, FillIn):  # what is told of a patient stands in a field on screens
            fields = (replace(one, told=one.told[:most].rstrip()) for one in new.fields)
            new = replace(new, fields=tuple(fields))
        return (new,)

    return tuple(one for part in parts for one in inner(part))


def _shorter(spans: Spans, most: int) -> Spans:
    return tuple(_kept(spans, most))


def _kept(spans: Spans, most: int) -> Iterator[Span]:
    left: dict[str, int] = {}
    for span in spans:
        if isinstance(span, Given):
            room = left.setdefault(span.fact, most)
            left[span.fact] = max(0, room - len(span.text))
            if room > 0:
                yield Given(span.text[:room].rstrip() or "-", span.fact, span.target, span.strong)
        else:
            yield span
