"""The segments of a JPEG file (ITU-T T.81, annex B): whether all are there, and which of them are
needed to show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source.rows import NamedTuple

START, END, SCAN, RESTART = 0xD8, 0xD9, 0xDA, 0xD0
TABLES = {0xDB, 0xC4, 0xDD}  # quantization, Huffman codes, restart interval
PROGRESSIVE = 0xC2
CUT = 24  # bytes
FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive: what PDF takes (ISO 32000-1, 7.4.8)
OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
ADOBE = 0xEE
YCC = 1  # in Adobe's segment: the three components are luma and two differences
REST = {0xC8, 0xCC, *range(0xDC, 0xE0), *range(0xE0, 0xF0), 0xFE}  # all else that begins a segment
MARKER = re.compile(rb"\xff+[^\x00\xff]", re.DOTALL)  # inside a scan FF is followed by 00
# The head of a JFIF file without density or thumbnail: luma and differences, as nearly all files
# are.
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


class Broken(ValueError):
    """The file is cut short, or holds what cannot stand there."""


class Segment(NamedTuple):
    """A marker, where its segment lies, and where the dots of a scan end that follow it."""

    kind: int
    start: int
    end: int


def segments(data: bytes) -> Iterator[Segment]:
    """Every segment up to the end of the picture; whatever a camera put after that is no part of
    it.

    Raises ``Broken``.
    """
    if data[:2] != b"\xff\xd8":
        raise Broken
    at = 2
    while True:
        match = MARKER.match(data, at)
        if match is None:
            raise Broken
        kind, start = data[match.end() - 1], match.end() - 2
        if kind == END:
            return
        if kind not in TABLES | FRAMES | OTHER_FRAMES | REST | {SCAN}:
            raise Broken
        size = int.from_bytes(data[start + 2 : start + 4], "big")
        at = start + 2 + size
        if size < 2 or at > len(data):
            raise Broken
        if kind == SCAN:
            at = _after_scan(data, at)
        yield Segment(kind, start, at)


def _after_scan(data: bytes, at: int) -> int:
    """Where the coded dots end that begin at ``at``; restart markers count from 0 to 7 and
    again."""
    for restarts, match in enumerate(MARKER.finditer(data, at)):
        kind = data[match.end() - 1]
        if not RESTART <= kind < RESTART + 8:
            return match.end() - 2
        if kind != RESTART + restarts % 8:
            raise Broken
    raise Broken


def shortened(data: bytes) -> bytes | None:
    """The same file without the last bytes of its dots; ``None`` where they are few, or not in
    reading order.

    Raises ``Broken``.
    """
    found = list(segments(data))
    if any(one.kind in OTHER_FRAMES | {PROGRESSIVE} for one in found):
        return None
    scans = [one for one in found if one.kind == SCAN]
    if len(scans) != 1 or scans[0].end - scans[0].start < 10 * CUT:
        return None
    end = scans[0].end - CUT
    return data[: end - 1 if data[end - 1] == 0xFF else end] + b"\xff\xd9"


def bare(data: bytes) -> bytes | None:
    """The same picture, dot for dot, without what a camera or a program tells about it.

    ``None`` where a PDF reader might take its colours for others. Raises ``Broken``.
    """
    kept: list[bytes] = []
    for one in segments(data):
        segment = data[one.start : one.end]
        if one.kind in OTHER_FRAMES or (one.kind in FRAMES and not _usual(segment)):
            return None
        if one.kind == ADOBE and segment[4:9] == b"Adobe" and segment[15:16] != bytes([YCC]):
            return None
        if one.kind in TABLES | FRAMES | {SCAN}:
            kept.append(segment)
    return b"".join((b"\xff\xd8", JFIF, *kept, b"\xff\xd9"))


def _usual(frame: bytes) -> bool:
    """Whether a frame has 8 bits for each component, and is grey or luma and differences, which are
    called 1, 2, 3."""
    count = frame[9]
    names = frame[10 : 10 + 3 * count : 3]
    return frame[4] == 8 and (count == 1 or names == b"\x01\x02\x03")
