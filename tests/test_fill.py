"""Facts and details in their places: what becomes of each part that waits for them, and that
nothing waits any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handouts.clinic.fill import STATE, fill, unfit, waiting
from handouts.clinic.jobs import Details, Job
from handouts.content.editions import EDITIONS
from handouts.content.facts import Known, Simple, Value
from handouts.content.locale import Locale, load_locale
from handouts.content.plan import PREFIX
from handouts.making.produce import Production
from handouts.meaning.document import (
    Cell,
    Code,
    Columns,
    Cover,
    Document,
    Each,
    Field,
    Figure,
    FillIn,
    Group,
    Heading,
    Item,
    Items,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
    Table,
    When,
)
from handouts.meaning.parts import sources, walk
from handouts.meaning.spans import Blank, Cite, Given, Open, Spans, Strong, Text
from handouts.project.wanted import meant_for
from handouts.source.problems import Where
from handouts.source.reader import Reading
from tests.support.brochures import CONTENT, ROOT, Brochures

FIELDS = ("notes", "talk.level", "talk.patient", "talk.side")
LEE, COLE = "Dr. Lee", "Dr. Cole"


def known(
    name: str, *values: Value, kind: Simple = "text", label: str = "Label", **more: bool
) -> Known:
    return Known(name, kind, label, values, **more)  # type: ignore[arg-type]


KNOWN = {
    one.name: one
    for one in (
        known("name", Value("The Clinic")),
        known(
            "phone", Value("555-0100", "press 2", "tel:5550100"), kind="phone", label="Office phone"
        ),
        known("night", kind="phone", label="After hours"),
        known("website", Value("a.example", "", "https://a.example"), kind="web"),
        known("contact-page", kind="web", label="Write to us"),
        known("fever", Value("101 F (38.3 C)", "by mouth"), kind="temperature"),
        known("hospital", Value("North"), Value("South"), many=True),
        known(
            "numbers",
            Value("1", "X-ray", "tel:1"),
            Value("2", "", "tel:2"),
            kind="phone",
            label="other",
            many=True,
        ),
        known("more", kind="phone", optional=True, many=True),
        known("team", Value("Ann Lee", "surgeon"), Value("Bo Cole"), kind="person", many=True),
        known("empty", label="Nothing yet"),
        known(
            "knee.driving",
            Value("a week"),
            Value("2 weeks", person=LEE),
            Value("3 weeks", person=COLE),
        ),
        known("knee.work", Value("soon", person=LEE), label="Work"),
    )
}


@pytest.fixture(scope="module")
def english() -> Locale:
    found = load_locale("en", Reading())
    assert found
    return found


def document(*parts: Part) -> Document:
    status = (Text("Version 1, "), Open("hospital"))
    author = (Open("name"), Text(", "), Open("empty"))
    return Document(
        "knee",
        "Title",
        "Subject",
        author,
        "en",
        "2026-01-01",
        "procedure",
        status,
        parts,
        asking=waiting(parts),
    )


class Filled:
    """Parts as they are once the facts above are in their places."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def __call__(self, *parts: Part, person: str = "", **details: str) -> tuple[Part, ...]:
        told = Details({name.replace("_", "."): value for name, value in details.items()})
        return fill(document(*parts), KNOWN, self.locale, person, told).parts


@pytest.fixture
def filled(english: Locale) -> Filled:
    return Filled(english)


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def fields(*parts: Part) -> list[Field]:
    return [one for part in walk(parts) if isinstance(part, FillIn) for one in part.fields]


# ------------------------------------------------------------------ texts


PHONE = (Given("555-0100", "phone", "tel:5550100"), Given(", press 2", "phone"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("phone", PHONE),
        ("website", (Given("a.example", "website", "https://a.example"),)),
        ("fever", (Given("101 F (38.3 C)", "fever"), Given(" by mouth", "fever"))),
        ("empty", (Blank("(to fill in: Nothing yet)", "empty"),)),
    ],
)
def test_a_text_is_what_is_told_or_a_line_to_write_on(
    filled: Filled, name: str, told: Spans
) -> None:
    place = Where("a.yaml", 3)
    (part,) = filled(Paragraph((Open(name),), "small", at=place))
    assert part == Paragraph(told, "small")
    assert part.at == place


def test_each_of_several_values_has_a_paragraph_of_its_own(filled: Filled) -> None:
    assert filled(text("Here:"), Paragraph((Open("hospital"),)), text("Or there.")) == (
        text("Here:"),
        Paragraph((Given("North", "hospital"),)),
        Paragraph((Given("South", "hospital"),)),
        text("Or there."),
    )


