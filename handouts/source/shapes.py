"""Functions that differ in nothing but the names of what they take, compiled once for all."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType, FunctionType

_KNOWN: dict[str, CodeType] = {}


def shaped(source: str, names: Mapping[str, str], room: dict[str, object]) -> FunctionType:
    """The one function of ``source``, which takes and fills what is called as in ``names``, and
    finds all else in its ``room``.

    Compiling is most of what a class of values costs, so a source names fields by their number:
    classes with as many of the same kinds share its code, each under its own names.
    """
    code = _KNOWN.get(source)
    if code is None:
        whole = compile(source, "<values>", "exec")
        (code,) = (one for one in whole.co_consts if isinstance(one, CodeType))
        _KNOWN[source] = code
    own = code.replace(
        co_varnames=tuple(names.get(one, one) for one in code.co_varnames),
        co_names=tuple(names.get(one, one) for one in code.co_names),
    )
    return FunctionType(own, room)
