"""What a signature holds for and what it is worth, each input changed alone, at its limit and one
beyond. ``test_review`` does the same with files, as people sign them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from handouts.content.facts import Declared, Facts, Known, Value
from handouts.content.locale import Locale, load_locale
from handouts.content.subject import Closing
from handouts.signing import versions as signing_versions
from handouts.signing.review import FactsSignOff, SignOff
from handouts.signing.standing import Standing
from handouts.signing.states import FactsState, State, facts_state, faults, state
from handouts.signing.versions import Written, facts_versions, version, versions
from handouts.source.parsing import parse
from handouts.source.reader import Reading, validated
from handouts.source.tree import Map, fields
from handouts.source.values import replace
from tests.support.rows import rows

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)

# ------------------------------------------------------------------ what a signature holds for

HANDOUT = """\
id: back
version: "1.0"
issued: 2026-11-22
review-by: 2028-11-22
authors: [Ann]
group: condition
title: A title
subtitle: Below it
purpose: What it is for
audience: For whom
message: The message
facts: [One fact]
cover: {figure: front, alt: A back}
questions: [What now?]
sheet: [first]
card: {fragment: card}
sections:
  - id: first
    title: First
    blocks:
      - text: A {disc} bulges. [S1]
      - figure: {name: picture, alt: A disc}
  - id: second
    title: Second
    blocks:
      - include: shared
      - glossary: [nerve]
"""
FRAGMENTS = """\
shared: [{text: Shared words}]
emergency: [{text: Call 911}]
more: [{text: More help}]
back: [{text: Keep this}]
formats: [{text: Large print}]
slip: [{text: On the slip}]
card: [{text: On the card}]
pages: [{text: My pages}]
unused: [{text: Nobody}]
"""
GLOSSARY = """\
disc: {definition: A cushion, also: [discs]}
nerve: {definition: A cable}
unused: {definition: Nothing}
"""
SOURCES = """\
S1: {title: A trial}
S2: {title: Another}
"""
PIECES = {"front": (b"<svg/>", b"\x00raw"), "picture": (b"<svg>1</svg>",)}
ENDS = Closing("emergency", "more", "back", "formats", "slip", "pages")


def tree(text: str) -> Map:
    found, problems = parse(text.encode(), "a.yaml")
    assert not problems
    return fields(found)


def written(
    handout: str = HANDOUT,
    fragments: str = FRAGMENTS,
    glossary: str = GLOSSARY,
    sources: str = SOURCES,
) -> Written:
    forms = {"disc": "disc", "discs": "disc", "nerve": "nerve"}
    drawn = dict(PIECES)
    return Written(
        tree(handout),
        tree(fragments),
        tree(glossary),
        forms,
        tree(sources),
        lambda name: drawn.get(name, ()),
        ENDS,
    )


def changed(now: Written) -> set[str]:
    """The sections that a change has touched: all others are as they were."""
    before, after = versions(written()), versions(now)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_a_section_that_stands_as_it_did_is_not_hashed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It keeps its hash; one with other words, or in another order, has its own."""
    known = dict[str, str]()
    assert versions(written(), known) == versions(written())
    now = written(HANDOUT.replace("A {disc} bulges", "A {disc} moves").replace("second", "next"))
    alone, hashed = versions(now), list[object]()
    canonical = signing_versions._canonical

    def watched(value: object, leaning: Written) -> tuple[str, set[str]]:
        hashed.append(value)
        return canonical(value, leaning)

    monkeypatch.setattr(signing_versions, "_canonical", watched)
    assert versions(now, known) == alone
    told = {fields(one)["id"] for one in hashed if isinstance(one, Map)}
    assert told == {"first", "next"}
    hashed.clear()
    assert versions(now, known) == alone
    assert not [one for one in hashed if isinstance(one, Map)]


def test_a_text_that_was_signed_years_ago_has_the_same_hash_today() -> None:
    """Whoever changes how hashes are made takes away the word of everybody who has signed."""
    assert versions(written()) == {
        "cover": "182dacca",
        "glance": "4ba487b1",
        "first": "6127b0b1",
        "second": "2c746491",
        "talk": "66a82dd1",
        "help": "09a62de8",
        "about": "785a841b",
        "mine": "e77d5bc9",
        "editions": "7eb32562",
    }
    assert version({"a": "00000000"}) == "2bd1c5f9c3f1"


