"""Reads YAML into models, keeps the place of every value, and reports every problem at once.

What reads is loaded where it is first asked for (``validating``): who is told a value needs none.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, TypeVar

from .again import Again
from .fields import ConfigDict, ValidationInfo, model_validator
from .letters import Lacks
from .marks import first
from .models import Plain, told_of
from .patterns import later
from .problems import Problem, Problems, Refused, Where, did_you_mean, no_file
from .refusals import COMMA, follows, place_in, short, translated
from .schema import Read, Schema, Unlisted
from .tree import Map, Tree

MOST_ERRORS = 100  # problems of one file: more are not read


class Reading:
    """What models may ask while a file is read: where to report, which names exist, what cannot be
    printed.

    ``trees`` keeps each file as it was read, by its name; ``lacks`` gives the characters of a text
    that the fonts do not have, ``again`` the parts of it that were read before.
    """

    def __init__(
        self,
        *,
        names: dict[str, Any] | None = None,
        trees: dict[str, Tree] | None = None,
        lacks: Lacks | None = None,
        again: Again | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        self.hints: dict[Where, str] = {}
        self.names = {} if names is None else names
        self.maps: dict[Where, Map] = {}
        self.trees = {} if trees is None else trees
        self.lacks, self.again = lacks, again

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
        return place_in(self.maps[owner.at], steps)[0] if owner.at in self.maps else owner.at

    def name(self, owner: Model, *steps: str | int) -> Where:
        """The place of the name of such a value."""
        if owner.at is None:
            return Where("?")
        return place_in(self.maps[owner.at], steps)[1] if owner.at in self.maps else owner.at


def reading(info: ValidationInfo) -> Reading:
    """The ``Reading`` of a validation; a model made outside a file has a throw-away one."""
    return info.context if isinstance(info.context, Reading) else Reading()


def _unmarked(text: str) -> str:
    if mark := first(text):
        raise Refused(
            f"the mark '{short(mark.text)}' has no meaning in this text", "write it in plain words"
        )
    return text


_FILLED = {"type": "str", "min_length": 1, "strip_whitespace": True}
_PLAIN = {"type": "no-info", "function": _unmarked}
Words = Annotated[str, Read({"type": "function-after", "function": _PLAIN, "schema": _FILLED})]


# of the name of a host: letters and digits of any script, and hyphens inside (RFC 5890, 2.3.1)
LABEL = later(r"(?!-)(?:[\w-]|[^\x00-\x7f\u2010-\u206f]){1,63}(?<!-)")
DOTS = later("[.\u3002\uff0e\uff61]")
MOST_PORT = 65535


def web_address(text: str) -> str:
    """An address of the web, or the empty text."""
    if re.match(r"https?://[^\s/?#]*@", text):
        raise Refused(
            "this web address has a name or a password in it",
            "leave out what stands before the '@'",
        )
    if copied := re.search(r"&\w{2,31};|\*\*|[<>{}\"\\\u201c-\u201e\u00ab\u00bb]", text):
        raise Refused(
            f"marks such as '{copied[0]}' mean nothing here",
            "copy the address from the address line of a browser",
        )
    if not re.fullmatch(r"(https?://[^\s/]+\.[^\s]+)?", text):
        raise Refused(
            f"'{short(text)}' is no web address",
            "write it whole, such as https://example.org/page",
        )
    host, colon, port = re.split("[/?#]", text.partition("://")[2])[0].partition(":")
    if host and not all(map(LABEL.fullmatch, DOTS.split(host.removesuffix(".")))):
        raise Refused(
            f"'{short(host)}' is no name of a web site",
            "copy the address from the address line of a browser",
        )
    if colon and not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) <= MOST_PORT):
        raise Refused(
            f"the port '{short(port)}' of this web address is none",
            f"it is a number from 1 to {MOST_PORT}; most addresses have none",
        )
    if len(text) > 300:
        raise Refused("this web address is longer than 300 characters", "use a shorter one")
    return text


def plain_words(text: str) -> None:
    """Refuses marks where a text is printed as it stands. Raises ``Refused``."""
    if found := first(text):
        hint = "write plain words: this is printed letter by letter"
        raise Refused(f"marks such as '{short(found.text)}' mean nothing here", hint)


def kebab(name: str) -> str:
    return name.replace("_", "-")


def whole(value: object) -> object:
    """Digits as a number, for a field that allows only certain numbers."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value


