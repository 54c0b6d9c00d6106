"""The same paper for others: what is laid out once for one patient, and what stands in its slots.

A mould is a finished file that knows where the words of its patient stand. Others whose words give
the same answers to all that was asked while it was laid out (``text.watch``) are painted into the
slots; streams, fields and fonts that this touches are written anew, and the rest of the file is
what it was. The bytes are those of a paper that is laid out for them alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ....meaning.naming import as_told
from ..colours import Process
from ..ink.inks import in_ink
from ..ink.marks import Book, Text
from ..ink.slots import Anew, anew
from ..ink.sheet import Painter
from ..look import Look
from ..text.faces import Face
from ..text.lines import Line
from ..text.letters import shows
from ..text.subsets import Taken
from ..text.watch import Texts, Watch
from .embedded import composite
from .objects import Objects
from .streams import Written, written
from .writer import Writer, painted

MOST_FONTS = 256  # subsets of faces that are kept: names have few letters that others have not


class Mould:
    """A file of one patient; it holds the patient's words, and is to be dropped with its job."""

    def __init__(
        self, watch: Watch, painter: Painter, writer: Writer, looks: Sequence[Look], process: Process
    ) -> None:
        self.watch, self.writer, self.process = watch, writer, process
        self.said = writer.said
        self.faces = {look.regular.typing for look in looks}
        self.slots, self.typed = painter.slots, painter.typed
        self.anew: list[Anew] = []
        self.public: Mapping[Face, Taken] = {}
        self.types = self._types(watch.texts)
        self.notes = writer.annotations
        self.fonts: dict[tuple[Face, frozenset[int]], dict[int, bytes]] = {}

    @property
    def sound(self) -> bool:
        """Whether others can stand in it at all: everywhere where its patient's words stand, they
        can be painted anew, and nothing else depends on them."""
        marks = self.said.book.sheets
        counts = [len(sheet.parts) for sheet in self.said.sheets]
        if not self.watch.sound or counts != list(map(len, marks)):
            return False
        texts = [marks[slot.sheet][slot.mark] for slot in self.slots]
        if not all(slot.plain for slot in self.slots):
            return False
        self.anew = [
            anew(slot, text)
            for slot, text in zip(self.slots, texts, strict=True)
            if isinstance(text, Text)
        ]
        self.public = self._without_slots().fonts
        shapes = ((self.public[face].own if face in self.public else ()) for face in self.said.fonts)
        same = all(
            taken.own == own for taken, own in zip(self.said.fonts.values(), shapes, strict=True)
        )
        return same and len(self.anew) == len(self.slots)

    def _without_slots(self) -> Written:
        """What is painted whoever the patient is."""
        book, slots = self.said.book, {(slot.sheet, slot.mark) for slot in self.slots}
        sheets = (
            tuple(mark for number, mark in enumerate(marks) if (sheet, number) not in slots)
            for sheet, marks in enumerate(book.sheets)
        )
        return written(replace(book, sheets=tuple(sheets)), spare=True)

    def _types(self, texts: Texts) -> tuple[bool, ...]:
        """Which texts can stand in fields to type in."""
        typed = [text for name in sorted(texts) if name == as_told(name[:-1]) for text in texts[name]]
        return tuple([shows(face, text) for face in self.faces for text in typed])

    # -------------------------------------------------------------- a copy

    def copy(self, texts: Texts, fields: Mapping[str, str]) -> bytes | None:
        """The file with the ``texts`` of somebody else, and what stands in ``fields`` by their
        names; nothing where it would have to be laid out anew."""
        cuts = self.watch.answers(texts)
        if cuts is None or self._types(texts) != self.types:
            return None
        marks = []
        for one in self.anew:
            first = self.watch.lines[id(one.slot.lines[0])]
            lines = first.broken.of(cuts[first.paragraph])
            text = one.painted(lines[first.line : first.line + len(one.slot.lines)])
            if text is None:
                return None
            marks.append((text,))
        book = in_ink(Book(tuple(marks)), self.said.book.ink, self.process)
        said = written(book)
        fonts = self._fonts(said.fonts)
        form = self._form(fields)
        if fonts is None or form is None:
            return None
        return self.writer.filing.file({**self._pages(said), **fonts, **form})

    def _pages(self, said: Written) -> dict[int, bytes]:
        """The streams of the pages that words stand on."""
        pages: dict[int, list[str]] = {}
        for slot, sheet in zip(self.slots, said.sheets, strict=True):
            parts = pages.setdefault(slot.sheet, list(self.said.sheets[slot.sheet].parts))
            (parts[slot.mark],) = sheet.parts
        return {self.writer.contents[page]: painted(parts) for page, parts in pages.items()}

    def _fonts(self, told: Mapping[Face, Taken]) -> dict[int, bytes] | None:
        """The objects of fonts that need other letters; nothing where these are no matter of
        letters alone."""
        if {*self.public, *told} != set(self.said.fonts):
            return None
        changed: dict[int, bytes] = {}
        for face, taken in told.items():
            if taken.own or not taken.whole:
                return None
            public = self.public.get(face)
            glyphs = taken.glyphs | public.glyphs if public else taken.glyphs
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
        values = {self.notes[one.note]: fields[one.name] for one in self.typed}
        return form.refilled(values)


def mould_of(
    watch: Watch | None, painter: Painter, writer: Writer, looks: Sequence[Look], process: Process
) -> Mould | None:
    """What others can stand in, of a paper that was painted under a ``watch`` and written."""
    if watch is None or not watch.words:
        return None
    mould = Mould(watch, painter, writer, looks, process)
    return mould if mould.sound else None
