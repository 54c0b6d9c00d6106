"""Several documents in one file: page numbers run through, each begins on a right-hand page."""

from __future__ import annotations

from collections.abc import Sequence

from ...content.editions import Printing
from ...meaning.document import Contents
from .ink.inks import in_ink
from .ink.sheet import Painter
from .ink.tags import BACK, root
from .pages.composition import Composition
from .pages.missing import unpainted
from .setting import Rendered, Setting, finished
from .text.kept import Kept
from .text.watch import Watch
from .write.bookmarks import Bookmark
from .write.finish import paper_boxes
from .write.mould import mould_of
from .write.streams import written
from .write.writer import Writer


def bound(settings: Sequence[Setting], kept: Kept | None = None) -> Rendered:
    """A file of documents; the first one's list of contents gets the pages where the others
    begin."""
    kept = kept or Kept()
    watch = kept if isinstance(kept, Watch) else None
    made = [setting.compose(kept) for setting in settings]
    problems = tuple(problem for one in made for problem in one.problems)
    if problems:
        return Rendered(b"", 0, {}, problems)
    starts, at = [], 0
    for number, one in enumerate(made, 1):
        starts.append(at)
        at += one.sheets + (one.sheets % 2 if number < len(made) else 0)
    slip = settings[0]
    numbers = {f"item:{number}": start + 1 for number, start in enumerate(starts[1:], 1)}
    numbers |= made[0].headings(0)
    painter = Painter(root("Document", BACK if slip.look.rtl else ""), slip.look.paints)
    painter.watched = watch.lines if watch else ()
    for number, (setting, one, start) in enumerate(zip(settings, made, starts, strict=True)):
        painter.offset, painter.scope = painter.tags.graft(0, one.tree, "Part"), ""
        if number:
            painter.sheet(start).place(f"item:{number}", one.area.height)
            painter.scope, painter.part = f"{number}:", setting.document.slug
        setting.paint(one, painter, start, at, one.headings(start) if number else numbers)
    book = painter.book()
    for setting, one, start in zip(settings, made, starts, strict=True):
        book = finished(book, setting.edition, one.area, start, one.sheets)
    said = written(in_ink(book, slip.edition.ink), spare=watch is not None)
    if problems := unpainted(said.fonts, [setting.texts for setting in settings]):
        return Rendered(b"", 0, {}, problems)
    boxes = paper_boxes(slip.edition, made[0].area)
    printing = _printed(settings, len(book.sheets))
    writer = Writer(said, boxes, slip.look.regular, tagged=True, printing=printing)
    data = writer.file(slip.document, _outline(settings, made))
    mould = mould_of(watch, painter, writer)
    return Rendered(data, len(book.sheets), numbers, (), printing=printing, mould=mould)


def _printed(settings: Sequence[Setting], sides: int) -> Printing:
    """Turned as its slip is; at its true size where anything in it is folded or cut."""
    true = any(setting.edition.printing.true for setting in settings)
    return settings[0].edition.printed(sides)._replace(true=true)


def _outline(settings: Sequence[Setting], made: Sequence[Composition]) -> list[Bookmark]:
    """Bookmarks: each document, and below it its sections."""
    parts = settings[0].document.parts
    titles = dict(entry for part in parts if isinstance(part, Contents) for entry in part.entries)
    out: list[Bookmark] = []
    for number, (setting, own) in enumerate(zip(settings, made, strict=True)):
        scope = f"{number}:" if number else ""
        if number:
            place = f"item:{number}"
            out.append(Bookmark(titles.get(place) or setting.document.title, 0, place))
        listed = (one for one in setting.outline(own) if one.level or not number)
        out += [
            Bookmark(one.words, max(one.level, int(number > 0)), f"{scope}{one.place}")
            for one in listed
        ]
    return out
