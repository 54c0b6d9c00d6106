"""What somebody has hidden in a sheet (XLSX, ODS): rows that a filter leaves out, columns, sheets.

Who filters a list to the patients of this morning means those who are seen. The reader of sheets
gives all rows alike, so the XML is looked at once more; what it unpacks to was counted before.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree

from ..source.rows import NamedTuple

ODS, XLSX = "content.xml", "xl/workbook.xml"
GONE = ("collapse", "filter")  # how ODS calls what is hidden
TRUE = ("1", "true")
Attributes = Mapping[str, str]


class Unseen(NamedTuple):
    """Rows and columns that are hidden, by their numbers from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def unseen(data: bytes, sheet: str, most: tuple[int, int]) -> Unseen:
    """What is hidden in a ``sheet`` of a file, of at ``most`` so many rows and columns. Raises
    ``ValueError``, ``KeyError``, ``zipfile.BadZipFile``: it is no such file."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = packed.namelist()
        if ODS in names:
            hidden = list(_of_ods(packed.read(ODS), sheet))
        elif XLSX in names:
            hidden = list(_of_xlsx(packed.read(_part(packed, sheet))))
        else:
            hidden = []
    found: tuple[set[int], set[int]] = (set(), set())
    for column, begin, end in hidden:
        found[column].update(range(begin, min(end, most[column])))
    return Unseen(frozenset(found[0]), frozenset(found[1]))


def _elements(data: bytes) -> Iterator[tuple[str, Attributes]]:
    """Each element in order, by its name and its attributes without their namespaces. Raises
    ``ValueError``: this is no XML, or declares something."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("no office program declares anything")
    try:
        for _, one in ElementTree.iterparse(BytesIO(data), ("start",)):
            told = {_bare(name): value for name, value in one.attrib.items()}
            yield _bare(one.tag), told
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from None


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _part(packed: zipfile.ZipFile, sheet: str) -> str:
    """The file in which an XLSX keeps a sheet."""
    link = next(
        told.get("id", "")
        for name, told in _elements(packed.read(XLSX))
        if name == "sheet" and told.get("name") == sheet
    )
    links = packed.read("xl/_rels/workbook.xml.rels")
    target = next(told["Target"] for _, told in _elements(links) if told.get("Id") == link)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _of_xlsx(data: bytes) -> Iterator[tuple[bool, int, int]]:
    """The hidden stretches of a sheet: whether it is one of columns, where it begins and ends."""
    number, usual = 0, False
    for name, told in _elements(data):
        hidden = told.get("hidden") in TRUE
        if name == "sheetFormatPr":
            usual = told.get("zeroHeight") in TRUE  # rows are hidden that do not say otherwise
        elif name == "col" and (hidden or told.get("width") == "0"):
            yield True, int(told["min"]) - 1, int(told["max"])
        elif name == "row":
            number = int(told.get("r") or number + 1)
            if hidden or told.get("ht") == "0" or usual and "hidden" not in told:
                yield False, number - 1, number


def _of_ods(data: bytes, sheet: str) -> Iterator[tuple[bool, int, int]]:
    """The same of a sheet of ODS, where a stretch is one element that says how long it is."""
    own, row, column = False, 0, 0
    for name, told in _elements(data):
        hidden = told.get("visibility") in GONE
        if name == "table":
            own, row, column = told.get("name") == sheet, 0, 0
        elif own and name == "table-column":
            begin, column = column, column + int(told.get("number-columns-repeated", "1"))
            if hidden:
                yield True, begin, column
        elif own and name == "table-row":
            begin, row = row, row + int(told.get("number-rows-repeated", "1"))
            if hidden:
                yield False, begin, row
