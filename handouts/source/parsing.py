"""YAML -> a tree of values that know where they stand, or every problem with the YAML itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import yaml

from .decoding import decoded
from .letters import Lacks, strange, summed, unknown
from .problems import Problem, Problems, Where, no_file
from .slips import NOT_CLOSED, Mark, slip
from .tree import Map, Scalar, Sequence, Tree, beyond

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_TEXT = 6000  # characters of one text: more than a page of it
MAX_ENTRIES = 2000  # of one list, fields of one map
MAX_VALUES = 50_000  # texts, lists and maps of one file
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Right after a text: "12 Main St #200" loses the end, which was hardly meant as a remark.
ODD_SPACE = "there is a space before or behind this name that YAML takes for a letter"
CUT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
# What is not seen, and turns the direction of what is: bidirectional controls (Unicode, UAX 9);
# marks of byte order, halves of characters.
UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def load(path: Path, name: str, lacks: Lacks | None = None) -> tuple[Tree, list[Problem]]:
    """The tree of the YAML file at ``path``, as ``parse`` gives it. Raises ``Problems``."""
    start = Where(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Problems([_too_large(name)])
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problems([no_file(name)]) from None
    except OSError as error:
        reason = str(error.strerror).lower()
        raise Problems(
            [Problem(start, f"the file cannot be read: {reason}", "put a text file here")]
        ) from None
    return parse(data, name, lacks)


def _too_large(name: str) -> Problem:
    return Problem(
        Where(name), "the file is larger than 1 MB", "split it, or remove what is not text"
    )


def parse(data: bytes, name: str, lacks: Lacks | None = None) -> tuple[Tree, list[Problem]]:
    """The tree of a YAML text, and a problem for every character that cannot be printed: ``lacks``
    finds those.

    Raises ``Problems``: not UTF-8, not YAML, or a YAML feature we refuse.
    """
    if len(data) > MAX_BYTES:
        raise Problems([_too_large(name)])
    builder = _Builder(name, decoded(data, name), lacks)
    return builder.tree(), summed(builder.unprintable)


def shallow(text: str, loader: type[yaml.BaseLoader] = LOADER) -> str:
    """The same text. Raises ``yaml.YAMLError`` where it is nested deeper than any file of ours:
    what makes nodes or values of YAML calls itself for each level, and ends the process."""
    deep = 0
    for event in yaml.parse(text, Loader=loader):
        deep += isinstance(event, yaml.CollectionStartEvent)
        deep -= isinstance(event, yaml.CollectionEndEvent)
        if deep > MAX_DEPTH:
            mark = cast(yaml.error.Mark, event.start_mark)  # the other parser's is like it
            raise yaml.MarkedYAMLError(problem="too deep", problem_mark=mark)
    return text


class _Builder:
    """Builds the tree from the parser's events; goes on after a problem where that makes sense."""

    def __init__(self, name: str, text: str, lacks: Lacks | None) -> None:
        self.name, self.text = name, text
        self.lines = text.split("\n")
        self.lacks = lacks
        self.anchors: set[str] = set()
        self.problems: list[Problem] = []
        self.unprintable: list[Problem] = []
        self.events: Iterator[yaml.Event] = iter(())
        self.values = 0

    def tree(self) -> Tree:
        root: Tree | None = None
        try:
            self.events = yaml.parse(self.text, Loader=LOADER)
            documents = 0
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.fail(
                            event.start_mark,
                            "a second YAML document begins here",
                            "remove the line '---'",
                        )
                        break
                    first = next(self.events)
                    root = self.node(first, self.where(first.start_mark), 0)
        except yaml.MarkedYAMLError as error:
            self.syntax(error)
        if not self.problems and root in (None, ""):
            self.problems.append(
                Problem(Where(self.name), "the file is empty", "copy an existing file as a start")
            )
        if self.problems:
            raise Problems(self.problems)
        assert root is not None
        return root

    def where(self, mark: Mark | None) -> Where:
        assert mark is not None, "this parser tells every place"
        return Where(self.name, mark.line + 1, mark.column + 1)

    def fail(self, mark: Mark | None, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.where(mark), message, hint))

    def syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        said = error.problem or "the parser gives no reason"
        if mark is None:
            self.problems.append(Problem(Where(self.name), f"this is not YAML: {said}"))
            return
        if found := slip(error, self.text, LOADER):
            where = Where(self.name, found.line + 1, found.column + 1)
            self.problems.append(Problem(where, found.message, found.hint))
            return
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        # what stands after the dash and the field's name
        text = re.sub(r"^\s*(- )?([\w-]+: )?", "", line)
        begins = re.match(r"[\s-]*", line)
        if begins and "\t" in begins[0]:
            self.fail(
                mark, "a tab is used for indentation", "use spaces: two for each step to the right"
            )
        elif "mapping values are not allowed" in said:
            self.fail(
                mark, "a colon in this text confuses YAML", 'put the whole text in "double quotes"'
            )
        elif text[:1] in tuple("{[*&!%@`") and mark.column >= len(line) - len(text):
            hint = f'a text that begins with {text[0]} goes in "double quotes"'
            self.fail(mark, f"this is not YAML: {said}", hint)
        elif "quoted scalar" in str(error.context):
            self.fail(error.context_mark or mark, NOT_CLOSED, "close it")
        else:
            self.fail(
                mark,
                f"this is not YAML: {said}",
                "compare the indentation and quotes with the lines around it",
            )

    def node(self, event: yaml.Event, at: Where, depth: int) -> Tree:
        """What begins with ``event``, at the place ``at``."""
        mark = event.start_mark
        if depth > MAX_DEPTH:
            self.fail(
                mark, f"this is nested more than {MAX_DEPTH} levels deep", "check the indentation"
            )
            raise Problems(self.problems)
        self.values += 1
        if self.values > MAX_VALUES:
            self.fail(mark, f"this file has more than {MAX_VALUES:,} values", "split it")
            raise Problems(self.problems)
        if isinstance(event, yaml.AliasEvent):
            # one problem is enough for the two that belong together
            if event.anchor not in self.anchors:
                hint = 'a text that begins with * goes in "double quotes"'
                self.fail(mark, f"a YAML alias '*{event.anchor}' is not allowed", hint)
            return self.scalar("", at, "")
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.anchor is not None:
            self.anchors.add(event.anchor)
            hint = "write it out where it is needed, or use include"
            self.fail(mark, f"a YAML anchor '&{event.anchor}' is not allowed", hint)
        if event.tag not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.fail(
                mark, f"a YAML tag '{tag}' is not allowed", "remove the word that begins with !"
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.printed(event, at)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, at, depth)
        return self.mapping(event, at, depth)

    def printed(self, event: yaml.ScalarEvent, at: Where) -> Scalar:
        """A text; what the fonts do not have is noted at its place."""
        begin, end = event.start_mark, event.end_mark
        assert begin is not None and end is not None
        raw = self.text[begin.index : end.index]
        skip = 0
        cut = CUT.match(self.text, end.index)
        if event.value and cut:
            hint = 'put the whole text in "double quotes"; a remark needs a space after its #'
            self.fail(
                event.end_mark, f"'{cut[1]}' would be left out: YAML takes it for a remark", hint
            )
        if event.style in ("'", '"'):
            skip, raw = 1, raw[:-1]
        elif event.style in ("|", ">"):
            skip = raw.find("\n") + 1
        value = self.scalar(event.value, beyond(at, raw[:skip]) if skip else at, raw[skip:])
        if len(value) > MAX_TEXT:
            message = f"this text has {len(value):,} characters, it may have at most {MAX_TEXT:,}"
            self.fail(event.start_mark, message, "say it in fewer words, or in several texts")
        elif found := UNSEEN.search(value):
            message = f"there is a control character in this text (U+{ord(found[0]):04X})"
            self.fail(
                event.start_mark, message, "type the text anew, by hand: copied, it comes along"
            )
        elif self.lacks and not (value.isascii() and value.isprintable()):
            told = tuple(unknown(value, "".join(self.lacks(value))))
            self.unprintable.extend(told or strange(value))
        return value

    def scalar(self, text: str, at: Where, raw: str) -> Scalar:
        value = Scalar(text)
        value.at, value.raw = at, raw
        return value

    def sequence(self, start: yaml.Event, at: Where, depth: int) -> Sequence:
        out = Sequence()
        out.at, out.places = at, []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            place = self.where(event.start_mark)
            out.places.append(place)
            out.append(self.node(event, place, depth + 1))
        self.counted(start, len(out), "list", "entries")
        return out

    def counted(self, start: yaml.Event, count: int, what: str, ones: str) -> None:
        if count > MAX_ENTRIES:
            message = f"this {what} has {count:,} {ones}, it may have at most {MAX_ENTRIES:,}"
            self.fail(start.start_mark, message, "leave some out, or split it")

    def mapping(self, start: yaml.Event, at: Where, depth: int) -> Map:
        out = Map()
        out.at, out.keys_at, out.places = at, {}, {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                begin, end = start.start_mark, event.end_mark
                assert begin is not None and end is not None
                out.raw = self.text[begin.index : end.index]
                break
            key_at = self.where(event.start_mark)
            key = self.node(event, key_at, depth + 1)
            value = next(self.events)
            place = self.where(value.start_mark)
            item = self.node(value, place, depth + 1)
            if not isinstance(key, str):
                self.fail(
                    event.start_mark,
                    "a field's name must be one word",
                    'a text that begins with { goes in "quotes"',
                )
            elif key in out:
                self.fail(event.start_mark, f"field '{key}' is given twice", "keep one of the two")
            else:
                name = str(key)
                if name != name.strip():
                    self.fail(event.start_mark, ODD_SPACE, "type the spaces of this line by hand")
                out[name], out.places[name], out.keys_at[name] = item, place, key_at
        self.counted(start, len(out), "part", "fields")
        return out
