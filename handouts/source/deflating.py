"""Deflated bytes (RFC 1950) that are the same on every machine.

The zlib that a Python brings is not one library: some systems have others in its place, and each
finds other bytes for the same data. libdeflate comes with its package; no processor has a say in
what it finds, it takes half as long as zlib, and its bytes are a little fewer.
"""

from __future__ import annotations

from deflate import zlib_compress

# of 12: for pages, for what else is new in every file, for what is often made, for what is once
AT_ONCE, QUICK, USUAL, LEAST = 3, 5, 6, 9


def shrunk(data: bytes, level: int) -> bytes:
    """``data``, deflated: the higher the ``level``, the fewer bytes and the more time."""
    return bytes(zlib_compress(data, level))
