"""Reads what a clinic has filled in: ``clinic.yaml``, and over it ``clinic.<language>.yaml``.

A value may be a plain text; a phone number may be followed by what belongs to it, a fever by how it
is taken. Values that only look filled in (quotes, dashes, "TODO") are refused: they would print as
if they were facts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..content.facts import MOST, NAME, PERSONAL, Declaration, Declared, Facts, Known, Value
from ..content.locale import Locale
from ..source.files import person_key
from ..source.parsing import parse
from ..source.problems import Problems, Refused, Where, did_you_mean
from ..source.reader import Reading, plain_words
from ..source.refusals import QUOTES
from ..source.tree import Map, Scalar, Sequence, Tree
from ..source.wide import BEGINS, ENDS
from .values import KINDS

# a whole value in the quotes of a word processor
CURLY = re.compile(
    r"[\u201c\u201e\u2018\u201a\u00ab][^\u2018-\u201f\u00ab\u00bb]*[\u201c\u201d\u2019\u00bb]"
)
STRAIGHT = 'type straight ones by hand, as in "text", or none'
SHORTER = "say it shorter: what is longer does not fit on the smallest paper it is printed on"
SHORT_ADDRESS = (
    "take away what follows a ? or #, if the page opens without, or have a short address made: "
    "people type it from paper"
)
FIELDS = {"phone": ("number", "note"), "temperature": ("value", "note"), "person": ("name", "role")}
BRACKETS = re.compile(r"\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|\([^()]*\)")


def read_facts(
    files: dict[str, bytes], declared: Declared, locale: Locale, context: Reading
) -> Facts | None:
    """The facts in ``files`` (name as messages call it -> its bytes, a language's own file last).

    ``None`` when problems were reported to ``context``.
    """
    before = len(context.problems)
    home = Where(next(iter(files), "clinic.yaml"))
    reader = _Clinic(declared, locale, context, home)
    for name, data in files.items():
        try:
            tree, unprintable = parse(data, name, context.lacks)
        except Problems as found:
            context.problems.extend(found.problems)
            continue
        context.problems.extend(unprintable)
        context.trees[name] = tree
        reader.file(tree)
    if len(context.problems) == before and not reader.values.get(NAME):
        where = reader.places.get(NAME) or Where(next(iter(files), "clinic.yaml"))
        context.report(
            where, f"the clinic has no '{NAME}'", f"write '{NAME}: ...', as patients know it"
        )
    return reader.facts() if len(context.problems) == before else None


class _Clinic:
    """Gathers the values of one clinic, file by file."""

    def __init__(self, declared: Declared, locale: Locale, context: Reading, home: Where) -> None:
        """``home`` is where a fact belongs that nobody has written."""
        self.declared, self.locale, self.context = declared, locale, context
        self.home = home
        self.values: dict[str, tuple[Value, ...]] = {}
        self.places: dict[str, Where] = {}
        self.persons: dict[str, None] = {}
        self.file_of: dict[str, str] = {}  # person -> the file that names them
        self.placeholders = frozenset(locale.placeholders)

    def facts(self) -> Facts:
        known = {}
        for name, one in self.declared.every():
            known[name] = Known(
                name,
                one.single,
                one.label,
                self.values.get(name, ()),
                one.release,
                one.clinical,
                one.optional,
                one.contact,
                one.code,
                one.kind == "list",
                one.most,
                self.places.get(name, self.home),
            )
        return Facts(known, self.declared, tuple(self.persons))

    # -------------------------------------------------------------- shape of the file

    def file(self, tree: Tree) -> None:
        """One file: the facts, and the rules of single persons."""
        if not isinstance(tree, Map):
            self.context.report(
                tree.at, "expected fields", "write each fact on its own line, as 'name: value'"
            )
            return
        self.level(tree, "")
        persons = tree.get(PERSONAL, "")
        if isinstance(persons, Map):
            for person, rules in persons.items():
                self.person(person, rules, persons.places[person])
        elif persons != "":
            self.context.report(
                tree.places[PERSONAL],
                "expected names",
                "write each person's name, then their rules",
            )

    def person(self, name: str, rules: Tree, at: Where) -> None:
        name = " ".join(unicodedata.normalize("NFC", name).split())
        other = next((one for one in self.persons if person_key(one) == person_key(name)), "")
        if not isinstance(rules, Map):
            self.context.report(
                at, "expected fields", "write each rule on its own line, as 'name: value'"
            )
        elif other and (other != name or self.file_of[other] == at.path):
            self.context.report(
                at, f"'{name}' and '{other}' are the same name", "write one of them, with all rules"
            )
        elif self.filled(name, at) and self.plain(name, at):
            self.file_of[name] = at.path
            self.persons[name] = None
            self.level(rules, name)

    def plain(self, name: str, at: Where) -> bool:
        """Whether a name has no marks in it; those are reported."""
        try:
            plain_words(name)
        except Refused as refused:
            self.context.report(at, refused.message, refused.hint)
            return False
        return True

    def level(self, tree: Map, person: str) -> None:
        """The facts that stand side by side in ``tree``."""
        groups = self.declared.groups
        for name, value in tree.items():
            if name in self.declared.facts:
                self.fact(name, self.declared.facts[name], value, tree, name, person)
            elif name in groups:
                self.group(name, value, tree.places[name], person)
            elif name != PERSONAL or person:
                known = (*self.declared.facts, *groups, *([] if person else [PERSONAL]))
                hint = did_you_mean(name, known) or "content/facts.yaml says which facts there are"
                self.context.report(tree.keys_at[name], f"there is no fact '{name}'", hint)

    def group(self, group: str, tree: Tree, at: Where, person: str) -> None:
        """What each handout of a group has of its own."""
        declared = self.declared.groups[group]
        if not isinstance(tree, Map):
            if tree != "":
                self.context.report(
                    at,
                    "expected fields",
                    f"write one of these, then its facts: {', '.join(declared.of)}",
                )
            return
        for slug, own in tree.items():
            if slug not in declared.of:
                hint = did_you_mean(slug, declared.of)
                self.context.report(
                    tree.keys_at[slug], f"'{slug}' is no handout of '{group}'", hint
                )
            elif isinstance(own, Map):
                for name, value in own.items():
                    if name in declared.facts:
                        self.fact(f"{slug}.{name}", declared.facts[name], value, own, name, person)
                    else:
                        hint = did_you_mean(name, declared.facts)
                        self.context.report(
                            own.keys_at[name], f"there is no fact '{name}' of a handout", hint
                        )
            elif own != "":
                hint = f"write each fact as '{next(iter(declared.facts))}: ...'"
                self.context.report(tree.places[slug], "expected fields", hint)

    # -------------------------------------------------------------- one fact

    def fact(
        self, name: str, one: Declaration, value: Tree, tree: Map, key: str, person: str
    ) -> None:
        at = tree.places[key]
        entries = value if one.kind == "list" and isinstance(value, Sequence) else [value]
        places = entries.places if isinstance(entries, Sequence) else [at]
        if len(entries) > MOST:
            self.context.report(
                at, f"'{key}' has {len(entries)} entries, it may have {MOST}", "leave some out"
            )
        found: list[Value] = []
        for entry, where in zip(entries[:MOST], places, strict=False):
            try:
                found.extend(self.value(one, key, entry, where, person))
            except Refused as refused:
                self.context.report(where, refused.message, refused.hint)
        others = tuple(old for old in self.values.get(name, ()) if old.person != person)
        self.places.setdefault(name, at)
        if found and person:
            self.values[name] = (*others, *found)
        elif found:
            self.values[name], self.places[name] = (*found, *others), at

    def value(
        self, one: Declaration, key: str, entry: Tree, at: Where, person: str
    ) -> Iterator[Value]:
        kind = one.single
        text, note = self.halves(kind, entry, at)
        if any(CURLY.fullmatch(part) for part in (text, note)):
            raise Refused("this stands in curly quotes, which would be printed", STRAIGHT)
        if not text and not note:
            return
        for part in filter(None, (text, note)):
            if not self.filled(part, at):
                return
        for part in (text, note) if kind != "web" else ():  # addresses have rules of their own
            plain_words(part)
        value = KINDS[kind](text, note, self.locale)
        value = Value(value.text, value.note, value.target, person, at)
        if value.note and not self.filled(value.note, at):
            return
        _once(value, one)
        if len(value) > one.most:
            message = f"the fact '{key}' has {len(value)} characters, it may have {one.most}"
            raise Refused(message, SHORT_ADDRESS if kind == "web" else SHORTER)
        yield value

    def halves(self, kind: str, entry: Tree, at: Where) -> tuple[str, str]:
        """What was written, and the note written apart from it; white space of any kind as single
        spaces."""
        if isinstance(entry, Scalar):
            return _lines(entry), ""
        fields = FIELDS.get(kind)
        if not isinstance(entry, Map) or not fields:
            expected = (
                f"write it as '{fields[0]}: ...' and '{fields[1]}: ...'" if fields else QUOTES
            )
            raise Refused("expected text", expected)
        for name in entry:
            if name not in fields:
                self.context.report(
                    entry.keys_at[name], f"unknown field '{name}'", did_you_mean(name, fields)
                )
        first, second = (entry.get(name, "") for name in fields)
        if (
            not isinstance(first, Scalar)
            and first != ""
            or not isinstance(second, Scalar)
            and second != ""
        ):
            raise Refused("expected text", QUOTES)
        if not first and second:
            raise Refused(f"'{fields[0]}' is empty", f"write it, or remove '{fields[1]}'")
        return " ".join(first.split()), " ".join(second.split())

    def filled(self, text: str, at: Where) -> bool:
        """Whether ``text`` says anything; what only keeps a place is reported."""
        bare = re.sub(r"[^\w/ ]+", " ", text).strip().casefold()
        loud = any(
            word.casefold() in self.placeholders for word in re.findall(r"\b[A-Z]{3,}\b", text)
        )
        says = any(char.isalnum() for char in text) and not BRACKETS.fullmatch(text) and not loud
        if says and " ".join(bare.split()) not in self.placeholders:
            return True
        self.context.report(
            at, f"'{text}' is no value of a fact", 'fill it in, or leave it empty: ""'
        )
        return False


def _once(value: Value, one: Declaration) -> None:
    """Raises ``Refused`` where a value says again what its label says."""
    for words in one.said:
        found = re.search(rf"(?i){BEGINS}{re.escape(words)}{ENDS}", f"{value.text} {value.note}")
        if found:
            message = f"'{found[0]}' would be said twice: '{one.label}' stands before it"
            raise Refused(message, f"leave '{found[0]}' out")


def _lines(text: str) -> str:
    """A text in one line: the lines of an address are parted by commas. Raises ``Refused``."""
    lines = [" ".join(line.split()).rstrip(",") for line in text.splitlines() if line.strip()]
    if any(re.match(r"[-*\u2022]\w", line) for line in lines):
        raise Refused("a list needs a space after each dash", "write '- ' before each line")
    return ", ".join(lines)
