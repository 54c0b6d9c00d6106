"""What no page can hold is told: at the facts that are too long for it, or at its author's
words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from ....content.editions import Edition
from ....meaning.document import Document, Heading, Part
from ....source.problems import Problem, Where
from ....source.rows import NamedTuple
from ....source.values import replace
from ..boxes.box import NEAR, Box
from ..parts.context import Context
from .areas import Area
from .chapters import Chapter, boxes_of, least
from .compose import too_tall
from .overlong import Fits, of_facts, too_long, too_many
from .pieces import Told

# of the height of lines, where facts are too long for a section that is whole: at the last they
# are a little higher than those of a sheet; and for a sheet, whose lines are near as it is
SECTION, SHEET = (0.97, 0.94, 0.91), (0.99, 0.97, 0.95)


class Nearly(Protocol):
    """Whether parts fit one page with their lines ``near`` each other."""

    def __call__(self, parts: Sequence[Part], near: float = 1.0) -> bool: ...


class Fitting(NamedTuple):
    """What is needed to tell: the document in its edition, and whether other parts would fit one
    page."""

    ctx: Context
    document: Document
    edition: Edition
    area: Area
    would_fit: Fits

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
                self.ctx.unfit(_place(chapter, place), message, "make it shorter, or two of it")

    def overfull(self, number: int, parts: Sequence[Part], chapter: Chapter, over: float) -> None:
        """Reports a page that is ``over`` points too long."""
        edition = self.edition
        lines = -int(-over // self.ctx.look.body.leading)
        much = f"{lines} {'line' if lines == 1 else 'lines'}"
        heading = next((part.text for part in parts if isinstance(part, Heading)), "")
        message = f"the page '{heading}' of {self.named} is {much} too long"
        if edition.fixed:
            message = f"page {number} of {self.named} is {much} too long"
        if not self.blamed(parts, self.would_fit, message):
            hint = f"leave something out of '{edition.view}', or say it shorter"
            at = self.first_over(chapter) or next(filter(None, (part.at for part in parts)), None)
            self.ctx.unfit(at, message, hint)

    @property
    def named(self) -> str:
        """The edition, the handout and the paper, for a message."""
        return f"the {self.edition.name} of '{self.document.slug}' on {self.area.paper}"

    def beyond(self, holds: Fits) -> None:
        """Reports facts that are too long for the leaf that they may take more; ``holds`` says
        whether parts would fit on that."""
        edition, parts = self.edition, self.document.parts
        told = f"{self.named} is too long on one leaf more"
        if not self.blamed(parts, holds, told):
            at = next(filter(None, (part.at for part in parts)), None)
            self.ctx.unfit(at, told, f"leave something out of '{edition.view}', or say it shorter")

    def blamed(self, parts: Sequence[Part], fits: Fits, told: str) -> bool:
        """Whether it is the facts in ``parts`` that are too long for them to fit, or too many:
        reports each, with what is ``told`` of the paper."""
        known = self.document.told
        facts = too_long(parts, fits, known)
        for name, (length, most) in facts.items():
            message = f"the fact '{name}' has {length} characters, and {told} with it"
            hint = f"at most {most} characters fit there"
            self.ctx.problems.append(Problem(known.get(name) or Where("?"), message, hint))
        many = {} if facts else too_many(parts, fits, known)
        for name, count in many.items():
            message = f"the fact '{name}' has {count} values, and {told} with them"
            hint = "tell fewer of them, or make a booklet of each person's rules with --rules-of"
            self.ctx.problems.append(Problem(known.get(name) or Where("?"), message, hint))
        return bool(facts or many)

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


def eased(
    told: Sequence[Told], edition: Edition, area: Area, fits: Nearly
) -> tuple[float, Edition]:
    """What becomes of a section that may face itself, and that facts make too long for its page:
    how near its lines are to be, as a share of what they would like; or if that is not enough, the
    edition in which it need not be whole."""
    long = [
        parts
        for parts, boxes in told
        if begins_with(parts, edition.facing)
        and must_be_whole(parts, edition)
        and least(boxes_of(boxes)) > depth_of(parts, edition, area) + NEAR
        and of_facts(parts, fits)
    ]
    if not long:
        return 1.0, edition
    if near := near_enough(long, fits, SECTION):
        return near, edition
    whole = (one for one in edition.whole if one not in edition.facing)
    return 1.0, replace(edition, whole=tuple(whole))


def near_enough(
    long: Sequence[Sequence[Part]], fits: Nearly, tries: Sequence[float]
) -> float | None:
    """How near lines have to be for pages to hold what is too long for them, if that is enough."""
    return next((near for near in tries if all(fits(parts, near) for parts in long)), None)


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
