"""Page numbers among the words of a paragraph: they are known when all pages are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ....source.values import replace
from ..text.lines import Line, Piece, Style, Token
from .runs import Inline


def named(
    lines: Sequence[Line], style: Style, inlines: Mapping[int, Inline], pages: Mapping[str, int]
) -> Sequence[Line]:
    """``lines`` with the numbers of the pages that their links lead to. Lines stay as they are
    broken: room was kept for a number of two digits. A place on none of the ``pages`` has none."""
    turns = {index: inline for index, inline in inlines.items() if inline.look == "page"}
    if not turns:
        return lines
    return [tuple(_named(line, style, turns, pages)) for line in lines]


def _named(
    line: Line, style: Style, turns: Mapping[int, Inline], pages: Mapping[str, int]
) -> Iterator[Token]:
    for place, token in enumerate(line):
        if not any(piece.inline in turns for piece in token.pieces):
            yield token
            continue
        pieces: list[Piece] = []
        for inline, same in groupby(token.pieces, lambda piece: piece.inline):
            if inline not in turns:
                pieces += same
            elif number := pages.get(turns[inline].target.removeprefix("#")):
                text = turns[inline].words.format(page=number)
                runs = style.regular.runs(text if place else text.lstrip())
                pieces += [Piece(run.face, inline, run.word) for run in runs]
        if pieces:
            yield replace(token, pieces=tuple(pieces))
