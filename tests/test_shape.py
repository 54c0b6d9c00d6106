"""The shape of the house: who imports whom, how long modules are, where words live, what is not
tracked."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeGuard

import pytest
import yaml
from jsonschema import Draft202012Validator

from handouts.content.blocks import Block
from handouts.outputs import outputs
from tests.support.brochures import CONTENT, ROOT
from tests.support.examples import EXAMPLES
from tests.support.rows import rows

PACKAGE = ROOT / "handouts"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST, LONGEST_FUNCTION = 300, 45  # lines
OWN_LONGEST = {"handouts/outputs/pdf/write/writer.py": 370}  # of a module that is still longer
MOST_LATE = 8  # imports inside functions: doors to what is slow to load
MOST_ANY = 20  # lines with a type that is not said
# packages that import every module of theirs, whatever its name
GATHERING = ("content.blocks", "checks.rules")

# Rooms from low to high: a module imports only from its own room and those before it.
ROOMS = (
    *(
        "source",
        "meaning",
        "content",
        "pictures",
        "screens",
        "clinic",
        "views",
        "signing",
        "translating",
        "outputs",
        "checks",
    ),
    *(
        "making",
        "comparison",
        "reports",
        "catalogue",
        "project",
        "network",
        "lists",
        "starting",
        "api",
        "desk",
        "watching",
        "commands",
        "cli",
    ),
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), name_of(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """What stands in modules is held while this file is run, and no longer."""
    yield
    parsed.cache_clear()
    nodes_of.cache_clear()


# ------------------------------------------------------------------ layers


def imports(path: Path) -> Iterator[tuple[tuple[str, ...], int]]:
    """The modules of this package that ``path`` imports, as paths inside it, each with its line."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = inside[: len(inside) - node.level]
            named = tuple(node.module.split(".")) if node.module else ()
            for alias in node.names if not named else [None]:
                yield (*start, *named, *([alias.name] if alias else [])), node.lineno
        elif isinstance(node, ast.ImportFrom | ast.Import):
            whole = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
            )
            for module in whole:
                if module.split(".")[0] == PACKAGE.name:
                    yield tuple(module.split(".")[1:]), node.lineno


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


PLAIN = {"__init__", "__main__"}  # modules beside the rooms


@rows("own", sorted({room(path) for path in MODULES} - PLAIN))
def test_imports_go_one_way(own: str) -> None:
    for path in MODULES:
        if room(path) == own:
            looks_down(path)


def looks_down(path: Path) -> None:
    assert room(path) in ROOMS, f"where does the room '{room(path)}' belong?"
    for target, line in imports(path):
        if target and target[0] in ROOMS:
            assert ROOMS.index(target[0]) <= ROOMS.index(room(path)), (
                f"{path}:{line} imports {'.'.join(target)}"
            )
        else:
            assert target in ((), ("__version__",)), (
                f"{path}:{line} imports an unknown room {'.'.join(target)}"
            )


def test_outputs_know_no_block_and_no_other_output() -> None:
    for path in (PACKAGE / "outputs").rglob("*.py"):
        own = path.relative_to(PACKAGE / "outputs").with_suffix("").parts[0]
        for target, line in imports(path):
            assert target[:2] not in (("content", "blocks"), ("content", "handout")), (
                f"{path}:{line}"
            )
            assert target[:1] != ("views",), f"{path}:{line}"
            assert target[:1] != ("outputs",) or target[1:2] in ((own,), (OUTPUT,)), (
                f"{path}:{line}"
            )


OUTPUT = "output"  # the module of outputs that says what one is
# Who may name one output, and not ask for whatever makes an edition, each with the reason.
OF_PAPER = {
    "making/looks.py": "faces are tried as they are set and embedded on paper",
    "reports/changes.py": "a report on what changed is made on paper, too, and is no edition",
}


def test_no_room_but_outputs_names_one_of_them() -> None:
    named = set()
    for path in MODULES:
        if room(path) != "outputs":
            for target, line in imports(path):
                if target[:1] == ("outputs",) and len(target) > 1 and target[1] in OUTPUTS:
                    own = path.relative_to(PACKAGE).as_posix()
                    assert own in OF_PAPER, f"{path}:{line} imports {'.'.join(target)}"
                    named.add(own)
            # but for the report
            assert not {one for one in texts_of(path) if one.endswith(PAGES)} - {f"changes{PAGES}"}
    assert named == OF_PAPER.keys()


