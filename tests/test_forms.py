"""Fields to fill in on a screen: named for those who listen and those who gather answers, in
reading order, with room for what people write.

All tagged editions of all handouts on letter; the paper changes only where lines stand. What is
typed is typed with PDFium, which is in Chrome and Edge; docs/forms.md says what other readers show.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import uharfbuzz as hb
from PIL import ImageChops

from handouts.clinic.jobs import Details, Job, Outcome, PrivateJob
from handouts.content.editions import EDITIONS
from handouts.making.produce import produce
from handouts.meaning.document import Document, Field, FillIn, Items, Part, Table
from handouts.meaning.spans import Blank, Cite, Spans, plain
from handouts.meaning.telling import Run, content
from handouts.outputs.pdf.parts.options import in_rows
from tests.support.brochures import ASSETS
from tests.support.judge import Validator
from tests.support.prints import Print, Prints, Side, jobs, sides, titled
from tests.support.rows import rows
from tests.support.transcript import transcript
from tests.support.verapdf import Flavour

TAGGED = tuple(name for name, edition in EDITIONS.items() if edition.finish == "screen")
ON_LETTER = jobs(*TAGGED, paper="letter")
ONE = next(job for job in ON_LETTER if (job.slug, job.edition) == ("discectomy", "sheet"))
NEAR = 0.1  # points
MULTILINE, NO_SCROLLING, RADIO = 1 << 12, 1 << 23, 1 << 15
GROUPS = ("answer", "ask", "cell", "choose", "clinic", "fill", "notes", "review", "talk", "tick")
PRINTED = 4  # the flag of annotations that are printed (ISO 32000-1, table 165)


@dataclass(frozen=True)
class Widget:
    """A field as the file has it, at one place; ``rect`` is left, low, right, high. ``source`` is
    the annotation, ``owner`` the field, which may be the same."""

    page: int
    name: str
    kind: str
    label: str
    rect: tuple[float, float, float, float]
    source: pikepdf.Object = field(repr=False)
    owner: pikepdf.Object = field(repr=False)

    @property
    def choice(self) -> bool:
        return bool(int(self.owner.get("/Ff", 0)) & RADIO)


def widgets(pdf: pikepdf.Pdf) -> list[Widget]:
    """The fields of all pages, in the order of the pages' annotations."""
    return [
        widget(number, one)
        for number, page in enumerate(pdf.pages, 1)
        for one in page.obj.get("/Annots", pikepdf.Array())
        if one.Subtype == "/Widget"
    ]


def widget(page: int, source: pikepdf.Object) -> Widget:
    owner = source if "/FT" in source else source.Parent
    names, one = [str(owner.T)], owner
    while "/Parent" in one:
        one = one.Parent
        names.insert(0, str(one.T))
    left, low, right, high = map(float, source.Rect)
    return Widget(
        page,
        ".".join(names),
        str(owner.FT),
        str(source.TU),
        (left, low, right, high),
        source,
        owner,
    )


def labels(document: Document) -> list[str]:
    """What the fields of a document are called, in reading order."""
    return [label for part in document.parts for label in called(part)]


def called(part: Part) -> Iterator[str]:
    match part:
        case FillIn():
            for one in part.fields:
                yield from called_in(one)
        case Items(kind=("tick" | "choice")):
            for item in part.items:
                yield plain(tuple(one for one in item.spans if not isinstance(one, Cite))).strip()
                yield from blanks(item.spans)
                yield from (label for below in item.parts for label in called(below))
        case Table() if any(cell.box for row in part.rows for cell in row):
            yield from (cell.box.spoken for row in part.rows for cell in row if cell.box)
        case _:
            for told in content(part):
                if isinstance(told, Run):
                    yield from (label for below in told.parts for label in called(below))
                else:
                    yield from blanks(told.spans)


def called_in(one: Field) -> Iterator[str]:
    if one.options:
        yield from (f"{one.label}: {option}" for option in one.options)
    elif not one.value:
        yield one.label or one.spoken


def blanks(spans: Spans) -> Iterator[str]:
    return (one.label for one in spans if isinstance(one, Blank))


