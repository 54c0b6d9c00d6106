"""The shipped handouts never tell two rules for one thing, whatever a clinic has filled in: its own
number is the one for a fever, and what a study found of safety does not go when its time to drive
comes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.support.brochures import CONTENT

SLUGS = sorted(path.parent.name for path in CONTENT.glob("handouts/*/en.yaml"))
CALL = re.compile(r"\bcall us\b|\bcall,\s+too\b", re.IGNORECASE)
# a fever with a stiff neck is another sign, and before an operation any fever may put it off
FEVER = re.compile(r"(?<!no )\bfever\b(?! with|, a cold)", re.IGNORECASE)
OURS = "fever at the number we set"
# other things than a fever after an operation: in these the fact sheet knows no number (B2.34, E3)
ANY = ("back pain with a fever", "You vomit, or have any fever.")
BRAKING = "[S110]"


def read(name: str) -> Any:
    return yaml.safe_load((CONTENT / name / "en.yaml").read_text("utf-8"))


def told(node: Any, called: bool = False) -> Iterator[str]:
    """Each text that says to call us, or stands below a title or a head of a column that does."""
    if isinstance(node, str):
        if called or CALL.search(node):
            yield node
        return
    if isinstance(node, dict):
        heads = [node.get("title", ""), *node.get("head", ())]
        called = called or any(CALL.search(str(one)) for one in heads)
        node = list(node.values())
    for one in node if isinstance(node, list) else ():
        yield from told(one, called)


def conditional(node: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """Each text, and the name of the field it stands in (or below)."""
    if isinstance(node, str):
        yield node, under
    elif isinstance(node, dict):
        for name, one in node.items():
            yield from conditional(one, name if name == "otherwise" else under)
    elif isinstance(node, list):
        for one in node:
            yield from conditional(one, under)


@pytest.mark.parametrize("name", ["common", *(f"handouts/{slug}" for slug in SLUGS)])
def test_a_fever_to_call_for_is_that_of_the_clinic(name: str) -> None:
    """Beside "at least 101 °F" no text says "for a fever" or "any fever" of the same thing."""
    texts = [text for text in told(read(name)) if FEVER.search(text)]
    assert [text for text in texts if text != "fever" and not _settled(text)] == []


def _settled(text: str) -> bool:
    return any(said in text for said in (OURS, *ANY))


def test_any_fever_is_a_call_after_a_needle_and_with_back_pain() -> None:
    for slug, said in zip(("back-health", "tests-and-diagnosis"), ANY, strict=True):
        assert any(said in text for text in told(read(f"handouts/{slug}")))


def test_the_texts_that_call_for_a_fever_are_found() -> None:
    """Without them, the test above could not fail."""
    found = {slug for slug in SLUGS if any(OURS in one for one in told(read(f"handouts/{slug}")))}
    assert "failed-back-syndrome" in found
    assert list(told("Call us for any fever.")) == ["Call us for any fever."]


@pytest.mark.parametrize("slug", SLUGS)
def test_what_goes_when_a_fact_comes_is_no_finding(slug: str) -> None:
    """Only what others do, as an example, makes room for the clinic's own rule."""
    texts = [text for text, under in conditional(read(f"handouts/{slug}")["sections"]) if under]
    assert [text for text in texts if re.search(r"\b(study|studies|trials?)\b", text)] == []


def test_how_fast_people_brake_stands_beside_any_time_to_drive() -> None:
    """In the booklet and on the sheet."""
    (life,) = [one for one in read("handouts/spinal-fusion")["sections"] if one["id"] == "life"]
    for part in ("blocks", "short"):
        assert any(BRAKING in text for text, under in conditional(life[part]) if not under)
