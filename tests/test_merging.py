"""Three texts of one file made into one: unit by unit, remarks kept, just as was decided."""

import random
from pathlib import Path

import pytest
import yaml

from handouts.starting.merge import Side, merge
from handouts.starting.units import NoUnits, units
from tests.support.brochures import ASSETS, CONTENT
from tests.support.rows import rows

TEXTS = [*sorted(CONTENT.rglob("*.yaml")), ASSETS / "brand" / "brand.yaml"]

BASE = """\
# yaml-language-server: $schema=x
# What this file is.
one:
  word: first   # a remark
# about two
two: second

three:
  word: third
"""


@rows("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_units_of_a_file_are_the_file(path: Path) -> None:
    text = path.read_text("utf-8")
    found = units(text)
    assert "".join(unit.body + unit.tail for unit in found.values()) == text
    lines = text.splitlines()
    for name, unit in found.items():
        if name:
            assert name[-1] in lines[unit.line - 1]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("common/en.yaml", {("fragments", "emergency"), ("fragments", "own-risk")}),
        ("glossary/en.yaml", {("blood clot",), ("bone graft",)}),
        ("sources.yaml", {("S2",), ("S147",)}),
        (
            "handouts/back-health/en.yaml",
            {("title",), ("sections", "moving"), ("sections", "week"), ("cover",)},
        ),
        ("sets.yaml", {("first-visit",)}),
    ],
)
def test_what_a_unit_is(path: str, names: set[tuple[str, ...]]) -> None:
    found = units((CONTENT / path).read_text("utf-8"))
    assert names <= set(found)
    assert not [name for name in found if len(name) > 2]


def test_a_remark_belongs_to_the_field_below_it() -> None:
    found = units(BASE)
    assert found[()].body == "# yaml-language-server: $schema=x\n# What this file is.\n"
    assert found["two",].body == "# about two\ntwo: second\n"
    assert found["two",].tail == "\n"


DEEP = f"a: {'[' * 41}{']' * 41}\n"  # 60,000 would end the process that looks for them


@pytest.mark.parametrize(
    "text", ["", "- a\n", "{a: b}", "a: [", "a: b\na: c\n", "word", DEEP], ids=len
)
def test_what_has_no_units(text: str) -> None:
    with pytest.raises(NoUnits):
        units(text)


def test_changes_of_both_sides_come_together() -> None:
    mine = BASE.replace("word: first ", "word: my first ").replace("# about two", "# my note")
    theirs = BASE.replace("word: third", "word: their third") + "\nfour: new\n"
    merged = merge(BASE, mine, theirs)
    assert merged is not None
    assert not merged.collisions
    assert merged.text == mine.replace("word: third", "word: their third") + "\nfour: new\n"
    assert merged.changed == (("three",), ("four",))


@pytest.mark.parametrize(("counts", "word"), [("mine", "a"), ("theirs", "b")])
def test_a_unit_that_both_changed_collides(counts: Side, word: str) -> None:
    mine, theirs = BASE.replace("second", "a"), BASE.replace("second", "b").replace("third", "c")
    merged = merge(BASE, mine, theirs)
    assert merged is not None
    assert [collision.path for collision in merged.collisions] == [("two",)]
    assert merged.text == mine
    settled = merge(BASE, mine, theirs, counts)
    assert settled is not None
    assert yaml.safe_load(settled.text) == {
        "one": {"word": "first"},
        "two": word,
        "three": {"word": "c"},
    }


def test_the_same_change_on_both_sides_is_no_collision() -> None:
    mine = BASE.replace("two: second", 'two: "changed"')
    merged = merge(BASE, mine, BASE.replace("two: second", "two: changed"))
    assert merged is not None
    assert (merged.text, merged.collisions) == (mine, ())


def test_a_remark_is_not_lost_when_the_other_side_changes_the_text() -> None:
    mine, theirs = (
        BASE.replace("# a remark", "# my remark"),
        BASE.replace("word: first", "word: 1st"),
    )
    merged = merge(BASE, mine, theirs)
    assert merged is not None
    assert [collision.path for collision in merged.collisions] == [("one",)]


def test_other_line_breaks_alone_are_no_change() -> None:
    base = "a: >-\n  one two\n  three\nb: x\n"
    mine, theirs = "a: one two three\nb: x\n", "a: one two four\nb: x\n"
    merged = merge(base, mine, theirs)
    assert merged is not None
    assert (merged.text, merged.collisions) == (theirs, ())


def test_removed_on_one_side_is_removed_unless_the_other_changed_it() -> None:
    without = BASE.replace("# about two\ntwo: second\n\n", "")
    for mine, theirs in ((without, BASE), (BASE, without)):
        merged = merge(BASE, mine, theirs)
        assert merged is not None
        assert (merged.text, merged.collisions) == (without, ())
    merged = merge(BASE, without, BASE.replace("second", "2nd"))
    assert merged is not None
    assert [(one.path, one.mine) for one in merged.collisions] == [(("two",), None)]


def test_new_units_stand_where_they_stood() -> None:
    base = "f:\n  a:\n    - 1\n  b:\n    - 2\nlast: x\n"
    mine = base.replace("  b:\n", "  mine:\n    - 5\n  b:\n") + "more: y\n"
    theirs = base.replace("last: x", "  c:\n    - 3\nlast: x")
    merged = merge(base, mine, theirs)
    assert merged is not None
    assert list(yaml.safe_load(merged.text)["f"]) == ["a", "mine", "b", "c"]
    assert list(yaml.safe_load(merged.text)) == ["f", "last", "more"]


def test_texts_that_do_not_fit_together_are_not_put_together() -> None:
    """Lists set in differently far: side by side they would be another text, or none."""
    base = "s:\n  - id: a\n    w: 1\n  - id: b\n    w: 2\n"
    mine = "s:\n- id: a\n  w: 1\n- id: b\n  w: 5\n"
    assert merge(base, mine, base.replace("w: 1", "w: 9")) is None


@rows("seed", range(40))
def test_any_changes_of_two_sides_say_what_was_decided(seed: int) -> None:
    """Of a shipped handout: fields changed, removed and added at random on both sides."""
    base = (CONTENT / "handouts" / "back-health" / "en.yaml").read_text("utf-8")
    dice = random.Random(seed)
    mine, theirs = _disturbed(base, dice, "mine"), _disturbed(base, dice, "theirs")
    three = [units(text) for text in (base, mine, theirs)]
    merged = merge(base, mine, theirs, "theirs")
    assert merged is not None
    found = units(merged.text)
    for name in {*three[0], *three[1], *three[2]}:
        before, own, shipped = ((one[name].data if name in one else None) for one in three)
        decided = own if shipped in (own, before) else shipped
        assert (found[name].data if name in found else None) == decided, name


def _disturbed(text: str, dice: random.Random, word: str) -> str:
    """A text with some of its units changed, removed, and new ones beside them."""
    parts: list[str] = []
    for name, unit in units(text).items():
        fate = dice.random()
        inside = len(name) == 2
        if fate < 0.1 and (inside or name in {("questions",), ("poster",), ("leaflet",)}):
            continue
        body = unit.body.replace(" the ", f" the {word} ", 1) if fate < 0.3 else unit.body
        new = f"  - id: {word}-{len(parts)}\n    heading: New\n" if inside and fate > 0.9 else ""
        parts.append(body + unit.tail + new)
    return "".join(parts)
