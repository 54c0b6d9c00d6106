"""Parts that stand as they did in the document before, in this process or an earlier one: their
boxes are as they were.

Where a sentence was changed, all others are such. This is a memo and never part of an answer: a
part is compared with the one before, and with it all of the document that has a say in its boxes.
"""

from __future__ import annotations

import hashlib
from functools import cached_property

from ....meaning.document import Part
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ....source.lasting import Names, leave, of_one, together
from ....source.rows import NamedTuple
from ..boxes.box import Box
from ..ink.tags import Branch, Grown
from ..parts import story
from ..parts.context import Context
from ..text.faces import Face
from ..text.kept import Lately
from ..text.stack import FaceStack

NEW = 12  # parts: fewer are set sooner than all are written


class Stood(NamedTuple):
    """A part, its boxes, and the elements that they are read as."""

    part: Part
    boxes: tuple[Box, ...]
    grown: Grown


class Lent(Names):
    """Faces and pictures, which boxes hold."""

    kinds = (Face, FaceStack, Drawing, Photo)

    def __init__(self, ctx: Context) -> None:
        look, shown = ctx.look, (*ctx.figures.values(), *ctx.icons.values(), ctx.logo)
        self.stacks = {"regular": look.regular, "bold": look.bold}
        every = (source for one in self.stacks.values() for source in one.sources)
        self.sources = {one.name: one for one in every}  # a face is loaded where it is asked for
        self.pictures = {name: one for one in shown if one and (name := self.name(one))}

    def name(self, one: object) -> str:
        match one:
            case Face(name=name):
                return f"face {name}"
            case FaceStack():
                same = (name for name, own in self.stacks.items() if own.sources == one.sources)
                weight = next(same, "")
                return weight and f"stack {weight} {one.language} {int(one.is_tabular)}"
            case Drawing(made_of=made_of) if made_of:
                return f"picture {made_of}"
            case Photo(file=file):
                return f"picture {file.sha256}"
        return ""

    def named(self, name: str) -> object:
        kind, _, rest = name.partition(" ")
        if kind == "face":
            return self.sources[rest].face
        if kind == "picture":
            return self.pictures[name]
        weight, language, tabular = rest.split(" ")
        spoken = self.stacks[weight].spoken(language)
        return spoken.tabular() if tabular == "1" else spoken


class Untouched:
    """The parts of one document, which has a ``name``, while it is laid, by how many elements there
    were before each: boxes know theirs by number."""

    def __init__(self, ctx: Context, lately: Lately, name: str) -> None:
        self.ctx, self._lately = ctx, lately
        told = repr((name, ctx.look.edition.name, ctx.width, ctx.depth))
        self._name = f"boxes-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:24]}"
        self._now: dict[str, Stood] = {}

    @cached_property
    def _before(self) -> dict[str, Stood]:
        found = self._lately.found(self.ctx.given)
        if not isinstance(found, dict) and self._lately.keeps:
            found = together(self._name, self.ctx.told_of, Lent(self.ctx))
        return found if isinstance(found, dict) else {}

    def boxes(self, part: Part, parent: Branch, width: float) -> tuple[Box, ...]:
        """The boxes of ``part``, as they were or set anew; its elements are added to ``parent``."""
        tags, ctx = parent.tags, self.ctx
        if ctx.look.near < 1:  # its lines are nearer to each other than they were before
            return tuple(story.part(ctx, part, parent, width))
        first = len(tags)
        known = self._before.get(str(first))
        if known and known.part == part:
            tags.grow(parent.number, known.grown)
            self._now[str(first)] = known
            return known.boxes
        before, under = (len(ctx.problems), ctx.stated), tags.under(parent.number)
        boxes = tuple(story.part(ctx, part, parent, width))
        if before == (len(ctx.problems), ctx.stated):  # else more is said than in boxes
            grown = tags.since(first, parent.number, under)
            self._now[str(first)] = Stood(part, boxes, grown)
        return boxes

    def keep(self) -> None:
        """For the next document: these parts, and no others; for a later run, where enough of them
        are new."""
        self._lately.keep(self.ctx.given, self._now)
        if self._now and self._lately.keeps and of_one():
            new = [one for at, one in self._now.items() if self._before.get(at) is not one]
            if len(new) >= NEW:
                values: dict[str, object] = {**self._now}
                leave(self._name, values, self.ctx.told_of, Lent(self.ctx))
