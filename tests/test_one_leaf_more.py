"""Facts, or what is told of a patient, that need more room than pages were made for: lines come
nearer to each other, and where that is not enough, a sheet takes one leaf more, in any language:
all runs on, and the signs stay whole on a side of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS, Edition
from handouts.making.memo import Memo
from handouts.making.produce import Production
from handouts.making.site import Clinic
from handouts.meaning.document import Document, Heading, PageBreak, Panel, Paragraph, Part
from handouts.meaning.remaking import remade
from handouts.meaning.spans import Given, Spans, Text
from handouts.outputs.pdf.boxes.box import Box
from handouts.outputs.pdf.boxes.kinds import TextBox
from handouts.outputs.pdf.boxes.stacks import Beside, Stack
from handouts.outputs.pdf.maker import PAGE_OF_BOTH, studio_of
from handouts.outputs.pdf.pages.composition import Composition
from handouts.source.problems import Problem
from tests.support.brochures import ROOT
from tests.test_bilingual import LONG, SITE

EDITION = EDITIONS["sheet"]
MEMO = Memo()
CLINICS = ROOT / "tests/clinics"
OWN = {"content/clinic.es.yaml": (CLINICS / "es/clinic.es.yaml").read_bytes()}
SPANISH = Clinic("content/clinic", {**LONG.files, **OWN})


def told(slug: str, language: str, clinic: Clinic = LONG, edition: Edition = EDITION) -> Document:
    job = Job(slug, language, edition.name, "letter")
    return Production(SITE, clinic, job, MEMO).story(slug, edition)[0]


def composed(document: Document, edition: Edition = EDITION) -> Composition:
    job = Job(document.slug, document.lang[:2], edition.name, "letter")
    made = Production(SITE, LONG, job, MEMO)
    return studio_of(edition, made.shown).setting(document, PAGE_OF_BOTH).compose()


def parts(made: Composition, page: int) -> list[Part | None]:
    return [made.part(page, one.number) for one in made.pages[page]]


# in Spanish: nearer lines are enough
NEAR = ("conservative-care", "discectomy", "failed-back-syndrome", "laminectomy")
LONGER = [slug for slug in SITE.slugs if slug not in NEAR]


def lines(made: Composition) -> set[float]:
    """How high lines of text are on its pages."""
    return {
        text.style.leading
        for chapter in made.chapters
        for box, _ in chapter
        for text in inside(box)
    }


def inside(box: Box) -> Iterator[TextBox]:
    """The texts in a box."""
    match box:
        case TextBox():
            yield box
        case Stack(boxes):
            yield from (text for one in boxes for text in inside(one))
        case Beside(columns):
            yield from (text for _, one in columns for text in inside(one))


@pytest.mark.parametrize("slug", NEAR)
def test_lines_come_nearer_where_that_is_enough(slug: str) -> None:
    usual, made = composed(told(slug, "es", SITE.clinic)), composed(told(slug, "es", SPANISH))
    assert (made.problems, made.sheets) == ((), usual.sheets)
    text = max(lines(usual) - lines(made), default=0.0)  # as far apart as no line is now
    assert any(0.94 * text < one < text for one in lines(made))


@pytest.mark.parametrize(
    ("slug", "language", "clinic"),
    [*((one, "es", SPANISH) for one in LONGER), ("discectomy", "ar", LONG)],
)
def test_long_facts_take_one_leaf_more(slug: str, language: str, clinic: Clinic) -> None:
    usual = composed(told(slug, language, SITE.clinic)).sheets
    made = composed(told(slug, language, clinic))
    assert (made.problems, made.sheets) == ((), usual + 2)
    signs, talk = (parts(made, number) for number in (-2, -1))
    assert isinstance(signs[0], Heading)
    assert signs[0].id == "help"
    assert not any(isinstance(one, Heading) for one in talk)
    assert isinstance(talk[0], Panel)
    assert talk[0].role == "control"


def test_nothing_is_lost_on_the_way() -> None:
    """Every part stands on a page, in its order."""
    document = told("discectomy", "es", SPANISH)
    made = composed(document)
    printed = [one for page in range(len(made.pages)) for one in parts(made, page)]
    wanted = [one for one in document.parts if not isinstance(one, PageBreak)]
    assert list(dict.fromkeys(map(id, printed))) == list(map(id, wanted))


def longer(document: Document, count: int) -> Document:
    """The same with another rule for a fever, of ``count`` characters, in words of five."""

    def spans(told: Spans) -> Spans:
        own = [one for one in told if isinstance(one, Given) and one.fact == "fever"]
        rest = tuple(one for one in told if one not in own)
        return (*rest, Given(("call " * count)[:count], "fever")) if own else told

    def inner(part: Part) -> Iterable[Part]:
        return (remade(part, spans, inner),)

    return replace(document, parts=tuple(one for part in document.parts for one in inner(part)))


def test_an_absurd_length_is_refused_by_its_name_with_what_fits() -> None:
    document = told("discectomy", "es")
    (found,) = composed(longer(document, 4000)).problems
    assert found.where.line == 32  # of the clinic's file
    assert found.message == (
        "the fact 'fever' has 4000 characters, and the sheet of 'discectomy' on letter is too long "
        "on one leaf more with it"
    )
    most = int(found.hint.split()[2])
    assert most > 300
    assert composed(longer(document, most)).problems == ()
    assert composed(longer(document, most + 5)).problems


def beside(add: Part) -> Callable[[Document], tuple[Problem, ...]]:
    def found(document: Document) -> tuple[Problem, ...]:
        at = next(n for n, one in enumerate(document.parts) if isinstance(one, PageBreak))
        more = (*document.parts[:at], add, *document.parts[at:])
        return composed(replace(document, parts=more)).problems

    return found


def test_words_of_the_author_take_no_leaf_more() -> None:
    """They can be said shorter, whatever is filled in."""
    (found,) = beside(Paragraph((Text("word " * 500),)))(told("discectomy", "es", SITE.clinic))
    assert found.message.startswith("page 1 of the sheet of 'discectomy' on letter is ")
    assert found.hint == "leave something out of 'sheet', or say it shorter"


@pytest.mark.parametrize(
    ("clinic", "fever", "pages"), [(SITE.clinic, 0, 1), (LONG, 0, 1), (LONG, 1200, 2)]
)
def test_signs_of_a_booklet_stand_on_one_page_or_face_each_other_where_facts_are_very_long(
    clinic: Clinic, fever: int, pages: int
) -> None:
    """Two pages that are seen at once, and each panel whole on its own."""
    edition = EDITIONS["standard"]
    document = told("laminectomy", "es", clinic, edition)
    made = composed(longer(document, fever) if fever else document, edition)
    assert made.problems == ()
    help_ = next(
        number
        for number, chapter in enumerate(made.chapters)
        if isinstance(chapter[0].part, Heading) and chapter[0].part.id == "help"
    )
    own = [number for number, of in enumerate(made.of, 2) if of == help_]  # the cover is the first
    assert len(own) == pages
    assert pages == 1 or own[0] % 2 == 0
    panels = [id(one) for page in own for one in parts(made, page - 2) if isinstance(one, Panel)]
    assert len(panels) == len(set(panels)) == 2
