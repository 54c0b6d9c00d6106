"""The words of one paragraph on one sheet: a text object, cut by structure element into marked
content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from ....source.values import replace
from ..text.faces import EM, Face, Word
from ..text.lines import Line, Style
from ..text.stack import FaceStack
from . import mixed
from .marks import Colour, FieldArea, Inline, LinkArea, Run, Tag, Text
from .outlines import fill, line, pen, stroke
from .tags import Element, Tags

UNDER = 0.16  # of the type size: how far below the baseline lines stand
BELOW, ABOVE = 0.25, 0.8  # of the type size: from the baseline to the edges of a link
HIGH = 1.15  # of the type size: how far the field of a blank reaches above the baseline
OFF = 0.5  # points: how far such a field stands above its line
UNHEARD = "/Artifact BMC"  # begins what is only seen
END = "EMC"  # ends the content that a tag began
COLOURED = ("link", "cite", "back")  # looks of words that have a colour of their own
UNSAID = ("blank", "page")  # looks of what has no space of its own after it
PLAIN = -1  # the inline of words that are the paragraph's own
SPOKEN = -3  # in place of an inline: an element that says what is heard
Quad = tuple[float, float, float, float]


def _at(x: float, y: float) -> str:
    """Where the words that follow begin, on their baseline."""
    return f"1 0 0 1 {x:.2f} {y:.2f} Tm"


@lru_cache(maxsize=256)
def _space(face: Face, regular: FaceStack) -> Word:
    """A space of ``face`` as wide as lines are measured with: that of a style's regular face."""
    wider = (face.space.width - regular.space.width) / face.scale
    return replace(face.space, codes=f"{face.space.codes}){wider:.6g}(") if wider else face.space


