"""Every edition of every handout, made on demand and once for the whole suite, and what stands on
its pages.

Pages are read with PDFium, which shares no code with the engine: words and lines with their places
on paper.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from handouts.clinic.jobs import SET, Job, Outcome
from handouts.content.editions import EDITIONS, HANDED_OUT, PAPERS, Edition, Paper
from handouts.making.produce import Production
from handouts.making.site import load_site
from handouts.meaning.document import Document
from handouts.outputs import file_of
from handouts.outputs.pdf.maker import made_of
from handouts.outputs.pdf.setting import Rendered
from handouts.outputs.text import lines as text
from handouts.project import wanted
from handouts.source.problems import Problems
from tests.support.brochures import ASSETS, CONTENT, JOBS, LANGUAGE, Brochure, Brochures
from tests.support.transcript import Transcript, transcript

SITE = load_site(CONTENT, ASSETS)
WRITTEN = tuple((slug, LANGUAGE) for slug in SITE.slugs)
# They show what another edition has set, in other inks, in other places or with notes beside: on
# letter each handout, on other papers two.
AGAIN = ("ink-saver", "booklet", "proof", "press")
TWO = tuple(slug for slug, _ in WRITTEN)[::5]
ALL = tuple(
    Job(slug, language, edition, paper)
    for edition in HANDED_OUT
    for slug, language in WRITTEN
    if wanted.meant_for(SITE, slug, language, edition)
    for paper in PAPERS
    if edition not in AGAIN or slug in TWO or paper == "letter"
)


def jobs(*editions: str, paper: str = "") -> tuple[Job, ...]:
    """The jobs of these editions, on one paper or on all."""
    return tuple(job for job in ALL if job.edition in editions and paper in ("", job.paper))


def spread(*editions: str) -> tuple[Job, ...]:
    """A sample: of each edition one handout on each paper, another one on each where there are
    several."""
    out = []
    for edition in editions:
        for number, paper in enumerate(PAPERS):
            found = jobs(edition, paper=paper)
            out.append(
                found[(number * (len(found) // 2 + 1) + list(EDITIONS).index(edition)) % len(found)]
            )
    return tuple(out)


def titled(job: Job) -> str:
    """The job as a test's id."""
    return f"{job.slug}-{job.edition}-{job.paper}"


# ------------------------------------------------------------------ what stands on a page


class Words(NamedTuple):
    """Words painted by one operator; in points, from the lower start corner of the paper.

    ``size`` is that on paper, ``scaled`` what the size in the font operator was multiplied by.
    """

    text: str
    x0: float
    low: float
    x1: float
    high: float
    size: float
    scaled: tuple[float, float, float, float]
    baseline: float
    artifact: bool


class Stroke(NamedTuple):
    """A straight line that is drawn."""

    x0: float
    y0: float
    x1: float
    y1: float
    dashed: bool

    @property
    def upright(self) -> bool:
        return abs(self.x0 - self.x1) < 0.01

    @property
    def level(self) -> bool:
        return abs(self.y0 - self.y1) < 0.01


Oblong = tuple[float, float, float, float]
LETTERS = (ctypes.c_ushort * 4096)()  # where PDFium writes what it is asked for
Painted = tuple[tuple[Words, ...], tuple[Stroke, ...]]


@dataclass(frozen=True)
class Side:
    """One page: its boxes as left, low, right, high (those that are not written are the media
    box). What is painted is read when it is asked for: of many pages it never is."""

    media: Oblong
    crop: Oblong
    bleed: Oblong
    trim: Oblong
    painted: Callable[[], Painted] = field(repr=False)

    @property
    def words(self) -> tuple[Words, ...]:
        return self.painted()[0]

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self.painted()[1]

    @property
    def width(self) -> float:
        return self.trim[2] - self.trim[0]

    @property
    def height(self) -> float:
        return self.trim[3] - self.trim[1]

    @property
    def said(self) -> str:
        return " ".join(one.text for one in self.words)

    @property
    def real(self) -> tuple[Words, ...]:
        """The words that belong to the structure."""
        return tuple(one for one in self.words if not one.artifact)


def sides(data: bytes) -> tuple[Side, ...]:
    """The pages of a file; what is painted on one is read with that on all others."""
    painted = cache(lambda: _painted(data))
    with pikepdf.open(BytesIO(data)) as pdf:  # PDFium reads all of a page before it tells its boxes
        return tuple(_side(page, number, painted) for number, page in enumerate(pdf.pages))


def _side(page: pikepdf.Page, number: int, painted: Callable[[], tuple[Painted, ...]]) -> Side:
    media, crop, bleed = map(_box, (page.mediabox, page.cropbox, page.bleedbox))
    return Side(media, crop, bleed, _box(page.trimbox), lambda: painted()[number])


def _box(told: pikepdf.Array) -> Oblong:
    left, low, right, high = map(float, told)
    return left, low, right, high


def _painted(data: bytes) -> tuple[Painted, ...]:
    with pypdfium2.PdfDocument(data) as pdf:
        return tuple(map(_painted_on, pdf))


