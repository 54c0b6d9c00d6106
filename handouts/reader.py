"""Reads YAML into pydantic models, keeps the place of every value, and reports every problem at once.

A file becomes a tree of ``Map``, ``Sequence`` and ``Scalar`` values that are ordinary ``dict``, ``list`` and
``str`` for pydantic and know where they stand. Every scalar stays text as the author wrote it: ``no``, ``5.10``
and ``10:30`` are words until a model asks for something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticOmit

from .problems import Problem, Problems, Where, did_you_mean

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
SPACES = re.compile(r"[ \t\r\n]+")
# What no author types on purpose; YAML would count some of these as the end of a line.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)")
QUOTES = 'a text with ": " in it, or that begins with { or [, goes in "double quotes"'


class Scalar(str):
    """A text that knows where it begins; ``raw`` is how it stands in the file from there on."""

    at: Where
    raw: str

    def place(self, letters: int) -> Where:
        """The place of the character that comes after so many ``letters``, white space not counted."""
        if SPACES.sub("", self.raw) != SPACES.sub("", self):
            return self.at  # written with escapes
        seen = -1
        for index, char in enumerate(self.raw):
            seen += char not in " \t\r\n"
            if seen == letters:
                return _beyond(self.at, self.raw[:index])
        return self.at


def _beyond(at: Where, text: str) -> Where:
    """The place behind ``text`` when that stands at ``at``."""
    lines = text.count("\n")
    column = len(text) - text.rfind("\n") if lines else at.column + len(text)
    return Where(at.path, at.line + lines, column)


class Sequence(list[Any]):
    at: Where
    places: list[Where]


class Map(dict[str, Any]):
    at: Where
    keys_at: dict[str, Where]
    places: dict[str, Where]


@dataclass
class Reading:
    """What models may ask while a file is read: where to report, which names exist, what cannot be printed.

    ``lacks`` gives the characters of a text that the fonts do not have.
    """

    problems: list[Problem] = field(default_factory=list)
    hints: dict[Where, str] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    maps: dict[Where, Map] = field(default_factory=dict)
    lacks: Callable[[str], str] | None = None

    def report(self, where: Where, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, message, hint))

    def faults(self, kind: str, name: str) -> tuple[Problem, ...]:
        """What is wrong with the picture of this ``kind`` and ``name``."""
        find = self.names.get(f"{kind} faults")
        return tuple(find(name)) if find else ()

    def place(self, owner: Model, *steps: str | int) -> Where:
        """The place of a value inside ``owner``, by the names an author writes."""
        if owner.at is None:
            return Where("?")
        return _place(self.maps[owner.at], steps)[0] if owner.at in self.maps else owner.at


def reading(info: ValidationInfo) -> Reading:
    """The ``Reading`` of a validation; a model made outside a file has a throw-away one."""
    return info.context if isinstance(info.context, Reading) else Reading()


def _unmarked(text: str) -> str:
    if mark := re.search(r"\*\*|[{}]|\[S\d+\]", text):
        raise ValueError(f"the mark '{mark[0]}' has no meaning in this text; write it in plain words")
    return text


Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_unmarked)]


def web_address(text: str) -> str:
    """An address of the web, or the empty text."""
    if not re.fullmatch(r"(https?://[^\s/]+\.[^\s]+)?", text):
        raise ValueError(f"'{_short(text)}' is no web address; write it whole, such as https://example.org/page")
    if len(text) > 300:
        raise ValueError("this web address is longer than 300 characters; use a shorter one")
    return text


def kebab(name: str) -> str:
    return name.replace("_", "-")


def whole(value: Any) -> Any:
    """Digits as a number, for a field that allows only certain numbers."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value


class JsonSchema:
    """An annotation that says what an editor is told of a field (lighter than pydantic's own, whose import is slow)."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return self.schema


class _Unlisted:
    """A field that no author writes: editors are not told of it."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        raise PydanticOmit


