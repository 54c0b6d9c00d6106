"""Files that this writer wrote, as one: a print job whose copies stay tagged.

Each copy keeps its pages, its part of the structure tree and its fields, under names of its own;
fonts and pictures that are the same stand in the file once. What a file has only as a whole
(metadata, colours, bookmarks) is that of the first one, without its bookmarks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cached_property

from .objects import Filing, Objects

# a string, which has no references in it; a reference; a key of the parent tree
TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|(\d+) 0 R\b|/StructParent(s?) (\d+)")
STREAM = b">>\nstream\n"
BOXES = re.compile(rb"(?:/\w+Box\[[^\]]*\])+")
FORM = re.compile(rb"/AcroForm<</Fields\[([^\]]*)\](/DR<<.*?>>>>/DA\([^)]*\))>>")
OUTLINES = re.compile(rb"/Outlines \d+ 0 R/PageMode/UseOutlines")


class Opened:
    """A file that this writer wrote: its objects by their numbers."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        at = int(data[data.rindex(b"startxref\n") + 10 : data.rindex(b"\n%%EOF")])
        head, _, rest = data[at:].partition(STREAM)
        self.root, self.info = _number(rb"/Root (\d+)", head), _number(rb"/Info (\d+)", head)
        wide = _number(rb"/W\[1 (\d+) 2\]", head)
        rows = zlib.decompress(rest[: _number(rb"/Length (\d+)", head)])
        step = 3 + wide
        self.entries = [
            (rows[start], int.from_bytes(rows[start + 1 : start + 1 + wide], "big"))
            for start in range(0, len(rows), step)
        ]
        starts = sorted(place for kind, place in self.entries if kind == 1)
        self.ends = dict(zip(starts, [*starts[1:], data.rindex(b"startxref\n")], strict=True))

    def whole(self, number: int) -> bytes:
        """What stands in the file by itself under this number."""
        _, place = self.entries[number]
        start = self.data.index(b"\n", place) + 1
        return self.data[start : self.ends[place] - len(b"\nendobj\n")]

    @cached_property
    def packed(self) -> dict[int, bytes]:
        """The objects in object streams."""
        out: dict[int, bytes] = {}
        for number in {place for kind, place in self.entries if kind == 2}:
            head, _, data = self.whole(number).partition(STREAM)
            inside = zlib.decompress(data.removesuffix(b"\nendstream"))
            first = _number(rb"/First (\d+)", head)
            told = list(map(int, inside[:first].split()))
            starts = [*told[1::2], len(inside) - first + 1]
            for own, start, end in zip(told[::2], starts, starts[1:], strict=False):
                out[own] = inside[first + start : first + end - 1]
        return out

    def source(self, number: int) -> bytes:
        found = self.packed.get(number)
        return self.whole(number) if found is None else found


