"""The same paper for others: what is laid out once for one patient, and what stands in its slots.

A mould is a finished file that knows where the words of its patient stand. Others whose words give
the same answers to all that was asked while it was laid out (``text.watch``) are painted into the
slots; streams, fields and fonts that this touches are written anew, and the rest of the file is
what it was. The bytes are those of a paper that is laid out for them alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from ....meaning.naming import as_told
from ....source.values import replace
from ..ink.inks import in_ink
from ..ink.marks import Book, Text
from ..ink.sheet import Painter
from ..ink.slots import Anew, Slot, anew
from ..text.faces import Face
from ..text.letters import shows
from ..text.subsets import Taken, Used
from ..text.watch import Texts, Watch
from .embedded import composite
from .objects import Objects
from .streams import LETTERS, Written, written
from .writer import Writer, painted

MOST_FONTS = 256  # subsets of faces that are kept: names have few letters that others have not


class Mould:
    """A file of one patient; it holds the patient's words, and is to be dropped with its job.

    ``slots`` are where the words stand, ``public`` is what is painted whoever the patient is.
    """

    def __init__(
        self, watch: Watch, painter: Painter, writer: Writer, slots: Sequence[Anew], public: Written
    ) -> None:
        self.watch, self.writer, self.said = watch, writer, writer.said
        self.slots, self.typed = slots, painter.typed
        self.public = frozenset(public.fonts)
        spare = {face: Used(face, LETTERS).taken for face in self.said.fonts}
        self.letters = {face: one.glyphs for face, one in {**spare, **public.fonts}.items()}
        self.faces = (writer.typing.typing,) if writer.typing else ()
        self.types = self._types(watch.texts)
        self.fonts: dict[tuple[Face, frozenset[int]], dict[int, bytes]] = {}

    def _types(self, texts: Texts) -> tuple[bool, ...]:
        """Which texts can stand in fields to type in."""
        told = [texts[name] for name in sorted(texts) if name == as_told(name[:-1])]
        return tuple([shows(face, text) for face in self.faces for text in chain(*told)])

    # -------------------------------------------------------------- a copy

    def copy(self, texts: Texts, fields: Mapping[str, str]) -> bytes | None:
        """The file with the ``texts`` of somebody else, and what stands in ``fields`` by their
        names; nothing where it would have to be laid out anew."""
        cuts = self.watch.answers(texts)
        if cuts is None or self._types(texts) != self.types:
            return None
        marks = []
        for one in self.slots:
            first = self.watch.lines[id(one.slot.lines[0])]
            lines = first.broken.of(cuts[first.paragraph])
            text = one.painted(lines[first.line : first.line + len(one.slot.lines)])
            if text is None:
                return None
            marks.append((text,))
        book = in_ink(Book(tuple(marks)), self.said.book.ink, self.writer.process)
        said = written(book)
        fonts = self._fonts(said.fonts)
        form = self._form(fields)
        if fonts is None or form is None:
            return None
        return self.writer.filing.file({**self._pages(said), **fonts, **form})

    def _pages(self, said: Written) -> dict[int, bytes]:
        """The streams of the pages that words stand on."""
        pages: dict[int, list[str]] = {}
        for (slot, _), sheet in zip(self.slots, said.sheets, strict=True):
            parts = pages.setdefault(slot.sheet, list(self.said.sheets[slot.sheet].parts))
            (parts[slot.mark],) = sheet.parts
        return {self.writer.contents[page]: painted(parts) for page, parts in pages.items()}

    def _fonts(self, told: Mapping[Face, Taken]) -> dict[int, bytes] | None:
        """The objects of fonts that need other letters; nothing where these are no matter of
        letters alone."""
        if self.public.union(told) != self.said.fonts.keys():
            return None
        changed: dict[int, bytes] = {}
        for face, taken in told.items():
            if taken.own or not taken.whole:
                return None
            glyphs = taken.glyphs | self.letters[face]
            if glyphs != self.said.fonts[face].glyphs:
                changed |= self._font(self.said.fonts[face]._replace(glyphs=glyphs))
        return changed

    def _font(self, taken: Taken) -> dict[int, bytes]:
        key = taken.face, taken.glyphs
        if key not in self.fonts:
            if len(self.fonts) >= MOST_FONTS:
                self.fonts.clear()
            before = self.writer.composed[taken.face]
            objects = Objects()
            objects.reserve(before)
            composite(taken, objects)
            self.fonts[key] = dict(enumerate(objects.sources[before:], before + 1))
        return self.fonts[key]

    def _form(self, fields: Mapping[str, str]) -> dict[int, bytes] | None:
        """The objects of the form that changed; nothing where there would be others."""
        form = self.writer.filled
        if form is None or not self.typed:
            return {}
        notes = self.writer.annotations
        values = {notes[one.note]: fields[one.name] for one in self.typed}
        return form.refilled(values)


def mould_of(watch: Watch | None, painter: Painter, writer: Writer) -> Mould | None:
    """What others can stand in, of a paper that was painted under a ``watch`` and written: nothing
    where words of its patient stand that cannot be painted anew, or more depends on them."""
    said = writer.said
    sheets = said.book.sheets
    if not watch or not watch.words or not watch.sound:
        return None
    if [len(one.parts) for one in said.sheets] != list(map(len, sheets)):
        return None  # marks that hold others: copies to cut, pages to fold
    slots = []
    for slot in painter.slots:
        text = sheets[slot.sheet][slot.mark]
        if not isinstance(text, Text) or not slot.plain:
            return None
        slots.append(anew(slot, text))
    public = written(_without(said.book, painter.slots), spare=True)
    shapes = {face: taken.own for face, taken in public.fonts.items()}
    if any(taken.own != shapes.get(face, ()) for face, taken in said.fonts.items()):
        return None
    return Mould(watch, painter, writer, slots, public)


def _without(book: Book, slots: Sequence[Slot]) -> Book:
    """A book without the texts in ``slots``."""
    places = {(slot.sheet, slot.mark) for slot in slots}
    sheets = (
        tuple(mark for number, mark in enumerate(marks) if (sheet, number) not in places)
        for sheet, marks in enumerate(book.sheets)
    )
    return replace(book, sheets=tuple(sheets))
