"""Every figure of ``assets/figures``: its labels have room wherever it may stand, and it can be
read without colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from handouts.content.brand import Brand, Paint, load_brand, luminance
from handouts.content.measures import Units
from handouts.meaning.document import Document, Figure, Label
from handouts.meaning.parts import walk
from handouts.outputs.pdf.drawings import colouring, painted
from handouts.outputs.pdf.look import Look
from handouts.outputs.pdf.parts.labels import lay_out
from handouts.outputs.pdf.parts.pictures import SIZES
from handouts.pictures.drawing import Drawing
from handouts.pictures.gallery import Gallery
from handouts.source.reader import Reading
from handouts.source.snapshot import read_folder
from handouts.source.values import replace
from tests.support.brochures import ASSETS, ON_LETTER, ROOT, Brochures
from tests.support.composing import composed
from tests.support.labelling import faults
from tests.support.rows import rows

DRAWN = sorted(path.stem for path in (ASSETS / "figures").glob("*.svg"))
BRANDS = (
    ASSETS,
    *(path.parents[1] for path in sorted((ROOT / "tests" / "brands").glob("*/brand/brand.yaml"))),
)
NARROW = 190.0  # points: a column of a picture beside words
# No handout has these: in a large edition pictures beside each other go below each other (see the
# next test but one).
TOO_MUCH = ("half large-print foreign", "narrow large-print foreign")
Labels = tuple[Label, ...]


@cache
def brand(assets: Path) -> Brand:
    context = Reading()
    found = load_brand(read_folder(assets), context)
    assert found is not None, "\n".join(map(str, context.problems))
    return found


@cache
def gallery(assets: Path = ASSETS) -> Gallery:
    return Gallery(read_folder(ASSETS, "assets"), "figures", brand(assets), None)


def drawing(name: str, assets: Path = ASSETS) -> Drawing:
    found = gallery(assets).picture(name)
    assert isinstance(found, Drawing), "\n".join(map(str, gallery(assets).faults(name)))
    return found


# ------------------------------------------------------------------ labels have room

LONGER = dict(zip("aceinouyACEINOUY", "áçéíñöüýÁÇÉÍÑÖÜÝ", strict=True))


def longer(text: str) -> str:
    """``text`` as a translation might be: 40 percent longer, with accents, as many words, none of
    them a single letter longer than it must be."""
    words = text.split(" ")
    more = round(0.4 * len(text))
    order = sorted(range(len(words)), key=lambda number: -len(words[number]))
    for step in range(more):
        number = order[step % len(order)]
        words[number] += "aeiounrst"[(step + len(words[number])) % 9]
    return "".join(LONGER.get(letter, letter) for letter in " ".join(words))


def test_a_longer_language_is_40_percent_longer_and_can_be_printed(
    looks: Mapping[str, Look],
) -> None:
    for text in ("Nerve", "Disc that pushed out", "Screws and rods hold two bones"):
        assert len(longer(text)) == round(1.4 * len(text))
        assert len(longer(text).split()) == len(text.split())
        assert not looks["standard"].regular.lacks(longer(text))


@pytest.fixture(scope="module")
def looks(brochures: Brochures) -> dict[str, Look]:
    return {
        edition: brochures.press.studio(edition, "letter").look()
        for edition in ("standard", "large-print")
    }


@pytest.fixture(scope="module")
def used(brochures: Brochures) -> dict[str, set[Labels]]:
    """The labels that the handouts give each figure."""
    found: dict[str, set[Labels]] = {name: set() for name in DRAWN}
    for document in documents(brochures):
        for part in walk(document.parts):
            if isinstance(part, Figure) and part.labels:
                found.setdefault(part.name, set()).add(part.labels)
    return found


def documents(brochures: Brochures) -> Iterator[Document]:
    for job in ON_LETTER:
        document, _, problems = brochures.press.document(job.slug, job.language)
        assert document is not None, "\n".join(map(str, problems))
        yield document


def rooms(brochures: Brochures) -> dict[str, float]:
    full = brochures.press.studio("standard", "letter").area.measure
    return {"full": full, "half": (full - Units().column) / 2, "narrow": NARROW}


def ways(
    brochures: Brochures, looks: Mapping[str, Look]
) -> Iterator[tuple[str, float, Look, bool]]:
    """Every column, type size and language a figure must bear."""
    for column, room in rooms(brochures).items():
        for edition, look in looks.items():
            for foreign in (False, True):
                yield f"{column} {edition}{' foreign' if foreign else ''}", room, look, foreign


def said(labels: Labels, foreign: bool) -> Labels:
    return tuple(Label(one.anchor, longer(one.text)) for one in labels) if foreign else labels


@rows("name", DRAWN)
def test_labels_of_the_handouts_have_room(
    name: str, brochures: Brochures, looks: Mapping[str, Look], used: Mapping[str, set[Labels]]
) -> None:
    picture, found = drawing(name), []
    for labels in sorted(used[name], key=repr):
        for way, room, look, foreign in ways(brochures, looks):
            wanted = min(look.unit, look.edition.tallest * look.unit / picture.height)
            for size in (SIZES[0], 1.0, SIZES[-1]):
                placed = lay_out(picture, said(labels, foreign), look.label, room, size * wanted)
                if placed is None:
                    found += [f"{way} at {size:.0%}: no room"] if way not in TOO_MUCH else []
                else:
                    found += [
                        f"{way} at {size:.0%}: {fault}"
                        for fault in faults(placed, look.label, room)
                    ]
    assert not found


@rows("name", DRAWN)
def test_all_anchors_labelled_lie_on_nothing(
    name: str, brochures: Brochures, looks: Mapping[str, Look]
) -> None:
    """More labels than any handout gives may be refused, but never set on one another."""
    picture, found = drawing(name), []
    labels = tuple(Label(anchor[3:], anchor[3:].replace("-", " ")) for anchor in picture.anchors)
    for way, room, look, foreign in ways(brochures, looks):
        wanted = min(look.unit, look.edition.tallest * look.unit / picture.height)
        for size in (SIZES[0], 1.0, SIZES[-1]):
            placed = lay_out(picture, said(labels, foreign), look.label, room, size * wanted)
            if placed is not None:
                found += [
                    f"{way} at {size:.0%}: {fault}" for fault in faults(placed, look.label, room)
                ]
    assert not found


@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_figures_of_the_handouts_fit_their_columns(edition: str, brochures: Brochures) -> None:
    """In the columns they have, at every size a page may choose, in a longer language; whoever asks
    for a brochure is told where one does not fit in English."""
    studio = brochures.press.studio(edition, "letter")
    found = set()
    for document in documents(brochures):
        _, problems = composed(studio, _translated(document))
        found |= {
            f"{document.title}: {problem.message}"
            for problem in problems
            if "figure" in problem.message
        }
    assert not found


def _translated(part: Any) -> Any:
    """A part with all its labels in a longer language."""
    if isinstance(part, tuple):
        return tuple(map(_translated, part))
    if isinstance(part, Label):
        return replace(part, text=longer(part.text))
    if not is_dataclass(part) or isinstance(part, type):
        return part
    return replace(part, **{one.name: _translated(getattr(part, one.name)) for one in fields(part)})


# ------------------------------------------------------------------ no picture needs its colours

TOLD_APART = ("bone", "disc", "nerve", "metal", "problem")
APART = 15.0  # of CIE L*, 0 (black) to 100 (white)
# the same as a simple grey printer has it: it weighs red, green and blue by a rule of thumb
APART_IN_PRINT = 12.0
MARKERS = dict(
    zip(TOLD_APART, ("#00FFFF", "#0000FF", "#FFFF00", "#808080", "#FF00FF"), strict=True)
)
HATCH = "#00FF00"
DOTS = 1  # for each point
NEAR = 5.0  # points: every spot of a problem is as near to a line of its hatching
THIN = 4.0  # points: lines in the colour of a problem, which cannot be hatched


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour."""
    y = luminance(colour)
    return 116 * (y ** (1 / 3) if y > 0.008856 else 7.787 * y + 16 / 116) - 16


