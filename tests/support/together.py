"""Which tests run in one process, where there are several (pytest-xdist): a plugin of pytest.

Files whose tests ask for something dear, which each process makes for itself, stay together; so do
the tests of a file. xdist takes marks for that, too (``--dist loadgroup``), and tells nobody when a
release of pytest has made it deaf to them: so who runs where is told by this file alone.

What takes longest begins first, so that at the end no process works alone at a long pile.
"""

import ast
import os
import re
from collections.abc import Mapping
from contextlib import ExitStack, suppress
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
# Any of them, as it may stand where a function asks for it.
ASKING = re.compile(
    rf"\b(?:{'|'.join(sorted(frozenset().union(*DEAR.values())))})\s*[,:)=#]".encode()
)
# Seconds of a processor, about, that the longest piles take; all others take fewer, and begin in
# the order of how many tests they have.
LONG: Mapping[str, int] = {
    "papers": 115,
    "screens": 65,
    "test_faults.py": 20,
    "test_starting.py": 18,
    "test_same_bytes.py": 14,
    "test_set_up.py": 13,
    "test_values.py": 13,
    "test_stopping.py": 12,
    "test_produce.py": 12,
    "test_bad.py": 12,
    "test_cli.py": 11,
    "test_review.py": 11,
    "test_photos.py": 10,
    "test_arabic.py": 9,
    "test_desk_facts.py": 9,
    "test_shape.py": 8,
    "test_press_profile.py": 8,
    "test_spanish_handouts.py": 7,
    "test_batch.py": 7,
    "test_results.py": 6,
    "test_networks.py": 6,
    "test_parts.py": 5,
    "test_bilingual.py": 4,
    "test_second.py": 4,
    "test_suite.py": 4,
    "test_wheel.py": 4,
    "test_spanish.py": 4,
    "test_plan.py": 4,
    "test_translate.py": 4,
    "test_checks_trust.py": 4,
    "test_subject.py": 3,
    "test_citations.py": 3,
    "test_taking_back.py": 3,
    "test_desk_requests.py": 3,
    "test_checks_page.py": 3,
    "test_checks_readability.py": 3,
    "test_scripts.py": 2,
    "test_one_leaf_more.py": 2,
    "test_check_lists.py": 2,
    "test_desk_languages.py": 2,
    "test_heads.py": 2,
    "test_desk_start.py": 2,
    "test_checks_clinics.py": 2,
    "test_bilingual_sheet.py": 2,
}
JUDGE = "judge"  # where processes that share the tests find the one veraPDF
LED = pytest.StashKey[int]()


@cache
def pile(path: Path) -> str:
    """What the tests of a file lie with: the kind of what is dear to them, or the file alone.

    Raises OSError where there is no such file.
    """
    text = path.read_bytes()
    tree = ast.parse(text if ASKING.search(text) else b"")  # most ask for nothing dear: all wait
    asked = {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
    return next((kind for kind, fixtures in DEAR.items() if fixtures & asked), path.name)


def pytest_collection(session: pytest.Session) -> None:
    """Where several processes look for the tests of a folder, each begins with files of its own.

    A file that is new is compiled, and its assertions are written out, which takes most of the time
    of a first run; the others find it done. What is wrong with a file, pytest itself tells.
    """
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if count == 1 or not hasattr(session.config, "workerinput"):
        return
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    found = [one for arg in session.config.args for one in sorted(Path(arg).rglob("test_*.py"))]
    first = len(found) * number // count
    for path in found[first:] + found[:first]:
        with suppress(Exception, pytest.skip.Exception):
            import_module(module(path, session.config.rootpath))


def module(path: Path, root: Path) -> str:
    """What a file of tests is called where it is imported.

    Raises ValueError where it does not lie in the folder of the run.
    """
    return ".".join(path.resolve().relative_to(root).with_suffix("").parts)


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
