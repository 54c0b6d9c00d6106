"""What the rules know of a subject stands in content: lists, rules of its own; what is missing
makes rules silent."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.checks import RULES, Copy, judge
from handouts.checks.clarity import answers
from handouts.checks.lists import CheckLists, known_of
from handouts.checks.reading.words import FOLDER, NEVER, SWAPS, WordLists, word_lists, written
from handouts.making import gate
from handouts.making.cache import Keys
from handouts.signing.checklists import items
from handouts.source.parsing import LOADER
from handouts.source.values import replace
from tests.support.brochures import ASSETS, CONTENT, copied
from tests.support.check_lists import FILE, known, lists, rules
from tests.support.opened import Opened

SLUG = "discectomy"
TODAY = date(2026, 11, 23)
ENGLISH = FOLDER / "en"
OF_THE_SUBJECT = ("neck-words", "unproven-claim")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shipped content, to be changed."""
    copied(tmp_path / "content")
    return tmp_path / "content"


def copy_of(content: Path) -> Copy:
    copy, problems = Opened(content, ASSETS).copy(SLUG, "en", TODAY)
    assert copy is not None and not problems, "\n".join(map(str, problems))
    return copy


def saying(content: Path, words: str) -> None:
    """The handout says so, in a section of its own."""
    path = content / "handouts" / SLUG / "en.yaml"
    section = f"\n  - id: else\n    heading: What else is there?\n    blocks:\n      - {words}\n"
    path.write_text(
        path.read_text("utf-8").replace("\nquestions:\n", f"{section}\nquestions:\n", 1), "utf-8"
    )


def listed(content: Path, text: str) -> None:
    (content / "checks" / "en.yaml").write_text(text, "utf-8")


# ------------------------------------------------------------------ the shipped lists


def test_the_shipped_file_has_nothing_wrong_with_it() -> None:
    assert known().problems == ()
    assert set(known().lists.rules) == set(OF_THE_SUBJECT)


def test_every_rule_has_the_lists_it_asks_for() -> None:
    needing = {name: rule.lists for name, rule in rules().items() if rule.lists}
    assert len(needing) >= 25
    assert {
        name: [one for one in asked if not lists().has(one)] for name, asked in needing.items()
    } == {name: [] for name in needing}


def test_what_only_a_subject_knows_is_empty_in_the_program() -> None:
    empty = {name for name, words in written(ENGLISH).items() if not words}
    assert {"benefits-heading", "told-of", "red-flags", "alarm"} <= empty
    assert [name for name in empty if not lists().has(name)] == []


SPOKEN_OF = re.compile(
    r"\b(?:spine|spinal(?! "
    r"cord)|discs?|necks?|fusion|lumbar|vertebra\w*|sciatica|laminectomy|discectomy)\b|back surg"
)


@pytest.mark.parametrize("path", sorted(ENGLISH.glob("*.yaml")), ids=lambda path: path.name)
def test_the_lists_of_the_program_say_nothing_of_the_subject(path: Path) -> None:
    told = "\n".join(_strings(yaml.load(path.read_text("utf-8"), Loader=LOADER)))
    assert told
    assert SPOKEN_OF.findall(told) == []


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from (str(key), *_strings(value))
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)
    else:
        yield str(tree)


# ------------------------------------------------------------------ nothing is known


def test_without_the_file_the_rules_that_need_it_are_silent(content: Path) -> None:
    (content / "checks" / "en.yaml").unlink()
    saying(content, "Leg clots are rare. Wear a collar.")
    copy = copy_of(content)
    silent = {
        name for name, rule in RULES.items() if copy.words and not copy.words.has(*rule.lists)
    }
    assert silent == {
        *(
            "bran",
            "no-numbers",
            "one-sided-choice",
            "missing-stage",
            "rare-without-number",
            "red-flags",
            "sheet-one-sided",
            "exercise-without-limits",
        ),
    }
    found = {one.problem.rule for one in judge((copy,), pages=False, library=False)}
    assert not found & {*silent, *OF_THE_SUBJECT}


