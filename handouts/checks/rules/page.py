"""The page, as it is written: descriptions of pictures, links, colours in words; ``paper.py``
judges it as built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...meaning.document import Cover, Figure
from ...meaning.spans import plain
from ...source.wide import long_as
from ..copy import Copy
from ..reading.passages import Passage
from ..reading.places import letters
from .registry import Found, rule

SHORTEST, LONGEST = 25, 300  # letters of a description
NEW = 3  # words that a description has and the words round the picture have not
WORD = re.compile(r"[^\W\d_]+")


# ------------------------------------------------------------------ pictures


@rule("alt-name", "words")
def alt_name(copy: Copy) -> Found:
    assert copy.words
    for passage, picture in _pictures(copy):
        match = copy.words.pattern("file-name").search(passage.text)
        if match or letters(passage.text) == letters(picture.name):
            words = match[0] if match else passage.text
            hint = "say what the picture shows and what it means"
            yield copy.at(
                passage, words, passage.text.index(words), f"'{words}' is a name of a file", hint
            )


@rule("alt-opening", "words")
def alt_opening(copy: Copy) -> Found:
    assert copy.words
    for passage, _ in _pictures(copy):
        if match := copy.words.pattern("picture-opening").match(passage.text):
            hint = "begin with what it shows: a screen reader has said that it is a picture"
            yield copy.matched(
                passage, match, f"this description begins with '{match[0].strip()}'", hint
            )


@rule("alt-length")
def alt_length(copy: Copy) -> Found:
    for passage, _ in _pictures(copy):
        long = long_as(passage.text)
        if not SHORTEST <= long <= LONGEST:
            short = long < SHORTEST
            message = f"this description has {long} letters, {'less' if short else 'more'} than "
            message += f"{SHORTEST if short else LONGEST}"
            hint = (
                "say what it shows and what it means"
                if short
                else "keep the one thing to learn from it"
            )
            yield copy.at(passage, passage.text, 0, message, hint)


@rule("alt-caption", "words")
def alt_caption(copy: Copy) -> Found:
    assert copy.words
    small = set(copy.words.listed("small-words"))
    for passage, picture in _pictures(copy):
        beside = " ".join(
            (plain(picture.caption), picture.title, *(label.text for label in picture.labels))
        )
        new = _words(passage.text) - _words(beside) - small
        if picture.caption and len(new) < NEW and len(passage.text) >= SHORTEST:
            hint = "tell what can be seen: the caption is read out as well"
            yield copy.at(
                passage, passage.text, 0, "this description says no more than the caption", hint
            )


@rule("alt-twice")
def alt_twice(copy: Copy) -> Found:
    seen: set[str] = set()
    for passage, _ in _pictures(copy):
        if (told := letters(passage.text)) in seen:
            hint = "say what is different in this one"
            yield copy.at(
                passage, passage.text, 0, "another picture has the same description", hint
            )
        seen.add(told)


def _pictures(copy: Copy) -> Iterator[tuple[Passage, Figure]]:
    """The descriptions that an author wrote, each with its picture."""
    for passage in copy.of("alt"):
        part = passage.part
        if isinstance(part, Cover | Figure):
            yield passage, part.figure if isinstance(part, Cover) else part


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


# ------------------------------------------------------------------ links and colours


@rule("link-words", "words")
def link_words(copy: Copy) -> Found:
    assert copy.words
    pattern = copy.words.pattern("empty-link")
    for passage in copy.written:
        for link in passage.links:
            words = link.text.strip()
            if not words or pattern.fullmatch(words):
                hint = "say where it leads, so that the words make sense alone"
                start = _start(passage.text, words)
                yield copy.at(
                    passage, words, start, f"the link '{words}' does not say where it leads", hint
                )


@rule("link-twice")
def link_twice(copy: Copy) -> Found:
    targets: dict[str, str] = {}
    for passage in copy.written:
        for link in passage.links:
            words = " ".join(link.text.split())
            if targets.setdefault(words.lower(), link.target) != link.target:
                message = f"another link with the words '{words}' leads elsewhere"
                start = _start(passage.text, words)
                yield copy.at(passage, words, start, message, "give the two links different words")


def _start(text: str, words: str) -> int:
    """Where ``words`` begin in ``text``, as words of their own."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return match.start() if match else 0
