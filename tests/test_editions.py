"""Every edition of every handout on every paper: its pages and paper, what it claims to be, what is
heard.

All of them are built and their pages counted and measured, and every tagged one is compared with
the text output. veraPDF judges a sample (``spread``): of each edition one handout on letter and
another one on A4. With the facts of two made-up clinics in them, pages are composed and not
painted.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS, HANDED_OUT, PAPERS
from handouts.making.memo import Memo
from handouts.making.produce import Production
from handouts.making.site import Clinic
from handouts.meaning.document import (
    Contents,
    FillIn,
    Heading,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Timeline,
)
from handouts.meaning.naming import of_fact
from handouts.meaning.parts import headings, walk
from handouts.meaning.spans import Text, plain
from handouts.outputs.pdf.boxes.box import Box
from handouts.outputs.pdf.boxes.kinds import Painted, Ruled, Sized, TextBox
from handouts.outputs.pdf.boxes.stacks import Beside, Column, Stack
from handouts.outputs.pdf.pages.composition import Composition
from handouts.outputs.pdf.parts.charts import People
from handouts.outputs.pdf.parts.forms import OneLine
from handouts.outputs.pdf.parts.lists import TICKED
from handouts.outputs.pdf.parts.strips import Strip
from handouts.outputs.pdf.write.weigh import ink
from handouts.project import building, tasks, wanted
from tests.support.brochures import JOBS, ROOT, VALID, Brochures
from tests.support.composing import composed, pages_with, parted
from tests.support.judge import Validator
from tests.support.opened import studio
from tests.support.prints import ALL, SITE, Print, Prints, Side, Words, jobs, spread, titled
from tests.support.rows import rows
from tests.support.transcript import UNKNOWN
from tests.support.verapdf import Flavour

TAGGED = tuple(name for name, edition in EDITIONS.items() if edition.finish == "screen")
# Of standard all on letter, of the rest of brochures some are judged in test_validator.
JUDGED = tuple(
    job
    for job in spread(*(name for name in TAGGED if name != "standard"))
    if (job.edition, job.paper) != ("large-print", "letter")
)
NEAR = 0.02  # points
PAGES = {"trifold": 2, "card": 1, "poster": 1}  # sides of paper
# of the sheet, which has two sides to each: an operation's has more to tell
LEAVES = {"procedure": 2}


each_print = rows("any_print", ALL, titled, made="prints")
each_tagged = rows("tagged", jobs(*TAGGED), titled, made="prints")
each_large = rows("large", jobs("large-print"), titled, made="prints")


def test_every_edition_is_written_for_some_handout() -> None:
    assert {job.edition for job in ALL} == set(HANDED_OUT)


# ------------------------------------------------------------------ pages and paper


@each_print
def test_an_edition_has_the_pages_it_says(any_print: Print, prints: Prints) -> None:
    job, count = any_print.job, len(any_print.sides)
    assert count == any_print.rendered.pages
    if job.edition in PAGES:
        assert count == PAGES[job.edition]
    elif job.edition == "sheet":
        assert count == 2 * LEAVES.get(any_print.document.accent, 1)
    elif job.edition in ("standard", "ink-saver", "large-print"):
        assert count % 2 == 0
    elif job.edition == "booklet-pages":
        assert count % 4 == 0
        assert any_print.rendered.spare <= 3
    elif job.edition == "booklet":
        assert 2 * count == prints(_other(job, "booklet-pages")).rendered.pages
    elif job.edition == "press":
        assert count == prints(_other(job, "standard")).rendered.pages


def _other(job: Job, edition: str) -> Job:
    return Job(job.slug, job.language, edition, job.paper)


@each_print
def test_an_edition_has_the_paper_it_says(any_print: Print) -> None:
    """The size of the trim: what is left when marks are cut off."""
    job, paper = any_print.job, any_print.paper
    wanted = {
        "booklet": (paper.height, paper.width),
        "booklet-pages": (paper.height / 2, paper.width),
        "trifold": (paper.height, paper.width),
        "poster": (paper.height, 2 * paper.width),
    }.get(job.edition, (paper.width, paper.height))
    for side in any_print.sides:
        assert (side.width, side.height) == pytest.approx(wanted, abs=NEAR)
        assert (side.trim[0], side.trim[1]) == (0, 0)


def test_the_papers_of_a_poster_are_tabloid_and_a3() -> None:
    sizes = {name: (paper.height, 2 * paper.width) for name, paper in PAPERS.items()}
    assert sizes["letter"] == (11 * 72, 17 * 72)
    assert sizes["a4"] == pytest.approx((297 / 25.4 * 72, 420 / 25.4 * 72))


@each_print
def test_only_what_is_trimmed_has_more_than_one_box(any_print: Print) -> None:
    for side in any_print.sides:
        if any_print.job.edition != "press":
            assert side.media == side.crop == side.trim == side.bleed


# ------------------------------------------------------------------ the facts of a clinic

# Made up: one with facts as most clinics would write them, one with all of them as long as somebody
# might.
CLINICS = {
    path.stem: Clinic("content/clinic", {"content/clinic.yaml": path.read_bytes()})
    for path in sorted((ROOT / "tests" / "clinics").glob("*.yaml"))
}
EMPTY = ""  # as it is shipped: all facts are lines to write on
# where facts could ask for more room than there is
NARROW = ("standard", "sheet", "trifold", "card", "poster")
TOLD = tuple(job for job in ALL if job.edition in NARROW or job.slug == "discectomy")


class Told:
    """Handouts with the facts of a clinic, as their pages are composed; nothing is painted. With
    the facts as they are shipped, those of brochures are known."""

    def __init__(self, brochures: Brochures) -> None:
        self.memo, self.brochures = Memo(), brochures
        self.kept: dict[tuple[str, Job], Composition] = {}

    def __call__(self, clinic: str, job: Job) -> Composition:
        if clinic == EMPTY and job in JOBS:
            return self.brochures(job).composition
        if (clinic, job) not in self.kept:
            self.kept[clinic, job] = self.made(CLINICS[clinic] if clinic else SITE.clinic, job)
        return self.kept[clinic, job]

    def made(self, facts: Clinic, job: Job) -> Composition:
        production = Production(SITE, facts, job, self.memo)
        document, _, _ = production.told(job.slug, EDITIONS[job.edition].view)
        made, problems = composed(studio(production.shop, job.edition, job.paper), document)
        assert made, "\n".join(map(str, problems))
        return made


@pytest.fixture(scope="session")
def told(brochures: Brochures) -> Told:
    return Told(brochures)


# what has room for the longest has room for others: those of most clinics are tried on letter
FITTING = tuple(
    (clinic, job)
    for clinic in CLINICS
    for job in TOLD
    if clinic == "long" or job.paper == "letter" or EDITIONS[job.edition].whole
)


@rows("clinic, job", FITTING, ids=lambda one: f"{one[0]}-{titled(one[1])}")
def test_every_edition_has_room_for_the_facts_of_a_clinic(
    clinic: str, job: Job, told: Told
) -> None:
    assert told(clinic, job).pages


def called(made: Composition) -> dict[str, tuple[str, bool]]:
    """The numbers on a card by fact: what is printed of each, and whether in display type."""
    parts = (part for chapter in made.chapters for _, part in chapter if isinstance(part, FillIn))
    fields = (one for part in parts for one in part.fields if one.fact.startswith("phone"))
    return {one.fact: (plain(one.value), one.large) for one in fields}


PHONES = ("phone", "phone-after-hours")


@rows("job", jobs("card"), ids=titled)
def test_a_card_has_every_number_to_call(job: Job, told: Told) -> None:
    """With short facts in display type, with long ones as it has room for."""
    short, long = called(told("moderate", job)), called(told("long", job))
    assert short == dict(
        zip(PHONES, (("(555) 010-0142", True), ("(555) 010-0199", True)), strict=True)
    )
    assert tuple(long) == PHONES
    assert long["phone"][0].startswith("(555) 013-4477")
    assert long["phone-after-hours"][0].startswith("(555) 013-4499, answering service; ask")
    assert tuple(called(told(EMPTY, job))) == PHONES  # lines to write on


@rows("job", jobs("card", paper="letter"), ids=titled)
def test_a_card_has_room_for_a_name_and_numbers_as_long_as_they_may_be(
    job: Job, told: Told
) -> None:
    name = "The Northwest Regional Center for Neurosurgery and Spine Care of Saint Anne, Inc"
    number = "(555) 010-0199, then press 2 and ask for the neurosurgeon who is on call tonight"
    longer = number.replace("199", "142").replace("tonight", "from eight to six")
    assert (len(name), len(number), len(longer)) == (80, 80, 90)
    text = CLINICS["moderate"].files["content/clinic.yaml"].decode()
    for fact, value in (("name", name), ("phone-after-hours", number), ("phone", longer)):
        text = re.sub(rf"(?m)^{fact}: .*$", f'{fact}: "{value}"', text)
    assert "booklets: " in text and text.count(number) == 1
    clinic = Clinic("content/clinic", {"content/clinic.yaml": text.encode()})
    assert [one[0][:14] for one in called(told.made(clinic, job)).values()] == [
        "(555) 010-0142",
        "(555) 010-0199",
    ]


@rows("job", jobs("standard"), ids=titled)
def test_a_brochure_has_as_many_pages_as_with_lines_to_write_on(
    job: Job, told: Told, brochures: Brochures
) -> None:
    """Whatever a clinic fills in, and where."""
    # the cover is not among them
    pages = {clinic: len(told(clinic, job).pages) + 1 for clinic in CLINICS}
    assert set(pages) == {"moderate", "long"}
    assert set(pages.values()) == {brochures(job).count}, pages


@rows("clinic", CLINICS)
@rows("job", [job for job in TOLD if EDITIONS[job.edition].whole], ids=titled)
def test_when_to_get_help_stands_on_one_page(clinic: str, job: Job, told: Told) -> None:
    made = told(clinic, job)
    (chapter,) = (
        made.of[number]
        for number, page in enumerate(made.pages)
        for part in (made.part(number, placed.number) for placed in page)
        if isinstance(part, Heading) and part.id == "help"
    )
    assert made.of.count(chapter) == 1


PAGED = jobs("standard", "large-print", "booklet-pages")


@rows("job", PAGED, ids=titled)
def test_what_is_one_thing_stands_on_one_page(job: Job, told: Told) -> None:
    """Tables, plans, pairs and timelines; those that no page can hold go on overleaf."""
    made = told(EMPTY, job)
    assert not list(parted(made))
    help_ = pages_with(made, "help")
    assert help_
    assert len(help_) == 1 or (len(help_) == 2 and help_[0] % 2 == 0), help_


@rows("job", jobs("large-print"), ids=titled)
def test_a_few_boxes_to_tick_stand_on_one_page(job: Job, told: Told) -> None:
    """Where they stand one below the other."""
    made, pages = told(EMPTY, job), dict[int, list[tuple[int, int]]]()
    for number, page in enumerate(made.pages):
        for placed in page:
            part = made.part(number, placed.number)
            if isinstance(part, Items) and part.kind == "tick":
                pages.setdefault(id(part), []).append((number, len(placed.box.rows)))
    few = [rows for rows in pages.values() if sum(lines for _, lines in rows) <= TICKED]
    assert all(len({number for number, _ in rows}) == 1 for rows in few)


@pytest.mark.parametrize("edition", ["large-print", "booklet-pages"])
@pytest.mark.parametrize("clinic", CLINICS)
def test_signs_that_take_two_pages_are_seen_at_once(edition: str, clinic: str, told: Told) -> None:
    """Whatever a clinic fills in: red on the left, yellow on the right."""
    for paper in PAPERS:
        first, *others = pages_with(told(clinic, Job("discectomy", "en", edition, paper)), "help")
        assert first % 2 == 0
        assert others == [first + 1]


STEP = 60  # points


def test_a_page_can_choose_among_sizes_of_a_labeled_picture(brochures: Brochures) -> None:
    """No two of them are far apart: beside labels a picture of half a column was next to one of
    the whole column with labels above and below it, and a page a little too full took that."""
    made = brochures(Job("discectomy", "en", "standard", "letter")).composition
    boxes = (inner for page in made.pages for placed in page for inner in _within(placed.box))
    heights = [
        box.heights
        for box in boxes
        if isinstance(box, Sized)
        and isinstance(box.art, Strip)
        and any(plate.part.labels for plate in box.art.plates)
    ]
    assert heights
    assert all(a - b < STEP for each in heights for a, b in pairwise(each))


def test_a_timeline_on_two_pages_is_seen(brochures: Brochures) -> None:
    """As if it had been parted: its first stage is moved to the page before."""
    made = brochures(Job("discectomy", "en", "standard", "letter")).composition
    number, at = next(
        (number, at)
        for number, page in enumerate(made.pages)
        for at, placed in enumerate(page)
        if number and isinstance(made.part(number, placed.number), Timeline)
    )
    pages = list(made.pages)
    pages[number - 1] += (pages[number][at],)
    pages[number] = pages[number][:at] + pages[number][at + 1 :]
    assert not list(parted(made))
    torn = replace(made, pages=tuple(pages), of=_moved(made.of, number))
    assert len(list(parted(torn))) == 1


def _moved(of: tuple[int, ...], number: int) -> tuple[int, ...]:
    """The page before ``number`` counted to the same chapter."""
    return (*of[: number - 1], of[number], *of[number:])


@pytest.mark.parametrize("what", ["help", "a panel"])
def test_what_must_stay_whole_is_not_spread_to_fill_a_leaf(what: str, brochures: Brochures) -> None:
    """Between two chapters of a few words it is the only one as long as two thirds of a page, and
    stays on one."""
    document = brochures.press.document("discectomy", "en")[0]
    assert document
    first = next(
        n
        for n, part in enumerate(document.parts)
        if isinstance(part, Heading) and part.id == "help"
    )
    end = next(
        n for n, part in enumerate(document.parts) if n > first and isinstance(part, PageBreak)
    )
    few = (Heading("Few words", 2), Paragraph((Text("They are."),)))
    middle = (
        document.parts[first:end]
        if what == "help"
        else (Panel("message", "Many words", 24 * few[1:]),)
    )
    parts = (*few, PageBreak(), *middle, PageBreak(), *few)
    made, _ = composed(
        brochures.press.studio("standard", "letter"),
        replace(document, parts=parts),
    )
    assert made
    assert len(made.pages) == 4
    assert made.of.count(1) == 1


# ------------------------------------------------------------------ what a file claims to be


@each_print
def test_files_for_paper_are_untagged_and_say_so_and_all_others_are_tagged(
    any_print: Print,
) -> None:
    entry, only = any_print.made.entry, any_print.job.edition == "press"
    assert entry is not None
    assert entry.print_only == only
    with pikepdf.open(any_print.path) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        assert ("/StructTreeRoot" in pdf.Root) == (not only)
        assert ("/MarkInfo" in pdf.Root) == (not only)
        assert (b"<prism:originPlatform>print</prism:originPlatform>" in metadata) == only
        assert (b"<pdfuaid:part>1<" in metadata) == (b"<pdfaid:part>2<" in metadata) == (not only)
        if only:
            assert not any("/Annots" in page or "/StructParents" in page for page in pdf.pages)
            assert "/AcroForm" not in pdf.Root
            assert not any(b"/MCID" in _content(page) for page in pdf.pages)
        assert str(pdf.Root.Lang) == any_print.document.lang
        assert str(pdf.docinfo["/Title"]) == any_print.document.title


def _content(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    return bytes(page.Contents.read_bytes())


@each_print
def test_the_manifest_tells_edition_paper_and_pages(any_print: Print) -> None:
    entry, job = any_print.made.entry, any_print.job
    assert entry is not None
    assert (entry.edition, entry.paper, entry.handout) == (job.edition, job.paper, job.slug)
    assert entry.pages == len(any_print.sides)
    assert entry.file == f"{job.language}/{job.slug}-{job.edition}-{job.paper}.pdf"
    assert entry.bytes == any_print.path.stat().st_size
    assert bool(entry.preflight) == (job.edition == "press")


EXPONENT = re.compile(rb"\d[eE][-+]\d")


@each_print
def test_numbers_are_written_as_pdf_has_them(any_print: Print) -> None:
    """Without an exponent (ISO 32000-1, 7.3.3): a viewer would take it for an unknown operator."""
    with pikepdf.open(any_print.path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and (
                thing.get("/Type") is None or thing.get("/Subtype") == "/Form"
            ):
                wrong = (
                    EXPONENT.search(thing.read_bytes())
                    if "/Length1" not in thing and "/N" not in thing
                    else None
                )
                assert not wrong, thing.read_bytes()[max(0, wrong.start() - 40) : wrong.end() + 20]


@rows("flavour", ["ua1", "2a"])
@rows("job", JUDGED, ids=titled)
def test_edition_is_valid(job: Job, prints: Prints, validator: Validator, flavour: Flavour) -> None:
    verdict = validator.validate(prints(job).path, flavour)
    assert not verdict.failures
    assert verdict.passed
    assert verdict.checks > 100


def test_every_edition_is_judged_on_every_paper() -> None:
    judged = {*JUDGED, *VALID}
    assert {(job.edition, job.paper) for job in judged} == {
        (name, paper) for name in TAGGED for paper in PAPERS
    }
    for name in ("sheet", "large-print", "ink-saver", "booklet-pages"):
        assert len({job.slug for job in judged if job.edition == name}) >= 2


# ------------------------------------------------------------------ what is heard


@each_tagged
def test_what_is_heard_is_the_text_output(tagged: Print) -> None:
    heard, written = tagged.transcript.words, tagged.written
    at = next((n for n, (a, b) in enumerate(zip(heard, written, strict=False)) if a != b), None)
    assert heard == written, f"after '{' '.join(written[: at or 0][-8:])}'"
    assert tagged.transcript.untagged_text == ()
    assert UNKNOWN not in tagged.transcript.text


@each_tagged
def test_reading_goes_through_the_pages_from_the_first_to_the_last(tagged: Print) -> None:
    """Nothing is read on an earlier page than what was read before it; in a proof, notes in the
    margin of a table that goes on overleaf are read after it. A leaflet is folded: see
    test_folding."""
    with pikepdf.open(tagged.path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        read = [numbers[one] for one in _read(pdf.Root.StructTreeRoot.K, None)]
    assert set(read) == set(numbers.values())
    back = 1 if tagged.job.edition == "proof" else 0
    if tagged.job.edition != "trifold":
        assert [one for one in pairwise(read) if one[1] < one[0] - back] == []


def _read(node: pikepdf.Object, page: pikepdf.Object | None) -> Iterator[tuple[int, int]]:
    """The pages of marked content, in the order of the structure tree."""
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if not isinstance(kid, pikepdf.Dictionary):
            assert page is not None
            yield page.objgen
            continue
        own = kid.get("/Pg", page)
        if "/MCID" in kid:
            assert own is not None
            yield own.objgen
        elif "/K" in kid:
            yield from _read(kid.K, own)


# ------------------------------------------------------------------ large print


@each_large
def test_large_print_is_18_points_and_nothing_is_scaled(large: Print) -> None:
    """What stands at the head and foot of pages, too."""
    for number, side in enumerate(large.sides, 1):
        for one in side.words:
            assert one.size >= 18 - 0.01, f"page {number}: '{one.text}' has {one.size:.2f} points"
            assert one.scaled == (1, 0, 0, 1), f"page {number}: '{one.text}' is scaled"
    with pikepdf.open(large.path) as pdf:
        assert not any("/UserUnit" in page for page in pdf.pages)
        assert not any(_used(page, STRETCHED) for page in pdf.pages)
        assert not any(_used(form, {"Tj", "TJ"}) for form in _forms(pdf))


STRETCHED = {"Tz", "Tc", "Tw", "TL", "Ts"}


def _used(stream: pikepdf.Page | pikepdf.Object, operators: set[str]) -> set[str]:
    """Those of some operators that a stream has."""
    found = pikepdf.parse_content_stream(stream, " ".join(operators))
    return {str(one.operator) for one in found}


def _forms(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every form XObject, those of form fields aside."""
    drawn = {
        form.objgen: form
        for page in pdf.pages
        for form in page.resources.get("/XObject", pikepdf.Dictionary()).values()
        if form.get("/Subtype") == pikepdf.Name.Form
    }
    yield from drawn.values()


