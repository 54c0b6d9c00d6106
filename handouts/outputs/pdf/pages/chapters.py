"""Chapters: the boxes of what lies between two forced breaks, each with the part it was made from,
and what stays together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....meaning.document import (
    Columns,
    Contents,
    Cover,
    Document,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    Noted,
    Paragraph,
    Part,
    Steps,
    Strip,
    Table,
    Timeline,
)
from ....meaning.spans import Cite, plain
from ....source.problems import Problem
from ....source.rows import NamedTuple
from ....source.values import replace
from ..boxes.box import CLOSEST, Box, kept, stacked
from ..boxes.broken import SplitPanel, TableBox
from ..boxes.kinds import Sized, TextBox
from ..boxes.stacks import Beside
from ..ink.tags import Branch
from ..parts.context import Context
from .areas import Area
from .cover import Front, cover
from .listing import contents, entries_of
from .untouched import Untouched

INTRODUCTION = 2  # lines: a paragraph as short as that stays with what it introduces
COLONS = (":", "\uff1a")  # of any length: its last lines stay with what it announces by one
# what is compared, done in order or filled in together: on one page wherever one can hold it
ONE_THING = frozenset({Columns, FillIn, Ladder, Steps, Table, Timeline})
PICTURES = (Figure, Strip, IconArray)
BROKEN = (TextBox, SplitPanel, TableBox)  # boxes that a page may part
INTRODUCED = ONE_THING | {Items, IconArray, Figure, Strip, Group}


class Laid(NamedTuple):
    """A box and the part it was made from; the list of contents is made from none."""

    box: Box
    part: Part | None


Chapter = tuple[Laid, ...]


class Listed(NamedTuple):
    """The list of contents, waiting to be needed: in which chapter, before which of its boxes."""

    chapter: int
    at: int
    box: Box
    from_pages: int


def boxes_of(chapter: Sequence[Laid]) -> list[Box]:
    return [box for box, _ in chapter]


def least(boxes: Sequence[Box]) -> float:
    """The least height of boxes one below the other, in points."""
    return stacked(boxes, CLOSEST) - sum([box.give for box in boxes])


class Layer:
    """Lays chapters; the list of contents is set aside, as nobody knows yet whether it is
    wanted."""

    def __init__(
        self, ctx: Context, document: Document, root: Branch, measure: float, depth: float
    ) -> None:
        self.ctx, self.document, self.root = ctx, document, root
        self.measure, self.depth = measure, depth  # of a page, in points
        self.listed: Listed | None = None
        self.untouched = Untouched(ctx, ctx.kept.parts, f"{document.lang} {document.title}")

    def cover(self, title: Cover, area: Area) -> Front:
        """The cover."""
        return cover(self.ctx, title, self.root.add("Sect"), area)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be set."""
        return tuple(self.ctx.problems)

    def chapter(self, number: int, parts: Sequence[Part]) -> Chapter:
        out: list[Laid] = []
        before: Part | None = None
        for part in parts:
            if type(part) is Contents:
                self.listed = Listed(number, len(out), self.contents(part), part.from_pages)
                continue
            made = self.part(number, part)
            if out and type(before) is Paragraph and introduced(_said(part)):
                out[-1] = out[-1]._replace(box=kept(out[-1].box, leads(before, lead(out[-1]))))
            out.extend(made)
            before = _said(part)
        return tuple(out)

    def contents(self, part: Contents) -> Box:
        """Its element keeps its place in reading order, though it may stay empty."""
        entries = entries_of(part, self.ctx.headings)
        section = self.root.add("Sect")
        return contents(self.ctx, part.title, part.level, entries, section, self.measure)

    def part(self, number: int, part: Part) -> Chapter:
        if type(part) is not Group:
            boxes = self.untouched.boxes(part, self.root, self.measure)
            return tuple([Laid(box, part) for box in boxes])
        return kept_whole(self.chapter(number, part.parts), self.depth)


def kept_whole(made: Chapter, depth: float) -> Chapter:
    """What stays together on one page, if one that is ``depth`` points high can hold it."""
    if least(boxes_of(made)) > depth:
        return made
    last = len(made) - 1
    return tuple(Laid(_whole(box, place < last), of) for place, (box, of) in enumerate(made))


