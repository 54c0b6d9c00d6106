"""The container of a TrueType font (ISO/IEC 14496-22, 4.3): tables with their checksums."""

from __future__ import annotations

import re
import struct
import sys
from array import array
from collections.abc import Mapping

TRUETYPE = b"\0\1\0\0"
HEAD = b"head"
WHOLE = 0xB1B0AFBA  # what a whole font sums up to with the adjustment in its table ``head``


class Broken(Exception):
    """What is wrong with a font file, in words for an author."""


def read(data: bytes) -> dict[bytes, bytes]:
    """The tables by name. Raises ``Broken``, with words for an author: cut short, altered."""
    out = {}
    try:
        (count,) = struct.unpack_from(">H", data, 4)
        entries = [struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count)]
    except struct.error:
        raise Broken("it is cut short") from None
    for name, stated, offset, length in entries:
        table = data[offset : offset + length]
        shown = re.sub(r"[^ -~]", "?", name.decode("latin-1"))
        if len(table) < length:
            raise Broken(f"its table '{shown}' is cut short")
        if checksum(_unsigned(name, table)) != stated:
            raise Broken(f"its table '{shown}' was altered")
        out[name] = table
    return out


def write(tables: Mapping[bytes, bytes]) -> bytes:
    """The font of these tables, with all sums as they must be."""
    count = len(tables)
    power = max(count.bit_length() - 1, 0)
    search = 16 << power
    entries, bodies, offset = [], [], 12 + 16 * count
    for name, table in sorted(tables.items()):
        body = _unsigned(name, table)
        entries.append(struct.pack(">4sLLL", name, checksum(body), offset, len(table)))
        bodies.append(body + bytes(-len(body) % 4))
        offset += len(bodies[-1])
    start = TRUETYPE + struct.pack(">4H", count, search, power, 16 * count - search)
    out = bytearray(start + b"".join((*entries, *bodies)))
    if HEAD in tables:
        at = struct.unpack_from(">L", entries[sorted(tables).index(HEAD)], 8)[0] + 8
        struct.pack_into(">L", out, at, (WHOLE - checksum(bytes(out))) & 0xFFFFFFFF)
    return bytes(out)


def _unsigned(name: bytes, table: bytes) -> bytes:
    """A table as it is summed: ``head`` without the adjustment of the whole, its bytes 8 to 11."""
    return table[:8] + bytes(4) + table[12:] if name == HEAD else table


def checksum(table: bytes) -> int:
    """The sum of a table's long words (5.1.2)."""
    words = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
