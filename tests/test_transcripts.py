"""What a screen reader is given: the same words as the text output, in the same order, and nothing
else."""

import re
from dataclasses import replace

import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS
from handouts.making.produce import Production
from handouts.making.site import load_clinic
from handouts.meaning.document import (
    Columns,
    Document,
    Field,
    Figure,
    FillIn,
    IconArray,
    Item,
    Items,
    Label,
    Ladder,
    Panel,
    Paragraph,
    Part,
    Stage,
    Strip,
    Table,
)
from handouts.meaning.parts import headings, walk
from handouts.meaning.spans import Given, Link, Strong, Text, plain
from handouts.outputs.text import lines as text
from handouts.project.wanted import meant_for
from tests.support.brochures import (
    GOLDEN,
    ON_LETTER,
    ROOT,
    Brochure,
    Brochures,
    each_brochure,
    each_on_letter,
    named,
)
from tests.support.golden import compare
from tests.support.opened import studio
from tests.support.prints import SITE
from tests.support.transcript import UNKNOWN, Transcript, transcript


@each_brochure
def test_words_are_those_of_the_text_output_in_order(brochure: Brochure) -> None:
    written = text.words(brochure.document, brochure.contents)
    heard = brochure.transcript.words
    if heard != written:
        pytest.fail(_parting(written, heard), pytrace=False)


@each_brochure
def test_no_text_is_outside_the_structure(brochure: Brochure) -> None:
    assert brochure.transcript.untagged_text == ()


@each_brochure
def test_every_code_has_a_meaning(brochure: Brochure) -> None:
    assert UNKNOWN not in brochure.transcript.text
    assert UNKNOWN not in " ".join(brochure.transcript.artifacts)


@each_brochure
def test_artifacts_are_heads_feet_and_repeated_table_heads(brochure: Brochure) -> None:
    left = list(brochure.transcript.artifacts)
    pages = brochure.count
    document, count = brochure.document, brochure.vocabulary.page_of
    sections = [one for one in headings(document.parts) if one.level == 2]
    for number in range(2, pages + 1):  # a cover has neither
        _take(left, count.format(page=number, pages=pages))
        _take(left, plain(document.status))
    # the section that a page goes on with, beside the title or in its place, or its name alone
    # where there is no room to say more; then the title
    for section in sorted({one.text for one in sections}, key=len, reverse=True):
        told = document.continued.format(section=section)
        both = [f"{one} \u00b7 {told}" for one in (document.title, document.short) if one]
        for words in (*both, told, section):
            while words in " ".join(left):
                _take(left, words)
    titles = 0
    while document.title in " ".join(left):
        _take(left, document.title)
        titles += 1
    assert titles, "the title stands at the head of pages that begin a section"
    for tab in {one.tab for one in sections if one.tab}:
        while f" {tab} " in f" {' '.join(left)} ":
            _take(left, tab)
    for number in range(1, pages + 1):  # beside links, for who cannot follow them
        while (turn := document.on_page.format(page=number)) in " ".join(left):
            _take(left, turn)
    author = plain(document.author)
    while author in " ".join(left):  # where it fits into the line
        _take(left, f"{author} \u00b7")
    assert not _unexplained(left, document), (
        f"artifacts with words that nobody hears: {' '.join(left)}"
    )


@each_brochure
def test_links_to_sections_say_on_which_page_they_end(brochure: Brochure) -> None:
    """It is seen, not heard: a screen reader follows the link."""
    document, at = brochure.document, brochure.composition.headings(0)
    links = [one.target.removeprefix("#") for one in walk(document.parts) if isinstance(one, Link)]
    wanted = sorted(at[target] for target in links if target in at)
    one = re.escape(document.on_page).replace(r"\{page\}", r"(\d+)")
    seen = re.findall(one, " ".join(brochure.transcript.artifacts))
    assert sorted(map(int, seen)) == wanted
    assert not re.search(one, brochure.transcript.text)


@each_on_letter
def test_golden_transcript(on_letter: Brochure, update: bool) -> None:
    heard = on_letter.transcript.text + "\n"
    compare(GOLDEN / f"{named(on_letter.job)}.txt", heard, update=update)


def test_no_golden_transcript_is_left_over(update: bool) -> None:
    expected = {f"{named(job)}.txt" for job in ON_LETTER}
    extra = [path for path in GOLDEN.glob("*.txt") if path.name not in expected]
    if update:
        for path in extra:
            path.unlink()
    assert update or not extra


@each_brochure
def test_words_leave_out_nothing_but_marks(brochure: Brochure) -> None:
    """``words`` is ``render`` without what typography adds."""
    said = iter(text.words(brochure.document, brochure.contents))
    word = next(said, "")
    for shown in text.render(brochure.document, brochure.contents).split():
        if shown.strip("#-|[]:") == word.strip("#-|[]:"):
            word = next(said, "")
        else:
            assert not shown.strip("#-|[]:"), f"'{shown}' is in the text, and '{word}' is said"
    assert not word


