"""The edition for a print shop: what its prepress would look at, and the preflight that the
manifest reports.

All is read back with pikepdf and PDFium. Poppler (``pdffonts``, ``pdfimages``), Ghostscript
(``gs``) and MuPDF (``mutool``) are asked for a second opinion where they are installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import MM, PRINTING_CONDITION, Ink
from handouts.outputs.pdf.colours import lightness, operator
from handouts.outputs.pdf.drawings import colouring
from handouts.outputs.pdf.ink import marks
from handouts.outputs.pdf.ink.inks import in_ink
from handouts.outputs.pdf.ink.marks import Book, Form
from handouts.outputs.pdf.ink.outlines import fill
from handouts.outputs.pdf.write.finish import PaperBoxes
from handouts.outputs.pdf.write.preflight import preflight
from handouts.outputs.pdf.write.rule import Rule
from handouts.outputs.pdf.write.streams import Written, written
from handouts.outputs.pdf.write.writer import write
from handouts.pictures.drawing import Drawing, Shape, Step
from tests.support.prints import Print, Prints, Side, Stroke, jobs, titled

BLEED = 3 * MM
NEAR = 0.02  # points
PRESS = jobs("press")
RULES = {
    "screen-colours",
    "dark-text-in-black-alone",
    "heaviest-ink-percent",
    "bleed-points",
    "fonts-embedded",
    "coarsest-picture-dpi",
    "annotations",
}


@pytest.fixture(params=PRESS, ids=titled)
def printed(request: pytest.FixtureRequest, prints: Prints) -> Print:
    return prints(request.param)


# ------------------------------------------------------------------ boxes and marks


def test_boxes_are_trim_bleed_and_media_around_each_other(printed: Print) -> None:
    paper = printed.paper
    for side in printed.sides:
        assert side.trim == pytest.approx((0, 0, paper.width, paper.height), abs=NEAR)
        assert side.bleed == pytest.approx(_larger(side.trim, BLEED), abs=NEAR)
        assert all(b - a > 1 for a, b in zip(side.media[:2], side.bleed[:2], strict=True))
        assert all(a - b > 1 for a, b in zip(side.media[2:], side.bleed[2:], strict=True))
        assert side.crop == side.media  # marks are seen
    with pikepdf.open(printed.path) as pdf:
        for page in pdf.pages:
            assert "/CropBox" not in page
            assert page.get("/Rotate", 0) == 0


def _larger(box: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def crop_marks(side: Side) -> list[Stroke]:
    left, low, right, high = side.trim
    return [
        one
        for one in side.strokes
        if not (
            left <= one.x0 <= right
            and low <= one.y0 <= high
            and left <= one.x1 <= right
            and low <= one.y1 <= high
        )
    ]


def test_crop_marks_stand_outside_the_bleed_and_point_along_the_trim(printed: Print) -> None:
    for side in printed.sides:
        marks = crop_marks(side)
        left, low, right, high = side.bleed
        upright = [one for one in marks if one.upright]
        level = [one for one in marks if one.level]
        assert len(upright) == len(level) == 4
        assert len(marks) == 8
        assert sorted({round(one.x0) for one in upright}) == [0, round(side.width)]
        assert sorted({round(one.y0) for one in level}) == [0, round(side.height)]
        for one in upright:
            assert max(one.y0, one.y1) <= low - 0.5 or min(one.y0, one.y1) >= high + 0.5
            assert side.media[1] <= min(one.y0, one.y1) <= max(one.y0, one.y1) <= side.media[3]
        for one in level:
            assert max(one.x0, one.x1) <= left - 0.5 or min(one.x0, one.x1) >= right + 0.5
            assert side.media[0] <= min(one.x0, one.x1) <= max(one.x0, one.x1) <= side.media[2]


def test_words_stay_clear_of_the_trim(printed: Print) -> None:
    for number, side in enumerate(printed.sides, 1):
        for one in side.words:
            assert 5 * MM <= one.x0 <= one.x1 <= side.width - 5 * MM, f"page {number}: '{one.text}'"
            assert 5 * MM <= one.low <= one.high <= side.height - 5 * MM, (
                f"page {number}: '{one.text}'"
            )


def test_pages_are_those_of_the_standard_edition(printed: Print, prints: Prints) -> None:
    """Only inks and marks differ: every word is at the same place."""
    job = printed.job
    other = prints(Job(job.slug, job.language, "standard", job.paper))
    for one, same in zip(printed.sides, other.sides, strict=True):
        assert [word.text for word in one.words] == [word.text for word in same.words]
        assert [(word.x0, word.baseline) for word in one.words] == [
            (word.x0, word.baseline) for word in same.words
        ]


# ------------------------------------------------------------------ inks, fonts, pictures

SCREEN = {"g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI", "gs", "ri"}
TEXT = {"Tj", "TJ", "'", '"'}
Inks = tuple[float, ...]


def streams(pdf: pikepdf.Pdf) -> Iterator[list[tuple[str, list[pikepdf.Object]]]]:
    """The operators of every page and form XObject, each with its operands."""
    forms: dict[tuple[int, int], pikepdf.Object] = {}
    for page in pdf.pages:
        yield _operators(page)
        for form in page.resources.get("/XObject", pikepdf.Dictionary()).values():
            forms[form.objgen] = form
    for form in forms.values():
        if form.get("/Subtype") == pikepdf.Name.Form:
            yield _operators(form)


def _operators(stream: pikepdf.Page | pikepdf.Object) -> list[tuple[str, list[pikepdf.Object]]]:
    return [(str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(stream)]


def shown_in(operators: list[tuple[str, list[pikepdf.Object]]]) -> Iterator[Inks | None]:
    """The inks of every operator that shows text; none where no ink was chosen before."""
    now: Inks | None = None
    saved: list[Inks | None] = []
    for name, operands in operators:
        if name == "k":
            now = tuple(map(float, operands))
        elif name == "q":
            saved.append(now)
        elif name == "Q":
            now = saved.pop()
        elif name in TEXT:
            yield now


def test_everything_is_painted_in_four_inks_and_dark_text_in_black_alone(printed: Print) -> None:
    """Text on paper is black ink alone, so that no colour peeps out beside thin letters. Links and
    headings in the brand's colour, and white words on a ground, are no dark text."""
    with pikepdf.open(printed.path) as pdf:
        texts: list[Inks] = []
        for operators in streams(pdf):
            assert not {name for name, _ in operators} & SCREEN
            for name, operands in operators:
                if name in ("k", "K"):
                    inks = [float(one) for one in operands]
                    assert len(inks) == 4
                    assert all(0 <= one <= 1 for one in inks)
                    assert sum(inks) <= 3
            for inks_of_text in shown_in(operators):
                assert inks_of_text is not None, (
                    "text in the colour a page begins with, which is grey"
                )
                texts.append(inks_of_text)
    black = [one for one in texts if one == (0, 0, 0, 1)]
    assert len(black) > len(texts) / 2
    assert not [one for one in texts if one[3] > 0.8 and any(one[:3])]