OUTPUTS = outputs()
PAGES = OUTPUTS["pdf"].suffix


def texts_of(path: Path) -> Iterator[str]:
    """Every text in code, but for what explains it."""
    for node in nodes_of(path):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "\n" not in node.value
        ):
            yield node.value


# The rooms of the PDF output, from low to high.
PDF = PACKAGE / "outputs" / "pdf"
PDF_ROOMS = (
    "paths",
    "colours",
    "drawings",
    "ratios",
    "theme",
    "text",
    "look",
    "ink",
    "boxes",
    "parts",
    "pages",
    "write",
)
PDF_DESK = ("setting", "packet", "studio", "maker")  # what is asked for from outside
PDF_MODULES = sorted(
    path for path in PDF.rglob("*.py") if path.parent != PDF or path.stem != "__init__"
)


@rows("path", PDF_MODULES, ids=name_of)
def test_the_rooms_of_the_pdf_output_are_ordered(path: Path) -> None:
    order = (*PDF_ROOMS, *PDF_DESK)
    own = path.relative_to(PDF).with_suffix("").parts[0]
    for target, line in imports(path):
        if target[:2] == ("outputs", "pdf"):
            assert order.index(target[2]) <= order.index(own), (
                f"{path}:{line} imports {'.'.join(target)}"
            )


def test_the_rooms_of_the_pdf_output_are_told_in_their_order() -> None:
    told = re.search(r"`outputs/pdf`: `([^`]+)`", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert told
    assert tuple(told[1].split(" < ")) == (*PDF_ROOMS, *PDF_DESK)
    assert {path.relative_to(PDF).with_suffix("").parts[0] for path in PDF_MODULES} == {
        *PDF_ROOMS,
        *PDF_DESK,
    }


# ------------------------------------------------------------------ measures

# What paints: its measures are the theme's. What else is a number there says what it is: a constant
# of the module with a remark.
PAINTING = sorted(
    path
    for path in PDF_MODULES
    if path.relative_to(PDF).parts[0] in ("look.py", "ink", "boxes", "parts", "pages", "setting.py")
)
BARE = {0, 1, 2, 0.5}  # counts, halves, both sides
DISTANCES = {"before", "after", "indent", "padding", "width", "inset"}
# Widths of lines and dashes among operators (ISO 32000-1, table 57).
OPERATORS = re.compile(r"(?<![\w.])\d[\d.]* w\b|\[[\d. ]*[1-9][\d. ]*")


def loose_numbers(source: str) -> Iterator[tuple[str, int]]:
    """Numbers in code that nothing names, each with its line."""
    tree, lines = ast.parse(source), source.splitlines()
    named = {
        number
        for node in tree.body
        if isinstance(node, ast.Assign) and _remarked(node, lines)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    inside = (
        node.slice if isinstance(node, ast.Subscript) else node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        or (isinstance(node, ast.keyword) and node.arg == "maxsize")
    )
    places = {one for part in inside for one in ast.walk(part)}  # in a list, or of a cache
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if line in named or node in places:
            continue
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            if node.value not in BARE:
                yield str(node.value), line
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((found, line) for found in OPERATORS.findall(node.value))
        elif isinstance(node, ast.keyword) and node.arg in DISTANCES:
            yield from ((f"{node.arg}={told}", line) for told in _told(node.value))


def _remarked(node: ast.Assign, lines: list[str]) -> bool:
    """Whether a constant has a remark on its own line, or on the one before it."""
    names = (one.id for target in node.targets for one in ast.walk(target) if _is_name(one))
    near = lines[node.lineno - 1 : node.end_lineno]
    above = lines[node.lineno - 2 : node.lineno - 1]
    told = any("#" in line for line in near) or any(line.startswith("#") for line in above)
    return told and all(name.isupper() for name in names)


def _is_name(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name)


def _told(value: ast.expr) -> Iterator[str]:
    """The numbers that a distance is given as, but for none at all."""
    for one in value.elts if isinstance(value, ast.Tuple) else (value,):
        if isinstance(one, ast.Constant) and type(one.value) in (int, float) and one.value:
            yield str(one.value)


@rows("path", PAINTING, ids=name_of)
def test_no_measure_is_loose_in_what_paints(path: Path) -> None:
    assert not list(loose_numbers(path.read_text("utf-8")))


def test_every_room_that_paints_is_looked_at() -> None:
    assert {path.relative_to(PDF).parts[0] for path in PAINTING} == {
        *("look.py", "ink", "boxes", "parts", "pages", "setting.py")
    }


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(x):\n    return x + 7.5\n", ["7.5"]),
        ("GAP = 7\n", ["7"]),
        ("GAP = 7  # points: why\n", []),
        ("# why\nGAP, MORE = 7, 8.5\n", []),
        ("gap = 7  # points\n", ["7"]),
        ("box(before=2, after=0)\n", ["before=2"]),
        ("box(padding=(1, 0))\n", ["padding=1"]),
        ("side = box[3]\n", []),
        ("@lru_cache(maxsize=64)\ndef f() -> None: ...\n", []),
        ("width / 2 + 0.5 * left - 1\n", []),
        ("paint(f'0.8 w {line} S')\n", ["0.8 w"]),
        ("paint('q 1 J 1 j', f'{pen} [0 4] 0 d')\n", ["[0 4"]),
        ("paint(f'q 1 J {width:.2f} w [] 0 d S')\n", []),
    ],
)
def test_loose_numbers_are_found(source: str, found: list[str]) -> None:
    assert [told for told, _ in loose_numbers(source)] == found


