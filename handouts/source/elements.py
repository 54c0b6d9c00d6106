"""Elements of HTML and SVG as text: everything escaped, attributes in the order they are given.

The same words give the same bytes. What is markup already is a ``Markup``; all else is words.
"""

from __future__ import annotations

import re

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})  # elements without an end
EMPTY = frozenset({"circle", "image", "path", "use"})  # of SVG: they end as they begin
# what is escaped: most texts have none, and are not gone through
MARKS = re.compile("[&<>\"']")
# (``html`` has the same, and with it the names of 2,000 letters: 350 kB in every process)
IN_WORDS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
IN_VALUES = IN_WORDS | str.maketrans({'"': "&quot;", "'": "&#x27;"})


class Markup(str):
    """Text that is markup already, and is not escaped again."""

    __slots__ = ()


NOTHING = Markup("")


def joined(*parts: str) -> Markup:
    """Words and markup, one after the other."""
    return Markup("".join(map(_safe, parts)))


def element(tag: str, *inside: str, **attributes: str | float | bool | None) -> Markup:
    """An element with what is in it.

    ``class_`` is the attribute "class", ``aria_label`` is "aria-label"; what is ``None`` or
    ``False`` is left out, what is ``True`` has no value.
    """
    start = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}"
    if tag in EMPTY:
        return Markup(f"{start}/>")
    return Markup(f"{start}>" if tag in VOID else f"{start}>{joined(*inside)}</{tag}>")


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    called = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {called}"
    told = short(value) if isinstance(value, int | float) else value
    return f' {called}="{told.translate(IN_VALUES) if MARKS.search(told) else told}"'


def classes(*names: str) -> str:
    """Several classes of one element."""
    return " ".join(filter(None, names))


def short(value: float) -> str:
    """A number in as few digits as show its hundredths."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _safe(part: str) -> str:
    if isinstance(part, Markup) or not MARKS.search(part):
        return part
    return escaped(part)


def escaped(words: str) -> str:
    """Words as they stand between tags."""
    return words.translate(IN_WORDS)
