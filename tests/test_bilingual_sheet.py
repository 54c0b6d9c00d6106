"""The sheet in two languages: twice its paper and no more, the blocks of the translation, and the
signs on a leaf of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.api import jobs, partners
from handouts.cli import main
from handouts.clinic.jobs import Job
from handouts.content.beside import PAIRED
from handouts.making.memo import Memo
from handouts.making.produce import Production, produce
from handouts.making.site import Clinic
from handouts.meaning.document import Document, Heading, Panel
from handouts.meaning.pairing import paired
from handouts.meaning.parts import headings
from handouts.outputs.pdf.maker import PAGE_OF_BOTH, studio_of
from handouts.outputs.pdf.pages.furniture import footer, furniture
from handouts.outputs.pdf.setting import Setting
from tests.support.judge import Validator
from tests.support.transcript import transcript
from tests.support.verapdf import READERS
from tests.test_bilingual import LONG, SITE

EDITION = PAIRED["bilingual-sheet"]
MEMO = Memo()
LEAVES = {"artificial-disc", "discectomy", "laminectomy", "spinal-fusion"}  # sheets with two


def told(slug: str, language: str, first: str = "en", clinic: Clinic = SITE.clinic) -> Document:
    job = Job(slug, language, EDITION.name, "letter", partner=first)
    return Production(SITE, clinic, job, MEMO).story(slug, EDITION)[0]


def setting(document: Document, paper: str = "letter") -> Setting:
    job = Job(document.slug, "es", EDITION.name, paper)
    made = Production(SITE, SITE.clinic, job, MEMO)
    return studio_of(EDITION, made.shown).setting(document, PAGE_OF_BOTH)


@pytest.mark.parametrize("slug", SITE.slugs)
def test_it_takes_twice_the_paper_of_one_language_whatever_is_filled_in(slug: str) -> None:
    for clinic in (SITE.clinic, LONG):
        pages = setting(told(slug, "es", clinic=clinic)).compose()
        assert pages.problems == ()
        assert pages.sheets == (8 if slug in LEAVES else 4)


def test_the_narrower_paper_holds_it_too() -> None:
    pages = setting(told("laminectomy", "es", clinic=LONG), "a4").compose()
    assert (pages.problems, pages.sheets) == ((), 8)


@pytest.mark.parametrize("slug", ["laminectomy", "back-health"])
def test_the_last_leaf_is_for_the_signs(slug: str) -> None:
    """A sheet that has one by itself has what was talked about below them, too."""
    pages = setting(told(slug, "es")).compose()
    count = len(pages.pages)
    leaf = [(at, one.number) for at in (count - 2, count - 1) for one in pages.pages[at]]
    parts = [pages.part(*place) for place in leaf]
    places = [part.id for part in parts if isinstance(part, Heading)]
    filled = any(isinstance(part, Panel) and part.role == "control" for part in parts)
    assert places == ["help"]
    assert filled == (slug == "back-health")


@pytest.mark.parametrize("first", ["en", "es"])
def test_a_translated_part_has_its_own_blocks_beside_it(first: str) -> None:
    """The Arabic of this handout is its sheet alone, in an order of its own."""
    document = told("discectomy", "ar", first)
    assert document.beside
    alone = Production(SITE, SITE.clinic, Job("discectomy", "ar", "sheet", "letter"), MEMO)
    own = alone.told("discectomy", "sheet")[0]
    sections = [[one.id for one in headings(doc.parts)] for doc in (document, document.beside, own)]
    assert sections[0] == sections[1] == sections[2]
    pairs = paired(document.parts, document.beside.parts)
    assert all(one.first is not None and len(one.others) == 1 for one in pairs)


@pytest.mark.parametrize(("language", "first"), [("ar", "en"), ("es", "ar")])
def test_it_is_heard_language_by_language_and_keeps_the_standards(
    language: str, first: str, validator: Validator, tmp_path: Path
) -> None:
    job = Job("discectomy", language, EDITION.name, "letter", partner=first)
    made = produce(SITE, LONG, job, MEMO)
    assert made.entry, made.problems
    heard = transcript(made.data)
    assert heard.untagged_text == ()
    (tmp_path / "sheet.pdf").write_bytes(made.data)
    for flavour in READERS:
        assert validator.validate(tmp_path / "sheet.pdf", flavour).failures == ()


def test_signs_at_the_ends_of_a_language_stay_with_it_in_a_line_that_runs_the_other_way() -> None:
    """At the head of a page in Arabic and Spanish, the question of Spanish begins with its sign."""
    one = setting(told("discectomy", "es", "ar"))
    sections, width = [*headings(one.document.parts)], one.area.measure
    foot = footer(one.document, one.look, width)
    made = furniture(one.document, sections, one.look, one.pictures.logo, width, foot)
    assert made
    opened = [
        piece.level
        for line in made.sections.values()
        for token in line
        for piece in token.pieces
        if "¿" in piece.text
    ]
    assert len(opened) > 3
    assert set(opened) == {2}  # of words that run on from left to right


def test_a_handout_that_the_other_language_lacks_is_left_out_and_told() -> None:
    todo, _ = jobs(SITE, (), ("es",), (EDITION.name, "bilingual"), ("letter",))
    pairs, problems = partners(SITE, todo, "ar", named=True)
    assert {(job.slug, job.edition) for job in pairs} == {
        ("back-health", "bilingual"),
        ("back-health", "bilingual-sheet"),
        ("discectomy", "bilingual-sheet"),
    }
    assert {one.severity for one in problems} == {"note"}
    part = next(one for one in problems if "discectomy/ar.yaml" in one.where.shown)
    assert (part.where.line, "'bilingual'" in part.message) == (3, True)


def test_where_nothing_is_left_it_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["laminectomy", "--lang", "es", "--with", "ar", "--edition", EDITION.name]
    assert main(["build", *asked, "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "laminectomy/es.yaml:1:1: error: this is not written in 'ar'" in told