@pytest.fixture
def opened(prints: Prints) -> Iterator[Callable[[Job], tuple[Print, pikepdf.Pdf]]]:
    with ExitStack() as kept:

        def made(job: Job) -> tuple[Print, pikepdf.Pdf]:
            return prints(job), kept.enter_context(pikepdf.open(prints(job).path))

        yield made


each_print = rows("made, pdf", ON_LETTER, titled, made="opened")


@each_print
def test_each_field_is_called_by_its_label(made: Print, pdf: pikepdf.Pdf) -> None:
    """Every blank of the document is a field, in reading order; its label is said once. Of cards
    that are cut from one sheet each has its own."""
    across, down = made.edition.copies
    expected = [label for label in labels(made.document) for _ in range(across * down)]
    assert [str(one.TU) for one in _structured(pdf)] == expected
    assert len(widgets(pdf)) == len(expected)
    assert all(expected)
    assert not any("/Contents" in one.source for one in widgets(pdf))
    assert ("/AcroForm" in pdf.Root) == bool(expected)


@each_print
def test_each_field_can_be_used_and_is_printed(pdf: pikepdf.Pdf) -> None:
    for one in widgets(pdf):
        assert int(one.source.F) == PRINTED
        assert one.source.P.objgen == pdf.pages[one.page - 1].obj.objgen
        left, low, right, high = one.rect
        assert right - left >= 11
        assert high - low >= 11
        flags = int(one.owner.get("/Ff", 0))  # neither required nor read-only
        if one.kind == "/Btn":
            assert flags in (0, RADIO)
        else:
            assert flags in (NO_SCROLLING, NO_SCROLLING | MULTILINE)


@each_print
def test_names_say_what_is_asked(made: Print, pdf: pikepdf.Pdf) -> None:
    """Nobody can tell from a number what it was the answer to. No part of a name has a full stop
    (ISO 32000-1, 12.7.3.2), and only what is to be typed once shares a name."""
    found = widgets(pdf)
    owners = {one.name: one.owner.objgen for one in found}
    assert len({*owners.values()}) == len(owners)
    for one in found:
        group, _, key = one.name.partition(".")
        assert group in GROUPS, one.name
        assert key or group == "notes"
        assert not key[:1].isdigit()
    shared = Counter(one.name for one in found if not one.choice)
    copies = {name for name, count in shared.items() if count > 1}
    across, down = made.edition.copies
    if across * down == 1:
        assert all(name.startswith(("clinic.", "talk.")) for name in copies)
    else:
        assert {shared[name] % (across * down) for name in copies} == {0}
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/T" in thing:
            assert "." not in str(thing.T)


def test_names_last_when_a_question_is_added(prints: Prints) -> None:
    """They depend on words alone: no handout needs another to be called the same."""
    jobs_ = [job for job in ON_LETTER if job.slug == "discectomy" and job.edition != "proof"]
    found: dict[str, set[str]] = {}
    for job in jobs_:
        with pikepdf.open(prints(job).path) as opened:
            for one in widgets(opened):
                found.setdefault(one.label, set()).add(one.name)
    assert found["Surgeon"] == {"talk.surgeon"}
    assert found["Daytime"] == {"clinic.phone"}
    several = {label: names for label, names in found.items() if len(names) > 1}
    kinds = {label: {name.split(".")[0] for name in names} for label, names in several.items()}
    notes = kinds.pop("What I want to remember or ask", set())  # pages of notes fill up a booklet
    assert notes <= {"notes", "fill"}
    assert kinds
    assert all(kind == {"ask", "answer"} for kind in kinds.values()), several


def test_of_choices_one_is_taken(prints: Prints) -> None:
    with pikepdf.open(prints(ONE).path) as opened:
        side = [one for one in widgets(opened) if one.name == "talk.side"]
        assert [one.label for one in side] == ["Side: Left", "Side: Right", "Side: Both"]
        assert len({one.owner.objgen for one in side}) == 1
        assert all(one.choice for one in side)
        assert [{*one.source.AP.N.keys()} - {"/Off"} for one in side] == [
            {"/Left"},
            {"/Right"},
            {"/Both"},
        ]


