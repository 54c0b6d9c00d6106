"""Charts drawn from data: icon arrays, timelines, ladders."""

from __future__ import annotations

from functools import lru_cache

from ....meaning.document import IconArray, Ladder, Stage, Timeline
from ....meaning.spans import Spans, Text
from ....source.values import replace, value
from ..boxes.box import Box
from ..boxes.kinds import Painted, TextBox
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import Paint
from ..ink.outlines import fill, line, oblong, pen, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch, Data
from ..look import Look
from ..paths import ellipse
from ..theme import Theme
from .context import Context
from .lists import beside_an_end

SHORTEST = 0.45  # of the width: what the first rung of a ladder has before it grows
ROW = 10  # people in a row
# The pictogram of a person, below the origin, in units of its own:
PERSON = 15.6  # its height, with the space below it
HEAD, MIDDLE = 2.4, -3.4  # the head: its radius, and where its middle is
SIDE, LOW, HIGH = 3.9, HEAD - PERSON, -6.7  # the body: half its width, its foot, its top
DOWN, ACROSS = 3.4, 2.0  # the radii of its upper corners


@value
class Persons:
    """How persons look: those that are marked are filled, the others are outlines; ``wide`` and
    ``tall`` is the room for one, ``rule`` the width of its line."""

    marked: str
    others: str
    ground: str
    wide: float
    tall: float
    rule: float

    @property
    def pens(self) -> str:
        return f"{pen(self.rule)} 1 j"

    def colours(self, *, marked: bool) -> Paint:
        if marked:
            return fill(self.marked), stroke(self.marked)
        return fill(self.ground), stroke(self.others)


