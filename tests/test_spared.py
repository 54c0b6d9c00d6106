"""Libraries are loaded without what nobody here asks of them, and work as they do otherwise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from handouts.source.spared import SPARED
from tests.support.brochures import ROOT

ASKED = """
import re
import sys
import typing
import typing_extensions
def present():
    return re.compile, typing.TypedDict, typing_extensions.TypedDict
before = present()
{spare}
import pydantic
import yaml
from pydantic_core import core_schema
class Handout(pydantic.BaseModel):
    title: str
    parts: list[int] = []
assert present() == before
config = core_schema.CoreConfig(title="a", strict=True)
print(type(config), config, Handout.model_json_schema())
print(yaml.load("a: [1, 2026-11-30, yes]", Loader=yaml.SafeLoader))
two = typing_extensions.TypedDict("Two", {{"a": int}})
print(pydantic.TypeAdapter(two).validate_python({{"a": "1"}}))
try:
    yaml.load("a: \\1", Loader=yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error)
print(sum(name == "yaml.reader" for name in sys.modules), {last})
"""
SPARE = "from handouts.source.plugins import no_plugins; no_plugins()"
LIGHT = "isinstance(yaml.reader.Reader.NON_PRINTABLE, re.Pattern), core_schema.StringSchema.__mro__"


def told(spare: str, last: str = "0") -> str:
    code = ASKED.format(spare=spare, last=last)
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_libraries_work_as_they_do_otherwise() -> None:
    assert told(SPARE) == told("") != ""


@pytest.mark.parametrize(("spare", "heavy"), [(SPARE, "False"), ("", "True")])
def test_what_nobody_asks_for_is_not_made(spare: str, heavy: str) -> None:
    last = told(spare, LIGHT).splitlines()[-1]
    assert last.startswith(f"1 {heavy} ")
    assert ("spared.Shape" in last) == (heavy == "False")


def test_every_module_that_is_spared_something_is_there() -> None:
    """One that a later version calls otherwise would be spared nothing, unseen."""
    loaded = f"{SPARE}; import sys, pydantic, yaml, pydantic_core.core_schema; print(*sys.modules)"
    command = [sys.executable, "-c", loaded]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split().count("yaml.reader") == 1
    assert set(SPARED) <= set(done.stdout.split())