def test_who_names_other_signs_has_only_the_signs_read_again() -> None:
    named = written(handout=f"{HANDOUT}help: more\n")
    assert changed(named) == set()  # what it leads to counts, not its name
    assert changed(replace(named, ends=ENDS._replace(help="card"))) == {"help"}


WORDS: dict[str, tuple[str, str, set[str]]] = {
    "title": ("A title", "B title", {"cover"}),
    "subtitle": ("Below it", "Under it", {"cover"}),
    "purpose": ("What it is for", "Its end", {"cover"}),
    "audience": ("For whom", "For all", {"cover"}),
    "group": ("group: condition", "group: procedure", {"cover"}),
    "the cover's figure": ("figure: front", "figure: picture", {"cover"}),
    "the cover's words": ("alt: A back", "alt: A spine", {"cover"}),
    "message": ("The message", "A message", {"glance"}),
    "fact": ("One fact", "Two facts", {"glance"}),
    "question": ("What now?", "And now?", {"talk"}),
    "a section's title": ("title: First", "title: Last", {"first"}),
    "a section's name": ("id: first", "id: last", {"first", "last"}),
    "a word": ("bulges", "leaks", {"first"}),
    "a letter": ("bulges", "Bulges", {"first"}),
    "a term": ("{disc}", "{nerve}", {"first"}),
    "another form of a term": ("{disc}", "{discs}", {"first"}),
    "a source": ("[S1]", "[S2]", {"first"}),
    "a picture": ("name: picture", "name: front", {"first"}),
    "an include": ("include: shared", "include: unused", {"second"}),
    "a list of terms": ("glossary: [nerve]", "glossary: [disc]", {"second"}),
    "the sheet": ("sheet: [first]", "sheet: [second]", {"editions"}),
    "the card": ("fragment: card", "fragment: slip", {"editions"}),
    "its name": ("id: back", "id: neck", set()),
    "its version": ('"1.0"', '"1.1"', set()),
    "its day": ("issued: 2026", "issued: 2025", set()),
    "its review": ("review-by: 2028", "review-by: 2029", set()),
    "its author": ("[Ann]", "[Bo]", set()),
    "white space": ("A title", "A   title", set()),
}


@rows("what", WORDS)
def test_a_word_of_a_handout_is_signed_with_its_section(what: str) -> None:
    old, new, sections = WORDS[what]
    assert HANDOUT.count(old) == 1
    assert changed(written(HANDOUT.replace(old, new))) == sections


FRAGMENT_OF = {
    "Shared words": {"second"},
    "Call 911": {"help"},
    "More help": {"help"},
    "Keep this": {"help"},
    "On the slip": {"help"},
    "Large print": {"about"},
    "My pages": {"mine"},
    "On the card": {"editions"},
    "Nobody": set(),
}


@pytest.mark.parametrize("words", FRAGMENT_OF)
def test_a_shared_text_is_signed_where_it_stands(words: str) -> None:
    assert changed(written(fragments=FRAGMENTS.replace(words, "Other"))) == FRAGMENT_OF[words]


def test_a_definition_and_a_source_are_signed_where_they_are_used() -> None:
    assert changed(written(glossary=GLOSSARY.replace("A cushion", "A pad"))) == {"first"}
    assert changed(written(glossary=GLOSSARY.replace("A cable", "A wire"))) == {"second"}
    assert changed(written(glossary=GLOSSARY.replace("Nothing", "None"))) == set()
    assert changed(written(glossary=GLOSSARY.replace("[discs]", "[discs, disk]"))) == set()
    assert changed(written(sources=SOURCES.replace("A trial", "A study"))) == {"first"}
    assert changed(written(sources=SOURCES.replace("Another", "Other"))) == set()


