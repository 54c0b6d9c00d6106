"""What a page of HTML says, read in order by a parser that reads as browsers do (html5lib)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib

# Elements that stand among the words of a line; all others part words.
INLINE = frozenset({"a", "abbr", "b", "span", "strong", "label"})
SPACE = "\N{LINE SEPARATOR}"  # between words of different lines
Node = Any  # an element of xml.etree


def parsed(data: bytes) -> Node:
    """The page as a tree. Raises ``html5lib.html5parser.ParseError``: it is not as it must be."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(data.decode("utf-8"))


def heard(page: Node) -> tuple[str, ...]:
    """The words of the text of a page, as they are heard one after the other."""
    return tuple("".join(_said(page.find(".//main"))).replace(SPACE, " ").split())


def _said(node: Node) -> Iterator[str]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if node.get("aria-hidden") == "true" or node.get("hidden") is not None or not tag:
        return
    apart = "" if tag in INLINE else SPACE
    yield apart
    if node.get("role") == "img":  # what is in it is not heard
        yield from (SPACE, node.get("aria-label"), SPACE)
        return
    if tag == "input":
        yield from (SPACE, node.get("value", ""), SPACE)
    yield node.text or ""
    for number, below in enumerate(node, 1):
        if tag == "ol" and node.get("role") is None:  # its numbers are heard
            yield f"{SPACE}{number} "
        yield from _said(below)
        yield below.tail or ""
    yield apart
