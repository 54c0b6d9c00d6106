"""Where words stand on paper: inside the margins, none on another, no heading left alone, pages
well filled."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import pytest

from handouts.content.editions import EDITIONS, MM
from handouts.meaning.document import (
    Code,
    Columns,
    Document,
    Facts,
    Figure,
    Heading,
    IconArray,
    Panel,
    Part,
    Strip,
)
from handouts.meaning.parts import headings, walk
from handouts.meaning.spans import Blank, plain
from handouts.outputs.pdf.boxes.box import CLOSEST, Box, Repeating, gap, height
from handouts.outputs.pdf.boxes.broken import SplitPanel
from handouts.outputs.pdf.boxes.kinds import Ruled, TextBox
from handouts.outputs.pdf.pages.compose import Page as Composed
from handouts.outputs.pdf.pages.compose import Placed
from handouts.outputs.text import lines as text
from tests.support.brochures import Brochure, Page, each_brochure, each_edition
from tests.support.lettered import Word

EDGE = 24.0  # points of every sheet that stay white: no printer reaches them
NEAR = 0.5  # points
CLEAR = 7.0  # points between the words of a tab, descenders and all, and those of its page
REACH = 10 * MM  # what office printers leave white
TABBED = ("standard", "ink-saver")  # larger type has no room for tabs in the margin


@each_brochure
def test_words_stand_inside_the_margins(brochure: Brochure) -> None:
    margin = EDITIONS[brochure.job.edition].margin
    outside = [
        f"page {page.number}: '{word.text}' at {word.x0:.1f} to {word.x1:.1f}"
        for page in brochure.pages
        for word in page.words
        if word.x0 < margin - NEAR or word.x1 > page.width - margin + NEAR
    ]
    outside += [
        f"page {page.number}: '{word.text}' at a height of {word.top:.1f}"
        for page in brochure.pages
        for word in page.words
        if word.top < EDGE or word.bottom > page.height - EDGE
    ]
    assert not outside


@each_brochure
def test_tabs_stand_in_the_outer_margin_and_name_the_parts_on_their_page(
    brochure: Brochure,
) -> None:
    """Nothing else is turned. Right-hand pages, the first among them, have odd numbers."""
    margin = EDITIONS[brochure.job.edition].margin
    for page, here in zip(brochure.pages, _places(brochure), strict=True):
        shown = sorted(word.text for word in page.turned)
        assert shown == sorted(" ".join(here.tabs).split()), f"page {page.number}"
        for word in page.turned:
            low, high = (page.width - word.x1, page.width - word.x0)
            near, far = (low, high) if page.number % 2 else (word.x0, word.x1)
            assert REACH <= near < far <= margin - CLEAR, f"page {page.number}: '{word.text}'"
            assert page.head <= word.top < word.bottom <= page.height - page.foot


@each_brochure
def test_only_the_running_head_and_foot_stand_outside_the_type_area(brochure: Brochure) -> None:
    document, many = brochure.document, brochure.count
    author, status, brief = plain(document.author), plain(document.status), plain(document.brief)
    for page, here in zip(brochure.pages, _places(brochure), strict=True):
        body = _body(page)
        others = [word for word in page.words if word not in body]
        head = " ".join(word.text for word in others if word.top < page.height / 2)
        foot = " ".join(word.text for word in others if word.top >= page.height / 2)
        assert head in _heads(document, here) if page.number > 1 else head == ""
        count = brochure.vocabulary.page_of.format(page=page.number, pages=many)
        feet = [
            f"{count} {whose}{told}".split()
            for told in (status, brief)
            for whose in (f"{author} \u00b7 ", "")
        ]
        # whose it is, where it fits into the line
        assert foot.split() in feet if page.number > 1 else foot == ""
        end = page.height - page.foot - _clear(brochure, page.number) + 2
        assert all(word.top >= _top(page) and word.bottom <= end for word in body), page.number


@each_brochure
def test_no_type_is_smaller_than_12_points(brochure: Brochure) -> None:
    small = {
        f"page {page.number}: '{word.text}' {word.size:.2f}"
        for page in brochure.pages
        for word in (*page.words, *page.turned)
        if word.size < 11.99
    }
    assert not small


@each_brochure
def test_no_words_overlap(brochure: Brochure) -> None:
    assert not [found for page in brochure.pages for found in _overlaps(page)]


@each_brochure
def test_no_page_ends_with_a_heading(brochure: Brochure) -> None:
    """Neither a heading nor the title of a panel is the last thing on a page."""
    titles = [
        _letters(part.text) for part in walk(brochure.document.parts) if isinstance(part, Heading)
    ]
    titles += [
        _letters(part.title) for part in walk(brochure.document.parts) if isinstance(part, Panel)
    ]
    for page in brochure.pages:
        line = _last_line(page)
        ends = all(word.bold for word in line) and any(
            title.endswith(_letters("".join(word.text for word in line)))
            for title in titles
            if title
        )
        assert not ends or any(
            bottom > line[-1].bottom + 8
            for bottom in page.bottoms
            if bottom < page.height - page.foot
        ), f"page {page.number} ends with '{' '.join(word.text for word in line)}'"


@each_brochure
def test_no_page_ends_with_what_announces_something(brochure: Brochure) -> None:
    """Whoever turns the page would have to turn back to know what the list is of."""
    ends = [
        f"page {page.number} ends with '{' '.join(word.text for word in line)}'"
        for page, line in ((page, _last_line(page)) for page in brochure.pages)
        if line[-1].text.endswith(":")
    ]
    assert not ends


@each_brochure
def test_warnings_and_emergencies_are_whole_on_a_page(brochure: Brochure) -> None:
    """One that no page can hold goes on on the next, with its head painted again."""
    turn = re.escape(_letters(brochure.document.on_page)).replace(r"\{page\}", r"\d+")
    letters = (_letters("".join(word.text for word in page.words)) for page in brochure.pages)
    pages = [re.sub(turn, "", said) for said in letters]  # only on paper
    panels = [
        part
        for part in walk(brochure.document.parts)
        if isinstance(part, Panel) and part.role in ("emergency", "warning")
    ]
    assert any(panel.role == "emergency" for panel in panels)
    for panel in panels:
        shown, parted = _shown(brochure, panel), _parted(brochure, panel)
        assert any(shown in page for page in pages) != bool(parted), (
            f"the panel '{panel.title}' is split or not there"
        )
        for number in parted:
            assert _letters(panel.title) in pages[number - 1], f"page {number}: no '{panel.title}'"


@each_edition
def test_a_page_that_is_less_than_half_full_has_no_room_for_what_follows(
    any_brochure: Brochure,
) -> None:
    """Unless a forced break follows. What follows is as much as may not be parted from its first
    line: a heading with its text, a panel, a row of cards. It has no room if it would not fit with
    every gap and picture on the page, and in it, as small as it may be."""
    made = any_brochure.composition
    for number, (page, following) in enumerate(pairwise(made.pages)):
        if made.of[number] != made.of[number + 1] or _grown(page):
            continue
        if _end(page[-1]) < 0.5 * made.area.depth:
            together = _least([*page, *_stretch(following)])
            assert together > made.area.depth, (
                f"page {number + 2}: {together:.0f} of {made.area.depth:.0f} points"
            )


@each_edition
def test_no_page_ends_with_a_heading_box(any_brochure: Brochure) -> None:
    """What stands below a heading is on its page, and is no heading of the same level."""
    made = any_brochure.composition
    for number, page in enumerate(made.pages, 2):
        assert not isinstance(made.part(number - 2, page[-1].number), Heading), f"page {number}"


@each_edition
def test_no_line_is_alone(any_brochure: Brochure) -> None:
    """A paragraph that goes on leaves two lines at least, and takes two."""
    for number, page in enumerate(any_brochure.composition.pages, 2):
        for placed in page:
            rows = len(placed.box.rows)
            if isinstance(placed.box, TextBox) and placed.last - placed.first < rows:
                assert placed.last - placed.first >= 2, f"page {number}"


@each_edition
def test_panels_and_pictures_are_whole_and_inside_the_type_area(any_brochure: Brochure) -> None:
    made, seen = any_brochure.composition, 0
    for number, page in enumerate(made.pages, 2):
        for placed in page:
            assert placed.top >= -NEAR, f"page {number}"
            room = made.area.depth + made.area.clear - _clear(any_brochure, number)
            assert _end(placed) <= room + NEAR, f"page {number}"
            part = made.part(number - 2, placed.number)
            if isinstance(part, Panel | Figure | Strip | Columns | IconArray | Facts):
                seen += 1
                whole = (placed.first, placed.last) == (0, len(placed.box.rows))
                below = (
                    isinstance(part, Columns) and EDITIONS[any_brochure.job.edition].columns == 1
                )
                running = below and isinstance(placed.box, TextBox)  # text like any other
                assert whole or running or _too_high(placed.box, made.area.depth), f"page {number}"
    assert seen


@each_edition
def test_nothing_lies_on_anything(any_brochure: Brochure) -> None:
    """Boxes follow each other from the top, with at least half the gap they want."""
    for number, page in enumerate(any_brochure.composition.pages, 2):
        for one, other in pairwise(page):
            assert other.top >= _end(one) + CLOSEST * gap(one.box, other.box) - 0.01, (
                f"page {number}"
            )


@each_edition
def test_pictures_stand_inside_the_type_area(any_brochure: Brochure) -> None:
    """Icon arrays and codes too. The picture of the cover may stand higher: there is no running
    head."""
    area = any_brochure.composition.area
    for picture in any_brochure.pictures:
        left, low, right, high = picture.box
        assert left >= area.margin - NEAR, picture
        assert right <= area.width - area.margin + NEAR, picture
        assert low >= area.foot - NEAR, picture
        assert high <= area.height - (area.head if picture.page > 1 else EDGE) + NEAR, picture


@each_edition
def test_before_and_after_have_one_scale_and_one_height(any_brochure: Brochure) -> None:
    boxes = any_brochure.drawings
    gallery = any_brochure.gallery
    for strip in (part for part in walk(any_brochure.document.parts) if isinstance(part, Strip)):
        shown = [boxes[figure.alt] for figure in strip.figures]
        sizes = [gallery.picture(figure.name) for figure in strip.figures]
        assert len({picture.page for picture in shown}) == 1
        scales = [
            (one.box[2] - one.box[0]) / size.width
            for one, size in zip(shown, sizes, strict=True)
            if size
        ]
        # a label's lines leave a hair of it
        assert max(scales) - min(scales) <= 0.02 * max(scales), shown
        if len(shown) == 2 and shown[0].box[2] <= shown[1].box[0]:
            assert shown[0].box[1] == pytest.approx(shown[1].box[1], abs=0.2)


@each_brochure
def test_the_last_page_is_at_least_two_thirds_full(brochure: Brochure) -> None:
    full = _fullness(brochure.pages[-1])
    assert full >= 2 / 3, f"the last page is {100 * full:.0f}% full"


# ------------------------------------------------------------------ where pages are


class Place(NamedTuple):
    """The section that a page goes on with, empty where it has none, and the names on its tabs."""

    section: str
    tabs: frozenset[str]


def _places(brochure: Brochure) -> list[Place]:
    """For each page; the cover has neither. A page belongs to the section that it goes on with and
    to all that begin on it."""
    out, current = [Place("", frozenset())], None
    for number, page in enumerate(brochure.composition.pages):
        parts = [brochure.composition.part(number, placed.number) for placed in page]
        found = [one for part in parts for one in _sections(part)]
        begins = bool(found) and next(_sections(parts[0]), None) is not None
        on = set(found) if begins or not current else {current, *found}
        section = current.text if current and not begins else ""
        tabs = {one.tab for one in on if one.tab} if brochure.job.edition in TABBED else set()
        out.append(Place(section, frozenset(tabs)))
        current = found[-1] if found else current
    return out


def _sections(part: Part | None) -> Iterator[Heading]:
    """The sections that begin in a part: a panel may be one."""
    if isinstance(part, Panel) and part.level == 2:
        yield Heading(part.title, 2)
    elif part is not None:
        yield from (one for one in headings((part,)) if one.level == 2)


def _heads(document: Document, here: Place) -> tuple[str, ...]:
    """What may stand at the head of a page: the section that goes on, with the title or the short
    one where there is room for both; its heading alone where no more has room beside the logo."""
    if not here.section:
        return (document.title,)
    told = document.continued.format(section=here.section)
    titles = (one for one in (document.title, document.short) if one)
    return (*(f"{title} \u00b7 {told}" for title in titles), told, here.section)


def _clear(brochure: Brochure, number: int) -> float:
    """The air that page ``number`` ends in, in points: one that must hold all of its section may
    take that room."""
    made, edition = brochure.composition, EDITIONS[brochure.job.edition]
    if number == 1:
        return 0.0
    told = (laid.part for laid in made.chapters[made.of[number - 2]] if laid.part)
    first = next((part for part in told if isinstance(part, Heading)), None)
    return 0.0 if first and first.id in edition.whole else edition.clear


def _parted(brochure: Brochure, panel: Panel) -> list[int]:
    """The pages of a panel that no page can hold whole."""
    made = brochure.composition
    return [
        number
        for number, page in enumerate(made.pages, 2)
        for placed in page
        if made.part(number - 2, placed.number) == panel and _too_high(placed.box, made.area.depth)
    ]


# ------------------------------------------------------------------ measuring


def _top(page: Page) -> float:
    """Where the type area begins; the cover has no running head."""
    return page.head - 2 if page.number > 1 else EDGE


def _body(page: Page) -> list[Word]:
    return page.between(_top(page), page.height - page.foot + 2)


def _last_line(page: Page) -> list[Word]:
    """The words of the lowest line, from start to end."""
    body = _body(page)
    lowest = max(word.bottom for word in body)
    return sorted((word for word in body if word.bottom > lowest - 3), key=lambda word: word.x0)


def _letters(words: str) -> str:
    return "".join(words.split())


def _overlaps(page: Page) -> list[str]:
    """Pairs of words that share more than a point in both directions."""
    words = sorted(page.words, key=lambda word: word.top)
    found = []
    for number, one in enumerate(words):
        for other in words[number + 1 :]:
            if other.top > one.bottom - 1:
                break
            if (
                min(one.x1, other.x1) - max(one.x0, other.x0) > 1
                and min(one.bottom, other.bottom) - other.top > 1
            ):
                found.append(f"page {page.number}: '{one.text}' and '{other.text}'")
    return found


def _shown(brochure: Brochure, panel: Panel) -> str:
    """The letters of a panel that can be seen: not the names of blanks, nor what pictures say."""
    said = " ".join(text.words(replace(brochure.document, parts=(panel,))))
    for part in walk((panel,)):
        match part:
            case Blank(label):
                said = said.replace(" ".join(label.split()), " ", 1)
            case Figure(alt=alt) | IconArray(alt=alt) | Code(data=alt):
                said = said.replace(" ".join(alt.split()), " ", 1)
    return _letters(said)


def _fullness(page: Page) -> float:
    """How much of the type area is used: from its top to the lowest word, line or ground."""
    bottoms = [word.bottom for word in _body(page)]
    bottoms += [bottom for bottom in page.bottoms if bottom < page.height - page.foot + 1]
    return (max(bottoms) - page.head) / (page.height - page.head - page.foot)


def _end(placed: Placed) -> float:
    again = placed.box.repeated() if placed.first and isinstance(placed.box, Repeating) else 0.0
    tall = placed.fit.height if placed.fit else sum(placed.box.rows[placed.first : placed.last])
    return placed.top + again + tall


def _grown(page: Composed) -> bool:
    return any(isinstance(placed.box, Ruled) and placed.box.grows for placed in page)


def _too_high(box: Box, depth: float) -> bool:
    """Whether this is a panel that no page can hold."""
    return isinstance(box, SplitPanel) and height(box) > depth


def _stretch(page: Composed) -> list[Placed]:
    """As much of the start of a page as may not be parted."""
    out: list[Placed] = []
    for placed in page:
        breaks = [row for row in placed.box.breaks if placed.first < row < placed.last]
        if breaks:
            return [*out, replace(placed, last=min(breaks))]
        out.append(placed)
        if not placed.box.keep:
            break
    return out


def _least(placed: list[Placed]) -> float:
    """The least height of these together, one below the other."""
    total, above = 0.0, None
    for one in placed:
        if above is not one.box:
            total += CLOSEST * gap(above, one.box)
        rows = one.box.rows[one.first : one.last]
        total += sum(rows) - (one.box.give if len(one.box.rows) == 1 else 0.0)
        above = one.box
    return total
