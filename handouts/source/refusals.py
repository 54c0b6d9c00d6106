"""What pydantic refuses, told in an author's words at the place where it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from collections.abc import Sequence as Row
from typing import TYPE_CHECKING

from .problems import Problem, Refused, Where, did_you_mean, limited
from .tree import Map, Sequence, Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_FIELDS = 12  # of a part, in a hint
MOST_QUOTED = 80  # characters of a value
QUOTES = 'a text with ": " in it, or that begins with { or [, goes in "double quotes"'
COMMA = 'between { } a text with a comma in it goes in "double quotes"'
_LIST = "start each item on its own line with '- '"
_FIELDS = "write each field on its own line, as 'name: value'"
_DIGITS = "write digits only, such as 12"
_MESSAGES = {
    "string_type": ("expected text", QUOTES),
    "string_too_short": (
        "this text is empty",
        "write it; a field that is not needed may be left out",
    ),
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


def follows(item: ErrorDetails) -> bool:
    """Whether an error only says what another one says: a list is too short because entries of it
    were refused, a field cannot be derived from one that was."""
    if item["type"] == "default_factory_not_called":
        return True
    return bool(item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"])


def translated(
    item: ErrorDetails,
    tree: Tree,
    hints: Mapping[Where, str],
    fields: Callable[[str], Row[str]],
) -> Problem:
    """One of pydantic's errors as a problem at its place; ``fields`` gives those of a model, by the
    model's name."""
    where, key_at = place_in(tree, item["loc"])
    kind, details, given = item["type"], item.get("ctx", {}), item["input"]
    last = str(item["loc"][-1]) if item["loc"] else ""
    message, hint = _MESSAGES.get(kind, (item["msg"].lower(), ""))
    if last == "[key]":
        where = key_at
    name = _called(item["loc"])
    match kind:
        case "string_type":
            hint = alone(given)
        case "string_too_short" if name:
            message = f"'{name}' is empty"
        case "model_type" | "model_attributes_type":
            named = fields(str(details.get("class_name")))[:MOST_FIELDS]
            hint = f"{_FIELDS}: {', '.join(named)}" if named else _FIELDS
        case "missing":
            message, hint = f"field '{last}' is missing", f"add '{last}: ...' here"
        case "extra_forbidden":
            where, message, hint = key_at, f"unknown field '{last}'", hints.get(key_at, "")
        case "literal_error":
            message, hint = _no_choice(given, str(details["expected"]))
        case "too_short" | "too_long" | "string_too_long":
            message, hint = _size(given, details, name)
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            bound, words = _BOUNDS[kind]
            message, hint = (
                f"the number {short(given)} is out of range",
                f"write {words} {details[bound]:g}",
            )
        case "value_error":
            refused = details["error"]
            assert isinstance(refused, Refused), refused  # every validator of ours raises it
            message, hint = refused.message, refused.hint
        case "string_pattern_mismatch":
            message = f"unexpected characters in '{short(given)}'"
            hint = "use small letters, digits and hyphens"
    return Problem(where, message, hint)


def alone(given: object) -> str:
    """What to do where a text was expected, and something else was ``given``."""
    if isinstance(given, Map) and "text" in given:
        return "write the text alone, without 'text:'; what stands below it has no place here"
    return QUOTES


def _no_choice(given: object, expected: str) -> tuple[str, str]:
    """A value that is none of those there are, as pydantic lists them."""
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    one = isinstance(given, str | int)
    message = f"unknown value '{short(given)}'" if one else "expected one word"
    return message, did_you_mean(str(given), known)


def _called(loc: tuple[str | int, ...]) -> str:
    """What an author calls the value at ``loc``: the field it stands in, where that has a name."""
    last = loc[-1] if loc else ""
    return last if isinstance(last, str) and re.fullmatch(r"[a-z][\w-]*", last) else ""


def _size(given: Sized, details: Mapping[str, object], name: str) -> tuple[str, str]:
    """A list with too few or too many entries, or a text with too many characters."""
    most = details.get("max_length")
    if isinstance(given, str):
        return (
            f"this text has {len(given)} characters, it may have at most {most}",
            "say it in fewer words",
        )
    if not given:
        what = "" if isinstance(given, dict) else "the list "
        return f"{what}'{name}' is empty" if name else "this list is empty", "add an entry"
    count = f"this list has {len(given)} {'entry' if len(given) == 1 else 'entries'}"
    if most is not None:
        return f"{count}, it may have at most {most}", "leave some out"
    return f"{count}, it must have at least {details['min_length']}", "add what is missing"


def short(text: object) -> str:
    return limited(" ".join(str(text).split()), MOST_QUOTED)


def place_in(tree: Tree, loc: Iterable[str | int]) -> tuple[Where, Where]:
    """The place of the value at ``loc`` and of its key; parts of ``loc`` that are pydantic's own
    are passed over."""
    at = key_at = tree.at
    for step in loc:
        if isinstance(tree, Map) and step in tree:
            at, key_at, tree = tree.places[str(step)], tree.keys_at[str(step)], tree[str(step)]
        elif isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree):
            at = key_at = tree.places[step]
            tree = tree[step]
    return at, key_at
