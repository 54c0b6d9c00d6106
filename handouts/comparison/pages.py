"""Pages beside each other: which of them look other than before, and where."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from ..meaning.changes import Page
from ..meaning.differences import common, paired
from ..source.values import dataclass

SEEN = 66.0  # dots per inch at which pages are compared
SHOWN = 119.0  # and at which they are shown: half the width of a page at 300 dots per inch
CELL = 4  # dots: places are found on a grid of this
FAINT = 24  # of 255: a dot that differs less is the same
SOFT = 0.8  # dots: so that it does not count how a thin line falls on the grid
NEAR = (12, 2)  # cells, across and down: places closer than that are one
MOST = 9  # places framed on a page
SHADES = 48  # colours of a picture
FRAME, HALO = (140, 29, 24), (255, 255, 255)
LINE, EDGE, TAG = 5, 2, 30  # dots: a frame, the edge of the paper, the number of a place
MARGIN = 28  # dots from the edge of the paper to the numbers, that they cover no words

Rect = tuple[int, int, int, int]


@dataclass(frozen=True)
class Print:
    """The pages of a file, none where there is no ``data``.

    ``head`` and ``foot`` (points) hold the running head and foot, which are not compared.
    """

    data: bytes
    head: float
    foot: float

    @cached_property
    def pdf(self) -> pypdfium2.PdfDocument | tuple[()]:
        return pypdfium2.PdfDocument(self.data) if self.data else ()

    @cached_property
    def looks(self) -> tuple[Image.Image, ...]:
        """Each page in grey; a cover has neither head nor foot."""
        return tuple(self._bare(number) for number in range(len(self.pdf)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of each page, without those of its head and foot."""
        return tuple(self._said(number) for number in range(len(self.pdf)))

    def _said(self, number: int) -> str:
        page = self.pdf[number]
        top, foot = (page.get_height() - self.head, self.foot) if number else (None, None)
        return str(page.get_textpage().get_text_bounded(top=top, bottom=foot))

    def picture(self, number: int, dots: float) -> Image.Image:
        rendered: Image.Image = self.pdf[number].render(scale=dots / 72).to_pil()
        return rendered.convert("RGB")

    def _bare(self, number: int) -> Image.Image:
        image = self.picture(number, SEEN).convert("L")
        if number:
            dot = SEEN / 72
            image.paste(255, (0, 0, image.width, round(self.head * dot)))
            image.paste(255, (0, image.height - round(self.foot * dot), image.width, image.height))
        return image