def paired() -> Iterator[tuple[str, str]]:
    """Names of paints that must differ in lightness: what is ``problem`` is told by its
    hatching."""
    return (pair for pair in combinations(TOLD_APART, 2) if "problem" not in pair)


def test_lightness_is_that_of_the_standard() -> None:
    assert lightness("#FFFFFF") == pytest.approx(100, abs=0.01)
    assert lightness("#000000") == pytest.approx(0, abs=0.01)
    assert lightness("#808080") == pytest.approx(53.59, abs=0.01)


@pytest.mark.parametrize("assets", BRANDS, ids=lambda path: path.name)
def test_paints_differ_in_lightness(assets: Path) -> None:
    paints = brand(assets).figures
    assert paints.keys() >= {*TOLD_APART, "hatch"}
    close = {
        pair: difference
        for pair in paired()
        if (difference := abs(lightness(paints[pair[0]].fill) - lightness(paints[pair[1]].fill)))
        < APART
    }
    assert not close
    assert abs(lightness(paints["problem"].fill) - lightness(paints["hatch"].line)) >= APART


@cache
def marked() -> Gallery:
    """The figures with paints that are found again in a picture, dot for dot."""
    figures = brand(ASSETS).figures
    paints = {name: replace(paint, line=_lone(paint.line)) for name, paint in figures.items()}
    paints |= {name: replace(paints[name], fill=colour) for name, colour in MARKERS.items()}
    paints["hatch"] = Paint(fill="none", line=HATCH, width=paints["hatch"].width)
    changed = replace(brand(ASSETS), figures=paints)
    changed.__dict__.pop("colours", None)  # made from the other paints
    return Gallery(read_folder(ASSETS, "assets"), "figures", changed, None)


