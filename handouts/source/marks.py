"""What looks like a mark: the author's own marks, and what other programs mean something by.

Markdown, HTML and bare addresses would be printed letter by letter, and nobody asked for that. So
every text that is printed is looked through, whoever wrote it: texts with marks
(``content/inline.py``), titles and labels (``reader.Words``), facts of clinics, names of reviewers,
the words of a language. Each pattern takes time in proportion to the text it looks through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .patterns import later
from .rows import NamedTuple

# Bold, braces of terms and facts, links, sources, words of another language.
OURS = re.compile(r"\*\*|[{}]|\]\(|\[S\d+\]|\[[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*: ")
# What the signs of a mark are when they are meant as they stand.
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
LINK = later(r"(?P<words>\[[^\[\]]*\])(?P<target>\((?:[^()]|\([^()]*\))*\))")

HINTS = {
    "tag": "tags mean nothing here",
    "entity": "write the character itself",
    "code": "for a quotation write quotation marks",
    "image": "a picture is a block of its own: '- figure: ...'",
    "rule": "a line to write on is a block of its own: '- fill-in: ...'",
    "emphasis": "bold is written **words**, and there is no other emphasis",
    "list": "a list is a block of its own: '- bullets: ...', '- ticks: ...' or '- steps: ...'",
    "heading": "a heading is a block of its own: '- heading: ...'",
    "quote": "what is set apart is a block of its own: '- note: ...'",
    "table": "a table is a block of its own: '- table: ...'",
    "address": "an address is written as a link: [words](https://...)",
    "mail": "an address is written as a link: [words](mailto:name@example.org)",
    "nothing": "YAML means nothing by it: write the words, or leave the field out",
}
_INLINE = later(
    r"(?P<tag><!--|</?[a-zA-Z][^<>]{0,200}>)"
    r"|(?P<entity>&(?:#\w{1,8}|[a-zA-Z]\w{1,30});)"
    r"|(?P<code>`+)"
    r"|(?P<image>!\[)"
    r"|(?P<rule>_{3,})"
    r"|(?P<emphasis>~~(?=\S)"
    r"|(?<![\w*])\*(?![\s*])[^*]{1,300}(?<!\s)\*(?![\w*])"
    r"|(?<![\w_])(?P<under>__?)(?![\s_]).{1,300}?(?<![\s_])(?P=under)(?![\w_]))"
)
_AT_START = re.compile(
    r"(?:^|\n)[ \t]*(?:"
    r"(?P<list>[-*+\u2022](?=[ \t]+\S)|1[.)](?=[ \t][^\n]*\s2[.)]\s|[^\n]*\n[ \t]*2[.)]\s))"
    r"|(?P<heading>#{1,6}(?=[ \t]+\S))"
    r"|(?P<quote>>(?=[ \t]+[^\W\d_]))"
    r"|(?P<table>\|(?=[^\n]*\|))"
    r"|(?P<rule>(?:-{3,}|\*{3,}|={3,})(?=[ \t]*(?:\n|$)))"
    r"|(?P<nothing>(?:~|null|NULL)(?![\s\S])))"
)
_LISTED = re.compile(r"\n[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?=\S)")
_WEB = later(
    r"(?P<address>(?<![\w@/.])(?:https?://|www\.)(?=\w)[^\s()<>\[\]]{1,60})"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})",
    re.IGNORECASE,
)
# Without one of these no pattern finds anything, and nearly all texts are without: looking for them
# takes a tenth of the time.
_SIGNS = {
    _INLINE: re.compile(r"[<&`!_~*]"),
    _AT_START: re.compile(r"(?:^|\n)[ \t]*(?:[-*+\u2022#>|=1~]|null|NULL)"),
    _WEB: re.compile(r"@|://|[wW]{3}"),
}


class Seen(NamedTuple):
    """Something that looks like a mark: where it begins, its signs, and what to write."""

    start: int
    text: str
    hint: str


def lookalikes(text: str) -> Iterator[Seen]:
    """What other programs mean something by, in a text with marks of ours.

    What has a backslash before it is meant as it stands; targets of links and addresses that are
    the words of a link are right where they are.
    """
    meant = ESCAPED.sub("\0\0", text)
    linked = "](" in meant
    bare = LINK.sub(_untargeted, meant) if linked else meant
    yield from _seen(_AT_START, bare)
    yield from _seen(_INLINE, bare)
    yield from _seen(_WEB, LINK.sub(_blank, meant) if linked else meant)


def run_in(raw: str) -> bool:
    """Whether a text as it stands in its file, ``raw``, has lines like those of a list: YAML joins
    them."""
    return len(_LISTED.findall(raw)) > 1


def first(text: str) -> Seen | None:
    """The first thing that looks like a mark, of ours or other people's, in a text without any."""
    found = [*_seen(_AT_START, text), *_seen(_INLINE, text), *_seen(_WEB, text)]
    if ours := OURS.search(text):
        found.append(Seen(ours.start(), ours[0], ""))
    return min(found, default=None)


def _seen(pattern: re.Pattern[str], text: str) -> Iterator[Seen]:
    if not _SIGNS[pattern].search(text):
        return
    for match in pattern.finditer(text):
        kind = next(name for name in match.groupdict() if name in HINTS and match[name])
        yield Seen(match.start(kind), match[kind].strip(), HINTS[kind])


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _untargeted(match: re.Match[str]) -> str:
    return match["words"] + "\0" * len(match["target"])
