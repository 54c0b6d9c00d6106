"""Makes the pictures of ``docs/gallery`` and the table of ``docs/figures.md``: ``make gallery``."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from handouts.api import Job, Task, build, produce
from handouts.content.beside import PAIRED
from handouts.content.editions import EDITIONS, HANDED_OUT
from handouts.outputs.pdf.drawings import colouring, painted
from handouts.pictures.drawing import Drawing
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.browser import Browser, missing
from tests.support.opened import Opened

OUT = ROOT / "docs" / "gallery"
FIGURES = ROOT / "docs" / "figures.md"
SLUGS = sorted(path.name for path in (CONTENT / "handouts").iterdir())
GAP = 10  # pixels between pages
GROUND = "#C9CDD1"
CARD = (150.0, 120.0)  # points: a figure in the picture of all figures
TABLE = "This table is written by `make gallery`.\n"
# What the README's table of editions shows: name of the picture, edition, page.
PAGES = {"poster": 1, "card": 1, "sheet": 1, "proof": 6}
EDITIONS_SHOWN = tuple((f"edition-{name}", name, PAGES.get(name, 2)) for name in HANDED_OUT)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    press = Opened(CONTENT, ASSETS, None)
    with tempfile.TemporaryDirectory() as folder:
        other = other_brand(Path(folder), "harbor")
        pictures = {
            "covers": sheet([page(press, slug, 1, 36) for slug in SLUGS], 4),
            "operation": sheet(
                [page(press, "spinal-fusion", number, 50) for number in (2, 3, 4)], 3
            ),
            "self-care": sheet([page(press, "back-health", number, 50) for number in (2, 3, 4)], 3),
            "help": page(press, "discectomy", 18, 70),
            "another-brand": sheet([page(other, slug, 1, 36) for slug in SLUGS[:4]], 4),
            "figures": sheet([figure(press, name) for name in press.galleries[0]], 8),
        }
        for name, edition, number in EDITIONS_SHOWN:
            slug = (
                "back-health"
                if EDITIONS[edition].view in ("leaflet", "card", "poster")
                else "laminectomy"
            )
            pictures[name] = sheet([page(press, slug, number, 30, edition)], 1)
        pictures |= pairs(press) | screens(press, Path(folder))
    for name, picture in pictures.items():
        picture.quantize(96).save(OUT / f"{name}.png", optimize=True)  # few colours: a small file
        print(f"docs/gallery/{name}.png")
    kept = FIGURES.read_text("utf-8").split(TABLE)[0]
    FIGURES.write_text(f"{kept}{TABLE}\n{table(press)}", "utf-8")


def pairs(press: Opened) -> dict[str, Image.Image]:
    """Two languages side by side."""
    out = {}
    for name in PAIRED:
        made = produce(press.site, press.clinic, Job("laminectomy", "es", name, "letter"))
        image = pypdfium2.PdfDocument(made.data)[1].render(scale=30 / 72).to_pil()
        out[f"edition-{name}"] = sheet([image.convert("RGB")], 1)
    return out


def screens(press: Opened, folder: Path) -> dict[str, Image.Image]:
    """The catalogue in a window, with a page for screens on a phone beside it; nothing where there
    is no browser."""
    if missing():
        return {}
    made = (("web", ""), ("sheet", "letter"), ("standard", "letter"))
    todo = [Job(slug, "en", edition, paper) for slug in SLUGS for edition, paper in made]
    build(Task(press.site, press.clinic), todo, folder / "dist")
    page = folder / "dist" / "en" / "laminectomy-web.html"
    with Browser() as browser:
        browser.open(folder / "dist" / "index.html", 1180)
        window = shot(browser, folder, 1180, 900)
        phones = []
        for dark in (False, True):
            browser.open(page, 400, dark=dark)
            phones.append(shot(browser, folder, 400, 900))
    small = phones[0].crop((0, 0, 400, 520)).reduce(2)
    return {"catalogue": beside([window, *phones]), "edition-web": sheet([small], 1)}


def beside(shots: list[Image.Image]) -> Image.Image:
    """Pictures of one height beside each other, at half their size."""
    small = [one.reduce(2) for one in shots]
    width = sum(one.width + GAP for one in small) + GAP
    whole = Image.new("RGB", (width, small[0].height + 2 * GAP), GROUND)
    at = GAP
    for one in small:
        whole.paste(one, (at, GAP))
        at += one.width + GAP
    return whole


def shot(browser: Browser, folder: Path, width: int, height: int) -> Image.Image:
    """What the upper part of a window shows."""
    browser.picture(folder / "shot.png")
    with Image.open(folder / "shot.png") as found:
        return found.convert("RGB").crop((0, 0, width, height))


def table(press: Opened) -> str:
    """Every figure with its size in points, its anchors, what it shows and who uses it."""
    written = {slug: (CONTENT / "handouts" / slug / "en.yaml").read_text("utf-8") for slug in SLUGS}
    written["shared texts"] = (CONTENT / "common" / "en.yaml").read_text("utf-8")
    written["the page for a patient"] = (CONTENT / "subject.yaml").read_text("utf-8")
    rows = ["| Figure | Size | Anchors | Shows | Used by |", "| --- | --- | --- | --- | --- |"]
    for name, path in sorted(press.galleries[0].files.items()):  # paths inside ``ASSETS``
        picture = press.galleries[0].picture(name)
        assert picture
        found = re.search(r"<desc>(.*?)</desc>", (ASSETS / path).read_text("utf-8"), re.DOTALL)
        shows = " ".join(found[1].split()) if found else ""
        users = [
            slug
            for slug, text in written.items()
            if re.search(rf"(name|figure): {name}\b(?!-)", text)
        ]
        anchors = " ".join(f"`{anchor}`" for anchor in press.galleries[0][name])
        size = f"{picture.width:.0f} x {picture.height:.0f}"
        rows.append(
            f"| `{name}` | {size} | {anchors} | {shows} | {', '.join(users) or 'nobody yet'} |"
        )
    return "\n".join(rows) + "\n"


def figure(press: Opened, name: str) -> Image.Image:
    """A figure on a white card, under its name."""
    drawing = press.galleries[0].picture(name)
    assert isinstance(drawing, Drawing)
    data = io.BytesIO()
    scale = min(CARD[0] / drawing.width, (CARD[1] - 14) / drawing.height)
    canvas = Canvas(data, pagesize=CARD, invariant=1)
    canvas.setFont("Helvetica", 7)
    canvas.drawCentredString(CARD[0] / 2, 3, name)
    x, y = (CARD[0] - drawing.width * scale) / 2, 14 + (CARD[1] - 14 - drawing.height * scale) / 2
    operators = painted(drawing, colouring(press.brand.paints))
    canvas.addLiteral(f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm {operators} Q")
    canvas.save()
    image: Image.Image = pypdfium2.PdfDocument(data.getvalue())[0].render(scale=0.9).to_pil()
    return image.convert("RGB")


def other_brand(folder: Path, name: str) -> Opened:
    """A press with a brand of ``tests/brands`` and this clinic's pictures."""
    shutil.copytree(ROOT / "tests" / "brands" / name, folder, dirs_exist_ok=True)
    for pictures in ("figures", "icons"):
        shutil.copytree(ASSETS / pictures, folder / pictures)
    return Opened(CONTENT, folder, None)


def page(press: Opened, slug: str, number: int, dpi: int, edition: str = "standard") -> Image.Image:
    document, _, problems = press.document(slug, "en", EDITIONS[edition].view)
    assert document, problems
    locale = press.shelf("en").locale
    assert locale
    data = press.studio(edition, "letter").render(document, locale.words.page_of).data
    image: Image.Image = pypdfium2.PdfDocument(data)[number - 1].render(scale=dpi / 72).to_pil()
    return image.convert("RGB")


def sheet(pages: list[Image.Image], columns: int) -> Image.Image:
    """Pages in rows on a grey ground."""
    width, height = pages[0].size
    rows = -(-len(pages) // columns)
    size = (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP)
    out = Image.new("RGB", size, GROUND)
    for (row, column), picture in zip(_places(rows, columns), pages, strict=False):
        out.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return out


def _places(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(rows) for column in range(columns))


if __name__ == "__main__":
    main()
