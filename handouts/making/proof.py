"""The proof copy: the brochure for whoever reviews it with a pen, sources and findings in its
margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..checks import Copy, Finding, judge
from ..checks.clarity import Answer, answers
from ..checks.reading.passages import everything
from ..clinic.fill import fill, waiting
from ..meaning.document import (
    Banner,
    Contents,
    Cover,
    Document,
    Field,
    FillIn,
    Group,
    Heading,
    Item,
    Items,
    Noted,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
)
from ..meaning.levels import levelled, titles
from ..meaning.naming import named
from ..meaning.spans import Spans, Strong, Text
from ..signing.standing import Standing
from ..signing.versions import SUBJECT
from ..source.problems import Problems
from ..source.values import replace
from ..views.alone import alone
from ..views.base import SECTION, View
from ..views.plan import blank
from .copies import copy_of, switches_of
from .margin import folded, sources_of
from .site import Clinic
from .workshop import Workshop


def proofread(
    shop: Workshop, clinic: Clinic, slug: str, language: str, day: date, stands: Standing
) -> Document:
    """The proof copy, with what the rules find in its text on a day, and how far the text may be
    trusted. Raises ``Problems``."""
    copy, problems = copy_of(shop, clinic, slug, language, day)
    switches, faults = switches_of(shop)
    if copy is None or problems or faults:
        raise Problems((*problems, *faults))
    found, _ = switches.kept(judge([copy], pages=False, library=False), whole=False)
    return proof(copy, stands, found, answers(copy, found))


def proof(
    copy: Copy, stands: Standing, findings: tuple[Finding, ...], answers: tuple[Answer, ...]
) -> Document:
    """The proof copy of a handout; of ``answers``, those that need a person are asked on the page
    to sign."""
    return _Proof(copy, stands, findings, answers).document()


class _Proof(View):
    def __init__(
        self,
        copy: Copy,
        stands: Standing,
        findings: tuple[Finding, ...],
        answers: tuple[Answer, ...],
    ) -> None:
        super().__init__(copy.handout, copy.lower)
        self.copy, self.stands, self.findings = copy, stands, findings
        self.asked = tuple(answer for answer in answers if answer.verdict == "person")
        self.placed: set[Finding] = set()

    def document(self) -> Document:
        told = self.copy.document
        parts = (*self.opening(told), *self.noted(told.parts), *self.elsewhere())
        status, brief = self.copy_status(told.status), self.copy_status(told.brief)
        named = sum(1 for _ in titles(told.parts))
        parts = levelled((*parts, *self.sign_off()), named=named)
        return replace(told, parts=parts, status=status, brief=brief, spare=())

    def copy_status(self, told: Spans) -> Spans:
        """Which copy this is; what stands after the version of the handout stays."""
        version = self.words.proof.format(version=self.copy.state.version)
        return (Text(f"{version}{self.locale.signs.apart}"), *told[1:])

    # -------------------------------------------------------------- text with its notes

    def opening(self, told: Document) -> Iterator[Part]:
        """The cover as running text, with what this copy is for."""
        cover = next(part for part in told.parts if isinstance(part, Cover))
        status = self.copy_status(self.copy.document.status)
        yield Banner(cover.kind, cover.title, cover.subtitle, cover.whose, status, at=cover.at)
        yield Paragraph((Text(self.words.proof_use),))
        if self.stands.machine or self.stands.older:  # the foot has no room for it
            yield Paragraph((Strong(self.stands.told(self.locale)),))
        yield from self.noted(
            (
                cover.figure,
                Paragraph((Text(cover.purpose),), at=cover.at),
                Heading(cover.audience_title, 2, "cover"),
                Paragraph(cover.audience, at=cover.at),
            )
        )

    def noted(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        """Each part with the id of its section, the sources of its numbers, and what the rules
        found."""
        section, first = "cover", False
        for part in parts:
            match part:
                case Cover() | Contents():
                    continue
                case Heading(id=name, level=2):
                    section, first = name, True
                    yield part
                case Heading() | PageBreak():
                    yield part
                case Group(parts=inner) if any(isinstance(one, Heading) for one in inner):
                    yield from self.noted(inner)
                case References():
                    yield part
                case _:
                    notes = (*self.of_section(section, first), *self.of_part(part, section))
                    yield Noted(part, notes, at=part.at) if notes else part
                    first = False

    def of_section(self, section: str, first: bool) -> Iterator[Spans]:
        if first and section:
            yield (Strong(f"#{section}"),)
            whole = (one for one in self.findings if one.section == section and not one.quote)
            yield from self.told(whole)

    def of_part(self, part: Part, section: str) -> Iterator[Spans]:
        passages = tuple(everything(part))
        for source, numbers in sources_of(part, passages).items():
            entry = self.lower.sources.root[source]
            who = f"{entry.organisation}, {entry.year}" if entry.year else entry.organisation
            yield Strong(f"{', '.join(numbers)}: " if numbers else ""), Text(f"{source}, {who}")
        texts = " ".join(passage.text for passage in passages)
        quoted = (one for one in self.findings if one.quote and one.section in (section, ""))
        yield from self.told(one for one in quoted if one.quote in texts)

    def told(self, findings: Iterable[Finding]) -> Iterator[Spans]:
        """What each rule found, once for all that differ in one name."""
        by_rule: dict[str, list[str]] = {}
        for finding in findings:
            self.placed.add(finding)
            by_rule.setdefault(finding.problem.rule, []).append(finding.problem.message)
        for rule, messages in by_rule.items():
            for message, count in folded(messages, self.locale.signs.list):
                often = f" ({count})" if count > 1 else ""
                yield Strong(f"{rule}{often}: "), Text(message)

    # -------------------------------------------------------------- what no booklet says

    def elsewhere(self) -> Iterator[Part]:
        """What is signed and stands in no booklet, as shorter papers print it: the signs of a slip
        where they are others, the card, sections in short; then the page for a patient."""
        told = (*self.on_slip(), *self.on_card(), *self.in_short())
        yield from self.shorter(self.filled(told))
        page = self.of_a_patient()
        if page:
            yield PageBreak()
            yield page[0]
            yield Noted(page[1], tuple(self.of_section(SUBJECT, first=True)))
            yield from page[2:]

    def shorter(self, told: tuple[Part, ...]) -> Iterator[Part]:
        if not told:
            return
        yield PageBreak()
        yield Heading(self.words.proof_short, SECTION, "editions")
        notes = tuple(self.of_section("editions", first=True))
        yield Noted(Paragraph((Text(self.words.proof_short_use),)), notes)
        yield from led(tuple(self.shortened(told)))

    def shortened(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        """Parts that other papers print, with what stands beside them; the name of where they are
        signed again at a new heading of a section."""
        label: tuple[Spans, ...] = ()
        for part in parts:
            if isinstance(part, Heading):
                label = ((Strong("#editions"),),) if part.id else ()
                yield part
                continue
            notes, label = (*label, *self.of_part(part, "editions")), ()
            for one in alone((part,)):
                yield Noted(one, notes, at=part.at) if notes else one
                notes = ()

    def on_slip(self) -> tuple[Part, ...]:
        card = self.card()
        slip = tuple(one for one in self.fragment(self.closing.slip) if one not in card)
        return slip if any(isinstance(one, Panel) for one in slip) else ()

    def in_short(self) -> Iterator[Part]:
        for section in self.handout.sections:
            if section.short:
                yield Heading(section.heading, SECTION + 1, at=section.at)
                yield from self.lower.parts(section.short)

    def on_card(self) -> Iterator[Part]:
        if card := self.card():
            yield Heading(self.locale.called(self.handout.title, "card"), SECTION + 1, "card")
            yield from card

    def card(self) -> tuple[Part, ...]:
        """What stands on the card, front and back."""
        return self.fragment(self.handout.card.fragment) if self.handout.card else ()

    def of_a_patient(self) -> tuple[Part, ...]:
        """What the page for a patient says with nothing filled in."""
        fields = self.lower.subject.asked((self.handout.group,), self.words.patient)
        return blank(fields, SUBJECT, self.lower)

    def filled(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Parts with the facts of the clinic in their places."""
        asking = replace(self.copy.document, parts=parts, asking=waiting(parts), cites=())
        return fill(asking, self.copy.facts.known, self.locale).parts

    # -------------------------------------------------------------- the page to sign

    def sign_off(self) -> Iterator[Part]:
        words = self.words
        yield PageBreak()
        yield Heading(words.sign_off, 2, "sign-off")
        yield Paragraph(
            (
                Text(
                    words.sign_off_text.format(
                        title=self.handout.title, version=self.copy.state.version
                    )
                ),
            )
        )
        rest = tuple(finding for finding in self.findings if finding not in self.placed)
        if rest:
            yield Heading(words.findings, 3)
            yield Items("bullet", tuple(map(Item, self.told(rest))))
        if self.asked:
            yield Heading(words.asked, 3)
            yield Items("bullet", tuple(self.question(one) for one in self.asked))
        options = (words.approved, words.approved_changed, words.not_approved)
        decision = Items("choice", tuple(Item((Text(option),)) for option in options))
        name, role = Field(words.name, name="review.name"), Field(words.role, name="review.role")
        signature = Field(words.signature, width="half", name="review.signature")
        day = Field(words.date, width="half", name="review.date")
        filled = FillIn((name, role, signature, day))
        yield Group(
            (Heading(words.signed, 3), Paragraph((Text(words.decision),)), decision, filled)
        )

    def question(self, answer: Answer) -> Item:
        words = self.words
        spans = (Strong(f"{answer.item}: "), Text(f"{answer.ask} {answer.evidence}"))
        options, name = (words.yes, words.no), named("review", answer.item)
        field = Field(words.answer, options=options, name=name, choose="one")
        return Item(spans, (FillIn((field,)),))


def led(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Parts, of which a heading, the paragraph below it and what that leads to stay together."""
    number = 0
    while number < len(parts):
        three = parts[number : number + 3]
        kinds = [type(one.part if isinstance(one, Noted) else one) for one in three]
        whole = kinds[:2] == [Heading, Paragraph] and kinds[2:] not in ([], [Heading], [Paragraph])
        yield Group(three) if whole else three[0]
        number += 3 if whole else 1
