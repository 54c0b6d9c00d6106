"""Sheets that stand as they did in the document before are taken from there; the file is the one
that the document gives alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from handouts.clinic.jobs import Job
from handouts.meaning.document import Document, FillIn, Heading, Paragraph, Part, Strip
from handouts.meaning.spans import Link, Text
from handouts.outputs.pdf.ink.gathered import Gathered
from handouts.outputs.pdf.ink.tags import Mark, Tree, bare
from handouts.outputs.pdf.pages import untouched
from handouts.outputs.pdf.setting import Setting
from handouts.outputs.pdf.text.kept import Kept
from handouts.outputs.pdf.text.watch import Watch
from tests.test_values import setting

LONG = Paragraph((Text("It is so long that all that comes after it has to move. " * 12),))
FEW = 3  # pages: the one that is edited, the next one, and that of the list of contents
T = TypeVar("T")


def placed(document: Document, kind: type[T], after: int = 0) -> tuple[int, T]:
    """The first part of a kind after another."""
    return next((n, one) for n, one in enumerate(document.parts) if n > after and type(one) is kind)


def edits(document: Document) -> dict[str, Document]:
    """What changes how things on later sheets are called, where they stand, what is heard."""
    parts = document.parts
    at, old = placed(document, Paragraph, len(parts) // 6)
    place, heading = placed(document, Heading, at)
    shown, strip = placed(document, Strip, at)
    _, asked = placed(document, FillIn, at)
    half, long = placed(document, Paragraph, len(parts) // 2)
    longer = Paragraph((*long.spans, *LONG.spans))
    icons = [one.icon for one in parts if isinstance(one, Heading) and one.icon]
    heard = replace(strip.figures[0], alt="Something else is heard.")
    link = Link("another address", "https://example.org/")

    def other(*new: Part, at: int = at) -> Document:
        return replace(document, parts=(*parts[:at], *new, *parts[at + 1 :]))

    return {
        "a word": other(Paragraph((*old.spans, Text(" More.")))),
        "a link": other(Paragraph((*old.spans, Text(" See "), link))),
        "a part more": other(old, old),
        "much more": other(old, LONG),
        "another page": other(longer, at=half),
        "an icon sooner": other(replace(heading, icon=icons[-1]), at=place),
        "pages more": other(*[LONG] * 9),
        "a part less": other(),
        "the end": other(at=len(parts) - 1),
        "a heading": other(replace(heading, text=f"{heading.text} or not"), at=place),
        "its level": other(replace(heading, level=5 - heading.level), at=place),
        "what is heard": other(replace(strip, figures=(heard, *strip.figures[1:])), at=shown),
        "a drawing sooner": other(strip, old),
        "a field sooner": other(asked, old),
        "the foot": replace(document, author=(Text("Another clinic"),)),
    }


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that were painted."""
    seen: list[int] = []
    paint = Setting.page

    def watched(self: Setting, made: Any, sheet: Any, number: int, page: Any) -> None:
        seen.append(number)
        paint(self, made, sheet, number, page)

    monkeypatch.setattr(Setting, "page", watched)
    return seen


def rendered(one: Setting, document: Document, kept: Kept) -> Any:
    return replace(one, document=document).rendered(kept)


@pytest.mark.parametrize("edition", ["standard", "ink-saver"])
def test_an_edited_text_gives_the_file_that_it_gives_alone(
    edition: str, painted: list[int]
) -> None:
    """Also when it goes back to what it was; most edits leave most sheets as they are."""
    one = setting(Job("spinal-fusion", "en", edition, "letter"))
    document, kept = one.document, Kept()
    first = rendered(one, document, kept)
    assert not first.problems
    every, counts = len(painted), {}
    assert rendered(one, document, kept) == first  # now it is being edited, and sheets are kept
    assert len(painted) == 2 * every
    for name, other in edits(document).items():
        alone = rendered(one, other, Kept())
        painted.clear()
        assert rendered(one, other, kept) == alone, name
        counts[name] = len(painted)
        assert rendered(one, document, kept) == first, name
    assert counts["the foot"] == every
    few = ("a word", "a link", "a heading", "its level", "what is heard")
    assert max(counts[name] for name in few) <= FEW


def test_a_sheet_is_not_taken_where_an_element_has_another_tag() -> None:
    """Content says by its tag what it is of."""
    told, before = Gathered(Tree((bare("P"),), ((),))), Gathered(Tree()).amount
    assert told.tags.hang(0, Mark(0, 0)) == "P"
    share = told.since(before._replace(elements=1))
    assert Gathered(Tree((bare("P"),), ((),))).fits(share)
    assert not Gathered(Tree((bare("H2"),), ((),))).fits(share)


def test_what_may_not_be_taken_is_painted(
    painted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A patient's pages are, and all are where drawings around them are called otherwise."""
    one = setting(Job("spinal-fusion", "en", "standard", "letter"))
    kept, watch = Kept(), Watch({})
    first = rendered(one, one.document, kept)
    every = len(painted)
    rendered(one, one.document, kept)
    for memo in (watch, watch):
        painted.clear()
        rendered(one, one.document, memo)
        assert len(painted) == every
    painted.clear()
    assert rendered(one, one.document, kept) == first
    assert not painted
    monkeypatch.setattr(untouched.Again, "around", refusing(untouched.Again.around))
    assert rendered(one, one.document, kept) == first
    assert len(painted) == every


def refusing(around: Callable[..., bool]) -> Callable[..., bool]:
    """As if names were others, where anything was taken."""

    def refused(self: untouched.Again, sheet: Any) -> bool:
        if self.taken:
            raise untouched.Otherwise
        return around(self, sheet)

    return refused
