"""Figures drawn of pieces of the kit, and pictures that belong together, without a PDF."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PIL import ImageChops

from handouts.content.brand import Brand, load_brand
from handouts.meaning.document import Figure, Label, Strip
from handouts.outputs.pdf.boxes.kinds import Sized
from handouts.outputs.pdf.drawings import colouring, painted
from handouts.outputs.pdf.parts.pictures import SIZES
from handouts.outputs.pdf.parts.strips import Strip as Drawn
from handouts.pictures.drawing import Drawing, Pen, Shape
from handouts.pictures.gallery import Gallery
from handouts.pictures.svg import compile_svg
from handouts.source.problems import Problems
from handouts.source.reader import Reading
from handouts.source.snapshot import read_folder
from tests.support.brochures import ASSETS, ON_LETTER, Brochures
from tests.support.composing import composed
from tests.support.looks import differing
from tests.support.painting import dots

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'
KIT = {
    "kit/parts.svg": SVG.format(
        '<path id="line" d="M0 0h10"/><g id="two"><use href="#line" class="bone"/>'
        '<use href="#line" class="disc" transform="translate(0 5)"/></g><circle id="at-spot" '
        'cx="3" cy="4" r="1"/>'
        '<g id="spotted"><use href="#line"/><circle id="at-inside" cx="1" cy="2" r="1"/></g>'
        '<clipPath id="window"><use href="#line"/></clipPath>'
        '<g id="cut"><g clip-path="url(#window)"><use href="#line" class="bone"/></g></g>'
        '<g id="other"><use href="kit/more.svg#dot"/></g>'
    ).encode(),
    "kit/more.svg": SVG.format('<circle id="dot" class="nerve" cx="0" cy="0" r="5"/>').encode(),
}


@pytest.fixture(scope="module")
def brand() -> Brand:
    found = load_brand(read_folder(ASSETS), Reading())
    assert found
    return found


def operators(drawing: Drawing, brand: Brand) -> str:
    return painted(drawing, colouring(brand.paints))


def drawn(body: str, brand: Brand) -> str:
    """The operators of a drawing without those that place it, on one line."""
    drawing = compile_svg(SVG.format(body).encode(), "assets/figures/own.svg", brand, KIT)
    return " ".join(operators(drawing, brand).splitlines()[1:])


def test_a_piece_of_the_kit_is_drawn_as_if_it_stood_in_the_figure(brand: Brand) -> None:
    own = (
        '<path class="bone" d="M0 0h10"/><path class="disc" transform="translate(0 5)" '
        'd="M0 0h10"/>'
    )
    assert drawn('<use href="kit/parts.svg#two"/>', brand) == drawn(own, brand)
    assert drawn('<use xlink:href="kit/parts.svg#two"/>'.replace("xlink:", ""), brand) == drawn(
        own, brand
    )


def test_a_piece_is_placed_where_it_is_used_and_as_it_is_turned(brand: Brand) -> None:
    used = '<use href="kit/parts.svg#line" class="bone" x="20" y="10"/>'
    moved = '<g transform="translate(20 10)"><path class="bone" d="M0 0h10"/></g>'
    assert drawn(used, brand) == drawn(moved, brand)
    turned = drawn('<use href="kit/parts.svg#line" class="bone" transform="scale(-1 1)"/>', brand)
    assert turned.startswith("q -1 0 0 1 0 0 cm ")


def test_a_piece_takes_the_paint_of_its_use(brand: Brand) -> None:
    assert drawn('<use href="kit/parts.svg#line" class="metal"/>', brand) == drawn(
        '<path class="metal" d="M0 0h10"/>', brand
    )


def test_a_piece_may_use_pieces_of_its_own_and_of_other_files(brand: Brand) -> None:
    assert drawn('<use href="kit/parts.svg#other"/>', brand) == drawn(
        '<circle class="nerve" cx="0" cy="0" r="5"/>', brand
    )
    assert drawn('<use href="kit/parts.svg#cut"/>', brand).startswith("q 0 0 m 10 0 l W n ")


def test_names_of_a_figure_and_of_the_kit_do_not_meet(brand: Brand) -> None:
    """``#line`` is the figure's own, whatever the kit calls so."""
    body = (
        '<defs><path id="line" d="M1 1h2"/></defs><use href="#line" class="bone"/><use '
        'href="kit/parts.svg#two"/>'
    )
    assert drawn(body, brand).count("1 1 m 3 1 l") == 1
    assert drawn(body, brand).count("0 0 m 10 0 l") == 2


