"""The inline elements of a paragraph: what of its words is an element of its own."""

from __future__ import annotations

from ....source.values import value


@value
class Inline:
    """An inline element of a paragraph: how it is tagged and where it leads."""

    tag: str
    target: str = ""
    words: str = ""
    lang: str = ""
    actual: str = ""
    alt: str = ""
    look: str = ""  # link | cite | term | blank | entry | page | ""
    expansion: str = ""  # of an abbreviation
    name: str = ""  # of the field that a blank is
    room: float = 0.0  # points from its baseline up to the top of that field; 0: what words take
    after: str = ""  # the letter behind a page number, which may draw it nearer
