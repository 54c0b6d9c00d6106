"""Lists of two languages: entry beside entry; what belongs to one stands below it, once where both
share it."""

from __future__ import annotations

from ....meaning.document import Items, Steps
from ..boxes.box import Box, kept
from .lists import below, beside_an_end, entries, numbered, steps_of, together
from .two import Two, Under


def items_of_both(two: Two, one: Items, other: Items, under: Under, width: float) -> list[Box]:
    half, out = two.half(width), list[Box]()
    indent, mine = entries(two.one, one, under.one, half, other)
    _, theirs = entries(two.other, other, under.other, half)
    most = two.one.look.theme.gaps.caption
    for items, made in zip(
        zip(one.items, other.items, strict=True), zip(mine, theirs, strict=True), strict=True
    ):
        (words, body), (twin, its) = made
        out.append(two.row([words], [twin], half))
        inner = items[0].parts, items[1].parts
        out += below(two.parts(inner, Under(body, its), width - indent), indent, most)
    return out


def steps_of_both(two: Two, one: Steps, other: Steps, under: Under, width: float) -> list[Box]:
    half, out, lines = two.half(width), list[Box](), 0
    indent, most = two.one.look.theme.indents.step, two.one.look.theme.gaps.caption
    mine = steps_of(two.one, one, under.one, half)
    theirs = steps_of(two.other, other, under.other, half)
    for number, (step, twin, item, its) in enumerate(
        zip(mine, theirs, one.items, other.items, strict=True)
    ):
        keep = bool(item.parts) or beside_an_end(number, len(one.items))
        row = two.row([numbered(two.one, step, ())], [numbered(two.other, twin, ())], half)
        out.append(kept(row, keep))
        bodies = Under(step.body, twin.body)
        out += below(two.parts((item.parts, its.parts), bodies, width - indent), indent, most)
        lines += max(len(step.words.lines), len(twin.words.lines))
    whole = together(one, lines)
    return [kept(box, box.keep or (whole and box is not out[-1])) for box in out]
