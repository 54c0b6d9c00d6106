"""Part -> boxes and structure elements, in reading order. Here it is decided how each part looks and is tagged."""

from __future__ import annotations

from typing import assert_never

from ...document import (
    Blank,
    Cite,
    Code,
    Columns,
    Contents,
    Cover,
    Definition,
    Definitions,
    Document,
    Facts,
    Figure,
    FillIn,
    Foreign,
    Group,
    Heading,
    IconArray,
    Items,
    Link,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
    Spans,
    Steps,
    Strong,
    Table,
    Term,
    Text,
    Timeline,
    citation,
    term_id,
    walk,
)
from ...problems import Problem, Where
from . import charts, forms, lists, panels
from .boxes import Beside, Box, Stack, TextBox, height
from .gallery import Gallery
from .lines import Style, Token, lengthened, longest, set_lines, tokens
from .look import COLUMN_GAP, HALF, Look
from .pictures import figure_box
from .sheet import Inline
from .tables import table_box
from .tags import Element


class Story:
    """Writes the boxes of a document, chapter by chapter, and its structure tree."""

    def __init__(self, document: Document, look: Look, figures: Gallery, icons: Gallery, width: float) -> None:
        self.document, self.look, self.figures, self.icons = document, look, figures, icons
        self.width = width
        self.measure = min(width, look.edition.measure)
        self.root = Element("Document")
        self.cover = self.root  # the element of the cover, once there is one
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}
        self.explained = {entry.id for entry in walk(document.parts) if isinstance(entry, Definition)}
        self.problems: list[Problem] = []
        self.at: Where | None = None  # of the part being set
        self.cut: dict[tuple[int, float, str], tuple[Spans, list[Token]]] = {}

    def fail(self, at: Where | None, message: str, hint: str = "") -> None:
        """Reports what cannot be set, once for each place."""
        if any(problem.where == at for problem in self.problems):
            return
        self.problems.append(Problem(at or Where("?"), message, hint))

    def chapters(self) -> tuple[Cover | None, list[list[Part]]]:
        """The parts of each chapter; the cover apart."""
        title: Cover | None = None
        chapters: list[list[Part]] = [[]]
        for part in self.document.parts:
            if isinstance(part, Cover):
                title = part
                self.cover = self.root.add("Sect")
            elif isinstance(part, PageBreak):
                chapters.append([])
            else:
                chapters[-1].append(part)
        return title, chapters

    # -------------------------------------------------------------- words

    def text(
        self, spans: Spans, style: Style, element: Element | None, width: float, *, balanced: bool = False
    ) -> TextBox:
        """One paragraph set to ``width`` points."""
        items = self.tokens(spans, style)
        if longest(items) > width + 0.5:
            self.fail(self.at, "a word here is too long for its line", "use a shorter word, or part it with a hyphen")
        if isinstance(spans[-1], Blank):
            items = lengthened(items, style, width)
        inlines = {}
        if len(spans) > 1 or not isinstance(spans[0], Text):
            inlines = {index: inline for index, span in enumerate(spans) if (inline := self.inline(span))}
        return TextBox(set_lines(items, style, width, balanced), style, element, inlines)

    def tokens(self, spans: Spans, style: Style) -> list[Token]:
        """Cut once, though measured and then set."""
        key = (id(spans), style.size, style.regular.name)
        found = self.cut.get(key)
        if found is None:
            found = self.cut[key] = (spans, tokens(spans, style, self.numbers))
        return found[1]

    def inline(self, span: object) -> Inline | None:
        match span:
            case Link(text, target):
                return Inline("Link", target, text, look="link")
            case Cite(source):
                number = citation(self.numbers[source])
                return Inline("Link", f"#ref-{source}", number, look="cite")
            case Term(text, key):
                target = term_id(key)
                known = target in self.explained
                return Inline("Link" if known else "Span", f"#{target}" if known else "", text, look="term")
            case Foreign(_, lang):
                return Inline("Span", lang=lang)
            case Blank(label):
                return Inline("Span", actual=label, look="blank")
        return None

    def plain(self, text: str, style: Style, element: Element | None, width: float, balanced: bool = False) -> TextBox:
        return self.text((Text(text),), style, element, width, balanced=balanced)

    # -------------------------------------------------------------- parts

    def parts(self, parts: tuple[Part, ...], parent: Element, width: float) -> list[Box]:
        return [box for part in parts for box in self.part(part, parent, width)]

    def part(self, part: Part, parent: Element, width: float) -> list[Box]:  # noqa: PLR0911, PLR0912
        self.at = part.at or self.at
        match part:
            case Heading():
                return [self.heading(part, parent, width)]
            case Paragraph(spans=spans, role=role):
                style = {"body": self.look.body, "lead": self.look.lead, "small": self.look.small}[role]
                box = self.text(spans, style, parent.add("P"), min(width, self.measure))
                box.before = box.after = HALF * 0.8
                if all(isinstance(span, Strong) and span.text.endswith(":") for span in spans):  # a heading of sorts
                    box.before, box.keep = HALF * 1.5, True
                return [box]
            case Items():
                return lists.items(self, part, parent, width)
            case Steps():
                return lists.steps(self, part, parent, width)
            case Figure():
                return [figure_box(self, part, parent, width)]
            case Table():
                return [table_box(self, part, parent, width)]
            case Panel():
                return [panels.panel(self, part, parent, width)]
            case Columns():
                return [self.columns(part, parent, width)]
            case IconArray():
                return [charts.icon_array(self, part, parent, width)]
            case Timeline():
                return charts.timeline(self, part, parent, width)
            case FillIn():
                return forms.fill_in(self, part, parent, width)
            case Facts():
                return panels.facts(self, part, parent, width)
            case Definitions():
                return lists.definitions(self, part, parent, width)
            case References():
                return lists.references(self, part, parent, width)
            case Code():
                return [charts.code(self, part, parent)]
            case Group(parts=inner):
                return [Stack(self.parts(inner, parent, width), before=HALF, after=HALF)]
            case Contents() | Cover() | PageBreak():
                return []  # whole pages are the business of pages.py
            case _:
                assert_never(part)

    def heading(self, part: Heading, parent: Element, width: float) -> Box:
        style, before, after = {
            2: (self.look.section, 2.6 * HALF, 0.7 * HALF),
            3: (self.look.sub, 2 * HALF, 0.5 * HALF),
        }.get(part.level, (self.look.strong, 1.4 * HALF, 0.4 * HALF))
        box = self.plain(part.text, style, parent.add(f"H{part.level}"), min(width, self.measure), balanced=True)
        box.before, box.after, box.keep, box.whole = before, after, True, True
        box.place, box.breaks = part.id, frozenset()
        return box

    def columns(self, part: Columns, parent: Element, width: float) -> Box:
        count = len(part.columns)
        shares = part.shares or (1 / count,) * count
        widths = [(width - COLUMN_GAP * (count - 1)) * share for share in shares]
        pairs = zip(part.columns, widths, strict=True)
        columns = [self.parts(column, parent.add("Div"), wide) for column, wide in pairs]
        stacks = [b[0] if len(b) == 1 and isinstance(b[0], Stack) else Stack(b) for b in columns]
        tallest = max(height(stack) for stack in stacks)
        for stack in stacks:
            if stack.behind:  # panels beside each other end together
                stack.rows = (tallest,)
        places = [(sum(widths[:i]) + i * COLUMN_GAP, stack) for i, stack in enumerate(stacks)]
        return Beside(places, before=1.3 * HALF, after=1.3 * HALF)
