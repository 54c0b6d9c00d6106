"""Charts and codes on paper, counted and read by others: PDFium finds each shape that is painted,
zxing reads the codes."""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import raw

from handouts.content.editions import MM
from handouts.meaning.document import (
    Code,
    Columns,
    Document,
    Heading,
    IconArray,
    Ladder,
    Paragraph,
    Part,
    Stage,
    Timeline,
)
from handouts.meaning.spans import Strong, Text
from tests.support.brochures import ASSETS, CONTENT
from tests.support.opened import Opened

NEAR = 0.05  # points
Colour = tuple[int, int, int]


class Shape(NamedTuple):
    """What is painted at once: its box in points from the lower left corner, and its colours."""

    x0: float
    low: float
    x1: float
    high: float
    fill: Colour | None
    line: Colour | None

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def wide(self) -> float:
        return self.x1 - self.x0

    @property
    def tall(self) -> float:
        return self.high - self.low


@pytest.fixture(scope="module")
def press() -> Opened:
    return Opened(CONTENT, ASSETS)


def paper(press: Opened, part: Part, edition: str = "standard") -> bytes:
    """A file with one part below a heading."""
    author, status = (Text("Nobody"),), (Text("Draft"),)
    parts: tuple[Part, ...] = (Heading("Words", 1, "title"), part)
    document = Document("a", "A", "A", author, "en", "2026-11-22", "condition", status, parts)
    made = press.studio(edition, "letter").render(document, "{page}/{pages}")
    assert made.problems == ()
    data: bytes = made.data
    return data


def shapes(data: bytes) -> list[Shape]:
    """Everything but words and what is at the edge of the page, in the order it is painted."""
    with pypdfium2.PdfDocument(data) as file:
        assert len(file) == 1
        found = [_shape(one) for one in file[0].get_objects() if one.type == raw.FPDF_PAGEOBJ_PATH]
    return [one for one in found if one.low > 60 and one.high < 730]


def _shape(one: Any) -> Shape:
    how, drawn = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one, how, drawn)
    x0, low, x1, high = one.get_bounds()
    filled = _colour(raw.FPDFPageObj_GetFillColor, one) if how.value else None
    line = _colour(raw.FPDFPageObj_GetStrokeColor, one) if drawn.value else None
    return Shape(x0, low, x1, high, filled, line)


def _colour(get: Any, one: Any) -> Colour:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    assert get(one, red, green, blue, alpha)
    return red.value, green.value, blue.value


def rgb(press: Opened, role: str) -> Colour:
    code = press.studio("standard", "letter").look("condition", "en").colours[role]
    red, green, blue = (round(255 * float(one)) for one in code.split())
    return red, green, blue


# ------------------------------------------------------------------ people


def people(count: int, out_of: int = 100, group: str = "") -> IconArray:
    yes, no = (
        (Strong(f"{one} of {out_of}"), Text(f" {words}"))
        for one, words in ((count, "were glad"), (out_of - count, "were not"))
    )
    return IconArray(count, out_of, yes, no, "Glad.", (Text(group),) if group else ())


def persons(press: Opened, data: bytes) -> tuple[list[Shape], list[Shape]]:
    """The bodies of persons that are marked, and of those that are not, with that of each key
    last. A person is a head and a body."""
    brand, quiet, ground = (rgb(press, role) for role in ("brand", "quiet", "paper"))
    found = [one for one in shapes(data) if one.line and one.fill in (brand, ground)]
    marked = [one for one in found if (one.fill, one.line) == (brand, brand)]
    others = [one for one in found if (one.fill, one.line) == (ground, quiet)]
    assert len(marked) + len(others) == len(found)
    for heads, bodies in ((marked[::2], marked[1::2]), (others[::2], others[1::2])):
        assert len(heads) == len(bodies)
        for head, body in zip(heads, bodies, strict=True):
            assert head.middle == pytest.approx(body.middle, abs=NEAR)
            assert head.wide == pytest.approx(head.tall, abs=NEAR)
            assert body.high < (head.low + head.high) / 2
            assert body.wide > head.wide
    return marked[1::2], others[1::2]


@pytest.mark.parametrize("count", [1, 9, 10, 11, 63, 99])
@pytest.mark.parametrize("group", ["", "People in a trial."])
def test_as_many_people_are_painted_as_are_told(press: Opened, count: int, group: str) -> None:
    marked, others = persons(press, paper(press, people(count, group=group)))
    assert (len(marked) - 1, len(others) - 1) == (count, 100 - count)


@pytest.mark.parametrize("edition", ["large-print", "ink-saver"])
def test_as_many_people_are_painted_in_other_editions(press: Opened, edition: str) -> None:
    data = paper(press, people(63), edition)
    found = Counter((one.fill, one.line) for one in shapes(data) if one.fill and one.line)
    assert sorted(found.values())[-2:] == [2 * (37 + 1), 2 * (63 + 1)]


