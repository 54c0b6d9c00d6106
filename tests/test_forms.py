"""Fields to fill in on a screen: named for those who listen, where the lines for a pen are, in the
order of reading.

All tagged editions of all handouts on letter; the paper changes only where lines stand.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS, PAPERS
from handouts.meaning.document import Document, FillIn
from handouts.meaning.parts import walk
from tests.support.prints import Print, Prints, Side, jobs, sides, titled
from tests.support.transcript import transcript
from tests.support.verapdf import Flavour, Validator

TAGGED = tuple(name for name, edition in EDITIONS.items() if edition.finish == "screen")
ON_LETTER = jobs(*TAGGED, paper="letter")
ONE = next(job for job in ON_LETTER if (job.slug, job.edition) == ("discectomy", "sheet"))
NEAR = 0.1  # points
MULTILINE = 1 << 12
PRINTED = 4  # the flag of annotations that are printed (ISO 32000-1, table 165)


@dataclass(frozen=True)
class Widget:
    """A field as the file has it; ``rect`` is left, low, right, high."""

    page: int
    name: str
    kind: str
    label: str
    rect: tuple[float, float, float, float]
    source: pikepdf.Object = field(repr=False)


def widgets(pdf: pikepdf.Pdf) -> list[Widget]:
    """The fields of all pages, in the order of the pages' annotations."""
    return [
        Widget(number, str(one.T), str(one.FT), str(one.TU), tuple(map(float, one.Rect)), one)  # type: ignore[arg-type]
        for number, page in enumerate(pdf.pages, 1)
        for one in page.obj.get("/Annots", pikepdf.Array())
        if one.Subtype == "/Widget"
    ]


def labels(document: Document) -> list[str]:
    """What the fields of a document are called, in reading order."""
    out: list[str] = []
    for part in walk(document.parts):
        for one in part.fields if isinstance(part, FillIn) else ():
            if one.options:
                out += [f"{one.label}: {option}" for option in one.options]
            elif not one.value:
                out.append(one.label or one.spoken)
    return out


@pytest.fixture(params=ON_LETTER, ids=titled)
def made(request: pytest.FixtureRequest, prints: Prints) -> Print:
    return prints(request.param)


@pytest.fixture
def pdf(made: Print) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(made.path) as opened:
        yield opened


def test_each_field_is_called_by_its_label(made: Print, pdf: pikepdf.Pdf) -> None:
    """In reading order, all of them, none twice by the same internal name."""
    found = widgets(pdf)
    assert [str(one.TU) for one in _structured(pdf)] == labels(made.document)
    assert len(found) == len(labels(made.document))
    assert all(one.label for one in found)
    assert all(str(one.source.Contents) == one.label for one in found)
    assert len({one.name for one in found}) == len(found)
    assert ("/AcroForm" in pdf.Root) == bool(found)


def test_each_field_can_be_used_and_is_printed(pdf: pikepdf.Pdf) -> None:
    for one in widgets(pdf):
        assert int(one.source.F) == PRINTED
        assert one.source.P.objgen == pdf.pages[one.page - 1].obj.objgen
        left, low, right, high = one.rect
        assert right - left >= 11
        assert high - low >= 11
        assert int(one.source.get("/Ff", 0)) in (0, MULTILINE)  # neither required nor read-only


def test_tabs_go_through_the_fields_as_the_structure_does(pdf: pikepdf.Pdf) -> None:
    """On each page: the back of a leaflet is read after what lies inside, and is on its first
    page."""
    found, read = widgets(pdf), [one.objgen for one in _structured(pdf)]
    pages = {one.source.objgen: one.page for one in found}
    assert sorted(read, key=lambda one: pages[one]) == list(pages)
    if found:
        assert [one.objgen for one in pdf.Root.AcroForm.Fields] == read
    assert all(str(page.obj.Tabs) == "/S" for page in pdf.pages)


