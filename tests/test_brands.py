"""Another clinic's brand is all it takes: other colours, letters and logo in every brochure, no
code changed."""

import pickle
import re
from collections.abc import Iterator
from dataclasses import fields
from inspect import unwrap
from pathlib import Path

import pikepdf
import pytest
import yaml

from handouts.clinic.jobs import Job, Outcome
from handouts.content.editions import EDITIONS
from handouts.content.measures import TypeScale, TypeStyle, Units
from handouts.outputs.pdf.colours import rgb
from handouts.outputs.pdf.look import fitted
from handouts.outputs.pdf.theme import theme_of
from handouts.pictures.drawing import Drawing
from handouts.source.values import flat, replace
from tests import test_geometry
from tests.support.brochures import CONTENT, ROOT, Brochures
from tests.support.gallery import other_brand
from tests.support.judge import Validator
from tests.support.opened import Opened
from tests.support.verapdf import Flavour

BRANDS = sorted(path.name for path in (ROOT / "tests" / "brands").iterdir())
# Which measures follow which unit.
UNITS_OF = {
    "gap": ("gaps",),
    "inset": ("insets", "airs"),
    "column": ("columns",),
    "indent": ("indents",),
    "icon": ("icons",),
    "rule": ("rules", "strokes", "underlines"),
    "bar": ("bars",),
    "tick": ("ticks",),
    "pitch": ("pitch",),
    "logo": ("logos", "banners"),
}
SLUGS = sorted(path.name for path in (CONTENT / "handouts").iterdir())


@pytest.fixture(scope="session", params=BRANDS)
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The clinic's own figures and icons, under the other brand."""
    return other_brand(tmp_path_factory.mktemp("assets"), request.param)


def made(press: Opened, slug: str) -> Outcome:
    out = press.make(Job(slug, "en", "standard", "a4"))
    assert out.problems == ()
    return out


def painted(path: Path) -> Iterator[bytes]:
    """Every content stream of a file, those of its form XObjects included."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") not in (
                "/Metadata",
                "/ObjStm",
                "/XRef",
            ):
                yield thing.read_bytes()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_brochure_wears_the_other_brand(
    press: Opened, slug: str, tmp_path: Path, brochures: Brochures
) -> None:
    brochure = made(press, slug)
    assert brochure.entry is not None
    assert brochure.entry.pages % 2 == 0
    # No page more than ours; narrower letters may save a leaf.
    assert brochures(Job(slug, "en", "standard", "a4")).count - brochure.entry.pages in (0, 2)
    path = tmp_path / "other.pdf"
    path.write_bytes(brochure.data)
    other, own = press.look[0], brochures.press.look[0]
    assert other is not None
    assert own is not None
    streams = b"\n".join(painted(path))
    group = brochures.press.document(slug, "en")[0]
    assert group is not None
    assert rgb(other.accented(group.accent)["brand"]).encode() + b" rg" in streams
    for name in ("brand", "ink", "tint"):
        gone = rgb(own.accented(group.accent)[name]).encode()
        assert gone + b" rg" not in streams, (
            f"the colour {name} of the clinic's own brand is still there"
        )
    with pikepdf.open(path) as pdf:
        fonts = {
            str(font.get("/FontName", ""))
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary)
        }
    named = {name for name in fonts if name}
    assert named
    assert all("SourceSerif" in name for name in named), named


# What a clinic may write below its palette: every unit another one.
UNITS = """units:
  gap: 7
  inset: 9
  column: 21
  indent: 19
  icon: 22
  rule: 0.5
  bar: 2.5
  tick: 14
  pitch: 24
  logo: 150
