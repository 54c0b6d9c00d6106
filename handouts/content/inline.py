"""The author's inline marks -> spans: bold, terms, clinic facts, citations, links, words of another
language.

::

    **bold**   {term}   {other words|term}   {{clinic.phone}}   [S65]
    [words](https://example.org)   [words](#section)   [es: palabras]   \\{ a plain brace

Inside bold other marks may stand, inside the others none. What is a mark elsewhere
(``source/marks.py``) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from typing import Annotated

from ..meaning.spans import Cite, Foreign, Link, Open, Span, Spans, Strong, Term, Text
from ..source.fields import ValidationInfo
from ..source.letters import MOST_NAMED
from ..source.marks import HINTS as MARKED
from ..source.marks import lookalikes, run_in
from ..source.problems import Refused, Where, did_you_mean
from ..source.reader import Reading, reading, web_address
from ..source.refusals import alone
from ..source.schema import TEXT, JsonSchema, made_by
from ..source.tree import SPACES, Scalar

MARK = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\*\*(?P<strong>(?:\\.|[^*\\])+)\*\*"
    r"|\{\{(?P<fact>[^{}]*)\}\}"
    r"|(?P<half>\{\{[^{}]*\})"
    r"|\{(?P<term>[^{}|]+)(?:\|(?P<key>[^{}|]+))?\}"
    r"|\[(?P<source>S\d+)\]"
    r"|\[(?P<lang>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*): (?P<foreign>[^\[\]]+)\]"
    r"|\[(?P<link>[^\[\]]+)\]\((?P<target>(?:[^()]|\([^()]*\))*)\)"
    r"|(?P<other>\{[^{}]*\}|\[[^\[\]]*\])"
    r"|(?P<stray>\*\*|[{}\[\]])"
)
SIGNS = re.compile(r"[\\*{}\[\]]")  # every mark has one of them
# how a link is written that was meant to be one of these
LINKS = {
    "tel": "write the number in digits, without spaces: tel:+1-555-010-0100",
    "mailto": "write the address alone: mailto:name@example.org",
}
MAIL, PHONE = re.compile(r"mailto:[^\s@]+@[^\s@]+\.[^\s@]+"), re.compile(r"tel:\+?[0-9().;=a-z-]+")
FACT = "clinic."
MOST_ADDRESS = 300  # characters, as for addresses of sources and of the clinic
UNDECLARED = "content/facts.yaml says which facts there are"
LITERAL = "to print the character itself, put a backslash before it"
HINTS = {
    "{": "a term is written {term} or {terms|term}",
    "[": "a source is written [S12], a link [words](https://...)",
}


def spans(text: str, context: Reading) -> Spans:
    """The spans of ``text``; what is wrong in it is reported to ``context`` at its place."""
    parser = _Parser(text, context)
    parser.lookalikes()
    found = tuple(_joined(parser.spans()))
    if not any(isinstance(span, Open) for span in found):
        return found
    found = tuple(span for span in found if not isinstance(span, Text) or span.text.strip())
    if len(found) > 1:
        parser.crowded()
    return found


def _joined(parts: Iterator[Span]) -> Iterator[Span]:
    """Neighbouring plain texts as one."""
    pending = ""
    for part in parts:
        if isinstance(part, Text):
            pending += part.text
            continue
        if pending:
            yield Text(pending)
            pending = ""
        yield part
    if pending:
        yield Text(pending)


def _shortened(text: str) -> str:
    told: str = import_module("textwrap").shorten(text, 60, placeholder=" ...")
    return told


class _Parser:
    def __init__(self, text: str, context: Reading) -> None:
        self.source = text
        self.text = SPACES.sub(" ", text)
        self.context = context
        self.facts: list[re.Match[str]] = []
        self.failed = 0

    def fail(self, match: re.Match[str], message: str, hint: str = "") -> None:
        self.report(self.text[: match.start()], message, hint)

    def report(self, before: str, message: str, hint: str) -> None:
        """Reports what stands after ``before``; the first few, where a text is full of mistakes."""
        self.failed += 1
        if self.failed > MOST_NAMED:
            return
        letters = len(SPACES.sub("", before))
        if self.failed == MOST_NAMED:
            message = f"{message}, and there may be more like it in this text"
        at = self.source.place(letters) if isinstance(self.source, Scalar) else Where("?")
        self.context.report(at, message, hint)

    def lookalikes(self) -> None:
        """Reports what is a mark elsewhere and would be printed here as it stands."""
        found = tuple(lookalikes(self.source))
        for seen in found:
            message = f"'{_shortened(seen.text)}' is no mark"
            self.report(self.source[: seen.start], message, f"{seen.hint}; {LITERAL}")
        if not found and isinstance(self.source, Scalar) and run_in(self.source.raw):
            self.report("", "these lines would be printed as one", MARKED["list"])

    def words(self, match: re.Match[str], group: str) -> str:
        """The words inside a mark, where no other mark may stand."""
        start, end = match.span(group)
        out, at = "", start
        for inner in MARK.finditer(self.text, start, end):
            if not inner["escaped"]:
                hint = "end the one before the other begins, or put this inside ** **"
                self.fail(inner, f"'{inner[0]}' stands inside another mark", hint)
            out += self.text[at : inner.start()] + (inner["escaped"] or inner[0])
            at = inner.end()
        out += self.text[at:end]
        if not out.strip():
            self.fail(match, "there are no words in this mark", "write what is to be read there")
        return out

    def spans(self) -> Iterator[Span]:
        if self.text and not SIGNS.search(self.text):
            return iter((Text(self.text),))  # as most texts: there is nothing to take apart
        return self.between(0, len(self.text))

    def between(self, start: int, end: int) -> Iterator[Span]:
        for match in MARK.finditer(self.text, start, end):
            if match.start() > start:
                yield Text(self.text[start : match.start()])
            if match["strong"]:  # other marks may stand inside bold
                if match["strong"] != match["strong"].strip():
                    hint = f"bold is written **words**, with its spaces outside; {LITERAL}"
                    self.fail(match, "these ** stand beside a space", hint)
                for part in self.between(*match.span("strong")):
                    yield Strong(part.text) if isinstance(part, Text) else part
            else:
                yield self.span(match)
            start = match.end()
        if start < end:
            yield Text(self.text[start:end])

    def span(self, match: re.Match[str]) -> Span:
        if match["escaped"]:
            return Text(match["escaped"])
        if match["fact"] is not None:
            return self.fact(match)
        if match["term"]:
            return self.term(match)
        if match["source"]:
            if match["source"] not in self.context.names.get("source", {match["source"]}):
                self.fail(
                    match,
                    f"unknown source id '{match['source']}'",
                    "add it to content/sources.yaml",
                )
            return Cite(match["source"])
        if match["foreign"]:
            return Foreign(self.words(match, "foreign"), match["lang"])
        if match["link"]:
            return self.link(match)
        return self.nothing(match)

    def link(self, match: re.Match[str]) -> Span:
        target, places = match["target"], self.context.names.get("place")
        if target.startswith("#") and places is not None and target[1:] not in places:
            self.fail(
                match,
                f"there is no section '{target[1:]}' to link to",
                did_you_mean(target[1:], places),
            )
        elif not target.startswith("#"):
            self.leads(match, target)
        return Link(self.words(match, "link"), target)

    def leads(self, match: re.Match[str], target: str) -> None:
        """Reports a target that leads nowhere outside of the document."""
        if target.startswith(("http://", "https://")):
            try:
                web_address(target)
            except Refused as refused:
                self.fail(match, refused.message, refused.hint)
        elif len(target) > MOST_ADDRESS:
            message = f"this address is longer than {MOST_ADDRESS} characters"
            self.fail(match, message, "use a shorter one")
        elif not (MAIL.fullmatch(target) or PHONE.fullmatch(target)):
            told = _shortened(target)
            hint = LINKS.get(
                target.partition(":")[0].lower(), "write https://..., or #id of a section"
            )
            self.fail(match, f"this is no link: '{told}'", hint)

    def nothing(self, match: re.Match[str]) -> Span:
        """Something that only looks like a mark."""
        if match["half"]:
            self.fail(match, f"'{match['half']}' is not closed", "a clinic fact ends with }}")
        elif match["other"]:
            hint = f"{HINTS[match['other'][0]]}; {LITERAL}"
            self.fail(match, f"'{match['other']}' is no mark", hint)
        elif match["stray"] == "**":
            self.fail(
                match, "these ** do not belong to a pair", f"bold is written **words**; {LITERAL}"
            )
        else:
            self.fail(
                match,
                f"this {match['stray']} does not belong to a pair",
                f"close it, or open it; {LITERAL}",
            )
        return Text(match[0])

    def term(self, match: re.Match[str]) -> Span:
        group = "key" if match["key"] else "term"
        forms: Mapping[str, str] | None = self.context.names.get("term")
        if forms is None:
            return Term(self.words(match, "term"), match[group])
        key = forms.get(match[group]) or forms.get(match[group].lower())
        if key is None:
            hint = did_you_mean(match[group], forms) or "add it to content/glossary"
            self.fail(match, f"unknown term '{match[group]}'", hint)
        return Term(self.words(match, "term"), key or match[group])

    def fact(self, match: re.Match[str]) -> Span:
        facts: Collection[str] | None = self.context.names.get("fact")
        whole = match["fact"].strip()
        name = whole.removeprefix(FACT)
        if facts is not None and (name not in facts or not whole.startswith(FACT)):
            hint = did_you_mean(whole, (FACT + known for known in facts)) or UNDECLARED
            self.fail(match, f"unknown clinic fact '{whole}'", hint)
            return Text("")
        self.facts.append(match)
        return Open(name)

    def crowded(self) -> None:
        """Reports facts among other words: nobody knows how long they are, or what grammar they
        have."""
        for match in self.facts:
            name = match["fact"].strip().removeprefix(FACT)
            hint = f"give it a line of its own: '- clinic-facts: [{name}]', or a cell of a table"
            self.fail(match, "a clinic fact stands alone, never among other words", hint)


def rich(value: object, info: ValidationInfo) -> object:
    """The spans of a text that an author wrote. Raises ``Refused`` where there is none."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise Refused("expected text", alone(value))
    if not value.strip():
        raise Refused("this text is empty", "write it; a field that is not needed may be left out")
    return spans(value, reading(info))


Rich = Annotated[Spans, made_by(rich), JsonSchema(TEXT)]
