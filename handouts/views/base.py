"""What all views share: the pieces every document is made of, and picking from what a handout
says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..clinic.fill import FOOT, PAGE, SIGNERS, STATE, waiting
from ..content.blocks import Block, Lowering
from ..content.blocks.clinic import Contact
from ..content.blocks.shelf import SourcesBlock
from ..content.facts import NAME
from ..content.handout import Handout
from ..content.subject import TalkField
from ..meaning.document import (
    Banner,
    Code,
    Columns,
    Document,
    Fact,
    Facts,
    Field,
    FillIn,
    Heading,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
)
from ..meaning.levels import levelled
from ..meaning.parts import asks, cited, walk
from ..meaning.spans import Open, Span, Spans, Strong, Text
from ..source.values import replace
from .alone import bare

SECTION = 2  # the level of headings of sections
WHOSE: Spans = (Open(NAME),)  # what the logo says
STATUS: Spans = (Open(STATE),)  # who has signed


class View:
    """One story told of a handout; ``turned`` where it has so many pages that links name them."""

    turned = False

    def __init__(self, handout: Handout, lower: Lowering) -> None:
        self.handout, self.lower = handout, lower
        self.words, self.locale = lower.locale.words, lower.locale
        self.family = lower.subject.families[handout.group]
        self.kind = self.family.kind
        self.closing = lower.subject.closing(*handout.ending)
        self._said: dict[int, tuple[Part, tuple[Part | Span, ...]]] = {}

    def finished(
        self,
        parts: tuple[Part, ...],
        references: tuple[Reference, ...] = (),
        spare: tuple[tuple[Part, ...], ...] = (),
    ) -> Document:
        handout = self.handout
        authors = tuple(bare(author) for author in handout.authors)
        parts, rest = levelled(parts), tuple(levelled(page, 1) for page in spare)
        return Document(
            slug=handout.id,
            title=handout.title,
            subject=handout.subtitle,
            author=joined(authors, self.locale.signs.list),
            lang=self.locale.language,
            issued=handout.issued.isoformat(),
            accent=self.lower.subject.accent(handout.group),
            status=self.status(STATE),
            parts=parts,
            references=references,
            spare=rest,
            asking=waiting(parts),
            asks=asks(parts),
            cites=tuple(cited([self.said(part)]) for part in parts) if references else (),
            brief=self.status(FOOT),
            continued=self.words.continued,
            on_page=self.words.on_page if self.turned else "",
            short_forms=self.lower.glossary.short_forms(),
            short=handout.short_title,
            version=handout.version,
        )

    # -------------------------------------------------------------- pieces

    def banner(self, *, stated: bool = True, coded: bool = True) -> Banner:
        """The head of a document without a cover; ``stated`` where only the foot of its pages says
        which version it is and how far to trust it, ``coded`` where it is wide enough for a
        code."""
        handout = self.handout
        return Banner(
            self.kind,
            handout.title,
            handout.subtitle,
            WHOSE,
            self.status(STATE) if stated else (),
            self.scan() if coded else (),
            at=handout.at,
        )

    def scan(self) -> tuple[Code, ...]:
        """The code of its page on the web, where clinics can have one."""
        if not any(one.pages for one in self.lower.declared.facts.values()):
            return ()
        return (Code("", PAGE, self.words.scan_here, at=self.handout.at),)

    def message(self) -> Panel:
        text = (Paragraph(self.handout.message, "lead"),)
        return Panel("message", self.words.main_message, text, at=self.handout.at)

    def facts(self) -> Facts:
        facts = self.handout.facts
        return Facts(
            tuple(Fact(fact.icon, fact.label, fact.text, at=fact.at) for fact in facts),
            at=facts[0].at,
        )

    def visit(self, *, named: bool = False) -> tuple[Field, ...]:
        """Who talked with whom, and about what; ``named`` where the paper may go from hand to hand.

        There the fields are short, and who talked with whom is only noted where something is
        decided.
        """
        words = self.words
        with_whom = Field(words.talked_with, width="half", name="talk.with")
        day = Field(words.date, width="half", name="talk.date")
        patient = Field(words.patient, width="half", name="talk.patient")
        own = tuple(self.talked(one, name) for name, one in self.family.talk.items())
        if not named:
            return *own, with_whom, day
        short = (replace(field, width="half") for field in own)
        return patient, day, *short, *((with_whom,) if self.family.decides else ())

    def talked(self, one: TalkField, name: str) -> Field:
        """A field of what is talked through in this family."""
        hint = self.words.choose_one if one.options and one.choose == "one" else ""
        return Field(
            one.label,
            options=one.options,
            width=one.size,
            name=f"talk.{name}",
            choose=one.choose,
            hint=hint,
        )

    def own_words(self) -> str:
        """What a patient is asked to say in their own words (teach-back)."""
        return self.family.teach_back

    def signs(self) -> tuple[Part, ...]:
        """What tells when to get help: as many parts as its authors made of it."""
        return self.fragment(self.closing.help)

    def every_sign(self) -> tuple[Part, ...]:
        """The same, with the panels of what follows it in a brochure."""
        return *self.signs(), *(part for part in self.more() if isinstance(part, Panel))

    def reach(self, *, large: bool = False) -> Iterator[FillIn]:
        """How to reach the clinic; with only its phone numbers, in display type, where they are
        ``large``."""
        declared = self.lower.declared.facts
        for part in Contact(contact="clinic").parts(self.lower):
            assert isinstance(part, FillIn)
            if not large:
                yield part
                continue
            phones = (one for one in part.fields if declared[one.fact].kind == "phone")
            yield replace(part, fields=tuple(replace(one, large=True) for one in phones))

    def more(self) -> tuple[Part, ...]:
        """What else helps somebody who looks for help."""
        return self.fragment(self.closing.more)

    def about(self) -> tuple[Part, ...]:
        """What is said of the handout itself, such as in which other forms there is one."""
        return self.fragment(self.closing.about)

    def fragment(self, name: str) -> tuple[Part, ...]:
        blocks: tuple[Block, ...] = self.lower.fragments.get(name, ())
        return self.lower.parts(blocks)

    def said(self, part: Part) -> tuple[Part | Span, ...]:
        """All that a part says (``walk``), looked for once: most stand in several lists."""
        known = self._said.get(id(part))
        if known is None:
            known = self._said[id(part)] = part, tuple(walk((part,)))
        return known[1]

    def references(self, told: tuple[Part, ...]) -> tuple[Reference, ...]:
        """The cited sources in the order of their first citation."""
        named = cited(map(self.said, told))
        if not named:
            return ()
        (references,) = SourcesBlock(sources=named).parts(self.lower)
        assert isinstance(references, References)
        return references.entries

    def status(self, state: str) -> Spans:
        """Which version this is, and how far to trust it."""
        version = self.words.version.format(version=self.handout.version)
        return Text(f"{version}{self.locale.signs.apart}"), Open(state)

    def state(self, state: str = STATE) -> Paragraph:
        """For papers without a line at their foot: which version this is, and whether somebody has
        reviewed it."""
        return Paragraph(self.status(state), "small")

    def control(self) -> Spans:
        """What tells one printed copy from another, and who answers for it."""
        handout, words, signs = self.handout, self.words, self.locale.signs
        stop = f"{signs.full_stop}{signs.space}"
        number = words.document.format(title=handout.title, language=self.locale.name)
        dates = (
            words.version.format(version=handout.version),
            words.issued.format(date=self.locale.day(handout.issued)),
            words.review_by.format(date=self.locale.day(handout.review_by)),
        )
        return (
            Text(f"{stop.join((number, *dates))}{stop}"),
            Strong(f"{words.written_by}{signs.colon}"),
            *joined(handout.authors, signs.list),
            Text(stop),
            Strong(f"{words.reviewed_by}{signs.colon}"),
            Open(SIGNERS),
        )

    # -------------------------------------------------------------- picking

    def picked(self, picks: tuple[str, ...], ahead: tuple[str, ...] = ()) -> Iterator[Part]:
        """The parts that ``picks`` name: ``SECTION``, or ``SECTION/KIND`` for its blocks of one
        kind. A section that was picked on a page ``ahead`` goes on, and its heading says so."""
        heading, begun = "", {pick.partition("/")[0] for pick in ahead}
        for pick in picks:
            name, _, kind = pick.partition("/")
            section = next(section for section in self.handout.sections if section.id == name)
            if name != heading:
                told, place = section.heading, name
                if name in begun:
                    told, place = self.words.continued.format(section=told), f"{name}-goes-on"
                yield Heading(told, 2, place, at=section.at)
                heading = name
            yield from self.lower.parts(section.picked(kind, self.lower.fragments))


def joined(texts: Iterable[Spans], between: str) -> Spans:
    """Texts in a row, with ``between`` between them."""
    parted = ((((Text(between),) if number else ()) + spans) for number, spans in enumerate(texts))
    return tuple(span for spans in parted for span in spans)


def beside_code(parts: tuple[Part, ...], words: str, fact: str) -> Columns:
    """Parts and a code beside them, with ``words`` on what it is for."""
    return Columns(((*parts, Paragraph((Text(words),), "small")), (Code("", fact),)))


def told_code(words: str, fact: str, *, told: bool = False) -> Columns:
    """A code and, right beside it, ``words`` on what it is for; the address too where it is
    ``told``."""
    scan = Paragraph((Text(words),), "small")
    address = (Paragraph((Open(fact),), "small"),) if told else ()
    return Columns(((Code("", fact),), (scan, *address)))


def contact(lower: Lowering) -> Panel:
    """How to reach the clinic, in a panel of its own."""
    reached = tuple(Contact(contact="clinic").parts(lower))
    return Panel("contact", lower.locale.words.contact, reached, SECTION)


def in_front(
    title: str,
    about: str,
    parts: tuple[Part, ...],
    accent: str,
    issued: str,
    lower: Lowering,
) -> Document:
    """A page in front of handouts, about them and none of them: the slip of a set, the page for a
    patient. It has no sources and no version of its own, and is ``issued`` when they were."""
    whole = levelled(parts)
    return Document(
        title=title,
        subject=about,
        slug="",
        author=WHOSE,
        lang=lower.locale.language,
        issued=issued,
        accent=accent,
        status=STATUS,
        parts=whole,
        asking=waiting(whole),
        asks=asks(whole),
        brief=(Open(FOOT),),
    )
