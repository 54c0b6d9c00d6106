"""Photographs: upright, in the screen's colours, whole, without camera data, no larger than print
can show."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFilter

from handouts.cli import main
from handouts.outputs.pdf.write import objects
from handouts.outputs.pdf.write.rasters import raster
from handouts.pictures import jpeg
from handouts.pictures.markup import parse
from handouts.pictures.photo import Photo
from handouts.pictures.prints import printed
from handouts.pictures.raster import as_it_is, dots, photo
from handouts.source.problems import Problems
from handouts.source.snapshot import loose, read_file
from tests.support.brochures import ROOT
from tests.support.judge import Validator
from tests.support.rows import rows
from tests.support.verapdf import Flavour

SITE, PHOTOS = ROOT / "tests" / "site", ROOT / "tests" / "photos"
SAMPLE = Path("content/handouts/sample/en.yaml")
BOUND = 250  # megabytes: what a build with photographs may take
RED, BLUE, GREEN, WHITE = (200, 30, 30), (30, 30, 200), (30, 140, 50), (250, 245, 235)
WIDE, TALL = 1500, 1000  # dots of the pictures made here


def scene(mode: str = "RGB", size: tuple[int, int] = (WIDE, TALL)) -> Image.Image:
    """A red band above, a blue one at the left below it, a green one at the right, the rest nearly
    white."""
    image = Image.new("RGB", size, WHITE)
    draw, (wide, tall) = ImageDraw.Draw(image), size
    draw.rectangle((0, tall // 4, wide // 4, tall), BLUE)
    draw.rectangle((wide * 7 // 8, tall // 4, wide, tall), GREEN)
    draw.rectangle((0, 0, wide, tall // 4), RED)
    return image if mode == "RGB" else image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **({"quality": 92} if kind == "JPEG" else {}) | options)
    return file.getvalue()


def read(data: bytes, name: str = "photo.jpg") -> Photo:
    return photo(loose(Path(name), data), f"assets/figures/{name}")


def look(image: Image.Image) -> dict[str, tuple[int, ...]]:
    """The colours at the four places of the scene."""
    shown, (wide, tall) = image.convert("RGB"), image.size
    places = {"above": (0.5, 0.1), "left": (0.1, 0.7), "right": (0.95, 0.7), "middle": (0.5, 0.7)}
    found = {
        name: shown.getpixel((int(x * wide), int(y * tall))) for name, (x, y) in places.items()
    }
    return {name: value for name, value in found.items() if isinstance(value, tuple)}


def near(image: Image.Image, within: int = 24) -> bool:
    """Whether a picture shows the scene."""
    wanted = {"above": RED, "left": BLUE, "right": GREEN, "middle": WHITE}
    found = look(image)
    pairs = [
        pair for name, colour in wanted.items() for pair in zip(colour, found[name], strict=True)
    ]
    return all(abs(one - other) <= within for one, other in pairs)


# ------------------------------------------------------------------ kinds of files


def turned(way: int) -> bytes:
    """As a camera saves it that is held another way: the dots lie, a mark says how to turn them
    (EXIF)."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image, exif = scene(), Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = way, "SecretCam", "Jane Patient"
    exif.get_ifd(0x8825)[1] = "N"
    return saved(image.transpose(back[way]) if way in back else image, exif=exif)


def without_adobe(data: bytes) -> bytes:
    """A JPEG file whose marker of Adobe's is gone."""
    found = [one for one in jpeg.segments(data) if one.kind == jpeg.ADOBE]
    (one,) = found
    return data[: one.start] + data[one.end :]


def swapped() -> bytes:
    """A profile whose red is blue and whose blue is red, made of the sRGB profile."""
    data = bytearray((ROOT / "handouts/outputs/pdf/write/srgb.icc").read_bytes())
    count = int.from_bytes(data[128:132], "big")
    tags = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, blue = tags[b"rXYZ"] + 4, tags[b"bXYZ"] + 4
    data[red : red + 8], data[blue : blue + 8] = data[blue : blue + 8], data[red : red + 8]
    name = bytes(data).find(b"sRGB")
    while name >= 0:
        data[name : name + 4] = b"odd "
        name = bytes(data).find(b"sRGB")
    return bytes(data)


def exchanged() -> Image.Image:
    red, green, blue = scene().split()
    return Image.merge("RGB", (blue, green, red))


