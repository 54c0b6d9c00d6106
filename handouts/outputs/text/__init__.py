"""The words alone, in reading order: to send, to paste, to be read aloud or translated."""

from __future__ import annotations

from ...content.editions import Edition
from ..output import Maker, Output

EDITION = Edition("text", "the words alone, to send, to paste, or to have read aloud")


def _maker() -> Maker:
    from .lines import MAKER  # noqa: PLC0415  (parts are loaded when one is read)

    return MAKER


OUTPUT = Output(".txt", "text/plain; charset=utf-8", (EDITION,), _maker, papered=False)