def test_people_stand_in_rows_of_ten_the_marked_ones_first(press: Opened) -> None:
    marked, others = persons(press, paper(press, people(63)))
    crowd = [*marked[:-1], *others[:-1]]
    rows = [crowd[start : start + 10] for start in range(0, 100, 10)]
    for row in rows:
        assert len({round(one.low, 1) for one in row}) == 1
        steps = {round(b.middle - a.middle, 1) for a, b in pairwise(row)}
        assert len(steps) == 1 and min(steps) > row[0].wide
    assert all(upper[0].low > lower[0].high for upper, lower in pairwise(rows))
    assert len({round(row[0].middle, 1) for row in rows}) == 1


@pytest.mark.parametrize("count", [12, 5])
def test_a_last_row_that_is_not_full_is_as_long_as_it_is(press: Opened, count: int) -> None:
    marked, others = persons(press, paper(press, people(count, 25)))
    crowd = [*marked[:-1], *others[:-1]]
    assert Counter(round(one.low, 1) for one in crowd).most_common() == [
        (round(crowd[0].low, 1), 10),
        (round(crowd[10].low, 1), 10),
        (round(crowd[20].low, 1), 5),
    ]


def test_each_key_stands_right_of_the_crowd_and_above_the_other(press: Opened) -> None:
    marked, others = persons(press, paper(press, people(63)))
    right = max(one.x1 for one in (*marked[:-1], *others[:-1]))
    assert min(marked[-1].x0, others[-1].x0) > right
    assert marked[-1].middle == pytest.approx(others[-1].middle, abs=NEAR)
    assert marked[-1].low > others[-1].high
    for key in (marked[-1], others[-1]):  # as large as those it explains
        assert (key.wide, key.tall) == pytest.approx((marked[0].wide, marked[0].tall), abs=NEAR)


def test_in_a_narrow_room_the_keys_stand_nearer(press: Opened) -> None:
    theme = press.studio("standard", "letter").look("condition", "en").theme
    gaps = {}
    for name, part in (
        ("wide", people(63)),
        (
            "narrow",
            Columns(((people(63),), (Paragraph((Text("A"),)),))),
        ),
    ):
        marked, others = persons(press, paper(press, part))
        gaps[name] = marked[-1].x0 - max(one.x1 for one in (*marked[:-1], *others[:-1]))
    assert theme.icons.people_air > theme.icons.people_near
    assert gaps["wide"] - gaps["narrow"] == pytest.approx(
        theme.icons.people_air - theme.icons.people_near, abs=NEAR
    )


# ------------------------------------------------------------------ what is told of them


def tree(data: bytes) -> list[tuple[int, str, pikepdf.Object]]:
    """The elements of a file's structure in reading order: how deep, of which kind."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_below(pdf.Root.StructTreeRoot, 0))


def _below(element: pikepdf.Object, deep: int) -> Iterator[tuple[int, str, pikepdf.Object]]:
    kids = element.get("/K", ())
    for one in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield deep, str(one.S), one
            yield from _below(one, deep + 1)


def figure(data: bytes) -> tuple[str, list[float]]:
    """What a picture is called, and the box that is said to hold it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        ((_, _, one),) = [
            found for found in _below(pdf.Root.StructTreeRoot, 0) if found[1] == "/Figure"
        ]
        return str(one.Alt), [float(edge) for edge in one.A.BBox]


def test_a_picture_of_people_is_named_and_said_to_be_where_it_is(press: Opened) -> None:
    data = paper(press, people(63))
    alt, box = figure(data)
    marked, others = persons(press, data)
    crowd = [*marked[:-1], *others[:-1]]
    assert alt == "Glad."
    assert box[0] < min(one.x0 for one in crowd) < box[0] + 4
    assert box[2] - 4 < max(one.x1 for one in crowd) < box[2]
    assert box[1] <= min(one.low for one in crowd) < box[1] + 4
    assert box[3] > max(one.high for one in crowd) > box[3] - 6


def test_a_code_is_named_by_its_address_and_said_to_be_where_it_is(press: Opened) -> None:
    data = paper(press, Code(ADDRESSES[0][0]))
    (ink,) = [one for one in shapes(data) if one.fill == rgb(press, "ink")]
    alt, box = figure(data)
    assert alt == ADDRESSES[0][0]
    assert box == pytest.approx([ink.x0, ink.low, ink.x1, ink.high], abs=NEAR)


@pytest.mark.parametrize("kind", [Timeline, Ladder])
def test_stages_are_a_list_whose_times_are_its_labels(
    press: Opened, kind: type[Timeline | Ladder]
) -> None:
    found = [(deep, name) for deep, name, _ in tree(paper(press, kind(stages(2))))]
    (start,) = [number for number, (_, name) in enumerate(found) if name == "/L"]
    top = found[start][0]
    listed = [(deep - top, name) for deep, name in found[start : start + 9]]
    entry = [(1, "/LI"), (2, "/Lbl"), (2, "/LBody"), (3, "/P")]
    assert listed == [(0, "/L"), *entry, *entry]


