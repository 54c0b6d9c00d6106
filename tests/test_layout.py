"""Lines, pages, labels and columns, without a PDF. Seeded chance finds what nobody thinks of; a
seed names its case."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from handouts.meaning.document import (
    Columns,
    Field,
    Figure,
    FillIn,
    Heading,
    IconArray,
    Item,
    Items,
    Label,
    Paragraph,
    Part,
    Table,
)
from handouts.meaning.spans import Blank, Cite, Link, Strong, Text
from handouts.outputs.pdf.boxes.box import Box, Repeating, gap
from handouts.outputs.pdf.boxes.broken import TableBox
from handouts.outputs.pdf.boxes.kinds import Painted, Ruled, Sized, TextBox
from handouts.outputs.pdf.drawings import colouring
from handouts.outputs.pdf.ink.sheet import Painter, Sheet
from handouts.outputs.pdf.ink.tags import Tree
from handouts.outputs.pdf.look import Look
from handouts.outputs.pdf.pages.chapters import Chapter, Laid, boxes_of, gathered, loosened
from handouts.outputs.pdf.pages.compose import (
    Chosen,
    Page,
    Placed,
    compose,
    pages_of,
    room_for,
    too_tall,
)
from handouts.outputs.pdf.pages.loath import loath
from handouts.outputs.pdf.pages.ways import either_side, exactly, followed, shortest
from handouts.outputs.pdf.parts.labels import Labelled, lay_out
from handouts.outputs.pdf.parts.lists import Bullet
from handouts.outputs.pdf.parts.table_columns import Wish, share
from handouts.outputs.pdf.text.breaks import AWKWARD
from handouts.outputs.pdf.text.cutting import tokens
from handouts.outputs.pdf.text.lines import Line, Style, Token, natural, set_lines, width_of
from handouts.outputs.pdf.text.ties import LOOSE
from handouts.pictures.drawing import Drawing
from tests.support.brochures import ASSETS, CONTENT
from tests.support.labelling import faults
from tests.support.opened import Opened

SEEDS = range(150)
TEXT = (
    "The main reason is leg pain from a nerve that is pressed. This pain is called sciatica, "
    "and it runs from the back "
    "or buttock down the leg. You may also have numb spots or a weak leg. Most people get "
    "better without surgery, but "
    "a few need an operation soon. Ask your surgeon what fits you, and why. Walking is the "
    "best early exercise."
)
PROSE = TEXT.split()


@pytest.fixture(scope="module")
def look() -> Look:
    return Opened(CONTENT, ASSETS, None).studio("standard", "letter").look()


@pytest.fixture(scope="module")
def style(look: Look) -> Style:
    return look.body


# ------------------------------------------------------------------ lines


def prose(chance: Random) -> str:
    return " ".join(chance.choice(PROSE) for _ in range(chance.randint(3, 70)))


def paragraph(chance: Random, style: Style) -> tuple[list[Token], float]:
    """Tokens of a random paragraph and a measure that every one of them fits."""
    text = prose(chance)
    if chance.random() < 0.3:
        text += (
            f" {chance.randint(2, 90)} weeks after low-back surgery at L4-L5, see "
            "https://example.org/a/long-address"
        )
    items = tokens((Text(text), Strong(" and bold words"), Text(".")), style, {})
    return items, max(chance.uniform(60, 450), *(token.width for token in items))


def greedily(items: list[Token], style: Style, measure: float) -> list[Line]:
    lines: list[Line] = []
    for token in items:
        if lines and width_of((*lines[-1], token), style) <= measure:
            lines[-1] = (*lines[-1], token)
        else:
            lines.append((token,))
    return lines


@pytest.mark.parametrize("balanced", [False, True])
def test_lines_hold_every_word_and_stay_within_the_measure(style: Style, balanced: bool) -> None:
    for seed in SEEDS:
        items, measure = paragraph(Random(seed), style)
        lines = set_lines(items, style, measure, balanced)
        assert [token for line in lines for token in line] == items, f"seed {seed}"
        assert max(width_of(line, style) for line in lines) <= measure + 0.01, f"seed {seed}"


@pytest.mark.parametrize("balanced", [False, True])
def test_never_more_lines_than_a_greedy_break(style: Style, balanced: bool) -> None:
    for seed in SEEDS:
        items, measure = paragraph(Random(seed), style)
        greedy = greedily(items, style, measure)
        if any(line[-1].glued for line in greedy[:-1]):
            continue  # what belongs together may cost a line
        assert len(set_lines(items, style, measure, balanced)) <= len(greedy), f"seed {seed}"


def test_a_word_wider_than_the_measure_has_a_line_of_its_own(style: Style) -> None:
    items = tokens((Text("a Pneumonoultramicroscopicsilicovolcanoconiosis b"),), style, {})
    assert [len(line) for line in set_lines(items, style, 60)] == [1, 1, 1]


def test_no_words_make_no_lines(style: Style) -> None:
    assert set_lines(tokens((), style, {}), style, 100) == []


@pytest.mark.parametrize("cited", [(), (Cite("S1"),)], ids=["a word", "a word and its source"])
def test_the_last_line_is_no_lonely_short_word(style: Style, cited: tuple[Cite, ...]) -> None:
    """Unless the word that would keep it company leaves a gap of a third of the measure in the line
    above."""
    lonely, alone = 0, 1 + len(cited)
    for seed in SEEDS:
        chance = Random(seed)
        text = Text(prose(chance) + (" " if cited else ""))
        items, measure = tokens((text, *cited), style, {"S1": 1}), chance.uniform(150, 450)
        lines = set_lines(items, style, measure)
        short = width_of(lines[-1], style) < 0.3 * measure
        if len(lines) > 1 and len(lines[-1]) == alone and short:
            above = width_of(lines[-2][:-1], style)
            assert above < 0.7 * measure, f"seed {seed}"
            lonely += 1
    assert lonely < 0.15 * len(SEEDS)


def test_balanced_lines_are_as_even_as_they_can_be(style: Style) -> None:
    items = tokens(
        (Text("How do I care for myself at home after surgery on my low back?"),), style, {}
    )
    whole = width_of(tuple(items), style)
    first, last = set_lines(items, style, 0.8 * whole, balanced=True)
    assert width_of(last, style) > 0.35 * whole
    assert width_of(first, style) < 0.65 * whole


@pytest.mark.parametrize(
    "words", ["6 weeks", "1,000 people", "2.4 percent", "$20 more", "Dr. Gupta"]
)
def test_a_number_stays_with_its_unit(style: Style, words: str) -> None:
    """Unless it would take one more line, or, in a narrow column, an edge much more ragged."""
    number = words.split(" ", 1)[0]
    items = tokens((Text(f"{' '.join(PROSE[:30])} {words} {' '.join(PROSE[30:])}"),), style, {})
    place = next(n for n, token in enumerate(items) if token.glued)
    assert items[place].pieces[0].word == style.regular.runs(number)[0].word
    bound = replace(items[place], width=width_of(tuple(items[place : place + 2]), style))
    together = [*items[:place], bound, *items[place + 2 :]]
    for measure in range(200, 450):
        lines = set_lines(items, style, measure)
        torn = any(line[-1].glued for line in lines)
        assert not torn or len(greedily(together, style, measure)) > len(lines), (
            f"torn apart at {measure} points"
        )


def test_spans_without_a_space_between_them_are_one_token(style: Style) -> None:
    items = tokens(
        (Text("of ("), Link("this", "#x"), Text(")"), Cite("S1"), Text(" that")), style, {"S1": 7}
    )
    assert [len(token.pieces) for token in items] == [1, 4, 1]
    assert [token.space for token in items] == [False, True, True]
    assert [piece.inline for piece in items[1].pieces] == [-1, 1, -1, 3]


def test_a_blank_can_be_written_on_and_stays_with_its_word(style: Style) -> None:
    please, call, blank = tokens((Text("Please call "), Blank("(phone)")), style, {})
    assert blank.width >= 120
    assert (please.glued, call.glued) == (0, LOOSE)


def test_words_break_after_hyphens_and_addresses_after_slashes(style: Style) -> None:
    assert len(tokens((Text("low-back"),), style, {})) == 2
    assert len(tokens((Text("L4-L5"),), style, {})) == 1
    assert len(tokens((Text("orthoinfo.example.org/en/treatment/spinal-fusion"),), style, {})) == 4


def test_a_word_with_a_hyphen_is_whole_unless_it_takes_a_line_more(style: Style) -> None:
    """Half a word is hard to read, and some readers copy its parts apart."""
    items = tokens((Text("Some more people have a low-back ache"),), style, {})
    lines = set_lines(items, style, natural(items[:6], style))
    assert [len(line) for line in lines] == [5, 3]  # "low-" had room in the first
    items = tokens((Text("Some low-back people"),), style, {})
    measure = max(natural(items[:2], style), natural(items[2:], style))
    assert natural(items[1:], style) > measure  # the word whole would take three lines
    assert [len(line) for line in set_lines(items, style, measure)] == [2, 2]


@pytest.mark.parametrize(
    ("address", "stretches"),
    [
        ("orthoinfo.aaos.org", 1),  # one that is short is whole
        ("pubmed.ncbi.nlm.nih.gov/20007994", 2),
        ("doi.org/10.1002/14651858.CD007612.pub2", 3),
        ("norellehealth-saintcatherine.example.org", 4),  # in no narrow column it would be
    ],
)
def test_a_host_is_whole_where_it_can_be(address: str, stretches: int, style: Style) -> None:
    """Else it breaks at its dots, and before its hyphens, only where a slash is no better place."""
    cut = tokens((Text(f"{address} here"),), style, {})
    assert len(cut) == stretches + 1
    assert {one.free for one in cut} <= {0, AWKWARD}
    lines = set_lines(tokens((Text(f"Read www.a.org/{address}/more"),), style, {}), style, 240)
    assert all(line[0].free != AWKWARD for line in lines) or len(address) > 38


# ------------------------------------------------------------------ pages


def block(
    rows: tuple[float, ...],
    breaks: frozenset[int] = frozenset(),
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> Box:
    """A box of any shape that paints nothing."""
    made = Box(before=before, after=after, keep=keep)
    made.known(rows, breaks=breaks)
    return made


DEPTH = 600.0


def chapter(chance: Random, style: Style) -> list[Box]:
    return [_box(chance, style) for _ in range(chance.randint(1, 40))]


def _box(chance: Random, style: Style) -> Box:
    before, after, keep = (
        chance.choice((0, 4, 8, 20)),
        chance.choice((0, 4, 8)),
        chance.random() < 0.2,
    )
    match chance.randrange(4):
        case 0:
            lines = tuple(set_lines(tokens((Text(prose(chance)),), style, {}), style, 200))
            return TextBox(lines, style, None, {}, before=before, after=after, keep=keep)
        case 1:
            cells = tuple(chance.uniform(20, 60) for _ in range(chance.randint(1, 9)))
            return TableBox(30, cells, Unpainted(), before=before, after=after, keep=keep)
        case _:
            rows = tuple(chance.uniform(10, 120) for _ in range(chance.randint(1, 3)))
            breaks = frozenset(n for n in range(1, len(rows)) if chance.random() < 0.5)
            return block(rows, breaks, before, after, keep)


class Unpainted:
    """A table that is composed and never painted."""

    def head(self, sheet: Sheet, x: float, top: float, *, again: bool) -> None:
        raise AssertionError("composing paints nothing")

    def row(self, sheet: Sheet, x: float, top: float, number: int) -> None:
        raise AssertionError("composing paints nothing")


def chapters(style: Style) -> Iterator[tuple[int, list[Box], list[Page]]]:
    for seed in SEEDS:
        boxes = chapter(Random(seed), style)
        if not list(too_tall(boxes, DEPTH)):
            yield seed, boxes, compose(boxes, DEPTH)


def test_chance_makes_chapters_worth_composing(style: Style) -> None:
    made = [(boxes, pages) for _, boxes, pages in chapters(style)]
    assert len(made) > 100
    assert sum(len(pages) > 2 for _, pages in made) > 50
    torn = [placed for _, pages in made for page in pages for placed in page if placed.first]
    assert any(isinstance(placed.box, TextBox) for placed in torn)
    assert any(isinstance(placed.box, TableBox) for placed in torn)


def test_everything_is_placed_exactly_once_and_in_order(style: Style) -> None:
    for seed, boxes, pages in chapters(style):
        assert _placed(pages) == _rows(boxes), f"seed {seed}"


def _placed(pages: list[Page]) -> list[tuple[int, int]]:
    return [(p.number, row) for page in pages for p in page for row in range(p.first, p.last)]


def _rows(boxes: list[Box]) -> list[tuple[int, int]]:
    return [(number, row) for number, box in enumerate(boxes) for row in range(len(box.rows))]


def test_a_chapter_is_spread_over_as_many_pages_as_it_is_given(style: Style) -> None:
    """One more than it needs: nothing is lost or too high. Where it cannot be parted so often it
    stays as it was."""
    wider = 0
    for seed, boxes, pages in chapters(style):
        assert pages_of(boxes, DEPTH) == len(pages), f"seed {seed}"
        spread = compose(boxes, DEPTH, len(pages) + 1)
        assert pages_of(boxes, DEPTH, len(pages) + 1) == len(spread), f"seed {seed}"
        assert _placed(spread) == _rows(boxes), f"seed {seed}"
        assert all(_end(page[-1]) <= DEPTH + 0.02 for page in spread), f"seed {seed}"
        assert len(spread) - len(pages) in (0, 1), f"seed {seed}"
        wider += len(spread) > len(pages)
    assert wider > 50


@pytest.mark.parametrize(
    ("full", "pages"), [(0.3, 1), (0.6, 1), (0.7, 2), (1.3, 2), (1.4, 3), (2.7, 5)]
)
def test_pages_have_room_where_each_would_be_two_thirds_full(full: float, pages: int) -> None:
    assert room_for([block((full * DEPTH,))], DEPTH) == pages


def test_nothing_overlaps_or_hangs_over_the_page(style: Style) -> None:
    for seed, _, pages in chapters(style):
        for page in pages:
            for one, other in pairwise(page):
                assert other.top >= _end(one) + 0.49 * gap(one.box, other.box) - 0.01, (
                    f"seed {seed}"
                )
            assert page[0].top == 0
            assert _end(page[-1]) <= DEPTH + 0.02, f"seed {seed}"


def test_no_page_ends_with_a_box_that_is_kept_with_the_next(style: Style) -> None:
    for seed, _, pages in chapters(style):
        for page in pages[:-1]:
            final = page[-1]
            assert not (final.box.keep and final.last == len(final.box.rows)), f"seed {seed}"


def test_boxes_are_torn_only_where_they_may(style: Style) -> None:
    """Of a paragraph at least two lines stay, and at least two go on; of a table at least two
    rows."""
    for seed, _, pages in chapters(style):
        for page in pages:
            for placed in page:
                rows = len(placed.box.rows)
                assert placed.first == 0 or placed.first in placed.box.breaks, f"seed {seed}"
                if isinstance(placed.box, TextBox | TableBox) and (placed.first, placed.last) != (
                    0,
                    rows,
                ):
                    assert placed.last - placed.first >= 2, f"seed {seed}"


def test_no_more_pages_than_a_greedy_composition(style: Style) -> None:
    for seed, boxes, pages in chapters(style):
        assert len(pages) <= _greedy_pages(boxes), f"seed {seed}"


def test_a_table_that_goes_on_has_room_for_its_head_again(style: Style) -> None:
    calls: list[tuple[str, bool | int]] = []

    class Told:
        def head(self, sheet: Sheet, x: float, top: float, *, again: bool) -> None:
            calls.append(("head", again))

        def row(self, sheet: Sheet, x: float, top: float, number: int) -> None:
            calls.append(("row", number))

    table = TableBox(30, (50.0,) * 30, Told())
    pages = compose([table], DEPTH)
    assert len(pages) == 3
    sheet = Painter(Tree(), colouring({})).sheet(0)
    for page in pages:
        for placed in page:
            placed.box.draw(sheet, 0, 0, placed.first, placed.last)
            assert 30 + 50 * (placed.last - placed.first) <= DEPTH
    assert [again for kind, again in calls if kind == "head"] == [False, True, True]
    assert [number for kind, number in calls if kind == "row"] == list(range(30))


def test_few_high_rows_are_parted_and_few_low_ones_are_not() -> None:
    """A row of one or two lines looks left over without the others; a high one does not."""
    high, low = ((120.0,) * 3, (40.0,) * 3)
    assert TableBox(30, high, Unpainted()).breaks == {1, 2}
    assert TableBox(30, low, Unpainted()).breaks == set()
    assert TableBox(30, low + high, Unpainted()).breaks == {2, 3, 4, 5}
    assert TableBox(30, high, Unpainted(), whole=True).breaks == set()


def test_one_line_is_never_left_alone(style: Style, look: Look) -> None:
    """A paragraph of three lines that fits only in part goes to the next page whole."""
    line = tuple(tokens((Text("words"),), style, {}))
    for lines in range(2, 8):
        filler = block((DEPTH - style.leading * 2.5,))
        pages = compose([filler, TextBox((line,) * lines, style, None, {})], DEPTH)
        torn = [
            placed.last - placed.first
            for page in pages
            for placed in page
            if isinstance(placed.box, TextBox)
        ]
        assert min(torn) >= 2
        assert sum(torn) == lines


@pytest.mark.parametrize(
    ("count", "marker", "torn"),
    [(12, None, True), (6, None, False), (12, Bullet("#000000", 12, 0, 2), False)],
)
def test_an_item_or_a_short_paragraph_is_torn_only_where_that_saves_more_than_air(
    count: int, marker: Bullet | None, torn: bool, style: Style
) -> None:
    """A page that is seven tenths full is better than the end of an item, or of a warning of few
    lines, at the head of the next; of a long paragraph it is not."""
    line = tuple(tokens((Text("words"),), style, {}))
    item = TextBox((line,) * count, style, None, {}, marker=marker)
    lines = (count - 2) * style.leading
    above = block((lines / 0.3 - lines,))  # of a page that this many lines are the rest of
    first, _ = compose([above, item, block((1.8 * lines,))], lines / 0.3)
    assert (len(first) == 2) == torn


def test_lines_that_grow_take_what_is_left_of_their_page() -> None:
    above = block((200.0,))
    ruled = Ruled(2, 25, 400, "0 0 0", grows=True)
    (page,) = compose([above, ruled], DEPTH)
    assert page[-1].fit
    assert page[-1].fit.extra == pytest.approx(DEPTH - 250)
    assert page[-1].top == 200


def test_what_is_higher_than_a_page_is_told() -> None:
    low, tall = (block((size,)) for size in (100.0, DEPTH + 1))
    assert list(too_tall([low, tall, low], DEPTH)) == [1]
    kept = [block((400.0,), keep=True), block((300.0,))]
    assert list(too_tall(kept, DEPTH)) == [0]


def _end(placed: Placed) -> float:
    again = placed.box.repeated() if placed.first and isinstance(placed.box, Repeating) else 0.0
    return placed.top + again + sum(placed.box.rows[placed.first : placed.last])


def _greedy_pages(boxes: list[Box]) -> int:
    """How many pages it takes to fill each as far as it goes, and then to go back to where a page
    may end."""
    # height, gap above, may begin a page, head to repeat
    rows: list[tuple[float, float, bool, float]] = []
    above: Box | None = None
    for box in boxes:
        for number, tall in enumerate(box.rows):
            free = number in box.breaks if number else above is None or not above.keep
            head = box.repeated() if number and isinstance(box, Repeating) else 0.0
            rows.append((tall, 0.0 if number else gap(above, box), free, head))
        above = box
    start = pages = 0
    while start < len(rows):
        used, end, stop = rows[start][3] - rows[start][1], start, start
        while end < len(rows):
            used += rows[end][0] + rows[end][1]
            if used > DEPTH:
                break
            end += 1
            if end == len(rows) or rows[end][2]:
                stop = end
        start, pages = stop, pages + 1
    return pages


# ------------------------------------------------------------------ labels


def labelled(chance: Random, style: Style, room: float) -> Labelled | None:
    anchors: dict[str, tuple[float, float]] = {}
    drawing = Drawing(chance.uniform(120, 320), chance.uniform(80, 260), (), anchors)
    labels = []
    for number in range(chance.randint(1, 5)):
        x, y = chance.uniform(0, drawing.width), chance.uniform(0, drawing.height)
        anchors[f"at-{number}"] = (x, y)
        labels.append(
            Label(str(number), " ".join(chance.choice(PROSE) for _ in range(chance.randint(1, 3))))
        )
    return lay_out(drawing, tuple(labels), style, room, 1.0)


@pytest.mark.parametrize("room", [490, 230, 150])
def test_labels_lie_on_nothing_and_their_leaders_cross_nothing(look: Look, room: int) -> None:
    """Where there is no such place, none is given; with some room there nearly always is one."""
    none = 0
    for seed in SEEDS:
        placed = labelled(Random(seed), look.label, room)
        none += placed is None
        assert placed is None or not list(faults(placed, look.label, room)), f"seed {seed}"
    assert none <= {490: 0, 230: 0.1, 150: 0.4}[room] * len(SEEDS)


def test_labels_are_read_in_the_order_they_are_written(look: Look) -> None:
    for seed in SEEDS:
        placed = labelled(Random(seed), look.label, 490)
        assert placed is not None
        names = [one.label.anchor for one in placed.labels]
        assert names == sorted(names), f"seed {seed}"


def test_leaders_end_at_their_anchors(look: Look) -> None:
    drawing = Drawing(
        200, 100, (), {"at-left": (20, 30), "at-right": (150, 80), "on-middle": (100, 50)}
    )
    labels = tuple(Label(name, name) for name in ("left", "right", "middle"))
    for room in (490, 300, 220):
        placed = lay_out(drawing, labels, look.label, room, 1.0)
        assert placed is not None
        for one, kind in zip(placed.labels, ("at", "at", "on"), strict=True):
            x, y = drawing.anchors[f"{kind}-{one.label.anchor}"]
            assert one.end == pytest.approx(
                (placed.x + x * placed.scale, placed.y + y * placed.scale)
            )
            assert bool(one.start) == (kind == "at")


def test_a_picture_shrinks_for_its_labels_and_no_further(look: Look) -> None:
    drawing = Drawing(200, 100, (), {"at-left": (20, 30)})
    scales = []
    for room in (490, 300, 250, 200, 150):
        placed = lay_out(drawing, (Label("left", "left edge"),), look.label, room, 1.0)
        assert placed is not None
        scales.append(placed.scale)
    assert scales[0] == 1
    assert scales[-1] >= 0.7


def test_titles_beside_each_other_share_the_room(look: Look) -> None:
    """Words centred on neighbouring spots of a picture break rather than run into each other."""
    drawing = Drawing(300, 100, (), {"on-one": (75, 10), "on-two": (225, 10)})
    labels = tuple(Label(name, "A title of several long words") for name in ("one", "two"))
    placed = lay_out(drawing, labels, look.label, 300, 1.0)
    assert placed is not None
    assert all(len(one.lines) > 1 for one in placed.labels)
    assert not list(faults(placed, look.label, 300))


def test_labels_without_room_are_refused(look: Look) -> None:
    names = [str(number) for number in range(12)]
    drawing = Drawing(60, 20, (), {f"at-{name}": (5.0 * int(name), 10) for name in names})
    assert (
        lay_out(
            drawing,
            tuple(Label(name, "Extraordinarily long words") for name in names),
            look.label,
            160,
            1,
        )
        is None
    )


# ------------------------------------------------------------------ columns of a table


def test_columns_get_their_least_and_add_up() -> None:
    for seed in SEEDS:
        chance = Random(seed)
        least = [chance.uniform(20, 120) for _ in range(chance.randint(2, 6))]
        columns = [Wish(low, low + chance.choice((0, 5, 80, 900))) for low in least]
        width = chance.uniform(100, 600)
        widths = share(columns, width)
        if sum(least) > width:
            assert widths is None, f"seed {seed}"
            continue
        assert widths is not None
        assert sum(widths) == pytest.approx(width), f"seed {seed}"
        assert all(wide >= low - 0.01 for wide, low in zip(widths, least, strict=True)), (
            f"seed {seed}"
        )


def test_columns_that_fit_have_all_they_wish_for() -> None:
    widths = share([Wish(20, 60), Wish(20, 140)], 300)
    assert widths == pytest.approx([90, 210])


def test_one_long_text_does_not_starve_the_other_columns() -> None:
    widths = share([Wish(40, 160), Wish(40, 4000)], 400)
    assert widths is not None
    assert widths[0] > 80


def test_a_box_that_grows_takes_what_its_page_has_left_and_no_more() -> None:
    """Closer gaps that were tried and not taken leave no trace."""
    lines = Ruled(count=1, pitch=10, width=100, colour="0 0 0", before=20, after=0, grows=True)
    boxes: list[Box] = [Painted(60, None, before=20, after=20) for _ in range(2)]
    first, second = compose([*boxes, lines], depth=100)
    assert [placed.number for placed in second] == [1, 2]
    assert len(first) == 1
    assert second[1].fit
    assert second[1].fit.extra == pytest.approx(10)


def _laid(*boxes: Box, parts: Sequence[Part | None]) -> Chapter:
    return tuple(Laid(box, part) for box, part in zip(boxes, parts, strict=True))


def test_what_is_torn_stands_on_pages_that_face_each_other() -> None:
    """Where a first page ends with half of something, it may if both halves are seen at once; where
    its leaf must be turned, it ends before it though that leaves it emptier."""
    torn, whole = (1, 101.0, 3.0), (2, 102.0, 0.0)
    ways = [[torn, whole], [(3, 100.0, 0.0)], [(3, 100.0, 0.0)]]
    assert followed(shortest(ways)) == either_side(ways, side=1) == exactly(ways, 2, 1) == [0, 1]
    assert either_side(ways, side=0) == exactly(ways, 2, 0) == [0, 2]


def _tied(height: float, *, keep: bool = True) -> Box:
    return Painted(height, None, keep=keep)


HEAD, WORDS = Heading("Head", 2, "head"), Paragraph((Text("An introduction."),))
NEARER = Paragraph((Text("What the picture shows."),))
NEXT, PICTURE = Heading("Next", 2, "next"), Figure("disc", "A disc.")
COUNT = IconArray(1, 100, (Text("were well."),), (Text("were not."),), "1 of 100.")
PEOPLE = Columns(((COUNT,), (COUNT,)))
TICKS = Columns(((Items("tick", (Item((Text("Sore."),)),)),), (PICTURE,)))


@pytest.mark.parametrize(
    ("heights", "depth", "ties"),
    [
        ((30, 40, 500), 600, (True, True, False)),  # all fit one page
        ((30, 40, 500), 550, (True, False, False)),  # the introduction stays with its heading
        ((30, 40, 500), 499, (True, False, False)),  # what is higher than a page is told elsewhere
    ],
)
def test_what_leads_to_something_stays_with_it_where_a_page_holds_both(
    heights: tuple[float, ...], depth: float, ties: tuple[bool, ...]
) -> None:
    boxes = (_tied(heights[0]), _tied(heights[1]), _tied(heights[2], keep=False))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, None))
    assert tuple(laid.box.keep for laid in loosened(chapter, depth)) == ties


def _ends(chapter: Chapter, depth: float, side: int | None = None) -> list[int]:
    """How many boxes of a chapter stand on its pages so far, at the end of each page."""
    pages = Chosen(boxes_of(chapter), depth, loath(chapter, depth)).composed(side=side)
    return [page[-1].number + 1 for page in pages]


def test_a_page_does_not_end_between_a_named_paragraph_and_the_one_that_goes_on_with_it() -> None:
    """As what to do when somebody cannot be woken."""
    named, more = Paragraph((Strong("First."), Text(" Call."))), Paragraph((Text("Then stay."),))
    boxes = [_tied(height, keep=False) for height in (40, 380, 100, 100, 300)]
    for second, end in ((more, 2), (Paragraph((Strong("Later."),)), 3)):
        chapter = _laid(*boxes, parts=(HEAD, WORDS, named, second, WORDS))
        assert _ends(chapter, 600)[0] == end


@pytest.mark.parametrize(("same", "end"), [(True, 8), (False, 9)])
def test_a_page_leaves_more_than_an_entry_of_a_list_to_the_next(same: bool, end: int) -> None:
    """Of eight entries seven had room; where they are of eight lists, all seven stand there."""
    lists = [Items("bullet", (Item((Text("One."),)),)) for _ in range(8)]
    parts = lists[:1] * 8 if same else lists
    boxes = (_tied(30), _tied(270, keep=False), *_loose(*[40.0] * 8), *_loose(400.0))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, *parts, WORDS))
    assert _ends(chapter, 600)[0] == end


@pytest.mark.parametrize(
    ("before", "begun", "ends"),
    [
        (500, 40, [2, 5]),  # a heading and two lines had room below, and go with their section
        (400, 160, [4, 5]),  # enough of the section to have begun
    ],
)
def test_a_section_begins_at_the_foot_of_a_page_only_with_enough_of_it(
    before: float, begun: float, ends: list[int]
) -> None:
    boxes = (_tied(30), _tied(before, keep=False), _tied(30), *_loose(begun, 400))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, NEXT, WORDS, WORDS))
    assert _ends(chapter, 620) == ends


@pytest.mark.parametrize(
    ("before", "listed", "rest", "ends"),
    [
        (150, 330, 480, [3, 6]),  # the first section would be torn: it begins a page of its own
        (150, 200, 60, [6]),  # all of it has room below the list
        (150, 200, 480, [5, 6]),  # without it the page would be too empty
        (560, 200, 480, [2, 5, 6]),  # so would the next, where the list stands there
    ],
)
def test_below_the_list_of_contents_the_first_section_is_whole(
    before: float, listed: float, rest: float, ends: list[int]
) -> None:
    """Or begins where there would be next to nothing else."""
    boxes = (_tied(30), *_loose(before, listed), _tied(30), *_loose(100, rest))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, None, NEXT, WORDS, WORDS))
    assert _ends(chapter, 620) == ends


def test_next_to_nothing_of_a_section_is_not_left_over() -> None:
    boxes = (_tied(30), *_loose(200, 160, 160, 20), _tied(30), *_loose(320))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, WORDS, WORDS, WORDS, NEXT, WORDS))
    assert [page[-1].number + 1 for page in compose(boxes, 560)] == [4, 7]
    assert _ends(chapter, 560) == [3, 7]


@pytest.mark.parametrize("pictured", [True, False])
def test_a_leaf_is_turned_before_words_rather_than_between_them_and_their_picture(
    pictured: bool,
) -> None:
    picture = Sized((150.0,), 0, Unseen()) if pictured else _tied(150, keep=False)
    boxes = (_tied(30), *_loose(340, 100), picture, *_loose(200))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, NEARER, PICTURE, WORDS))
    assert _ends(chapter, 480, side=0) == ([2, 5] if pictured else [3, 5])
    assert _ends(chapter, 480, side=1) == [3, 5]  # both are seen at once


def test_a_leaf_is_turned_before_words_rather_than_between_them_and_the_people_they_count() -> None:
    """Though pictures of people have one size."""
    boxes = (_tied(30), *_loose(340, 100, 150, 200))
    for part, ends in ((PEOPLE, [2, 5]), (WORDS, [3, 5])):
        chapter = _laid(*boxes, parts=(HEAD, WORDS, NEARER, part, WORDS))
        assert _ends(chapter, 480, side=0) == ends
        assert _ends(chapter, 480, side=1) == [3, 5]


def test_boxes_to_tick_stay_with_what_asks_for_them_rather_than_with_their_picture() -> None:
    """Where it cannot stand beside them: it stood with them overleaf, and "tick what fits you" at
    the foot of the page before."""
    picture = Sized((200.0,), 0, Unseen())
    boxes = (_tied(30), *_loose(200, 60, 180), picture, *_loose(70))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, NEARER, TICKS, TICKS, WORDS))
    assert _ends(chapter, 480, side=0) == [4, 6]


def test_what_is_filled_in_stands_with_the_boxes_to_tick_above_it() -> None:
    """Where both have room overleaf: a goal stood there alone, its boxes at the foot of a page."""
    ticks = Items("tick", (Item((Text("Walk."),)), Item((Text("Sleep."),))))
    goal = FillIn((Field("My goal"),))
    boxes = (_tied(30), *_loose(300, 30, 30, 60, 300))
    for one, end in ((goal, 2), (WORDS, 4)):
        chapter = _laid(*boxes, parts=(HEAD, COUNT, ticks, ticks, one, WORDS))
        assert _ends(chapter, 430, side=0)[0] == end


def test_a_list_is_parted_where_nothing_else_is() -> None:
    """As boxes to tick that had room on the next page."""
    ticks = Items("tick", tuple(Item((Text("Rest."),)) for _ in range(5)))
    boxes = (_tied(30), *_loose(350, *[30.0] * 5, 260))
    for parts, end in (((ticks,) * 5, 2), ((WORDS,) * 5, 4)):
        assert _ends(_laid(*boxes, parts=(HEAD, COUNT, *parts, WORDS)), 450)[0] == end


def test_a_heading_and_its_lead_stand_above_their_table() -> None:
    """Though the lead is too long to be tied to it: both stood at a page's foot."""
    table, low = Table("", (), ()), Heading("Choices", 3)
    boxes = (_tied(30), *_loose(400), _tied(20), *_loose(70, 400))
    for part, end in ((table, 2), (COUNT, 4)):
        chapter = _laid(*boxes, parts=(HEAD, WORDS, low, WORDS, part))
        assert _ends(chapter, 530, side=0)[0] == end


