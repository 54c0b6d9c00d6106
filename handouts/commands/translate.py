"""``handouts translate``: how far a translation is, files to work on, and back again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ..making.agreeing import compared
from ..making.translations import Translation
from ..making.workshop import Workshop
from ..project import translating
from ..source.files import write, write_all
from ..source.problems import Misused, Problem, Problems, Where, no_file
from ..translating.sheets import Returned, Sheet
from . import opened, say, tell

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
        if not files:
            hint = "name them: translation/LANG/*.po"
            raise Misused([Problem(Where("import"), "no file is named that came back", hint)])
        if lost := [no_file(str(one)) for one in files if not one.exists()]:
            raise Problems(lost)
        came = [_form(ENDINGS.get(one.suffix, ""), one).read(one) for one in files]
        done = translating.taken(shop, content, found, came, options.by, options.state)
    _wrote(options.content, done)
    return 0


def _status(shop: Workshop, found: tuple[Translation, ...], options: argparse.Namespace) -> int:
    reports = import_module("handouts.reports.translations")
    told = tuple(compared(shop, found))
    if options.out:
        write(options.out, reports.page(found, told, options.language))
        say(options.out)
    else:
        print("\n".join(reports.lines(found, told)))
    problems = [problem for one in found for problem in one.problems]
    tell(problems, options)
    return int(bool(problems) or any(one.wrong for one in told))


def _export(shop: Workshop, found: tuple[Translation, ...], options: argparse.Namespace) -> int:
    folder = options.out or Path("translation") / options.language
    form = _form(options.form, folder)
    sheets = translating.sheets(found)
    every = {folder / f"{name}{form.SUFFIX}": sheet for name, sheet in sheets}
    if waiting := [problem for one in every.items() for problem in _waiting(form, *one)]:
        raise Problems(waiting)
    write_all({path: form.written(sheet).encode() for path, sheet in every.items()})
    say(*every)
    return 0


def _waiting(form: Form, path: Path, sheet: Sheet) -> Iterator[Problem]:
    """What keeps a file from being exported anew: a translator's work that nobody has taken back.
    Raises ``Problems``: it is there, and cannot be read."""
    here = {row.path: row.text for row in sheet.rows}
    given = form.read(path).given if path.exists() else {}
    if any(one.text and one.text != here[unit] for unit, one in given.items() if unit in here):
        message = "there are words in this file that the site does not have"
        hint = "import it first; or move it away, or name another folder: --out"
        yield Problem(Where(str(path)), message, hint)


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
    say(*(content / name for name in names))
    if not names:
        print("Nothing is other than before.", file=sys.stderr)
