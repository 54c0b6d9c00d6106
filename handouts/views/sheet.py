"""The sheet: one leaf or two to hand out in a minute, with what the author picked from the
handout."""

from __future__ import annotations

from ..content.blocks import Lowering
from ..content.handout import Handout
from ..meaning.document import (
    Columns,
    Document,
    Field,
    FillIn,
    Heading,
    PageBreak,
    Panel,
    Paragraph,
    Part,
)
from ..meaning.spans import Text
from .alone import alone
from .base import SECTION, View


def sheet(handout: Handout, lower: Lowering) -> Document:
    """Front: what it is about; back: what to do, when to get help, and what was talked about."""
    return _Sheet(handout, lower).document()


class _Sheet(View):
    def document(self) -> Document:
        picks = self.handout.sheet
        assert picks is not None
        front = (
            self.banner(),
            self.message(),
            self.facts(),
            *self.picked(picks.front),
        )
        signs = self.every_sign()
        help_ = (
            Heading(self.words.help, 2, "help"),
            *((Columns((signs[:1], signs[1:])),) if signs[1:] else signs),
        )
        inner = tuple(
            part
            for page in (picks.second, picks.third)
            if page
            for part in (*self.picked(page), PageBreak())
        )
        back = (*self.picked(picks.back), *help_, *self.talk(), self.whole())
        return self.finished(alone((*front, PageBreak(), *inner, *back)))

    def whole(self) -> Part:
        """Where the rest is, and what it all rests on."""
        handout, words = self.handout, self.words
        told = words.whole_booklet.format(title=handout.title)
        return Paragraph((Text(words.no_booklet if handout.excerpt else told),), "small")

    def talk(self) -> tuple[Part, ...]:
        fields = (
            *self.visit(named=True),
            Field(self.own_words(), lines=1, grows=True),
        )
        return (
            Panel("control", self.words.what_we_talked_about, (FillIn(fields[:-1]),), SECTION),
            FillIn(fields[-1:]),
        )