# ------------------------------------------------------------------ clinics that have filled in
# their facts

# One more number to call for each surgeon is more than the page of emergency signs can hold.
OWN = b"phone: '555-0177, ask for Ann', fever: 100.4 F, "
RULES = b"""
personal-rules:
  Dr. Lee: {OWN procedures: {discectomy: {driving: after 2 weeks, lifting: 5 pounds}}}
  Dr. Cole: {procedures: {discectomy: {driving: after 3 weeks, results: 40 of 50 were glad}}}
"""
EVERYBODYS, DR_LEES = RULES.replace(b"OWN ", b""), RULES.replace(b"OWN ", OWN)
FILLED = [("long", "discectomy", "", b""), ("moderate", "back-health", "", b"")]
FILLED += [
    ("moderate", "discectomy", "", EVERYBODYS),
    ("moderate", "discectomy", "Dr. Lee", DR_LEES),
]


READ = ("standard", "sheet", "large-print", "trifold")
CASES = [
    (*case, edition)
    for case in FILLED
    for edition in READ
    if meant_for(SITE, case[1], "en", edition)
]


@pytest.mark.parametrize(("name", "slug", "person", "rules", "edition"), CASES)
def test_facts_are_heard_as_they_are_written(
    brochures: Brochures, name: str, slug: str, person: str, rules: bytes, edition: str
) -> None:
    """Numbers to call in large type, links, several values of a fact, rules by person: no two words
    run together."""
    site, shop = brochures.press.site, brochures.press.shop
    clinic = load_clinic(ROOT / "tests" / "clinics" / f"{name}.yaml")
    clinic = replace(clinic, files={path: data + rules for path, data in clinic.files.items()})
    job = Job(slug, "en", edition, "letter", person=person)
    production = Production(site, clinic, job, shop.memo)
    document, *_ = production.told(slug, EDITIONS[edition].view)
    made = studio(shop, edition, "letter").render(document, production.shown.locale.words.page_of)
    assert not made.problems
    printed = replace(document, parts=document.filled(made.spare))
    heard, written = transcript(made.data).words, text.words(printed, made.contents)
    if heard != written:
        pytest.fail(_parting(written, heard), pytrace=False)
    assert ("Patients of Dr. Lee:" in " ".join(written)) is (rules == EVERYBODYS or bool(person))


# ------------------------------------------------------------------ parts that only some handouts
# have


def heard(brochures: Brochures, *parts: Part, edition: str = "standard") -> Transcript:
    """A document of these parts as a screen reader hears it."""
    known = brochures(ON_LETTER[0])
    document = replace(known.document, parts=parts, references=(), spare=())
    rendered = brochures.press.studio(edition, "letter").render(document, known.vocabulary.page_of)
    assert not rendered.problems
    found = transcript(rendered.data)
    assert found.words == text.words(document)
    assert not found.untagged_text
    return found


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def people(count: int, *group: Text) -> IconArray:
    yes, no = (Strong(f"About {count} of 100"), Text(" did.")), (Text("The others did not."),)
    return IconArray(count, 100, yes, no, f"About {count} of 100 did. The others did not.", group)


def test_a_ladder_is_a_list_of_rungs_with_their_names(brochures: Brochures) -> None:
    stages = (
        Stage("First", (paragraph("Walk to the door."),)),
        Stage("Then", (paragraph("Walk on."), Items("bullet", (Item((Text("Rest"),)),)))),
        Stage("At last", (paragraph("Walk for an hour."),)),
    )
    outline = [line.strip() for line in heard(brochures, Ladder(stages)).text.splitlines()]
    assert outline.count("L") == 2
    assert [line for line in outline if line.startswith(("LI", "Lbl", "P ", "LBody "))] == [
        *("LI", 'Lbl "First"', "P Walk to the door."),
        *("LI", 'Lbl "Then"', "P Walk on.", "LI", "LBody Rest"),
        *("LI", 'Lbl "At last"', "P Walk for an hour."),
    ]


@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_people_beside_each_other_are_heard_one_after_the_other(
    brochures: Brochures, edition: str
) -> None:
    """Each once, who is marked and who is not; in a narrow column as in a wide one."""
    arms = tuple(
        (Paragraph((Strong(name),)), people(count))
        for name, count in (("With it", 80), ("Without", 60))
    )
    alone = people(63, Text("This is about people in a trial."))
    found = heard(brochures, Columns(arms), alone, edition=edition)
    told = {count: f"About {count} of 100 did. The others did not." for count in (80, 60, 63)}
    order = ("With it", told[80], "Without", told[60], told[63], "This is about people in a trial.")
    assert " ".join(found.words) == " ".join(order)
    assert found.text.count("Figure") == 3


