"""What libraries do while they are loaded that a command has no use for, left out.

Only a process that runs one command and ends leaves it out; whoever imports this package finds all
of it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType

CORE = "pydantic_core.core_schema"


class _Process:
    alone = False


class _Described(dict[str, object]):
    """In place of ``TypedDict`` where nobody asks which fields there are."""

    def __init_subclass__(cls, **_: object) -> None:
        pass


def alone() -> None:
    """This process runs one command. No plugin of pydantic's has a say in it, and to look for them
    takes time: what would look brings a reader of mail along, twelve modules and 1 MB, even where
    it is told not to."""
    _Process.alone = True
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    nothing = ModuleType("pydantic.plugin._loader")
    setattr(nothing, "get_plugins", tuple)  # noqa: B010  (a module without a file)
    sys.modules.setdefault(nothing.__name__, nothing)


def core() -> None:
    """Loads what pydantic's core tells checkers of types, without making types of it: 80
    descriptions of dicts have 600 annotations, each compiled, and nothing here reads them."""
    if not _Process.alone or CORE in sys.modules:
        return
    before = [(one, one.TypedDict) for one in map(import_module, ("typing", "typing_extensions"))]
    for one, _ in before:
        setattr(one, "TypedDict", _Described)  # noqa: B010  (for so long)
    try:
        import_module(CORE)
    finally:
        for one, plain in before:
            setattr(one, "TypedDict", plain)  # noqa: B010
