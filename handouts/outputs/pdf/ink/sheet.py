"""A sheet: one page being painted. All that is painted outside an element is an artifact (PDF/UA-1, 7.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ....editions import Ink
from ..text.faces import Face
from ..text.lines import Line, Style
from ..text.subsets import Used
from .tags import Annotation, Element, Mark

UNDERLINE = 0.6  # points


class LinkArea(NamedTuple):
    """A link annotation to be: one for each link and page, its lines as quads (12.5.6.5)."""

    target: str
    words: str
    quads: list[tuple[float, float, float, float]]
    element: Element


class FieldArea(NamedTuple):
    """A form field to be: something to type into, or a box to tick; left, low, right, high in points."""

    label: str
    kind: str  # text | lines | tick
    rect: tuple[float, float, float, float]
    size: float  # of what is typed
    element: Element


class Place(NamedTuple):
    """Where a link can lead: page index and distance from the page's bottom in points."""

    page: int
    y: float


class Form(NamedTuple):
    """A drawing painted once and used wherever it stands (a form XObject, 8.10); size in points."""

    name: str
    width: float
    height: float
    operators: str


class Book:
    """All sheets of a document and what they share."""

    def __init__(self, ink: Ink = "colour") -> None:
        self.ink = ink
        self.scope = ""  # what the places of the document being painted begin with
        self.sheets: list[Sheet] = []
        self.annotations: list[tuple[int, LinkArea | FieldArea]] = []
        self.places: dict[str, Place] = {}
        self.fonts: dict[Face, Used] = {}
        self.forms: dict[tuple[str, float, float], Form] = {}
        self.numbered = False  # whether the lines of running text get numbers

    def used(self, face: Face) -> Used:
        """What is used of a face so far."""
        found = self.fonts.get(face)
        if found is None:
            found = self.fonts[face] = Used(face)
        return found

    @property
    def whole(self) -> bool:
        """Whether all that was painted is in a face: glyph 0 stands for what is not."""
        return not any(0 in used.glyphs for used in self.fonts.values())

    def new_sheet(self) -> Sheet:
        sheet = Sheet(self, len(self.sheets))
        self.sheets.append(sheet)
        return sheet

    def sheet(self, index: int) -> Sheet:
        """The sheet of this index, made when there is none yet."""
        while len(self.sheets) <= index:
            self.new_sheet()
        return self.sheets[index]


class Inline(NamedTuple):
    """An inline element of a paragraph: how it is tagged and where it leads."""

    tag: str
    target: str = ""
    words: str = ""
    lang: str = ""
    actual: str = ""
    look: str = ""  # link | cite | term | blank | ""


