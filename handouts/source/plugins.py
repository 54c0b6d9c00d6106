"""What libraries would look for or make of themselves, and need not."""

from __future__ import annotations

import os
import sys
from types import ModuleType

from .spared import spare


def no_plugins() -> None:
    """None of pydantic's has a say here, and to look for them takes time: what would look brings a
    reader of mail along, twelve modules and 1 MB, even where it is told not to."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    nothing = ModuleType("pydantic.plugin._loader")
    setattr(nothing, "get_plugins", tuple)  # noqa: B010  (a module without a file)
    sys.modules.setdefault(nothing.__name__, nothing)
    spare()