def test_values_that_must_share_a_line_stand_in_a_row(filled: Filled, english: Locale) -> None:
    made = fill(document(), KNOWN, english)
    assert made.status == (
        Text("Version 1, "),
        Given("North", "hospital"),
        Text("; "),
        Given("South", "hospital"),
    )
    blank = Blank("(to fill in: Nothing yet)", "empty")
    assert made.author == (Given("The Clinic", "name"), Text(", "), blank)
    cover = Cover("", "", "", "", Figure("disc", "A disc."), "", (), (Open("phone"),))
    assert filled(cover) == (replace(cover, status=PHONE),)


def test_a_cell_has_a_paragraph_for_each_value(filled: Filled) -> None:
    row = (
        Cell(((Text("Where"),),)),
        Cell(((Open("hospital"),),)),
        Cell(((Text("Ask"),), (Open("empty"),))),
    )
    (table,) = filled(Table("", ("A", "B", "C"), (row,)))
    assert isinstance(table, Table)
    assert [cell.paragraphs for cell in table.rows[0]] == [
        ((Text("Where"),),),
        ((Given("North", "hospital"),), (Given("South", "hospital"),)),
        ((Text("Ask"),), (Blank("(to fill in: Nothing yet)", "empty"),)),
    ]


def test_facts_are_reached_at_any_depth(filled: Filled) -> None:
    inner = Items("bullet", (Item((Text("One"),), (Paragraph((Open("website"),)), text("Two"))),))
    (panel,) = filled(Panel("note", "", (Columns(((inner,), (When("empty", (text("no"),)),))),)))
    given = Given("a.example", "website", "https://a.example")
    kept = Items("bullet", (Item((Text("One"),), (Paragraph((given,)), text("Two"))),))
    assert panel == Panel("note", "", (Columns(((kept,),)),))


# ------------------------------------------------------------------ parts that may go


def test_either_of_two_stands_there(filled: Filled) -> None:
    yes, no = (text("yes"), Paragraph((Open("website"),))), (text("no"),)
    given = Paragraph((Given("a.example", "website", "https://a.example"),))
    assert filled(When("phone", yes, no)) == (text("yes"), given)
    assert filled(When("empty", yes, no)) == no
    assert filled(When("phone", (), no)) == filled(When("empty", yes)) == ()
    # an example of others goes where the clinic, or this surgeon, has a rule
    assert filled(When("work", (), no), person=COLE) == no
    assert filled(When("work", (), no), person=LEE) == ()
    assert filled(When("empty", yes, (When("phone", (text("then"),), no),))) == (text("then"),)


def test_a_list_has_an_entry_for_each_value(filled: Filled) -> None:
    (items,) = filled(Each("team"))
    assert items == Items(
        "bullet",
        (
            Item((Given("Ann Lee", "team", strong=True), Given(", surgeon", "team"))),
            Item((Given("Bo Cole", "team", strong=True),)),
        ),
    )
    assert filled(Each("empty")) == ()


def test_a_code_leads_where_the_fact_does(filled: Filled) -> None:
    assert filled(Code("", "website")) == (Code("https://a.example", "website"),)
    assert filled(Code("", "contact-page")) == ()
    fixed = Code("https://b.example")
    assert filled(fixed)[0] is fixed


# ------------------------------------------------------------------ fields


def test_a_field_has_its_value_or_stays_to_write_in(filled: Filled) -> None:
    (part,) = filled(
        FillIn(
            (Field("Call", fact="phone", large=True), Field("At night", width="half", fact="night"))
        )
    )
    assert fields(part) == [
        Field("Call", fact="phone", name="phone", large=True, value=PHONE),
        Field("At night", width="half", fact="night", name="night"),
    ]


def test_an_optional_field_leaves_no_line(filled: Filled) -> None:
    assert filled(FillIn((Field("More", fact="more"),))) == ()
    (part,) = filled(FillIn((Field("More", fact="more"), Field("Notes"))))
    assert fields(part) == [Field("Notes")]


def test_numbers_are_called_by_their_notes(filled: Filled) -> None:
    """The note of a number in a list says what it is for; one without has the label of the list."""
    (part,) = filled(
        FillIn((Field("Other number", fact="numbers"), Field("Hospital", fact="hospital")))
    )
    assert [(one.label, one.value) for one in fields(part)] == [
        ("X-ray", (Given("1", "numbers", "tel:1"),)),
        ("Other number", (Given("2", "numbers", "tel:2"),)),
        ("Hospital", (Given("North", "hospital"),)),
        ("Hospital", (Given("South", "hospital"),)),
    ]


