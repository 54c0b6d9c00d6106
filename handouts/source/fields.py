"""What is said of the fields of models, in the words of pydantic: where it is asked, it makes its
own of what it finds here; ``validating`` reads them without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Literal, Protocol, TypedDict, TypeVar

from .schema import Schema

F = TypeVar("F")
Hook = tuple[Literal["before", "after"], tuple[str, ...]]  # when, and of which fields: of all
HOOK = "__hook__"  # where a method has its own


class ValidationInfo(Protocol):
    """What pydantic tells a function that looks at a value."""

    @property
    def context(self) -> object: ...
    @property
    def data(self) -> Schema: ...


class ConfigDict(TypedDict, total=False):
    """What holds for all of a model."""

    extra: Literal["forbid"]
    validate_default: bool
    json_schema_extra: Callable[[Schema], None]


class AliasChoices:
    """Names that a field may be written under."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices


class Lent:
    """An annotation of pydantic's, by its name: made when pydantic asks for it."""

    __slots__ = ("given", "named")
    __is_annotated_types_grouped_metadata__ = True  # how pydantic knows that there is more in it

    def __init__(self, *given: object, **named: object) -> None:
        self.given, self.named = given, named

    def _theirs(self) -> Iterable[object]:
        made: Iterable[object] = getattr(import_module("pydantic"), type(self).__name__)(
            *self.given, **self.named
        )
        return made

    def __iter__(self) -> Iterator[object]:
        return iter(self._theirs())


class StringConstraints(Lent):
    """Bounds of a text."""

    __slots__ = ()


class AfterValidator(Lent):
    """A function that looks at a value once it is one of its type."""

    __slots__ = ()

    def __iter__(self) -> Iterator[object]:
        yield self._theirs()


class BeforeValidator(AfterValidator):
    """A function that looks at what was written."""

    __slots__ = ()


class Field(Lent):
    """What is said of a value: its bounds, and how the field is called that has it."""

    __slots__ = ("names",)
    names: tuple[str, ...]  # that the field may be written under; none: its own

    def __init__(
        self, *, alias: str = "", validation_alias: AliasChoices | None = None, **bounds: object
    ) -> None:
        self.given, self.named = (), bounds
        self.names = validation_alias.choices if validation_alias else (alias,) if alias else ()

    def __iter__(self) -> Iterator[object]:
        told: Iterable[object] = import_module("pydantic").Field(**self.named).metadata
        return iter(told)


def model_validator(*, mode: Literal["before", "after"]) -> Callable[[F], F]:
    """A method that looks at all of a model: before it is read, or after."""
    return _marked((mode, ()))


def field_validator(*names: str, mode: Literal["before", "after"] = "after") -> Callable[[F], F]:
    """A method that looks at some fields."""
    return _marked((mode, names))


def _marked(hook: Hook) -> Callable[[F], F]:
    def marked(method: F) -> F:
        setattr(getattr(method, "__func__", method), HOOK, hook)
        return method

    return marked
