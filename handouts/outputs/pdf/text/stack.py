"""Stacks of faces: which face shows which part of a word, in which script and direction.

A word is cut where its script changes; each stretch is set in the first face that has all of it,
and letter by letter (each with its marks) only where no face has. So no word is half in one face
and half in another as long as one of them will do. Further faces are loaded when they are needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from ....source.lasting import Many
from ....source.rows import NamedTuple
from ....source.snapshot import File
from ....source.values import value
from .faces import NOWHERE, SPACING, Face, Shape, Voice, Word, face
from .features import leans
from .letters import number_known
from .recent import Each, Recent
from .scripts import COMMON, LATIN, clusters, itemized, plain, script_of

# of a word: whether it is in the face for Latin letters, and its fields
Told = tuple[bool, str, float, tuple[int, ...], tuple[str | Shape, ...]]
JOINED = 3  # letters and marks before and after a stretch that have a say in its shape
NEW_LASTING = 32  # of those that are new: fewer are shaped sooner than all are written
MOST_LASTING = 6000  # words of a stack that last: those of a site in one language
MOST = 2000  # words of a stack that are known beside those that came before them
HANGING = 0.32  # those of Arabic
PLAINLY = {LATIN, COMMON}
PLAIN = -1  # the inline of words that are the paragraph's own


class Source(NamedTuple):
    """A font file of the brand.

    It comes first for its ``languages`` (BCP 47) and ``scripts`` (ISO 15924); one that is ``apart``
    comes last for Latin letters, and nobody types in it but in its languages.
    """

    file: File
    name: str
    scale: float = 1
    languages: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    apart: bool = False

    @property
    def told(self) -> tuple[object, ...]:
        """All that has a say in how words are set in it."""
        return self.file.sha256, *self[1:]

    @property
    def face(self) -> Face:
        return face(self.file, self.name, self.scale)

    def speaks(self, language: str) -> bool:
        return any(f"{language}-".startswith(f"{own}-") for own in self.languages)


@value
class Piece:
    """A shaped stretch of one face; ``inline`` is the index of its span, or ``PLAIN`` for plain
    words.

    In a paragraph of two directions it has its ``level`` (UAX 9), and what it says as ``text``.
    """

    face: Face
    word: Word
    inline: int = PLAIN
    level: int = 0
    text: str = ""


class FaceStack:
    """Faces in the order they are asked; those of a ``tabular`` one have figures all as wide, where
    a face has such.

    The first one of the language gives spaces and the height of lines.
    """

    def __init__(
        self, sources: tuple[Source, ...], language: str, *, tabular: bool = False
    ) -> None:
        self.sources, self.language, self.is_tabular = sources, language, tabular
        self.asked = sorted(sources, key=lambda source: not source.speaks(language))
        self.main = self.asked[0].face
        self.name, self.space = self.main.name, self.main.space
        self.ascent = self.main.ascent * self.main.scale
        self.descent = self.main.descent * self.main.scale
        # how low letters of a face that is not the brand's may hang, of their size
        self.hanging = 0.0 if self.main is sources[0].face else HANGING
        self._runs: Recent[str, tuple[Piece, ...]] = Recent(self._shaped, MOST)
        self._directed = Recent(self._turned, MOST)
        self._voices = {kind: Voice(language, *kind, tabular) for kind in (LATIN, COMMON)}
        self._orders: dict[str, list[Source]] = {}
        made_of = (*(one.told for one in sources), language, tabular)
        self._lasting = Many(
            f"words-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:24]}",
            MOST_LASTING,
            NEW_LASTING,
        )
        self.latin = self._order(LATIN[0])[0].face
        self.common = self._order(COMMON[0])[0].face
        self._kinds = Each(self._kind)  # of characters seen so far
        self._letters = set[str]()  # the Latin ones among them

    def __reduce__(self) -> tuple[object, ...]:
        """As a value it is the files it is made of."""
        return stack, (self.sources, self.language, self.is_tabular)

    def spoken(self, language: str) -> FaceStack:
        """The same faces for words of another language."""
        return stack(self.sources, language, self.is_tabular)

    def tabular(self) -> FaceStack:
        """The same faces for what stands in columns: figures that are all as wide."""
        return stack(self.sources, self.language, True)

    def drop(self) -> None:
        """Forget all words shaped so far."""
        self._kinds.clear()
        self._letters.clear()
        self._runs.forget()
        self._directed.forget()

    def runs(self, text: str) -> tuple[Piece, ...]:
        """``text`` shaped, in the order of reading; what no face has is the glyph 0."""
        return self._runs[text]

    def ahead(self, text: str, after: str) -> tuple[Piece, ...]:
        """``text`` shaped as it stands before the letter ``after``, which may draw it nearer."""
        if after and leans(text[-1], after):
            return self.directed(text, "ltr", ("", after))
        return self.runs(text)

    def directed(
        self, text: str, direction: str, around: tuple[str, str] = NOWHERE
    ) -> tuple[Piece, ...]:
        """``text`` of one ``direction``, ``ltr`` or ``rtl``, shaped, in the order of reading;
        ``around`` are letters of the same word, before and after."""
        return self._directed[text, direction, around]

    def _turned(self, key: tuple[str, str, tuple[str, str]]) -> tuple[Piece, ...]:
        text, direction, (before, after) = key
        text, at, out = plain(text), 0, []
        for stretch, script, _ in itemized(text):
            voice = Voice(self.language, script, direction, self.is_tabular)
            for one, part in self._shared(stretch, self._order(script)):
                end = at + len(part)
                around = (before + text[:at])[-JOINED:], (text[end:] + after)[:JOINED]
                out.append(Piece(one, one.shape(part, voice, around), text=part))
                at = end
        return tuple(out)

    def _shaped(self, text: str) -> tuple[Piece, ...]:
        run = self._lasted(text) if self._lasting.lasts else self._run(text)
        return (run,) if run else tuple(self._cut(plain(text)))  # so are nearly all words

    def _run(self, text: str) -> Piece | None:
        """A word that is all of one face; nothing of others."""
        if word := self.latin.paired(text, self.language):
            return Piece(self.latin, word)
        text = plain(text)
        kind = self._plainly(text)
        if not kind:
            return None
        one = self.latin if kind is LATIN else self.common
        return Piece(one, one.shape(text, self._voices[kind]))

    def _lasted(self, text: str) -> Piece | None:
        """The same, as it was shaped in an earlier run, or for those that come."""

        def told() -> Told | None:
            if run := self._run(text):
                word = run.word
                latin = run.face is self.latin
                return latin, word.codes, word.width, word.glyphs, word.parts
            return None

        if known := self._lasting.once(text, told):
            latin, codes, width, glyphs, parts = known
            return Piece(self.latin if latin else self.common, Word(codes, width, glyphs, parts))
        return None

    def _cut(self, text: str) -> Iterator[Piece]:
        """``text`` in stretches of one script and one face."""
        for stretch, script, direction in itemized(text):
            voice = Voice(self.language, script, direction, self.is_tabular)
            for one, part in self._shared(stretch, self._order(script)):
                yield Piece(one, one.shape(part, voice))

    def _plainly(self, text: str) -> tuple[str, str] | None:
        """The script and direction of ``text`` where it is all in the face for Latin letters."""
        if self._letters.issuperset(text):
            return LATIN
        kinds = set(map(self._kinds.__getitem__, text))
        if not kinds <= PLAINLY:
            return None
        if LATIN in kinds:
            return LATIN
        return COMMON if text.isascii() else None

    def _kind(self, char: str) -> tuple[str, str] | None:
        """The script of a character, and its direction, where all its faces show it."""
        shown = char in self.latin.known and char in self.common.known
        kind = script_of(char) if shown else None
        if kind == LATIN:
            self._letters.add(char)
        return kind

    def _order(self, script: str) -> list[Source]:
        if script not in self._orders:
            latin = script == LATIN[0]
            self._orders[script] = sorted(
                self.asked,
                key=lambda source: (script not in source.scripts, latin and source.apart),
            )
        return self._orders[script]

    def _shared(self, text: str, order: Sequence[Source]) -> Iterator[tuple[Face, str]]:
        """``text`` dealt out to faces: to one, if one has it all."""
        whole = next((source.face for source in order if source.face.known.issuperset(text)), None)
        if whole:
            yield whole, text
            return
        last, taken = order[0].face, ""
        for cluster in clusters(text):
            able = (source.face for source in order if source.face.known.issuperset(cluster))
            one = next(able, order[0].face)
            if taken and one is not last:
                yield last, taken
                taken = ""
            last, taken = one, taken + cluster
        if taken:
            yield last, taken

    @property
    def typing(self) -> Face:
        """The face to type in: the one that has most of the letters of names."""
        own = (one for one in self.asked if not one.apart or one.speaks(self.language))
        return max((source.face for source in own), key=number_known)

    def lacks(self, text: str) -> str:
        """The characters of ``text`` that no face has (or none with their letter), each once."""
        text = plain(text)
        if self.main.known.issuperset(text):
            return ""
        missing: dict[str, None] = {}
        for cluster in dict.fromkeys(clusters(text)):
            if cluster in SPACING or any(one.known.issuperset(cluster) for one in self._faces):
                continue
            faces = [one.known for one in self._faces]
            unknown = [char for char in cluster if not any(char in known for known in faces)]
            missing |= dict.fromkeys(unknown or cluster[1:])
        return "".join(missing)

    @property
    def _faces(self) -> Iterator[Face]:
        return (source.face for source in self.asked)


_known: dict[tuple[tuple[Source, ...], str, bool], FaceStack] = {}


def stack(sources: tuple[Source, ...], language: str, tabular: bool = False) -> FaceStack:
    """The faces of these files for a language, made once in a process."""
    key = sources, language, tabular
    if key not in _known:
        _known[key] = FaceStack(sources, language, tabular=tabular)
    return _known[key]


def forget() -> None:
    """Drops the words that were kept because they may come again; for words that nobody may
    keep."""
    for known in _known.values():
        known.drop()
