"""Every stage of the way to paper is a value: taken twice it gives the same, it is left as it was,
and it can be sent to another process.
"""

from __future__ import annotations

import gc
import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from operator import methodcaller
from typing import Any, NamedTuple

import pytest

from handouts.clinic.jobs import SET, Job
from handouts.content.editions import EDITIONS, HANDED_OUT
from handouts.making.memo import Memo
from handouts.making.produce import Production
from handouts.meaning.document import Document, Paragraph, Part
from handouts.meaning.spans import Text
from handouts.outputs.pdf import packet
from handouts.outputs.pdf.boxes.box import Box
from handouts.outputs.pdf.ink.inks import in_ink
from handouts.outputs.pdf.ink.marks import Book
from handouts.outputs.pdf.ink.sheet import Painter
from handouts.outputs.pdf.packet import bound
from handouts.outputs.pdf.pages.composition import Composition
from handouts.outputs.pdf.parts import story
from handouts.outputs.pdf.parts.context import Context
from handouts.outputs.pdf.setting import Rendered, Setting, finished
from handouts.outputs.pdf.text.kept import LATELY, Kept
from handouts.outputs.pdf.text.watch import Watch
from handouts.outputs.pdf.write.streams import Written, written
from tests.support.opened import studio
from tests.support.prints import ALL, SITE, titled

HANDOUTS = ("back-health", "spinal-fusion")
JOBS = tuple(job for job in ALL if job.slug in HANDOUTS and job.paper == "letter")
# Each edition once: of the other handout only what is not written for the last one. What stages lie
# between a document and its file is asked of these, and of all whether the file is the same.
EACH = tuple({job.edition: job for job in JOBS}.values())
MEMO = Memo()


def test_the_samples_have_every_edition() -> None:
    for sample in (JOBS, EACH):
        assert {job.edition for job in sample} == set(HANDED_OUT)
        assert {job.slug for job in sample} == set(HANDOUTS)
    assert len(EACH) == len(HANDED_OUT)


@cache
def setting(job: Job) -> Setting:
    production = Production(SITE, SITE.clinic, job, MEMO)
    document, _, _ = production.told(job.slug, EDITIONS[job.edition].view)
    return studio(production.shop, job.edition, job.paper).setting(
        document, production.shown.locale.words.page_of
    )


def painted(one: Setting, made: Composition) -> Book:
    painter = Painter(made.tree, one.look.paints, numbered=one.edition.aside > 0)
    one.paint(made, painter, 0, made.sheets, made.headings(0))
    return painter.book()


class Stage(NamedTuple):
    """A step from one value to the next; area and sheets of what was composed are told again."""

    name: str
    step: Callable[[Setting, Any, Any], Any]


STAGES = (
    Stage("composed", lambda one, *_: one.compose()),
    Stage("painted", lambda one, made, _: painted(one, made)),
    Stage("finished", lambda one, book, at: finished(book, one.edition, at[0], 0, at[1])),
    Stage("inked", lambda one, book, _: in_ink(book, one.edition.ink, one.process)),
    Stage("written", lambda _, book, __: written(book)),
)
KINDS = {"composed": Composition, "written": Written}


@pytest.mark.parametrize("job", EACH, ids=titled)
def test_every_stage_gives_the_same_again_kept_or_not_and_leaves_what_it_was_given(
    job: Job,
) -> None:
    one = setting(job)
    given: Any = None
    at: Any = None
    for name, step in STAGES:
        before = pickle.dumps((one, given, at))
        first: Any = step(one, given, at)
        assert isinstance(first, KINDS.get(name, Book))
        assert step(*pickle.loads(before)) == first, name
        assert pickle.dumps((one, given, at)) == before, f"what was to be {name} changed"
        given = first
        at = at or (given.area, given.sheets)


@pytest.fixture(scope="module")
def here() -> dict[Job, Rendered]:
    """All in one order, in this process."""
    return {job: setting(job).render() for job in JOBS}


# what reads a press file back (pypdfium2) leaves a few circles
OURS = {job for job in JOBS if EDITIONS[job.edition].finish != "press"}


@pytest.mark.parametrize("job", JOBS[::-1], ids=titled)
def test_a_setting_rendered_twice_is_the_same_file_and_the_same_setting(
    job: Job, here: dict[Job, Rendered]
) -> None:
    """In the other order. And a file leaves no circles of objects: what is not needed any more goes
    at once, and nobody has to search for it."""
    one = setting(job)
    before = pickle.dumps(one)
    assert not here[job].problems
    gc.disable()
    gc.freeze()  # what was there before need not be looked through
    try:
        assert one.render() == here[job]
        circles = gc.collect()
    finally:
        gc.unfreeze()
        gc.enable()
    assert not circles or job not in OURS
    assert pickle.dumps(one) == before