def _lone(colour: str) -> str:
    return colour if colour not in (HATCH, *MARKERS.values()) else "#123456"


def shot_of(picture: Drawing, brand: Brand, *, grey: bool = False) -> Image.Image:
    """A drawing in a brand's colours as dots, its edges not smoothed."""
    return as_dots(
        painted(picture, colouring(brand.paints)), picture.width, picture.height, grey=grey
    )


def as_dots(operators: str, width: float, height: float, *, grey: bool = False) -> Image.Image:
    file = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        page.Contents = pdf.make_stream(operators.encode())
        pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as opened:
        shot: Image.Image = (
            opened[0].render(scale=DOTS, grayscale=grey, no_smoothpath=True).to_pil()
        )
        return shot.convert("L" if grey else "RGB")


def spots(shot: Image.Image, colour: str) -> Image.Image:
    """Where ``shot`` has exactly this colour: 255, elsewhere 0."""
    masks = []
    for band, at in zip(shot.split(), (1, 3, 5), strict=True):
        wanted = int(colour[at : at + 2], 16)
        masks.append(band.point([255 if value == wanted else 0 for value in range(256)]))
    return ImageChops.darker(ImageChops.darker(masks[0], masks[1]), masks[2])


def wider(mask: Image.Image, points: float) -> Image.Image:
    return mask.filter(ImageFilter.MaxFilter(2 * round(points * DOTS) + 1))


def narrower(mask: Image.Image, points: float) -> Image.Image:
    return mask.filter(ImageFilter.MinFilter(2 * round(points * DOTS) + 1))


@cache
def marked_shot(name: str) -> Image.Image:
    found = marked().picture(name)
    assert isinstance(found, Drawing), "\n".join(map(str, marked().faults(name)))
    return shot_of(found, marked().brand)


def bare_problem(shot: Image.Image) -> tuple[int, int, int, int] | None:
    """Where a problem is painted and not hatched, in points from the upper start corner."""
    if not spots(shot, MARKERS["problem"]).getbbox():
        return None
    bare = ImageChops.subtract(spots(shot, MARKERS["problem"]), wider(spots(shot, HATCH), NEAR))
    box = narrower(bare, THIN / 2).getbbox()
    return box and (box[0] // DOTS, box[1] // DOTS, box[2] // DOTS, box[3] // DOTS)


@rows("name", DRAWN)
def test_problems_are_hatched(name: str) -> None:
    assert bare_problem(marked_shot(name)) is None


@rows("name", DRAWN)
def test_paints_differ_on_a_grey_printer(name: str) -> None:
    """Of each paint a spot is looked up in the picture as it is printed in grey."""
    shot = marked_shot(name)
    places = {}
    for paint, colour in MARKERS.items():
        inner = narrower(spots(shot, colour), 1).getbbox()
        if inner:
            row = (
                narrower(spots(shot, colour), 1)
                .crop((0, inner[1], shot.width, inner[1] + 1))
                .getbbox()
            )
            assert row
            places[paint] = (row[0], inner[1])
    for assets in BRANDS:
        grey = shot_of(drawing(name, assets), brand(assets), grey=True)
        tones = {
            paint: lightness(f"#{3 * f'{grey.getpixel(place):02X}'}")
            for paint, place in places.items()
        }
        for one, other in paired():
            if one in tones and other in tones:
                assert abs(tones[one] - tones[other]) >= APART_IN_PRINT, (
                    f"{assets.name}: {one} and {other}"
                )


def test_a_problem_without_hatching_is_found() -> None:
    magenta, green = "1 0 1 rg 20 20 60 60 re f", "0 1 0 RG 2 w"
    lines = " ".join(f"{x} 0 m {x + 100} 100 l S" for x in range(-80, 100, 12))
    clipped = f"{magenta} q 20 20 60 60 re W n {green} {lines} Q"
    small = "1 0 1 rg 84 84 14 14 re f"
    found = [
        bare_problem(as_dots(one, 100, 100)) for one in (magenta, clipped, f"{clipped} {small}")
    ]
    assert list(map(bool, found)) == [True, False, True]