def test_an_anchor_inside_a_piece_is_one_of_the_figure(brand: Brand) -> None:
    body = (
        '<use href="kit/parts.svg#spotted" transform="translate(10 20)"/><circle '
        'id="at-own" cx="5" cy="5" r="1"/>'
    )
    drawing = compile_svg(SVG.format(body).encode(), "assets/figures/own.svg", brand, KIT)
    assert drawing.anchors == {
        "at-inside": pytest.approx((11, 28)),
        "at-own": pytest.approx((5, 45)),
    }


@pytest.mark.parametrize(
    "reference",
    [
        "kit/none.svg#line",
        "other.svg#line",
        "/etc/passwd#line",
        "../kit/parts.svg#line",
        "kit/parts.svg",
    ],
)
def test_nothing_but_the_kit_is_read(reference: str, brand: Brand) -> None:
    with pytest.raises(Problems) as caught:
        drawn(f'<use href="{reference}"/>', brand)
    (problem,) = caught.value.problems
    assert problem.where.path == "assets/figures/own.svg"


def test_faults_of_figure_and_kit_are_told_together(brand: Brand) -> None:
    """Each in its own file, also when a file of the kit is not even SVG."""
    kit = {**KIT, "kit/bad.svg": b"<svg"}
    body = '<rect class="bnoe"/><use href="kit/bad.svg#a"/><text/>'
    with pytest.raises(Problems) as caught:
        compile_svg(SVG.format(body).encode(), "assets/figures/own.svg", brand, kit)
    told = {problem.where.path: problem.message for problem in caught.value.problems}
    assert told.keys() == {"assets/figures/own.svg", "assets/figures/kit/bad.svg"}
    assert len(caught.value.problems) == 3


def test_a_changed_kit_makes_a_figure_anew(tmp_path: Path, brand: Brand) -> None:
    """Compiled drawings are kept on disk; what they are made of is part of their key."""
    (tmp_path / "figures" / "kit").mkdir(parents=True)
    (tmp_path / "figures" / "own.svg").write_text(
        SVG.format('<use href="kit/parts.svg#dot"/>'), "utf-8"
    )
    found = []
    for radius in (5, 7, 5):
        text = SVG.format(f'<circle id="dot" class="nerve" cx="0" cy="0" r="{radius}"/>')
        (tmp_path / "figures" / "kit" / "parts.svg").write_text(text, "utf-8")
        picture = Gallery(
            read_folder(tmp_path, "assets"), "figures", brand, tmp_path / "cache"
        ).picture("own")
        assert picture
        found.append(picture)
    assert found[0] == found[2] != found[1]


def test_the_kit_is_no_figure(tmp_path: Path, brand: Brand) -> None:
    assert not [
        name
        for name in Gallery(read_folder(ASSETS, "assets"), "figures", brand, None)
        if name.startswith("kit")
    ]


def test_every_piece_of_the_kit_can_be_drawn(brand: Brand) -> None:
    """Also those that no figure uses yet."""
    files = {
        f"kit/{path.name}": path.read_bytes()
        for path in sorted((ASSETS / "figures" / "kit").glob("*.svg"))
    }
    assert files
    for name, data in files.items():
        pieces = re.findall(r'<(?:g|path) id="([\w-]+)"', data.decode())
        body = "".join(f'<use href="{name}#{piece}"/>' for piece in pieces)
        assert compile_svg(SVG.format(body).encode(), "assets/figures/own.svg", brand, files).items


