"""docs/authoring.md, the author's reference: its pictures in docs/authoring/ and its tables of
fields.

The page is written by hand. An example in it stands below a remark that names it, and is real: the
blocks of a section, or what a file of the site has more (``of FILE``). All of them together are
laid over a copy of the shipped site, which is built; the pictures are cut out of its pages.

    python -m tests.support.authoring_doc
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
import yaml
from PIL import Image, ImageOps

from handouts.clinic.jobs import SET, Job
from handouts.content.editions import EDITIONS
from handouts.meaning.document import Document, Heading, PageBreak, Part
from handouts.outputs.pdf.maker import studio_of
from handouts.outputs.pdf.pages.composition import Composition
from handouts.source.parsing import LOADER
from tests.support import authoring_fields as fields
from tests.support.brochures import ASSETS, CONTENT, ROOT, copied
from tests.support.gallery import sheet
from tests.support.looks import MOST, differing
from tests.support.opened import Opened

PAGE, PICTURES = ROOT / "docs" / "authoring.md", ROOT / "docs" / "authoring"
EXAMPLE = re.compile(
    r"<!-- example: (?P<name>[\w-]+)(?: of (?P<file>\S+))? -->\n```yaml\n(?P<text>.*?)```\n", re.S
)
DRAWING = re.compile(r"<!-- drawing: (?P<name>[\w-]+) -->\n```xml\n(?P<text>.*?)```\n", re.S)
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(authoring/(?P<name>[\w-]+)\.png\)")
FIELDS = re.compile(
    r"<!-- fields: (?P<asked>[\w-]+) -->\n(?P<table>.*?)<!-- end of fields -->\n", re.S
)
SLUG, LIKE = "examples", "back-health"  # the handout of all examples, and the one it is made like
BEGIN = "shown-"  # with which ids of sections begin, as some names are taken
SHORT = ("sheet", "leaflet", "poster", "card")  # they name sections that it has not
SCALE, SMALL = 1.25, 0.5  # dots for each point: of a block, of a whole page
EDGE, LINE = 8, "#C9CDD1"  # dots of white round what was cut out, and the colour of the line there
SHOWN = 4  # pages of a whole handout
COLOURS = 40


@dataclass(frozen=True)
class Example:
    """What an author writes: blocks, or what stands in ``file``."""

    name: str
    file: str
    text: str

    @property
    def whole(self) -> bool:
        """Whether it is a handout."""
        return self.file.startswith("content/handouts/")


def examples(page: str) -> tuple[Example, ...]:
    """All examples of the page, in its order."""
    return tuple(
        Example(found["name"], found["file"] or "", found["text"])
        for found in EXAMPLE.finditer(page)
    )


def pictures(page: str) -> dict[str, str]:
    """The pictures that the page shows, each with what it says of it."""
    return {found["name"]: found["alt"] for found in PICTURE.finditer(page)}


def filled(page: str) -> str:
    """The page with its tables of fields as they are now."""

    def table(found: re.Match[str]) -> str:
        asked = found["asked"]
        return f"<!-- fields: {asked} -->\n{fields.table(asked)}<!-- end of fields -->\n"

    return FIELDS.sub(table, page)


def laid(page: str, folder: Path) -> None:
    """A copy of the shipped site with all examples in it."""
    copied(folder / "content")
    shutil.copytree(ASSETS, folder / "assets")
    for found in DRAWING.finditer(page):
        (folder / "assets/figures" / f"{found['name']}.svg").write_text(found["text"], "utf-8")
    told = examples(page)
    for example in told:
        path = folder / example.file
        if example.whole:
            path.parent.mkdir()
            path.write_text(example.text, "utf-8")
        elif example.file:
            _write(path, _merged(_read(path.read_text("utf-8")), _read(example.text)))
    _write(folder / "content/handouts" / SLUG / "en.yaml", _handout(told))


def _handout(told: tuple[Example, ...]) -> dict[str, Any]:
    """A handout with a section for each example of blocks, called as it is."""
    like = _read((CONTENT / "handouts" / LIKE / "en.yaml").read_text("utf-8"))
    sections = [
        {"id": BEGIN + one.name, "heading": one.name, "blocks": _read(one.text)}
        for one in told
        if not one.file
    ]
    kept = {name: value for name, value in like.items() if name not in SHORT}
    return kept | {"id": SLUG, "sections": sections}


def _read(text: str) -> Any:
    """YAML with every scalar as it is written."""
    return yaml.load(text, Loader=LOADER)


def _write(path: Path, tree: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


def _merged(one: Any, more: Any) -> Any:
    """A map with what another one has besides; elsewhere the other."""
    if not (isinstance(one, Mapping) and isinstance(more, Mapping)):
        return more
    return {**one, **{name: _merged(one.get(name), value) for name, value in more.items()}}


# ------------------------------------------------------------------ pictures


class Printed:
    """A site with all examples, and what is cut out of its pages."""

    def __init__(self, folder: Path) -> None:
        self.opened = Opened(folder / "content", folder / "assets")

    @cached_property
    def document(self) -> Document:
        """The handout of all examples; every section begins a page."""
        document, _, problems = self.opened.document(SLUG, "en")
        assert document, "\n".join(map(str, problems))
        return replace(document, parts=tuple(_apart(document.parts)))

    def blocks(self, wanted: set[str]) -> Iterator[tuple[str, Image.Image]]:
        """Name and picture of each example of blocks that is ``wanted``.

        An example that takes more than a page is shown as far as its first page goes.
        """
        locale = self.opened.shelf("en").locale
        assert locale
        edition = replace(EDITIONS["standard"], multiple=1)  # no page is spread to fill a booklet
        studio = studio_of(edition, self.opened.shop.shown(locale, "letter", 0))
        setting = studio.setting(self.document, locale.words.page_of)
        made, data = setting.compose(), setting.render().data
        assert not made.problems, "\n".join(map(str, made.problems))
        with pypdfium2.PdfDocument(data) as pdf:
            for name, number, span in _places(made):
                if name in wanted:
                    page: Image.Image = pdf[number].render(scale=SCALE).to_pil()
                    yield name, _cut(page, made, span)

    def pages(self, example: Example) -> Image.Image:
        """The first pages of a whole handout, or the slip of a set."""
        edition = "standard" if example.whole else SET
        made = self.opened.make(Job(example.name, "en", edition, "letter"))
        assert made.data, "\n".join(map(str, made.problems))
        with pypdfium2.PdfDocument(made.data) as pdf:
            numbers = range(SHOWN if example.whole else 1)
            shots = [pdf[one].render(scale=SMALL).to_pil().convert("RGB") for one in numbers]
        return sheet(shots, SHOWN if example.whole else 1)


def _apart(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Heading) and part.listed:
            yield PageBreak()
        yield part


Span = tuple[float, float]  # from where to where, in points below the top of the type area


def _places(made: Composition) -> Iterator[tuple[str, int, Span]]:
    """The name of each example, the index of its first page, and what it takes of that: all below
    its heading and above the next one of that level."""
    for number, page in enumerate(made.pages):
        tops = [(placed.top, made.part(number, placed.number)) for placed in page]
        for place, (_, part) in enumerate(tops):
            if isinstance(part, Heading) and part.id.startswith(BEGIN):
                rest = tops[place + 1 :]
                ends = (top for top, one in rest if isinstance(one, Heading) and one.level == 2)
                span = rest[0][0], next(ends, made.area.depth)
                yield part.id.removeprefix(BEGIN), number + (made.front is not None), span


def _cut(page: Image.Image, made: Composition, span: Span) -> Image.Image:
    """What stands in a span of a page, with a narrow white edge and a line round it."""
    above, below = (round(SCALE * (made.area.head + one)) for one in span)
    shot = page.convert("RGB").crop((0, above - 1, page.width, below - 1))
    box = ImageOps.invert(shot.convert("L")).getbbox()
    assert box, "nothing is printed"
    return ImageOps.expand(ImageOps.expand(shot.crop(box), EDGE, "white"), 1, LINE)


def taken(page: str, printed: Printed) -> dict[str, Image.Image]:
    """Every picture of the page, as it is now."""
    wanted = pictures(page)
    shots = dict(printed.blocks(set(wanted)))
    for example in examples(page):
        if example.file and example.name in wanted:
            shots[example.name] = printed.pages(example)
    return shots


def small(shot: Image.Image) -> Image.Image:
    """The same picture in few colours: a small file."""
    return shot.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    page = filled(PAGE.read_text("utf-8"))
    PAGE.write_text(page, "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        laid(page, Path(folder))
        shots = taken(page, Printed(Path(folder)))
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.png"):
        if path.stem not in shots:
            path.unlink()
    for name, shot in shots.items():
        path = PICTURES / f"{name}.png"
        if not path.exists() or differing(Image.open(path).convert("RGB"), shot) > MOST:
            small(shot).save(path, optimize=True)
            print(f"docs/authoring/{name}.png")


if __name__ == "__main__":
    main()