def test_a_handouts_own_fact_is_found_by_its_short_name(filled: Filled) -> None:
    (part,) = filled(FillIn((Field("Work", fact="work"),)), person=LEE)
    told = (Strong(f"Patients of {LEE}:"), Text(" "), Given("soon", "knee.work"))
    assert fields(part) == [Field("Work", fact="knee.work", name="knee.work", value=told)]


# ------------------------------------------------------------------ rules by person


def given(words: str) -> Given:
    return Given(words, "knee.driving")


def test_everybodys_rule_stands_before_those_of_persons(filled: Filled) -> None:
    assert filled(Paragraph((Open("driving"),))) == (
        Paragraph((given("a week"),)),
        Paragraph((Strong("Patients of Dr. Lee:"), Text(" "), given("2 weeks"))),
        Paragraph((Strong("Patients of Dr. Cole:"), Text(" "), given("3 weeks"))),
    )


@pytest.mark.parametrize(
    ("person", "words"), [(LEE, "2 weeks"), (COLE, "3 weeks"), ("Dr. Ann", "a week")]
)
def test_a_persons_patients_are_told_that_rule_alone(
    filled: Filled, person: str, words: str
) -> None:
    """Whose patients they are is said there too: it can be seen who holds another's booklet. Who
    has no rule has everybody's."""
    own: Spans = (given(words),)
    if person in (LEE, COLE):
        own = (Strong(f"Patients of {person}:"), Text(" "), *own)
    for part in (Paragraph((Open("driving"),)), When("driving", (Paragraph((Open("driving"),)),))):
        assert filled(part, person=person) == (Paragraph(own),)
    made = filled(FillIn((Field("Driving", fact="driving"),)), person=person)
    assert [one.value for one in fields(*made)] == [own]


def test_a_rule_that_only_one_person_has_is_open_for_others(filled: Filled) -> None:
    work = When("work", (text("told"),), (Paragraph((Open("work"),)),))
    assert filled(work) == filled(work, person=LEE) == (text("told"),)
    assert filled(work, person=COLE) == (Paragraph((Blank("(to fill in: Work)", "knee.work"),)),)


# ------------------------------------------------------------------ what is told of a patient

TALK = FillIn(
    (
        Field("Level", width="half", name="talk.level"),
        Field("Side", options=("Left", "Right"), name="talk.side"),
        Field("Phone", fact="phone", name="phone"),
        Field("Notes"),
    )
)


def test_details_stand_in_the_fields_of_their_names(filled: Filled) -> None:
    (part,) = filled(Group((TALK,)), talk_level="L4", talk_side="Right", phone="1", other="x")
    assert [(one.label, one.value, one.options) for one in fields(part)] == [
        ("Level", (Given("L4", "talk.level="),), ()),
        ("Side", (Given("Right", "talk.side="),), ()),
        ("Phone", PHONE, ()),
        ("Notes", (), ()),
    ]


def test_a_field_without_a_detail_stays_to_write_in(filled: Filled) -> None:
    (part,) = filled(TALK, talk_level="", talk_side="Both")
    assert fields(part)[:2] == list(TALK.fields[:2])


def test_details_are_no_secret_kept_in_words(english: Locale) -> None:
    details = Details({"talk.patient": "Zoe Quill"})
    assert "Zoe" not in repr(details) and "patient" not in repr(details)
    assert Details({"talk.level": "  L4 \n L5 ", "talk.side": " "}).tidy == Details(
        {"talk.level": "L4 L5"}
    )


def unfit_told(filled: Filled, **details: str) -> list[str]:
    told = Details({name.replace("_", "."): value for name, value in details.items()})
    made = replace(document(), parts=filled(TALK, **details))
    found = unfit([made], told, FIELDS, lambda text: "".join(set(text) & {"\u0416"}))
    return [f"{message} | {hint}" for message, hint in found]


def test_details_that_do_not_fit_are_told_by_names_of_fields_alone(filled: Filled) -> None:
    assert unfit_told(filled, talk_level="L4", talk_side="Left", talk_patient="Zoe") == []
    assert unfit_told(filled) == []
    assert unfit_told(filled, talk_side="left") == [
        "what is told for 'talk.side' is none of its options | known: Left, Right"
    ]
    assert unfit_told(filled, talk_level="\u0416") == [
        (
            "what is told for 'talk.level' has characters that the font has not | write it in "
            "other letters"
        )
    ]