def test_what_a_press_file_is_for_and_what_it_leaves_out(printed: Print) -> None:
    with pikepdf.open(printed.path) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.OutputCondition)) == ("/GTS_PDFX", PRINTING_CONDITION)
        assert str(pdf.docinfo["/Trapped"]) in ("/False", "False")
        assert not any("/Annots" in page for page in pdf.pages)
        assert not {"/AcroForm", "/Outlines", "/OpenAction", "/Names"} & set(pdf.Root.keys())
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                assert str(thing.ColorSpace) == "/DeviceCMYK"
            if isinstance(thing, pikepdf.Dictionary):
                assert "/SMask" not in thing
                assert float(thing.get("/ca", 1)) == float(thing.get("/CA", 1)) == 1


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """The fonts of all pages, and whether each is embedded."""
    found = {}
    for page in pdf.pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            own = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
            found[str(font.BaseFont)] = "/FontFile2" in own.get(
                "/FontDescriptor", pikepdf.Dictionary()
            )
    return found


def test_fonts_are_embedded(printed: Print) -> None:
    with pikepdf.open(printed.path) as pdf:
        found = fonts(pdf)
    assert len(found) == 2
    assert all(found.values())
    assert all("+" in name for name in found), "whole fonts, not subsets"


# ------------------------------------------------------------------ preflight