@pytest.mark.parametrize(("left", "ends"), [(150, [3, 5]), (200, [4, 5])])
def test_a_last_page_has_more_than_a_few_lines(left: float, ends: list[int]) -> None:
    boxes = (_tied(30), *_loose(200, 100, 150, left))
    chapter = _laid(*boxes, parts=(HEAD, WORDS, WORDS, WORDS, WORDS))
    assert _ends(chapter, 500) == ends


class Unseen:
    """A picture that is composed and never painted."""

    def paint(self, sheet: Sheet, x: float, top: float, size: int) -> None:
        raise AssertionError("composing paints nothing")


def test_pictures_that_are_alike_are_much_of_a_size() -> None:
    """One that has a page for itself is no giant beside those that share one; where each has its
    page, each is as large as it can be."""
    sizes = (400.0, 300.0, 240.0, 180.0, 150.0)
    pictures = [Sized(sizes, 1, Unseen(), before=0, after=0) for _ in range(3)]
    (first, second), (third,) = Chosen(pictures, 380, alike=(0, 1, 2)).composed()
    assert [one.fit.height for one in (first, second) if one.fit] == [180, 180]
    assert third.fit is None or third.fit.height == 240
    apart = Chosen(pictures, 280, alike=(0, 1, 2)).composed()
    assert [one.fit.height for page in apart for one in page if one.fit] == [240] * 3


def test_words_may_be_parted_from_their_picture_but_not_what_is_compared() -> None:
    told = Columns(((WORDS,), (PICTURE,)))
    compared = Columns(((PICTURE,), (PICTURE,)))
    for part, kept in ((told, False), (compared, True)):
        chapter = gathered(_laid(*_loose(200, 100), parts=(part, part)), 600)
        assert chapter[0].box.keep == kept


def _loose(*heights: float) -> list[Box]:
    return [_tied(height, keep=False) for height in heights]