@each_large
def test_large_print_has_no_line_over_70_characters(large: Print) -> None:
    """UKAAF G003: 60 to 70."""
    long = [
        f"page {number}: {len(line)} characters: {line}"
        for number, side in enumerate(large.sides, 1)
        for line in lines(side)
        if len(line) > 70
    ]
    assert not long


def lines(side: Side) -> Iterator[str]:
    """Words of one baseline with no more than a space between them."""
    rows: dict[float, list[Words]] = {}
    for one in side.words:
        rows.setdefault(round(one.baseline, 1), []).append(one)
    for row in rows.values():
        row.sort(key=lambda one: one.x0)
        run = [row[0]]
        for one in row[1:]:
            if one.x0 - run[-1].x1 > 0.6 * one.size:
                yield " ".join(" ".join(each.text for each in run).split())
                run = []
            run.append(one)
        yield " ".join(" ".join(each.text for each in run).split())


LABEL = 5  # words: a number, a day, a name of a stage


@rows("job", jobs("large-print"), ids=titled)
def test_large_print_has_one_column(job: Job, brochures: Brochures) -> None:
    """No running words beside others: only labels, such as the number of a step, and pictures stand
    beside them, and what two pictures of people that are compared say."""
    made, seen = brochures(job).composition, 0
    for number, page in enumerate(made.pages, 2):
        for box in (inner for placed in page for inner in _within(placed.box)):
            if isinstance(box, Beside) and not all(map(_people, box.columns)):
                columns = [
                    sum(len(line) for text in _texts(stack) for line in text.lines)
                    for _, stack in box.columns
                ]
                assert sum(words > LABEL for words in columns) <= 1, f"page {number}: {columns}"
                seen += 1
    assert seen


