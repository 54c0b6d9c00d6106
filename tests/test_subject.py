"""What handouts are about is content: families, what is talked through, what every handout ends
with."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from handouts.clinic.jobs import SET, Job, Outcome
from handouts.content.called import Called, called
from handouts.content.editions import EDITIONS
from handouts.content.subject import Subject
from handouts.making.produce import Production, produce
from handouts.making.site import Site, load_site
from handouts.meaning.document import Document, Field, FillIn, Panel
from handouts.meaning.parts import walk
from handouts.source.reader import Reading, read
from tests.support.brochures import ASSETS, CONTENT
from tests.support.prints import sides

SITE = load_site(CONTENT, ASSETS)
LEAFLET = Job("back-health", "en", "trifold", "letter")
CONTACT = "Contact us"

FAMILIES = """
families:
  inhaler:
    kind: About an inhaler
    teach-back: How I will use it
    talk:
      device: {label: Device}
      often: {label: How often, options: [Daily, If needed], size: half}
  test: {kind: About a test, teach-back: What will be done, decides: true, colour: inhaler}
ends: {help: alarm}
activities: {what: Activity, before: Before it}
"""


def subject(text: str) -> Subject:
    context = Reading()
    found = read(text.encode(), Subject, context, "subject.yaml")
    assert found, context.problems
    return found


def changed(**files: str) -> Site:
    """The shipped site with other files; ``__`` stands for a slash."""
    data = {f"{name.replace('__', '/')}.yaml": text.encode() for name, text in files.items()}
    return replace(SITE, content=SITE.content.changed(data))


def shared(**fragments: list[object]) -> Site:
    """The shipped site with other shared fragments."""
    tree = yaml.safe_load((CONTENT / "common/en.yaml").read_text("utf-8"))
    tree["fragments"].update({name.replace("_", "-"): blocks for name, blocks in fragments.items()})
    return changed(common__en=yaml.safe_dump(tree, allow_unicode=True))


def made(site: Site, job: Job) -> Outcome:
    outcome = produce(site, site.clinic, job)
    assert outcome.entry, outcome.problems
    return outcome


# ------------------------------------------------------------------ families


def told(site: Site, slug: str, view: str = "brochure") -> Document:
    document, _, _ = Production(site, site.clinic, Job(slug, "en", "standard", "letter")).told(
        slug, view
    )
    return document


def talked(document: Document) -> list[Field]:
    panel = next(
        part
        for part in walk(document.parts)
        if isinstance(part, Panel) and part.title.startswith("What we")
    )
    (fields,) = panel.parts
    assert isinstance(fields, FillIn)
    return list(fields.fields)


OTHER = (
    (CONTENT / "subject.yaml")
    .read_text("utf-8")
    .replace("{label: Surgeon, size: half}", "{label: Who operates}")
)


def test_the_words_of_a_family_stand_in_its_handouts() -> None:
    site = changed(
        subject=OTHER.replace("About an operation", "Surgery").replace(
            "What will be done,", "I know"
        )
    )
    document = told(site, "discectomy")
    fields = talked(document)
    assert [field.label for field in fields] == [
        "Who operates",
        "Level of the spine",
        "Side",
        *WITH_WHOM,
    ]
    assert [field.width for field in fields] == ["full", "half", "full", "half", "half"]
    assert fields[2].options == ("Left", "Right", "Both")
    said = [
        one.label
        for part in walk(document.parts)
        if isinstance(part, FillIn)
        for one in part.fields
    ]
    assert "I know what may help, and what can go wrong" in said
    assert getattr(document.parts[0], "kind") == "Surgery"  # noqa: B009  (a cover has one)
    assert [field.label for field in talked(told(site, "back-health"))] == WITH_WHOM


WITH_WHOM = ["Talked through with", "Date"]


def test_on_a_paper_that_goes_from_hand_to_hand_fields_are_short_and_tell_whose_it_is() -> None:
    site = changed(subject=OTHER)
    fields = [field for field in talked(told(site, "discectomy", "sheet"))]
    assert [field.label for field in fields[:2]] == ["Name", "Date"]
    assert fields[-1].label == "Talked through with"
    assert {field.width for field in fields} == {"half"}
    plain = changed(subject=OTHER.replace("decides: true", "decides: false"))
    assert talked(told(plain, "discectomy", "sheet"))[-1].label == "Side"


def test_details_of_a_patient_go_by_the_fields_of_the_subject() -> None:
    assert subject(FAMILIES).fields == (
        *("notes", "talk.date", "talk.device", "talk.often"),
        "talk.patient",
        "talk.with",
    )


def test_families_may_share_a_colour_note() -> None:
    found = subject(FAMILIES)
    assert [found.accent(name) for name in found.families] == ["inhaler", "inhaler"]
    site = changed(
        subject=OTHER.replace(
            "    kind: About your condition", "    kind: A\n    colour: procedure"
        )
    )
    problems = produce(site, site.clinic, LEAFLET).problems
    assert [f"{one.where}: {one.message}" for one in problems] == [
        "assets/brand/brand.yaml:16:14: no family of handouts has the colour note 'condition'"
    ]


def test_a_colour_note_that_the_brand_lacks_is_told_where_it_is_asked_for() -> None:
    site = changed(
        subject=OTHER.replace(
            "    kind: About your condition", "    kind: A\n    colour: conditions"
        )
    )
    problems = {one.message: one for one in produce(site, site.clinic, LEAFLET).problems}
    lacking = problems["the brand has no colour note 'conditions'"]
    line = next(
        number
        for number, text in enumerate(OTHER.splitlines(), 1)
        if "kind: About your condition" in text
    )
    assert str(lacking.where) == f"content/subject.yaml:{line + 1}:13"
    assert lacking.hint == "did you mean 'condition'?"


def test_words_that_keep_a_place_in_the_clinics_own_trade_are_no_facts() -> None:
    clinic = (
        (CONTENT / "clinic.yaml")
        .read_text("utf-8")
        .replace('shower: ""', 'shower: "ask at the desk"')
    )
    assert "ask at the desk" in clinic
    assert made(changed(clinic=clinic), LEAFLET)
    words = OTHER.replace("[tbd by surgeon]", "[ask at the desk]")
    problems = produce(site := changed(clinic=clinic, subject=words), site.clinic, LEAFLET).problems
    assert [one.message for one in problems] == ["'ask at the desk' is no value of a fact"]


# ------------------------------------------------------------------ another language


def in_spanish(text: str) -> tuple[Subject | None, list[str]]:
    context = Reading()
    words = read(text.encode(), Called, context, "subject.es.yaml")
    assert words, context.problems
    return called(subject(FAMILIES), words, context), [
        f"{one.where} {one.message}" for one in context.problems
    ]


def test_a_language_has_its_own_words() -> None:
    found, problems = in_spanish(
        "families: {inhaler: {kind: Un inhalador, talk: {often: {label: Cada, options: "
        "[Diario, A veces]}}}}\n"
        "activities: {before: Antes}\nplaceholders: [por definir]\n"
    )
    assert not problems
    assert found
    family = found.families["inhaler"]
    assert (family.kind, family.teach_back) == ("Un inhalador", "How I will use it"), (
        "what it leaves out stays"
    )
    assert family.talk["often"].options == ("Diario", "A veces")
    assert family.talk["often"].size == "half"
    assert family.talk["device"].label == "Device"
    assert found.families["test"] == subject(FAMILIES).families["test"]
    assert list(found.activities.values()) == ["Activity", "Antes"]
    assert found.placeholders == ("por definir",)


def test_options_of_a_language_are_as_many() -> None:
    found, problems = in_spanish(
        "families: {inhaler: {talk: {often: {label: Cada, options: [Diario]}}}}\n"
    )
    assert found is None
    assert problems == ["subject.es.yaml:1:36 'often' has 2 options, here are 1"]


# ------------------------------------------------------------------ whatever the emergency text is
# made of


def panels(count: int) -> list[object]:
    one = {"role": "emergency", "title": "Sign 1", "blocks": ["Call us."]}
    more = (
        {"role": "note", "title": f"Sign {number}", "blocks": ["See us."]}
        for number in range(2, count + 1)
    )
    return [{"callout": panel} for panel in (one, *more)]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_leaflet_folds_whatever_its_signs_are_made_of(count: int, paper: str) -> None:
    site = shared(emergency=panels(count), more_help=["Ask us."])
    outcome = made(site, replace(LEAFLET, paper=paper))
    outer, inner = sides(outcome.data)
    assert outcome.entry
    assert outcome.entry.pages == 2
    places = {one.text.strip(): one.x0 / outer.width for one in outer.words}
    assert 1 / 3 < places[CONTACT] < 2 / 3, (
        "how to reach the clinic is on the back, whatever stands before it"
    )
    first = next(one.x0 / inner.width for one in inner.words if one.text.strip() == "Sign 1")
    assert 1 / 3 < first < 2 / 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_can_be_made_where_signs_are_gone(edition: str) -> None:
    """Here they are facts that a clinic has not got and that leave no line to write on."""
    site = shared(
        emergency=[{"clinic-facts": ["numbers"]}], other_formats=[{"clinic-facts": ["numbers"]}]
    )
    assert made(site, replace(LEAFLET, edition=edition)).data


def test_a_handout_may_have_signs_of_its_own() -> None:
    """In place of those of everyone and of its family, whose other handouts keep theirs."""
    common = yaml.safe_load((CONTENT / "common/en.yaml").read_text("utf-8"))
    common["fragments"]["signs-of-one"] = panels(1)
    files = {"common__en": yaml.safe_dump(common, allow_unicode=True)}
    for slug in ("back-health", "discectomy"):
        text = (CONTENT / f"handouts/{slug}/en.yaml").read_text("utf-8")
        files[f"handouts__{slug}__en"] = "help: signs-of-one\n" + text
    site, signs = changed(**files), {}
    for slug in ("back-health", "discectomy", "laminectomy"):
        parts = walk(told(site, slug, "sheet").parts)
        found = {one.title for one in parts if isinstance(one, Panel) and one.role == "emergency"}
        signs[slug] = found
    family = signs.pop("laminectomy")
    assert family and "Sign 1" not in family
    assert signs == {"back-health": {"Sign 1"}, "discectomy": {"Sign 1"}}


def test_no_fragment_is_needed_but_the_signs() -> None:
    text = OTHER.replace("  about: other-formats\n  slip: emergency-card\n", "")
    assert text != OTHER
    site = changed(subject=text)
    outer, inner = sides(made(site, LEAFLET).data)
    assert CONTACT in outer.said
    assert "Call us the same day" in " ".join(inner.said.split())
    slips = [
        sides(made(one, replace(LEAFLET, slug="first-visit", edition=SET)).data)[0]
        for one in (SITE, site)
    ]
    assert ["room or 911 now" in one.said for one in slips] == [True, False]


def test_a_leaflet_has_the_clinics_phone_once() -> None:
    """In its signs, or, where they have none, in the panel that tells how to reach the clinic."""
    for signs, count in ((None, 1), (panels(2), 1)):
        site = shared(emergency=signs) if signs else SITE
        document = told(site, "back-health", "leaflet")
        asked = [
            one.fact
            for part in walk(document.parts)
            if isinstance(part, FillIn)
            for one in part.fields
        ]
        assert asked.count("phone") == count
        assert asked.count("phone-after-hours") == count
