"""The notice that help with languages is free: each text in its language, as it was supplied."""

from __future__ import annotations

from ..content.blocks import Lowering
from ..content.notice import Notice
from ..meaning.document import Document, Heading, Paragraph, Part
from ..meaning.spans import Foreign
from .base import in_front


def notice(told: Notice, accent: str, issued: str, lower: Lowering) -> Document:
    """A page with the texts of ``told`` that somebody answers for."""
    texts = (Paragraph((Foreign(text, language),), "lead") for language, text in told.printed)
    parts: tuple[Part, ...] = (Heading(told.title, 2, "notice"), *texts)
    return in_front(told.title, told.title, parts, accent, issued, lower)
