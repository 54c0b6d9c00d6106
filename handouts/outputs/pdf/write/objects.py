"""Objects -> the bytes of a file: streams, object streams, the cross-reference stream (ISO 32000-1,
7.5)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

BINARY = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def file_of(objects: list[tuple[int, bytes]], catalog: int, info: int) -> bytes:
    """Objects -> file: streams as they are, the rest in object streams, a cross-reference stream
    (7.5.7, 7.5.8)."""
    digest = _digest(source for _, source in objects)
    out, position = [BINARY], len(BINARY)
    entries: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []

    def emit(number: int, source: bytes) -> None:
        nonlocal position
        entries[number] = (1, position, 0)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, source))
        position += len(out[-1])

    for number, source in objects:
        body = source.strip()
        if body.endswith(b"endstream"):
            emit(number, body)
        else:
            small.append((number, body))
    last = len(objects)
    for start in range(0, len(small), 200):
        last += 1
        chunk = small[start : start + 200]
        for index, (number, _) in enumerate(chunk):
            entries[number] = (2, last, index)
        emit(last, _object_stream(chunk))
    last += 1
    entries[last] = (1, position, 0)
    # bytes of an offset: photographs make large files
    wide = max(3, (position.bit_length() + 7) // 8)
    rows = _rows([entries[number] for number in range(1, last + 1)], wide)
    head = b"/Type/XRef/Size %d/W[1 %d 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
        last + 1,
        wide,
        catalog,
        info,
        digest.encode(),
        digest.encode(),
    )
    start = position
    emit(last, stream(head, zlib.compress(rows, 6)))
    out.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(out)


def _rows(entries: Iterable[tuple[int, int, int]], wide: int) -> bytes:
    """The cross-reference table (7.5.8.3): object 0, which is free, then the others; ``wide`` bytes
    for an offset."""
    rows = [bytes(1 + wide) + b"\xff\xff"]
    for kind, where, index in entries:
        rows.append(bytes([kind]) + where.to_bytes(wide, "big") + index.to_bytes(2, "big"))
    return b"".join(rows)


def _digest(sources: Iterable[bytes]) -> str:
    """What tells a file from others (14.4): 32 hexadecimal digits from the sources of its
    objects."""
    told, between = hashlib.sha256(), b""
    for source in sources:
        told.update(between)
        told.update(source)
        between = b"\0"
    return told.hexdigest()[:32].upper()


def _object_stream(chunk: Iterable[tuple[int, bytes]]) -> bytes:
    heads, bodies, offset = [], [], 0
    for number, source in chunk:
        heads.append(b"%d %d" % (number, offset))
        bodies.append(source)
        offset += len(source) + 1
    head = b" ".join(heads) + b"\n"
    packed = zlib.compress(head + b"\n".join(bodies), 6)
    return stream(b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head)), packed)


def stream(entries: bytes, deflated: bytes) -> bytes:
    return coded(entries + b"/Filter/FlateDecode", deflated)


def coded(entries: bytes, data: bytes) -> bytes:
    """A stream whose ``entries`` say how its data are coded."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)