def pages(old: Print, new: Print) -> Iterator[tuple[int | None, int | None, tuple[Rect, ...]]]:
    """The pages that changed, counted from 0 on each side, and where (dots at ``SEEN``)."""
    one, other = ([look.tobytes() for look in side.looks] for side in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if b - a == d - c:
            pairs: Sequence[tuple[int | None, int | None]] = list(
                zip(range(a, b), range(c, d), strict=True)
            )
        else:
            alike = paired(
                range(a, b), range(c, d), lambda i, j: common(old.words[i], new.words[j])
            )
            pairs = list(alike)
        for i, j in pairs:
            if i is None or j is None:
                yield i, j, ()
                continue
            where = places(old.looks[i], new.looks[j])
            if not where and old.words[i] != new.words[j]:
                where = places(old.looks[i], new.looks[j], exact=True)
            if where:
                yield i, j, where


def places(one: Image.Image, other: Image.Image, *, exact: bool = False) -> tuple[Rect, ...]:
    """Where two pictures differ, in reading order: left, top, right, bottom.

    Unless ``exact``, what only stands a dot aside is the same.
    """
    if one.size != other.size:
        return ((0, 0, *other.size),)
    dots = _differing(one, other, exact)
    grid = dots.reduce(CELL)
    cells = [divmod(index, grid.width) for index, value in enumerate(grid.tobytes()) if value]
    found = _joined([(x, y, x + 1, y + 1) for y, x in cells])
    return tuple(
        (left * CELL, top * CELL, min(right * CELL, one.width), min(low * CELL, one.height))
        for left, top, right, low in sorted(found, key=lambda rect: (rect[1], rect[0]))
    )


def _differing(one: Image.Image, other: Image.Image, exact: bool) -> Image.Image:
    """White where a dot of one picture is darker or lighter than every dot around the same place in
    the other."""
    seen = [0 if value <= FAINT else 255 for value in range(256)]
    if exact:
        return ImageChops.difference(one, other).point(seen)
    soft = [side.filter(ImageFilter.GaussianBlur(SOFT)) for side in (one, other)]
    found = ImageChops.difference(one, one)
    for some, others in (soft, soft[::-1]):
        high, low = others.filter(ImageFilter.MaxFilter(3)), others.filter(ImageFilter.MinFilter(3))
        for beyond in (ImageChops.subtract(some, high), ImageChops.subtract(low, some)):
            found = ImageChops.lighter(found, beyond.point(seen))
    return found


def _joined(rects: list[Rect]) -> list[Rect]:
    """Rectangles of cells, those near each other as one; farther ones too as long as there are too
    many."""
    across, down = NEAR
    while True:
        done: list[Rect] = []
        for rect in rects:
            wide = rect
            while close := [one for one in done if _close(one, wide, across, down)]:
                done = [one for one in done if one not in close]
                wide = _around([wide, *close])
            done.append(wide)
        if len(done) <= MOST:
            return done
        rects, across, down = done, across + 2, down + 1


def _close(one: Rect, other: Rect, across: int, down: int) -> bool:
    beside = one[0] - across < other[2] and other[0] - across < one[2]
    return beside and one[1] - down < other[3] and other[1] - down < one[3]


def _around(rects: Sequence[Rect]) -> Rect:
    lefts, tops, rights, lows = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(lows)


def told(
    name: str, old: Print, new: Print, font: bytes
) -> tuple[tuple[Page, ...], int, Mapping[str, bytes]]:
    """The changed pages, how many look as before, and the pictures by name."""
    found, pictures = [], {}
    for i, j, where in pages(old, new):
        names = []
        for side, number, word in ((old, i, "old"), (new, j, "new")):
            if number is not None:
                names.append(f"{name}-{word}-{number + 1}")
                pictures[names[-1]] = framed(side.picture(number, SHOWN), where, font)
        numbers = [None if number is None else number + 1 for number in (i, j)]
        found.append(Page(numbers[0], numbers[1], len(where), tuple(names)))
    kept = len(new.looks) - sum(page.after is not None for page in found)
    return tuple(found), kept, pictures


def framed(image: Image.Image, where: Sequence[Rect], font: bytes) -> bytes:
    """A PNG of a page with an edge, and a thick, numbered frame around each place."""
    draw, letters = ImageDraw.Draw(image), ImageFont.truetype(io.BytesIO(font), TAG - 8)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=(59, 74, 82), width=EDGE)
    taken = 0  # down to there, by numbers
    for number, rect in enumerate(where, 1):
        left, top, right, low = (round(value * SHOWN / SEEN) for value in rect)
        left, top = max(EDGE, left - LINE - 1), max(EDGE, top - LINE - 1)
        right, low = (
            min(image.width - EDGE, right + LINE + 1),
            min(image.height - EDGE, low + LINE + 1),
        )
        draw.rectangle((left - 2, top - 2, right + 2, low + 2), outline=HALO, width=LINE + 4)
        draw.rectangle((left, top, right, low), outline=FRAME, width=LINE)
        y = min(max(top, taken), image.height - TAG)
        taken = y + TAG + 2
        draw.rectangle((MARGIN, y, MARGIN + TAG, y + TAG), fill=FRAME)
        draw.text(
            (MARGIN + TAG / 2, y + TAG / 2), str(number), fill=HALO, font=letters, anchor="mm"
        )
    data = io.BytesIO()
    image.quantize(SHADES, method=Image.Quantize.FASTOCTREE).save(data, "PNG", optimize=False)
    return data.getvalue()
