"""Another clinic's brand is all it takes: other colours, letters and logo in every brochure, no
code changed."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handouts.clinic.jobs import Job, Outcome
from handouts.outputs.pdf.colours import rgb
from handouts.outputs.pdf.look import fitted
from handouts.pictures.drawing import Drawing
from tests.support.brochures import CONTENT, ROOT, Brochures
from tests.support.gallery import other_brand
from tests.support.opened import Opened
from tests.support.verapdf import Flavour, Validator

BRANDS = sorted(path.name for path in (ROOT / "tests" / "brands").iterdir())
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
    assert brochure.entry.pages == 10
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
