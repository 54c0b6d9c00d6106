"""Sets: handouts that are given out together as one file, with a slip that says what is in it.

Every set of ``content/sets.yaml`` is built on every paper; veraPDF judges each on one paper, in
turn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pikepdf
import pytest
import yaml

from handouts.clinic.jobs import Job
from handouts.content.bound import in_packet
from handouts.content.editions import EDITIONS, MM, PAPERS
from handouts.content.packets import Packet
from handouts.content.vocabulary import Vocabulary
from handouts.making.workshop import Workshop
from handouts.meaning.document import Cover
from handouts.outputs.text import lines as text
from handouts.project import wanted
from handouts.source.snapshot import read_file
from tests.support.brochures import CONTENT
from tests.support.judge import Validator
from tests.support.prints import SITE, Print, Prints, Side, Stroke, Words, sides
from tests.support.transcript import UNKNOWN, transcript
from tests.support.verapdf import Flavour

SETS = tuple(yaml.safe_load((CONTENT / "sets.yaml").read_text("utf-8")))
JUDGED = tuple((name, list(PAPERS)[number % len(PAPERS)]) for number, name in enumerate(SETS))
BINDING = 6 * MM
SAFE = 5 * MM  # what no office printer reaches


@dataclass(frozen=True)
class Item:
    """A handout in a set: what it is called there, what it is by itself, and the pages it has in
    the set."""

    title: str
    alone: Print = field(repr=False)
    first: int
    last: int


class Bundle:
    """A set as it was made, and where its handouts ought to be."""

    def __init__(self, name: str, paper: str, prints: Prints) -> None:
        self.name, self.paper, self.prints = name, paper, prints
        packet, problems = prints.press.packet(name)
        assert packet is not None, problems
        self.packet: Packet = packet
        assert all(wanted.meant_for(SITE, slug, "en", edition) for slug, edition in packet.parts())
        made = prints.packet(name, paper)
        assert made.problems == ()
        assert made.entry is not None
        self.made, self.data = made, made.data

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        return sides(self.data)

    @cached_property
    def slip_pages(self) -> int:
        """How many pages the slip takes, both sides of its sheets; the first handout begins on the
        next front."""
        last = next(
            n
            for n, side in enumerate(self.sides, 1)
            if self.words.packet_help.split(".")[0] in side.said
        )
        return last + last % 2

    @property
    def words(self) -> Vocabulary:
        locale = self.prints.press.shop.shelf("en").locale
        assert locale is not None
        return locale.words

    @cached_property
    def items(self) -> tuple[Item, ...]:
        out, at = [], self.slip_pages
        for slug, edition in self.packet.parts():
            alone = self.prints(Job(slug, "en", edition, self.paper))
            first = at + 1 if at % 2 == 0 else at + 2
            at = first + alone.rendered.pages - 1
            card = EDITIONS[edition].view == "card"
            out.append(
                Item(self.words.emergency_cards if card else alone.document.title, alone, first, at)
            )
        return tuple(out)


@pytest.fixture(params=[(name, paper) for name in SETS for paper in PAPERS], ids="-".join)
def bundle(request: pytest.FixtureRequest, prints: Prints) -> Bundle:
    name, paper = request.param
    return Bundle(name, paper, prints)


def test_each_handout_begins_on_the_front_of_a_sheet(bundle: Bundle) -> None:
    """Its pages are those it has alone, word for word at the same places; between handouts a page
    may be empty."""
    pages = dict(enumerate(bundle.sides, 1))
    for item in bundle.items:
        assert item.first % 2 == 1
        for number, alone in enumerate(item.alone.sides, item.first):
            body = [(one.text, round(one.x0, 1), round(one.baseline, 1)) for one in alone.real]
            found = [
                (one.text, round(one.x0, 1), round(one.baseline, 1))
                for one in pages.pop(number).real
            ]
            if not item.alone.rendered.contents:  # a list of contents has other page numbers here
                assert found == body, f"page {number}"
            else:
                differing = [(a, b) for a, b in zip(found, body, strict=True) if a != b]
                # what stands behind a page number on its line moves with the number's last figure
                moved = [(a, b) for a, b in differing if not a[0].strip().isdigit()]
                kept = all((a[0], a[2]) == (b[0], b[2]) for a, b in moved)
                assert kept, f"page {number}: {differing}"
                assert all(abs(a[1] - b[1]) < 8 for a, b in moved), f"page {number}: {differing}"
    for number in range(1, bundle.slip_pages + 1):
        assert pages.pop(number).words
    assert not [number for number, side in pages.items() if side.words or side.strokes], (
        "an empty page is not empty"
    )
    assert all(number % 2 == 0 for number in pages)
    assert bundle.items[-1].last == len(bundle.sides)


def test_page_numbers_run_through(bundle: Bundle) -> None:
    pattern, count = bundle.prints.press.page_of("en"), len(bundle.sides)
    pages = list(enumerate(bundle.sides, 1))
    told = [
        number for number, side in pages if pattern.format(page=number, pages=count) in _flat(side)
    ]
    without = {
        n
        for item in bundle.items
        if not item.alone.edition.furniture
        for n in range(item.first, item.last + 1)
    }
    covers = {
        item.first
        for item in bundle.items
        if any(isinstance(part, Cover) for part in item.alone.document.parts)
    }
    empty = {number for number, side in pages if not side.words}
    assert told == [
        number for number in range(1, count + 1) if number not in without | covers | empty
    ]


def _flat(side: Side) -> str:
    return " ".join(side.said.split())


def test_the_manifest_has_a_set_as_one_file(bundle: Bundle) -> None:
    entry = bundle.made.entry
    assert entry is not None
    assert (entry.handout, entry.edition, entry.paper) == (bundle.name, "set", bundle.paper)
    assert entry.file == f"en/{bundle.name}-set-{bundle.paper}.pdf"
    assert entry.pages == len(bundle.sides)
    assert not entry.print_only
    alone = [item.alone.made.entry for item in bundle.items]
    assert entry.issued == max(one.issued for one in alone if one)
    assert entry.review_by == min(one.review_by for one in alone if one)
    assert (entry.review == "reviewed") == all(one.review == "reviewed" for one in alone if one)
    paper = PAPERS[bundle.paper]
    for side in bundle.sides:
        assert side.media == side.trim == pytest.approx((0, 0, paper.width, paper.height), abs=0.02)


# ------------------------------------------------------------------ slip, bookmarks, links


@pytest.fixture
def pdf(bundle: Bundle) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(bundle.data)) as opened:
        yield opened


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, int]]:
    """Page, words and goal of every link that stays in the file."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for number, page in enumerate(pdf.pages, 1):
        for note in page.obj.get("/Annots", pikepdf.Array()):
            if note.Subtype == "/Link" and "/Dest" in note:
                yield number, str(note.Contents), numbers[note.Dest[0].objgen]