def test_the_manifest_says_what_was_found(printed: Print) -> None:
    entry = printed.made.entry
    assert entry is not None
    rules = {rule: (measured, kept) for rule, measured, kept in entry.preflight}
    assert rules.keys() >= RULES
    assert all(kept for _, kept in rules.values()), rules
    measured = {rule: value for rule, (value, _) in rules.items()}
    assert measured["screen-colours"] == "0"
    assert measured["annotations"] == "0"
    assert float(measured["bleed-points"]) == pytest.approx(BLEED, abs=NEAR)
    with pikepdf.open(printed.path) as pdf:
        heaviest = max(
            100 * sum(map(float, operands))
            for one in streams(pdf)
            for name, operands in one
            if name in ("k", "K")
        )
        assert float(measured["heaviest-ink-percent"]) == pytest.approx(heaviest, abs=1)
        found = fonts(pdf)
    assert measured["fonts-embedded"] == f"{len(found)}/{len(found)}"
    dark, all_dark = map(int, measured["dark-text-in-black-alone"].split("/"))
    assert dark == all_dark > 100


def kept(rules: tuple[Rule, ...]) -> dict[str, bool]:
    return {rule.name: rule.kept for rule in rules}


@pytest.fixture
def good(prints: Prints) -> Print:
    return prints(PRESS[0])


def painted(*operators: str) -> Written:
    """A book of one sheet with these operators, as it is written for a press."""
    return written(in_ink(Book((tuple(marks.Path((one,)) for one in operators),)), "press"))


WORDS = "BT 0 0 0 1 k (words) Tj ET"


@pytest.mark.parametrize(
    ("operators", "broken"),
    [
        ((WORDS,), set()),
        ((WORDS, "0.6 0.3 0 0.4 k 0 0 9 9 re f"), set()),
        ((WORDS, "0.5 g 0 0 9 9 re f"), {"screen-colours"}),
        ((WORDS, "/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"), {"screen-colours"}),
        ((WORDS, "1 1 1 1 k 0 0 9 9 re f"), {"heaviest-ink-percent"}),
        (("BT 0.6 0.4 0.4 0.9 k (words) Tj ET",), {"dark-text-in-black-alone"}),
        (("0 0 9 9 re f",), {"dark-text-in-black-alone"}),
    ],
)
def test_preflight_notices_wrong_inks(
    operators: tuple[str, ...], broken: set[str], good: Print
) -> None:
    rules = kept(preflight(painted(*operators).painted, good.data))
    assert {name for name, fine in rules.items() if not fine} == broken


def test_preflight_notices_screen_colours_that_were_not_turned_into_inks(good: Print) -> None:
    """The book as it would be if it were painted for a screen."""
    book = Book(((marks.Path((fill("0.2 0.4 0.6"), "0 0 9 9 re f")),),))
    inks: tuple[tuple[Ink, bool], ...] = (("press", True), ("colour", False))
    for ink, fine in inks:
        streams = (*painted(WORDS).painted, *written(in_ink(book, ink)).painted)
        assert kept(preflight(streams, good.data))["screen-colours"] is fine


def test_preflight_notices_screen_colours_in_a_drawing(good: Print) -> None:
    square = Drawing(9, 9, (Shape((Step("r", (0, 0, 9, 9)),), "brand", None),))
    book = Book((), (Form("D0", square, colouring({"brand": "#336699"})),))
    inks: tuple[tuple[Ink, bool], ...] = (("press", True), ("colour", False))
    for ink, fine in inks:
        streams = (*painted(WORDS).painted, *written(in_ink(book, ink)).painted)
        assert kept(preflight(streams, good.data))["screen-colours"] is fine