class Sheet:
    def __init__(self, book: Book, index: int) -> None:
        self.book, self.index = book, index
        self.operators: list[str | Callable[[Any], None]] = []
        self.owners: list[Element] = []
        self.forms: dict[str, Form] = {}
        self.baselines: list[tuple[float, float]] = []  # of lines to number: x and y

    def form(self, operators: str, width: float, height: float, x: float, y: float, scale: float) -> str:
        """The operators that place a drawing with its lower start corner at ``x``, ``y``."""
        key = (operators, width, height)
        form = self.book.forms.get(key)
        if form is None:
            form = self.book.forms[key] = Form(f"D{len(self.book.forms)}", width, height, operators)
        self.forms[form.name] = form
        return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm /FormXob.{form.name} Do Q"

    def begin(self, element: Element) -> str:
        """The operator that opens marked content of ``element``."""
        mark = Mark(self.index, len(self.owners))
        self.owners.append(element)
        element.kids.append(mark)
        return f"/{element.tag} <</MCID {mark.mcid}>> BDC"

    def artifact(self, operators: str, kind: str = "") -> None:
        start = f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC" if kind else "/Artifact BMC"
        self.operators.append(f"{start} {operators} EMC")

    def content(self, element: Element, operators: str) -> None:
        self.operators.append(f"{self.begin(element)} {operators} EMC")

    def image(self, element: Element | None, draw: Callable[[Any], None]) -> None:
        """A raster picture, painted by ``draw`` on ReportLab's canvas."""
        self.operators.append("/Artifact BMC" if element is None else self.begin(element))
        self.operators.append(draw)
        self.operators.append("EMC")

    def place(self, name: str, y: float) -> None:
        if name:
            self.book.places.setdefault(f"{self.book.scope}{name}", Place(self.index, y))

    def link(self, area: LinkArea) -> None:
        if area.target.startswith("#"):
            area = area._replace(target=f"#{self.book.scope}{area.target[1:]}")
        area.element.kids.append(Annotation(self.index, len(self.book.annotations)))
        self.book.annotations.append((self.index, area))

    def field(self, area: FieldArea) -> None:
        """A field for whoever fills the form in on a screen; a pen needs only what is painted."""
        area.element.kids.append(Annotation(self.index, len(self.book.annotations)))
        self.book.annotations.append((self.index, area))

    # -------------------------------------------------------------- text

    def text(
        self,
        lines: list[Line],
        style: Style,
        x: float,
        y: float,
        element: Element | None,
        inlines: dict[int, Inline] | None = None,
        more: bool = False,
        starts: list[float] | None = None,
        kind: str = "",
    ) -> None:
        """Paint ``lines``, the first with its baseline at ``y``; as an artifact without ``element``.

        ``more`` says that the paragraph goes on elsewhere, ``starts`` gives each line's offset from ``x``.
        """
        run = _Run(self, style, element, inlines or {})
        if self.book.numbered and element is not None:
            self.baselines.extend((x, y - number * style.leading) for number in range(len(lines)))
        for number, line in enumerate(lines):
            last = number + 1 == len(lines)
            following = more if last else lines[number + 1][0].space
            at = x + (starts[number] if starts else 0.0)
            run.line(line, at, y - number * style.leading, following)
        run.close(kind)

    def entry(
        self,
        lines: list[Line],
        number: Line,
        style: Style,
        words_at: tuple[float, float],
        number_at: tuple[float, float],
        element: Element,
        inlines: dict[int, Inline],
    ) -> None:
        """Paint an entry of a list of contents: words, then the page number at the end of its last line."""
        run = _Run(self, style, element, inlines)
        x, y = words_at
        for row, line in enumerate(lines):
            run.line(line, x, y - row * style.leading, space_after=True)
        run.line(number, *number_at, space_after=False)
        run.close()


