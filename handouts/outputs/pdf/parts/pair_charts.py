"""Charts of two languages: drawn once, with the words of both."""

from __future__ import annotations

from ....meaning.document import IconArray, Ladder, Timeline
from ....source.values import value
from ..boxes.box import Box
from ..boxes.kinds import Painted
from ..boxes.stacks import Beside, Column, Stack
from ..ink.sheet import Sheet
from ..ink.tags import Branch, Data
from .charts import People, keyed, parted, persons_of, rung, runged, staged, when_of
from .context import Context
from .lists import beside_an_end
from .strips import seen
from .two import Two, Under


@value
class Crowd:
    """People that two languages tell of: the figure of the second shows nothing more."""

    people: People
    also: int

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        self.people.paint(sheet, x, top)
        wide, tall = self.people.size
        seen(sheet, (self.also,), (x, top - tall, x + wide, top))


def people_of_both(
    two: Two, one: IconArray, other: IconArray, under: Under, width: float
) -> list[Box]:
    """One picture of people, and beside it what it says in both languages."""
    look, theme, group = two.one.look, two.one.look.theme, under.add("Div")
    data = Data(one.alt, one.numbers) if one.numbers else None
    figure = group.one.add("Figure", alt=one.alt, data=data)
    again = group.other.add("Figure", alt=other.alt)
    people = People(one.count, one.out_of, persons_of(look), figure.number)
    wide, tall = people.size
    start = wide + two.apart
    side = (width - start - two.apart) / 2
    told = zip(two.both, (one, other), (figure, again), group, strict=True)
    mine, theirs = (_told(*each, side) for each in told)
    shown = Stack((Painted(tall, Crowd(people, again.number)),))
    columns = (
        Column(0.0, shown),
        Column(start, Stack(mine)),
        Column(start + side + two.apart, two.spoken(theirs, side)),
    )
    return [Beside(columns, before=theme.gaps.people, after=theme.gaps.half)]


def _told(
    ctx: Context, part: IconArray, figure: Branch, group: Branch, side: float
) -> tuple[Box, ...]:
    """What a picture of people says in one language."""
    look, theme = ctx.look, ctx.look.theme
    persons, room = persons_of(look), side - theme.icons.person_wide - theme.icons.person_air
    number, rest = parted(part.yes)
    count = ctx.text(number, look.count, figure, side)
    yes, no = ctx.text(rest, look.body, figure, room), ctx.text(part.no, look.body, figure, room)
    keys = (keyed(theme, persons, yes, marked=True), keyed(theme, persons, no, marked=False))
    if not part.group:
        return (count, *keys)
    who = ctx.text(part.group, look.small, group.add("P"), side, before=theme.gaps.half)
    return (count, *keys, who)


def timeline_of_both(
    two: Two, one: Timeline, other: Timeline, under: Under, width: float
) -> list[Box]:
    """Stages along one rail: times in both languages before it, their words side by side."""
    look, out = two.one.look, list[Box]()
    words, outer = look.theme.indents.rail_words, under.add("L", "/O/List/ListNumbering/None")
    for number, both in enumerate(zip(one.stages, other.stages, strict=True)):
        entry = outer.add("LI")
        times = zip(two.both, both, entry, strict=True)
        mine, theirs = (when_of(ctx, stage, own) for ctx, stage, own in times)
        room = look.theme.indents.rail - look.theme.indents.rail_air
        when = Stack((mine, two.spoken((theirs,), room)))
        parts = both[0].parts, both[1].parts
        body = Stack(tuple(two.parts(parts, entry.add("LBody"), width - words)))
        keep = beside_an_end(number, len(one.stages))
        out.append(staged(look, outer.one.number, when, body, keep=keep))
    return out


def ladder_of_both(two: Two, one: Ladder, other: Ladder, under: Under, width: float) -> list[Box]:
    """Rungs with the words of both."""
    outer, out = under.add("L", "/O/List/ListNumbering/Decimal"), list[Box]()
    count = len(one.stages)
    for number, both in enumerate(zip(one.stages, other.stages, strict=True)):
        entry, (long, inner) = outer.add("LI"), rung(two.one.look, width, number, count)
        half = two.half(inner)
        labels = zip(two.both, both, entry.add("Lbl"), strict=True)
        mine, theirs = (ctx.plain(one.when, ctx.look.panel, own, half) for ctx, one, own in labels)
        parts = both[0].parts, both[1].parts
        body = two.parts(parts, entry.add("LBody"), inner)
        boxes = (two.row([mine], [theirs], half), *body)
        out.append(runged(two.one.look, boxes, long, keep=beside_an_end(number, count)))
    return out
