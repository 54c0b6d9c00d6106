"""Whose words make a page too long: a fact that is too long, one that has too many values, or the
author's."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.meaning.document import Field, FillIn, Panel, Paragraph, Part
from handouts.meaning.parts import said
from handouts.meaning.spans import Given, Spans, Strong, Text, plain
from handouts.outputs.pdf.pages.overlong import too_long, too_many

ROOM = 200  # characters that fit the page of these tests


def fits(parts: Sequence[Part]) -> bool:
    return sum(len(plain(told.spans)) for told in said(parts)) <= ROOM


def value(text: str, fact: str, whose: str = "") -> Spans:
    of = (Strong(f"Patients of {whose}:"), Text(" ")) if whose else ()
    return (*of, Given(text, fact))


def panel(*parts: Part) -> tuple[Part, ...]:
    return (Panel("emergency", "Call us", parts),)


def test_a_long_fact_is_told_with_the_length_that_fits() -> None:
    parts = panel(Paragraph((Text("w" * 150),)), Paragraph(value("f" * 80, "fever")))
    assert too_long(parts, fits, {"fever"}) == {"fever": (80, 43)}
    assert not too_many(parts, fits, {"fever"})


def test_many_values_are_told_where_one_would_fit() -> None:
    """Values stand in paragraphs one after the other, or in fields side by side."""
    people = ("", "Ann Lee", "Bo Cole", "Cy Dean")
    told = [Paragraph(value("101 F", "fever", one)) for one in people]
    fields = [Field("Call", fact="phone", value=value("555 0100", "phone", one)) for one in people]
    parts = panel(Paragraph((Text("w" * 100),)), *told, FillIn(tuple(fields)))
    assert not fits(parts)
    assert not too_long(parts, fits, {"fever", "phone"})
    assert too_many(parts, fits, {"fever", "phone"}) == {"fever": 4, "phone": 4}


def test_where_the_words_of_the_author_are_too_many_no_fact_is_blamed() -> None:
    parts = panel(
        Paragraph((Text("w" * 250),)), *(Paragraph(value("101 F", "fever")) for _ in range(3))
    )
    assert not too_long(parts, fits, {"fever"})
    assert not too_many(parts, fits, {"fever"})


def test_a_fact_told_in_two_places_has_no_more_values_by_that() -> None:
    number = Paragraph(value("555 0100", "phone"))
    parts = panel(number, Paragraph((Text("w" * 250),)), number)
    assert not too_many(parts, lambda _: True, {"phone"})