def _whole(box: Box, keep: bool) -> Box:
    """The same box, which no page may part; tied to the next or not."""
    if isinstance(box, BROKEN) and not box.whole:
        return replace(box, keep=keep, whole=True)
    return kept(box, keep)


def _said(part: Part) -> Part:
    """What is told, without the notes beside it."""
    return part.part if type(part) is Noted else part


def introduced(part: Part) -> bool:
    """Whether a paragraph before ``part`` may lead to it, and so stay with it."""
    return type(part) in INTRODUCED and not (
        isinstance(part, Group) and isinstance(part.parts[0], Heading)
    )


def leads(part: Paragraph, box: Box) -> bool:
    """Whether a paragraph leads to what follows: it is short, or its last word announces it. A long
    one may still be parted above its last lines."""
    said = plain(tuple(span for span in part.spans if not isinstance(span, Cite)))
    return len(box.rows) <= INTRODUCTION or said.rstrip().endswith(COLONS)


def lead(laid: Laid) -> Box:
    """The box of a paragraph, without the notes beside it."""
    box, part = laid
    if isinstance(part, Noted) and isinstance(box, Beside):
        return box.columns[0].stack.boxes[-1]
    return box


def ends_kept(chapter: Chapter) -> Chapter:
    """The last lines of a section stay with what stands before them: a short paragraph, facts of
    the clinic."""
    out = list(chapter)
    for number in _ends(chapter):
        box, part = out[number - 1]
        out[number - 1] = Laid(kept(box), part)
    return tuple(out)


def gathered(chapter: Chapter, depth: float) -> Chapter:
    """What is one thing stands on one page, with the heading that it is tied to, if a page can hold
    it."""
    out, begin = list(chapter), 0
    for end in range(1, len(out) + 1):
        part = out[begin].part
        if end < len(out) and out[end].part is part:
            continue
        if type(part) in ONE_THING and not unrolled(part, end - begin):
            first = begin
            while first and out[first - 1].box.keep and isinstance(out[first - 1].part, Heading):
                first -= 1
            if least(boxes_of(out[first:end])) <= depth:
                last = out[end - 1].box.keep
                for number in range(begin, end):
                    out[number] = Laid(_whole(out[number].box, number < end - 1 or last), part)
        begin = end
    return tuple(out)


def unrolled(part: Part | None, boxes: int) -> bool:
    """Whether a part is words beside a picture that had no room there: it has become ``boxes`` one
    below the other, and is read like any other text. Pictures that are compared stay together."""
    return (
        isinstance(part, Columns)
        and boxes > 1
        and not all(isinstance(one, PICTURES) for column in part.columns for one in column)
    )


def loosened(chapter: Chapter, depth: float) -> Chapter:
    """What leads to something stays with it only where one page can hold both.

    A heading stays tied to what follows; of more ties than a page can hold, paragraphs give theirs
    up, the first first.
    """
    out, begin = list(chapter), 0
    for end in range(1, len(out) + 1):
        if end < len(out) and out[end - 1].box.keep:
            continue
        for number in range(begin, end - 1):
            if least(boxes_of(out[begin:end])) <= depth:
                break
            box, part = out[number]
            if part and isinstance(_said(part), Paragraph):
                out[number] = Laid(kept(box, keep=False), part)
                begin = number + 1
        begin = end
    return tuple(out)


def alike(chapter: Chapter) -> list[int]:
    """The numbers of the pictures of movements, each above its steps where they have no room beside
    it."""
    return [
        number
        for number, (box, part) in enumerate(chapter)
        if type(box) is Sized
        and type(part) is Columns
        and isinstance(part.columns[0][0], Figure)
        and any(isinstance(one, Steps) for column in part.columns[1:] for one in column)
    ]


def _ends(chapter: Chapter) -> Iterator[int]:
    tied, last = False, True  # whether the box below is such an end, and whether none is below
    below: Part | None = None
    for number in range(len(chapter) - 1, 0, -1):
        box, part = chapter[number]
        if last or (tied and below is part):
            told = type(part) is FillIn and any(field.fact for field in part.fields)
            short = type(part) is Paragraph and len(box.rows) <= INTRODUCTION
            tied = told or (last and short)
            if tied:
                yield number
        else:
            tied = False
        below, last = part, type(part) is Heading
