"""The edition for a print shop: what its prepress would look at, and the preflight that the
manifest reports.

All is read back with pikepdf and PDFium. Poppler (``pdffonts``, ``pdfimages``), Ghostscript
(``gs``) and MuPDF (``mutool``) are asked for a second opinion.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handouts.clinic.jobs import Job
from handouts.content.editions import MM, Ink
from handouts.outputs.pdf.colours import FORMULA, lightness, operator
from handouts.outputs.pdf.drawings import colouring
from handouts.outputs.pdf.ink import marks
from handouts.outputs.pdf.ink.inks import in_ink
from handouts.outputs.pdf.ink.marks import Book, Form
from handouts.outputs.pdf.ink.outlines import fill
from handouts.outputs.pdf.write.finish import PaperBoxes
from handouts.outputs.pdf.write.preflight import preflight
from handouts.outputs.pdf.write.preflight_file import claims, pages
from handouts.outputs.pdf.write.rule import Rule, Wanted
from handouts.outputs.pdf.write.streams import Written, written
from handouts.outputs.pdf.write.writer import Writer
from handouts.pictures.drawing import Drawing, Shape, Step
from tests.support.outside import told
from tests.support.prints import Print, Prints, Side, Stroke, jobs, titled
from tests.support.rows import rows

BLEED = {"letter": 72 / 8, "a4": 3 * MM}  # an eighth of an inch where inches are used
NEAR = 0.02  # points
PRESS = jobs("press")
RULES = {
    "screen-colours",
    "grey-text-in-black-alone",
    "black-text-overprints",
    "heaviest-ink-percent",
    "colours",
    "standard",
    "bleed-points",
    "ends-at-the-trim",
    "fonts-embedded",
    "coarsest-picture-dpi",
    "annotations",
}


each_print = rows("printed", PRESS, titled, made="prints")


# ------------------------------------------------------------------ boxes and marks


@each_print
def test_boxes_are_trim_bleed_and_media_around_each_other(printed: Print) -> None:
    paper = printed.paper
    for side in printed.sides:
        assert side.trim == pytest.approx((0, 0, paper.width, paper.height), abs=NEAR)
        assert side.bleed == pytest.approx(_larger(side.trim, BLEED[paper.name]), abs=NEAR)
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


@each_print
def test_crop_marks_stand_outside_the_bleed_and_point_along_the_trim(printed: Print) -> None:
    for side in printed.sides:
        marks = [one for one in crop_marks(side) if not target(one, side)]
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


def target(one: Stroke, side: Side) -> bool:
    """Whether a mark is a stroke of the cross in the middle of a side, by which plates are laid on
    each other."""
    x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    return abs(x - side.width / 2) < NEAR or abs(y - side.height / 2) < NEAR


@each_print
def test_targets_stand_in_the_middle_of_all_sides_outside_the_bleed(printed: Print) -> None:
    for side in printed.sides:
        strokes = [one for one in crop_marks(side) if target(one, side)]
        assert len(strokes) == 8
        left, low, right, high = side.bleed
        for one in strokes:
            outside = (
                max(one.x0, one.x1) < left
                or min(one.x0, one.x1) > right
                or max(one.y0, one.y1) < low
                or min(one.y0, one.y1) > high
            )
            assert outside
            assert side.media[0] < min(one.x0, one.x1) < max(one.x0, one.x1) + 1 < side.media[2] + 1


@each_print
def test_all_marks_are_in_all_inks(printed: Print) -> None:
    """Each plate has them: nothing else tells a printer whether plates are in register."""
    with pikepdf.open(printed.path) as pdf:
        for page in pdf.pages:
            space = page.resources.ColorSpace["/All"]
            assert [str(one) for one in space[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
            assert [float(one) for one in space[3].C1] == [1, 1, 1, 1]
            chosen, operators = "", _operators(page)
            *_, marks = [number for number, (name, _) in enumerate(operators) if name == "CS"]
            chosen = str(operators[marks][1][0])
            assert chosen == "/All"
            assert operators[marks + 1][0] == "SCN"
            assert [name for name, _ in operators[marks + 2 :]].count("S") == 1


@each_print
def test_the_cover_has_colour_up_to_its_edges_and_beyond(printed: Print) -> None:
    """On both sides, to the end of the bleed: a page cut a little askew has no white edge."""
    cover, *others = printed.sides
    image = _rendered(printed, 0)
    left, low, right, high = cover.media
    wide, tall = image.width / (right - left), image.height / (high - low)
    y = image.height - round((cover.height * 0.72 - low) * tall)
    row = [image.getpixel((x, y)) for x in range(image.width)]
    start, end = (round((edge - left) * wide) for edge in (cover.bleed[0], cover.bleed[2]))
    assert all(one != (255, 255, 255) for one in row[start + 1 : end - 1])
    assert all(one == (255, 255, 255) for one in (*row[: start - 1], *row[end + 1 :]))
    assert others


def _rendered(printed: Print, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(printed.data) as pdf:
        image: Image.Image = pdf[page].render(scale=1).to_pil().convert("RGB")
    return image


@each_print
def test_words_stay_clear_of_the_trim(printed: Print) -> None:
    for number, side in enumerate(printed.sides, 1):
        for one in side.words:
            assert 5 * MM <= one.x0 <= one.x1 <= side.width - 5 * MM, f"page {number}: '{one.text}'"
            assert 5 * MM <= one.low <= one.high <= side.height - 5 * MM, (
                f"page {number}: '{one.text}'"
            )


@each_print
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
# all that choose an ink or use one, or keep what was chosen
USED = " ".join(sorted({*SCREEN, *TEXT, *"kKqQSsfFBb", "f*", "B*", "b*", "Do", "BX", "EX"}))
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
    found = pikepdf.parse_content_stream(stream, USED)
    return [(str(one.operator), list(one.operands)) for one in found]


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


@each_print
def test_everything_is_painted_in_four_inks_and_dark_text_in_black_alone(printed: Print) -> None:
    """Text on paper is black ink alone, so that no colour peeps out beside thin letters. Links and
    headings in the brand's colour, and white words on a ground, are no dark text."""
    with pikepdf.open(printed.path) as pdf:
        texts: list[Inks] = []
        for operators in streams(pdf):
            _only_marks(operators)
            assert not {name for name, _ in operators} & SCREEN - {"CS", "SCN", "gs"}
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
    assert not [one for one in texts if greyish(one) and any(one[:3])]