def test_views_know_no_output_and_blocks_no_view() -> None:
    for folder, foreign in (("views", "outputs"), ("content", "views"), ("content", "outputs")):
        for path in (PACKAGE / folder).rglob("*.py"):
            assert foreign not in {target[0] for target, _ in imports(path) if target}, path


def test_every_room_is_there() -> None:
    """So that a renamed room does not slip past the tests above."""
    assert {room(path) for path in MODULES} - {"__init__", "__main__"} == set(ROOMS)


def test_the_rooms_are_told_in_their_order() -> None:
    told = re.search(
        r"^`(source < [^`]+)`$", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.MULTILINE
    )
    assert told
    assert tuple(told[1].split(" < ")) == ROOMS


# ------------------------------------------------------------------ modules


def test_modules_and_functions_are_short() -> None:
    for path in MODULES:
        most = OWN_LONGEST.get(name_of(path), LONGEST)
        assert len(path.read_text("utf-8").splitlines()) <= most, path
        for node in functions(parsed(path)):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{path}:{node.lineno}"


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def module_name(path: Path) -> str:
    """As it is imported inside the package; a package is its ``__init__``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, modules: Collection[str]) -> Iterator[str]:
    """Those of ``modules`` that one imports, also late and for its types alone."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = inside[: len(inside) - node.level]
            whole = ".".join((*start, *((node.module or "").split(".") if node.module else ())))
            for alias in node.names:
                below = f"{whole}.{alias.name}".lstrip(".")
                if below in modules:
                    yield below
                elif whole in modules:
                    yield whole


def importing(sources: Mapping[str, Path]) -> dict[str, set[str]]:
    """Every module with those that it needs."""
    graph = {name: set(imported(path, sources)) for name, path in sources.items()}
    for package in GATHERING:
        graph[package] |= {name for name in sources if name.startswith(f"{package}.")}
    return graph


def test_no_two_modules_need_each_other() -> None:
    """Nor three: whoever follows imports from a module never comes back to it."""
    graph = importing({module_name(path): path for path in MODULES})
    assert len(graph) == len(MODULES)
    assert {"source.problems", "source.tree"} <= graph["source.parsing"]
    assert "content.blocks.figure" in graph["content.blocks"]
    assert "project.work" in graph["project.building"], "late imports count"
    assert all(name not in needed for name, needed in graph.items())
    TopologicalSorter(graph).prepare()  # raises CycleError


