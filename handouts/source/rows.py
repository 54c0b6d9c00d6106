"""Named tuples, made at a sixth of the usual cost.

``typing`` compiles the type of each field, to find that it can be one, and ``collections`` what
makes a tuple, for each class again: for a hundred classes that is a twentieth of a cold build.
Here ``mypy`` sees to the types, and classes of one shape share their code.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from .shapes import shaped

T = TypeVar("T")
_NEW = tuple.__new__


class _Rows(type):
    """Makes of what looks like a class of named tuples one."""

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, object]) -> type:
        if not bases:
            return type.__new__(mcs, name, bases, space)
        said = space.get("__annotations__", {})
        assert isinstance(said, dict)
        fields: tuple[str, ...] = tuple(said)
        defaults = tuple(space.pop(one) for one in fields if one in space)
        numbers = [f"p{number}" for number in range(len(fields))]
        listed = "".join(f"{one}, " for one in numbers)
        source = f"def __new__(_cls, {listed}):\n    return new(_cls, ({listed}))"
        room: dict[str, object] = {"new": _NEW}
        new = shaped(source, dict(zip(numbers, fields, strict=True)), room)
        new.__defaults__, new.__qualname__ = defaults, f"{name}.__new__"
        getters = {one: _getter(number, one) for number, one in enumerate(fields)}
        known = {"__slots__": (), "_fields": fields, "__match_args__": fields, "__new__": new}
        defaulted = fields[len(fields) - len(defaults) :]
        known["_field_defaults"] = dict(zip(defaulted, defaults, strict=True))
        return type.__new__(type, name, _rooted(bases), {**_ROW, **known, **getters, **space})


def _rooted(bases: Iterable[type]) -> tuple[type, ...]:
    return tuple(tuple if isinstance(one, _Rows) else one for one in bases)


def _getter(number: int, name: str) -> object:
    return _TUPLE_GETTER(number, f"the field {name}")


def _made(cls: type[T], values: Iterable[object]) -> T:
    return cls(*values)


def _row_changed(self: tuple[object, ...], /, **changes: object) -> tuple[object, ...]:
    fields: tuple[str, ...] = self._fields  # type: ignore[attr-defined]
    made = _made(type(self), map(changes.pop, fields, self))
    if changes:
        raise ValueError(f"there is no such field: {', '.join(changes)}")
    return made


def _row_dict(self: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(self._fields, self, strict=True))  # type: ignore[attr-defined]


def _row_shown(self: tuple[object, ...]) -> str:
    told = ", ".join(f"{name}={value!r}" for name, value in _row_dict(self).items())
    return f"{type(self).__name__}({told})"


def _row_plain(self: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(self)


_TUPLE_GETTER = import_module("collections")._tuplegetter  # noqa: SLF001  (in C: it is asked often)
_ROW: dict[str, object] = {
    **{"_make": classmethod(_made), "_replace": _row_changed, "__replace__": _row_changed},
    **{"_asdict": _row_dict, "__repr__": _row_shown, "__getnewargs__": _row_plain},
}

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class NamedTuple(metaclass=_Rows):
        """``typing.NamedTuple``."""


__all__ = ["NamedTuple"]
