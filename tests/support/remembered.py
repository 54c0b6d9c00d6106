"""What stages gave is remembered from test to test, as a service remembers it from job to job.

Most tests make the same site anew, each with a memo of its own; all of them would read the same
shared texts and pictures again. What a memo keeps depends on the hash of what was given and on what
messages call the folders, and on nothing else: so a test that finds something here that another one
made is one test more of that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from handouts.content import locale
from handouts.making.looks import Looks

T = TypeVar("T")
MOST = 400
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_own = Looks._once


def _once(self: Looks, stage: str, *given: Hashable, make: Callable[[], T]) -> T:
    """What was made in this process lately, by whomever; a memo with a cache keeps to itself."""
    site = self.site
    if self.memo.cache:
        return _own(self, stage, *given, make=make)
    key = (site.content.name, site.assets.name, locale.FOLDER, stage, *given)
    if key not in _kept:
        _kept[key] = _own(self, stage, *given, make=make)
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    found: T = _kept[key]
    return found


def remember() -> None:
    """From now on in this process."""
    Looks._once = _once  # type: ignore[method-assign]