@each_print
def test_tabs_go_through_the_fields_as_the_structure_does(pdf: pikepdf.Pdf) -> None:
    """On each page: the back of a leaflet is read after what lies inside, and is on its first
    page."""
    found, read = widgets(pdf), [one.objgen for one in _structured(pdf)]
    pages = {one.source.objgen: one.page for one in found}
    assert sorted(read, key=lambda one: pages[one]) == list(pages)
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


@each_print
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
    if one.choice:  # a circle, which has no lines
        return "" if right - left == pytest.approx(high - low, abs=NEAR) else "no circle around it"
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
    if not any(low - 2 <= line.y0 <= low + NEAR for line in level):
        return "no line below it"
    if any(low + 2 < line.y0 < high - 2 for line in level):
        return "a line goes through it"
    steps = [low, *rules(one)]
    if any(b - a < 22 for a, b in zip(steps, steps[1:], strict=False)):
        return "lines too close to write on"
    return ""


def rules(one: Widget) -> list[float]:
    """The lines to write on that an empty field shows, from below: how high they stand."""
    look = one.source.AP.N.read_bytes().decode("latin-1")
    return [one.rect[1] + float(y) for y in re.findall(r"\S+ (\S+) m \S+ \S+ l", look)]


@each_print
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


@rows("job", [job for job in jobs("booklet", "press") if job.paper == "letter"], ids=titled)
def test_files_for_paper_have_no_fields(prints: Prints, job: Job) -> None:
    made = prints(job)
    assert labels(made.document)
    with pikepdf.open(made.path) as opened:
        assert not any("/Annots" in page for page in opened.pages)
        assert "/AcroForm" not in opened.Root


def test_a_set_asks_for_a_patient_once_and_for_each_operation_of_its_own(prints: Prints) -> None:
    names = [one for one in ("first-visit",) if prints.press.packet(one)[0]]
    for name in names:
        with pikepdf.open(io.BytesIO(prints.packet(name, "letter").data)) as opened:
            found = widgets(opened)
            assert len(found) > 20
            scopes = {one.name.split(".")[0] for one in found}
            assert {"clinic", "talk", "tests-and-diagnosis"} <= scopes
            shared = Counter(one.name for one in found if not one.choice)
            copies = {one for one, count in shared.items() if count > 1}
            assert all(one.startswith(("clinic.", "talk.")) for one in copies)
            assert {one for one in shared if one.startswith("talk.")} == {
                "talk.patient",
                "talk.date",
                "talk.with",
            }


# ------------------------------------------------------------------ appearances


@each_print
def test_a_box_to_tick_has_two_appearances_and_starts_empty(made: Print, pdf: pikepdf.Pdf) -> None:
    for one in widgets(pdf):
        look = one.source.AP.N
        if one.kind == "/Btn":
            (on,) = set(look.keys()) - {"/Off"}
            assert one.source.AS == one.owner.V == pikepdf.Name.Off
            assert look[on].read_bytes().strip()
            assert not look.Off.read_bytes().strip()
            shapes = [look[on], look.Off]
        else:
            assert one.kind == "/Tx"
            assert "/V" not in one.owner
            shapes = [look]
        for shape in shapes:
            box = [float(value) for value in shape.BBox]
            left, low, right, high = one.rect
            assert box == pytest.approx([0, 0, right - left, high - low], abs=NEAR)


@each_print
def test_what_is_typed_has_one_embedded_font_with_all_of_latin(pdf: pikepdf.Pdf) -> None:
    found = [one for one in widgets(pdf) if one.kind == "/Tx"]
    for one in found:
        name, size, _ = str(one.owner.DA).split(maxsplit=2)
        assert size == "0"  # as large as its field allows
        (key,) = pdf.Root.AcroForm.DR.Font.keys()
        assert key == name
    if not found:  # a card, a poster: nothing is typed, so nothing is carried for it
        assert "/DR" not in pdf.Root.get("/AcroForm", pikepdf.Dictionary())
        return
    font = pdf.Root.AcroForm.DR.Font[name]
    (descendant,) = font.DescendantFonts
    assert font.Encoding == "/Identity-H"
    assert descendant.CIDToGIDMap == "/Identity"
    assert len(descendant.FontDescriptor.FontFile2.read_raw_bytes()) < 13_200
    shown = mapped(font.ToUnicode.read_bytes().decode("ascii"))
    assert set(LATIN) <= set(shown.values())
    assert len({*shown.values()}) == len(shown)
    widths = list(descendant.W[1])
    assert all(int(widths[code]) > 0 for code, char in shown.items() if char.isalnum())