def _painted_on(page: Any) -> Painted:
    words, strokes = list[Words](), list[Stroke]()
    letters = page.get_textpage()
    for at in range(raw.FPDFPage_CountObjects(page)):
        one = raw.FPDFPage_GetObject(page.raw, at)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT and (said := _said(one, letters.raw)).strip():
            words.append(_words(one, said))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            strokes += _strokes(one)
    return tuple(words), tuple(strokes)


def _said(one: Any, letters: Any) -> str:
    length = raw.FPDFTextObj_GetText(one, letters, LETTERS, ctypes.sizeof(LETTERS))
    assert length <= ctypes.sizeof(LETTERS)
    return ctypes.string_at(LETTERS, length).decode("utf-16-le").rstrip("\0")


def _words(one: Any, said: str) -> Words:
    size, (x0, low, x1, high) = ctypes.c_float(), (ctypes.c_float() for _ in range(4))
    raw.FPDFTextObj_GetFontSize(one, size)
    raw.FPDFPageObj_GetBounds(one, x0, low, x1, high)
    a, b, c, d, _, y = _matrix(one)
    edges = (x0.value, low.value, x1.value, high.value)
    artifact = "Artifact" in _marks(one)
    return Words(said, *edges, size.value * hypot(c, d), (a, b, c, d), y, artifact)


def _matrix(one: Any) -> tuple[float, float, float, float, float, float]:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(one, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _marks(one: Any) -> Iterator[str]:
    length = ctypes.c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(one)):
        mark = raw.FPDFPageObj_GetMark(one, number)
        raw.FPDFPageObjMark_GetName(mark, LETTERS, ctypes.sizeof(LETTERS), length)
        yield ctypes.string_at(LETTERS, length.value).decode("utf-16-le").rstrip("\0")


def _strokes(one: Any) -> Iterator[Stroke]:
    filled, drawn = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one, filled, drawn)
    if not drawn.value:
        return
    a, b, c, d, e, f = _matrix(one)
    dashed = raw.FPDFPageObj_GetDashCount(one) > 0
    at = (0.0, 0.0)
    for number in range(raw.FPDFPath_CountSegments(one)):
        segment = raw.FPDFPath_GetPathSegment(one, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield Stroke(*at, *to, dashed)
        at = to


# ------------------------------------------------------------------ made once


@dataclass(frozen=True)
class Print:
    """One job as it was made; ``document`` has the spare pages that were used among its parts."""

    job: Job
    document: Document = field(repr=False)
    rendered: Rendered = field(repr=False)
    made: Outcome = field(repr=False)
    path: Path
    known: Brochure | None = field(repr=False)  # the same file, as other tests read it

    @property
    def edition(self) -> Edition:
        return EDITIONS[self.job.edition]

    @property
    def paper(self) -> Paper:
        return PAPERS[self.job.paper]

    @property
    def data(self) -> bytes:
        return self.rendered.data

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        return sides(self.data)

    @cached_property
    def transcript(self) -> Transcript:
        return self.known.transcript if self.known else transcript(self.data)

    @property
    def written(self) -> tuple[str, ...]:
        """The words of the text output."""
        return text.words(self.document, self.rendered.contents)


class Prints:
    """Makes jobs as a build does; whole brochures are those the rest of the suite has made
    already."""

    def __init__(self, brochures: Brochures) -> None:
        self.brochures, self.press = brochures, brochures.press
        self.kept: dict[Job, Print] = {}
        self.packets: dict[Job, Outcome] = {}

    def __call__(self, job: Job) -> Print:
        if job not in self.kept:
            self.kept[job] = self._make(job)
        return self.kept[job]

    def _make(self, job: Job) -> Print:
        press, edition = self.press, EDITIONS[job.edition]
        production = Production(press.site, press.clinic, job, press.memo)
        try:
            document, handout, stands = production.told(job.slug, edition.view)
        except Problems as found:
            pytest.fail("\n".join(map(str, found.problems)), pytrace=False)
        known = self.brochures(job) if job in JOBS else None
        if known:
            document, rendered = (
                known.document,
                Rendered(known.path.read_bytes(), known.count, known.contents, ()),
            )
        else:
            page_of = production.shown.locale.words.page_of
            studio = press.studio(job.edition, job.paper, job.binding)
            rendered = studio.render(document, page_of)
            document = (document, *document.shorter)[rendered.shortened]
            document = replace(document, parts=document.filled(rendered.spare))
        made = production.made(made_of(rendered), ((handout, stands),))
        if made.problems:
            pytest.fail("\n".join(map(str, made.problems)), pytrace=False)
        path = self.brochures.folder / f"bound-{job.binding:.0f}" / file_of(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
        return Print(job, document, rendered, made, path, known)

    def packet(self, name: str, paper: str, binding: float = 0) -> Outcome:
        """A set as a build makes it."""
        job = Job(name, LANGUAGE, SET, paper, binding=binding)
        if job not in self.packets:
            self.packets[job] = self.press.make(job)
        return self.packets[job]


@pytest.fixture(scope="session")
def prints(brochures: Brochures) -> Prints:
    return Prints(brochures)