class Paragraph:
    """The words of one paragraph on one sheet: a text object, cut by element into marked
    content."""

    def __init__(
        self,
        style: Style,
        element: int | None,
        inlines: Mapping[int, Inline],
        tags: Tags,
        begin: Callable[[int], Tag],
    ) -> None:
        self.style, self.element, self.inlines = style, element, inlines
        self.tags, self.begin = tags, begin
        self.ink = fill(style.colour)
        self.out: list[str | Run | Colour | Tag] = [self.ink]
        self.open: int | None = None
        self.face: Face | None = None
        self.rules: list[str | Colour] = []
        self.elements: dict[int, int] = {}
        self.quads: dict[int, list[Quad]] = {}
        self.blanks: dict[int, Quad] = {}
        self.gap = style.regular.space.width * style.size / EM

    def line(self, words: Line, x: float, y: float, space_after: bool) -> None:
        if words[0].pieces[0].text and mixed.turned(words):
            self.turned_line(words, x, y, space_after)
            return
        self.out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        if self.plain_line(words, space_after):
            return
        codes: list[Word] = []
        inline, face, start, width = -2, None, x, 0.0
        size, regular, gap = self.style.size, self.style.regular, self.gap
        space, begun = regular.space, False
        for token in words:
            spaced, begun = begun and token.space, True
            for piece in token.pieces:
                if piece.inline != inline or piece.face is not face:
                    # a space belongs to plain words, if it can
                    same = inline in (PLAIN, piece.inline)
                    if spaced and same and face is not None:
                        codes.append(space)
                        width, spaced = width + gap, False
                    if codes:
                        self.flush(codes, inline, face, start, y, width)
                        start, width, codes = start + width, 0.0, []
                    if spaced and piece.inline != PLAIN:
                        self.plain_space(start, y)
                        start, spaced = start + gap, False
                    inline, face = piece.inline, piece.face
                    space = _space(face, regular)
                if spaced:
                    codes.append(space)
                    width, spaced = width + gap, False
                word = piece.word
                codes.append(word)
                width += word.width * size / EM
        spec = self.inlines.get(inline)
        apart = spec is not None and spec.look in UNSAID
        if space_after and face is not None and not apart:
            codes.append(face.space)
        self.flush(codes, inline, face, start, y, width)
        if space_after and apart:
            self.plain_space(start + width, y)

    def turned_line(self, words: Line, x: float, y: float, space_after: bool) -> None:
        """A line of two directions. What is heard of it is said by elements of its own: letters
        stand there in the order of painting."""
        regular = self.style.regular
        units = mixed.units(words, self.style, lambda face: _space(face, regular), self.gap)
        line = list(mixed.stretches(list(units)))
        for inline, same in groupby(line, lambda stretch: stretch.inline):
            own, spec = list(same), self.inlines.get(inline)
            if spec is not None and spec.look == "blank":
                for one in own:
                    self.decorate(spec, inline, x + one.left, y, one.width)
                self.leave(spec, inline)
                continue
            text = "".join(one.text for one in own)
            ends = own[-1] is line[-1]
            self.speak(inline, f"{text} " if ends and space_after else text)
            for one in own:
                self.out.append(_at(x + one.left, y))
                self.painted(list(one.words), one.face, spec)
                if spec is not None:
                    self.decorate(spec, inline, x + one.left, y, one.width)
        if space_after and spec is not None and spec.look == "page":
            self.speak(PLAIN, " ")

    def speak(self, inline: int, text: str) -> None:
        """Begins an element below one that is heard as ``text``: readers that copy would turn
        round what the very element of some content is heard as."""
        if self.element is None:
            self.open = inline
            return
        if self.open is not None:
            self.out.append(END)
        spec, self.open = self.inlines.get(inline), SPOKEN
        if spec is not None and spec.look == "page":
            self.out.append(UNHEARD)
            return
        holder = self.element if spec is None else self.inner(spec, inline)
        if spec is None or not spec.actual:
            said = self.tags.add(holder, Element("Span", actual=text))
            holder = self.tags.add(said, Element("Span"))
        self.out.append(self.begin(holder))

    def painted(self, codes: list[Word], face: Face, spec: Inline | None) -> None:
        """Words of one face in what is open, in the colour of what they are."""
        if face is not self.face:
            self.faced(face)
        run, style = Run(face, tuple(codes)), self.style
        if spec is None or spec.look not in COLOURED:
            self.out.append(run)
            return
        colour = style.link if spec.look == "link" else style.quiet
        self.out += (fill(colour), run, self.ink)

    def plain_space(self, x: float, y: float) -> None:
        """A space that belongs to no inline element."""
        regular = self.style.regular
        self.flush([regular.space], PLAIN, regular.main, x, y, self.gap)

    def plain_line(self, words: Line, space_after: bool) -> bool:
        """The short way for a line of one face, all the paragraph's own; whether it was one."""
        face, last = words[0].pieces[0].face, words[-1].pieces[0]
        if last.inline != PLAIN or last.face is not face:  # plain to see
            return False
        own: list[Word] = []
        unspaced = 0
        try:
            for token in words:
                (piece,) = token.pieces
                if piece.inline != PLAIN or piece.face is not face:
                    return False
                if not token.space:
                    unspaced += 1
                own.append(piece.word)
        except ValueError:  # a word of several pieces
            return False
        space = _space(face, self.style.regular)
        after = face.space if self.inlines else space
        if self.open != PLAIN:
            self.switch(PLAIN)
        if face is not self.face:
            self.faced(face)
        if unspaced > (not words[0].space) or not face.space.codes:  # spaces are words, too
            told: list[Word] = []
            for token, word in zip(words, own, strict=True):
                told += (space, word) if token.space and told else (word,)
            told += (after,) if space_after else ()
            self.out.append(Run(face, tuple(told)))
        else:
            self.out.append(Run(face, tuple(own), space.codes, after.codes if space_after else ""))
        return True

    def faced(self, face: Face) -> None:
        """Sets the face of what comes next."""
        if self.face is None or face.name != self.face.name:
            self.face = face
            self.out.append(f"/{face.name} {self.style.size * face.scale:g} Tf")

    def flush(
        self, codes: list[Word], inline: int, face: Face | None, x: float, y: float, width: float
    ) -> None:
        if not codes or face is None:
            return
        spec = self.inlines.get(inline)
        if spec is not None and spec.look == "blank":
            self.decorate(spec, inline, x, y, width)
            self.leave(spec, inline)
            self.out.append(_at(x + width, y))
            return
        if inline != self.open:
            self.switch(inline)
        self.painted(codes, face, spec)
        if spec is not None:
            self.decorate(spec, inline, x, y, width)

    def switch(self, inline: int) -> None:
        if self.open is not None and self.element is not None:
            self.out.append(END)
        self.open = inline
        if self.element is None:
            return
        spec = self.inlines.get(inline)
        if spec is not None and spec.look == "page":
            self.out.append(UNHEARD)
            return
        self.out.append(self.begin(self.element if spec is None else self.inner(spec, inline)))

    def leave(self, spec: Inline, inline: int) -> None:
        """Ends what is being said for a blank: its element holds a field, and no words; without a
        field it is heard as what is to be written."""
        if self.open is not None and self.element is not None:
            self.out.append(END)
        self.open = None
        if self.element is not None:
            own = self.inner(spec, inline)
            if spec.actual:
                self.out += (self.begin(own), END)

    def inner(self, spec: Inline, inline: int) -> int:
        """The element of its own that an inline is: one for each paragraph and sheet."""
        assert self.element is not None
        if inline not in self.elements:
            holder = self.element
            if spec.look == "cite":
                holder = self.tags.add(holder, Element("Reference"))
            own = Element(spec.tag, spec.alt, spec.actual, spec.lang, expansion=spec.expansion)
            self.elements[inline] = self.tags.add(holder, own)
        return self.elements[inline]

    def decorate(self, spec: Inline, inline: int, x: float, y: float, width: float) -> None:
        below, style = y - UNDER * self.style.size, self.style
        under = style.under
        drawn = f"d {line(x, below, x + width, below)} S"
        if spec.look == "link":
            self.rules += (stroke(style.link), f"{pen(under.link)} [] 0 {drawn}")
        elif spec.look == "term":
            self.rules += (
                stroke(style.link),
                f"{pen(under.term)} [0 {under.term_apart:g}] 0 {drawn}",
            )
        elif spec.look == "blank":
            self.rules += (stroke(style.colour), f"{pen(under.blank)} [] 0 {drawn}")
            room = (x, below + OFF, x + width, y + (spec.room or HIGH * style.size))
            self.blanks.setdefault(inline, room)
        if spec.target and spec.tag and self.element is not None:
            quad = (x, y - BELOW * style.size, x + width, y + ABOVE * style.size)
            self.quads.setdefault(inline, []).append(quad)

    def text(self, kind: str) -> Text:
        """All of it; ``kind`` of an artifact."""
        if self.open is not None and self.element is not None:
            self.out.append(END)
        return Text(tuple(self.out), self.element is not None, kind)

    def links(self) -> Iterator[tuple[LinkArea, int]]:
        """The links in it, each with its element."""
        for inline, quads in self.quads.items():
            spec = self.inlines[inline]
            yield LinkArea(spec.target, spec.words, tuple(quads)), self.elements[inline]

    def fields(self) -> Iterator[tuple[FieldArea, int]]:
        """The blanks in it, each with its element."""
        if self.element is None:
            return
        for inline, room in self.blanks.items():
            spec = self.inlines[inline]
            if not spec.name:
                continue
            area = FieldArea(spec.name, spec.words, "text", room, self.style.size)
            yield area, self.elements[inline]
