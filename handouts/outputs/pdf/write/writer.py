"""Sheets, structure tree and fonts -> the bytes of a file that is PDF/UA-1 and PDF/A-2a.

Every object is written here, as source: nothing stands in a file that nobody asked for.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ....content.editions import TWO_SIDED, Printing
from ....content.locale import runs_back
from ....meaning.document import Document
from ....pictures.drawing import Drawing as Painting
from ....source.deflating import AT_ONCE, USUAL, shrunk
from ....source.lasting import Many
from ..colours import FORMULA, Process
from ..drawings import Colouring
from ..drawings import painted as painting
from ..ink.marks import FieldArea, Note, Standing
from ..ink.marks import Form as Drawing
from ..ink.structure import NOTHING, Known, known_of
from ..paths import operands
from ..text.faces import Face
from ..text.stack import FaceStack
from .bookmarks import Bookmark, bookmarks
from .catalog import PRODUCER, described, information, shown
from .embedded import composite
from .fields import Form, Manner, Widget, form
from .finish import PaperBoxes
from .links import Lead, goal, link, to_pages
from .metadata import CLAIMS, PRINT_ONLY, xmp
from .objects import Filing, Objects, coded, deflated
from .prepress import claim, headed, resources
from .rasters import Raster
from .streams import Content, Written

DRAWN = Many("drawn", 400)  # what paints drawings, deflated


class Writer:
    """Adds the objects of one file, PDF 1.7 with what most readers know (ISO 32000-1)."""

    claims = CLAIMS
    described = False  # whether widgets say what their fields say
    filing: Filing

    def __init__(
        self,
        said: Written,
        boxes: PaperBoxes,
        typing: FaceStack | None,
        *,
        tagged: bool,
        printing: Printing = TWO_SIDED,
        process: Process = FORMULA,
    ) -> None:
        self.typing = typing
        self.said, self.book, self.boxes, self.tagged = said, said.book, boxes, tagged
        self.printing, self.process = printing, process
        # annotations are for screens, paper has none
        self.notes: tuple[Note, ...] = self.book.notes if tagged else ()
        self.objects = Objects()
        self.tree = self.book.tree
        self.order: Sequence[int] = ()
        self.numbers: Sequence[int] = ()  # of the pages
        self.annotations: Sequence[int] = ()
        self.composed: dict[Face, int] = {}  # after how many objects those of each face come
        self.contents: list[int] = []  # the numbers of what the pages are painted with
        self.filled: Form | None = None
        self.root = self.info = 0

    def file(self, document: Document, outline: Sequence[Bookmark]) -> bytes:
        objects = self.objects
        fonts = sorted(self.said.fonts, key=_face_name)
        numbers = {}
        for face in fonts:
            self.composed[face] = len(objects.sources)
            numbers[face.name] = composite(self.said.fonts[face], objects)
        if self.said.spare:  # names may have letters that these have not
            objects.apart.append({*range(1, len(objects.sources) + 1)})
        drawn = self.drawn()
        (tree,) = objects.reserve(1)
        pages = self.numbers = objects.reserve(len(self.said.sheets))
        notes = self.annotations = objects.reserve(len(self.notes))
        structure = self.begin()
        self.annotate(pages, notes)
        self.pages(tree, pages, notes, objects.add(f"<<{_named(numbers)}>>".encode("ascii")), drawn)
        places = self.book.places
        outlines = bookmarks(outline, places, pages, objects, self.leading()) if outline else 0
        fields = self.form(document, pages, notes)
        if self.tagged:
            structure = self.structure(pages, notes, structure)
        packet = xmp(document, PRODUCER, self.claims if self.tagged else self.printed(document))
        root = (
            shown(document, tree, outlines, structure, self.printing),
            fields,
            described(packet, self.book.ink, self.process, objects),
        )
        return self.end(root, document, objects)

    def begin(self) -> int:
        """Numbers that other objects point to, if any: the first is that of the structure tree."""
        return 0

    def end(self, root: Sequence[str], document: Document, objects: Objects) -> bytes:
        """The file, ``root`` the entries of its catalog."""
        self.root = objects.add(f"<<{''.join(root)}>>".encode("ascii"))
        self.info = objects.add(information(document, tagged=self.tagged))
        self.filing = Filing(objects.sources, self.root, self.info, objects.apart)
        data = self.filing.file()
        return headed(data) if self.book.ink == "press" else data

    def printed(self, document: Document) -> str:
        """What a file that is for paper only says of itself."""
        return PRINT_ONLY + claim(self.process, document.issued, (document.slug, document.lang))

    def leading(self) -> Lead:
        """What leads to the places of this file."""
        return to_pages(self.book.places, self.numbers)

    # -------------------------------------------------------------- pages

    def drawn(self) -> dict[str, int]:
        """Drawings and photographs; the number of each by its name."""
        out = {one.name: self.objects.add(_form(one)) for one in self.book.forms}
        for name, raster in self.said.photographs.items():
            out[name] = self.objects.add(self.image(raster))
        return out

    def image(self, raster: Raster) -> bytes:
        """An image, which points to its mask where it has one (11.6.5.2)."""
        entries = raster.entries
        if raster.mask:
            entries += b"/SMask %d 0 R" % self.objects.shared(coded(*raster.mask))
        return coded(entries, raster.data)

    def pages(
        self,
        tree: int,
        pages: Sequence[int],
        notes: Sequence[int],
        fonts: int,
        drawn: Mapping[str, int],
    ) -> None:
        """The page tree (7.7.3), in one level: these are booklets."""
        objects = self.objects
        listed: dict[int, list[int]] = {}
        for number, note in zip(notes, self.notes, strict=True):
            listed.setdefault(note.sheet, []).append(number)
        boxes = "".join(
            f"/{name}Box[{operands(box)}]"
            for name, box in zip(("Media", "Crop", "Bleed", "Trim"), self.boxes, strict=True)
            if box
        )
        inks = resources(objects) if self.book.ink == "press" else ""
        for index, sheet in enumerate(self.said.sheets):
            content = objects.add(sheet.stream or painted(sheet.parts))
            self.contents.append(content)
            tags = f"/StructParents {index}/Tabs/S" if self.tagged else ""
            annots = f"/Annots[{_references(listed[index])}]" if index in listed else ""
            source = (
                f"<</Type/Page/Parent {tree} 0 R{boxes}/Resources<</Font {fonts} 0 R"
                f"{_forms(sheet, drawn)}{inks}>>/Contents {content} 0 R{tags}{annots}>>"
            )
            objects.put(pages[index], source.encode("ascii"))
        kids = f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>"
        objects.put(tree, kids.encode("ascii"))

    def standing(self) -> dict[int, Standing]:
        """The sheets that can stand in another file as they do in this one, by number."""
        sources = self.objects.sources
        numbered = enumerate(zip(self.said.sheets, self.contents, strict=True))
        return {
            index: Standing(sources[number - 1], sheet.forms, sheet.glyphs)
            for index, (sheet, number) in numbered
            if sheet.glyphs is not None
        }

    # -------------------------------------------------------------- annotations

    def annotate(self, pages: Sequence[int], notes: Sequence[int]) -> None:
        sources, lead = self.objects.sources, self.leading()
        numbered = enumerate(zip(notes, self.notes, strict=True), len(pages))
        for key, (own, (index, area)) in numbered:
            if not isinstance(area, FieldArea):
                sources[own - 1] = link(area, goal(area.target, lead), pages[index], key)

    def form(self, document: Document, pages: Sequence[int], notes: Sequence[int]) -> str:
        """The catalog's entry for the form, where there are fields."""
        widgets = [
            Widget(own, area, pages[index], len(pages) + number)
            for number, (own, (index, area)) in enumerate(zip(notes, self.notes, strict=True))
            if isinstance(area, FieldArea)
        ]
        if not widgets:
            return ""
        assert self.typing  # where there are fields there is a face to type in
        how = Manner(self.described, runs_back(document.lang))
        self.filled = form(widgets, self.typing.typing, self.objects, how)
        return self.filled.entry

    # -------------------------------------------------------------- structure

    def structure(self, pages: Sequence[int], notes: Sequence[int], root: int) -> int:
        """The structure tree; the number of its ``root``, 0 where that is not reserved yet."""
        objects, tree = self.objects, self.tree
        known = Known(self.order) if self.order else known_of(tree)
        if not root:
            root, *_ = objects.reserve(1 + len(known.order))
        more, entries = self.further()
        sources, nums = known.written(tree, root + 1, pages, notes, more)
        objects.put(root + 1, *sources)
        source = (
            f"<</Type/StructTreeRoot/K {root + 1} 0 R/ParentTreeNextKey {len(pages) + len(notes)}"
            f"/ParentTree<</Nums[{nums}]>>{entries}>>"
        )
        objects.put(root, source.encode("ascii"))
        return root

    def further(self) -> tuple[Mapping[int, str], str]:
        """Further entries of elements by their numbers, and of the root of the structure tree."""
        return NOTHING, ""


