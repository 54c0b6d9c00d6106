"""Values that are made by the thousand: boxes, and what is painted.

They are frozen for whoever checks types, which is all of the code, and not while a program runs: a
frozen dataclass puts each of its fields in place through ``object.__setattr__``, and to make one
takes four times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[C]) -> type[C]:
    """A dataclass with slots whose fields are never set again."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