def test_what_is_said_for_an_abbreviation_is_signed_where_it_stands() -> None:
    """What nobody sees on paper, and a screen reader says."""
    text = FRAGMENTS.replace("Shared words", "An MRI, no DMRIS")
    before = replace(written(fragments=text), heard=(("MRI", "magnetic images"), ("DMRIS", "x")))
    after = replace(before, heard=(("MRI", "magnetic resonance imaging"), ("PET", "a scan")))
    told = {name for name, digits in versions(after).items() if digits != versions(before)[name]}
    assert told == {"second"}
    assert changed(replace(written(), heard=(("PET", "a scan"),))) == set()


@pytest.mark.parametrize(
    ("name", "pieces", "sections"),
    [
        ("picture", (b"<svg>2</svg>",), {"first"}),
        ("picture", (), {"first"}),
        ("picture", (b"<svg>1</svg>", b""), {"first"}),
        ("front", (b"<svg/>", b"\x00row"), {"cover"}),
        ("front", (b"\x00raw", b"<svg/>"), {"cover"}),
        ("other", (b"<svg/>",), set()),
    ],
)
def test_a_picture_and_its_pieces_are_signed_where_they_are_shown(
    name: str, pieces: tuple[bytes, ...], sections: set[str]
) -> None:
    drawn = {**PIECES, name: pieces}
    assert changed(replace(written(), drawn=lambda one: drawn.get(one, ()))) == sections


@pytest.mark.parametrize(
    ("piece", "same", "other"),
    [
        (b"a\nb", (b"a\r\nb", b"a\rb"), (b"a b", b"a\n\nb", b"ab")),
        (b"\x00\rb", (), (b"\x00\nb",)),  # a photograph
        (b"\x00\nb", (b"\x00\r\nb",), (b"\x00\rb",)),
    ],
)
def test_how_the_lines_of_a_drawing_end_is_not_signed(
    piece: bytes, same: tuple[bytes, ...], other: tuple[bytes, ...]
) -> None:
    def signed(data: bytes) -> dict[str, str]:
        return versions(replace(written(), drawn=lambda _: (data,)))

    assert [signed(one) == signed(piece) for one in same] == [True] * len(same)
    assert [signed(one) == signed(piece) for one in other] == [False] * len(other)


def test_a_family_without_pages_of_its_own_has_no_section_for_them() -> None:
    assert "mine" in versions(written())
    assert "mine" not in versions(replace(written(), ends=ENDS._replace(own="")))


# ------------------------------------------------------------------ facts


FEVER = Known("fever", "temperature", "Fever", (Value("101 F", "by mouth"),), clinical=True)


def facts(*known: Known) -> Facts:
    return Facts({one.name: one for one in known}, Declared(facts={}))


@pytest.mark.parametrize(
    "other",
    [
        replace(FEVER, label="Heat"),
        replace(FEVER, values=(Value("102 F", "by mouth"),)),
        replace(FEVER, values=(Value("101 F", "by ear"),)),
        replace(FEVER, values=(Value("101 F", "by mouth", person="Dr. Lee"),)),
        replace(FEVER, values=(*FEVER.values, Value("102 F"))),
    ],
)
def test_each_part_of_a_fact_is_signed(other: Known) -> None:
    assert facts_versions(facts(other)) != facts_versions(facts(FEVER))


def test_only_clinical_facts_that_are_filled_in_are_signed() -> None:
    assert facts_versions(facts(FEVER)) == {"fever": "c104fcad"}
    assert facts_versions(facts(replace(FEVER, values=()))) == {}
    assert facts_versions(facts(replace(FEVER, clinical=False))) == {}
    target = replace(FEVER, values=(Value("101 F", "by mouth", "tel:1"),))
    assert facts_versions(facts(target)) == facts_versions(facts(FEVER))


# ------------------------------------------------------------------ what it is worth


SECTIONS = {name: f"{number:08}" for number, name in enumerate("abcdef")}


def sign_off(name: str = "Ada Byron", day: date = TODAY, **changes: object) -> SignOff:
    made = {"sections": SECTIONS, "version": version(SECTIONS), "answers": {}, **changes}
    return validated(SignOff, {"name": name, "role": "surgeon", "date": day, **made})


def worth(*given: SignOff, sections: dict[str, str] = SECTIONS, issued: date = TODAY) -> State:
    return state(sections, given, issued, TODAY)


