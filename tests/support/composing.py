"""What the engine decided before it painted: which boxes stand on which page, and the part each was made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from handouts.document import Document, Part
from handouts.outputs.pdf import studio as desk
from handouts.outputs.pdf.boxes.kinds import Box
from handouts.outputs.pdf.ink.sheet import Book
from handouts.outputs.pdf.pages.areas import Area
from handouts.outputs.pdf.pages.compose import Page
from handouts.outputs.pdf.setting import Setting
from handouts.outputs.pdf.studio import Studio
from handouts.problems import Problem


@dataclass(frozen=True)
class Composition:
    """The pages after the cover; ``chapters`` says of each page in which chapter it is."""

    area: Area
    pages: tuple[Page, ...]
    chapters: tuple[int, ...]
    parts: dict[int, Part]
    boxes: tuple[Box, ...]  # kept, so that no number of ``parts`` is given away anew

    def part(self, box: Box) -> Part | None:
        """What a box was made from; ``None`` for the list of contents."""
        return self.parts.get(id(box))


@contextmanager
def watched(*, painting: bool = True) -> Iterator[list[Composition]]:
    """Catches the composition of each document rendered meanwhile; without ``painting`` it ends with ``Composed``."""
    seen: list[Composition] = []

    class Watched(Setting):
        def draw(self, book: Book, before: int, total: int) -> None:
            boxes = tuple(placed.box for page in self.pages for placed in page)
            seen.append(Composition(self.area, tuple(self.pages), self.told(self.pages), dict(self.where), boxes))
            if not painting:
                raise Composed
            super().draw(book, before, total)

        def boxes(self, number: int, chapter: object) -> list[Box]:
            made = super().boxes(number, chapter)  # type: ignore[arg-type]
            self.chapter_of = getattr(self, "chapter_of", {}) | {id(box): number for box in made}
            return made

        def told(self, pages: list[Page]) -> tuple[int, ...]:
            out: list[int] = []
            for page in pages:
                known = [self.chapter_of[id(one.box)] for one in page if id(one.box) in self.chapter_of]
                out.append(known[0] if known else out[-1])  # a list of contents alone on its page
            return tuple(out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "Setting", Watched)
        yield seen


class Composed(Exception):
    """All is decided and nothing painted."""


def composed(studio: Studio, document: Document) -> tuple[Composition | None, tuple[Problem, ...]]:
    """The pages chosen for ``document``, or what was reported meanwhile."""
    with watched(painting=False) as seen:
        try:
            return None, studio.render(document, "{page} {pages}").problems
        except Composed:
            return seen[-1], ()
