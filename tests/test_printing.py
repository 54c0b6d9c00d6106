"""What a print dialog is set to, what staff are told about it, and how near to the edge of paper
anything is painted."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handouts.clinic.jobs import Job
from handouts.commands import list as listing
from handouts.content.editions import EDITIONS, HANDED_OUT, MM, PAPERS
from handouts.making.memo import Memo
from handouts.making.produce import produce
from handouts.making.site import load_clinic
from handouts.project.wanted import meant_for
from tests.support.brochures import ROOT
from tests.support.prints import SITE, Print, Prints, spread, titled
from tests.support.rows import rows

# By hand: whether it is printed at its true size, how sheets are turned, and how staff are told.
WANTED = {
    "standard": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "sheet": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "large-print": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "ink-saver": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "booklet": ("None", "DuplexFlipShortEdge", "two-sided, short edge, actual size"),
    "booklet-pages": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "trifold": ("None", "DuplexFlipShortEdge", "two-sided, short edge, actual size"),
    "card": ("None", "Simplex", "one-sided, actual size"),
    "poster": ("None", "Simplex", "one-sided, actual size"),
    "proof": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "archive": ("AppDefault", "DuplexFlipLongEdge", "two-sided, long edge"),
    "press": ("None", "DuplexFlipLongEdge", "two-sided, long edge, actual size"),
}
# Millimetres from the edge that every office printer reaches, and those that are set up for
# leaflets, cards and posters.
REACH = dict.fromkeys(EDITIONS, 10.0) | dict.fromkeys(("trifold", "card", "poster"), 6.0)
SCALE = 2  # dots per point
PAPER = 250  # of 255: what is as light as this is not seen
OFFICE = tuple(name for name in EDITIONS if name not in ("press", "booklet-pages", "archive"))


def test_every_edition_is_told_about() -> None:
    assert WANTED.keys() == EDITIONS.keys()


@rows("job", spread(*HANDED_OUT), ids=titled)
def test_a_print_dialog_is_set_for_what_is_folded_or_cut(job: Job, prints: Prints) -> None:
    scaling, duplex, told = WANTED[job.edition]
    made = prints(job)
    with pikepdf.open(made.path) as pdf:
        found = pdf.Root.ViewerPreferences
        assert (str(found.PrintScaling), str(found.Duplex)) == (f"/{scaling}", f"/{duplex}")
        assert ("/DisplayDocTitle" in found) == (job.edition != "press")
    assert made.made.entry is not None
    assert made.made.entry.print == told


def test_a_set_is_turned_on_the_long_edge(prints: Prints) -> None:
    made = prints.packet("fusion-pre-op", "letter")
    with pikepdf.open(_file(prints, made.data)) as pdf:
        found = pdf.Root.ViewerPreferences
        assert str(found.Duplex) == "/DuplexFlipLongEdge"
    assert made.entry is not None
    assert made.entry.print.startswith("two-sided, long edge")


def _file(prints: Prints, data: bytes) -> Path:
    path = prints.brochures.folder / "printing-set.pdf"
    path.write_bytes(data)
    return path


def test_editions_are_listed_with_how_they_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert listing.run(Namespace(editions=True)) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, (_, _, told) in WANTED.items():
        at = next(number for number, line in enumerate(lines) if line.split()[:1] == [name])
        assert lines[at + 1].strip() == f"print: {told}"


def test_the_readme_says_how_each_edition_is_printed() -> None:
    rows = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "| `" in line]
    for name, (_, _, told) in WANTED.items():
        (row,) = (one for one in rows if f"| `{name}` |" in one)
        assert row.endswith(f"| {told} |")


def least(data: bytes) -> float:
    """How near to an edge of its paper a file paints, in points."""
    found = list[float]()
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            image = page.render(scale=SCALE, grayscale=True).to_pil()
            box = image.point([255 if value < PAPER else 0 for value in range(256)]).getbbox()
            if box:
                left, top, right, low = box
                found += [left, top, image.width - right, image.height - low]
    return min(found) / SCALE


@rows("job", spread(*OFFICE), ids=titled)
def test_nothing_is_painted_where_office_printers_do_not_reach(job: Job, prints: Prints) -> None:
    made: Print = prints(job)
    assert least(made.data) >= REACH[job.edition] * MM - 1 / SCALE


@pytest.mark.parametrize(
    ("name", "paper"), [("moderate", "letter"), *(("long", paper) for paper in PAPERS)]
)
def test_sheets_keep_their_leaves_and_their_edges_with_the_facts_of_a_clinic(
    name: str, paper: str
) -> None:
    clinic, memo = load_clinic(ROOT / "tests" / "clinics" / f"{name}.yaml"), Memo()
    sides = {}
    for slug in SITE.written:
        if not meant_for(SITE, slug, "en", "sheet"):
            continue
        made = produce(SITE, clinic, Job(slug, "en", "sheet", paper), memo)
        assert made.entry is not None, made.problems
        assert least(made.data) >= REACH["sheet"] * MM - 1 / SCALE, slug
        sides[slug] = made.entry.pages
    four = {"artificial-disc", "discectomy", "laminectomy", "spinal-fusion"}
    assert sides == {slug: 4 if slug in four else 2 for slug in sides}
