"""A plugin of pytest: within each file, tests that are quick run first, as earlier runs found them.

A mutant is noticed by many tests as a rule, and the first one ends its run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TIMES = "mutation/times"
_spent: dict[str, float] = {}


@pytest.hookimpl(tryfirst=True)  # those that have failed before are put in front afterwards
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known = config.cache.get(TIMES, {}) if config.cache else {}
    files = list(dict.fromkeys(item.path for item in items))
    place: dict[Path, int] = {path: number for number, path in enumerate(files)}
    items.sort(key=lambda item: (place[item.path], known.get(item.nodeid, 0.0)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _spent[report.nodeid] = _spent.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.cache:
        known = session.config.cache.get(TIMES, {})
        session.config.cache.set(TIMES, {**known, **_spent})