# ------------------------------------------------------------------ as other programs write it


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("M0 0a5 5 0 0110 0a5 5 0 01.5.5", "M0 0 a5 5 0 0 1 10 0 a5 5 0 0 1 .5 .5"),
        ("M0 0a5 5 0 11-8 6", "M0 0 a5 5 0 1 1 -8 6"),
        ("M1.5.5-2-3", "M1.5 .5 L-2 -3"),
        ("M0 0h1e1v-.5", "M0 0 L10 0 L10 -.5"),
    ],
)
def test_minified_paths_are_read(short: str, long: str, brand: Brand) -> None:
    found = [drawn(f'<path class="bone" d="{data}"/>', brand) for data in (short, long)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "data", ["M0 0a5 5 0 21 9 9", "M0 0a5 5 0 0 9 9", "M0 0L1,,2x", "M0 0a5 5 0 1", "M0 0L5 5H"]
)
def test_what_is_no_path_is_told(data: str, brand: Brand) -> None:
    with pytest.raises(Problems, match="cannot read the path"):
        drawn(f'<path class="bone" d="{data}"/>', brand)


OBLONG = '<rect class="bone" width="40" height="20" {}/>'


@pytest.mark.parametrize(
    ("radii", "rx", "ry"),
    [('rx="9" ry="4"', 9, 4), ('rx="30" ry="4"', 20, 4), ('rx="15"', 15, 10), ('ry="5"', 5, 5)],
)
def test_an_oblong_has_both_its_radii(radii: str, rx: int, ry: int, brand: Brand) -> None:
    """Each no more than half of its side (SVG 1.1, 9.2)."""
    arc, across, down = f"a{rx} {ry} 0 0 1", 40 - 2 * rx, 20 - 2 * ry
    right, left = (
        f"h{across}{arc} {rx} {ry}v{down}",
        f"{arc}-{rx} {ry}h-{across}{arc}-{rx}-{ry}v-{down}",
    )
    path = f"M{rx} 0{right}{left}{arc} {rx}-{ry}z"
    assert drawn(OBLONG.format(radii), brand) == drawn(f'<path class="bone" d="{path}"/>', brand)


def test_points_may_be_written_without_spaces(brand: Brand) -> None:
    polygon = '<polygon class="bone" points="0,0 9-3 5.5.5"/>'
    assert drawn(polygon, brand) == drawn('<path class="bone" d="M0 0L9-3L5.5.5z"/>', brand)


@pytest.mark.parametrize(
    "shape", ['<rect class="bone" width="0" height="9"/>', '<circle class="bone" r="0"/>']
)
def test_what_has_no_size_is_not_drawn(shape: str, brand: Brand) -> None:
    assert drawn(shape, brand) == ""


def test_a_line_of_no_width_is_not_drawn(brand: Brand) -> None:
    """PDF would draw the finest line there is."""
    assert drawn('<path stroke="ink" fill="none" stroke-width="0" d="M0 0h9"/>', brand) == ""


def test_what_is_said_outside_holds_inside(brand: Brand) -> None:
    """Sets of icons say how their lines look once, for the whole file."""
    file = (
        '<svg viewBox="0 0 9 9" class="their-own" fill="none" stroke="currentColor" '
        'stroke-width="2">{}</svg>'
    )
    drawing = compile_svg(file.format('<path d="M0 0h9"/>').encode(), "own.svg", brand)
    (shape,) = drawing.items
    assert isinstance(shape, Shape)
    assert (shape.fill, shape.line) == (None, Pen("current", 2, "butt", "miter", 4, ()))