def test_every_letter_to_type_is_drawn_as_in_the_font_of_the_page(prints: Prints) -> None:
    """As another program (HarfBuzz) measures it: a letter without a drawing, or with that of
    another, would be lost on paper and still be read back."""
    with pikepdf.open(prints(ONE).path) as opened:
        (font,) = opened.Root.AcroForm.DR.Font.values()
        typed = hb.Font(hb.Face(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
        shown = mapped(font.ToUnicode.read_bytes().decode("ascii"))
    faces = [hb.Font(hb.Face((ASSETS / "fonts" / name).read_bytes())) for name in REGULAR]
    missing = [inked(one, 0) for one in faces]
    for code, char in shown.items():
        drawn = inked(typed, code)
        wanted = [inked(one, one.get_nominal_glyph(ord(char))) for one in faces if has(one, char)]
        if not wanted:  # letters that are only put together
            assert drawn not in missing, f"{char} is drawn as what no font has"
            wanted = [drawn]
        assert drawn or char.isspace(), char
        assert any(drawn == pytest.approx(one, abs=0.021) for one in wanted), (char, drawn, wanted)


REGULAR = ("AtkinsonHyperlegibleNext_400Regular.ttf", "SourceSans3_400Regular.ttf")


def has(face: hb.Font, char: str) -> bool:
    return face.get_nominal_glyph(ord(char)) is not None


def inked(face: hb.Font, glyph: int) -> tuple[float, ...]:
    """The left, low, right and high ends of an outline's points, in ems; nothing where it is
    empty."""
    points = list[tuple[float, float]]()
    draw, at = hb.DrawFuncs(), points.append
    draw.set_move_to_func(lambda x, y, _: at((x, y)))
    draw.set_line_to_func(lambda x, y, _: at((x, y)))
    draw.set_quadratic_to_func(lambda a, b, x, y, _: points.extend([(a, b), (x, y)]))
    draw.set_cubic_to_func(lambda a, b, c, d, x, y, _: points.extend([(a, b), (c, d), (x, y)]))
    face.draw_glyph(glyph, draw, None)
    across, up = zip(*points, strict=True) if points else ((), ())
    ends = (min(across), min(up), max(across), max(up)) if points else ()
    return tuple(one / face.face.upem for one in ends)


LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1EA0, 0x1EFA)))) + (
    "\u0218\u0219\u021a\u021b\u018f\u0259\u01a0\u01a1\u01af\u01b0\u01cd\u01ce\u1e9e\u2019\u2013\u20ac"
)


def mapped(cmap: str) -> dict[int, str]:
    """Codes and their characters, by the ranges of a ToUnicode map."""
    out = {}
    for first, last, point in re.findall(r"<(\w{4})> <(\w{4})> <(\w{4})>", cmap):
        for number, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
            out[code] = chr(int(point, 16) + number)
    return out


# ------------------------------------------------------------------ typed with PDFium

SHORT = "\u0110\u1eb7ng Zo\u00eb \u015e \u0141ukasz Nguy\u1ec5n"
LONG = f"Dr. med. habil. {SHORT}, MD, PhD, Professor of Neurosurgery"
SEVERAL = "I walk each day.\nI call when the wound is red.\nI come back in six weeks."
TYPED: Mapping[str, str] = {
    "talk.surgeon": LONG,
    "talk.level": "L4-L5 and L5-S1, both sides; L3-L4 on the left",
    "talk.patient": SHORT,
    "clinic.phone": "(555) 010-0100, press 2",
    "fill.what-will-be-done-what-may-help-and-what-can-go": SEVERAL,
}


