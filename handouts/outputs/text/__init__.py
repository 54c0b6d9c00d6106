"""The words alone, in reading order: to send, to paste, to be read aloud or translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...content.editions import Edition
from ..output import Made, Output, Shown

if TYPE_CHECKING:
    from ...meaning.document import Document

EDITION = Edition("text", "the words alone, to send, to paste, or to have read aloud")


def render(document: Document, edition: Edition, shown: Shown) -> Made:
    """The words of one document, a paragraph a line; nothing of its look is asked for."""
    from .lines import render as words  # noqa: PLC0415

    return Made(words(document).encode())


OUTPUT = Output(".txt", "text/plain; charset=utf-8", (EDITION,), render, papered=False)
