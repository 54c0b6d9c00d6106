"""What the house asks of this output: files of one document, or of several."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from ...content.editions import PAPERS, Edition
from ...meaning.document import Document
from ...source.values import replace
from ..output import Made, Maker, Shown
from .ink import structure
from .setting import Rendered
from .studio import Studio
from .text import cutting, subsets
from .text.kept import Kept
from .text.watch import Watch
from .write import fields, links, objects
from .write.measured import measures

PAGE_OF_BOTH = "{page}/{pages}"  # what needs no language, and reads one way in all


def studio_of(edition: Edition, shown: Shown) -> Studio:
    """What all documents of an edition share."""

    def make() -> Studio:
        pictures = (shown.figures, shown.icons, shown.logo)
        paper = PAPERS[shown.paper]
        return Studio(shown.brand, edition, paper, shown.assets, *pictures, shown.binding)

    return shown.once("studio", edition, shown.paper, shown.binding, make=make)


def words_of(shown: Shown) -> Kept:
    """Words that are set already; none are kept of a patient's paper."""
    return Watch(shown.private) if shown.private else shown.once("words", make=Kept)


def render(document: Document, edition: Edition, shown: Shown) -> Made:
    """One document as a file."""
    page_of = PAGE_OF_BOTH if document.beside else shown.locale.words.page_of
    setting = studio_of(edition, shown).setting(document, page_of)
    return made_of(replace(setting, attached=shown.attached).render(words_of(shown)))


def bound(documents: Sequence[tuple[Document, Edition]], shown: Shown) -> Made:
    """Several documents in one file; the first is the slip that lists the others."""
    of_both = any(document.beside for document, _ in documents)
    page_of = PAGE_OF_BOTH if of_both else shown.locale.words.page_of
    settings = [studio_of(edition, shown).setting(one, page_of) for one, edition in documents]
    made: Rendered = import_module(f"{__package__}.packet").bound(settings, words_of(shown))
    return made_of(made)


def gathered(files: Sequence[bytes]) -> bytes:
    """Files that are made already as one. Raises ``ValueError``: one is another's."""
    whole: bytes = import_module(f"{__package__}.write.gathered").gathered(files)
    return whole


def made_of(one: Rendered) -> Made:
    """What an output gives, of what was rendered."""
    rules = tuple((rule.name, rule.measured, rule.kept) for rule in one.preflight)
    return Made(one.data, one.problems, one.pages, rules, str(one.printing), one.mould)


def forget() -> None:
    """Drops what the process remembers of words, letters and pages."""
    cutting.forget()
    subsets.forget()
    objects.forget()
    links.forget()
    fields.forget()
    structure.forget()


def ink(data: bytes) -> float:
    """How much ink a file takes."""
    return measures().ink(data)


MAKER = Maker(render, bound, ink, gathered, forget)
