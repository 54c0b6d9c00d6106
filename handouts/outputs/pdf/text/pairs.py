"""Letters that a face only draws nearer to each other, two by two: how a word of them is set is
known from its pairs, and nobody need shape it.

What a face may do to letters stands in its tables (OpenType 1.9, GSUB and GPOS). A letter is plain
where no rule that HarfBuzz follows unasked can begin with it; and a pair of plain ones stands as it
does alone where all that moves them are pairs, of which the first alone is moved.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from struct import error, unpack_from

import uharfbuzz as hb

from .features import FEATURES
from .recent import Each

# what HarfBuzz follows unasked from left to right (its hb-ot-shape.cc), but for ligatures, which
# are put off (``features``); and figures that are all as wide, which are asked for at times
FOLLOWED = {
    *(b"abvm", b"blwm", b"calt", b"ccmp", b"curs", b"dist", b"kern", b"locl", b"ltra", b"ltrm"),
    *(b"mark", b"mkmk", b"rand", b"rclt", b"rlig", b"rvrn", b"tnum"),
}
OTHER_TABLES = {"fvar", "kern", "kerx", "mort", "morx", "trak"}  # that may have a say besides
DEFAULT, OWN_SCRIPT = b"DFLT", b"latn"
SINGLE_TO_LIGATURE, CONTEXT, CHAIN, EXTENSION = (1, 2, 3, 4), 5, 6, 7  # kinds of rules of GSUB
PAIR, MARKS, EXTENDED = 2, (4, 5, 6), 9  # the same of GPOS
BY_COVERAGE = 3  # the format of rules that say what stands at each place
ADVANCE = 4  # a value that is how far the pen moves
OVERLOOKED = 0x6  # flags of rules that do not see letters
Glyphs = frozenset[int]
Position = tuple[int, int, int, int]  # of a glyph: right, up, and by how much the pen moves
# of a letter before another: its code (nothing where that does not say all), how the pen moves
# after it, its glyph
Drawn = tuple[str, int, int]
SIGNS = frozenset("!\"'(),-./:;?[]\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00a1\u00bf")
SOON = 64  # words: of fewer in a process it is quicker not to look into tables
MOST = 100  # pairs that a letter begins and that are known


class Paired:
    """Latin words of a face's plain letters, by pairs: ``meaning`` is what its glyphs stand for,
    ``codes`` are those of each at its place."""

    def __init__(
        self, font: hb.Font, meaning: Mapping[int, str], codes: Mapping[int, Mapping[Position, str]]
    ) -> None:
        self.font, self.meaning, self.codes, self.words = font, meaning, codes, 0
        # by language, by the first letter, by the one after it
        self.pairs = Each[str, dict[str, dict[str, Drawn]]](self._begun)

    def word(self, text: str, language: str) -> tuple[str, int, tuple[int, ...]] | None:
        """The codes of a word, how far the pen moves, and its glyphs; nothing where it must be
        shaped."""
        self.words += 1
        if self.words < SOON or SIGNS.issuperset(text):
            return None
        begun, moved = self.pairs[language], 0
        codes: list[str] = []
        glyphs: list[int] = []
        try:
            pairs = begun[text[0]]
            for letter in text[1:]:
                code, move, glyph = pairs[letter]
                codes.append(code)
                moved += move
                glyphs.append(glyph)
                pairs = begun[letter]
            code, move, glyph = pairs[""]
            codes.append(code)
            moved += move
            glyphs.append(glyph)
        except KeyError:  # a new pair, or a letter that is not plain
            for code, move, glyph in self._met(text[len(codes) :], begun):
                codes.append(code)
                moved += move
                glyphs.append(glyph)
        if len(codes) < len(text) or not all(codes):
            return None
        return "".join(codes), moved, tuple(glyphs)

    def _met(self, text: str, begun: dict[str, dict[str, Drawn]]) -> Iterator[Drawn]:
        """The letters at the end of a word, as far as they are plain: of new pairs, too."""
        for letter, after in zip(text, [*text[1:], ""], strict=True):
            pairs = begun.get(letter)
            if pairs is None:
                return
            if after not in pairs:
                if len(pairs) >= MOST:
                    pairs.clear()
                pairs[after] = self._first(letter, after)
            yield pairs[after]

    def _begun(self, language: str) -> dict[str, dict[str, Drawn]]:
        """The pairs that each letter or sign begins which is plain in a language."""
        letters = {
            glyph: char
            for glyph, char in self.meaning.items()
            if (char.isalpha() or char in SIGNS)
            and self.font.face.get_layout_glyph_class(glyph) is not hb.OTLayoutGlyphClass.MARK
        }
        glyphs = plain_glyphs(self.font.face, language, frozenset(letters))
        found = {letters[glyph] for glyph in glyphs}
        # Latin letters that have no other form (NFC)
        named = {char for char in found if unicodedata.name(char, "").startswith("LATIN ")}
        latin = {char for char in named if unicodedata.is_normalized("NFC", char)}
        return {char: {} for char in found if char in latin or char in SIGNS}

    def _first(self, letter: str, after: str) -> Drawn:
        """A letter as it stands before the one ``after`` it, or alone."""
        buffer = hb.Buffer()
        buffer.add_str(letter + after)
        buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "und"
        hb.shape(self.font, buffer, FEATURES)
        glyph, place = buffer.glyph_infos[0].codepoint, buffer.glyph_positions[0].position
        own = self.meaning.get(glyph) == letter
        return self.codes[glyph][place] if own else "", place[2], glyph


class Unclear(Exception):
    """A face may do more to letters than can be told here."""


def plain_glyphs(face: hb.Face, language: str, glyphs: Glyphs) -> Glyphs:
    """Those of ``glyphs``, none of them a mark, that are plain in Latin text of a ``language``
    (BCP 47): none of a face of which that cannot be told."""
    if not OTHER_TABLES.isdisjoint(face.table_tags):
        return frozenset()
    try:
        changed = {one for rule in _rules(face, "GSUB", language) for one in rule.begun(glyphs)}
        moved = {one for rule in _rules(face, "GPOS", language) for one in rule.moved(glyphs)}
    except (Unclear, error, IndexError):
        return frozenset()
    return glyphs - changed - moved


class _Rule:
    """A subtable of a table's ``data``: at which place, of which kind, under which flags."""

    def __init__(self, data: bytes, at: int, kind: int, flags: int) -> None:
        self.data, self.at, self.kind, self.flags = data, at, kind, flags

    def short(self, place: int) -> int:
        """A number of two bytes in it."""
        return _short(self.data, self.at + place)

    def covered(self, place: int) -> Glyphs:
        """The glyphs that are listed where the number at a place leads to."""
        at = self.at + self.short(place)
        count, listed = _short(self.data, at + 2), at + 4
        if _short(self.data, at) == 1:
            return frozenset(unpack_from(f">{count}H", self.data, listed))
        told = unpack_from(f">{3 * count}H", self.data, listed)
        spans = zip(told[::3], told[1::3], strict=True)
        return frozenset(glyph for first, last in spans for glyph in range(first, last + 1))

    def begun(self, glyphs: Glyphs) -> Glyphs:
        """Those of ``glyphs`` that a rule of GSUB may begin with in words of them alone."""
        if self.kind in SINGLE_TO_LIGATURE:
            return glyphs & self.covered(2)
        if self.kind not in (CONTEXT, CHAIN):
            raise Unclear
        if self.short(0) != BY_COVERAGE:
            return glyphs & self.covered(2)
        parts = self._parts()
        if not all(glyphs & one for part in parts for one in part):
            return frozenset()  # it needs others beside them
        return glyphs & parts[len(parts) == 3][0]

    def _parts(self) -> list[list[Glyphs]]:
        """What a rule of several places wants at each: of what is changed, or of what is before
        that, of what is changed and of what is behind."""
        if self.kind == CONTEXT:
            return [[self.covered(6 + 2 * one) for one in range(self.short(2))]]
        parts, place = [], 2
        for _ in range(3):
            count = self.short(place)
            parts.append([self.covered(place + 2 + 2 * one) for one in range(count)])
            place += 2 + 2 * count
        return parts

    def moved(self, glyphs: Glyphs) -> Glyphs:
        """Those of ``glyphs`` that a rule of GPOS puts elsewhere, but for pairs. Raises
        ``Unclear``: pairs have a say in each other."""
        if self.kind in MARKS:
            return glyphs & self.covered(2)
        alone = self.kind == PAIR and self.short(4) in (0, ADVANCE) and not self.short(6)
        if not alone or self.flags & OVERLOOKED:
            raise Unclear
        return frozenset()


