"""What setting a part needs: look, pictures and room; how words become lines; where problems are
told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from operator import attrgetter
from typing import TypedDict, Unpack, get_args

from ....content.brand import BRAND
from ....meaning.document import Definitions, Document, Heading, Part
from ....meaning.naming import DETAILS, OWN, named, of_fact
from ....meaning.parts import cites, every
from ....meaning.shorts import pattern
from ....meaning.spans import (
    Blank,
    Cite,
    Foreign,
    Given,
    Link,
    Short,
    Span,
    Spans,
    Strong,
    Term,
    Text,
    Turn,
    citation,
    cited_id,
    source_id,
    term_id,
)
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo, Picture
from ....source.problems import Problem, Where
from ....source.rows import NamedTuple
from ....source.values import replace
from ....source.wide import wide
from ..boxes.box import Box
from ..boxes.kinds import Marker, TextBox
from ..ink.marks import Inline
from ..ink.tags import Branch
from ..look import Look
from ..text.cutting import tokens
from ..text.kept import Cut, Kept
from ..text.lines import Style, Token

# what a span is made of: its kind, and what that says
TOLD = {kind: attrgetter("__class__", *kind.__match_args__) for kind in get_args(Span)}
WORDS = (Text, Strong)  # what an abbreviation may stand in
NONE: tuple[int, ...] = ()  # numbers of no sources
SPARE = 0.5  # points: what nobody sees that it is too long


class Pictures(NamedTuple):
    """Figures and icons by name, and the logo."""

    figures: Mapping[str, Drawing | Photo | None]  # nothing where one is missing or broken
    icons: Mapping[str, Drawing | Photo | None]
    logo: Picture


class Said(TypedDict, total=False):
    """What can be said of the box of a paragraph (``TextBox``)."""

    before: float
    after: float
    keep: bool
    indent: float
    place: str
    marker: Marker | None
    centred: float
    whole: bool
    across: float


class Context:
    """What part functions are given. ``part`` sets a part of any kind: parts that hold others need
    it."""

    def __init__(
        self,
        document: Document,
        look: Look,
        pictures: Pictures,
        room: tuple[float, float],
        part: Callable[[Context, Part, Branch, float], list[Box]],
        kept: Kept,
    ) -> None:
        self.look = look
        self.pictures, self.kept = pictures, kept
        self.figures, self.icons, self.logo = pictures
        self.width, self.depth = room  # of the type area, in points
        self.measure = min(self.width, look.edition.measure)
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}
        self.named = {entry.id: entry.named for entry in document.references}
        self.every = list(every(document.parts))
        cited = {source for one in self.every for source in cites(one)}
        lists = [one for one in self.every if type(one) is Definitions]
        self.explained = {entry.id for one in lists for entry in one.entries}
        self.backs = {
            f"#{cited_id(entry.id)}": entry.back
            for entry in document.references
            if entry.id in cited
        }
        self.headings = [one for one in self.every if type(one) is Heading]
        self.sections = {f"#{one.id}" for one in self.headings if one.id}
        self.continued = document.continued
        self.on_page = document.on_page if look.edition.furniture else ""
        self.told = document.told
        self.short = dict(document.short_forms)
        self.shorts = pattern(self.short) if self.short else None
        # those that no other is in: their letters are in each text that has any
        self.hints = [one for one in self.short if sum(other in one for other in self.short) == 1]
        self.problems: list[Problem] = []
        self.at: Where | None = None  # of the part being set
        self.inside = False  # whether it stands in a panel that warns
        self.answers = True  # whether there are fields, or only what they ask for
        self.beside = False  # whether another language stands beside it, line by line
        # the element of what the foot of the first page says, where it is heard
        self.stated: int | None = None
        self._part = part

    @property
    def given(self) -> tuple[object, ...]:
        """All of a document that has a say in how one of its parts is set."""
        facts = self.numbers, self.named, self.explained, self.backs, self.sections
        texts = self.on_page, self.short, self.continued
        return (self.look, self.pictures, self.width, self.depth, *texts, *facts)

    @property
    def told_of(self) -> tuple[str, ...]:
        """The same in words, for another run: what is compared there as it is here."""
        texts = self.on_page, sorted(self.short.items()), self.continued, self.told
        facts = self.numbers, self.named, sorted(self.explained), self.backs, sorted(self.sections)
        return (*self.look.made_of, repr((self.width, self.depth, texts, facts)))

    def fail(self, at: Where | None, message: str, hint: str = "") -> None:
        """Reports what cannot be set, once for each place; where none is known, once in the same
        words."""
        where = at or Where("?")
        if not any(one.where == where and (at or one.message == message) for one in self.problems):
            self.problems.append(Problem(where, message, hint))

    def unfit(self, at: Where | None, message: str, hint: str) -> None:
        """Reports what there is no room for; in large type that may be the brand's doing."""
        brand = self.look.brand
        if names := brand.type.larger:
            file = brand.at.shown if brand.at else BRAND
            told = ", ".join(names)
            return self.fail(at, message, f"{hint}; or make the type of {file} smaller ({told})")
        return self.fail(at, message, hint)

    def parts(self, parts: tuple[Part, ...], parent: Branch, width: float) -> list[Box]:
        """The boxes of parts inside another."""
        return [box for part in parts for box in self._part(self, part, parent, width)]

    # -------------------------------------------------------------- words

    def plain(
        self,
        text: str,
        style: Style,
        element: Branch | None,
        width: float,
        *,
        balanced: bool = False,
        **given: Unpack[Said],
    ) -> TextBox:
        return self.text((Text(text),), style, element, width, balanced=balanced, **given)

    def text(
        self,
        spans: Spans,
        style: Style,
        element: Branch | None,
        width: float,
        *,
        balanced: bool = False,
        **given: Unpack[Said],
    ) -> TextBox:
        """One paragraph set to ``width`` points; what else is ``given`` is said of its box."""
        if element:
            spans = self.expanded(spans)
            if self.on_page and Link in map(type, spans):
                spans = self.paged(spans)
        cut = self.cut(spans, style)
        drawn_out = type(spans[-1]) is Blank
        lines = cut.lines(style, width, balanced=balanced, drawn_out=drawn_out)
        if cut.overfull(width + SPARE, lines):
            facts = (span.fact for span in spans if isinstance(span, Given))
            name = next(filter(None, facts), "").removesuffix(OWN)
            whose = f"of '{name}'" if name else "here"
            hint = "use a shorter word, or part it with a hyphen"
            self.unfit(self.told_at(spans), f"a word {whose} is too long for its line", hint)
        inlines = {
            index: inline
            for index, span in enumerate(spans)
            if type(span) not in WORDS and (inline := self.inline(span))
        }
        number = element.number if element else None
        return TextBox(lines, style, number, inlines, **given)

    def expanded(self, spans: Spans) -> Spans:
        """The same words, abbreviations apart with what they stand for."""
        shorts = self.shorts
        if not shorts:
            return spans
        for span in spans:
            if type(span) is Text or type(span) is Strong:
                text = span.text
                for one in self.hints:  # that takes a tenth of the time of looking for words
                    if one in text and shorts.search(text):
                        return tuple(one for span in spans for one in self._parted(span, shorts))
        return spans

    def paged(self, spans: Spans) -> Spans:
        """The same words, and behind each link to a section on which page that is."""
        return tuple(self._turned(spans))

    def _turned(self, spans: Spans) -> Iterator[Span]:
        # a bracket of full width has its own air
        text = self.on_page if wide(self.on_page[0]) else f" {self.on_page}"
        for span, after in zip_longest(spans, spans[1:]):
            yield span
            if isinstance(span, Link) and span.target in self.sections:
                yield Turn(text, span.target, getattr(after, "text", "")[:1])

    def _parted(self, span: Span, shorts: re.Pattern[str]) -> Iterator[Span]:
        if not isinstance(span, WORDS) or not shorts.search(span.text):
            yield span
            return
        strong = isinstance(span, Strong)
        for number, text in enumerate(shorts.split(span.text)):
            if number % 2:
                yield Short(text, self.short[text], strong)
            elif text:
                yield replace(span, text=text)

    def tokens(self, spans: Spans, style: Style) -> list[Token]:
        """The tokens of a paragraph."""
        return self.cut(spans, style).tokens

    def cut(self, spans: Spans, style: Style) -> Cut:
        """A paragraph, cut into tokens: its lines are a matter of width."""
        if self.kept.private(spans):
            return self.kept.watched(spans, style, lambda spans: tokens(spans, style, self.numbers))
        # all that tokens depend on, as texts: they know their hashes
        if len(spans) == 1 and type(spans[0]) in WORDS:
            told, cited = TOLD[type(spans[0])](spans[0]), NONE
        else:
            told = tuple([TOLD[type(span)](span) for span in spans])
            cited = tuple([self.numbers[span.source] for span in spans if type(span) is Cite])
        key = told, style.regular, style.bold, style.size, style.ties.language, cited
        return self.kept.cut(key, style, lambda: tokens(spans, style, self.numbers))

    def inline(self, span: object) -> Inline | None:  # noqa: PLR0911  (one for each kind of span)
        """The element of its own that a span is, if it is one."""
        match span:
            case Link(_, target) if target in self.backs:
                back = self.backs[target]
                return Inline("Link", target, back, alt=back, look="back")
            case Link(text, target):
                return Inline("Link", target, text, look="link")
            case Cite(source):
                told = self.named[source] or citation(self.numbers[source])
                return Inline("Link", f"#{source_id(source)}", told, alt=told, look="cite")
            case Term(text, key):
                target = term_id(key)
                known = target in self.explained
                tag, goal = ("Link", f"#{target}") if known else ("Span", "")
                expansion = self.short.get(text, "")
                return Inline(tag, goal, text, look="term", expansion=expansion)
            case Short(text, expansion):
                return Inline("Span", words=text, expansion=expansion)
            case Foreign(_, lang):
                return Inline("Span", lang=lang)
            case Blank(label, fact, asked):
                return self._blank(label, of_fact(fact) if fact else named("cell", asked or label))
            case Turn(text, target, after):
                return Inline("", target, text, look="page", after=after)
            case Given(text, target=target) if target:
                return Inline("Link", target, text, look="link")
        return None

    def _blank(self, label: str, name: str) -> Inline:
        """A line to write on: a field, but on paper, or where another language has it, words that
        say what is to be written."""
        if self.look.edition.on_paper or not self.answers:
            return Inline("Span", words=label, actual=label, look="blank")
        return Inline("Form", words=label, look="blank", name=name)

    def told_at(self, spans: Spans) -> Where | None:
        """Where words come from: from what is told of a patient, from the facts of a clinic, or
        from the part being set."""
        names = (span.fact for span in spans if isinstance(span, Given))
        facts = (DETAILS if name.endswith(OWN) else self.told.get(name) for name in names)
        return next(filter(None, facts), self.at)
