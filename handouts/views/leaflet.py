"""Small and large papers: the leaflet that folds in three, the wallet card, the poster for the
waiting room."""

from __future__ import annotations

from collections.abc import Iterator

from ..clinic.fill import FOOT, PAGE
from ..content.blocks import Lowering
from ..content.blocks.clinic import Contact
from ..content.facts import NAME
from ..content.handout import Handout
from ..meaning.document import Columns, Document, FillIn, PageBreak, Panel, Paragraph, Part, When
from ..meaning.parts import asked
from ..meaning.spans import Text
from ..source.values import replace
from .alone import alone
from .base import SECTION, WHOSE, View, beside_code


def leaflet(handout: Handout, lower: Lowering) -> Document:
    """Six panels in reading order: cover, the one that is folded in, three inside, back."""
    return _Leaflet(handout, lower).document()


def card(handout: Handout, lower: Lowering) -> Document:
    """The emergency signs, short, for the wallet: the first block on the front of the card, what
    follows on its back."""
    return _Card(handout, lower).document()


def poster(handout: Handout, lower: Lowering) -> Document:
    """One page to read from a chair across the room."""
    return _Poster(handout, lower).document()


class _Leaflet(View):
    def document(self) -> Document:
        handout, picks = self.handout, self.handout.leaflet
        assert picks is not None
        signs = tuple(map(_section, self.every_sign()))
        cover: tuple[Part, ...] = (
            self.banner(stated=False, coded=False),
            handout.cover.figure(),
            Paragraph((Text(handout.purpose),), "lead"),
            self.message(),
        )
        panels = (
            (*cover, *self.stated()),
            tuple(self.picked(picks.flap)),
            tuple(self.picked(picks.inside)),
            signs[:1],
            (*signs[1:2], *self.about()),
            (*signs[2:], self.contact(signs), Paragraph(self.control(), "small")),
        )
        parts = tuple(part for panel in panels for part in (PageBreak(), *panel))[1:]
        return self.finished(alone(parts))

    def stated(self) -> Iterator[Part]:
        """Which version it is, beside the code of its page on the web."""
        state: tuple[Part, ...] = (self.state(),)
        for one in self.scan():
            state = (When(PAGE, (beside_code(state, one.words, PAGE),), state),)
        yield from state

    def contact(self, signs: tuple[Part, ...]) -> Panel:
        """How to reach the clinic, without its phone numbers where they stand beside the signs to
        call for."""
        declared = self.lower.declared.facts
        told = {declared[name].single for name, _ in asked(signs) if name in declared} & {"phone"}
        lines = []
        for part in Contact(contact="clinic").parts(self.lower):
            assert isinstance(part, FillIn)
            fields = tuple(one for one in part.fields if declared[one.fact].single not in told)
            lines.append(replace(part, fields=fields))
        return Panel("contact", self.words.contact, tuple(lines), SECTION)


def _section(part: Part) -> Part:
    """A panel as a section of its own: it stands below no heading."""
    return replace(part, level=SECTION) if isinstance(part, Panel) else part


class _Card(View):
    def document(self) -> Document:
        assert self.handout.card is not None
        front, *back = self.fragment(self.handout.card.fragment)
        state = self.state(FOOT)  # names have up to a hundred letters, a card has no room for them
        return self.finished(alone((front, PageBreak(), *self.back(tuple(back)), state)))

    def back(self, told: tuple[Part, ...]) -> Iterator[Part]:
        """What its author wrote for whoever finds it, and whose card it is below the first of that;
        the number to call is the largest on it, unless a code beside the first takes its room."""
        first, rest = told[:1], told[1:]
        whose = When(NAME, (Paragraph(WHOSE),))
        codes = tuple(replace(one, words="", small=True) for one in self.scan())
        bare, called = (*first, whose), tuple(map(self.called, rest))
        if first and codes:
            yield When(PAGE, (Columns((bare, codes)),), bare)
        else:
            yield from bare
        yield from called

    def called(self, part: Part) -> Part:
        """Numbers in display type, each on a line of its own."""
        if not isinstance(part, FillIn):
            return part
        facts = self.lower.declared.facts
        phones = {name for name, one in facts.items() if one.kind == "phone"}
        return replace(
            part,
            fields=tuple(
                replace(one, large=True, width="full") if one.fact in phones else one
                for one in part.fields
            ),
        )


class _Poster(View):
    def document(self) -> Document:
        picks = self.handout.poster
        assert picks is not None
        parts = (
            self.banner(stated=False),
            self.message(),
            *self.picked(picks.show),
            self.called(),
            self.state(),
        )
        return self.finished(alone(parts))

    def called(self) -> Panel:
        """Whom to call: the numbers side by side."""
        lines = (
            replace(part, fields=tuple(replace(one, width="half") for one in part.fields))
            for part in self.reach(large=True)
        )
        return Panel("contact", "", tuple(lines))
