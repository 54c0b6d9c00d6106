"""A drawing is a value below outputs: any output can paint it, any process can have it, a kept one
is checked."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageChops

from handouts.content.brand import Brand, load_brand
from handouts.outputs.pdf.colours import FIRM, WHITE, channels, lightness
from handouts.outputs.pdf.drawings import ICON, colouring, painted
from handouts.pictures.drawing import Drawing, Group, Item, Shape
from handouts.pictures.gallery import Gallery
from handouts.pictures.kept import keep, kept
from handouts.pictures.svg import compile_svg
from handouts.source.reader import Reading
from handouts.source.snapshot import Folder, read_folder
from handouts.source.values import replace
from tests.support.brochures import ASSETS
from tests.support.painting import dots
from tests.support.rows import rows
from tests.support.toy_svg import svg

NAMES = sorted(
    f"{folder}/{path.stem}"
    for folder in ("figures", "icons", "brand")
    for path in (ASSETS / folder).glob("*.svg")
)
WIDE = 400  # dots


@pytest.fixture(scope="module")
def assets() -> Folder:
    return read_folder(ASSETS, "assets")


@pytest.fixture(scope="module")
def brand(assets: Folder) -> Brand:
    found = load_brand(assets, Reading())
    assert found
    return found


@pytest.fixture(scope="module")
def drawings(assets: Folder, brand: Brand) -> dict[str, Drawing]:
    found = {}
    for folder in ("figures", "icons", "brand"):
        gallery = Gallery(assets, folder, brand, None)
        for name in gallery:
            picture = gallery.picture(name)
            assert isinstance(picture, Drawing)
            found[f"{folder}/{name}"] = picture
    return found


def shapes(items: tuple[Item, ...]) -> Iterator[Shape]:
    for item in items:
        if isinstance(item, Group):
            yield from shapes(item.items)
        else:
            yield item


# ------------------------------------------------------------------ any output can paint it


def reread(drawing: Drawing, brand: Brand) -> tuple[Drawing, dict[str, str]]:
    """A drawing written as SVG and read again: every colour has become a name of its own."""
    names = {role: f"paint-{number}" for number, role in enumerate(brand.paints)}
    colours = {name: brand.paints[role] for role, name in names.items()}
    other = replace(brand, figures=brand.figures)
    other.__dict__["colours"] = {**brand.colours, **colours}
    written = svg(drawing, names)
    return compile_svg(written.encode(), "toy.svg", other), {**other.paints, **colours}


def off(one: Image.Image, other: Image.Image) -> float:
    """How many of 255 two pictures differ by, at the worst of their dots, averaged four by four."""
    assert one.size == other.size
    difference = ImageChops.difference(one.reduce(4), other.reduce(4)).convert("L")
    return float(difference.getextrema()[1])  # type: ignore[arg-type]


@rows("name", NAMES)
def test_a_toy_output_shows_what_the_pdf_shows(
    name: str, drawings: Mapping[str, Drawing], brand: Brand
) -> None:
    drawing = drawings[name]
    again, colours = reread(drawing, brand)
    assert off(dots(drawing, brand.paints, WIDE), dots(again, colours, WIDE)) <= 24


def test_a_toy_output_that_forgets_something_is_noticed(
    drawings: Mapping[str, Drawing], brand: Brand
) -> None:
    clipped = drawings["figures/lamina-whole"]
    opened = replace(clipped, items=tuple(_unclipped(item) for item in clipped.items))
    assert opened != clipped
    again, colours = reread(opened, brand)
    assert off(dots(clipped, brand.paints, WIDE), dots(again, colours, WIDE)) > 24


def _unclipped(item: Item) -> Item:
    return item._replace(clip=None) if isinstance(item, Group) else item


# ------------------------------------------------------------------ roles, not colours


def test_a_drawing_knows_no_colours(
    assets: Folder, brand: Brand, drawings: Mapping[str, Drawing]
) -> None:
    """The same values in a brand of other colours; only what they are painted with differs."""
    paints = {
        name: replace(paint, fill=_other(paint.fill)) for name, paint in brand.figures.items()
    }
    other = replace(brand, figures=paints)
    other.__dict__.pop("colours", None)
    picture = Gallery(assets, "figures", other, None).picture("canal-open")
    assert picture == drawings["figures/canal-open"]
    assert isinstance(picture, Drawing)
    assert painted(picture, colouring(other.paints)) != painted(picture, colouring(brand.paints))


def _other(colour: str) -> str:
    return colour if colour == "none" else f"#{int(colour[1:], 16) ^ 0x3F3F3F:06X}"


def test_every_role_of_a_drawing_has_a_colour(
    drawings: Mapping[str, Drawing], brand: Brand
) -> None:
    roles = {
        role
        for drawing in drawings.values()
        for shape in shapes(drawing.items)
        for role in _roles(shape)
    }
    assert len(roles) > 30
    assert {brand.paints[role] for role in roles} >= {"#F1E4CC", "#FFFFFF"}
    assert not [role for role in roles if brand.paints[role] == "none"]


def _roles(shape: Shape) -> Iterator[str]:
    yield from filter(None, (shape.fill, shape.line and shape.line.role))


def test_an_icon_takes_another_colour_and_keeps_what_is_not_its_own(
    drawings: Mapping[str, Drawing], brand: Brand
) -> None:
    pill = drawings["icons/nerve"]
    colours = colouring(brand.paints).recoloured(ICON, "#FFFFFF")
    operators = painted(pill, colours)
    own, nerve = painted(pill, colouring(brand.paints)), _operands(brand.paints["nerve"])
    assert _operands(brand.paints["icon/line"]) in own
    assert _operands(brand.paints["icon/line"]) not in operators
    assert "1 1 1 RG" in operators
    assert (nerve in own) == (nerve in operators)


def _operands(colour: str) -> str:
    return " ".join(f"{value:.3g}" for value in channels(colour))


def test_the_inks_of_a_drawing_are_those_of_its_paper(
    drawings: Mapping[str, Drawing], brand: Brand
) -> None:
    drawing = drawings["figures/canal-open"]
    press, grey = (painted(drawing, colouring(brand.paints, ink)) for ink in ("press", "saved"))
    assert {word for word in press.split() if word.lower() in ("rg", "g", "k")} == {"k", "K"}
    assert {word for word in grey.split() if word.lower() in ("rg", "g", "k")} == {"g", "G"}
    saved = painted(drawing, colouring(brand.paints, "saved", pale=True))
    fills = [float(line.split(" g ")[0]) for line in saved.splitlines() if " g " in line]
    darkest = min(lightness(*channels(value)) for value in brand.paints.values() if value != "none")
    assert min(fills) > darkest and 1.0 in fills


def test_a_line_is_seen_where_ink_is_saved(drawings: Mapping[str, Drawing], brand: Brand) -> None:
    """The hatching round a bad cut on dark skin is light on dark, and its ground is pale there.
    White parts what it lies between, and stays."""
    pale = colouring(brand.paints, "saved", pale=True)
    drawn = painted(drawings["figures/wound-call-dark"], pale).splitlines()
    greys = {float(line.split(" G ")[0].split()[-1]) for line in drawn if " G " in line}
    ground = min(float(line.split(" g ")[0]) for line in drawn if " g " in line if "B" in line)
    assert all(grey <= FIRM or grey > WHITE for grey in greys)
    assert FIRM in greys and ground > FIRM


def test_trees_have_an_edge_where_ink_is_saved(drawings: Mapping[str, Drawing]) -> None:
    """A crown without a line was white on white."""
    (scene, *_) = drawings["figures/ex-walking"].items
    assert isinstance(scene, Group)
    drawn = list(shapes(scene.items))
    assert len(drawn) >= 3  # trunk, crown, branches
    assert all(one.line for one in drawn)


# ------------------------------------------------------------------ any process can have it


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_can_be_sent_and_kept(
    name: str, drawings: Mapping[str, Drawing], tmp_path: Path
) -> None:
    drawing = drawings[name]
    assert pickle.loads(pickle.dumps(drawing)) == drawing
    keep(tmp_path / "one.drawing", drawing)
    assert kept(tmp_path / "one.drawing") == drawing


def test_a_damaged_drawing_is_made_again(assets: Folder, brand: Brand, tmp_path: Path) -> None:
    """Whatever byte of it was changed, and also where it was cut short."""
    whole = Gallery(assets, "icons", brand, None).picture("pill")
    assert Gallery(assets, "icons", brand, tmp_path).picture("pill") == whole
    (path,) = tmp_path.iterdir()
    data, chance = path.read_bytes(), Random(3)
    places = sorted(
        {0, 63, 64, 65, len(data) - 1, *(chance.randrange(len(data)) for _ in range(60))}
    )
    damaged = [data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :] for at in places]
    for wrong in (*damaged, b"", data[:-1], data[:64], b"{}", data + b" "):
        path.write_bytes(wrong)
        assert kept(path) is None
        assert Gallery(assets, "icons", brand, tmp_path).picture("pill") == whole
        assert path.read_bytes() == data


def test_a_place_that_cannot_be_written_costs_nothing_but_time(
    assets: Folder, brand: Brand, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_bytes(b"no folder")
    assert Gallery(assets, "icons", brand, tmp_path / "cache").picture("pill")