def test_a_line_in_a_colour_of_the_brand_is_the_brands(brand: Brand) -> None:
    assert " 1.25 w 1 J 1 j " in drawn('<path stroke="ink" fill="none" d="M0 0h9"/>', brand)
    assert " 1 w 0 J 0 j 4 M " in drawn(
        '<path stroke="currentColor" fill="none" d="M0 0h9"/>', brand
    )


@pytest.mark.parametrize(
    ("width", "wide"), [("80mm", 226.77), ("8.0cm", 226.77), ("2in", 144), ("40pt", 40), ("80", 80)]
)
def test_a_drawing_is_as_large_as_its_program_says(width: str, wide: float, brand: Brand) -> None:
    """Inkscape counts in millimetres; anchors, clips and lines grow with the shapes."""
    inside = '<circle id="at-end" cx="60" cy="10" r="1"/><path stroke="ink" d="M40 0h40"/>'
    text = f'<svg width="{width}" viewBox="40 0 80 20">{inside}</svg>'
    drawing = compile_svg(text.encode(), "own.svg", brand)
    scale = drawing.width / 80
    assert (drawing.width, drawing.height) == pytest.approx((wide, wide / 4), abs=0.01)
    assert drawing.anchors["at-end"] == pytest.approx((20 * scale, 10 * scale))
    plain = compile_svg(text.replace(f'width="{width}" ', "").encode(), "own.svg", brand)
    shots = [dots(one, brand.paints, 400, "L") for one in (drawing, plain)]
    assert shots[0].getextrema() == (39, 255), "there is a line"
    assert differing(*shots) == 0


def test_a_file_without_a_view_box_is_as_large_as_it_says(brand: Brand) -> None:
    drawing = compile_svg(
        b'<svg width="24px" height="12"><path d="M0 0h9"/></svg>', "own.svg", brand
    )
    assert (drawing.width, drawing.height) == (24, 12)


CLIPPED = (
    '<clipPath id="c"{}>{}</clipPath><rect class="bone" width="100" height="50" '
    'clip-path="url(#c)"/>'
)
AWAY = "M60 10V20H50V10z"  # the other way round than a rect


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("", '<rect width="9" height="9" transform="translate(5 6)"/>'),
            ("", '<path d="M5 6h9v9h-9z"/>'),
        ),
        ((' transform="scale(2)"', '<path d="M1 1h9v9z"/>'), ("", '<path d="M2 2h18v18z"/>')),
        (("", '<rect fill="white" width="9" height="9"/>'), ("", '<rect width="9" height="9"/>')),
        (
            ("", f'<path d="M45 5h10v10h-10z"/><path d="{AWAY}"/>'),
            ("", '<path d="M45 5h10v5h5v10h-10v-5h-5z"/>'),
        ),
    ],
)
def test_clips_are_cut_where_they_stand(
    one: tuple[str, str], other: tuple[str, str], brand: Brand
) -> None:
    shots = []
    for attributes, shapes in (one, other):
        text = SVG.format(CLIPPED.format(attributes, shapes))
        shots.append(dots(compile_svg(text.encode(), "own.svg", brand), brand.paints, 400, "L"))
    assert ImageChops.difference(*shots).point(lambda value: 255 * (value > 96)).getbbox() is None
    assert shots[0].getextrema() != (255, 255)


def test_several_outlines_with_holes_are_no_clip(brand: Brand) -> None:
    ring = '<path d="M0 0h9v9h-9zM2 2v5h5v-5z"/><rect width="9" height="9"/>'
    with pytest.raises(Problems, match="several shapes, some with holes"):
        drawn(CLIPPED.format("", ring), brand)


def test_a_drawing_has_an_end(brand: Brand) -> None:
    """A long path that is used again and again would take minutes to print."""
    long = f'<defs><path id="long" d="M0 0{"l1 1" * 9000}"/></defs>'
    with pytest.raises(Problems, match="draws more than 200,000 lines and curves"):
        drawn(long + '<use href="#long"/>' * 40, brand)


