"""Font files: what would print nothing, or cannot be embedded, is refused at the brand's line."""

import random
import re
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb

from handouts.outputs.pdf.text import sfnt
from handouts.outputs.pdf.text.cmaps import code_of
from handouts.outputs.pdf.text.faces import Face, Placed, Shape, Voice
from handouts.outputs.pdf.text.fontfile import fault
from handouts.outputs.pdf.text.meanings import FIGURES
from handouts.outputs.pdf.text.pairs import SOON, Paired
from handouts.outputs.pdf.text.shapes import extended
from handouts.outputs.pdf.text.subsets import Used
from handouts.source.snapshot import read_file
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.opened import Opened

REGULAR = ASSETS / "fonts" / "AtkinsonHyperlegibleNext_400Regular.ttf"
# those of tests/fonts are cut down to the letters of a few words
CUT = ROOT / "tests" / "fonts"
SHIPPED = sorted(
    path
    for folder in ("assets", "tests")
    for path in (ROOT / folder).rglob("*.ttf")
    if CUT not in path.parents
)
DATA = REGULAR.read_bytes()
TEXTS = CONTENT / "handouts" / "discectomy"
ANEW, STATIC = "copy the font file anew", "take the family's static TrueType files (.ttf)"
WHOLE = "take a font with all letters of the language"

Tables = dict[bytes, bytes]


def changed(change: Callable[[Tables], None]) -> bytes:
    """The font with tables changed and all sums right again, as a font editor would save it."""
    tables = sfnt.read(DATA)
    change(tables)
    return sfnt.write(tables)


def put(table: bytes, at: int, value: bytes) -> bytes:
    return table[:at] + value + table[at + len(value) :]


def no_units(tables: Tables) -> None:
    tables[b"head"] = put(tables[b"head"], 18, b"\0\0")


def no_outlines(tables: Tables) -> None:
    tables[b"loca"] = bytes(len(tables[b"loca"]))


def no_widths(tables: Tables) -> None:
    tables[b"hmtx"] = bytes(len(tables[b"hmtx"]))


def cff(tables: Tables) -> None:
    tables[b"CFF "] = tables.pop(b"glyf")


def no_glyphs(tables: Tables) -> None:
    del tables[b"glyf"]


def variable(tables: Tables) -> None:
    tables[b"fvar"] = b"\0\1\0\0"


def renamed(name: str) -> Callable[[Tables], None]:
    """Its PostScript name (id 6), in the only record of the table."""
    text = name.encode("utf-16-be")

    def change(tables: Tables) -> None:
        record = struct.pack(">6H", 3, 1, 0x409, 6, len(text), 0)
        tables[b"name"] = struct.pack(">3H", 0, 1, 18) + record + text

    return change


def no_letters(tables: Tables) -> None:
    """A table of characters with the space alone (format 12)."""
    group = struct.pack(">2HLLLLLL", 12, 0, 28, 0, 1, 32, 32, 3)
    tables[b"cmap"] = struct.pack(">2HHHL", 0, 1, 3, 10, 12) + group


