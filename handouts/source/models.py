"""Models of what people write, as plain frozen values: a class says what its fields are, and how
they are read. Nothing of pydantic is loaded for that.

Where a text is really read, the core of pydantic reads it by what ``read_by`` says; pydantic itself
asks by its own protocol (``__get_pydantic_core_schema__``), such as for JSON Schema, so nothing is
said twice. A process that finds its values in what lasts needs no more than this.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import ClassVar, Generic, Self, TypeVar, cast, dataclass_transform

from .fields import HOOK, ConfigDict, Field, Hook
from .rows import NamedTuple
from .schema import Maker, Schema, Unlisted
from .values import FIELDS, NONE, field, flat
from .values import Field as Part

T = TypeVar("T")
R = TypeVar("R")
BARE = ("str", "int", "bool")  # cores that nobody writes into
HOOKS = "__hooks__"  # where a class has those of its methods that look at what is read
_SET = object.__setattr__


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Plain:
    """A frozen value whose class says how it is read. One that is made in code is as it is told;
    only what was written is looked at."""

    # where the core of pydantic puts what it has read
    __slots__ = (
        *("__dict__", "__weakref__"),
        *("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"),
    )
    __pydantic_fields_set__: set[str]
    model_config: ClassVar[ConfigDict] = {}
    __reference__: ClassVar[str]  # what the core calls it by, as pydantic itself would

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        base = cls.__mro__[1]
        cls.__reference__ = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
        own, hooks = list[Part](), dict[str, Hook](getattr(base, HOOKS, {}))
        for name, kind in cls.__dict__.get("__annotations__", {}).items():
            if str(kind).startswith("ClassVar"):
                continue
            said = cls.__dict__.get(name, NONE)
            one = said if isinstance(said, Part) else Part(default=said)
            one.name, one.kind = name, kind
            own.append(one)
            if said is not NONE:
                delattr(cls, name)
        for name, made in cls.__dict__.items():
            if hook := getattr(getattr(made, "__func__", made), HOOK, None):
                hooks[name] = hook
        every = {one.name: one for one in (*getattr(base, FIELDS, ()), *own)}
        setattr(cls, FIELDS, tuple(every.values()))
        setattr(cls, HOOKS, hooks)
        own_config: dict[str, object] = cls.__dict__.get("model_config", {})
        cls.model_config = cast("ConfigDict", {**getattr(base, "model_config", {}), **own_config})

    def __init__(self, /, **given: object) -> None:
        values = dict[str, object]()
        for one in getattr(self, FIELDS):
            values[one.name] = given[one.name] if one.name in given else _usual(self, one, values)
        if unknown := given.keys() - values.keys():
            raise TypeError(f"{type(self).__name__} has no field {min(unknown)!r}")
        _fill(self, values, set(given))

    @property
    def written(self) -> frozenset[str]:
        """The fields that were written, or told."""
        return frozenset(self.__pydantic_fields_set__)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return flat(self) == flat(other)

    def __hash__(self) -> int:
        return hash(tuple(flat(self).values()))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in flat(self).items())
        return f"{type(self).__qualname__}({told})"

    def __setattr__(self, name: str, value: object) -> None:
        raise import_module("dataclasses").FrozenInstanceError(f"cannot change {name!r}")

    def __delattr__(self, name: str) -> None:
        raise import_module("dataclasses").FrozenInstanceError(f"cannot change {name!r}")

    def __replace__(self, /, **changes: object) -> Self:
        made = object.__new__(type(self))
        values = flat(self)
        if unknown := changes.keys() - values.keys():
            raise TypeError(f"{type(self).__name__} has no field {min(unknown)!r}")
        _fill(made, {**values, **changes}, self.__pydantic_fields_set__ | changes.keys())
        return made

    def __getstate__(self) -> tuple[dict[str, object], set[str]]:
        return flat(self), self.__pydantic_fields_set__

    def __setstate__(self, state: tuple[dict[str, object], set[str]]) -> None:
        _fill(self, *state)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Maker) -> Schema:
        return read_by(cls, handler)


class Record(Plain, Generic[R]):
    """A file that is a map of names: its ``root``."""

    root: R


def parts_of(kind: type[Plain]) -> tuple[Part, ...]:
    """The fields of a model."""
    found: tuple[Part, ...] = getattr(kind, FIELDS)
    return found


def _fill(one: Plain, values: dict[str, object], given: set[str]) -> None:
    """As the core of pydantic fills what it has read."""
    _SET(one, "__dict__", values)
    _SET(one, "__pydantic_fields_set__", given)


def _usual(owner: Plain, part: Part, values: Mapping[str, object]) -> object:
    """What a field is that nobody has told, by the fields before it."""
    if part.default_factory:
        make = cast("Callable[..., object]", part.default_factory)
        return make(values) if _asks(make) else make()
    if part.default is NONE:
        raise TypeError(f"{type(owner).__name__} needs the field {part.name!r}")
    return part.default


def _asks(make: Callable[..., object]) -> bool:
    """Whether what makes the usual value of a field asks for fields before it; no class does."""
    code = getattr(make, "__code__", None)
    return code is not None and code.co_argcount == 1


# ------------------------------------------------------------------ how pydantic reads them


class Told(NamedTuple):
    """A field with its type and all that is said of it, and the names it may be written under;
    ``listed`` where its author is told of it."""

    part: Part
    type: object
    names: tuple[str, ...]
    listed: bool


_TOLD: dict[type[Plain], tuple[Told, ...]] = {}


def told_of(kind: type[Plain]) -> tuple[Told, ...]:
    """The fields of a model, as they are read; looked at once, when a text is."""
    found = _TOLD.get(kind)
    if found is None:
        base = kind.__mro__[1]
        own = _own(kind)
        if issubclass(base, Plain) and base is not Plain:
            every = {one.part.name: one for one in (*(_TOLD.get(base) or told_of(base)), *own)}
            own = tuple(every.values())
        found = _TOLD[kind] = own
    return found


def _own(kind: type[Plain]) -> tuple[Told, ...]:
    """The fields that a class itself says it has, as its module understands them."""
    said: dict[str, object] = kind.__dict__.get("__annotations__", {})
    room, known, out = vars(sys.modules[kind.__module__]), dict[object, object](), list[Told]()
    parts: tuple[Part, ...] = getattr(kind, FIELDS)
    for part in parts:
        if part.name not in said:
            continue
        if part.kind not in known:
            known[part.kind] = eval(part.kind, room) if isinstance(part.kind, str) else part.kind
        whole = known[part.kind]
        marks = getattr(whole, "__metadata__", ())
        names = next((one.names for one in marks if isinstance(one, Field) and one.names), ())
        listed = not any(isinstance(one, Unlisted) for one in marks)
        out.append(Told(part, whole, names or (part.name.replace("_", "-"),), listed))
    return tuple(out)


def read_by(kind: type[Plain], handler: Maker) -> Schema:
    """How the core of pydantic reads a model."""
    hooks: dict[str, Hook] = getattr(kind, HOOKS)
    whole = [(when, getattr(kind, name)) for name, (when, of) in hooks.items() if not of]
    config, record = kind.model_config, issubclass(kind, Record)
    inner: Schema
    if record:
        (whole_type,) = getattr(kind, "__orig_bases__")  # noqa: B009  (no checker need know)
        inner = handler.generate_schema(whole_type.__args__[0])
    else:
        fields = _fields(kind, handler)
        inner = {"type": "model-fields", "fields": fields, "model_name": kind.__name__}
    for when, method in whole:
        if when == "before":
            inner = hooked(when, method, inner)
    made = {
        "type": "model",
        "cls": kind,
        "schema": inner,
        "root_model": record,
        "config": {
            "title": kind.__name__,
            **({"extra_fields_behavior": config["extra"]} if "extra" in config else {}),
            "validate_default": config.get("validate_default", False),
        },
    }
    for when, method in whole:
        if when == "after":
            made = hooked(when, method, made)
    return {**made, "ref": kind.__reference__}


def _fields(kind: type[Plain], handler: Maker) -> dict[str, Schema]:
    """How fields are read, by their names."""
    hooks: dict[str, Hook] = getattr(kind, HOOKS)
    looked_at = {name for _, of in hooks.values() for name in of}
    fields, known = dict[str, Schema](), dict[int, Schema]()  # simple types by where they are
    for part, whole, names, _ in told_of(kind):
        schema = known.get(id(whole)) or handler.generate_schema(whole)
        if schema["type"] in BARE:
            known[id(whole)] = schema
        if part.name in looked_at or part.default is not NONE or part.default_factory:
            schema = _completed(kind, part, schema)
        one, *more = names
        fields[part.name] = {
            "type": "model-field",
            "schema": schema,
            "validation_alias": [[name] for name in names] if more else one,
            "serialization_alias": part.name.replace("_", "-") if more else one,
            "metadata": {},
        }
    return fields


def _completed(kind: type[Plain], part: Part, schema: Schema) -> Schema:
    """A field's schema with methods of its class, and with what counts where it is not written."""
    hooks: dict[str, Hook] = getattr(kind, HOOKS)
    for name, (when, of) in hooks.items():
        if part.name in of:
            schema = hooked(when, getattr(kind, name), schema)
    if part.default_factory:
        made = {
            "default_factory": part.default_factory,
            "default_factory_takes_data": _asks(part.default_factory),
        }
        return {"type": "default", "schema": schema, **made}
    if part.default is NONE:
        return schema
    return {"type": "default", "schema": schema, "default": part.default}


def hooked(when: str, function: object, schema: Schema) -> Schema:
    """A schema with a function before or after it."""
    code = getattr(function, "__code__", None)
    both = code is not None and code.co_argcount - hasattr(function, "__self__") == 2
    hook = {"type": "with-info" if both else "no-info", "function": function}
    return {"type": f"function-{when}", "function": hook, "schema": schema}