class Model(BaseModel):
    """What an author writes: frozen, nothing unknown, and it remembers its place."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=kebab, arbitrary_types_allowed=True, defer_build=True
    )

    at: Annotated[Where | None, _Unlisted()] = None

    @model_validator(mode="before")
    @classmethod
    def _remember_place(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, Map):
            return value
        context, known = reading(info), _names(cls)
        context.maps[value.at] = value
        for key, where in value.keys_at.items():
            if key not in known:
                context.hints[where] = did_you_mean(key, known)
        if "at" in value:
            context.report(value.keys_at["at"], "unknown field 'at'", context.hints[value.keys_at["at"]])
        return {**value, "at": value.at}


@cache
def _names(kind: type[Model]) -> tuple[str, ...]:
    """The fields of a ``kind`` by the names an author writes."""
    out: list[str] = []
    for name, described in kind.model_fields.items():
        alias = described.validation_alias
        if isinstance(alias, AliasChoices):
            out.extend(str(choice) for choice in alias.choices)
        elif name != "at":
            out.append(str(alias or kebab(name)))
    return tuple(out)


M = TypeVar("M", bound=BaseModel)


def read(path: Path, kind: type[M], context: Reading, name: str | None = None) -> M | None:
    """Read ``path`` as a ``kind``; ``None`` when problems were reported to ``context``.

    ``name`` is what the file is called in messages.
    """
    before = len(context.problems)
    try:
        tree = load(path, name or path.as_posix(), context)
    except Problems as found:
        context.problems.extend(found.problems)
        return None
    try:
        value = kind.model_validate(tree, context=context)
    except ValidationError as error:
        errors = [item for item in error.errors(include_url=False) if not _follows(item)]
        context.problems.extend(_translate(item, tree, context) for item in errors)
        return None
    return value if len(context.problems) == before else None


# ------------------------------------------------------------------ YAML -> tree with places


def load(path: Path, name: str, context: Reading | None = None) -> Any:
    """The tree of a YAML file. Raises ``Problems``: not there, not UTF-8, not YAML, or a YAML feature we refuse.

    A character that cannot be printed is only reported to ``context``: the rest can still be read.
    """
    start = Where(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Problems([Problem(start, "the file is larger than 1 MB", "split it, or remove what is not text")])
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problems([Problem(start, "there is no such file", "check the folder and the spelling")]) from None
    except OSError as error:
        reason = str(error.strerror).lower()
        raise Problems([Problem(start, f"the file cannot be read: {reason}", "put a text file here")]) from None
    builder = _Builder(name, _decode(data, name), context)
    tree = builder.tree()
    if context:
        context.problems.extend(builder.unprintable)
    return tree


def _decode(data: bytes, name: str) -> str:
    start = Where(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = _beyond(start, data[: error.start].decode("utf-8-sig"))
        hint = "save the file again as UTF-8 (in most editors: Save As, Encoding)"
        raise Problems([Problem(where, "the file is not written in UTF-8", hint)]) from None
    found = [
        Problem(
            _beyond(start, text[: match.start()]),
            f"there is a control character here (U+{ord(match[0]):04X})",
            "delete it and type it anew",
        )
        for match in CONTROL.finditer(text)
    ]
    if found:
        raise Problems(found)
    return text


class _Builder:
    """Builds the tree from the parser's events; goes on after a problem where that makes sense."""

    def __init__(self, name: str, text: str, context: Reading | None) -> None:
        self.name, self.text = name, text
        self.lines = text.split("\n")
        self.lacks = context.lacks if context else None
        self.anchors: set[str] = set()
        self.problems: list[Problem] = []
        self.unprintable: list[Problem] = []
        self.events: Iterator[Any] = iter(())

    def tree(self) -> Any:
        root = None
        try:
            self.events = yaml.parse(self.text, Loader=LOADER)
            documents = 0
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.fail(event.start_mark, "a second YAML document begins here", "remove the line '---'")
                        break
                    root = self.node(next(self.events), 0)
        except yaml.MarkedYAMLError as error:
            self.syntax(error)
        if not self.problems and root in (None, ""):
            self.problems.append(Problem(Where(self.name), "the file is empty", "copy an existing file as a start"))
        if self.problems:
            raise Problems(self.problems)
        return root

    def where(self, mark: Any) -> Where:
        return Where(self.name, mark.line + 1, mark.column + 1)

    def fail(self, mark: Any, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.where(mark), message, hint))

    def syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        said = error.problem or "the parser gives no reason"
        if mark is None:
            self.problems.append(Problem(Where(self.name), f"this is not YAML: {said}"))
            return
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        text = re.sub(r"^\s*(- )?([\w-]+: )?", "", line)  # what stands after the dash and the field's name
        if "\t" in line[: len(line) - len(line.lstrip())]:
            self.fail(mark, "a tab is used for indentation", "use spaces: two for each step to the right")
        elif "mapping values are not allowed" in said:
            self.fail(mark, "a colon in this text confuses YAML", 'put the whole text in "double quotes"')
        elif text[:1] in tuple("{[*&!%@`") and mark.column >= len(line) - len(text):
            hint = f'a text that begins with {text[0]} goes in "double quotes"'
            self.fail(mark, f"this is not YAML: {said}", hint)
        elif "quoted scalar" in str(error.context):
            self.fail(error.context_mark or mark, "this text begins with a quote that is not closed", "close it")
        else:
            self.fail(mark, f"this is not YAML: {said}", "compare the indentation and quotes with the lines around it")

    def node(self, event: Any, depth: int) -> Any:
        mark = event.start_mark
        if depth > MAX_DEPTH:
            self.fail(mark, f"this is nested more than {MAX_DEPTH} levels deep", "check the indentation")
            raise Problems(self.problems)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:  # one problem is enough for the two that belong together
                hint = 'a text that begins with * goes in "double quotes"'
                self.fail(mark, f"a YAML alias '*{event.anchor}' is not allowed", hint)
            return self.scalar("", self.where(mark), "")
        if event.anchor is not None:
            self.anchors.add(event.anchor)
            hint = "write it out where it is needed, or use include"
            self.fail(mark, f"a YAML anchor '&{event.anchor}' is not allowed", hint)
        if event.tag not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.fail(mark, f"a YAML tag '{tag}' is not allowed", "remove the word that begins with !")
        if isinstance(event, yaml.ScalarEvent):
            return self.printed(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def printed(self, event: Any) -> Scalar:
        """A text; what the fonts do not have is noted at its place."""
        raw = self.text[event.start_mark.index : event.end_mark.index]
        skip = 0
        if event.style in ("'", '"'):
            skip, raw = 1, raw[:-1]
        elif event.style in ("|", ">"):
            skip = raw.find("\n") + 1
        value = self.scalar(event.value, _beyond(self.where(event.start_mark), raw[:skip]), raw[skip:])
        if self.lacks and not (value.isascii() and value.isprintable()):
            for char in self.lacks(value):
                self.unprintable.extend(_unknown(value, char))
        return value

    def scalar(self, text: str, at: Where, raw: str) -> Scalar:
        value = Scalar(text)
        value.at, value.raw = at, raw
        return value

    def sequence(self, start: Any, depth: int) -> Sequence:
        out = Sequence()
        out.at, out.places = self.where(start.start_mark), []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            out.places.append(self.where(event.start_mark))
            out.append(self.node(event, depth + 1))
        return out

    def mapping(self, start: Any, depth: int) -> Map:
        out = Map()
        out.at, out.keys_at, out.places = self.where(start.start_mark), {}, {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            value = next(self.events)
            place = self.where(value.start_mark)
            item = self.node(value, depth + 1)
            if not isinstance(key, str):
                self.fail(
                    event.start_mark, "a field's name must be one word", 'a text that begins with { goes in "quotes"'
                )
            elif key in out:
                self.fail(event.start_mark, f"field '{key}' is given twice", "keep one of the two")
            else:
                out[str(key)], out.places[str(key)] = item, place
                out.keys_at[str(key)] = self.where(event.start_mark)
        return out


def _unknown(text: Scalar, char: str) -> Iterator[Problem]:
    """A problem for every place in ``text`` of a ``char`` that cannot be printed."""
    shown = f"'{char}' ({unicodedata.name(char, 'no name').lower()})" if char.isprintable() else "of this code"
    message, hint = f"the font has no character {shown}, U+{ord(char):04X}", "write it in words"
    places = [match.start() for match in re.finditer(re.escape(char), text.raw)]
    for index in places or [0]:  # as an escape it does not stand there itself
        yield Problem(_beyond(text.at, text.raw[:index]), message, hint)


# ------------------------------------------------------------------ pydantic's errors -> problems

_LIST = "start each item on its own line with '- '"
_FIELDS = "write each field on its own line, as 'name: value'"
_DIGITS = "write digits only, such as 12"
_MESSAGES = {
    "string_type": ("expected text", QUOTES),
    "string_too_short": ("this text is empty", "write it, or remove the field"),
    "list_type": ("expected a list", _LIST),
    "tuple_type": ("expected a list", _LIST),
    "dict_type": ("expected fields", _FIELDS),
    "model_type": ("expected fields", _FIELDS),
    "model_attributes_type": ("expected fields", _FIELDS),
    "int_parsing": ("expected a whole number", _DIGITS),
    "int_parsing_size": ("this number is out of range", _DIGITS),
    "int_type": ("expected a whole number", _DIGITS),
    "int_from_float": ("expected a whole number", _DIGITS),
    "float_parsing": ("expected a number", "write digits, such as 2.4"),
    "float_type": ("expected a number", "write digits, such as 2.4"),
    "decimal_parsing": ("expected a number", "write digits, such as 2.4"),
    "decimal_type": ("expected a number", "write digits, such as 2.4"),
    "decimal_max_places": ("this number is too exact", "round it"),
    "finite_number": ("expected a number", "write digits, such as 2.4"),
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def _follows(item: Any) -> bool:
    """Whether an error only says that a list is too short because entries of it were refused."""
    return bool(item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"])


def _translate(item: Any, tree: Any, context: Reading) -> Problem:
    """One of pydantic's errors as a problem at its place."""
    where, key_at = _place(tree, item["loc"])
    kind, details, given = item["type"], item.get("ctx", {}), item["input"]
    last = str(item["loc"][-1]) if item["loc"] else ""
    message, hint = _MESSAGES.get(kind, (item["msg"].lower(), ""))
    if last == "[key]":
        where = key_at
    match kind:
        case "missing":
            message, hint = f"field '{last}' is missing", f"add '{last}: ...' here"
        case "extra_forbidden":
            where, message, hint = key_at, f"unknown field '{last}'", context.hints.get(key_at, "")
        case "literal_error":
            known = [word.strip("'") for word in str(details["expected"]).replace(" or ", ", ").split(", ")]
            message = f"unknown value '{_short(given)}'" if isinstance(given, str | int) else "expected one word"
            hint = did_you_mean(str(given), known)
        case "too_short" | "too_long":
            message, hint = _size(given, details)
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            bound, words = _BOUNDS[kind]
            message, hint = f"the number {_short(given)} is out of range", f"write {words} {details[bound]:g}"
        case "value_error":
            message, _, hint = str(details["error"]).partition("; ")
        case "string_pattern_mismatch":
            message, hint = f"unexpected characters in '{_short(given)}'", "use small letters, digits and hyphens"
    return Problem(where, message, hint)


def _size(given: Any, details: dict[str, Any]) -> tuple[str, str]:
    """A list with too few or too many entries, or a text with too many characters."""
    most = details.get("max_length")
    if isinstance(given, str):
        return f"this text has {len(given)} characters, it may have at most {most}", "say it in fewer words"
    if not given:
        return "this list is empty", "add an entry"
    count = f"this list has {len(given)} {'entry' if len(given) == 1 else 'entries'}"
    if most is not None:
        return f"{count}, it may have at most {most}", "leave some out"
    return f"{count}, it must have at least {details['min_length']}", "add what is missing"


def _short(text: object) -> str:
    return shorten(str(text), 60, placeholder=" ...")


def _place(tree: Any, loc: Iterable[str | int]) -> tuple[Where, Where]:
    """The place of the value at ``loc`` and of its key; parts of ``loc`` that are pydantic's own are passed over."""
    at = key_at = tree.at if hasattr(tree, "at") else Where("?")
    for step in loc:
        if isinstance(tree, Map) and step in tree:
            at, key_at, tree = tree.places[str(step)], tree.keys_at[str(step)], tree[str(step)]
        elif isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree):
            at = key_at = tree.places[step]
            tree = tree[step]
    return at, key_at
