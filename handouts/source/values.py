"""Frozen dataclasses, made at a sixth of the usual cost.

``dataclasses`` writes the source of six functions for each class and compiles each by itself, every
time the program starts: for two hundred classes that is a fifteenth of a cold build. Here only what
makes a value is written, once for all classes of one shape; what compares, hashes and tells values
is the same for all. A slot is filled by what fills it, so making a value is quicker too.

``dataclasses`` itself is not loaded: a build that finds all in its cache needs nothing else of it.
Whoever asks it finds the fields they would have there (``_Asked``), a checker of types its classes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter, ge, gt, le, lt
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from .shapes import shaped

T = TypeVar("T")
NONE = object()  # in place of a default that there is none of
_SET = object.__setattr__
_BY_FACTORY = object()  # the default of a parameter whose field makes its own
FIELDS = "__parts__"  # where a class has its fields


class Field:
    """A field of a class, with what is said of it in the words of ``dataclasses.field``."""

    __slots__ = (
        *("name", "kind", "default", "default_factory"),
        *("init", "repr", "hash", "compare", "kw_only"),
    )

    def __init__(  # noqa: PLR0913  (as there)
        self,
        *,
        default: object = NONE,
        default_factory: Callable[[], object] | None = None,
        init: bool = True,
        repr: bool = True,  # noqa: A002
        hash: bool | None = None,  # noqa: A002
        compare: bool = True,
    ) -> None:
        self.name = self.kind = ""
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.kw_only = False


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
        own = _own(plain, kw_only=kw_only)
        bases = (getattr(base, FIELDS, ()) for base in reversed(plain.__mro__[1:]))
        every = tuple({one.name: one for part in (*bases, own) for one in part}.values())
        cls = _slotted(plain, own) if slots else _plain(plain, own)
        methods = _methods(every, slots=slots and guarded) | (_ordered(every) if order else {})
        if guarded:
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        elif all(one.init > one.kw_only for one in every) and not hasattr(cls, "__post_init__"):
            methods["__reduce__"] = lambda self: (self.__class__, (*flat(self).values(),))
        for name, method in methods.items():
            if cls.__dict__.get(name) is None:
                setattr(cls, name, method)
        setattr(cls, FIELDS, every)
        setattr(cls, "__dataclass_fields__", _ASKED)  # noqa: B010  (no checker need know)
        setattr(cls, "__init__", _initial(cls, every, guarded=guarded))  # noqa: B010
        cls.__doc__ = cls.__doc__ or cls.__name__
        if "__match_args__" not in cls.__dict__:
            told = tuple(one.name for one in every if one.init and not one.kw_only)
            setattr(cls, "__match_args__", told)  # noqa: B010
        return cls

    return made


def _own(cls: type, *, kw_only: bool) -> tuple[Field, ...]:
    """The fields that a class itself says it has."""
    found = []
    for name, kind in cls.__annotations__.items():
        if kind == "KW_ONLY":
            kw_only = True
        elif not kind.startswith("ClassVar"):
            said = cls.__dict__.get(name, NONE)
            one = said if isinstance(said, Field) else Field(default=said)
            one.name, one.kind, one.kw_only = name, kind, kw_only
            found.append(one)
    return tuple(found)


def _plain(cls: type[T], own: tuple[Field, ...]) -> type[T]:
    """The class with defaults in place of what was said of its fields."""
    for one in own:
        if one.default is not NONE:
            setattr(cls, one.name, one.default)
        elif one.name in cls.__dict__:
            delattr(cls, one.name)
    return cls


def _slotted(cls: type[T], own: tuple[Field, ...]) -> type[T]:
    """The class with a slot for each field."""
    names = [one.name for one in own]
    inherited = {slot for base in cls.__mro__[1:] for slot in base.__dict__.get("__slots__", ())}
    left = {"__dict__", "__weakref__", *names}
    space = {name: value for name, value in cls.__dict__.items() if name not in left}
    space["__slots__"] = tuple(name for name in names if name not in inherited)
    made: type[T] = type.__call__(type(cls), cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    return made


def _methods(every: tuple[Field, ...], *, slots: bool) -> dict[str, Callable[..., object]]:
    """What all values of a class can do; those in slots are copied field by field."""
    compared = _values([one.name for one in every if one.compare])
    hashed = _values([one.name for one in every if (one.compare, one.hash)[one.hash is not None]])
    kept = _values([one.name for one in every])
    told = [one.name for one in every if one.repr]
    given = [one.name for one in sorted(every, key=lambda one: one.kw_only) if one.init]
    those, count = _values(given), sum(one.init > one.kw_only for one in every)

    def equal(self: object, other: object) -> object:
        same = other.__class__ is self.__class__
        return compared(self) == compared(other) if same else NotImplemented

    def numbered(self: object) -> int:
        return hash(hashed(self))

    def shown(self: object) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in told)
        return f"{type(self).__qualname__}({fields})"

    def changed(self: T, /, **changes: object) -> T:
        own = [*those(self)]
        for name, value in changes.items():
            own[given.index(name)] = value
        return self.__class__(*own[:count], **dict(zip(given[count:], own[count:], strict=True)))

    def emptied(self: object) -> tuple[object, ...]:
        return kept(self)

    def refill(self: object, values: tuple[object, ...]) -> None:
        for one, value in zip(every, values, strict=True):
            _SET(self, one.name, value)

    return {
        **{"__eq__": equal, "__hash__": numbered, "__repr__": shown, "__replace__": changed},
        **({"__getstate__": emptied, "__setstate__": refill} if slots else {}),
    }


def _ordered(every: tuple[Field, ...]) -> dict[str, Callable[..., object]]:
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
    raise import_module("dataclasses").FrozenInstanceError(f"cannot change the field {name!r}")


def _initial(cls: type, every: tuple[Field, ...], *, guarded: bool) -> object:
    """``__init__``: it takes the fields in order, makes what is to be made, and fills them in."""
    room: dict[str, object] = {"by_factory": _BY_FACTORY, "set": _SET}
    names, body = dict[str, str](), list[str]()
    taken: dict[bool, list[str]] = {False: [], True: []}
    defaults = dict[str, object]()
    for number, one in enumerate(every):
        word, value = f"p{number}", f"p{number}"
        if one.default_factory:
            room[f"f{number}"] = one.default_factory
            defaults[one.name] = _BY_FACTORY
            value = f"f{number}() if {word} is by_factory else {word}"
        elif one.default is not NONE:
            defaults[one.name] = room[f"d{number}"] = one.default
        if one.init:
            taken[one.kw_only].append(word)
            names[word] = one.name
        else:
            value = f"d{number}"
        body.append(_filled(cls, one.name, number, value, room, names, guarded=guarded))
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    words = ", ".join(["self", *taken[False], *(["*", *taken[True]] if taken[True] else [])])
    source = "\n    ".join([f"def __init__({words}):", *(body or ["pass"])])
    made = shaped(source, names, room)
    given = [defaults[names[one]] for one in taken[False] if names[one] in defaults]
    made.__defaults__ = tuple(given)
    made.__kwdefaults__ = {n: defaults[n] for one in taken[True] if (n := names[one]) in defaults}
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _filled(  # noqa: PLR0913  (all that a line is made of)
    cls: type,
    name: str,
    number: int,
    value: str,
    room: dict[str, object],
    names: dict[str, str],
    *,
    guarded: bool,
) -> str:
    """The line that fills a field; its slot is the quickest way."""
    if not guarded:
        names[f"n{number}"] = name
        return f"self.n{number} = {value}"
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        room[f"s{number}"] = slot.__set__
        return f"s{number}(self, {value})"
    room[f"k{number}"] = name
    return f"set(self, k{number}, {value})"


class _Asked:
    """What ``dataclasses`` finds where it looks for the fields of a class, made when it looks."""

    def __get__(self, one: object, cls: type) -> object:
        theirs = import_module("dataclasses")
        space: dict[str, object] = {"__annotations__": {}, "__doc__": cls.__name__}
        for own in getattr(cls, FIELDS):
            said = {
                name: getattr(own, name) for name in ("init", "repr", "hash", "compare", "kw_only")
            }
            if own.default is not NONE:
                said["default"] = own.default
            if own.default_factory:
                said["default_factory"] = own.default_factory
            space[own.name] = theirs.field(**said)
            space["__annotations__"][own.name] = own.kind  # type: ignore[index]
        shadow = theirs.dataclass(init=False, repr=False, eq=False)(type(cls.__name__, (), space))
        type.__setattr__(cls, "__dataclass_fields__", shadow.__dataclass_fields__)
        return shadow.__dataclass_fields__


_ASKED = _Asked()


def _changed(self: T, /, **changes: object) -> T:
    """``dataclasses.replace`` for these classes."""
    made: T = self.__replace__(**changes)  # type: ignore[attr-defined]  # ``_methods`` makes it
    return made


def flat(value: object) -> dict[str, object]:
    """The fields of a value by their names, as they are."""
    return {one.name: getattr(value, one.name) for one in getattr(value, FIELDS)}


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _frozen, Field, _changed


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots, made by the thousand in half the time: a checker of types, who
    sees all of the code, keeps it as it is."""
    return _frozen(frozen=True, slots=True, guarded=False)(cls)


def unsealed(value: object) -> Any:
    """A ``value`` while it is made, for its own ``__post_init__``: what that works out becomes
    fields. Naming each there is an eighth of ``object.__setattr__``."""
    return value


__all__ = ["dataclass", "field", "flat", "replace", "unsealed", "value"]
