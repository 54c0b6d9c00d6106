"""Chapters of a document that has another language beside it."""

from __future__ import annotations

from collections.abc import Sequence

from ....meaning.document import Contents, Cover, Document, Group, Paragraph, Part
from ....meaning.pairing import Pair, paired
from ....source.problems import Problem
from ..boxes.box import Box, kept
from ..ink.tags import BACK, Branch
from ..ink.turned import tongue
from ..look import Look
from ..parts import story
from ..parts.context import Context
from ..parts.pairs import pair
from ..parts.two import Two, Under
from .areas import Area
from .chapters import Chapter, Laid, Layer, Listed, introduced, kept_whole, leads
from .cover import Front, cover_of_both
from .listing import contents, entries_of
from .pieces import pieces


class Sides(Layer):
    """Lays chapters of two languages: pairs beside each other on the page, one language after the
    other in the structure."""

    def __init__(
        self,
        ctx: Context,
        document: Document,
        root: Branch,
        room: tuple[float, float],
        other: tuple[Context, Document],
    ) -> None:
        super().__init__(ctx, document, root, *room)
        them, self.beside = other
        self.two = Two(ctx, them, tongue(self.beside.lang), pair)
        self.under = Under(_section(root, document, ctx), _section(root, self.beside, them))
        spare = [list(page) for page in self.beside.spare]
        self.front, found = pieces(self.beside.parts, fixed=ctx.look.edition.fixed)
        chapters = [one.parts for one in found]
        self.others = [*chapters[:-1], *spare, chapters[-1]]

    def cover(self, title: Cover, area: Area) -> Front:
        if not self.front:
            return super().cover(title, area)
        return cover_of_both(self.two, (title, self.front), self.under, area)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.two.problems

    def chapter(self, number: int, parts: Sequence[Part]) -> Chapter:
        others = self.others[number] if number < len(self.others) else []
        return self.pairs(number, paired(parts, others))

    def pairs(self, number: int, pairs: Sequence[Pair]) -> Chapter:
        out: list[Laid] = []
        before: Part | None = None
        for one in pairs:
            part, others = one
            if isinstance(part, Contents):
                box = self.listing(part, others)
                self.listed = Listed(number, len(out), box, part.from_pages)
                continue
            made = self.pair(number, one)
            if out and part and isinstance(before, Paragraph) and introduced(part):
                box = out[-1].box
                out[-1] = out[-1]._replace(box=kept(box, leads(before, box)))
            out.extend(made)
            before = part
        return tuple(out)

    def listing(self, part: Contents, others: tuple[Part, ...]) -> Box:
        """The list of contents in both languages."""
        half, boxes = self.two.half(self.measure), []
        told = (part, *others)
        for one, ctx, under in zip(told, self.two.both, self.under, strict=False):
            assert isinstance(one, Contents)
            entries, section = entries_of(one, ctx.headings), under.add("Sect")
            boxes.append(contents(ctx, one.title, one.level, entries, section, half))
        return self.two.row(boxes[:1], boxes[1:], half)

    def pair(self, number: int, one: Pair) -> Chapter:
        part, others = one
        if not isinstance(part, Group) or not others or not isinstance(others[0], Group):
            boxes = pair(self.two, one, self.under, self.measure)
            return tuple(Laid(box, part or others[0]) for box in boxes)
        return kept_whole(self.pairs(number, paired(part.parts, others[0].parts)), self.depth)


def _section(root: Branch, document: Document, ctx: Context) -> Branch:
    """The element that one language is read through in."""
    mode = BACK if ctx.look.rtl else BACK.replace("RlTb", "LrTb")
    return root.add("Sect", lang=document.lang, attributes=mode)


def sides(
    ctx: Context, root: Branch, document: Document, room: tuple[float, float], look: Look
) -> Sides:
    """The layer of a document and of what stands ``beside`` it, in the ``look`` of that."""
    beside = document.beside
    assert beside is not None
    pictures = ctx.pictures
    other = Context(beside, look, pictures, room, story.part, ctx.kept)
    return Sides(ctx, document, root, room, (other, beside))
