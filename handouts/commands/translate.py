"""``handouts translate``: how far a translation is, files to work on, and back again."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ..making.agreeing import compared
from ..making.translations import Translation
from ..making.workshop import Workshop
from ..project import translating
from ..source.problems import Misused, Problem, Where
from ..translating.sheets import Returned, Sheet
from . import opened, tell

FORMS = {"po": "handouts.translating.po", "xliff": "handouts.translating.xliff"}
ENDINGS = {".po": "po", ".xlf": "xliff", ".xliff": "xliff"}


def run(options: argparse.Namespace) -> int:
    """The exit status: 1 where ``status`` finds something to mend. Raises ``Problems``."""
    site, _ = opened(options)
    shop = Workshop(site)
    files = [Path(one) for one in options.names] if options.do == "import" else []
    slugs = () if files else tuple(options.names)
    found = translating.opened(shop, options.language, slugs)
    if options.do == "status":
        return _status(shop, found, options)
    if options.do == "export":
        return _export(shop, found, options)
    content = options.content.resolve()
    if options.do == "record":
        done = translating.marked(shop, content, found, options.state or "machine", options.by)
    else:
        came = [_form(ENDINGS.get(one.suffix, ""), one).read(one) for one in files]
        done = translating.taken(shop, content, found, came, options.by, options.state)
    _wrote(options.content, done)
    return 0


def _status(shop: Workshop, found: tuple[Translation, ...], options: argparse.Namespace) -> int:
    reports = import_module("handouts.reports.translations")
    told = tuple(compared(shop, found))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_bytes(reports.page(found, told, options.language))
        print(options.out)
    else:
        print("\n".join(reports.lines(found, told)))
    problems = [problem for one in found for problem in one.problems]
    tell(problems, options)
    return int(bool(problems) or any(one.wrong for one in told))


def _export(shop: Workshop, found: tuple[Translation, ...], options: argparse.Namespace) -> int:
    folder = options.out or Path("translation") / options.language
    form = _form(options.form, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in translating.sheets(found):
        path = folder / f"{name}{form.SUFFIX}"
        path.write_text(form.written(sheet), "utf-8")
        print(path)
    return 0


class Form(Protocol):
    """A module that reads and writes what translators work on."""

    SUFFIX: str

    def read(self, path: Path) -> Returned: ...

    def written(self, sheet: Sheet) -> str: ...


def _form(name: str, path: Path) -> Form:
    """The module of a form. Raises ``Misused``: there is none, or it needs a package."""
    if name not in FORMS:
        message, hint = "this is no file of a translator", "its name ends in .po or .xlf"
        raise Misused([Problem(Where(str(path)), message, hint)])
    try:
        return cast(Form, import_module(FORMS[name]))
    except ModuleNotFoundError as missing:
        if missing.name != "polib":
            raise
        hint = 'python -m pip install "handouts[translate]"; or export --form xliff'
        message = "PO files need a package that is not installed"
        raise Misused([Problem(Where(str(path)), message, hint)]) from None


def _wrote(content: Path, names: tuple[str, ...]) -> None:
    for name in names:
        print(content / name)
    if not names:
        print("Nothing is other than before.", file=sys.stderr)