class _Run:
    """The operators of one paragraph on one sheet: a text object, cut by element into marked content."""

    def __init__(self, sheet: Sheet, style: Style, element: Element | None, inlines: dict[int, Inline]) -> None:
        self.sheet, self.style, self.element, self.inlines = sheet, style, element, inlines
        self.out = [f"BT {style.colour} rg"]
        self.open: int | None = None
        self.face = ""
        self.rules: list[str] = []
        self.elements: dict[int, Element] = {}
        self.links: dict[int, LinkArea] = {}
        self.gap = style.regular.space.width * style.size / 1000

    def line(self, line: Line, x: float, y: float, space_after: bool) -> None:
        self.out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        if not self.inlines and self.plain_line(line, space_after):
            return
        codes: list[str] = []
        inline, face, start, width = -2, None, x, 0.0
        size, book = self.style.size, self.sheet.book
        for number, token in enumerate(line):
            for part, piece in enumerate(token.pieces):
                spaced = token.space and number > 0 and part == 0
                if piece.inline != inline or piece.face is not face:
                    same = inline in (-1, piece.inline)  # a space belongs to plain words, if it can
                    if spaced and same and face is not None:
                        codes.append(self.space(face))
                        width, spaced = width + self.gap, False
                    self.flush(codes, inline, face, start, y, width)
                    start, width, codes = start + width, 0.0, []
                    if spaced and piece.inline != -1:
                        regular = self.style.regular
                        self.flush([regular.space.codes], -1, regular.main, start, y, self.gap)
                        start, spaced = start + self.gap, False
                    inline, face = piece.inline, piece.face
                if spaced:
                    codes.append(self.space(piece.face))
                    width += self.gap
                used = book.used(piece.face)
                used.glyphs.update(piece.word.glyphs)
                codes.append(piece.word.codes or used.painted(piece.word))
                width += piece.word.width * size / 1000
        spec = self.inlines.get(inline)
        if space_after and face is not None and (spec is None or spec.look != "blank"):
            codes.append(face.space.codes)
        self.flush(codes, inline, face, start, y, width)
        if space_after and spec is not None and spec.look == "blank":
            regular = self.style.regular
            self.flush([regular.space.codes], -1, regular.main, start + width, y, self.gap)

    def space(self, face: Face) -> str:
        """A space of ``face`` as wide as lines are measured with: that of the style's regular face."""
        wider = (face.space.width - self.style.regular.space.width) / face.scale
        return f"{face.space.codes}{wider:.6g}" if wider else face.space.codes

    def plain_line(self, line: Line, space_after: bool) -> bool:
        """The short way for a line of one face and no inline elements; whether it was one."""
        face = line[0].pieces[0].face
        used = self.sheet.book.used(face)
        space = self.space(face)
        codes: list[str] = []
        for token in line:
            pieces = token.pieces
            if len(pieces) > 1 or pieces[0].face is not face:
                return False
            word = pieces[0].word
            if token.space and codes:
                codes.append(space)
            codes.append(word.codes or used.painted(word))
            used.glyphs.update(word.glyphs)
        if space_after:
            codes.append(space)
        self.flush(codes, -1, face, 0, 0, 0)
        return True

    def flush(self, codes: list[str], inline: int, face: Any, x: float, y: float, width: float) -> None:
        if not codes or face is None:
            return
        if inline != self.open:
            self.switch(inline)
        if face.name != self.face:
            self.face = face.name
            self.out.append(f"/{face.name} {self.style.size * face.scale:g} Tf")
        spec = self.inlines.get(inline)
        if spec is None:
            self.out.append(f"[{''.join(codes)}] TJ")
            return
        self.decorate(spec, inline, x, y, width)
        if spec.look == "blank":
            spaces = max(1, round(width / self.gap))
            self.out.append(f"[{face.space.codes * spaces}] TJ 1 0 0 1 {x + width:.2f} {y:.2f} Tm")
            return
        colour = {"link": self.style.link, "cite": self.style.quiet}.get(spec.look)
        shown = f"[{''.join(codes)}] TJ"
        self.out.append(f"{colour} rg {shown} {self.style.colour} rg" if colour else shown)

    def switch(self, inline: int) -> None:
        if self.open is not None and self.element is not None:
            self.out.append("EMC")
        self.open = inline
        if self.element is None:
            return
        spec = self.inlines.get(inline)
        if spec is None:
            self.out.append(self.sheet.begin(self.element))
            return
        child = self.elements.get(inline)
        if child is None:
            holder = self.element.add("Reference") if spec.look == "cite" else self.element
            child = self.elements[inline] = holder.add(spec.tag, actual=spec.actual, lang=spec.lang)
        self.out.append(self.sheet.begin(child))

    def decorate(self, spec: Inline, inline: int, x: float, y: float, width: float) -> None:
        below = y - 0.16 * self.style.size
        if spec.look == "link":
            self.rules.append(
                f"{self.style.link} RG {UNDERLINE} w [] 0 d {x:.2f} {below:.2f} m {x + width:.2f} {below:.2f} l S"
            )
        elif spec.look == "term":
            self.rules.append(
                f"{self.style.link} RG 1 w [0 2.4] 0 d {x:.2f} {below:.2f} m {x + width:.2f} {below:.2f} l S"
            )
        elif spec.look == "blank":
            self.rules.append(
                f"{self.style.colour} RG 0.8 w [] 0 d {x:.2f} {below:.2f} m {x + width:.2f} {below:.2f} l S"
            )
        if spec.target and self.element is not None:
            quad = (x, y - 0.25 * self.style.size, x + width, y + 0.8 * self.style.size)
            if inline in self.links:
                self.links[inline].quads.append(quad)
            else:
                self.links[inline] = LinkArea(spec.target, spec.words, [quad], self.elements[inline])

    def close(self, kind: str = "") -> None:
        if self.open is not None and self.element is not None:
            self.out.append("EMC")
        self.out.append("ET")
        painted = " ".join(self.out)
        if self.element is None:
            self.sheet.artifact(painted, kind)
        else:
            self.sheet.operators.append(painted)
        for area in self.links.values():
            self.sheet.link(area)
        if self.rules:
            self.sheet.artifact("q 1 J " + " ".join(self.rules) + " Q")
