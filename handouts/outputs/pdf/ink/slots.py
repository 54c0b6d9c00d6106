"""Where words of a patient stand on a sheet: so much is noted of them that others can be painted in
their place."""

from __future__ import annotations

from collections.abc import Sequence

from ....source.rows import NamedTuple
from ..text.edges import parted
from ..text.lines import Line, Style
from .marks import Tag, Text
from .mixed import turned
from .runs import Paragraph
from .tags import Tags, root
from .turned import Way


class Slot(NamedTuple):
    """A text on a sheet: the number of its mark there, and what it was painted of (``Sheet.text``).

    ``plain`` says whether that is all there is to it: nothing beside the text was painted or noted,
    and no element was added that says what is heard of a line of two directions.
    """

    sheet: int
    mark: int
    lines: tuple[Line, ...]
    style: Style
    at: tuple[float, float]
    element: int | None
    more: bool
    kind: str
    way: Way
    plain: bool


class TypedSlot(NamedTuple):
    """A field with what is told in it: the number of its annotation, and the field's own name."""

    note: int
    name: str


class Anew(NamedTuple):
    """A slot, and the tags that its text began in the order of painting."""

    slot: Slot
    tags: tuple[Tag, ...]

    def painted(self, lines: Sequence[Line]) -> Text | None:
        """Other ``lines`` in its place; nothing where they would need other tags, or an element of
        their own, as lines of two directions do."""
        slot, waiting = self.slot, list(reversed(self.tags))
        if any(map(turned, lines)):
            return None

        def begin(_: int) -> Tag:
            return waiting.pop()

        run = Paragraph(slot.style, slot.element, {}, Tags(root("Document")), begin)
        (x, y), count = slot.at, len(lines)
        try:
            for number, words in enumerate(lines):
                last = number + 1 == count
                following = slot.more if last else lines[number + 1][0].space
                told = words if last or following else parted(words)
                left = slot.way.started(words, slot.style, x)
                run.line(told, left, y - number * slot.style.leading, following)
        except IndexError:
            return None
        return None if waiting else run.text(slot.kind)


def anew(slot: Slot, text: Text) -> Anew:
    """A slot whose ``text`` is known."""
    return Anew(slot, tuple(part for part in text.parts if isinstance(part, Tag)))
