"""Objects -> the body of a file (ISO 32000-1, 7.5).

Every stream has an end of line before ``endstream`` (PDF/A-2, 6.1.7.1), small objects stand in object streams, and the
file identifier is made from the content, so that the same content is the same file.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

BINARY = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TOGETHER = 200  # objects in one object stream


def file_of(objects: list[tuple[int, bytes]], catalog: int, info: int) -> bytes:
    """Objects -> file: streams as they are, the rest in object streams, a cross-reference stream (7.5.7, 7.5.8)."""
    digest = hashlib.sha256(b"\0".join(source for _, source in objects)).hexdigest()[:32].upper()
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
    for start in range(0, len(small), TOGETHER):
        last += 1
        chunk = small[start : start + TOGETHER]
        for index, (number, _) in enumerate(chunk):
            entries[number] = (2, last, index)
        emit(last, _object_stream(chunk))
    last += 1
    entries[last] = (1, position, 0)
    rows = [b"\0" * 4 + b"\xff\xff"]
    rows += [
        bytes([kind]) + a.to_bytes(3, "big") + b.to_bytes(2, "big")
        for kind, a, b in (entries[i] for i in range(1, last + 1))
    ]
    head = b"/Type/XRef/Size %d/W[1 3 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
        last + 1,
        catalog,
        info,
        digest.encode(),
        digest.encode(),
    )
    start = position
    emit(last, stream(head, zlib.compress(b"".join(rows), 6)))
    out.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(out)


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
    """A stream object: the inside of its dictionary, and its data."""
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(deflated), deflated)
