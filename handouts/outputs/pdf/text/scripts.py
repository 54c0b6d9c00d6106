"""Scripts: where a text changes from one to another, and which letters and marks stay together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import uharfbuzz as hb

from ....source.wide import wide
from .faces import JOINERS, PLAIN

COMMON = ("Zyyy", "ltr")  # digits, signs: they are of the script they stand in (UAX 24, 5.1)
LATIN = ("Latn", "ltr")
HAN = ("Hani", "ltr")
MARKS = frozenset({"Mn", "Mc", "Me"})
OTHERS = frozenset(map(chr, PLAIN))


def plain(text: str) -> str:
    """``text`` as it is shaped: composed (NFC), all kinds of spaces and of hyphens as one."""
    if text.isascii():  # nothing in it has another form
        return text
    if not OTHERS.isdisjoint(text):  # looking for them takes a tenth of putting others in place
        text = text.translate(PLAIN)
    return unicodedata.normalize("NFC", text)


def clusters(text: str) -> Iterator[str]:
    """Letters, each with the marks on it (UAX 29, 3, as far as faces are concerned)."""
    start = 0
    for at in range(1, len(text)):
        if text[at] not in JOINERS and unicodedata.category(text[at]) not in MARKS:
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def itemized(text: str) -> Iterator[tuple[str, str, str]]:
    """``text`` cut where its script changes (UAX 24): stretch, script, direction.

    What belongs to no script, such as digits and marks, goes with what stands before it, or first
    in the text with what comes after; but signs of full width go with Han letters, and leave Latin
    ones to their own face.
    """
    if text.isascii():
        latin = any(char.isalpha() for char in text)
        yield text, *(LATIN if latin else COMMON)
        return
    kinds = [HAN if wide(char) and script_of(char) == COMMON else script_of(char) for char in text]
    current = next((kind for kind in kinds if kind != COMMON), COMMON)
    start = 0
    for at, kind in enumerate(kinds):
        if kind not in (COMMON, current):
            yield text[start:at], *current
            start, current = at, kind
    yield text[start:], *current


@lru_cache(maxsize=8192)
def script_of(char: str) -> tuple[str, str]:
    """The script of a character (Unicode's Scripts.txt) and its direction, as HarfBuzz has them."""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.language = "und"  # or HarfBuzz would ask the process's locale
    buffer.guess_segment_properties()
    return (buffer.script, buffer.direction) if buffer.script else COMMON
