"""Faces: words shaped with HarfBuzz (kerning and marks placed), kept as glyph codes.

One path for text in every script: the codes in a page are glyph numbers (Identity-H, ISO 32000-1,
9.7.5.2), so a shaped word is the same bytes in every document. Widths, shifts and rises are
thousandths of the type size. What a glyph stands for is said by the face's own tables alone; where
that is not what was written, a document gives the glyph a code of its own (``subsets.Used``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import uharfbuzz as hb

from ....source.lasting import once
from ....source.rows import NamedTuple
from ....source.snapshot import File
from ....source.values import value
from .cmaps import code_of
from .features import FEATURES, TABULAR, squeezed
from .meanings import meanings, painted
from .pairs import Paired, Position
from .recent import Each

# One code point stands for each group below; the face then needs only that one.
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2007": " "})
SPACING = "\n\t "  # breaks words, is not painted
# Shape the letters around them, and are not painted: zero-width non-joiner and joiner.
JOINERS = frozenset("\u200c\u200d")
UNJOINED = dict.fromkeys(map(ord, JOINERS))
# One glyph for two letters that readers would turn round: lam with an alef.
LIGATURES = {
    unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFEF5, 0xFEFC, 2)
}
NOWHERE = ("", "")
PLAINLY = ("Latn", "Zyyy")  # scripts whose letters stand one after the other
ALONE = "LNPS"  # categories of what needs no other character: letters, numbers, signs
# how HarfBuzz tells of glyphs: by number and advance
SAID = hb.BufferSerializeFlags.NO_GLYPH_NAMES | hb.BufferSerializeFlags.NO_CLUSTERS
AS_TEXT = hb.BufferSerializeFormat.TEXT
OVER, UNDER = 230, 220  # combining classes of marks (Unicode, 4.3)
OVER_AND_UNDER = (OVER, UNDER)
EM = 1000  # what widths of glyphs are told in: thousandths of the type size (9.2.4)
GAP = 0.05  # em: between a letter and a mark that the face has no place for
NEAR = 0.01  # thousandths of the type size: no eye sees a shift as small as that


class Voice(NamedTuple):
    """How a run is read: BCP 47 tag, ISO 15924 tag of its script, ``ltr`` or ``rtl``; and whether
    its figures are ``tabular``."""

    language: str
    script: str
    direction: str = "ltr"
    tabular: bool = False


LATIN = Voice("und", "Latn")


class Placed(NamedTuple):
    """A glyph and how far right of the pen and above the baseline it stands, in font units."""

    number: int
    across: int
    up: int


class Shape(NamedTuple):
    """Glyphs that are read as ``text`` together; the pen moves by ``advance`` font units.

    One without glyphs shows nothing and is read all the same: the marks of the letter before it.
    """

    glyphs: tuple[Placed, ...]
    advance: int
    text: str


@value
class Word:
    """A shaped piece of text: its codes, its width, and the glyphs it uses.

    ``codes`` are the inside of a TJ array (ISO 32000-1, 9.4.3) between its first ``(`` and its last
    ``)``, as in ``.A)-5(.B``, so that those of words that follow each other are one string. A
    word with shapes that have no code before a document gives them one has, in place of ``codes``,
    its ``parts``: insides of a TJ array, and shapes.
    """

    codes: str
    width: float
    glyphs: tuple[int, ...]
    parts: tuple[str | Shape, ...] = ()


# of a glyph where the pen is: its code, what it stands for, how the pen moves, its number
Told = tuple[str, str, int, int]


class Face:
    """One TrueType face.

    ``name`` is its resource name in the PDF, ``scale`` multiplies the size it is set at.
    """

    def __init__(self, file: File, name: str, scale: float = 1) -> None:
        self.file, self.name, self.scale = file, name, scale
        self.face = hb.Face(hb.Blob(file.read(file.path.name)))
        self.font = hb.Font(self.face)
        self.unit = EM / self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self.unit
        self.descent: float = extents.descender * self.unit
        capital = self.font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT)
        self.cap_height = self.unit * (capital or 700)
        named = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)
        self.post_name = str(named or _safe(file.path.stem))
        given = (file.sha256,)
        self.meaning: dict[int, str] = (
            once(f"glyphs-{file.sha256[:16]}", given, lambda: meanings(self.face, self.font)) or {}
        )
        font, unit = self.font, self.unit
        # how far the pen moves after each glyph on its own, in thousandths of the size, unscaled
        self.advances = Each[int, float](lambda glyph: font.get_glyph_h_advance(glyph) * unit)
        # the code of each glyph, by its number and place, with how the pen moves after it (9.4.3)
        self.codes = Each[int, Each[Position, str]](self._code)
        self._glyphs = Each[str, Told](self._told).__getitem__
        self._simple: set[str] = set()  # characters seen so far that are
        self._paired = Paired(font, self.meaning, self.codes)
        self.space = self.shape(" ", Voice("und", "Zyyy"))

    def __reduce__(self) -> tuple[object, ...]:
        """As a value it is its file: another process loads it anew, this one has it already."""
        return face, (self.file, self.name, self.scale)

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters it can show."""
        return JOINERS | {char for code in self.face.unicodes if painted(char := chr(code))}

    def shape(self, text: str, voice: Voice, around: tuple[str, str] = NOWHERE) -> Word:
        """``text``, which is NFC and of one script, as glyphs in the order they are painted, from
        left to right; ``around`` are letters before and after that it may join."""
        plainly = around is NOWHERE and voice.script in PLAINLY
        if plainly and self.simple(text) and (plain := self._plain(text, voice)):
            return plain
        before, after = around
        buffer = hb.Buffer()
        buffer.add_str(f"{before}{text}{after}", len(before), len(text))
        buffer.direction, buffer.script = voice.direction, voice.script
        buffer.language = voice.language
        if not text.isascii() and not JOINERS.isdisjoint(text):
            buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        usual = TABULAR if voice.tabular else FEATURES
        hb.shape(self.font, buffer, squeezed(text, around, voice.language, usual))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        numbers = tuple([info.codepoint for info in infos])
        places = [position.position for position in positions]
        wide = sum([across for _, _, across, _ in places]) * self.unit * self.scale
        # nearly always each letter is a glyph of its own, where the pen is
        if [*map(self.meaning.get, numbers)] == [*text]:
            codes = self.codes
            inside = [codes[one][place] for one, place in zip(numbers, places, strict=True)]
            if all(inside) and len({info.cluster for info in infos}) == len(numbers):
                return Word("".join(inside), wide, numbers)
        parts = tuple(self._parts(f"{before}{text}", infos, positions))
        return Word("", wide, numbers, parts)

    def simple(self, text: str) -> bool:
        """Whether no character of it belongs to another one, as marks and joiners do."""
        if text.isascii() or self._simple.issuperset(text):
            return True
        self._simple |= {char for char in text if unicodedata.category(char)[0] in ALONE}
        return self._simple.issuperset(text)

    def _plain(self, text: str, voice: Voice) -> Word | None:
        """A word whose letters are each a glyph of its own, where the pen is, as nearly all are;
        nothing where one is not."""
        codes, letters, moves, numbers = zip(*self._said(text, voice), strict=True)
        if "".join(letters) != text or not all(codes):
            return None
        return Word("".join(codes), sum(moves) * self.unit * self.scale, numbers)

    def paired(self, text: str, language: str) -> Word | None:
        """A Latin word of plain letters, by its pairs; nothing where it must be shaped."""
        if told := self._paired.word(text, language):
            codes, moved, glyphs = told
            return Word(codes, moved * self.unit * self.scale, glyphs)
        return None

    def _said(self, text: str, voice: Voice) -> list[Told]:
        """What HarfBuzz says of each glyph: all in one line of text, which takes half as long as
        asking for each."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script = voice.direction, voice.script
        buffer.language = voice.language
        usual = TABULAR if voice.tabular else FEATURES
        shown = usual if text.isascii() else squeezed(text, NOWHERE, voice.language, usual)
        hb.shape(self.font, buffer, shown)
        said = buffer.serialize(self.font, AS_TEXT, SAID)[1:-1]
        return [*map(self._glyphs, said.split("|"))]

    def _told(self, said: str) -> Told:
        """What HarfBuzz says of a glyph, such as ``36+600``: number and advance; a place beside
        the pen's has no code here."""
        number, _, move = said.partition("+")
        if not number.isdecimal() or not move.lstrip("-").isdecimal():
            return "", "", 0, 0
        glyph, across = int(number), int(move)
        code = self.codes[glyph][0, 0, across, 0]
        return code, self.meaning.get(glyph, ""), across, glyph

    def _code(self, number: int) -> Each[Position, str]:
        """The codes of a glyph by its place: nothing where that is not where the pen is."""
        own, unit, code = self.advances[number], self.unit, code_of(number)
        return Each(lambda at: "" if at[0] or at[1] else code + _move(own - at[2] * unit))

    def _parts(
        self, text: str, infos: Sequence[hb.GlyphInfo], positions: Sequence[hb.GlyphPosition]
    ) -> Iterator[str | Shape]:
        """The clusters of ``text``: as codes where those say it, or else as shapes."""
        starts = [info.cluster for info in infos]
        turned = len(starts) > 1 and starts[0] > starts[-1]
        ends = dict(pairwise([*sorted(set(starts)), len(text)]))
        at = 0
        while at < len(starts):
            end = at + 1
            while end < len(starts) and starts[end] == starts[at]:
                end += 1
            letters = text[starts[at] : ends[starts[at]]].translate(UNJOINED)
            cluster = self._cluster(letters, infos[at:end], positions[at:end])
            # what runs from right to left is read so: marks are met before their letter
            yield from reversed(list(cluster)) if turned and len(letters) > 1 else cluster
            at = end

    def _cluster(
        self, letters: str, infos: Sequence[hb.GlyphInfo], positions: Sequence[hb.GlyphPosition]
    ) -> Iterator[str | Shape]:
        glyphs, pen = [], 0
        for info, position in zip(infos, positions, strict=True):
            glyphs.append(Placed(info.codepoint, pen + position.x_offset, position.y_offset))
            pen += position.x_advance
        if len(glyphs) == len(letters) > 1:
            for at, position in enumerate(positions[1:], 1):
                if not (position.x_offset or position.y_offset or position.x_advance):
                    glyphs[at] = self._stood(glyphs[:at], glyphs[at], letters[at])
        first = glyphs[0]
        if glyphs != [Placed(first.number, 0, 0)] or self.meaning.get(first.number) != letters:
            marks = next((at for at, char in enumerate(letters) if _marks(char)), len(letters)) or 1
            yield Shape(tuple(glyphs), pen, LIGATURES.get(letters, letters[:marks]))
            if letters[marks:]:
                yield Shape((), 0, letters[marks:])
            return
        yield f"({code_of(first.number)})"
        back = self.advances[first.number] - pen * self.unit
        if abs(back) > NEAR:
            yield f"{back:.6g}"

    def _stood(self, below: Sequence[Placed], mark: Placed, char: str) -> Placed:
        """A mark that the face has no place for on this letter: over or under its middle."""
        boxes = [(self.font.get_glyph_extents(glyph.number), glyph) for glyph in (*below, mark)]
        if unicodedata.combining(char) not in OVER_AND_UNDER or not all(box for box, _ in boxes):
            return mark
        (base, at), own = boxes[0], boxes[-1][0]
        across = at.across + base.x_bearing - own.x_bearing + (base.width - own.width) // 2
        if unicodedata.combining(char) != OVER:
            return mark._replace(across=across)
        top = max(box.y_bearing + glyph.up for box, glyph in boxes[:-1])
        least = top + round(GAP * self.face.upem) - (own.y_bearing + own.height)
        return mark._replace(across=across, up=max(0, least))


def _move(back: float) -> str:
    """What stands between two codes where the pen moves ``back`` thousandths before the second."""
    return f"){back:.6g}(" if abs(back) > NEAR else ""


def _marks(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _safe(name: str) -> str:
    """A file's name as a font's (7.3.5): letters, digits and hyphens of ASCII."""
    return re.sub(r"[^A-Za-z0-9-]", "", name) or "Face"


_known: dict[tuple[str, str, float], Face] = {}


def face(file: File, name: str, scale: float) -> Face:
    """The face of a file, loaded once in a process."""
    key = file.sha256, name, scale
    if key not in _known:
        _known[key] = Face(file, name, scale)
    return _known[key]