def _only_marks(operators: list[tuple[str, list[pikepdf.Object]]]) -> None:
    """Asserts that other colour spaces and states are those of marks and of black words alone."""
    named = {(name, str(one[0])) for name, one in operators if name in ("CS", "gs")}
    assert named <= {("CS", "/All"), ("gs", "/Over"), ("gs", "/Instead")}
    assert [float(*one) for name, one in operators if name == "SCN"] in ([], [1.0])


def greyish(inks: Inks) -> bool:
    """Whether inks look grey or black (ISO 32000-1, 10.3.5), as captions and feet do."""
    cyan, magenta, yellow, black = inks
    seen = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    return max(seen) - min(seen) < 0.12 and min(seen) < 0.97


@each_print
def test_black_words_go_over_what_is_below_them_and_nothing_else_does(printed: Print) -> None:
    """White that overprinted would not be seen, nor would a ground in fewer inks."""
    over, black = 0, tuple[float, ...]((0.0, 0.0, 0.0, 1.0))
    with pikepdf.open(printed.path) as pdf:
        for page in pdf.pages:
            states = page.resources.ExtGState
            assert (bool(states.Over.op), int(states.Over.OPM)) == (True, 1)
            assert not bool(states.Instead.op)
            now, saved = "/Instead", list[tuple[str, Inks]]()
            inks: Inks = black
            for name, operands in _operators(page):
                if name == "gs":
                    now = str(operands[0])
                elif name == "k":
                    inks = tuple(map(float, operands))
                elif name == "q":
                    saved.append((now, inks))
                elif name == "Q":
                    now, inks = saved.pop()
                elif name in TEXT:
                    assert (now == "/Over") == (inks == black)
                    over += now == "/Over"
                elif name in ("f", "f*", "B", "S", "Do"):
                    assert now == "/Instead"
    assert over > 100


@each_print
def test_what_a_press_file_is_for_and_what_it_leaves_out(printed: Print) -> None:
    with pikepdf.open(printed.path) as pdf:
        assert "/OutputIntents" not in pdf.Root  # no press is known, and no standard is claimed
        assert b"GTS_PDFX" not in pdf.Root.Metadata.read_bytes()
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


@each_print
def test_fonts_are_embedded(printed: Print) -> None:
    with pikepdf.open(printed.path) as pdf:
        found = fonts(pdf)
    assert len(found) == 2
    assert all(found.values())
    assert all("+" in name for name in found), "whole fonts, not subsets"


