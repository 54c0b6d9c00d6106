"""What a tagged file says of itself: headings, names, tables, abbreviations, bookmarks, in the
order they are read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS
from handouts.content.shelf import stands_for
from handouts.making.produce import produce
from handouts.meaning.document import (
    Banner,
    Cell,
    Columns,
    Heading,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    Table,
)
from handouts.meaning.levels import levelled, titles
from handouts.meaning.spans import Text
from handouts.outputs.pdf.write.embedded import subset_name
from tests.support.brochures import Brochures
from tests.support.prints import Print, Prints, jobs, titled
from tests.support.rows import rows

SIGNS = (
    "Call 911 or go to the emergency room now",
    "Call us the same day, at any hour",
    "See a doctor soon (today with fever)",
    "Emergency room or 911 now",  # on the card
)
TAGGED = tuple(
    job
    for name, edition in EDITIONS.items()
    if edition.finish in ("screen", "booklet")
    for job in jobs(name)
    if job.paper == "letter" and job.slug in ("back-health", "spinal-fusion")
)


each_print = rows("made", TAGGED, titled, made="prints")


# ------------------------------------------------------------------ headings and bookmarks


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element below a node, in reading order."""
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def outline_of(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    def below(entries: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[str, int]]:
        for entry in entries:
            yield entry.title, level
            yield from below(entry.children, level + 1)

    with pdf.open_outline() as outline:
        return list(below(outline.root, 0))


@each_print
def test_emergency_titles_are_headings_and_bookmarks_wherever_they_stand(made: Print) -> None:
    said = [sign for sign in SIGNS if sign in " ".join(made.transcript.words)]
    assert said or made.job.edition == "poster"
    told = [line.strip() for line in made.transcript.text.splitlines() if line.strip()[:1] == "H"]
    with pikepdf.open(made.path) as pdf:
        marked = [title for title, _ in outline_of(pdf)]
    for sign in said:
        assert [line for line in told if re.fullmatch(rf"H[1-6] {re.escape(sign)}", line)], sign
        assert sign in marked


@each_print
def test_no_level_of_headings_is_skipped_and_one_comes_first(made: Print) -> None:
    with pikepdf.open(made.path) as pdf:
        found = [str(one.S) for one in elements(pdf.Root.StructTreeRoot)]
    levels = [int(tag[2]) for tag in found if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@each_print
def test_counts_of_bookmarks_are_what_is_seen(made: Print) -> None:
    """ISO 32000-1, table 152 and 153: the entries that show, those of a closed one with a minus."""

    def seen(node: pikepdf.Object) -> int:
        count, entry = 0, node.get("/First")
        while entry is not None:
            below = int(entry.get("/Count", 0))
            assert abs(below) == (seen(entry) if "/First" in entry else 0)
            count += 1 + max(0, below)
            entry = entry.get("/Next")
        return count

    with pikepdf.open(made.path) as pdf:
        assert int(pdf.Root.Outlines.Count) == seen(pdf.Root.Outlines)


def test_titles_stand_below_the_heading_before_them() -> None:
    def panel(title: str, *parts: Part, level: int = 0) -> Panel:
        return Panel("note", title, parts, level)

    parts = (
        Banner("Kind", "Title", "Subtitle"),
        panel("Message"),
        Heading("Section", 2, "section"),
        Columns(((panel("Left", panel("Inside")),), (panel("Right"),))),
        PageBreak(),
        panel("Contact", level=2),
    )
    found = [(title, level) for title, level, *_ in titles(levelled(parts))]
    assert found == [
        ("Title", 1),
        ("Message", 2),
        ("Section", 2),
        ("Left", 3),
        ("Inside", 4),
        ("Right", 3),
        ("Contact", 2),
    ]
    alone = levelled((panel("Call now"), panel("Call later")))
    assert [level for _, level, *_ in titles(alone)] == [1, 2]


# ------------------------------------------------------------------ whose it is, how far it goes


@each_print
def test_version_and_state_are_heard_once_and_whose_it_is(made: Print) -> None:
    heard = " ".join(made.transcript.words)
    assert heard.count("Draft, not yet reviewed by a clinician") == 1
    version = "Proof of text" if made.job.edition == "proof" else "Version 1.0 \u00b7"
    assert heard.count(version) == 1
    with pikepdf.open(made.path) as pdf:
        logos = [
            one
            for one in elements(pdf.Root.StructTreeRoot)
            if pikepdf.Name.Figure == one.S and str(one.Alt) == "Norelle Health"
        ]
    assert len(logos) == (made.job.edition != "card")


@each_print
def test_content_is_painted_in_the_order_it_is_read(made: Print) -> None:
    """On each page; on one that holds two of a booklet, page by page."""
    order: dict[tuple[int, int], list[int]] = {}
    with pikepdf.open(made.path) as pdf:
        for one in elements(pdf.Root.StructTreeRoot):
            kids = one.get("/K", pikepdf.Array())
            marks = [int(kid) for kid in _listed(kids) if not isinstance(kid, pikepdf.Dictionary)]
            if marks and pikepdf.Name.Figure != one.S:
                order.setdefault(one.Pg.objgen, []).append(marks[0])
    for marks in order.values():
        falls = sum(after < before for before, after in zip(marks, marks[1:], strict=False))
        assert falls <= (made.job.edition in ("booklet", "trifold"))


def _listed(kids: pikepdf.Object) -> list[pikepdf.Object]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


# ------------------------------------------------------------------ tables


@each_print
def test_every_table_has_one_caption_and_comes_with_it(made: Print) -> None:
    with pikepdf.open(made.path) as pdf:
        tables = [one for one in elements(pdf.Root.StructTreeRoot) if pikepdf.Name.Table == one.S]
        assert tables or made.job.edition in ("sheet", "card", "poster", "trifold")
        for table in tables:
            kinds = [str(kid.S) for kid in table.K]
            assert kinds[0] == "/Caption"
            assert kinds.count("/Caption") == 1


def test_a_week_is_a_table_of_days_with_a_box_in_each_cell(prints: Prints) -> None:
    week = prints(Job("back-health", "en", "standard", "letter"))
    lines = [line.strip() for line in week.transcript.text.splitlines()]
    start = lines.index("Caption My week")
    table = lines[start : lines.index("P Minutes walked")]
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    kinds = ["Walk", "Muscles", "Breaks"]
    assert [line for line in table if line.startswith("TH(Column)")] == [
        f"TH(Column) {name}" for name in ("Day", *kinds)
    ]
    assert [table[n + 1] for n, line in enumerate(table) if line == "TH(Row)"] == [
        f"P {day}" for day in days
    ]
    boxes = [table[n + 1] for n, line in enumerate(table) if line == "TD"]
    assert boxes == [f'Form (Contents "{day}: {kind}")' for day in days for kind in kinds]


# ------------------------------------------------------------------ names and abbreviations


def test_editions_of_a_handout_have_titles_of_their_own(brochures: Brochures) -> None:
    names = [job for job in TAGGED if job.slug == "back-health"]
    found, site = set(), brochures.press.site
    for job in names:
        made = produce(site, site.clinic, job, brochures.press.shop.memo)
        with pikepdf.open(BytesIO(made.data)) as pdf:
            title = str(pdf.docinfo["/Title"])
            assert f">{title}<" in pdf.Root.Metadata.read_bytes().decode()
            found.add(title)
    assert len(found) == len(names)
    assert {"Caring for your back", "Caring for your back (large print)"} <= found


def test_subsets_are_named_by_what_is_in_them(prints: Prints) -> None:
    names: dict[str, bytes] = {}
    for slug in ("back-health", "spinal-fusion"):
        with pikepdf.open(prints(Job(slug, "en", "standard", "letter")).path) as pdf:
            for font in pdf.pages[0].Resources.Font.values():
                inner = font.DescendantFonts[0].FontDescriptor
                name, program = str(font.BaseFont), inner.FontFile2.read_bytes()
                assert re.fullmatch(r"/[A-Z]{6}\+.+", name)
                assert names.setdefault(name, program) == program
    assert len(names) == 4
    assert subset_name("Face", b"one") == subset_name("Face", b"one") != subset_name("Face", b"two")


@pytest.mark.parametrize(
    ("short", "long", "is_one"),
    [
        ("MRI", "magnetic resonance imaging", True),
        ("EMG", "electromyography", True),
        ("NSAIDs", "nonsteroidal anti-inflammatory drugs", True),
        ("CT", "computed tomography", True),
        ("MRI", "a test with a magnet", False),
        ("US", "nonsteroidal drug", False),
    ],
)
def test_an_abbreviation_is_told_by_its_letters(short: str, long: str, is_one: bool) -> None:
    assert stands_for(short, long) is is_one


def test_abbreviations_say_what_they_stand_for(brochures: Brochures) -> None:
    known = brochures(Job("tests-and-diagnosis", "en", "standard", "letter"))
    with pikepdf.open(known.path) as pdf:
        told = {str(one.E) for one in elements(pdf.Root.StructTreeRoot) if "/E" in one}
    assert {"magnetic resonance imaging", "computed tomography", "electromyography"} <= told
    heads = (Table("", ("A", "B"), ((Cell(((Text("An MRI"),),)), Cell(((Text("x"),),))),), "All"),)
    studio = brochures.press.studio("standard", "letter")
    document = replace(
        known.document, parts=(*heads, Paragraph((Text("CT."),))), references=(), spare=()
    )
    rendered = studio.render(document, known.vocabulary.page_of)
    with pikepdf.open(BytesIO(rendered.data)) as pdf:
        found = [str(one.E) for one in elements(pdf.Root.StructTreeRoot) if "/E" in one]
    assert found == ["magnetic resonance imaging", "computed tomography"]


def test_a_booklet_to_fold_is_heard_as_its_pages_are(prints: Prints) -> None:
    folded, pages = (
        prints(Job("spinal-fusion", "en", edition, "letter"))
        for edition in ("booklet", "booklet-pages")
    )
    assert folded.transcript.words == pages.transcript.words
    assert not folded.transcript.untagged_text
