"""The codes of a font: as they are shown, and maps from them to Unicode (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

MOST = 100  # entries of a block, as Adobe Technical Note 5014 asks
ESCAPED = {ord(char): f"\\{ord(char):03o}" for char in "()\\\r"}  # inside a literal string


def code_of(number: int) -> str:
    """The two bytes of a code inside a literal string (7.3.4.2), as letters of Latin-1: brackets
    are its ends alone."""
    return number.to_bytes(2, "big").decode("latin-1").translate(ESCAPED)


def cmap(lines: Sequence[str], kind: Literal["char", "range"]) -> bytes:
    """A ToUnicode CMap of two-byte codes with these entries: a code and what it stands for, or two
    codes and what the first stands for, in hexadecimal."""
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(lines), MOST):
        block = lines[start : start + MOST]
        out += [f"{len(block)} beginbf{kind}", *block, f"endbf{kind}"]
    out.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(out).encode("ascii")