@pytest.mark.parametrize(
    ("day", "issued", "told"),
    [
        (TODAY, TODAY, []),
        (TODAY + DAY, TODAY, []),  # in the east it has begun
        (TODAY + 2 * DAY, TODAY, ["this sign-off is dated on a day to come"]),
        (TODAY - DAY, TODAY, ["this sign-off is dated before the day of issue"]),
        (TODAY - DAY, TODAY - DAY, []),
    ],
)
def test_a_day_is_from_the_issue_to_today(day: date, issued: date, told: list[str]) -> None:
    one = sign_off(day=day)
    assert [message for message, _ in faults(one, issued, TODAY)] == told
    now = worth(one, issued=issued)
    assert (now.signed, now.unsound) == (((), (one,)) if told else ((one,), ()))
    assert now.void == ()


def test_an_open_question_keeps_a_signature_from_counting() -> None:
    one = sign_off(answers={"a": "yes", "b": "", "c": ""})
    assert list(faults(one, TODAY, TODAY)) == [
        ("this sign-off leaves questions open: b, c", "answer each with yes or no")
    ]
    assert worth(one).signed == ()
    assert worth(sign_off(answers={"a": "yes", "b": "no: too small"})).signed


@pytest.mark.parametrize("name", SECTIONS)
def test_each_section_that_is_another_one_makes_a_signature_void(name: str) -> None:
    one = sign_off()
    now = worth(one, sections={**SECTIONS, name: "ffffffff"})
    assert (now.signed, now.void, now.unsound) == ((), (one,), ())
    assert now.changed(one) == (
        f"the sign-off of Ada Byron is for another text: changed since are '{name}'"
    )


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (4, "'a', 'b', 'c', 'd'"),
        (5, "'a', 'b', 'c', 'd' and 1 more"),
        (6, "'a', 'b', 'c', 'd' and 2 more"),
    ],
)
def test_four_sections_are_named_and_the_rest_is_counted(count: int, listed: str) -> None:
    now = {**SECTIONS, **dict.fromkeys(list(SECTIONS)[:count], "ffffffff")}
    assert worth(sections=now).changed(sign_off()).endswith(f": changed since are {listed}")


def test_another_order_is_another_text() -> None:
    turned = dict(reversed(SECTIONS.items()))
    now = worth(sign_off(), sections=turned)
    assert now.signed == ()
    assert now.changed(sign_off()).endswith("another text: the sections stood in another order")


def test_an_older_signature_of_who_has_signed_anew_is_history() -> None:
    old = {**SECTIONS, "a": "ffffffff"}
    older = [sign_off(name, sections=old, version=version(old)) for name in ("Ada", "Bo")]
    now = worth(sign_off("ADA "), *older)
    assert [one.name for one in now.void] == ["Ada", "Bo"]
    assert [one.name for one in now.outdated] == ["Bo"]


def test_reviewers_are_named_once_and_their_last_answer_counts() -> None:
    answers = ({"a": "no", "b": "yes"}, {"a": "yes"}, {"a": "no: too small"})
    signed = [sign_off(answers=one) for one in answers]
    now = worth(*signed, sign_off(" Bo "))
    assert now.reviewers == ("Ada Byron (surgeon)", "Bo (surgeon)")
    assert now.answers == {"a": "no: too small", "b": "yes"}


@pytest.mark.parametrize(
    "again", ["Zo\u00eb Lee", "Zoe\u0308 Lee", " zo\u00eb  lee", "Zo\u00eb\u00a0Lee"]
)
def test_who_signs_again_is_no_second_reviewer(again: str) -> None:
    """However the name is typed; the last day counts, wherever it stands in the file."""
    early, last = TODAY - DAY, sign_off(again)
    given = (sign_off("Zo\u00eb Lee", early), sign_off("Bo"), last, sign_off("Zo\u00eb Lee", early))
    assert worth(*given, issued=early).signers == (last, given[1])


@pytest.mark.parametrize("change", [{"name": " "}, {"role": " "}, {"day": None}])
def test_without_name_role_and_day_nobody_has_signed(change: dict[str, Any]) -> None:
    one = replace(sign_off(), **change)
    assert not one.signed
    assert worth(one) == State(SECTIONS)