def test_the_slip_lists_each_handout_with_its_page(bundle: Bundle, pdf: pikepdf.Pdf) -> None:
    listed = [(words, to) for page, words, to in links(pdf) if page <= bundle.slip_pages]
    assert listed == [(f"{item.title}, {item.first}", item.first) for item in bundle.items]
    said = _flat(bundle.sides[0])
    for item in bundle.items:
        assert f"{item.title} {item.first}" in said
    assert bundle.packet.title in said
    assert bundle.packet.subtitle in said


def test_links_stay_inside_their_handout(bundle: Bundle, pdf: pikepdf.Pdf) -> None:
    """And lead where they lead in the handout alone."""
    found = list(links(pdf))
    for item in bundle.items:
        own = [
            (page, words, goal) for page, words, goal in found if item.first <= page <= item.last
        ]
        assert all(item.first <= goal <= item.last for _, _, goal in own)
        with pikepdf.open(item.alone.path) as alone:
            wanted = [
                (page + item.first - 1, goal + item.first - 1) for page, _, goal in links(alone)
            ]
        assert [(page, goal) for page, _, goal in own] == wanted


def aim(entry: pikepdf.OutlineItem) -> tuple[int, int]:
    """The page a bookmark leads to."""
    assert isinstance(entry.destination, pikepdf.Array)
    return entry.destination[0].objgen


