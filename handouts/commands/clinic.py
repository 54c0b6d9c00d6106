"""``handouts clinic set``: a fact of the clinic put into its file, as the desk does it: comments
and all other lines stay as they are, and nothing is written that the file may not hold."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from ..source.problems import Misused, Problem, Problems, Where, did_you_mean
from . import say
from .desk import packaged

if TYPE_CHECKING:
    from ..desk.engine import Engine


def run(options: argparse.Namespace) -> int:
    """Writes the fact, or tells what is wrong with it; the exit status. Raises ``Problems``."""
    engine, facts = packaged(lambda: _opened(options))
    refusal = import_module("handouts.desk.refusal").Refusal
    try:
        return _set(options, engine, facts)
    except refusal as refused:
        language = engine.site.languages[0]
        _, wrong = engine.shop.facts(engine.clinic, language)
        words = import_module("handouts.desk.words").words()
        where = Where(str(engine.folders.clinic_file))
        told = Problem(where, words["refusals"][refused.name])
        raise Problems(wrong or [told]) from None


def _set(options: argparse.Namespace, engine: Engine, facts: ModuleType) -> int:
    """Raises ``Problems``, or what the desk refuses."""
    form = facts.form(engine)
    many = {one["name"]: one["many"] for one in form["facts"]}
    if options.name not in many:
        hint = did_you_mean(options.name, many) or f"known: {', '.join(many)}"
        raise Misused([Problem(Where("clinic"), f"there is no fact '{options.name}'", hint)])
    values = [[value, options.note] for value in options.values if value]
    if len(values) > 1 and not many[options.name]:
        message = f"the fact '{options.name}' has one value, {len(values)} are given"
        raise Misused([Problem(Where("clinic"), message, 'words with spaces go in "quotes"')])
    given = {"version": form["version"], "values": {options.name: values}}
    saved = facts.save(engine, given)
    for one in saved.get("problems", ()):
        print(f"{one['where']}: error: {one['message']}\n  hint: {one['hint']}", file=sys.stderr)
    if "saved" not in saved:
        return 1
    say(f"{engine.folders.clinic_file}: {'changed' if saved['saved'] else 'as it was'}")
    for label in saved["void"]:
        print(f"  '{label}' was signed as it stood, and is to be signed again")
    return 0


def _opened(options: argparse.Namespace) -> tuple[Engine, ModuleType]:
    """The desk's engine, and what it knows of facts."""
    folders = import_module("handouts.desk.folders").Folders(
        options.content.resolve(), options.assets.resolve(), options.clinic
    )
    engine = import_module("handouts.desk.engine").Engine(folders)
    return engine, import_module("handouts.desk.facts")