def signed_facts(digits: dict[str, str], day: date = TODAY) -> FactsSignOff:
    told = {"facts": digits, "version": version(digits)}
    return validated(FactsSignOff, {"name": "Ida", "role": "nurse", "date": day, **told})


def test_a_fact_is_signed_by_its_own_value_until_today() -> None:
    now = facts_versions(facts(FEVER, replace(FEVER, name="life")))
    good, other = signed_facts(now), signed_facts({**now, "life": "ffffffff"})
    late = signed_facts(now, TODAY + 2 * DAY)
    known = facts(FEVER, replace(FEVER, name="life"), replace(FEVER, name="new"))
    found = facts_state(known, (good, other, late), TODAY)
    assert found.signed == {"fever": (good, other), "life": (good,), "new": ()}
    assert found.void == {"fever": (), "life": (other,), "new": ()}
    assert found.unsound == (late,)
    assert found.unsigned(iter(["fever", "new", "phone"])) == ("new",)


def test_why_a_fact_is_not_signed() -> None:
    old = signed_facts({"fever": "ffffffff"})
    found = FactsState({"fever": "00000000"}, {}, {"fever": (old, old)})
    assert found.why("fever") == "the clinical fact 'fever' was changed since Ida signed it"
    assert found.why("life") == "nobody has signed the clinical fact 'life'"


# ------------------------------------------------------------------ what is said of it


@pytest.fixture(scope="module")
def english() -> Locale:
    found = load_locale("en", Reading())
    assert found
    return found


ONE = (sign_off(day=date(2026, 11, 20)),)
TWO = (*ONE, sign_off("Bo Cole", date(2026, 11, 21)))
DUE = date(2026, 11, 19)
DRAFT = "Draft, not yet reviewed by a clinician"
LATE = "This review was due on November 19, 2026"
OWN = "Clinic's own rules not yet reviewed"
TOLD = {
    "nobody": (Standing((), (), None), "draft", DRAFT, DRAFT),
    "nobody, due": (Standing((), (), DUE), "draft", f"{DRAFT} · {LATE}", f"{DRAFT} · {LATE}"),
    "nobody, facts": (Standing((), ("fever",), None), "draft", DRAFT, DRAFT),
    "one": (
        Standing(ONE, (), None),
        "reviewed",
        "Reviewed by Ada Byron, November 20, 2026",
        "Reviewed November 20, 2026",
    ),
    "two": (
        Standing(TWO, (), None),
        "reviewed",
        "Reviewed by Ada Byron and 1 more, November 20, 2026",
        "Reviewed November 21, 2026",
    ),
    "facts": (
        Standing(ONE, ("fever",), None),
        "facts",
        f"Reviewed by Ada Byron, November 20, 2026 · {OWN}",
        "Reviewed but for the clinic's own rules",
    ),
    "due": (Standing(ONE, (), DUE), "reviewed", LATE, LATE),
    "due, facts": (Standing(ONE, ("fever",), DUE), "facts", f"{LATE} · {OWN}", LATE),
}


@pytest.mark.parametrize("what", TOLD)
def test_paper_says_how_far_it_may_be_trusted(what: str, english: Locale) -> None:
    found, review, told, foot = TOLD[what]
    assert found.review == review
    assert " ".join(found.told(english).split()) == told
    assert " ".join(found.foot(english).split()) == foot


def test_the_small_print_names_everybody_with_role_and_day(english: Locale) -> None:
    assert Standing(TWO, (), None).names(english).replace("\u00a0", " ") == (
        "Ada Byron (surgeon), November 20, 2026, Bo Cole (surgeon), November 21, 2026"
    )
    known = Standing((), (), None).facts(english)
    assert [len(one.values) for one in known.values()] == [1, 1, 0]
    assert [one.label for one in known.values()] == ["", "", "name and date of the reviewer"]
    known = Standing(TWO, (), None).facts(english)
    assert [one.values[0].text for one in known.values()] == [
        Standing(TWO, (), None).told(english),
        Standing(TWO, (), None).foot(english),
        Standing(TWO, (), None).names(english),
    ]
    assert [(name, one.name, one.kind) for name, one in known.items()] == [
        (one.name, one.name, "text") for one in known.values()
    ]
