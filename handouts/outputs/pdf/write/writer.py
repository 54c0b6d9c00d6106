"""Sheets, structure tree and fonts -> the bytes of a file that is PDF/UA-1 and PDF/A-2a.

Every object is written here, as source: nothing stands in a file that nobody asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ....content.editions import TWO_SIDED, Printing
from ....meaning.document import Document
from ..colours import FORMULA, Process
from ..ink.marks import FieldArea, Form, Note
from ..ink.tags import parent_tree, reading_order, sources
from ..paths import operands
from ..text.faces import Face
from ..text.stack import FaceStack
from .bookmarks import Bookmark, bookmarks
from .catalog import About, catalog, information
from .embedded import SUBSET_TAG, composite
from .fields import Widget, form
from .finish import PaperBoxes
from .links import link
from .objects import Objects, coded, deflated, file_of, stream
from .prepress import headed, resources
from .streams import Content, Written

if TYPE_CHECKING:
    from .rasters import Raster


def write(
    document: Document,
    said: Written,
    outline: Sequence[Bookmark],
    boxes: PaperBoxes,
    *,
    typing: FaceStack | None = None,
    tagged: bool,
    printing: Printing = TWO_SIDED,
    process: Process = FORMULA,
) -> bytes:
    """The PDF file; ``outline`` lists its bookmarks.

    What is typed into its fields is shown in a face of ``typing``. One that is not ``tagged`` is
    for paper only: no tags, no links, and its metadata says so. Print dialogs are set to
    ``printing``; ``process`` is that of a press.
    """
    about = About(document, said.book.ink, printing, process, tagged=tagged)
    return _Writer(said, boxes, typing, tagged=tagged).file(about, outline)


class _Writer:
    """Adds the objects of one file."""

    def __init__(
        self, said: Written, boxes: PaperBoxes, typing: FaceStack | None, *, tagged: bool
    ) -> None:
        self.typing = typing
        self.said, self.book, self.boxes, self.tagged = said, said.book, boxes, tagged
        # annotations are for screens, paper has none
        self.notes: tuple[Note, ...] = self.book.notes if tagged else ()
        self.objects = Objects()

    def file(self, about: About, outline: Sequence[Bookmark]) -> bytes:
        objects = self.objects
        fonts = sorted(self.said.fonts, key=_face_name)
        numbers = {face.name: composite(self.said.fonts[face], objects) for face in fonts}
        drawn = self.drawn()
        (tree,) = objects.reserve(1)
        pages = objects.reserve(len(self.said.sheets))
        notes = objects.reserve(len(self.notes))
        self.annotate(pages, notes)
        self.pages(tree, pages, notes, objects.add(f"<<{_named(numbers)}>>".encode("ascii")), drawn)
        in_order = sorted(outline, key=self.page_of)
        outlines = bookmarks(in_order, self.book.places, pages, objects) if outline else 0
        fields = self.form(pages, notes)
        structure = self.structure(pages, notes) if self.tagged else 0
        root = catalog(about, tree, outlines, structure, fields, objects)
        info = objects.add(information(about))
        data = file_of(objects.sources, root, info)
        return headed(data) if self.book.ink == "press" else data

    def page_of(self, bookmark: Bookmark) -> int:
        return self.book.places[bookmark.place].page

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
            content = objects.add(stream(b"", "\n".join(sheet.parts).encode("ascii")))
            tags = f"/StructParents {index}/Tabs/S" if self.tagged else ""
            annots = f"/Annots[{_references(listed[index])}]" if index in listed else ""
            source = (
                f"<</Type/Page/Parent {tree} 0 R{boxes}/Resources<</Font {fonts} 0 R"
                f"{_forms(sheet, drawn)}{inks}>>/Contents {content} 0 R{tags}{annots}>>"
            )
            objects.put(pages[index], source.encode("ascii"))
        kids = f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>"
        objects.put(tree, kids.encode("ascii"))

    # -------------------------------------------------------------- annotations

    def annotate(self, pages: Sequence[int], notes: Sequence[int]) -> None:
        objects = self.objects
        for number, (own, (index, area)) in enumerate(zip(notes, self.notes, strict=True)):
            page, key = pages[index], len(pages) + number
            if not isinstance(area, FieldArea):
                objects.put(own, link(area, self.book.places, pages, page, key))

    def form(self, pages: Sequence[int], notes: Sequence[int]) -> str:
        """The catalog's entry for the form, where there are fields."""
        widgets = [
            Widget(own, area, pages[index], len(pages) + number)
            for number, (own, (index, area)) in enumerate(zip(notes, self.notes, strict=True))
            if isinstance(area, FieldArea)
        ]
        if not widgets:
            return ""
        assert self.typing  # where there are fields there is a face to type in
        return form(widgets, self.typing.typing, SUBSET_TAG, self.objects)

    # -------------------------------------------------------------- structure

    def structure(self, pages: Sequence[int], notes: Sequence[int]) -> int:
        """The structure tree; the number of its root."""
        objects, tree = self.objects, self.book.tree
        order = reading_order(tree)
        root, *_ = objects.reserve(1 + len(order))
        for number, element in enumerate(sources(tree, order, root + 1, pages, notes), root + 1):
            objects.put(number, element)
        nums = parent_tree(tree, order, root + 1, len(pages))
        source = b"<</Type/StructTreeRoot/K %d 0 R/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>>>"
        objects.put(root, source % (root + 1, len(pages) + len(notes), nums))
        return root


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])


def _named(numbers: Mapping[str, int]) -> str:
    return "".join([f"/{name} {number} 0 R" for name, number in numbers.items()])


def _forms(sheet: Content, drawn: Mapping[str, int]) -> str:
    """The entry of a page's resources for what is drawn on it (7.8.3)."""
    if not sheet.forms:
        return ""
    return f"/XObject<<{_named({name: drawn[name] for name in sheet.forms})}>>"


def _form(form: Form) -> bytes:
    box = operands((0, 0, form.drawing.width, form.drawing.height))
    head = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>"
    return deflated(head.encode("ascii"), _deflated(form.operators))


@lru_cache(maxsize=256)
def _deflated(operators: str) -> bytes:
    """Drawings are the same in every document: deflated once in a process."""
    return zlib.compress(operators.encode("ascii"), 6)


def _face_name(face: Face) -> str:
    return face.name
