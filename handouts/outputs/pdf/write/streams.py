"""Display lists as operators of content streams (ISO 32000-1, annex A), and what they use of fonts
and drawings."""

from __future__ import annotations

from collections.abc import Mapping

from ....source.rows import NamedTuple
from ....source.values import dataclass, field
from ..ink.marks import (
    Book,
    Colour,
    Display,
    Drawn,
    Glyphs,
    Moved,
    Path,
    Photograph,
    Run,
    Standing,
    Tag,
    Text,
    TextPart,
)
from ..text.faces import Face
from ..text.subsets import Taken, Used
from .rasters import Raster, raster

ARTIFACT = "/Artifact BMC"
LETTERS = "".join(map(chr, range(0x21, 0x7F)))  # all of ASCII that is seen


class Content(NamedTuple):
    """What a sheet is painted with: operators, in order, and the names of the drawings and
    photographs they use. ``glyphs`` is what it uses of each face; nothing where names or codes on
    it hang on the sheets before. ``stream`` is all of one that was ``Standing``."""

    parts: tuple[str, ...]
    forms: tuple[str, ...]
    glyphs: Glyphs | None = None
    stream: bytes = b""


@dataclass(frozen=True, slots=True)
class Written:
    """A book whose sheets are operators; ``fonts`` is what they use of each face, ``photographs``
    by their names; ``spare`` whether each face has the letters of names besides."""

    book: Book
    sheets: tuple[Content, ...]
    fonts: Mapping[Face, Taken]
    photographs: Mapping[str, Raster] = field(default_factory=dict)
    spare: bool = False

    @property
    def painted(self) -> tuple[str, ...]:
        """All operators there are."""
        own = (part for sheet in self.sheets for part in sheet.parts)
        return (*own, *(form.operators for form in self.book.forms))


def written(book: Book, *, spare: bool = False) -> Written:
    """``spare`` where each face is to have the letters of names besides those that are painted:
    a file then does not say by its fonts who it is for."""
    writer = _Writer(LETTERS if spare else "")
    sheets = tuple(writer.content(display) for display in book.sheets)
    fonts = {face: used.taken for face, used in writer.fonts.items()}
    return Written(book, sheets, fonts, dict(writer.photographs.values()), spare)


class _Writer:
    """Writes sheet after sheet, and keeps what they use."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self.fonts: dict[Face, Used] = {}
        self.forms: dict[str, None] = {}
        self.apart = True  # whether what a sheet uses has the same names wherever else it stands
        self.unheard: dict[int, str] = {}  # texts of the book, by identity
        self.photographs: dict[tuple[str, str, str], tuple[str, Raster]] = {}

    def content(self, display: Display) -> Content:
        if display and type(mark := display[0]) is Standing:
            for face, glyphs in mark.glyphs:
                self.used(face).painted.update(glyphs)
            return Content((), mark.forms, mark.glyphs, mark.stream)
        self.forms, self.apart = {}, True
        out: list[str] = []
        self.marks(display, out)
        fonts = self.fonts.items()
        told = [(face, tuple(used.gathered())) for face, used in fonts if used.words]
        apart = self.apart and not any([used.own for used in self.fonts.values()])
        return Content(tuple(out), tuple(self.forms), tuple(told) if apart else None)

    def used(self, face: Face) -> Used:
        """What is used of a face so far."""
        found = self.fonts.get(face)
        if found is None:
            found = self.fonts[face] = Used(face, self.letters)
        return found

    def marks(self, display: Display, out: list[str]) -> None:
        for mark in display:
            if type(mark) is Text:
                known = self.unheard.get(id(mark))  # such as what stands at the foot of every page
                out.append(known or self.text(mark))
            elif type(mark) is Path:
                drawn = [one if isinstance(one, str) else self.drawn(one) for one in mark.parts]
                out.append(f"{_begun(mark.tag, mark.kind)} {' '.join(drawn)} EMC")
            elif type(mark) is Photograph:
                out.append(f"{_begun(mark.tag, mark.kind)} {self.photograph(mark)} EMC")
            elif type(mark) is Moved:
                up = "0" if mark.up is None else f"{mark.up:.2f}"
                out.append(f"q 1 0 0 1 {mark.right:.2f} {up} cm")
                self.marks(mark.marks, out)
                out.append("Q")

    def text(self, mark: Text) -> str:
        """A text object; an artifact is known where it stands again."""
        words = f"BT {' '.join(self.said(mark.parts))} ET"
        if mark.tagged:
            return words
        made = self.unheard[id(mark)] = f"{_begun(None, mark.kind)} {words} EMC"
        return made

    def drawn(self, part: Colour | Drawn) -> str:
        if isinstance(part, Colour):
            return f"{part.operands} {part.operator}"
        form, x, y, scale, back = part
        self.forms[form] = None
        if back:
            return f"q {-scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm /{form} Do Q"
        return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm /{form} Do Q"

    def photograph(self, mark: Photograph) -> str:
        """The operators that place a photograph; it is made ready once for each size."""
        wide, tall = f"{mark.wide:.2f}", f"{mark.tall:.2f}"
        key = mark.photo.file.sha256, wide, tall
        if key not in self.photographs:
            made = raster(mark.photo, mark.wide, mark.tall, mark.ink, mark.process)
            self.photographs[key] = f"P{len(self.photographs)}", made
        name, _ = self.photographs[key]
        self.forms[name], self.apart = None, False
        return f"q {wide} 0 0 {tall} {mark.x:.2f} {mark.y:.2f} cm /{name} Do Q"

    def said(self, parts: tuple[TextPart, ...]) -> list[str]:
        """The operators of a text object, for each of its parts; the most frequent kinds first."""
        out = []
        for part in parts:
            if type(part) is str:
                out.append(part)
            elif type(part) is Run:
                out.append(self.shown(part))
            elif type(part) is Tag:
                begun = f"/{part.name} <</MCID {part.mcid}>> BDC"
                out.append(begun if part.mcid >= 0 else ARTIFACT)
            elif type(part) is Colour:
                out.append(f"{part.operands} {part.operator}")
        return out

    def shown(self, run: Run) -> str:
        """A TJ array; strings that nothing parts are one."""
        used, words = self.fonts.get(run.face) or self.used(run.face), run.words
        codes = [word.codes for word in words]
        if not all(codes):
            codes = [word.codes or used.told(word) for word in words]
        used.words += words
        inside = run.between.join(codes) + run.after
        if inside.endswith("("):  # the last of them moves the pen
            return f"[({inside[:-1]}] TJ"
        return f"[({inside})] TJ" if inside else "[] TJ"


def _begun(tag: Tag | None, kind: str = "") -> str:
    if tag and tag.mcid >= 0:
        return f"/{tag.name} <</MCID {tag.mcid}>> BDC"
    return f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC" if kind else ARTIFACT
