"""What is watched, as it is now: its pages, which of them have changed, and what is wrong."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2

from ..api import Clinic, Job, Memo, Problem, Problems, Site, load_clinic, produce
from ..desk.folders import Folders
from ..source.snapshot import read_file
from ..source.values import dataclass, field, replace
from ..source.walk import stray
from .prints import prints

DOTS, INCH = 102.0, 72.0  # for each inch on a screen, where pages are 54rem wide; points
QUALITY = 88
# four bytes a dot in the order of the other library, which takes them as they lie: half the time
UNCOPIED = {"rev_byteorder": True, "prefer_bgrx": True}
KEPT = 200  # pictures in memory
STAGES = 8  # results of a stage: texts as they were a few edits ago
LINES = 1  # lines that are shown before and behind one with a problem
MANY = 40  # problems that are shown


@dataclass(frozen=True, slots=True)
class Page:
    """A page by what it is known by, and its size in points."""

    id: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see; where there are problems, the pages are those of before. ``changed``
    is the first page that is another than before, -1 where none is; ``seconds`` is what it took."""

    pages: tuple[Page, ...] = ()
    changed: int = -1
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    data: bytes = field(repr=False, default=b"")


class Engine:
    """A site, one job, and what was made of it already. One thread uses it."""

    def __init__(self, folders: Folders, job: Job) -> None:
        self.folders, self.job, self.memo = folders, job, Memo(most=STAGES)
        self.look, self._pictures = Look(), dict[str, bytes]()
        self._site: Site | None = None
        self._brand: Path | None = None  # of the clinic alone
        self._open: pypdfium2.PdfDocument | None = None

    def begin(self) -> Look:
        """Reads all there is, anew."""
        self._site, self._brand = self.folders.opened()
        return self._made(time.perf_counter())

    def changed(self, paths: Iterable[Path]) -> Look | None:
        """What there is to see after some files were saved; nothing where none of them has a say
        in it. Only these files are read again."""
        start = time.perf_counter()
        if self._site is None:
            return self.begin()
        known = [one for one in paths if not any(map(stray, one.parts[-2:]))]
        if self._brand or any(not one.is_file() for one in known):
            self._site, self._brand = self.folders.opened()
        else:
            self._site = _again(self._site, self.folders, known)
        return self._made(start) if known else None

    def _made(self, start: float) -> Look:
        assert self._site is not None
        try:
            made = produce(self._site, self._clinic(self._site), self.job, self.memo)
            problems, data = made.problems, made.data
        except Problems as found:  # of the clinic's files
            problems, data = tuple(found.problems), b""
        before = self.look
        if not data:
            self.look = replace(before, problems=problems, changed=-1)
        else:
            pages = self._opened(data)
            self.look = Look(pages, _first(before.pages, pages), problems, data=data)
        self.look = replace(self.look, seconds=time.perf_counter() - start)
        return self.look

    def _clinic(self, site: Site) -> Clinic:
        own = self.folders.clinic
        return load_clinic(own, self.folders.content) if own else site.clinic

    def _opened(self, data: bytes) -> tuple[Page, ...]:
        """The pages of a file, which is kept open for their pictures."""
        if self._open:
            self._open.close()
        self._open = pypdfium2.PdfDocument(data)
        self._open.init_forms()
        assert self._site is not None
        ids = prints(data, self._site.assets.whole)
        sizes = [self._open.get_page_size(number) for number in range(len(self._open))]
        return tuple(Page(one, *size) for one, size in zip(ids, sizes, strict=True))

    def picture(self, name: str) -> bytes | None:
        """A page as a JPEG, by what it is known by; made once."""
        if name not in self._pictures:
            ids = [one.id for one in self.look.pages]
            if name not in ids or self._open is None:
                return None
            page, out = self._open[ids.index(name)], BytesIO()
            drawn = page.render(scale=DOTS / INCH, may_draw_forms=True, **UNCOPIED)
            drawn.to_pil().save(out, "JPEG", quality=QUALITY)
            self._pictures[name] = out.getvalue()
            while len(self._pictures) > KEPT:
                self._pictures.pop(next(iter(self._pictures)))
        return self._pictures[name]

    def told(self) -> dict[str, object]:
        """What there is to see, for a page in a browser; with it comes the picture of the page that
        changed, which it would ask for at once."""
        look = self.look
        first = look.pages[look.changed].id if look.changed >= 0 else ""
        return {
            "picture": b64encode(self.picture(first) or b"").decode("ascii") if first else "",
            "pages": [[one.id, round(one.width), round(one.height)] for one in look.pages],
            "changed": look.changed,
            "problems": [self._beside(one) for one in look.problems[:MANY]],
            "more": max(0, len(look.problems) - MANY),
            "ms": round(look.seconds * 1000),
        }

    def _beside(self, problem: Problem) -> dict[str, object]:
        """A problem with the lines of its file around it, each with its number."""
        where = problem.where
        lines = self._text(where.path).splitlines()
        first = max(1, where.line - LINES)
        near = lines[first - 1 : where.line + LINES]
        return {
            **problem.record,
            "lines": [[number, text] for number, text in enumerate(near, first)],
        }

    def _text(self, shown: str) -> str:
        """A file as messages call it."""
        assert self._site is not None
        for folder in (self._site.content, self._site.assets):
            file = folder.files.get(shown.removeprefix(f"{folder.name}/"))
            if file and file.data is not None:
                return file.data.decode("utf-8", "replace")
        own = self.folders.clinic_file
        if shown == f"{own.parent.name}/{own.name}":
            return own.read_text("utf-8", "replace")
        return ""


def _again(site: Site, folders: Folders, paths: Sequence[Path]) -> Site:
    """A site after some of its files were saved."""
    for name in ("content", "assets"):
        root = getattr(folders, name).resolve()
        inside = [one for one in paths if one.is_relative_to(root)]
        files = {one.relative_to(root).as_posix(): read_file(one, root) for one in inside}
        if files:
            site = replace(site, **{name: getattr(site, name).overlaid(files)})
    return site


def _first(before: Sequence[Page], now: Sequence[Page]) -> int:
    """The first page that is another than before; where a page came or went, the one it was
    behind."""
    for number, page in enumerate(now):
        if number >= len(before) or before[number].id != page.id:
            return number if before else -1
    return len(now) - 1 if len(before) > len(now) else -1
