"""What each page of a file of ours is known by: as long as it is the same, so is its picture."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

OBJECT = b" 0 obj\n"  # looked for as it is: files are large, and a pattern takes ten times longer
PACKED = re.compile(
    rb"<</Type/ObjStm/N \d+/First (\d+)/Filter/FlateDecode/Length (\d+)>>\nstream\n"
)
PAGE = re.compile(rb"<</Type/Page/Parent .*?/Contents (\d+) 0 R")
DRAWN = re.compile(rb"/XObject<<(.*?)>>")
NAMED = re.compile(rb"/[^ /]+ (\d+) 0 R")


def prints(data: bytes, salt: str = "") -> tuple[str, ...]:
    """The hash of each page's content and of what is drawn in it, with a ``salt`` for all that no
    page says of itself (faces, fields)."""
    objects = _objects(data)

    def digest(numbers: list[bytes]) -> str:
        told = hashlib.sha256(salt.encode())
        for number in numbers:
            begin, end = objects.get(int(number), (0, 0))
            told.update(data[begin:end])
        return told.hexdigest()[:32]

    return tuple(digest(numbers) for numbers in _pages(data))


def _objects(data: bytes) -> dict[int, tuple[int, int]]:
    """Where each object of a file begins and ends, by its number; what looks like the head of one
    inside a stream has no number on a line of its own before it."""
    at = list[tuple[int, int, int]]()
    end = data.find(OBJECT)
    while end >= 0:
        line = data.rfind(b"\n", 0, end) + 1
        if data[line:end].isdigit():
            at.append((int(data[line:end]), line, end + len(OBJECT)))
        end = data.find(OBJECT, end + 1)
    ends = [start for _, start, _ in at[1:]] + [len(data)]
    return {number: (begin, end) for (number, _, begin), end in zip(at, ends, strict=True)}


def _pages(data: bytes) -> Iterator[list[bytes]]:
    """The numbers of the objects that each page shows, in the order of the pages."""
    for found in PACKED.finditer(data):
        packed = data[found.end() : found.end() + int(found[2])]
        inside = zlib.decompress(packed)[int(found[1]) :]
        starts = [one.start() for one in PAGE.finditer(inside)]
        for start, end in pairwise((*starts, len(inside))):
            page = inside[start:end]
            contents, drawn = PAGE.match(page), DRAWN.search(page)
            if contents:
                yield [contents[1], *(NAMED.findall(drawn[1]) if drawn else ())]