# ------------------------------------------------------------------ preflight


@each_print
def test_the_manifest_says_what_was_found(printed: Print) -> None:
    entry = printed.made.entry
    assert entry is not None
    rules = {rule: (measured, kept) for rule, measured, kept in entry.preflight}
    assert rules.keys() >= RULES
    assert all(kept for _, kept in rules.values()), rules
    measured = {rule: value for rule, (value, _) in rules.items()}
    assert measured["screen-colours"] == "0"
    assert measured["annotations"] == "0"
    assert float(measured["bleed-points"]) == pytest.approx(BLEED[printed.paper.name], abs=NEAR)
    assert measured["standard"] == "not claimed: the brand has no profile of a press"
    assert measured["colours"] == "by formula: the brand has no profile of a press"
    with pikepdf.open(printed.path) as pdf:
        heaviest = max(
            100 * sum(map(float, operands))
            for one in streams(pdf)
            for name, operands in one
            if name in ("k", "K")
        )
        told, limit = map(float, measured["heaviest-ink-percent"].split(" of "))
        assert told == pytest.approx(heaviest, abs=1)
        assert limit == 300
        found = fonts(pdf)
    assert measured["fonts-embedded"] == f"{len(found)}/{len(found)}"
    for rule in ("grey-text-in-black-alone", "black-text-overprints"):
        dark, all_dark = map(int, measured[rule].split("/"))
        assert dark == all_dark > 100


def kept(rules: tuple[Rule, ...]) -> dict[str, bool]:
    return {rule.name: rule.kept for rule in rules}


@pytest.fixture
def good(prints: Prints) -> Print:
    return prints(PRESS[0])


def painted(*operators: str) -> Written:
    """A book of one sheet with these operators, as it is written for a press."""
    return written(in_ink(Book((tuple(marks.Path((one,)) for one in operators),)), "press"))


WORDS = "BT /Over gs 0 0 0 1 k (words) Tj /Instead gs ET"
WANTED = Wanted(FORMULA, {}, BLEED["letter"])


@pytest.mark.parametrize(
    ("operators", "broken"),
    [
        ((WORDS,), set()),
        ((WORDS, "0.6 0.3 0 0.4 k 0 0 9 9 re f"), set()),
        ((WORDS, "0.5 g 0 0 9 9 re f"), {"screen-colours"}),
        ((WORDS, "BT 0 0 0 1 k ( 1 1 1 1 k 1e-5 g ET \\051) Tj ET"), {"black-text-overprints"}),
        ((WORDS, "/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"), {"screen-colours"}),
        ((WORDS, "1 1 1 1 k 0 0 9 9 re f"), {"heaviest-ink-percent"}),
        ((WORDS, "1 1 1 0 k 0 0 9 9 re f"), set()),
        ((WORDS, "1 1 1 0.01 K 0 0 9 9 re S"), {"heaviest-ink-percent"}),
        ((WORDS, "/All CS 1 SCN 0 0 m 9 9 l S"), set()),
        ((WORDS, "/Spot CS 1 SCN 0 0 m 9 9 l S"), {"screen-colours"}),
        (("BT 0.6 0.4 0.4 0.9 k (words) Tj ET",), {"grey-text-in-black-alone"}),
        ((WORDS, "BT 0.28 0.1 0 0.68 k (a foot) Tj ET"), {"grey-text-in-black-alone"}),
        ((WORDS, "BT 0.81 0.26 0 0.58 k (a title) Tj ET"), set()),
        ((WORDS, "BT 0 0 0 0 k (white) Tj 0 0 0 0.7 k (grey) Tj ET"), set()),
        ((WORDS, "BT 0 0 0 1 k (black in its place) Tj ET"), {"black-text-overprints"}),
        (("0 0 9 9 re f",), {"grey-text-in-black-alone"}),
    ],
)
def test_preflight_notices_wrong_inks(
    operators: tuple[str, ...], broken: set[str], good: Print
) -> None:
    rules = kept(preflight(painted(*operators).painted, good.data, WANTED))
    assert {name for name, fine in rules.items() if not fine} == broken


