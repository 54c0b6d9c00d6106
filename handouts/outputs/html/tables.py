"""Tables of a page: a phone shows their rows one below the other, so their roles are said."""

from __future__ import annotations

from ...meaning.document import Cell, Table
from ...source.elements import NOTHING, Markup, element
from .forms import Forms
from .words import Words

LONG = 1000  # of a bar: its units


def table(part: Table, words: Words, forms: Forms) -> Markup:
    """A table; each cell knows the head of its column."""
    captions = [element("span", part.caption)] if part.caption else []
    captions += [element("span", part.spoken, class_="heard")] if part.spoken else []
    caption = element("caption", *captions) if captions else NOTHING
    top = element("thead", element("tr", *map(_head, part.head), role="row"), role="rowgroup")
    rows = (_row(row, part.head, words, forms) for row in part.rows)
    body = element("tbody", *rows, role="rowgroup")
    class_ = f"columns-{len(part.head)}"
    return element("table", caption, top, body, role="table", class_=class_)


def _head(text: str) -> Markup:
    """An empty one is no head of anything."""
    if not text:
        return element("td", role="cell")
    return element("th", text, scope="col", role="columnheader")


def _row(row: tuple[Cell, ...], heads: tuple[str, ...], words: Words, forms: Forms) -> Markup:
    first, *rest = (_inside(cell, words, forms) for cell in row)
    cells = [element("th", *first, scope="row", role="rowheader")]
    for inside, head in zip(rest, heads[1:], strict=True):
        cells.append(element("td", *inside, role="cell", data_head=head))
    return element("tr", *cells, role="row")


def _inside(cell: Cell, words: Words, forms: Forms) -> list[Markup]:
    told = [words.spans(spans) for spans in cell.paragraphs]
    inside = told if len(told) < 2 else [element("p", one) for one in told]
    if cell.share is not None:
        inside.append(_bar(cell.share))
    if cell.box:
        inside.append(forms.tick("checkbox", called=cell.box.spoken or cell.box.label))
    return inside


def _bar(share: float) -> Markup:
    """How many of all people, for those who see: the words above it say the same."""
    whole = element("rect", width=LONG, height=1, class_="all")
    part = element("rect", width=round(LONG * share, 1), height=1, class_="some")
    seen = {"viewBox": f"0 0 {LONG} 1", "preserveAspectRatio": "none", "class_": "share"}
    return element("svg", whole, part, aria_hidden="true", **seen)
