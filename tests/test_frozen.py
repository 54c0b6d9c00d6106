"""The house's frozen dataclasses do what those of Python do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing
from dataclasses import FrozenInstanceError
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import handouts
from handouts.source import rows
from handouts.source.values import Field, flat, replace
from handouts.source.values import dataclass as ours

theirs = dataclasses.dataclass


class Numbered:
    """Room for something that is no field."""

    __slots__ = ("number",)


def _family(made: Any, field: Any) -> dict[str, Any]:
    """The same classes, by the decorator ``made``, their fields by ``field``."""

    @made(frozen=True, slots=True)
    class Plain(Numbered):
        first: int
        second: str = "two"
        many: list[int] = field(default_factory=list, hash=False)
        unseen: str = field(default="", compare=False, repr=False)

    @made(frozen=True, slots=True)
    class Longer(Plain):
        third: float = 3.0
        own: int = field(init=False, default=7)

    @made(frozen=True, slots=True, kw_only=True)
    class Named:
        at: int = 0

    @made(frozen=True, slots=True)
    class Placed(Named):
        word: str

    @made(frozen=True, slots=True)
    class Single:
        only: float

    @made(frozen=True, slots=True)
    class Empty:
        pass

    @made(frozen=True, slots=True)
    class Counted:
        words: tuple[str, ...]
        count: int = field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "count", len(self.words))

    @made(frozen=True)
    class Open:
        side: int

        @cached_property
        def area(self) -> int:
            return self.side**2

        def __hash__(self) -> int:
            return 5

        def __repr__(self) -> str:
            return "open"

    @made(frozen=True, slots=True, order=True)
    class Sorted:
        line: int
        word: str = ""
        beside: int = field(default=0, compare=False)

    found = [Plain, Longer, Named, Placed, Single, Empty, Counted, Open, Sorted]
    return {one.__name__: one for one in found}


OURS, THEIRS = _family(ours, Field), _family(theirs, dataclasses.field)
MADE = [
    ("Plain", (1,), {}),
    ("Plain", (1, "x", [2]), {"unseen": "y"}),
    ("Longer", (1,), {"third": 4.0}),
    ("Named", (), {"at": 3}),
    ("Placed", ("word",), {"at": 3}),
    ("Placed", ("word",), {}),
    ("Single", (2.5,), {}),
    ("Empty", (), {}),
    ("Counted", (("a", "b"),), {}),
    ("Open", (3,), {}),
    ("Sorted", (3, "b"), {}),
]


@pytest.mark.parametrize(("name", "given", "named"), MADE)
def test_alike(name: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Fields, hash, what is told, copies and changes are as Python has them."""
    own, other = OURS[name](*given, **named), THEIRS[name](*given, **named)
    assert dataclasses.asdict(own) == dataclasses.asdict(other)
    assert [one.name for one in dataclasses.fields(own)] == [
        one.name for one in dataclasses.fields(other)
    ]
    assert hash(own) == hash(other)
    assert repr(own) == repr(other)
    assert OURS[name].__match_args__ == THEIRS[name].__match_args__
    assert hasattr(own, "__dict__") == hasattr(other, "__dict__")
    again = OURS[name](*given, **named)
    assert own == again
    assert own != other
    assert replace(own) == own
    assert flat(own) == dataclasses.asdict(other)
    assert copy.copy(own) == own == copy.deepcopy(own) == dataclasses.replace(own)


@pytest.mark.parametrize(("name", "given", "named"), MADE)
def test_frozen(name: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Nothing can be changed or taken away."""
    own = OURS[name](*given, **named)
    for one in [*(one.name for one in dataclasses.fields(own)), "other"]:
        with pytest.raises(FrozenInstanceError):
            setattr(own, one, 1)
        with pytest.raises(FrozenInstanceError):
            delattr(own, one)


def test_compared_by_what_counts() -> None:
    """A field that is not compared makes no difference; an object is like itself whatever it
    says."""
    plain, single = OURS["Plain"], OURS["Single"]
    assert plain(1, unseen="a") == plain(1, unseen="b") != plain(2)
    assert plain(1) != OURS["Longer"](1)
    assert plain(1).many is not plain(1).many
    no_number = float("nan")
    assert single(no_number) == single(no_number)


def test_kept_between() -> None:
    """A value of the package itself goes to another process and comes back."""
    from handouts.meaning.spans import Text  # noqa: PLC0415

    text = Text("words")
    assert pickle.loads(pickle.dumps(text)) == text


def test_what_is_missing_is_told() -> None:
    """Fields without a default must be given, and none that is not there."""
    with pytest.raises(TypeError, match="first"):
        OURS["Plain"]()
    with pytest.raises(TypeError, match="fourth"):
        OURS["Plain"](1, fourth=4)
    with pytest.raises(TypeError):
        OURS["Placed"]("word", 3)


def test_sorted() -> None:
    """What has an order is sorted by what is compared, and by nothing of another kind."""
    of = OURS["Sorted"]
    values = [of(2, "a"), of(1, "b"), of(1, "a", beside=9)]
    assert sorted(values) == [values[2], values[1], values[0]]
    assert of(1) <= of(1, beside=2) >= of(1)
    assert of(1) < of(2) > of(1)
    with pytest.raises(TypeError):
        sorted([of(1), THEIRS["Sorted"](1)])
    with pytest.raises(TypeError):
        sorted([OURS["Single"](1.0), OURS["Single"](2.0)])


class Theirs(typing.NamedTuple):
    """A named tuple of Python's."""

    first: int
    second: str = "two"
    third: tuple[int, ...] = ()

    @property
    def whole(self) -> str:
        return f"{self.first} {self.second}"


class Ours(rows.NamedTuple):
    """The same of the house's."""

    first: int
    second: str = "two"
    third: tuple[int, ...] = ()

    @property
    def whole(self) -> str:
        return f"{self.first} {self.second}"


@pytest.mark.parametrize("given", [(1,), (1, "x"), (1, "x", (2,))])
def test_named_tuples_alike(given: tuple[Any, ...]) -> None:
    """Fields, what is told, copies and changes are as Python has them."""
    own, other = Ours(*given), Theirs(*given)
    assert tuple(own) == tuple(other)
    assert own == Ours._make(given + tuple(other)[len(given) :])
    assert isinstance(own, tuple)
    assert (own.first, own.second, own.third) == tuple(other)
    assert own.whole == other.whole
    assert repr(own) == repr(other).replace("Theirs", "Ours")
    assert Ours._fields == Theirs._fields == Ours.__match_args__
    assert Ours._field_defaults == Theirs._field_defaults
    assert own._asdict() == other._asdict()
    assert own._replace(first=7) == Ours(7, *own[1:])
    assert pickle.loads(pickle.dumps(own)) == copy.deepcopy(own) == own
    assert not hasattr(own, "__dict__")
    assert (Ours.__name__, Ours.__qualname__, Ours.__module__) == ("Ours", "Ours", __name__)
    for of in (Ours, Theirs):
        with pytest.raises(TypeError, match="first"):
            of()  # type: ignore[call-arg]
        with pytest.raises(ValueError, match="fourth"):
            of(1)._replace(fourth=4)  # type: ignore[call-arg]


def test_all_are_ours() -> None:
    """No module makes its frozen classes the slow way."""
    package = Path(handouts.__file__).parent
    ours = package / "source/values.py"
    slow = [
        path.relative_to(package)
        for path in package.rglob("*.py")
        if path != ours
        and "@dataclass(frozen=True" in (text := path.read_text("utf-8"))
        and "values import dataclass" not in text
    ]
    assert not slow
