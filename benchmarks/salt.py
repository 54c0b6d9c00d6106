"""The same document with other words, so that no memo of an earlier round helps anybody.

In every paragraph, heading and reference the longest word becomes an anagram of itself with one
accented vowel: a word of the same length that nobody has shaped before. The accents differ from
round to round, and with them the glyphs, so that the fonts are subset anew as well. What stays is
what stays in a real run over many handouts: pictures and most words. An edit (``edited``) is the
other end: all but one word stays.
"""

from __future__ import annotations

import random
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from handouts.meaning.document import Document, Heading, Paragraph, Reference
from handouts.meaning.spans import Strong, Text

ACCENTS = {"a": "áâäåāăą", "e": "éèêëēėęě", "i": "íìîïīį", "o": "óòôöőø", "u": "úùûüűūůų"}
WORD = re.compile(r"[a-z]{4,}")


def salted(document: Document, number: int) -> Document:
    """The document of round ``number``; round 0 is the document itself."""
    if not number:
        return document
    dice = random.Random(number)
    accents = {vowel: dice.choice(others) for vowel, others in ACCENTS.items()}
    changed: Document = _salt(document, dice, accents)
    return changed


def edited(document: Document, number: int) -> Document:
    """The document with one other word, in one paragraph in its middle: what an edit leaves of a
    text."""
    dice = random.Random(number)
    accents = {vowel: dice.choice(others) for vowel, others in ACCENTS.items()}
    places = [at for at, part in enumerate(document.parts) if isinstance(part, Paragraph)]
    at = places[len(places) // 2]
    parts = list(document.parts)
    parts[at] = _salt(parts[at], dice, accents)
    return replace(document, parts=tuple(parts))


def _salt(value: Any, dice: random.Random, accents: dict[str, str]) -> Any:
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_salt(item, dice, accents) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Text | Strong | Heading | Reference):
        return replace(value, text=_other(value.text, dice, accents))
    return replace(
        value,
        **{
            entry.name: _salt(getattr(value, entry.name), dice, accents)
            for entry in fields(value)
            if isinstance(getattr(value, entry.name), tuple)
            or is_dataclass(getattr(value, entry.name))
        },
    )


def _other(text: str, dice: random.Random, accents: dict[str, str]) -> str:
    words = list(WORD.finditer(text))
    if not words:
        return text
    chosen = max(words, key=lambda word: len(word[0]))
    letters = list(chosen[0])
    dice.shuffle(letters)
    for place, letter in enumerate(letters):
        if letter in accents:
            letters[place] = accents[letter]
            break
    return text[: chosen.start()] + "".join(letters) + text[chosen.end() :]