def test_a_plan_needs_no_heading_that_nobody_has_told(content: Path) -> None:
    (content / "checks" / "en.yaml").unlink()
    copy, problems = Opened(content, ASSETS).copy("back-health", "en", TODAY)
    assert copy is not None and not problems
    bare = replace(copy, handout=replace(copy.handout, sections=()))
    told = [one.problem.message for one in RULES["nothing-to-do"].find(bare)]
    assert told == ["no list says what to do"]
    told = [
        one.problem.message for one in RULES["nothing-to-do"].find(replace(bare, words=lists()))
    ]
    assert told == ["no list says what to do", "no heading says what the reader can do"]


def test_nobody_says_that_both_sides_are_told_who_cannot_know_them(content: Path) -> None:
    asked = [name for name, item in items().items() if item["how"] == "both-sides"]
    assert asked
    for words, verdict in ((lists(), "yes"), (word_lists("en"), "person")):
        given = {
            one.item: one.verdict for one in answers(replace(copy_of(CONTENT), words=words), ())
        }
        assert [given[name] for name in asked] == [verdict] * len(asked)


# ------------------------------------------------------------------ another subject

INHALER = """\
rules:
  smoke-words:
    severity: warning
    about: Words of smoke.
    source: Our own.
    finds: smoke
    within: said
    message: "'{}' is of smoke"
    hint: leave it out
    wrong: "- Do not smoke."
    right: "- Ask us."
patterns:
  smoke: ['\\bsmoke\\w*', '\\b<<burning>>\\b']
  smoke-allowed: ['\\bsmoke-free\\b']
  burning: [ashes, cigars?]
"""


def test_a_subject_has_rules_of_its_own(content: Path) -> None:
    listed(content, INHALER)
    saying(content, "Stay smoke-free. Cigars and smoke can harm you.")
    found = judge((copy_of(content),), pages=False, library=False)
    own = [one for one in found if one.problem.rule == "smoke-words" and one.section == "else"]
    assert [(one.words, one.problem.message, one.problem.severity) for one in own] == [
        ("Cigars", "'Cigars' is of smoke", "warning"),
        ("smoke", "'smoke' is of smoke", "warning"),
    ]
    text = (content / "handouts" / SLUG / "en.yaml").read_text("utf-8").splitlines()
    assert all(
        text[one.problem.where.line - 1].startswith("      - Stay smoke-free.") for one in own
    )


def test_signs_that_a_fragment_must_tell_are_those_of_a_fragment(content: Path) -> None:
    """Else nobody would notice that they are asked of nothing."""
    path = content / "checks" / "en.yaml"
    text = path.read_text("utf-8")
    assert text.count("red-flags-in-emergency-after-needle") == 1
    path.write_text(text.replace("-after-needle:", "-after-nedle:"), "utf-8")
    found = judge((copy_of(content),), pages=False, library=False)
    (told,) = [one.problem for one in found if one.problem.rule == "red-flags"]
    assert told.message.startswith("there is no fragment 'emergency-after-nedle'")
    assert "emergency-after-needle" in told.hint


def test_signs_are_asked_for_in_every_language() -> None:
    """Those of a fragment where the language has it."""
    asked = {
        path.stem: {
            name: list(signs)
            for name, signs in yaml.safe_load(path.read_text("utf-8"))["things"].items()
            if name.startswith("red-flags")
        }
        for path in sorted((CONTENT / "checks").glob("*.yaml"))
    }
    assert len(asked) > 1
    for language, own in asked.items():
        shared = (CONTENT / f"common/{language}.yaml").read_text("utf-8")
        there = yaml.safe_load(shared)["fragments"]
        wanted = {
            name: signs
            for name, signs in asked["en"].items()
            if "-in-" not in name or name.partition("-in-")[2] in there
        }
        assert own == wanted, language