def painted(parts: Sequence[str]) -> bytes:
    """What a page is painted with, as a stream."""
    return deflated(b"", shrunk("\n".join(parts).encode("latin-1"), AT_ONCE))


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])


def _named(numbers: Mapping[str, int]) -> str:
    return "".join([f"/{name} {number} 0 R" for name, number in numbers.items()])


def _forms(sheet: Content, drawn: Mapping[str, int]) -> str:
    """The entry of a page's resources for what is drawn on it (7.8.3)."""
    if not sheet.forms:
        return ""
    return f"/XObject<<{_named({name: drawn[name] for name in sheet.forms})}>>"


def _form(form: Drawing) -> bytes:
    box = operands((0, 0, form.drawing.width, form.drawing.height))
    head = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>"
    return deflated(head.encode("ascii"), _deflated(form.drawing, form.colours))


@lru_cache(maxsize=256)
def _deflated(drawing: Painting, colours: Colouring) -> bytes:
    """What paints a drawing. Drawings are the same in every document: deflated once in a process,
    and those of a gallery once for all runs."""

    def made() -> bytes:
        return shrunk(painting(drawing, colours).encode("ascii"), USUAL)

    made_of = drawing.made_of
    return DRAWN.once(f"{made_of} {_said(colours)}", made) if made_of else made()


@lru_cache(maxsize=64)
def _said(colours: Colouring) -> str:
    return hashlib.sha256(pickle.dumps(colours, 5)).hexdigest()


def _face_name(face: Face) -> str:
    return face.name
