"""A whole output in one file: the words of a handout, for no paper. Tests put its folder beside the
others."""

from handouts.content.editions import Edition
from handouts.meaning.document import Document
from handouts.outputs.output import Made, Maker, Output, Shown
from handouts.outputs.text import lines as text


def render(document: Document, edition: Edition, shown: Shown) -> Made:
    """The words, under the name of their owner."""
    owner = f"{shown.locale.language} {edition.name} {shown.paper or 'no paper'}"
    return Made(f"{owner}\n{text.render(document)}\n".encode())


OUTPUT = Output(
    ".toy.md",
    "text/markdown",
    (Edition("toy", "the words alone"), Edition("toy-sheet", "fewer words", view="sheet")),
    Maker(render),
    papered=False,
)