"""


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Brochures:
    """Brochures of the other brand with units of its own."""
    folder = tmp_path_factory.mktemp("measured")
    made = Brochures(tmp_path_factory.mktemp("made"))
    other_brand(folder, BRANDS[0])
    file = folder / "brand" / "brand.yaml"
    own = re.sub(r"^units: .*\n", UNITS, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    file.write_text(own, "utf-8")
    made.press = Opened(CONTENT, folder, None)
    return made


def test_every_unit_is_another_one() -> None:
    told = yaml.safe_load(UNITS)["units"]
    shipped = Units()
    assert told.keys() == flat(shipped).keys() - {"at"}
    assert not [name for name, value in told.items() if value == getattr(shipped, name)]


@pytest.mark.parametrize("slug", ["discectomy", "back-health"])
def test_a_brand_with_other_units_lies_as_well(
    measured: Brochures, press: Opened, slug: str
) -> None:
    """Other pages, as sound: inside the margins, nothing on anything, nothing alone."""
    job = Job(slug, "en", "standard", "letter")
    brochure = measured(job)
    assert brochure.path.read_bytes() != press.make(job).data
    for sound in (
        test_geometry.test_words_stand_inside_the_margins,
        test_geometry.test_no_words_overlap,
        test_geometry.test_no_page_ends_with_a_heading,
        test_geometry.test_nothing_lies_on_anything,
        test_geometry.test_panels_and_pictures_are_whole_and_inside_the_type_area,
    ):
        unwrap(sound)(brochure)  # of one brochure, not of all there are


@pytest.mark.parametrize("edition", ["sheet", "large-print", "booklet-pages"])
def test_a_brand_with_other_units_fits_all_editions(measured: Brochures, edition: str) -> None:
    made = measured.press.make(Job("discectomy", "en", edition, "letter"))
    assert made.problems == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_another_brand_has_the_sheets_too(press: Opened, slug: str) -> None:
    """Where every page must fit."""
    assert press.make(Job(slug, "en", "sheet", "letter")).problems == ()


@pytest.mark.parametrize("unit", UNITS_OF)
def test_every_unit_has_a_say_in_a_page(unit: str, brochures: Brochures) -> None:
    """One unit set otherwise, and the measures derived from it are others, no more."""
    brand = brochures.press.brand
    changed = replace(brand, units=Units(**{unit: getattr(Units(), unit) * 1.1}))
    own, other = (theme_of(one, EDITIONS["standard"]) for one in (brand, changed))
    assert pickle.loads(pickle.dumps(other)) == other
    differ = {one.name for one in fields(own) if getattr(own, one.name) != getattr(other, one.name)}
    assert differ == set(UNITS_OF[unit])


def test_old_brands_have_the_units_they_always_had() -> None:
    """A brand that sets none is set with those of the shipped one."""
    assert (Units().gap, Units().inset, Units().column, Units().rule) == (8, 11, 18, 0.8)


def test_sizes_that_a_brand_leaves_out_follow_the_text() -> None:
    text = TypeStyle(size=15, leading=20)
    scale = TypeScale(body=text)
    assert (scale.title.size, scale.title.leading, scale.title.weight) == (36, 40.7, "bold")
    assert scale.small.size == 14.4
    assert TypeScale(body=TypeStyle(size=12, leading=16)).small.size == 12  # none is smaller
    title = TypeScale(body=TypeStyle(size=40, leading=50)).title
    assert (title.size, title.leading) == (60, 67.8)  # none is larger than a brand may write


def test_type_that_may_not_fit_is_named() -> None:
    """Where there is no room, it is the brand's doing: what follows the text is not named."""
    usual, large = TypeStyle(size=12.5, leading=17), TypeStyle(size=16, leading=20)
    assert TypeScale(body=usual).larger == ()
    assert TypeScale(body=large).larger == ("body",)
    assert TypeScale(body=usual, small=large, title=large).larger == ("small",)


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_another_brand_is_as_valid(
    press: Opened, tmp_path: Path, validator: Validator, flavour: Flavour
) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(made(press, SLUGS[-1]).data)
    verdict = validator.validate(path, flavour)
    assert verdict.passed, verdict.failures


@pytest.mark.parametrize(("size", "scale"), [((180, 40), 0.5), ((100, 100), 0.2), ((40, 80), 0.25)])
def test_a_logo_of_any_shape_has_its_place(size: tuple[float, float], scale: float) -> None:
    """A wide one is as wide as it may be, a square or high one no higher than the head of a
    page."""
    assert fitted(Drawing(*size), 90, 20) == scale