def changed(data: bytes, change: str) -> bytes:
    """The file with one thing wrong."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        match change:
            case "bleed":
                page.BleedBox = page.TrimBox
            case "media":
                page.MediaBox = page.TrimBox
            case "annotations":
                note = pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9]
                )
                page.Annots = pikepdf.Array([pdf.make_indirect(note)])
            case "fonts":
                for thing in pdf.objects:
                    if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                        del thing["/FontFile2"]
            case "picture":
                grey = pdf.make_stream(
                    bytes(100 * 4), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image
                )
                grey.Width, grey.Height, grey.BitsPerComponent = 10, 10, 8
                grey.ColorSpace = pikepdf.Name.DeviceCMYK
                name = pdf.pages[0].add_resource(grey, pikepdf.Name.XObject)
                pdf.pages[0].contents_add(f"q 72 0 0 72 0 0 cm {name} Do Q".encode())
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("bleed", "bleed-points"),
        ("media", "bleed-points"),
        ("annotations", "annotations"),
        ("fonts", "fonts-embedded"),
        ("picture", "coarsest-picture-dpi"),
    ],
)
def test_preflight_notices_a_wrong_file(change: str, rule: str, good: Print) -> None:
    rules = kept(preflight(painted(WORDS).painted, changed(good.data, change)))
    assert {name for name, fine in rules.items() if not fine} == {rule}


def test_preflight_reads_a_file_without_words_or_bleed(good: Print) -> None:
    book = painted("0 0 9 9 re f")
    data = write(good.document, book, [], PaperBoxes((0, 0, 100, 100)), tagged=False)
    rules = kept(preflight(book.painted, data))
    assert not rules["bleed-points"]
    assert not rules["fonts-embedded"]


@pytest.mark.parametrize("grey", [0, 0.1, 0.3, 0.5, 0.75, 1])
def test_greys_are_black_ink_alone_as_dark_as_before(grey: float) -> None:
    inks = [float(one) for one in operator((grey, grey, grey), "press", line=False).split()[:4]]
    assert inks[:3] == [0, 0, 0]
    assert inks[3] == (1 if 1 - grey > 0.8 else pytest.approx(1 - grey, abs=0.001))


@pytest.mark.parametrize(
    "colour", [(1, 0, 0), (0.04, 0.31, 0.42), (0.2, 0.6, 0.3), (0.95, 0.9, 0.7)]
)
def test_colours_in_inks_are_the_same_colours(colour: tuple[float, float, float]) -> None:
    """By the formula every viewer has for four inks without a profile (ISO 32000-1, 10.3.5)."""
    red, green, blue = colour
    c, m, y, k = (
        float(one) for one in operator((red, green, blue), "press", line=False).split()[:4]
    )
    back = tuple((1 - ink) * (1 - k) for ink in (c, m, y))
    assert back == pytest.approx(colour, abs=0.01)
    assert lightness(*back) == pytest.approx(lightness(*colour), abs=0.01)


# ------------------------------------------------------------------ second opinion


def told(command: str, *arguments: str | Path) -> str | None:
    """What a tool says; nothing where it is not installed."""
    if not shutil.which(command):
        return None
    done = subprocess.run(
        [command, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def test_other_programs_see_the_same(good: Print) -> None:
    """Poppler, Ghostscript and MuPDF as far as they are here; PDFium, which is always here, opens
    every page."""
    with pypdfium2.PdfDocument(good.data) as opened:
        assert len(opened) == good.rendered.pages
    listed = told("pdffonts", good.path)
    if listed is not None:
        rows = [row.split() for row in listed.splitlines()[2:]]
        assert len(rows) == 2
        # embedded, a subset, with Unicode
        assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), listed
    pictures = told("pdfimages", "-list", good.path)
    if pictures is not None:
        assert all(row.split()[5] == "cmyk" for row in pictures.splitlines()[2:]), pictures
    boxes = told("pdfinfo", "-box", good.path)
    if boxes is not None:
        sizes = {row.partition(":")[0]: row.partition(":")[2].split() for row in boxes.splitlines()}
        side = good.sides[0]
        for name, box in (
            ("MediaBox", side.media),
            ("BleedBox", side.bleed),
            ("TrimBox", side.trim),
        ):
            assert [float(one) for one in sizes[name]] == pytest.approx(box, abs=NEAR)
        assert sizes["Tagged"] == ["no"]
    covered = told("gs", "-q", "-o", "-", "-sDEVICE=inkcov", good.path)
    if covered is not None:
        rows = [row.split() for row in covered.splitlines() if row.rstrip().endswith("CMYK OK")]
        assert len(rows) == good.rendered.pages
        assert all(float(row[3]) > 0 for row in rows)  # black on every page
    shown = told("mutool", "info", good.path)
    if shown is not None:
        assert "error" not in shown
