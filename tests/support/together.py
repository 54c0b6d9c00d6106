"""Which tests run in one process, where there are several (pytest-xdist).

Files whose tests ask for something dear, which each process makes for itself, stay together; so do
the tests of a file. xdist takes marks for that, too (``--dist loadgroup``), and tells nobody when a
release of pytest has made it deaf to them: so who runs where is told by this file alone.
"""

import ast
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

# Each kind of what is dear, with the fixtures that stand for it.
DEAR: Mapping[str, frozenset[str]] = {
    "papers": frozenset(
        ("prints", "brochures", "brochure", "any_brochure", "on_letter", "validator")
    ),
    "screens": frozenset(("browser", "tab")),
}


def by_pile(config: pytest.Config, log: Any) -> Any:
    """xdist's scheduler that keeps tests of one scope in one process; our scopes are piles."""
    scheduler = import_module("xdist.scheduler").LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda test: pile(config.rootpath / test.partition("::")[0])
    return scheduler


@cache
def pile(path: Path) -> str:
    """What the tests of a file lie with: the kind of what is dear to them, or the file alone.

    Raises OSError where there is no such file.
    """
    asked = {one.arg for one in ast.walk(ast.parse(path.read_bytes())) if isinstance(one, ast.arg)}
    return next((kind for kind, fixtures in DEAR.items() if fixtures & asked), path.name)