def test_what_draws_nothing_may_stand(brand: Brand) -> None:
    told = (
        'aria-hidden="true" data-name="Layer 1" role="img" focusable="false" xml:space="preserve"'
    )
    assert drawn(f'<path {told} class="bone" d="M0 0h9"/>', brand) == drawn(
        '<path class="bone" d="M0 0h9"/>', brand
    )


@pytest.mark.parametrize(
    "shape",
    [
        '<circle id="at-left" cx="2" cy="2" r="2"/>',
        '<rect class="bone" width="0" height="9"/>',
        '<g transform="matrix(0 0 0 0 5 5)"><path class="bone" d="M0 0h9v9z"/></g>',
        '<g transform="translate(900)"><path class="bone" d="M0 0h9v9z"/></g>',
        '<path d=" "/>',
        '<path fill="paper" stroke="paper" d="M0 0h9v9z"/>',
    ],
)
def test_a_figure_that_shows_nothing_is_told(shape: str, brand: Brand, tmp_path: Path) -> None:
    """It would be an empty place on paper, with labels and words for who cannot see."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "own.svg").write_text(SVG.format(shape), "utf-8")
    gallery = Gallery(read_folder(tmp_path, "assets"), "figures", brand, None)
    (found,) = gallery.faults("own")
    assert str(found).startswith("assets/figures/own.svg:1:1: error: the figure shows nothing")


# ------------------------------------------------------------------ pictures that belong together


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, brand: Brand) -> Gallery:
    """Pictures of chance sizes with chance anchors."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "figures").mkdir()
    chance = Random(7)
    for number in range(60):
        wide, tall = chance.randint(120, 260), chance.randint(80, 220)
        spots = "".join(
            (
                f'<circle id="at-{name}" cx="{chance.uniform(0, wide):.0f}" '
                f'cy="{chance.uniform(0, tall):.0f}" r="1"/>'
            )
            for name in range(chance.randint(0, 3))
        )
        box = f'viewBox="0 0 {wide} {tall}"'
        text = SVG.replace('viewBox="0 0 100 50"', box).format(
            f'<rect class="bone" width="9" height="9"/>{spots}'
        )
        (folder / "figures" / f"p{number}.svg").write_text(text, "utf-8")
    return Gallery(read_folder(folder, "assets"), "figures", brand, None)


def test_pictures_that_belong_together_have_one_scale_at_every_size(
    brochures: Brochures, shelf: Gallery
) -> None:
    document, _, _ = brochures.press.document(ON_LETTER[0].slug, "en")
    assert document
    studio = copy(brochures.press.studio("standard", "letter"))
    studio.figures = shelf
    words = ("Disc", "Nerve to the leg", "A piece that pushed out", "Back wall")
    wrong, seen = [], 0
    for seed in range(60):
        chance = Random(seed)
        figures = []
        for _ in range(chance.randint(2, 4)):
            name = f"p{chance.randrange(60)}"
            labels = tuple(Label(anchor, chance.choice(words)) for anchor in shelf[name])
            figures.append(Figure(name, "A picture.", labels=labels, title="Title"))
        alone = replace(document, parts=(Strip(tuple(figures)),), references=(), spare=())
        made, _ = composed(studio, alone)
        if made is None:  # labels that cannot be placed are told
            continue
        seen += 1
        box = made.pages[0][0].box
        assert isinstance(box, Sized)
        assert isinstance(box.art, Drawn)
        for size, shown in enumerate(box.art.sizes):
            if shown is None:  # the labels have no place at this size
                continue
            scales = [one.scale for one in shown]
            if max(scales) - min(scales) > 0.011:
                wrong.append(
                    f"seed {seed} at {SIZES[size]:.0%}: "
                    f"{', '.join(f'{scale:.2f}' for scale in scales)}"
                )
    assert seen > 50
    assert not wrong
