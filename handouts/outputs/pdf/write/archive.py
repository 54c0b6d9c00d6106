"""A file for records: PDF 2.0 (ISO 32000-2), PDF/UA-2 (ISO 14289-2) and PDF/A-4f (ISO 19005-4),
which carries what it was made from.

Against a file for readers: every element has a namespace; links, bookmarks and lists of contents
lead to elements; a caption stands in its picture; there is no information dictionary; and files are
attached, each associated with what it made (14.13).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from ....meaning.document import Document
from ...output import Attachment
from ..ink.marks import LinkArea
from ..ink.structure import reading_order
from ..ink.tags import Annotation, Data, Element, Kid, Tree, text_string
from ..text.stack import FaceStack
from .finish import PaperBoxes
from .links import Lead
from .metadata import ARCHIVED
from .objects import Objects, file_of, stream
from .streams import Written
from .writer import Writer

VERSION = b"2.0"
NAMESPACE = "http://iso.org/pdf2/ssn"  # the structure types of PDF 2.0 (14.8.6)
# types that only the namespace of PDF 1.7 has, which an element without a namespace is in
OLDER = ("TOC", "TOCI", "Reference")
NAMES, NAMED = "/ListNumbering/None", "/ListNumbering/Description"
NUMBERS = "numbers-{number}.csv"
CSV = "text/csv"


class Archive(Writer):
    """Adds the objects of one file; those of the structure tree are pointed to by links."""

    claims = ARCHIVED
    described = True

    def __init__(
        self,
        document: Document,
        said: Written,
        boxes: PaperBoxes,
        typing: FaceStack,
        attached: Sequence[Attachment],
    ) -> None:
        super().__init__(said, boxes, typing, tagged=True)
        self.day, self.attached = document.issued.replace("-", ""), attached
        self.tree = renewed(self.book.tree)
        self.order = reading_order(self.tree)
        self.files: dict[str, int] = {}  # number of each file specification by its name
        self.own: dict[int, int] = {}  # number of each element's object

    def begin(self) -> int:
        root, *own = self.objects.reserve(1 + len(self.order))
        self.own = dict(zip(self.order, own, strict=True))
        return root

    def leading(self) -> Lead:
        return self.lead

    def lead(self, name: str, above: float) -> str:
        """To the page, and for readers that know them to the element that stands there (12.3.2.3);
        it may hold nothing."""
        place = self.book.places[name]
        spot = f"/XYZ 0 {place.y + above:.2f} null]"
        element = self.own.get(-1 if place.element is None else place.element, self.own[0])
        return f"/A<</S/GoTo/D[{self.numbers[place.page]} 0 R{spot}/SD[{element} 0 R{spot}>>"

    def further(self) -> tuple[Mapping[int, str], str]:
        namespace = self.objects.add(f"<</Type/Namespace/NS({NAMESPACE})>>".encode("ascii"))
        more = {
            number: f"/NS {namespace} 0 R"
            for number in self.order
            if self.tree.elements[number].tag not in OLDER
        }
        for number, place in self.listed().items():
            more[number] = f"{more.get(number, '')}/Ref[{self.own[place]} 0 R]"
        shown = [number for number in self.order if self.tree.elements[number].data]
        for count, number in enumerate(shown, 1):
            data = self.tree.elements[number].data
            assert data is not None
            more[number] += f"/AF[{self.attach(_numbers(data, count))} 0 R]"
        return more, f"/Namespaces[{namespace} 0 R]"

    def listed(self) -> dict[int, int]:
        """The element that each entry of a list of contents leads to."""
        found: dict[int, int] = {}
        for entry in self.order:
            if self.tree.elements[entry].tag != "TOCI":
                continue
            for number in _notes(self.tree, entry):
                area = self.book.notes[number].area
                place = self.book.places[area.target[1:]] if isinstance(area, LinkArea) else None
                if place is not None and place.element in self.own:
                    found[entry] = place.element
        return found

    def attach(self, file: Attachment) -> int:
        """A file specification with its file (7.11); its number."""
        data, name = file.data, text_string(file.name)
        check = hashlib.md5(data, usedforsecurity=False).hexdigest()  # what table 45 asks for
        params = f"/Params<</Size {len(data)}/CheckSum<{check}>/ModDate(D:{self.day}000000Z)>>"
        kind = file.kind.replace("/", "#2F")
        held = self.objects.add(
            stream(f"/Type/EmbeddedFile/Subtype/{kind}{params}".encode("ascii"), data)
        )
        source = (
            f"<</Type/Filespec/F{name}/UF{name}/Desc {text_string(file.about)}"
            f"/AFRelationship/{file.relation}/EF<</F {held} 0 R/UF {held} 0 R>>>>"
        )
        self.files[file.name] = number = self.objects.add(source.encode("ascii"))
        return number

    def end(self, root: Sequence[str], document: Document, objects: Objects) -> bytes:
        whole = " ".join(f"{self.attach(file)} 0 R" for file in self.attached)
        names = "".join(f"{text_string(name)}{self.files[name]} 0 R" for name in sorted(self.files))
        carried = f"/AF[{whole}]/Names<</EmbeddedFiles<</Names[{names}]>>>>"
        number = objects.add(f"<<{''.join(root)}{carried}>>".encode("ascii"))
        return file_of(objects.sources, number, version=VERSION)


def _numbers(data: Data, count: int) -> Attachment:
    name = NUMBERS.format(number=count)
    return Attachment(name, CSV, data.csv.encode("utf-8"), "Data", data.about)


def _notes(tree: Tree, number: int) -> list[int]:
    """The annotations below an element."""
    out = []
    for kid in tree.kids[number]:
        if isinstance(kid, Annotation):
            out.append(kid.number)
        elif isinstance(kid, int):
            out += _notes(tree, kid)
    return out


# ------------------------------------------------------------------ the tree of PDF 2.0


def renewed(tree: Tree) -> Tree:
    """The same tree as PDF 2.0 has it: a caption in its picture, and lists whose entries have names
    say so."""
    kids = list(tree.kids)
    for number, element in enumerate(tree.elements):
        if element.tag == "Div":
            _captioned(tree, kids, number)
    elements = tuple(_list(tree, number, element) for number, element in enumerate(tree.elements))
    return Tree(elements, tuple(kids))


def _captioned(tree: Tree, kids: list[tuple[Kid, ...]], group: int) -> None:
    """Moves the caption of the one picture of a group into it."""
    inside = [kid for kid in kids[group] if isinstance(kid, int)]
    pictures = [kid for kid in inside if tree.elements[kid].tag == "Figure"]
    captions = [kid for kid in inside if tree.elements[kid].tag == "Caption"]
    if len(pictures) == len(captions) == 1:
        (picture,), (caption,) = pictures, captions
        kids[group] = tuple(kid for kid in kids[group] if kid != caption)
        kids[picture] = (*kids[picture], caption)


def _list(tree: Tree, number: int, element: Element) -> Element:
    if element.tag != "L" or NAMES not in element.attributes:
        return element
    entries = (kid for kid in tree.kids[number] if isinstance(kid, int))
    named = any(
        tree.elements[kid].tag == "Lbl"
        for entry in entries
        for kid in tree.kids[entry]
        if isinstance(kid, int)
    )
    attributes = element.attributes.replace(NAMES, NAMED) if named else element.attributes
    return element._replace(attributes=attributes)