def _short(data: bytes, at: int) -> int:
    found: int
    (found,) = unpack_from(">H", data, at)
    return found


def _rules(face: hb.Face, name: str, language: str) -> Iterator[_Rule]:
    """The rules of a table that are followed in a language."""
    data = face.reference_table(name).data
    if not data:
        return
    features, lookups = _short(data, 6), _short(data, 8)
    followed = set[int]()
    for number in _features(data, language):
        tag, offset = unpack_from(">4sH", data, features + 2 + 6 * number)
        if tag in FOLLOWED:
            at = features + offset
            followed.update(unpack_from(f">{_short(data, at + 2)}H", data, at + 4))
    for number in sorted(followed):
        at = lookups + _short(data, lookups + 2 + 2 * number)
        kind, flags, count = unpack_from(">3H", data, at)
        for offset in unpack_from(f">{count}H", data, at + 6):
            place, own = at + offset, kind
            if kind == (EXTENSION if name == "GSUB" else EXTENDED):
                own, further = unpack_from(">HL", data, place + 2)
                place += further
            yield _Rule(data, place, own, flags)


def _features(data: bytes, language: str) -> list[int]:
    """The numbers of the features of Latin text in a language, which must not be one that has some
    of its own."""
    scripts = _short(data, 4)
    listed = [unpack_from(">4sH", data, scripts + 2 + 6 * n) for n in range(_short(data, scripts))]
    known = dict(listed)
    offset = known.get(OWN_SCRIPT, known.get(DEFAULT))
    if offset is None:
        raise Unclear
    script = scripts + offset
    own = language.partition("-")[0]
    for number in range(_short(data, script + 2)):
        tag = data[script + 4 + 6 * number :][:4].decode("latin-1")
        if (hb.ot_tag_to_language(tag) or own).partition("-")[0] == own:
            raise Unclear
    at = script + _short(data, script)
    if at == script:  # nothing is done in other languages
        return []
    required, count = unpack_from(">2H", data, at + 2)
    numbers = [*unpack_from(f">{count}H", data, at + 6)]
    return numbers if required == 0xFFFF else [*numbers, required]
