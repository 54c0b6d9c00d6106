"""How the columns of a table share its width."""

from __future__ import annotations

from ....source.rows import NamedTuple

NEAR = 0.01  # points: less than that is nothing


class Wish(NamedTuple):
    """What a column needs at least, and what it would take if it could, in points."""

    least: float
    most: float


def share(columns: list[Wish], width: float, power: float = 0.5) -> list[float] | None:
    """Widths that add up to ``width``: each column gets its least, the rest by what they still wish
    for.

    A wish counts by its ``power``: less than 1, so that one long text does not starve the others.
    """
    least, most = sum(c.least for c in columns), sum(c.most for c in columns)
    if least > width:
        return None
    if most <= width:
        return [c.most + (width - most) * c.most / most for c in columns]
    weights = [max(0.0, c.most - c.least) ** power for c in columns]
    out = [c.least for c in columns]
    left, open_ = width - least, [i for i, weight in enumerate(weights) if weight]
    while left > NEAR and open_:
        total = sum(weights[i] for i in open_)
        given = 0.0
        for i in list(open_):
            part = min(left * weights[i] / total, columns[i].most - out[i])
            out[i] += part
            given += part
            if columns[i].most - out[i] < NEAR:
                open_.remove(i)
        left -= given
        if given < NEAR:
            break
    return [wide + left / len(out) for wide in out]
