"""Which tests run in one process, where there are several (pytest-xdist): a plugin of pytest.

Files whose tests ask for something dear, which each process makes for itself, stay together; so do
the tests of a file. xdist takes marks for that, too (``--dist loadgroup``), and tells nobody when a
release of pytest has made it deaf to them: so who runs where is told by this file alone.

What takes longest begins first, so that at the end no process works alone at a long pile.
"""

import ast
import os
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.support.judge import Judge, shared

# Each kind of what is dear, with the fixtures that stand for it; a file that asks for two kinds
# lies with the first.
DEAR: Mapping[str, frozenset[str]] = {
    "screens": frozenset(("browser", "tab")),
    "papers": frozenset(("prints", "brochures", "brochure", "any_brochure", "on_letter")),
}
# Seconds of a processor, about, that the longest piles take; all others take fewer, and begin in
# the order of how many tests they have.
LONG: Mapping[str, int] = {
    "papers": 115,
    "screens": 60,
    "test_faults.py": 18,
    "test_starting.py": 18,
    "test_same_bytes.py": 14,
    "test_set_up.py": 12,
    "test_stopping.py": 12,
    "test_produce.py": 12,
    "test_values.py": 12,
    "test_cli.py": 11,
    "test_review.py": 11,
    "test_bad.py": 11,
    "test_photos.py": 10,
    "test_arabic.py": 9,
    "test_press_profile.py": 8,
    "test_batch.py": 7,
    "test_desk_facts.py": 7,
    "test_shape.py": 7,
    "test_results.py": 6,
    "test_spanish_handouts.py": 6,
    "test_networks.py": 5,
    "test_wheel.py": 4,
}
JUDGE = "judge"  # where processes that share the tests find the one veraPDF
LED = pytest.StashKey[int]()


@cache
def pile(path: Path) -> str:
    """What the tests of a file lie with: the kind of what is dear to them, or the file alone.

    Raises OSError where there is no such file.
    """
    asked = {one.arg for one in ast.walk(ast.parse(path.read_bytes())) if isinstance(one, ast.arg)}
    return next((kind for kind, fixtures in DEAR.items() if fixtures & asked), path.name)


@pytest.hookimpl(optionalhook=True)  # there is none where one process runs all
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """xdist's scheduler that keeps tests of one scope in one process; our scopes are piles."""
    scheduler = import_module("xdist.scheduler").LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda test: pile(config.rootpath / test.partition("::")[0])
    assign = scheduler._assign_work_unit

    def longest_first(node: Any) -> None:
        waiting = scheduler.workqueue
        waiting.move_to_end(max(waiting, key=lambda one: LONG.get(one, 0)), last=False)
        assign(node)

    scheduler._assign_work_unit = longest_first
    return scheduler


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Whatever ends the run takes the judge down, too."""
    leading = ExitStack()
    config.add_cleanup(leading.close)
    config.stash[LED] = leading.enter_context(shared(Judge()))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput[JUDGE] = node.config.stash[LED]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some wait for a browser or for the validator."""
    return (os.cpu_count() or 1) + 1
