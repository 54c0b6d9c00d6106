"""The facts of a clinic: read of every kind, in another language, by person; none of their words is
lost on paper."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from handouts.clinic.clinic import read_facts
from handouts.clinic.jobs import Job
from handouts.content import locale as locales
from handouts.content.editions import EDITIONS
from handouts.content.facts import Declared, Facts, Known, clinic_schema
from handouts.content.locale import Locale, load_locale
from handouts.making.memo import Memo
from handouts.making.produce import Production, produce
from handouts.making.site import Clinic, load_clinic, load_site
from handouts.making.workshop import Workshop
from handouts.meaning.document import Document
from handouts.meaning.spans import shown
from handouts.outputs.text.lines import render
from handouts.project.wanted import meant_for
from handouts.source.problems import Problems, Refused
from handouts.source.reader import Reading, validated, web_address
from handouts.source.values import replace
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.rows import rows
from tests.support.tongues import locales_of
from tests.support.transcript import transcript

CLINICS = sorted((ROOT / "tests" / "clinics").glob("*.yaml"))
LONG = next(path for path in CLINICS if path.stem == "long")
SURGERY = ("laminectomy", "discectomy", "artificial-disc", "spinal-fusion")
HELP = {"help": "What staff is told."}
DECLARED = validated(
    Declared,
    {
        "facts": {
            "name": {"kind": "text", "label": "Clinic", **HELP},
            "phone": {
                "kind": "phone",
                "label": "Office phone",
                **HELP,
                "release": True,
                "contact": True,
            },
            "numbers": {
                "kind": "list",
                "of": "phone",
                "label": "Other number",
                **HELP,
                "optional": True,
            },
            "website": {"kind": "web", "label": "Website", **HELP, "code": True},
            "hospital": {"kind": "list", "of": "text", "label": "Hospital", **HELP},
            "fever": {"kind": "temperature", "label": "Fever", **HELP, "clinical": True},
            "team": {"kind": "list", "of": "person", "label": "Our team", **HELP},
        },
        "groups": {
            "procedures": {
                "of": ["knee", "hip"],
                "facts": {
                    "driving": {"kind": "text", "label": "Driving", **HELP, "clinical": True}
                },
            }
        },
    },
)


@pytest.fixture(scope="module")
def english() -> Locale:
    found = load_locale("en", Reading())
    assert found
    return found


def facts(locale: Locale, *files: str) -> Facts:
    """What files say, one after the other, without a problem."""
    context = Reading()
    named = {f"clinic{number or ''}.yaml": text.encode() for number, text in enumerate(files)}
    found = read_facts(named, DECLARED, locale, context)
    assert found, "\n".join(map(str, context.problems))
    return found


def told(known: Known, person: str = "") -> list[tuple[str, str]]:
    return [(value.text, value.note) for value in known.told(person)]


# ------------------------------------------------------------------ every kind


@rows(
    "written, text, note, target",
    [
        ("(555) 010-0100", "(555) 010-0100", "", "tel:5550100100"),
        ("555-0100", "555-0100", "", "tel:5550100"),
        ("555.010.0100, press 2", "555.010.0100", "press 2", "tel:5550100100"),
        ("555.010.0100 / 555.010.0101", "555.010.0100", "555.010.0101", "tel:5550100100"),
        (
            "(555) 010-0100 (answering service)",
            "(555) 010-0100",
            "answering service",
            "tel:5550100100",
        ),
        ("(555) 010-0100 - nurses (days)", "(555) 010-0100", "nurses (days)", "tel:5550100100"),
        ("(555) 010-0100 8 am to 5 pm", "(555) 010-0100", "8 am to 5 pm", "tel:5550100100"),
        ("555-0100 24 hours a day", "555-0100", "24 hours a day", "tel:5550100"),
        (
            "1 (555) 010-0100 x12, ask for Ann",
            "1 (555) 010-0100 x12",
            "ask for Ann",
            "tel:15550100100;ext=12",
        ),
        ("+1 555 010 0100 ext. 7", "+1 555 010 0100 ext. 7", "", "tel:+15550100100;ext=7"),
        ("+44 20 7946 0958, the ward", "+44 20 7946 0958", "the ward", "tel:+442079460958"),
        ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958", "", "tel:+442079460958"),
        ("0049 (0) 30 123456, ext. 7", "0049 (0) 30 123456, ext. 7", "", "tel:004930123456;ext=7"),
        ("(020) 7946 0958", "(020) 7946 0958", "", "tel:02079460958"),
        ("911 in an emergency", "911", "in an emergency", "tel:911"),
        ("\u0665\u0665\u0665-010-0100", "\u0665\u0665\u0665-010-0100", "", None),
        (
            "(555) 010-0100 x\u0660\u0661",
            "(555) 010-0100 x\u0660\u0661",
            "",
            "tel:5550100100;ext=01",
        ),
        ("555\u2011010\u20110100", "555\u2011010\u20110100", "", "tel:5550100100"),
        (
            "{number: 555-010-0100, note: ask for Ann}",
            "555-010-0100",
            "ask for Ann",
            "tel:5550100100",
        ),
        (
            "{number: '555-010-0100, press 2', note: ask for Ann}",
            "555-010-0100",
            "press 2, ask for Ann",
            None,
        ),
        ("{number: 555-010-0100, note: ''}", "555-010-0100", "", "tel:5550100100"),
    ],
)
def test_a_phone_leads_to_its_number_and_keeps_what_belongs_to_it(
    english: Locale, written: str, text: str, note: str, target: str | None
) -> None:
    value = written if written.startswith("{") else json.dumps(written)
    (phone,) = facts(english, f"name: A\nphone: {value}\n").known["phone"].values
    assert (phone.text, phone.note) == (text, note)
    assert phone.target == (target or "tel:5550100100")


@pytest.mark.parametrize(
    "written",
    [
        *(
            "call the office",
            "tel. 555-010-0100",
            "12",
            "1-800-FLOWERS",
            "1-800-555-FLOW",
            "(555) 010-0100TODO",
        ),
        *(
            "(555) 010-0100 555-010-0101 12345",
            "020 7946 0958 24 hours",
            "(555) 010-0100-2",
            "+",
            "()",
            "4-6 weeks",
        ),
    ],
)
def test_what_is_no_phone_number_never_becomes_one(english: Locale, written: str) -> None:
    """A link that dials something else is worse than none."""
    context = Reading()
    read_facts(
        {"clinic.yaml": f"name: A\nphone: {json.dumps(written)}\n".encode()},
        DECLARED,
        english,
        context,
    )
    found = context.problems
    if not found:  # what follows a whole number is a note
        (value,) = facts(english, f"name: A\nphone: {json.dumps(written)}\n").known["phone"].values
        assert (value.text, value.target) == ("(555) 010-0100", "tel:5550100100")
        assert written == "(555) 010-0100 555-010-0101 12345"
        return
    assert [str(one.where) for one in found] == ["clinic.yaml:2:8"]


def test_a_sign_behind_the_name_of_a_site_is_no_password(english: Locale) -> None:
    address = "https://example.org?ask=nurse@example.org"
    (value,) = facts(english, f"name: A\nwebsite: {address}\n").known["website"].values
    assert value.target == address


@pytest.mark.parametrize(
    ("fact", "hint"),
    [
        ("phone: 1-800-FLOWERS", "write it in digits"),
        ("phone: 1-800-MY-SPINE", "write it in digits"),
        ("phone: 1-800-My-Spine", "write it in digits"),
        ("phone: call the office", "begin with the number"),
        ("phone: 8 am to 5 pm", "begin with the number"),
        (f"website: https://www.example.org/?a={'b' * 90}", "take away what follows a ? or #"),
    ],
)
def test_what_to_do_is_told_of_this_very_value(english: Locale, fact: str, hint: str) -> None:
    context = Reading()
    read_facts({"clinic.yaml": f"name: A\n{fact}\n".encode()}, DECLARED, english, context)
    assert [one.hint.startswith(hint) for one in context.problems] == [True]


@pytest.mark.parametrize(
    ("written", "printed", "note"),
    [
        ("101 F", "101 F (38.3 C)", ""),
        ("38 C", "100.4 F (38 C)", ""),
        ("38,5 \u00b0C", "101.3 F (38.5 C)", ""),
        (
            "101.5F (38.6 C) or higher, taken by mouth",
            "101.5 F (38.6 C)",
            "or higher, taken by mouth",
        ),
        ("38 C / 100.4 F", "100.4 F (38 C)", ""),
        ("100.4 F, twice in one hour", "100.4 F (38.0 C)", "twice in one hour"),
        ("{value: 101 F, note: by mouth}", "101 F (38.3 C)", "by mouth"),
    ],
)
def test_both_units_are_printed_whichever_was_written(
    english: Locale, written: str, printed: str, note: str
) -> None:
    value = written if written.startswith("{") else json.dumps(written)
    (fever,) = facts(english, f"name: A\nfever: {value}\n").known["fever"].values
    plain = fever.text.replace("\N{NO-BREAK SPACE}\N{DEGREE SIGN}", " ")
    assert (plain, fever.note) == (printed, note)


@pytest.mark.parametrize(
    "written",
    [
        "212 F",
        "38 F",
        "101 C",
        "101 F (40 C)",
        "101 F or 38 C",
        "101",
        "hot",
        "101 F (102 F)",
        "TODO",
    ],
)
def test_what_is_no_fever_is_refused(english: Locale, written: str) -> None:
    context = Reading()
    text = f"name: A\nfever: {json.dumps(written)}\n"
    assert read_facts({"clinic.yaml": text.encode()}, DECLARED, english, context) is None
    assert [str(one.where) for one in context.problems] == ["clinic.yaml:2:8"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("101 F or higher", "or higher"),
        ("101.5 F (38.6 C) OR HIGHER, by mouth", "OR HIGHER"),
        ("38.5 C, on two readings, o m\u00e1s", "o m\u00e1s"),
        ("38.5 C \u4ee5\u4e0a\u65f6", "\u4ee5\u4e0a"),  # Han letters, with no spaces between words
        ("101 F, for higher ground", ""),
        ("101 F, o m\u00e1scara", ""),
    ],
)
def test_what_its_label_says_already_is_refused(english: Locale, written: str, found: str) -> None:
    """ "At least 101 or higher": in whichever language of the site a clinic has written it."""
    said = {"fever": ("Fiebre desde", "", ("o m\u00e1s", "\u4ee5\u4e0a"))}
    fever = replace(DECLARED.facts["fever"], said=("or higher",))
    declared = replace(DECLARED, facts={**DECLARED.facts, "fever": fever}).called(said)
    context = Reading()
    text = f"name: A\nfever: {json.dumps(written)}\n"
    read_facts({"clinic.yaml": text.encode()}, declared, english, context)
    told = [(str(one.where), one.message, one.hint) for one in context.problems]
    message = f"'{found}' would be said twice: 'Fiebre desde' stands before it"
    assert told == [("clinic.yaml:2:8", message, f"leave '{found}' out")] * bool(found)


def test_each_language_names_what_its_label_says_already() -> None:
    """Where the shipped facts do, so do their translations: one of them is refused, too."""
    known = yaml.safe_load((CONTENT / "facts.yaml").read_text("utf-8"))["facts"]
    named = {name: len(one["said"]) for name, one in known.items() if "said" in one}
    assert "fever" in named
    for path in sorted(CONTENT.glob("facts.*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))["facts"]
        assert {n: len(one["said"]) for n, one in told.items() if "said" in one} == named, path


def test_a_web_address_is_printed_short_and_leads_to_the_whole(english: Locale) -> None:
    (web,) = (
        facts(english, "name: A\nwebsite: https://www.clinic.example/find-us/\n")
        .known["website"]
        .values
    )
    assert (web.text, web.target) == (
        "clinic.example/find-us",
        "https://www.clinic.example/find-us/",
    )


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://clinic.example:99999/x", "the port '99999' of this web address is none"),
        ("https://clinic.example:80:80", "the port '80:80' of this web address is none"),
        ("https://clinic..example/", "'clinic..example' is no name of a web site"),
        ("https://clinic.example,room", "'clinic.example,room' is no name of a web site"),
        ("https://clinic.example/a\u201d", "marks such as '\u201d' mean nothing here"),
    ],
)
def test_a_web_address_that_leads_nowhere_is_refused(address: str, told: str) -> None:
    with pytest.raises(Refused, match=re.escape(told)):
        web_address(address)
    for sound in ("https://m\u00fcnchen.example:8080/a:b", "http://\u4f8b\u5b50.\u4e2d\u56fd?a"):
        assert web_address(sound) == sound


def test_a_list_has_as_many_values_as_it_has_entries(english: Locale) -> None:
    known = facts(
        english,
        """
