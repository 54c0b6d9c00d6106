"""Part -> boxes and structure elements, in reading order. Here it is decided how each part looks and is tagged."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from ...document import (
    Banner,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Document,
    Each,
    Facts,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    Noted,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
    Steps,
    Strip,
    Table,
    Timeline,
    When,
)
from ...parts import UNFILLED, walk
from ...pictures.drawing import Drawing
from ...pictures.gallery import Gallery
from ...problems import Problem, Where
from ...spans import Blank, Cite, Foreign, Given, Link, Spans, Strong, Term, Text, citation, term_id
from . import charts, forms, lists, notes, panels
from .banner import banner
from .boxes import Beside, Box, Stack, TextBox, height
from .lines import Style, Token, lengthened, longest, set_lines, tokens
from .look import COLUMN_GAP, HALF, Look
from .pictures import pictures
from .sheet import Inline
from .tables import table_box
from .tags import Element

PICTURE = 0.68  # the width of a column of pictures, as a share of a column of words beside it
SHARES = (0.5, 0.47, 0.53, 0.44, 0.56, 0.41, 0.59)  # of the width: what the first of two columns of panels may take
NARROW = 60.0  # points: columns narrower than that stand one below the other


class Story:
    """Writes the boxes of a document, chapter by chapter, and its structure tree."""

    def __init__(
        self,
        document: Document,
        look: Look,
        figures: Gallery,
        icons: Gallery,
        logo: Drawing,
        area: tuple[float, float],
    ) -> None:
        self.document, self.look, self.figures, self.icons, self.logo = document, look, figures, icons, logo
        self.width, self.depth = area  # of the type area, in points
        self.measure = min(self.width, look.edition.measure)
        self.root = Element("Document")
        self.cover = self.root  # the element of the cover, once there is one
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}
        glossaries = (part for part in walk(document.parts) if isinstance(part, Definitions))
        self.explained = {entry.id for part in glossaries for entry in part.entries}
        self.problems: list[Problem] = []
        self.at: Where | None = None  # of the part being set
        self.inside = False  # whether it stands in a panel that warns
        self.cut: dict[tuple[int, float, str], tuple[Spans, list[Token]]] = {}

    def fail(self, at: Where | None, message: str, hint: str = "") -> None:
        """Reports what cannot be set, once for each place."""
        if any(problem.where == at for problem in self.problems):
            return
        self.problems.append(Problem(at or Where("?"), message, hint))

    def again(self, parts: tuple[Part, ...]) -> Story:
        """The same story with other parts, to see what room they take."""
        area = (self.width, self.depth)
        return Story(replace(self.document, parts=parts), self.look, self.figures, self.icons, self.logo, area)

    def chapters(self) -> tuple[Cover | None, list[list[Part]]]:
        """The parts of each chapter; the cover apart. An empty one is only kept where pages have fixed places."""
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
        fixed = self.look.edition.fixed
        return title, chapters if fixed else [one for one in chapters if one] or [[]]

    # -------------------------------------------------------------- words

    def text(
        self, spans: Spans, style: Style, element: Element | None, width: float, *, balanced: bool = False
    ) -> TextBox:
        """One paragraph set to ``width`` points."""
        items = self.tokens(spans, style)
        if longest(items) > width + 0.5:
            self.fail(
                self.told_at(spans),
                "a word here is too long for its line",
                "use a shorter word, or part it with a hyphen",
            )
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
            case Given(text, target=target) if target:
                return Inline("Link", target, text, look="link")
        return None

    def told_at(self, spans: Spans) -> Where | None:
        """Where words come from: from the facts of a clinic, or from the part being set."""
        facts = (self.document.told.get(span.fact) for span in spans if isinstance(span, Given))
        return next(filter(None, facts), self.at)

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
                body = self.look.narrow if self.inside else self.look.body
                style = {"body": body, "lead": self.look.lead, "small": self.look.small}[role]
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
                return [pictures(self, (part,), [parent], width)]
            case Strip(figures=figures):
                return [pictures(self, figures, [parent] * len(figures), width)]
            case Table():
                return [table_box(self, part, parent, width)]
            case Panel():
                return [panels.panel(self, part, parent, width)]
            case Columns():
                return self.columns(part, parent, width)
            case IconArray():
                return [charts.icon_array(self, part, parent, width)]
            case Timeline():
                return charts.timeline(self, part, parent, width)
            case Ladder():
                return charts.ladder(self, part, parent, width)
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
            case Noted():
                return notes.noted(self, part, parent, width)
            case Banner():
                return [banner(self, part, parent, width)]
            case When() | Each():
                raise TypeError(UNFILLED)
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

    def columns(self, part: Columns, parent: Element, width: float) -> list[Box]:
        widths = self.shares(part.columns, width)
        if len(widths) > self.look.edition.columns or min(widths) < NARROW:  # one below the other
            return [box for column in part.columns for box in self.parts(column, parent.add("Div"), width)]
        stacks = self.stacks(part.columns, parent, widths)
        tallest = max(height(stack) for stack in stacks)
        for stack in stacks:
            if stack.behind:  # panels beside each other end together
                stack.rows = (tallest,)
        places = [(sum(widths[:i]) + i * COLUMN_GAP, stack) for i, stack in enumerate(stacks)]
        return [Beside(places, before=1.3 * HALF, after=1.3 * HALF)]

    def stacks(self, columns: tuple[tuple[Part, ...], ...], parent: Element, widths: list[float]) -> list[Stack]:
        pairs = zip(columns, widths, strict=True)
        boxes = [self.parts(column, parent.add("Div"), wide) for column, wide in pairs]
        return [b[0] if len(b) == 1 and isinstance(b[0], Stack) else Stack(b) for b in boxes]

    def shares(self, columns: tuple[tuple[Part, ...], ...], width: float) -> list[float]:
        """The widths of columns; two of panels are as wide as makes the higher one lowest."""
        if len(columns) != 2 or not all(isinstance(part, Panel) for column in columns for part in column):
            return _shares(columns, width, self.look.unit)
        room = width - COLUMN_GAP
        tries = [[room * share, room * (1 - share)] for share in SHARES]
        return min(tries, key=lambda widths: max(map(height, self.stacks(columns, Element("Div"), widths))))


def _shares(columns: tuple[tuple[Part, ...], ...], width: float, unit: float) -> list[float]:
    """The widths of columns: a code has its own, pictures alone have less than words."""
    room = width - COLUMN_GAP * (len(columns) - 1)
    codes = [all(isinstance(part, Code) for part in column) for column in columns]
    weights = [_weight(column) for column in columns]
    fixed = charts.QR * unit
    whole = sum(weight for weight, code in zip(weights, codes, strict=True) if not code)
    room -= fixed * sum(codes)
    return [fixed if code else room * weight / whole for weight, code in zip(weights, codes, strict=True)]


def _weight(column: tuple[Part, ...]) -> float:
    """How much of the width a column gets: pictures less than words."""
    return PICTURE if all(isinstance(part, Figure) for part in column) else 1.0
