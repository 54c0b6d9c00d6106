"""How pages look: every page on letter, rendered small in grey, compared with
``tests/golden/pages``."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.support.brochures import GOLDEN, ON_LETTER, Brochure, Brochures, each_on_letter, named
from tests.support.looks import MOST, STRONG, differing

PAGES = GOLDEN / "pages"
FAILURES = Path(__file__).parent / "failures"
SCALE = 0.5  # 36 dots per inch
GREYS = 4  # a few are enough, and keep the pictures tiny
STEP = 255 // (GREYS - 1)
WORD = (30, 10)  # pixels: about as large as a word or two


@each_on_letter
def test_pages_look_as_before(on_letter: Brochure, update: bool) -> None:
    shots, name = _shots(on_letter.path), _name(on_letter)
    if update:
        _accept(name, shots)
    different = [
        number for number, shot in enumerate(shots, 1) if not _like_before(name, number, shot)
    ]
    extra = sorted(
        path.name for path in PAGES.glob(f"{name}-*.png") if _number(path, name) > len(shots)
    )
    assert not different, (
        f"pages {different} look different, see {FAILURES.name}/; if this is meant: pytest --update"
    )
    assert not extra


def test_no_golden_page_is_left_over(update: bool) -> None:
    names = {
        job.slug if job.language == "en" else f"{job.slug}-{job.language}" for job in ON_LETTER
    }
    extra = [path for path in PAGES.glob("*.png") if path.stem.rpartition("-")[0] not in names]
    if update:
        for path in extra:
            path.unlink()
    assert update or not extra


@pytest.mark.parametrize("change", ["moved", "a word gone", "darker"])
def test_a_changed_page_is_noticed(brochures: Brochures, change: str) -> None:
    for shot in _shots(brochures(ON_LETTER[0]).path):
        changed = shot.copy()
        if change == "moved":
            changed = ImageChops.offset(shot, 0, 2)
        elif change == "a word gone":
            changed.paste(255, _some_word(shot))
        else:
            changed = shot.point(lambda grey: grey * 3 // 4)
        assert differing(shot, changed) > MOST
        assert differing(shot, shot) == 0


def _shots(path: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [_grey(page) for page in document]
    finally:
        document.close()


def _grey(page: pypdfium2.PdfPage) -> Image.Image:
    shot: Image.Image = page.render(scale=SCALE, grayscale=True).to_pil()
    return shot.convert("L").point(lambda grey: round(grey / STEP) * STEP)


def _accept(name: str, shots: list[Image.Image]) -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in PAGES.glob(f"{name}-*.png"):
        if _number(path, name) > len(shots):
            path.unlink()
    for number, shot in enumerate(shots, 1):
        path = PAGES / f"{name}-{number}.png"
        if not path.is_file() or differing(_read(path), shot):
            _small(shot).save(path, optimize=True, bits=2)


def _small(shot: Image.Image) -> Image.Image:
    """The same picture with two bits for each pixel."""
    indexed = shot.point(lambda grey: grey // STEP)
    indexed = Image.frombytes("P", shot.size, indexed.tobytes())
    indexed.putpalette([STEP * grey for grey in range(GREYS) for _ in range(3)])
    return indexed


def _read(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("L")


def _like_before(name: str, number: int, shot: Image.Image) -> bool:
    """Whether a page looks as it did; if not, a picture tells: before, now, and what differs."""
    path = PAGES / f"{name}-{number}.png"
    before = _read(path) if path.is_file() else Image.new("L", shot.size, 255)
    told = FAILURES / path.name
    if path.is_file() and differing(before, shot) <= MOST:
        told.unlink(missing_ok=True)
        return True
    told.parent.mkdir(exist_ok=True)
    _told(before, shot).save(told)
    return False


def _told(before: Image.Image, now: Image.Image) -> Image.Image:
    wide, tall = now.size
    sheet = Image.new("RGB", (3 * wide + 20, max(tall, before.height)), "grey")
    difference = ImageChops.difference(before.resize(now.size), now).point(
        lambda grey: 255 if grey >= STRONG else 0
    )
    marked = Image.merge("RGB", [now, now, now])
    marked.paste((220, 0, 0), mask=difference)
    sheet.paste(before, (0, 0))
    sheet.paste(now, (wide + 10, 0))
    sheet.paste(marked, (2 * wide + 20, 0))
    return sheet


def _some_word(shot: Image.Image) -> tuple[int, int, int, int]:
    """The area of a word or two: of all areas as large as that, side by side, the one with most
    ink. The first line of a page may be the edge of a panel."""
    wide, tall = WORD
    areas = shot.reduce(WORD)
    place = min(range(areas.width * areas.height), key=areas.tobytes().__getitem__)
    row, column = divmod(place, areas.width)
    return column * wide, row * tall, (column + 1) * wide, (row + 1) * tall


def _number(path: Path, name: str) -> int:
    last = path.stem.removeprefix(f"{name}-")
    return int(last) if last.isdigit() else 0


def _name(brochure: Brochure) -> str:
    return named(brochure.job).removesuffix("-letter")