@value
class People:
    """``out_of`` persons in rows of ten, the first ``count`` marked."""

    count: int
    out_of: int
    look: Persons
    element: int

    @property
    def size(self) -> tuple[float, float]:
        return ROW * self.look.wide, -(-self.out_of // ROW) * self.look.tall

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        across, down = self.look.wide, self.look.tall
        before, after = person(down)
        columns = [f"{before} {x + (column + 0.5) * across:.2f}" for column in range(ROW)]
        rows = [f"{top - row * down:.2f} {after}" for row in range(-(-self.out_of // ROW))]
        every = [f"{column} {row}" for row in rows for column in columns][: self.out_of]
        out = [*self.look.colours(marked=True), *every[: self.count]]
        if self.count < self.out_of:
            out += [*self.look.colours(marked=False), *every[self.count :]]
        box = (x, top - self.size[1], x + self.size[0], top)
        sheet.content(self.element, f"q {self.look.pens}", *out, "Q", box=box)


@value
class Key:
    """One person, beside what it stands for."""

    look: Persons
    marked: bool
    clear: float  # above it

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        look, (before, after) = self.look, person(self.look.tall)
        shown = f"{before} {x + look.wide / 2:.2f} {top - self.clear:.2f} {after} Q"
        sheet.artifact(f"q {look.pens}", *look.colours(marked=self.marked), shown)


def icon_array(ctx: Context, part: IconArray, parent: Branch, width: float) -> Box:
    """People in rows of ten, the marked ones first: filled, the others in outline (told apart
    without colour)."""
    group = parent.add("Div")
    look, theme = ctx.look, ctx.look.theme
    persons = persons_of(look)
    data = Data(part.alt, part.numbers) if part.numbers else None
    figure = group.add("Figure", alt=part.alt, data=data)
    people = People(part.count, part.out_of, persons, figure.number)
    wide, tall = people.size
    roomy = width > theme.rooms.people
    space = theme.icons.people_air if roomy else theme.icons.people_near
    side, key_wide = width - wide - space, theme.icons.person_wide + theme.icons.person_air
    below = side < theme.rooms.people_words  # the words stand below the picture
    side = width if below else side
    style = look.lead if roomy else look.body
    # what is told in both is told by the picture in words
    number, rest = parted(part.yes)
    count = ctx.text(number, look.count, figure, side)
    # lines are short there: none of one word at the end
    yes = ctx.text(rest, style, figure, side - key_wide, balanced=True)
    no = ctx.text(part.no, style, figure, side - key_wide, balanced=True)
    keys = (keyed(theme, persons, yes, marked=True), keyed(theme, persons, no, marked=False))
    words = (count, *keys)
    above, after = theme.gaps.people, theme.gaps.half
    if below:
        shown = Painted(tall, people, after=after)
        told = (ctx.text(part.group, look.small, group.add("P"), width),) if part.group else ()
        return Stack((shown, *words, *told), before=above, after=after)
    picture = Column(0.0, Stack((Painted(tall, people),)))
    if not part.group:
        columns = (picture, Column(wide + space, Stack(words)))
        return Beside(columns, middle=True, before=above, after=after)
    room = side if roomy else width
    who = ctx.text(part.group, look.small, group.add("P"), room, before=theme.gaps.half)
    if roomy:
        columns = (picture, Column(wide + space, Stack((*words, who))))
        return Beside(columns, middle=True, before=above, after=after)
    both = Beside((picture, Column(wide + space, Stack(words))), middle=True)
    return Stack((both, who), before=above, after=after)


def parted(spans: Spans) -> tuple[Spans, Spans]:
    """The number of a picture of people, which is set as display type, and what it is about."""
    number, *rest = spans
    first = rest[0]
    assert isinstance(first, Text)
    return (number,), (replace(first, text=first.text.lstrip()), *rest[1:])


def persons_of(look: Look) -> Persons:
    marked, others, ground = (look.colours[name] for name in ("brand", "quiet", "paper"))
    icons, rule = look.theme.icons, look.theme.rules.person
    return Persons(marked, others, ground, icons.person_wide, icons.person_tall, rule)


def keyed(theme: Theme, persons: Persons, words: TextBox, *, marked: bool) -> Box:
    """What persons of one kind stand for."""
    shown = Stack((Painted(persons.tall, Key(persons, marked, theme.clear.key)),))
    beside = persons.wide + theme.icons.person_air
    columns = (Column(0, shown), Column(beside, Stack((words,))))
    return Beside(columns, before=theme.gaps.half, after=theme.gaps.half)


@lru_cache(maxsize=8)
def person(tall: float) -> tuple[str, str]:
    """The operators before and after the place of a person, in room ``tall`` points high: where
    its middle is, and its head."""
    scale = tall / PERSON
    return f"q {scale:.3f} 0 0 {scale:.3f}", f"cm {_person()} Q"


def _person() -> str:
    """A pictogram of a person ``PERSON`` minus 2 points high, below the origin: a head and a
    rounded body."""
    head = ellipse(0, MIDDLE, HEAD, HEAD)
    left, right, low, high = -SIDE, SIDE, LOW, HIGH
    body = (
        f"{left:.2f} {low:.2f} m {left:.2f} {high - DOWN:.2f} l "
        f"{left:.2f} {high - 1:.2f} {left + ACROSS:.2f} {high:.2f} 0 {high:.2f} c "
        f"{right - ACROSS:.2f} {high:.2f} {right:.2f} {high - 1:.2f} {right:.2f} "
        f"{high - DOWN:.2f} c {right:.2f} {low:.2f} l h"
    )
    return f"{head} B {body} B"


@value
class Rail:
    """A dot on the rail of a timeline, joined to the one before it if that stands on the same page.

    ``timeline`` tells timelines apart that stand in each other.
    """

    timeline: int
    at: float  # from the start edge
    dot: float  # its radius
    drop: float  # below the top of its stage
    line: float  # its width
    brand: str
    paper: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        at, middle, reach = x + self.at, top - self.drop, self.dot
        width = f"{self.line:.2f} w"
        above = sheet.dots.get(self.timeline)
        rail: Paint = ()
        if above is not None:
            rail = (stroke(self.brand), f"{width} {line(at, above, at, middle)} S")
        dots = (ellipse(at, y, reach, reach) for y in (above, middle) if y is not None)
        ground = (stroke(self.paper), width, fill(self.brand))
        sheet.artifact(*rail, *ground, f"{' B '.join(dots)} B")
        sheet.dots[self.timeline] = middle


def timeline(ctx: Context, part: Timeline, parent: Branch, width: float) -> list[Box]:
    """Stages along a rail, each with its time; a stage stays whole. The rail joins what stands on
    one page."""
    look, words = ctx.look, ctx.look.theme.indents.rail_words
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    out: list[Box] = []
    for number, stage in enumerate(part.stages):
        entry = outer.add("LI")
        when = Stack((when_of(ctx, stage, entry),))
        body = Stack(tuple(ctx.parts(stage.parts, entry.add("LBody"), width - words)))
        keep = beside_an_end(number, len(part.stages))
        out.append(staged(look, outer.number, when, body, keep=keep))
    return out


def when_of(ctx: Context, stage: Stage, entry: Branch) -> TextBox:
    """The time of a stage."""
    indents = ctx.look.theme.indents
    room = indents.rail - indents.rail_air
    return ctx.plain(stage.when, ctx.look.panel, entry.add("Lbl"), room)


def staged(look: Look, timeline: int, when: Stack, body: Stack, *, keep: bool) -> Beside:
    """A stage beside the rail of its ``timeline``, which has the number of its element."""
    theme = look.theme
    gap, icons = theme.gaps.stage, theme.icons
    sizes = (theme.indents.rail, icons.stage, icons.stage_drop, theme.strokes.rail)
    rail = Rail(timeline, *sizes, look.colours["brand"], look.colours["paper"])
    columns = (Column(0, when), Column(theme.indents.rail_words, body))
    return Beside(columns, before=gap, after=gap, keep=keep, behind=rail)


@value
class Rung:
    """The ground of a rung, with a bar at its end."""

    width: float
    corner: float
    bar: float
    tint: str
    brand: str
    frame: float  # the width of its line, or 0

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        width, low = self.width, top - tall
        frame: Paint = ()
        if self.frame:
            outline = oblong(self.corner, x, top, width, tall, self.frame / 2)
            frame = (stroke(self.brand), f"{pen(self.frame)} {outline} S")
        sheet.artifact(
            f"q {oblong(self.corner, x, top, width, tall)} W n",
            fill(self.tint),
            f"{rect(x, low, width, tall)} f",
            fill(self.brand),
            f"{x + width - self.bar:.2f} {low:.2f} {self.bar:g} {tall:.2f} re f Q",
            *frame,
        )


def ladder(ctx: Context, part: Ladder, parent: Branch, width: float) -> list[Box]:
    """Rungs that grow longer from the easiest to the hardest; each stays whole."""
    outer, count = parent.add("L", attributes="/O/List/ListNumbering/Decimal"), len(part.stages)
    out: list[Box] = []
    for number, stage in enumerate(part.stages):
        entry = outer.add("LI")
        long, inner = rung(ctx.look, width, number, count)
        when = ctx.plain(stage.when, ctx.look.panel, entry.add("Lbl"), inner)
        body = ctx.parts(stage.parts, entry.add("LBody"), inner)
        keep = beside_an_end(number, count)
        out.append(runged(ctx.look, (when, *body), long, keep=keep))
    return out


def rung(look: Look, width: float, number: int, count: int) -> tuple[float, float]:
    """How long a rung is, and the room in it."""
    long = width * (SHORTEST + (1 - SHORTEST) * (number + 1) / count)
    return long, long - 2 * look.theme.insets.block - look.theme.bars.edge


def runged(look: Look, boxes: tuple[Box, ...], long: float, *, keep: bool) -> Stack:
    """What stands on a rung."""
    theme = look.theme
    colours = look.colours["tint"], look.colours["brand"], theme.rules.frame if look.frame else 0.0
    return Stack(
        boxes,
        before=theme.gaps.rung,
        after=theme.gaps.rung,
        keep=keep,
        indent=theme.insets.block,
        padding=(theme.insets.rung, theme.insets.rung),
        behind=Rung(long, theme.corner, theme.bars.edge, *colours),
    )
