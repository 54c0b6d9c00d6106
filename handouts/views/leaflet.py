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
from ..source.rows import NamedTuple
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


class _Way(NamedTuple):
    """How a card tells whom to call: whether it has the code of its page on the web, its numbers
    ``large``, and the first of them ``bare``, without what belongs to them."""

    coded: bool = True
    large: bool = True
    bare: int = 0


# The code gives its room first, then display type; then what belongs to the numbers, the first
# first: who calls in office hours is asked for it.
WAYS = (_Way(), *(_Way(False, large, bare) for bare in range(3) for large in (True, False)))


class _Card(View):
    def document(self) -> Document:
        assert self.handout.card is not None
        whole, *others = map(self.told, WAYS)
        told = zip((whole, *others), others, strict=False)
        shorter = tuple(one for before, one in told if one.parts != before.parts)
        return replace(whole, shorter=shorter)

    def told(self, way: _Way) -> Document:
        """All of it, in one of the ways to make room for every number to call."""
        assert self.handout.card is not None
        front, *back = self.fragment(self.handout.card.fragment)
        state = self.state(FOOT)  # names have up to a hundred letters, a card has no room for them
        return self.finished(alone((front, PageBreak(), *self.back(tuple(back), way), state)))

    def back(self, told: tuple[Part, ...], way: _Way) -> Iterator[Part]:
        """What its author wrote for whoever finds it, and whose card it is below the first of that;
        the numbers to call are the largest on it, while there is room for that."""
        first, rest = told[:1], told[1:]
        whose = When(NAME, (Paragraph(WHOSE),))
        codes = tuple(replace(one, words="", small=True) for one in self.scan()) * way.coded
        bare, called = (*first, whose), tuple(self.called(part, way) for part in rest)
        if first and codes:
            yield When(PAGE, (Columns((bare, codes)),), bare)
        else:
            yield from bare
        yield from called

    def called(self, part: Part, way: _Way) -> Part:
        """Numbers in display type or not, each on a line of its own."""
        if not isinstance(part, FillIn):
            return part
        known = {name for name, one in self.lower.declared.facts.items() if one.kind == "phone"}
        phones = [one.fact for one in part.fields if one.fact in known]
        bare = phones[: way.bare]
        return replace(
            part,
            fields=tuple(
                replace(one, large=way.large, width="full", bare=one.fact in bare)
                if one.fact in phones
                else one
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