def _structured(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The fields in reading order."""
    return list(_in_structure(pdf.Root.StructTreeRoot.K))


def _in_structure(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The fields that the structure tree holds, each in an element ``Form``."""
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(kid, pikepdf.Dictionary) and "/K" in kid:
            inner = kid.K if isinstance(kid.K, pikepdf.Array) else [kid.K]
            for one in inner:
                if (
                    isinstance(one, pikepdf.Dictionary)
                    and one.get("/Type") == "/OBJR"
                    and one.Obj.Subtype == "/Widget"
                ):
                    assert kid.S == "/Form"
                    yield one.Obj
            yield from _in_structure(kid.K)


def test_fields_lie_on_the_lines_that_are_painted(made: Print, pdf: pikepdf.Pdf) -> None:
    found = widgets(pdf)
    pages = {one.page: made.sides[one.page - 1] for one in found}
    for one in found:
        problem = unpainted(one, pages[one.page])
        assert not problem, f"page {one.page}: '{one.label}': {problem}"


def unpainted(one: Widget, side: Side) -> str:
    """What is wrong with the lines under a field: its own as long as it is, none through a field of
    one line."""
    left, low, right, high = one.rect
    level = [
        line
        for line in side.strokes
        if line.level and line.x0 <= left + NEAR and line.x1 >= right - NEAR
    ]
    if one.kind == "/Btn":
        edges = {
            round(line.y0, 1)
            for line in side.strokes
            if line.level and abs(line.x0 - line.x1) >= right - left - 1
        }
        around = [edge for edge in edges if abs(edge - low) < 1 or abs(edge - high) < 1]
        return (
            ""
            if len(around) >= 2 and right - left == pytest.approx(high - low, abs=NEAR)
            else "no box around it"
        )
    below = [line for line in level if low - 2 <= line.y0 <= low + NEAR]
    if not below:
        return "no line below it"
    through = [line for line in level if low + 2 < line.y0 < high]
    if int(one.source.get("/Ff", 0)) != MULTILINE and through:
        return "a line goes through it"
    steps = sorted({round(line.y0, 1) for line in (*below, *through)})
    if any(b - a < 22 for a, b in zip(steps, steps[1:], strict=False)):
        return "lines too close to write on"
    return ""


def test_fields_do_not_lie_on_each_other_or_on_words(made: Print, pdf: pikepdf.Pdf) -> None:
    found = widgets(pdf)
    for number, one in enumerate(found):
        left, low, right, high = one.rect
        for other in found[number + 1 :]:
            if other.page == one.page:
                wide = min(right, other.rect[2]) - max(left, other.rect[0])
                tall = min(high, other.rect[3]) - max(low, other.rect[1])
                assert wide <= NEAR or tall <= NEAR, f"'{one.label}' and '{other.label}'"
        for word in made.sides[one.page - 1].words:
            middle = ((word.x0 + word.x1) / 2, word.baseline + 0.3 * word.size)
            inside = left < middle[0] < right and low < middle[1] < high
            assert not inside, f"'{one.label}' lies on '{word.text}'"


@pytest.mark.parametrize(
    "job", [job for job in jobs("booklet", "press") if job.paper == "letter"], ids=titled
)
def test_files_for_paper_have_no_fields(prints: Prints, job: Job) -> None:
    made = prints(job)
    assert labels(made.document)
    with pikepdf.open(made.path) as opened:
        assert not any("/Annots" in page for page in opened.pages)
        assert "/AcroForm" not in opened.Root


def test_fields_of_a_set_have_names_of_their_own(prints: Prints) -> None:
    names = [one for one in ("first-visit",) if prints.press.packet(one)[0]]
    for name in names:
        with pikepdf.open(io.BytesIO(prints.packet(name, "letter").data)) as opened:
            found = widgets(opened)
            assert len(found) > 20
            assert len({one.name for one in found}) == len(found)
            assert len(opened.Root.AcroForm.Fields) == len(found)


# ------------------------------------------------------------------ appearances


def test_a_box_to_tick_has_two_appearances_and_starts_empty(made: Print, pdf: pikepdf.Pdf) -> None:
    for one in widgets(pdf):
        look = one.source.AP.N
        if one.kind == "/Btn":
            assert set(look.keys()) == {"/Yes", "/Off"}
            assert one.source.AS == one.source.V == pikepdf.Name.Off
            assert look.Yes.read_bytes().strip()
            assert not look.Off.read_bytes().strip()
            shapes = [look.Yes, look.Off]
        else:
            assert one.kind == "/Tx"
            assert "/V" not in one.source
            shapes = [look]
        for shape in shapes:
            box = [float(value) for value in shape.BBox]
            left, low, right, high = one.rect
            assert box == pytest.approx([0, 0, right - left, high - low], abs=NEAR)


def test_what_is_typed_has_an_embedded_font(pdf: pikepdf.Pdf) -> None:
    found = [one for one in widgets(pdf) if one.kind == "/Tx"]
    for one in found:
        name, size, _ = str(one.source.DA).split(maxsplit=2)
        font = pdf.Root.AcroForm.DR.Font[name]
        assert float(size) >= 12
        assert font.Encoding == "/WinAnsiEncoding"
        assert "/FontFile2" in font.FontDescriptor
        assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1
        assert all(float(font.Widths[ord(letter) - 32]) > 0 for letter in "Aaz09")


def answer(one: Widget) -> str:
    """Something else for each field, so that a look that two share would be seen."""
    return f"Dr. Ada ({one.name})"


@pytest.fixture(scope="module")
def typed(prints: Prints) -> bytes:
    """A sheet that somebody has filled in."""
    out = io.BytesIO()
    with pikepdf.open(prints(ONE).path) as opened:
        for one in widgets(opened):
            if one.kind == "/Btn":
                one.source.V = one.source.AS = pikepdf.Name.Yes
            else:
                one.source.V = pikepdf.String(answer(one))
        opened.Root.AcroForm.NeedAppearances = True  # without it pikepdf leaves them as they are
        opened.generate_appearance_streams()
        opened.save(out)
    return out.getvalue()


def test_a_form_that_was_filled_in_can_still_be_read(typed: bytes, prints: Prints) -> None:
    """What is heard is as before; the values are there."""
    before = prints(ONE)
    assert transcript(typed).words == before.written
    with pikepdf.open(io.BytesIO(typed)) as opened:
        found = widgets(opened)
        assert [one.label for one in found] == labels(before.document)
        for one in found:
            assert str(one.source.V) == ("/Yes" if one.kind == "/Btn" else answer(one))
            if one.kind == "/Tx":
                assert one.name.encode() in one.source.AP.N.read_bytes()
        assert opened.check_pdf_syntax() == []
    assert [side.said for side in sides(typed)] == [side.said for side in before.sides]


def test_what_was_filled_in_is_seen(typed: bytes, prints: Prints) -> None:
    """Each field is darker than it was, and nothing else has changed."""
    before = prints(ONE)
    with pikepdf.open(before.path) as opened:
        found = widgets(opened)
    for number in {one.page for one in found}:
        empty, filled = (_painted(data, number) for data in (before.data, typed))
        changed = ImageChops.difference(empty, filled)
        height = PAPERS["letter"].height
        for one in (one for one in found if one.page == number):
            left, low, right, high = (round(2 * value) for value in one.rect)
            box = (left, round(2 * height) - high, right, round(2 * height) - low)
            assert changed.crop(box).getbbox(), f"nothing is seen in '{one.label}'"
            changed.paste(0, (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2))
        assert not changed.getbbox()


def _painted(data: bytes, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(data) as opened:
        opened.init_forms()
        shot: Image.Image = (
            opened[number - 1].render(scale=2, grayscale=True, may_draw_forms=True).to_pil()
        )
        return shot.convert("L")


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_a_form_that_was_filled_in_is_still_valid(
    typed: bytes, flavour: Flavour, validator: Validator, tmp_path: Path
) -> None:
    path = tmp_path / "typed.pdf"
    path.write_bytes(typed)
    assert not validator.validate(path, flavour).failures
