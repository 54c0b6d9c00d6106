"""Every brochure of ``content/``, built once for the whole suite, with the document each was made from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pytest

from handouts.document import Document
from handouts.editions import PAPERS
from handouts.jobs import Job
from handouts.locale import Vocabulary
from handouts.press import Press
from tests.support.transcript import Transcript, transcript

ROOT = Path(__file__).parents[2]
CONTENT, ASSETS, GOLDEN = ROOT / "content", ROOT / "assets", ROOT / "tests" / "golden"

JOBS = tuple(
    Job(path.parent.name, path.stem, "standard", paper)
    for path in sorted((CONTENT / "handouts").glob("*/*.yaml"))
    for paper in sorted(PAPERS)
)
ON_LETTER = tuple(job for job in JOBS if job.paper == "letter")


@dataclass(frozen=True)
class Brochure:
    """A brochure of ``count`` pages; ``contents`` maps headings to pages where a list of them is shown."""

    job: Job
    document: Document = field(repr=False)
    path: Path
    count: int
    contents: dict[str, int] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)

    @cached_property
    def transcript(self) -> Transcript:
        return transcript(self.path)

    @cached_property
    def pages(self) -> tuple["Page", ...]:
        with pdfplumber.open(self.path) as pdf:
            return tuple(Page(page) for page in pdf.pages)


class Word(NamedTuple):
    """Letters that stand together on a page; in points from the paper's upper start corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


class Page:
    """What stands on one page; in points from the paper's upper start corner."""

    def __init__(self, page: Any) -> None:
        self.number = int(page.page_number)
        self.width, self.height = float(page.width), float(page.height)
        self.words = tuple(_words(page.chars))
        painted = (*page.rects, *page.lines, *page.curves)
        self.bottoms = tuple(sorted(float(one["bottom"]) for one in painted))

    def between(self, top: float, bottom: float) -> list[Word]:
        """The words whose middle is between two heights, in the order of painting."""
        return [word for word in self.words if top <= (word.top + word.bottom) / 2 <= bottom]


def _words(chars: list[dict[str, Any]]) -> Iterator[Word]:
    """Runs of letters without a space or a jump between them, in the order of painting."""
    run: list[dict[str, Any]] = []
    for char in chars:
        apart = run and (abs(char["x0"] - run[-1]["x1"]) > 1.5 or abs(char["top"] - run[-1]["top"]) > 1.5)
        if run and (apart or char["text"].isspace() or char["fontname"] != run[-1]["fontname"]):
            yield _word(run)
            run = []
        if not char["text"].isspace():
            run.append(char)
    if run:
        yield _word(run)


def _word(run: list[dict[str, Any]]) -> Word:
    return Word(
        "".join(char["text"] for char in run),
        min(char["x0"] for char in run),
        min(char["top"] for char in run),
        max(char["x1"] for char in run),
        max(char["bottom"] for char in run),
        min(char["size"] for char in run),
        "Bold" in run[0]["fontname"],
    )


class Brochures:
    """Makes brochures on demand into a folder of their own, each once; nothing of an earlier build is used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.press = Press(CONTENT, ASSETS, None)
        self.made: dict[Job, Brochure] = {}

    def __call__(self, job: Job) -> Brochure:
        if job not in self.made:
            self.made[job] = self._make(job)
        return self.made[job]

    def all(self) -> Iterator[Brochure]:
        return map(self, JOBS)

    def _make(self, job: Job) -> Brochure:
        document, _, problems = self.press.document(job.slug, job.language)
        locale = self.press.shelf(job.language).locale
        if document is None or locale is None:
            pytest.fail("\n".join(map(str, problems)), pytrace=False)
        rendered = self.press.studio(job.edition, job.paper).render(document, locale.words.page_of)
        if rendered.problems:
            pytest.fail("\n".join(map(str, rendered.problems)), pytrace=False)
        path = self.folder / job.file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(rendered.data)
        return Brochure(job, document, path, rendered.pages, rendered.contents, locale.words)


def named(job: Job) -> str:
    """The job as a test's id and as part of a file's name."""
    return f"{job.slug}-{job.paper}" if job.language == "en" else f"{job.slug}-{job.language}-{job.paper}"


@pytest.fixture(scope="session")
def brochures(tmp_path_factory: pytest.TempPathFactory) -> Brochures:
    return Brochures(tmp_path_factory.mktemp("brochures"))


@pytest.fixture(params=JOBS, ids=named)
def brochure(request: pytest.FixtureRequest, brochures: Brochures) -> Brochure:
    """Each handout on each paper."""
    return brochures(request.param)


@pytest.fixture(params=ON_LETTER, ids=named)
def on_letter(request: pytest.FixtureRequest, brochures: Brochures) -> Brochure:
    """Each handout on letter."""
    return brochures(request.param)
