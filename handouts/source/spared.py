"""What libraries make of themselves when they are loaded, and nobody here asks for: it is made when
somebody does, or as something lighter."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TypeAlias

Function: TypeAlias = Callable[..., object]


class Shape:
    """In place of ``TypedDict`` for the shapes of pydantic's own schemas, which only checkers of
    types look at: a hundred of them take 7 ms. What is made with one is a dictionary, as there."""

    def __init_subclass__(cls, **said: object) -> None:
        """``total`` is for checkers of types, too."""

    def __new__(cls, **values: object) -> dict[str, object]:  # type: ignore[misc]
        return values


class Later:
    """A pattern that is compiled when it is first used: that of all letters which PyYAML's own
    reader refuses takes 4 ms, and its reader in C has no use for it."""

    def __init__(self, compiled: Function, *given: object) -> None:
        self._compiled, self._given = compiled, given

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._compiled(*self._given), name)
        setattr(self, name, found)
        return found


def methods(compiled: Function) -> Function:
    """In place of what compiles the methods of data classes: each is compiled when it is first
    called, which is one in eight of the two hundred that pydantic has. All of them take 10 ms."""

    def method_of(name: str, *given: object, **said: object) -> Function:
        made: list[Function] = []

        def method(*values: object, **named: object) -> object:
            if not made:
                one = compiled(name, *given, **said)
                assert callable(one)
                made.append(one)
            return made[0](*values, **named)

        method.__name__ = name
        return method

    return method_of


# While a module, or one of a package, is loaded: what stands in place of which name of which other,
# made of what is called so. Where nothing is (the methods are no promise of Python's), nothing is
# spared.
TYPING = "typing" if sys.version_info >= (3, 12) else "typing_extensions"
METHODS = "dataclasses", "_create_fn", methods
SPARED: dict[str, tuple[str, str, Callable[[Function], object]]] = {
    "pydantic_core.core_schema": (TYPING, "TypedDict", lambda made: Shape),
    "yaml.reader": ("re", "compile", lambda made: lambda *given: Later(made, *given)),
    "annotated_types": METHODS,
    "typing_inspection": METHODS,
    "pydantic": METHODS,
}


class Sparing:
    """Finds those modules as Python would."""

    standing: set[tuple[str, str]] = set()  # names that something stands in place of now

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        told = SPARED.get(name) or SPARED.get(name.partition(".")[0])
        spec = PathFinder.find_spec(name, path, target) if told else None
        if told and spec and spec.loader:
            load = cls._sparing(spec.loader.exec_module, *told)
            setattr(spec.loader, "exec_module", load)  # noqa: B010
        return spec

    @classmethod
    def _sparing(
        cls,
        load: Callable[[ModuleType], None],
        of: str,
        name: str,
        instead: Callable[[Function], object],
    ) -> Callable[[ModuleType], None]:
        def loaded(module: ModuleType) -> None:
            other, own = import_module(of), (of, name)
            before = getattr(other, name, None)
            if before is None or own in cls.standing:
                load(module)
                return
            cls.standing.add(own)
            setattr(other, name, instead(before))
            try:
                load(module)
            finally:
                setattr(other, name, before)
                cls.standing.remove(own)

        return loaded


def spare() -> None:
    """From now on; what is loaded already stays as it is."""
    if Sparing not in sys.meta_path:
        sys.meta_path.insert(0, Sparing)
