"""Scripts that run from right to left, letters without spaces between words, letters that change
their order: what is seen, what is heard, and what is copied."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from handouts.checks.pages.readback import read
from handouts.cli import main
from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS
from handouts.content.families import families
from handouts.content.locale import languages
from handouts.making.memo import Memo
from handouts.making.produce import Production
from handouts.making.site import load_site
from handouts.making.workshop import Workshop
from handouts.meaning.document import Document, Paragraph, Part, Reference, References
from handouts.meaning.spans import Cite, Foreign, Given, Span, Strong, Text
from handouts.outputs.pdf.ink.marks import FieldArea
from handouts.outputs.pdf.ink.mixed import stretches, units
from handouts.outputs.pdf.look import Look
from handouts.outputs.pdf.maker import studio_of
from handouts.outputs.pdf.setting import Rendered
from handouts.outputs.pdf.text.bidi import backwards
from handouts.outputs.pdf.text.breaks import NOT_FIRST, NOT_LAST
from handouts.outputs.pdf.text.cutting import tokens
from handouts.outputs.pdf.text.letters import letters
from handouts.outputs.pdf.text.lines import Line, set_lines
from handouts.outputs.pdf.text.stretches import stretches as cut_up
from handouts.outputs.pdf.write.typing import written
from handouts.outputs.text import lines as text
from handouts.project import fonts
from handouts.project.fonts import family_of
from tests.support import tongues, uax9
from tests.support.brochures import ASSETS, CONTENT
from tests.support.judge import Validator
from tests.support.outside import told
from tests.support.tongues import FONTS, LANGUAGE, pseudo, turned
from tests.support.transcript import transcript
from tests.support.verapdf import Flavour

SLUG = "back-health"  # the handout that is made in every edition
# but for the sheet: these words are wider, and of that one there is room for them
OF = {"sheet": "conservative-care"}
FEW = 2.0  # points
EVERY = ("standard", "sheet", "trifold", "card", "poster", "booklet", "large-print", "press")
WALK = "\u0643\u0644 \u064a\u0648\u0645 \u0627\u0645\u0634"  # Arabic words without ligatures
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # that some readers add
SAYS = {
    LANGUAGE: turned("walk slowly and rest your back"),
    "hi": (
        "\u0930\u0940\u0922\u093c \u0915\u0940 \u0939\u0921\u094d\u0921\u093f"
        "\u092f\u094b\u0902 \u0915\u0940 \u0938\u094d\u0925\u093f"
        "\u0924\u093f \u0910\u0938\u0940 \u0928\u0939\u0940\u0902"
    ),
    "zh-Hans": (
        "\u624b\u672f\u540e\u8bf7\u6162\u6162\u8d70\u8def\uff0c\u4e0d\u8981\u63d0\u91cd\u7269\u3002"
    ),
}


class Turned:
    """The site with the faces of these languages, and what is made of it in them."""

    def __init__(self) -> None:
        site = load_site(CONTENT, ASSETS)
        self.site = replace(site, assets=tongues.with_fonts(site.assets))
        self.memo = Memo()
        self.prints: dict[tuple[str, str], Rendered] = {}

    @cached_property
    def production(self) -> Production:
        job = Job(SLUG, "en", "standard", "letter")
        return Production(self.site, self.site.clinic, job, self.memo)

    def document(self, view: str = "brochure", slug: str = SLUG) -> Document:
        """A view of a handout in the pseudo-language."""
        return pseudo(self.production.told(slug, view)[0])

    def render(self, document: Document, edition: str = "standard") -> Rendered:
        words = tongues.words_of(document.lang)
        shown = replace(self.production.shown, locale=words)
        return studio_of(EDITIONS[edition], shown).render(document, words.words.page_of)

    def printed(self, edition: str) -> Rendered:
        slug = OF.get(edition, SLUG)
        key = slug, edition
        if key not in self.prints:
            document = self.document(EDITIONS[edition].view, slug)
            self.prints[key] = self.render(document, edition)
        assert self.prints[key].data, self.prints[key].problems
        return self.prints[key]

    def page(self, language: str, *spans: Span) -> bytes:
        """A page with one paragraph."""
        parts: tuple[Part, ...] = (Paragraph(spans),)
        title = turned("back") if language == LANGUAGE else "Back"
        made = self.render(Document("page", title, "", (), language, "2026-11-29", "", (), parts))
        assert made.data, made.problems
        return made.data

    def look(self, language: str) -> Look:
        words = tongues.words_of(language)
        shown = replace(self.production.shown, locale=words)
        return studio_of(EDITIONS["standard"], shown).look("", language)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turned]:
    with tongues.spoken(tmp_path_factory.mktemp("locales")):
        yield Turned()


# ------------------------------------------------------------------ levels


@pytest.mark.parametrize("cases", [uax9.characters, uax9.classes])
def test_levels_are_those_of_the_conformance_files(
    cases: Callable[[int], Iterator[uax9.Case]],
) -> None:
    """Some of the cases; ``python -m tests.support.uax9`` holds all of them."""
    some = list(cases(97))
    assert len(some) > 900
    assert [case for case in some if not case.right] == []


def seen(look: Look, *spans: Span) -> str:
    """A paragraph on one line, as it stands from left to right; letters in their own order."""
    style = look.body
    items = tokens(spans, style, {"S1": 1})
    whole: Line = tuple(items)
    line = list(stretches(list(units(whole, style, lambda face: face.space, 3.0))))
    return "".join(one.text for one in sorted(line, key=lambda one: one.left))


@pytest.mark.parametrize(
    "phrase", ["(212) 555-0100", "+1 212 555 0100", "6 mg", "L4-L5", "example.org/spine", "a@b.org"]
)
def test_what_is_read_as_a_whole_stands_as_it_was_written(made: Turned, phrase: str) -> None:
    assert phrase in seen(made.look("ar"), Text(f"{WALK} {phrase} {WALK}"))


def test_a_phone_of_a_clinic_and_a_citation_are_wholes(made: Turned) -> None:
    phone = Given("212 555 0100 x 3", "clinic.phone", "tel:+12125550100")
    found = seen(made.look("ar"), Text(f"{WALK} "), phone, Text(f" {WALK} "), Cite("S1"))
    assert "212 555 0100 x 3" in found
    assert found.startswith("[1]")


def test_a_number_range_runs_with_the_text(made: Turned) -> None:
    """After Arabic letters the larger number stands left (UAX 9, W2): so they are read there."""
    assert seen(made.look("ar"), Text(f"{WALK} 2-4")).startswith("4-2")


def test_latin_words_by_themselves_run_their_way(made: Turned) -> None:
    assert seen(made.look("ar"), Text("NHS. Back pain. 2024.")) == "NHS. Back pain. 2024."


def test_letters_join_across_the_ends_of_spans(made: Turned) -> None:
    """The first letter of a word has another shape where a bold one goes on with it."""
    look = made.look("ar")
    beh, rest = "\u0628", "\u0643\u0644"
    joined, *_ = tokens((Text(beh), Strong(rest)), look.body, {})
    whole, *_ = tokens((Text(beh + rest),), look.body, {})
    alone, *_ = tokens((Text(beh),), look.body, {})
    assert joined.pieces[0].word.glyphs[-1] == whole.pieces[0].word.glyphs[-1]
    assert joined.pieces[0].word.glyphs != alone.pieces[0].word.glyphs


# ------------------------------------------------------------------ pages that run the other way


@pytest.mark.parametrize("edition", EVERY)
def test_every_edition_runs_from_right_to_left(made: Turned, edition: str) -> None:
    found = made.printed(edition)
    assert found.data, found.problems
    with pikepdf.open(BytesIO(found.data)) as file:
        assert file.Root.ViewerPreferences.Direction == "/R2L"
        assert file.Root.Lang == LANGUAGE
        if edition != "press":
            root = file.Root.StructTreeRoot.K
            root = root[0] if isinstance(root, pikepdf.Array) else root
            assert root.A.WritingMode == "/RlTb"


def test_what_is_heard_are_the_words_of_the_text_output(made: Turned) -> None:
    found, document = made.printed("standard"), made.document()
    spare = [part for page in document.spare[: found.spare] for part in page]
    document = replace(document, parts=(*document.parts[:-1], *spare, document.parts[-1]))
    heard = transcript(found.data)
    assert heard.words == text.words(document, found.contents)
    assert not heard.untagged_text


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_files_are_valid(
    made: Turned, validator: Validator, tmp_path: Path, flavour: Flavour
) -> None:
    for edition in ("sheet", "card"):
        path = tmp_path / f"{edition}.pdf"
        path.write_bytes(made.printed(edition).data)
        assert not validator.validate(path, flavour).failures, edition


def test_lines_begin_at_the_right_and_letters_are_not_reflected(made: Turned) -> None:
    with pypdfium2.PdfDocument(made.printed("sheet").data) as file:
        page = file[0]
        wide = page.get_width()
        texts = [one for one in page.get_objects() if one.type == 1]
        boxes = [one.get_bounds() for one in texts]
        assert all(one.get_matrix().a > 0 for one in texts)
    margin = min(wide - right for _, _, right, _ in boxes)
    near = margin + FEW
    from_right = sum(wide - right < near for _, _, right, _ in boxes)
    assert from_right > sum(left < near for left, *_ in boxes)


def test_what_runs_against_its_page_begins_in_one_place(made: Turned) -> None:
    """Sources in Latin letters: all their lines begin below each other, those of a short one where
    those of a long one do. Words that run with the page all begin at its right."""
    long = "NHS. " + "A page of many words on how to rest a sore back. " * 4
    source, short = Reference("S1", long, ""), Reference("S2", "NHS. A page of few words.", "")
    parts = (Paragraph((Text(f"{WALK} " * 30),)), References((source, short)))
    title = turned("back")
    told = Document("page", title, "", (), "ar", "2026-11-29", "", (), parts, (source, short))
    rows: dict[bool, dict[int, list[tuple[float, float]]]] = {True: {}, False: {}}
    with pdfplumber.open(BytesIO(made.render(told).data)) as file:
        for word in file.pages[0].extract_words():
            if word["text"].strip("[].12").isalpha():
                row = rows[word["text"].isascii()].setdefault(round(word["top"]), [])
                row.append((word["x0"], word["x1"]))
    latin = [row for row in rows[True].values() if len(row) > 2]
    others = [row for row in rows[False].values() if len(row) > 2]
    lefts = [min(row)[0] for row in latin]
    assert len(latin) > 1 and max(lefts) - min(lefts) < FEW
    assert len(others) > 1 and len({round(max(row)[1]) for row in others}) == 1
    assert len({round(max(row)[1]) for row in latin}) > 1


def test_pictures_and_codes_are_not_reflected(made: Turned) -> None:
    """Every drawing is painted with the way of the sheet turned back."""
    with pikepdf.open(BytesIO(made.printed("standard").data)) as file:
        backs = forms = 0
        for page in file.pages:
            back = [1.0]
            for one in pikepdf.parse_content_stream(page):
                name = str(one.operator)
                if name == "q":
                    back.append(back[-1])
                elif name == "Q":
                    back.pop()
                elif name == "cm":
                    across = float(one.operands[0])
                    back[-1] *= 1 if across > 0 else -1
                    backs += across == -1
                elif name == "Do":
                    forms += 1
                    assert back[-1] > 0
    assert forms > 10 and backs > 10


def test_a_booklet_is_bound_at_its_right(made: Turned) -> None:
    """The outer side of its sheet has the cover left and the last page right."""
    with pypdfium2.PdfDocument(made.printed("booklet").data) as file:
        page = file[0]
        half = page.get_width() / 2
        letters = page.get_textpage()
        left = letters.get_text_bounded(right=half)
    with pypdfium2.PdfDocument(made.printed("booklet-pages").data) as file:
        cover = file[0].get_textpage().get_text_range()
    title = turned("Caring for your back")
    assert title in cover and title in left


# ------------------------------------------------------------------ what is copied


def by_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as file:
        return " ".join(page.get_textpage().get_text_range() for page in file)


def by_poppler(data: bytes) -> str:
    return told("pdftotext", "-enc", "UTF-8", "-", "-", given=data)


@pytest.mark.parametrize("language", SAYS)
@pytest.mark.parametrize("reader", [by_pdfium, by_poppler])
def test_words_are_copied_as_they_were_written(
    made: Turned, reader: Callable[[bytes], str], language: str
) -> None:
    said = SAYS[language]
    copied = MARKS.sub("", reader(made.page(language, Text(said))))
    assert said in " ".join(copied.split())


@pytest.mark.parametrize("language", SAYS)
def test_a_screen_reader_is_given_the_words(made: Turned, language: str) -> None:
    data = made.page(language, Text(SAYS[language]))
    assert SAYS[language] in " ".join(transcript(data).words)


def told_themselves(data: bytes) -> tuple[list[str], list[str]]:
    """What elements are heard as (``ActualText``): those with content of their own, and others."""
    own: list[str] = []
    above: list[str] = []
    with pikepdf.open(BytesIO(data)) as file:
        rest = [file.Root.StructTreeRoot.K]
        while rest:
            kids = rest.pop()
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and "/K" in kid:
                    rest.append(kid.K)
                    if "/ActualText" in kid:
                        under = kid.K if isinstance(kid.K, pikepdf.Array) else [kid.K]
                        leaf = not all(isinstance(one, pikepdf.Dictionary) for one in under)
                        (own if leaf else above).append(str(kid.ActualText))
    return own, above


def test_no_reader_turns_round_what_is_heard(made: Turned) -> None:
    """MuPDF gives what the very element of some content is heard as, and turns round what of it
    runs from right to left; it does not look for what one further up is heard as."""
    for edition in ("standard", "sheet"):
        own, above = told_themselves(made.printed(edition).data)
        assert not [one for one in own if backwards(one)], edition
        assert len([one for one in above if backwards(one)]) > 50


def test_the_order_in_which_pages_are_made_does_not_matter(made: Turned) -> None:
    first = {language: made.page(language, Text(said)) for language, said in SAYS.items()}
    again = {language: made.page(language, Text(SAYS[language])) for language in reversed(SAYS)}
    assert again == first


# ------------------------------------------------------------------ lines without spaces


def test_no_line_begins_or_ends_with_a_sign_that_must_not(made: Turned) -> None:
    look = made.look("zh-Hans")
    told = (
        "\u624b\u672f\u540e\u8bf7\u6162\u6162\u8d70\u8def\uff0c\u4e0d\u8981"
        "\u300c\u63d0\u91cd\u7269\u300d\u3002"
        "\u6bcf\u5929\u8d705\u5206\u949f\u3002"
    )
    items, said = tokens((Text(told * 4),), look.body, {}), cut_up(told * 4)
    assert len(items) == len(said)
    for width in range(40, 200, 7):
        lines, at = [], 0
        for line in set_lines(items, look.body, width):
            lines.append("".join(said[at : at + len(line)]))
            at += len(line)
        assert "".join(lines) == told * 4
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NOT_LAST or line[-1].isdecimal()]


def test_hangul_breaks_at_spaces_alone() -> None:
    assert cut_up("\ucd94\uac04\ud310\uc740") == ("\ucd94\uac04\ud310\uc740",)
    assert len(cut_up("\u690e\u9593\u677f\u306f")) == 4


# ------------------------------------------------------------------ faces that are taken along


def test_a_language_without_its_faces_is_refused_in_one_line(made: Turned) -> None:
    site = load_site(CONTENT, ASSETS)
    problems = Workshop(site, Memo()).shelf("hi").problems
    assert [problem.message for problem in problems][:1] == [
        "the faces of 'hi' (noto-sans-devanagari) are not in assets"
    ]
    assert problems[0].hint.endswith("handouts fonts add hi")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as it is installed, its files known by the hashes of what is in it."""
    folder = tmp_path / "node_modules" / "fonts"
    shutil.copytree(FONTS / "vazirmatn", folder)
    hashes = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir()}
    family = families()["vazirmatn"]
    files = {
        weight: one._replace(sha256=hashes[one.file])
        for weight, one in zip(("regular", "bold", "licence"), family.files, strict=True)
    }
    known = {"vazirmatn": family._replace(package="fonts", **files)}
    monkeypatch.setattr(fonts, "families", lambda: known)
    monkeypatch.setattr("handouts.commands.fonts.where", lambda: tmp_path)  # nothing is shipped
    monkeypatch.chdir(tmp_path)
    return folder


