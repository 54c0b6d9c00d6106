"""Every brochure of ``content/``, built once for the whole suite, with the document each was made
from."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
import yaml

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS, PAPERS
from handouts.content.locale import languages
from handouts.content.vocabulary import Vocabulary
from handouts.meaning.document import Document
from handouts.outputs import file_of
from handouts.outputs.pdf.pages.areas import Area
from handouts.outputs.pdf.pages.composition import Composition
from handouts.pictures.gallery import Gallery
from handouts.starting.sift import switches
from tests.support.composing import rendered
from tests.support.lettered import Sheet, Word, sheets, words_of
from tests.support.opened import Opened
from tests.support.rows import rows
from tests.support.transcript import Transcript, transcript

ROOT = Path(__file__).parents[2]
CONTENT, ASSETS, GOLDEN = ROOT / "content", ROOT / "assets", ROOT / "tests" / "golden"

# The whole booklet, as it is read: other views, and what is folded or cut, have tests of their own.
WHOLE = tuple(
    edition.name
    for edition in EDITIONS.values()
    if (edition.format, edition.finish) == ("whole", "screen")
    and edition.view in ("brochure", "large")
)
# In the language that all texts are written in first; translations have tests of their own.
LANGUAGE = "en"
OTHERS = tuple(one for one in languages() if one != LANGUAGE)
TRANSLATED = shutil.ignore_patterns(
    *(pattern for one in OTHERS for pattern in (f"{one}.yaml", f"{one}.lock", f"*.{one}.yaml"))
)
JOBS = tuple(
    Job(path.parent.name, path.stem, edition, paper)
    for edition in WHOLE
    for path in sorted((CONTENT / "handouts").glob(f"*/{LANGUAGE}.yaml"))
    for paper in sorted(PAPERS)
)
ON_LETTER = tuple(job for job in JOBS if job.paper == "letter" and job.edition == "standard")
# Read back word for word, which takes time: of other editions a few, the rest is judged by its
# composition.
READ = (
    *(job for job in JOBS if job.edition == "standard"),
    *[job for job in JOBS if (job.edition, job.paper) == ("large-print", "letter")][::3],
)
# Judged by veraPDF, half a second each: each handout on letter, of the others some.
VALID = (*ON_LETTER, *[job for job in READ if job not in ON_LETTER][::2])


def copied(content: Path) -> None:
    """Copies the shipped texts to a folder that is not there yet, without their translations."""
    shutil.copytree(CONTENT, content, ignore=TRANSLATED)


def without_handouts(content: Path) -> None:
    """Makes of a copy without the shipped handouts a sound one: no switch is for one of them."""
    path, sources = content / "checks.yaml", content / "sources.yaml"
    known = yaml.load(sources.read_text("utf-8"), Loader=yaml.BaseLoader)
    path.write_text(switches(path.read_text("utf-8"), known), "utf-8")


@dataclass(frozen=True)
class Brochure:
    """A brochure of ``count`` pages; ``contents`` maps headings to pages where a list of them is
    shown.

    ``document`` has the spare pages that were used among its parts.
    """

    job: Job
    document: Document = field(repr=False)
    path: Path
    count: int
    contents: dict[str, int] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    composition: Composition = field(repr=False)
    gallery: Gallery = field(repr=False)

    @cached_property
    def transcript(self) -> Transcript:
        return transcript(self.path)

    @cached_property
    def pages(self) -> tuple["Page", ...]:
        found = enumerate(sheets(self.path), 1)
        return tuple(Page(number, sheet, self.composition.area) for number, sheet in found)

    @cached_property
    def drawings(self) -> dict[str, "Picture"]:
        """Each drawing by its alternative text, without the labels around it."""
        with pikepdf.open(self.path) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            places = dict(_drawn(pdf))
            found = (
                (alt, (numbers[page.objgen], mcid))
                for alt, page, mcid in _contents(pdf.Root.StructTreeRoot.K)
            )
            return {alt: Picture(alt, at[0], places[at]) for alt, at in found if at in places}

    @cached_property
    def pictures(self) -> tuple["Picture", ...]:
        with pikepdf.open(self.path) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            return tuple(_pictures(pdf.Root.StructTreeRoot.K, numbers))


def _drawn(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], "Oblong"]]:
    """Every drawing on the pages: page and number of the content it is in, and where it stands."""
    for number, page in enumerate(pdf.pages, 1):
        mcid, matrix = -1, (1.0, 0.0, 0.0)
        for one in pikepdf.parse_content_stream(page, "BDC BMC EMC cm Do"):
            operands = list(one.operands)
            match str(one.operator):
                case "BDC" if isinstance(operands[1], pikepdf.Dictionary):
                    mcid = int(operands[1].get("/MCID", -1))
                case "BMC":
                    mcid = -1
                case "cm":
                    matrix = float(operands[0]), float(operands[4]), float(operands[5])
                case "Do" if mcid >= 0:
                    (scale, x, y), form = matrix, page.Resources.XObject[str(operands[0])]
                    wide, tall = (float(one) * scale for one in form.BBox[2:])
                    yield (number, mcid), (x, y, x + wide, y + tall)


def _contents(node: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object, int]]:
    """The alternative text of every picture, with the page and the number of its first content."""
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if kid.get("/S") == pikepdf.Name.Figure:
            first = kid.K[0] if isinstance(kid.K, pikepdf.Array) else kid.K
            yield str(kid.Alt), kid.Pg, int(first)
        elif "/K" in kid:
            yield from _contents(kid.K)


Oblong = tuple[float, float, float, float]


class Picture(NamedTuple):
    """A picture as the structure tree has it; ``box`` is left, low, right, high, in points from the
    lower corner, of the picture with the labels in it."""

    alt: str
    page: int
    box: tuple[float, float, float, float]


class Page:
    """What stands on one page; in points from the paper's upper start corner.

    ``head`` and ``foot`` are what the running head and foot take of it. ``words`` run as they are
    read, ``turned`` ones up or down the paper.
    """

    def __init__(self, number: int, sheet: Sheet, area: Area) -> None:
        self.head, self.foot = area.head, area.foot
        self.number, self.width, self.height = number, sheet.width, sheet.height
        words = tuple(words_of(sheet))
        self.words = tuple(word for word in words if not word.turned)
        self.turned = tuple(word for word in words if word.turned)
        self.sheet = sheet

    @property
    def bottoms(self) -> tuple[float, ...]:
        return self.sheet.bottoms

    def between(self, top: float, bottom: float) -> list[Word]:
        """The words whose middle is between two heights, in the order of painting."""
        return [word for word in self.words if top <= (word.top + word.bottom) / 2 <= bottom]


def _pictures(node: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> Iterator[Picture]:
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if kid.get("/S") == pikepdf.Name.Figure:
            attributes = kid.A[0] if isinstance(kid.A, pikepdf.Array) else kid.A
            left, low, right, high = map(float, attributes.BBox)
            yield Picture(str(kid.Alt), numbers[_page(kid).objgen], (left, low, right, high))
        elif "/K" in kid:
            yield from _pictures(kid.K, numbers)


def _page(node: pikepdf.Object) -> pikepdf.Object:
    """The page of an element, its own or that of its first kid."""
    if "/Pg" in node:
        return node.Pg
    return _page(node.K[0] if isinstance(node.K, pikepdf.Array) else node.K)


class Brochures:
    """Makes brochures on demand into a folder of their own, each once; nothing of an earlier build
    is used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.press = Opened(CONTENT, ASSETS, None)
        self.made: dict[Job, Brochure] = {}

    def __call__(self, job: Job) -> Brochure:
        if job not in self.made:
            self.made[job] = self._make(job)
        return self.made[job]

    def all(self) -> Iterator[Brochure]:
        return map(self, JOBS)

    def _make(self, job: Job) -> Brochure:
        document, _, problems = self.press.document(
            job.slug, job.language, EDITIONS[job.edition].view
        )
        locale = self.press.shop.shelf(job.language).locale
        if document is None or locale is None:
            pytest.fail("\n".join(map(str, problems)), pytrace=False)
        studio = self.press.studio(job.edition, job.paper)
        made, composition = rendered(studio.setting(document, locale.words.page_of))
        if made.problems:
            pytest.fail("\n".join(map(str, made.problems)), pytrace=False)
        path = self.folder / file_of(job)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.data)
        printed = replace(document, parts=document.filled(made.spare))
        return Brochure(
            job,
            printed,
            path,
            made.pages,
            made.contents,
            locale.words,
            composition,
            studio.figures,
        )


def named(job: Job) -> str:
    """The job as a test's id and as part of a file's name."""
    others = (
        job.language if job.language != LANGUAGE else "",
        job.edition if job.edition != "standard" else "",
    )
    return "-".join(filter(None, (job.slug, *others, job.paper)))


@pytest.fixture(scope="session")
def brochures(tmp_path_factory: pytest.TempPathFactory) -> Brochures:
    return Brochures(tmp_path_factory.mktemp("brochures"))


# Each handout on each paper, and some in large print; those of them that veraPDF judges; each in
# each edition on each paper; each on letter.
each_brochure = rows("brochure", READ, named, made="brochures")
each_judged = rows("brochure", VALID, named, made="brochures")
each_edition = rows("any_brochure", JOBS, named, made="brochures")
each_on_letter = rows("on_letter", ON_LETTER, named, made="brochures")