def test_a_setting_that_cannot_be_set_tells_the_same_problems_twice() -> None:
    one = setting(next(job for job in JOBS if job.edition == "card"))
    long = replace(one.document, parts=one.document.parts * 3, shorter=())
    bad = replace(one, document=long)
    first = bad.render()
    assert first.problems
    assert bad.render() == first


def test_a_file_that_is_asked_for_again_is_found() -> None:
    """By what it is made of; one with another word is made, and what could not be
    made is tried again. Nothing of a patient's is kept."""
    one, kept = setting(next(job for job in JOBS if job.edition == "card")), Kept()
    first = one.render(kept)
    same = replace(one, document=pickle.loads(pickle.dumps(one.document)))
    assert same.render(kept) is first
    other = replace(one, document=replace(one.document, title="Another title"))
    assert other.render(kept).data not in (b"", first.data)
    bad = replace(one, document=replace(one.document, parts=one.document.parts * 3, shorter=()))
    assert bad.render(kept).problems
    assert kept.files.found(bad) is None
    for number in range(LATELY):
        kept.files.keep(number, number)
    assert kept.files.found(one) is None
    watch = Watch({})
    assert one.render(watch).data
    assert watch.files.found(one) is None


def edits(document: Document) -> dict[str, Document]:
    """What an author does to a text: another sentence, a part more or less, sources in another
    order."""
    parts = document.parts
    place = next(n for n, part in enumerate(parts) if n > 8 and isinstance(part, Paragraph))
    other = Paragraph((Text("Another sentence stands here."),))
    return {
        "first": document,
        "changed": replace(document, parts=(*parts[:place], other, *parts[place + 1 :])),
        "more": replace(document, parts=(*parts[:place], other, *parts[place:])),
        "less": replace(document, parts=(*parts[:place], *parts[place + 1 :])),
        "sources": replace(document, references=document.references[::-1]),
        "as it was": document,
    }


@pytest.mark.parametrize("edition", ["standard", "sheet"])
def test_a_text_that_is_edited_gives_the_pages_that_it_gives_alone(
    edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though parts that stand as they did are not set again; none of a patient's are kept."""
    one, kept = setting(Job("back-health", "en", edition, "letter")), Kept()
    alone = {
        name: replace(one, document=document).rendered(Kept())
        for name, document in edits(one.document).items()
    }
    sets: list[Part] = []
    set_anew = story.part

    def watched(ctx: Context, part: Part, *given: Any) -> list[Box]:
        sets.append(part)
        return set_anew(ctx, part, *given)

    monkeypatch.setattr(story, "part", watched)
    anew = dict[str, int]()
    for name, document in edits(one.document).items():
        sets.clear()
        assert replace(one, document=document).rendered(kept) == alone[name], name
        anew[name] = len(sets)
    assert anew["changed"] < anew["first"] / 10
    watch = Watch({})
    for _ in range(2):
        sets.clear()
        one.compose(watch)
    assert len(sets) == anew["first"], "what is told of a patient is set anew each time"


def test_documents_bound_twice_are_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[Setting]] = []

    def watched(settings: list[Setting], kept: Kept | None = None) -> Rendered:
        seen.append(settings)
        return bound(settings)

    monkeypatch.setattr(packet, "bound", watched)
    made = Production(SITE, SITE.clinic, Job("fusion-pre-op", "en", SET, "letter"), MEMO).outcome()
    (settings,) = seen
    before = pickle.dumps(settings)
    assert bound(settings).data == made.data
    assert pickle.dumps(settings) == before
    assert bound(pickle.loads(before)).data == made.data


RENDERED = methodcaller("render")  # a process that is sent it need not load what tests do


def test_order_and_process_have_no_say_in_the_bytes(here: dict[Job, Rendered]) -> None:
    """In a process that has done nothing before, and in one that has made all in the other
    order, which begins with the last; each is sent what was set here."""
    context = multiprocessing.get_context("spawn")
    for orders in (EACH[:1], EACH[::-1]):
        with ProcessPoolExecutor(1, context) as pool:
            made = list(pool.map(RENDERED, map(setting, orders)))
        assert made == [here[job] for job in orders]