def test_faces_are_taken_with_their_licence(
    made: Turned, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fonts", "add", "ar", "--assets", "assets"]) == 0
    taken = sorted(one.name for one in Path("assets/fonts/vazirmatn").iterdir())
    assert taken == sorted(one.name for one in package.iterdir())
    assert "LICENSE_FONT" in capsys.readouterr().out
    assert main(["fonts", "list", "--assets", "assets"]) == 0
    assert "ar       vazirmatn                here" in capsys.readouterr().out


def test_a_file_that_is_not_the_known_one_is_refused_and_nothing_taken(
    made: Turned, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bold = package / families()["vazirmatn"].bold.file
    bold.write_bytes(bold.read_bytes() + b"!")
    assert main(["fonts", "add", "ar", "--assets", "assets"]) == 1
    assert "its SHA-256 differs" in capsys.readouterr().err
    assert not Path("assets").exists()


def test_what_is_not_installed_is_told_with_the_package_that_has_it(
    made: Turned, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(package)
    assert main(["fonts", "add", "ar", "--assets", "assets"]) == 1
    assert "install the package fonts, or name its folder: --from DIR" in capsys.readouterr().err
    assert main(["fonts", "add", "xx"]) == 1


def test_known_files_are_those_of_the_languages() -> None:
    """Each family has a hash for each file, and each language that needs one names it."""
    for one in families().values():
        assert one.scripts and one.package.startswith("@") and len(one.files) == 3
        assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) for file in one.files)
        assert all(re.fullmatch(r"[\w.-]+", file.file) for file in one.files)
    for language in languages():
        assert family_of(language) in ("", *families())


def test_what_is_typed_stands_at_the_right(made: Turned) -> None:
    with pikepdf.open(BytesIO(made.printed("card").data)) as file:
        fields = [one for page in file.pages for one in page.get("/Annots", [])]
        text = [
            one for one in fields if one.get("/FT", one.get("/Parent", one).get("/FT")) == "/Tx"
        ]
        assert text and all(one.get("/Q", one.get("/Parent", one).get("/Q")) == 2 for one in text)


def test_a_told_value_ends_at_the_right(made: Turned) -> None:
    """Each of two lines ends where the other does."""
    known = letters(made.look(LANGUAGE).regular.typing)
    area = FieldArea("a", "a", "text", (0, 0, 90, 60), 12)._replace(value="Ann Example of Troy")
    said, _ = written(known, area, 90.0, 60.0, back=True)
    shown = re.findall(r"([-\d.]+) -[\d.]+ Td <([0-9A-F]+)> Tj", said)
    assert len(shown) == 2
    at, ends = 0.0, []
    for across, codes in shown:
        at += float(across)
        wide = sum(known.widths[int(codes[n : n + 4], 16)] for n in range(0, len(codes), 4))
        ends.append(at + wide * 12 / 1000)
    assert ends == pytest.approx([88, 88], abs=0.1)


def test_rules_read_what_is_heard(made: Turned) -> None:
    """Pages read back for rules have the words of a line in the order of reading, also those of
    another language."""
    said, other = f"{SAYS[LANGUAGE]} 2-4 (L4-L5). ", "Ask us for this"
    page = read(made.page(LANGUAGE, Text(said), Foreign(other, "en"))).pages[0]
    assert said + other in [line.text for block in page.blocks for line in block.lines]