def test_bookmarks_are_by_handout(bundle: Bundle, pdf: pikepdf.Pdf) -> None:
    """One for the slip, one for each handout, and below it those of its sections."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        found = [(entry.title, numbers[aim(entry)], entry.children) for entry in outline.root]
    wanted = [(bundle.packet.title, 1), *((item.title, item.first) for item in bundle.items)]
    assert [(title, page) for title, page, _ in found] == wanted
    for item, (_, _, below) in zip(bundle.items, found[1:], strict=True):
        with pikepdf.open(item.alone.path) as alone, alone.open_outline() as outline:
            own = [entry.title for one in outline.root for entry in one.children]
        assert [entry.title for entry in below] == own
        assert all(item.first <= numbers[aim(entry)] <= item.last for entry in below)


# ------------------------------------------------------------------ what is heard


def test_a_set_is_heard_one_handout_after_the_other(bundle: Bundle) -> None:
    """The slip, then each handout as it is heard alone; only its list of contents has the page
    numbers of the set."""
    heard = transcript(bundle.data)
    words: tuple[str, ...] = ()
    for item in bundle.items:
        shifted = {
            place: page + item.first - 1 for place, page in item.alone.rendered.contents.items()
        }
        words += text.words(item.alone.document, shifted)
    slip, rest = heard.words[: -len(words)], heard.words[-len(words) :]
    assert rest == words
    said = " ".join(slip)
    for told in (
        bundle.packet.title,
        bundle.packet.subtitle,
        *(f"{item.title} {item.first}" for item in bundle.items),
    ):
        assert told in said
    assert heard.untagged_text == ()
    assert UNKNOWN not in heard.text


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
@pytest.mark.parametrize(("name", "paper"), JUDGED)
def test_a_set_is_valid(
    name: str, paper: str, flavour: Flavour, prints: Prints, validator: Validator, tmp_path: Path
) -> None:
    path = tmp_path / "set.pdf"
    path.write_bytes(Bundle(name, paper, prints).data)
    verdict = validator.validate(path, flavour)
    assert not verdict.failures
    assert verdict.passed


# ------------------------------------------------------------------ binding


@pytest.mark.parametrize("name", SETS)
def test_binding_moves_pages_away_from_the_edge_they_are_bound_at(
    name: str, prints: Prints
) -> None:
    """Odd pages to the right, even pages to the left, with all that is on them; nothing leaves the
    paper. Cards are cut out of their page: they may stay where they are. Tabs are left out, as the
    words would come to stand on them."""
    bundle = Bundle(name, "a4", prints)
    bound = sides(prints.packet(name, "a4", BINDING).data)
    still = [without_tabs(side) for side in bundle.sides]
    assert not any(tab(word) for side in bound for word in side.words)
    cut = {
        n
        for i in bundle.items
        if i.alone.edition.copies != (1, 1)
        for n in range(i.first, i.last + 1)
    }
    assert len(bound) == len(bundle.sides)
    for number, (side, moved) in enumerate(zip(still, bound, strict=True), 1):
        by = BINDING if number % 2 else -BINDING
        assert [one.text for one in moved.words] == [one.text for one in side.words]
        assert len(moved.strokes) == len(side.strokes)
        if number not in cut:
            for one, other in zip(side.words, moved.words, strict=True):
                assert other.x0 - one.x0 == pytest.approx(by, abs=0.1), (
                    f"page {number}: '{one.text}'"
                )
                assert other.baseline == pytest.approx(one.baseline, abs=0.1)
            for line, same in zip(side.strokes, moved.strokes, strict=True):
                assert same.x0 - line.x0 == pytest.approx(by, abs=0.1), f"page {number}"
        for word in moved.words:
            assert SAFE <= word.x0 <= word.x1 <= moved.width - SAFE, f"page {number}: '{word.text}'"


FAMILIES = yaml.safe_load((CONTENT / "subject.yaml").read_text("utf-8"))["families"]
TAB = (4.0, 12.0)  # points beside the words on a tab, and before and after them: its ground
TABS = {name for family in FAMILIES.values() for name in family.get("tabs", {}).values()}


def tab(word: Words) -> bool:
    """Whether it stands on a tab: turned, it is higher than wide."""
    return word.artifact and word.text.strip() in TABS and word.x1 - word.x0 < word.high - word.low


def without_tabs(side: Side) -> Side:
    """The same side without its tabs, and without their outlines."""
    tabs = [word for word in side.words if tab(word)]
    words = tuple(word for word in side.words if not tab(word))
    strokes = tuple(one for one in side.strokes if not any(_around(word, one) for word in tabs))
    return replace(side, painted=lambda: (words, strokes))


def _around(word: Words, line: Stroke) -> bool:
    """Whether a line belongs to the outline of the tab with ``word`` on it."""
    (left, right), (low, high) = sorted((line.x0, line.x1)), sorted((line.y0, line.y1))
    beside = word.x0 - TAB[0] < left <= right < word.x1 + TAB[0]
    return beside and word.low - TAB[1] < low <= high < word.high + TAB[1]


def test_tabs_stand_clear_of_words_when_pages_are_moved_a_little(prints: Prints) -> None:
    """They stay at the edge of the paper, as long as there is room."""
    job = Job("discectomy", "en", "standard", "a4", binding=0.5 * MM)
    seen = set()
    for number, side in enumerate(prints(job).sides, 1):
        for mark in filter(tab, side.words):
            seen.add(mark.text.strip())
            others = [word for word in side.words if not tab(word)]
            if number % 2:
                assert max(word.x1 for word in others) < mark.x0, f"page {number}"
            else:
                assert min(word.x0 for word in others) > mark.x1, f"page {number}"
    assert seen == TABS


@pytest.mark.parametrize(
    "edition", [name for name, edition in EDITIONS.items() if edition.finish == "screen"]
)
def test_binding_leaves_words_where_they_are_cut_and_folded(edition: str, prints: Prints) -> None:
    """On cards they stay inside the cuts, in a leaflet clear of the folds; everywhere else they
    move together. Tabs are left out where the words would come to stand on them."""
    slug = next(slug for slug in SITE.slugs if wanted.meant_for(SITE, slug, "en", edition))
    still, moved = (prints(Job(slug, "en", edition, "a4", binding=by)).sides for by in (0, BINDING))
    fixed = EDITIONS[edition].copies != (1, 1) or EDITIONS[edition].panels > 1
    for number, (one, other) in enumerate(zip(still, moved, strict=True), 1):
        before = [word for word in one.words if not tab(word)]
        assert not [word for word in other.words if tab(word)]
        steps = {round(b.x0 - a.x0, 1) for a, b in zip(before, other.words, strict=True)}
        assert len(steps) == 1
        if fixed:
            dashes = {
                round(b.x0 - a.x0, 1)
                for a, b in zip(one.strokes, other.strokes, strict=True)
                if a.dashed
            }
            assert dashes == steps, (
                f"page {number}: words move by {steps}, cuts and folds by {dashes}"
            )
        else:
            assert max(steps) == pytest.approx(BINDING if number % 2 else -BINDING, abs=0.1)


# ------------------------------------------------------------------ what a set may have


def test_editions_of_a_set_are_those_on_whole_paper_for_screens() -> None:
    assert {name for name in EDITIONS if in_packet(name)} == {
        "standard",
        "sheet",
        "large-print",
        "ink-saver",
        "card",
    }


def test_every_set_has_a_name_a_title_and_handouts_that_exist() -> None:
    told = yaml.safe_load((CONTENT / "sets.yaml").read_text("utf-8"))
    for name, packet in told.items():
        assert packet["items"], name
        assert {item.partition("/")[0] for item in packet["items"]} <= set(SITE.slugs), name


# ------------------------------------------------------------------ in other languages


@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_set_is_called_something_in_each_language(language: str) -> None:
    shop = Workshop(SITE)
    english = {name: shop.packet(name)[0] for name in SETS}
    for name, one in english.items():
        other, problems = shop.packet(name, language)
        assert one
        assert other, problems
        assert other.items == one.items
        assert not {other.title, other.subtitle} & {one.title, one.subtitle}


def test_sets_have_words_where_their_faces_are_not_here() -> None:
    """Chinese faces are no part of the program."""
    told = yaml.safe_load((CONTENT / "sets.zh-Hans.yaml").read_text("utf-8"))
    assert tuple(told) == SETS


def test_a_set_that_is_not_there_has_no_words(tmp_path: Path) -> None:
    path = tmp_path / "sets.fr.yaml"
    path.write_text("first-visit: {title: a, subtitle: b}\nfirst-visti: {title: a, subtitle: b}\n")
    content = SITE.content.overlaid({path.name: read_file(path, tmp_path)})
    found, problems = Workshop(replace(SITE, content=content)).packet("first-visit", "fr")
    assert found is None
    (problem,) = problems
    assert str(problem.where).endswith("sets.fr.yaml:2:1")
    assert problem.hint == "did you mean 'first-visit'?"
