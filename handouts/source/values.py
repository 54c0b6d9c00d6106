"""Frozen dataclasses, made at a quarter of the usual cost.

``dataclasses`` writes the source of six functions for each class and compiles each by itself, every
time the program starts: for two hundred classes that is a fifteenth of a cold build, and a tenth of
one that finds all in its cache. Here only ``__init__`` is written; what compares, hashes and tells
values is the same for all classes. It fills slots by what fills a slot, so making a value is
quicker too. Fields, ``replace``, ``asdict`` and copies are those of ``dataclasses``, and so is what
a checker of types sees.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import field
from functools import cache
from operator import attrgetter, ge, gt, le, lt
from types import MemberDescriptorType
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

T = TypeVar("T")
Fields = tuple[dataclasses.Field[object], ...]
_SET = object.__setattr__
_BY_FACTORY = object()  # the default of a parameter whose field makes its own


def _frozen(
    *,
    frozen: bool,
    slots: bool = False,
    kw_only: bool = False,
    order: bool = False,
    guarded: bool = True,
) -> Callable[[type[T]], type[T]]:
    """``dataclasses.dataclass`` for classes that are all ``frozen``; also while the program runs,
    where they are ``guarded``."""
    assert frozen

    def made(plain: type[T]) -> type[T]:
        plain.__doc__ = plain.__doc__ or plain.__name__  # or else its signature is worked out
        cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(
            plain
        )
        every: Fields = dataclasses.fields(cls)  # type: ignore[arg-type]  # it is one now
        methods = _methods(every, slots) | (_ordered(every) if order else {})
        if guarded:
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        for name, method in methods.items():
            if cls.__dict__.get(name) is None:
                setattr(cls, name, method)
        cls.__init__ = _initial(cls, every, guarded=guarded)  # type: ignore[method-assign]
        return cls

    return made


def _methods(every: Fields, slots: bool) -> dict[str, Callable[..., object]]:
    """What all values can do, over the fields of a class; those in slots are copied field by
    field."""
    compared = _values([one.name for one in every if one.compare])
    hashed = _values([one.name for one in every if (one.compare, one.hash)[one.hash is not None]])
    kept = _values([one.name for one in every])
    told = [one.name for one in every if one.repr]

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def numbered(self: object) -> int:
        return hash(hashed(self))

    def shown(self: object) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in told)
        return f"{type(self).__qualname__}({fields})"

    def emptied(self: object) -> tuple[object, ...]:
        return kept(self)

    def refill(self: object, values: tuple[object, ...]) -> None:
        for one, value in zip(every, values, strict=True):
            _SET(self, one.name, value)

    return {
        **{"__eq__": equal, "__hash__": numbered, "__repr__": shown},
        **({"__getstate__": emptied, "__setstate__": refill} if slots else {}),
    }


def _ordered(every: Fields) -> dict[str, Callable[..., object]]:
    """What sorts values, over the fields that are compared."""
    compared = _values([one.name for one in every if one.compare])

    def by(compare: Callable[..., bool]) -> Callable[..., object]:
        def compares(self: object, other: object) -> object:
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(compared(self), compared(other))

        return compares

    return {"__lt__": by(lt), "__le__": by(le), "__gt__": by(gt), "__ge__": by(ge)}


def _values(names: list[str]) -> Callable[[object], tuple[object, ...]]:
    """What gives the values of these fields."""
    if len(names) == 1:
        only = attrgetter(*names)
        return lambda self: (only(self),)
    return attrgetter(*names) if names else lambda _: ()


def _refuse(self: object, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change the field {name!r}")


def _initial(cls: type, every: Fields, *, guarded: bool) -> Callable[..., None]:
    """``__init__``: it takes the fields in order, makes what is to be made, and fills them in."""
    room: dict[str, object] = {"_by_factory": _BY_FACTORY, "_set": _SET}
    named, body = list[str](), list[str]()
    taken: dict[bool, list[str]] = {False: [], True: []}
    for one in every:
        name, value = one.name, one.name
        if one.default is not dataclasses.MISSING:
            room[f"_of_{name}"] = one.default
            named = [f"{name}=_of_{name}"]
            value = name if one.init else f"_of_{name}"
        elif one.default_factory is not dataclasses.MISSING:
            room[f"_of_{name}"] = one.default_factory
            named = [f"{name}=_by_factory"]
            value = f"_of_{name}() if {name} is _by_factory else {name}"
        else:
            named = [name]
        if one.init:
            taken[bool(one.kw_only)] += named
        filled = _filled(cls, name, value, room) if guarded else f"self.{name} = {value}"
        body.append(filled)
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    words = ", ".join(["self", *taken[False], *(["*", *taken[True]] if taken[True] else [])])
    source = "\n    ".join([f"def __init__({words}):", *(body or ["pass"])])
    exec(source, room)  # noqa: S102  (made of the names of fields alone)
    return room["__init__"]  # type: ignore[return-value]


def _filled(cls: type, name: str, value: str, room: dict[str, object]) -> str:
    """The line that fills a field; its slot is the quickest way."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        room[f"_in_{name}"] = slot.__set__
        return f"_in_{name}(self, {value})"
    return f"_set(self, {name!r}, {value})"


@cache
def _given(cls: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The fields that values of a class are made with, and what gives those of one."""
    every: Fields = dataclasses.fields(cls)
    names = [one.name for one in every if one.init]
    return tuple(names), _values(names)


def replace(one: T, **others: object) -> T:
    """The same value with ``others`` in some of its fields: ``dataclasses.replace``, which looks at
    each field anew whenever it is called."""
    cls: type = type(one)
    names, given = _given(cls)
    made: T = cls(**{**dict(zip(names, given(one), strict=True)), **others})
    return made


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _frozen


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots for what is made by the thousand, such as boxes: a checker of
    types, who sees all of the code, keeps it as it is. Making one takes half the time."""
    return _frozen(frozen=True, slots=True, guarded=False)(cls)


__all__ = ["dataclass", "field", "replace", "value"]
