"""Trust: what each rule of the family finds, what is near it and right, and rules that are switched
off."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml

from handouts.checks import Copy
from handouts.checks.copy import Finding
from handouts.checks.switches import Switches
from handouts.content.facts import Value
from handouts.content.inline import spans
from handouts.making import gate
from handouts.meaning.document import Cell, Paragraph, Part, Table
from handouts.meaning.spans import Given, Spans
from handouts.pictures.titled import titled
from handouts.signing.review import FactsSignOff, SignOff
from handouts.signing.states import FactsState, State
from handouts.source.problems import Problem, Where
from handouts.source.reader import Reading, read
from handouts.source.values import replace
from tests.support.brochures import ASSETS, CONTENT, copied
from tests.support.check_lists import rules
from tests.support.check_lists import told as described
from tests.support.opened import Opened
from tests.support.rows import rows

TODAY = date(2026, 11, 23)
RULES = rules()
FAMILY = [
    name
    for name, told in described().items()
    if told["family"] in ("trust", "subject") and name in RULES
]
SLUG = "discectomy"


@pytest.fixture(scope="module")
def shipped() -> Copy:
    copy, problems = Opened(CONTENT, ASSETS, None).copy(SLUG, "en", TODAY)
    assert copy is not None, "\n".join(map(str, problems))
    return copy


def marked(copy: Copy, text: str) -> Spans:
    """A text with the marks that authors write."""
    return spans(text, Reading(names={"term": copy.lower.glossary.forms()}))


def saying(copy: Copy, *parts: Part | str) -> Copy:
    """A copy that says only this; a text is a paragraph, with the marks that authors write."""
    lower = replace(copy.lower, fragments={})
    made = tuple(Paragraph(marked(copy, part)) if isinstance(part, str) else part for part in parts)
    return replace(copy, lower=lower, document=replace(copy.document, parts=made, references=()))


def found(copy: Copy, rule: str) -> list[str]:
    """What a rule says of a copy."""
    asked: Any = [copy] if RULES[rule].needs == "library" else copy
    return [one.problem.message for one in RULES[rule].find(asked)]


def test_a_fact_is_told_until_the_clinic_has_filled_it_in(tmp_path: Path) -> None:
    content = tmp_path / "content"
    copied(content)

    def empty() -> list[str]:
        copy, _ = Opened(content, ASSETS, None).copy(SLUG, "en", TODAY)
        assert copy is not None
        return [one.about for one in RULES["empty-fact"].find(copy)]

    before, clinic = empty(), content / "clinic.yaml"
    assert "fever" in before
    clinic.write_text(clinic.read_text("utf-8").replace('\nfever: ""', '\nfever: "101 F"'), "utf-8")
    assert empty() == [name for name in before if name != "fever"]


LOGO = b'<svg xmlns="http://www.w3.org/2000/svg">\n  <g><title>Part</title></g>%s</svg>\n'
LOGOS = {  # what a drawing of a logo has, and whether it is told of the clinic "St. Ann's Spine"
    b"": False,
    b"<title/>": False,
    b"<title>St. ANN'S spine</title>": False,
    b"<title>St. Ann's</title>": False,
    b"<title>The St. Ann's Spine Center</title>": False,
    b"<title>" + b"A long remark. " * 20 + b"</title>": False,
    b"<title>St. Jude's Spine</title>": True,
    b"<title>Norelle\n Health</title><title>St. Ann's</title>": True,
    b"<title>Norelle Health": True,  # the drawing is told as broken, too
}


@pytest.mark.parametrize("inside", LOGOS, ids=range(len(LOGOS)))
def test_a_logo_of_another_clinic_is_told_where_it_says_so(shipped: Copy, inside: bytes) -> None:
    known = {name: one for name, one in shipped.facts.known.items() if name == "name"}
    values = tuple(replace(one, text="St. Ann's Spine") for one in known["name"].values)
    facts = replace(shipped.facts, known={"name": replace(known["name"], values=values)})
    copy = replace(shipped, facts=facts, logo=titled(LOGO % inside, "logo.svg"))
    told = [one.problem for one in RULES["logo-of-another"].find(copy)]
    assert [(one.where.line, one.where.column) for one in told] == [(2, 29)] * LOGOS[inside]
    assert all("'St. Ann's Spine'" in one.message for one in told)


def test_the_shipped_logo_is_known_by_its_title(shipped: Copy) -> None:
    assert shipped.logo is not None
    assert (shipped.logo.words, shipped.facts.owner) == ("Norelle Health", "Norelle Health")
    assert not found(shipped, "logo-of-another")


def test_a_source_that_loses_its_year_is_counted_with_the_undated(
    shipped: Copy, tmp_path: Path
) -> None:
    (before,) = found(shipped, "undated-source")
    assert "S102" not in before
    content = tmp_path / "content"
    copied(content)
    path = content / "sources.yaml"
    text = path.read_text("utf-8")
    dated = '803,949 patients"\n  year: "2018"'
    assert text.count(dated) == 1
    path.write_text(text.replace(dated, dated.replace("2018", "")), "utf-8")
    copy, problems = Opened(content, ASSETS, None).copy(SLUG, "en", TODAY)
    assert copy is not None, "\n".join(map(str, problems))
    (after,) = found(copy, "undated-source")
    assert "S102" in after
    assert int(after.split()[0]) == int(before.split()[0]) + 1


# ------------------------------------------------------------------ words

WRONG = {
    "success-rate": (
        *(
            "Our success rate is high.",
            "95% success",
            "It is successful in 9 of 10 people.",
            "The chance of success",
        ),
        *(
            "Back surgery works for 95 of 100 people.",
            "Most back operations succeed.",
            "95 percent of the time",
        ),
        *(
            "We succeed in nearly every case.",
            "Fusion almost always succeeds.",
            "It hardly ever fails.",
        ),
    ),
    "guarantee": (
        *(
            "It is guaranteed.",
            "We promise you will walk.",
            "You will definitely walk.",
            "It is sure to help.",
        ),
        *(
            "Rest assured, you will walk.",
            "There is no doubt that it helps.",
            "It will work without fail.",
        ),
    ),
    "cure-or-safe": (
        *(
            "It cures sciatica.",
            "a permanent fix",
            "It is risk-free.",
            "It is 100% safe.",
            "There are no risks.",
        ),
        *(
            "This will take away all your pain.",
            "The shot always works.",
            "with pain relief and without any risk",
        ),
        *(
            "Nothing can go wrong.",
            "You will never have back pain again.",
            "Say goodbye to pain.",
            "as good as new",
        ),
    ),
    "insurance-promise": (
        *(
            "It is covered by insurance.",
            "Your plan covers it.",
            "It should be covered.",
            "Insurers must pay for it.",
        ),
        *("Medicare pays for it.", "Insurance covers the stay.", "Your insurer picks up the cost."),
        *(
            "The surgery is fully covered.",
            "You do not have to pay for it.",
            "Blue Cross covers it.",
        ),
        *("You will not get a bill.", "We accept all insurance.", "There are no hidden costs."),
    ),
    "no-surprises": (
        "There will be no surprises.",
        "No surprise bills here.",
        "You will never be surprised.",
    ),
    "advert": (
        "world-class care",
        "Our award-winning team",
        "the leading spine center",
        "A miracle",
        "You deserve it.",
    ),
    "unproven-claim": (
        "spinal verves",
        "Spin fusion",
        "two of more bones",
        "excellent results",
        "95 of 100 do well.",
    ),
    "stop-medicine": (
        *(
            "Stop your blood thinner 5 days before.",
            "Quit taking opioids after a week.",
            "Hold the warfarin.",
        ),
        *(
            "Do not take your insulin that day.",
            "You can skip your diabetes pills.",
            "Insulin may be stopped.",
        ),
        *(
            "Blood thinners are usually stopped.",
            "No insulin on the day.",
            "Stop Eliquis two days before.",
        ),
        *(
            "Stop taking all of your medicines.",
            "Ask us. Stop your steroid pills.",
            "Throw away your nerve pills.",
        ),
        *(
            "Wean yourself off gabapentin.",
            "From Friday on, no more Plavix.",
            "Your blood thinner is put on hold.",
        ),
        *(
            "Go without your insulin that day.",
            "Avoid your diabetes pills.",
            "Stop your blood pressure pills.",
        ),
        *("If you take warfarin, stop it five days before.", "Warfarin: stop 5 days before."),
    ),
    "neck-words": (
        *("a cervical collar", "weak arms", "neck pain", "trouble with your hands", "numb fingers"),
        *(
            "C5-C6",
            "Your wrist may tingle.",
            "You may drop cups.",
            "The nerve to your arm gets more room.",
        ),
    ),
    "blame": (
        *(
            "Non-compliant patients",
            "people who failed therapy",
            "You complain of pain.",
            "victims of back pain",
        ),
        *(
            "If you suffer from sciatica",
            "It is your own fault.",
            "wheelchair-bound people",
            "You refused to exercise.",
        ),
    ),
    "doctor-named": (
        "Ask nurse Kelly.",
        "Mr. Brown",
        "Ask Dr. Miller.",
        "Ann Lee, MD",
        "Doctor Brown",
        "Prof. Weiss",
        "Moustafa Mourad",
    ),
    "phone-number": (
        "Phone: 555 0100",
        "212-555-0100",
        "(212) 555-0100",
        "call 555-0100",
        "tel: 5550100",
        "Call 999",
        "+44 20 1234",
    ),
}
RIGHT = {
    "success-rate": (
        *(
            "About 80 of 100 were satisfied after 2 years.",
            "Surgery may not succeed.",
            "95 of 100 people",
        ),
        *(
            "Nearly everyone gets well without surgery.",
            "Almost everyone feels better after a hot shower.",
        ),
    ),
    "guarantee": (
        *(
            "There is no guarantee.",
            "We cannot guarantee it.",
            "No one can promise that.",
            "You will walk.",
        ),
        *(
            "Take it each day without fail.",
            "You can be sure that a nurse is near.",
            "You will surely have questions.",
        ),
    ),
    "cure-or-safe": (
        *(
            "It does not cure wear.",
            "About 30 of 100 were free of pain.",
            "No surgery is risk-free.",
            "Keep it safe.",
        ),
        *(
            "With no danger signs, wait.",
            "Nothing is completely safe.",
            "It may ease pain.",
            "Is it safe for me?",
        ),
        *(
            "It rarely means that your spine is damaged for good.",
            "Quit smoking for good.",
            "The scan is painless.",
        ),
        *("No one can promise that the pain will not come back.", "Most leaks do no harm."),
    ),
    "insurance-promise": (
        *("Ask what your insurance covers.", "Who knows if Medicare pays?"),
        *(
            "Ask your plan, in writing, what is covered.",
            "Ask if it is covered by your plan.",
            "Plans differ.",
        ),
        *(
            "It may not be covered by your plan.",
            "Insurance pays only for some of these. Ask yours.",
        ),
        *(
            "You will not get a bill until your plan has paid its part.",
            "You do not have to pay for an interpreter.",
        ),
    ),
    "no-surprises": (
        "Read about the No Surprises Act.",
        "Surprise bills can come.",
        "No, it is no trouble.",
    ),
    "advert": (
        *("The best proof is for walking.", "Ask who leads the team.", "Train your back."),
        *(
            "Ask our team about the best care for you.",
            "Get your life back on track in small steps.",
        ),
    ),
    "unproven-claim": (
        "Two or more bones",
        "Spinal nerves",
        "About 95 of 100 in both groups said so.",
    ),
    "stop-medicine": (
        *(
            "Never stop blood thinners on your own.",
            "Do not stop your insulin.",
            "Ask when to stop blood thinners.",
        ),
        *("Do not take your opioids with alcohol.", "Avoid cold medicines with ibuprofen."),
        *(
            "Opioids are hard to stop.",
            "Blood thinners, opioids, steroids: ask for a safe plan first.",
            "No opioids?",
        ),
        *("Stop smoking.", "Stop and call us for new pain.", "We tell you when to stop opioids."),
        *(
            "Do not stop taking steroids without asking.",
            "Stop opioids only if your doctor agrees.",
            "Keep your insulin.",
        ),
        *(
            "Come off opioids slowly, with the help of your doctor.",
            "Do not take steroid pills on an empty stomach.",
        ),
        *(
            "Opioids can stop your bowels from moving.",
            "Can I stop my insulin?",
            "Drop off old opioids at a pharmacy.",
        ),
        *(
            "Blood thinners may need to be stopped. Only your doctor can decide that.",
            "On warfarin? Ask us first.",
        ),
    ),
    "neck-words": (
        *(
            "Fever with stiff neck",
            "Then push up with your hands.",
            "Wash your hands.",
            "the handout",
            "harm",
        ),
        *("Clumsy hands, unsteady walking? Ask for a neck check.", "spine treatment by hand"),
        *(
            "Use your arms to push yourself up.",
            "A drip goes into the back of your hand.",
            "Keep your arms at your sides.",
        ),
        *(
            "You may squeeze a nurse's hand.",
            "The nerve is as thick as your thumb.",
            "Hold the rail with one hand.",
        ),
        *(
            "A person holds one knee with both hands.",
            "We put a cuff on your upper arm.",
            "Use hand sanitizer.",
        ),
    ),
    "blame": (
        *(
            "failed back syndrome",
            "It does not mean you failed.",
            "It is not your fault.",
            "when pills do not help",
        ),
        *("Your pain is not all in your head.", "The elderly man has a cane."),
    ),
    "doctor-named": (
        "Ask your doctor.",
        "The doctor Ann likes",
        "Doctors differ.",
        "an MRI",
        "Call your surgeon.",
    ),
    "phone-number": (
        "Call 911 now.",
        "weeks 4-6",
        "2020-2024",
        "578,457 operations",
        "L4-L5",
        "0 to 390",
        "Call us.",
    ),
}


@rows("rule, text", [(rule, text) for rule, texts in WRONG.items() for text in texts])
def test_wrong_words_are_found(rule: str, text: str, shipped: Copy) -> None:
    assert found(saying(shipped, text), rule)


@rows("rule, text", [(rule, text) for rule, texts in RIGHT.items() for text in texts])
def test_right_words_are_let_through(rule: str, text: str, shipped: Copy) -> None:
    assert not found(saying(shipped, text), rule)


def test_a_link_may_not_call_a_number_either(shipped: Copy) -> None:
    assert found(saying(shipped, "[Call us](tel:2125550100) now."), "phone-number")
    assert not found(saying(shipped, "[Call us](#contact) now, or [911](tel:911)."), "phone-number")


# ------------------------------------------------------------------ the examples of the rules


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], set[str]]:
    """The rules that find something in a handout whose only section has these blocks."""
    content = tmp_path_factory.mktemp("trust") / "content"
    copied(content)
    path = content / "handouts" / SLUG / "en.yaml"
    head = path.read_text("utf-8").partition("sections:")[0]

    def asked(blocks: str) -> set[str]:
        section = (
            "sections:\n  - id: what\n    heading: What is it?\n    "
            f"blocks:\n{indent(blocks, '      ')}"
        )
        path.write_text(f"{head}{section}\nquestions: [Why me?]\n", "utf-8")
        copy, problems = Opened(content, ASSETS, None).copy(SLUG, "en", TODAY)
        assert copy is not None, "\n".join(map(str, problems))
        return {rule for rule in FAMILY if RULES[rule].needs != "library" and found(copy, rule)}

    return asked


@rows("rule", [one for one in FAMILY if described()[one]["wrong"].startswith("- ")])
def test_examples_are_right(rule: str, check: Callable[[str], set[str]]) -> None:
    if rule != "red-flags":  # of a shared text
        assert rule in check(described()[rule]["wrong"])
    assert rule not in check(described()[rule]["right"])


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("About 20 of 100 did. [S65]", ""),
        ("About 20 of 100 did.[S65] Few died.", ""),
        ("About 20 of 100 did. Few died. [S65][S66]", ""),
        ("In one trial [S65] about 20 did.", "'20'"),
        ("It took 3 weeks [S65] and then 4.", "'4'"),
        ("Half of them, or about 1.3. [S65] It helps twice as fast.", "'twice'"),
        ("About 20 of 100 did.", "'20', '100'"),
        ("Call 911. It sits between L4 and S1.", ""),
        ("Persistent spinal pain syndrome type 2.", ""),
        ("A 3-week plan.", "'3'"),
        ("No number at all.", ""),
        ("Rate your pain from 0 (none) to 10 (the worst). We double check it, 24/7.", ""),
        ("The first of two bones. One or two people lift it.", ""),
        ("Most are well in six weeks.", "'six'"),
        ("A dozen had it, or sixty people.", "'A dozen', 'sixty'"),
    ],
)
def test_numbers_need_a_source(text: str, bare: str, shipped: Copy) -> None:
    told = found(saying(shipped, text), "number-without-source")
    assert bool(told) == bool(bare)
    assert all(bare in one for one in told)


def table(copy: Copy, *rows: Sequence[str], caption: str = "What helps") -> Table:
    cells = tuple(tuple(Cell((marked(copy, text),)) for text in row) for row in rows)
    return Table(caption, ("What", "How many"), cells)


def test_numbers_in_a_table_need_a_source_in_their_row_or_beside_it(shipped: Copy) -> None:
    bare, marked = ("Walking", "12 of 100"), ("Pills [S65]", "7 of 100")
    rule = "number-without-source"
    assert found(saying(shipped, table(shipped, bare, marked)), rule) == [
        "the numbers '12', '100' have no source"
    ]
    assert not found(saying(shipped, table(shipped, marked)), rule)
    assert not found(saying(shipped, table(shipped, bare), "All from one trial. [S65]"), rule)
    assert not found(saying(shipped, "All from one trial. [S65]", table(shipped, bare)), rule)
    assert found(saying(shipped, "All from one trial. [S65]", "Words.", table(shipped, bare)), rule)
    assert found(saying(shipped, table(shipped, ("A", "B"), caption="In 3 trials")), rule)
    assert not found(saying(shipped, table(shipped, marked, caption="In 3 trials")), rule)


OF_WORDS = ("number-without-source", "phone-number", "doctor-named")


def test_the_clinics_own_facts_need_no_source(shipped: Copy) -> None:
    """What an author may not write a clinic may tell."""
    texts = ("Fever of 101 F or more?", "Call 212-555-0100.", "Ask Ann Lee, MD.")
    told = tuple(Paragraph((Given(text, "fever"),)) for text in texts)
    assert [bool(found(saying(shipped, *texts), rule)) for rule in OF_WORDS] == [True] * 3
    assert [found(saying(shipped, *told), rule) for rule in OF_WORDS] == [[]] * 3


def test_a_clinic_that_has_told_its_facts_has_no_more_findings(
    shipped: Copy, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    copied(content)
    clinic = content / "clinic.yaml"
    text = clinic.read_text("utf-8")
    for old, new in (
        ('phone: ""', 'phone: "212-555-0100, press 2"'),
        ('fever: ""', 'fever: "101 F, taken twice"'),
        ("team: []", "team: [{name: 'Ann Lee, MD', role: Spine surgeon}]"),
        ('driving: ""', 'driving: "after 2 weeks"'),
    ):
        assert f"{old}\n" in text
        text = text.replace(f"{old}\n", f"{new}\n")
    clinic.write_text(text, "utf-8")
    copy, problems = Opened(content, ASSETS, None).copy(SLUG, "en", TODAY)
    assert copy is not None, problems
    given = {span.text for span in copy.parts if isinstance(span, Given)}
    assert {"212-555-0100", ", press 2", "Ann Lee, MD", "after 2 weeks"} <= given
    for rule in (*OF_WORDS, "number-in-heading", "invented-name"):
        assert found(copy, rule) == found(shipped, rule) == []


# ------------------------------------------------------------------ sources, dates, people


def test_a_source_is_old_after_ten_years(shipped: Copy) -> None:
    assert not [one for one in found(shipped, "old-source") if "S70" in one]  # of 2020
    assert not [
        one
        for one in found(replace(shipped, today=date(2030, 12, 31)), "old-source")
        if "S70" in one
    ]
    assert [
        one for one in found(replace(shipped, today=date(2031, 1, 1)), "old-source") if "S70" in one
    ]


def test_sources_without_a_year_are_named_until_they_have_one(tmp_path: Path) -> None:
    """Those that the handout lists, and no others."""
    content = tmp_path / "content"
    copied(content)
    sources = content / "sources.yaml"

    def told() -> list[str]:
        copy, _ = Opened(content, ASSETS, None).copy(SLUG, "en", TODAY)
        assert copy is not None
        return found(copy, "undated-source")

    dated = re.sub(
        r'^  year: ""$', '  year: "2020"', sources.read_text("utf-8"), flags=re.MULTILINE
    )
    sources.write_text(dated, "utf-8")
    assert told() == []
    text = dated
    for name in ("S65", "S66", "S50"):  # the last one is not cited here
        text = re.sub(rf'(?s)(\n{name}:\n.*?\n  year: )"[^"]*"', r'\1""', text, count=1)
    sources.write_text(text, "utf-8")
    assert told() == ["2 of its sources have no year: S65, S66"]


def test_only_what_nothing_cites_is_unused(shipped: Copy) -> None:
    told = found(shipped, "unused-source")
    # in the text, in a shared text
    assert not [one for one in told if re.search(r"\bS(70|147)\b", one)]
    assert [one for one in told if re.search(r"\bS137\b", one)]  # of another handout


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"issued": date(2026, 11, 25)}, "issued-later"),
        ({"issued": date(2026, 11, 24)}, ""),  # in the east it has begun
        ({"issued": TODAY}, ""),
        ({"review_by": date(2026, 11, 22)}, "review-overdue"),
        ({"review_by": TODAY}, ""),
        ({"review_by": date(2029, 11, 22)}, ""),
        ({"review_by": date(2029, 11, 23)}, "review-too-far"),
        ({"issued": date(2024, 2, 29), "review_by": date(2027, 2, 28)}, ""),
        ({"version": "2.10"}, ""),
        ({"version": "1.0.3"}, ""),
        ({"version": "v1"}, "version-format"),
        ({"version": "1"}, "version-format"),
    ],
)
def test_dates_and_versions(fields: dict[str, Any], rule: str, shipped: Copy) -> None:
    copy = replace(shipped, handout=replace(shipped.handout, **fields))
    rules = ("issued-later", "review-overdue", "review-too-far", "version-format")
    assert [one for one in rules if found(copy, one)] == ([rule] if rule else [])


def signed(copy: Copy, name: str, role: str = "surgeon") -> Copy:
    """A copy whose text somebody has signed."""
    one = SignOff(name=name, role=role, day=TODAY, text=copy.state.version, sections={})
    return replace(copy, state=State(copy.state.sections, signed=(one,)))


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Ann Lee", []),
        ("TBD", ["invented-name"]),
        ("Moustafa Mourad", ["invented-name"]),
        ("", ["not-reviewed"]),
    ],
)
def test_reviewers(name: str, rules: list[str], shipped: Copy) -> None:
    copy = signed(shipped, name) if name else shipped
    assert [one for one in ("invented-name", "not-reviewed") if found(copy, one)] == rules


@rows(
    "name, invented",
    [
        *(
            (name, True)
            for name in (
                "John Doe",
                "Jane Doe, MD",
                "Dr. Smith",
                "Test",
                "Lorem ipsum",
                "Foo Bar",
                "TBD",
            )
        ),
        *(
            (name, True)
            for name in (
                "N/A",
                "Your name here",
                "Sample Surgeon",
                "xxx",
                "???",
                "A. N. Other",
                "Reviewer",
            )
        ),
        *(
            (name, True)
            for name in (
                "[Name]",
                "Insert name",
                "Firstname Lastname",
                "Surgeon 1",
                "To be named",
                "Dr. John Q. Sample",
            )
        ),
        *(
            (name, False)
            for name in (
                "Joan Smith",
                "Dr. Smithers",
                "John Doering",
                "Norelle Health",
                "Tess Ting, RN",
            )
        ),
    ],
)
def test_invented_names(name: str, invented: bool, shipped: Copy) -> None:
    assert bool(found(signed(shipped, name), "invented-name")) is invented


def test_a_clinic_invents_no_names_either(shipped: Copy) -> None:
    """Neither of its people, nor its own where it is an author, nor of who signed its facts: each
    at its place."""
    at = Where("content/clinic.yaml", 5, 3)
    for fact, value in (("team", "Jane Doe, MD"), ("name", "Your name here")):
        known = replace(shipped.facts.known[fact], values=(Value(value, at=at),))
        facts = replace(shipped.facts, known={**shipped.facts.known, fact: known})
        assert places(replace(shipped, facts=facts)) == [
            (str(at), f"'{value}' is no name of a person")
        ]
    at = Where("content/clinic.review.yaml", 2, 5)
    one = FactsSignOff(name="John Smith", role="MD", day=TODAY, text="0" * 12, facts={}, at=at)
    state = FactsState(
        {"fever": "0" * 8, "shower": "1" * 8}, {"fever": (one,), "shower": (one,)}, {}
    )
    assert places(replace(shipped, signed=state)) == [
        (str(at), "'John Smith' is no name of a person")
    ]


def places(copy: Copy) -> list[tuple[str, str]]:
    """Where invented names are found, and what is said of them."""
    told = (one.problem for one in RULES["invented-name"].find(copy))
    return [(str(problem.where), problem.message) for problem in told]


# ------------------------------------------------------------------ switches


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("switches") / "content"
    copied(content)
    return content


def switched(content: Path, off: str, *, library: bool = False) -> list[str]:
    """What is said of the file of switches, and of sources."""
    (content / "checks.yaml").write_text(off, "utf-8")
    opened = Opened(content, ASSETS, None)
    slugs = opened.site.slugs if library else (SLUG,)
    told = gate.check(
        opened.bench, [(slug, "en") for slug in slugs], TODAY, pages=False, library=library
    ).told
    return [
        str(one)
        for one in told
        if one.where.path == "content/checks.yaml" or one.rule == "old-source"
    ]


REASON = "reason: Said at such length that it is one."


@pytest.mark.parametrize(
    ("switch", "place", "told"),
    [
        (f"rule: old-sauce, {REASON}", "2:12", "there is no rule 'old-sauce'"),
        ("rule: old-source, reason: because", "2:32", "this reason says too little"),
        (
            f"rule: old-source, for: S404, {REASON}",
            "2:29",
            "there is no handout and no source 'S404'",
        ),
        (
            f"rule: old-source, for: [S65, {SLUG}s], {REASON}",
            "2:29",
            f"there is no handout and no source '{SLUG}s'",
        ),
        (
            f"rule: old-source, language: zz, {REASON}",
            "2:34",
            "the program has no words for the language 'zz'",
        ),
        ("rule: old-source", "2:5", "reason"),
        (f"rule: old-source, who: me, {REASON}", "2:24", "who"),
    ],
)
def test_wrong_switches_are_reported_at_their_place(
    switch: str, place: str, told: str, site: Path
) -> None:
    lines = [
        one
        for one in switched(site, f"off:\n  - {{{switch}}}\n")
        if one.startswith("content/checks.yaml")
    ]
    assert len(lines) == 1
    assert re.match(
        rf"content/checks\.yaml:{place}: error: .*{re.escape(told)}", lines[0], re.DOTALL
    ), lines[0]


def test_a_switch_lets_through_all_or_what_it_names(site: Path) -> None:
    every = switched(site, "off: []\n")
    assert len(every) >= 3
    assert not switched(site, f"off:\n  - {{rule: old-source, {REASON}}}\n")
    some = switched(site, f"off:\n  - {{rule: old-source, for: [S65, S66], {REASON}}}\n")
    assert len(some) == len(every) - 2
    one = switched(site, f"off:\n  - {{rule: old-source, for: S65, {REASON}}}\n")
    assert len(one) == len(every) - 1


def test_a_switch_may_be_for_one_language() -> None:
    """Pages of a translation are its own."""
    told = f"off:\n  - {{rule: few-pictures, language: es, {REASON}}}\n"
    switches = read(told.encode(), Switches, Reading(), "checks.yaml")
    assert switches
    problem = Problem(Where("some.yaml"), "no picture", rule="few-pictures")
    found = tuple(Finding(problem, language=language) for language in ("en", "es"))
    assert switches.kept(found, whole=False) == (found[:1], found[1:])
    idle = [
        switches.kept(found[:1], whole=True, pages=True, languages=languages)[0][1:]
        for languages in (("en",), ("en", "es"))
    ]
    assert [len(one) for one in idle] == [0, 1]


def test_an_idle_switch_is_told_when_all_was_looked_at(site: Path) -> None:
    off = (
        f"off:\n  - {{rule: advert, {REASON}}}\n  - {{rule: old-source, for: [S65, S70], "
        f"{REASON}}}\n"
    )
    idle = [one for one in switched(site, off, library=True) if "[idle-switch]" in one]
    assert [one.partition("\n")[0] for one in idle] == [
        (
            "content/checks.yaml:2:5: warning: the rule 'advert' finds nothing that this switch "
            "lets through [idle-switch]"
        ),
        "content/checks.yaml:3:5: warning: the rule 'old-source' finds nothing for 'S70' that "
        "this switch lets through "
        "[idle-switch]",
    ]
    assert not [one for one in switched(site, off) if "[idle-switch]" in one]


def test_shipped_switches_have_a_reason_for_each_source() -> None:
    # "off" is no "false"
    tree = yaml.load((CONTENT / "checks.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert all(len(switch["reason"].split()) >= 10 for switch in tree["off"])
