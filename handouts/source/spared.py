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


# while a module is loaded: what stands in place of which name of which other, made of that
TYPING = "typing" if sys.version_info >= (3, 12) else "typing_extensions"
SPARED: dict[str, tuple[str, str, Callable[[Function], object]]] = {
    "pydantic_core.core_schema": (TYPING, "TypedDict", lambda made: Shape),
    "yaml.reader": ("re", "compile", lambda made: lambda *given: Later(made, *given)),
}


class Sparing:
    """Finds those modules as Python would."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        told = SPARED.get(name)
        spec = PathFinder.find_spec(name, path, target) if told else None
        if told and spec and spec.loader:
            load = _sparing(spec.loader.exec_module, *told)
            setattr(spec.loader, "exec_module", load)  # noqa: B010
        return spec


def _sparing(
    load: Callable[[ModuleType], None], of: str, name: str, instead: Callable[[Function], object]
) -> Callable[[ModuleType], None]:
    def loaded(module: ModuleType) -> None:
        other = import_module(of)
        before = getattr(other, name)
        setattr(other, name, instead(before))
        try:
            load(module)
        finally:
            setattr(other, name, before)

    return loaded


def spare() -> None:
    """From now on; what is loaded already stays as it is."""
    if Sparing not in sys.meta_path:
        sys.meta_path.insert(0, Sparing)
