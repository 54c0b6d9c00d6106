"""The compiler against another renderer: 200 icons of free sets are drawn alike, dot for dot, or
refused with a hint.

``tests/icons/expected.png`` was made by resvg (see LICENCES.md there), so the suite needs no
renderer of its own. Alike means: averaged to 32 x 32, no dot differs by more than an eighth of the
way from black to white, and all dots together by less than one percent. That is what two ways to
smooth an edge differ by; a flag of an arc read wrong, a line half as wide or a clip left out is far
beyond it, as the second test shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from handouts.content.brand import Brand, load_brand
from handouts.pictures.svg import compile_svg
from handouts.source.problems import Problems
from handouts.source.reader import Reading
from handouts.source.snapshot import read_folder
from tests.support.brochures import ASSETS
from tests.support.painting import dots
from tests.support.rows import rows

FOLDER = Path(__file__).parent / "icons"
SIDE, ROW = 32, 20  # dots of an icon in the picture of all, and icons in a row of it
FINE = 8  # an icon is drawn with so many times more dots, then averaged
MOST, MEAN = 255 / 8, 255 / 100
KEPT: dict[str, Any] = json.loads((FOLDER / "icons.json").read_text("utf-8"))
ICONS: dict[str, str] = KEPT["icons"]
# What is not drawn: the beginning of the first message, and a word of its hint.
REFUSED = {
    "iconoir/regular-snapchat": ("unknown colour 'white'", "currentColor"),
    "iconoir/regular-piggy-bank": ("unknown colour 'black'", "currentColor"),
    "carbon/rule--data-quality": ("<switch> is not allowed", "shapes"),
    "carbon/data-quality-definition": ("<switch> is not allowed", "shapes"),
    "bootstrap/opencollective": ("the attribute 'fill-opacity'", "lighter colour"),
    "flags/la": ("the attribute 'fill-opacity'", "lighter colour"),
    "flags/tt": ("the attribute 'style'", "class="),
    "flags/mg": ("stroke-width='1pt' cannot be drawn", "plain numbers"),
    "flags/mr": ("unknown class 'mr-st1'", "known:"),
    "flags/us": ("<marker> is not allowed", "shapes"),
}


@pytest.fixture(scope="module")
def brand() -> Brand:
    found = load_brand(read_folder(ASSETS), Reading())
    assert found
    return found


@cache
def expected() -> dict[str, Image.Image]:
    with Image.open(FOLDER / "expected.png") as sheet:
        places = ((number % ROW * SIDE, number // ROW * SIDE) for number in range(len(ICONS)))
        shown = [sheet.crop((x, y, x + SIDE, y + SIDE)) for x, y in places]
    return dict(zip(ICONS, shown, strict=True))


def shown(svg: str, name: str, brand: Brand) -> Image.Image:
    drawing = compile_svg(svg.encode(), name, brand)
    return dots(drawing, dict.fromkeys(brand.paints, "#000000"), SIDE * FINE, "L").reduce(FINE)


def unlike(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How much two pictures differ: at the worst dot, and on the whole, of 255."""
    assert one.size == other.size
    difference = ImageChops.difference(one, other)
    return float(difference.getextrema()[1]), ImageStat.Stat(difference).mean[0]  # type: ignore[arg-type]


def alike(one: Image.Image, other: Image.Image) -> bool:
    most, mean = unlike(one, other)
    return most <= MOST and mean < MEAN


def test_there_are_two_hundred_with_their_licences() -> None:
    assert len(ICONS) == 200
    assert {name.partition("/")[0] for name in ICONS} == KEPT["sets"].keys()
    told = (FOLDER / "LICENCES.md").read_text("utf-8")
    for entry in KEPT["sets"].values():
        assert entry["licence"] and all(
            part.strip() in told or "Feather" in part for part in entry["copyright"].split(";")
        )


@rows("name", [name for name in ICONS if name not in REFUSED])
def test_an_icon_is_drawn_as_another_renderer_draws_it(name: str, brand: Brand) -> None:
    found = shown(ICONS[name], name, brand)
    assert alike(found, expected()[name]), unlike(found, expected()[name])
    assert found.getextrema()[0] < 128, "nothing was drawn"  # type: ignore[operator]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_told_with_what_to_do(name: str, brand: Brand) -> None:
    with pytest.raises(Problems) as caught:
        compile_svg(ICONS[name].encode(), name, brand)
    problem, (message, hint) = caught.value.problems[0], REFUSED[name]
    assert problem.message.startswith(message)
    assert hint in problem.hint
    assert problem.where.path == name and problem.where.line


def arcs_swept_back(svg: str) -> str:
    return re.sub(
        r"(a[\d.]+[ ,][\d.]+[ ,]0[ ,]?[01][ ,]?)([01])", lambda m: f"{m[1]}{1 - int(m[2])}", svg
    )


FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "arcs the other way round": ("octicons/", arcs_swept_back),
    "a thinner line": (
        "lucide/",
        lambda svg: svg.replace('stroke-width="2"', 'stroke-width="1.5"'),
    ),
    "no clip": ("flags/", lambda svg: svg.replace("clip-path=", "data-clip=")),
    "another rule for holes": ("iconoir/solid", lambda svg: svg.replace("evenodd", "nonzero")),
    "nothing turned": ("carbon/", lambda svg: svg.replace("transform=", "data-turn=")),
    "a piece that is not used": ("flags/", lambda svg: re.sub(r"<use[^>]*>", "", svg)),
    "moved by half a point": ("mdi/", lambda svg: svg.replace('viewBox="0 0', 'viewBox=".5 0')),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(fault: str, brand: Brand) -> None:
    """In half of the icons it is in; a clip or a piece may lie behind others, so there one is
    enough."""
    kind, change = FAULTS[fault]
    names = [
        name
        for name, svg in ICONS.items()
        if name.startswith(kind) and name not in REFUSED and change(svg) != svg
    ]
    seen = [
        name
        for name in names
        if not alike(shown(change(ICONS[name]), name, brand), expected()[name])
    ]
    hidden = kind == "flags/"
    assert len(seen) >= max(1, 0 if hidden else len(names) // 2), names
