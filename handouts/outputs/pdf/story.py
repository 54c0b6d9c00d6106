"""Part -> boxes and structure elements, in reading order. Here it is decided how each part looks and is tagged."""

from __future__ import annotations

from collections.abc import Callable
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
    Fact,
    Facts,
    Figure,
    FillIn,
    Foreign,
    Group,
    Heading,
    IconArray,
    Item,
    Items,
    Link,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
    Spans,
    Steps,
    Strong,
    Table,
    Term,
    Text,
    Timeline,
    citation,
    walk,
)
from ...problems import Problem, Where
from . import charts, forms
from .boxes import Beside, Box, Stack, TextBox, baseline_drop, height, stacked
from .gallery import Gallery
from .lines import Style, Token, lengthened, set_lines, tokens
from .look import HALF, PAD, TICK, Look
from .paths import ellipse
from .pictures import figure_box, icon, icon_painter
from .sheet import Inline, Sheet
from .tables import table_box
from .tags import Element

ICONS = {
    "message": "",
    "note": "help",
    "tip": "check",
    "warning": "warning",
    "emergency": "emergency",
    "contact": "phone",
    "control": "",
}
GROUND = {
    "message": "tint",
    "note": "tint",
    "tip": "tint",
    "warning": "advice",
    "emergency": "emergency-tint",
    "contact": "tint",
    "control": "paper",
}
COLUMN_GAP = 18.0  # points
EDGE = {"warning": "advice-line", "emergency": "emergency"}


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
        self.cut: dict[tuple[int, float, str], tuple[Spans, list[Token]]] = {}

    def fail(self, at: Where | None, message: str, hint: str = "") -> None:
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
                target = "term-" + "".join(c if c.isalnum() else "-" for c in key.lower())
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
                return self.items(part, parent, width)
            case Steps():
                return self.steps(part, parent, width)
            case Figure():
                return [figure_box(self, part, parent, width)]
            case Table():
                return [table_box(self, part, parent, width)]
            case Panel():
                return [self.panel(part, parent, width)]
            case Columns():
                return [self.columns(part, parent, width)]
            case IconArray():
                return [charts.icon_array(self, part, parent, width)]
            case Timeline():
                return charts.timeline(self, part, parent, width)
            case FillIn():
                return forms.fill_in(self, part, parent, width)
            case Facts():
                return self.facts(part, parent, width)
            case Definitions():
                return self.definitions(part, parent, width)
            case References():
                return self.references(part, parent, width)
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

    def items(self, part: Items, parent: Element, width: float) -> list[Box]:
        look = self.look
        indent = 17.0 if part.kind == "bullet" else TICK + 10
        numbering = "/O/List/ListNumbering/" + ("Disc" if part.kind == "bullet" else "Square")
        outer = parent.add("L", attributes=numbering)
        marker = self.bullet if part.kind == "bullet" else self.tick
        half = (width - COLUMN_GAP) / 2
        if len(part.items) >= 4 and all(self.short(item, half - indent) for item in part.items):
            return [self.two_columns(part, outer, half, indent, marker)]
        out: list[Box] = []
        for item in part.items:
            body = outer.add("LI").add("LBody")
            words = body.add("P") if item.parts else body
            box = self.text(item.spans, look.body, words, min(width, self.measure) - indent)
            box.indent, box.marker = indent, marker
            box.before = box.after = HALF * (0.5 if part.kind == "bullet" else 0.75)
            out.append(box)
            for inner in self.parts(item.parts, body, width - indent):
                box.keep = True
                out.append(Stack([inner], indent=indent, before=min(inner.before, 4), after=inner.after))
        return out

    def short(self, item: Item, width: float) -> bool:
        """Whether an item takes at most three lines of ``width`` points."""
        lines = set_lines(self.tokens(item.spans, self.look.body), self.look.body, width)
        return not item.parts and len(lines) <= 3

    def two_columns(
        self, part: Items, outer: Element, width: float, indent: float, marker: Callable[[Sheet, float, float], None]
    ) -> Box:
        """A list of short items in two columns, read down the first, then down the second."""
        boxes: list[Box] = []
        for item in part.items:
            box = self.text(item.spans, self.look.body, outer.add("LI").add("LBody"), width - indent)
            box.indent, box.marker = indent, marker
            box.before = box.after = HALF * (0.5 if part.kind == "bullet" else 0.75)
            boxes.append(box)
        cut = min(range(1, len(boxes)), key=lambda n: (max(stacked(boxes[:n]), stacked(boxes[n:])), -n))
        columns = [(0.0, Stack(boxes[:cut])), (width + COLUMN_GAP, Stack(boxes[cut:]))]
        return Beside(columns, before=HALF * 0.6, after=HALF * 0.6)

    def bullet(self, sheet: Sheet, x: float, baseline: float) -> None:
        middle = baseline + self.look.body.size * 0.26
        sheet.artifact(f"{self.look.colours['brand']} rg {ellipse(x + 5, middle, 2.4, 2.4)} f")

    def tick(self, sheet: Sheet, x: float, baseline: float) -> None:
        bottom = baseline - 2.2
        sheet.artifact(f"{self.look.colours['ink']} RG 1.1 w {x + 0.6:.2f} {bottom:.2f} {TICK:g} {TICK:g} re S")

    def steps(self, part: Steps, parent: Element, width: float) -> list[Box]:
        look, indent = self.look, 34.0
        outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
        out: list[Box] = []
        for number, item in enumerate(part.items, 1):
            entry = outer.add("LI")
            label = self.plain(str(number), look.numeral, entry.add("Lbl"), indent)
            body = entry.add("LBody")
            words = self.text(item.spans, look.body, body.add("P"), min(width, self.measure) - indent)
            drop = baseline_drop(look.numeral) - baseline_drop(look.body)
            right = Stack([words, *self.parts(item.parts, body, width - indent)], padding=(max(drop, 0), 0))
            out.append(Beside([(0, Stack([label])), (indent, right)], before=HALF * 0.7, after=HALF * 0.7))
        return out

    def columns(self, part: Columns, parent: Element, width: float) -> Box:
        each = (width - COLUMN_GAP * (len(part.columns) - 1)) / len(part.columns)
        columns = [self.parts(column, parent.add("Div"), each) for column in part.columns]
        stacks = [b[0] if len(b) == 1 and isinstance(b[0], Stack) else Stack(b) for b in columns]
        tallest = max(height(stack) for stack in stacks)
        for stack in stacks:
            if stack.behind:  # panels beside each other end together
                stack.rows = (tallest,)
        places = [(i * (each + COLUMN_GAP), stack) for i, stack in enumerate(stacks)]
        return Beside(places, before=1.3 * HALF, after=1.3 * HALF)

    # -------------------------------------------------------------- panels

    def panel(self, part: Panel, parent: Element, width: float) -> Box:
        look = self.look
        section = parent.add("Sect")
        inner = width - 2 * PAD - 4
        colour = {"emergency": "paper", "warning": "ink"}.get(part.role, "brand")
        style = look.coloured(look.panel, colour)
        name = ICONS[part.role]
        wide = 26.0 if name else 0.0
        head: list[Box] = []
        if part.title:
            title = self.plain(part.title, style, section.add("P"), inner - wide, balanced=True)
            painter = (
                icon_painter(self.icons, name, 20.0, colour if colour != "ink" else "advice-line") if name else None
            )
            head = [Beside([(wide, Stack([title])), *([(0, Stack([painter]))] if painter else [])], middle=True)]
        boxes = self.parts(part.parts, section, inner)
        if part.role == "emergency":
            return self.alarm(head, boxes, width)
        if head and boxes:
            head[0].after = HALF * 0.5
        ground, edge = look.colours[GROUND[part.role]], look.colours[EDGE.get(part.role, "brand")]

        def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
            fill = (
                f"{ground} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f "
                if GROUND[part.role] != "paper"
                else ""
            )
            bar = f"{edge} rg {x:.2f} {top - tall:.2f} 4 {tall:.2f} re f"
            frame = f" {edge} RG 1 w {x + 0.5:.2f} {top - tall + 0.5:.2f} {width - 1:.2f} {tall - 1:.2f} re S"
            sheet.artifact(fill + bar + (frame if part.role in ("warning", "control", "contact") else ""))

        return Stack([*head, *boxes], 1.3 * HALF, 1.3 * HALF, False, PAD + 4, (PAD, PAD), behind)

    def alarm(self, head: list[Box], boxes: list[Box], width: float) -> Box:
        """The emergency panel: a dark head and a heavy frame, so that no copy can lose it."""
        band = height(head[0]) + PAD if head else 0.0
        colour, tint = self.look.colours["emergency"], self.look.colours["emergency-tint"]

        def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
            sheet.artifact(
                f"{tint} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f "
                f"{colour} rg {x:.2f} {top - band:.2f} {width:.2f} {band:.2f} re f "
                f"{colour} RG 2.5 w {x + 1.25:.2f} {top - tall + 1.25:.2f} {width - 2.5:.2f} {tall - 2.5:.2f} re S"
            )

        if head:
            head[0].after = PAD / 2 + HALF * 0.8
        padding = (PAD / 2 if head else PAD, PAD)
        return Stack([*head, *boxes], 1.3 * HALF, 1.3 * HALF, False, PAD + 4, padding, behind)

    def facts(self, part: Facts, parent: Element, width: float) -> list[Box]:
        """Cards with icons, two beside each other."""
        space = 9.0
        each = (width - space) / 2
        outer = parent.add("L", attributes="/O/List/ListNumbering/None")
        cards = [self.fact(fact, outer, each) for fact in part.items]
        rows: list[Box] = []
        for number in range(0, len(cards), 2):
            pair = cards[number : number + 2]
            tall = max(height(card) for card in pair)
            for card in pair:
                card.rows = (tall,)
            columns = [(i * (each + space), card) for i, card in enumerate(pair)]
            rows.append(Beside(columns, before=space, after=space, keep=number + 2 < len(cards)))
        return rows

    def fact(self, fact: Fact, outer: Element, width: float) -> Stack:
        look, side = self.look, 44.0
        entry = outer.add("LI")
        label = self.plain(fact.label, look.coloured(look.panel, "brand"), entry.add("Lbl"), width - side - PAD)
        words = self.text(fact.spans, look.body, entry.add("LBody"), width - side - PAD)
        painter = icon(self, fact.icon, 26.0, "brand", fact.at)
        rule = look.colours["rule"]

        def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
            sheet.artifact(f"{rule} RG 1 w {x + 0.5:.2f} {top - tall + 0.5:.2f} {width - 1:.2f} {tall - 1:.2f} re S")

        inner = Beside([(PAD, Stack([painter], padding=(2, 0))), (side, Stack([label, words]))])
        return Stack([inner], padding=(8, 8), behind=behind)

    # -------------------------------------------------------------- back matter

    def definitions(self, part: Definitions, parent: Element, width: float) -> list[Box]:
        """Two columns of entries, read row by row."""
        look, space = self.look, 22.0
        each = (width - space) / 2
        outer = parent.add("L", attributes="/O/List/ListNumbering/None")
        cells: list[Stack] = []
        for entry in part.entries:
            line = outer.add("LI")
            term = self.plain(entry.term, look.strong, line.add("Lbl"), each)
            term.place = entry.id
            cells.append(Stack([term, self.text(entry.spans, look.label, line.add("LBody"), each)]))
        return [
            Beside([(i * (each + space), cell) for i, cell in enumerate(cells[n : n + 2])], before=8, after=8)
            for n in range(0, len(cells), 2)
        ]

    def references(self, part: References, parent: Element, width: float) -> list[Box]:
        outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
        return [self.reference(number, entry, outer, width) for number, entry in enumerate(part.entries, 1)]

    def reference(self, number: int, entry: Reference, outer: Element, width: float) -> Box:
        look, indent = self.look, 30.0
        line = outer.add("LI")
        label = self.plain(citation(number), look.source, line.add("Lbl"), indent)
        label.place = f"ref-{entry.id}"
        spans: Spans = (Text(entry.text),)
        if entry.address:
            shown = entry.address.partition("://")[2].removeprefix("www.").rstrip("/")
            spans = (Text(f"{entry.text} "), Link(shown, entry.address))
        words = self.text(spans, look.source, line.add("LBody"), width - indent)
        return Beside([(0, Stack([label])), (indent, Stack([words]))], before=2, after=2)
