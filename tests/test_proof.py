"""The proof copy: what stands in its margin, what is numbered, what is asked on the page to
sign."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from handouts.checks.reading.passages import everything
from handouts.checks.reading.places import letters
from handouts.clinic.jobs import Job
from handouts.making.margin import folded
from handouts.making.produce import produce
from handouts.meaning.document import (
    Document,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Items,
    Noted,
    PageBreak,
    Paragraph,
    Part,
    Table,
)
from handouts.meaning.levels import titles
from handouts.meaning.parts import walk
from handouts.meaning.spans import Cite, plain
from handouts.outputs.pdf.pages.chapters import introduced, lead
from handouts.outputs.pdf.pages.chapters import leads as leads_to
from handouts.outputs.text.lines import render
from handouts.signing.checklists import items
from handouts.views.alone import alone
from tests.support.brochures import ASSETS, CONTENT, Brochures, copied
from tests.support.composing import composed
from tests.support.lettered import sheets, words_of
from tests.support.opened import Opened

SLUGS = tuple(sorted(one.name for one in (CONTENT / "handouts").iterdir()))


def proof_of(press: Opened, slug: str) -> Document:
    document, _, problems = press.document(slug, "en", "proof")
    assert document is not None, "\n".join(map(str, problems))
    return document


def notes(document: Document) -> Iterator[tuple[Part, list[str]]]:
    """The parts that have notes, with them."""
    for part in document.parts:
        for below in walk((part,)):
            if isinstance(below, Noted):
                yield below.part, [plain(note) for note in below.notes]


@pytest.fixture(params=SLUGS)
def proof(request: pytest.FixtureRequest, brochures: Brochures) -> Document:
    return proof_of(brochures.press, request.param)


def test_every_source_stands_beside_what_cites_it(proof: Document) -> None:
    seen = set()
    for part, told in notes(proof):
        cited = {below.source for below in walk((part,)) if isinstance(below, Cite)}
        named = {match for note in told for match in re.findall(r"\bS\d+\b", note)}
        assert cited <= named
        seen |= named
    assert {entry.id for entry in proof.references} <= seen


def test_numbers_stand_beside_their_source(brochures: Brochures) -> None:
    told = [note for _, listed in notes(proof_of(brochures.press, "discectomy")) for note in listed]
    assert any(note.startswith("75, 52, 51, 41, 35, 28, 18, 23, 66: S69, ") for note in told)
    assert any(note.startswith("63, 100: S70, ") for note in told)
    assert not [note for note in told if re.match(r"0(?!, 100)", note)]  # but a scale from 0


def test_every_counted_person_stands_beside_a_source(proof: Document) -> None:
    """Also where two pictures of people share one line on who they are."""
    noted = [part for part in walk(proof.parts) if isinstance(part, Noted)]
    beside = {
        id(below): " ".join(plain(note) for note in part.notes)
        for part in noted
        for below in walk((part.part,))
        if isinstance(below, IconArray)
    }
    arrays = [below for below in walk(proof.parts) if isinstance(below, IconArray)]
    assert len(arrays) == len(beside), "a picture of people without notes"
    for array in arrays:
        assert re.search(rf"\b{array.count}\b[^;]*: S\d+, ", beside[id(array)]), array.alt


def test_every_section_is_named_once(proof: Document) -> None:
    """The card again, though it is signed with the other words in short."""
    told = [note for _, listed in notes(proof) for note in listed if note.startswith("#")]
    once = [note for note in told if note != "#editions"]
    assert len(once) == len(set(once))
    card = any(one.id == "card" for one in titles(proof.parts))
    assert told.count("#editions") == 1 + card
    assert {"#cover", "#glance", "#talk", "#help", "#sources"} <= set(told)


def said(press: Opened, slug: str, view: str) -> set[str]:
    """The letters of all that a view says, but for what the program says of it: which version it
    is, where the rest is, what goes on overleaf."""
    document, _, problems = press.document(slug, "en", view)
    assert document is not None, "\n".join(map(str, problems))
    continued = letters(document.continued.format(section=""))
    told = (one for part in alone(document.parts) for one in everything(part))
    found = {letters(one.text) for one in told if one.kind != "small"}
    return {one for one in found if not one.endswith(continued)}


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_signed_and_stands_in_no_booklet_stands_in_the_proof(
    slug: str, brochures: Brochures
) -> None:
    """The signs in short on cards and backs, and each section in short: on whatever paper."""
    press = brochures.press
    handout = press.shop.script(slug, "en").handout
    picked = [one for one in ("sheet", "leaflet", "card", "poster") if getattr(handout, one)]
    assert "sheet" in picked
    booklet, proof = said(press, slug, "brochure"), said(press, slug, "proof")
    for view in (*picked, "large"):
        assert said(press, slug, view) <= booklet | proof, view
    assert said(press, slug, "large") - booklet, "signs in short, on the back"


@pytest.mark.parametrize("slug", ["back-health", "discectomy"])
def test_the_page_for_a_patient_stands_in_the_proof_with_every_side(
    slug: str, brochures: Brochures
) -> None:
    """What whoever signs answers for: each label, and each picture of a side under its name."""
    lower, proof = brochures.press.shop.shelf("en").lowering, proof_of(brochures.press, slug)
    assert lower and lower.subject.plan
    handout = brochures.press.shop.script(slug, "en").handout
    assert handout
    fields = lower.subject.asked((handout.group,), lower.locale.words.patient)
    told = {letters(one.text) for one in everything(Group(proof.parts))}
    page = lower.subject.plan
    assert {letters(one) for one in (page.title, page.subtitle)} <= told
    assert {letters(one.label) for one in fields} <= told
    shown = {one.name: one for one in walk(proof.parts) if isinstance(one, Figure)}
    scenes = [
        (one.label, *pair)
        for one in fields
        for pair in zip(one.options, one.pictures, strict=False)
    ]
    assert bool(scenes) is (slug == "discectomy")
    for label, option, scene in scenes:
        figure = shown[scene.figure]
        assert (figure.title, figure.alt) == (f"{label}: {option}", scene.alt)
        assert {one.anchor: one.text for one in figure.labels} == scene.labels
    named = [note for _, listed in notes(proof) for note in listed]
    assert named.count("#subject.yaml") == 1


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_long_labels_of_a_language_leave_the_sides_their_room(
    paper: str, brochures: Brochures
) -> None:
    press = brochures.press
    made = produce(press.site, press.clinic, Job("discectomy", "es", "proof", paper))
    assert not made.problems
    assert made.data


def test_every_title_of_a_proof_has_a_place_of_its_own(proof: Document) -> None:
    places = [one.id for one in titles(proof.parts)]
    assert len(places) == len(set(places)) > 10


def test_a_short_lead_stays_with_what_it_leads_to_beside_notes(brochures: Brochures) -> None:
    """As it does in a booklet: it stood at the foot of a page, its pictures on the next."""
    document = proof_of(brochures.press, "artificial-disc")
    made, problems = composed(brochures.press.studio("proof", "letter"), document)
    assert made, problems
    leads = [
        (laid, one.part)
        for chapter in made.chapters
        for laid, (_, after) in pairwise(chapter)
        if isinstance(one := laid.part, Noted) and isinstance(one.part, Paragraph)
        if isinstance(after, Noted) and introduced(after.part)
    ]
    short = [laid for laid, part in leads if leads_to(part, lead(laid))]
    assert short and all(laid.box.keep for laid in short)
    assert not all(laid.box.keep for laid, _ in leads)


def test_a_lead_in_short_stays_below_its_heading_with_what_it_leads_to(
    brochures: Brochures,
) -> None:
    """However long it is: a heading and three lines stood at a page's foot, their table on the
    next."""
    document = proof_of(brochures.press, "spinal-fusion")
    made, problems = composed(brochures.press.studio("proof", "letter"), document)
    assert made, problems
    chapter = next(one for one in made.chapters if getattr(one[0].part, "id", "") == "editions")
    parts = [one.part.part if isinstance(one.part, Noted) else one.part for one in chapter]
    at = max(number for number, one in enumerate(parts) if isinstance(one, Table))
    heading, told = parts[at - 2 : at]
    assert isinstance(heading, Heading) and isinstance(told, Paragraph)
    assert not leads_to(told, lead(chapter[at - 1]))
    assert chapter[at - 2].box.keep and chapter[at - 1].box.keep


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_no_booklet_says_begins_a_page_and_says_where_it_stands(
    language: str, brochures: Brochures
) -> None:
    document, _, _ = brochures.press.document("back-health", language, "proof")
    words = brochures.press.shop.shelf(language).locale
    assert document and words
    place = next(n for n, one in enumerate(document.parts) if getattr(one, "id", "") == "editions")
    before, heading, line = document.parts[place - 1 : place + 2]
    assert isinstance(before, PageBreak) and isinstance(heading, Heading)
    assert document.title not in heading.text == words.words.proof_short
    assert isinstance(line, Noted) and isinstance(line.part, Paragraph)
    assert plain(line.part.spans) == words.words.proof_short_use


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_proof_says_that_a_machine_has_translated_it(language: str, brochures: Brochures) -> None:
    """As the sheet does, beside that it is a draft: before the text begins."""
    document, _, _ = brochures.press.document("back-health", language, "proof")
    locale = brochures.press.shop.shelf(language).locale
    assert document and locale
    said = [plain(one.spans) for one in document.parts[:3] if isinstance(one, Paragraph)]
    told = f"{locale.words.draft}{locale.signs.apart}{locale.words.machine_made}"
    assert (told in said) == (language != "en")


def test_every_announced_thing_stands_with_the_words_that_announce_it(
    brochures: Brochures,
) -> None:
    """In short, too, where a heading stays with its lead."""
    document, _, _ = brochures.press.document("discectomy", "es", "proof")
    assert document
    made, problems = composed(brochures.press.studio("proof", "letter"), document)
    assert made, problems
    chapter = next(one for one in made.chapters if getattr(one[0].part, "id", "") == "editions")
    told = [(one, getattr(one.part, "part", one.part)) for one in chapter]
    announcing = [
        one.box.keep
        for one, part in told
        if isinstance(part, Paragraph) and plain(part.spans).endswith(":")
    ]
    assert announcing and all(announcing)


def test_the_page_to_sign_asks_what_only_a_person_can_judge(proof: Document) -> None:
    text = render(proof)
    asked = [name for name, item in items().items() if item["how"] == "person"]
    assert asked
    assert [name for name in asked if f"{name}: " not in text] == []
    fields = [
        field.label
        for part in walk(proof.parts)
        if isinstance(part, FillIn)
        for field in part.fields
    ]
    assert fields[-4:] == ["Name", "Role", "Signature", "Date"]


def test_the_proof_says_which_text_it_is(brochures: Brochures) -> None:
    version = brochures.press.state("laminectomy", "en").version
    document = proof_of(brochures.press, "laminectomy")
    assert version in plain(document.status)
    assert f"text {version}" in render(document)


def test_findings_stand_beside_the_words_they_are_about(tmp_path: Path) -> None:
    content = tmp_path / "content"
    copied(content)
    path = content / "handouts" / "discectomy" / "en.yaml"
    text = path.read_text("utf-8")
    assert "about 63 of 100 slipped discs" in text
    path.write_text(
        text.replace("about 63 of 100 slipped discs", "about 1 in 2 slipped discs"), "utf-8"
    )
    document = proof_of(Opened(content, ASSETS, None), "discectomy")
    beside = [
        part for part, told in notes(document) if any(note.startswith("one-in: ") for note in told)
    ]
    assert len(beside) == 1
    assert isinstance(beside[0], Items)
    assert "1 in 2" in " ".join(plain(beside[0].items[0].spans).split())


@pytest.fixture(scope="module")
def made(brochures: Brochures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("proof") / "proof.pdf"
    made = brochures.press.make(Job("discectomy", "en", "proof", "letter"))
    assert not made.problems
    path.write_bytes(made.data)
    return path


def test_lines_are_numbered_from_one_on_every_page(made: Path) -> None:
    edge = 51.0  # the start of the type area
    for page, sheet in enumerate(sheets(made), 1):
        words = [one for one in words_of(sheet) if one.x0 < edge - 1]
        beside = [one for one in words if one.bottom > 40 and one.top < sheet.height - 45]
        numbers = [one.text for one in sorted(beside, key=lambda one: one.top)]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)], page
        assert numbers
        tops = sorted(one.top for one in beside)
        assert all(low - high > 9 for high, low in pairwise(tops)), page  # none over another


def test_nothing_of_the_text_reaches_into_the_margin(made: Path) -> None:
    """Notes begin behind their rule; the text ends before it."""
    for page, sheet in enumerate(sheets(made), 1):
        words = [one for one in words_of(sheet) if one.x1 > 51 and one.x0 < 51 + 354]
        inside = [one for one in words if one.bottom > 60 and one.top < sheet.height - 56]
        assert inside
        assert not [one.text for one in inside if one.x1 > 51 + 354.5], page


def test_notes_of_a_table_stay_beside_it_where_it_goes_on(
    brochures: Brochures, tmp_path: Path
) -> None:
    """A table higher than a page keeps its sources in the margin; they stood under it."""
    path = tmp_path / "proof.pdf"
    path.write_bytes(
        brochures.press.make(Job("failed-back-syndrome", "en", "proof", "letter")).data
    )
    pages = sheets(path)[:-2]  # not what is to be signed
    words = [one for sheet in pages for one in words_of(sheet)]
    noted = [one for one in words if re.fullmatch(r"S\d+,", one.text)]
    assert len(noted) > 20
    assert not [one.text for one in noted if one.x0 < 51 + 354]


def test_remarks_that_differ_in_one_word_are_one() -> None:
    empty = [f"the fact '{name}' is empty" for name in ("phone", "fever")]
    assert folded([*empty, "nobody has signed"], ", ") == [
        ("the fact 'phone', 'fever' is empty", 2),
        ("nobody has signed", 1),
    ]
    assert folded(["untried"] * 7, ", ") == [("untried", 7)]
