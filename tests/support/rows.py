"""A test of all rows of a table at once. ``pytest.mark.parametrize`` makes a test of each row, and
a test costs a millisecond and a half where several processes share them: more than most rows do.

Every row is tried, whatever became of those before it, and each that fails is named. What a row
needs for itself alone (a folder, a patched module) stays with ``parametrize``.
"""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def rows(
    names: str, table: Iterable[Any], ids: Callable[[Any], str] = str, made: str = ""
) -> Callable[[Test], Test]:
    """The test is called once for each row, which is what it asks for by ``names``: several, with
    commas between them, take a row apart, and it need not ask for all. What ``made``, a fixture,
    makes of a row is given in its place.

    Where rows fail, an ``ExceptionGroup`` has them all, each with its row as a note. A row that
    skips ends the test: a table leaves out by itself what cannot be tried.
    """
    named, listed = tuple(one.strip() for one in names.split(",")), tuple(table)
    assert listed, "a table without rows proves nothing"

    def of_all(test: Test) -> Test:
        own = inspect.signature(test)
        left = [one for name, one in own.parameters.items() if name not in named]
        assert len(left) < len(own.parameters), f"{names} is not asked for"
        keeps = made in own.parameters
        if made and not keeps:
            left.append(inspect.Parameter(made, inspect.Parameter.KEYWORD_ONLY))

        @wraps(test)
        def every(**given: Any) -> None:
            maker = given[made] if keeps else given.pop(made, None)
            wrong = list[Exception]()
            for row in listed:
                try:
                    one = maker(row) if made else row
                    found = zip(named, one if len(named) > 1 else (one,), strict=True)
                    test(**given, **{name: it for name, it in found if name in own.parameters})
                except (Exception, pytest.fail.Exception) as failed:
                    wrong.append(_told(failed, f"{names}: {ids(row)}"))
            if wrong:
                raise ExceptionGroup(f"{len(wrong)} of {len(listed)} rows fail", wrong)

        every.__signature__ = own.replace(parameters=left)  # type: ignore[attr-defined]
        return every

    return of_all


def _told(failed: BaseException, row: str) -> Exception:
    """The failure with its row; one of pytest's own (``pytest.fail``) is no ``Exception``."""
    if not isinstance(failed, Exception):
        failed = AssertionError(str(failed))
    failed.add_note(row)
    return failed
