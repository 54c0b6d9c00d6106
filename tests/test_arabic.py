"""The shipped handouts in Arabic: one whole, one of which only the sheet and the card are there.
Their signs are heard, each edition has room, empty and filled in, and what is heard is the words in
their order. How pages turn round is judged in a language for tests (``test_scripts``)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import html5lib
import pdfplumber
import pypdfium2
import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS
from handouts.making import gate
from handouts.making.produce import Production
from handouts.making.spoken import with_faces
from handouts.outputs.pdf.maker import studio_of
from handouts.outputs.pdf.text.bidi import led
from handouts.outputs.text import lines as text
from handouts.project import translating, wanted
from handouts.project.fonts import listed
from handouts.reports.check import page
from handouts.reports.terminal import lines
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.judge import Validator
from tests.support.opened import Opened
from tests.support.outside import told
from tests.support.transcript import transcript
from tests.support.verapdf import Flavour

ARABIC = "ar"
WHOLE, PART = "back-health", "discectomy"
PAGE = ROOT / "docs" / "translating.md"
TODAY = date(2026, 11, 30)
# others differ from one of these in colours or in how they are bound
LAYOUTS = ("standard", "large-print", "booklet", "sheet", "trifold", "card", "poster")
NUMBER = re.compile(r"\d{3}\)? \d{3}-\d{4}|\d-\d{3}-\d{3}-\d{4}")
WORD = re.compile("[\u0621-\u0652]{3,}")  # of Arabic letters
LAMS = re.compile("\u0644[\u0622\u0623\u0625\u0627]")  # copied as one character (ARCHITECTURE.md)


@pytest.fixture(scope="module")
def shipped() -> Opened:
    return Opened(CONTENT, ASSETS)


@pytest.fixture(scope="module")
def checked(shipped: Opened) -> gate.Verdict:
    """What `handouts check --lang ar` finds."""
    asked = [(WHOLE, ARABIC), (PART, ARABIC)]
    return gate.check(shipped.bench, asked, TODAY, pages=True, library=False)


def test_nothing_must_be_mended(checked: gate.Verdict) -> None:
    """The signs of an emergency among it: each is heard in every red panel and on the card."""
    assert [str(one) for one in checked.told if one.severity == "error"] == []
    asked = {"red-flags", "red-flags-of-all", "red-flags-of-choices"}
    assert all(copy.words and copy.words.has(*asked) for copy in checked.copies)
    assert [copy.slug for copy in checked.copies] == [WHOLE, PART]


def test_no_formula_of_another_language_judges(checked: gate.Verdict) -> None:
    rules = {finding.problem.rule for finding in checked.findings}
    assert not rules & {"hard-handout", "hard-section", "passive", "rarely-you", "no-question"}
    assert not [one for one in lines(checked, strict=False) if "F-K" in one]
    assert page(checked, strict=False).count("no formula for its language") == 2


def test_no_text_is_older_than_its_source(shipped: Opened) -> None:
    """What there is is in the lock, as a machine's, beside the English as it stands."""
    found = {one.path: one for one in translating.opened(shipped.shop, ARABIC, ())}
    whole = (f"handouts/{WHOLE}/ar.yaml", f"handouts/{PART}/ar.yaml", "glossary/ar.yaml")
    for path in (*whole, "facts.ar.yaml", "subject.ar.yaml", "sets.ar.yaml"):
        assert {pair.found for pair in found[path].pairs} == {"fresh"}, path
    shared = [one for one in found["common/ar.yaml"].pairs if one.found != "missing"]
    assert {(one.found, one.state) for one in shared} == {("fresh", "machine")}
    assert sum(len(one.pairs) for one in found.values() if one.theirs is not None) > 400


def test_its_faces_come_along(shipped: Opened) -> None:
    assert listed(shipped.site.assets)[ARABIC] == ("vazirmatn", True)
    assert ARABIC in with_faces(shipped.site)
    folder = ASSETS / "fonts" / "vazirmatn"
    assert sum(one.stat().st_size for one in folder.iterdir()) < 300_000


def test_a_part_has_its_sheet_and_its_card_alone(shipped: Opened) -> None:
    jobs, problems = wanted.jobs(shipped.site, (), (ARABIC,), (), ("letter",))
    assert {one.edition for one in jobs if one.slug == PART} == {"sheet", "card", "proof"}
    assert problems == []


@pytest.mark.parametrize("edition", LAYOUTS)
def test_every_edition_has_room(edition: str, shipped: Opened, filled: Opened) -> None:
    """Empty on letter, filled in on A4; the sheet, where no line is to spare, both on both."""
    made = 0
    for slug in (WHOLE, PART):
        if not wanted.meant_for(shipped.site, slug, ARABIC, edition):
            continue
        cases = [(shipped, "letter"), (filled, "a4")]
        if edition == "sheet":
            cases += [(shipped, "a4"), (filled, "letter")]
        for whose, paper in cases:
            job = Job(slug, ARABIC, edition, paper)
            production = Production(whose.site, whose.clinic, job, whose.memo)
            document, *_ = production.told(slug, EDITIONS[edition].view)
            studio = studio_of(EDITIONS[edition], production.shown)
            composed = studio.setting(document, production.locale.words.page_of).compose()
            assert [str(one) for one in composed.problems] == [], (slug, paper)
            made += 1
    assert made