def late_imports(tree: ast.Module) -> Iterator[int]:
    """The lines of imports inside functions."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno


def test_few_doors_lead_to_what_is_slow_to_load() -> None:
    late = [f"{name_of(path)}:{line}" for path in MODULES for line in late_imports(parsed(path))]
    assert 0 < len(late) <= MOST_LATE, late


SLOW = {
    "pydantic",
    "reportlab",
    "yaml",
    "PIL",
    "uharfbuzz",
    "pypdfium2",
    "jinja2",
    "multiprocessing",
    "subprocess",
    "email",  # importlib.metadata
    "inspect",  # dataclasses, pkgutil
    "difflib",
    "pickle",
    "shutil",
}


@pytest.mark.parametrize("command", ["build", "check"])
def test_what_finds_all_in_its_cache_loads_nothing_slow(command: str) -> None:
    """Before it knows whether there is anything to do."""
    loaded = f"import handouts.cli, handouts.commands.{command}, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = set(done.stdout.split())
    assert f"handouts.commands.{command}" in modules
    assert not modules & SLOW


def lines_with_any(tree: ast.Module) -> set[int]:
    """The lines where ``Any`` stands, its imports too."""
    named = {
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Any"
    }
    return named | {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "Any" in {alias.name for alias in node.names}
    }


def test_types_are_said() -> None:
    found = [f"{name_of(path)}:{line}" for path in MODULES for line in lines_with_any(parsed(path))]
    assert 0 < len(found) <= MOST_ANY, found


@pytest.mark.parametrize(
    ("source", "late", "any_type"),
    [
        ("import a\nfrom b import c", 0, 0),
        ("def f():\n    import a\n    if x:\n        from b import c", 2, 0),
        ("class A:\n    def f(self):\n        from .b import c", 1, 0),
        ("from typing import Any\n\ndef f(x: Any) -> list[Any]:\n    y: Any = x", 0, 3),
        ("# Any\nx = 'Any'\nAnyBlock = 1", 0, 0),
    ],
)
def test_late_imports_and_open_types_are_found(source: str, late: int, any_type: int) -> None:
    tree = ast.parse(source)
    assert (len(list(late_imports(tree))), len(lines_with_any(tree))) == (late, any_type)


# ------------------------------------------------------------------ the rooms of checks

# From low to high: a module of the package ``checks`` imports only from its own room and those
# before it.
CHECKS = (
    "reading",
    "pages",
    "lists",
    "copy",
    "rules",
    "clarity",
    "switches",
    "judging",
    "__init__",
)
OF_CHECKS = sorted((PACKAGE / "checks").rglob("*.py"))


def inside_checks(path: Path) -> tuple[str, ...]:
    return path.relative_to(PACKAGE / "checks").with_suffix("").parts


def imported_of_checks(path: Path) -> Iterator[tuple[str, ...]]:
    """The modules of ``checks`` that one imports, late imports too; a package is its
    ``__init__``."""
    modules = set(map(inside_checks, OF_CHECKS))
    for target, line in imports(path):
        if target[:1] == ("checks",):
            name = target[1:] if target[1:] in modules else (*target[1:], "__init__")
            assert name in modules, f"{path}:{line}"
            yield name


@rows("path", OF_CHECKS, ids=name_of)
def test_rooms_of_checks_go_one_way(path: Path) -> None:
    own = CHECKS.index(inside_checks(path)[0])
    for target in imported_of_checks(path):
        assert CHECKS.index(target[0]) <= own, f"{path} imports {'.'.join(target)}"


def test_every_room_of_checks_is_there() -> None:
    assert {inside_checks(path)[0] for path in OF_CHECKS} == set(CHECKS)


# ------------------------------------------------------------------ words live in content and
# locales

SPOKEN = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]+)* [^\W\d_]{2,}")
# what is told to authors and to who builds, not printed
TELLING = {"Edition", "fail", "unfit", "fault", "Fault", "Broken", "report", "Problem", "Refused"}
SYNTAX = re.compile(
    r"<</|<\?xpacket|<[A-Fa-f0-9]{4}> |(?<![A-Za-z])/[A-Z][A-Za-z]+ "
    r"|begincodespacerange|beginbfchar|rdf:|endstream|"
    r"endcmap|\b\d* ?(?:%d )?0? ?obj\b"
)


def printable_words(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """String constants that read like words of a language, and are neither documentation, nor told
    to authors, nor the source of a PDF."""
    told = {id(node) for node in _told_to_authors(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told.add(id(node.value))  # a docstring
        if isinstance(node, ast.JoinedStr) and SYNTAX.search(ast.unparse(node)):
            told.update(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str | bytes)
            and id(node) not in told
        ):
            text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            if SPOKEN.search(text) and not SYNTAX.search(text):
                yield text, node.lineno


def _told_to_authors(tree: ast.Module) -> Iterator[ast.AST]:
    """All that stands in a call that tells an author something, in what is assigned to names used
    there, and in what functions return that are called for it."""
    nodes = list(ast.walk(tree))
    telling = [node for node in nodes if isinstance(node, ast.Call) and _called(node) in TELLING]
    names = {
        below.id for call in telling for below in ast.walk(call) if isinstance(below, ast.Name)
    }
    assigned = [
        node.value
        for node in nodes
        if isinstance(node, ASSIGNMENTS) and _targets(node) & names and node.value
    ]
    told = [below for one in (*telling, *assigned) for below in ast.walk(one)]
    functions = {_called(node) for node in told if isinstance(node, ast.Call)}
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and node.name in functions:
            told += [
                below
                for one in ast.walk(node)
                if isinstance(one, ast.Return)
                for below in ast.walk(one)
            ]
    yield from told


ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.NamedExpr)


def _targets(node: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {
        below.id for target in targets for below in ast.walk(target) if isinstance(below, ast.Name)
    }


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@rows(
    "path",
    [
        path
        for path in MODULES
        if room(path) in ("outputs", "views") or path.parent.name == "blocks"
    ],
    ids=name_of,
)
def test_no_words_for_patients_are_written_in_code(path: Path) -> None:
    found = [f"{name_of(path)}:{line}: {text!r}" for text, line in printable_words(parsed(path))]
    assert not found, "put these words into handouts/locales"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("x = 'Call us now'", 1),
        ("x = f'{n} of your friends'", 1),
        ("story.plain('At a glance', style)", 1),
        ("hint = 'write it again'\nstory.fail(at, 'it does not fit', hint)", 0),
        ("raise Refused('this is no colour')", 0),
        ("def f():\n    'Says what it does.'", 0),
        ("x = f'{a} rg {b} re f'", 0),
        ("x = b'<</Type/Metadata/Subtype/XML/Length %d>>'", 0),
    ],
)
def test_words_in_code_are_found(source: str, count: int) -> None:
    assert len(list(printable_words(ast.parse(source)))) == count


def test_locales_have_the_same_words() -> None:
    """But for what leans on numbers, where a language has other such words than the next, and for
    the faces of some."""
    files = sorted((PACKAGE / "locales").glob("*.yaml"))
    assert PACKAGE / "locales" / "en.yaml" in files
    expected = set(_keys(yaml.safe_load((PACKAGE / "locales" / "en.yaml").read_text("utf-8"))))
    for path in files:
        own = set(_keys(yaml.safe_load(path.read_text("utf-8"))))
        assert {one for one in own if not one.startswith(".type.")} == expected, path.name


def test_placeholders_of_locales_are_the_same() -> None:
    files = sorted((PACKAGE / "locales").glob("*.yaml"))
    all_words = [yaml.safe_load(path.read_text("utf-8"))["words"] for path in files]
    for one, other in pairwise(all_words):
        for key in one:
            assert set(re.findall(r"\{\w+\}", one[key])) == set(
                re.findall(r"\{\w+\}", other[key])
            ), key


def _keys(tree: object, path: str = "") -> Iterator[str]:
    if isinstance(tree, dict) and path != ".leaning":
        for key, value in tree.items():
            yield from _keys(value, f"{path}.{key}")
    else:
        yield path


def test_every_word_of_the_locale_is_used() -> None:
    words = yaml.safe_load((PACKAGE / "locales" / "en.yaml").read_text("utf-8"))["words"]
    attributes = {
        node.attr for path in MODULES for node in nodes_of(path) if isinstance(node, ast.Attribute)
    }
    roles = {"note", "tip", "warning", "emergency"}  # asked for by the name of the role
    unused = {key for key in words if key.replace("-", "_") not in attributes} - roles
    assert not unused


# ------------------------------------------------------------------ the subject lives in content

# Words of what the shipped handouts are about: neither code nor package data may know them.
SUBJECT = (
    r"spin(?:e|es|al)|discs?|vertebra[el]?|lumbar|cervical|nerves?|necks?|stenosis|sciatica|"
    r"low[- ]back|back[- ](?:pain|health|surgery)|\w*(?:ectomy|otomy)|fusions?|implants?|"
    r"neur(?:algia|o(?:log|path|gen)\w*)|cauda equina|electromyograph\w+|emg"
)
# Words of medicine and surgery, whatever is operated on: rules of English need them, the rest of
# the program does not.
MEDICINE = (
    r"surger(?:y|ies)|surgeons?|surgical(?:ly)?|operations?|operated?|procedures?|anesthesia|"
    r"opioids?|wounds?|incisions?|mri"
)
RULES_OF_ENGLISH = ("handouts/checks/rules/", "handouts/checks/words/")
# Where a word of the subject may stand all the same, each with the reason.
KNOWN = {
    (
        "handouts/outputs/pdf/parts/lists.py",
        "Disc",
    ): "a way of numbering, by its name in ISO 32000-1 (table 347)",
    ("handouts/reports/check.html.j2", "Disc"): "a filled circle, in the key of a chart",
}


def whole_words(*words: str) -> re.Pattern[str]:
    """A pattern of whole words, where an underscore ends a word too, as in a name of code."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])", re.IGNORECASE)


