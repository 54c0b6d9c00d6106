"""Where words stand on paper: inside the margins, none on another, no heading left alone, pages well filled."""

from dataclasses import replace

from handouts.document import Blank, Code, Figure, Heading, IconArray, PageBreak, Panel, walk
from handouts.editions import EDITIONS
from handouts.outputs import text
from handouts.outputs.pdf.pages import FOOT, HEAD
from tests.support.brochures import Brochure, Page, Word, named

EDGE = 24.0  # points of every sheet that stay white: no printer reaches them
NEAR = 0.5  # points

# Pages that are less than half full although no forced break follows, each with the reason: "slug-paper page" -> why.
THIN: dict[str, str] = {}
# Last pages that are less than two thirds full, each with the reason: "slug-paper" -> why.
SHORT_ENDS: dict[str, str] = {}


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


def test_only_the_running_head_and_foot_stand_outside_the_type_area(brochure: Brochure) -> None:
    document, many = brochure.document, brochure.count
    for page in brochure.pages:
        body = _body(page)
        others = [word for word in page.words if word not in body]
        head = " ".join(word.text for word in others if word.top < HEAD)
        foot = " ".join(word.text for word in others if word.top >= HEAD)
        assert head == ("" if page.number == 1 else document.title)
        count = brochure.vocabulary.page_of.format(page=page.number, pages=many)
        assert foot.split() == f"{count} {document.author} \u00b7 {document.status}".split()
        assert all(word.top >= HEAD - 2 and word.bottom <= page.height - FOOT + 2 for word in body), page.number


def test_no_type_is_smaller_than_12_points(brochure: Brochure) -> None:
    small = {
        f"page {page.number}: '{word.text}' {word.size:.2f}"
        for page in brochure.pages
        for word in page.words
        if word.size < 11.99
    }
    assert not small


def test_no_words_overlap(brochure: Brochure) -> None:
    assert not [found for page in brochure.pages for found in _overlaps(page)]


def test_no_page_ends_with_a_heading(brochure: Brochure) -> None:
    """Neither a heading nor the title of a panel is the last thing on a page."""
    titles = [_letters(part.text) for part in walk(brochure.document.parts) if isinstance(part, Heading)]
    titles += [_letters(part.title) for part in walk(brochure.document.parts) if isinstance(part, Panel)]
    for page in brochure.pages:
        line = _last_line(page)
        ends = all(word.bold for word in line) and any(
            title.endswith(_letters("".join(word.text for word in line))) for title in titles if title
        )
        below = any(bottom > line[-1].bottom + 8 for bottom in page.bottoms if bottom < page.height - FOOT)
        assert not ends or below, f"page {page.number} ends with '{' '.join(word.text for word in line)}'"


def test_warnings_and_emergencies_are_whole_on_a_page(brochure: Brochure) -> None:
    pages = [_letters("".join(word.text for word in page.words)) for page in brochure.pages]
    panels = [
        part
        for part in walk(brochure.document.parts)
        if isinstance(part, Panel) and part.role in ("emergency", "warning")
    ]
    assert any(panel.role == "emergency" for panel in panels)
    for panel in panels:
        shown = _shown(brochure, panel)
        assert any(shown in page for page in pages), f"the panel '{panel.title}' is split or not there"


def test_no_page_but_the_last_of_a_chapter_is_less_than_half_full(brochure: Brochure) -> None:
    pages = brochure.pages
    thin = {
        f"{named(brochure.job)} {page.number}": f"{100 * _fullness(page):.0f}%"
        for page, following in zip(pages, pages[1:], strict=False)
        if _fullness(page) < 1 / 2 and not _begins_chapter(following, brochure)
    }
    known = {name for name in THIN if name.rpartition(" ")[0] == named(brochure.job)}
    assert thin.keys() == known, f"thin: {thin}; known: {known}"


def test_the_last_page_is_at_least_two_thirds_full(brochure: Brochure) -> None:
    full = _fullness(brochure.pages[-1])
    assert (full >= 2 / 3) != (named(brochure.job) in SHORT_ENDS), f"the last page is {100 * full:.0f}% full"


# ------------------------------------------------------------------ measuring


def _body(page: Page) -> list[Word]:
    return page.between(HEAD - 2, page.height - FOOT + 2)


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
            if min(one.x1, other.x1) - max(one.x0, other.x0) > 1 and min(one.bottom, other.bottom) - other.top > 1:
                found.append(f"page {page.number}: '{one.text}' and '{other.text}'")
    return found


def _shown(brochure: Brochure, panel: Panel) -> str:
    """The letters of a panel that can be seen: not the names of blanks, nor what pictures say."""
    said = " ".join(text.words(replace(brochure.document, parts=(panel,))))
    for part in walk(panel):
        match part:
            case Blank(label):
                said = said.replace(" ".join(label.split()), " ", 1)
            case Figure(alt=alt) | IconArray(alt=alt) | Code(data=alt):
                said = said.replace(" ".join(alt.split()), " ", 1)
    return _letters(said)


def _fullness(page: Page) -> float:
    """How much of the type area is used: from its top to the lowest word, line or ground."""
    bottoms = [word.bottom for word in _body(page)]
    bottoms += [bottom for bottom in page.bottoms if bottom < page.height - FOOT + 1]
    return (max(bottoms) - HEAD) / (page.height - HEAD - FOOT)


def _begins_chapter(page: Page, brochure: Brochure) -> bool:
    """Whether a forced break stands before ``page``; the page after the cover follows one too."""
    parts = brochure.document.parts
    first = [parts[number + 1] for number, part in enumerate(parts[:-1]) if isinstance(part, PageBreak)]
    top = _letters("".join(word.text for word in _body(page)))
    return page.number == 2 or any(isinstance(part, Heading) and top.startswith(_letters(part.text)) for part in first)