def test_preflight_notices_screen_colours_that_were_not_turned_into_inks(good: Print) -> None:
    """The book as it would be if it were painted for a screen."""
    book = Book(((marks.Path((fill("0.2 0.4 0.6"), "0 0 9 9 re f")),),))
    inks: tuple[tuple[Ink, bool], ...] = (("press", True), ("colour", False))
    for ink, fine in inks:
        streams = (*painted(WORDS).painted, *written(in_ink(book, ink)).painted)
        assert kept(preflight(streams, good.data, WANTED))["screen-colours"] is fine


def test_preflight_notices_screen_colours_in_a_drawing(good: Print) -> None:
    square = Drawing(9, 9, (Shape((Step("r", (0, 0, 9, 9)),), "brand", None),))
    book = Book((), (Form("D0", square, colouring({"brand": "#336699"})),))
    inks: tuple[tuple[Ink, bool], ...] = (("press", True), ("colour", False))
    for ink, fine in inks:
        streams = (*painted(WORDS).painted, *written(in_ink(book, ink)).painted)
        assert kept(preflight(streams, good.data, WANTED))["screen-colours"] is fine


@pytest.mark.parametrize("ink", ["saved", "press", "colour"])
@pytest.mark.parametrize("whole", [False, True])
def test_only_figures_are_paled_and_only_where_ink_is_saved(ink: Ink, whole: bool) -> None:
    square = Drawing(9, 9, (Shape((Step("r", (0, 0, 9, 9)),), "brand", None),))
    form = Form("D0", square, colouring({"brand": "#000000"}), whole=whole)
    (found,) = in_ink(Book((), (form,)), ink).forms
    assert (found.colours.ink, found.colours.pale) == (ink, ink == "saved" and not whole)


