"""Blocks mean parts: what an author writes, read as any file is, is compared with the frozen parts
it must become."""

from decimal import Decimal
from pathlib import Path

import pytest

from handouts.content.blocks import Block, Lowering
from handouts.content.brand import load_brand
from handouts.content.common import Common
from handouts.content.facts import Declared
from handouts.content.inline import spans
from handouts.content.locale import load_locale
from handouts.content.shelf import Glossary, Sources
from handouts.content.subject import Subject
from handouts.meaning.document import FillIn, IconArray, Items, Panel, Part, Table, When
from handouts.meaning.spans import Span
from handouts.pictures.gallery import Gallery
from handouts.source.reader import Reading, read, validated
from handouts.source.snapshot import read_folder
from handouts.source.values import replace
from tests.support.brochures import ASSETS
from tests.support.examples import EXAMPLES, MARKS, WORDS, people
from tests.support.examples import count as told

DECLARED = {
    "facts": {
        "name": {"kind": "text", "label": "Clinic", "help": "Its name."},
        "phone": {
            "kind": "phone",
            "label": "Office phone",
            "help": "In office hours.",
            "contact": True,
        },
        "phone-after-hours": {
            "kind": "phone",
            "label": "After-hours phone",
            "help": "At night.",
            "contact": True,
        },
        "website": {
            "kind": "web",
            "label": "Website",
            "help": "The home page.",
            "contact": True,
            "code": True,
        },
        "fever": {
            "kind": "temperature",
            "label": "Call us for a fever of",
            "help": "When to call.",
        },
    },
    "groups": {
        "procedures": {
            "of": ["disc"],
            "facts": {"work": {"kind": "text", "label": "Work", "help": "When."}},
        }
    },
}
SUBJECT = {
    "families": {"sprain": {"kind": "About a sprain", "teach-back": "What I will do next"}},
    "ends": {"help": "help"},
    "activities": {"what": "Activity", "when": "When", "ask": "Ask your team"},
}
GLOSSARY = {
    "disc": {"definition": "A soft cushion."},
    "herniated disc": {"definition": "A disc that pushed out.", "also": ["slipped disc"]},
}
SOURCES = {
    "S1": {
        "organisation": "A house",
        "title": "A page",
        "year": "2020",
        "address": "https://www.example.org/page/",
    },
    "S2": {"organisation": "Another house", "title": "A second page"},
}
SPINE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
<rect class="bone" width="100" height="60"/>
<circle id="at-disc" cx="20" cy="20" r="1"/><circle id="at-nerve" cx="80" cy="20" r="1"/></svg>"""
SHARED = "  shared: [The same everywhere.]\n"


class Desk:
    """A small clinic of its own, so that no test hangs on the words of ``content/``."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "example.yaml"
        locale = load_locale("en", Reading())
        assert locale is not None
        glossary, sources = validated(Glossary, GLOSSARY), validated(Sources, SOURCES)
        declared = validated(Declared, DECLARED)
        self.names = {
            "figure": self.pictures(folder),
            "source": sources.root,
            "term": glossary.forms(),
            "fact": declared.names,
            "fragment": {"shared": ()},
            "column": SUBJECT["activities"],
        }
        self.lowering = Lowering(
            locale, declared, glossary, sources, {}, validated(Subject, SUBJECT)
        )

    def pictures(self, folder: Path) -> Gallery:
        brand = load_brand(read_folder(ASSETS), Reading())
        assert brand is not None
        (folder / "figures").mkdir()
        (folder / "figures" / "spine.svg").write_text(SPINE, "utf-8")
        return Gallery(read_folder(folder, "assets"), "figures", brand, None)

    def parts(self, written: str) -> tuple[Part, ...]:
        blocks = "".join(f"  {line}\n" for line in written.strip("\n").splitlines())
        self.file.write_text(f"fragments:\n{SHARED}  mine:\n{blocks}", "utf-8")
        context = Reading(names=self.names)
        common = read(self.file, Common, context, self.file.name)
        assert common is not None, "\n".join(map(str, context.problems))
        lower = replace(self.lowering, fragments=common.fragments)
        return lower.parts(common.fragments["mine"])

    def spans(self, written: str) -> tuple[Span, ...]:
        context = Reading(names=self.names)
        found = spans(written, context)
        assert not context.problems
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_block_becomes_its_parts(desk: Desk, kind: str) -> None:
    written, meant = EXAMPLES[kind]
    assert desk.parts(written) == meant