def test_a_rule_of_a_subject_is_switched_off_like_any_other(content: Path) -> None:
    listed(content, INHALER)
    saying(content, "Smoke can harm you.")
    path = content / "checks.yaml"
    reason = "smoking is what this section is about"
    path.write_text(
        f"off: [{{rule: smoke-words, reason: {reason}}}, {{rule: neck-words, reason: {reason}}}]\n",
        "utf-8",
    )
    bench = Opened(content, ASSETS).bench
    verdict = gate.check(bench, [(SLUG, "en")], TODAY, pages=False, library=False)
    assert [one.message for one in verdict.problems] == ["there is no rule 'neck-words'"]
    path.write_text(f"off: [{{rule: smoke-words, reason: {reason}}}]\n", "utf-8")
    verdict = gate.check(
        Opened(content, ASSETS).bench, [(SLUG, "en")], TODAY, pages=False, library=False
    )
    assert {one.problem.rule for one in verdict.silenced} == {"smoke-words"}
    assert "else" in {one.section for one in verdict.silenced}


def test_a_broken_file_stops_a_check_and_not_a_build(content: Path) -> None:
    listed(content, "patterns: {alarm: ['(']}\n")
    opened = Opened(content, ASSETS)
    verdict = gate.check(opened.bench, [(SLUG, "en")], TODAY, pages=False, library=False)
    assert [str(one.where) for one in verdict.problems] == ["content/checks/en.yaml:1:20"]
    assert verdict.failed(strict=False) and verdict.copies
    document, _, problems = opened.document(SLUG, "en")
    assert document and not problems


def test_lists_of_a_language_the_program_does_not_know_are_told() -> None:
    found = known_of("xx", INHALER.encode(), "content/checks/xx.yaml")
    assert found.words is None and found.lists == CheckLists()
    assert [one.message for one in found.problems] == [
        "the program has no word lists of the language 'xx'"
    ]


# ------------------------------------------------------------------ lists become longer


def test_a_list_of_a_subject_makes_that_of_the_language_longer() -> None:
    longer = WordLists(
        ENGLISH,
        {"treatment": ["puffs?"], "blame": [r"\bidle <<treatment>>\b"], SWAPS: {"rale": "rattle"}},
    )
    assert longer.pattern("blame").findall("The idle puff of a victim") == ["idle puff", "victim"]
    assert longer.swaps["rale"] == "rattle" and longer.swaps["abdomen"] == "belly"
    assert not WordLists(ENGLISH).pattern("blame").search("The idle puff")


def test_a_list_in_itself_finds_what_else_stands_in_it() -> None:
    turning = WordLists(ENGLISH, {"one": ["a", "b<<two>>"], "two": ["c", "d<<one>>"]})
    assert turning.pattern("one").fullmatch("bc") and turning.pattern("two").fullmatch("da")


def test_an_empty_list_finds_nothing() -> None:
    empty = WordLists(ENGLISH, {"one": [], "two": ["a<<one>>", "b"]})
    assert empty.pattern("one") is NEVER and empty.pattern("nowhere") is NEVER
    assert empty.pattern("two").findall("a ab b") == ["b", "b"]


# ------------------------------------------------------------------ a changed list


def test_a_changed_list_is_a_changed_check_and_no_other_text(content: Path) -> None:
    before = _kept(content)
    assert _kept(content) == before
    path = content / "checks" / "en.yaml"
    path.write_text(path.read_text("utf-8").replace(r"'\bcollars?\b'", r"'\bcollars\b'"), "utf-8")
    (key, sections), (other, same) = before, _kept(content)
    assert key != other
    assert sections == same


def _kept(content: Path) -> tuple[str, dict[str, str]]:
    """Under which name the answer to a check is kept, and what is signed of a handout."""
    opened = Opened(content, ASSETS)
    key = Keys(opened.site, opened.clinic).of("check", [SLUG])
    return key, opened.shop.sign_offs(SLUG, "en").sections


def test_the_file_is_read_once_for_all_handouts() -> None:
    data = FILE.read_bytes()
    assert known_of("en", data, "a.yaml").words is known_of("en", bytes(data), "a.yaml").words