def with_alpha() -> Image.Image:
    image = scene("RGBA")
    image.putalpha(255)
    image.paste((0, 0, 0, 0), (WIDE // 2 - 40, TALL // 2 - 40, WIDE // 2 + 40, TALL // 2 + 40))
    return image


KINDS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "plain": lambda: ("jpg", saved(scene())),
    "progressive": lambda: ("jpg", saved(scene(), progressive=True)),
    **{f"turned {way}": (lambda way=way: ("jpg", turned(way))) for way in range(1, 9)},  # type: ignore[misc]
    "turned png": lambda: ("png", saved(_lying(), "PNG", exif=_sideways())),
    "four inks": lambda: ("jpg", saved(scene("CMYK"))),
    "four inks, not Adobe's": lambda: (
        "jpg",
        without_adobe(saved(ImageChops.invert(scene("CMYK")))),
    ),
    "another profile": lambda: ("jpg", saved(exchanged(), icc_profile=swapped())),
    "another profile in png": lambda: ("png", saved(exchanged(), "PNG", icc_profile=swapped())),
    "the screen's profile": lambda: ("jpg", saved(scene(), icc_profile=_srgb())),
    "a broken profile": lambda: ("jpg", saved(scene(), icc_profile=b"no profile")),
    "palette": lambda: ("png", saved(scene().quantize(16), "PNG")),
    "png": lambda: ("png", saved(scene(), "PNG")),
    "alpha": lambda: ("png", saved(with_alpha(), "PNG")),
}


def _sideways() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def _lying() -> Image.Image:
    return scene().transpose(Image.Transpose.ROTATE_90)


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@rows("kind", KINDS)
def test_every_kind_shows_what_was_photographed(kind: str) -> None:
    ending, data = KINDS[kind]()
    found = read(data, f"photo.{ending}")
    assert found.pixels == (WIDE, TALL)
    image, lossless = dots(found, (500, 334))
    assert image.size == (500, 334)
    assert image.mode in ("RGB", "RGBA")
    assert near(image), look(image)
    assert lossless == (ending == "png")
    assert not image.info


def test_what_these_tests_see() -> None:
    """A picture that was not turned, or whose profile was left aside, is not the scene."""
    with Image.open(io.BytesIO(turned(6))) as image:
        assert not near(image.resize((WIDE, TALL)))
    assert not near(exchanged())


def grey(dots: int) -> int:
    return round(40 + 170 * dots / WIDE)


def test_greys_of_16_bits() -> None:
    line = Image.new("I;16", (WIDE, 1))
    for x in range(WIDE):
        line.putpixel((x, 0), grey(x) * 257)
    image, _ = dots(read(saved(line.resize((WIDE, 600)), "PNG"), "deep.png"), (WIDE, 600))
    assert image.mode == "L"
    assert all(abs(image.getpixel((x, 300)) - grey(x)) <= 1 for x in range(0, WIDE, 50))  # type: ignore[operator]


def test_the_grey_file_of_16_bits_does_not_print_white() -> None:
    """As it came in: before, all its dots were white."""
    image, _ = dots(photo(read_file(PHOTOS / "grey-16.png"), "grey-16.png"), (600, 400))
    assert image.getextrema() == (64, 64)  # 16384 of 65535


def test_a_see_through_grey_of_16_bits_leaves_the_others_as_they_are() -> None:
    """All greys but black were white; those of this value and no other are see-through."""
    line = Image.new("I;16", (3, 1))
    for x, value in enumerate((16384, 16385, 50000)):
        line.putpixel((x, 0), value)
    file = io.BytesIO()
    line.resize((900, 300), Image.Resampling.NEAREST).save(file, "PNG", transparency=16384)
    image, _ = dots(read(file.getvalue(), "deep.png"), (900, 300))
    assert image.mode == "LA"
    assert [image.getpixel((x, 9)) for x in (150, 450, 750)] == [(64, 0), (64, 255), (195, 255)]


def test_single_bits_become_greys_when_they_are_made_smaller() -> None:
    board = Image.effect_noise((WIDE, TALL), 80).convert("1")
    image, _ = dots(read(saved(board, "PNG"), "bits.png"), (300, 200))
    assert image.mode == "L"
    assert len(image.getcolors() or ()) > 20


# ------------------------------------------------------------------ what is handed out

TELLING = (
    b"SecretCam",
    b"Jane Patient",
    b"ACME",
    b"Phone 1",
    b"Exif",
    b"EXIF",
    b"GPS",
    b"http://ns.adobe.com",
)


@pytest.mark.parametrize("ink", ["colour", "saved", "press"])
@pytest.mark.parametrize("name", ["rotated.jpg", "phone.jpg", "four-inks.jpg", "grey-16.png"])
def test_no_camera_data_is_handed_out(name: str, ink: Any) -> None:
    found = raster(photo(read_file(PHOTOS / name), name), 288, 180, ink)
    assert not [word for word in TELLING if word in found.data]
    assert b"icc" not in found.data.lower()[:400]


def test_a_picture_that_needs_nothing_is_not_written_again() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    data = saved(scene(size=(600, 400)), exif=exif, comment=b"Jane Patient", icc_profile=_srgb())
    found = as_it_is(read(data + b"a film that the camera put behind it"), (600, 400))
    assert found
    assert not [word for word in (*TELLING, b"film", b"ICC_PROFILE") if word in found]
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(found)) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["turned 6", "four inks", "another profile", "png"])
def test_a_picture_that_needs_something_is_written_again(kind: str) -> None:
    ending, data = KINDS[kind]()
    assert as_it_is(read(data, f"photo.{ending}"), (WIDE, TALL)) is None


