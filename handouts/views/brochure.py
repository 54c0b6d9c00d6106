"""The brochure: cover, at a glance, body, words, talk with us, when to get help, back page."""

from __future__ import annotations

from collections.abc import Iterator

from ..blocks import Block, Lowering
from ..blocks.clinic import Contact, Team
from ..blocks.shelf import GlossaryBlock, SourcesBlock
from ..document import (
    Blank,
    Cite,
    Code,
    Columns,
    Contents,
    Cover,
    Document,
    Fact,
    Facts,
    Field,
    FillIn,
    Heading,
    Item,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
    Spans,
    Strong,
    Term,
    Text,
    plain,
    walk,
)
from ..handout import Handout

CONTENTS_FROM = 6  # pages


def brochure(handout: Handout, lower: Lowering) -> Document:
    """The whole handout as one document, its glossary and sources gathered from what it uses."""
    return _Brochure(handout, lower).document()


class _Brochure:
    def __init__(self, handout: Handout, lower: Lowering) -> None:
        self.handout, self.lower = handout, lower
        self.words, self.locale = lower.locale.words, lower.locale

    def document(self) -> Document:
        handout = self.handout
        cover = self.cover()
        story = (*self.glance(), *self.body())
        visit = (*self.talk(), *self.help())
        told = (*story, *visit)
        references = self.references(told)
        return Document(
            title=handout.title,
            subject=handout.subtitle,
            author=", ".join(plain(author) for author in handout.authors),
            lang=self.locale.language,
            issued=handout.issued.isoformat(),
            group=handout.group,
            status=f"{self.words.version.format(version=handout.version)}  ·  {self.review_state()}",
            parts=(cover, *story, *self.glossary((cover, *told)), *visit, *self.sources(references), *self.back()),
            references=references,
        )

    # -------------------------------------------------------------- pages in order

    def cover(self) -> Cover:
        handout, words = self.handout, self.words
        figure = handout.cover.figure()
        status = (
            words.version.format(version=handout.version),
            words.issued.format(date=self.locale.day(handout.issued)),
            self.review_state(),
        )
        return Cover(
            handout.title,
            handout.subtitle,
            handout.purpose,
            figure,
            words.who_for,
            handout.audience,
            status,
            at=handout.cover.at,
        )

    def glance(self) -> Iterator[Part]:
        handout, words = self.handout, self.words
        yield Heading(words.at_a_glance, 2, "glance")
        yield Panel("message", words.main_message, (Paragraph(handout.message, "lead"),), at=handout.at)
        yield Facts(
            tuple(Fact(fact.icon, fact.label, fact.text, at=fact.at) for fact in handout.facts), at=handout.facts[0].at
        )
        yield Contents(words.contents, CONTENTS_FROM)

    def body(self) -> Iterator[Part]:
        for section in self.handout.sections:
            yield Heading(section.heading, 2, section.id, listed=True, at=section.at)
            yield from self.lower.parts(section.blocks)

    def talk(self) -> Iterator[Part]:
        handout, words = self.handout, self.words
        yield PageBreak()
        yield Heading(words.talk, 2, "talk", listed=True)
        yield Paragraph((Text(words.talk_intro),))
        ticks = tuple(Item((Text(question),), (FillIn((Field(""),)),), at=handout.at) for question in handout.questions)
        yield Items("tick", ticks)
        operation = handout.group == "procedure"
        yield Panel("control", words.what_we_talked_about, (FillIn(self.visit(operation)),))
        yield Heading(words.teach_back, 3)
        own_words = words.teach_back_operation if operation else words.teach_back_plan
        yield FillIn((Field(own_words, lines=2, grows=True),))

    def visit(self, operation: bool) -> tuple[Field, ...]:
        """Who talked with whom, and about what."""
        words = self.words
        with_whom = (Field(words.talked_with, width="half"), Field(words.date, width="half"))
        if not operation:
            return with_whom
        sides = (words.side_left, words.side_right, words.side_both)
        return (
            Field(words.surgeon),
            Field(words.side, options=sides, width="half"),
            Field(words.level, width="half"),
            *with_whom,
        )

    def help(self) -> Iterator[Part]:
        yield PageBreak()
        yield Heading(self.words.help, 2, "help", listed=True)
        yield from self.fragment("emergency")

    def glossary(self, told: tuple[Part, ...]) -> Iterator[Part]:
        """The words that were marked as terms, explained."""
        terms = dict.fromkeys(part.key for part in walk(told) if isinstance(part, Term))
        if terms:
            yield Heading(self.words.words, 2, "words")
            yield from GlossaryBlock(glossary=tuple(sorted(terms, key=str.lower))).parts(self.lower)

    def sources(self, references: tuple[Reference, ...]) -> Iterator[Part]:
        if references:
            yield PageBreak()
            yield Heading(self.words.sources, 2, "sources", listed=True)
            yield Paragraph((Text(self.words.sources_intro),), "small")
            yield References(references)

    def back(self) -> Iterator[Part]:
        words = self.words
        team = tuple(Team(team="clinic").parts(self.lower))
        if team:
            yield Heading(words.team, 2, "team")
            yield from team
        yield Heading(words.contact, 2, "contact")
        yield Panel("contact", self.lower.clinic.name, tuple(Contact(contact="clinic").parts(self.lower)))
        yield Heading(words.about, 2, "about")
        about: tuple[Part, ...] = (Paragraph(self.control(), "small"), *self.fragment("other-formats"))
        website = self.lower.clinic.website
        if not website:
            yield from about
            return
        scan = Paragraph((Text(f"{words.scan_code}."),), "small")
        yield Columns(((*about, scan), (Code(website),)), shares=(0.87, 0.13))

    # -------------------------------------------------------------- pieces

    def fragment(self, name: str) -> tuple[Part, ...]:
        blocks: tuple[Block, ...] = self.lower.fragments.get(name, ())
        return self.lower.parts(blocks)

    def references(self, told: tuple[Part, ...]) -> tuple[Reference, ...]:
        """The cited sources in the order of their first citation."""
        cited = tuple(dict.fromkeys(part.source for part in walk(told) if isinstance(part, Cite)))
        if not cited:
            return ()
        (references,) = SourcesBlock(sources=cited).parts(self.lower)
        assert isinstance(references, References)
        return references.entries

    def review_state(self) -> str:
        names = ", ".join(self.handout.reviewers)
        return self.words.reviewed.format(names=names) if names else self.words.draft

    def control(self) -> Spans:
        """What tells one printed copy from another, and who answers for it."""
        handout, words = self.handout, self.words
        reviewers = ", ".join(handout.reviewers)
        number = words.document.format(id=handout.id, language=self.locale.language)
        dates = (
            words.version.format(version=handout.version),
            words.issued.format(date=self.locale.day(handout.issued)),
            words.review_by.format(date=self.locale.day(handout.review_by)),
        )
        reviewer = Text(reviewers) if reviewers else Blank(words.blank.format(label=words.nobody_yet))
        authors = tuple(span for author in handout.authors for span in author)
        return (
            Text(f"{number}. {'. '.join(dates)}. "),
            Strong(f"{words.written_by}: "),
            *authors,
            Text(". "),
            Strong(f"{words.reviewed_by}: "),
            reviewer,
        )
