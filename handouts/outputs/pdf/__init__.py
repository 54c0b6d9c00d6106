"""The printed brochure: a document as a tagged PDF that is PDF/UA-1 and PDF/A-2a at once.

story (boxes and structure elements) -> compose (pages) -> sheet (content streams) -> writer (the
file). What lays out is loaded only when something is laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...content.editions import EDITIONS, PAPERS, Edition
from ..output import Made, Output, Shown

if TYPE_CHECKING:
    from ...meaning.document import Document
    from .setting import Rendered
    from .studio import Studio
    from .text.kept import Kept


def studio_of(edition: Edition, shown: Shown) -> Studio:
    """What all documents of an edition share."""
    from .studio import Studio  # noqa: PLC0415

    def make() -> Studio:
        pictures = (shown.figures, shown.icons, shown.logo)
        paper = PAPERS[shown.paper]
        return Studio(shown.brand, edition, paper, shown.assets, *pictures, shown.binding)

    return shown.once("studio", edition, shown.paper, shown.binding, make=make)


def kept(shown: Shown) -> Kept | None:
    """Words that are set already; none are kept of a patient's paper."""
    from .text.kept import Kept  # noqa: PLC0415

    return None if shown.private else shown.once("words", make=Kept)


def render(document: Document, edition: Edition, shown: Shown) -> Made:
    """One document as a file."""
    page_of = shown.locale.words.page_of
    return made_of(studio_of(edition, shown).render(document, page_of, kept(shown)))


def bound(documents: Sequence[tuple[Document, Edition]], shown: Shown) -> Made:
    """Several documents in one file; the first is the slip that lists the others."""
    from .packet import bound as bind  # noqa: PLC0415

    page_of = shown.locale.words.page_of
    settings = [studio_of(edition, shown).setting(one, page_of) for one, edition in documents]
    return made_of(bind(settings, kept(shown)))


def made_of(one: Rendered) -> Made:
    """What an output gives, of what was rendered."""
    rules = tuple((rule.name, rule.measured, rule.kept) for rule in one.preflight)
    return Made(one.data, one.problems, one.pages, rules)


def ink(data: bytes) -> float:
    """How much ink a file takes."""
    from .weigh import ink as weighed  # noqa: PLC0415

    return weighed(data)


def forget() -> None:
    """Drops the words that were shaped."""
    from .text.lines import forget as drop  # noqa: PLC0415

    drop()


OUTPUT = Output(
    ".pdf", "application/pdf", tuple(EDITIONS.values()), render, bound=bound, ink=ink, forget=forget
)
