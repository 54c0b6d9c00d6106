"""Paper that is folded or cut: the booklet, the leaflet that folds in three, the wallet card, the
poster.

What a person does with the printed sheet is done here with the words on it and their places.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import NamedTuple

import pikepdf
import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import MM
from handouts.meaning.document import (
    Banner,
    Code,
    Document,
    Figure,
    Heading,
    IconArray,
    PageBreak,
    Paragraph,
    Part,
)
from handouts.meaning.parts import headings, walk
from handouts.meaning.spans import Blank, Text, plain
from handouts.outputs.text import lines as text
from tests.support.lettered import HYPHEN
from tests.support.prints import Print, Prints, Side, Stroke, Words, jobs, sides, titled
from tests.support.rows import rows

NEAR = 0.05  # points
CLEAR = 3 * MM  # what stays free beside folds, cuts and the edges of paper
REACH = 6 * MM  # from the edge of the paper: what is nearer, many printers leave out
LEAF = 0.1 * MM  # how thick office paper is
THREE_LINES = 3 * 8 * MM  # to write on

# ------------------------------------------------------------------ booklet


class Set(NamedTuple):
    """A word where it stands on its page."""

    text: str
    x: float
    baseline: float


def placed(words: tuple[Words, ...], left: float) -> list[Set]:
    return [Set(one.text, round(one.x0 - left, 1), round(one.baseline, 1)) for one in words]


def halves(side: Side, inside: int) -> tuple[list[Set], list[Set]]:
    """A side of a sheet, cut in the middle; nothing crosses the cut. With so many sheets around it,
    it stands out by as many leaves when all are folded, and is trimmed by as much."""
    middle = side.width / 2
    left = tuple(one for one in side.words if one.x1 <= middle)
    right = tuple(one for one in side.words if one.x0 >= middle)
    assert len(left) + len(right) == len(side.words)
    return placed(left, inside * LEAF), placed(right, middle - inside * LEAF)


def folded(sides: tuple[Side, ...]) -> list[list[Set]]:
    """The pages of a booklet as one leafs through it.

    Two sides are one sheet: turned on the short edge, the left half of its back lies behind the
    right half of its front. Sheets lie in each other, the first outside; their right halves are
    read first, from outside to inside, then the left ones from inside to outside.
    """
    assert len(sides) % 2 == 0, "a sheet has two sides"
    sheets = [
        (halves(front, number), halves(back, number))
        for number, (front, back) in enumerate(zip(sides[::2], sides[1::2], strict=True))
    ]
    pages = []
    for front, back in sheets:
        pages += [front[1], back[0]]
    for front, back in reversed(sheets):
        pages += [back[1], front[0]]
    return pages


@rows("job", jobs("booklet"), ids=titled)
def test_a_folded_booklet_is_read_from_the_first_page_to_the_last(job: Job, prints: Prints) -> None:
    """Every page is that of ``booklet-pages``, word for word, each at its place."""
    pages = prints(replace(job, edition="booklet-pages")).sides
    leaved = folded(prints(job).sides)
    assert len(leaved) == len(pages)
    for number, (found, page) in enumerate(zip(leaved, pages, strict=True), 1):
        wanted = placed(page.words, 0)
        assert [one.text for one in found] == [one.text for one in wanted], f"page {number}"
        for one, other in zip(found, wanted, strict=True):
            off = max(abs(one.x - other.x), abs(one.baseline - other.baseline))
            assert off < 0.11, f"page {number}: '{one.text}'"


@rows("job", jobs("booklet"), ids=titled)
def test_the_fold_of_a_booklet_is_marked_on_its_outermost_side(job: Job, prints: Prints) -> None:
    first, *others = prints(job).sides
    marks = fold_marks(first)
    assert len(marks) == 2
    for one in marks:
        assert one.x0 == pytest.approx(first.width / 2, abs=NEAR)
    assert all(at_the_edge(one, first, 10 * MM) for one in marks)
    assert not any(fold_marks(side) for side in others)


@rows("job", jobs("booklet-pages"), ids=titled)
def test_pages_of_a_booklet_are_numbered_and_clear_of_its_fold(job: Job, prints: Prints) -> None:
    made = prints(job)
    pattern = prints.press.page_of(job.language)
    for number, side in enumerate(made.sides, 1):
        told = pattern.format(page=number, pages=len(made.sides)) in side.said
        assert told == (number > 1), f"page {number}"  # a cover needs none
        for one in side.words:
            assert one.x0 >= CLEAR, f"page {number}: '{one.text}'"
            assert one.x1 <= side.width - CLEAR, f"page {number}: '{one.text}'"


@rows("job", jobs("booklet-pages"), ids=titled)
def test_pages_that_fill_up_a_booklet_are_pages_to_write_on(job: Job, prints: Prints) -> None:
    """As many as were used, after the notes that the document has by itself, and before the back:
    that stays outside."""
    made = prints(job)
    titles = _titles(made.document)
    found = [
        number
        for number, side in enumerate(made.sides, 1)
        if titles & {one.text.strip() for one in side.real}
    ]
    told = [one for one in headings(made.document.parts) if one.text in titles]
    assert len(found) == len(told) >= made.rendered.spare
    back = made.rendered.contents["back"]
    assert all(number < back for number in found)
    assert len(made.sides) - 1 <= back <= len(made.sides)
    spare = found[len(found) - made.rendered.spare :]
    with pikepdf.open(made.path) as pdf:
        for number in found:
            least = made.sides[number - 1].height / 2 if number in spare else THREE_LINES
            assert _room(pdf.pages[number - 1]) > least, f"page {number}"


def _titles(document: Document) -> set[str]:
    """What stands over the pages that fill up a booklet."""
    return {part.text for page in document.spare for part in page if isinstance(part, Heading)}


def _room(page: pikepdf.Page) -> float:
    """How high the largest field to write in is, in points."""
    rooms = (one.Rect for one in page.obj.get("/Annots", pikepdf.Array()))
    return max((abs(float(room[3]) - float(room[1])) for room in rooms), default=0.0)


def test_chapters_without_room_are_filled_up_before_the_last(prints: Prints) -> None:
    """Two chapters of a few words cannot be spread over four pages: two pages of notes stand
    between them."""
    document, _, _ = prints.press.document("discectomy", "en")
    assert document
    one, other = (
        (Heading(words, 2), Paragraph((Text(f"{words} few words."),))) for words in ("The", "Last")
    )
    little = replace(document, parts=(*one, PageBreak(), *other), references=())
    rendered = prints.press.studio("booklet-pages", "letter").render(
        little, prints.press.page_of("en")
    )
    assert (rendered.pages, rendered.spare) == (4, 2)
    pages = sides(rendered.data)
    assert ["few words" in side.said for side in pages] == [True, False, False, True]
    for side in pages[1:3]:
        assert _titles(document) & {one.text.strip() for one in side.real}
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        for page, side in zip(pdf.pages[1:3], pages[1:3], strict=True):
            assert len(page.Annots) == 1
            assert _room(page) > side.height / 2, "a page of notes is room to write"


# ------------------------------------------------------------------ leaflet

# Where each panel lies on the flat sheet, in the order in which one comes upon it: the cover
# (outside right); behind it, when it is opened, the flap (outside left); then the inside from left
# to right; at last the back (outside middle).
UNFOLDED = ((0, 2), (0, 0), (1, 0), (1, 1), (1, 2), (0, 1))


each_trifold = rows("trifold", jobs("trifold"), titled, made="prints")


def fold_marks(side: Side) -> list[Stroke]:
    return [one for one in side.strokes if one.dashed and one.upright]


def at_the_edge(one: Stroke, side: Side, reach: float) -> bool:
    """Whether a mark begins where printers begin to paint, and is long enough to fold by."""
    low, high = sorted((one.y0, one.y1))
    near = low if low < side.height / 2 else side.height - high
    return reach <= near <= reach + 2 and 3 * MM <= high - low <= 5 * MM


def edges(side: Side) -> list[float]:
    """The edges of the panels, as the fold marks have them."""
    return [0.0, *sorted({round(one.x0, 2) for one in fold_marks(side)}), side.width]


@each_trifold
def test_folds_are_marked_above_and_below_where_printers_reach(trifold: Print) -> None:
    """Whole, on paper that nobody trims."""
    for side in trifold.sides:
        marks = fold_marks(side)
        assert len(marks) == 4
        above = {round(one.x0, 2) for one in marks if min(one.y0, one.y1) > side.height / 2}
        below = {round(one.x0, 2) for one in marks if max(one.y0, one.y1) < side.height / 2}
        assert above == below
        assert len(above) == 2
        assert all(at_the_edge(one, side, REACH) for one in marks)
        assert side.media == side.trim


@each_trifold
def test_the_panel_that_is_folded_in_is_the_narrower_one(trifold: Print) -> None:
    """Outside on the left, inside on the right; the others are equal. The folds of both sides are
    the same folds."""
    outer, inner = (edges(side) for side in trifold.sides)
    assert inner == pytest.approx([trifold.sides[0].width - x for x in reversed(outer)], abs=NEAR)
    first, second, third = (b - a for a, b in zip(outer, outer[1:], strict=False))
    assert second == pytest.approx(third, abs=NEAR)
    assert 1 / 16 * 72 - NEAR <= second - first <= 4 * MM


@each_trifold
def test_words_of_a_leaflet_are_clear_of_folds_and_edges(trifold: Print) -> None:
    for number, side in enumerate(trifold.sides, 1):
        limits = edges(side)
        for one in side.words:
            panel = next(i for i in range(3) if limits[i] <= (one.x0 + one.x1) / 2 <= limits[i + 1])
            assert one.x0 >= limits[panel] + CLEAR, f"side {number}: '{one.text}'"
            assert one.x1 <= limits[panel + 1] - CLEAR, f"side {number}: '{one.text}'"
            assert CLEAR <= one.low <= one.high <= side.height - CLEAR, (
                f"side {number}: '{one.text}'"
            )


@each_trifold
def test_panels_come_in_the_order_of_the_text(trifold: Print) -> None:
    """Each panel has the words of its part of the text output, and none besides."""
    parts = _between_breaks(trifold.document.parts)
    assert len(parts) == len(UNFOLDED)
    for number, ((which, place), told) in enumerate(zip(UNFOLDED, parts, strict=True), 1):
        side = trifold.sides[which]
        limits = edges(side)
        words = [
            one for one in side.real if limits[place] <= (one.x0 + one.x1) / 2 <= limits[place + 1]
        ]
        assert _letters(" ".join(one.text for one in words)) == _seen(trifold, told), (
            f"panel {number}"
        )


def _between_breaks(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    groups: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, PageBreak):
            groups.append([])
        else:
            groups[-1].append(part)
    return [tuple(group) for group in groups]


def _letters(words: str) -> str:
    """``words`` without what a line may end with: spaces, and hyphens, which PDFium takes for a
    part of the line."""
    return re.sub(rf"[\s{HYPHEN}-]+", "", words)


def _seen(made: Print, parts: tuple[Part, ...]) -> str:
    """The letters of the text output that are painted: not what pictures say, nor the names of
    blanks."""
    said = " ".join(text.words(replace(made.document, parts=parts)))
    for part in walk(parts):
        match part:
            case Blank(label):
                said = said.replace(" ".join(label.split()), " ", 1)
            case Banner(whose=whose):
                said = said.replace(plain(whose), " ", 1)
            case Figure(alt=alt) | IconArray(alt=alt) | Code(data=alt):
                said = said.replace(" ".join(alt.split()), " ", 1)
    return _letters(said)


# ------------------------------------------------------------------ card


each_card = rows("card", jobs("card"), titled, made="prints")


class Grid(NamedTuple):
    """Where one cuts and folds: places from the left, heights from below."""

    upright: list[float]
    level: list[float]
    folds: list[float]
    ends: tuple[float, float, float, float]  # of the cuts: left, low, right, high


def grid(side: Side) -> Grid:
    """The lines along all cards, each from end to end."""
    plain = [one for one in side.strokes if not one.dashed and (one.upright or one.level)]
    long = [one for one in plain if abs(one.x1 - one.x0) + abs(one.y1 - one.y0) > 150 * MM]
    folds = [one for one in side.strokes if one.dashed]
    upright, level = ([one for one in long if one.upright], [one for one in long if one.level])
    assert all(one.upright for one in folds)
    (lows, highs), (lefts, rights) = (
        zip(*[sorted((one.y0, one.y1)) for one in (*upright, *folds)], strict=True),
        zip(*[sorted((one.x0, one.x1)) for one in level], strict=True),
    )
    ends = {tuple(round(value, 1) for value in (min(lefts), min(lows), max(rights), max(highs)))}
    for found in (lows, highs, lefts, rights):
        assert max(found) - min(found) < NEAR, "all lines end together"
    ((left, low, right, high),) = ends
    return Grid(
        sorted(round(one.x0, 2) for one in upright),
        sorted(round(one.y0, 2) for one in level),
        sorted(round(one.x0, 2) for one in folds),
        (left, low, right, high),
    )


@each_card
def test_cards_are_four_and_alike_and_no_word_stands_across_a_cut_or_a_fold(card: Print) -> None:
    (side,) = card.sides
    lines = grid(side)
    assert (len(lines.upright), len(lines.level), len(lines.folds)) == (2, 5, 1)
    left, right = lines.upright
    faces = ((left, lines.folds[0]), (lines.folds[0], right))
    found: dict[int, list[Set]] = {}
    for one in side.words:
        start, end = faces[one.x0 > lines.folds[0]]
        row = next(i for i in range(4) if lines.level[i] <= one.low <= lines.level[i + 1])
        low, high = lines.level[row], lines.level[row + 1]
        assert start + CLEAR - NEAR <= one.x0 <= one.x1 <= end - CLEAR + NEAR, one.text
        assert low + CLEAR - NEAR <= one.low <= one.high <= high - CLEAR + NEAR, one.text
        at = Set(one.text, round(one.x0 - left, 1), round(one.baseline - low, 1))
        found.setdefault(row, []).append(at)
    assert len(found) == 4
    first = found[3]
    assert {one.x > faces[0][1] - left for one in first} == {False, True}, "both faces have words"
    for words in found.values():
        assert [one.text for one in words] == [one.text for one in first]
        for copy, other in zip(words, first, strict=True):
            assert copy[1:] == pytest.approx(other[1:], abs=0.2), copy.text


@each_card
def test_a_card_is_cut_and_folded_to_a_bank_card(card: Print) -> None:
    """ISO/IEC 7810, ID-1: 85.6 x 54 mm. The lines go on beyond the cards, where a cut is begun,
    and end where printers reach."""
    (side,) = card.sides
    lines = grid(side)
    faces = [lines.folds[0] - lines.upright[0], lines.upright[1] - lines.folds[0]]
    assert faces == pytest.approx([85.6 * MM, 85.6 * MM], abs=NEAR)
    heights = [b - a for a, b in zip(lines.level, lines.level[1:], strict=False)]
    assert heights == pytest.approx([54 * MM] * 4, abs=NEAR)
    left, low, right, high = lines.ends
    assert lines.upright[0] - left == pytest.approx(right - lines.upright[1], abs=0.2)
    assert lines.upright[0] - left >= 4 * MM
    assert lines.level[0] - low >= 4 * MM
    assert min(left, low, side.width - right, side.height - high) >= REACH


@each_card
def test_a_card_is_heard_once(card: Print) -> None:
    """One copy belongs to the structure, the first; the other three are artifacts."""
    (side,) = card.sides
    assert len(side.words) == 4 * len(side.real)
    assert all(one.low > grid(side).level[3] for one in side.real)
    heard = card.transcript
    assert heard.words == card.written
    assert list(heard.artifacts) == 3 * " ".join(one.text for one in side.real).split()


# ------------------------------------------------------------------ poster


@pytest.mark.parametrize("job", jobs("poster"), ids=titled)
def test_a_poster_can_be_read_from_a_chair(job: Job, prints: Prints) -> None:
    """Nothing is smaller than 18 points; titles are larger than twice that."""
    (side,) = prints(job).sides
    assert side.words
    sizes = sorted({round(one.size, 1) for one in side.words})
    assert sizes[-1] > 2 * 18
    small = [one.text for one in side.words if one.size < 18]
    assert not small
    for one in side.words:
        assert 10 * MM <= one.x0 <= one.x1 <= side.width - 10 * MM, one.text
        assert 10 * MM <= one.low <= one.high <= side.height - 10 * MM, one.text