# ------------------------------------------------------------------ whole documents


def test_only_what_waits_is_looked_at() -> None:
    waits = (
        *(Paragraph((Open("phone"),)), Each("team"), When("phone", ()), Code("", "website")),
        *(
            FillIn((Field("", fact="phone"),)),
            FillIn((Field("", name="talk.level"),)),
            Group((Each("team"),)),
        ),
    )
    others = (
        text("a"),
        Heading("a", 2),
        FillIn((Field("a"),)),
        Code("https://a.example"),
        Group((text("a"),)),
    )
    assert waiting((*others, *waits)) == frozenset(range(len(others), len(others) + len(waits)))


def test_what_does_not_wait_is_the_same_object(filled: Filled) -> None:
    still = Panel("note", "", (text("a"),))
    assert filled(still, Each("team"))[0] is still


def test_a_filled_document_says_where_its_facts_are_from(english: Locale) -> None:
    place = Where("clinic.yaml", 3)
    facts = KNOWN | {
        "fever": replace(KNOWN["fever"], at=place),
        STATE: known(STATE, Value("Draft")),
    }
    made = fill(document(), facts, english)
    assert made.told["fever"] == place
    assert "empty" not in made.told and STATE not in made.told
    assert not made.asking


def open_parts(document: Document) -> Iterator[object]:
    for one in walk(document.whole):
        if isinstance(one, When | Each | Open) or (isinstance(one, Code) and not one.data):
            yield one
    yield from (span for span in (*document.author, *document.status) if isinstance(span, Open))


VIEWS = {edition.view: edition.name for edition in EDITIONS.values() if edition.view != "proof"}


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_waits_in_a_document_that_was_filled(brochures: Brochures, view: str) -> None:
    press, count = brochures.press, 0
    for slug in sorted(path.name for path in (CONTENT / "handouts").iterdir()):
        if not meant_for(press.site, slug, "en", VIEWS[view]):
            continue
        waits, _ = press.shop.document(slug, "en", view)
        made, *_ = Production(
            press.site, press.clinic, Job(slug, "en", VIEWS[view], "letter"), press.memo
        ).told(slug, view)
        assert waits and list(open_parts(waits)), slug
        assert not list(open_parts(made)), slug
        count += 1
    assert count


def test_every_field_that_has_a_name_can_be_told_in(brochures: Brochures) -> None:
    """And no other name: what a paper has no field for is left out, what none has is refused."""
    press, named = brochures.press, {"talk.patient"}  # which stands on the slip of a set, too
    for slug in press.site.slugs:
        for view, edition in VIEWS.items():
            if meant_for(press.site, slug, "en", edition):
                found, _ = press.shop.document(slug, "en", view)
                assert found
                named |= {one.name for one in fields(*found.parts) if one.name and not one.fact}
    shelf = press.shop.shelf("en")
    assert shelf.subject
    own = {name for name in shelf.subject.fields if name.startswith(PREFIX)}  # tests/test_plan.py
    assert own
    assert named == set(shelf.subject.fields) - own
    slip = (ROOT / "handouts" / "views" / "packet.py").read_text("utf-8")
    assert 'name="talk.patient"' in slip


# ---------------------------------------------------------------------- sources


def cites(source: str) -> Paragraph:
    return Paragraph((Text("Some say 9. "), Cite(source)))


@pytest.mark.parametrize(
    ("fact", "numbered"),
    [("hospital", ("S3", "S1")), ("empty", ("S2", "S3", "S1"))],
    ids=["told", "still open"],
)
def test_a_source_that_nothing_points_to_is_not_listed(
    english: Locale, fact: str, numbered: tuple[str, ...]
) -> None:
    """What a clinic tells stands in place of an example, whose source goes from the list with it;
    those that stay are called by their new numbers, and listed as they are first cited."""
    entries = tuple(Reference(id, f"House {id}.", "", short=id) for id in ("S2", "S1", "S3"))
    waiting = When(fact, (Paragraph((Open(fact),)), cites("S3")), (cites("S2"), cites("S3")))
    parts = waiting, cites("S1"), References(entries)
    opened = replace(
        document(*parts), references=entries, cites=tuple(sources((part,)) for part in parts)
    )
    copy = fill(opened, KNOWN, english)
    (listed,) = (part for part in copy.parts if isinstance(part, References))
    assert tuple(one.id for one in listed.entries) == numbered
    assert listed.entries == copy.references
    assert [one.named for one in listed.entries] == [
        english.words.source_link.format(number=number, source=id)
        for number, id in enumerate(numbered, 1)
    ]
