"""Libraries are loaded without what nobody here asks of them, and work as they do otherwise."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from handouts.source.spared import INSTEAD, MARKS, PATTERNS
from tests.support.brochures import ROOT

ASKED = """
import re
import sys
before = re.compile
{spare}
import pydantic
import yaml
import uharfbuzz
class Handout(pydantic.BaseModel):
    title: str
    parts: list[int] = []
assert re.compile is before
print(Handout.model_json_schema(), Handout(title="a", parts=["1"]))
print(yaml.load("a: [1, 2026-11-30, yes, 1.5, ~, 0x1f]", Loader=yaml.SafeLoader))
print(yaml.load("a: [1, 2026-11-30 10:11:12, yes, {{<<: {{b: 1}}}}]", Loader=yaml.CSafeLoader))
try:
    yaml.load("a: \1", Loader=yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error)
import inspect
print(inspect.signature(uharfbuzz.Buffer.add_str), uharfbuzz.Font.__doc__)
print(sum(name == "yaml.reader" for name in sys.modules), {last})
"""
SPARE = "from handouts.source.plugins import no_plugins; no_plugins()"
LIGHT = "isinstance(yaml.reader.Reader.NON_PRINTABLE, re.Pattern)"


def run(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def told(spare: str, last: str = "0") -> str:
    return run(ASKED.format(spare=spare, last=last))


def test_libraries_work_as_they_do_otherwise() -> None:
    assert told(SPARE) == told("") != ""


@pytest.mark.parametrize(("spare", "heavy"), [(SPARE, "False"), ("", "True")])
def test_what_nobody_asks_for_is_not_made(spare: str, heavy: str) -> None:
    assert told(spare, LIGHT).splitlines()[-1] == f"1 {heavy}"


def test_every_module_that_is_spared_something_is_there() -> None:
    """One that a later version calls otherwise would be spared nothing, unseen."""
    modules = run(f"{SPARE}; import sys, yaml, uharfbuzz; print(*sys.modules)").split()
    assert modules.count("yaml.reader") == 1
    assert set(PATTERNS) | set(INSTEAD) <= set(modules)
    assert not {"inspect", "dis", "ast"} & set(modules)
    assert "inspect" in run("import sys, uharfbuzz; print(*sys.modules)").split()


def test_functions_are_marked_as_python_does() -> None:
    assert {name: getattr(inspect, name) for name in MARKS} == MARKS


def test_a_core_is_one_with_all_of_pydantic() -> None:
    """Whoever loads the rest later has the same classes."""
    alone = "from handouts.source.spared import core; import sys; made = core()"
    assert run(f"{alone}; print({{'pydantic_core', 'typing_extensions'}} & set(sys.modules))") == (
        "set()\n"
    )
    same = "import pydantic_core; print(made.SchemaValidator is pydantic_core.SchemaValidator)"
    assert run(f"{alone}; {same}") == "True\n"
    assert run(f"import pydantic_core; {alone}; {same}") == "True\n"