def test_a_picture_with_more_dots_than_are_wanted_is_written_again() -> None:
    assert as_it_is(read(saved(scene())), (WIDE, TALL))
    assert as_it_is(read(saved(scene())), (WIDE // 2, TALL // 2)) is None


@pytest.mark.parametrize(
    ("kind", "ink", "space"),
    [
        *(
            ("plain", ink, space)
            for ink, space in (("colour", "RGB"), ("saved", "Gray"), ("press", "CMYK"))
        ),
        *(
            ("alpha", ink, space)
            for ink, space in (("colour", "RGB"), ("saved", "Gray"), ("press", "CMYK"))
        ),
    ],
)
def test_an_image_is_in_the_inks_of_its_paper_and_as_large_as_print_can_show(
    kind: str, ink: Any, space: str
) -> None:
    ending, data = KINDS[kind]()
    found = raster(read(data, f"photo.{ending}"), 72, 48, ink)
    assert b"/Width 300/Height 200/ColorSpace/Device%s/" % space.encode() in found.entries
    assert (found.mask is not None) == (kind == "alpha" and ink == "colour")


def test_the_same_photograph_gives_the_same_bytes() -> None:
    for kind in ("turned 6", "another profile", "four inks", "alpha"):
        ending, data = KINDS[kind]()
        one, other = (raster(read(data, f"photo.{ending}"), 200, 133, "colour") for _ in range(2))
        assert one == other


def test_what_came_without_loss_stays_so_where_that_takes_little_room() -> None:
    noise = (
        Image.effect_noise((WIDE, TALL), 90).convert("RGB").filter(ImageFilter.GaussianBlur(0.6))
    )
    assert (
        b"/FlateDecode" in raster(read(saved(scene(), "PNG"), "a.png"), 200, 133, "colour").entries
    )
    assert b"/DCTDecode" in raster(read(saved(noise, "PNG"), "b.png"), 200, 133, "colour").entries


# ------------------------------------------------------------------ damaged files

WHOLE = saved(
    Image.effect_noise((1200, 800), 60).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
)
END = b"\xff\xd9"
DAMAGED: dict[str, bytes] = {
    "cut short": WHOLE[: len(WHOLE) // 2],
    "cut short, with an end": WHOLE[: len(WHOLE) // 2] + END,
    "cut short late, with an end": WHOLE[: len(WHOLE) * 9 // 10] + END,
    "filled up with zeros": WHOLE[: len(WHOLE) // 2] + bytes(len(WHOLE) // 2),
    "a strange marker in its dots": WHOLE[:-5000] + b"\xff\x45\x00\x02" + WHOLE[-5000:],
    "no dots": WHOLE[:300],
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_photograph_is_refused(kind: str) -> None:
    with pytest.raises(Problems) as caught:
        read(DAMAGED[kind])
    (problem,) = caught.value.problems
    assert problem.where.path == "assets/figures/photo.jpg"
    assert problem.message in ("this picture is broken", "this picture is cut short or damaged")
    assert problem.hint


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
MISNAMED: dict[str, tuple[bytes, str, str]] = {
    "photo.jpg": (HEIC, "inside it is HEIC", "export it again"),
    "web.png": (saved(scene(), "WEBP"), "inside it is WebP", "export it again"),
    "moving.jpeg": (saved(scene(), "GIF"), "inside it is GIF", "export it again"),
    "not-found.jpg": (b"<!DOCTYPE html><html>Not found</html>", "it is HTML", "export it again"),
    "drawn.png": (b"\xef\xbb\xbf<svg viewBox='0 0 9 9'/>", "inside it is SVG", "end in .svg"),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_a_file_with_the_name_of_another_kind_is_told_as_what_it_is(name: str) -> None:
    data, message, hint = MISNAMED[name]
    with pytest.raises(Problems) as caught:
        read(data, name)
    (problem,) = caught.value.problems
    assert "PNG or JPEG" in problem.message and problem.message.endswith(message)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("data", "message"),
    [(saved(scene(), "PNG"), "inside it is PNG"), (b"\x1f\x8b\x08", "inside it is SVGZ")],
)
def test_a_drawing_that_is_a_photograph_is_told_so(data: bytes, message: str) -> None:
    with pytest.raises(Problems) as caught:
        parse(data, "a.svg")
    assert [one.message for one in caught.value.problems] == [f"by its name this is SVG, {message}"]


@pytest.mark.parametrize("ending", ["JPG", "jpeg", "jfif", "jpe"])
def test_a_jpeg_is_found_by_every_name_it_is_saved_under(project: Path, ending: str) -> None:
    (project / "assets/figures/photo.png").unlink(missing_ok=True)
    shutil.copy(PHOTOS / "phone.jpg", project / f"assets/figures/photo.{ending}")
    assert main(["build", "--no-cache", "--edition", "standard"]) == 0


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"progressive": True},
        {"subsampling": 0},
        {"optimize": True},
        {"restart_marker_rows": 1},
        {"quality": 20, "optimize": True},
    ],
)
def test_a_whole_photograph_is_not_taken_for_a_damaged_one(options: dict[str, Any]) -> None:
    """Neither where its lower half, or all of it, is one colour."""
    half = Image.new("RGB", (1600, 1200), "white")
    half.paste(Image.effect_noise((1600, 500), 60).convert("RGB"))
    for image in (
        scene(),
        half,
        half.convert("L"),
        Image.new("RGB", (3000, 2000), "silver"),
        scene("CMYK"),
    ):
        data = saved(image, **options)
        assert read(data).pixels == image.size
        assert read(data + bytes(5000)).pixels == image.size  # a camera may put something behind it


# ------------------------------------------------------------------ whole builds


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good project without its photograph, with the repository's fonts and icons."""
    shutil.copytree(SITE, tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    (tmp_path / "assets/figures/photo.png").unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(project: Path, name: str, data: bytes, edition: str) -> Path:
    (project / f"assets/figures/photo{Path(name).suffix}").write_bytes(data)
    assert main(["build", "--no-cache", "--edition", edition]) == 0
    return project / f"dist/en/sample-{edition}-letter.pdf"


def painted(path: Path) -> Image.Image:
    """The photograph as a page shows it."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            for thing in page.get_objects():
                if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE:
                    left, low, right, high = (
                        thing.get_bounds() if hasattr(thing, "get_bounds") else thing.get_pos()
                    )
                    shot: Image.Image = page.render(scale=2).to_pil().convert("RGB")
                    x, y, *_ = page.get_mediabox()
                    left, low, right, high = left - x, low - y, right - x, high - y
                    tall = shot.height
                    box = tuple(
                        round(value)
                        for value in (2 * left, tall - 2 * high, 2 * right, tall - 2 * low)
                    )
                    return shot.crop((box[0], box[1], box[2], box[3]))
    raise AssertionError("no photograph was painted")


HANDED_OUT = ("plain", "turned 6", "four inks", "another profile", "alpha", "palette", "turned png")


@pytest.mark.parametrize("kind", HANDED_OUT)
def test_a_page_shows_each_kind_and_is_valid(
    kind: str, project: Path, validator: Validator
) -> None:
    ending, data = KINDS[kind]()
    path = built(project, f"photo.{ending}", data, "standard")
    shown = painted(path)
    assert shown.width > shown.height
    assert near(shown, 40), look(shown)
    flavours: tuple[Flavour, ...] = ("ua1", "2a")
    for flavour in flavours:
        assert not validator.validate(path, flavour).failures
    assert not [word for word in TELLING[:-1] if word in path.read_bytes()]


def of_dots(project: Path, name: str, data: bytes) -> None:
    """The project with another logo."""
    brand = project / "assets/brand/brand.yaml"
    brand.write_text(brand.read_text("utf-8").replace("brand/logo.svg", f"brand/{name}"), "utf-8")
    (project / "assets/brand" / name).write_bytes(data)


def test_a_logo_may_be_of_dots(project: Path, validator: Validator) -> None:
    """On the cover it is heard as whose it is, at the head of pages it is none of the content; what
    lies beside it under the same name is not taken for it."""
    of_dots(project, "logo.png", saved(scene("RGBA", (1200, 240)), "PNG"))
    asked = ["build", "--no-cache", "--edition", "standard", "--edition", "web"]
    shutil.copy(PHOTOS / "phone.jpg", project / "assets/figures/photo.jpg")
    assert main(asked) == 0
    path = project / "dist/en/sample-standard-letter.pdf"
    with pikepdf.open(path) as pdf:
        every = pdf.pages[0].Resources.XObject.values()
        wide = [int(one.Width) for one in every if one.Subtype == "/Image"]
        assert max(wide) == 792, "the logo, as wide as its room in 300 dots for each inch"
        assert (
            b"/Artifact <</Type/Pagination/Subtype/Header>>" in pdf.pages[1].Contents.read_bytes()
        )
    assert not validator.validate(path, "2a").failures
    for page in ("en/sample-web.html", "index.html"):
        text = (project / "dist" / page).read_text("utf-8")
        assert re.search(r'<img [^>]*class="logo"', text), page


def white() -> Image.Image:
    """A logo drawn for dark ground: white, the rest of it see-through."""
    image = Image.new("RGBA", (1200, 240), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (100, 40, 900, 200))
    return image


BLUE_INK, PALE, YELLOW = (11, 79, 108), (226, 226, 226), (250, 210, 0)


def lettered(
    colour: tuple[int, ...], at: tuple[int, int] = (40, 60), size: tuple[int, int] = (1200, 240)
) -> Image.Image:
    """A logo on see-through ground: bars for letters, 12 of them in 720 x 120 dots."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    for bar in range(12):
        left = at[0] + 60 * bar
        image.paste((*colour, 255), (left, at[1], left + 30, at[1] + 120))
    return image


def on_white(image: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def half_white() -> Image.Image:
    """A mark in a colour, and beside it the name in white."""
    image = lettered((255, 255, 255), (400, 60))
    ImageDraw.Draw(image).ellipse((30, 30, 200, 200), fill=(*BLUE_INK, 255))
    return image


def shield() -> Image.Image:
    """White ground of its own, with a name on it: nothing of it is lost."""
    image = Image.new("RGBA", (1200, 240), (0, 0, 0, 0))
    ImageDraw.Draw(image).rounded_rectangle((0, 0, 1199, 239), 60, fill=(255, 255, 255, 255))
    image.alpha_composite(lettered(BLUE_INK, (100, 60)))
    return image


@pytest.mark.parametrize(
    "image",
    [
        lettered(BLUE_INK),
        on_white(lettered(BLUE_INK)),
        shield(),
        lettered((255, 128, 0)),
        lettered(BLUE_INK, (240, 120), (1200, 360)),
        on_white(scene("RGBA", (1200, 240))),
    ],
    ids=("clear", "white ground", "shield", "orange", "some air", "whole"),
)
def test_a_logo_that_can_be_seen_is_taken(image: Image.Image, project: Path) -> None:
    shutil.copy(PHOTOS / "phone.jpg", project / "assets/figures/photo.jpg")
    of_dots(project, "logo.png", saved(image, "PNG"))
    assert main(["build", "--no-cache", "--edition", "standard"]) == 0


def test_colours_at_an_edge_go_on_past_it() -> None:
    """Readers scale colours apart from the mask: what stands beside a pale letter is pale, too."""
    logo = read(saved(lettered(PALE), "PNG"), "logo.png")
    made = printed(logo, (1200, 240), "colour")
    assert made.mask is not None and made.coding == "rows"
    head = struct.pack(">IIBBBBB", *made.size, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", made.data), (b"IEND", b""))
    )
    with Image.open(io.BytesIO(png)) as colours:
        for x in (38, 39, 40, 69, 70, 71):
            assert all(abs(one - PALE[0]) < 9 for one in colours.getpixel((x, 100))), x  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.png", lambda: saved(lettered(PALE), "PNG"), "has a contrast of 1.30:1 with paper"),
        (
            "a.png",
            lambda: saved(lettered(YELLOW), "PNG"),
            "has a contrast of 1.47:1 with paper, less than 1.5:1",
        ),
        ("a.png", lambda: saved(half_white(), "PNG"), "a part of the logo is white on see-through"),
        (
            "a.png",
            lambda: saved(lettered(BLUE_INK, (840, 1140), (2400, 2400)), "PNG"),
            "the logo fills 29% of its width and 5% of its height",
        ),
        ("a.jpg", lambda: saved(scene(size=(300, 80))), "has 300 x 80 dots; printed on a cover it"),
        ("a.png", lambda: b"\x89PNG", "this picture is broken"),
        ("a.png", lambda: saved(white(), "PNG"), "a.png:1:1: error: the picture shows nothing"),
        ("a.svg", lambda: b"<svg viewBox='0 0 9 9'><text>A</text></svg>", "text into outlines"),
        ("a.webp", lambda: b"", "the logo is no SVG, PNG or JPEG file"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told(
    name: str,
    data: Callable[[], bytes],
    told: str,
    project: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(PHOTOS / "phone.jpg", project / "assets/figures/photo.jpg")
    of_dots(project, name, data())
    assert main(["build", "--no-cache"]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("name", ["rotated.jpg", "phone.jpg", "four-inks.jpg", "grey-16.png"])
@pytest.mark.parametrize("edition", ["ink-saver", "press"])
def test_photographs_in_other_inks(
    name: str, edition: str, project: Path, validator: Validator
) -> None:
    path = built(project, name, (PHOTOS / name).read_bytes(), edition)
    data = path.read_bytes()
    assert not [word for word in TELLING[:-1] if word in data]
    with pikepdf.open(path) as pdf:
        images = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert images
        grey_only = edition == "ink-saver" or name == "grey-16.png"
        assert {str(one.ColorSpace) for one in images} == {
            "/DeviceGray" if grey_only else "/DeviceCMYK"
        }
        assert not any("/SMask" in one for one in images)
    if edition == "ink-saver":
        assert not validator.validate(path, "2a").failures
    shown = painted(path)
    assert (shown.width > shown.height) == (name != "rotated.jpg")
    if name == "phone.jpg":
        above, middle = look(shown)["above"], look(shown)["middle"]
        assert sum(above) + 150 < sum(middle)


def test_a_file_of_more_than_16_megabytes_can_be_read(tmp_path: Path) -> None:
    large = b"<</Length 17000000>>\nstream\n" + bytes(17_000_000) + b"\nendstream"
    pages, page = (
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
    )
    numbered = [large, b"<</Type/Catalog/Pages 3 0 R>>", pages, page, b"<</Title()>>"]
    path = tmp_path / "large.pdf"
    path.write_bytes(objects.file_of(numbered, 2, 5))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.get_warnings()


MEASURE = """
import pathlib, re
from handouts.cli import main
status = main(["build", "--no-cache", "--jobs", "1", "--edition", "press"])
peak = re.search(r"VmHWM:\\s*(\\d+) kB", pathlib.Path("/proc/self/status").read_text("utf-8"))
print("peak", status, int(peak[1]) // 1024)
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="nothing tells how much memory a process took"
)
def test_photographs_are_freed(project: Path) -> None:
    """Five of 12 megapixels, no two alike: 36 MB each, were they kept. (72 were measured at 100 to
    135 MB, and 200 MB for all editions.)"""
    noise = Image.effect_noise((2000, 1500), 50)
    tile = Image.merge("RGB", (noise, noise.transpose(Image.Transpose.ROTATE_180), noise))
    whole = Image.new("RGB", (4000, 3000))
    for place in product((0, 2000), (0, 1500)):
        whole.paste(tile, place)
    data = saved(whole, quality=88)
    assert len(data) > 2_000_000
    figures = []
    for number in range(5):
        mark = b"\xff\xfe\x00\x04" + f"{number:02}".encode()  # a comment
        (project / f"assets/figures/garden{number}.jpg").write_bytes(data[:2] + mark + data[2:])
        figures.append(
            f"      - figure: {{name: garden{number}, alt: Bed {number} of a garden.}}\n"
        )
    text = (project / SAMPLE).read_text("utf-8")
    changed = text.replace("      - figure: {name: photo, alt: A grey square.}\n", "".join(figures))
    assert changed != text
    (project / SAMPLE).write_text(changed, "utf-8")
    command, own = [sys.executable, "-c", MEASURE], {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True, env=own)
    _, status, peak = done.stdout.splitlines()[-1].split()
    assert status == "0", done.stderr
    assert int(peak) < BOUND - 50  # what 72 would add: their compressed dots
