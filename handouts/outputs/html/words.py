"""Words of a page: each kind of span as an element, and the places that links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...content.locale import runs_back
from ...meaning.addresses import ascii_address
from ...meaning.document import Definitions, Document
from ...meaning.parts import every, sources
from ...meaning.shorts import pattern
from ...meaning.spans import (
    Blank,
    Cite,
    Foreign,
    Given,
    Link,
    Open,
    Short,
    Span,
    Spans,
    Strong,
    Term,
    Text,
    citation,
    cited_id,
    source_id,
    term_id,
)
from ...meaning.wholes import WHOLE
from ...screens.shell import ABROAD
from ...source.elements import Markup, element, joined

FIXED = "\u00a0"  # a space at which no line ends
HYPHENED = re.compile(r"(\d+(?:-\d+)+)")
TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # letters from right to left


@dataclass
class Words:
    """The words of one document; what it gives out is given out once, in reading order."""

    document: Document
    _cited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        references = self.document.references
        self.numbers = {entry.id: number for number, entry in enumerate(references, 1)}
        self.named = {entry.id: entry.named for entry in references}
        self.known = frozenset(sources(self.document.parts))
        lists = (part for part in every(self.document.parts) if isinstance(part, Definitions))
        self.explained = {entry.id for part in lists for entry in part.entries}
        self.back = runs_back(self.document.lang)
        self.short = dict(self.document.short_forms)
        self.shorts = pattern(self.short) if self.short else None

    def plain(self, text: str) -> Markup:
        """Words without marks, their abbreviations told."""
        return self.spans((Text(text),))

    def spans(self, spans: Spans) -> Markup:
        pairs = zip(spans, (*spans[1:], None), strict=True)
        return joined(*(one for span, after in pairs for one in self.span(held(span, after))))

    def span(self, span: Span) -> Iterator[Markup]:  # noqa: PLR0912  (one for each kind of span)
        match span:
            case Text(text):
                yield self.told(text)
            case Strong(text):
                yield element("strong", self.told(text))
            case Link(text, target):
                yield self.linked(text, target)
            case Cite(source):
                yield self.cite(source)
            case Term(text, key):
                goal = term_id(key)
                known = goal in self.explained
                told = self.told(text)
                yield element("a", told, class_="term", href=f"#{goal}") if known else told
            case Short(text, expansion, strong):
                told = element("abbr", text, title=expansion)
                yield element("strong", told) if strong else told
            case Foreign(text, lang):
                turned = runs_back(lang) != self.back
                way = ("rtl" if runs_back(lang) else "ltr") if turned else None
                yield element("span", text, lang=lang, dir=way)
            case Given(text, _, target, strong):
                told = self.linked(text, target) if target else self.given(text)
                yield element("strong", told) if strong else told
            case Blank(label):
                yield blank(label)
            case Open(fact):
                yield joined(fact)

    def told(self, text: str) -> Markup:
        """A text: abbreviations with what they stand for, numbers to call whole on their line."""
        if not self.shorts:
            return self.whole(text)
        pieces = enumerate(self.shorts.split(text))
        return joined(
            *(
                element("abbr", one, title=self.short[one]) if number % 2 else self.whole(one)
                for number, one in pieces
            )
        )

    def whole(self, text: str) -> Markup:
        """A text whose numbers with hyphens do not part at the end of a line; where it runs from
        right to left, what is read from the left does."""
        return isolated(text) if self.back else whole(text)

    def given(self, text: str) -> Markup:
        """What a clinic has filled in, and the name of a source: it runs as its own letters do, but
        for what goes on with something before it."""
        if self.back and text[:1].isalnum():
            return element("span", isolated(text), dir="auto")
        return self.whole(text) if self.back else joined(text)

    def linked(self, text: str, target: str) -> Markup:
        """A link; a number to call and an address run from left to right everywhere."""
        return linked(text, target, back=self.back)

    def cite(self, source: str) -> Markup:
        """A citation; the first one of a source is where the list of sources leads back to."""
        first = source not in self._cited
        self._cited.add(source)
        return element(
            "a",
            citation(self.numbers[source]),
            class_="cite",
            id=cited_id(source) if first else None,
            href=f"#{source_id(source)}",
            title=self.named[source] or None,
        )


def held(span: Span, after: Span | None) -> Span:
    """A text; a citation behind it begins no line."""
    if isinstance(span, Text) and isinstance(after, Cite) and span.text.endswith(" "):
        return Text(f"{span.text[:-1]}{FIXED}")
    return span


def whole(text: str) -> Markup:
    """A text whose numbers with hyphens do not part at the end of a line."""
    first, *pieces = HYPHENED.split(text)
    numbered = enumerate(pieces)
    kept = (one if number % 2 else element("span", one, class_="whole") for number, one in numbered)
    return joined(first, *kept)


def isolated(text: str) -> Markup:
    """A text that runs from right to left; what is read from the left as a whole stays so."""
    pieces, at = list[str | Markup](), 0
    for match in re.finditer(WHOLE, text):
        pieces += [text[at : match.start()], element("span", match[0], class_="whole", dir="ltr")]
        at = match.end()
    return joined(*pieces, text[at:])


def linked(text: str, target: str, *, back: bool = False) -> Markup:
    """A link; one that leads out of the page tells nothing of where it was followed. In a text that
    runs ``back`` a number to call or an address runs from left to right."""
    if target.startswith("#"):
        return element("a", text, href=target)
    rel = ABROAD if target.startswith("http") else None
    way = "ltr" if back and not TURNED.search(text) else None
    return element("a", text, href=ascii_address(target), rel=rel, dir=way)


def blank(label: str) -> Markup:
    """A line to write on; what is asked is heard."""
    asked = element("span", label, class_="heard")
    return element("label", asked, box(), class_="blank")


def box(**more: str | float | None) -> Markup:
    """A field of one line. It is never sent, and no browser keeps it: not in its list of what was
    typed, and not with a service that looks for slips of the pen."""
    return element("input", type="text", autocomplete="off", spellcheck="false", **more)