class Typist:
    """Types and clicks into a file as people do."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.document.init_forms()
        self.form = self.document.formenv
        self.pages = [self.document[number] for number in range(len(self.document))]
        for page in self.pages:
            pdfium.FORM_OnAfterLoadPage(page.raw, self.form.raw)

    def click(self, one: Widget) -> None:
        page, (left, low, right, high) = self.pages[one.page - 1].raw, one.rect
        for act in (pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            act(self.form.raw, page, 0, (left + right) / 2, (low + high) / 2)

    def leave(self) -> None:
        pdfium.FORM_ForceToKillFocus(self.form.raw)

    def type(self, one: Widget, words: str) -> None:
        self.click(one)
        coded = f"{words}\0".encode("utf-16-le")
        buffer = (ctypes.c_ushort * (len(coded) // 2)).from_buffer_copy(coded)
        pdfium.FORM_ReplaceSelection(self.form.raw, self.pages[one.page - 1].raw, buffer)
        self.leave()

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


@pytest.fixture(scope="module")
def typed(prints: Prints) -> bytes:
    """A sheet that somebody has filled in."""
    data = prints(ONE).data
    typist = Typist(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        found = widgets(opened)
        for name, words in TYPED.items():
            typist.type(next(one for one in found if one.name == name), words)
        for one in found:
            if one.kind == "/Btn":
                typist.click(one)
                typist.leave()
    return typist.saved()


def test_what_was_typed_is_kept_once_under_its_name(typed: bytes, prints: Prints) -> None:
    with pikepdf.open(io.BytesIO(typed)) as opened:
        values = {one.name: str(one.owner.get("/V", "")) for one in widgets(opened)}
        for name, words in TYPED.items():
            assert values[name].replace("\r\n", "\n").replace("\r", "\n") == words
        chosen = [str(one.source.AS) for one in widgets(opened) if one.name == "talk.side"]
        assert chosen == ["/Off", "/Off", "/Both"]  # the last that was clicked
        assert values["talk.side"] == "/Both"
    heard = transcript(typed).words
    assert " ".join(TYPED["talk.surgeon"].split()) in " ".join(heard)
    before = prints(ONE)
    assert [side.said for side in sides(typed)] == [side.said for side in before.sides]


def test_no_letter_is_lost_or_taken_from_a_font_of_the_machine(typed: bytes) -> None:
    with pikepdf.open(io.BytesIO(typed)) as opened:
        own = opened.Root.AcroForm.DR.Font
        (key,) = own.keys()
        shown = mapped(own[key].ToUnicode.read_bytes().decode("ascii"))
        for one in widgets(opened):
            if one.name not in TYPED:
                continue
            look = one.source.AP.N.read_bytes().decode("latin-1")
            assert {font for font in re.findall(r"(/\S+) \S+ Tf", look)} == {key}
            said = "".join(written(one.source.AP.N, shown))
            assert said == "".join(TYPED[one.name].split("\n")).replace("\n", "")


def written(look: pikepdf.Object, shown: Mapping[int, str]) -> Iterator[str]:
    for instruction in pikepdf.parse_content_stream(look):
        if str(instruction.operator) == "Tj":
            codes = bytes(list(instruction.operands)[0])
            yield from (
                shown[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)
            )


def test_what_was_typed_stays_inside_its_field(typed: bytes) -> None:
    """The ink of each field, painted alone, keeps clear of the edges of the field."""
    with pikepdf.open(io.BytesIO(typed)) as opened:
        for one in widgets(opened):
            if one.name not in TYPED:
                continue
            left, low, right, high = one.rect
            opened.add_blank_page(page_size=(right - left + 40, high - low + 40))
            page = opened.pages[-1]
            look = one.source.AP.N
            grown = opened.make_stream(look.read_bytes())
            for entry in ("/Type", "/Subtype", "/Resources"):
                grown[entry] = look[entry]
            grown.BBox = pikepdf.Array([-20, -20, right - left + 20, high - low + 20])
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=grown))
            page.Contents = opened.make_stream(unclipped(b"q 1 0 0 1 20 20 cm /X Do Q"))
            grown.write(unclipped(look.read_bytes()))
            data = io.BytesIO()
            opened.save(data)
            with pypdfium2.PdfDocument(data.getvalue()) as shown:
                picture = shown[len(shown) - 1].render(scale=4, grayscale=True).to_pil()
            ink = ImageChops.invert(picture.convert("L")).getbbox()
            assert ink, f"nothing is seen in '{one.label}'"
            edges = (80, 80, 80 + 4 * (right - left), 80 + 4 * (high - low))
            assert ink[0] >= edges[0] - 1 and ink[1] >= edges[1] - 1
            assert ink[2] <= edges[2] + 1 and ink[3] <= edges[3] + 1


@pytest.mark.parametrize("edition", ["sheet", "booklet-pages"])
def test_no_more_can_be_typed_than_can_be_read(edition: str, prints: Prints) -> None:
    """Readers set what is long smaller and smaller, down to 4 points: a field takes as much as is
    10 points high on its lines, 8 on its line or in its cell; and it shows all that it has
    taken."""
    data = prints(replace(ONE, edition=edition)).data
    typist = Typist(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        for one in widgets(opened):
            if one.kind == "/Tx":
                typist.type(one, "I can lift my pots and climb the stairs again. " * 20)
    with pikepdf.open(io.BytesIO(typist.saved())) as opened:
        (font,) = opened.Root.AcroForm.DR.Font.values()
        shown = mapped(font.ToUnicode.read_bytes().decode("ascii"))
        for one in (one for one in widgets(opened) if one.kind == "/Tx"):
            value, look = str(one.owner.V), one.source.AP.N
            assert "".join("".join(written(look, shown)).split()) == "".join(value.split())
            (size,) = {size for _, size in set_on(look)}
            high = one.rect[3] - one.rect[1]
            assert size >= (10 if high > HIGH else 8), one.label


HIGH = 40  # points of a field of several lines


def unclipped(operators: bytes) -> bytes:
    """Operators without the clips that readers put around what is typed."""
    return re.sub(rb"\S+ \S+ \S+ \S+ re\s+W\*?\s+n", b"", operators)


def test_no_line_runs_through_what_was_typed(typed: bytes, prints: Prints) -> None:
    """The lines to write on are those of the empty field: what was typed has none."""
    with pikepdf.open(prints(ONE).path) as opened, pikepdf.open(io.BytesIO(typed)) as filled:
        own = "fill.what-will-be-done-what-may-help-and-what-can-go"
        (empty,) = (one for one in widgets(opened) if one.name == own)
        (full,) = (one for one in widgets(filled) if one.name == own)
        assert not rules(full)
        lines = prints(ONE).sides[full.page - 1].strokes
        left, low, right, high = full.rect
        assert not [
            line
            for line in lines
            if line.level and low + 1 < line.y0 < high and line.x0 < right and line.x1 > left
        ]
        assert empty.rect == full.rect


LINED = ["standard", "sheet", "large-print"]


def test_no_line_runs_through_any_field_that_was_filled_in(typed: bytes, prints: Prints) -> None:
    """Lines of the page and of the field itself, against where letters stand: from their lowest to
    the height of capitals."""
    for data in (typed, *(told(prints, edition).data for edition in LINED)):
        lines = [side.strokes for side in sides(data)]
        count = 0
        with pikepdf.open(io.BytesIO(data)) as opened:
            for one in widgets(opened):
                if one.kind != "/Tx" or not str(one.owner.get("/V", "")):
                    continue
                left, low, right, _ = one.rect
                beside = [
                    line.y0
                    for line in lines[one.page - 1]
                    if line.level and line.x0 < right - NEAR and line.x1 > left + NEAR
                ]
                for baseline, size in set_on(one.source.AP.N):
                    high, bottom = low + baseline + 0.66 * size, low + baseline - 0.2 * size
                    struck = [y for y in (*beside, *rules(one)) if bottom < y < high]
                    assert not struck, f"a line runs through '{one.label}'"
                    count += 1
        assert count >= 2


def set_on(look: pikepdf.Object) -> Iterator[tuple[float, float]]:
    """The baseline and size of each line of words in a field."""
    size = y = 0.0
    for instruction in pikepdf.parse_content_stream(look):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BT":
                y = 0.0
            case "Tf":
                size = float(operands[1])
            case "Td" | "TD":
                y += float(operands[1])
            case "Tm":
                y = float(operands[5])
            case "Tj" | "TJ":
                yield y, size


def test_a_phone_typed_once_stands_wherever_it_is_asked_for(prints: Prints) -> None:
    job = next(one for one in ON_LETTER if (one.slug, one.edition) == ("discectomy", "standard"))
    data = prints(job).data
    typist = Typist(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        places = [one for one in widgets(opened) if one.name == "clinic.phone"]
    assert len({one.page for one in places}) == len(places) == 3
    typist.type(places[0], "(555) 010-0100")
    with pikepdf.open(io.BytesIO(typist.saved())) as opened:
        looks = [one.source.AP.N for one in widgets(opened) if one.name == "clinic.phone"]
        assert all(b"Tj" in look.read_bytes() for look in looks)


# ------------------------------------------------------------------ filled in by ourselves


@pytest.mark.parametrize("edition", ["standard", "sheet", "large-print"])
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_a_copy_with_details_is_still_valid(
    prints: Prints, edition: str, flavour: Flavour, validator: Validator, tmp_path: Path
) -> None:
    path = tmp_path / "filled.pdf"
    path.write_bytes(told(prints, edition).data)
    assert not validator.validate(path, flavour).failures


DETAILS = Details({"talk.surgeon": LONG, "talk.side": "Right", "talk.date": SHORT})


def told(prints: Prints, edition: str) -> Outcome:
    press = prints.press
    job = Job("discectomy", "en", edition, "letter")
    made = produce(press.site, press.site.clinic, PrivateJob(job, DETAILS))
    assert not made.problems
    return made


def test_what_is_told_of_a_patient_stands_in_its_field_and_can_be_changed(prints: Prints) -> None:
    with pikepdf.open(io.BytesIO(told(prints, "standard").data)) as opened:
        found = {one.name: one for one in widgets(opened)}
        assert str(found["talk.surgeon"].owner.V) == LONG
        assert found["talk.side"].owner.V == "/Right"
        own = opened.Root.AcroForm.DR.Font
        (key,) = own.keys()
        shown = mapped(own[key].ToUnicode.read_bytes().decode("ascii"))
        for name, words in DETAILS.values.items():
            if name != "talk.side":
                said = "".join(written(found[name].source.AP.N, shown))
                assert said == words
        sides_ = [one.source.AS for one in widgets(opened) if one.name == "talk.side"]
        assert sides_ == ["/Off", "/Right", "/Off"]


def test_a_paper_edition_with_details_has_words_and_no_fields(prints: Prints) -> None:
    data = told(prints, "booklet").data
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert "/AcroForm" not in opened.Root
        assert not any("/Annots" in page for page in opened.pages)
    said = " ".join(" ".join("".join(side.said) for side in sides(data)).split())
    assert "Side: Right" in said


def test_options_stand_below_each_other_where_that_takes_no_more_rows() -> None:
    wides = [90.0, 60, 80, 70, 85, 50, 65, 55]
    flowing = in_rows(wides, 100.0, 300.0, 10.0)
    assert flowing[:4] == [(100.0, 0), (200.0, 0), (100.0, 1), (200.0, 1)]
    assert in_rows(wides[:2], 100.0, 300.0, 10.0) == [(100.0, 0), (200.0, 0)]
    below = in_rows([100.0, 70, 90, 75], 120.0, 260.0, 10.0)  # the label leaves room for one
    assert below == [(0.0, 1), (110.0, 1), (0.0, 2), (110.0, 2)]
    uneven = in_rows([150.0, 20, 20, 150], 0.0, 200.0, 10.0)
    assert uneven == [(0.0, 0), (160.0, 0), (0.0, 1), (30.0, 1)]  # no columns of 150 and 150