def changed(data: bytes, change: str, dots: int = 10) -> bytes:
    """The file with one thing wrong; a picture has so many ``dots`` to the inch."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        match change:
            case "bleed":
                page.BleedBox = page.TrimBox
            case "edge":
                box = " ".join(map(str, page.TrimBox))
                left, low, right, high = map(float, box.split())
                ground = f"q 0.2 0.1 0 0 k {left} {low} {right - left} 40 re f Q"
                pdf.pages[0].contents_add(ground.encode())
            case "white edge":
                pdf.pages[0].contents_add(b"q 0 0 0 0 k 0 0 400 40 re f Q")
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
                    bytes(dots * dots * 4), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image
                )
                grey.Width, grey.Height, grey.BitsPerComponent = dots, dots, 8
                grey.ColorSpace = pikepdf.Name.DeviceCMYK
                name = pdf.pages[0].add_resource(grey, pikepdf.Name.XObject)
                pdf.pages[0].contents_add(f"q 72 0 0 72 99 99 cm {name} Do Q".encode())
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("dots", "fine"), [(298, False), (299, True), (300, True)])
def test_preflight_wants_the_dots_that_print_can_show(dots: int, fine: bool, good: Print) -> None:
    """An inch of so many; rounding may take one."""
    rules = preflight(painted(WORDS).painted, changed(good.data, "picture", dots), WANTED)
    (found,) = (one for one in rules if one.name == "coarsest-picture-dpi")
    assert (found.measured, found.kept) == (str(dots), fine)


@pytest.mark.parametrize(("less", "fine"), [(0.0, True), (0.01, True), (0.1, False)])
def test_preflight_wants_all_of_the_bleed_on_each_side(
    less: float, fine: bool, good: Print
) -> None:
    for side in range(4):
        reach = [BLEED["letter"] - less * (side == one) for one in range(4)]
        with pikepdf.open(io.BytesIO(good.data)) as pdf:
            left, low, right, high = map(float, pdf.pages[0].obj.TrimBox)
            box = [left - reach[0], low - reach[1], right + reach[2], high + reach[3]]
            pdf.pages[0].obj.BleedBox = pikepdf.Array(box)
            out = io.BytesIO()
            pdf.save(out)
        assert kept(preflight(painted(WORDS).painted, out.getvalue(), WANTED))["bleed-points"] is (
            fine
        )


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("bleed", "bleed-points"),
        ("media", "bleed-points"),
        ("edge", "ends-at-the-trim"),
        ("white edge", ""),
        ("annotations", "annotations"),
        ("fonts", "fonts-embedded"),
        ("picture", "coarsest-picture-dpi"),
    ],
)
def test_preflight_notices_a_wrong_file(change: str, rule: str, good: Print) -> None:
    rules = kept(preflight(painted(WORDS).painted, changed(good.data, change), WANTED))
    assert {name for name, fine in rules.items() if not fine} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("beyond", "fine"),
    [
        (-1.0, True),  # inside the page
        (-0.51, True),
        (-0.49, False),  # as near to the trim as that
        (0.0, False),
        (BLEED["letter"] - 0.03, False),
        (BLEED["letter"], True),
        (BLEED["letter"] + 1, True),
    ],
)
def test_preflight_notices_a_ground_that_ends_at_the_trim(beyond: float, fine: bool) -> None:
    """On each of the four sides; all other sides end inside the page."""
    for side in range(4):
        reach = [beyond if side == one else -50.0 for one in range(4)]
        (found,) = pages(one_page("q 0.2 0.1 0 0 k {} {} {} {} re f Q", reach))
        assert found.cut == (0 if fine else 1), side


def test_preflight_leaves_marks_beside_the_page_and_lines_alone() -> None:
    ends = [0.0] * 4
    for operators in (
        "q 0.2 0.1 0 0 k -9 300 4 4 re f 400 300 4 4 re f 30 -9 4 4 re f 30 500 4 4 re f Q",
        "q 0.2 0.1 0 0 K {} {} {} {} re S Q",
        "q 0 0 0 0 k {} {} {} {} re f Q",
    ):
        (found,) = pages(one_page(operators, ends))
        assert found.cut == 0


def one_page(operators: str, reach: list[float]) -> bytes:
    """A page of 300 by 400 points with a rectangle that goes beyond each side so far."""
    left, low, right, high = reach
    bleed, out = BLEED["letter"], io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400))
        page.obj.MediaBox = pikepdf.Array([-20, -20, 320, 420])
        page.obj.BleedBox = pikepdf.Array([-bleed, -bleed, 300 + bleed, 400 + bleed])
        page.obj.TrimBox = pikepdf.Array([0, 0, 300, 400])
        box = -left, -low, 300 + left + right, 400 + low + high
        page.Contents = pdf.make_stream(operators.format(*box).encode())
        pdf.save(out)
    return out.getvalue()


def test_a_claim_is_found_whatever_else_the_metadata_say() -> None:
    data = b"1 0 obj\n<</Type/Metadata>>\nstream\n\xff<x:DocumentID>a</x>\nendstream"
    assert claims(data) == ("DocumentID",)
    assert claims(data.replace(b"Metadata", b"Other")) == ()


def test_preflight_reads_a_file_without_words_or_bleed(good: Print) -> None:
    book = painted("0 0 9 9 re f")
    writer = Writer(book, PaperBoxes((0, 0, 100, 100)), None, tagged=False)
    data = writer.file(good.document, [])
    rules = kept(preflight(book.painted, data, WANTED))
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


def test_pdfium_opens_every_page(good: Print) -> None:
    with pypdfium2.PdfDocument(good.data) as opened:
        assert len(opened) == good.rendered.pages


def test_poppler_finds_two_fonts_embedded_as_subsets_with_unicode(good: Print) -> None:
    listed = told("pdffonts", good.path)
    rows = [row.split() for row in listed.splitlines()[2:]]
    assert len(rows) == 2
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), listed


def test_poppler_finds_no_picture_made_of_dots(good: Print) -> None:
    """Drawings stay drawings. Photographs in inks are looked at in ``test_photos``."""
    assert told("pdfimages", "-list", good.path).splitlines()[2:] == []


def test_poppler_finds_the_boxes_of_a_press(good: Print) -> None:
    boxes = told("pdfinfo", "-box", good.path)
    sizes = {row.partition(":")[0]: row.partition(":")[2].split() for row in boxes.splitlines()}
    side = good.sides[0]
    for name, box in (("MediaBox", side.media), ("BleedBox", side.bleed), ("TrimBox", side.trim)):
        assert [float(one) for one in sizes[name]] == pytest.approx(box, abs=NEAR)
    assert sizes["Tagged"] == ["no"]


def test_ghostscript_finds_black_on_every_page(good: Print) -> None:
    covered = told("gs", "-q", "-o", "-", "-sDEVICE=inkcov", good.path)
    rows = [row.split() for row in covered.splitlines() if row.rstrip().endswith("CMYK OK")]
    assert len(rows) == good.rendered.pages
    assert all(float(row[3]) > 0 for row in rows)


def test_mupdf_finds_every_page_and_no_fault(good: Print) -> None:
    shown = told("mutool", "info", good.path)
    assert f"Pages: {good.rendered.pages}\n" in shown
    assert "error" not in shown
