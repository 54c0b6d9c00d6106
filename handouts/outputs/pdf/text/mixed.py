"""Paragraphs of two directions cut into tokens: each piece is of one level (UAX 9).

What is read from left to right as a whole is isolated here, so that no author has to: citations,
addresses, phone numbers, a number with a unit in Latin letters, words of another language. Levels
are those of a shadow of the text in which isolates stand; the words themselves stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ....meaning.spans import Cite, Foreign, Given, Link, Span, Spans, Turn
from ....meaning.wholes import WHOLE
from ....source.patterns import later
from .bidi import FSI, LRI, PDI, backwards, levels
from .breaks import WITHIN
from .cutter import FIXED, SPACES, Cutter, tie, told
from .faces import NOWHERE
from .lines import Token
from .scripts import plain
from .sequences import LTR, RTL
from .stack import JOINED, PLAIN, FaceStack, Piece
from .stretches import ADDRESS, parting, stretches
from .ties import FIRM

LED = ("tel", "mailto")
OBJECT = "\ufffc"  # stands for what is no text: a line to write on
ATOM = later("([ \t\n\u00a0]+)|[^ \t\n\u00a0]+")


def leveled(told: Sequence[tuple[Span, str]], base: int) -> list[list[int]]:
    """The level of each character of the text of each span, in a paragraph of level ``base``."""
    shadow: list[str] = []
    places: list[list[int]] = []
    for span, text in told:
        opening = _opening(span)
        own = list[int]()
        shadow += opening
        for char in text if opening == LRI else _shadowed(text):
            if char not in (LRI, PDI):
                own.append(len(shadow))
            shadow.append(char)
        places.append(own)
        shadow += PDI if opening else ""
    found = levels("".join(shadow), base)
    for place, level in enumerate(found):  # what joins letters has the level of those before it
        if level < 0:
            found[place] = found[place - 1] if place else base
    return [[found[place] for place in own] for own in places]


def _opening(span: Span) -> str:
    """How a span is isolated as a whole, if it is."""
    if isinstance(span, Cite):
        return LRI
    if isinstance(span, Given | Link) and span.target.partition(":")[0] in LED:
        return LRI
    return FSI if isinstance(span, Foreign | Given | Turn) else ""


def _shadowed(text: str) -> Iterator[str]:
    """The characters of ``text``, with isolates round what is read as a whole."""
    starts = dict(_wholes(text))
    closing = set(starts.values())
    for place, char in enumerate(text):
        if place in closing:
            yield PDI
        if place in starts:
            yield LRI
        yield char
    if len(text) in closing:
        yield PDI


def _wholes(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses, phone numbers and the like begin and end."""
    last = 0
    found = [match.span() for match in re.finditer(WHOLE, text)]
    for match in ATOM.finditer(text):
        bare = match[0].strip(".,;:!?()\u060c\u061b\u061f")
        start = match.start() + match[0].find(bare) if bare else match.start()
        if "." in bare and ADDRESS.fullmatch(bare):
            found.append((start, start + len(bare)))
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


class Mixed(Cutter):
    """Cuts spans of two directions into tokens."""

    def cut(self, spans: Spans, numbers: dict[str, int]) -> list[Token]:
        said = [told(span, numbers) for span in spans]
        texts = [OBJECT if text is None else plain(text) for text, _, _ in said]
        whole, start = "".join(texts), 0
        # what has only Latin letters, such as a reference, runs as they do
        back = self.style.rtl and (backwards(whole) or not any(map(str.isalpha, whole)))
        found = leveled(list(zip(spans, texts, strict=True)), RTL if back else LTR)
        for index, (text, bold, inline) in enumerate(said):
            span, own = spans[index], found[index]
            self.bind(span)
            if isinstance(span, Turn):
                self.close()
                self.free = WITHIN
                self.leveled(texts[index], own, (self.style.regular, index), NOWHERE)
            elif text is None:
                blank = Piece(self.style.regular.main, self.blank(spans), index, own[0], OBJECT)
                self.pieces += (blank,)
            else:
                stack = self.style.bold if bold else self.style.regular
                if isinstance(span, Foreign):
                    stack = stack.spoken(span.lang)
                end = start + len(texts[index])
                around = _near(whole[:start]), _near(whole[end : end + JOINED])
                self.span(texts[index], own, (stack, index if inline else PLAIN), around)
            start += len(texts[index])
        self.close()
        if self.out:
            tie(self.out, self.said, self.style.ties)
        return self.out

    def span(
        self, text: str, own: Sequence[int], how: tuple[FaceStack, int], around: tuple[str, str]
    ) -> None:
        """The words of one span; ``around`` are letters of other spans that its own may join."""
        before, after = around
        for atom in ATOM.finditer(text):
            start, end = atom.span()
            if atom[1]:
                self.close()
                if FIXED in atom[1]:
                    self.glue(FIRM)
                self.space, self.level = bool(self.out), own[start]
                continue
            beside = (before if not start else "", after if end == len(text) else "")
            self.word(atom[0], own[start:end], how, beside)

    def word(
        self, word: str, own: Sequence[int], how: tuple[FaceStack, int], beside: tuple[str, str]
    ) -> None:
        """A word, or a part of one: each piece has one level."""
        (before, after), at = beside, 0
        for cut, stretch in enumerate(stretches(word)):
            free = self.parts(stretch) or (parting(word[at - 1], stretch[0]) if cut else 0)
            if cut or free:
                self.close()
                self.free = free
            last = at + len(stretch)
            around = before + word[:at], word[last:] + after
            self.leveled(stretch, own[at:last], how, around)
            self.letters += stretch
            at = last

    def leveled(
        self, text: str, own: Sequence[int], how: tuple[FaceStack, int], around: tuple[str, str]
    ) -> None:
        """What never breaks, in pieces of one level."""
        (stack, number), (before, after), at = how, around, 0
        for level, same in groupby(own):
            end = at + len(list(same))
            near = (before + text[:at])[-JOINED:], (text[end:] + after)[:JOINED]
            runs = stack.directed(text[at:end], "rtl" if level % 2 else "ltr", near)
            self.pieces += tuple(
                [Piece(run.face, run.word, number, level, run.text) for run in runs]
            )
            at = end


def _near(text: str) -> str:
    """The letters at an end of a text that others may join: none where it is a space."""
    return "" if SPACES.search(text[-JOINED:]) else text[-JOINED:]
