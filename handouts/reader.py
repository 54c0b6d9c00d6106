"""Reads YAML into pydantic models, keeps the place of every value, and reports every problem at once.

A file becomes a tree of ``Map``, ``Sequence`` and ``Scalar`` values that are ordinary ``dict``, ``list`` and
``str`` for pydantic and know where they stand. Every scalar stays text as the author wrote it: ``no``, ``5.10``
and ``10:30`` are words until a model asks for something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticOmit

from .problems import Problem, Problems, Where, did_you_mean

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(str):
    """A text that knows where it begins; ``exact`` when it stands on one line just as it reads."""

    at: Where
    exact: bool

    def place(self, offset: int) -> Where:
        """The place of the character at ``offset``."""
        return Where(self.at.path, self.at.line, self.at.column + offset) if self.exact else self.at


class Sequence(list[Any]):
    at: Where
    places: list[Where]


class Map(dict[str, Any]):
    at: Where
    keys_at: dict[str, Where]
    places: dict[str, Where]


@dataclass
class Reading:
    """What models may ask while a file is read: where to report, and which names exist."""

    problems: list[Problem] = field(default_factory=list)
    hints: dict[Where, str] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)

    def report(self, where: Where, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, message, hint))


def reading(info: ValidationInfo) -> Reading:
    """The ``Reading`` of a validation; a model made outside a file has a throw-away one."""
    return info.context if isinstance(info.context, Reading) else Reading()


Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def kebab(name: str) -> str:
    return name.replace("_", "-")


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
        known = [kebab(name) for name in cls.model_fields if name != "at"]
        for key, where in value.keys_at.items():
            if key not in known:
                reading(info).hints[where] = did_you_mean(key, known)
        if "at" in value:
            raise ValueError("unknown field 'at'")
        return {**value, "at": value.at}


M = TypeVar("M", bound=BaseModel)


def read(path: Path, kind: type[M], context: Reading, name: str | None = None) -> M | None:
    """Read ``path`` as a ``kind``; ``None`` when problems were reported to ``context``.

    ``name`` is what the file is called in messages.
    """
    before = len(context.problems)
    try:
        tree = load(path, name or path.as_posix())
    except Problems as found:
        context.problems.extend(found.problems)
        return None
    try:
        value = kind.model_validate(tree, context=context)
    except ValidationError as error:
        context.problems.extend(_translate(error, tree, context))
        return None
    return value if len(context.problems) == before else None


# ------------------------------------------------------------------ YAML -> tree with places


def load(path: Path, name: str) -> Any:
    """The tree of a YAML file. Raises ``Problems``: not there, not UTF-8, not YAML, or a YAML feature we refuse."""
    start = Where(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Problems([Problem(start, "the file is larger than 1 MB", "split it, or remove what is not text")])
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problems([Problem(start, "there is no such file", "check the folder and the spelling")]) from None
    except OSError as error:
        raise Problems([Problem(start, f"the file cannot be read: {error.strerror}")]) from None
    return _Builder(name, _decode(data, name)).tree()


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        head = data[: error.start]
        where = Where(name, head.count(b"\n") + 1, error.start - (head.rfind(b"\n") + 1) + 1)
        hint = "save the file again as UTF-8 (in most editors: Save As, Encoding)"
        raise Problems([Problem(where, "the file is not written in UTF-8", hint)]) from None


class _Builder:
    """Builds the tree from the parser's events; goes on after a problem where that makes sense."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
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
        except yaml.reader.ReaderError as error:
            where = Where(self.name, self.text[: error.position].count("\n") + 1)
            self.problems.append(Problem(where, "there is a control character here", "delete it and type it anew"))
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
        mark: Any = error.problem_mark or error.context_mark
        line = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        said = error.problem or "this is not YAML"
        if "\t" in line[: len(line) - len(line.lstrip())] or "\\t" in said:
            self.fail(mark, "a tab is used for indentation", "use spaces: two for each step to the right")
        elif "mapping values are not allowed" in said:
            self.fail(mark, "a colon in this text confuses YAML", 'put the whole text in "double quotes"')
        elif line.strip().startswith(("- {", "- [", "- *", "- &", "- !", "- %", "- @")) or "{" in line:
            self.fail(mark, f"this is not YAML: {said}", 'a text with { [ * & in it goes in "double quotes"')
        else:
            self.fail(mark, f"this is not YAML: {said}", "compare the indentation and quotes with the lines around it")

    def node(self, event: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            self.fail(event.start_mark, f"this is nested more than {MAX_DEPTH} levels deep")
            raise Problems(self.problems)
        if isinstance(event, yaml.AliasEvent):
            self.fail(
                event.start_mark, f"a YAML alias '*{event.anchor}' is not allowed", "write it out, or use include"
            )
            return self.scalar("", self.where(event.start_mark), False)
        if event.anchor is not None:
            self.fail(
                event.start_mark, f"a YAML anchor '&{event.anchor}' is not allowed", "write it out, or use include"
            )
        if event.tag not in (None, "!"):
            self.fail(
                event.start_mark, f"a YAML tag '{event.tag}' is not allowed", "remove the word that begins with !"
            )
        if isinstance(event, yaml.ScalarEvent):
            mark, end = event.start_mark, event.end_mark
            quoted = event.style in ("'", '"')
            exact = mark.line == end.line and end.column - mark.column - 2 * quoted == len(event.value)
            place = Where(self.name, mark.line + 1, mark.column + 1 + (quoted and exact))
            return self.scalar(event.value, place, exact)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def scalar(self, text: str, at: Where, exact: bool) -> Scalar:
        value = Scalar(text)
        value.at, value.exact = at, exact
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


# ------------------------------------------------------------------ pydantic's errors -> problems

_LIST = "start each item on its own line with '- '"
_MESSAGES = {
    "string_type": ("expected text", "write words after the colon, not a list or fields"),
    "string_too_short": ("this text is empty", "write it, or remove the field"),
    "list_type": ("expected a list", _LIST),
    "tuple_type": ("expected a list", _LIST),
    "dict_type": ("expected fields, each as 'name: value'", ""),
    "model_type": ("expected fields, each as 'name: value'", ""),
    "model_attributes_type": ("expected fields, each as 'name: value'", ""),
    "int_parsing": ("expected a whole number", "write digits only, such as 12"),
    "int_type": ("expected a whole number", "write digits only, such as 12"),
    "int_from_float": ("expected a whole number", "write digits only, such as 12"),
    "float_parsing": ("expected a number", "write digits, such as 2.4"),
    "float_type": ("expected a number", "write digits, such as 2.4"),
    "bool_parsing": ("expected true or false", ""),
    "bool_type": ("expected true or false", ""),
    "date_from_datetime_parsing": ("expected a date", "write year-month-day, such as 2026-11-22"),
    "date_parsing": ("expected a date", "write year-month-day, such as 2026-11-22"),
    "date_type": ("expected a date", "write year-month-day, such as 2026-11-22"),
    "finite_number": ("expected a number", ""),
}


def _translate(error: ValidationError, tree: Any, context: Reading) -> Iterable[Problem]:
    for item in error.errors(include_url=False):
        value_at, key_at = _place(tree, item["loc"])
        kind, details = item["type"], item.get("ctx", {})
        last = str(item["loc"][-1]) if item["loc"] else ""
        message, hint = _MESSAGES.get(kind, ("", ""))
        where = value_at
        if kind == "missing":
            message, hint = f"field '{last}' is missing", "add it"
        elif kind == "extra_forbidden":
            where = key_at
            message, hint = f"unknown field '{last}'", context.hints.get(key_at, "")
        elif kind in ("literal_error", "enum"):
            known = [word.strip("'") for word in str(details["expected"]).replace(" or ", ", ").split(", ")]
            message, hint = f"unknown value '{item['input']}'", did_you_mean(str(item["input"]), known)
        elif kind in ("too_short", "too_long"):
            least = details.get("min_length", details.get("max_length"))
            bound = "least" if kind == "too_short" else "most"
            message = f"expected at {bound} {least} entries, not {details['actual_length']}"
        elif kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
            message = f"this number is out of range: {item['msg'].removeprefix('Input should be ').lower()}"
        elif kind == "value_error":
            message, _, hint = str(details["error"]).partition("; ")
        elif kind == "string_too_long":
            message = f"this text is longer than {details['max_length']} characters"
            hint = "say it in fewer words"
        elif kind == "string_pattern_mismatch":
            message, hint = f"unexpected characters in '{item['input']}'", "use small letters, digits and hyphens"
        yield Problem(where, message or item["msg"].lower(), hint)


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