name: A
hospital: [North, '', "St. Mary's"]
numbers: [{number: 555-0101, note: X-ray}, "555-0102, billing"]
team: [Ann Lee, {name: Bo Cole, role: nurse}]
""",
    ).known
    assert told(known["hospital"]) == [("North", ""), ("St. Mary's", "")]
    assert told(known["numbers"]) == [("555-0101", "X-ray"), ("555-0102", "billing")]
    assert told(known["team"]) == [("Ann Lee", ""), ("Bo Cole", "nurse")]
    assert told(facts(english, "name: A\nhospital: North\n").known["hospital"]) == [("North", "")]


def test_white_space_of_any_kind_is_one_space(english: Locale) -> None:
    found = facts(
        english, "name: >\n  The\n  Clinic\nhospital: \"North\u00a0 \\n Wing\"\nphone: ' '\n"
    )
    assert found.owner == "The Clinic"
    assert told(found.known["hospital"]) == [("North, Wing", "")]  # lines of an address
    assert not found.known["phone"].values


def test_what_is_empty_or_absent_is_not_filled_in(english: Locale) -> None:
    found = facts(
        english, 'name: A\nphone: ""\nhospital: []\nprocedures:\n  knee:\n    driving: ""\n'
    )
    assert {name for name, known in found.known.items() if known.values} == {"name"}
    assert [known.name for known in found.missing()] == ["phone"]
    assert set(found.known) == {name for name, _ in DECLARED.every()}
    assert str(found.known["phone"].at) == "clinic.yaml:2:8"  # where it is to be written


def test_facts_know_what_was_declared_of_them(english: Locale) -> None:
    known = facts(english, "name: A\n").known
    assert (known["phone"].release, known["phone"].contact, known["phone"].clinical) == (
        True,
        True,
        False,
    )
    assert (known["numbers"].many, known["numbers"].kind, known["numbers"].optional) == (
        True,
        "phone",
        True,
    )
    assert (known["website"].code, known["fever"].clinical, known["knee.driving"].label) == (
        True,
        True,
        "Driving",
    )


@pytest.mark.parametrize(
    ("name", "slug", "whole"),
    [
        ("phone", "knee", "phone"),
        ("driving", "knee", "knee.driving"),
        ("knee.driving", "back", "knee.driving"),
    ]
    + [("driving", "back", ""), ("nothing", "knee", ""), ("back.driving", "knee", "")],
)
def test_a_handout_calls_its_own_facts_by_their_short_names(
    name: str, slug: str, whole: str
) -> None:
    assert DECLARED.resolved(name, slug) == whole


# ------------------------------------------------------------------ rules by person

RULES = """
personal-rules:
  Dr. Lee: {procedures: {knee: {driving: after 2 weeks}}, fever: 102 F}
  Dr. Cole:
    procedures: {knee: {driving: after 3 weeks}, hip: {driving: ""}}