class Model(Plain):
    """What an author writes: frozen, nothing unknown, and it remembers its place."""

    model_config = ConfigDict(extra="forbid")

    at: Annotated[Where | None, Read({"type": "any"}), Unlisted()] = None

    @model_validator(mode="before")
    @classmethod
    def _remember_place(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, Map):
            return cls.bare(value)
        context, known = reading(info), _names(cls)  # type: ignore[arg-type]
        context.maps[value.at] = value
        for key, where in value.keys_at.items():
            if key not in known:  # a name with spaces was meant as a text, cut at its comma
                wordy = " " in key.strip() and value[key] == ""
                context.hints[where] = COMMA if wordy else did_you_mean(key, known)
        if "at" in value:
            context.report(
                value.keys_at["at"], "unknown field 'at'", context.hints[value.keys_at["at"]]
            )
        return {**value, "at": value.at}

    @classmethod
    def bare(cls, value: object) -> object:
        """The fields that something stands for which has none: nothing, but for blocks."""
        return value


@cache
def _names(kind: type[Model]) -> tuple[str, ...]:
    """The fields of a ``kind`` by the names an author writes."""
    return tuple(name for one in told_of(kind) if one.listed for name in one.names)


@cache
def _fields_of(kind: str) -> tuple[str, ...]:
    """The fields of the model called ``kind``."""
    waiting: list[type[Model]] = [Model]
    while waiting:
        one = waiting.pop()
        if one.__name__ == kind and one is not Model:
            return _names(one)  # type: ignore[arg-type]
        waiting += one.__subclasses__()
    return ()


M = TypeVar("M", bound=Plain)


def validated(kind: type[M], value: object, context: Reading | None = None) -> M:
    """A value of a ``kind``, of what was written; it may be one already. Raises pydantic's own
    ``ValidationError``."""
    made: M = _pydantic().validated(kind, value, context)
    return made


def core_of(kind: type[Plain]) -> Schema:
    """How the core of pydantic reads a ``kind``, all that it is made of in it."""
    made: Schema = _pydantic().adapter(kind).core_schema
    return made


def schema_of(kind: type[Plain]) -> Schema:
    """What editors are told of a ``kind``: its JSON Schema."""
    made: Schema = _pydantic().adapter(kind).json_schema()
    return made


@cache
def _pydantic() -> ModuleType:
    """What reads: it loads the core of pydantic, and PyYAML."""
    return import_module(f"{__package__}.validating")


def read(source: Path | bytes | None, kind: type[M], context: Reading, name: str) -> M | None:
    """Read a file, or what stands in it, as a ``kind``; ``None`` when problems were reported to
    ``context``.

    ``name`` is what the file is called in messages; a ``source`` of ``None`` is a file that is not
    there.
    """
    before, reads = len(context.problems), _pydantic()
    try:
        if source is None:
            raise Problems([no_file(name)])
        tree, unprintable = reads.tree_of(source, name, context.lacks)
    except Problems as found:
        context.problems.extend(found.problems)
        return None
    context.problems.extend(unprintable)
    context.trees[name] = tree
    value, refused = reads.tried(kind, tree, context)
    errors = [item for item in refused if not follows(item)]
    told = errors[:MOST_ERRORS]
    context.problems.extend(translated(item, tree, context.hints, _fields_of) for item in told)
    if len(errors) > MOST_ERRORS:
        where = place_in(tree, errors[MOST_ERRORS]["loc"])[0]
        message = f"there are {len(errors) - MOST_ERRORS:,} more problems in this file"
        context.report(where, message, "mend these first")
    return value if len(context.problems) == before else None