@pytest.fixture(scope="module")
def filled(shipped: Opened) -> Opened:
    """The same with facts of a clinic, its words in Arabic."""
    facts = (ROOT / "tests/clinics/moderate.yaml").read_bytes()
    own = (ROOT / "tests/clinics/ar/clinic.yaml").read_bytes()
    whose = Opened(CONTENT, ASSETS)
    stem = whose.clinic.stem
    files = {f"{stem}.yaml": facts, f"{stem}.{ARABIC}.yaml": own}
    whose.clinic = replace(whose.clinic, files=files)
    return whose


def test_what_is_told_of_its_length_is_so(checked: gate.Verdict) -> None:
    """The table of docs/translating.md: the first number of the row of the whole one."""
    (row,) = re.findall(rf"^\| {WHOLE} \(ar\) \| (\d+)/", PAGE.read_text("utf-8"), re.MULTILINE)
    (copy,) = [one for one in checked.copies if one.slug == WHOLE]
    assert row == str(len(copy.printed.pages))


@pytest.fixture(scope="module")
def sheet(shipped: Opened, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arabic") / "sheet.pdf"
    path.write_bytes(shipped.make(Job(PART, ARABIC, "sheet", "letter")).data)
    return path


def words_of(shipped: Opened) -> tuple[str, ...]:
    """The words of the sheet as they are to be heard."""
    job = Job(PART, ARABIC, "sheet", "letter")
    document, *_ = Production(shipped.site, shipped.clinic, job, shipped.memo).told(PART, "sheet")
    return text.words(document, {})


def test_what_is_heard_is_what_was_written(shipped: Opened, sheet: Path) -> None:
    heard = transcript(sheet)
    assert heard.words == words_of(shipped)
    assert not heard.untagged_text


def test_poppler_finds_the_texts_in_their_order(sheet: Path) -> None:
    """It knows no words for what is heard, so letters come as they are painted."""
    found = " ".join(told("pdfinfo", "-struct-text", sheet).split())
    signs = ("استئصال القرص", "أهم ما يجب", "من تساعده", "عملية أخرى", "متى تطلب", "صداع شديد")
    places = [found.find(sign[::-1]) for sign in signs]
    assert -1 not in places and places == sorted(places)
    assert "/WritingMode /RlTb" in found


def by_pdfium(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)


def by_poppler(path: Path) -> str:
    return told("pdftotext", path, "-")


@pytest.mark.parametrize(("reader", "floor"), [(by_pdfium, 0.97), (by_poppler, 0.97)])
def test_words_are_copied_as_they_were_written(
    reader: Callable[[Path], str], floor: float, shipped: Opened, sheet: Path
) -> None:
    """How many words come back letter for letter, but for those with lam and alef."""
    asked = [one for one in WORD.findall(" ".join(words_of(shipped))) if not LAMS.search(one)]
    copied = set(WORD.findall(reader(sheet)))
    back = sum(one in copied for one in asked) / len(asked)
    assert len(asked) > 300 and back >= floor, back


def test_a_source_in_latin_letters_runs_as_they_do() -> None:
    """Its date may be told in Arabic: else the stop of its title would stand before its first
    word."""
    assert [led(one) for one in ("US CDC. An overview. بلا تاريخ.", "3. منظمة. WHO.")] == [0, 1]


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_files_are_valid(flavour: Flavour, sheet: Path, validator: Validator) -> None:
    verdict = validator.validate(sheet, flavour)
    assert verdict.passed, verdict.failures


# ------------------------------------------------------------------ pages for screens


def test_a_number_to_call_is_never_turned_round(filled: Opened) -> None:
    """A browser turns numbers with signs between them round among Arabic words, so each stands in
    an element that runs from left to right; in a plain text isolates do it."""
    page = filled.make(Job(WHOLE, ARABIC, "web", "")).data.decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="ar-US" dir="rtl">')
    root = html5lib.parse(page, namespaceHTMLElements=False)
    loose = []
    for above in root.iter():
        own = [(above.text, above), *((below.tail, above) for below in above)]
        loose += [said for said, one in own if NUMBER.search(said or "") and not one.get("dir")]
    assert loose == []
    assert page.count('dir="ltr">1-800-784-8669</span>') == 1
    plain = filled.make(Job(WHOLE, ARABIC, "text", "")).data.decode()
    assert "\u2066(555) 010-0142\u2069" in plain and "\u20661-800-784-8669\u2069" in plain


def test_a_number_of_a_fact_is_printed_as_it_is_called(filled: Opened, tmp_path: Path) -> None:
    path = tmp_path / "filled.pdf"
    path.write_bytes(filled.make(Job(WHOLE, ARABIC, "standard", "letter")).data)
    with pdfplumber.open(path) as file:
        lines = [one["text"] for page in file.pages for one in page.extract_text_lines()]
    assert any("(555) 010-0150" in line for line in lines)  # as it is seen, from left to right
    assert not any("0150-010" in line for line in lines)