def _people(column: Column) -> bool:
    """Whether a picture of people stands in a column."""
    inner = (one for one in _within(column.stack) if isinstance(one, Painted))
    return any(isinstance(one.art, People) for one in inner)


def _within(box: Box) -> Iterator[Box]:
    yield box
    inner = (
        [stack for _, stack in box.columns]
        if isinstance(box, Beside)
        else getattr(box, "boxes", [])
    )
    for one in inner:
        yield from _within(one)


def _to_write(box: Box) -> Iterator[tuple[str, float]]:
    """The name of each field in a box, and how long its line is, in points."""
    for one in _within(box):
        if isinstance(one, Painted) and isinstance(one.art, OneLine):
            yield one.art.typed.name, one.art.width - one.art.wide
        elif isinstance(one, Ruled) and one.typed:
            yield one.typed.name, one.width


@rows("job", jobs("standard", "sheet"), ids=titled)
def test_the_number_of_a_phone_can_be_written(job: Job, told: Told) -> None:
    """Where a clinic has none filled in: a hand needs about 30 mm for it."""
    phones = {of_fact(name) for name in ("phone", "phone-after-hours")}
    lines = [
        (name, long)
        for page in told(EMPTY, job).pages
        for placed in page
        for name, long in _to_write(placed.box)
        if name in phones
    ]
    assert {name for name, _ in lines} == phones
    assert min(long for _, long in lines) > 30 / 25.4 * 72