ANYWHERE, OF_RULES = whole_words(SUBJECT, MEDICINE), whole_words(SUBJECT)


def foreign_words(name: str, text: str) -> Iterator[tuple[str, int]]:
    """The words that a file of the package may not have, each with its line."""
    pattern = OF_RULES if name.startswith(RULES_OF_ENGLISH) else ANYWHERE
    for number, line in enumerate(text.splitlines(), 1):
        yield from ((match[0], number) for match in pattern.finditer(line))


def package_texts() -> dict[str, str]:
    """All that is written in the package, by name."""
    paths = (
        path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    data = {name_of(path): path.read_bytes() for path in paths}
    return {name: found.decode("utf-8") for name, found in data.items() if b"\0" not in found}


def test_the_program_knows_no_subject() -> None:
    texts = package_texts()
    assert {
        "handouts/locales/en.yaml",
        "handouts/project/starter.yaml",
        "handouts/views/base.py",
    } <= set(texts)
    assert all(any(name.startswith(folder) for name in texts) for folder in RULES_OF_ENGLISH)
    found_in = {name: foreign_words(name, text) for name, text in texts.items()}
    hits = [(name, word, line) for name, words in found_in.items() for word, line in words]
    found = [f"{name}:{line}: {word}" for name, word, line in hits if (name, word) not in KNOWN]
    assert not found, "put it into content/"
    assert {(name, word) for name, word, _ in hits} == set(KNOWN), (
        "an exception that is needed no more"
    )


@pytest.mark.parametrize(
    ("text", "everywhere", "in_rules"),
    [
        ("x = 'Level of the spine'", ["spine"], ["spine"]),
        ("side_of_spine: str", ["spine"], ["spine"]),
        ("group != 'procedure'", ["procedure"], []),
        ("Spinal microdiscectomy", ["Spinal", "microdiscectomy"], ["Spinal", "microdiscectomy"]),
        ("FIRST = 'back-health'", ["back-health"], ["back-health"]),
        ("The surgeon frees a nerve: a wound", ["surgeon", "nerve", "wound"], ["nerve"]),
        ("the operator, discern, on its back page, necklace, discussion, cooperate", [], []),
    ],
)
def test_foreign_words_are_found(text: str, everywhere: list[str], in_rules: list[str]) -> None:
    assert [word for word, _ in foreign_words("handouts/views/base.py", text)] == everywhere
    assert [word for word, _ in foreign_words("handouts/checks/rules/trust.yaml", text)] == in_rules


# ------------------------------------------------------------------ examples


def test_every_kind_of_block_is_shown_somewhere() -> None:
    shown = set(EXAMPLES)
    for path in CONTENT.rglob("*.yaml"):
        shown |= set(re.findall(r"^\s*- ([a-z-]+):", path.read_text("utf-8"), re.MULTILINE))
    assert set(Block.kinds) <= shown


# ------------------------------------------------------------------ the repository

FOREIGN = {
    "an address of a package registry": re.compile(
        r"https?://[^/\s\"']*(?:py[p]i|python[h]osted|n[p]mjs|registry|artifact|nexus|mirror|proxy)[^/\s\"']*",
        re.IGNORECASE,
    ),
    "an option for a package registry": re.compile(
        r"--(?:extra-)?index-url[ =]|--trusted-host[ =]|--find-links[ =]"
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.:/*-])/(?:home|root|work|tmp|Users|mnt|private|var/folders)/\w|\b[A-Z]:\\\\?Users",
        re.ASCII,
    ),
    "a private address": re.compile(
        r"(?<![\d.])(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])"
    ),
}


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [path for line in listed if (path := ROOT / line).is_file()]


def test_no_package_host_and_no_path_of_a_machine_is_tracked() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            found += [
                f"{name_of(path)}:{number}: {what}"
                for what, sign in FOREIGN.items()
                if sign.search(line)
            ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "see https:" + "//files.python" + "hosted.example/x",
        "--index" + "-url https://example.org",
        "open('/" + "home/me/x')",
        "cd /" + "tmp/x",
        "host 10" + ".0.0.7",
    ],
)
def test_foreign_names_are_found(line: str) -> None:
    assert any(sign.search(line) for sign in FOREIGN.values())


def test_nothing_built_is_tracked() -> None:
    built = {".pdf", ".pyc", ".part", ".entry", ".file"}
    assert not [name_of(path) for path in tracked() if path.suffix in built]


def test_every_folder_of_the_package_is_installed() -> None:
    """With pip, as the hook for commits is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = project["tool"]["setuptools"]["packages"]
    folders = {path.parent for path in (*PACKAGE.rglob("*.py"), *PACKAGE.glob("locales/*.yaml"))}
    assert sorted(listed) == sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)
    data = project["tool"]["setuptools"]["package-data"]
    kept = {
        path
        for name, globs in data.items()
        for glob in globs
        for path in ROOT.joinpath(*name.split(".")).glob(glob)
    }
    wanted = {
        path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert wanted <= kept


# ------------------------------------------------------------------ schemas for editors


def plain_yaml(path: Path) -> Any:
    """A YAML file as an editor reads it: dates stay text, ``yes`` and ``no`` too."""
    return yaml.load(path.read_text("utf-8"), Loader=_Core)


class _Core(yaml.SafeLoader):
    """The core schema of YAML 1.2, as editors have it."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.endswith((":int", ":float", ":null"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
SHIPPED = {
    "handout": sorted((ROOT / "content" / "handouts").glob("*/*.yaml")),
    "common": sorted((ROOT / "content" / "common").glob("*.yaml")),
    "glossary": sorted((ROOT / "content" / "glossary").glob("*.yaml")),
    "sources": [ROOT / "content" / "sources.yaml"],
    "check-lists": sorted((ROOT / "content" / "checks").glob("*.yaml")),
    "codes": [ROOT / "content" / "codes.yaml"],
    "facts": [ROOT / "content" / "facts.yaml"],
    "subject": [ROOT / "content" / "subject.yaml"],
    "clinic": [ROOT / "content" / "clinic.yaml"],
    "brand": [ROOT / "assets" / "brand" / "brand.yaml"],
}


@rows("name, path", [(name, path) for name, paths in SHIPPED.items() for path in paths])
def test_an_editor_finds_nothing_wrong_with_a_shipped_file(name: str, path: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.json").read_text("utf-8"))
    found = Draft202012Validator(schema).iter_errors(plain_yaml(path))
    assert [f"{error.json_path}: {error.message[:200]}" for error in found] == []


@rows("name, path", [(name, path) for name, paths in SHIPPED.items() for path in paths])
def test_a_shipped_file_points_editors_to_its_schema(name: str, path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (
        path.parent / first.partition("=")[2]
    ).resolve() == ROOT / "docs" / "schema" / f"{name}.json"


def test_an_editor_sees_a_misspelled_block() -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "handout.json").read_text("utf-8"))
    handout = plain_yaml(SHIPPED["handout"][0])
    handout["sections"][0]["blocks"].append({"bulets": ["one"]})
    assert list(Draft202012Validator(schema).iter_errors(handout))