@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_a_number_to_call_is_heard_with_what_belongs_to_it(
    brochures: Brochures, edition: str
) -> None:
    """In one sentence, though it stands in three sizes on lines of their own; the number alone is
    large and a link."""
    given = (Given("(555) 010-0177", "phone", "tel:5550100177"), Given(", ask for Ann", "phone"))
    whose = (Strong("Patients of Dr. Lee:"), Text(" "))
    fields = tuple(
        Field("Office phone", width="half", large=True, value=value)
        for value in (given, (*whose, *given), given[:1])
    )
    outline = heard(brochures, FillIn(fields), edition=edition).text
    lines = [line.strip() for line in outline.splitlines()]
    assert [line.partition(" ActualText")[0] for line in lines if line.startswith("P ")] == [
        "P Office phone: (555) 010-0177, ask for Ann",
        "P Office phone: Patients of Dr. Lee: (555) 010-0177, ask for Ann",
        "P Office phone: (555) 010-0177",
    ]
    assert lines.count('Link "(555) 010-0177" -> tel:5550100177') == 3


def test_pictures_of_a_row_are_heard_with_their_own_words(brochures: Brochures) -> None:
    names = [
        name
        for name in brochures.press.studio("standard", "letter").figures
        if name.startswith("disc-")
    ][:3]
    figures = tuple(
        Figure(name, f"Shows {name}.", (Text(f"About {name}."),), title=f"Title {name}")
        for name in names
    )
    told = " ".join(heard(brochures, Strip(figures)).words)
    assert told == " ".join(f"Title {name} Shows {name}. About {name}." for name in names)


def test_labels_that_a_picture_in_words_says_are_heard_once(brochures: Brochures) -> None:
    """As part of the picture; the others follow it, so that nothing printed stays unheard."""
    labels = (Label("bone", "Spine bone"), Label("disc", "Worn discs"))
    figure = Figure("disc-worn-side", "Two bones, and a disc that is worn.", labels=labels)
    outline = heard(brochures, figure).text
    assert " ".join(heard(brochures, figure).words) == f"{figure.alt} Spine bone"
    assert [line.strip() for line in outline.splitlines() if "LBody" in line] == [
        "LBody Spine bone"
    ]
    assert f'alt: "{figure.alt}" Worn discs' in outline


@pytest.mark.parametrize(
    ("alt", "label", "said"),
    [
        ("The nerve is pressed.", "Pressed nerves", True),
        ("Two rods, one screw.", "Rod", True),
        ("Two rods, one screw.", "Screws", True),
        ("A thin tube.", "Catheter", False),
        ("The cat sleeps.", "Catheter", False),
        ("A line on the belly shows the cut.", "Cut in the belly", False),
        ("Level L5 of the spine", "L4", False),
        ("Ein Wirbel von der Seite", "wirbel", True),
    ],
)
def test_a_label_is_said_where_each_of_its_words_is(alt: str, label: str, said: bool) -> None:
    assert bool(Figure("any", alt, labels=(Label("at", label),)).heard) is not said


def _parting(written: tuple[str, ...], heard: tuple[str, ...]) -> str:
    """Where the two first part, with some words around."""
    same = zip(written, heard, strict=False)
    at = next(
        (n for n, (one, other) in enumerate(same) if one != other), min(len(written), len(heard))
    )
    before, text_goes_on, heard_goes_on = (
        " ".join(said)
        for said in (written[max(0, at - 8) : at], written[at : at + 12], heard[at : at + 12])
    )
    return (
        f"after '... {before}' the text goes on '{text_goes_on} ...', a screen reader "
        f"hears '{heard_goes_on} ...'"
    )


def _take(left: list[str], phrase: str) -> None:
    """Remove the first place in ``left`` where the words of ``phrase`` stand in a row."""
    wanted = phrase.split()
    for start in range(len(left) - len(wanted) + 1):
        if left[start : start + len(wanted)] == wanted:
            del left[start : start + len(wanted)]
            return
    raise AssertionError(f"'{phrase}' is not among the artifacts")


def _unexplained(left: list[str], document: Document) -> list[str]:
    """What is left when every repeated head of a table or a panel is taken away."""
    parts = list(walk(document.parts))
    heads = [" ".join(part.head) for part in parts if isinstance(part, Table)]
    titles = [part.title for part in parts if isinstance(part, Panel) and part.title]
    heads += [*titles, *(document.continued.format(section=one) for one in titles)]
    for head in sorted(heads, key=len, reverse=True):
        while True:
            try:
                _take(left, head)
            except AssertionError:
                break
    return left
