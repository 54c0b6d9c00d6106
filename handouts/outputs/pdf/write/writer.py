"""Sheets, structure tree and fonts -> the bytes of a file that is PDF/UA-1 and PDF/A-2a.

The only module that knows ReportLab's insides: its canvas keeps pages, pictures and bookmarks, its
document numbers the objects.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from .... import __version__
from ....content.editions import TWO_SIDED, Printing
from ....meaning.document import Document
from ....meaning.spans import plain
from ..colours import FORMULA, Process
from ..ink.marks import FieldArea, Form, LinkArea, Note
from ..ink.tags import parent_tree, reading_order, sources, text_string
from ..text.faces import Face
from ..text.subsets import Taken
from .fields import form, widget
from .finish import PaperBoxes
from .metadata import xmp
from .objects import coded, file_of, stream
from .prepress import RESOURCES, claim, headed, intent, profile_stream
from .streams import Content, Written
from .viewer import preferences

if TYPE_CHECKING:
    from .rasters import Raster

PRODUCER = f"Handouts {__version__}"
SUBSET_TAG = "HANDTS"  # six capitals before the name of a subset font (9.6.4)


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An indirect object that is already PDF source."""

    __RefOnly__ = 1

    def __init__(self, source: bytes = b"") -> None:
        self.source = source

    def format(self, document: Any) -> bytes:
        return self.source


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    def _make_preamble(self) -> None:
        """No font of ReportLab's own gets in, embedded or not."""
        self._preamble = ""


def write(
    document: Document,
    said: Written,
    outline: list[tuple[str, int, str]],
    boxes: PaperBoxes,
    *,
    tagged: bool,
    printing: Printing = TWO_SIDED,
    process: Process = FORMULA,
) -> bytes:
    """The PDF file. ``outline`` lists bookmarks as (words, level from 0, place).

    One that is not ``tagged`` is for paper only: no tags, no links, and its metadata says so. Print
    dialogs are set to ``printing``; ``process`` is that of a press.
    """
    return _Writer(document, said, boxes, printing, process, tagged=tagged).file(outline)