class _Gathering:
    """One file of many, while it grows: the catalog is its first object, then the page tree, then
    the root of the structure."""

    def __init__(self, first: Opened) -> None:
        self.first, self.objects = first, Objects()
        self.catalog, self.tree, self.structure = self.objects.reserve(3)
        self.numbers: dict[int, int] = {}  # of the objects of the file at hand
        self.waiting: list[int] = []
        self.keys = self.count = self.copies = 0
        self.pages: list[int] = []
        self.documents: list[int] = []
        self.nums: list[bytes] = []
        self.fields: list[int] = []

    def add(self, file: Opened) -> None:
        """A file after those that are there; its pages begin on the front of a sheet."""
        self.copies += 1
        self.numbers, self.waiting = {}, []
        root = file.source(file.root)
        pages, structure = _number(rb"/Pages (\d+)", root), _number(rb"/StructTreeRoot (\d+)", root)
        self.numbers[structure] = self.structure
        tagged = file.source(structure)
        form = FORM.search(root)
        listed = [int(one) for one in re.findall(rb"(\d+) 0 R", form[1])] if form else []
        self.leaves(file, pages)
        self.documents.append(self.number(_number(rb"/K (\d+)", tagged)))
        for line in tagged.partition(b"/Nums[")[2].rpartition(b"]>>")[0].split(b"\n"):
            key = re.match(rb"\d+", line)
            if key:
                told = self.renumbered(line[key.end() :])
                self.nums.append(b"%d%s" % (int(key[0]) + self.keys, told))
        self.form(file, listed)
        while self.waiting:
            number = self.waiting.pop()
            self.put(number, file.source(number))
        self.keys += _number(rb"/ParentTreeNextKey (\d+)", tagged)

    def leaves(self, file: Opened, pages: int) -> None:
        """The pages of a file under a node of their own; an empty one more where they are odd."""
        kids = [int(one) for one in re.findall(rb"(\d+) 0 R", file.source(pages))]
        (node,) = self.objects.reserve(1)
        self.numbers[pages] = node
        own = [self.number(one) for one in kids]
        if len(own) % 2:
            boxes = BOXES.search(file.source(kids[0]))
            assert boxes
            source = b"<</Type/Page/Parent %d 0 R%s/Resources<<>>>>" % (node, boxes[0])
            own.append(self.objects.add(source))
        told = self.tree, len(own), _references(own)
        self.objects.put(node, b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % told)
        self.pages.append(node)
        self.count += len(own)

    def form(self, file: Opened, listed: Sequence[int]) -> None:
        """The fields of a file, below a field of its own: names are told apart by the copy."""
        if not listed:
            return
        (node,) = self.objects.reserve(1)
        for number in listed:
            own = self.number(number)
            self.waiting.remove(number)
            source = self.renumbered(file.source(number))
            self.objects.put(own, b"<</Parent %d 0 R%s" % (node, source[2:]))
        kids = _references([self.numbers[number] for number in listed])
        self.objects.put(node, b"<</T(copy%d)/Kids[%s]>>" % (self.copies, kids))
        self.fields.append(node)

    def number(self, number: int) -> int:
        """The number that an object of the file at hand has in this one."""
        if number not in self.numbers:
            (self.numbers[number],) = self.objects.reserve(1)
            self.waiting.append(number)
        return self.numbers[number]

    def put(self, number: int, source: bytes) -> None:
        head, parted, data = source.partition(STREAM)
        self.objects.put(self.numbers[number], self.renumbered(head) + parted + data)

    def renumbered(self, source: bytes) -> bytes:
        def told(found: re.Match[bytes]) -> bytes:
            if found[1]:
                return b"%d 0 R" % self.number(int(found[1]))
            if found[3]:
                return b"/StructParent%s %d" % (found[2], int(found[3]) + self.keys)
            return found[0]

        return TOKEN.sub(told, source)

    def file(self) -> bytes:
        """All of it."""
        objects = self.objects
        kids = self.count, _references(self.pages)
        objects.put(self.tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % kids)
        tagged = _references(self.documents), self.keys, b"\n".join(self.nums)
        entries = b"/K[%s]/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>" % tagged
        objects.put(self.structure, b"<</Type/StructTreeRoot%s>>" % entries)
        root = OUTLINES.sub(b"", self.first.source(self.first.root))
        form = FORM.search(root)
        self.numbers = {
            _number(rb"/Pages (\d+)", root): self.tree,
            _number(rb"/StructTreeRoot (\d+)", root): self.structure,
        }
        if form:
            told = self.renumbered(form[2])
            fields = b"/AcroForm<</Fields[%s]%s>>" % (_references(self.fields), told)
            root = FORM.sub(b"", root)
            objects.put(self.catalog, self.renumbered(root)[:-2] + fields + b">>")
        else:
            objects.put(self.catalog, self.renumbered(root))
        info = self.number(self.first.info)
        while self.waiting:
            number = self.waiting.pop()
            self.put(number, self.first.source(number))
        return Filing(*_once(objects.sources, self.catalog, info)).file()


def gathered(files: Sequence[bytes]) -> bytes:
    """Tagged ``files`` of this writer, PDF 1.7, as one. Raises ``ValueError``: one is another's."""
    opened = [Opened(data) for data in files]
    made = _Gathering(opened[0])
    for one in opened:
        made.add(one)
    return made.file()


def _once(sources: list[bytes], catalog: int, info: int) -> tuple[list[bytes], int, int]:
    """Objects that are the same, once: from the leaves up, until no two are. A page, an element
    and a field know what they are in, so that none is taken for another."""
    while True:
        known: dict[bytes, int] = {}
        leads = {
            number: known.setdefault(source, number) for number, source in enumerate(sources, 1)
        }
        kept = [number for number, own in leads.items() if number == own]
        if len(kept) == len(sources):
            return sources, catalog, info
        places = {number: place for place, number in enumerate(kept, 1)}
        moved = {number: places[own] for number, own in leads.items()}
        sources = [_moved(sources[number - 1], moved) for number in kept]
        catalog, info = moved[catalog], moved[info]


def _moved(source: bytes, moved: dict[int, int]) -> bytes:
    head, parted, data = source.partition(STREAM)

    def told(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % moved[int(found[1])] if found[1] else found[0]

    return TOKEN.sub(told, head) + parted + data


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])


def _number(pattern: bytes, source: bytes) -> int:
    found = re.search(pattern, source)
    if not found:
        raise ValueError(pattern)
    return int(found[1])
