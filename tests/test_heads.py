"""The title at the head of every page is whole, or its author's short one: nothing of it is cut.
A page that goes on with a section names it there.

And a cell of a table that is empty is room to write.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from handouts.cli import main
from handouts.content.editions import EDITIONS
from handouts.meaning.document import (
    Columns,
    Document,
    Heading,
    Item,
    Items,
    Panel,
    Paragraph,
    Part,
    Table,
)
from handouts.meaning.parts import headings, walk
from handouts.meaning.spans import Blank, Text
from handouts.outputs.pdf.pages.furniture import footer, furniture
from handouts.outputs.pdf.text.lines import width_of
from handouts.source.values import replace
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.judge import Validator
from tests.support.lettered import sheets, words_of
from tests.support.opened import Opened
from tests.support.transcript import Transcript, transcript
from tests.support.verapdf import Flavour

SAMPLE = "content/handouts/sample/en.yaml"
LONG = "Narrow spinal canal in the low back: when not to operate"
ROOM = (
    "- table: {caption: My pills, head: ['', Morning], rows: [[Pill 1, ''], ['', '1'], ['', '']]}"
)
SHORT = "No knife"
HEADED = [name for name, one in EDITIONS.items() if one.furniture and one.finish == "screen"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "tests" / "site", tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(site: Path, change: Callable[[str], str]) -> None:
    written = (site / SAMPLE).read_text("utf-8")
    new = change(written)
    assert new != written
    (site / SAMPLE).write_text(new, "utf-8")


def heads(path: Path) -> list[str]:
    """What is printed in the head of each page but the first."""
    heads = [[one.text for one in words_of(page) if one.top < 42] for page in sheets(path)[1:]]
    return [" ".join(words) for words in heads]


@pytest.mark.parametrize("edition", ["booklet-pages", "standard"])
@pytest.mark.parametrize("short", ["", "When not to operate"])
def test_the_title_is_whole_or_the_short_one(site: Path, edition: str, short: str) -> None:
    more = f"\nshort-title: {short}" if short else ""
    write(site, lambda text: re.sub(r"(?m)^title: .*$", f'title: "{LONG}"{more}', text))
    assert main(["build", "--no-cache", "--edition", edition, "sample"]) == 0
    expected = short if short and edition == "booklet-pages" else LONG
    shown = set(heads(site / f"dist/en/sample-{edition}-letter.pdf"))
    goes_on = _going_on(site, LONG, short)
    assert shown - goes_on == {expected}
    assert shown & goes_on


@pytest.mark.parametrize("edition", ["booklet-pages", "standard"])
def test_a_section_that_goes_on_is_named_beside_the_short_title(site: Path, edition: str) -> None:
    more = f"\nshort-title: {SHORT}"
    write(site, lambda text: re.sub(r"(?m)^title: .*$", f'title: "{LONG}"{more}', text))
    assert main(["build", "--no-cache", "--edition", edition, "sample"]) == 0
    shown = set(heads(site / f"dist/en/sample-{edition}-letter.pdf"))
    assert [one for one in shown if one.startswith(f"{SHORT} \u00b7 ")]


def _going_on(site: Path, *titles: str) -> set[str]:
    """What may stand at the head of a page that goes on with a section."""
    document, _, problems = Opened(site / "content", site / "assets", None).document("sample", "en")
    assert document is not None, problems
    told = [f"{one.text} (continued)" for one in headings(document.parts) if one.level == 2]
    assert told
    return {*told, *(f"{title} \u00b7 {one}" for title in titles for one in told)}


@pytest.mark.parametrize("edition", HEADED)
def test_every_title_that_may_be_written_fits_every_head(edition: str) -> None:
    studio = Opened(CONTENT, ASSETS, None).studio(edition, "letter")
    look, width = studio.look("", "en-US"), studio.area.measure + studio.area.aside
    theme = look.theme
    for title in ("Words " * 10, "Wi-Wi " * 10, "A", LONG, "Pneumonoultramicroscopic " * 2):
        document = Document("a", title.strip()[:60], "", (), "en-US", "", "", (), ())
        made = furniture(document, (), look, studio.logo, width, footer(document, look, width))
        assert made is not None
        room = width - theme.logos.head - theme.furniture.head_air if made.logo else width
        assert len(made.title) <= 2
        assert max(width_of(line, made.style) for line in made.title) <= room
        letters = sum(
            len(piece.word.glyphs) for line in made.title for t in line for piece in t.pieces
        )
        assert letters == len("".join(title.strip()[:60].split()))


@pytest.mark.parametrize("edition", ["booklet-pages", "large-print"])
def test_no_section_takes_the_place_of_the_logo(edition: str) -> None:
    studio = Opened(CONTENT, ASSETS, None).studio(edition, "letter")
    look, width = studio.look("", "en-US"), studio.area.measure + studio.area.aside
    texts = ("How should I sit, stand and do my tasks?", "Words " * 12, "Walks")
    told = tuple(Heading(text, 2, f"s{number}") for number, text in enumerate(texts))
    empty = Document("a", "A", "", (), "en-US", "", "", (), ())
    document = replace(empty, parts=told, continued="{section} (continued)")
    made = furniture(document, told, look, studio.logo, width, footer(document, look, width))
    assert made is not None and made.logo and set(made.sections) == {texts[0], texts[2]}
    room = width - look.theme.logos.head - look.theme.furniture.head_air
    assert max(width_of(line, made.style) for line in made.sections.values()) <= room


def pages(edition: str, *parts: Part) -> list[str]:
    """The texts of the pages of a small document."""
    empty = Document("a", "A", "", (Text("B"),), "en-US", "", "", (), ())
    given = replace(empty, parts=parts, status=(Text("Draft"),), continued="{section} (continued)")
    studio = Opened(CONTENT, ASSETS, None).studio(edition, "letter")
    made = studio.setting(given, "{page} of {pages}").render()
    assert not made.problems
    with pypdfium2.PdfDocument(made.data) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def listed(*texts: str) -> Items:
    return Items("bullet", tuple(Item((Text(one),)) for one in texts))


def test_a_short_list_below_its_own_heading_is_whole_where_columns_have_no_room() -> None:
    """Else "not for you if" could be read as what stands overleaf from it: "it may fit you"."""
    yes, no = (
        (Heading(f"It is {word} if", 3), listed(*(f"{word} {one}" for one in range(7))))
        for word in ("fit", "unfit")
    )
    for filling in range(4, 22):
        filler = (Paragraph((Text("Word"),)),) * filling
        told = pages("booklet-pages", Heading("Is it?", 2, "s"), *filler, Columns((yes, no)))
        for word in ("fit", "unfit"):
            at = [number for number, page in enumerate(told) if f"\r\n{word} 6" in page]
            assert at == [number for number, page in enumerate(told) if f"It is {word} if" in page]


@pytest.mark.parametrize(
    ("title", "goes_on"), [("Call", "Call (continued)"), ("Call " * 9, "Call " * 9)]
)
def test_a_panel_that_goes_on_says_so_where_that_takes_no_line_more(
    title: str, goes_on: str
) -> None:
    signs = listed(*(f"Sign {number}" for number in range(60)))
    told = pages(
        "large-print", Heading("Is it?", 2, "s"), Panel("warning", title.strip(), (signs,))
    )
    first, second = (" ".join(page.split()) for page in told[:2])
    assert title.strip() in first and "(continued)" not in first
    assert f"{goes_on.strip()} Sign" in second


def test_a_title_without_room_is_told_at_its_place(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "W" * 60
    write(site, lambda text: re.sub(r"(?m)^title: .*$", f"title: {title}", text))
    assert main(["build", "--no-cache", "--edition", "booklet-pages", "sample"]) == 1
    assert "the title is too long for the head of a page" in capsys.readouterr().err


# ------------------------------------------------------------------ room to write


@pytest.fixture
def pills(site: Path) -> tuple[Document, Transcript, Path]:
    """A list of pills to fill in."""
    write(
        site, lambda text: re.sub(r"    blocks:\n", f"    blocks:\n      {ROOM}\n", text, count=1)
    )
    document, _, problems = Opened(site / "content", site / "assets", None).document("sample", "en")
    assert document is not None, problems
    assert main(["build", "--no-cache", "sample"]) == 0
    path = site / "dist/en/sample-standard-letter.pdf"
    return document, transcript(path), path


def test_an_empty_cell_is_a_line_to_write_on(pills: tuple[Document, Transcript, Path]) -> None:
    document, _, _ = pills
    table = next(part for part in walk(document.parts) if isinstance(part, Table))
    assert table.head == ("", "Morning")
    blanks = [
        span.label
        for row in table.rows
        for cell in row
        for spans in cell.paragraphs
        for span in spans
        if isinstance(span, Blank)
    ]
    assert blanks == [
        "(to fill in: Pill 1, Morning)",
        "(to fill in: My pills 2)",
        "(to fill in: My pills 3)",
        "(to fill in: My pills 3, Morning)",
    ]


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_it_is_heard_and_the_file_is_valid(
    pills: tuple[Document, Transcript, Path], validator: Validator, flavour: Flavour
) -> None:
    _, heard, path = pills
    assert "(to fill in: Pill 1, Morning)" in " ".join(heard.words)
    verdict = validator.validate(path, flavour)
    assert verdict.passed, verdict