class _Writer:
    """ReportLab numbers what its own objects point to; everything else gets the numbers after
    those."""

    def __init__(
        self,
        document: Document,
        said: Written,
        boxes: PaperBoxes,
        printing: Printing,
        process: Process,
        *,
        tagged: bool,
    ) -> None:
        rl_config.useA85 = 0
        self.document, self.said, self.book, self.boxes = document, said, said.book, boxes
        self.tagged, self.printing, self.process = tagged, printing, process
        left, low, right, high = boxes.media
        self.canvas = _Canvas(
            io.BytesIO(),
            pagesize=(right - left, high - low),
            pageCompression=1,
            invariant=1,
            lang=document.lang,
        )
        self.pdf: Any = self.canvas._doc
        self.numbers: dict[str, tuple[int, int]] = self.pdf.idToObjectNumberAndVersion
        self.objects: list[tuple[int, bytes]] = []
        self.form = ""

    def register(self, name: str, source: bytes = b"") -> Raw:
        """An object that ReportLab's own will point to by ``name``."""
        raw = Raw(source)
        self.pdf.Reference(raw, name)
        return raw

    def numbered(self, name: str, source: bytes) -> int:
        """The number of an object that is made once, before ReportLab's are written."""
        if name not in self.numbers:
            self.register(name, source)
        return self.numbers[name][0]

    def add(self, source: bytes) -> int:
        """An object of our own; its number."""
        self.objects.append((len(self.objects) + 1, source))
        return len(self.objects)

    def file(self, outline: list[tuple[str, int, str]]) -> bytes:
        fonts = sorted(self.said.fonts, key=_face_name)
        for face in fonts:
            self.register(f"font{face.name}")
        self.pages(outline)
        self.pdf.idToObject["BasicFonts"].dict.update(
            {face.name: pdfdoc.PDFObjectReference(f"font{face.name}") for face in fonts}
        )
        pages = [self.numbers[f"Page{number + 1}"][0] for number in range(len(self.book.sheets))]
        links = [self.numbers[self.link_name(number)][0] for number in range(len(self.notes))]
        self.links(pages)
        self.pdf.Outlines.prepare(self.pdf, self.canvas)
        outlines = self.number(self.pdf.Outlines) if self.pdf.Outlines.ready > 0 else 0
        tree = self.number(self.pdf.Pages)
        self.reportlab_objects()
        for face in fonts:
            number = self.numbers[f"font{face.name}"][0]
            self.objects[number - 1] = (number, self.font(self.said.fonts[face]))
        fields = [
            link
            for link, (_, area) in zip(links, self.notes, strict=True)
            if isinstance(area, FieldArea)
        ]
        upright = [face for face in fonts if face.name.startswith("R")]
        self.form = form(fields, (upright or fonts)[0], SUBSET_TAG, self.add) if fields else ""
        structure = self.structure(pages, links) if self.tagged else 0
        catalog, info = self.catalog(tree, outlines, structure)
        data = file_of(self.objects, catalog, info)
        return headed(data) if self.book.ink == "press" else data

    def reportlab_objects(self) -> None:
        """Everything ReportLab has numbered, as source; formatting one object may number others."""
        number = 1
        while number in self.pdf.numberToId:
            thing = self.pdf.idToObject[self.pdf.numberToId[number]]
            self.objects.append(
                (number, thing.source if isinstance(thing, Raw) else self.formatted(thing))
            )
            number += 1

    def formatted(self, thing: Any) -> bytes:
        """An object of ReportLab's; a stream gets the end of line that its /Length does not count
        (6.1.7.1)."""
        source = pdfdoc.format(thing, self.pdf, toplevel=1)
        body = (source if isinstance(source, bytes) else pdfdoc.pdfdocEnc(source)).strip()
        return body[: -len(b"endstream")] + b"\nendstream" if body.endswith(b"endstream") else body

    def number(self, thing: Any) -> int:
        self.pdf.Reference(thing)
        return self.numbers[thing.__InternalName__][0]

    # -------------------------------------------------------------- pages

    def pages(self, outline: list[tuple[str, int, str]]) -> None:
        canvas, places = self.canvas, self.book.places
        marks: dict[int, list[tuple[str, int, str]]] = {}
        for entry in outline:
            marks.setdefault(places[entry[2]].page, []).append(entry)
        by_page: dict[int, list[int]] = {}
        for number, (index, _) in enumerate(self.notes):
            by_page.setdefault(index, []).append(number)
        for drawn in self.book.forms:
            self.register(pdfdoc.xObjectName(drawn.name), _form(drawn))
        for name, raster in self.said.photographs.items():
            self.register(pdfdoc.xObjectName(name), self.image(name, raster))
        for index, sheet in enumerate(self.said.sheets):
            self.paint(sheet)
            for words, level, place in marks.get(index, ()):
                canvas.bookmarkHorizontalAbsolute(place, places[place].y)
                canvas.addOutlineEntry(words, place, level, closed=level > 0)
            for number in by_page.get(index, ()):
                canvas._addAnnotation(Raw(), f"link{number}")
            canvas.showPage()
            page = self.pdf.Pages.pages[-1]
            page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
            page.Trans = None
            if self.tagged:
                page.StructParents, page.Tabs = index, pdfdoc.PDFName("S")
            if self.book.ink == "press":
                self.four_inks(page)
            for name, box in zip(("Media", "Crop", "Bleed", "Trim"), self.boxes, strict=True):
                if box:
                    setattr(page, f"{name}Box", pdfdoc.PDFArray([_length(value) for value in box]))

    def four_inks(self, page: Any) -> None:
        """What a page in four inks names: states of overprinting, and all inks at once."""
        states = {}
        for one in RESOURCES:
            self.numbered(one.name, one.source)
            if one.kind == "ExtGState":
                states[one.name] = pdfdoc.PDFObjectReference(one.name)
            else:
                page._colorsUsed = {one.name: one.name}
        page.ExtGState = pdfdoc.PDFDictionary(states)

    def image(self, name: str, raster: Raster) -> bytes:
        """An image, which points to its mask where it has one (11.6.5.2)."""
        entries = raster.entries
        if raster.mask:
            number = self.numbered(f"{name}mask", coded(*raster.mask))
            entries += b"/SMask %d 0 R" % number
        return coded(entries, raster.data)

    def paint(self, sheet: Content) -> None:
        for part in sheet.parts:
            self.canvas.addLiteral(part)
        self.canvas._formsinuse.extend(sheet.forms)

    def links(self, pages: list[int]) -> None:
        """Link annotations with their words as Contents (PDF/UA-1, 7.18.5), quads for each line."""
        for number, (index, area) in enumerate(self.notes):
            raw = self.pdf.idToObject[self.link_name(number)]
            if isinstance(area, LinkArea):
                raw.source = self.link(area, pages, pages[index], len(pages) + number)
            else:
                raw.source = widget(area, number, pages[index], len(pages) + number, self.numbered)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The annotations; paper has none."""
        return self.book.notes if self.tagged else ()

    def link_name(self, number: int) -> str:
        return str(self.pdf.annotationName(f"link{number}"))

    def link(self, area: LinkArea, pages: list[int], page: int, key: int) -> bytes:
        starts, bottoms, ends, tops = zip(*area.quads, strict=True)
        rect = f"{min(starts):.2f} {min(bottoms):.2f} {max(ends):.2f} {max(tops):.2f}"
        quads = " ".join(
            f"{x:.2f} {t:.2f} {e:.2f} {t:.2f} {x:.2f} {b:.2f} {e:.2f} {b:.2f}"
            for x, b, e, t in area.quads
        )
        if area.target.startswith("#"):
            place = self.book.places[area.target[1:]]
            goal = f"/Dest[{pages[place.page]} 0 R/XYZ 0 {place.y + 4:.2f} null]"
        else:
            goal = f"/A<</S/URI/URI {text_string(area.target)}>>"
        return (
            f"<</Type/Annot/Subtype/Link/Rect[{rect}]/QuadPoints[{quads}]/Border[0 0 0]/F 4/P "
            f"{page} 0 R"
            f"/Contents {text_string(area.words)}/StructParent {key}{goal}>>"
        ).encode("ascii")

    # -------------------------------------------------------------- structure

    def structure(self, pages: list[int], links: list[int]) -> int:
        """The structure tree; the number of its root."""
        tree = self.add(b"")
        order = reading_order(self.book.tree)
        for element in sources(self.book.tree, order, tree + 1, pages, links):
            self.add(element)
        nums = parent_tree(self.book.tree, order, tree + 1, len(pages))
        source = b"<</Type/StructTreeRoot/K %d 0 R/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>>>"
        self.objects[tree - 1] = (tree, source % (tree + 1, len(pages) + len(links), nums))
        return tree

    # -------------------------------------------------------------- fonts

    def font(self, used: Taken) -> bytes:
        """A composite font whose codes are glyph numbers (9.7.6.2, Identity-H).

        Those beyond the face's last glyph are the document's own.
        """
        face, subset = used.face, used.subset()
        name = f"{SUBSET_TAG}+{face.post_name}"
        program = self.add(stream(b"/Length1 %d" % subset.length, subset.program))
        mapping = self.add(stream(b"", subset.unicode_map))
        box = " ".join(map(str, subset.bbox))
        descriptor = self.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle "
            f"0/Ascent {face.ascent:g}"
            f"/Descent {face.descent:g}/CapHeight {face.cap_height:g}/StemV 80/FontFile2 "
            f"{program} 0 R>>".encode()
        )
        glyphs = "/Identity"
        if subset.glyph_map:
            glyphs = f" {self.add(stream(b'', subset.glyph_map))} 0 R"
        descendant = self.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/CIDToGIDMap{glyphs}/DW "
            f"0/W[{subset.widths}]>>".encode()
        )
        return (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {mapping} 0 R>>"
        ).encode()

    # -------------------------------------------------------------- document level

    def catalog(self, pages: int, outlines: int, structure: int) -> tuple[int, int]:
        """Catalog and document information; their numbers."""
        document = self.document
        claims = claim(self.process, document.issued, (document.slug, document.lang))
        packet = xmp(document, PRODUCER, tagged=self.tagged, more=claims)
        metadata = self.add(
            b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream"
            % (len(packet), packet)
        )
        shown = f"/Outlines {outlines} 0 R/PageMode/UseOutlines" if outlines else ""
        day = document.issued.replace("-", "")
        state = "" if self.tagged else "/Trapped/False"
        info = self.add(
            (
                f"<</Title {text_string(document.title)}/Author "
                f"{text_string(plain(document.author))}"
                f"/Subject {text_string(document.subject)}/Creator {text_string(PRODUCER)}"
                "/Producer "
                f"{text_string(PRODUCER)}/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z){state}>>"
            ).encode("ascii")
        )
        tree = f"/MarkInfo<</Marked true>>/StructTreeRoot {structure} 0 R" if self.tagged else ""
        viewer = preferences(self.printing, titled=self.tagged)
        catalog = self.add(
            (
                f"<</Type/Catalog/Pages {pages} 0 R{shown}/Lang {text_string(document.lang)}{tree}"
                f"/ViewerPreferences{viewer}"
                f"{self.form}/Metadata {metadata} 0 R{self.intents()}>>"
            ).encode("ascii")
        )
        return catalog, info

    def intents(self) -> str:
        """For which colours the file is meant (14.11.5): a screen's, or those of a press if its
        profile is known."""
        if self.book.ink == "press":
            known = self.process.profile is not None
            return intent(self.process, self.add(profile_stream(self.process)) if known else 0)
        profile = self.add(stream(b"/N 3", _srgb()))
        return (
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile "
            f"{profile} 0 R>>]"
        )


def _length(value: float) -> float:
    return round(value, 2)


def _form(form: Form) -> bytes:
    head = (
        f"/Type/XObject/Subtype/Form/BBox[0 0 {form.drawing.width:g} "
        f"{form.drawing.height:g}]/Resources<<>>"
    )
    return stream(head.encode(), _deflated(form.operators))


@lru_cache(maxsize=256)
def _deflated(operators: str) -> bytes:
    """Drawings are the same in every document: deflated once in a process."""
    return zlib.compress(operators.encode("ascii"), 6)


def _face_name(face: Face) -> str:
    return face.name


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The sRGB profile (IEC 61966-2-1) the output intent points to, deflated."""
    return zlib.compress((Path(__file__).parent / "srgb.icc").read_bytes(), 6)