def test_every_kind_of_block_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(Block.kinds)


def test_a_bare_text_is_a_paragraph(desk: Desk) -> None:
    assert desk.parts("- Walk **every** day. [S1]") == EXAMPLES["paragraph"][1]


@pytest.mark.parametrize("written", MARKS)
def test_inline_marks(desk: Desk, written: str) -> None:
    assert desk.spans(written) == MARKS[written]


def test_parts_remember_where_their_author_wrote_them(desk: Desk) -> None:
    (part,) = desk.parts("- callout:\n    role: tip\n    blocks:\n    - ticks: [Rest]")
    assert isinstance(part, Panel)
    (ticks,) = part.parts
    assert isinstance(ticks, Items)
    places = [(one.at.line, one.at.column) for one in (part, ticks) if one.at]
    assert places == [(4, 5), (7, 9)]


@pytest.mark.parametrize("count", [0, 1, 50, 99, 100])
def test_people_tell_both_sides(desk: Desk, count: int) -> None:
    written = EXAMPLES["people"][0].replace("63", str(count))
    (group,) = desk.parts(written)
    assert isinstance(group, IconArray)
    assert (group.count, group.out_of) == (count, 100)
    assert group.yes == people(count, "were glad")
    assert group.no == people(100 - count, "were not glad", WORDS.people_no)


@pytest.mark.parametrize(
    ("count", "shown", "others"),
    [("0", "0", "1,000"), ("2.4", "2.4", "998"), ("999.2", "999.2", "1"), ("1000", "1,000", "0")],
)
def test_numbers_tell_both_sides(desk: Desk, count: str, shown: str, others: str) -> None:
    written = EXAMPLES["numbers"][0].partition("- numbers:")[2].partition("- numbers:")[2]
    written = written.replace("count: 80", f"count: {count}").replace("100", "1000", 1)
    (table,) = desk.parts(f"- numbers:{written}")
    assert isinstance(table, Table)
    assert table.rows[0][1] == told(shown, others, float(Decimal(count) / 1000))


def test_contact_asks_for_what_is_declared_as_contact_and_nothing_else(desk: Desk) -> None:
    (fields,) = desk.parts("- contact: clinic")
    assert isinstance(fields, FillIn)
    assert [field.fact for field in fields.fields] == ["phone", "phone-after-hours", "website"]


CROWDED = "a clinic fact stands alone, never among other words"


@pytest.mark.parametrize(
    "written", ["call {{clinic.phone}}", "{{clinic.phone}}.", "**{{clinic.phone}}** {disc}"]
)
def test_a_fact_stands_alone(desk: Desk, written: str) -> None:
    """Nobody knows how long it is, or what grammar it has."""
    context = Reading(names=desk.names)
    spans(written, context)
    assert [problem.message for problem in context.problems] == [CROWDED]


def test_a_block_asks_for_declared_facts_only(desk: Desk) -> None:
    desk.file.write_text("fragments:\n  mine:\n  - clinic-facts: [phone, fone]\n", "utf-8")
    context = Reading(names=desk.names)
    assert read(desk.file, Common, context, "example.yaml") is None
    (problem,) = context.problems
    assert str(problem.where) == "example.yaml:3:27"
    assert (problem.message, problem.hint) == (
        "unknown clinic fact 'fone'",
        "did you mean 'phone'?",
    )


def test_an_example_goes_once_the_clinic_has_its_own_rule(desk: Desk) -> None:
    (waiting,) = desk.parts("- clinic-facts: [{fact: phone, size: none, otherwise: Some say 9.}]")
    assert isinstance(waiting, When)
    assert waiting.parts == ()
    assert len(waiting.otherwise) == 1


def test_a_fact_without_a_line_has_words_in_its_place(desk: Desk) -> None:
    desk.file.write_text(
        "fragments:\n  mine:\n  - clinic-facts: [{fact: phone, size: none}]\n", "utf-8"
    )
    context = Reading(names=desk.names)
    assert read(desk.file, Common, context, "example.yaml") is None
    (problem,) = context.problems
    assert problem.message == "nothing is printed here"
