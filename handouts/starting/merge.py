"""Three texts of one file made into one: the one that was taken, the clinic's, the one shipped now.

Each unit is decided for itself: what only one side changed is taken from that side. Where both
changed a unit, it collides, and somebody has to say whose counts. What comes out is read again and
must say just what was decided; where it does not, the whole file collides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from ..source.values import dataclass
from .units import Name, NoUnits, Unit, units

Side = Literal["mine", "theirs"]
Units = Mapping[Name, Unit]


@dataclass(frozen=True, slots=True)
class Collision:
    """A unit that both changed; ``None`` where a side has removed it, or never had it."""

    path: Name
    mine: Unit | None
    theirs: Unit | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The ``text`` is the clinic's where something collides and nobody has said whose counts.

    ``changed`` are the units that are not as they were in the clinic's text.
    """

    text: str
    changed: tuple[Name, ...] = ()
    collisions: tuple[Collision, ...] = ()


def merge(
    base: str, mine: str, theirs: str, counts: Side | None = None, again: Collection[Name] = ()
) -> Merged | None:
    """One text from three, with LF at the end of lines.

    ``counts`` says whose units are taken where both changed. ``again`` are units that count as such
    though only the clinic's is not as it was taken: it had been said before that the clinic's
    stays. Returns ``None`` where the texts cannot be taken apart into units, or not be put together
    again.
    """
    try:
        three = units(base), units(mine), units(theirs)
    except NoUnits:
        return None
    chosen, collisions = _decided(*three, counts, again)
    if collisions and counts is None:
        return Merged(mine, (), collisions)
    order = [path for path in _order(*three) if path in chosen]
    text = _written(order, chosen, three[1], three[2])
    try:
        again = units(text)
    except NoUnits:
        return None
    wanted = [(path, chosen[path].data) for path in order]
    if [(path, unit.data) for path, unit in again.items()] != wanted:
        return None
    own = three[1]
    touched = [path for path in order if not chosen[path].same(own.get(path))]
    return Merged(text, (*touched, *(path for path in own if path not in chosen)), collisions)


def _decided(
    base: Units, mine: Units, theirs: Units, counts: Side | None, again: Collection[Name]
) -> tuple[dict[Name, Unit], tuple[Collision, ...]]:
    """The unit that is chosen for each path, where there is one, and the collisions."""
    chosen: dict[Name, Unit] = {}
    collisions = []
    for path in dict.fromkeys((*mine, *theirs)):
        before, own, shipped = base.get(path), mine.get(path), theirs.get(path)
        if same(own, shipped) or (same(before, shipped) and path not in again):
            unit = own
        elif same(before, own):
            unit = shipped
        else:
            collisions.append(Collision(path, own, shipped))
            unit = shipped if counts == "theirs" else own
        if unit:
            chosen[path] = unit
    return chosen, tuple(collisions)


def same(one: Unit | None, other: Unit | None) -> bool:
    """Whether two units say the same, or neither is there."""
    return one.same(other) if one else other is None


def _order(base: Units, mine: Units, theirs: Units) -> list[Name]:
    """All paths; the clinic's order counts where it is not the one that was taken."""
    own = [path for path in mine if path in base]
    moved = own != [path for path in base if path in mine]
    first, second = (mine, theirs) if moved else (theirs, mine)
    order = list(first)
    others = list(second)
    for index, path in enumerate(others):
        if path not in first:
            _insert(order, path, others[:index])
    return order


def _insert(order: list[Name], path: Name, before: Sequence[Name]) -> None:
    """Put a path behind the one that stood before it, and behind all that is inside that."""
    at = order.index(before[-1]) + 1 if before else 0
    while at < len(order) and len(order[at]) > len(path):
        at += 1
    order.insert(at, path)


def _written(order: Sequence[Name], chosen: Units, mine: Units, theirs: Units) -> str:
    """The units one below the other, with the empty lines that the clinic has between them."""
    last = list(mine)[-1]
    parts = []
    for path in order:
        own, shipped = mine.get(path), theirs.get(path)
        keeper = own if own and (path != last or not shipped) else shipped
        assert keeper is not None
        parts.append((chosen[path].body, keeper.tail))
    end = mine[last].tail
    return "".join(body + tail for body, tail in parts[:-1]) + parts[-1][0] + end
