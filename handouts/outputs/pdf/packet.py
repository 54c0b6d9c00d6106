"""Several documents in one file: page numbers run through, each begins on a right-hand page."""

from __future__ import annotations

from ...document import Contents
from .ink.sheet import Book
from .ink.tags import Element
from .pages.missing import unpainted
from .setting import Rendered, Setting
from .write.finish import paper_boxes


def bound(settings: list[Setting]) -> Rendered:
    """A file of documents; the first one's list of contents gets the pages where the others begin."""
    for setting in settings:
        setting.compose()
    problems = tuple(problem for setting in settings for problem in setting.ctx.problems)
    if problems:
        return Rendered(b"", 0, {}, problems)
    starts, at = [], 0
    for setting in settings:
        starts.append(at)
        at += setting.sheets + (setting.sheets % 2 if setting is not settings[-1] else 0)
    settings[0].numbers |= {f"item-{number}": start + 1 for number, start in enumerate(starts[1:], 1)}
    slip = settings[0].document
    titles = dict(entry for part in slip.parts if isinstance(part, Contents) for entry in part.entries)
    book, root = Book(settings[0].edition.ink), Element("Document")
    outline: list[tuple[str, int, str]] = []
    for number, (setting, start) in enumerate(zip(settings, starts, strict=True)):
        setting.root.tag = "Part"
        root.kids.append(setting.root)
        book.scope = ""
        if number:
            book.sheet(start).place(f"item-{number}", setting.area.height)
            book.scope = f"{number}-"
        setting.draw(book, start, at)
        if number:
            outline.append((titles[f"item-{number}"], 0, f"item-{number}"))
        own = ((words, place) for words, level, place in setting.outline() if level or not number)
        outline += [(words, int(number > 0), f"{book.scope}{place}") for words, place in own]
    problems = tuple(problem for setting in settings for problem in setting.ctx.problems)
    problems += unpainted(book, [setting.texts for setting in settings])
    if problems:
        return Rendered(b"", 0, {}, problems)
    from .write.writer import write  # noqa: PLC0415  (ReportLab is loaded only when something is drawn)

    first = settings[0]
    data = write(first.document, book, root, outline, paper_boxes(first.edition, first.area))
    return Rendered(data, len(book.sheets), dict(first.numbers), ())
