"""What no page can hold is told: at the facts that are too long for it, or at its author's words.
What is told of a patient goes on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from ....content.editions import Edition
from ....meaning.document import Document, FillIn, Heading, Part
from ....meaning.parts import walk
from ....source.problems import Problem, Where
from ....source.rows import NamedTuple
from ..boxes.box import NEAR, Box
from ..parts.context import Context
from .areas import Area
from .chapters import Chapter, boxes_of, least
from .compose import too_tall
from .overlong import too_long, too_many

Page = tuple[list[Part], Chapter]


class Fitting(NamedTuple):
    """What is needed to tell: the document in its edition, and whether other parts would fit one
    page."""

    ctx: Context
    document: Document
    area: Area
    would_fit: Callable[[Sequence[Part]], bool]

    @property
    def edition(self) -> Edition:
        return self.ctx.look.edition

    def tell(self, parts: Sequence[Sequence[Part]], chapters: Sequence[Chapter]) -> None:
        """Reports what no page can hold, and by how many lines what must stand on one page is too
        long for it."""
        for number, (told, chapter) in enumerate(zip(parts, chapters, strict=True), 1):
            boxes = boxes_of(chapter)
            if self.edition.fixed or must_be_whole(told, self.edition):
                over = least(boxes) - depth_of(told, self.edition, self.area)
                if over > NEAR:
                    self.overfull(number, told, chapter, over)
                continue
            for place in too_tall(boxes, self.area.depth):
                message = "this is higher than a page and may not be split"
                self.ctx.fail(_place(chapter, place), message, "make it shorter, or two of it")

    def overfull(self, number: int, parts: Sequence[Part], chapter: Chapter, over: float) -> None:
        """Reports a page that is ``over`` points too long."""
        edition, told = self.edition, self.document.told
        lines = -int(-over // self.ctx.look.body.leading)
        much = f"{lines} {'line' if lines == 1 else 'lines'}"
        heading = next((part.text for part in parts if isinstance(part, Heading)), "")
        where = f"page {number}" if edition.fixed else f"the page '{heading}'"
        where = f"{where} of the {edition.name} on {self.area.paper}"
        facts = too_long(parts, self.would_fit, told)
        for name, (length, most) in facts.items():
            message = (
                f"the fact '{name}' has {length} characters, and {where} is {much} too long with it"
            )
            at, hint = told.get(name), f"at most {most} characters fit there"
            self.ctx.problems.append(Problem(at or Where("?"), message, hint))
        many = {} if facts else too_many(parts, self.would_fit, told)
        for name, count in many.items():
            message = (
                f"the fact '{name}' has {count} values, and {where} is {much} too long with them"
            )
            hint = "tell fewer of them, or make a booklet of each person's rules with --rules-of"
            self.ctx.problems.append(Problem(told.get(name) or Where("?"), message, hint))
        if not facts and not many:
            hint = f"leave something out of '{edition.view}', or say it shorter"
            at = self.first_over(chapter) or next(filter(None, (part.at for part in parts)), None)
            self.ctx.fail(at, f"{where} is {much} too long", hint)

    def first_over(self, chapter: Chapter) -> Where | None:
        """Where the section begins that the page no longer holds."""
        at, boxes = None, list[Box]()
        depth = depth_of((one.part for one in chapter if one.part), self.edition, self.area)
        for box, part in chapter:
            boxes.append(box)
            if isinstance(part, Heading) and part.at:
                at = part.at
            if least(boxes) > depth:
                break
        return at


def turned_over(
    parts: Sequence[list[Part]], chapters: Sequence[Chapter], depth: float
) -> Iterator[Page]:
    """The parts and boxes of each page; of one that is higher than ``depth`` points, what is told
    of a patient, and all after it, on a page of its own.

    An author's words were made to fit, and a clinic is told how long its facts may be. Neither
    helps whoever stands at a desk with a patient of a long name.
    """
    for told, chapter in zip(parts, chapters, strict=True):
        place = _begins(told) if least(boxes_of(chapter)) > depth + NEAR else 0
        box = next((n for n, laid in enumerate(chapter) if laid.part is told[place]), 0)
        if not (place and box):
            yield told, chapter
            continue
        yield told[:place], chapter[:box]
        yield told[place:], chapter[box:]


def _begins(parts: Sequence[Part]) -> int:
    """The index of the part where something is told of a patient; 0 where nothing is."""
    return next((number for number, part in enumerate(parts) if _tells(part)), 0)


def _tells(part: Part) -> bool:
    inside = (one for one in walk((part,)) if isinstance(one, FillIn))
    return any(field.told for one in inside for field in one.fields)


def must_be_whole(parts: Sequence[Part], edition: Edition) -> bool:
    """Whether this is the section of which the edition must not split anything."""
    return begins_with(parts, edition.whole)


def begins_with(parts: Sequence[Part], sections: Collection[str]) -> bool:
    """Whether the first heading is that of one of these sections."""
    first = next((part for part in parts if isinstance(part, Heading)), None)
    return first is not None and first.id in sections


def depth_of(parts: Iterable[Part], edition: Edition, area: Area) -> float:
    """How high a page of these parts may be filled: one that must hold all of its section has no
    air at its foot if it needs that room."""
    return area.depth + area.clear * must_be_whole(tuple(parts), edition)


def _place(chapter: Chapter, number: int) -> Where | None:
    """Where a box was written, or what stands before it, if the program made it by itself."""
    told = (laid.part.at for laid in reversed(chapter[: number + 1]) if laid.part)
    return next(filter(None, told), None)