def _texts(box: Box) -> Iterator[TextBox]:
    return (one for one in _within(box) if isinstance(one, TextBox))


def test_a_second_column_is_found(brochures: Brochures) -> None:
    """The standard edition has some: else the test above could not fail."""
    page = next(page for page in brochures(jobs("standard")[0]).composition.pages)
    columns = [
        box.columns for placed in page for box in _within(placed.box) if isinstance(box, Beside)
    ]
    assert any(sum(sum(1 for _ in _texts(stack)) > 1 for _, stack in pair) > 1 for pair in columns)
    assert all(isinstance(stack, Stack) for pair in columns for _, stack in pair)


# ------------------------------------------------------------------ ink saver

GREY = {"g", "G"}
COLOURED = {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"}
COLOURED |= {"BI", "ID", "EI", "INLINE IMAGE"}  # as pikepdf asks for one, and as it tells of one


@rows("job", jobs("ink-saver"), ids=titled)
def test_ink_saver_is_painted_in_greys(job: Job, prints: Prints) -> None:
    with pikepdf.open(prints(job).path) as pdf:
        streams = [_used(one, GREY | COLOURED) for one in (*pdf.pages, *_forms(pdf))]
        assert len(streams) > len(pdf.pages)
        for number, used in enumerate(streams, 1):
            assert not used & COLOURED, f"stream {number}"
        assert any(used & GREY for used in streams)
        pictures = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert all(picture.ColorSpace == pikepdf.Name.DeviceGray for picture in pictures)


@rows("job", jobs("ink-saver", paper="letter"), ids=titled)
def test_ink_saver_takes_a_third_of_the_ink(job: Job, prints: Prints) -> None:
    saved, full = (ink(prints(one).data) for one in (job, _other(job, "standard")))
    assert 0 < saved <= full / 3, f"{saved} of {full} percent"


def test_the_manifest_weighs_ink_where_editions_are_compared(tmp_path: Path) -> None:
    slug = jobs("ink-saver")[0].slug
    todo, problems = wanted.jobs(SITE, [slug], ["en"], ["standard", "ink-saver"], ["letter"])
    assert not problems
    assert not building.build(tasks.Task(SITE, SITE.clinic), todo, tmp_path).problems
    files = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["files"]
    told = {entry["edition"]: entry["ink"] for entry in files}
    assert told == {
        name: ink((tmp_path / f"en/{slug}-{name}-letter.pdf").read_bytes()) for name in told
    }
    assert 0 < told["ink-saver"] <= told["standard"] / 3
    (alone,), _ = wanted.jobs(SITE, [slug], ["en"], ["ink-saver"], ["letter"])
    assert not alone.weighed


@each_tagged
def test_a_list_of_contents_tells_the_pages_of_its_own_edition(tagged: Print) -> None:
    """Where there is one: the number beside each heading is that of the page it stands on."""
    listed = tagged.rendered.contents
    shown = {part.id: part.text for part in headings(tagged.document.parts) if part.listed}
    wanted = [part for part in walk(tagged.document.parts) if isinstance(part, Contents)]
    if not listed:
        assert all(len(tagged.sides) <= part.from_pages for part in wanted)
        shown = {}
    with pypdfium2.PdfDocument(tagged.data) as pdf:
        said = cache(lambda page: "".join(pdf[page - 1].get_textpage().get_text_range().split()))
        for place, heading in shown.items():
            page = listed[place]
            assert "".join(heading.split()) in said(page), f"'{heading}' is not on page {page}"
