"""What a file is by its first bytes, whatever its name says: phones and web pages give pictures the
names of others."""

from __future__ import annotations

HEAD = 64  # bytes that tell
SVG = "SVG"
NAMED = {SVG: ".svg", "PNG": ".png", "JPEG": ".jpg"}  # the kinds that are read, and their endings
BRANDS = {"heic": "HEIC", "heix": "HEIC", "hevc": "HEIC", "mif1": "HEIC", "avif": "AVIF"}
BEGINNINGS = (
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\x1f\x8b", "SVGZ"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<svg", SVG), (b"<?xml", SVG))


def kind(data: bytes) -> str:
    """The kind of file that begins with ``data``; empty where it is none that is known."""
    if data[4:8] == b"ftyp":  # ISO 14496-12, 4.3
        return BRANDS.get(data[8:12].decode("latin-1"), "MP4")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    text = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = (name for begin, name in BEGINNINGS if data.startswith(begin))
    return next(found, "") or next((name for begin, name in MARKUP if text.startswith(begin)), "")


def misnamed(data: bytes, wanted: tuple[str, ...], again: str) -> tuple[str, str] | None:
    """What is told of a file that is of another kind than those ``wanted``, and what to do: call it
    otherwise where it is read under another name, else what ``again`` says. Nothing where its kind
    is not known, or is one of these."""
    other = kind(data)
    if other in ("", *wanted):
        return None
    message = f"by its name this is {' or '.join(wanted)}, inside it is {other}"
    ending = NAMED.get(other)
    return message, f"let its name end in {ending}" if ending else again
