"""Page numbers among the words of a paragraph: they are known when all pages are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from ....source.values import replace
from ..text.cutter import WIDEST
from ..text.faces import EM
from ..text.lines import Line, Style, Token
from ..text.stack import Piece
from .marks import Inline

Paged = Callable[[str], int | None]  # the number of the page that a place is on, if on any


def named(
    lines: Sequence[Line], style: Style, inlines: Mapping[int, Inline], page_of: Paged
) -> Sequence[Line]:
    """``lines`` with the numbers of the pages that their links lead to. Lines stay as they are
    broken: room was kept for a number of two digits. A place that is on none of the pages has
    none."""
    turns = {index: inline for index, inline in inlines.items() if inline.look == "page"}
    if not turns:
        return lines
    return [tuple(_named(line, style, turns, page_of)) for line in lines]


def _named(
    line: Line, style: Style, turns: Mapping[int, Inline], page_of: Paged
) -> Iterator[Token]:
    for place, token in enumerate(line):
        if not any(piece.inline in turns for piece in token.pieces):
            yield token
            continue
        pieces: list[Piece] = []
        for inline, same in groupby(token.pieces, lambda piece: piece.inline):
            if inline not in turns:
                pieces += same
            elif number := page_of(turns[inline].target.removeprefix("#")):
                pieces += _told(tuple(same), turns[inline], number, style, begins=not place)
        if pieces:
            width = sum([piece.word.width for piece in pieces]) * style.size / EM
            yield replace(token, pieces=tuple(pieces), width=width)


def _told(
    pieces: Sequence[Piece], turn: Inline, number: int, style: Style, *, begins: bool
) -> Iterator[Piece]:
    """What says on which page something is; without the space before it where a line ``begins``.

    In a line of two directions each of its ``pieces`` is shaped anew in its own one.
    """
    stack, index = style.regular, pieces[0].inline
    if not pieces[0].text:
        text = turn.words.format(page=number)
        for run in stack.ahead(text.lstrip() if begins else text, turn.after):
            yield Piece(run.face, run.word, index)
        return
    for place, piece in enumerate(pieces):
        text = piece.text.replace(str(WIDEST), str(number))
        text = text.lstrip() if begins and not place else text
        for run in stack.directed(text, "rtl" if piece.level % 2 else "ltr") if text else ():
            yield Piece(run.face, run.word, index, piece.level, run.text)
