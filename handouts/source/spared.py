"""What libraries make of themselves when they are loaded, and nobody here asks for: it is made when
somebody does, or not at all."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import TypeAlias

from .patterns import Later

Load: TypeAlias = Callable[[ModuleType], None]


# Whose patterns are compiled when they are first used: that of all letters which the reader of
# PyYAML in Python refuses takes 4 ms, and its reader in C has no use for it.
PATTERNS = frozenset(f"yaml.{name}" for name in ("reader", "resolver", "constructor"))
# What stands in place of a library while another is loaded, where nobody has loaded it yet: what
# HarfBuzz's binding asks of ``inspect`` is how Python marks functions (``dis``), 24 modules' worth.
MARKS = {
    **{"CO_OPTIMIZED": 1, "CO_NEWLOCALS": 2, "CO_VARARGS": 4, "CO_VARKEYWORDS": 8},
    **{"CO_GENERATOR": 32, "CO_COROUTINE": 128, "CO_ASYNC_GENERATOR": 512},
}
INSTEAD = {"uharfbuzz._harfbuzz": ("inspect", MARKS)}


class Sparing:
    """Finds those modules as Python would."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in PATTERNS and name not in INSTEAD:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            load = spec.loader.exec_module
            light = _without_patterns(load) if name in PATTERNS else _beside(load, *INSTEAD[name])
            setattr(spec.loader, "exec_module", light)  # noqa: B010
        return spec


def _without_patterns(load: Load) -> Load:
    def loaded(module: ModuleType) -> None:
        before = re.compile
        setattr(re, "compile", lambda *given: Later(before, *given))  # noqa: B010
        try:
            load(module)
        finally:
            setattr(re, "compile", before)  # noqa: B010

    return loaded


def _beside(load: Load, library: str, names: dict[str, int]) -> Load:
    def loaded(module: ModuleType) -> None:
        light = ModuleType(library)
        vars(light).update(names)
        found = sys.modules.setdefault(library, light)
        try:
            load(module)
        finally:
            if found is light:
                del sys.modules[library]

    return loaded


def spare() -> None:
    """From now on; what is loaded already stays as it is."""
    if Sparing not in sys.meta_path:
        sys.meta_path.insert(0, Sparing)


def core() -> ModuleType:
    """The core of pydantic alone, as it is compiled: around it Python has the shapes of all that
    can be said to it, a hundred classes for checkers of types."""
    package = "pydantic_core"
    name = f"{package}._{package}"
    if name not in sys.modules:
        whole = PathFinder.find_spec(package)
        spec = whole and PathFinder.find_spec(name, whole.submodule_search_locations)
        if not spec or not spec.loader:
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
