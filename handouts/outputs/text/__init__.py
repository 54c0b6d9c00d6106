"""The words alone, in reading order: to send, to paste, to be read aloud or translated."""

from __future__ import annotations

from ...content.editions import Edition
from ..output import Output

EDITION = Edition("text", "the words alone, to send, to paste, or to have read aloud")


OUTPUT = Output(".txt", "text/plain; charset=utf-8", (EDITION,), f"{__name__}.lines", papered=False)
