"""Objects -> the bytes of a file: streams, object streams, the cross-reference stream (ISO 32000-1,
7.5)."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate

BINARY = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
LEVEL = 5  # of deflating: a fifth faster than 6, and hardly longer (1 to 2 percent of the words)
MOST = 200  # objects in an object stream: a reader inflates all of it to get at one


class Objects:
    """The objects of a file while it is made, numbered from 1 in the order they are asked for."""

    def __init__(self) -> None:
        self.sources: list[bytes] = []
        self._known: dict[bytes, int] = {}

    def add(self, source: bytes) -> int:
        """A new object; its number."""
        self.sources.append(source)
        return len(self.sources)

    def reserve(self, count: int) -> range:
        """The numbers of objects that others point to before they are there (``put``)."""
        first = len(self.sources) + 1
        self.sources += [b""] * count
        return range(first, first + count)

    def put(self, number: int, source: bytes) -> None:
        self.sources[number - 1] = source

    def shared(self, source: bytes) -> int:
        """The number of an object that is the same wherever it is pointed to from."""
        if source not in self._known:
            self._known[source] = self.add(source)
        return self._known[source]


def file_of(
    objects: Sequence[bytes], catalog: int, info: int = 0, version: bytes = b"1.7"
) -> bytes:
    """Objects, numbered from 1, -> file: streams as they are, the rest in object streams, a
    cross-reference stream (7.5.7, 7.5.8). Without ``info`` there is no information dictionary."""
    digest = _digest(objects)
    out = [BINARY % version]
    position = len(out[0])
    entries: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []

    def emit(number: int, source: bytes) -> None:
        nonlocal position
        entries[number] = (1, position, 0)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, source))
        position += len(out[-1])

    for number, source in enumerate(objects, 1):
        if source.endswith(b"endstream"):
            emit(number, source)
        else:
            small.append((number, source))
    last = len(objects)
    for start in range(0, len(small), MOST):
        last += 1
        chunk = small[start : start + MOST]
        for index, (number, _) in enumerate(chunk):
            entries[number] = (2, last, index)
        emit(last, _object_stream(chunk))
    last += 1
    entries[last] = (1, position, 0)
    # bytes of an offset: photographs make large files
    wide = max(3, (position.bit_length() + 7) // 8)
    rows = _rows([entries[number] for number in range(1, last + 1)], wide)
    told = b"/Info %d 0 R" % info if info else b""
    numbers = last + 1, wide, catalog, told, digest, digest
    head = b"/Type/XRef/Size %d/W[1 %d 2]/Root %d 0 R%s/ID[<%s><%s>]" % numbers
    start = position
    emit(last, stream(head, rows))
    out.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(out)


def _rows(entries: Iterable[tuple[int, int, int]], wide: int) -> bytes:
    """The cross-reference table (7.5.8.3): object 0, which is free, then the others; ``wide`` bytes
    for an offset."""
    rows = [bytes(1 + wide) + b"\xff\xff"]
    pack = struct.Struct(">BQH").pack
    for entry in entries:
        row = pack(*entry)
        rows.append(row[:1] + row[9 - wide :])
    return b"".join(rows)


def _digest(sources: Sequence[bytes]) -> bytes:
    """What tells a file from others (14.4): 32 hexadecimal digits from the sources of its
    objects."""
    return hashlib.sha256(b"\0".join(sources)).hexdigest()[:32].upper().encode("ascii")


def _object_stream(chunk: Sequence[tuple[int, bytes]]) -> bytes:
    numbers, sources = zip(*chunk, strict=True)
    starts = accumulate([len(source) + 1 for source in sources], initial=0)
    heads = [f"{number} {start}" for number, start in zip(numbers, starts, strict=False)]
    head = " ".join(heads).encode("ascii") + b"\n"
    return stream(
        b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head)), head + b"\n".join(sources)
    )


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream of ``data`` that are deflated here."""
    return deflated(entries, zlib.compress(data, LEVEL))


def deflated(entries: bytes, data: bytes) -> bytes:
    """A stream of ``data`` that are deflated already."""
    return coded(entries + b"/Filter/FlateDecode", data)


def coded(entries: bytes, data: bytes) -> bytes:
    """A stream whose ``entries`` say how its data are coded."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)