FAULTS = {
    "not a font": (b"not a font", "is no TrueType font", ANEW),
    "empty": (b"", "is no TrueType font", ANEW),
    "outlines of another kind": (b"OTTO" + DATA[4:], "has outlines of another kind (CFF)", STATIC),
    "such outlines in disguise": (changed(cff), "has outlines of another kind (CFF)", STATIC),
    "a collection": (b"ttcf" + DATA[4:], "is a collection of fonts", STATIC),
    "of the web": (b"wOF2" + DATA[4:], "is a font for web pages", STATIC),
    "variable": (changed(variable), "is a variable font", STATIC),
    "cut in its directory": (DATA[:100], "is a broken font: it is cut short", ANEW),
    "cut in a table": (DATA[:20_000], "is a broken font: its table 'GPOS' is cut short", ANEW),
    "cut at its end": (DATA[:-400], "is a broken font: its table '", ANEW),
    "altered": (put(DATA, 24_000, b"\x99"), "is a broken font: its table 'GPOS' was altered", ANEW),
    "no outlines": (changed(no_glyphs), "is a broken font: it has no table 'glyf'", ANEW),
    "no units": (changed(no_units), "is a broken font: it has 0 units to the em", ANEW),
    "empty letters": (changed(no_outlines), "is a broken font: ", ANEW),
    "letters without width": (changed(no_widths), "is a broken font: ", ANEW),
    "name in Cyrillic": (changed(renamed("Шрифт")), "is named 'Шрифт' inside", STATIC),
    "name with syntax": (changed(renamed("A)/B")), "is named 'A)/B' inside", STATIC),
    "no letters": (changed(no_letters), "has no character 'A'", WHOLE),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_font_that_cannot_print_is_refused(name: str, tmp_path: Path) -> None:
    data, message, hint = FAULTS[name]
    path = tmp_path / "font.ttf"
    path.write_bytes(data)
    found = fault(read_file(path))
    assert found
    assert found.message.startswith(message)
    assert found.hint == hint


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_font_is_whole(path: Path) -> None:
    assert fault(read_file(path)) is None


@pytest.mark.parametrize("name", ["400Regular", "700Bold"])
@pytest.mark.parametrize("tabular", [False, True])
def test_zeros_have_no_slash(name: str, tabular: bool) -> None:
    """A ring is two contours; a slash parts the inner one."""
    file = read_file(ASSETS / f"fonts/AtkinsonHyperlegibleNext_{name}.ttf")
    font = Face(file, "R").font
    (zero,) = Face(file, "R").shape("0", Voice("en", "Latn", tabular=tabular)).glyphs
    pen = hb.DrawFuncs()
    moves: list[tuple[float, float]] = []
    pen.set_move_to_func(lambda x, y, seen: seen.append((x, y)))
    font.draw_glyph(zero, pen, moves)
    assert len(moves) == 2


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_figures_of_columns_are_all_as_wide(path: Path) -> None:
    """Whatever stands beside them, and each stands for itself in the file."""
    one = Face(read_file(path), "R")
    voice = Voice("en", "Latn", tabular=True)
    assert len({round(one.shape(2 * figure, voice).width, 3) for figure in FIGURES}) == 1
    assert "".join(one.meaning[glyph] for glyph in one.shape(FIGURES, voice).glyphs) == FIGURES
    assert not one.shape(FIGURES, voice).parts


@pytest.fixture(scope="module")
def words() -> list[str]:
    """Words of two languages, and each with its letters in another order, one with an accent."""
    texts = [(TEXTS / f"{name}.yaml").read_text("utf-8") for name in ("en", "es")]
    found = sorted({word for text in texts for word in re.findall(r"\S+", text)})[::5]
    dice = random.Random(7)

    def turned(word: str) -> str:
        letters = [*dice.sample(word, len(word)), dice.choice("áêïõůłđıǆÅÇ’")]
        return "".join(letters)

    return [*found, *map(turned, found)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_words_by_pairs_of_letters_are_those_that_are_shaped(path: Path, words: list[str]) -> None:
    """To the last thousandth, in every face, and in languages that have letters of their own."""
    face = Face(read_file(path), "R")
    face._paired.words = SOON
    for language in ("en-US", "es", "tr", "ro"):
        for word in words:
            if by_pairs := face.paired(word, language):
                assert by_pairs == face.shape(word, Voice(language, "Latn")), word


def test_words_of_a_brand_need_no_shaping_but_where_a_language_has_letters_of_its_own() -> None:
    face = Face(read_file(REGULAR), "R")
    pairs = Paired(face.font, face.meaning, face.codes)
    pairs.words = SOON
    told = pairs.word("Árbol,", "en-US")
    assert told
    assert "".join(face.meaning[glyph] for glyph in told[2]) == "Árbol,"
    assert pairs.word("Árbol,", "tr") is None


def test_plain_letters_are_latin_ones_and_signs() -> None:
    """Letters are those that no other stands for; signs alone are of no script, and are shaped."""
    face = Face(read_file(REGULAR), "R")
    glyphs = [glyph for glyph, char in face.meaning.items() if char in "abcdefgh"]
    meaning = dict(zip(glyphs, "Aé—4\u0301ЖΛ\u212b", strict=True))
    begun = Paired(face.font, meaning, face.codes).pairs["en-US"]
    for char in "Aé—":
        assert begun[char] == {}
    for char in "4\u0301ЖΛ\u212b":
        with pytest.raises(KeyError):
            begun[char]
    face._paired.words = SOON
    assert face.paired("—", "en-US") is None
    assert face.paired("a—", "en-US")


def test_running_text_keeps_its_own_figures() -> None:
    own = Face(read_file(REGULAR), "R")
    assert len({own.shape(figure, Voice("en", "Latn")).width for figure in FIGURES}) > 5


def test_a_font_written_anew_is_the_same() -> None:
    written = changed(lambda tables: None)
    assert sfnt.checksum(written) == sfnt.WHOLE
    before, after = sfnt.read(DATA), sfnt.read(written)
    assert after.pop(b"head")[12:] == before.pop(b"head")[12:]
    assert after == before
    assert sfnt.write(sfnt.read(written)) == written


def test_a_further_face_needs_no_latin_letters(tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(changed(no_letters))
    assert fault(read_file(path), own=False) is None


@pytest.mark.parametrize("line", ["  regular: ", "    - regular: ", "      bold: "])
def test_it_is_refused_at_the_line_of_the_brand(line: str, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    brand = (assets / "brand" / "brand.yaml").read_text("utf-8").splitlines()
    number = next(number for number, text in enumerate(brand) if text.startswith(f"{line}fonts/"))
    entry = brand[number].removeprefix(line).partition(" ")[0]
    (assets / entry).write_bytes(changed(no_units))
    _, (problem,) = Opened(CONTENT, assets, None).look
    where = f"{assets.name}/brand/brand.yaml:{number + 1}:{len(line) + 1}"
    message = f"'{entry}' is a broken font: it has 0 units to the em"
    assert str(problem) == f"{where}: error: {message}\n  hint: {ANEW}"


# ------------------------------------------------------------------ glyphs more


def test_a_composite_is_its_parts_in_their_places() -> None:
    face = Face(read_file(REGULAR), "R")
    letter, mark = (face.font.get_nominal_glyph(code) for code in (0x6D, 0x304))
    assert letter
    assert mark
    shapes = [Shape((Placed(letter, 0, 0), Placed(mark, 245, 100)), 845, ""), Shape((), 0, "")]
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({0, letter, mark})
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS
    program, first = extended(bytes(hb.subset(face.face, wanted).blob.data), shapes, face.font)
    made = hb.Font(hb.Face(hb.Blob(program)))
    assert made.face.glyph_count == first + 2
    whole = made.get_glyph_extents(first)
    below, over = (face.font.get_glyph_extents(glyph) for glyph in (letter, mark))
    assert made.get_glyph_h_advance(first) == 845
    assert whole.x_bearing == min(below.x_bearing, over.x_bearing + 245)
    assert whole.y_bearing == over.y_bearing + 100
    assert whole.y_bearing + whole.height == below.y_bearing + below.height
    assert made.get_glyph_h_advance(first + 1) == 0
    assert not made.get_glyph_extents(first + 1).width


def test_a_code_stands_in_a_literal_string_whatever_its_bytes() -> None:
    """Brackets, the sign that escapes, and what ends lines are read back as they were."""
    pdf = pikepdf.new()
    for number in (0x2829, 0x5C0D, 0x0A0D, 0x0D0A, 0x5C28, 0x3031, 0xFFFE, 0x0000):
        source = f"({code_of(number)}) Tj".encode("latin-1")
        stream = pikepdf.Stream(pdf, source)
        (shown,) = pikepdf.parse_content_stream(stream)
        assert isinstance(shown, pikepdf.ContentStreamInstruction)
        assert bytes(shown.operands[0]) == number.to_bytes(2, "big")
        assert source.count(b"(") == source.count(b")") == 1


def test_codes_are_given_out_in_the_order_of_painting() -> None:
    face = Face(read_file(REGULAR), "R")
    one, other = (Shape((Placed(5, 0, up),), 500, "x") for up in (1, 2))
    count = face.face.glyph_count
    used = Used(face)
    codes = [used.code(shape) for shape in (one, other, one)]
    first, second = (f"({code_of(number)})" for number in (count, count + 1))
    assert codes == [first, second, first]
    assert Used(face).code(other) == codes[0]