"""


@pytest.mark.parametrize("before", [True, False])
def test_rules_by_person_stand_beside_everybodys(english: Locale, before: bool) -> None:
    """Wherever in the file they are written."""
    shared = "name: A\nprocedures: {knee: {driving: after a week}}\nfever: 101 F\n"
    found = facts(english, RULES + shared if before else shared + RULES)
    driving = found.known["knee.driving"]
    assert [(one.text, one.person) for one in driving.values] == [
        ("after a week", ""),
        ("after 2 weeks", "Dr. Lee"),
        ("after 3 weeks", "Dr. Cole"),
    ]
    assert found.persons == ("Dr. Lee", "Dr. Cole")
    assert told(driving, "Dr. Lee") == [("after 2 weeks", "")]
    # no rule of their own
    assert told(found.known["fever"], "Dr. Cole") == told(found.known["fever"])[:1]
    assert not found.known["hip.driving"].values


def test_a_person_may_have_a_rule_that_the_clinic_has_not(english: Locale) -> None:
    driving = facts(english, "name: A\n" + RULES).known["knee.driving"]
    assert [one.person for one in driving.told()] == ["Dr. Lee", "Dr. Cole"]
    assert not driving.told("Dr. Ann")


# ------------------------------------------------------------------ other languages


def test_a_language_says_some_facts_anew_and_leaves_the_others(english: Locale) -> None:
    found = facts(
        english,
        (
            f"name: A\nphone: 555-0100\nhospital: North\nprocedures: {{knee: {{driving: after a "
            f"week}}}}\n{RULES}"
        ),
        (
            "hospital: Norte\nphone: ''\npersonal-rules: {Dr. Lee: {procedures: {knee: {driving: "
            "en 2 semanas}}}}\n"
        ),
    )
    assert found.owner == "A"
    assert told(found.known["hospital"]) == [("Norte", "")]
    assert told(found.known["phone"]) == [("555-0100", "")]  # an empty one says nothing
    assert [(one.text, one.person) for one in found.known["knee.driving"].values] == [
        ("after a week", ""),
        ("after 3 weeks", "Dr. Cole"),
        ("en 2 semanas", "Dr. Lee"),
    ]
    assert str(found.known["hospital"].at) == "clinic1.yaml:1:11"


def test_numbers_are_printed_as_the_language_writes_them(english: Locale) -> None:
    other = replace(english, decimal=",", temperature="{celsius} C ({fahrenheit} F)")
    (fever,) = facts(other, "name: A\nfever: 101.5 F\n").known["fever"].values
    assert fever.text == "38,6 C (101,5 F)"


LABELS = """
facts: {phone: {label: Tel\u00e9fono, help: El n\u00famero.}, hospital: {label: El hospital}}
groups: {procedures: {facts: {driving: {label: Manejar}}}}
"""


@pytest.fixture
def spanish(tmp_path: Path) -> Iterator[Path]:
    """The small site in a made-up language, for which the program has words."""
    shutil.copytree(locales.FOLDER, tmp_path / "locales")
    words = (
        (tmp_path / "locales/en.yaml").read_text("utf-8").replace("language: en-US", "language: es")
    )
    (tmp_path / "locales/es.yaml").write_text(words, "utf-8")
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests" / "site", site)
    for folder in ("fonts", "icons"):
        shutil.copytree(ASSETS / folder, site / "assets" / folder)
    for folder in ("common", "glossary", "handouts/sample"):
        shutil.copy(site / "content" / folder / "en.yaml", site / "content" / folder / "es.yaml")
    with locales_of(tmp_path / "locales"):
        yield site


def words_of(site: Path, language: str) -> str:
    """The words of the brochure of the small site."""
    found = load_site(site / "content", site / "assets")
    job = Job("sample", language, "standard", "letter")
    document, *_ = Production(found, found.clinic, job, Memo()).told("sample", "brochure")
    return render(document)


def test_labels_and_values_of_another_language_are_printed(spanish: Path) -> None:
    (spanish / "content/facts.es.yaml").write_text(LABELS, "utf-8")
    (spanish / "content/clinic.yaml").write_text("name: The clinic\nhospital: North\n", "utf-8")
    (spanish / "content/clinic.es.yaml").write_text("hospital: Norte\nfever: 38 C\n", "utf-8")
    told, other = words_of(spanish, "es"), words_of(spanish, "en")
    assert "El hospital: Norte" in told and "Tel\u00e9fono\n" in told and "Website\n" in told
    assert "Call us for a fever of: 100.4" in told
    assert "Hospital: North" in other and "Office phone\n" in other and "100.4" not in other


@pytest.mark.parametrize(
    ("file", "written", "problem"),
    [
        (
            "facts.es.yaml",
            "facts: {phone: Tel\u00e9fono}",
            "content/facts.es.yaml:1:16: error: expected fields",
        ),
        (
            "facts.es.yaml",
            "facts: {fone: {label: Tel}}",
            "content/facts.es.yaml:1:15: error: there is no fact 'fone'",
        ),
        (
            "facts.es.yaml",
            "groups: {procedures: {facts: {drivng: {label: M}}}}",
            "content/facts.es.yaml:1:39: error: there is no fact 'drivng'",
        ),
        (
            "facts.es.yaml",
            "groups: {tests: {facts: {}}}",
            "content/facts.es.yaml:1:17: error: there is no fact 'tests'",
        ),
        (
            "clinic.es.yaml",
            "fever: 212 F",
            "content/clinic.es.yaml:1:8: error: 212 F is no temperature of a body",
        ),
        ("clinic.es.yaml", "fone: 1", "content/clinic.es.yaml:1:1: error: there is no fact 'fone'"),
    ],
)
def test_mistakes_are_told_at_their_place_in_the_file_of_the_language(
    spanish: Path, file: str, written: str, problem: str
) -> None:
    (spanish / "content" / file).write_text(written, "utf-8")
    with pytest.raises(Problems) as caught:
        words_of(spanish, "es")
    assert [str(one).split("\n")[0] for one in caught.value.problems] == [problem]
    words_of(spanish, "en")  # which nobody has touched


# ------------------------------------------------------------------ files of clinics


def test_a_clinic_is_a_file_with_its_languages_and_signatures_beside_it(tmp_path: Path) -> None:
    for name in ("north.yaml", "north.es.yaml", "north.review.yaml", "northern.yaml", "other.yaml"):
        (tmp_path / name).write_text("name: A\n", "utf-8")
    found, stem = load_clinic(tmp_path / "north.yaml"), f"{tmp_path.name}/north"
    assert set(found.files) == {f"{stem}.yaml", f"{stem}.es.yaml", f"{stem}.review.yaml"}
    assert list(found.of("es")) == [f"{stem}.yaml", f"{stem}.es.yaml"]
    assert list(found.of("en")) == [f"{stem}.yaml"]
    assert found.review == (f"{stem}.review.yaml", b"name: A\n")


def test_a_folder_stands_for_the_clinic_in_it(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: A\n", "utf-8")
    assert load_clinic(tmp_path) == load_clinic(tmp_path / "clinic.yaml")
    with pytest.raises(Problems, match="there is no such file"):
        load_clinic(tmp_path / "clinics")


# ------------------------------------------------------------------ the schema for editors


@pytest.mark.parametrize("path", CLINICS, ids=lambda path: path.stem)
def test_an_editor_finds_nothing_wrong_with_a_clinic(path: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "clinic.json").read_text("utf-8"))
    assert not list(
        Draft202012Validator(schema).iter_errors(yaml.safe_load(path.read_text("utf-8")))
    )


@pytest.mark.parametrize(
    ("tree", "fine"),
    [
        (
            {"name": "A", "phone": {"number": "1", "note": "2"}, "numbers": ["1", {"number": "2"}]},
            True,
        ),
        (
            {
                "name": "A",
                "personal-rules": {"Dr. Lee": {"procedures": {"knee": {"driving": "soon"}}}},
            },
            True,
        ),
        ({"phone": "1"}, False),
        ({"name": "A", "fone": "1"}, False),
        ({"name": "A", "phone": ["1"]}, False),
        ({"name": "A", "phone": {"note": "1"}}, False),
        ({"name": "A", "procedures": {"back": {"driving": "soon"}}}, False),
        ({"name": "A", "team": [{"name": "B", "rank": "nurse"}]}, False),
        ({"name": "A", "hospital": ["B"] * 13}, False),
    ],
)
def test_an_editor_sees_what_the_program_would_refuse(tree: Mapping[str, Any], fine: bool) -> None:
    assert Draft202012Validator(clinic_schema(DECLARED)).is_valid(tree) is fine


# ------------------------------------------------------------------ on paper

PUNCTUATION = "\"'()[]{}.,;:!?\u2013-"
UNITS = {"f": "\N{DEGREE SIGN}f", "c": "\N{DEGREE SIGN}c"}


def words(text: str) -> list[str]:
    """The words of a text as they are compared: in small letters, without the signs around them."""
    bare = (word.strip(PUNCTUATION).lower() for word in text.split())
    return [UNITS.get(word, word) for word in bare if word]


def written(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a clinic's file, by the fields that lead to it."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from written(value, (*path, name))
    elif isinstance(tree, list):
        for value in tree:
            yield from written(value, path)
    else:
        page = f"{tree}/en/discectomy-web.html" if path == ("booklets",) else tree
        yield path, shown(page) if re.match("https?://", page) else page


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return load_clinic(LONG)


@pytest.fixture(scope="module")
def texts(clinic: Clinic) -> Mapping[tuple[str, str], str]:
    """Every view of every handout with the facts of the wordy clinic, as text."""
    site, memo, found = load_site(CONTENT, ASSETS), Memo(), {}
    for slug in site.slugs:
        for edition in EDITIONS.values():
            if (slug, edition.view) not in found and edition.view != "proof":
                if not meant_for(site, slug, "en", edition.name):
                    continue
                job = Job(slug, "en", edition.name, "letter")
                found[slug, edition.view] = render(
                    Production(site, clinic, job, memo).told(slug, edition.view)[0]
                )
    return found


def test_no_word_of_a_clinic_is_lost_on_paper(texts: Mapping[tuple[str, str], str]) -> None:
    """Every word of its file stands in the text of some view, and those of an operation in its own
    brochure."""
    everywhere = {word for text in texts.values() for word in words(text)}
    facts = list(written(yaml.safe_load(LONG.read_text("utf-8"))))
    assert sum(len(words(text)) for _, text in facts) > 400
    for path, text in facts:
        printed = words(texts[path[1], "brochure"]) if path[0] == "procedures" else everywhere
        assert [word for word in words(text) if word not in printed] == [], ".".join(path)


def test_a_fact_is_printed_in_one_piece(
    clinic: Clinic, texts: Mapping[tuple[str, str], str]
) -> None:
    """Each value, and its note beside it."""
    known, problems = Workshop(load_site(CONTENT, ASSETS)).facts(clinic, "en")
    assert known, problems
    whole = "\n".join(texts.values())
    filled = {path[0] for path, _ in written(yaml.safe_load(LONG.read_text("utf-8")))}
    for fact in known.known.values():
        assert bool(fact.values) is (fact.name.partition(".")[0] in {*filled, *SURGERY}), fact.name
        for value in fact.values:
            pattern = re.escape(value.text) + (rf",? {re.escape(value.note)}" if value.note else "")
            assert re.search(pattern, whole), f"{fact.name}: {value.text} {value.note}"


def test_what_is_printed_is_heard_and_leads_somewhere(clinic: Clinic) -> None:
    made = produce(
        load_site(CONTENT, ASSETS), clinic, Job("discectomy", "en", "standard", "letter")
    )
    assert not made.problems
    heard = transcript(made.data)
    assert {"tel:5550134477", "tel:5550134499"} <= set(re.findall(r"-> (tel:\d+)", heard.text))
    assert re.search(
        r"-> https://www\.norellehealth-saintcatherine\.example\.org/brain-and-spine\b", heard.text
    )
    spoken = set(words(" ".join(heard.words)))
    others = {*SURGERY} - {"discectomy"}
    for path, text in written(yaml.safe_load(LONG.read_text("utf-8"))):
        if not others & {*path}:
            assert [word for word in words(text) if word not in spoken] == [], ".".join(path)


def test_no_fact_is_open_in_any_view(texts: Mapping[tuple[str, str], str]) -> None:
    """A clinic that has filled in everything has nothing left to write on but what patients
    write."""
    own = re.compile(
        r"\(to fill in: (?:name and date of the reviewer"
        r"|My medicines \d, [^()]*|[A-Z][a-z]{2}, \w+ week)\)"  # and walks: what patients write
    )
    assert not [key for key, text in texts.items() if "(to fill in: " in own.sub("", text)]


def test_documents_know_where_their_facts_were_written(clinic: Clinic) -> None:
    site = load_site(CONTENT, ASSETS)
    document: Document = Production(
        site, clinic, Job("discectomy", "en", "standard", "letter")
    ).told("discectomy", "brochure")[0]
    line = LONG.read_text("utf-8").splitlines()[document.told["fever"].line - 1]
    assert line.startswith("fever: ")
    assert document.told["fever"].path == "clinics/long.yaml"