# ------------------------------------------------------------------ stages


def stages(count: int) -> tuple[Stage, ...]:
    return tuple(
        Stage(f"Day {number}", (Paragraph((Text("Walk to the door."),)),))
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_timeline_has_a_dot_for_each_stage_joined_by_its_rail(press: Opened, count: int) -> None:
    brand, ground = rgb(press, "brand"), rgb(press, "paper")
    found = shapes(paper(press, Timeline(stages(count))))
    dots = [one for one in found if (one.fill, one.line) == (brand, ground) and one.wide > 2]
    places = sorted({round(one.low, 1) for one in dots}, reverse=True)
    assert len(places) == count
    assert len({round(one.middle, 1) for one in dots}) == 1
    assert all(one.wide == pytest.approx(one.tall, abs=NEAR) for one in dots)
    rails = [one for one in found if one.fill is None]
    assert len(rails) == count - 1
    ends = [low + dots[0].tall / 2 for low in places]
    for rail, (above, below) in zip(rails, pairwise(ends), strict=True):
        assert rail.line == brand
        assert rail.middle == pytest.approx(dots[0].middle, abs=NEAR)
        assert (rail.high, rail.low) == pytest.approx(
            (above + rail.wide / 2, below - rail.wide / 2), abs=0.2
        )


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_ladder_grows_by_equal_steps_up_to_the_whole_width(press: Opened, count: int) -> None:
    found = shapes(paper(press, Ladder(stages(count))))
    tint, brand = rgb(press, "tint"), rgb(press, "brand")
    grounds = [one for one in found if one.fill == tint]
    assert len(grounds) == count
    widths = [one.wide for one in grounds]
    steps = [b - a for a, b in pairwise(widths)]
    assert steps == pytest.approx([steps[0]] * len(steps), abs=NEAR)
    assert steps[0] > 20
    assert widths[0] == pytest.approx(widths[-1] * (0.45 + 0.55 / count), abs=NEAR)
    assert grounds[-1].x0 == pytest.approx(612 - grounds[-1].x1, abs=NEAR)
    assert len({round(one.x0, 1) for one in grounds}) == 1
    assert all(upper.low > lower.high for upper, lower in pairwise(grounds))
    bars = [one for one in found if one.fill == brand and one.tall > 10]
    for bar, ground in zip(bars, grounds, strict=True):
        assert (bar.x1, bar.low) == pytest.approx((ground.x1, ground.low), abs=NEAR)
    assert all(2 < bar.wide < 8 for bar in bars)


# ------------------------------------------------------------------ codes


def picture(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as file:
        shot: Image.Image = file[0].render(scale=4, grayscale=True).to_pil()
        return shot.convert("L")


def codes(shown: Image.Image) -> Iterator[Any]:
    yield from zxingcpp.read_barcodes(shown, try_rotate=False, try_invert=False)


ADDRESSES = [
    ("https://www.norellehealth.example", "https://www.norellehealth.example"),
    ("https://spine.example/a?b=c&d=%20#e", "https://spine.example/a?b=c&d=%20#e"),
    (
        "https://klinik-m\u00fcller.example/r\u00fccken",
        "https://xn--klinik-mller-klb.example/r%C3%BCcken",
    ),
    ("https://example.org/" + "long/" * 30, "https://example.org/" + "long/" * 30),
]


@pytest.mark.parametrize(("address", "read"), ADDRESSES)
@pytest.mark.parametrize("edition", ["standard", "ink-saver", "large-print"])
def test_a_phone_reads_the_address_of_a_code(
    press: Opened, address: str, read: str, edition: str
) -> None:
    data = paper(press, Code(address), edition)
    (found,) = codes(picture(data))
    assert (found.text, found.format) == (read, zxingcpp.BarcodeFormat.QRCode)
    assert found.orientation == 0
    wide = max(one.wide for one in shapes(data) if one.tall > 20)
    assert wide / _squares(found) > 0.4 * MM  # a phone tells them apart on a copy
    # what M has more for mending is given up where its squares would be smaller than that
    assert found.ec_level == ("M" if len(read) < 100 or edition == "large-print" else "L")


def _squares(found: Any) -> int:
    """How many squares a code has on a side (ISO/IEC 18004)."""
    return 17 + 4 * int(found.extra["Version"])


def test_a_code_is_not_mirrored(press: Opened) -> None:
    """Some readers forgive it, and phones do not."""
    (found,) = codes(picture(paper(press, Code(ADDRESSES[0][0]))))
    place = found.position
    assert place.top_left.x < place.top_right.x
    assert place.top_left.y < place.bottom_left.y


def test_a_code_is_large_enough_for_a_phone(press: Opened) -> None:
    data = paper(press, Code(ADDRESSES[0][0]))
    (ink,) = [one for one in shapes(data) if one.fill == rgb(press, "ink")]
    assert (ink.wide, ink.tall) == pytest.approx((60, 60), abs=NEAR)
