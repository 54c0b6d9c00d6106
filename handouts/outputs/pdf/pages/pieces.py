"""What lies between two page breaks, and the chapters that are made of it: where pages have fixed
places other breaks count than where what is told runs on from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ....meaning.document import Cover, PageBreak, Part
from ....source.rows import NamedTuple
from .chapters import Chapter

Way = Literal["fixed", "running"]
Told = tuple[list[Part], Chapter]


class Piece(NamedTuple):
    """Parts, and which break stands before them."""

    parts: list[Part]
    where: Literal["", "fixed", "running"] = ""


def pieces(parts: Iterable[Part], *, fixed: bool) -> tuple[Cover | None, list[Piece]]:
    """The parts between breaks; the cover apart. An empty piece is only kept where pages have
    ``fixed`` places."""
    title: Cover | None = None
    found = [Piece([])]
    for part in parts:
        if type(part) is Cover:
            title = part
        elif type(part) is PageBreak:
            found.append(Piece([], part.where))
        else:
            found[-1].parts.append(part)
    return title, found if fixed else [one for one in found if one.parts] or [Piece([])]


def joined(found: Sequence[Piece], laid: Sequence[Chapter], way: Way) -> Iterator[Told]:
    """The parts and boxes of each chapter: pieces with a break between them that does not count are
    one."""
    parts: list[Part] = []
    boxes: Chapter = ()
    for number, (piece, chapter) in enumerate(zip(found, laid, strict=True)):
        if number and piece.where in ("", way):
            yield parts, boxes
            parts, boxes = [], ()
        parts, boxes = [*parts, *piece.parts], (*boxes, *chapter)
    yield parts, boxes


def parts_of(chapter: Chapter) -> list[Part]:
    """What the boxes of a chapter were made from."""
    return [laid.part for laid in chapter if laid.part]
