"""The brochure: cover, at a glance, body, words, talk with us, when to get help, back page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..clinic.fill import PAGE, STATE
from ..content.blocks import Lowering
from ..content.blocks.shelf import GlossaryBlock
from ..content.handout import Handout
from ..meaning.document import (
    Contents,
    Cover,
    Document,
    Each,
    Field,
    FillIn,
    Group,
    Heading,
    Item,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
    When,
)
from ..meaning.naming import named
from ..meaning.spans import Open, Term, Text
from ..source.values import replace
from .base import SECTION, WHOSE, View, told_code

CONTENTS_FROM = 6  # pages
SPARE = 3  # pages of notes, at most, that fill up a booklet that cannot be spread


def brochure(handout: Handout, lower: Lowering) -> Document:
    """The whole handout as one document, its glossary and sources gathered from what it uses."""
    return _Brochure(handout, lower).document()


def large(handout: Handout, lower: Lowering) -> Document:
    """The same in large letters: its back has the signs in short, so that it is one page."""
    return _Large(handout, lower).document()


class _Brochure(View):
    turned = True

    def document(self) -> Document:
        cover = self.cover()
        story = (*self.glance(), *self.body())
        visit = (*self.talk(), *self.mine(), *self.help())
        control, back = tuple(self.copy_control()), (*self.clinic(), *self.back())
        told = (cover, *story, *visit, *control, *back)
        references = self.references(told)
        parts = (
            cover,
            *story,
            *self.glossary(told),
            *visit,
            *self.sources(references),
            *control,
            *back,
        )
        return self.finished(parts, references, tuple(self.notes() for _ in range(SPARE)))

    # -------------------------------------------------------------- pages in order

    def cover(self) -> Cover:
        handout, words = self.handout, self.words
        status = (
            words.version.format(version=handout.version),
            words.issued.format(date=self.locale.day(handout.issued)),
        )
        return Cover(
            self.kind,
            handout.title,
            handout.subtitle,
            handout.purpose,
            handout.cover.figure(),
            words.who_for,
            handout.audience,
            (Text(self.locale.signs.apart.join((*status, ""))), Open(STATE)),
            WHOSE,
            self.scan(),
            at=handout.cover.at,
        )

    def glance(self) -> Iterator[Part]:
        yield Heading(self.words.at_a_glance, 2, "glance")
        yield self.message()
        yield self.facts()
        yield Contents(self.words.contents, CONTENTS_FROM)

    def body(self) -> Iterator[Part]:
        tab = ""
        for section in self.handout.sections:
            tab = self.family.tabs[section.tab] if section.tab else tab
            yield Heading(
                section.heading, 2, section.id, True, tab, section.icon or "", at=section.at
            )
            yield from self.lower.parts(section.blocks)

    def talk(self) -> Iterator[Part]:
        handout, words = self.handout, self.words
        ticks = tuple(
            Item(
                (Text(question),),
                (FillIn((Field("", spoken=question),)),),
                named("ask", question),
                at=handout.at,
            )
            for question in handout.questions
        )
        yield Group(
            (
                Heading(words.talk, 2, "talk", listed=True),
                Paragraph((Text(words.talk_intro),)),
                Items("tick", ticks),
                Panel("control", words.what_we_talked_about, (FillIn(self.visit()),)),
                Heading(words.teach_back, 3),
                FillIn((Field(self.own_words(), lines=3, grows=True),)),
            )
        )

    def mine(self) -> Iterator[Part]:
        """Pages that a patient fills in, where the family has any."""
        if told := self.fragment(self.closing.own):
            yield PageBreak()
            yield Heading(self.words.my_pages, 2, "mine", listed=True)
            yield from _filled_up(told)

    def notes(self) -> tuple[Part, ...]:
        """A page to write on, for a booklet that has one to fill."""
        return (
            Heading(self.words.notes, 2),
            FillIn((Field(self.words.notes_hint, lines=4, grows=True),)),
        )

    def help(self) -> Iterator[Part]:
        yield PageBreak()
        yield Heading(self.words.help, 2, "help", listed=True)
        yield from self.signs()
        if told := self.more():
            yield PageBreak()
            yield Heading(self.words.more_help, 2, "more")
            yield from told

    def glossary(self, told: tuple[Part, ...]) -> Iterator[Part]:
        """The words that were marked as terms, explained."""
        said = (one for part in told for one in self.said(part))
        terms = dict.fromkeys(one.key for one in said if isinstance(one, Term))
        if terms:
            yield Heading(self.words.words, 2, "words")
            yield from GlossaryBlock(glossary=tuple(sorted(terms, key=str.lower))).parts(self.lower)

    def sources(self, references: tuple[Reference, ...]) -> Iterator[Part]:
        """What is in small print: where the facts come from; which copy this is follows."""
        if not self.closing.more:
            yield PageBreak()
        if references:
            yield Heading(self.words.sources, 2, "sources", listed=True)
            yield Paragraph((Text(self.words.sources_intro),), "small")
            yield References(references)
        yield Heading(self.words.about, 2, "about")

    def copy_control(self) -> Iterator[Part]:
        """Which copy this is, and other ways to have it."""
        yield Paragraph(self.control(), "small")
        yield from self.about()

    def clinic(self) -> Iterator[Part]:
        """A page of how to reach the clinic and who is there: what it fills in takes from the room
        for notes below it, and pushes nothing onto another page."""
        yield PageBreak()
        words, declared = self.words, self.lower.declared.facts
        told = (name for name, one in declared.items() if one.back and one.single != "person")
        more = (When(name, (FillIn((Field(declared[name].label, fact=name),)),)) for name in told)
        yield Panel("contact", words.contact, (*self.scanned(), *more), SECTION)
        for name, one in declared.items():
            if one.back and one.single == "person":
                yield When(name, (Heading(words.team, 2, "team"), Each(name)))
        yield Heading(words.notes, 2, "notes")
        yield FillIn((Field(words.notes_hint, lines=4, grows=True, name="notes"),))

    def scanned(self) -> Iterator[Part]:
        """How to reach the clinic, and the code of its home page, if it has one."""
        declared, stop = self.lower.declared.facts, self.locale.signs.full_stop
        yield from self.reach()
        code = next((name for name, one in declared.items() if one.code), "")
        parts: tuple[Part, ...] = ()
        if code:
            parts = (When(code, (told_code(f"{self.words.scan_code}{stop}", code),)),)
        if self.scan():
            scan = f"{self.words.scan_page}{stop}"
            parts = (When(PAGE, (told_code(scan, PAGE, told=True),), parts),)
        yield from parts

    def back_signs(self) -> tuple[Panel, ...]:
        """All signs that cannot wait."""
        return _alarms(self.signs())

    def back(self) -> Iterator[Part]:
        """The last page, that lies face up on a kitchen table: the signs that cannot wait, and
        whom to call."""
        yield PageBreak()
        yield Heading(self.words.back, 2, "back")
        yield from self.back_signs()
        yield from self.fragment(self.closing.back)
        yield Panel("contact", self.words.contact, tuple(self.reach(large=True)))


class _Large(_Brochure):
    def back_signs(self) -> tuple[Panel, ...]:
        """Those of the slip of a set, where it has any."""
        return _alarms(self.fragment(self.closing.slip)) or super().back_signs()


def _filled_up(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Parts of which the last line to write on takes what is left of its page."""
    yield from parts[:-1]
    last = parts[-1]
    if isinstance(last, FillIn) and last.fields:
        *others, field = last.fields
        last = replace(last, fields=(*others, replace(field, grows=True)))
    yield last


def _alarms(parts: Iterable[Part]) -> tuple[Panel, ...]:
    """The panels of signs that cannot wait."""
    return tuple(one for one in parts if isinstance(one, Panel) and one.role == "emergency")
