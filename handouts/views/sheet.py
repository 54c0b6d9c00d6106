"""The sheet: one leaf or two to hand out in a minute, with what the author picked from the
handout. In two languages it takes twice the paper, and its last leaf is for the signs."""

from __future__ import annotations

from ..content.blocks import Lowering
from ..content.handout import Handout
from ..content.picks import SheetPicks
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

# where a page ends that has room for all it was made for; and where one does that has not, so that
# the last leaf has the signs on one side, and what was talked about on the other
ENDS, RUNS = PageBreak("fixed"), PageBreak("running")


def sheet(handout: Handout, lower: Lowering) -> Document:
    """Front: what it is about; back: what to do, when to get help, and what was talked about.

    Where a clinic's facts, or what is told of a patient, need more room than that, it takes one
    leaf more.
    """
    return _Sheet(handout, lower).document()


def sheet_beside(handout: Handout, lower: Lowering) -> Document:
    """The sheet as it stands beside another language: two pages for each of its own.

    They run on from page to page, so that none is half empty, and the signs have the last leaf, to
    be kept in sight: to themselves where there are four, else with what was talked about.
    """
    return _Sheet(handout, lower).beside()


class _Sheet(View):
    @property
    def picks(self) -> SheetPicks:
        assert self.handout.sheet is not None
        return self.handout.sheet

    def document(self) -> Document:
        picks = self.picks
        told: tuple[Part, ...] = self.head()
        ahead: tuple[str, ...] = ()
        for page in (picks.front, picks.second, picks.third):
            if page or page is picks.front:
                told = (*told, *self.picked(page, ahead), ENDS)
            ahead = (*ahead, *page)
        told = (*told, *self.picked(picks.back, ahead))
        last = (RUNS, *self.help(), RUNS, *self.talk(), self.whole())
        return self.finished(alone((*told, *last)))

    def beside(self) -> Document:
        picks = self.picks
        several, end = bool(picks.second or picks.third), (*self.talk(), self.whole())
        inner = (*picks.front, *picks.second, *picks.third, *picks.back)
        told = (*self.head(), *self.picked(_together(inner)), *(end if several else ()))
        last = (*self.help(), *(() if several else end))
        return self.finished(alone((*told, PageBreak(), *last)))

    def head(self) -> tuple[Part, ...]:
        return self.banner(), self.message(), self.facts()

    def help(self) -> tuple[Part, ...]:
        """When to get help, what cannot wait beside the rest."""
        signs = self.every_sign()
        both = (Columns((signs[:1], signs[1:])),) if signs[1:] else signs
        return Heading(self.words.help, 2, "help"), *both

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


def _together(picks: tuple[str, ...]) -> tuple[str, ...]:
    """Picks of one section next to each other, where its first one stands: they have one heading
    where no page ends between them."""
    sections = dict.fromkeys(pick.partition("/")[0] for pick in picks)
    return tuple(pick for name in sections for pick in picks if pick.partition("/")[0] == name)
