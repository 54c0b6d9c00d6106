"""Part -> elements, in reading order: the one place that knows every kind of part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from ...content.brand import ICONS
from ...meaning.document import (
    Banner,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Facts,
    Figure,
    FillIn,
    GridPart,
    Group,
    Heading,
    HoldingPart,
    IconArray,
    Items,
    Ladder,
    Noted,
    PageBreak,
    PagePart,
    Panel,
    Paragraph,
    Part,
    PicturePart,
    ProsePart,
    References,
    Stage,
    Steps,
    Strip,
    Table,
    Timeline,
    WaitingPart,
)
from ...meaning.parts import UNFILLED, headings
from ...meaning.spans import Cite, Spans, Text, citation, cited_id, plain, source_id
from ...screens.icons import Icons
from ...source.elements import NOTHING, Markup, classes, element, joined
from .figures import Figures
from .forms import Forms
from .people import people
from .tables import table
from .words import Words


class Story:
    """The parts of one document on their way to a page."""

    def __init__(self, words: Words, figures: Figures, icons: Icons) -> None:
        self.words, self.figures, self.icons = words, figures, icons
        self.forms = Forms(words)
        self.listed = [one for one in headings(words.document.parts) if one.listed]
        self._placed: set[str] = set()

    def parts(self, parts: Iterable[Part]) -> Markup:
        return joined(*map(self.part, parts))

    def place(self, name: str) -> str | None:
        """Where links to ``name`` lead: as on paper, to the first place of that name alone."""
        if not name or name in self._placed:
            return None
        self._placed.add(name)
        return name

    def part(self, part: Part) -> Markup:
        if isinstance(part, ProsePart):
            return self.prose(part)
        if isinstance(part, PicturePart):
            return self.picture(part)
        if isinstance(part, GridPart):
            return self.grid(part)
        if isinstance(part, HoldingPart):
            return self.holding(part)
        if isinstance(part, WaitingPart):
            raise TypeError(UNFILLED)
        return self.page(part)

    # ------------------------------------------------------------------ words

    def prose(self, part: ProsePart) -> Markup:
        match part:
            case Heading(text=text, level=level, id=place, icon=icon):
                shown = self.icons.icon(icon) if icon else NOTHING
                return element(f"h{level}", shown, self.words.plain(text), id=self.place(place))
            case Paragraph(spans=spans, role=role):
                class_ = None if role == "body" else role
                return element("p", self.words.spans(spans), class_=class_)
            case Items():
                return self.items(part)
            case Steps(items=items):
                entries = (
                    element(
                        "li", element("p", self.words.spans(item.spans)), self.parts(item.parts)
                    )
                    for item in items
                )
                return element("ol", *entries, class_="steps")
            case Definitions(entries=entries):
                told = (
                    element(
                        "div",
                        element("dt", entry.term, id=self.place(entry.id)),
                        element("dd", self.words.spans(entry.spans)),
                    )
                    for entry in entries
                )
                return element("dl", *told, class_="words")
            case References():
                return self.references(part)
            case _:
                assert_never(part)

    def items(self, part: Items) -> Markup:
        inside = {number: self.parts(item.parts) for number, item in enumerate(part.items)}
        if part.kind != "bullet":
            return self.forms.ticks(part, inside)
        entries = (
            element("li", self.words.spans(item.spans), inside[number])
            for number, item in enumerate(part.items)
        )
        return element("ul", *entries)

    def references(self, part: References) -> Markup:
        """Sources with the numbers they are cited by; each leads back to its first citation."""
        entries = []
        for number, entry in enumerate(part.entries, 1):
            told = joined(citation(number))
            if entry.id in self.words.known:
                back = f"#{cited_id(entry.id)}"
                told = element("a", told, href=back, title=entry.back or None)
            address = self.words.linked(entry.shown, entry.address) if entry.address else NOTHING
            place = self.place(source_id(entry.id))
            text = self.words.given(entry.text)
            entries.append(element("li", told, " ", text, " ", address, id=place))
        return element("ul", *entries, class_="sources", role="list")

    # ------------------------------------------------------------------ pictures

    def picture(self, part: PicturePart) -> Markup:
        match part:
            case Figure():
                return self.figures.figure(part)
            case Strip(shown=figures):
                return self.figures.row(figures)
            case IconArray():
                yes, no = (self.bare(spans) for spans in (part.yes, part.no))
                group = (
                    element("p", self.words.spans(part.group), class_="small")
                    if part.group
                    else NOTHING
                )
                return joined(people(part, yes, no), group)
            case Code(data=data, words=words):
                told = element("p", words, class_="small") if words else NOTHING
                return joined(told, element("p", self.words.linked(data, data)))
            case _:
                assert_never(part)

    def bare(self, spans: Spans) -> Markup:
        """Words that are seen and not heard: nothing in them leads anywhere."""
        kept = (
            Text(citation(self.words.numbers[span.source])) if isinstance(span, Cite) else span
            for span in spans
        )
        number, *rest = kept
        return joined(element("b", plain((number,))), plain(tuple(rest)))

    # ------------------------------------------------------------------ tables and fields

    def grid(self, part: GridPart) -> Markup:
        match part:
            case Table():
                return table(part, self.words, self.forms)
            case Facts(items=facts):
                cards = (
                    element(
                        "div",
                        element("dt", self.icons.icon(fact.icon), fact.label),
                        element("dd", self.words.spans(fact.spans)),
                    )
                    for fact in facts
                )
                return element("dl", *cards, class_="facts")
            case FillIn():
                return self.forms.fill_in(part)
            case Timeline(stages=stages):
                return self.stages(stages, "timeline")
            case Ladder(stages=stages):
                return self.stages(stages, "ladder")
            case _:
                assert_never(part)

    def stages(self, stages: tuple[Stage, ...], class_: str) -> Markup:
        entries = (
            element("li", element("p", stage.when, class_="when"), self.parts(stage.parts))
            for stage in stages
        )
        return element("ul", *entries, class_=class_, role="list")

    # ------------------------------------------------------------------ what holds parts

    def holding(self, part: HoldingPart) -> Markup:
        match part:
            case Panel():
                return self.panel(part)
            case Columns(columns=columns):
                cells = (element("div", self.parts(column)) for column in columns)
                located = "located" if self.figures.locates(columns[0]) else ""
                return element("div", *cells, class_=classes("columns", located))
            case Group(parts=parts):
                return self.parts(parts)
            case Noted(part=noted, notes=notes):
                told = (element("p", self.words.spans(note)) for note in notes)
                return joined(self.part(noted), element("div", *told, class_="small"))
            case _:
                assert_never(part)

    def panel(self, part: Panel) -> Markup:
        head = NOTHING
        if part.title:
            icon = self.icons.icon(ICONS[part.role]) if ICONS[part.role] else NOTHING
            tag = f"h{part.level}" if part.level else "p"
            head = element(tag, icon, self.words.plain(part.title), id=self.place(part.id))
        body = element("div", self.parts(part.parts))
        return element("section", head, body, class_=f"panel {part.role}")

    # ------------------------------------------------------------------ whole pages

    def page(self, part: PagePart) -> Markup:
        match part:
            case Cover():
                return self.cover(part)
            case Banner():
                inside = (
                    self.icons.logo(plain(part.whose)),
                    element("p", part.kind, class_="kind"),
                    element("h1", part.title, id="title"),
                    element("p", part.subtitle, class_="subtitle"),
                    element("p", self.words.spans(part.status), class_="status"),
                    *map(self.part, part.scan),
                )
                return element("div", *inside, class_="cover")
            case Contents():
                return self.contents(part)
            case PageBreak():
                return NOTHING
            case _:
                assert_never(part)

    def cover(self, part: Cover) -> Markup:
        titles = (
            self.icons.logo(plain(part.whose)),
            element("p", part.kind, class_="kind"),
            element("h1", part.title, id="title"),
            element("p", part.subtitle, class_="subtitle"),
        )
        picture = self.figures.figure(part.figure)
        about = (
            element("p", part.purpose, class_="lead"),
            element("p", element("strong", part.audience_title)),
            element("p", self.words.spans(part.audience)),
            element("p", self.words.spans(part.status), class_="status"),
            *map(self.part, part.scan),
        )
        parts = (element("div", *titles), picture, element("div", *about))
        return element("div", *parts, class_="cover")

    def contents(self, part: Contents) -> Markup:
        entries = part.entries or tuple((one.id, one.text) for one in self.listed)
        links = (element("li", element("a", text, href=f"#{place}")) for place, text in entries)
        title = element(f"h{part.level or 2}", part.title, id="page:contents")
        inside = (title, element("ol", *links, role="list"))
        return element("nav", *inside, aria_labelledby="page:contents")
